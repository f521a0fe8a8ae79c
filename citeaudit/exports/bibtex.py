"""BibTeX and biblatex, through bibtexparser.

Written in UTF-8 with LaTeX's special characters escaped; letters outside ASCII stay as they are (see `_latex`).
Capitals of titles that no style may lower are in braces (see `_bibtex_titles`). `doi`, `eprint` and `url` are written
as they are, because styles print them verbatim; only the characters that would break the file (`{`, `}` and the
backslash) are percent-encoded.

Classic BibTeX prints `number` for reports, `series`, and `type` in place of "PhD thesis" or "Technical Report"; the
rest is biblatex: `pubstate` for the status, `urldate` for the day of access, `eprint` with `archiveprefix` (arXiv's
name for `eprinttype`, which biblatex reads) for a place in an archive. Classic styles leave out a field that they do not
know, and print an entry of a type that they do not know (`@patent`, `@dataset`) as `@misc`.

What an entry cannot hold: runs of white space; a capital particle ("Van" in "Van Damme"), which becomes part of the
family name; which dash stood between two pages; that a list of editors ends in "et al."; that an archive is called
PubMed; biblatex's own words ("inpress") for a status or genre. The CSL type is kept in `entrysubtype` where the entry
does not imply it, the supplement in braces at the end of `number`, the number of an article beside its issue in
`reportnumber`, as INSPIRE does it.

Source: Oren Patashnik, "BibTeXing" (1988); the biblatex manual, section 2.1 for types of entries, section 2.2 for their
fields, and its localization keys for the words of `type` and `pubstate`; arXiv's advice on BibTeX for `archiveprefix`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from citeaudit.errors import ReadError
from citeaudit.exports._bibtex_names import name_out, names_in
from citeaudit.exports._bibtex_titles import title_out
from citeaudit.exports._dates import iso_date
from citeaudit.exports._keys import keys
from citeaudit.exports._latex import decode, decode_name, encode, single_spaced
from citeaudit.model import Record
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from bibtexparser.model import Entry

suffix = ".bib"

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "manuscript": "unpublished",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "report": "techreport",
    "software": "software",
    "standard": "standard",
}
"""Entry types by CSL type; a thesis is decided by its genre, all others are `misc`."""

_CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "online": "webpage",
    "patent": "patent",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
}
"""CSL types by entry type, those of biblatex and of older files, too."""

_OTHER = "document"  # CSL's type for what has none

_PREPRINTS = ("article", "misc", "online", "unpublished")
"""The entries that are preprints where they have an `eprint` and no `journal`."""

_CONTAINERS = {"article": "journal", "misc": "howpublished", "unpublished": "howpublished"}
"""The field of the container; `booktitle` elsewhere."""

_PUBLISHERS = {
    "techreport": "institution",
    "report": "institution",
    "thesis": "school",
    "phdthesis": "school",
    "mastersthesis": "school",
    "misc": "organization",
    "standard": "organization",
}
"""The field of the publisher; `publisher` elsewhere."""

_ISSUED = ("article", "inbook", "incollection", "inproceedings", "conference", "book", "mvbook", "collection")
"""The entries whose `number` is that of an issue; elsewhere it is the work's own."""

_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}  # what classic styles print
_WORDS = _GENRES | {
    "mathesis": "Master's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "inpress": "in press",
    "inpreparation": "in preparation",
}
"""What biblatex prints for the words that files write to `type` and `pubstate`."""

_DOCTOR = lazy(r"\bph\.?\s?d\b|doctor|dissertation", re.IGNORECASE)
"""A degree with an entry type of its own."""

_MASTER = lazy(r"\bm\.?\s?(?:sc|a|phil)\b\.?|master|diplom", re.IGNORECASE)  # likewise
_RANGE = lazy(r"(?<=[0-9ivxlc])[-–](?=[A-Za-z]{0,3}[0-9]|[ivxlc])")  # a dash between two pages
_SUPPLEMENT = lazy(r"(?P<issue>.*?) ?\{(?:Suppl )?(?P<supplement>(?:[^{}]|\{\})+)\}")  # as `_number` writes it
_DOI_ADDRESS = lazy(r"https?://(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)  # other programs write it before a DOI
_ADDRESS = lazy(r"\\url\{([^{}]*)\}")  # in `howpublished`
_SUMMAND = lazy(r'"[^"]*"|\{[^{}]*\}|[^\s#"{}]+')  # a value may be a sum: "a" # macro
_BREAKING = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})  # percent-encoded


# --------------------------------------------------------------------------- out


