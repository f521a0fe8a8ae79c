"""Articles as Markdown manuscripts, with gold: which numbers stand on which line, and which would be right there.

Four forms of marker, five styles of list. No style prints a DOI: an entry planted from another article would be given away
by having one, or by having none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.planted.articles import Article, Block, Citation, Reference

MARKERS: Mapping[str, tuple[str, str]] = {
    "parentheses": ("(", ")"),
    "brackets": ("[", "]"),
    "caret": ("^", "^"),
    "sup": ("<sup>", "</sup>"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be different from the article: the list printed, and what that makes of the numbers in the text."""

    kind: str
    references: tuple[Reference, ...]
    printed: Mapping[int, int] = field(default_factory=dict)  # 0-based citation, of one number: number printed instead
    moved: Mapping[int, int | None] = field(default_factory=dict)  # number: where its entry stands now, None if nowhere
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The gold of one citation."""

    line: int  # 1-based
    numbers: tuple[int, ...]  # as printed, ascending, ranges expanded
    right: tuple[int | None, ...]  # as long as `numbers`; None: the entry that is right is not in the list

    @property
    def alone(self) -> bool:
        """True if the citation has one number, so that nothing else can be what its sentence is about."""
        return len(self.numbers) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A manuscript and its gold."""

    article: str
    kind: str  # of error; "clean" for none
    text: str
    references: int  # how many the list has
    citations: tuple[Printed, ...]  # in reading order
    note: str

    def gold(self) -> dict[str, Any]:
        """Everything but the text, for a JSON file."""
        return {
            "article": self.article,
            "kind": self.kind,
            "note": self.note,
            "references": self.references,
            "citations": [
                {"line": citation.line, "printed": citation.numbers, "right": citation.right}
                for citation in self.citations
            ],
        }


def dress(article: Article) -> tuple[str, str]:
    """The marker and the style in which an article is printed, whatever is planted in it."""
    rng = random.Random(f"{article.key}:dress")
    return rng.choice(tuple(MARKERS)), rng.choice(tuple(STYLES))


def render(article: Article, *, marker: str, style: str, plan: Plan | None = None) -> Manuscript:
    """Print an article as Markdown.

    Args:
        article: What to print.
        marker: One of `MARKERS`.
        style: One of `STYLES`.
        plan: What to print differently; without it the manuscript is clean.
    """
    plan = plan or Plan(kind="clean", references=article.references, note="")
    lines = [f"# {escape(article.title)}", ""]
    gold: list[Printed] = []
    for block in article.blocks:
        if block.level:
            lines += [f"{'#' * min(block.level + 1, 6)} {_inline(block, [], marker)}", ""]
            continue
        citations = [piece for piece in block.pieces if isinstance(piece, Citation)]
        printed = [
            _printed(citation, len(gold) + place, plan, len(lines) + 1) for place, citation in enumerate(citations)
        ]
        gold += printed
        lines += [_paragraph_start(_inline(block, [numbers(citation.numbers) for citation in printed], marker)), ""]
    lines += ["## References", ""]
    lines += [f"{place}. {entry(reference, style)}" for place, reference in enumerate(plan.references, 1)]
    return Manuscript(
        article=article.key,
        kind=plan.kind,
        text="\n".join(lines) + "\n",
        references=len(plan.references),
        citations=tuple(gold),
        note=plan.note,
    )


def _printed(citation: Citation, place: int, plan: Plan, line: int) -> Printed:
    if place in plan.printed:
        return Printed(line=line, numbers=(plan.printed[place],), right=citation.numbers)
    ascending = tuple(sorted(citation.numbers))
    return Printed(line=line, numbers=ascending, right=tuple(plan.moved.get(number, number) for number in ascending))


def _inline(block: Block, markers: list[str], marker: str) -> str:
    """The text of a block with its markers; raised ones stand close to the word, the others after a space."""
    opening, closing = MARKERS[marker]
    raised = marker in ("caret", "sup")
    rest = iter(markers)
    out = ""
    for piece in block.pieces:
        if isinstance(piece, Citation):
            if raised:
                out = out.rstrip()
            elif out and (out[-1].isalnum() or out[-1] in ")]”’\"'%"):
                out += " "
            out += f"{opening}{next(rest)}{closing}"
        else:
            # `[3](` would be a link of Markdown; two markers or a marker and a word must not run together.
            close = out.endswith(closing) and piece[0] not in " .,;:!?)]”’\"'–—-/"
            out += (" " if close else "") + escape(piece)
    return out


def numbers(cited: tuple[int, ...]) -> str:
    """Ascending numbers as printed in a marker.

    >>> numbers((2, 3, 5, 6, 7, 9))
    '2,3,5–7,9'
    """
    runs: list[list[int]] = []
    for number in cited:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)


def escape(text: str) -> str:
    r"""Text in which Markdown sees no markup.

    >>> escape("p* < 0.05 for *lacZ and <i>, at US$5")
    'p\\* < 0.05 for \\*lacZ and \\<i>, at US\\$5'
    """
    return re.sub(r"[\\`*$]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])", r"\\\g<0>", text)


