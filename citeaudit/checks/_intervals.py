"""Estimates with their 95% intervals, as authors print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.checks._prose import Passage, passages
from citeaudit.model import Audit
from citeaudit.text.figures import UNSIGNED, Number, number, plain
from citeaudit.text.patterns import lazy

_RATIO = (
    r"(?i:(?:hazards?|odds|risk|rate|prevalence)\s+ratios?|relative\s+risks?)"
    r"|\b(?:a|adj|s)?(?:HR|OR|RR|IRR|PR|SHR)s?\b"
)
"""Estimates whose null value is 1, by name or abbreviation."""

_DIFFERENCE = r"(?:mean|risk|rate|standardi[sz]ed\s+mean|absolute)\s+differences?|\b(?:MD|SMD|WMD|RD)\b"
"""Estimates whose null value is 0."""

_LEVEL = (
    r"(?P<level>\d\d(?:\.\d)?)\s*%\s*(?:-\s*)?"
    r"(?:CIs?|C\.I\.|confidence\s+(?:intervals?|limits?)|CrIs?|credible\s+intervals?)"
    r"(?:\s*[(\[]CIs?[)\]])?"
)
"""“95% CI” and how else it is printed."""

_SIGNED = rf"[-+]?\s?{UNSIGNED}"
"""A number that may be below zero."""

_ESTIMATE = lazy(
    rf"""
    (?:
        (?P<ratio>{_RATIO})
        | (?P<difference>{_DIFFERENCE})
        | (?P<other>(?<![\w.,/+×-])(?=[\d.,-]+\s*%?(?:\s[A-Za-z/]+)?\s*[(\[]\s*\d\d\s?%))  # "45 (95% CI …"
    )
    (?P<between>(?:\s*[(\[]\s*[A-Za-z]{{1,4}}\s*[)\]])?[\s,:;=]*(?:(?:was|of|is)\s+)?[(\[]?\s*)
    (?P<estimate>(?<!\d)[-+]?{UNSIGNED})
    (?P<percent>\s*%|(?<=\d)\s[A-Za-z/]{{1,8}}(?=\s*[(\[]))?  # or a unit
    \s*[,;:]?\s*[(\[]?\s*
    (?:[Pp]\s*[=<>]\s*0?\.\d+\s*[,;]\s*)?
    {_LEVEL}
    \s*[:=,;]?\s*(?:of\s+|from\s+)?[(\[]?\s*
    (?P<low>{_SIGNED})
    \s*%?
    (?P<sign>\s*-\s*|\s+to\s+|\s*[,;]\s+|\s*;\s*)
    (?P<high>{_SIGNED})
    (?![\d]|[.,]\d)
    """,
    re.VERBOSE,
)
"""An estimate and its interval; one without a name must stand right before the level."""

_DECIMAL = r"\d{1,3}[.,·]\d{1,3}"
"""A number with decimals: of an interval that is not called one, all three must have some."""

_RATIO_IN_SHORT = lazy(
    rf"""
    (?P<ratio>{_RATIO})
    (?P<head>\s*[(\[]\s*(?:{_LEVEL.replace("?P<level>", "")}|CI)\s*[)\]])?   # "odds ratio (95% CI)"
    (?P<between>(?:\s+(?:for|of)\s+[A-Za-z\s-]{{1,40}}?,)?[\s,:;=]*(?:(?:was|of|is)\s+)?)
    (?P<estimate>(?<![\d.]){_DECIMAL})
    (?:
        \s*[,;:]?\s*[(\[]?\s*(?:{_LEVEL}|CIs?)\s*[:=,;]?\s*(?:of\s+|from\s+)?[(\[]?\s*   # ", CI 0.60-0.81"
        | \s*[(\[]\s*                                                        # "0.65 [0.70-0.90]"
    )
    (?P<low>{_DECIMAL})
    (?P<sign>\s*-\s*|\s+to\s+|\s*[,;]\s+)
    (?P<high>{_DECIMAL})
    (?![\d%]|[.,]\d|\s*%)
    """,
    re.VERBOSE,
)
"""A ratio with what is printed behind it in short; an interval of 95% then, if no other level is printed."""

_LEVEL_IN_SHORT = 95.0
"""The level of an interval without one. Source: ICMJE and EQUATOR guidelines, which ask for 95% intervals."""

_LIKELY = lazy(rf"{_RATIO}|C(?:r?I|\.I\.)|confidence\s|credible\s")
"""No interval is printed without one of these: looked for first, since it is quick."""

_BEFORE = 60  # characters before an estimate without a name in which another number may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate and its interval; `start` and `end` are where they stand in the passage.

    `is_named` tells that it is called a ratio or a difference; else it may be anything. `words` is what is printed from the
    estimate on, `printed` the estimate and both ends, `behind` and `before` what stands around.
    """

    passage: Passage
    start: int
    end: int
    estimate: Number
    low: Number
    high: Number
    level: float
    is_ratio: bool
    is_named: bool
    words: str
    printed: tuple[str, str, str]
    behind: str
    before: str

    @property
    def unit(self) -> float:
        """One unit of the last digit of the coarsest number."""
        return max(self.estimate.unit, self.low.unit, self.high.unit)


def estimates(audit: Audit) -> tuple[Estimate, ...]:
    """The estimates of the prose that stand beside an interval, in order."""
    return audit.once(_estimates)


def _estimates(audit: Audit) -> tuple[Estimate, ...]:
    return tuple(_in_prose(audit))


def _in_prose(audit: Audit) -> Iterator[Estimate]:
    for passage in passages(audit):
        if not _LIKELY.search(passage.block.text.content):
            continue
        text = plain(passage.block.text)
        for match in _matches(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            groups = match.groupdict()
            if groups.get("other") is not None and re.search(r"\d", re.split(r"[;()\[\]]|\.\s", before)[-1]):
                continue  # "45 versus 50 (95% CI 1 to 9)": the interval is that of a difference
            printed = tuple(match[name].replace(" ", "") for name in ("estimate", "low", "high"))
            commas = [re.fullmatch(r"[-+]?\d+,\d+", figure) is not None for figure in printed]
            if any(commas) and not all(commas):  # a comma that parts, in one place, is no decimal sign
                continue
            values = [number(figure) for figure in printed]
            if any(value is None for value in values):
                continue
            estimate, low, high = (value for value in values if value is not None)
            yield Estimate(
                passage=passage,
                start=match.start("estimate"),
                end=match.end(),
                estimate=estimate,
                low=low,
                high=high,
                level=float(groups["level"] or _LEVEL_IN_SHORT),
                is_ratio=groups["ratio"] is not None,
                is_named=groups.get("other") is None,
                words=passage.block.text.content[match.start("estimate") : match.end()],
                printed=(printed[0], printed[1], printed[2]),
                behind=text[match.end() : match.end() + 60],
                before=text[max(0, match.start() - 80) : match.end("between")],
            )


def _matches(text: str) -> list[re.Match[str]]:
    """What is printed as an estimate with its interval, in order and apart: forms in full come before those in short."""
    full = list(_ESTIMATE.finditer(text))
    short = [
        match
        for match in _RATIO_IN_SHORT.finditer(text)
        if not any(match.start() < other.end() and other.start() < match.end() for other in full)
    ]
    return sorted([*full, *short], key=lambda match: match.start())
