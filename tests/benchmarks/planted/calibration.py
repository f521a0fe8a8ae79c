"""Whether the chances that a tool gives come true: of links said to be wrong with 70%, 70 of 100 should be.

A chance is true only of a share of wrong links. Clean links are taken as published; of the manuscripts with an error only the wrong
links count, each kind the same, and all together as many as are expected: one citation in 200, as in published articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from citeaudit.claims.chances import EXPECTED_FAULTS
from tests.benchmarks.planted.score import Verdict

BOUNDS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_SIZE, _MARGIN = 300, 44


def calibration(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """For each range of chances: links in it, the mean chance said, and the share that was wrong.

    Only links whose citation has one number count, as elsewhere.
    """
    chances: dict[str, list[float]] = {}
    for verdict in verdicts:
        for link in verdict.links:
            counts = link.alone and (verdict.kind == "clean" or link.wrong)
            if counts and link.answer is not None and link.answer.mismatch is not None:
                chances.setdefault(verdict.kind, []).append(link.answer.mismatch)
    clean = chances.pop("clean", [])
    count = Counter[int]()
    total, said, wrong = ([0.0] * len(BOUNDS) for _ in range(3))
    for values, weight, planted in [
        (clean, 1 - EXPECTED_FAULTS, 0.0),
        *((values, EXPECTED_FAULTS * len(clean) / len(chances) / len(values), 1.0) for values in chances.values()),
    ]:
        for value in values:
            place = sum(value >= bound for bound in BOUNDS[1:-1])
            count[place] += 1
            total[place] += weight
            said[place] += weight * value
            wrong[place] += weight * planted
    return [
        {
            "from": BOUNDS[place],
            "to": BOUNDS[place + 1],
            "links": count[place],
            "said": round(said[place] / total[place], 3),
            "wrong": round(wrong[place] / total[place], 3),
        }
        for place in sorted(count)
    ]


def picture(
    rows: Sequence[dict[str, Any]],
    across: str = "chance of a mismatch that the report gives",
    upwards: str = "share of links that are wrong",
) -> str:
    """The table as an SVG: chance said to the right, share that was wrong upwards; on the line both are the same."""

    def x(value: float) -> float:
        return round(_MARGIN + value * _SIZE, 1)

    def y(value: float) -> float:
        return round(_MARGIN / 2 + (1 - value) * _SIZE, 1)

    whole = _SIZE + round(1.5 * _MARGIN)
    ticks = "".join(
        f'<text x="{x(at)}" y="{y(0) + 16}" text-anchor="middle">{at:g}</text>'
        f'<text x="{x(0) - 6}" y="{y(at) + 4}" text-anchor="end">{at:g}</text>'
        for at in (0, 0.25, 0.5, 0.75, 1)
    )
    dots = "".join(f'<circle cx="{x(row["said"])}" cy="{y(row["wrong"])}" r="4" fill="#0b5fa5"/>' for row in rows)
    path = " ".join(f"{x(row['said'])},{y(row['wrong'])}" for row in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}" height="{whole}"'
        ' font-family="sans-serif" font-size="11"><title>Chance said and share of wrong links</title>'
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<rect x="{x(0)}" y="{y(1)}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#999"/>'
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#bbb" stroke-dasharray="4 3"/>'
        f'<polyline points="{path}" fill="none" stroke="#0b5fa5"/>{dots}{ticks}'
        f'<text x="{x(0.5)}" y="{y(0) + 34}" text-anchor="middle">{across}</text>'
        f'<text transform="translate(12 {y(0.5)}) rotate(-90)" text-anchor="middle">{upwards}</text>'
        "</svg>\n"
    )
