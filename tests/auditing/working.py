"""Work that goes wrong in all ways, for tests of the processes that do it."""

from __future__ import annotations

import os
import signal
import time

from citeaudit.auditing.workers import Advance

FOR_EVER_S = 3600


def work(item: str, advance: Advance) -> str:
    """Do what an item says, and give it back."""
    if item == "hang":
        time.sleep(FOR_EVER_S)
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "leave":
        os._exit(9)
    if item == "grow":
        bytearray(8_000_000_000)
    if item == "slow but alive":
        for step in range(8):
            time.sleep(0.2)
            advance(step + 1, 8)
    if item == "environment":
        return os.environ.get("CITEAUDIT_CACHE", "")
    return item
