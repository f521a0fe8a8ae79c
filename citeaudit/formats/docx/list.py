"""The works that the fields of a Word file cite, tied to the entries of the list that it prints.

The printed entry is what a reader sees, so it is what is audited; the data of the fields say which entry a citation means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from citeaudit.exports import citation_keys
from citeaudit.formats.docx.draft import Draft
from citeaudit.formats.docx.fields import Cited
from citeaudit.formats.docx.matching import match
from citeaudit.linking.printed import printed_numbers
from citeaudit.model import Anchor, Block, BlockKind, Listed, Record, Run, Style, Text
from citeaudit.parsing.headings import is_reference_heading
from citeaudit.parsing.lists import reference_blocks
from citeaudit.parsing.segmentation import segment
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_LABEL = lazy(
    r"""\s*(?:
      \[\s*(\d{1,4})\s*\][.:]?   # [12] or [12].
      |\((\d{1,4})\)[.:]?         # (12) or (12):
      |(\d{1,4})[.)](?!\d)         # 12. or 12), no 12.5
      |(\d{1,4})(?=\s+[^\W\d_])    # 12 Hall
    )\s*""",
    re.VERBOSE,
)
_LONE_NUMBER = lazy(r"\W*(\d{1,4})\W*")
_MOST_ENTRIES = 0.7
"""Of the paragraphs of a list begin with a number, where entries are numbered; what else stands in a list has none."""
_LONGEST_SHOWN = 6
"""Works that a note names."""


@dataclass(slots=True)
class _Work:
    """A cited work: what it is called in the fields, and where it is cited for the first time."""

    record: Record | None
    anchor: Anchor
    shown: str
    numbers: Counter[str]


@dataclass(frozen=True, slots=True)
class _Printed:
    label: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """The list, the key of every cited work by each of its names, what is left of the text, and notes for the report."""

    listed: tuple[Listed, ...]
    keys: Mapping[str, str]
    drafts: tuple[Draft, ...]
    notes: tuple[str, ...]


def tie(drafts: Sequence[Draft], blocks: Sequence[Block]) -> Tied:
    """Tie cited works to printed entries.

    Args:
        drafts: What was read, in order.
        blocks: The same as blocks, one for each draft.

    """
    works, by_name = _works(drafts)
    printed, rest = _printed(drafts, blocks)
    entry_of = match([work.record for work in works], [reference.text.content for reference in printed])
    _by_number(drafts, works, by_name, printed, entry_of)
    names = citation_keys([work.record or Record(title=work.shown) for work in works])
    work_of: dict[int, int] = {}
    for work, entry in sorted(entry_of.items()):
        work_of.setdefault(entry, work)
    listed = []
    for at, reference in enumerate(printed):
        key = names[work_of[at]] if at in work_of else f"entry {at + 1}"
        doi = works[work_of[at]].record if at in work_of else None
        listed.append(Listed(key=key, text=_with_doi(reference.text, doi.DOI if doi else ""), label=reference.label))
    absent = [at for at in range(len(works)) if at not in entry_of]
    taken = {reference.label for reference in printed}
    for at in absent:
        lone = works[at]
        label = _agreed(lone.numbers) if not printed else ""
        label = "" if label in taken else label
        taken.add(label)
        content = _written(lone.record) if lone.record else lone.shown
        listed.append(
            Listed(
                key=names[at],
                text=Text(content, (replace(lone.anchor, offset=0),)),
                label=label,
                record=lone.record or Record(type="document"),
            )
        )
    key_of = {name: names[work_of[entry_of[at]] if at in entry_of else at] for name, at in by_name.items()}
    return Tied(
        listed=tuple(listed), keys=key_of, drafts=tuple(rest), notes=tuple(_notes(printed, [names[a] for a in absent]))
    )


def _notes(printed: Sequence[_Printed], absent: Sequence[str]) -> Iterator[str]:
    if not printed:
        yield "the document prints no list of references; what its citation fields hold was audited"
    elif absent:
        more = f" and {len(absent) - _LONGEST_SHOWN} more" if len(absent) > _LONGEST_SHOWN else ""
        yield (
            f"{len(absent)} of the works that fields cite do not stand in the printed list "
            f"({', '.join(absent[:_LONGEST_SHOWN])}{more}); update the bibliography"
        )


def _works(drafts: Sequence[Draft]) -> tuple[list[_Work], dict[str, int]]:
    """The cited works in order of their first citation, and the place of each by every name of it."""
    works: list[_Work] = []
    by_name: dict[str, int] = {}
    for draft in drafts:
        for mark in draft.marks:
            cited: tuple[Cited, ...] = mark.field.cited if mark.field else ()
            shown = draft.text.content[mark.start : mark.end]
            number = _LONE_NUMBER.fullmatch(shown) if len(cited) == 1 else None
            for cited_work in cited:
                at = next((by_name[name] for name in cited_work.names if name in by_name), None)
                if at is None:
                    at = len(works)
                    place = next(iter(draft.text.cut(mark.start, mark.end).anchors), Anchor(0, 1, 1))
                    works.append(_Work(cited_work.record, place, shown, Counter()))
                works[at].record = works[at].record or cited_work.record
                if number:
                    works[at].numbers[number[1]] += 1
                for name in cited_work.names:
                    by_name.setdefault(name, at)
    return works, by_name


def _printed(drafts: Sequence[Draft], blocks: Sequence[Block]) -> tuple[list[_Printed], list[Draft]]:
    """The entries of the printed list, and the drafts that are none."""
    inside = [draft for draft in drafts if draft.listed and not _names_list(draft)]
    if inside:
        found = [(draft, _LABEL.match(draft.text.content)) for draft in inside]
        typed = sum(number is not None for _, number in found) > _MOST_ENTRIES * len(found)
        counted = sum(draft.marker[:1].isdigit() for draft in inside) > _MOST_ENTRIES * len(inside)
        entries = []
        for draft, number in found:
            if counted:
                entries.append(_Printed(draft.marker.rstrip(".)"), draft.text))
            elif typed and number:
                label = next(filter(None, number.groups()))
                entries.append(_Printed(label, draft.text.cut(number.end()).strip()))
            else:
                entries.append(_Printed("", draft.text))
        listed = {id(draft) for draft in inside}
        rest = [draft for draft in drafts if id(draft) not in listed]
        return [reference for reference in entries if reference.text.content], rest
    listed = {id(block) for block in reference_blocks(blocks)}
    cut = segment([block for block in blocks if id(block) in listed])
    entries = [_Printed(reference.label if reference.printed else "", reference.text) for reference in cut]
    return entries, [draft for draft, block in zip(drafts, blocks, strict=True) if id(block) not in listed]


def _names_list(draft: Draft) -> bool:
    """Whether what stands in the field of the list is its heading; EndNote puts it there, styled or not."""
    return draft.kind is BlockKind.HEADING or is_reference_heading(draft.text.content)


def _by_number(
    drafts: Sequence[Draft],
    works: Sequence[_Work],
    by_name: Mapping[str, int],
    printed: Sequence[_Printed],
    entry_of: dict[int, int],
) -> None:
    """Tie works left over to the entry whose number their citations print, unless it is clearly another work.

    A citation of several works tells of one when the numbers of all others are known.
    """
    at_label = {reference.label: at for at, reference in enumerate(printed) if reference.label}
    folded = [f" {fold(reference.text.content)} " for reference in printed]
    for draft in drafts:
        for mark in draft.marks if at_label else ():
            cited = {by_name[cited_work.names[0]] for cited_work in (mark.field.cited if mark.field else ())}
            left = [work for work in cited if work not in entry_of]
            labels = list(map(str, printed_numbers(draft.text.content[mark.start : mark.end])))
            known = {entry_of[work] for work in cited if work in entry_of}
            free = [at_label[label] for label in labels if label in at_label and at_label[label] not in known]
            tells_of_one = (
                len(left) == len(free) == 1 and len(labels) == len(cited) and free[0] not in entry_of.values()
            )
            if tells_of_one and not _contradicts(works[left[0]].record, folded[free[0]]):
                entry_of[left[0]] = free[0]


def _contradicts(record: Record | None, folded: str) -> bool:
    """Whether an entry has neither an author nor a long word of the title of a record that has them."""
    names = [fold(name.full_family) for name in record.author[:3]] if record else []
    words = [word for word in fold(record.title).split() if len(word) > 3] if record else []
    return bool(names or words) and not any(f" {word} " in folded for word in (*names, *words) if word)


def _agreed(numbers: Counter[str]) -> str:
    return next(iter(numbers)) if len(numbers) == 1 else ""


def _with_doi(text: Text, doi: str) -> Text:
    """An entry that leads to the DOI in the data of its field, as one with a link does, unless it prints one."""
    if not doi or "10." in text.content:
        return text
    return replace(text, runs=(*text.runs, Run(0, len(text), Style.LINK, f"https://doi.org/{doi}")))


def _written(record: Record) -> str:
    """A record as one line, for a person to recognise it."""
    names = [str(name) for name in record.author]
    authors = ", ".join(names[:3]) + (" et al" if len(names) > 3 else "")
    numbers = record.volume + (f":{record.page}" if record.page else "")
    source = " ".join(filter(None, (record.container_title, str(record.year or ""))))
    where = ";".join(filter(None, (source, numbers)))
    written = ". ".join(part.rstrip(". ") for part in (authors, record.title, where or record.publisher) if part)
    return f"{written}." if written else record.DOI or record.URL
