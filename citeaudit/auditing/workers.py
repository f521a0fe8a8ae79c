"""Work on many items in processes that are watched: one that hangs, dies or takes too much costs its own item alone.

The standard pools give up all that is waiting when a worker dies, and cannot end one that hangs.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

Advance = Callable[[int, int], None]
"""Told how much of an item is done, and of how much."""

Task = Callable[[Any, Advance], Any]
"""Does the work on one item. It, its items and its results go from process to process."""

Progress = Callable[[], AbstractContextManager[Advance | None]]
"""Opens what is told how far an item is."""

SECONDS = 300.0
"""A book of a thousand pages takes one minute; what takes five has gone astray."""

MEMORY_BYTES = 2_000_000_000
"""A list of three thousand references with ten thousand citations takes less than half of it."""

_AHEAD = 32
"""So many items a worker are begun before the first unfinished one is told: results that wait need memory."""

_LONGEST_WAIT = 60.0
"""Seconds after which the clock is looked at again, whatever happens."""

_COLLECTED_AFTER = (200_000, 50, 50)
"""Garbage is looked for that rarely: a manuscript makes many values and no circles of them."""

_SECONDS_TO_START = 60.0
"""A process has so long to start and to import what it needs: on a busy machine that takes seconds."""

_BEGUN = (0, 0)
"""What a process says when it begins an item: its time counts from there."""

_OUT_OF_MEMORY = 3
"""The exit code of a worker that ended because it reached its limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may take: seconds without any progress, and bytes of memory. None is no limit."""

    seconds: float | None = SECONDS
    memory: int | None = MEMORY_BYTES


@dataclass(frozen=True, slots=True)
class Failure:
    """There is no result for an item; `reason` says why."""

    reason: str


def processors() -> int:
    """How many processes can work at a time here."""
    if hasattr(os, "sched_getaffinity"):  # a container often has fewer than the machine
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def results(
    task: Task,
    items: Sequence[Any],
    *,
    jobs: int,
    limits: Limits,
    progress: Progress = nullcontext,
    preload: Sequence[str] = (),
) -> Iterator[Any | Failure]:
    """The result for each item, or why there is none, in their order.

    Args:
        task: The work.
        items: What it is done on.
        jobs: How many processes do it at a time.
        limits: What one item may take.
        progress: Opens what is told how far the item is, where one process does all.
        preload: Modules that each process needs, so that they are imported once.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # processes share the processors already
    count = max(1, min(jobs, len(items)))
    waiting = deque(enumerate(items))
    done: dict[int, Any] = {}
    with _crew(count, partial(_serve, task, limits.memory, dict(os.environ)), preload) as workers:
        for due in range(len(items)):
            with progress() if count == 1 else nullcontext() as advance:
                while due not in done:
                    for worker in workers:
                        if not worker.busy and waiting and waiting[0][0] < due + _AHEAD * count:
                            worker.begin(*waiting.popleft(), limits)
                    done.update(_heard(workers, advance))
            yield done.pop(due)


class _Worker:
    """A process that works on one item after the other; it is started, and started again, where there is work."""

    def __init__(self, start: Callable[[Connection], BaseProcess]) -> None:
        self._start = start
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._item = 0
        self._limits = Limits()
        self.busy = False
        self.deadline = math.inf

    def begin(self, item: int, value: Any, limits: Limits) -> None:
        """Give it an item, by its number and what it is."""
        if self._process is None or not self._process.is_alive():
            self.stop()
            self._connection, theirs = multiprocessing.Pipe()
            self._process = self._start(theirs)
            theirs.close()
        self._item, self._limits, self.busy = item, limits, True
        self._give_time(_SECONDS_TO_START)
        with suppress(OSError):  # it ended just now: nothing will be heard of it
            self.connection.send(value)

    def _give_time(self, more: float = 0) -> None:
        self.deadline = time.monotonic() + (math.inf if self._limits.seconds is None else self._limits.seconds) + more

    @property
    def connection(self) -> Connection:
        """What is heard of it; only for one that is busy."""
        assert self._connection is not None
        return self._connection

    def hear(self, advance: Advance | None) -> tuple[int, Any] | None:
        """What it has to say of its item: nothing yet, or the item's number with its result, or why there is none."""
        try:
            heard = self.connection.recv() if self.connection.poll() else ()
        except (EOFError, OSError):
            return self._failed(self._why_it_ended())
        if isinstance(heard, _Result):
            self.busy = False
            return self._item, heard.value
        if heard:
            self._give_time()
            if advance is not None and heard != _BEGUN:
                advance(*heard)
        elif time.monotonic() >= self.deadline:
            return self._failed(f"given up after {self._limits.seconds:g} s without an end")
        return None

    def _failed(self, reason: str) -> tuple[int, Failure]:
        self.stop()
        return self._item, Failure(reason)

    def _why_it_ended(self) -> str:
        assert self._process is not None
        self._process.join()
        code = self._process.exitcode or 0
        if code == _OUT_OF_MEMORY:
            return f"given up, for it takes more than {(self._limits.memory or 0) / 1e9:g} GB of memory"
        how = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
        return f"the process that audited it ended unexpectedly ({how})"

    def stop(self) -> None:
        """End the process, and what it started."""
        self.busy = False
        if self._process is not None:
            _kill(self._process)
            self._process = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass(frozen=True, slots=True)
class _Result:
    """What a worker sends when an item is done."""

    value: Any


@contextmanager
def _crew(count: int, serve: Callable[[Connection], None], preload: Sequence[str]) -> Iterator[Sequence[_Worker]]:
    """Workers that are all ended at last, whatever happens."""
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload(list(preload))

    def start(connection: Connection) -> BaseProcess:
        process: BaseProcess = context.Process(target=serve, args=(connection,), daemon=True)
        process.start()
        return process

    workers = [_Worker(start) for _ in range(count)]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.stop()


def _heard(workers: Sequence[_Worker], advance: Advance | None) -> Iterator[tuple[int, Any]]:
    """What is told of items that are done, after one of the workers had something to say or its time was up."""
    busy = [worker for worker in workers if worker.busy]
    soonest = min(worker.deadline for worker in busy) - time.monotonic()
    wait([worker.connection for worker in busy], timeout=max(0.0, min(soonest, _LONGEST_WAIT)))
    yield from filter(None, (worker.hear(advance) for worker in busy))


def _serve(task: Task, memory: int | None, environment: Mapping[str, str], connection: Connection) -> None:
    """Work on what comes through a connection, until it is closed."""
    os.environ.clear()  # the server that starts processes keeps the environment it was started in
    os.environ.update(environment)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # so that what it starts can be ended with it, and Ctrl-C is for the first process alone
    gc.set_threshold(*_COLLECTED_AFTER)
    _allow(memory)
    with suppress(EOFError, OSError):  # nobody is there to work for
        while True:
            item = connection.recv()
            connection.send(_BEGUN)
            try:
                result = task(item, lambda done, total: connection.send((done, total)))
            except MemoryError:
                os._exit(_OUT_OF_MEMORY)
            connection.send(_Result(result))


def _allow(memory: int | None) -> None:
    """Let this process take so many bytes of memory, where the system can see to it."""
    if memory is None or sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(
            resource.RLIMIT_DATA, (memory if most == resource.RLIM_INFINITY else min(memory, most), most)
        )


def _kill(process: BaseProcess) -> None:
    """End a process with all that it started."""
    with suppress(OSError, AttributeError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.kill()
    process.join()
