r"""What a run of LaTeX left beside a manuscript: the keys that it found cited, the bibliographies and the files that it read.

LaTeX knows every macro of every package. Where its `.aux`, its `.bcf` (biblatex) or its `.fls` (a run with `-recorder`) is not older than
the text, what it found is compared with what was read here.

Source: LaTeX's kernel (`\citation`, `\bibdata`, `\@input`), biblatex 3.x (`\abx@aux@cite`, the control file), web2c's manual (`-recorder`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from citeaudit.formats.latex.files import Files
from citeaudit.formats.latex.state import State
from citeaudit.text.display import plural
from citeaudit.text.patterns import lazy

_MOST_BYTES = 20_000_000
_MOST_FILES = 500
"""Of one build: each chapter and each further list has one."""
_MOST_TOLD = 5
"""Keys and files that a note names."""

_LINE = lazy(
    r"\\(?:citation\{(?P<keys>[^{}]*)\}|abx@aux@cite\{(?:\d+\}\{)?(?P<key>[^{}]*)\}|bibdata\{(?P<data>[^{}]*)\}|@input\{(?P<file>[^{}]*)\})"
)
_CONTROL = lazy(
    r"<bcf:citekey\b(?P<attributes>[^<>]*)>(?P<key>[^<>]*)</bcf:citekey>|<bcf:datasource\b[^<>]*>(?P<data>[^<>]*)</bcf:datasource>"
)
_ENCODED = lazy(r"\\|\ufffd")
"""What is left of letters beyond ASCII where LaTeX wrote them as commands, or in another encoding: "m\\IeC {\\"u}ller2015"."""
_NO_KEY = lazy(r".*control|\*|", re.IGNORECASE)
"""Entries by which packages speak to BibTeX: "IEEEexample:BSTcontrol", "REVTEX41Control"; a star is `\\nocite{*}`."""


@dataclass(slots=True)
class Build:
    """What a run of LaTeX found: keys with the place of the first, names of bibliographies, files that it read."""

    keys: dict[str, str] = field(default_factory=dict)
    bibliographies: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)


def build(state: State) -> Build:
    """What was built of a manuscript that was read; nothing where nothing was, or where it is older than a file of the manuscript."""
    files, found = state.files, Build()
    units = (f"bu{number}" for number in range(1, state.parts + 1))
    stem = Path(files.path).stem
    newest = max((changed(path) for path in files.ranks if path.endswith((".tex", ".ltx", ".latex"))), default=0.0)
    waiting = [f"{name}.aux" for name in (stem, *state.citing.lists, *units)]
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_FILES:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        waiting += _auxiliary(found, *_text(files, name, newest))
    _control(found, *_text(files, f"{stem}.bcf", newest))
    _recorded(found, files, *_text(files, f"{stem}.fls", newest))
    return found


def changed(path: str) -> float:
    """When a file was changed, 0 where that is not known."""
    try:
        return Path(path).stat().st_mtime
    except (OSError, ValueError):
        return 0.0


def _text(files: Files, name: str, newest: float) -> tuple[str, str]:
    """A file of the build with its path; "" where it is not there, or older than the text."""
    path, _ = files.find(name, ("",))
    if path is None or changed(path) < newest:
        return "", ""
    try:
        with Path(path).open("rb") as file:
            return path, file.read(_MOST_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return "", ""


def _auxiliary(found: Build, path: str, text: str) -> list[str]:
    """Take an `.aux`. Returns the names of those that it reads."""
    more = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in _LINE.finditer(line):
            if match["file"] is not None:
                more.append(match["file"].strip('" '))
            elif match["data"] is not None:
                for name in match["data"].split(","):
                    found.bibliographies.setdefault(name.strip(), f"{path}:{number}")
            else:
                _keep(found, (match["keys"] or match["key"] or "").split(","), f"{path}:{number}")
    return more


def _control(found: Build, path: str, text: str) -> None:
    """Take biblatex's `.bcf`."""
    for number, line in enumerate(text.split("\n"), 1):
        for match in _CONTROL.finditer(line):
            if match["data"] is not None:
                found.bibliographies.setdefault(match["data"].strip(), f"{path}:{number}")
            elif 'type="set"' not in match["attributes"]:
                _keep(found, [match["key"]], f"{path}:{number}")


def _keep(found: Build, keys: Iterable[str], where: str) -> None:
    for key in keys:
        name = " ".join(key.replace("&amp;", "&").split())
        if not (_NO_KEY.fullmatch(name) or _ENCODED.search(name)):
            found.keys.setdefault(name, where)


def _recorded(found: Build, files: Files, path: str, text: str) -> None:
    """Take a `.fls`: of the files that LaTeX read those with text, in the manuscript's folder."""
    folder = ""
    for number, line in enumerate(text.split("\n"), 1):
        command, _, name = line.strip().partition(" ")
        if command == "PWD":
            folder = name.rstrip("/") + "/"
        if command != "INPUT" or not name.endswith((".tex", ".ltx")):
            continue
        name = name.removeprefix(folder) if folder else name
        if name.startswith("/"):
            continue
        real, _ = files.find(name, ("",))
        if real is not None:
            found.inputs.setdefault(real, f"{path}:{number}")


def missed(built: Build, state: State) -> list[str]:
    """The keys that LaTeX found cited and that were not found here, but for those that a note tells already."""
    here = {use.key for use in state.uses.values()} | {key for unread in state.unread for key in unread.keys}
    return [key for key in built.keys if key not in here]


def differences(built: Build, state: State) -> Iterator[str]:
    """What LaTeX found otherwise than the reader did, one note each."""
    if keys := missed(built, state):
        yield (
            f"{built.keys[keys[0]]}: LaTeX found {plural(len(keys), 'key')} cited that {_were(keys)} not found here "
            f"({_named(keys)}); what cites {'it' if len(keys) == 1 else 'them'} was not read"
        )
    if beyond := [key for key in state.cited if key.isascii() and key not in built.keys] if built.keys else []:
        yield (
            f"{state.cited[beyond[0]]}: {_named(beyond)} {_were(beyond)} found cited here, but LaTeX did not cite "
            f"{'it' if len(beyond) == 1 else 'them'}; what stands there may not be printed"
        )
    real = {os.path.realpath(path) for path in state.files.ranks}
    if left := [path for path in built.inputs if os.path.realpath(path) not in real]:
        yield f"{built.inputs[left[0]]}: LaTeX read {plural(len(left), 'file')} that {_were(left)} not read here ({_named(left)})"


def _were(names: Sequence[str]) -> str:
    return "was" if len(names) == 1 else "were"


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
    return ", ".join(names[:_MOST_TOLD]) + more
