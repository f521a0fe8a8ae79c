"""What checks of a reference against the work it was found to be say alike."""

from __future__ import annotations

from collections.abc import Mapping

from citeaudit.model import Finding, Found, Reference, Work
from citeaudit.rules.check import Check

_CERTAIN = 0.9  # the chance that a difference is a fault, where the work is the right one


def shown(work: Work) -> str:
    """A work as evidence: its source, how it is known there, and its title."""
    return f"{work.source} {work.identifier}: {work.record.title}"


def difference(
    check: Check,
    reference: Reference,
    found: Found,
    facts: Mapping[str, object],
    *,
    evidence: str = "",
    fix: Mapping[str, str] | None = None,
) -> Finding:
    """The finding that a reference differs from its work.

    Args:
        check: The check that found it.
        reference: The reference.
        found: What was found for it.
        facts: What the message says, beside the source.
        evidence: What shows the work; "" for its title.
        fix: What puts it right, if that is known; see `Finding.fix`.

    """
    return check.finding(
        reference.location,
        facts={**facts, "source": found.work.source},
        numbers={"index": reference.label},
        references=[reference],
        evidence=[evidence or shown(found.work)],
        confidence=_CERTAIN * found.score,
        fix=fix,
    )
