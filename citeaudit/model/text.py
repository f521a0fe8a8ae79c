"""Text in which every character knows its place in the file, and places that a person can go to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a manuscript that a person can go to.

    Lines and columns are 1-based; columns count code points; the end is exclusive (the column after the last
    character). `line` is None where the format has no lines; `label` then names the place ("paragraph 12"), and `order`
    is its rank in reading order. `order` also ranks the files of a manuscript that has several. `reach` tells where in
    labelled places the characters stand: the column of the first, the `order` of the place of the last, and the column
    behind it. It is for those who write into the file and no part of what a place is.
    """

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    label: str = ""
    order: int = 0
    reach: tuple[int, int, int] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.path}:{self.line}:{self.column or 1}"
        where = self.label or (f"page {self.page}" if self.page is not None else "")
        return f"{self.path}: {where}" if where else self.path


class Style(StrEnum):
    """How a run of characters is set. Readers of every format translate into these."""

    ITALIC = "italic"
    BOLD = "bold"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    MATH = "math"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Anchor:
    """From `offset` on (0-based, in the plain text) characters run from `line`, `column` (both 1-based) of the file.

    Where the format has no lines, `label` names the place ("paragraph 12") and `line` only counts places in reading order.
    `page` is the page, None where there are none. `path` is the file where it is not the manuscript's own ("" where it is),
    `order` its rank among the files of the manuscript.
    """

    offset: int
    line: int
    column: int
    path: str = ""
    page: int | None = None
    label: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` (0-based, half-open) are set in `style`; `target` is the address of a link."""

    start: int
    end: int
    style: Style
    target: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text in which every character knows its place in the file.

    Markup is gone from `content`: emphasis and superscripts live in `runs`, positions in `anchors` (ascending
    offsets; the first is 0 unless the text is empty).
    """

    content: str = ""
    anchors: tuple[Anchor, ...] = ()
    runs: tuple[Run, ...] = ()

    def __len__(self) -> int:
        return len(self.content)

    def _anchor(self, offset: int) -> Anchor:
        """The anchor that places the character at `offset`."""
        at = bisect_right(self.anchors, offset, key=lambda anchor: anchor.offset) - 1
        if at >= 0:
            return self.anchors[at]
        return replace(self.anchors[0], offset=offset) if self.anchors else Anchor(offset, 1, 1)

    def position(self, offset: int) -> tuple[int, int]:
        """The (line, column) of the character at `offset`; (1, 1) where the text knows no places."""
        anchor = self._anchor(offset)
        return anchor.line, anchor.column + offset - anchor.offset

    def location(self, path: str, start: int = 0, end: int | None = None) -> Location:
        """The place of the characters `start` to `end` (half-open); `path` is the manuscript's."""
        stop = len(self.content) if end is None else end
        anchor = self._anchor(start)
        where = anchor.path or path
        if anchor.label:
            last, column = self.position(max(start, stop - 1))
            reach = (self.position(start)[1], last, column + (stop > start))
            return Location(path=where, page=anchor.page, label=anchor.label, order=anchor.line, reach=reach)
        line, column = self.position(start)
        end_line, last = self.position(max(start, stop - 1))
        return Location(
            path=where,
            line=line,
            column=column,
            end_line=end_line,
            end_column=last + (stop > start),
            page=anchor.page,
            order=anchor.order,
        )

    def cut(self, start: int, end: int | None = None) -> Text:
        """The characters `start` to `end` as a text of their own, places and styles kept."""
        stop = len(self.content) if end is None else min(end, len(self.content))
        if start >= stop:
            return Text()
        line, column = self.position(start)
        anchors = (
            replace(self._anchor(start), offset=0, line=line, column=column),
            *tuple(replace(a, offset=a.offset - start) for a in self.anchors if start < a.offset < stop),
        )
        runs = tuple(
            Run(max(r.start, start) - start, min(r.end, stop) - start, r.style, r.target)
            for r in self.runs
            if r.start < stop and r.end > start
        )
        return Text(self.content[start:stop], anchors, runs)

    def strip(self) -> Text:
        """The same text without white space at its ends."""
        left = len(self.content) - len(self.content.lstrip())
        right = len(self.content.rstrip())
        return self if left == 0 < right == len(self.content) else self.cut(left, right)

    @staticmethod
    def join(parts: Iterable[Text], separator: str = " ") -> Text:
        """One text of several, `separator` between them; every character keeps its own place."""
        content, anchors, runs = "", [], []
        for part in parts:
            if content:
                content += separator
            base = len(content)
            anchors += [replace(a, offset=a.offset + base) for a in part.anchors]
            runs += [Run(r.start + base, r.end + base, r.style, r.target) for r in part.runs]
            content += part.content
        return Text(content, tuple(anchors), tuple(runs))
