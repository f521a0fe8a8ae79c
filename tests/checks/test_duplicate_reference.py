"""What counts as the same work twice."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from citeaudit.checks.duplicate_reference import check
from citeaudit.model import Audit, Found, Record, Work
from tests.manuscripts import audit_text

_NAPS = "Moss D. Naps in older adults."
_LONG = "Hall A, Berg C. Sleep and the consolidation of memory."


def listed(*entries: str) -> Audit:
    """The audit of a list."""
    lines = "\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, 1))
    return audit_text(f"# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n{lines}\n")


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (f"{_NAPS} J Sleep 2019;7:21-30.", f"{_NAPS} J. Sleep. 2019;7(2):21-30.", True),
        (f"{_NAPS} J Sleep 2019.", f"{_NAPS} Lancet 2019.", False),  # a short title, and no place
        (f"{_LONG} J Sleep 2019;7:21-30.", f"{_LONG} J Sleep 2019;7:21-30.", True),
        (f"{_LONG} J Sleep 2019;7:21-30.", f"{_LONG} J Sleep 2019;7:45.", False),  # its correction
        (f"{_LONG} J Sleep 2018;7:21-30.", f"{_LONG} J Sleep 2019;8:21-30.", False),  # a yearly report
        (f"{_LONG} J Sleep 2019;7:21-30. doi:10.5555/a", f"{_NAPS} J Sleep 2011;2:1. doi:10.5555/a", False),
        ("Hall A. Tumour sleep and anaemic mice. J Sleep 2019;7:21-30.",
         "Hall A. Tumor sleep and anemic mice. Journal of Sleep 2019;7(1):21.", True),
        ("Hall A. \u03b1-Synuclein and sleep in mice. J Sleep 2019;7:21-30.",
         "Hall A. Alpha-synuclein and sleep in mice. J Sleep 2019;7:21-30.", True),
        ("Hall A. Falls of the elderly in winter. J Sleep 2019;7:21-30.",
         "Hlal A. Falls of the eldery in winter. J Sleep 2019;7:21-30.", True),
        ("Hall A. Naps of the elderly in winter. J Sleep 2019;7:21-30.",
         "Hall A. Nips of the elderlies in winter. J Sleep 2019;7:21-30.", False),  # four letters
        ("Hall A. Naps in older adults: a trial. J Sleep 2019;7:21-30.",
         "Hall A. Naps in older adults. J Sleep 2019;7:21-30.", True),
        ("Hall A. Naps in older adults: a trial. J Sleep 2019;7:21-30.",
         "Hall A. Naps in older adults. J Sleep 2019;7:32-40.", False),
        ("Hall A. Naps in older adults: part 1. J Sleep 2019;7:21-30.",
         "Hall A. Naps in older adults: part 2. J Sleep 2019;7:21-30.", False),
        ("Hall A. Naps in older adults. J Sleep 2019;7:21-30.",
         "Hall A. Correction: Naps in older adults. J Sleep 2019;7:21-30.", False),
        ("Hall A. Tumour sleep in mice. J Sleep 2019;7:21-30. doi:10.5555/a",
         "Hall A. Tumor sleep in mice. J Sleep 2019;7:21-30. doi:10.5555/b", False),
        ("Hall A. Naps in older adults. J Sleep 2019;7:S21.",  # two abstracts of one meeting
         "Hall A. Dreams of shift workers. J Sleep 2019;7:S21.", False),
    ],
)  # fmt: skip
def test_words(first: str, second: str, found: bool) -> None:
    assert [finding.references for finding in check.findings(listed(first, second))] == ([(1, 2)] if found else [])


def test_three_times_is_reported_at_the_second_and_the_third() -> None:
    entry = f"{_LONG} J Sleep 2019;7:21-30."
    assert [finding.references for finding in check.findings(listed(entry, entry, entry))] == [(1, 2), (1, 3)]


def test_what_a_source_knows_to_be_a_version() -> None:
    audit = listed(
        f"{_LONG} bioRxiv 2017.", "Hall A, Berg C. Memory and its consolidation in sleepers. J Sleep 2019;7:21-30."
    )
    preprint = Work(
        record=Record(type="article", DOI="10.5555/p", title="Sleep and the consolidation of memory"),
        source="example",
        identifier="10.5555/p",
        synthetic=True,
        published_as=("10.5555/A",),
    )
    article = Work(record=Record(DOI="10.5555/a"), source="example", identifier="10.5555/a", synthetic=True)
    untitled = tuple(replace(reference, record=replace(reference.record, title="")) for reference in audit.references)
    found = MappingProxyType({1: Found(work=preprint, score=1.0), 2: Found(work=article, score=1.0)})
    (finding,) = check.findings(replace(audit, references=untitled, resolutions=found))
    assert finding.facts["why"] == "a preprint and its article"
