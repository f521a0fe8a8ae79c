"""What has become of a work since it was published: retracted, doubted, corrected; and whether the manuscript says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeaudit.matching.titles import noted_in
from citeaudit.matching.told import Telling
from citeaudit.model import Audit, Citation, Notice, Reference, Work

_GONE = frozenset({"retraction", "withdrawal"})
"""Notices by which a work does not stand any longer."""
_CLEARED = frozenset({"reinstatement"})
"""Notices by which it stands again."""
_DOUBTED = frozenset({"expression_of_concern"})
"""Notices by which a work stands, but is doubted."""
_CORRECTED = frozenset({"correction"})
"""Notices by which part of a work was changed."""
_DAY = len("2010-02-02")
"""Characters of a date that is known to the day."""


def retraction(work: Work) -> Notice | None:
    """The notice by which a work was retracted or withdrawn; None where it stands, also after it was reinstated.

    A title that begins with "RETRACTED:", or ends in "[RETRACTED]", counts as a notice of the source.
    """
    gone = _latest(work, _GONE)
    gone = gone or _in_title(work, _GONE)
    back = _latest(work, _CLEARED)
    return None if gone and _is_cleared(gone, back) else gone


def concern(work: Work) -> Notice | None:
    """The latest expression of concern; None where there is none, where the work is retracted, or was cleared of it."""
    doubt, back = _latest(work, _DOUBTED) or _in_title(work, _DOUBTED), _latest(work, _CLEARED)
    return None if doubt is None or retraction(work) or _is_cleared(doubt, back) else doubt


def correction(work: Work) -> Notice | None:
    """The latest correction; None where there is none, or where the work is retracted."""
    return None if retraction(work) else _latest(work, _CORRECTED)


def notice_facts(notice: Notice) -> dict[str, str]:
    """When a notice was given and where it stands, as parts of a message: " on 2010-02-02", " (notice: 10.5555/n)"; "" each."""
    day = f" {'on' if len(notice.date) == _DAY else 'in'} {notice.date}" if notice.date else ""
    return {"when": day, "notice": f" (notice: {notice.DOI})" if notice.DOI else ""}


def recorded(notice: Notice) -> list[str]:
    """Who says so, as evidence."""
    if not notice.source:
        return []
    return [": ".join(part for part in (f"recorded by {notice.source}", notice.label) if part)]


def silent_citations(audit: Audit, reference: Reference, work: Work, telling: Telling) -> list[Citation] | None:
    """The citations of a reference whose sentences do not say what became of it, in reading order.

    Words that the title of the work itself has are about its subject and say nothing.

    Returns:
        None where the entry itself says so, or where there are citations and every one does.
    """
    noted = noted_in(work.record.title)
    title = noted.title if noted else work.record.title
    subject = {match.casefold() for match in telling.words.findall(title)}

    def says(text: str, *, is_entry: bool = False) -> bool:
        found = (match for match in telling.words.finditer(text) if match[0].casefold() not in subject)
        return any(is_entry or telling.of_work(match) for match in found)

    if says(reference.raw, is_entry=True):
        return None
    citing = list(_citing(audit, reference))
    silent = [citation for citation in citing if not says(citation.sentence)]
    return silent if silent or not citing else None


def lists_doi(audit: Audit, doi: str) -> bool:
    """Whether the list has a DOI somewhere, in whatever entry; False for ""."""
    sought = re.compile(rf"{re.escape(doi)}(?![\w/])|{re.escape(doi)}(?=\.?$)", re.IGNORECASE)
    return bool(doi) and any(sought.search(reference.raw) for reference in audit.references)


def _is_cleared(notice: Notice, back: Notice | None) -> bool:
    """Whether a work was reinstated after a notice; without a date, it was."""
    return back is not None and (not back.date or back.date >= notice.date)


def _in_title(work: Work, kinds: frozenset[str]) -> Notice | None:
    """What the publisher says in the title of the work, as a notice."""
    noted = noted_in(work.record.title)
    if noted is None or noted.kind not in kinds:
        return None
    return Notice(kind=noted.kind, DOI="", source=work.source, label=f"the title {noted.where} “{noted.words}”")


def _latest(work: Work, kinds: frozenset[str]) -> Notice | None:
    found = [notice for notice in work.updated_by if notice.kind in kinds]
    return max(found, key=lambda notice: (notice.date, bool(notice.DOI)), default=None)


def _citing(audit: Audit, reference: Reference) -> Iterator[Citation]:
    for citation in audit.citations:
        if any(link.reference == reference.index for link in citation.links):
            yield citation
