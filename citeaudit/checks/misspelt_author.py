"""The name of an author is a letter off.

A name is compared with the one at its place among the authors of the work found, where the names beside it agree, and
with the same name elsewhere in the list: there it must have the same initials, stand beside the same other authors,
and be spelled the other way in at least two entries. One letter may be wrong, missing, too many or exchanged with its
neighbour. What the works found have decides; else three entries against one do, and of two against one it is asked which
is right. Accents, transliterations ("Saitou", "Saito"), double names, names below five letters, and two names that are
both borne by many ("Shang", "Zhang") are ignored; a name that differs by more is `author-mismatch`.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Sebahg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Hall, A", "Sebagh, C"]}}
```
```text report
7:4 warning[misspelt-author] reference 1: “Sebahg” is “Sebagh” in example
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Sebagh C. Sleep and memory. J Sleep 2015;3:1-9.
2. Hall A, Sebahg C. Naps in older adults. J Sleep 2019;7:21-30.
3. Hall A, Sebagh C. Dreams of shift workers. J Sleep 2020;8:31-9.
4. Hall A, Sebagh C. Sleep of pilots. J Sleep 2021;9:41-9.
```
```text report
8:4 warning[misspelt-author] reference 2: “Sebahg” is “Sebagh” in references 1, 3 and 4
```

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Sebahg C. Sleep and memory. J Sleep 2015;3:1-9.
2. Hall A, Sebagh C. Naps in older adults. J Sleep 2019;7:21-30.
3. Hall A, Sebahg C. Dreams of shift workers. J Sleep 2020;8:31-9.
```
```text report
7:4 warning[misspelt-author] one author is “Sebagh” in reference 2 and “Sebahg” in references 1 and 3: which is right?
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A, Müller C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
```
```json works
{"10.5555/s1": {"author": ["Hall, A", "Mueller, C"]}}
```

Source: Crossref REST API, field `author`; ICMJE Recommendations, section IV.A.3.g.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citeaudit.checks._works import shown
from citeaudit.matching import same_family
from citeaudit.matching.names import is_romanised_alike
from citeaudit.matching.pairs import found_pairs
from citeaudit.model import Audit, Finding, Name, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold
from citeaudit.text.wordlists import word_list

_SHORTEST = 5
"""Letters; "Chen" and "Cheng" are two names."""

_FEWEST_OTHERS = 2
"""Entries that must have the other spelling."""

_ENOUGH_OTHERS = 3
"""Entries with the other spelling that make one alone wrong: of two against one, either may be the slip."""

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="{problem}",
    question="The list has “{cited}”; we found “{actual}” in {where}. Which spelling is right?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    reported: set[tuple[int, str]] = set()
    recorded: dict[int, Sequence[Name]] = {}
    for reference, found in found_pairs(audit):
        recorded[reference.index] = found.work.record.author
        for cited, actual in _against_work(reference.record.author, found.work.record.author):
            reported.add((reference.index, _letters(cited)))
            where = found.work.source
            yield check.finding(
                reference.location,
                facts={"cited": cited.full_family, "actual": actual.full_family, "where": where},
                numbers={
                    "problem": f"reference {reference.label}: “{cited.full_family}” is “{actual.full_family}” in {where}"
                },
                references=[reference],
                evidence=[shown(found.work)],
                confidence=0.9 * found.score,
            )
    for two in _against_list(audit.references):
        if (two.odd[0].index, _letters(two.odd[1])) not in reported and (decided := two.decided(recorded)) is not None:
            yield _listed(two, asked=not decided)


def _listed(two: _TwoSpellings, *, asked: bool) -> Finding:
    (odd, name), others = two.odd, [reference for reference, _ in two.others]
    cited, actual = name.full_family, two.others[0][1].full_family
    where = f"references {_and([other.label for other in others])}"
    problem = f"reference {odd.label}: “{cited}” is “{actual}” in {where}"
    if asked:
        problem = f"one author is “{cited}” in reference {odd.label} and “{actual}” in {where}: which is right?"
    concerned = sorted((odd, *others), key=lambda r: r.index) if asked else [odd]
    return check.finding(
        concerned[0].location,
        facts={"cited": cited, "actual": actual},
        numbers={"problem": problem, "where": where},
        references=concerned,
        related=[other.location for other in ([*concerned[1:]] if asked else others)],
        confidence=0.9,
    )


@dataclass(frozen=True, slots=True)
class _TwoSpellings:
    """A name in one entry, and the same name spelled otherwise in others."""

    odd: tuple[Reference, Name]
    others: Sequence[tuple[Reference, Name]]

    def decided(self, recorded: Mapping[int, Sequence[Name]]) -> bool | None:
        """Whether the one alone is wrong; False where either may be, None where both are right.

        Args:
            recorded: The authors of the works found, by the index of the reference.
        """
        odd_is_right = _has(recorded.get(self.odd[0].index, ()), self.odd[1])
        others_are_right = any(_has(recorded.get(reference.index, ()), name) for reference, name in self.others)
        if odd_is_right:
            return None if others_are_right else False
        return others_are_right or len({reference.index for reference, _ in self.others}) >= _ENOUGH_OTHERS


def _has(authors: Sequence[Name], name: Name) -> bool:
    return any(_letters(author) == _letters(name) for author in authors)


def _against_work(cited: Sequence[Name], actual: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    pairs = list(zip(cited, actual, strict=False))
    for at, (printed, registered) in enumerate(pairs):
        beside = [pairs[place] for place in (at - 1, at + 1) if 0 <= place < len(pairs)]
        known = all(same_family(a.full_family, b.full_family) for a, b in beside)
        if known and _initial(printed) == _initial(registered) and _is_letter_off(printed, registered):
            yield printed, registered


def _against_list(references: Sequence[Reference]) -> Iterator[_TwoSpellings]:
    """Names of which at least two other entries have the other spelling, beside the same other authors."""
    by_initials: dict[str, list[tuple[Reference, Name]]] = {}
    times: dict[str, int] = {}
    for reference in references:
        for name in reference.record.author:
            times[_letters(name)] = times.get(_letters(name), 0) + 1
            if name.family and len(_letters(name)) >= _SHORTEST:
                by_initials.setdefault(_initials(name), []).append((reference, name))
    for same in by_initials.values():
        for reference, name in same:
            if times[_letters(name)] > 1 or not _initials(name):
                continue
            others = [
                (r, n)
                for r, n in same
                if r is not reference
                and _is_letter_off(name, n)
                and not _are_two_names(name, n)
                and _share(reference, r, name, n)
            ]
            if len(others) >= _FEWEST_OTHERS and len({_letters(n) for _, n in others}) == 1:
                yield _TwoSpellings((reference, name), others)


def _share(reference: Reference, other: Reference, name: Name, variant: Name) -> bool:
    """Whether two entries have another author in common."""
    a = {_letters(n) + _initial(n) for n in reference.record.author if n is not name}
    b = {_letters(n) + _initial(n) for n in other.record.author if n is not variant}
    return bool(a & b)


def _is_letter_off(name: Name, other: Name) -> bool:
    a, b = _letters(name), _letters(other)
    if min(len(a), len(b)) < _SHORTEST or a == b or not name.family or not other.family or not (a + b).isascii():
        return False
    from rapidfuzz.distance import OSA

    return (
        OSA.distance(a, b, score_cutoff=1) <= 1
        and same_family(name.full_family, other.full_family) is False
        and not is_romanised_alike(name.full_family, other.full_family)
    )


def _are_two_names(name: Name, other: Name) -> bool:
    """Whether both are borne by many people."""
    return {_letters(name), _letters(other)} <= _borne_by_many()


@lru_cache(maxsize=1)
def _borne_by_many() -> frozenset[str]:
    return frozenset(word_list("family-names.txt"))


def _letters(name: Name) -> str:
    return _joined(name.full_family)


@lru_cache(maxsize=4096)
def _joined(family: str) -> str:
    return fold(family).replace(" ", "")


def _initials(name: Name) -> str:
    given = name.given.replace(".", " ").replace("-", " ").split()
    return "".join(part if part.isupper() else part[:1] for part in given).casefold()


def _initial(name: Name) -> str:
    return _initials(name)[:1]


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
