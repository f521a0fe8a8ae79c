"""Inline Markdown to plain text in which every character keeps its place.

CommonMark libraries give the line of a block but not the column of a character; an audit has to point at a
citation, so the inline part is walked here: escapes, entities, code, emphasis, superscripts (`^1^`, `<sup>`),
links, HTML tags and `$…$` mathematics.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache

from citeaudit.model import Anchor, Run, Style, Text

_MARKUP = re.compile(
    r"""
      (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<code>(?P<ticks>`+)(?!`)(?P<coded>.+?)(?<!`)(?P=ticks)(?!`))
    | (?P<math>\$\$(?P<display>[^$]+)\$\$|\$(?P<formula>[^\s$](?:[^$]*[^\s$])?)\$(?!\d))
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | <(?P<address>(?:https?|ftp|mailto|doi):[^\s<>]*)>
    | (?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>)
    | !\[[^\]\n]*\]\([^()\s]*(?:\s"[^"]*")?\)
    | (?P<link>\[(?P<label>(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]\((?P<target><[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+"[^"]*")?\))
    | \^(?P<caret>[^\s^]{1,80})\^
    | (?P<emphasis>\*+|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_]))
    | (?P<newline>[ \t]*(?:\\)?\n[ \t]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_SIMPLE_FORMULA = re.compile(r"[^\\^_{}]*")
_RAISED_FORMULA = re.compile(r"\^\{?([\d,\s\u2013\u2014\-]+)\}?")
_TAG_STYLE = {"sup": Style.SUPERSCRIPT, "sub": Style.SUBSCRIPT, "i": Style.ITALIC, "em": Style.ITALIC, "b": Style.BOLD,
              "strong": Style.BOLD}  # fmt: skip
_BREAKING_TAGS = {"br", "p", "div", "td", "th", "tr", "li"}


@dataclass(slots=True)
class _Piece:
    """A stretch of output: `content` starts at `line`, `column` of the file."""

    content: str
    line: int
    column: int
    opens: list[tuple[Style, str]] = field(default_factory=list)
    closes: list[Style] = field(default_factory=list)


class _Walk:
    def __init__(self, lines: list[tuple[int, int]], starts: list[int]) -> None:
        self.places = lines  # (line number, column of its first kept character) of every source line
        self.starts = starts  # offset of every source line in the joined source
        self.at_line = 0
        self.pieces: list[_Piece] = []
        self.open_marks: list[tuple[str, _Piece]] = []

    def place(self, offset: int) -> tuple[int, int]:
        while self.at_line + 1 < len(self.starts) and self.starts[self.at_line + 1] <= offset:
            self.at_line += 1
        while self.starts[self.at_line] > offset:
            self.at_line -= 1
        line, column = self.places[self.at_line]
        return line, column + offset - self.starts[self.at_line]

    def emit(self, content: str, offset: int) -> _Piece:
        piece = _Piece(content, *self.place(offset))
        self.pieces.append(piece)
        return piece

    def emit_lines(self, content: str, offset: int) -> None:
        """Emit text as it stands in the source, a space for each line end."""
        for line in content.split("\n"):
            self.emit(line, offset)
            self.emit(" ", offset + len(line))
            offset += len(line) + 1
        self.pieces.pop()

    def styled(self, content: str, offset: int, style: Style, target: str = "") -> None:
        piece = self.emit(content, offset)
        piece.opens.append((style, target))
        piece.closes.append(style)

    def walk(self, source: str, start: int, end: int) -> None:
        at = start
        for match in _MARKUP.finditer(source, start, end):
            if match.start() > at:
                self.emit(source[at : match.start()], at)
            at = match.end()
            self.markup(source, match)
        if at < end:
            self.emit(source[at:end], at)

    def markup(self, source: str, match: re.Match[str]) -> None:
        offset = match.start()
        if match["newline"] is not None:
            self.emit(" ", offset)
        elif match["escape"]:
            self.emit(match["escape"][1], offset + 1)
        elif match["emphasis"]:
            self.emphasis(source, match)
        elif match["entity"]:
            self.emit(html.unescape(match["entity"]), offset)
        elif match["code"]:
            self.emit_lines(match["coded"], match.start("coded"))
        elif match["math"]:
            self.math(match)
        elif match["address"]:
            self.styled(match["address"], match.start("address"), Style.LINK, match["address"])
        elif match["link"]:
            self.link(source, match)
        elif match["caret"]:
            self.styled(match["caret"], match.start("caret"), Style.SUPERSCRIPT)
        elif match["tag"]:
            self.tag(match)

    def math(self, match: re.Match[str]) -> None:
        group = "display" if match["display"] else "formula"
        formula = match[group].replace("\n", " ").strip()
        if raised := _RAISED_FORMULA.fullmatch(formula):
            self.styled(raised[1].strip(), match.start(group) + match[group].index(raised[1]), Style.SUPERSCRIPT)
        else:
            self.styled(_formula(formula), match.start(group), Style.MATH)

    def link(self, source: str, match: re.Match[str]) -> None:
        before = len(self.pieces)
        self.walk(source, match.start("label"), match.end("label"))
        if len(self.pieces) > before:
            self.pieces[before].opens.insert(0, (Style.LINK, match["target"].strip("<>")))
            self.pieces[-1].closes.append(Style.LINK)

    def tag(self, match: re.Match[str]) -> None:
        name = match["name"].lower()
        style = _TAG_STYLE.get(name)
        piece = self.emit(" " if name in _BREAKING_TAGS else "", match.start())
        if style and match["tag"].startswith("</"):
            piece.closes.append(style)
        elif style and not match["tag"].endswith("/>"):
            piece.opens.append((style, ""))

    def emphasis(self, source: str, match: re.Match[str]) -> None:
        marks = match["emphasis"]
        piece = self.emit(marks, match.start())
        before = source[match.start() - 1 : match.start()]
        after = source[match.end() : match.end() + 1]
        if before.strip():
            for at in range(len(self.open_marks) - 1, -1, -1):
                if self.open_marks[at][0] == marks:
                    opener = self.open_marks[at][1]
                    del self.open_marks[at:]
                    opener.content = piece.content = ""
                    for style in (Style.ITALIC,) * (len(marks) % 2) + (Style.BOLD,) * (len(marks) >= 2):
                        opener.opens.append((style, ""))
                        piece.closes.append(style)
                    return
        if after.strip():
            self.open_marks.append((marks, piece))


@cache
def _formula(latex: str) -> str:
    r"""A formula as characters: `\\alpha\\beta 5` becomes `αβ5`."""
    if _SIMPLE_FORMULA.fullmatch(latex):
        return latex
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        text = str(LatexNodes2Text(math_mode="text", strict_latex_spaces="based-on-source").latex_to_text(latex))
    except (RecursionError, ValueError, IndexError, KeyError):
        return latex
    # spaces mean nothing in a formula, but they do in the words of \\text
    return (" " if "\\text" in latex else "").join(text.split()).replace("^", "")


def plain(lines: list[tuple[int, int, str]]) -> Text:
    """Plain text of inline Markdown.

    Args:
        lines: The source lines of one block: line number (1-based), column (1-based) of the first character of the
            string, and the string, with block markers and indentation taken away.

    Returns:
        Text without markup, one space for every line end; each character knows its place, each line its anchor.

    """
    source = "\n".join(line for _, _, line in lines)
    starts, at = [], 0
    for _, _, line in lines:
        starts.append(at)
        at += len(line) + 1
    walk = _Walk([(number, column) for number, column, _ in lines], starts)
    walk.walk(source, 0, len(source))
    return _assemble(walk.pieces)


def _assemble(pieces: list[_Piece]) -> Text:
    content: list[str] = []
    anchors: list[Anchor] = []
    runs: list[Run] = []
    waiting: list[tuple[Style, str, int]] = []
    at = 0
    for piece in pieces:
        waiting += [(style, target, at) for style, target in piece.opens]
        if piece.content:
            last = anchors[-1] if anchors else None
            if last is None or (last.line, last.column + at - last.offset) != (piece.line, piece.column):
                anchors.append(Anchor(at, piece.line, piece.column))
            content.append(piece.content)
            at += len(piece.content)
        for style in piece.closes:
            for index in range(len(waiting) - 1, -1, -1):
                if waiting[index][0] is style:
                    _, target, start = waiting.pop(index)
                    if at > start:
                        runs.append(Run(start, at, style, target))
                    break
    return Text("".join(content), tuple(anchors), tuple(sorted(runs, key=lambda r: (r.start, r.end)))).strip()
