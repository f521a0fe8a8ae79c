"""The name of an author is a letter off.

A name is compared with the one at its place among the authors of the work found, where the names beside it agree, and
with the same name elsewhere in the list: there it must have the same initials, stand beside the same other authors,
and be spelled the other way in at least two entries. One letter may be wrong, missing, too many or exchanged with its
neighbour. Accents, transliterations, double names and names below five letters are ignored; a name that differs by
more is `author-mismatch`.

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
```
```text report
8:4 warning[misspelt-author] reference 2: “Sebahg” is “Sebagh” in references 1 and 3
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

from collections.abc import Iterator, Sequence
from functools import lru_cache

from citeaudit.checks._works import shown
from citeaudit.matching import same_family
from citeaudit.matching.pairs import found_pairs
from citeaudit.model import Audit, Finding, Name, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold

_SHORTEST = 5  # letters; "Chen" and "Cheng" are two names

check = Check(
    __name__,
    __doc__,
    severity=Severity.WARNING,
    group="list",
    message="reference {index}: “{cited}” is “{actual}” in {where}",
    question="The reference has “{cited}”; we found “{actual}” in {where}. Which spelling is right?",
    since="0.1",
    needs_works=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    reported: set[tuple[int, str]] = set()
    for reference, found in found_pairs(audit):
        for cited, actual in _against_work(reference.record.author, found.work.record.author):
            reported.add((reference.index, _letters(cited)))
            yield check.finding(
                reference.location,
                facts={"cited": cited.full_family, "actual": actual.full_family, "where": found.work.source},
                numbers={"index": reference.label},
                references=[reference],
                evidence=[shown(found.work)],
                confidence=0.9 * found.score,
            )
    for reference, cited, others in _against_list(audit.references):
        if (reference.index, _letters(cited)) in reported:
            continue
        yield check.finding(
            reference.location,
            facts={"cited": cited.full_family, "actual": others[0][1].full_family},
            numbers={"index": reference.label, "where": f"references {_and([other.label for other, _ in others])}"},
            references=[reference],
            related=[other.location for other, _ in others],
            confidence=0.8,
        )


def _against_work(cited: Sequence[Name], actual: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    pairs = list(zip(cited, actual, strict=False))
    for at, (printed, registered) in enumerate(pairs):
        beside = [pairs[place] for place in (at - 1, at + 1) if 0 <= place < len(pairs)]
        known = all(same_family(a.full_family, b.full_family) for a, b in beside)
        if known and _initial(printed) == _initial(registered) and _is_letter_off(printed, registered):
            yield printed, registered


def _against_list(references: Sequence[Reference]) -> Iterator[tuple[Reference, Name, list[tuple[Reference, Name]]]]:
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
                if r is not reference and _is_letter_off(name, n) and _share(reference, r, name, n)
            ]
            if len(others) >= 2 and len({_letters(n) for _, n in others}) == 1:
                yield reference, name, others


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

    return OSA.distance(a, b, score_cutoff=1) <= 1 and same_family(name.full_family, other.full_family) is False


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
