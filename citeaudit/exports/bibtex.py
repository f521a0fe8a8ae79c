"""BibTeX and biblatex, through bibtexparser.

Written in UTF-8 with LaTeX's special characters escaped; letters outside ASCII stay as they are (see `_latex`).
Acronyms and other inner capitals of titles are in braces, so that no style lowers them. `doi` and `url` are written as
they are, because styles print them verbatim; only the characters that would break the file (`{`, `}` and the backslash)
are percent-encoded.

What an entry cannot hold: runs of white space; a capital particle ("Van" in "Van Damme"), which becomes part of the
family name; that a list of editors ends in "et al.". The CSL type is kept in `entrysubtype` where BibTeX has no type of
its own for it, the supplement in braces at the end of `number`.

Source: Oren Patashnik, "BibTeXing" (1988); the biblatex manual, section 2.2, for `entrysubtype`, `pmid`, `@thesis`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from citeaudit.errors import ReadError
from citeaudit.exports._keys import keys
from citeaudit.exports._latex import decode, encode, escape, single_spaced
from citeaudit.model import Name, Record

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import Entry

suffix = ".bib"

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "manuscript": "unpublished",
}
"""Entry types by CSL type; a thesis is decided by its note, all others are `misc`."""

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
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
}
_OTHER = "document"  # CSL's type for what has none

_CONTAINERS = {
    "article": "journal",
    "incollection": "booktitle",
    "inbook": "booktitle",
    "inproceedings": "booktitle",
    "conference": "booktitle",
    "misc": "howpublished",
    "unpublished": "howpublished",
}
"""The field of the container; `series` elsewhere."""

_PUBLISHERS = {"techreport": "institution", "report": "institution"} | dict.fromkeys(
    ("thesis", "phdthesis", "mastersthesis"), "school"
)
"""The field of the publisher; `publisher` elsewhere."""

_DOCTOR = re.compile(r"\bph\.?\s?d\b|doctor|dissertation", re.IGNORECASE)
_MASTER = re.compile(r"\bm\.?\s?(?:sc|a|phil)\b\.?|master|diplom", re.IGNORECASE)
_RANGE = re.compile(r"(?<=[0-9ivxlc])-(?=[A-Za-z]{0,3}[0-9]|[ivxlc])")
_SUPPLEMENT = re.compile(r"(?P<issue>.*?) ?\{(?:Suppl )?(?P<supplement>(?:[^{}]|\{\})+)\}")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\\url\{([^{}]*)\}")
_SUMMAND = re.compile(r'"[^"]*"|\{[^{}]*\}|[^\s#"{}]+')
_NAME_ESCAPED = re.compile(r"\sand\s+(?=\\)", re.IGNORECASE)
_BREAKING = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


# --------------------------------------------------------------------------- out


def dump(records: Sequence[Record]) -> str:
    """The records as a BibTeX file; what is not given is left out."""
    if not records:
        return ""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import AddEnclosingMiddleware
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    library = Library()
    for record, key in zip(records, keys(records), strict=True):
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
    if _MASTER.search(record.note):
        return "mastersthesis"
    return "phdthesis" if _DOCTOR.search(record.note) else "thesis"


def _fields(record: Record, kind: str) -> dict[str, str]:
    authors = [_name_out(name) for name in record.author] + ["others"] * record.et_al
    return {
        "author": " and ".join(name for name in authors if name),
        "editor": " and ".join(filter(None, map(_name_out, record.editor))),
        "title": _title_out(record.title),
        _CONTAINERS.get(kind, "series"): encode(record.container_title),
        "year": "" if record.year is None else str(record.year),
        "volume": encode(record.volume),
        "number": _number_out(record.issue, record.supplement_number),
        "pages": _RANGE.sub("--", encode(record.page)),
        "edition": encode(record.edition),
        _PUBLISHERS.get(kind, "publisher"): encode(record.publisher),
        "address": encode(record.publisher_place),
        "isbn": encode(record.ISBN),
        "doi": single_spaced(record.DOI).translate(_BREAKING),
        "pmid": encode(record.PMID),
        "pmcid": encode(record.PMCID),
        "url": single_spaced(record.URL).translate(_BREAKING),
        "note": encode(record.note),
        "entrysubtype": encode(record.type) if _CSL_TYPES.get(kind, _OTHER) != record.type else "",
    }


def _number_out(issue: str, supplement: str) -> str:
    if not supplement:
        return encode(issue)
    named = supplement if supplement.casefold() in ("suppl", "suppl.", "supplement") else f"Suppl {supplement}"
    return f"{encode(issue)} {{{encode(named)}}}".lstrip()


def _title_out(title: str) -> str:
    """The title with the capitals that a style must not lower in braces."""
    title = single_spaced(title)
    result, end = "", 0
    for compound in _COMPOUND.finditer(title):
        result += escape(title[end : compound.start()]) + _protected(compound[0])
        end = compound.end()
    return result + escape(title[end:])


def _protected(compound: str) -> str:
    """Protect parts of a compound: "HER2-positive" as "{HER2}-positive", "SOLAR-1" as "{SOLAR-1}"."""
    runs: list[tuple[bool, list[str]]] = []
    for part in compound.split("-"):
        follows = bool(runs) and runs[-1][0]
        keep = any(c.isupper() for c in part[1:]) or (part.isupper() and part != "A") or (follows and part.isdigit())
        if runs and follows == keep:
            runs[-1][1].append(part)
        else:
            runs.append((keep, [part]))
    return "-".join("{" * keep + "-".join(parts) + "}" * keep for keep, parts in runs)


def _name_out(name: Name) -> str:
    """One name as "von Last, Jr, First", braced where BibTeX would cut it elsewhere; a group as "{Group}"."""
    particle, family = single_spaced(name.non_dropping_particle), single_spaced(name.family)
    if not family:
        group = encode(name.literal or str(name))
        return f"{{{group}}}" if group else ""
    if particle and not (_is_lower(particle.split()[-1]) and _is_plain(particle)):
        particle, family = "", f"{particle} {family}"
    given, jr = (_part_out(part) for part in (name.given, name.suffix))
    if not (given or jr or particle):
        if family.casefold() == "others":
            return f"{{{family[0]}}}{family[1:]}"
        return encode(family).replace(" ", "{ }").replace(",", "{,}")  # one word, or it is cut into first and last
    words = family.split()
    whole = len(words) == 1 or all(word[0].isupper() for word in words)
    last = encode(family) if whole and _is_plain(family) else f"{{{encode(family)}}}"
    return ", ".join(filter(None, (f"{particle} {last}".lstrip(), jr, given or "{}")))


def _part_out(text: str) -> str:
    return encode(text) if _is_plain(text) else f"{{{encode(text)}}}"


def _is_plain(text: str) -> bool:
    """Whether no comma, "and" or escape in the text could be taken for syntax within a name."""
    return "," not in text and "and" not in text.casefold().split() and "\\" not in encode(text)


def _is_lower(word: str) -> bool:
    return next((letter.islower() for letter in word if letter.isalpha()), False)


# --------------------------------------------------------------------------- in


def load(text: str) -> tuple[Record, ...]:
    """The records of a BibTeX file, in its order; keys are not kept.

    Duplicate keys do no harm; of a field given twice the first counts.

    Raises:
        ReadError: An entry is broken, or there is no entry in a text that is not empty.

    """
    library = _split(text)
    strings = {string.key.lower(): string.value for string in library.strings}
    if not library.blocks and text.strip():
        raise ReadError("this is no BibTeX file: there is no entry such as @article{…} in it")
    return tuple(_record(entry, strings) for entry in library.entries)


def _split(text: str) -> Library:
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
    broken: list[int] = []
    for block in parse_string(text.removeprefix("\ufeff"), parse_stack=[]).blocks:
        while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block
        if isinstance(block, ParsingFailedBlock):
            broken.append((block.start_line or 0) + 1)
        elif isinstance(block, Entry):
            block.key = str(len(blocks))  # any key that is not taken, as keys are not kept
            blocks.append(block)
        elif isinstance(block, String):
            blocks.append(block)
    if broken:
        lines = ", ".join(map(str, broken))
        raise ReadError(f"the BibTeX entry in line {lines} is broken: look for a missing brace, comma or equals sign")
    library = Library()
    library.add(blocks, fail_on_duplicate_key=False)
    for middleware in default_parse_stack():
        library = middleware.transform(library)
    return library


_SILENT = logging.NullHandler()


def _record(entry: Entry, strings: Mapping[str, str]) -> Record:
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
    how = _ADDRESS.search(raw.get("howpublished", ""))
    if how:
        del raw["howpublished"]  # an address, not a container
    number, supplement = raw.get("number", raw.get("issue", "")), ""
    if found := _SUPPLEMENT.fullmatch(number):
        number, supplement = found["issue"], found["supplement"]
    author, et_al = _names_in(raw.get("author", ""))
    return Record(
        type=_type_in(kind, first("entrysubtype")),
        author=author,
        et_al=et_al,
        editor=_names_in(raw.get("editor", ""))[0],
        title=": ".join(filter(None, (first("title"), first("subtitle")))),
        container_title=first(_CONTAINERS.get(kind, "series"), "journaltitle", "journal", "booktitle"),
        year=_year_in(first("year", "date")),
        volume=first("volume"),
        issue=decode(number),
        supplement_number=decode(supplement),
        page=decode(re.sub("-{2,}", "-", raw.get("pages", ""))),
        publisher=first("publisher", "institution", "school", "organization"),
        publisher_place=first("address", "location"),
        edition=first("edition"),
        DOI=_DOI_ADDRESS.sub("", _verbatim(raw.get("doi", "")), count=1),
        PMID=first("pmid"),
        PMCID=first("pmcid"),
        ISBN=first("isbn"),
        URL=_verbatim(raw.get("url", "") or (how[1] if how else "")),
        note=first("note"),
    )


def _type_in(kind: str, subtype: str) -> str:
    if subtype in ("magazine", "newspaper"):  # biblatex's words
        return f"article-{subtype}"
    return subtype or _CSL_TYPES.get(kind, _OTHER)


def _year_in(text: str) -> int | None:
    found = re.fullmatch(r"-?\d+", text) or re.search(r"(?<!\d)\d{4}(?!\d)", text)
    return int(found[0]) if found else None


def _verbatim(value: str) -> str:
    """The text of a field that LaTeX prints as it is; people escape and brace such fields all the same."""
    return single_spaced(re.sub(r"\\url(?=\{)|\\(?=[&%$#_{}~])|[{}]", "", value))


def _names_in(value: str) -> tuple[tuple[Name, ...], bool]:
    """The names of a list, and whether it ends in "and others"."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    # bibtexparser 2.1 swallows a backslash that begins a second name, and the letter after it; a brace saves both.
    names = split_multiple_persons_names(_NAME_ESCAPED.sub(r"\g<0>{}", value))
    known = tuple(name for text in names if text.strip().lower() != "others" and (name := _name_in(text)) != Name())
    return known, any(text.strip().lower() == "others" for text in names)


def _name_in(text: str) -> Name:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if _is_group(text):
        return Name(literal=decode(text))
    # Parts are told apart before decoding: decoded, a braced comma or "and" looks like syntax.
    parts = parse_single_name_into_parts(text, strict=False)
    return Name(
        family=decode(" ".join(parts.last)),
        given=decode(" ".join(parts.first)),
        suffix=decode(" ".join(parts.jr)),
        non_dropping_particle=decode(" ".join(parts.von)),
    )


def _is_group(text: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    text = text.strip()
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return position > 0 and position == len(text) - 1
    return False
