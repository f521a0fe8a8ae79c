"""What kind of work a reference is to: its CSL-JSON type, from what is printed.

Two ordered lists of named rules, one for works of every kind and one for what stands in something larger; the first rule
that fits decides.

Source: CSL 1.0.2, appendix III (types).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from citeaudit.model import Record
from citeaudit.text.patterns import lazy

_THESIS = lazy(
    r"""
    \b(?: thesis | dissertation | dissertações | habilitation\w* | diss\. | ph\.?\ ?d\.?(?:\ thesis)?
      | thèse | mémoire\ (?:de|d’) | tes[ie]s?\b | tese | dissertação | diplomarbeit | masterarbeit
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REPORT = lazy(
    r"""
    \b(?: technical\ report | tech\.\ ?rep\.? | working\ paper | discussion\ paper | white\ paper | research\ report
      | report\ (?:no|nr|number)\b | rep\.\ no | relatório | informe | rapport | bericht | report\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STANDARD = lazy(
    r"""
    ^(?: ISO(?:/\w+)* | IEC | IEEE\ Std\.? | ASTM | DIN(?:\ EN)?(?:\ ISO)? | EN(?:\ ISO)? | BS(?:\ EN)?(?:\ ISO)?
      | ANSI(?:/\w+)* | NF(?:\ EN)? | UNE | ABNT\ NBR | NBR | RFC | ÖNORM | SN\ EN | JIS | GB/T | ITU-T | CEN/TS
    )
    [ -]?\w*\d
    """,
    re.VERBOSE,
)
_PATENT = lazy(r"\bpatent|\bbrevet\b|\bpatente\b|offenlegungsschrift", re.IGNORECASE)
_DATA = lazy(
    r"""
    \b(?: data\ ?set | zenodo | dryad | figshare | dataverse | pangaea | mendeley\ data | gene\ expression\ omnibus
      | protein\ data\ bank | datenbank
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SOFTWARE = lazy(
    r"""
    \b(?: software | computer\ program | github | r\ package | r\ foundation\ for\ statistical | source\ code | cran\b
      | pypi
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MEETING = lazy(
    r"""
    \b(?: proceedings | proc\. | conference | conf\. | symposium | symp\. | workshop | congress | meeting | tagung\w*
      | kongress | actes\ d[ue] | anais\ d[oe] | actas\ d[ei]l? | colloqui?um | colloque
    )(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_JOURNAL_OF_PROCEEDINGS = lazy(
    r"\bproc(?:eedings|\.)?\s+(?:of\s+the\s+)?(?:natl|national|r\.? soc|royal|biol|am\b|london)", re.IGNORECASE
)
_PREPRINT = lazy(r"\b(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|ssrn|preprint)", re.IGNORECASE)
_IN = lazy(r"(?:^|\W)(?:[Ii]n:|In|En|Em|Dans)(?=\s|$)")
_MONTH = r"""
    (?: jan | f[eé]b | fév | mar | mär | apr | avr | abr | may | mai | jun | jui | jul | aug | aoû | ago | sep | set
      | o[ck]t | out | nov | dez | dec | déc | dic
    )[^\W\d_]*\.?
"""
_DAY = lazy(rf"\b{_MONTH}\s+\d{{1,2}}\b | \b\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}", re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """What was read, the parts of the string that are in no field, and the dates as printed."""

    record: Record
    rest: str
    dates: str

    @property
    def hints(self) -> str:
        """Where the kind of a work is named, outside its title."""
        return f"{self.record.genre} {self.record.edition} {self.rest}"


_Rule = Callable[[_Printed], str]
"""Gives a type, or "" where it does not fit."""


def _preprint(printed: _Printed) -> str:
    """arXiv:2101.00001: on a server for preprints, whatever else is printed."""
    record = printed.record
    return "article" if record.archive or _PREPRINT.search(record.container_title) else ""


def _standard(printed: _Printed) -> str:
    """ISO 9001, DIN EN 12345: a number of a body that sets standards, as number or as title."""
    record = printed.record
    return "standard" if _STANDARD.match(record.number) or _STANDARD.match(record.title) else ""


def _patent(printed: _Printed) -> str:
    """US Patent 1,234,567."""
    record = printed.record
    words = f"{record.genre} {record.container_title} {printed.rest} {record.number}"
    return "patent" if _PATENT.search(words) else ""


def _thesis(printed: _Printed) -> str:
    """PhD thesis; not with a volume, for "Diss. Abstr. Int." is a journal."""
    return "thesis" if not printed.record.volume and _THESIS.search(printed.hints) else ""


def _software(printed: _Printed) -> str:
    """R package; not with a volume, for "Environ Model Software" is a journal."""
    record = printed.record
    words = f"{printed.hints} {record.publisher} {record.container_title} {record.URL}"
    return "software" if not record.volume and _SOFTWARE.search(words) else ""


def _data_set(printed: _Printed) -> str:
    """Data set, Zenodo; not with a volume, for "Sci Data" and the like are journals."""
    record = printed.record
    words = f"{printed.hints} {record.publisher} {record.container_title}"
    return "dataset" if not record.volume and _DATA.search(words) else ""


def _in_something_larger(printed: _Printed) -> str:
    """What has a container is told by rules of its own."""
    return _first(_CONTAINED, printed) if printed.record.container_title else ""


def _published(printed: _Printed) -> str:
    """Berlin: Springer: a book, or a report where it is numbered or says so."""
    record = printed.record
    if not (record.publisher or record.publisher_place or record.ISBN or record.edition):
        return ""
    return "report" if record.number or _REPORT.search(printed.hints) else "book"


def _page_of_the_web(printed: _Printed) -> str:
    """An address and nothing that publishes it."""
    return "webpage" if printed.record.URL or printed.record.accessed else ""


def _numbered_report(printed: _Printed) -> str:
    """Technical report TR-12, whoever published it."""
    return "report" if printed.record.number and _REPORT.search(printed.hints) else ""


def _anything_else(printed: _Printed) -> str:
    """What says nothing of its kind."""
    return "document"


_ALL: tuple[_Rule, ...] = (
    _preprint,
    _standard,
    _patent,
    _thesis,
    _software,
    _data_set,
    _in_something_larger,
    _published,
    _page_of_the_web,
    _numbered_report,
    _anything_else,
)


def _paper_of_a_meeting(printed: _Printed) -> str:
    """Proceedings of the 3rd Workshop on Sleep; not "Proc Natl Acad Sci U S A", which has volumes."""
    container = printed.record.container_title
    journal = printed.record.volume and _JOURNAL_OF_PROCEEDINGS.search(container)
    return "paper-conference" if _MEETING.search(container) and not journal else ""


def _chapter_by_publisher(printed: _Printed) -> str:
    """Editors, a publisher, or a place: a chapter; a place with volume and pages is that of a journal."""
    record = printed.record
    placed = record.publisher_place and not (record.volume and record.page)
    return "chapter" if record.editor or record.publisher or placed else ""


def _chapter_by_its_word(printed: _Printed) -> str:
    """In: Handbook of Sleep; journals have a volume."""
    return "chapter" if not printed.record.volume and _IN.search(printed.rest) else ""


def _newspaper(printed: _Printed) -> str:
    """The Guardian, 5 May 2020: a day and neither volume nor issue; the day of access is no such day."""
    record = printed.record
    if record.volume or record.issue:
        return ""
    dated = _DAY.search(printed.dates) or (not record.accessed and _DAY.search(printed.rest))
    return "article-newspaper" if dated else ""


def _page_of_a_site(printed: _Printed) -> str:
    """BBC News, an address, and no number of any kind; what has a DOI is an article."""
    record = printed.record
    numbered = record.volume or record.issue or record.page or record.DOI
    return "webpage" if (record.accessed or record.URL) and not numbered else ""


def _article(printed: _Printed) -> str:
    """What is left stands in a journal."""
    return "article-journal"


_CONTAINED: tuple[_Rule, ...] = (
    _paper_of_a_meeting,
    _chapter_by_publisher,
    _chapter_by_its_word,
    _newspaper,
    _page_of_a_site,
    _article,
)


def kind(record: Record, rest: str, dates: str) -> str:
    """The CSL-JSON type.

    Args:
        record: What was read so far.
        rest: The parts of the string that are in no field.
        dates: The dates as printed.

    Example:
        >>> kind(Record(title="Sleep", publisher="Springer"), "", "2015"), kind(Record(title="Sleep", volume="3"), "", "")
        ('book', 'document')
    """
    return _first(_ALL, _Printed(record=record, rest=rest, dates=dates))


def _first(rules: tuple[_Rule, ...], printed: _Printed) -> str:
    return next(filter(None, (rule(printed) for rule in rules)))
