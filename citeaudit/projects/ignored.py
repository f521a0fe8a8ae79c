"""What a repository ignores: the patterns of its `.gitignore` files, and of `.git/info/exclude`.

Git itself is not asked: it would run what the repository's own configuration says.

Source: https://git-scm.com/docs/gitignore ("Pattern format").
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from citeaudit.projects import above

_LARGEST_BYTES = 200_000
_LONGEST_PATTERN = 500
_CLASS = re.compile(r"\[!?\]?[^\]]*\]")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A line of such a file: what it matches, from its folder on, and whether it takes back what a line before it says."""

    matching: re.Pattern[str]
    taken_back: bool
    folders_only: bool


class Ignored:
    """The patterns that hold in a folder and below."""

    def __init__(self, folder: str) -> None:
        self._top = [os.path.abspath(path) for path in above(os.path.join(folder, "x"))][-1]  # noqa: PTH100, PTH118 - links stay links
        self._exclude = _patterns(os.path.join(self._top, ".git", "info", "exclude"))  # noqa: PTH118 - as above

    def __contains__(self, path: str) -> bool:
        """Whether a file, or a folder whose name ends in a stroke, is ignored; its own folder is known not to be."""
        is_folder = path.endswith(os.sep)
        absolute = os.path.abspath(path)  # noqa: PTH100 - as above
        ignored = False
        for base, patterns in self._levels(absolute):
            inside = os.path.relpath(absolute, base).replace(os.sep, "/")
            for pattern in patterns:
                if (is_folder or not pattern.folders_only) and pattern.matching.fullmatch(inside):
                    ignored = not pattern.taken_back
        return ignored

    def _levels(self, path: str) -> list[tuple[str, tuple[_Pattern, ...]]]:
        """The patterns that speak of a path, the weakest first, each with the folder they begin in."""
        levels = []
        folder = os.path.dirname(path)  # noqa: PTH120 - as above
        while folder.startswith(self._top):
            levels.append((folder, _patterns(os.path.join(folder, ".gitignore"))))  # noqa: PTH118 - as above
            if folder == self._top:
                break
            folder = os.path.dirname(folder)  # noqa: PTH120 - as above
        return [(self._top, self._exclude), *reversed(levels)]


@cache
def _patterns(path: str) -> tuple[_Pattern, ...]:
    """The patterns in a file; none where there is no file."""
    try:
        with Path(path).open("rb") as file:
            text = file.read(_LARGEST_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ()
    return tuple(found for line in text.splitlines() if (found := _pattern(line)))


def forget() -> None:
    """Read the files again from here on."""
    _patterns.cache_clear()


def _pattern(line: str) -> _Pattern | None:
    line = line.rstrip("\r\n")
    line = line.rstrip() if not line.endswith("\\ ") else line
    if not line or line.startswith("#") or len(line) > _LONGEST_PATTERN:
        return None
    taken_back = line.startswith("!")
    line = line[taken_back:]
    folders_only = line.endswith("/")
    line = line.rstrip("/")
    anchored = "/" in line
    made = _expression(line.lstrip("/"))
    if not made:
        return None
    try:
        return _Pattern(re.compile(made if anchored else f"(?:.*/)?{made}", re.DOTALL), taken_back, folders_only)
    except re.error:
        return None


def _expression(pattern: str) -> str:
    """A pattern of git as a regular expression."""
    made, at = "", 0
    while at < len(pattern):
        if pattern.startswith("**/", at) and (at == 0 or pattern[at - 1] == "/"):
            made, at = made + "(?:.*/)?", at + 3
        elif pattern.startswith("**", at) and at and pattern[at - 1] == "/" and at + 2 == len(pattern):
            made, at = made + ".*", at + 2
        elif pattern[at] == "*":
            at += len(pattern[at:]) - len(pattern[at:].lstrip("*"))
            made += "[^/]*"
        elif pattern[at] == "?":
            made, at = made + "[^/]", at + 1
        elif pattern[at] == "[" and (bracket := _CLASS.match(pattern, at)):
            inside = bracket[0][1:-1].replace("\\", "\\\\")
            made += "[^" + inside[1:] + "]" if inside.startswith("!") else f"[{inside}]"
            at = bracket.end()
        else:
            at += pattern[at] == "\\" and at + 1 < len(pattern)
            made, at = made + re.escape(pattern[at]), at + 1
    return made
