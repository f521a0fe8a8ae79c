"""Manuscripts as the claim engine sees them, with errors planted for its training.

An article is printed once, read by citeaudit, and kept as a `Sample`; errors are planted into citations and references, so
that nothing has to be read again. Where an error is planted follows no rule that a real one would not follow: a shift may start
anywhere, a wrong number may be near or far.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citeaudit import formats as readers
from citeaudit.auditing import pipeline
from citeaudit.claims.features import FAULTS
from citeaudit.claims.words import distinct
from citeaudit.linking import citable_blocks, link
from citeaudit.model import Citation, Reference
from tests.benchmarks.planted.articles import Article
from tests.benchmarks.planted.manuscripts import dress, render

KINDS = ("clean", "wrong", "wrong-near", "swap", "shift", "shift-up", "foreign", "foreign-near")
"""Kinds of planted manuscripts."""

_FAULT = {
    "clean": FAULTS.index("none"),
    "wrong": FAULTS.index("wrong-number"),
    "wrong-near": FAULTS.index("wrong-number"),
    "swap": FAULTS.index("exchanged"),
    "shift": FAULTS.index("number-too-high"),
    "shift-up": FAULTS.index("number-too-low"),
    "foreign": FAULTS.index("foreign"),
    "foreign-near": FAULTS.index("foreign"),
}
"""The place in `features.FAULTS` of what is wrong with a planted link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A manuscript; `faults` holds for every link that is wrong (citation, reference index) what is wrong with it."""

    name: str
    numeric: bool
    citations: tuple[Citation, ...]
    references: tuple[Reference, ...]
    paragraphs: tuple[str, ...]
    faults: dict[tuple[int, int], int]


def sample(name: str, article: Article) -> Sample | None:
    """An article printed in a form and a style of its own and read again; None where it was not read as printed."""
    marker, style = dress(article)
    printed = render(article, marker=marker, style=style)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.md"
        path.write_text(printed.text, encoding="utf-8")
        manuscript = readers.read(path)
    references, numbered = pipeline.parse_list(manuscript)
    _, citations = link(manuscript, references, numbered=numbered)
    if len(references) != printed.references or len(references) < 8 or len(citations) < 5:
        return None
    right: dict[int, set[int]] = {}
    for gold in printed.citations:
        right.setdefault(gold.line, set()).update(gold.numbers)
    read = [
        citation
        for citation in citations
        if all(cited.reference in right.get(citation.location.line or 0, ()) for cited in citation.links)
    ]
    return Sample(
        name=name,
        numeric=article.numeric,
        citations=tuple(read),
        references=references,
        paragraphs=tuple(block.text.content for block, _ in citable_blocks(manuscript, references)),
        faults={},
    )


def _numbers(sample: Sample) -> list[list[int]]:
    return [[cited.reference for cited in c.links if cited.reference is not None] for c in sample.citations]


def _relinked(citation: Citation, numbers: Sequence[int | None]) -> Citation:
    links = tuple(
        replace(cited, reference=number) for cited, number in zip(citation.links, numbers, strict=True) if number != -1
    )
    return replace(citation, links=links)


def _usable(reference: Reference) -> bool:
    record = reference.record
    return bool(record.title and record.author and record.container_title and record.year)


def plant(sample: Sample, kind: str, rng: random.Random, stock: Sequence[Reference]) -> Sample | None:
    """The sample with errors of one kind, or None where none can be planted; `stock` are references of other articles."""
    if kind == "clean":
        return sample
    numbers = _numbers(sample)
    good = {r.index for r in sample.references if _usable(r)}
    single = [at for at, cited in enumerate(numbers) if len(cited) == 1]
    if kind.startswith("wrong"):
        return _wrong_numbers(sample, kind, rng, numbers, good, single)
    alone = {numbers[at][0] for at in single} & good
    references = list(sample.references)
    moved: dict[int, int] = {}
    bad: set[int] = set()
    if kind == "swap":
        pairs = [i for i in sorted(alone) if i + 1 in alone]
        if not pairs:
            return None
        i = rng.choice(pairs)
        references[i - 1], references[i] = references[i], references[i - 1]
        bad = {i, i + 1}
    elif kind == "shift":
        k = rng.randrange(2, len(references) - 2)
        del references[k - 1]
        bad = set(range(k, len(references) + 1))
        moved = {len(references) + 1: -1 if rng.random() < 0.5 else 0}
    elif kind == "shift-up":
        k = rng.randrange(2, len(references) - 2)
        references.insert(k - 1, rng.choice(stock))
        bad = set(range(k, len(references) + 1))
    else:
        spots = rng.sample(sorted(alone), min(3, len(alone)))
        for spot, new in zip(spots, rng.sample(list(stock), len(spots)), strict=True):
            references[spot - 1] = new
        bad = set(spots)
    listed = tuple(replace(reference, index=place) for place, reference in enumerate(references, 1))
    citations = []
    for citation in sample.citations:
        to = [moved.get(cited.reference or 0, cited.reference) for cited in citation.links]
        citations.append(_relinked(citation, [None if number == 0 else number for number in to]))
    faults = {
        (at, cited.reference): _FAULT[kind]
        for at, citation in enumerate(citations)
        for cited in citation.links
        if cited.reference in bad
    }
    return replace(sample, references=listed, citations=tuple(citations), faults=faults) if faults else None


def _wrong_numbers(
    sample: Sample, kind: str, rng: random.Random, numbers: list[list[int]], good: set[int], single: list[int]
) -> Sample | None:
    cited = {number for group in numbers for number in group}
    times = {number: sum(number in group for group in numbers) for number in cited}
    spots = [at for at in single if numbers[at][0] in good and times[numbers[at][0]] > 1]
    rng.shuffle(spots)
    citations, faults = list(sample.citations), {}
    for at in sorted(spots[:4]):
        right = numbers[at][0]
        around = {n for near in numbers[max(0, at - 3) : at + 4] for n in near}
        if kind == "wrong":
            pool = sorted((good & cited) - around)
        else:
            pool = [n for n in sorted(good & cited) if 0 < abs(n - right) <= 3]
        if pool:
            wrong = rng.choice(pool)
            citations[at] = _relinked(citations[at], [wrong])
            faults[at, wrong] = _FAULT[kind]
    return replace(sample, citations=tuple(citations), faults=faults) if faults else None


SLIPS = (
    (0.24, (1,)),
    (0.33, (-1,)),
    (0.48, (-3, -2, 2, 3)),
    (0.71, (*range(-10, -3), *range(4, 11))),
    (1.0, ()),
)
"""How far wrong numbers lie off, as found in 1,683 published articles by names that contradict the number: cumulative shares and
offsets; none for farther than ten."""


def slipped(sample: Sample, rng: random.Random) -> Sample | None:
    """The sample with two wrong numbers as real ones are: near or far, into and out of entries that nothing else cites."""
    numbers = _numbers(sample)
    good = {r.index for r in sample.references if _usable(r)}
    spots = [at for at, cited in enumerate(numbers) if len(cited) == 1 and cited[0] in good]
    rng.shuffle(spots)
    citations: list[Citation] = list(sample.citations)
    faults: dict[tuple[int, int], int] = {}
    count = len(sample.references)
    for at in spots:
        if len(faults) == 2:
            break
        right, drawn = numbers[at][0], rng.random()
        offsets = next(offsets for share, offsets in SLIPS if drawn <= share)
        offsets = offsets or tuple(offset for offset in range(-count, count + 1) if abs(offset) > 10)
        if pool := [right + offset for offset in offsets if right + offset in good]:
            wrong = rng.choice(pool)
            citations[at] = _relinked(citations[at], [wrong])
            faults[at, wrong] = _FAULT["wrong"]
    return replace(sample, citations=tuple(citations), faults=faults) if faults else None


def stocks(samples: Sequence[Sample], rng: random.Random) -> Iterator[tuple[list[Reference], list[Reference]]]:
    """For each sample references of one other article, and those of forty others that look most as if they belonged."""
    bags = [
        [(reference, distinct(reference.record.title)) for reference in s.references if _usable(reference)]
        for s in samples
    ]
    for at in range(len(samples)):
        others = [i for i in rng.sample(range(len(samples)), min(42, len(samples))) if i != at]
        own: dict[str, int] = {}
        for _, title in bags[at]:
            for word in title:
                own[word] = own.get(word, 0) + 1
        titles = {title for _, title in bags[at]}
        pool = [pair for i in others for pair in bags[i] if pair[1] not in titles]
        common: dict[str, int] = {}
        for _, title in pool:
            for word in title:
                common[word] = common.get(word, 0) + 1

        def nearness(
            pair: tuple[Reference, tuple[str, ...]], own: dict[str, int] = own, common: dict[str, int] = common
        ) -> float:
            shared = sum(min(own.get(word, 0), 5) / (1 + common[word]) ** 0.5 for word in pair[1])
            return float(shared / (1 + len(pair[1])) ** 0.5)

        near = [pair[0] for pair in sorted(pool, key=nearness, reverse=True)[:20]]
        far = [reference for reference, _ in bags[others[0]]]
        yield (far if len(far) >= 3 else near), near
