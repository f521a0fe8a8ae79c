"""Files with references: BibTeX and biblatex, CSL-JSON, CSL-YAML, RIS, EndNote XML, PubMed.

Each entry becomes a `Listed` with its key as typed, its record, a readable line made from the record, and its place in
its own file. What is broken is kept apart and costs no other entry.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterable, Mapping
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

SUFFIXES = (".bib", ".bibtex", ".biblatex", ".json", ".yaml", ".yml", ".ris", ".nbib", ".medline", ".xml")

_MOST_AUTHORS = 6
"""Names that a line has before "et al", as most styles of medicine print them."""
_LONGEST_TOLD = 80
"""Characters of an entry that could not be read, by which it is known."""
_DOI_IN_ADDRESS = lazy(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """A file with references: all its entries in order, what had to be assumed, and other names of its keys.

    `form` is what it is written in ("bibtex", "csl-json", "csl-yaml", "ris", "endnote-xml", "pubmed", "pubmed-xml"). `unreadable` are the
    entries that could not be read, or not wholly: their keys, where these are known, and how they begin. `left_out` are those that
    nobody wanted, with their keys and places alone, and without those that serve others.
    """

    path: str
    listed: tuple[Listed, ...]
    notes: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    form: str = ""
    unreadable: tuple[Listed, ...] = ()
    left_out: tuple[Listed, ...] = ()


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
    """The same with all that `Bibliography` holds. Raises ReadError as `load` does."""
    return of_bytes(path, _bytes(path), order=order, keys=keys)


def of_bytes(
    path: str, data: bytes, *, order: int = 0, keys: Container[str] | None = None, alone: bool = False
) -> Bibliography:
    """The same of the bytes of a file; `alone` where it is what is audited, so that places need not name it."""
    text, notes = decode(data, path)
    notes = tuple(f"{path}: {note}" for note in notes)
    if not text.strip():
        return Bibliography(path=path, listed=(), notes=(*notes, f"{path} is empty"))
    try:
        form = form_of(text, path)
        contents = _parse(form, text, keys)
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from None
    except RecursionError:
        raise ReadError(f"{path}: nested too deeply for a bibliography; export the references again") from None
    places, place = Places(text), "" if alone else path
    meant = (names for other, names in contents.aliases.items() if keys is not None and other in keys)
    others = {key for names in meant for key in names.split(",")}
    wanted: list[Entry] = []
    left = list(contents.others)
    for entry in contents.entries:
        if keys is None or entry.key in keys or entry.key in others:
            wanted.append(entry)
        else:
            left.append((entry.key, entry.start, entry.end))
    return Bibliography(
        path=path,
        listed=tuple(to_listed(entry, places, path=place, order=order) for entry in wanted),
        notes=notes,
        aliases=contents.aliases,
        form=form,
        unreadable=unreadable(contents, places, path=place, order=order),
        left_out=tuple(
            Listed(key=key, text=_placed(key, start, end, places, place, order))
            for key, start, end in sorted(left, key=lambda entry: entry[1])
            if key not in contents.serving
        ),
    )


def repeated(listed: Iterable[Listed], keys: Iterable[str] | None = None) -> tuple[tuple[Listed, ...], ...]:
    """The entries of each key that several have, in order, of the keys in `keys` where these are given.

    An entry that another file repeats word for word does no harm, and is left out.
    """
    wanted = None if keys is None else set(keys)
    by_key: dict[str, list[Listed]] = {}
    for reference in listed:
        if reference.key and (wanted is None or reference.key in wanted):
            by_key.setdefault(reference.key, []).append(reference)
    found = []
    for first, *others in by_key.values():
        same = [other for other in others if _file(other) == _file(first) or other.record != first.record]
        if same:
            found.append((first, *same))
    return tuple(found)


def unused(found: Iterable[Bibliography], listed: Iterable[Listed]) -> tuple[Listed, ...]:
    """The entries of bibliographies that a list made of them leaves out, each key once."""
    taken = {reference.key for reference in listed}
    left = {reference.key: reference for file in found for reference in reversed(file.left_out)}
    return tuple(reference for key, reference in reversed(left.items()) if key not in taken)


def _file(reference: Listed) -> str:
    return reference.text.anchors[0].path


def unreadable(contents: Contents, places: Places, *, path: str = "", order: int = 0) -> tuple[Listed, ...]:
    """The entries that could not be read, or not wholly: their keys, where these are known, and how they begin."""
    known = {entry.start: entry.key for entry in contents.entries}
    found = []
    for start in sorted(set(contents.broken)):
        line = places.text[start : start + _LONGEST_TOLD].strip().partition("\n")[0].strip() or "\u2026"
        text = _placed(line, start, start + len(line), places, path, order)
        found.append(Listed(key=known.get(start, ""), text=text))
    return tuple(found)


def _placed(content: str, start: int, end: int, places: Places, path: str, order: int) -> Text:
    """A text that takes characters `start` to `end` of a file."""
    line, column = places.at(start)
    end_line, end_column = places.at(max(start, end - 1))
    anchors = [Anchor(0, line, column, path, order=order)]
    if len(content) > 1:  # the last character stands at the end of the entry, so that the whole text spans it
        anchors.append(Anchor(len(content) - 1, end_line, end_column, path, order=order))
    return Text(content, tuple(anchors))


def _bytes(path: str) -> bytes:
    limit = f"{LARGEST_BIBLIOGRAPHY_BYTES / 1e6:.0f} MB"
    return read_bytes(
        os.fspath(path),
        most=LARGEST_BIBLIOGRAPHY_BYTES,
        folder="name the bibliography in it",
        missing="there is no such bibliography",
        too_long=f"longer than {limit}; export only the references that the manuscript cites",
    )


_BEGINNINGS = (
    ("ris", lazy(r"TY {1,2}-")),
    ("pubmed", lazy(r"PMID ?- ?\d")),
    ("pubmed-xml", lazy(r"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<PubmedArticleSet\b")),
    ("endnote-xml", lazy(r"(?:<\?xml[^>]*>\s*)?<xml>\s*<records\b")),
    (
        "bibtex",
        lazy(r"(?:%.*\n|\s)*@(?:string|preamble|comment|\w+\s*[{(]\s*[^\s,{}()=]+\s*,\s*[\w-]+\s*=)", re.IGNORECASE),
    ),
    ("csl-json", lazy(r'(?:\{\s*"(?:items|references)"\s*:\s*)?\[\s*\{\s*"')),
    ("csl-yaml", lazy(r"(?:---\s*\n)?(?:references:\s*\n\s*)?- +(?:id|type): ")),
)
"""How a file of each form begins, beyond doubt but for JSON, where items must have the names of CSL."""

_ITEM = lazy(r'"(?:title|DOI|author|issued|container-title|citation-key)"\s*:')
"""A field of CSL-JSON."""
_YAML_END = lazy(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def recognised(text: str) -> str:
    r"""The form of a list of references that a text is beyond doubt, "" where it is none.

    >>> recognised("% mine\n@article{hall2015, title = {Sleep}}"), recognised("- id: hall2015"), recognised("[@hall2015] says")
    ('bibtex', 'csl-yaml', '')
    """
    start = text.lstrip("\ufeff \t\r\n")
    form = next((name for name, pattern in _BEGINNINGS if pattern.match(start)), "")
    if form == "csl-json" and not _ITEM.search(start, 0, 100_000):
        return ""
    if form == "csl-yaml" and start.startswith("---"):  # the header of a document has text behind it
        closing = _YAML_END.search(start, 3)
        return form if closing is None or not start[closing.end() :].strip() else ""
    return form


def form_of(text: str, path: str) -> str:
    """The form of a bibliography: what the text shows, else what the name says.

    Raises:
        ReadError: It is not a bibliography.
    """
    suffix = Path(path).suffix.lower()
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")) and suffix not in (".yaml", ".yml", ".bib"):
        return "csl-json"
    if (form := recognised(text)) in ("ris", "pubmed", "pubmed-xml", "endnote-xml"):
        return form
    if suffix in (".yaml", ".yml"):
        return "csl-yaml"
    if suffix in (".bib", ".bibtex", ".biblatex") or re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE):
        return "bibtex"
    if suffix == ".json":
        return "csl-json"
    if suffix == ".ris" or re.search(r"^TY {1,2}-", text, re.MULTILINE):
        return "ris"
    if suffix in (".nbib", ".medline") or re.search(r"^PMID ?- ?\d", text, re.MULTILINE):
        return "pubmed"
    if re.match(r"(?:---|references:|- )", start):
        return "csl-yaml"
    raise ReadError(
        "this is not a bibliography; BibTeX, CSL-JSON, CSL-YAML, RIS, EndNote XML and PubMed files can be read"
    )


def _parse(form: str, text: str, keys: Container[str] | None) -> Contents:
    from citeaudit.bibliographies import bibtex, csl, endnote, pubmed, ris

    parsers: dict[str, Callable[[str], Contents]] = {
        "bibtex": partial(bibtex.parse, keys=keys),
        "csl-json": csl.parse_json,
        "csl-yaml": csl.parse_yaml,
        "ris": ris.parse,
        "endnote-xml": endnote.parse,
        "pubmed": pubmed.parse,
        "pubmed-xml": pubmed.parse_xml,
    }
    return parsers[form](text)


def to_listed(entry: Entry, places: Places, *, path: str = "", order: int = 0) -> Listed:
    """The entry as a manuscript holds it; its text reads like a reference and takes the entry's place in the file."""
    record = entry.record
    if not record.DOI and (found := _DOI_IN_ADDRESS.fullmatch(record.URL)):
        record = replace(record, DOI=found[1])
    content = readable(record) or entry.key
    text = _placed(content, entry.start, entry.end, places, path, order)
    return Listed(key=entry.key, text=text, record=record)


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
