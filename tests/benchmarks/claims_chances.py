"""Whether the chances of claims come true where faults are as rare as they are in print.

    python -m tests.benchmarks.claims_chances ARTICLES.zip [--most N] [--findings FILE] [--read FILE] [--picture FILE]
    python -m tests.benchmarks.claims_chances ARTICLES.zip --planted [--most N]

The first audits published articles (JATS XML) as they are: links by their chance with the number of wrong ones that is predicted, and
the findings of each claim check. `--findings` writes these to be read, one a line: article, check, reference, chance, message.
`--read` takes the same lines with a word more, "right", "wrong" or "open", and sets what was found beside what was predicted; `--picture` draws that.

The second plants faults as real ones are, single wrong numbers of any distance, neighbours exchanged, shifts and entries of other
articles, and tells for each fault and range of doubts how many links as published have it, what share of the planted ones has, and what
that makes of a doubt at the expected share of faults. `citeaudit.claims.chances.CURVES` was drawn from this and from reading.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from citeaudit.auditing import pipeline
from citeaudit.claims.chances import EXPECTED_FAULTS, chance
from citeaudit.claims.inference import judged_links
from citeaudit.model import Audit, Fault
from citeaudit.rules import running
from tests.benchmarks.planted.articles import read_articles
from tests.benchmarks.planted.calibration import picture
from tests.tools.planted_samples import Sample, plant, sample, slipped, stocks

CHECKS = ("claim-mismatch", "exchanged-references", "misplaced-reference", "shifted-numbers")
BOUNDS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)
"""Ranges of chances, and of doubts."""

PLANTED = {
    "slip": Fault.WRONG_NUMBER,
    "swap": Fault.EXCHANGED,
    "shift": Fault.SHIFTED,
    "shift-up": Fault.SHIFTED,
    "foreign": Fault.FOREIGN,
    "foreign-near": Fault.FOREIGN,
}
"""What is planted, and which fault it is."""

SHARES = {Fault.WRONG_NUMBER: 0.79, Fault.FOREIGN: 0.12, Fault.EXCHANGED: 0.06, Fault.SHIFTED: 0.03}
"""Of wrong citations the part with each fault: nearly all found by names are single numbers; the others fit what reading found."""

LABELS = ("chance that the finding gives", "share of findings right, by reading")
"""Of the axes of the picture."""

SEED = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a claim check."""

    article: str
    check: str
    reference: int
    chance: float
    message: str

    @property
    def key(self) -> tuple[str, str, int]:
        return self.article, self.check, self.reference


def audits(articles: Path, most: int | None) -> Iterator[tuple[str, Audit]]:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(articles) as archive:
        for name in sorted(name for name in archive.namelist() if name.endswith(".xml"))[:most]:
            path = Path(folder) / "article.xml"
            path.write_bytes(archive.read(name))
            yield Path(name).stem, pipeline.audit(path)


def place(value: float) -> int:
    return sum(value >= bound for bound in BOUNDS[1:-1])


def published(articles: Path, most: int | None) -> tuple[list[float], list[Found]]:
    """The chances of all links, and all findings."""
    chances, found = [], []
    checks = [running.get(name) for name in CHECKS]
    for name, audit in audits(articles, most):
        chances += [claim.mismatch for claim in audit.claims if claim.mismatch is not None]
        for finding in running.run(audit, checks).findings:
            found.append(Found(name, finding.check, finding.references[0], finding.confidence, finding.message))
    return chances, found


def wilson(right: int, count: int) -> str:
    """The interval that holds the true share in 95 of 100 cases."""
    if not count:
        return "–"
    z, share = 1.96, right / count
    middle, half = share + z * z / (2 * count), z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    low, high = ((middle + sign * half) / (1 + z * z / count) for sign in (-1, 1))
    return f"{low:.2f}–{high:.2f}"


def table_of_links(chances: Sequence[float]) -> str:
    rows = ["| chance said | links | wrong ones predicted |", "|---|---|---|"]
    for at, (low, high) in enumerate(pairwise(BOUNDS)):
        some = [value for value in chances if place(value) == at]
        rows.append(f"| {low:g}–{high:g} | {len(some)} | {sum(some):.1f} |")
    rows.append(f"| all | {len(chances)} | {sum(chances):.1f} ({100 * sum(chances) / max(1, len(chances)):.2f}%) |")
    return "\n".join(rows)


