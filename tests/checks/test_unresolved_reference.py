"""What is not found in a local index that lacks much is information."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.model import NotFound, Severity
from citeaudit.rules import running
from tests.manuscripts import audit_text

TEXT = "# Sleep\n\nSleep helps (1-5).\n\n## References\n\n" + "".join(
    f"{n}. Hall A. Sleep, part {n}. J Sleep 201{n};{n}:1-9. doi:10.5555/s{n}\n" for n in range(1, 6)
)


@pytest.mark.parametrize(
    ("source", "missing", "severity"),
    [
        ("index", 1, Severity.WARNING),  # a fifth: not more than may be lacking
        ("index", 2, Severity.INFO),
        ("crossref", 2, Severity.WARNING),
        ("crossref", 5, Severity.WARNING),
    ],
)
def test_severity(source: str, missing: int, severity: Severity) -> None:
    audit = audit_text(TEXT, {f"10.5555/s{n}": None if n <= missing else {} for n in range(1, 6)})
    resolutions = {
        index: replace(found, asked=(source,)) if isinstance(found, NotFound) else found
        for index, found in audit.resolutions.items()
    }
    findings = list(running.get("unresolved-reference").findings(replace(audit, resolutions=resolutions)))
    assert [finding.severity for finding in findings] == [severity] * missing
