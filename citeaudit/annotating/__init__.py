"""A copy of a manuscript with the findings in it: comments in a Word file, highlights with notes in a PDF.

Nothing here reads or writes files: bytes go in, bytes come out. What citeaudit put in before is replaced; what others put in
stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.errors import ConfigError
from citeaudit.model import Finding, Report
from citeaudit.reports._wording import clipped, number, reasons
from citeaudit.reports.text import visible

AUTHOR = "citeaudit"
INITIALS = "CA"
_MOST_ENTRIES = 3
_LONGEST_ENTRY = 300
ENDINGS = {"docx": (".docx", ".docm", ".dotx", ".dotm"), "pdf": (".pdf",)}
"""How files are named that can be annotated, by the format of the manuscript."""


def annotate(report: Report, data: bytes) -> bytes:
    """The manuscript with each finding as a comment at its place.

    Args:
        report: The report on it.
        data: The bytes of the file that was audited.

    Raises:
        ConfigError: Its format holds no comments.
        ReadError: The file cannot be read any more.
    """
    manuscript = report.audit.manuscript
    if manuscript.format == "docx":
        from citeaudit.annotating import _docx

        return _docx.annotate(report, data)
    if manuscript.format == "pdf":
        from citeaudit.annotating import _pdf

        return _pdf.annotate(report, data)
    raise ConfigError(
        f"{manuscript.path}: comments are put into Word and PDF files only, and this was read as {manuscript.format}"
    )


def lines(finding: Finding, report: Report) -> Iterator[str]:
    """What a comment says, one paragraph each."""
    audit = report.audit
    message = visible(finding.message)
    yield f"{str(finding.severity).capitalize()}: {message}"
    for reason in reasons(finding):
        yield reason[:1].upper() + reason[1:]
    for indices, said in ((finding.references, "Reference"), (finding.suggested, "Better: reference")):
        shown = indices if finding.citations else ()  # a comment at the entry itself need not repeat it
        for reference in map(audit.reference, shown[:_MOST_ENTRIES]):
            yield f"{said} {number(reference)}: {clipped(reference.raw, _LONGEST_ENTRY)}"
        if len(shown) > _MOST_ENTRIES:
            yield f"and {len(shown) - _MOST_ENTRIES} more"
    yield f"[{visible(finding.check)}]"
