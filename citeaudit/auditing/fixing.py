"""Fixes in files: what `--fix` writes and what `--show-fixes` shows.

Nothing is written unless the manuscript on the disk is the one that was audited, and reading it again shows that each fix did
what it should and nothing else. The file as it was is kept beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.errors import CiteauditError, ReadError
from citeaudit.files import Decoded, decode, decoded
from citeaudit.files import replace as replace_file

if TYPE_CHECKING:
    from citeaudit.auditing.fixes import Planned
    from citeaudit.model import Finding, Manuscript, Record, Report

_TEXTS = frozenset(
    {"markdown", "latex", "bibtex"}
)  # formats whose files are text: others cannot be written back as they were
_NOT_EDITED = {
    ".bbl": "BibTeX or biber makes this file again; put the DOI into the bibliography",
    ".json": "fixes are only for text manuscripts and BibTeX, not for CSL-JSON",
    ".yaml": "fixes are only for text manuscripts and BibTeX, not for CSL-YAML",
    ".yml": "fixes are only for text manuscripts and BibTeX, not for CSL-YAML",
    ".ris": "fixes are only for text manuscripts and BibTeX, not for RIS",
}
"""Endings of files that are never edited, and why."""

_KEPT = "author et_al editor title container_title year volume issue page publisher PMID ISBN".split()
"""Fields of a record that a DOI behind it must not change."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is to be said of the fixes of one manuscript, on standard error, and whether some could not be written."""

    remarks: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it lies on the disk: its bytes, and their text with its own line ends."""

    path: str
    data: bytes
    read: Decoded


def fix(report: Report, bibliography: Sequence[str], *, write: bool) -> Fixed:
    """Make the safe fixes of a report in the files of its manuscript, or only show them.

    Args:
        report: The report; findings that are suppressed are not fixed.
        bibliography: The files with references that were named when the manuscript was read.
        write: Whether to write; else nothing is changed.

    """
    manuscript = report.audit.manuscript
    if manuscript.format not in _TEXTS:
        return Fixed(
            f"citeaudit: {manuscript.path}: fixes are only for text manuscripts and BibTeX; nothing was changed\n"
        )
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.fix is not None:
            by_path.setdefault(finding.location.path, []).append(finding)
    lines: list[str] = []
    failed, made = False, 0
    for path, findings in by_path.items():
        try:
            remarks, number = _fix_file(path, findings, report, bibliography, write=write)
        except CiteauditError as error:
            remarks, number, failed = [f"citeaudit: {error}\n"], 0, True
        lines += remarks
        made += number
    if not made and not failed:
        unseen = report.incomplete.get("missing-doi", "")
        lines.append(f"citeaudit: {manuscript.path}: no fixes to make{f' ({unseen})' if unseen else ''}\n")
    return Fixed("".join(lines), failed)


def _fix_file(
    path: str, findings: Sequence[Finding], report: Report, bibliography: Sequence[str], *, write: bool
) -> tuple[list[str], int]:
    """What is to be said of one file, and how many fixes were made or shown."""
    from citeaudit.auditing import fixes

    if reason := _NOT_EDITED.get(Path(path).suffix.lower()):
        return [_left_out(finding, reason) for finding in findings], 0
    file = _read(path)
    _require_unchanged(report, bibliography, path)
    manuscript = report.audit.manuscript
    raws = [reference.raw for reference in report.audit.references]
    latex = manuscript.format == "latex"
    planned = fixes.plan(file.read.text, findings, raws, latex=latex)
    planned = _proved(file, planned, manuscript, bibliography)
    made = [outcome.edit for outcome in planned if outcome.edit is not None]
    lines = [_left_out(outcome.finding, outcome.reason) for outcome in planned if outcome.edit is None]
    if not made:
        return lines, 0
    new = fixes.apply(file.read.text, made)
    lines.append(_harmless(fixes.diff(file.read.text, new, path)))
    number = f"{len(made)} fix" + ("" if len(made) == 1 else "es")
    if not write:
        lines.append(f"citeaudit: {path}: {number} to make; nothing was changed\n")
    else:
        kept = replace_file(file.path, file.data, file.read.encoded(new))
        lines.append(f"citeaudit: {path}: {number} made; the file as it was is kept as {kept}\n")
    return lines, len(made)


def _left_out(finding: Finding, reason: str) -> str:
    return f"citeaudit: {finding.location}: not fixed ({finding.check}): {reason}\n"


def _harmless(text: str) -> str:
    """A diff that does nothing to a terminal: tabs and line feeds as they are, other control characters made visible."""
    from citeaudit.text.display import visible

    return "".join("".join(c if c == "\t" else visible(c) for c in line) + "\n" for line in text.split("\n")[:-1])


# --------------------------------------------------------------------------- reading


def _read(path: str) -> _File:
    """A file in the encoding that readers take it for.

    Raises:
        ReadError: It is not there, or its bytes could not be given back as they are.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}); nothing was changed") from None
    try:
        read = decoded(data, path)
        same = read.encoded(read.text) == data
    except (ReadError, UnicodeEncodeError):
        same = False
    if not same:
        raise ReadError(f"{path}: its encoding is not clear; save it as UTF-8; nothing was changed")
    return _File(path, data, read)