def dump(records: Sequence[Record], known: Sequence[str] = ()) -> str:
    """The records as a BibTeX file; what is not given is left out. `known` are their keys where they have some already."""
    if not records:
        return ""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import AddEnclosingMiddleware
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    library = Library()
    for record, key in zip(records, keys(records, known), strict=True):
        kind = _kind(record)
        fields = [Field(key=name, value=value) for name, value in _fields(record, kind).items() if value]
        library.add(Entry(entry_type=kind, key=key, fields=fields))
    make_format: Callable[[], BibtexFormat] = BibtexFormat  # its constructor has no annotations
    form = make_format()
    form.indent, form.block_separator, form.trailing_comma = "  ", "\n", True
    enclose = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
    return write_string(library, unparse_stack=[enclose], bibtex_format=form)


def _kind(record: Record) -> str:
    if record.type != "thesis":
        return _TYPES.get(record.type, "misc")
    degree = record.genre or record.note
    if _MASTER.search(degree):
        return "mastersthesis"
    return "phdthesis" if _DOCTOR.search(degree) else "thesis"


def _fields(record: Record, kind: str) -> dict[str, str]:
    authors = [name_out(name) for name in record.author] + ["others"] * record.et_al
    own, of_issue = ("reportnumber", "number") if kind in _ISSUED else ("number", "issue")
    eprint = _verbatim_out(record.archive_location)
    implied = _implied_type(kind, eprint=eprint, container=single_spaced(record.container_title))
    return {
        "author": " and ".join(name for name in authors if name),
        "editor": " and ".join(filter(None, map(name_out, record.editor))),
        "title": title_out(record.title),
        _CONTAINERS.get(kind, "booktitle"): encode(record.container_title),
        "series": encode(record.collection_title),
        "type": encode(record.genre),
        "year": "" if record.year is None else str(record.year),
        "volume": encode(record.volume),
        own: encode(record.number),
        of_issue: _number_out(record.issue, record.supplement_number),
        "pages": _RANGE.sub("--", encode(record.page)),
        "edition": encode(record.edition),
        _PUBLISHERS.get(kind, "publisher"): encode(record.publisher),
        "address": encode(record.publisher_place),
        "pubstate": encode(record.status),
        "isbn": encode(record.ISBN),
        "doi": _verbatim_out(record.DOI),
        "pmid": encode(record.PMID),
        "pmcid": encode(record.PMCID),
        "eprint": eprint,
        "archiveprefix": encode(record.archive),
        "url": _verbatim_out(record.URL),
        "urldate": iso_date(record.accessed),
        "note": encode(record.note),
        "entrysubtype": encode(record.type) if implied != record.type else "",
    }


def _verbatim_out(text: str) -> str:
    return single_spaced(text).translate(_BREAKING)


def _number_out(issue: str, supplement: str) -> str:
    if not supplement:
        return encode(issue)
    named = supplement if supplement.casefold() in ("suppl", "suppl.", "supplement") else f"Suppl {supplement}"
    return f"{encode(issue)} {{{encode(named)}}}".lstrip()


# --------------------------------------------------------------------------- in


