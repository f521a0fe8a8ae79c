"""Documents for tests of linking: blocks and references made of a few words, without a reader or a parser."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from citeaudit.linking.markers import read_markers
from citeaudit.model import Block, BlockKind, Location, Name, Record, Reference, Run, Style, Text

_STYLED = re.compile(r"\^(?P<raised>[^^]+)\^|\*(?P<italic>[^*]+)\*|\$(?P<math>[^$]+)\$")
_STYLES = {"raised": Style.SUPERSCRIPT, "italic": Style.ITALIC, "math": Style.MATH}


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    """A block: "^12^" is raised, "*Mus*" in italics, "$(3)$" a formula."""
    content, runs, at = "", [], 0
    for match in _STYLED.finditer(text):
        group = match.lastgroup or ""
        content += text[at : match.start()]
        runs.append(Run(len(content), len(content) + len(match[group]), _STYLES[group]))
        content += match[group]
        at = match.end()
    return Block(kind=kind, text=Text(content + text[at:], (), tuple(runs)))


def reference(
    index: int, authors: str, year: int | None, raw: str = "", *, label: str = "", **fields: object
) -> Reference:
    """A reference by "Smith J; Lee K", ending in "et al." where there are more; "=Sleep Group" is a group."""
    names = [part.strip() for part in authors.split(";") if part.strip() and part.strip() != "et al."]
    people = tuple(
        Name(literal=name[1:])
        if name.startswith("=")
        else Name(family=name.rpartition(" ")[0], given=name.rpartition(" ")[2])
        for name in names
    )
    record = Record(author=people, year=year, et_al="et al." in authors, title=f"Study {index} of naps", **fields)  # type: ignore[arg-type]
    printed = raw or f"{', '.join(name.lstrip('=') for name in names)}. Study {index} of naps. {year or ''}"
    return Reference(
        index=index,
        label=label or str(index),
        raw=printed,
        record=record,
        location=Location(path="a.md", line=1000 + index),
        confidence=1.0,
    )


OPENINGS = {
    "parentheses": "Sleep is old (1–{last}).",
    "brackets": "Sleep is old [1–{last}].",
    "superscript": "Sleep is old.^1–{last}^",
}
"""A block that cites the whole list, so that what is doubtful is needed nowhere."""


def rulings(
    text: str,
    form: str = "parentheses",
    *,
    last: int = 40,
    before: Sequence[str] | None = None,
    labels: Collection[str] | None = None,
    names: Mapping[str, Collection[str]] | None = None,
    kind: BlockKind = BlockKind.PARAGRAPH,
) -> list[tuple[str, str]]:
    """What is printed as a marker in the last block of a document, each with the rule that refuses it ("" for a marker)."""
    opening = [OPENINGS[form].format(last=last)] if before is None else before
    blocks = [*map(block, opening), *(block(part, kind) for part in text.split("\n"))]
    numbers = [str(n) for n in range(1, last + 1)] if labels is None else labels
    reading = read_markers(blocks, numbers, names=names or {})
    assert reading.form == form
    verdicts = [(m.block, m.start, m.end, "") for m in reading.markers]
    verdicts += [(r.block, r.start, r.end, r.rule) for r in reading.refusals if r.rule != "other_form"]
    return [
        (blocks[at].text.content[start:end], rule) for at, start, end, rule in sorted(verdicts) if at >= len(opening)
    ]
