r"""Markup taken out of inline text, every character keeping its place.

CommonMark and HTML libraries give the line of a block but not the column of a character; an audit has to point at a
citation, so inline text is walked here: escapes, entities, code, emphasis, superscripts, links, tags, mathematics.
`Walk` does it for Markdown, the reader's language. `plain_text` does it for reference strings from anywhere, which hold
remains of Markdown, HTML, JATS, LaTeX and page layout; there a sign is markup only in a form that plain text never has.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from html.entities import html5

from citeaudit.model import Anchor, Run, Style, Text
from citeaudit.parsing.remains import INVISIBLE, REFERENCE_MARKUP, REMAINS, SPACES
from citeaudit.text.folding import common_words
from citeaudit.text.patterns import lazy

_SIMPLE_FORMULA = lazy(r"[^\\^_{}]*")
_RAISED_FORMULA = lazy(r"\^\{?([\d,\s\u2013\u2014\-]+)\}?")
_TAG_STYLE = {"sup": Style.SUPERSCRIPT, "sub": Style.SUBSCRIPT, "i": Style.ITALIC, "em": Style.ITALIC, "b": Style.BOLD,
              "strong": Style.BOLD, "italic": Style.ITALIC, "bold": Style.BOLD}  # fmt: skip
_BREAKING_TAGS = {"br", "p", "div", "td", "th", "tr", "li"}


@dataclass(slots=True)
class Piece:
    """A stretch of output: `content` starts at `line`, `column` of the file."""

    content: str
    line: int
    column: int
    opens: list[tuple[Style, str]] = field(default_factory=list)
    closes: list[Style] = field(default_factory=list)


class Walk:
    """A way through inline markup, which leaves pieces of plain text.

    Args:
        pattern: What is markup; the outermost group of each kind names it.
        places: Line number and column of the first kept character of every source line.
        starts: Offset of every source line in the joined source.
    """

    def __init__(self, pattern: re.Pattern[str], places: list[tuple[int, int]], starts: list[int]) -> None:
        self.pattern = pattern
        self.places = places
        self.starts = starts
        self.at_line = 0
        self.pieces: list[Piece] = []
        self.open_marks: list[tuple[str, Piece]] = []

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset in the source."""
        while self.at_line + 1 < len(self.starts) and self.starts[self.at_line + 1] <= offset:
            self.at_line += 1
        while self.starts[self.at_line] > offset:
            self.at_line -= 1
        line, column = self.places[self.at_line]
        return line, column + offset - self.starts[self.at_line]

    def emit(self, content: str, offset: int) -> Piece:
        """Add plain text that stands at `offset`."""
        piece = Piece(content, *self.place(offset))
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
        """Add plain text set in a style."""
        piece = self.emit(content, offset)
        piece.opens.append((style, target))
        piece.closes.append(style)

    def walk(self, source: str, start: int, end: int) -> None:
        """Go through the characters `start` to `end` of the source."""
        at = start
        for match in self.pattern.finditer(source, start, end):
            if match.start() > at:
                self.emit(source[at : match.start()], at)
            at = match.end()
            self.markup(source, match)
        if at < end:
            self.emit(source[at:end], at)

    def walk_styled(self, source: str, start: int, end: int, style: Style, target: str = "") -> None:
        """Go through the characters `start` to `end`, which are set in a style as a whole."""
        before = len(self.pieces)
        self.walk(source, start, end)
        if len(self.pieces) > before:
            self.pieces[before].opens.insert(0, (style, target))
            self.pieces[-1].closes.append(style)

    def markup(self, source: str, match: re.Match[str]) -> None:
        """Take one piece of markup."""
        offset = match.start()
        match match.lastgroup:
            case "newline":
                self.emit(" ", offset)
            case "escape":
                self.emit(match[0][1], offset + 1)
            case "emphasis":
                self.emphasis(source, match)
            case "entity":
                self.emit(html.unescape(match[0]), offset)
            case "code":
                self.emit_lines(match["coded"], match.start("coded"))
            case "math":
                self.math(match)
            case "address":
                self.styled(match["address"], match.start("address"), Style.LINK, match["address"])
            case "link":
                target = match["target"].strip("<>")
                self.walk_styled(source, match.start("label"), match.end("label"), Style.LINK, target)
            case "caret":
                self.styled(match["caret"], match.start("caret"), Style.SUPERSCRIPT)
            case "tag":
                self.tag(match)

    def math(self, match: re.Match[str]) -> None:
        """Take a formula."""
        group = "display" if match["display"] else "formula"
        formula = match[group].replace("\n", " ").strip()
        if raised := _RAISED_FORMULA.fullmatch(formula):
            self.styled(raised[1].strip(), match.start(group) + match[group].index(raised[1]), Style.SUPERSCRIPT)
        else:
            self.styled(_formula(formula), match.start(group), Style.MATH)

    def tag(self, match: re.Match[str]) -> None:
        """Take an HTML tag."""
        name = match["name"].lower()
        style = _TAG_STYLE.get(name)
        piece = self.emit(" " if name in _BREAKING_TAGS else "", match.start())
        if style and match["tag"].startswith("</"):
            piece.closes.append(style)
        elif style and not match["tag"].endswith("/>"):
            piece.opens.append((style, ""))

    def emphasis(self, source: str, match: re.Match[str]) -> None:
        """Take marks of emphasis: they stay where no others close or open them."""
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

    def text(self) -> Text:
        """The pieces as one text."""
        content: list[str] = []
        anchors: list[Anchor] = []
        runs: list[Run] = []
        waiting: list[tuple[Style, str, int]] = []
        at = 0
        for piece in self.pieces:
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