def _require_unchanged(report: Report, bibliography: Sequence[str], path: str) -> None:
    """Raises ReadError where the manuscript on the disk is another than the one that was audited."""
    from citeaudit.formats import read

    audited = replace(report.audit.manuscript, notes=())
    try:
        same = replace(read(audited.path, bibliography=bibliography), notes=()) == audited
    except ReadError:
        same = False
    if not same:
        what = audited.path if path == audited.path else f"{audited.path} or a file that it is made of"
        raise ReadError(f"{what} has changed since it was read; nothing was written to {path}; run the command again")


# --------------------------------------------------------------------------- proof


def _proved(
    file: _File, planned: Sequence[Planned], manuscript: Manuscript, bibliography: Sequence[str]
) -> tuple[Planned, ...]:
    """The same, without the fixes that would do anything but give their reference the identifier."""
    from citeaudit.auditing import fixes

    before: _Seen | None = None
    while made := [outcome for outcome in planned if outcome.edit is not None]:
        before = before or _seen(file.path, file.data, manuscript, bibliography)
        new = fixes.apply(file.read.text, [outcome.edit for outcome in made if outcome.edit is not None])
        try:
            after = _seen(file.path, file.read.encoded(new), manuscript, bibliography)
        except (ReadError, UnicodeEncodeError):
            after = None
        wrong = _wrong(before, after, made)
        if not wrong:
            break
        planned = [
            replace(outcome, edit=None, reason="the entry would be read otherwise than before")
            if outcome.finding in wrong
            else outcome
            for outcome in planned
        ]
    return tuple(planned)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a reader sees in a file: records by key or label and place in the list, and citations."""

    records: tuple[tuple[str, Record], ...]
    citations: tuple[tuple[object, ...], ...]


def _seen(path: str, data: bytes, manuscript: Manuscript, bibliography: Sequence[str]) -> _Seen:
    from citeaudit.auditing import pipeline
    from citeaudit.formats import latex, markdown
    from citeaudit.linking import citable_blocks, link

    if manuscript.format == "bibtex" or (path != manuscript.path and Path(path).suffix.lower() not in latex.SUFFIXES):
        from citeaudit.bibliographies import bibtex

        contents = bibtex.parse(decode(data, path)[0])
        return _Seen(tuple((entry.key, entry.record) for entry in contents.entries), ((len(contents.broken),),))
    reader = latex if manuscript.format == "latex" else markdown
    read = reader.read(path, data, tuple(bibliography))
    references, numbered = pipeline.parse_list(read)
    form, citations = link(read, references, numbered=numbered, body=citable_blocks(read, references))
    records = tuple((reference.key or reference.label, reference.record) for reference in references)
    return _Seen(records, ((form,), *((citation.marker, citation.sentence, citation.links) for citation in citations)))


def _wrong(before: _Seen, after: _Seen | None, made: Sequence[Planned]) -> list[Finding]:
    """The findings whose fixes did not do what they should; all of them where it is not clear which."""
    everything = [outcome.finding for outcome in made]
    if after is None or before.citations != after.citations:
        return everything
    if [name for name, _ in before.records] != [name for name, _ in after.records]:
        return everything
    changed = [
        (old, new) for (_, old), (_, new) in zip(before.records, after.records, strict=True) if old.DOI != new.DOI
    ]
    if any(_kept(old) != _kept(new) for (_, old), (_, new) in zip(before.records, after.records, strict=True)):
        strange = {
            new.DOI.casefold()
            for (_, old), (_, new) in zip(before.records, after.records, strict=True)
            if _kept(old) != _kept(new)
        }
        return [finding for finding in everything if _value(finding) in strange] or everything
    given = [new.DOI.casefold() for _, new in changed]
    # an address that is put right, as that of a proxy, leaves the DOI as it was read
    held = {record.DOI.casefold() for _, record in before.records}
    moved = [finding for finding in everything if _value(finding) not in given and _doi_kept(finding) in held]
    wrong = [finding for finding in everything if _value(finding) not in given and finding not in moved]
    return wrong or ([] if len(given) + len(moved) == len(everything) else everything)


def _value(finding: Finding) -> str:
    return (finding.fix or {}).get("value", "").casefold()


def _doi_kept(finding: Finding) -> str | None:
    """The DOI whose address a fix puts right; None for other fixes."""
    doi = _value(finding).removeprefix("https://doi.org/")
    return doi if doi != _value(finding) else None


def _kept(record: Record) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in _KEPT)
