"""Places as citeaudit counts them, and as the protocol does.

citeaudit counts lines and code points from 1, the protocol lines and code units from 0: those of UTF-16, or of the encoding
that client and server agreed on. A line ends at a line feed, a carriage return or both, and nowhere else.

Source: Language Server Protocol 3.17, "Position" and "Text Documents".
"""

from __future__ import annotations

from lsprotocol import types

from citeaudit.auditing.fixes import LINE_END
from citeaudit.model import Location

_BYTES_IN_A_UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}  # the protocol counts code units
_CODEC = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}  # without byte-order mark

Point = tuple[int, int]
"""A line and a column in code points, both from 1."""


class Places:
    """The places of one text.

    Args:
        text: The text, with any line ends.
        encoding: The units that the client counts: "utf-8", "utf-16" or "utf-32".

    """

    def __init__(self, text: str, encoding: str) -> None:
        self.lines = LINE_END.split(text)
        self._codec = _CODEC[encoding]
        self._width = _BYTES_IN_A_UNIT[encoding]

    def position(self, point: Point) -> types.Position:
        """The protocol's position of a point; one past the end of the text becomes that end."""
        line = min(max(point[0] - 1, 0), len(self.lines) - 1)
        column = max(point[1] - 1, 0) if line == point[0] - 1 else len(self.lines[line])
        units = len(self.lines[line][:column].encode(self._codec, "surrogatepass")) // self._width
        return types.Position(line=line, character=units)

    def point(self, position: types.Position) -> Point:
        """The point of a position; one past the end of a line becomes that end, one within a character its beginning."""
        if position.line >= len(self.lines):
            return len(self.lines), len(self.lines[-1]) + 1
        data = self.lines[position.line].encode(self._codec, "replace")[: position.character * self._width]
        return position.line + 1, len(data.decode(self._codec, "ignore")) + 1

    def range(self, location: Location) -> types.Range:
        """The range of a location; the first line where it has none."""
        start, end = span(location)
        if location.line is None:
            end = (1, len(self.lines[0]) + 1)
        return types.Range(start=self.position(start), end=self.position(end))

    def typed(self, location: Location) -> str:
        r"""The characters at a location, as they are typed, line ends as `\n`; "" where it lies outside the text."""
        (line, column), (end_line, end_column) = span(location)
        if not 1 <= line <= end_line <= len(self.lines):
            return ""
        if line == end_line:
            return self.lines[line - 1][column - 1 : end_column - 1]
        between = self.lines[line : end_line - 1]
        return "\n".join([self.lines[line - 1][column - 1 :], *between, self.lines[end_line - 1][: end_column - 1]])

    def rest(self, location: Location) -> str:
        """The characters from the end of a location to the end of its last line."""
        _, (line, column) = span(location)
        return self.lines[line - 1][column - 1 :] if 1 <= line <= len(self.lines) else ""


def span(location: Location) -> tuple[Point, Point]:
    """The first point of a location, and the one behind its last character."""
    line, column = location.line or 1, location.column or 1
    end_line = location.end_line or line
    return (line, column), (end_line, location.end_column or (column if end_line == line else 1))


def holds(location: Location, point: Point) -> bool:
    """Whether a cursor at the point touches the location."""
    start, end = span(location)
    return location.line is not None and start <= point <= end


def point_at(text: str, offset: int) -> Point:
    """The point of the character at `offset` (0-based) of a text."""
    before = LINE_END.split(text[:offset])
    return len(before), len(before[-1]) + 1


def moved(start: Point, typed: str, offset: int) -> Point:
    """The point at `offset` (0-based) of the characters that are typed from `start` on."""
    before = typed[:offset]
    lines = before.count("\n")
    return (start[0] + lines, len(before) - before.rfind("\n")) if lines else (start[0], start[1] + offset)
