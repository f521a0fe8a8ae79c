"""How judgement is written down: ordered rules, each a function whose name, example and reason a reader can find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Candidate = TypeVar("Candidate")


class Verdict(StrEnum):
    """What a rule says of a candidate to which it applies."""

    CITES = "cites"
    """It is a citation; no later rule is asked."""
    DOUBTFUL = "doubtful"
    """It may be something else, and is a citation only where nothing else cites what it names."""
    REFUSED = "refused"
    """It is something else."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[Candidate]):
    """A verdict, and whether it applies to a candidate. The function is the rule: its docstring holds example and reason."""

    verdict: Verdict
    applies: Callable[[Candidate], bool]

    @property
    def name(self) -> str:
        """What reports and tests call it."""
        return self.applies.__name__


def first_that_applies(rules: Sequence[Rule[Candidate]], candidate: Candidate) -> Rule[Candidate] | None:
    """The first rule that applies to a candidate; None where none does."""
    for rule in rules:
        if rule.applies(candidate):
            return rule
    return None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What looks like a citation and is not taken for one: `text[start:end]` of a block, and the name of the rule that says so."""

    rule: str
    block: int
    start: int
    end: int
