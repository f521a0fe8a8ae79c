"""Which entries with one DOI are two works."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.checks.shared_doi import check
from tests.manuscripts import audit_text

_FIRST = "Hall A, Moss D. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1"


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("Berg C. Naps in older adults. J Sleep 2019;7:21-30. doi:10.5555/S1", True),
        ("Hall A. Naps in older adults. J Sleep 2019;7:21-30. doi:10.5555/s1", True),  # an author has written two
        ("Hall A. Naps in older adults. J Sleep 2016;3:1-9. doi:10.5555/s1", False),  # nothing but the title differs
        ("Hall A. Naps in older adults. J Sleep 2017;3:1-9. doi:10.5555/s1", False),  # one field beside the title
        ("Hall A. Naps in older adults. J Sleep 2017;3:10-19. doi:10.5555/s1", True),  # two
        ("Berg C. Naps in older adults. J Sleep 2019;7:21-30. doi:10.5555/s2", False),
        ("Berg C. Sleep and the consolidation of memory: a review. J Sleep 2019;7:21-30. doi:10.5555/s1", False),
        ("Berg C. Reply to: Naps in older adults. J Sleep 2019;7:21-30. doi:10.5555/s1", False),
    ],
)
def test_two_works(second: str, found: bool) -> None:
    text = f"# Sleep\n\nMemory needs sleep (1,2).\n\n## References\n\n1. {_FIRST}\n2. {second}\n"
    assert [finding.references for finding in check.findings(audit_text(text))] == ([(1, 2)] if found else [])


@pytest.mark.parametrize(("confidence", "count"), [(0.7, 1), (0.69, 0)])
def test_an_entry_that_was_not_read_with_certainty_is_not_judged(confidence: float, count: int) -> None:
    second = "Berg C. Naps in older adults. J Sleep 2019;7:21-30. doi:10.5555/s1"
    audit = audit_text(f"# Sleep\n\nMemory needs sleep (1,2).\n\n## References\n\n1. {_FIRST}\n2. {second}\n")
    references = tuple(replace(reference, confidence=confidence) for reference in audit.references)
    assert len(list(check.findings(replace(audit, references=references)))) == count
