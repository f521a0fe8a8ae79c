"""YAML files of projects, read so that a broken one is told in a note and ends nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citeaudit.errors import ReadError
from citeaudit.files import decode
from citeaudit.text.patterns import lazy

_LARGEST_BYTES = 1_000_000
"""A table of contents of a thousand chapters has 50,000."""

_HEADER = lazy(r"\A\ufeff?---[ \t]*\r?\n(.*?)\n(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)", re.DOTALL)
_MOST_NAMES = 2_000
"""Texts that are taken from one value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The mapping at the top of a file, and what is wrong with it."""

    mapping: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read(path: str) -> Contents:
    """The mapping in a YAML file; with a note, and empty, where it cannot be read."""
    return _parsed(path, _text(path))


def header(path: str) -> Contents:
    """The header of a Markdown file, the same way; empty where it has none."""
    text = _text(path)
    if isinstance(text, str):
        found = _HEADER.match(text)
        text = found[1] if found else ""
    return _parsed(path, text)


def _text(path: str) -> str | ReadError:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
        if len(data) > _LARGEST_BYTES:
            return ReadError(f"{path}: longer than a project file")
        return decode(data, path)[0]
    except OSError as error:
        return ReadError(f"{path}: cannot be opened ({error.strerror})")
    except ReadError as error:
        return error


def _parsed(path: str, text: str | ReadError) -> Contents:
    if isinstance(text, ReadError):
        return Contents(notes=(f"{text}; what it says of the project was left out",))
    if not text.strip():
        return Contents()
    from citeaudit.bibliographies.csl import compose, value_of

    try:
        node = compose(text)
        value = None if node is None else value_of(node)
    except (ReadError, RecursionError, ValueError) as error:
        return Contents(notes=(f"{path}: {error}; what it says of the project was left out",))
    return Contents(mapping=value) if isinstance(value, dict) else Contents()


def texts(value: Any) -> tuple[str, ...]:
    """The texts in a value: one, or all in a list or mapping, in order, without those that are empty."""
    return tuple(text for _, text in zip(range(_MOST_NAMES), _texts(value), strict=False))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def under(value: Any, *names: str) -> Any:
    """What stands under names, one in another; None where nothing does."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def every(value: Any, name: str) -> Iterator[str]:
    """The texts that stand under `name` anywhere in a value, in order."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key == name and isinstance(part, str):
                yield part.strip()
            else:
                yield from every(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from every(part, name)


def paths(folder: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names in a project as paths that one would type, each once; addresses of the web stay as they are."""
    joined = (name if "://" in name else os.path.normpath(os.path.join(folder, name)) for name in names)  # noqa: PTH118 - pathlib keeps "a/../b"
    return tuple(dict.fromkeys(joined))
