"""Processes that work on many items: one that hangs, dies or takes too much costs its own item alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from citeaudit.auditing.workers import Advance, Failure, Limits, results
from tests.auditing.working import work

LIMITS = Limits(seconds=1, memory=1_000_000_000)

REASONS = {
    "hang": "given up after 1 s without an end",
    "die": "the process that audited it ended unexpectedly (SIGKILL)",
    "leave": "the process that audited it ended unexpectedly (exit code 9)",
    "grow": "given up, for it takes more than 1 GB of memory",
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of memory are those of POSIX")
@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_goes_wrong_costs_itself_alone(jobs: int) -> None:
    items = ["first", "hang", "second", "die", "grow", "leave", "slow but alive", "last"]
    expected = [Failure(REASONS[item]) if item in REASONS else item for item in items]
    assert list(results(work, items, jobs=jobs, limits=LIMITS)) == expected


def test_results_come_in_order_whatever_takes_longest() -> None:
    items = ["slow but alive", *map(str, range(200))]
    assert list(results(work, items, jobs=2, limits=Limits())) == items


def test_progress_is_told_of_each_item() -> None:
    heard: list[tuple[int, int] | str] = []

    @contextmanager
    def bar() -> Iterator[Advance]:
        heard.append("opened")
        yield lambda done, total: heard.append((done, total))

    list(results(work, ["slow but alive", "last"], jobs=1, limits=LIMITS, progress=bar))
    assert heard == ["opened", *((step, 8) for step in range(1, 9)), "opened"]


def test_a_process_has_the_environment_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("one", "another"):
        monkeypatch.setenv("CITEAUDIT_CACHE", folder)
        assert list(results(work, ["environment"], jobs=1, limits=LIMITS)) == [folder]


def test_nothing_is_left_running_where_nobody_wants_more() -> None:
    import multiprocessing

    wanted = results(work, ["first", "hang", "hang"], jobs=2, limits=Limits(seconds=None))
    assert next(iter(wanted)) == "first"
    wanted.close()  # type: ignore[attr-defined] # a generator is closed so
    assert not multiprocessing.active_children()
