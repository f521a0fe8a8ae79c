"""BibTeX and biblatex files as bibliographies: keys, places, inheritance, and what can be saved of broken entries.

Source: the biblatex manual, sections 2.1 (types), 2.4.1 (inheritance), 3.14.5 (sets) and appendix B (its default rules).
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from citeaudit.bibliographies.entries import Contents, Entry
from citeaudit.errors import ReadError
from citeaudit.model import Record
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from bibtexparser.model import Entry as BibtexEntry

_TYPES = {
    "bookinbook": "inbook",
    "inreference": "incollection",
    "letter": "unpublished",
    "mvcollection": "collection",
    "mvproceedings": "proceedings",
    "mvreference": "collection",
    "reference": "collection",
    "review": "article",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "suppperiodical": "article",
    "webpage": "online",
    "www": "online",
}
"""Types of entries as the nearest that the import of BibTeX knows."""

_PARTS = ("inproceedings", "conference", "incollection", "inbook")
_OWN_FIELDS = frozenset(
    "author title subtitle titleaddon shorttitle doi url urldate eprint pages abstract keywords file crossref xdata xref ids "
    "entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype sortkey "
    "sortname sorttitle note annote".split()
)
"""What a part of a book does not take from the book; `title` becomes the part's `booktitle`."""

_DEEPEST = 8
"""Entries that take fields from one another; a chapter of a volume of a series has three, and circles are cut here."""
_MOST_SAVED = 2000
"""Entries that a second look is taken at; more broken ones are of a file that is no BibTeX."""
_UNDECODED = (RecursionError, ValueError, IndexError, KeyError, TypeError, AttributeError)
"""What decoders of LaTeX raise on text that is none."""

_SWALLOWED = lazy(r"[}\"]\s+[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"]")
"""A field that the one before it took in, for want of a comma."""

