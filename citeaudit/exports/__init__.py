"""Records out and in again. One file a format; each dumps records to text and loads them back."""

from __future__ import annotations

import inspect
import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol, cast

from citeaudit import discover
from citeaudit.errors import ConfigError
from citeaudit.exports._keys import keys as citation_keys
from citeaudit.model import Record

__all__ = ["PACKAGE", "Export", "citation_keys", "dumped", "for_path", "get"]

PACKAGE = "citeaudit.exports"  # the folder that `discover` looks for exports in


class Export(Protocol):
    """What a module in this folder offers.

    `suffix` is the file name's end, with its dot. `load(dump(records)) == records` for every field that the format
    can hold; the module says which it cannot.
    """

    suffix: str

    def dump(self, records: Sequence[Record]) -> str:
        """The records as the text of a file."""

    def load(self, text: str) -> tuple[Record, ...]:
        """The records of a file, in its order. Raises ReadError where the text is not of the format."""


class _WithKeys(Protocol):
    """An export that keeps keys."""

    def dump(self, records: Sequence[Record], known: Sequence[str] = ()) -> str:
        """The records as the text of a file, under the keys they have already."""


UNIT = Export  # what `discover` asks of every module in it


def dumped(export: Export, records: Sequence[Record], known: Sequence[str]) -> str:
    """The records as the text of a file, with the keys they have already where the format keeps keys; "" for none."""
    if "known" in inspect.signature(export.dump).parameters and any(known):
        return cast(_WithKeys, export).dump(records, known)
    return export.dump(records)


def get(name: str, *, besides: tuple[str, ...] = ()) -> Export:
    """The export called `name` ("bibtex", "csljson", "ris"); `besides` are other names a message should give.

    Raises:
        ConfigError: There is no such export.

    """
    return cast(Export, discover.choose(PACKAGE, name, "export format", besides=besides))


def for_path(path: str | os.PathLike[str]) -> Export:
    """The export that writes files named like `path`, chosen by suffix in either case.

    Raises:
        ConfigError: No export writes such files.

    """
    wanted = PurePath(path).suffix.lower()
    exports = [get(name) for name in discover.usable(PACKAGE)]
    for export in exports:
        if export.suffix == wanted:
            return export
    choices = ", ".join(export.suffix for export in exports)
    raise ConfigError(f"{os.fspath(path)}: no export writes “{wanted}” files; let the name end in one of: {choices}")
