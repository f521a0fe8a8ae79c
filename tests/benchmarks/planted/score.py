"""What a tool said of manuscripts, against their gold.

A link is scored where its citation has one number: in a group the sentence may be about any of its references. A link that
the tool did not read counts as one it did not flag. The k-th time that a number stands on a line in the report is the k-th
time in the gold; where the counts differ, the first ones are compared if all are right or all are wrong, else none.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.planted.manuscripts import Manuscript

FLAGS = ("error", "warning")
FALSE_SHARE = 0.01  # of clean links, for recall_at_1pct_clean_fpr


class ReportError(ValueError):
    """The output of the tool cannot be scored; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the tool says of one link."""

    flag: str | None = None
    mismatch: float | None = None  # 0 to 1, higher is worse
    suggested: int | None = None

    @property
    def flagged(self) -> bool:
        return self.flag in FLAGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One link of the gold with the answer to it."""

    number: int
    right: int | None
    alone: bool
    answer: Answer | None  # None: the tool did not read the link

    @property
    def wrong(self) -> bool:
        return self.right != self.number

    @property
    def flagged(self) -> bool:
        return self.answer is not None and self.answer.flagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One manuscript: its links that point into the list, and how many flags are on links that it does not have."""

    kind: str
    links: tuple[Judged, ...]
    strays: int


def judge(manuscript: Manuscript, report: Mapping[str, Any]) -> Verdict:
    """Compare a report with the gold of its manuscript.

    Raises:
        ReportError: The report lacks what is needed.
    """
    gold: dict[tuple[int, int], list[tuple[int | None, bool]]] = defaultdict(list)
    for citation in manuscript.citations:
        for number, right in zip(citation.numbers, citation.right, strict=True):
            if number <= manuscript.references:  # the others dangle: they point at nothing that could be wrong
                gold[citation.line, number].append((right, citation.alone))
    answers = _answers(report)
    links: list[Judged] = []
    strays = 0
    for place, truths in gold.items():
        given: Sequence[Answer | None] = answers.pop(place, [])
        if len(given) != len(truths) and len(set(truths)) > 1:
            given = []
        strays += sum(answer.flagged for answer in given[len(truths) :] if answer)
        links += [
            Judged(number=place[1], right=right, alone=alone, answer=answer)
            for (right, alone), answer in itertools.zip_longest(truths, given[: len(truths)])
        ]
    strays += sum(answer.flagged for left in answers.values() for answer in left)
    return Verdict(kind=manuscript.kind, links=tuple(links), strays=strays)


def _answers(report: Mapping[str, Any]) -> dict[tuple[int, int], list[Answer]]:
    out: dict[tuple[int, int], list[Answer]] = defaultdict(list)
    try:
        for citation in report["citations"]:
            line = citation["location"]["line"]
            for link in citation["links"]:
                if link["reference"] is not None:
                    out[line, link["reference"]].append(
                        Answer(flag=link.get("flag"), mismatch=link.get("mismatch"), suggested=link.get("suggested"))
                    )
    except (KeyError, TypeError, AttributeError) as error:
        raise ReportError(f"a report lacks {error}; the README of the benchmark says what it must hold") from error
    return out


def figures(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The figures of a run: of the clean manuscripts, and of each kind of error.

    Shares are 0 to 1 and better when higher; `…_per_100` counts of 100 right links those flagged, and is better when lower.
    A figure without anything to count is None.
    """
    by_kind: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_kind[verdict.kind].append(verdict)
    clean = by_kind.pop("clean", [])
    links = [link for verdict in clean for link in verdict.links if link.alone]
    grouped = [link for verdict in clean for link in verdict.links if not link.alone]
    bar = threshold([link.answer.mismatch if link.answer else None for link in links])
    return {
        "clean": {
            "docs": len(clean),
            "links": len(links),
            "read": _share(link.answer is not None for link in links),
            "weighed": _share(link.answer is not None and link.answer.mismatch is not None for link in links),
            "flagged_per_100": _per_100(link.flagged for link in links),
            "errors_per_100": _per_100(link.answer is not None and link.answer.flag == "error" for link in links),
            "grouped_links": len(grouped),
            "grouped_flagged_per_100": _per_100(link.flagged for link in grouped),
            "strays_flagged": sum(verdict.strays for verdict in clean),
        },
        "planted": {kind: _of_kind(verdicts, bar) for kind, verdicts in by_kind.items()},
    }


def _of_kind(verdicts: Sequence[Verdict], bar: float) -> dict[str, Any]:
    links = [link for verdict in verdicts for link in verdict.links if link.alone]
    wrong = [link for link in links if link.wrong]
    right = [link for link in links if not link.wrong]
    return {
        "docs": len(verdicts),
        "docs_caught": _share(
            any(link.alone and link.wrong and link.flagged for link in verdict.links) for verdict in verdicts
        ),
        "links": len(wrong),
        "recall": _share(link.flagged for link in wrong),
        "false_per_100": _per_100(link.flagged for link in right),
        "suggestion_right": _share(
            link.answer.suggested == link.right
            for link in wrong
            if link.answer and link.answer.flagged and link.right is not None
        ),
        "auroc": auroc(_mismatches(wrong), _mismatches(right)),
        "recall_at_1pct_clean_fpr": _share(
            link.answer is not None and link.answer.mismatch is not None and link.answer.mismatch > bar
            for link in wrong
        ),
    }


def threshold(mismatches: Sequence[float | None]) -> float:
    """The least bar that at most 1% of the clean links are above; links without a number are above none.

    >>> threshold([0.9, 0.8, 0.7] + [None] * 197)
    0.7
    """
    allowed = int(FALSE_SHARE * len(mismatches))
    given = sorted((mismatch for mismatch in mismatches if mismatch is not None), reverse=True)
    return given[allowed] if allowed < len(given) else float("-inf")


def auroc(wrong: Sequence[float], right: Sequence[float]) -> float | None:
    """The chance that a wrong link has a higher mismatch than a right one, ties counted half; only links with a number.

    >>> auroc([0.9, 0.5], [0.5, 0.1])
    0.875
    """
    if not wrong or not right:
        return None
    ranked = sorted([(value, True) for value in wrong] + [(value, False) for value in right])
    won, below = 0.0, 0
    for _, run in itertools.groupby(ranked, lambda pair: pair[0]):
        tied = [is_wrong for _, is_wrong in run]
        wrongs, rights = sum(tied), len(tied) - sum(tied)
        won += wrongs * (below + rights / 2)
        below += rights
    return round(won / (len(wrong) * len(right)), 4)


def _mismatches(links: Iterable[Judged]) -> list[float]:
    return [link.answer.mismatch for link in links if link.answer and link.answer.mismatch is not None]


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return round(sum(counted) / len(counted), 4) if counted else None


def _per_100(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return round(100 * sum(counted) / len(counted), 2) if counted else None