_BLOCK = lazy(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
_HEAD = lazy(r"\s*@(?P<type>\w+)\s*[{(]\s*(?P<key>[^\s,={}()\"]+)\s*,?")
_FIELD = lazy(r"(?:^|,|\n)[ \t]*(?P<name>[A-Za-z][\w-]*)[ \t]*=[ \t]*")
_NO_ENTRIES = ("comment", "preamble", "string")
_NOT_CITED = ("xdata", "control", "ieeetranbstctl", *_NO_ENTRIES)
"""What is no work: fields for others, and what styles of REVTeX and IEEE are told in an entry."""

_SERVING = ("crossref", "xdata", "xref", "related", "entryset")
"""Fields that name other entries."""


def parse(text: str, *, keys: Container[str] | None = None) -> Contents:
    """The entries of a BibTeX file, with the fields that they take from others.

    Args:
        text: The file.
        keys: Those that are wanted; entries with none of these among their names are left out. None wants all.

    Raises:
        ReadError: There is nothing like an entry in it.
    """
    from citeaudit.exports import bibtex

    found = bibtex.entries(text)
    if found.empty:
        raise ReadError("this is not a BibTeX file: there is no entry such as @article{…} in it")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    by_key: dict[str, BibtexEntry] = {}
    for key, entry in zip(found.keys, found.entries, strict=True):
        by_key.setdefault(key, entry)
    spans = _spans(text, found.entries, starts)
    for entry in found.entries:
        _inherit(entry, by_key)
    sets = _sets(by_key)
    of_sets = {member for key, members in sets.items() if keys is None or key in keys for member in members}
    entries: list[Entry] = []
    left_out: list[tuple[str, int, int]] = []
    broken = [starts[min(line, len(starts)) - 1] for line in found.broken]
    aliases = {key: ",".join(members) for key, members in sets.items()}
    for key, entry, (start, end) in zip(found.keys, found.entries, spans, strict=True):
        if entry.entry_type.lower() in _NOT_CITED or key in sets:
            continue
        if not key:
            broken.append(start)
            continue
        others = _named_in(entry, "ids")
        for other in others:
            aliases.setdefault(other, key)
        if keys is not None and not any(name in keys or name in of_sets for name in (key, *others)):
            left_out.append((key, start, end))
            continue
        if any(_SWALLOWED.search(str(field.value)) for field in entry.fields):
            broken.append(start)
            continue
        try:
            entries.append(Entry(key, bibtex.to_record(_normal(entry), found.strings), start, end))
        except _UNDECODED:
            broken.append(start)
    for start in broken[:_MOST_SAVED]:
        entries += _saved(text, start, found.strings)
    entries.sort(key=lambda entry: entry.start)
    serving = {key for entry in found.entries for field in _SERVING for key in _named_in(entry, field)}
    return Contents(tuple(entries), tuple(broken), MappingProxyType(aliases), tuple(left_out), frozenset(serving))


def _spans(text: str, entries: tuple[BibtexEntry, ...], starts: list[int]) -> list[tuple[int, int]]:
    """Where each entry stands. The parser knows the line; several may stand on one, in order."""
    spans, at = [], 0
    for entry in entries:
        raw = entry.raw or "@"
        found = text.find(raw, max(at, starts[min(entry.start_line or 0, len(starts) - 1)]))
        start = found if found >= 0 else starts[min(entry.start_line or 0, len(starts) - 1)]
        at = start + len(raw)
        spans.append((start, at))
    return spans


def _value(entry: BibtexEntry, name: str) -> str:
    return next((str(field.value) for field in entry.fields if field.key.lower() == name), "")


def _named_in(entry: BibtexEntry, field: str) -> list[str]:
    """The keys that a field names, with commas between them."""
    return [key.strip() for key in _value(entry, field).split(",") if key.strip()]


def _sets(by_key: Mapping[str, BibtexEntry]) -> dict[str, list[str]]:
    """The members of each `@set` by its key: a set prints its members under one number, and is no work itself."""
    found = {}
    for key, entry in by_key.items():
        if entry.entry_type.lower() == "set":
            members = [member for member in _named_in(entry, "entryset") if member in by_key and member != key]
            if members:
                found[key] = members
    return found


def _inherit(entry: BibtexEntry, by_key: Mapping[str, BibtexEntry], depth: int = 0) -> None:
    """Fill in the fields that an entry takes from those it names in `xdata` and `crossref`."""
    from bibtexparser.model import Field

    if depth > _DEEPEST:
        return
    own = {field.key.lower() for field in entry.fields}
    kind = entry.entry_type.lower()
    part = _TYPES.get(kind, kind) in _PARTS
    for link in ("xdata", "crossref"):
        for key in _named_in(entry, link):
            parent = by_key.get(key)
            if parent is None or parent is entry:
                continue
            _inherit(parent, by_key, depth + 1)
            for field in list(parent.fields):
                name = field.key.lower()
                if link == "crossref":
                    if name in ("title", "subtitle") and (part or kind == "article"):
                        name = ("book" if part else "journal") + name
                    elif name in _OWN_FIELDS:
                        continue
                if name not in own:
                    own.add(name)
                    taken = Field(key=name, value=field.value)
                    taken.enclosing = field.enclosing
                    entry.fields = [*entry.fields, taken]


def _normal(entry: BibtexEntry) -> BibtexEntry:
    """The entry with biblatex's types and fields as the import of BibTeX knows them."""
    from bibtexparser.model import Field

    kind = entry.entry_type.lower()
    fields = {field.key.lower(): field for field in reversed(entry.fields)}
    more = []
    for name, others in (("pages", ("eid", "articleno", "article-number")), ("year", ("date",)),
                         ("booktitle", ("maintitle",)), ("journal", ("shortjournal", "fjournal"))):  # fmt: skip
        if name in fields or (name == "journal" and "journaltitle" in fields):
            continue
        if other := next((fields[key] for key in others if key in fields), None):
            more.append(Field(key=name, value=other.value))
    entry.entry_type = _TYPES.get(kind, kind)
    entry.fields = [*entry.fields, *more]
    return entry


def _saved(text: str, start: int, strings: Mapping[str, str]) -> list[Entry]:
    """What can be read of a broken entry: its key, and its fields line by line. Nothing where it has no key."""
    from citeaudit.exports import bibtex

    head = _HEAD.match(text, start)
    if not head or head["type"].lower() in _NO_ENTRIES:
        return []
    following = _BLOCK.search(text, head.end())
    body = text[head.end() : following.start() if following else len(text)]
    fields = list(_FIELD.finditer(body))
    lines = []
    for at, field in enumerate(fields):
        value = _bare(body[field.end() : fields[at + 1].start() if at + 1 < len(fields) else len(body)])
        lines.append(f"{field['name']} = {{{strings.get(value.lower(), value)}}},")
    found = bibtex.entries(f"@{head['type']}{{key,\n" + "\n".join(lines) + "\n}")
    if not found.entries:
        return []
    try:
        record = bibtex.to_record(_normal(found.entries[0]), strings)
    except _UNDECODED:
        record = Record(type="document")
    end = start + len(text[start : following.start() if following else len(text)].rstrip())
    at = start + len(head[0]) - len(head[0].lstrip())
    return [Entry(head["key"], record, at, end)]


def _bare(value: str) -> str:
    """The value of a field of a broken entry: what its own braces or quotes hold, else what is left without braces."""
    value = value.strip()
    depth = 0
    for at, character in enumerate(value if value[:1] in ("{", '"') else ""):
        depth += (character == "{") - (character == "}")
        if at and depth == 0 and (character == "}" if value[0] == "{" else character == '"'):
            return value[1:at].replace("@", "{@}")  # or it would begin an entry
        if depth < 0:
            break
    return re.sub(r'[{}@"]', "", value).strip(" \t\n,")
