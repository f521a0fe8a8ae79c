"""The rule book: one file a check. The file name is the check's name."""

from __future__ import annotations

from typing import Protocol

from citeaudit.rules.check import Check


class Unit(Protocol):
    """What a module in this folder has: a docstring, which is the check's page, and the check with its function."""

    check: Check


UNIT = Unit
"""What `discover` looks for in a unit of this folder."""
