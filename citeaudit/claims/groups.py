"""Citations side by side: "[3][4]", "[3], [4]" and "[3] and [4]" are one group, as "[3, 4]" is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from citeaudit.model import Citation
from citeaudit.text.patterns import lazy

_BETWEEN = lazy(r"[\s,;/&.–-]*(?:\b(?:and|or)\b)?[\s,;/&.–-]*")
"""What may stand before and behind a marker between the claim of one citation and the next marker of its group."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Citations with those side by side as one; `of` is the place among them (0-based) of each citation as it was."""

    citations: tuple[Citation, ...]
    of: tuple[int, ...]

    def ids(self) -> list[str]:
        """For each citation as it was the id of the first of its group; "" where it stands alone."""
        count = Counter(self.of)
        return [self.citations[place].id if count[place] > 1 else "" for place in self.of]


def grouped(citations: Sequence[Citation]) -> Grouped:
    """Citations with those side by side as one: the first, with the links and names of all.

    Args:
        citations: All citations, in reading order, with their markers left in their claims.

    """
    if not citations:
        return Grouped((), ())
    of = [0]
    for earlier, later in pairwise(citations):
        of.append(of[-1] + (not _beside(earlier, later)))
    together: list[list[Citation]] = [[] for _ in range(of[-1] + 1)]
    for place, citation in zip(of, citations, strict=True):
        together[place].append(citation)
    return Grouped(tuple(map(_one, together)), tuple(of))


def _beside(earlier: Citation, later: Citation) -> bool:
    """Whether nothing but a marker stands between the claim of one citation and the marker of the next."""
    if (earlier.paragraph, earlier.sentence, earlier.block) != (later.paragraph, later.sentence, later.block):
        return False
    before, found, rest = later.claim.removeprefix(earlier.claim).rpartition(earlier.marker or "\n")
    return bool(found) and all(_BETWEEN.fullmatch(part) for part in (before, rest))


def _one(citations: Sequence[Citation]) -> Citation:
    if len(citations) == 1:
        return citations[0]
    first = citations[0]
    links = {link.reference: link for citation in citations for link in citation.links}
    names = dict.fromkeys(name for citation in citations for name in citation.narrative_authors)
    return replace(first, links=tuple(links.values()), narrative_authors=tuple(names))
