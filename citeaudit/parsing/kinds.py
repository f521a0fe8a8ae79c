"""What kind of work a reference is to: its CSL-JSON type, from what is printed.

Source: CSL 1.0.2, appendix III (types).
"""

from __future__ import annotations

import re

from citeaudit.model import Record

_THESIS = re.compile(
    r"\b(?:thesis|dissertation|dissertações|habilitation\w*|diss\.|ph\.? ?d\.?(?: thesis)?|thèse|mémoire (?:de|d’)|tes[ie]s?\b|tese|dissertação|diplomarbeit|masterarbeit)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:technical report|tech\. ?rep\.?|working paper|discussion paper|white paper|research report|report (?:no|nr|number)\b|rep\. no|relatório|informe|rapport|bericht|report\b)",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"^(?:ISO(?:/\w+)*|IEC|IEEE Std\.?|ASTM|DIN(?: EN)?(?: ISO)?|EN(?: ISO)?|BS(?: EN)?(?: ISO)?|ANSI(?:/\w+)*|NF(?: EN)?|UNE|ABNT NBR|NBR|RFC|ÖNORM|SN EN|JIS|GB/T|ITU-T|CEN/TS)[ -]?\w*\d"
)
_PATENT = re.compile(r"\bpatent|\bbrevet\b|\bpatente\b|offenlegungsschrift", re.IGNORECASE)
_DATA = re.compile(
    r"\b(?:data ?set|zenodo|dryad|figshare|dataverse|pangaea|mendeley data|gene expression omnibus|protein data bank|datenbank)\b",
    re.IGNORECASE,
)
_SOFTWARE = re.compile(
    r"\b(?:software|computer program|github|r package|r foundation for statistical|source code|cran\b|pypi)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|symposium|symp\.|workshop|congress|meeting|tagung\w*|kongress|actes d[ue]|anais d[oe]|actas d[ei]l?|colloqui?um|colloque)(?!\w)",
    re.IGNORECASE,
)
_JOURNAL_OF_PROCEEDINGS = re.compile(
    r"\bproc(?:eedings|\.)?\s+(?:of\s+the\s+)?(?:natl|national|r\.? soc|royal|biol|am\b|london)", re.IGNORECASE
)
_PREPRINT = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|ssrn|preprint)", re.IGNORECASE)
_IN = re.compile(r"(?:^|\W)(?:[Ii]n:|In|En|Em|Dans)(?=\s|$)")
_MONTH = r"(?:jan|f[eé]b|fév|mar|mär|apr|avr|abr|may|mai|jun|jui|jul|aug|aoû|ago|sep|set|o[ck]t|out|nov|dez|dec|déc|dic)[^\W\d_]*\.?"
_DAY = re.compile(rf"\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}", re.IGNORECASE)


def kind(record: Record, rest: str, dates: str) -> str:
    """The CSL-JSON type.

    Args:
        record: What was read so far.
        rest: The parts of the string that are in no field.
        dates: The dates as printed.
    """
    container, hints = record.container_title, f"{record.genre} {record.edition} {rest}"
    if record.archive or _PREPRINT.search(container):
        return "article"
    if _STANDARD.match(record.number) or _STANDARD.match(record.title):
        return "standard"
    if _PATENT.search(f"{record.genre} {container} {rest} {record.number}"):
        return "patent"
    if _THESIS.search(hints) and not record.volume:
        return "thesis"
    if not record.volume and _SOFTWARE.search(f"{hints} {record.publisher} {container} {record.URL}"):
        return "software"
    if not record.volume and _DATA.search(f"{hints} {record.publisher} {container}"):
        return "dataset"
    if container:
        return _contained(record, rest, dates)
    if record.publisher or record.publisher_place or record.ISBN or record.edition:
        return "report" if record.number or _REPORT.search(hints) else "book"
    if record.URL or record.accessed:
        return "webpage"
    return "report" if record.number and _REPORT.search(hints) else "document"


def _contained(record: Record, rest: str, dates: str) -> str:
    """The type of what stands in something larger."""
    container = record.container_title
    if _MEETING.search(container) and not (record.volume and _JOURNAL_OF_PROCEEDINGS.search(container)):
        return "paper-conference"
    if record.editor or record.publisher or (record.publisher_place and not (record.volume and record.page)):
        return "chapter"
    if _IN.search(rest) and not record.volume:
        return "chapter"
    if not record.volume and not record.issue:
        if _DAY.search(dates) or (not record.accessed and _DAY.search(rest)):
            return "article-newspaper"
        if not record.page and (record.accessed or record.URL) and not record.DOI:
            return "webpage"
    return "article-journal"
