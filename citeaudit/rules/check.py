"""What a check is.

A check is one file in `citeaudit/checks/`. It holds a docstring (its page, its examples and its tests), an
`Options` class, a `check = Check(...)` and a function `find(audit, options)` that yields findings.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citeaudit.model import (
    Audit,
    Citation,
    Finding,
    Location,
    Reference,
    Severity,
)
from citeaudit.rules.phrases import by_keys, fitted
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

PACKAGE = "citeaudit.checks"
"""Where `discover` looks for checks."""

_NUMBERS = lazy(r"[(\[]\s*\d{1,4}(?:\s*[-–—,;]\s*\d{1,4})*\s*[)\]]")
"""Markers of other citations within a claim, which renumbering changes."""

Find = Callable[[Audit, Any], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOptions:
    """The options of a check that has none."""


class Check:
    """A rule: its name, its page, its weight, and the function that finds breaches of it.

    Args:
        module: `__name__` of the file; its last part, with hyphens, is the check's name.
        page: `__doc__` of the file.
        severity: The harm of a finding if it is true.
        group: "list", "record", "claim", "standing", "text", "numbers", "reading" or "waiver".
        message: The finding's sentence, a format string over the facts and numbers given to `finding`. A part in double
            brackets is left out where a value in it is empty: "{cited} is not {actual}[[, but {better}]]".
        cause: The facts and numbers that two findings of the check have in common where one thing is at fault, () where it is
            one thing whatever they say; reports then print such findings as one with all places. Without it, findings that
            say the same of the same references are one.
        message_of_many: The sentence of findings that are printed as one, a format string as `message` is. It knows {count}
            (of findings), {references} (all of them, by label) and what the facts and numbers of all have alike. Without it
            the message of the gravest is printed, with the number of places.
        question_of_many: The same for `question`.
        question: What a letter asks the author of such a finding, with a question mark or "please" and without a word that
            accuses. It is filled as the message is; beside the facts and numbers it knows {reference}, {references} and
            {suggested} (by their labels), {marker} and {message}. Without it the letter asks a general question.
        since: The version of citeaudit that brought the check.
        needs_works: Whether the check looks at works; where some were not asked for it is listed as incomplete.
        needs_notices: Whether the check looks at notices on works; where a source keeps none it is listed as incomplete.
        needs_citations: Whether the check looks at citations; where none were recognised it is listed as incomplete.
        needs_authors: Whether the check asks who wrote the manuscript; where that is not known it is listed as incomplete.
        holds_anyway: Whether what the check says holds even where the list or the citations were read wrongly, as what a
            source says of an identifier does. All others keep silent there; see `citeaudit.rules.reading`.
        options: A frozen dataclass with a default for every field.
        enabled: False for a check that runs only where it is selected or enabled.
        after_waivers: Whether the check looks at waivers, and so runs when all others have.

    """

    def __init__(
        self,
        module: str,
        page: str | None,
        *,
        severity: Severity,
        group: str,
        message: str,
        question: str = "",
        cause: Sequence[str] | None = None,
        message_of_many: str = "",
        question_of_many: str = "",
        since: str,
        needs_works: bool = False,
        needs_notices: bool = False,
        needs_citations: bool = False,
        needs_authors: bool = False,
        holds_anyway: bool = False,
        options: type[Any] = NoOptions,
        enabled: bool = True,
        after_waivers: bool = False,
    ) -> None:
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.page = inspect.cleandoc(page or "")
        self.severity = severity
        self.group = group
        self.message = message
        self.question = question
        self.cause = None if cause is None else tuple(cause)
        self.message_of_many = message_of_many
        self.question_of_many = question_of_many
        self.since = since
        self.needs_works = needs_works or needs_notices
        self.needs_notices = needs_notices
        self.needs_citations = needs_citations
        self.needs_authors = needs_authors
        self.holds_anyway = holds_anyway
        self.options = options
        self.enabled = enabled
        self.after_waivers = after_waivers
        self._find: Find | None = None

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    def __call__(self, find: Find) -> Find:
        """Register the check's function; used as a decorator."""
        self._find = find
        return find

    def findings(self, audit: Audit, options: Any | None = None) -> Iterator[Finding]:
        """Run the check on `audit` with `options` (default: the check's own defaults)."""
        assert self._find is not None, f"{self.name} has no function"
        yield from self._find(audit, self.options() if options is None else options)

    def finding(
        self,
        location: Location,
        *,
        facts: Mapping[str, object] | None = None,
        numbers: Mapping[str, object] | None = None,
        references: Sequence[Reference] = (),
        citations: Sequence[Citation] = (),
        suggested: Sequence[Reference] = (),
        related: Sequence[Location] = (),
        evidence: Sequence[str] = (),
        severity: Severity | None = None,
        confidence: float = 1.0,
        fix: Mapping[str, str] | None = None,
        identity: Mapping[str, object] | None = None,
    ) -> Finding:
        """Make a finding of this check.

        Args:
            location: The place a person should go to.
            facts: What the message says; part of the fingerprint.
            numbers: What the message says and renumbering changes (indices, labels); not in the fingerprint.
            references: The references it is about; their words are in the fingerprint.
            citations: The citations it is about; the claims they support are in the fingerprint.
            suggested: References that would be better.
            related: Other places to look at.
            evidence: One plain sentence each.
            severity: Where it differs from the check's own.
            confidence: The chance, 0 to 1, that the finding is true.
            fix: A safe fix as data; see `Finding.fix`.
            identity: What tells it from other findings on the same references and citations, where that is not the facts.

        """
        values = {key: str(value) for key, value in {**(facts or {}), **(numbers or {})}.items()}
        told_apart = (facts or {}) if identity is None else identity
        known_by = [
            self.name,
            *(fold(r.raw) for r in references),
            *(fold(_NUMBERS.sub(" ", c.claim)) for c in citations),
            *(f"{key}={value!s}" for key, value in sorted(told_apart.items())),
        ]
        template, named = by_keys(self.message, values, (*references, *suggested))
        message = fitted(template, named).format(**named)
        return Finding(
            check=self.name,
            group=self.group,
            severity=self.severity if severity is None else severity,
            confidence=round(confidence, 4),
            message=message,
            location=location,
            related=tuple(related),
            references=tuple(r.index for r in references),
            citations=tuple(c.id for c in citations),
            suggested=tuple(r.index for r in suggested),
            evidence=tuple(evidence),
            facts=values,
            fix=fix,
            fingerprint=_hashed(known_by),
            cause=self._cause(message, values, references, evidence),
        )

    def _cause(
        self, message: str, values: Mapping[str, str], references: Sequence[Reference], evidence: Sequence[str]
    ) -> str:
        """What findings with one cause have in common; "" where there is nothing to know others by."""
        if self.cause is not None:
            alike = [fold(values.get(name, "").replace("&", " and ")) for name in self.cause]
            return _hashed([self.name, *alike])
        if not references:
            return ""
        return _hashed([self.name, message, *(str(reference.index) for reference in references), *evidence])


def _hashed(words: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:20]
