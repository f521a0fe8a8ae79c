"""Every citation weighed against every reference of the list.

`weigh` is the seam: citations, references and text in, one claim for each link out. What stands behind it may change;
checks and reports see only the claims.

Two scores of every pair (`fit`, `company`) feed an inference over the whole document (`joint`); `verdict` turns it into the
chance of each fault, and `reasons` says it in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citeaudit.model import Citation, Claim, Reference


def weigh(
    citations: Sequence[Citation],
    references: Sequence[Reference],
    paragraphs: Sequence[str] = (),
    abstracts: Mapping[int, str] | None = None,
) -> tuple[Claim, ...]:
    """Weigh each link against the whole list.

    Args:
        citations: All citations, in reading order.
        references: The list, in order.
        paragraphs: The text that may hold citations, one string a paragraph; `Citation.paragraph` counts in it.
        abstracts: Abstracts of the works that were found, by the index of the reference. They only speak for links.

    Returns:
        One claim for each link that points somewhere, in the order of citations and links. Where the text gives nothing
        to tell references by, the claim's `mismatch` is None.

    """
    if not citations or not references:
        return ()
    from citeaudit.claims.inference import infer

    return infer(citations, references, paragraphs, abstracts or {})
