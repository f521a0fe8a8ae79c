"""Files with references that a manuscript names: BibTeX and biblatex, CSL-JSON, CSL-YAML, RIS.

Each entry becomes a `Listed` with its key as typed, its record, a readable line made from the record, and its place in
its own file. What is broken is told in a note and costs no other entry.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from citeaudit.bibliographies.entries import Contents, Entry, Places
from citeaudit.errors import ReadError
from citeaudit.files import decode, read_bytes
from citeaudit.model import Anchor, Listed, Name, Record, Text
from citeaudit.text.patterns import lazy

LARGEST_BIBLIOGRAPHY_BYTES = 30_000_000
"""Twenty thousand entries with abstracts; an export of a whole library is rarely larger."""

SUFFIXES = (".bib", ".bibtex", ".biblatex", ".json", ".yaml", ".yml", ".ris")

_MOST_AUTHORS = 6
"""Names that a line has before "et al", as most styles of medicine print them."""
_MOST_LINES_TOLD = 8
"""Lines that a note names; more do not help to find the fault."""
_DOI_IN_ADDRESS = lazy(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """A file with references: all its entries in order, what was wrong in it, and other names of its keys."""

    path: str
    listed: tuple[Listed, ...]
    notes: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def load(path: str, *, order: int = 0, keys: Container[str] | None = None) -> tuple[Listed, ...]:
    """The entries of the bibliography at `path`, in its order, entries with a key that was there before among them.

    Args:
        path: The file; what it holds counts more than its name.
        order: The rank of the file among those of the manuscript, for anchors.
        keys: Those that are wanted; other entries are left out, which saves time. None wants all.

    Raises:
        ReadError: The file is missing, is not a bibliography or too large.

    """
    return read(path, order=order, keys=keys).listed


def read(path: str, *, order: int = 0, keys: Container[str] | None = None) -> Bibliography:
    """The same with notes on what is broken and with other names of keys. Raises ReadError as `load` does."""
    text, notes = decode(_bytes(path), path)
    notes = tuple(f"{path}: {note}" for note in notes)
    if not text.strip():
        return Bibliography(path=path, listed=(), notes=(*notes, f"{path} is empty"))
    try:
        contents = _parser(path, text, keys)(text)
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from None
    except RecursionError:
        raise ReadError(f"{path}: nested too deeply for a bibliography; export the references again") from None
    places = Places(text)
    meant = (names for other, names in contents.aliases.items() if keys is not None and other in keys)
    others = {key for names in meant for key in names.split(",")}
    if contents.broken:
        lines = sorted({places.at(offset)[0] for offset in contents.broken})
        notes = (*notes, _broken(path, lines))
    return Bibliography(
        path=path,
        listed=tuple(
            to_listed(entry, places, path=path, order=order)
            for entry in contents.entries
            if keys is None or entry.key in keys or entry.key in others
        ),
        notes=notes,
        aliases=contents.aliases,
    )


def duplicates(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    """The entries whose key an earlier one has, in order; citations of the key mean the first."""
    seen: set[str] = set()
    found = []
    for reference in listed:
        if reference.key in seen:
            found.append(reference)
        seen.add(reference.key)
    return tuple(found)


def duplicate_notes(listed: Sequence[Listed], keys: Iterable[str] | None = None) -> tuple[str, ...]:
    """A note for every key that several entries have, of those in `keys` where these are given."""
    wanted = None if keys is None else set(keys)
    by_key: dict[str, list[Listed]] = {}
    for reference in listed:
        if wanted is None or reference.key in wanted:
            by_key.setdefault(reference.key, []).append(reference)
    notes = []
    for key, (first, *others) in by_key.items():
        # an entry that another file repeats word for word does no harm
        repeated = [other for other in others if _file(other) == _file(first) or other.record != first.record]
        if repeated:
            places = ", ".join(map(_place, [first, *repeated[:-1]]))
            notes.append(
                f"{places} and {_place(repeated[-1])} have the key “{key}”; citations of it are paired with the first"
            )
    return tuple(notes)


def _file(reference: Listed) -> str:
    return reference.text.anchors[0].path


def _place(reference: Listed) -> str:
    anchor = reference.text.anchors[0]
    return f"{anchor.path}:{anchor.line}" if anchor.path else f"line {anchor.line}"


def _broken(path: str, lines: Sequence[int]) -> str:
    numbers = ", ".join(map(str, lines[:_MOST_LINES_TOLD]))
    more = f" and {len(lines) - _MOST_LINES_TOLD} more" if len(lines) > _MOST_LINES_TOLD else ""
    entries = "the entry in line" if len(lines) == 1 else f"{len(lines)} entries, in lines"
    return f"{path}: {entries} {numbers}{more} cannot be read, or only in part; look for a missing key, brace, quote or comma"


def _bytes(path: str) -> bytes:
    limit = f"{LARGEST_BIBLIOGRAPHY_BYTES / 1e6:.0f} MB"
    return read_bytes(
        os.fspath(path),
        most=LARGEST_BIBLIOGRAPHY_BYTES,
        folder="name the bibliography in it",
        missing="there is no such bibliography",
        too_long=f"longer than {limit}; export only the references that the manuscript cites",
    )


def _parser(path: str, text: str, keys: Container[str] | None) -> Callable[[str], Contents]:
    """The parser for what the text shows, else for what the name says."""
    from citeaudit.bibliographies import bibtex, csl, ris

    suffix = Path(path).suffix.lower()
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")) and suffix not in (".yaml", ".yml", ".bib"):
        return csl.parse_json
    if re.match(r"TY {1,2}-", start):
        return ris.parse
    if suffix in (".yaml", ".yml"):
        return csl.parse_yaml
    if suffix in (".bib", ".bibtex", ".biblatex") or re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE):
        return partial(bibtex.parse, keys=keys)
    if suffix == ".json":
        return csl.parse_json
    if suffix == ".ris" or re.search(r"^TY {1,2}-", text, re.MULTILINE):
        return ris.parse
    if re.match(r"(?:---|references:|- )", start):
        return csl.parse_yaml
    raise ReadError("this is not a bibliography; BibTeX, CSL-JSON, CSL-YAML and RIS can be read")


def to_listed(entry: Entry, places: Places, *, path: str = "", order: int = 0) -> Listed:
    """The entry as a manuscript holds it; its text reads like a reference and takes the entry's place in the file."""
    record = entry.record
    if not record.DOI and (found := _DOI_IN_ADDRESS.fullmatch(record.URL)):
        record = replace(record, DOI=found[1])
    content = readable(record) or entry.key
    line, column = places.at(entry.start)
    end_line, end_column = places.at(max(entry.start, entry.end - 1))
    anchors = [Anchor(0, line, column, path, order=order)]
    if len(content) > 1:  # the last character stands at the end of the entry, so that the whole text spans it
        anchors.append(Anchor(len(content) - 1, end_line, end_column, path, order=order))
    return Listed(key=entry.key, text=Text(content, tuple(anchors)), record=record)


