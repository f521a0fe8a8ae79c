"""What the checks of group "standing" share: a notice on a work cited of which the manuscript says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from citeaudit.checks._works import shown
from citeaudit.matching.pairs import found_pairs
from citeaudit.matching.standing import recorded, silent_citations
from citeaudit.matching.told import Telling
from citeaudit.model import Audit, Citation, Finding, Found, Notice, Reference, Work
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """A notice on the work that was found for a reference, and the citations whose sentences do not tell of it."""

    reference: Reference
    found: Found
    notice: Notice
    silent: tuple[Citation, ...]

    def finding(self, check: Check, facts: Mapping[str, str]) -> Finding:
        """The finding of a check, with what its message says."""
        return check.finding(
            self.reference.location,
            facts=facts,
            numbers={"index": self.reference.label},
            references=[self.reference],
            related=[citation.location for citation in self.silent],
            evidence=[shown(self.found.work), *recorded(self.notice)],
            confidence=self.found.score,
        )


def unsaid(audit: Audit, noticed: Callable[[Work], Notice | None], telling: Telling) -> Iterator[Unsaid]:
    """The notices that neither the entry nor all sentences that cite it tell of, in the order of the list.

    Args:
        audit: The audit.
        noticed: Gives the notice on a work that is looked for, if there is one.
        telling: What tells of it.

    """
    for reference, found in found_pairs(audit):
        notice = noticed(found.work)
        silent = silent_citations(audit, reference, found.work, telling) if notice else None
        if notice and silent is not None:
            yield Unsaid(reference=reference, found=found, notice=notice, silent=tuple(silent))