@cache
def _formula(latex: str) -> str:
    r"""A formula as characters: `\\alpha\\beta 5` becomes `αβ5`."""
    if _SIMPLE_FORMULA.fullmatch(latex):
        return latex
    # spaces mean nothing in a formula, but they do in the words of \\text
    return (" " if "\\text" in latex else "").join(_characters(latex).split()).replace("^", "")


@cache
def _characters(latex: str) -> str:
    r"""LaTeX as characters: `\\'{e}` becomes `é`; as it is where it makes no sense."""
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        return str(LatexNodes2Text(math_mode="text", strict_latex_spaces="based-on-source").latex_to_text(latex))
    except (RecursionError, ValueError, IndexError, KeyError):
        return latex


# --------------------------------------------------------------------------- reference strings

_HREF = lazy(r"href\s?=\s?[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_COMMAND_STYLE = {"textit": Style.ITALIC, "textsl": Style.ITALIC, "emph": Style.ITALIC, "it": Style.ITALIC, "em": Style.ITALIC,
                  "sl": Style.ITALIC, "textbf": Style.BOLD, "bf": Style.BOLD, "textsuperscript": Style.SUPERSCRIPT,
                  "textsubscript": Style.SUBSCRIPT}  # fmt: skip
_SPECIAL = lazy(rf"(?P<space>[{SPACES}])|[{INVISIBLE}]")
_LINKING_TAGS = frozenset(("a", "ext-link", "uri", "xref"))
"""Tags of HTML and JATS whose text is a link."""
_LEFT_WORD = lazy(r"[^\W\d_]+\Z")
_RIGHT_WORD = lazy(r"[^\W\d_]+")
_JOINING_WORDS = frozenset("and or to und oder bis et ou y o e en of vs versus".split())
"""Words behind a hyphen that stays: "short- and long-term"."""
_DASHES = {2: "–", 3: "—"}  # by how many hyphens stand for them
_TEX_QUOTES = {"``": "“", "''": "”"}
"""Quotation marks as LaTeX writes them."""
_MOST_WALKED = 100_000
"""Characters that are freed of markup; twice what is read of a reference."""
_LONGEST_HALF = 40
"""Letters of a word before a hyphen that are looked at; no word is longer."""


