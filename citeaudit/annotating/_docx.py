"""Findings as comments of a Word file.

Only the text of the document is written anew, with marks where comments begin and end, and the parts that hold comments;
all other parts are copied as they are. Word allows no comments within notes and text boxes: what is found there is said where
the text leads to them.

Source: ECMA-376 part 1, 17.13.4 (comments); [MS-DOCX], 2.5.1 (commentsExtended).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from citeaudit.annotating import AUTHOR, INITIALS, lines
from citeaudit.annotating._docx_package import Parts
from citeaudit.annotating._docx_places import Places, Tracing
from citeaudit.annotating._docx_runs import enclosed, put_mark
from citeaudit.errors import ReadError
from citeaudit.model import Finding, Report
from citeaudit.readers._docx_package import DAMAGED, Element, W, open_package, value
from citeaudit.readers.docx import walked


def annotate(report: Report, data: bytes) -> bytes:
    """See `citeaudit.annotating.annotate`."""
    path = report.audit.manuscript.path
    try:
        return _annotated(report, path, data)
    except DAMAGED:  # a part that the reader had no need of
        raise ReadError(
            f"{path}: a part of the Word file is damaged, so it cannot be copied; open it in Word and save it again"
        ) from None


def _annotated(report: Report, path: str, data: bytes) -> bytes:
    package = open_package(path, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = Parts(archive, package.document)
        _without_own(parts)
        try:
            walk, _ = walked(package, Tracing)
        except RecursionError:
            raise ReadError(f"{path}: its tables, boxes or fields are nested too deeply to be annotated") from None
        places = Places(walk, package.document.root)
        for finding in report.findings:
            places.find(finding.location)  # cuts all runs, so that the second look finds whole ones
        for finding, number in zip(report.findings, _ids(parts.comments), strict=False):
            identifier = str(number)
            put_mark(enclosed(places.find(finding.location)), identifier)
            parts.comments.append(_comment(identifier, finding, report))
        return parts.packed()


def _ids(comments: Element) -> Iterator[int]:
    """Numbers that no comment has."""
    number = max((int(value(one, "id")) for one in comments if value(one, "id").lstrip("-").isdigit()), default=-1)
    while True:
        number += 1
        yield max(number, 0)


def _comment(identifier: str, finding: Finding, report: Report) -> Element:
    from lxml import etree

    comment = etree.Element(W + "comment", nsmap={"w": W[1:-1]})
    for name, said in (("id", identifier), ("author", AUTHOR), ("initials", INITIALS)):
        comment.set(W + name, said)
    if report.audit.today is not None:
        comment.set(W + "date", f"{report.audit.today.isoformat()}T00:00:00Z")
    for count, line in enumerate(lines(finding, report)):
        paragraph = etree.SubElement(comment, W + "p")
        if not count:
            etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "annotationRef")
        text = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment


def _without_own(parts: Parts) -> None:
    """Take out what an earlier run put in."""
    own = {value(one, "id"): one for one in parts.comments if value(one, "author") == AUTHOR}
    if not own:
        return
    parts.forget_paragraphs(own.values())
    for one in own.values():
        parts.comments.remove(one)
    marks = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")
    for mark in [one for one in parts.document.iter(*marks) if value(one, "id") in own]:
        run = mark.getparent()
        run.remove(mark)
        if mark.tag == marks[2] and all(one.tag == W + "rPr" for one in run):
            run.getparent().remove(run)