def load(text: str) -> tuple[Record, ...]:
    """The records of a BibTeX file, in its order; keys are not kept.

    Duplicate keys do no harm; of a field given twice the first counts.

    Raises:
        ReadError: An entry is broken, or there is no entry in a text that is not empty.

    """
    found = entries(text)
    if found.broken:
        lines = ", ".join(map(str, found.broken))
        raise ReadError(f"the BibTeX entry in line {lines} is broken: look for a missing brace, comma or equals sign")
    if found.empty and text.strip():
        raise ReadError("this is not a BibTeX file: there is no entry such as @article{…} in it")
    return tuple(to_record(entry, found.strings) for entry in found.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What stands in a BibTeX file.

    `entries` are in the order of the file, `keys` theirs as typed, duplicates kept. `strings` are the values of
    `@string` by name in lower case. `broken` are the lines (1-based) where an entry begins that cannot be read. `empty`
    is true where the file holds no block at all.
    """

    entries: tuple[Entry, ...]
    keys: tuple[str, ...]
    strings: Mapping[str, str]
    broken: tuple[int, ...]
    empty: bool


def entries(text: str) -> Entries:
    """What stands in a BibTeX file, macros filled in; what is broken is left out and told."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import default_parse_stack
    from bibtexparser.model import (
        Block,
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ParsingFailedBlock,
        String,
    )

    # bibtexparser logs what we raise; without a handler Python would print it besides.
    logging.getLogger("bibtexparser").addHandler(_SILENT)
    blocks: list[Block] = []
    keys_as_typed: list[str] = []
    broken: list[int] = []
    for block in parse_string(text.removeprefix("\ufeff"), parse_stack=[]).blocks:
        while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block
        if isinstance(block, ParsingFailedBlock):
            broken.append((block.start_line or 0) + 1)
        elif isinstance(block, Entry):
            keys_as_typed.append(block.key)
            block.key = str(len(keys_as_typed) - 1)  # one that is not taken, or the library would drop it
            blocks.append(block)
        elif isinstance(block, String):
            blocks.append(block)
    library = Library()
    library.add(blocks, fail_on_duplicate_key=False)
    for middleware in default_parse_stack():
        library = middleware.transform(library)
    return Entries(
        entries=tuple(library.entries),
        keys=tuple(keys_as_typed[int(entry.key)] for entry in library.entries),
        strings=MappingProxyType({string.key.lower(): string.value for string in library.strings}),
        broken=tuple(broken),
        empty=not library.blocks and not broken,
    )


_SILENT = logging.NullHandler()  # bibtexparser logs what is said better in an error here


def to_record(entry: Entry, strings: Mapping[str, str]) -> Record:
    """The record of one entry; `strings` are the values of macros, by name in lower case."""
    raw: dict[str, str] = {}
    for field in entry.fields:
        value = str(field.value)
        if field.enclosing == "no-enclosing" and "#" in value:  # "a" # macro # "b", which bibtexparser leaves as it is
            value = "".join(
                part[1:-1] if part[0] in '{"' else strings.get(part.lower(), part) for part in _SUMMAND.findall(value)
            )
        raw.setdefault(field.key.lower(), value)

    def first(*names: str) -> str:
        return next((text for name in names if (text := decode(raw.get(name, "")))), "")

    kind = entry.entry_type.lower()
    own, of_issue = ("reportnumber", "number") if kind in _ISSUED else ("number", "issue")
    how = _ADDRESS.search(raw.get("howpublished", ""))
    if how:
        del raw["howpublished"]  # an address, not a container
    number, supplement = raw.get(of_issue, raw.get("issue", "")), ""
    if found := _SUPPLEMENT.fullmatch(number):
        number, supplement = found["issue"], found["supplement"]
    author, et_al = names_in(raw.get("author", ""))
    containers = (_CONTAINERS.get(kind, "booktitle"), "journaltitle", "journal", "booktitle")
    container = next((name for field in containers if (name := decode_name(raw.get(field, "")))), "")
    archive, eprint, pmid = first("archiveprefix", "eprinttype"), _verbatim(raw.get("eprint", "")), first("pmid")
    if archive.casefold() == "pubmed":  # biblatex's place for it
        archive, eprint, pmid = "", "", pmid or eprint
    year, status = first("year", "date"), first("pubstate")
    if not status and _year_in(year) is None:
        status = year  # "in press", for which classic BibTeX has no other place that all styles print; "300 BC"
    genre, note = first("type"), first("note")
    if not genre and not (_DOCTOR.search(note) or _MASTER.search(note)):
        genre = _GENRES.get(kind, "")
    return Record(
        type=_type_in(first("entrysubtype")) or _implied_type(kind, eprint=eprint, container=container),
        author=author,
        et_al=et_al,
        editor=names_in(raw.get("editor", ""))[0],
        title=": ".join(filter(None, (first("title"), first("subtitle")))),
        container_title=container,
        collection_title=first("series"),
        year=_year_in(year),
        volume=first("volume"),
        issue=decode(number),
        supplement_number=decode(supplement),
        page=decode(re.sub("-{2,}", "-", raw.get("pages", ""))),
        number=first(own),
        genre=_WORDS.get(genre, genre),
        status=_WORDS.get(status, status),
        archive=archive,
        archive_location=eprint,
        accessed=iso_date(first("urldate")),
        publisher=first("publisher", "institution", "school", "organization"),
        publisher_place=first("address", "location"),
        edition=first("edition"),
        DOI=_DOI_ADDRESS.sub("", _verbatim(raw.get("doi", "")), count=1),
        PMID=pmid,
        PMCID=first("pmcid"),
        ISBN=first("isbn"),
        URL=_verbatim(raw.get("url", "") or (how[1] if how else "")),
        note=note,
    )


def _type_in(subtype: str) -> str:
    return f"article-{subtype}" if subtype in ("magazine", "newspaper") else subtype  # biblatex's words


def _implied_type(kind: str, *, eprint: str, container: str) -> str:
    """The CSL type of an entry that names none."""
    if eprint and kind in _PREPRINTS and (kind != "article" or not container):
        return "article"
    return _CSL_TYPES.get(kind, _OTHER)


def _year_in(text: str) -> int | None:
    found = re.fullmatch(r"-?\d+", text) or re.search(r"(?<!\d)\d{4}(?!\d)", text)
    return int(found[0]) if found else None


def _verbatim(value: str) -> str:
    """The text of a field that LaTeX prints as it is; people escape and brace such fields all the same."""
    return single_spaced(re.sub(r"\\url(?=\{)|\\(?=[&%$#_{}~])|[{}]", "", value))
