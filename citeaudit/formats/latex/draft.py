"""Blocks in the making: pieces of text with their places, one draft inside the other for footnotes, captions and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from citeaudit.formats.latex.tokens import Source
from citeaudit.model import Anchor, Block, BlockKind, Mark, Run, Style, Text
from citeaudit.text.patterns import lazy

_DEEPEST = 40
"""Blocks within blocks: a footnote in a caption in a float; what is deeper is read as part of the one around it."""

_MOST_STYLES = 30
"""One inside the other; nothing that is meant has more."""

_SPACES = lazy(r"[ \t]{2,}")


@dataclass(slots=True)
class Draft:
    """A block in the making. `after` are blocks that come behind it: its footnotes, a float in its midst."""

    kind: BlockKind
    level: int = 0
    marker: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[Anchor] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    styles: list[tuple[Style, str, int]] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    next_place: tuple[Source, int] | None = None
    """The place right behind the last character; None where a line ended there."""

    def add(self, content: str, source: Source, offset: int, *, fixed: bool = False) -> None:
        """Add characters that stand at `offset` of `source`, all of them at that one place where it is `fixed`."""
        if "  " in content or "\t" in content:
            at = 0
            for match in _SPACES.finditer(content):
                self._add(content[at : match.start() + 1], source, offset if fixed else offset + at, fixed)
                at = match.end()
            content, offset = content[at:], offset if fixed else offset + at
        self._add(content, source, offset, fixed)

    def _add(self, content: str, source: Source, offset: int, fixed: bool) -> None:
        if content[:1] == " " and (not self.pieces or self.pieces[-1][-1] == " "):
            content, offset = content[1:], offset if fixed else offset + 1
        if not content:
            return
        if self.next_place != (source, offset) or fixed:
            self.anchor(source, offset)
        self.pieces.append(content)
        for _ in content[1:] if fixed else ():
            self.length += 1
            self.anchor(source, offset)
        self.length += 1 if fixed else len(content)
        self.next_place = (source, offset + len(content))

    def anchor(self, source: Source, offset: int) -> None:
        """From here on characters stand at `offset` of `source`."""
        line, column = source.place(offset)
        self.anchors.append(Anchor(self.length, line, column, path=source.path, order=source.order))

    def space(self, source: Source, offset: int) -> None:
        """Add a space, unless there is one."""
        self.add(" ", source, offset)
        self.next_place = None

    def open(self, style: Style, target: str = "") -> None:
        """From here on characters are set in `style`."""
        if len(self.styles) < _MOST_STYLES:
            self.styles.append((style, target, self.length))

    def close(self, style: Style) -> None:
        """Up to here characters were set in `style`."""
        for at in range(len(self.styles) - 1, -1, -1):
            if self.styles[at][0] is style:
                _, target, start = self.styles.pop(at)
                self._run(style, target, start)
                return

    def _run(self, style: Style, target: str, start: int) -> None:
        if self.length > start:
            self.runs.append(Run(start, self.length, style, target))

    def text(self) -> Text:
        """What was added, without space at its end."""
        content = "".join(self.pieces)
        if content.endswith(" "):  # there is never more than one
            self.length -= 1
            content = content[:-1]
            self.pieces = [content] if content else []
            if self.anchors and self.anchors[-1].offset == self.length:
                self.anchors.pop()
        for style, target, start in self.styles:
            self._run(style, target, start)
        runs = [Run(run.start, min(run.end, self.length), run.style, run.target) for run in self.runs]
        kept = sorted((run for run in runs if run.end > run.start), key=lambda run: (run.start, run.end))
        return Text(content, tuple(self.anchors), tuple(kept))

    def block(self) -> Block | None:
        """The block; None where it has no text."""
        text = self.text()
        if not text.content.strip("| "):
            return None
        return Block(kind=self.kind, text=text, level=self.level, marker=self.marker, marks=tuple(self.marks))


class Drafts:
    """The blocks of a manuscript, and the drafts of those that are not finished, the innermost last."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.stack: list[Draft] = [Draft(BlockKind.PARAGRAPH)]
        self.kinds: list[BlockKind] = [BlockKind.PARAGRAPH]
        self.beyond = 0

    @property
    def now(self) -> Draft:
        """The draft being written."""
        return self.stack[-1]

    def finish(self) -> None:
        """End the block being written; a new one of the usual kind begins, its open styles go on."""
        draft = self.stack[-1]
        out = self.stack[-2].after if len(self.stack) > 1 else self.blocks
        if (block := draft.block()) is not None:
            out.append(block)
        out += draft.after
        self.stack[-1] = Draft(
            self.kinds[-1], styles=[(style, target, 0) for style, target, _ in draft.styles if not draft.level]
        )

    def begin(self, kind: BlockKind, *, level: int = 0, marker: str = "") -> None:
        """End the block being written and begin one of another kind."""
        self.finish()
        self.now.kind, self.now.level, self.now.marker = kind, level, marker

    def enter(self, kind: BlockKind) -> None:
        """Begin blocks that come behind the one being written, which goes on after `leave`."""
        if len(self.stack) >= _DEEPEST:
            self.beyond += 1
            return
        self.stack.append(Draft(kind))
        self.kinds.append(kind)

    def leave(self) -> None:
        """End the blocks that `enter` began."""
        if self.beyond:
            self.beyond -= 1
        elif len(self.stack) > 1:
            self.finish()
            self.stack.pop()
            self.kinds.pop()

    def drop(self) -> Text:
        """End what `enter` began, without making a block of it. Returns its text."""
        draft = self.now
        if self.beyond:
            self.beyond -= 1
        elif len(self.stack) > 1:
            self.stack.pop()
            self.kinds.pop()
            self.now.after += draft.after
        return draft.text()

    def finish_all(self) -> None:
        """End everything."""
        self.beyond = 0
        while len(self.stack) > 1:
            self.leave()
        self.finish()