class _ReferenceWalk(Walk):
    """A way through a reference string."""

    def __init__(self, raw: str) -> None:
        super().__init__(REFERENCE_MARKUP, [(1, 1)], [0])
        self.walk(raw, 0, min(len(raw), _MOST_WALKED))
        if len(raw) > _MOST_WALKED:
            self.emit(raw[_MOST_WALKED:], _MOST_WALKED)

    def spread(self, content: str, offset: int) -> None:
        """Add characters that stand for the one at `offset`."""
        for character in content:
            self.emit(character, offset)

    def markup(self, source: str, match: re.Match[str]) -> None:
        printed = self.printed(source, match)
        if printed is not None:
            self.spread(printed, match.start())
            return
        match match.lastgroup:
            case "kept":
                self.emit(match[0], match.start())
            case "invisible":
                pass
            case "hyphen":
                self.hyphen(source, match)
            case "bare_accent":
                self.bare_accent(source, match)
            case "command":
                self.command(source, match, match["name_of_command"], "argument")
            case "switch":
                self.command(source, match, match["name_of_switch"], "switched")
            case "entity":
                self.entity(match)
            case "braced":
                bare = match[0].strip("{}")
                self.emit(bare, match.start() + match[0].index(bare))
            case _:
                super().markup(source, match)

    def printed(self, source: str, match: re.Match[str]) -> str | None:
        """The characters that a piece of markup stands for, all at its place; None where it is more than that."""
        match match.lastgroup:
            case "space" | "lost":
                return " "
            case "ligature":
                return unicodedata.normalize("NFKC", match[0])
            case "accent":
                return _characters(match[0]).strip()
            case "quote":
                return _TEX_QUOTES[match[0]] if "``" in source else match[0]
            case "dash":
                return _DASHES[len(match[0])]
            case _:
                return None

    def bare_accent(self, source: str, match: re.Match[str]) -> None:
        r"""Take an accent without braces, `Andr\'e`; in `l\'eau` it is an apostrophe."""
        offset = match.start()
        elided = source[offset - 1].islower() and not source[max(0, offset - 2) : offset - 1].isalpha()
        self.spread("'" + match[0][2:] if elided else _characters(match[0]), offset + elided)

    def command(self, source: str, match: re.Match[str], name: str, group: str) -> None:
        """Take a LaTeX command around text."""
        if style := _COMMAND_STYLE.get(name):
            self.walk_styled(source, *match.span(group), style)
        else:
            self.walk(source, *match.span(group))

    def hyphen(self, source: str, match: re.Match[str]) -> None:
        """Take a hyphen that a line may have ended with: out with it if the two sides are one word.

        At a true line end they are, unless each is a common word and both together are not; where a space is all that
        is left of the line end, only if together they are a common word.
        """
        printed = match[0]
        left = _LEFT_WORD.search(source, max(0, match.start() - _LONGEST_HALF), match.start())
        right = _RIGHT_WORD.match(source, match.end())
        pair = (left[0].lower() if left else "", right[0].lower() if right else "")
        words = common_words()
        suspended = pair[1] in _JOINING_WORDS and not printed.endswith("\u00ad")  # "short- and long-term"
        if printed[0] == "\u00ad" or ("".join(pair) in words and not suspended):
            return
        if printed == "- " or suspended:
            self.emit("-", match.start())
            self.emit(" ", match.end() - 1)
        elif words.issuperset(pair):
            self.emit("-", match.start())

    def entity(self, match: re.Match[str]) -> None:
        """Take an HTML entity, escaped once or more often."""
        printed = match[0]
        if match["named"] and match["named"] + ";" not in html5:
            self.emit(printed, match.start())
            return
        while (plain := html.unescape(printed)) != printed:
            printed = plain
        self.spread(_SPECIAL.sub(lambda special: " " if special["space"] else "", printed), match.start())

    def tag(self, match: re.Match[str]) -> None:
        if match["name"].lower() not in _LINKING_TAGS:
            super().tag(match)
        elif match["end"]:
            self.emit("", match.start()).closes.append(Style.LINK)
        else:
            href = _HREF.search(match[0])
            self.emit("", match.start()).opens.append((Style.LINK, href[1] if href else ""))

    def emphasis(self, source: str, match: re.Match[str]) -> None:
        marks = match["emphasis"]
        before = source[match.start() - 1 : match.start()]
        if before.isalnum() and all(marks != opened for opened, _ in self.open_marks):
            self.emit(marks, match.start())  # "A*B", "5*": it closes nothing, and no emphasis begins within a word
        else:
            super().emphasis(source, match)


def plain_text(raw: str) -> Text:
    """A reference string without the remains of markup and page layout.

    Args:
        raw: The string as it came, with whatever is left in it of Markdown, HTML, JATS, LaTeX or a page: soft hyphens,
            special spaces, ligatures, line ends (also written as a backslash and n), words divided at line ends, spaces
            lost behind punctuation.

    Returns:
        The text, its styles as runs; every character knows its 1-based column in `raw` (the line is always 1). A
        string without remains comes back as it is. Of one longer than any reference only the beginning is freed of
        them, the rest follows as it is. Never raises.

    Example:
        >>> plain_text("Hall A.Sleep &amp; memory. *J Sleep* 2015;**3**:1--9.").content
        'Hall A. Sleep & memory. J Sleep 2015;3:1–9.'

    """
    if not REMAINS.search(raw):
        return Text(raw, (Anchor(0, 1, 1),) if raw else ())
    return _ReferenceWalk(raw).text()
