"""What a change of a manuscript touches, and so which findings are news.

A reference is touched if it was added, reworded, moved or renumbered; a citation if it was added, if its sentence was
reworded or moved, if its marker changed, or if it points at another work than before. A finding is news if it is about one of
these, or if it was not there before: a citation taken out leaves a reference uncited that nobody touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from citeaudit.model import Audit, Citation, Finding, NotAsked, Reference, Report, Resolution
from citeaudit.rules.baseline import with_note
from citeaudit.text.folding import fold

_NUMBERED = frozenset(("parentheses", "brackets", "superscript"))
"""Forms of citations in which the author writes the numbers, so that a number that changes is a change."""


class ResolutionsKnown:
    """A source that knows what an audit found out: the old manuscript is looked up without asking anybody again."""

    name = "audit"

    def __init__(self, audit: Audit) -> None:
        self._by_text = {r.raw: audit.resolutions[r.index] for r in audit.references if r.index in audit.resolutions}

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        """The resolution of each reference; what is no longer in the manuscript is not asked."""
        unknown = NotAsked(reason="it is no longer in the manuscript")
        for reference in references:
            yield reference.index, self._by_text.get(reference.raw, unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The references, by index, and the citations, by id, that a change touches."""

    references: frozenset[int]
    citations: frozenset[str]


def touched(old: Audit, new: Audit) -> Touched:
    """What is different in `new`."""
    same = _same([_cited(c, old) for c in old.citations], [_cited(c, new) for c in new.citations])
    listed = _same([_listed(r, old) for r in old.references], [_listed(r, new) for r in new.references])
    return Touched(
        references=frozenset(r.index for at, r in enumerate(new.references) if at not in listed),
        citations=frozenset(c.id for at, c in enumerate(new.citations) if at not in same),
    )


def _listed(reference: Reference, audit: Audit) -> Hashable:
    return fold(reference.raw), reference.label if audit.citation_form in _NUMBERED else ""


def _cited(citation: Citation, audit: Audit) -> Hashable:
    works = tuple(
        link.label if link.reference is None else fold(audit.reference(link.reference).raw) for link in citation.links
    )
    return fold(citation.sentence), citation.marker, works


def _same(old: Sequence[Hashable], new: Sequence[Hashable]) -> set[int]:
    """The places in `new` of what stands in both in the same order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {at for block in matcher.get_matching_blocks() for at in range(block.b, block.b + block.size)}


def only_news(report: Report, before: Report, revision: str) -> Report:
    """The report without what is about things that a change did not touch and was there before it.

    Args:
        report: That of the manuscript as it is.
        before: That of the manuscript as it was, by the same checks.
        revision: What the user calls it, for the note.
    """
    change = touched(before.audit, report.audit)
    known = Counter(finding.fingerprint for finding in before.findings)
    kept: list[Finding] = []
    for finding in report.findings:
        was_there = known[finding.fingerprint] > 0
        known[finding.fingerprint] -= was_there
        on_change = change.references.intersection(finding.references) or change.citations.intersection(
            finding.citations
        )
        if on_change or not was_there:
            kept.append(finding)
    left_out = len(report.findings) - len(kept)
    report = replace(report, findings=tuple(kept))
    counted = "1 finding" if left_out == 1 else f"{left_out} findings"
    return with_note(report, f"{counted} on what did not change since {revision} left out") if left_out else report
