"""Titles as BibTeX wants them: in braces what no style may lower, and nothing else.

BibTeX styles lower all letters of a title but the first one and the first after a colon. Acronyms and inner capitals
are therefore braced in every title. A word with a capital is a name where the title is in sentence case, and is braced;
in a title in title case it is one word of many, and is left to the style.

Source: Oren Patashnik, "Designing BibTeX Styles" (1988), on `change.case$`.
"""

from __future__ import annotations

from citeaudit.exports._latex import escape, single_spaced
from citeaudit.text.patterns import lazy

_COMPOUND = lazy(r"[^\W_]+(?:-[^\W_]+)*")  # words with their hyphens: “HER2-positive” is protected in parts
_BEGINS = lazy(r"(?:^|[:.?!]\s)\W*\Z")  # where a style leaves a capital

# Words of four letters and more that titles in title case may leave small.
_SMALL = frozenset(
    "with from into over than that upon after among under versus during within between through without".split()
)


def title_out(title: str) -> str:
    """LaTeX that prints the title, with the capitals in braces that a style must not lower.

    Example:
        >>> title_out("HER2-positive cancer in the Netherlands"), title_out("A Trial of a Drug in the Netherlands")
        ('{HER2}-positive cancer in the {Netherlands}', 'A Trial of a Drug in the Netherlands')

    """
    title = single_spaced(title)
    compounds = list(_COMPOUND.finditer(title))
    has_names = _is_sentence_case([compound[0] for compound in compounds[1:]])
    result, end = "", 0
    for compound in compounds:
        opens = not has_names or bool(_BEGINS.search(title[max(0, compound.start() - 9) : compound.start()]))
        result += escape(title[end : compound.start()]) + _protected(compound[0], opens=opens, has_names=has_names)
        end = compound.end()
    return result + escape(title[end:])


def _is_sentence_case(words: list[str]) -> bool:
    telling = [word for word in words if len(word) > 3 and word[1:].islower() and word not in _SMALL]
    small = sum(word[0].islower() for word in telling)
    return small > 0 and 2 * small >= len(telling)


def _protected(compound: str, *, opens: bool, has_names: bool) -> str:
    """Protect parts of a compound: "HER2-positive" as "{HER2}-positive", "SOLAR-1" as "{SOLAR-1}"."""
    runs: list[tuple[bool, list[str]]] = []
    for at, part in enumerate(compound.split("-")):
        follows = bool(runs) and runs[-1][0]
        keep = any(c.isupper() for c in part[1:]) or (part.isupper() and part != "A") or (follows and part.isdigit())
        keep = keep or (has_names and part[0].isupper() and not (opens and at == 0))
        if runs and follows == keep:
            runs[-1][1].append(part)
        else:
            runs.append((keep, [part]))
    return "-".join("{" * keep + "-".join(parts) + "}" * keep for keep, parts in runs)
