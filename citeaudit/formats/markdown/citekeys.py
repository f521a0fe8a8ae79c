"""Citation keys of Markdown: pandoc's `[@smith2015; see @lee2016, p. 3]`, MyST's `` {cite:p}`smith2015` ``, and their bibliographies.

A document says where its references are in its header (`bibliography`, `references`), or its project or the command line
does. Keys that are identifiers need no bibliography.

Source: Pandoc User's Guide, "Citation syntax"; Quarto, "Cross references"; MyST and sphinxcontrib-bibtex on roles.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.bibliographies import reading as files
from citeaudit.bibliographies.entries import Places
from citeaudit.errors import ReadError
from citeaudit.formats.markdown import identifiers
from citeaudit.formats.markdown.footnotes import CALL, called, without_code
from citeaudit.model import Block, Listed, Mark, Text
from citeaudit.parsing.inline import marked, with_citations
from citeaudit.projects import Project, of_document, repository_of, within
from citeaudit.projects.manubot import TAGS
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from yaml.nodes import Node

_NAME = rf"(?:\{{[^{{}}\s][^{{}}\n]*\}}|{identifiers.ADDRESS_KEY}|\w(?:\w|[:.\#$%&\-+?<>~/](?=\w)|[:/](?=/))*)"
_KEY = lazy(rf"(?<![\w@/\\])-?@({_NAME})")
_BRACKET = r"(?<![\^!])\[(?!\^)(?=[^\[\]@]*@)[^\[\]]*\](?!\(|:[ \t]*<?https?:)"
_NARRATIVE = rf"(?<![\w@/\\])-?@{_NAME}(?:\s?\[(?!\^)[^\[\]]*\](?![(\[{{:]))?"
_ROLE = r"\{(?:foot)?cite[\w:]{0,20}\}(?P<ticks_of_role>`+)[^`]+(?P=ticks_of_role)"
_COMMAND = (
    r"\\(?:[Cc]ite(?:p|t|alp|alt|author|year|yearpar)?|(?:[Pp]aren|[Tt]ext|[Aa]uto|foot|super)cites?)\*?"
    r"(?:\[[^\[\]]*\]){0,2}\{[^{}\n]+\}"
)
"""A command of LaTeX, which pandoc hands on: `\\citep[p. 3]{smith2015}`."""
_BRACKETS = lazy(_BRACKET)
_ROLES = lazy(_ROLE)
_ROLES_AND_COMMANDS = lazy(f"{_ROLE}|{_COMMAND}")
_CITATION = with_citations(f"{CALL}|{_BRACKET}|{_NARRATIVE}|{_ROLE}|{_COMMAND}")
_LINKS = lazy(rf"(?<!!)(?:{identifiers.DOI_LINK})")
_CODE = lazy(r"(?<!`)(`+)(?!`)(?:(?!\1|\n[ \t]*\n).){1,2000}?\1(?!`)", re.DOTALL)

_CROSS_REFERENCE = lazy(
    r"(?:fig|tbl|tab|sec|eq|eqn|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|prf|vid|app|ch|chap)[-:].+",
    re.IGNORECASE,
)
"""Keys that point at figures, tables, sections, … unless the bibliography has them."""

_YEAR = lazy(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_METADATA = lazy(r"(?:\A|\n[ \t]*\n)---[ \t]*\n(?![ \t]*\n)(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL)
_OF_INTEREST = lazy(r"^(?:bibliography|references|nocite)[ \t]*:", re.MULTILINE)
_DIRECTIVE = lazy(r"^[ \t]*(?:`{3,}|:{3,})\{bibliography\}([^\n]*)$", re.MULTILINE)
_DIVISION = lazy(r"^[ \t]*:{3,}[^\n]*$", re.MULTILINE)
_PROSE = lazy(
    r"^[ \t]*(?P<fence>`{3,}|~{3,}|:{3,})\{(?:admonition|attention|aside|caution|danger|epigraph|error|figure|hint|important|"
    r"margin|note|prf:\w+|seealso|sidebar|tip|topic|warning)\}"
)
_OPTION = lazy(r"[ \t]*(?::[\w-]+:|---[ \t]*$)")
_NOT_END = lazy(r"[^\n]")
_MOST_SUGGESTED = 3
"""Bibliographies in the folder that an error suggests."""


@dataclass(slots=True)
class Keyed:
    """A manuscript that cites by keys.

    `body` is its text without what is not text: divisions, later headers. `known` are the entries by key, `others` other
    names of keys. `nocite` are keys that are listed though nothing cites them. `links_cite` is true where a
    link with a DOI is a citation. `spelt` says how an identifier was spelt first, by its one form. `left_out` are entries of the
    bibliographies that no key of the text can mean, `unreadable` those that could not be read, or not wholly. `calls` are the
    footnotes that a block
    calls, by the `id()` of its text; the texts are kept, so that no id is given twice.
    """

    body: str
    known: Mapping[str, Listed]
    others: Mapping[str, str]
    nocite: tuple[str, ...]
    notes: tuple[str, ...]
    listed: tuple[Listed, ...]
    links_cite: bool = False
    spelt: dict[str, str] = field(default_factory=dict)
    left_out: tuple[Listed, ...] = ()
    unreadable: tuple[Listed, ...] = ()
    calls: dict[int, tuple[str, ...]] = field(default_factory=dict)
    kept: list[Text] = field(default_factory=list)

    def inline(self, lines: Sequence[tuple[int, int, str]]) -> tuple[Text, tuple[Mark, ...]]:
        """The plain text of a block and its citations."""
        notes: list[str] = []

        def keys_of(marker: str) -> tuple[str, ...] | None:
            if marker.startswith("[^"):
                notes.extend(called(marker))
                return ()
            return self._keys(marker)

        text, marks = marked(lines, _citation_or_link() if self.links_cite else _CITATION, keys_of)
        if notes:
            self.calls[id(text)] = tuple(notes)
            self.kept.append(text)
        return text, marks

    def _keys(self, marker: str) -> tuple[str, ...] | None:
        """What a marker cites, as keys of the list; None where it is none."""
        if marker.startswith(("{", "\\")):
            return tuple(map(self._name, _of_role(marker))) or None
        if self.links_cite and _LINKS.fullmatch(marker):
            return (self._name(identifiers.of_link(marker)),)
        typed = _typed(_CODE.sub("", marker))
        names = [self._name(key) for key in typed]
        names = [name for name in names if name in self.known or not _CROSS_REFERENCE.fullmatch(name)]
        sure = [name for name in names if name in self.known or _YEAR.search(name) or identifiers.record_of(name)]
        if not sure and not re.match(r"\[\s*-?@", marker):
            return None  # a name of somebody, "@handle"
        return tuple(dict.fromkeys(names)) or None

    def _name(self, key: str) -> str:
        meant = key if key in self.known else self.others.get(key, key)
        if meant in self.known:
            return meant
        meant = identifiers.prefixed(meant) if self.links_cite else meant
        return self.spelt.setdefault(identifiers.canonical(meant), meant)

    def cited(self, blocks: Iterable[Block]) -> tuple[Listed, ...]:
        """The entries that are cited, in order of their first citation; behind them those that are listed anyway."""
        found: dict[str, Listed] = {}
        for block in blocks:
            for mark in block.marks:
                for key in mark.keys:
                    if key in self.known:
                        found.setdefault(key, self.known[key])
                    elif record := identifiers.record_of(key):
                        place = replace(block.text.cut(mark.start).anchors[0], offset=0)
                        found.setdefault(key, Listed(key=key, text=Text(key, (place,)), record=record))
        more = [reference.key for reference in self.listed] if "*" in self.nocite else map(self._name, self.nocite)
        return tuple(
            (found | {key: self.known[key] for key in more if key in self.known and key not in found}).values()
        )

    def is_cited(self, blocks: Iterable[Block]) -> bool:
        """Whether blocks cite what is in the bibliographies, or cite by keys beyond doubt."""
        keys = {key for block in blocks for mark in block.marks for key in mark.keys}
        return bool(keys) and (
            any(key in self.known or identifiers.record_of(key) for key in keys) or plainly_used(self.body)
        )

    def unused_keys(self, blocks: Iterable[Block], listed: Iterable[Listed]) -> tuple[str, ...]:
        """The keys of the bibliographies that are not in the list; () where every key that blocks cite is."""
        names = {reference.key for reference in listed}
        if {key for block in blocks for mark in block.marks for key in mark.keys} <= names:
            return ()
        found = (reference.key for reference in (*self.listed, *self.left_out))
        return tuple(key for key in dict.fromkeys(found) if key not in names)

    def repeated_keys(self, listed: Iterable[Listed]) -> tuple[tuple[Listed, ...], ...]:
        """The entries of the bibliographies that share the key of one in the list."""
        return files.repeated(self.listed, [reference.key for reference in listed])

    def unused(self, listed: Iterable[Listed]) -> tuple[Listed, ...]:
        """The entries of the bibliographies that are not in the list, in order, each key once."""
        taken = {reference.key for reference in listed}
        left = {reference.key: reference for reference in (*self.left_out, *self.listed) if reference.key not in taken}
        return tuple(sorted(left.values(), key=lambda reference: reference.text.position(0)))

    def notes_on(self, listed: Sequence[Listed]) -> tuple[str, ...]:
        """Notes on the bibliographies, for a list made of them."""
        return (*self.notes, *(() if listed else ("none of the keys that it cites is in its bibliography",)))


def _typed(marker: str) -> list[str]:
    return [key.strip("{}") for key in _KEY.findall(marker)]


def _of_role(role: str) -> list[str]:
    """The keys of a role, or of a command of LaTeX, without what sphinxcontrib-bibtex lets stand around each: `{see}smith2015{p. 3}`."""
    if role.startswith("\\"):
        return [key.strip() for key in role[role.rindex("{") + 1 : -1].split(",") if key.strip()]
    inside = role[role.index("`") :].strip("`")
    keys = [re.sub(r"\{[^{}]*\}", "", part).strip() for part in re.split(r"[,;](?![^{]*\})", inside)]
    if len(keys) == 1 and (titled := re.fullmatch(r".*<([^<>]+)>", keys[0], re.DOTALL)):
        keys = titled[1].split(",")  # {cite}`text <key>`
    return [key.strip().removeprefix("@") for key in keys if key.strip()]


# --------------------------------------------------------------------------- what a document says of its references


@cache
def _citation_or_link() -> re.Pattern[str]:
    return with_citations(f"{_LINKS.pattern}|{CALL}|{_BRACKET}|{_NARRATIVE}|{_ROLE}|{_COMMAND}")


def plainly_used(text: str) -> bool:
    """Whether a document cites by keys beyond doubt, in brackets or with a role; code and cross-references are none."""
    if "@" not in text and "cite" not in text:
        return False
    return bool(_plain_keys(text))


def _plain_keys(text: str) -> list[str]:
    """The keys in brackets and roles."""
    text = _prose(text)
    keys = [key for role in _ROLES.finditer(text) for key in _of_role(role[0])]
    keys += [key for found in _BRACKETS.finditer(_CODE.sub("", text)) for key in _typed(found[0])]
    return [key for key in keys if not _CROSS_REFERENCE.fullmatch(key)]


def no_bibliography(path: str) -> ReadError:
    """The error for a document that cites by keys and says nowhere what they are."""
    folder = Path(path).parent
    try:
        found = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in (".bib", ".ris"))
    except (OSError, ValueError):
        found = []
    example = f", such as {', '.join(os.fspath(folder / name) for name in found[:_MOST_SUGGESTED])}" if found else ""
    return ReadError(f"{path}: it cites by keys but names no bibliography; name it with --bibliography FILE{example}")


def find(path: str, text: str, bibliography: Sequence[str]) -> Keyed | None:
    """What a document that cites by keys says of them; None where it has no key, or no bibliography is known.

    Args:
        path: The manuscript.
        text: Its text, comments blanked.
        bibliography: Files named on the command line.

    Raises:
        ReadError: A bibliography is missing, lies outside the manuscript's folder, or cannot be read.
    """
    linked = _LINKS.search(text) is not None
    if "@" not in text and "cite" not in text and not linked:
        return None
    text, aliases = identifiers.take_aliases(text)
    body, headers = _headers(text)
    candidates = _candidates(body)
    if not (candidates or linked):
        return None
    projects = of_document(path)
    myst = (
        any(project.links_cite for project in projects) or _ROLES.search(body) is not None
    )  # no other Markdown has roles
    linked = linked and myst
    if not (candidates or linked):
        return None
    known = _Known(path, bibliography, projects)
    known.take_aliases(aliases)
    for header in headers:
        known.take_header(header, text)
    known.name([match[1].strip() for match in _DIRECTIVE.finditer(body) if match[1].strip()])
    typed = _plain_keys(body)
    plain = list(map(identifiers.prefixed, typed)) if myst else typed
    if not (known.is_told or linked or identifiers.need_no_file(plain, known.others)):
        if plain:
            known.blame_project()
        return None
    keys = {identifiers.prefixed(key) for key in candidates} if myst else candidates
    doi_cited = myst and (linked or any(identifiers.record_of(key) for key in keys))
    known.read(None if "*" in known.nocite or doi_cited else candidates | set(known.nocite))
    known.require(plain)
    by_key = {reference.key: reference for reference in reversed(known.listed)}
    return Keyed(
        body=_DIVISION.sub(_blank, _opened(body)),
        known=by_key,
        others=known.others,
        nocite=tuple(known.nocite),
        notes=tuple(known.notes),
        listed=tuple(known.listed),
        links_cite=myst,
        spelt={
            **identifiers.by_doi(known.listed if doi_cited else ()),
            **dict(zip(map(identifiers.canonical, by_key), by_key, strict=True)),
        },
        left_out=tuple(known.left_out),
        unreadable=tuple(known.unreadable),
    )


def _blank(match: re.Match[str]) -> str:
    return _NOT_END.sub(" ", match[0])


def _headers(text: str) -> tuple[str, list[re.Match[str]]]:
    """The text without metadata beyond its beginning, and the metadata that say something of references."""
    found = [match for match in _METADATA.finditer(text) if _OF_INTEREST.search(match["yaml"])]
    for match in found:
        if match.start() > 0:
            text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text, found


def _candidates(body: str) -> set[str]:
    """All that may be keys in a text."""
    header = _METADATA.match(body)
    text = _prose(body[header.end() :] if header else body)
    found = {key for role in _ROLES_AND_COMMANDS.finditer(text) for key in _of_role(role[0])}
    return found | set(_typed(_CODE.sub("", text)))


def _prose(text: str) -> str:
    return without_code(_opened(text))


def _opened(text: str) -> str:
    """The text with the fences of MyST's directives that hold prose blanked, so that it is read as such."""
    if "{" not in text or not re.search(r"(?:`{3}|~{3}|:{3})\{", text):
        return text
    lines = text.split("\n")
    open_fences: list[str] = []
    code = options = ""
    for at, line in enumerate(lines):
        bare = line.strip()
        if code:
            code = "" if bare.startswith(code) and not bare.strip(code[0]) else code
        elif match := _PROSE.match(line):
            open_fences.append(match["fence"])
            lines[at], options = "", "open"
        elif options and _OPTION.match(line):
            lines[at] = ""
        elif open_fences and bare == open_fences[-1]:
            lines[at] = ""
            open_fences.pop()
        else:
            options = ""
            if fence := re.match(r"`{3,}|~{3,}", bare):
                code = fence[0]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Named:
    """A bibliography that a document or its project names: its path, the folder it must lie in, and who names it."""

    path: str
    inside: str
    typed: str
    by: str = ""


