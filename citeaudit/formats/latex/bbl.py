r"""Lists of references that BibTeX or biber made (`.bbl`), and bibliographies that stand in the document itself.

biblatex's `.bbl` is data: `\entry{key}{article}{}` … `\endentry` with `\name`, `\list`, `\field` and `\verb` between.

Source: biblatex's manual, section 4.4, and the format version 3.x that biber 2.x writes.
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from citeaudit.bibliographies import reading as bibliographies
from citeaudit.bibliographies.entries import Entry, Places
from citeaudit.bibliographies.reading import Bibliography
from citeaudit.formats.latex.tokens import Source
from citeaudit.model import Listed
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from citeaudit.formats.latex.state import Item
    from citeaudit.formats.latex.walk import Walk

_LONGEST_ENTRY = 30_000
"""Characters; an entry with a hundred authors has about 25,000."""

_MOST_ENTRIES = 20_000
"""Entries of a list; a handbook has some thousands."""

_BIBLATEX = lazy(r"^[ \t]*\\(?:datalist|sortlist|refsection|entry)\b", re.MULTILINE)
_ENTRY = lazy(r"\\entry\{([^{}]+)\}\{(\w+)\}")
_GROUPED = r"((?:[^{}\\\n]|\\.|\{(?:[^{}\\\n]|\\.|\{(?:[^{}\\\n]|\\.|\{[^{}\n]*+\})*+\})*+\}){0,5000}+)"
_FIELD = lazy(rf"\\field\{{(\w+)\}}\{{{_GROUPED}\}}")
_LIST = lazy(rf"\\list\{{(\w+)\}}\{{\d+\}}\{{\s*%?\s*\{{{_GROUPED}\}}")
_VERB = lazy(r"\\verb\{(\w+)\}\s*\\verb[ \t]+([^\n]*)\n\s*\\endverb")
_NAMES = lazy(r"[ \t]*\\name\{(author|editor)\}")
_NAME = lazy(rf"\b(family|given|prefix|suffix)=\{{{_GROUPED}\}}")
_NAME_START = lazy(r"\{\{(?:[^{}\n]*)\}\{%?|\{\{[^{}]*hash=[^{}]*\}\{")
_FIELDS = {
    "title": "title", "subtitle": "subtitle", "journaltitle": "journaltitle", "booktitle": "booktitle", "volume": "volume",
    "number": "number", "year": "year", "pages": "pages", "edition": "edition", "series": "series", "note": "note",
    "eprinttype": "eprinttype", "eid": "eid", "type": "type", "pubstate": "pubstate", "isbn": "isbn",
}  # fmt: skip


def items(walk: Walk, text: str, path: str, order: int) -> list[Item]:
    r"""The entries of a `thebibliography` that BibTeX wrote; the document's own macros count in it."""
    from citeaudit.formats.latex.walk import Walk

    inside = Walk(walk.path)
    inside.files = walk.files
    inside.macros.known |= walk.macros.known
    inside.macros.packaged |= walk.macros.packaged
    inside.run(Source(text, path=path, order=order))
    return inside.items


def embedded(text: str, first: int, path: str, order: int, keys: Container[str] | None) -> Bibliography:
    r"""A bibliography in a `filecontents` of the document; it begins in the line `first` of the file at `path`."""
    from citeaudit.bibliographies import bibtex

    contents = bibtex.parse(text, keys=keys)
    places = Places(text, first=first)
    listed = tuple(bibliographies.to_listed(entry, places, path=path, order=order) for entry in contents.entries)
    return Bibliography(path=path, listed=listed, aliases=contents.aliases)


def is_of_biblatex(text: str) -> bool:
    """Whether a `.bbl` is biblatex's."""
    return _BIBLATEX.search(text) is not None


def of_biblatex(text: str, path: str, order: int) -> list[Listed]:
    """The entries of biblatex's `.bbl`, by way of BibTeX, so that fields mean the same everywhere."""
    from citeaudit.bibliographies import bibtex

    spans: dict[str, tuple[int, int]] = {}
    written: list[str] = []
    starts = list(islice(_ENTRY.finditer(text), _MOST_ENTRIES))
    for match, following in pairwise([*starts, None]):
        assert match is not None
        limit = min(len(text) if following is None else following.start(), match.end() + _LONGEST_ENTRY)
        stop = text.find("\\endentry", match.end(), limit)
        stop = limit if stop < 0 else stop
        if match[1] not in spans:
            spans[match[1]] = match.start(), stop
            written.append(_as_bibtex(match[2], match[1], text[match.end() : stop]))
    places = Places(text)
    parsed = bibtex.parse("\n".join(written))
    return [
        bibliographies.to_listed(Entry(entry.key, entry.record, *spans[entry.key]), places, path=path, order=order)
        for entry in parsed.entries
        if entry.key in spans
    ]


def _as_bibtex(kind: str, key: str, body: str) -> str:
    fields = {_FIELDS[name]: value for name, value in _FIELD.findall(body) if name in _FIELDS}
    fields |= {name: value for name, value in _LIST.findall(body) if name in ("publisher", "location", "institution")}
    fields |= {name: value.strip() for name, value in _VERB.findall(body) if name in ("doi", "url", "eprint")}
    role = ""
    names: dict[str, list[str]] = {}
    for line in body.split("\n"):
        if match := _NAMES.match(line):
            role = match[1]
        elif line.lstrip().startswith("\\"):
            role = ""
        elif role:
            names.setdefault(role, []).append(line)
    for role, lines in names.items():
        fields[role] = " and ".join(_persons("\n".join(lines)))
    if "pages" in fields:
        fields["pages"] = fields["pages"].replace("\\bibrangedash", "--").replace(" ", "")
    inner = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{inner}\n}}\n"


def _persons(names: str) -> list[str]:
    """Names as BibTeX has them."""
    persons = []
    for part in _NAME_START.split(names)[1:]:
        parts = dict(_NAME.findall(part))
        family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
        given = re.sub(r"\\bibnamedelim\w\s?", " ", parts.get("given", ""))
        if family:
            family = re.sub(r"\\bibnamedelim\w\s?", " ", family)
            named = ", ".join(filter(None, (family, parts.get("suffix"), given)))
            persons.append(named if given else f"{{{family}}}")
    return persons