def table_of_findings(found: Sequence[Found], read: dict[tuple[str, str, int], str]) -> str:
    rows = [
        "| check | findings | chance said, mean | read | right | not to be told | share right |",
        "|---|---|---|---|---|---|---|",
    ]
    for check in CHECKS:
        some = [finding for finding in found if finding.check == check]
        verdicts = Counter(read.get(finding.key, "") for finding in some)
        told = verdicts["right"] + verdicts["wrong"]
        said = sum(finding.chance for finding in some) / max(1, len(some))
        rows.append(
            f"| `{check}` | {len(some)} | {said:.2f} | {told + verdicts['open']} | {verdicts['right']} | {verdicts['open']} "
            f"| {wilson(verdicts['right'], told)} |"
        )
    return "\n".join(rows)


def rows_of_picture(found: Sequence[Found], read: dict[tuple[str, str, int], str]) -> list[dict[str, float]]:
    """For each range of chances the mean chance said, and the share of the findings told that were right."""
    rows = []
    for low, high in pairwise((0.5, 0.6, 0.7, 0.8, 1.0)):
        told = [f for f in found if low <= f.chance < high and read.get(f.key) in ("right", "wrong")]
        if told:
            right = sum(read[finding.key] == "right" for finding in told) / len(told)
            rows.append({"said": sum(finding.chance for finding in told) / len(told), "wrong": right})
    return rows


# --------------------------------------------------------------------------- planted


def doubts(made: Sample) -> Iterator[tuple[Fault, float, bool]]:
    """The fault named, the doubt, and whether something is planted, of each link that stands alone."""
    judged = iter(judged_links(made.citations, made.paragraphs, made.references, {}))
    for row, citation in enumerate(made.citations):
        for index in dict.fromkeys(link.reference for link in citation.links if link.reference is not None):
            claim = next(judged).claim
            if len(citation.links) == 1 and claim.mismatch is not None:
                yield claim.fault or Fault.WRONG_NUMBER, claim.mismatch, (row, index) in made.faults


def planted(articles: Path, most: int | None) -> str:
    """What doubts are worth, for each fault and range."""
    listed = [pair for pair in read_articles(articles) if pair[1].licence and pair[1].numeric]
    random.Random(SEED).shuffle(listed)
    samples = [made for name, article in listed[:most] if (made := sample(name, article)) is not None]
    clean: Counter[tuple[Fault, int]] = Counter()
    bad: dict[str, Counter[tuple[Fault, int]]] = defaultdict(Counter)
    for made, (far, near) in zip(samples, stocks(samples, random.Random(SEED)), strict=True):
        clean.update((fault, place(doubt)) for fault, doubt, _ in doubts(made))
        for kind in PLANTED:
            rng = random.Random(f"{made.name}:{kind}")
            stock = near if kind in ("foreign-near", "shift-up") else far
            faulty = slipped(made, rng) if kind == "slip" else plant(made, kind, rng, stock)
            if faulty is not None:
                bad[kind].update((fault, place(doubt)) for fault, doubt, wrong in doubts(faulty) if wrong)
    rows = [
        "| fault named | doubt | links as published | planted, weighed | by plants | on the curve |",
        "|---|---|---|---|---|---|",
    ]
    links = clean.total()
    for fault in Fault:
        for at, (low, high) in enumerate(pairwise(BOUNDS)):
            expected = (
                links
                * EXPECTED_FAULTS
                * sum(
                    SHARES[kind_fault]
                    / list(PLANTED.values()).count(kind_fault)
                    * bad[kind][fault, at]
                    / max(1, bad[kind].total())
                    for kind, kind_fault in PLANTED.items()
                )
            )
            count = clean[fault, at]
            if count or expected >= 0.05:
                by_plants = f"{expected / count:.3f}" if count else "–"
                middle = chance((low + high) / 2, fault)
                rows.append(f"| {fault} | {low:g}–{high:g} | {count} | {expected:.2f} | {by_plants} | {middle:.3f} |")
    return "\n".join([f"{len(samples)} articles, {links} links that stand alone", "", *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--planted", action="store_true")
    parser.add_argument("--findings", type=Path)
    parser.add_argument("--read", type=Path)
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    if arguments.planted:
        print(planted(arguments.articles, arguments.most))
        return
    chances, found = published(arguments.articles, arguments.most)
    read: dict[tuple[str, str, int], str] = {}
    if arguments.read:
        for line in arguments.read.read_text("utf-8").splitlines():
            article, check, reference, *_, verdict = line.split("\t")
            read[article, check, int(reference)] = verdict
    print(table_of_links(chances), "", table_of_findings(found, read), sep="\n")
    if arguments.picture:
        arguments.picture.write_text(picture(rows_of_picture(found, read), *LABELS), encoding="utf-8")
    if arguments.findings:
        lines = (f"{f.article}\t{f.check}\t{f.reference}\t{f.chance:.3f}\t{f.message}" for f in found)
        arguments.findings.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
