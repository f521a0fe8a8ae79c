"""Fixes of findings, put into the text of a manuscript. Text in, text out; no I/O.

A fix (see `Finding.fix`) says what a reference lacks; where and how it is written depends on what stands in the file: a line of
Markdown, an entry of `thebibliography`, an entry of a BibTeX file. What cannot be placed beyond doubt is left out, with the
reason.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from citeaudit.model import Finding, Location
from citeaudit.parsing.dois import find_dois
from citeaudit.text.patterns import lazy

LINE_END = lazy(r"\r\n|\r|\n")
"""What ends a line for the readers, and so for places."""

_TAIL = 6
"""So many letters and digits at the end of an entry must be those that the reader saw."""

_BIBTEX = lazy(r"@\w+\s*[{(]")  # an entry of BibTeX begins so, whichever file it stands in
_FIELD_LINE = lazy(r"(?:\r\n|\r|\n)(?P<indent>[ \t]*)(?P<name>[A-Za-z][\w-]*)(?P<space>[ \t]*)=(?P<behind>[ \t]*)")
"""A field of BibTeX on a line of its own, with the white space that a new one should have, too."""

_BEFORE_END = lazy(r"(?P<comma>,?)\s*[})]\Z")  # the end of an entry, with a comma or without
_ADDRESS = "https://doi.org/"  # before a DOI that Markdown would take for markup
_PLAIN_DOI = lazy(r"10\.[\d.]+/[\w.()/:;+-]+", re.ASCII)  # no character of it is markup, but “_” may be
_SPECIAL = lazy(r"(?<!\\)([_#&%])")  # what LaTeX takes for commands and can be escaped
_NOT_IN_LATEX = frozenset("\\{}~^<>$\"'`")  # what escaping makes another character of in a DOI
_NOT_IN_BIBTEX = frozenset('\\{}%"@,')  # what ends a value, begins a comment or parts values
_COMMAND = lazy(r"\\[A-Za-z]+\*?")  # LaTeX's commands, whose letters no reader sees
_PUNCTUATION = ".?!,;:。．"  # after these no full stop is needed

_MARKDOWN_CLOSERS = lazy(
    r"""
    (?:
        [*_]+                                             # emphasis
        | \]\( [^()\s]* (?: \([^()\s]*\) [^()\s]* )* \)    # a link, whose address may have one pair of brackets in it
        | </\w+> | >                                      # a tag, an address in angle brackets
        | [)\]”’"] [.,;]?
    )*
    (?P<rest> [ \t]* (?: \\ | <!--.* )? ) $              # a hard line break, a comment
    """,
    re.DOTALL | re.VERBOSE,
)
"""What may close behind the last word of an entry."""

_LATEX_CLOSERS = lazy(r"(?:\}|[)\]][.,;]?)*(?P<rest>[ \t]*(?:%.*|\\\\[ \t]*)?)$", re.DOTALL)
"""The same for LaTeX: groups, and a comment or a line break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The characters `start` to `end` (0-based, half-open) of a text become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What becomes of one finding's fix: an edit, or None and the `reason` why it is left out."""

    finding: Finding
    edit: Edit | None = None
    reason: str = ""


class _LeftOutError(Exception):
    """A fix that has no safe place; the message says why."""