def readable(record: Record) -> str:
    """A record as a line of a list of references.

    >>> readable(Record(author=(Name(family="Hall", given="Ann B"),), title="Sleep", container_title="J Sleep", year=2015))
    'Hall AB. Sleep. J Sleep 2015.'
    """
    names = [_short(name) for name in record.author or record.editor]
    if len(names) > _MOST_AUTHORS or record.et_al:
        names = [*names[:_MOST_AUTHORS], "et al"]
    editors = "" if record.author or not names else ", ed" if len(names) == 1 else ", eds"
    issue = f"({record.issue})" if record.issue else ""
    if record.supplement_number:
        issue += f"(Suppl {record.supplement_number})"
    source = " ".join(filter(None, (record.container_title, str(record.year or record.status))))
    source = ";".join(filter(None, (source, record.volume + issue)))
    where = "; ".join(filter(None, (record.publisher_place, record.publisher)))
    parts = [
        ", ".join(names) + editors,
        record.title,
        record.edition and f"Edition {record.edition}",
        where,
        ":".join(filter(None, (source, record.page))),
        " ".join(filter(None, (record.archive, record.archive_location))),
        record.DOI and f"doi:{record.DOI}",
        "" if record.DOI else record.URL,
    ]
    return " ".join(
        part if part[-1] in ".?!" or part.startswith(("doi:", "http")) else f"{part}." for part in parts if part
    )


def _short(name: Name) -> str:
    """A name as lists print it: "Hall AB"."""
    if not name.family:
        return name.literal or str(name)
    initials = "".join(word[0] for word in re.split(r"[\s.\-\u2010]+", name.given) if word)
    return " ".join(filter(None, (name.full_family, initials, name.suffix)))
