"""Findings as comments of a Word file.

Only the text of the document is written again, with marks where comments begin and end, and the parts that hold comments;
all other parts are copied as they are. Word allows no comments within notes and text boxes: what is found there is said where
the text leads to them.

Source: ECMA-376 part 1, 17.13.4 (comments); [MS-DOCX], 2.5.1 (commentsExtended).
"""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from citeaudit.errors import ReadError
from citeaudit.formats.docx.package import Element, W, open_package, value
from citeaudit.formats.docx.parts import Parts
from citeaudit.formats.docx.places import Places, Tracing
from citeaudit.formats.docx.reading import walked
from citeaudit.formats.docx.runs import MARKS, REFERENCE, enclosed, put_mark
from citeaudit.model import Location, Report
from citeaudit.rules.causes import Cause, all_places, by_cause
from citeaudit.rules.wording import AUTHOR, INITIALS, comment_lines
from citeaudit.text.patterns import lazy

_PARAGRAPH = {
    "bidi": {"val": "0"},
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "ind": {"left": "0", "right": "0", "firstLine": "0"},
    "jc": {"val": "left"},
}
_CHARACTERS: dict[str, dict[str, str]] = {"noProof": {}, "sz": {"val": "20"}, "szCs": {"val": "20"}}
"""How comments are set, in the order of the schema: small and close, in manuscripts that are set wide and with indents, too."""
_NO_XML = lazy("[\ufffe\uffff]")
"""What is no character, and what no XML can hold; a record of a source may."""


def annotate(report: Report, data: bytes) -> bytes:
    """See `citeaudit.formats.annotate`."""
    path = report.audit.manuscript.path
    package = open_package(path, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = Parts(path, archive, package.document)
        if not _without_own(parts) and not report.findings:
            return data
        try:
            walk, _ = walked(package, Tracing)
        except RecursionError:
            raise ReadError(f"{path}: its tables, boxes or fields are nested too deeply to be annotated") from None
        places = Places(walk, package.document.root)
        causes = by_cause(report.findings, report.audit)
        locations = [*_locations(report, causes)]
        for location in locations:
            places.find(location)  # cuts all runs, so that the second look finds whole ones
        for cause, location, number in zip(causes, locations, _ids(parts), strict=False):
            identifier = str(number)
            put_mark(enclosed(places.find(location)), identifier)
            parts.comments.append(_comment(identifier, cause, report))
        return parts.packed()


def _locations(report: Report, causes: Iterable[Cause]) -> Iterator[Location]:
    """The first place of each cause; of a reference that no list prints and that was read from a field, the place of the field."""
    audit = report.audit
    read_from = {_start(reference.location) for reference in audit.references}
    field_at = {
        _start(citation.location): citation.location
        for citation in audit.citations
        if _start(citation.location) in read_from
    }
    for cause in causes:
        yield field_at.get(_start(cause.finding.location), cause.finding.location)


def _start(location: Location) -> tuple[int, int] | None:
    return (location.order, location.reach[0]) if location.reach else None


def _ids(parts: Parts) -> Iterator[int]:
    """Numbers that neither a comment has nor a mark of one that is gone."""
    marked = (*parts.comments, *parts.document.iter(*MARKS))
    taken = {value(mark, "id") for mark in marked}
    return (number for number in itertools.count() if str(number) not in taken)


def _comment(identifier: str, cause: Cause, report: Report) -> Element:
    from lxml import etree

    comment = etree.Element(W + "comment", nsmap={"w": W[1:-1]})
    for name, attribute in (("id", identifier), ("author", AUTHOR), ("initials", INITIALS)):
        comment.set(W + name, attribute)
    if report.audit.today is not None:
        comment.set(W + "date", f"{report.audit.today.isoformat()}T00:00:00Z")
    for count, line in enumerate(comment_lines(cause.finding, report, all_places(cause, report.audit))):
        paragraph = etree.SubElement(comment, W + "p")
        _set(etree.SubElement(paragraph, W + "pPr"), _PARAGRAPH)
        if not count:
            etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "annotationRef")
        run = etree.SubElement(paragraph, W + "r")
        _set(etree.SubElement(run, W + "rPr"), _CHARACTERS)
        text = etree.SubElement(run, W + "t")
        text.text = _NO_XML.sub("\ufffd", line)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment


def _set(properties: Element, values: Mapping[str, Mapping[str, str]]) -> None:
    for name, attributes in values.items():
        properties.append(properties.makeelement(W + name, {W + key: setting for key, setting in attributes.items()}))


def _without_own(parts: Parts) -> bool:
    """Take out what an earlier run put in, and tell whether there was something."""
    own = [comment for comment in parts.comments if value(comment, "author") == AUTHOR]
    if not own:
        return False
    parts.forget_paragraphs(own)
    for comment in own:
        parts.comments.remove(comment)
    numbers = {value(comment, "id") for comment in own}
    for mark in [mark for mark in parts.document.iter(*MARKS) if value(mark, "id") in numbers]:
        run = mark.getparent()
        run.remove(mark)
        if mark.tag == REFERENCE and all(child.tag == W + "rPr" for child in run):
            run.getparent().remove(run)
    return True
