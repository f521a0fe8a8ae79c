"""Which DOIs are misprints of the one of the work."""

from __future__ import annotations

from typing import Any

import pytest

from citeaudit.checks.doi_mismatch import check
from tests.manuscripts import audit_text


@pytest.mark.parametrize(
    ("printed", "work", "found"),
    [
        ("10.5555/sleep.2015.191", {"DOI": "10.5555/sleep.2015.101"}, True),
        ("10.5555/sleep.2015", {"DOI": "10.5555/sleep.2015.101"}, True),  # cut off
        ("10.5555/SLEEP.2015.101", {"DOI": "10.5555/sleep.2015.101"}, False),
        ("10.5555/sleep.2015.123", {"DOI": "10.5555/sleep.2015.145"}, True),  # two signs
        ("10.5555/sleep.2015.123", {"DOI": "10.5555/sleep.2015.456"}, False),  # three
        ("10.5556/sleep.2015.101", {"DOI": "10.5555/sleep.2015.101"}, False),  # of another registrant
        ("10.5555/sleep.41.1", {"DOI": "10.5555/sleep.41.2"}, False),
        ("10.5555/sleep.2015.101", {"DOI": "10.5555/sleep.2015.101/full"}, False),  # a page of the publisher's
        ("10.5555/sleep.2015.101", {"DOI": "10.5555/sleep.2015.101+"}, True),
        ("10.5555/sleep.41v1", {"DOI": "10.5555/sleep.41"}, False),
        ("10.5555/sleep.411", {"DOI": "10.5555/sleep.412", "version_of": ["10.5555/sleep.411"]}, False),
        ("10.5555/sleep.411", {"DOI": "10.5555/sleep.412", "score": 0.9}, True),
        ("10.5555/sleep.411", {"DOI": "10.5555/sleep.412", "score": 0.89}, False),
        ("10.5555/sleep.411", {"DOI": "10.5555/sleep.412", "title": "Dreams of shift workers"}, False),
        ("10.5555/sleep.411", {"DOI": "10.5555/sleep.412", "dead": True}, False),  # said elsewhere
    ],
)
def test_misprints(printed: str, work: dict[str, Any], found: bool) -> None:
    text = (
        "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n"
        f"1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:{printed}\n"
    )
    findings = list(check.findings(audit_text(text, {printed: work})))
    assert [finding.fix for finding in findings] == (
        [{"kind": "replace", "field": "DOI", "old": printed, "value": work["DOI"]}] if found else []
    )