class _Known:
    """The bibliographies of a document, and what stands in them."""

    def __init__(self, path: str, given: Sequence[str], projects: Sequence[Project]) -> None:
        self.path = path
        self.given = list(dict.fromkeys(given))
        self.projects = projects
        self.named: list[_Named] = []
        self.has_files = False
        self.left_out: list[Listed] = []
        self.unreadable: list[Listed] = []
        self.nocite: list[str] = []
        self.listed: list[Listed] = []
        self.others: dict[str, str] = {}
        self.missing: list[tuple[_Named, str]] = []
        self.notes: list[str] = [note for project in projects for note in project.notes]
        self.identify = any(project.keys_identify for project in projects)

    @property
    def is_told(self) -> bool:
        """Whether it is known what keys mean: of a bibliography, or because they speak for themselves."""
        return bool(self.given or self.named or self.listed or self.identify or self._of_projects())

    def blame_project(self) -> None:
        """Raise ReadError where nothing is known because a project file cannot be read."""
        if self.notes:
            raise ReadError(
                f"{self.path}: it cites by keys, and {self.notes[0]}; name the bibliography with --bibliography FILE"
            )

    def name(self, names: Iterable[str]) -> None:
        """Take names of bibliographies that the document says; they may lie in its folder, its project or its repository."""
        folder = os.path.dirname(self.path)  # noqa: PTH120 - paths stay as typed
        inside = repository_of(self.path) or next((project.folder for project in self.projects), folder)
        self.named += [_Named(os.path.join(folder, name), inside, name) for name in names]  # noqa: PTH118 - as above

    def take_aliases(self, aliases: Mapping[str, str]) -> None:
        """Take what aliases stand for, of the document and of what else its manuscript is made of."""
        self.others |= aliases
        for project in self.projects:
            if project.keys_identify:
                table = os.path.join(project.folder, TAGS)  # noqa: PTH118 - as above
                beside = identifiers.aliases_beside(project.documents or (), table)
                self.others = beside | self.others

    def _of_projects(self) -> list[_Named]:
        return [
            _Named(path, project.folder, _shown(path, project.folder), project.file)
            for project in self.projects
            for path in project.bibliographies
        ]

    def take_header(self, header: re.Match[str], text: str) -> None:
        """Take what a header says."""
        from yaml.nodes import SequenceNode

        from citeaudit.bibliographies.csl import compose, member, yaml_items

        padded = "\n" * text.count("\n", 0, header.start("yaml")) + header["yaml"]  # so that lines are the file's
        try:
            root = compose(padded)
        except ReadError as error:
            if not self.given:
                raise ReadError(f"{self.path}: {error}") from None
            self.notes.append(f"the header was not read: {error}")
            return
        self.name(_scalars(member(root, "bibliography")))
        self.nocite += [key for value in _scalars(member(root, "nocite")) for key in _nocited(value)]
        references = member(root, "references")
        if isinstance(references, SequenceNode):
            places = Places(padded)
            contents = yaml_items(references.value, places)
            self.listed += [files.to_listed(entry, places) for entry in contents.entries]
            self.unreadable += files.unreadable(contents, places)

    def read(self, wanted: set[str] | None) -> None:
        """Read the files: first those that the command line gives, then those that the document names, and its project."""
        wanted = None if self.identify else wanted
        for order, file in enumerate([*self.given, *self._inside()], 1):
            found = files.read(file, order=order, keys=wanted)
            self.has_files = True
            self.listed += found.listed
            self.left_out += found.left_out
            self.unreadable += found.unreadable
            self.notes += found.notes
            for other, key in found.aliases.items():
                self.others.setdefault(other, key.partition(",")[0])  # Pandoc knows no sets

    def _inside(self) -> Iterator[str]:
        """The files that the document and its project name and that may be read."""
        seen = set(map(_real, self.given))
        for named in (*self.named, *self._of_projects()):
            real = _real(named.path)
            if real in seen:
                continue
            seen.add(real)
            problem = _problem(named)
            if not problem:
                yield named.path
                continue
            who = f"{named.by} names" if named.by else "the document names"
            said = f", which {who}," if named.by else ""
            self.missing.append((named, f"the bibliography {named.typed!r}{said} {problem}"))
            self.notes.append(f"the bibliography {named.typed!r}, which {who}, {problem.split(';')[0]}")

    def require(self, keys: Sequence[str]) -> None:
        """Raise ReadError where a bibliography is missing that a document with these keys cannot do without."""
        if not self.missing or self.given or self.identify:
            return
        known = {reference.key for reference in self.listed} | set(self.others)
        named_itself = any(not named.by for named, _ in self.missing)
        if (not self.has_files and (keys or named_itself)) or any(
            key not in known and identifiers.record_of(key) is None for key in keys
        ):
            raise ReadError(f"{self.path}: {self.missing[0][1]}")


