"""Gaps in the numbers of a list, and what only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.checks.gap_in_numbers import check
from tests.manuscripts import audit_text


@pytest.mark.parametrize(
    ("labels", "second", "missing"),
    [
        ("1 2 3", "", []),
        ("1 2 5", "", ["3 to 4"]),
        ("1 2 4", "", ["3"]),
        ("1 2 4", " 3. Berg C. Dreams. J Sleep 2020;8:31-9.", []),  # run into the entry before
        ("1 4 2", "", ["3"]),
        ("1 3 2", "", []),  # out of order, and none is missing
        ("1 2 2", "", []),
        ("Hall2015 Moss2019 Berg2020", "", []),
    ],
)
def test_labels(labels: str, second: str, missing: list[str]) -> None:
    audit = audit_text(
        "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n"
        "1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.\n2. Moss D. Naps. J Sleep 2019;7:21-30.\n"
        "3. Lind E. Moods. J Sleep 2018;6:2-8.\n"
    )
    first, two, three = audit.references
    two = replace(two, raw=two.raw + second)
    named = tuple(replace(r, label=label) for r, label in zip((first, two, three), labels.split(), strict=True))
    assert [finding.facts["missing"] for finding in check.findings(replace(audit, references=named))] == missing