def _paragraph_start(line: str) -> str:
    """The line, so that it begins a paragraph and not a heading, a list or a quotation."""
    return re.sub(r"^(\d+)([.)])(?= |$)", r"\1\\\2", re.sub(r"^([#>+-])", r"\\\1", line))


# --------------------------------------------------------------------------------------------------------------- list


def entry(reference: Reference, style: str) -> str:
    """One entry of the list, without its number; what is not known is left out.

    An entry without a title is printed as its article has it, where the file holds that.
    """
    if not reference.title and reference.printed:
        return escape(reference.printed)
    return STYLES[style](reference)


def _initials(given: str, dot: str = "", gap: str = "") -> str:
    """The initials of given names; two or three capitals together are taken for initials already.

    >>> _initials("Mary Anne"), _initials("JR", ".", " "), _initials("Jean-Paul", ".")
    ('MA', 'J. R.', 'J.P.')
    """
    letters = [
        letter
        for word in re.findall(r"[^\W\d_]+", given)
        for letter in (word if word.isupper() and len(word) <= 3 else word[0].upper())
    ]
    return gap.join(letter + dot for letter in letters)


def _authors(reference: Reference, name: Callable[[str, str], str], most: int, kept: int, sep: str, last: str) -> str:
    """The authors of an entry: all if there are at most `most`, else the first `kept` and "et al"."""
    if not reference.authors:
        return reference.collab
    names = [name(family, given) for family, given in reference.authors]
    if len(names) > most:
        return sep.join(names[:kept]) + sep + "et al"
    if reference.et_al:
        return sep.join(names) + sep + "et al"
    return sep.join(names[:-1]) + last + names[-1] if len(names) > 1 else names[0]


def _plain_name(family: str, given: str) -> str:
    return f"{family} {_initials(given)}".strip()


def _pages(reference: Reference) -> str:
    first, last = reference.first_page, reference.last_page
    return first if not last or last == first else f"{first}–{last}"


def _sentences(*parts: str) -> str:
    """Parts one after the other, each with a full stop if it has no stop of its own; what is empty is left out."""
    return " ".join(part if re.search(r"[.?!]\W?$", part) else f"{part}." for part in parts if part)


def _italic(text: str) -> str:
    return f"*{escape(text)}*" if text else ""


def _after(mark: str, text: str, end: str = "") -> str:
    return f"{mark}{text}{end}" if text else ""


def _vancouver(reference: Reference) -> str:
    issue = _after("(", reference.issue, ")") if reference.volume else ""
    where = f"{reference.year}{_after(';', reference.volume)}{issue}{_after(':', _pages(reference))}"
    authors = _authors(reference, _plain_name, 6, 6, ", ", ", ")
    return _sentences(escape(authors), escape(reference.title), escape(reference.container), escape(where.lstrip(":;")))


def _ama(reference: Reference) -> str:
    issue = _after("(", reference.issue, ")") if reference.volume else ""
    where = f"{reference.year}{_after(';', reference.volume)}{issue}{_after(':', _pages(reference).replace('–', '-'))}"
    authors = _authors(reference, _plain_name, 6, 3, ", ", ", ")
    return _sentences(
        escape(authors), escape(reference.title), _italic(reference.container), escape(where.lstrip(":;"))
    )


def _nature(reference: Reference) -> str:
    def name(family: str, given: str) -> str:
        return f"{family}{_after(', ', _initials(given, '.', ' '))}"

    authors = _authors(reference, name, 5, 1, ", ", " & ").replace(", et al", " et al.")
    volume = _after(" **", escape(reference.volume), "**")
    where = f"{_italic(reference.container)}{volume}{_after(', ', escape(_pages(reference)))}{_after(' (', reference.year, ')')}"
    return _sentences(escape(authors), escape(reference.title), where.strip(" ,"))


def _mdpi(reference: Reference) -> str:
    def name(family: str, given: str) -> str:
        return f"{family}{_after(', ', _initials(given, '.'))}"

    authors = _authors(reference, name, 10, 10, "; ", "; ").replace("; et al", "; et al.")
    where = (
        f"{_italic(reference.container)}{_after(' **', reference.year, '**')}{_after(', ', _italic(reference.volume))}"
    )
    return _sentences(
        escape(authors), escape(reference.title), (where + _after(", ", escape(_pages(reference)))).strip(" ,")
    )


def _ieee(reference: Reference) -> str:
    def name(family: str, given: str) -> str:
        return f"{_initials(given, '.', ' ')} {family}".strip()

    title = reference.title.rstrip(".")
    before = (
        escape(_authors(reference, name, 6, 1, ", ", " and ").replace(", et al", " et al.")),
        _after("“", escape(title), "”" if title[-1:] in ("?", "!") else ",”"),
    )
    where = (
        _italic(reference.container),
        _after("vol. ", escape(reference.volume)),
        _after("no. ", escape(reference.issue)),
        _after("pp. " if reference.last_page else "p. ", escape(_pages(reference))),
        reference.year,
    )
    parts = (", ".join(filter(None, before)), ", ".join(filter(None, where)))
    return (" " if title else ", ").join(filter(None, parts)) + "."


STYLES: Mapping[str, Callable[[Reference], str]] = {
    "vancouver": _vancouver,
    "ama": _ama,
    "nature": _nature,
    "mdpi": _mdpi,
    "ieee": _ieee,
}
