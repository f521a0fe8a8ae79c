"""Years against the day of the audit and against the volumes of the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from citeaudit.checks.implausible_year import check
from tests.manuscripts import audit_text

_DAY = date(2020, 6, 1)


def years(*entries: str, today: date | None = _DAY) -> list[str]:
    """The messages on a list of entries, on a day."""
    listed = "\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, 1))
    audit = replace(audit_text(f"# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n{listed}\n"), today=today)
    return [finding.message for finding in check.findings(audit)]


@pytest.mark.parametrize(
    ("year", "today", "found"),
    [
        (2020, _DAY, False),
        (2021, _DAY, False),
        (2022, _DAY, True),
        (2022, None, False),
        (2022, date(2021, 1, 1), False),
    ],
)
def test_years_to_come(year: int, today: date | None, found: bool) -> None:
    messages = years(f"Hall A. Sleep and the consolidation of memory. J Sleep {year};3:1-9.", today=today)
    assert messages == ([f"reference 1: the year {year} is yet to come"] if found else [])


def entry(year: int, volume: int) -> str:
    """An article of one journal."""
    return f"Hall A. Sleep and memory after {volume + 40} nights. J Sleep {year};{volume}:1-9."


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([(1991, 30), (2001, 20), (2006, 25)], True),
        ([(2000, 30), (2001, 20), (2006, 25)], False),  # against one entry alone
        ([(1991, 30), (2001, 20), (2001, 20)], False),  # the same volume twice may be one misreading
        ([(1991, 30), (2001, 20), (1995, 25)], False),  # the others do not agree with each other
        ([(2019, 12), (1990, 20), (1995, 25)], False),  # may be an issue
        ([(2019, 13), (1990, 20), (1995, 25)], True),
    ],
)
def test_volumes(entries: list[tuple[int, int]], found: bool) -> None:
    messages = years(*(entry(year, volume) for year, volume in entries))
    year, volume = entries[0]
    assert [
        message.startswith(f"reference 1: the year {year} does not fit volume {volume}") for message in messages
    ] == ([True] if found else [])


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("Hall A. Sleep and memory. J Sleep. 2109;26:11-9.", "2109 is yet to come"),
        ("Hall A. Sleep and memory. J Sleep. 20015;26:11-9.", "20015 is not a year"),
        ("Hall A. Sleep and memory. J Sleep. 201;26:11-9.", "201 is not a year"),
        ("Hall A. Sleep and memory. J Sleep. 2O15;26(2):11-9.", "2O15 is not a year"),
        ("Hall A. Sleep and memory. J Sleep. 1089;26:11-9.", "1089 is before 1450"),
        ("Hall, A. (2109). Sleep and memory. Journal of Sleep, 26, 11-19.", "2109 is yet to come"),
        ("Hall A. Sleep and memory. 2015. J Sleep. 201;26:11-9.", ""),  # the year stands elsewhere
        ("Hall A. Sleep and memory. J Sleep. 26;201:11-9.", ""),
        ("WHO. Science report: towards 2030. Paris: WHO; 2015.", ""),
        ("Hall A. Memory. J Sleep 2018;70:1-7. doi:10.1016/j.sleep.2019.01.020", ""),
        ("Hall A. Memory. J Sleep 2017;70:1-7. doi:10.1016/j.sleep.2019.01.020", "2017 does not fit the DOI, which is of 2019"),
        ("Hall A. Memory. J Sleep 2026;70:1-7. doi:10.1016/j.sleep.2019.01.020", "2026 is yet to come"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_year(printed: str, why: str) -> None:
    assert years(printed) == ([f"reference 1: the year {why}"] if why else [])


def test_a_year_to_come_in_a_title_that_was_not_read_as_one() -> None:
    text = "# Sleep\n\nIt is (1).\n\n## References\n\n1. WHO. Sleep report: towards 2030. Bern: WHO; 2015.\n"
    audit = replace(audit_text(text), today=_DAY)
    (reference,) = audit.references
    misread = replace(reference, record=replace(reference.record, title="", year=2030))
    assert list(check.findings(replace(audit, references=(misread,)))) == []