def _shown(path: str, folder: str) -> str:
    """A bibliography as its project names it."""
    try:
        return path if "://" in path else os.path.relpath(path, folder or os.curdir)
    except ValueError:
        return path


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _problem(named: _Named) -> str:
    """Why a bibliography cannot be read, "" where it can."""
    if "://" in named.typed:
        return "is an address; download it and name it with --bibliography FILE"
    if "\0" not in named.path and not within(named.path, named.inside):
        where = "its project's folder" if named.by else "the manuscript's folder"
        return f"lies outside {where}; name it with --bibliography {named.path}"
    try:
        there = Path(named.path).is_file()
    except (OSError, ValueError):
        there = False
    return "" if there else "is not there; name it with --bibliography FILE"


def _scalars(node: Node | None) -> list[str]:
    """The texts in a node: one, a list of them, or those of a mapping."""
    from citeaudit.bibliographies.csl import value_of

    value = None if node is None else value_of(node)
    if isinstance(value, dict):
        value = [scalar for part in value.values() for scalar in (part if isinstance(part, list) else [part])]
    values = value if isinstance(value, list) else [value]
    return [scalar.strip() for scalar in values if isinstance(scalar, str) and scalar.strip()]


def _nocited(value: str) -> list[str]:
    return ["*"] if re.search(r"@\*", value) else _typed(value)
