"""The thresholds of `incomplete-reference`: how certain the reading, and how common the lack, may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.checks.incomplete_reference import check
from tests.manuscripts import audit_text


def listed(lacking: int, whole: int) -> str:
    """A manuscript with so many entries without a place in the journal, and so many with one."""
    names = ["Hall A", "Moss D", "Berg C", "Lind E", "Fox G", "Ober F", "Paget J", "Reed B", "Ward S", "Yates T"]
    entries = [
        f"{number}. {names[number - 1]}. Naps in older adults and their families. Lancet 2019{place}."
        for number, place in enumerate([""] * lacking + [";7:21-30"] * whole, 1)
    ]
    return "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n" + "\n".join(entries) + "\n"


@pytest.mark.parametrize(("lacking", "whole", "found"), [(2, 8, 2), (3, 7, 0), (1, 1, 1)])
def test_what_most_entries_lack_is_the_style_of_the_list(lacking: int, whole: int, found: int) -> None:
    messages = [finding.message for finding in check.findings(audit_text(listed(lacking, whole)))]
    assert len(messages) == found
    assert all(message.endswith("lacks volume, pages or an identifier") for message in messages)


@pytest.mark.parametrize(("confidence", "found"), [(0.9, [(1,)]), (0.899, [])])
def test_an_entry_not_read_with_certainty_is_not_judged(confidence: float, found: list[tuple[int, ...]]) -> None:
    audit = audit_text(listed(1, 3))
    references = tuple(replace(reference, confidence=confidence) for reference in audit.references)
    assert [finding.references for finding in check.findings(replace(audit, references=references))] == found
