"""How ordered rules are asked: the first that has something to say decides, and its name is kept.

A rule is a small function. Its name can be read by reports and tests, its docstring says why it is one and gives an example.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Case = TypeVar("Case")
Outcome = TypeVar("Outcome")


def first(rules: Sequence[Callable[[Case], Outcome | None]], case: Case) -> tuple[str, Outcome]:
    """The name of the first rule that decides a case, and its outcome.

    Args:
        rules: The rules in order; each gives None where it does not decide. The last decides every case.
        case: What they look at.

    Raises:
        LookupError: No rule decides.

    """
    name, outcome = first_or(rules, case, None)
    if outcome is None:
        raise LookupError(f"no rule decides {case!r}")
    return name, outcome


def first_or(rules: Sequence[Callable[[Case], Outcome | None]], case: Case, otherwise: Outcome) -> tuple[str, Outcome]:
    """The name of the first rule that decides a case, and its outcome; "" and `otherwise` where none does."""
    for rule in rules:
        outcome = rule(case)
        if outcome is not None:
            return rule.__name__, outcome
    return "", otherwise


def holding(rules: Sequence[Callable[[Case], bool]], case: Case) -> str:
    """The name of the first rule that holds in a case; "" for none."""
    return next((rule.__name__ for rule in rules if rule(case)), "")
