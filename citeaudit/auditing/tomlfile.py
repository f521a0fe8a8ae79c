"""Files in TOML: their tables, and the patterns of paths in them."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from citeaudit.errors import ConfigError


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises ConfigError where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None


def parsed(path: str, data: bytes) -> dict[str, Any]:
    """The tables of a file; `path` is its name in messages. Raises ConfigError where it is not TOML."""
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: this is not UTF-8, as TOML has to be") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: this is not TOML: {error}") from None


def fits(manuscript: str, pattern: str, folder: Path) -> bool:
    """Whether the path of a manuscript fits a pattern that is relative to a folder.

    `*` stands for any characters, those between folders as well; a pattern without "/" is that of a file's name, one that
    ends in "/" of all in a folder.
    """
    name = Path(os.path.relpath(Path(manuscript).absolute(), folder.absolute())).as_posix()
    pattern = pattern.removeprefix("./")
    if "/" not in pattern:
        name = name.rpartition("/")[2]
    return fnmatchcase(name, f"{pattern}*" if pattern.endswith("/") else pattern)
