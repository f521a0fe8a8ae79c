"""A list of references as lines, each with the number that may stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from citeaudit.model import Block, BlockKind, Run, Text
from citeaudit.parsing.dates import YEAR
from citeaudit.text.folding import common_words
from citeaudit.text.patterns import lazy

_NUMBER = lazy(
    r"""
    (?: (?P<bracket>\[\s*\d{1,4}\s*\][.:]?)
      | (?P<parenthesis>\(\d{1,4}\)[.:]?)
      | (?P<stop>\d{1,4}\.)(?!\d)                # "2.1" is none
      | (?P<half>\d{1,4}\))
      | (?P<bare>\d{1,4})(?=\s+[^\W\d_]|\s*$)   # before a word, or alone
    )\s*
    """,
    re.VERBOSE,
)
_CUT_WORD = lazy(r"([^\W_]+(?:-[^\W_]+)*)[-\u2010]$")
_HYPHENS = ("-", "\u2010")
"""What a word that is cut at a line end ends in."""
_LONGEST_WORD = 200
"""Characters at the end of a line in which the word is that it breaks off."""
_REST_OF_WORD = lazy(r"[^\W_]+")
_ADDRESS = lazy(r"(?:\b10\.\d{4,9}|://|www\.)\S*$")
_SHARED_REST = lazy(r"(?:and|or|und|oder|et|ou|y|o)\b")  # "chemo- and immunotherapy"
_CUT_RANGE = lazy(r"\d[\u2013\u2014]$")
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AS_FORM = {".": "stop", ")": "half"}
"""The form of a number that the reader took, by the mark behind it."""


@dataclass(slots=True, kw_only=True)
class ListLine:
    """A line of the list: all that a reference begins with, or a continuation of one.

    `number` is None where none was read; `prefix` counts the characters it takes of `text`, 0 where the reader took it
    off. `kind` is "item" or "paragraph" for the first line of a block, "line" for others.
    """

    text: Text
    kind: str
    column: int
    end_column: int
    number: int | None = None
    form: str = ""
    prefix: int = 0

    @property
    def bare(self) -> str:
        """The characters behind the number."""
        return self.text.content[self.prefix :]


def list_lines(blocks: Sequence[Block]) -> list[ListLine]:
    """The lines of blocks, in order; no character is lost but white space at their ends."""
    lines: list[ListLine] = []
    for block in blocks:
        texts = split_lines(block.text)
        marked = block.marker[:-1].isdecimal()  # "12.", not "2.1" or "-"
        if marked and not texts:  # "12." alone: what it numbers follows
            lines.append(ListLine(text=Text(), kind="item", column=1, end_column=1, number=int(block.marker[:-1])))
            lines[-1].form = _AS_FORM.get(block.marker[-1], "")
        for at, text in enumerate(texts):
            kind = "line" if at else "item" if block.kind is BlockKind.LIST_ITEM else "paragraph"
            line = ListLine(
                text=text, kind=kind, column=text.position(0)[1], end_column=text.position(len(text) - 1)[1] + 1
            )
            if at == 0 and marked:
                line.number, line.form = int(block.marker[:-1]), _AS_FORM.get(block.marker[-1], "")
            elif (match := _NUMBER.match(text.content)) and match.lastgroup:
                line.number, line.form = int(re.sub(r"\D", "", match[match.lastgroup])), match.lastgroup
                line.prefix = match.end()
                if line.form == "bare" and YEAR.fullmatch(match["bare"]):
                    line.number, line.form, line.prefix = None, "", 0
            lines.append(line)
    return lines


def without_number(text: str) -> str:
    """A text without the number that it begins with.

    >>> without_number("[3] Hall A."), without_number("3rd edition")
    ('Hall A.', '3rd edition')
    """
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text


def split_lines(text: Text) -> list[Text]:
    """A text cut where a new line of the file begins, in time linear in its length."""
    starts: list[tuple[int, int]] = []  # offset, index of the anchor
    last = None
    for index, anchor in enumerate(text.anchors):
        if anchor.line != last:
            starts.append((anchor.offset, index))
            last = anchor.line
    if len(starts) < 2:
        stripped = text.strip()
        return [stripped] if stripped.content else []
    lines: list[Text] = []
    waiting = sorted(text.runs, key=lambda run: run.start, reverse=True)
    open_runs: list[Run] = []
    for (start, first), (end, beyond) in zip(starts, [*starts[1:], (len(text), len(text.anchors))], strict=True):
        while waiting and waiting[-1].start < end:
            open_runs.append(waiting.pop())
        runs = tuple(
            Run(max(run.start, start) - start, min(run.end, end) - start, run.style, run.target) for run in open_runs
        )
        open_runs = [run for run in open_runs if run.end > end]
        anchors = tuple(replace(a, offset=a.offset - start) for a in text.anchors[first:beyond])
        line = Text(text.content[start:end], anchors, runs).strip()
        if line.content:
            lines.append(line)
    return lines


def join_lines(lines: Iterable[Text], words: frozenset[str] = frozenset()) -> Text:
    """Lines as one text, a word that was cut at a line end made whole.

    The hyphen stays where the list writes the word with it elsewhere, or where both halves are words and the whole is
    none ("drought-" + "tolerant"); else it goes ("ther-" + "apy").

    Args:
        lines: The lines, in order, without white space at their ends.
        words: Words of the list in small letters, as `vocabulary` gives them.

    >>> join_lines([Text("Breast ther-"), Text("apy")]).content
    'Breast therapy'
    """
    parts: list[Text] = []
    for line in lines:
        if not line.content:
            continue
        if parts:
            before = parts[-1].content
            cut = _cut_word(before)
            if cut and not _SHARED_REST.match(line.content) and (following := _REST_OF_WORD.match(line.content)):
                if following[0][0].islower() and not (
                    _ADDRESS.search(before) or _keeps_hyphen(cut[1].lower(), following[0].lower(), words)
                ):
                    parts[-1] = parts[-1].cut(0, len(before) - 1)
            elif not (_CUT_RANGE.search(before) and line.content[0].isdigit()):
                parts.append(Text(" "))
        parts.append(line)
    return Text.join(parts, separator="")


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words of lines in small letters, hyphenated ones as a whole and in their parts; halves of cut words are none."""
    words: set[str] = set()
    half = False
    for line in lines:
        cut = _cut_word(line)
        rest = _REST_OF_WORD.match(line) if half else None
        words.update(
            word.lower() for word in _WORD.findall(line, rest.end() if rest else 0, cut.start() if cut else len(line))
        )
        half = cut is not None
    return frozenset(words | {part for word in words for part in word.split("-")})


def _cut_word(line: str) -> re.Match[str] | None:
    """The word that the line breaks off with a hyphen."""
    return _CUT_WORD.search(line, max(0, len(line) - _LONGEST_WORD)) if line.endswith(_HYPHENS) else None


def _keeps_hyphen(head: str, rest: str, words: frozenset[str]) -> bool:
    last = head.rpartition("-")[2]
    if f"{last}-{rest}" in words or len(last) == 1:
        return True
    known = words | common_words()
    return f"{last}{rest}" not in known and last in known and rest in known
