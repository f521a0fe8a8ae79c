"""Footnotes of Markdown: their definitions taken out of the text, and put behind the blocks that call them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from citeaudit.model import Block, Listed
from citeaudit.parsing.inline import plain
from citeaudit.parsing.lists import looks_like_reference
from citeaudit.text.patterns import lazy

Line = tuple[int, int, str]
"""Line number, column of the first character (both 1-based), and the characters."""

_DEFINITION = lazy(r"^ {0,3}\[\^(?P<id>[^\]\s]+)\]:[ \t]*", re.MULTILINE)
_INDENTED = lazy(r"(?: {4}|\t)[ \t]*(?=\S)")
_FENCE = lazy(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^[ \t]*(?P=fence)[`~]*[ \t]*$|.*\Z)", re.MULTILINE | re.DOTALL
)
_NOT_END = lazy(r"[^\n]")

CALL = r"\[\^[^\]\s]+\](?:[,;]?\[\^[^\]\s]+\])*"
"""What calls footnotes in the text, one or several in a row."""

_CALLED = lazy(r"\[\^([^\]\s]+)\]")

_FEWEST = 2
"""Footnotes that are references, where they are a list; one may be a source in passing."""
_LEAST_SHARE = 0.6
"""Of all footnotes are references, where they are a list; the others are remarks."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A definition; `paragraphs` are the lines of each of its paragraphs."""

    id: str
    paragraphs: tuple[tuple[Line, ...], ...]


def called(marker: str) -> tuple[str, ...]:
    """The ids in what `CALL` matches."""
    return tuple(_CALLED.findall(marker))


def without_code(text: str) -> str:
    """The text with fenced code blanked, places kept."""
    if "```" not in text and "~~~" not in text:
        return text
    return _FENCE.sub(lambda match: _NOT_END.sub(" ", match[0]), text)


def take_out(text: str) -> tuple[str, tuple[Footnote, ...]]:
    """The text with the definitions of footnotes blanked, places kept, and the footnotes in order."""
    if "[^" not in text:
        return text, ()
    lines = text.split("\n")
    shown = without_code(text).split("\n")
    found: list[Footnote] = []
    at = 0
    while at < len(lines):
        match = _DEFINITION.match(shown[at])
        if match is None:
            at += 1
            continue
        paragraphs: list[list[Line]] = [[(at + 1, match.end() + 1, lines[at][match.end() :].rstrip())]]
        lines[at] = ""
        at += 1
        while at < len(lines):
            indented = _INDENTED.match(lines[at])
            bare = lines[at].strip()
            if not bare:
                if not paragraphs[-1]:
                    break
                paragraphs.append([])
            elif _DEFINITION.match(shown[at]) or (not indented and not paragraphs[-1]):
                break  # the next one, or the text goes on
            else:
                column = len(lines[at]) - len(lines[at].lstrip()) + 1
                paragraphs[-1].append((at + 1, column, bare))
                lines[at] = ""
            at += 1
        found.append(
            Footnote(
                match["id"],
                tuple(tuple(paragraph) for paragraph in paragraphs if any(line for _, _, line in paragraph)),
            )
        )
    return "\n".join(lines), tuple(found)


@dataclass(frozen=True, slots=True)
class References:
    """A document whose references stand in footnotes: its text without them, the references, the other footnotes."""

    body: str
    listed: tuple[Listed, ...]
    others: tuple[Footnote, ...]

    def keys_of(self, marker: str, notes: list[str]) -> tuple[str, ...]:
        """The references that a marker cites; the other footnotes it calls go to `notes`."""
        others = {footnote.id for footnote in self.others}
        ids = called(marker)
        notes += [name for name in ids if name in others]
        return tuple(key(name) for name in ids if name not in others)


def key(id: str) -> str:
    """What citations call the reference in a footnote; no number, for footnotes are numbered again when they are printed."""
    return f"^{id}"


def references(text: str) -> References | None:
    """The references in the footnotes of a document; None where its footnotes are no references."""
    body, footnotes = take_out(text)
    entries, others = [], []
    for footnote in footnotes:
        lines = footnote.paragraphs[0] if len(footnote.paragraphs) == 1 else ()
        content = plain(list(lines))
        if looks_like_reference(content.content):
            entries.append(Listed(key=key(footnote.id), text=content))
        else:
            others.append(footnote)
    if len(entries) < _FEWEST or len(entries) < _LEAST_SHARE * len(footnotes):
        return None
    return References(body, tuple(entries), tuple(others))


def put_behind(
    blocks: Iterable[Block],
    footnotes: Sequence[Footnote],
    calls: Mapping[int, Sequence[str]],
    build: Callable[[Sequence[Line]], Iterable[Block]],
) -> list[Block]:
    """The blocks with each footnote behind the first that calls it, in order; those that none calls at the end.

    Args:
        blocks: The text.
        footnotes: The definitions; of several with one id the first counts.
        calls: The ids that each block calls, by the `id()` of its text.
        build: Makes blocks of the lines of a paragraph.
    """
    waiting: dict[str, Footnote] = {}
    for definition in footnotes:
        waiting.setdefault(definition.id, definition)
    out: list[Block] = []
    for block in blocks:
        out.append(block)
        for name in calls.get(id(block.text), ()):
            if footnote := waiting.pop(name, None):
                out += _built(footnote, build)
    for footnote in waiting.values():
        out += _built(footnote, build)
    return out


def _built(footnote: Footnote, build: Callable[[Sequence[Line]], Iterable[Block]]) -> list[Block]:
    return [block for paragraph in footnote.paragraphs for block in build(paragraph)]