def plan(text: str, findings: Iterable[Finding], raws: Sequence[str], *, latex: bool) -> tuple[Planned, ...]:
    r"""The edits that put fixes into a text.

    Args:
        text: The file that the findings' locations are in, with any line ends.
        findings: Findings with a fix.
        raws: The references of the list as read, in order; what stands in the text is compared with them.
        latex: Whether the file is LaTeX, where its entries are not BibTeX's.

    Returns:
        One for each finding, in order. No two edits touch.

    """
    source = _Source(text)
    planned: list[Planned] = []
    taken: list[Edit] = []
    for finding in findings:
        try:
            edit = source.edit(finding, raws, latex=latex)
            if any(edit.start <= other.end and other.start <= edit.end for other in taken):
                raise _LeftOutError("another fix is made in the same place; run again")
        except _LeftOutError as reason:
            planned.append(Planned(finding=finding, reason=str(reason)))
        else:
            taken.append(edit)
            planned.append(Planned(finding=finding, edit=edit))
    return tuple(planned)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made; they must not overlap.

    >>> apply("one two", [Edit(start=3, end=3, text=" and"), Edit(start=0, end=3, text="1")])
    '1 and two'
    """
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def diff(old: str, new: str, path: str) -> str:
    """A unified diff of two states of a file, "" where they are the same; lines end in a line feed."""
    before, after = _lines(old), _lines(new)
    lines = difflib.unified_diff(before, after, path, path, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str) -> list[str]:
    *lines, last = LINE_END.split(text)
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


class _Source:
    """The text of a file, by places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [match.span() for match in LINE_END.finditer(text)]
        self.starts = [0, *(end for _, end in self.ends)]
        self.stops = [*(start for start, _ in self.ends), len(text)]

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column."""
        if not 1 <= line <= len(self.starts) or not 0 < column <= self.stops[line - 1] - self.starts[line - 1] + 1:
            raise _LeftOutError("its place is not in the file")
        return self.starts[line - 1] + column - 1

    def span(self, location: Location) -> tuple[int, int]:
        """The offsets of a location."""
        if None in (location.line, location.column, location.end_line, location.end_column):
            raise _LeftOutError("its place is not known to the line")
        start = self.offset(location.line or 0, location.column or 0)
        return start, self.offset(location.end_line or 0, location.end_column or 0)

    def edit(self, finding: Finding, raws: Sequence[str], *, latex: bool) -> Edit:
        """The edit that a finding's fix asks for."""
        fix = finding.fix or {}
        start, end = self.span(finding.location)
        entry = self.text[start:end]
        bibtex = _BIBTEX.match(entry) is not None
        write = _in_bibtex if bibtex else _in_latex if latex else _in_markdown
        if fix.get("field") != "DOI" or len(finding.references) != 1:
            raise _LeftOutError(f"citeaudit cannot make a fix of the field {fix.get('field', '')}")
        if fix.get("kind") == "replace":
            doi = fix["value"].removeprefix(_ADDRESS)
            return self._replacement(start, entry, fix["old"], write(doi, _ADDRESS if doi != fix["value"] else ""))
        if fix.get("kind") != "insert":
            raise _LeftOutError(f"citeaudit cannot make a fix of the kind {fix.get('kind', '')}")
        if bibtex:
            return _field(start, entry, write(fix["value"], ""))
        if not latex and entry.endswith("}"):
            raise _LeftOutError("its last words may be attributes")
        typed = _COMMAND.sub("", entry) if latex else entry
        if _tail(typed) != _tail(raws[finding.references[0] - 1]):
            raise _LeftOutError("the end of the entry is not clear")
        return self._behind(end, write(fix["value"], fix["lead"]), latex=latex)

    def _replacement(self, start: int, entry: str, old: str, new: str) -> Edit:
        found = [match.start() for match in re.finditer(re.escape(old), entry)]
        if len(found) != 1:
            raise _LeftOutError(
                f"“{old}” stands {'nowhere' if not found else f'{len(found)} times'} in the entry as typed"
            )
        at = start + found[0]
        before, behind = self.text[at - 1 : at], self.text[at + len(old) : at + len(old) + 1]
        if before.isalnum() or behind.isalnum() or behind == "/":
            raise _LeftOutError(f"“{old}” is part of a longer word")
        return Edit(start=at, end=at + len(old), text=new)

    def _behind(self, end: int, new: str, *, latex: bool) -> Edit:
        """What is put behind the last word of an entry, and what closes there."""
        stop = self.stops[bisect_right(self.starts, max(end - 1, 0)) - 1]
        match = (_LATEX_CLOSERS if latex else _MARKDOWN_CLOSERS).match(self.text[end:stop])
        if match is None:
            raise _LeftOutError("something else stands behind the entry on its line")
        at = end + match.start("rest")
        last = self.text[end:at].rstrip("*_}> ")[-1:] or self.text[end - 1 : end]
        last = last if last in _PUNCTUATION else self.text[end - 1 : end]
        return Edit(start=at, end=at, text=f"{'' if last in _PUNCTUATION else '.'} {new}")


def _tail(text: str) -> str:
    return "".join(filter(str.isalnum, text))[-_TAIL:]


def _in_markdown(doi: str, lead: str) -> str:
    """A DOI so that no character of it is markup."""
    if not _PLAIN_DOI.fullmatch(doi) or re.search(r"(?<![^\W_])_|_(?![^\W_])", doi):
        lead, doi = _ADDRESS, quote(doi, safe="/():;.-")
        if "_" in doi:
            doi = doi.replace("_", "%5F")
    return _certain(lead + doi)


def _in_latex(doi: str, lead: str) -> str:
    if _NOT_IN_LATEX & set(doi):
        raise _LeftOutError(f"the DOI {doi} has characters that LaTeX reads as commands")
    return _SPECIAL.sub(r"\\\1", lead + _certain(doi))


def _in_bibtex(doi: str, lead: str) -> str:
    if _NOT_IN_BIBTEX & set(doi):
        raise _LeftOutError(f"the DOI {doi} has characters that BibTeX does not read as they are")
    return _certain(doi)


def _certain(text: str) -> str:
    """The same text, where a reader finds just one DOI in it, and all of it."""
    found = find_dois(text)
    if len(found) != 1 or found[0].end != len(text):
        raise _LeftOutError(f"where the DOI in {text} ends is not clear")
    return text


def _field(start: int, entry: str, doi: str) -> Edit:
    """A field at the end of an entry of BibTeX, written as its other fields are."""
    closing = _BEFORE_END.search(entry)
    if closing is None:
        raise _LeftOutError("where the entry ends is not clear")
    at = start + closing.start() + len(closing["comma"])
    lines = list(_FIELD_LINE.finditer(entry))
    if not lines:
        return Edit(start=at, end=at, text=f"{'' if closing['comma'] else ','} doi = {{{doi}}}{closing['comma']}")
    last = lines[-1]
    width = len("doi") + len(last["space"])
    if len(lines) > 1 and len({len(line["name"] + line["space"]) for line in lines}) == 1:  # signs in one column
        width = max(len(last["name"] + last["space"]), len("doi"))
    newline = next(_newlines(entry))
    written = f"{last['indent']}{'doi':{width}}={last['behind']}{{{doi}}}"
    return Edit(start=at, end=at, text=f"{'' if closing['comma'] else ','}{newline}{written}{closing['comma']}")


def _newlines(text: str) -> Iterator[str]:
    yield from (match[0] for match in LINE_END.finditer(text))
