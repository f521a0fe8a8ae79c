"""Every citation weighed against every reference of the list.

`weigh` is the seam: citations, references and text in, one claim for each link out. What stands behind it may change;
checks and reports see only the claims.

Two scores of every pair (`fit`, `company`) feed an inference over the whole document (`joint`); `verdict` turns it into the
chance of each fault, `faults` and `judgement` decide what is said of a link, and `reasons` says it in words. `features` names all
that the model sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from citeaudit.claims.chances import EXPECTED_FAULTS
from citeaudit.model import Citation, Claim, Reference, Silence


def weigh(
    citations: Sequence[Citation],
    references: Sequence[Reference],
    paragraphs: Sequence[str] = (),
    abstracts: Mapping[int, str] | None = None,
    *,
    expected: float = EXPECTED_FAULTS,
) -> tuple[Claim, ...]:
    """Weigh each link against the whole list.

    Args:
        citations: All citations, in reading order.
        references: The list, in order.
        paragraphs: The text that may hold citations, one string a paragraph; `Citation.paragraph` counts in it.
        abstracts: Abstracts of the works that were found, by the index of the reference. They only speak for links.
        expected: The share (0–1) of citations that are expected to be wrong.

    Returns:
        One claim for each link that points somewhere, in the order of citations and links. Where the text gives nothing
        to tell references by, the claim's `mismatch` is None.

    """
    if not citations or not references:
        return ()
    from citeaudit.claims.groups import grouped
    from citeaudit.claims.inference import infer

    groups = grouped(citations)
    together = _without_markers(groups.citations, paragraphs)
    claims = infer(*together, references, abstracts or {}, expected)
    of_group = {(claim.citation, claim.reference): claim for claim in claims}
    return tuple(
        replace(of_group[group or citation.id, index], citation=citation.id, group=group)
        for citation, group in zip(citations, groups.ids(), strict=True)
        for index in dict.fromkeys(link.reference for link in citation.links if link.reference is not None)
    )


_NOT_WEIGHED = {
    Silence.LANGUAGE: "they stand in a text, or lead to a title, that is not English, and sentences are weighed by English words",
    Silence.SUBJECT: "too few words of the text are known from the life sciences and medicine, where the engine learnt",
    Silence.TABLE: "they stand in tables, where there are no sentences to weigh",
    Silence.IDENTIFIER: "of their references nothing is known but an identifier, which was not looked up, or not found",
}
"""What is told of links that were not weighed, by the reason. Of sentences that tell nothing the coverage speaks."""


def notes(claims: Iterable[Claim]) -> list[str]:
    """What is told of links that were not weighed, a note for each reason."""
    silences = [claim.silence for claim in claims]
    return [
        f"{count} of {len(silences)} links were not weighed: {why}"
        for silence, why in _NOT_WEIGHED.items()
        if (count := silences.count(silence))
    ]


def _without_markers(
    citations: Sequence[Citation], paragraphs: Sequence[str]
) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Citations and text without markers that hold words ("(Hall, 2015)", "[@hall2015]"): these say nothing of the claim."""
    markers: dict[int, set[str]] = {}
    for citation in citations:
        if any(character.isalpha() for character in citation.marker):
            markers.setdefault(citation.paragraph, set()).add(citation.marker)

    def bare(text: str, paragraph: int) -> str:
        for marker in sorted(markers.get(paragraph, ()), key=lambda marker: (-len(marker), marker)):
            text = text.replace(marker, " ")
        return text

    if not markers:
        return tuple(citations), tuple(paragraphs)
    return (
        tuple(
            replace(
                citation,
                sentence=bare(citation.sentence, citation.paragraph),
                claim=bare(citation.claim, citation.paragraph),
                before=bare(citation.before, citation.paragraph),
                after=bare(citation.after, citation.paragraph),
            )
            for citation in citations
        ),
        tuple(bare(text, at) for at, text in enumerate(paragraphs)),
    )
