"""A citation names a number, or an author and a year, that the list of references does not have.

Of citations by author and year that the list lacks there is one finding each, at the first place, with the others beside it. A
name that is only spelled otherwise is found all the same and reported by `citation-spelling`. What stands in brackets with
a year and is not a citation, a month, a place, a figure, is left alone; a single name that nothing else in the text speaks for is a
warning. Where the list has nearly that key, or that name and year, the finding names it.

Bad:

```markdown
# Sleep

Memory needs sleep (1,2,4).

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
```
```text report
3:20 error[dangling-citation] (1,2,4) points at reference 4, but the list ends at 3
```

Bad:

```markdown
# Sleep

Memory needs sleep (Hall, 2015; Kaplan et al., 2012). Naps do not (Kaplan et al., 2012).

## References

- Hall, A. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Moss, D. (2019). Naps in older adults. J Sleep, 7, 21-30.
```
```text report
3:20 error[dangling-citation] “Kaplan et al., 2012” is cited, but the list has no such work
```

Bad:

```markdown
# Sleep

Memory needs sleep (Carter, 2005; Moss, 2019). Naps help (Carter, 2015).

## References

- Carter, A. (2005). Sleep and memory. J Sleep, 3, 1-9.
- Moss, D. (2019). Naps in older adults. J Sleep, 7, 21-30.
```
```text report
3:58 warning[dangling-citation] “Carter, 2015” is cited, but the list has no such work; did you mean reference 1 (Carter 2005)?
```

Good:

```markdown
# Sleep

Memory needs sleep (Hall, 2015; Moss, 2019), as was seen (in January 2016) in a trial (Figure 2, 2015).

## References

- Hall, A. (2015). Sleep and memory. J Sleep, 3, 1-9.
- Moss, D. (2019). Naps in older adults. J Sleep, 7, 21-30.
```

Good:

```markdown
# Sleep

Memory needs sleep (1–3), as a trial in 2019 (20/40) showed.

## References

1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.
2. Moss D. Naps in older adults. J Sleep 2019;7:21-30.
3. Berg C. Dreams. J Sleep 2020;8:31-9.
```

Source: ICMJE Recommendations, section IV.A.3.g, References.
"""

from collections.abc import Iterator, Set

from citeaudit.linking import authoryear
from citeaudit.linking.markers import number
from citeaudit.linking.nearest import nearest_key, nearest_works
from citeaudit.model import Audit, Citation, Finding, Reference, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_SEVERAL_AUTHORS = lazy(r"\bal\b|\s(?:and|&|et|und|y)\s")
"""What stands between authors or behind the first; a product's name has neither."""

_PLAIN = 0.95  # the chance that several names and a year are a citation
_SINGLE = 0.75  # the same for one name: with its year it may also be a company's product

check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="list",
    message="[[{marker} points at reference {label}]][[“{work}” is cited]], but the list [[ends at {last}]][[has no such {missing}]][[; did you mean reference {suggested} ({near})?]][[; did you mean {key}?]]",
    question="We could not find [[“{work}”]][[reference {label}]] in the list[[, which ends at {last}]].[[ Did you mean reference {suggested} ({near})?]][[ Did you mean {key}?]] Could you please give us the missing reference, or tell us which one you meant?",
    cause=("label", "work"),
    message_of_many="{count} citations point at reference {label}, but the list [[ends at {last}]][[has no such {missing}]][[; did you mean reference {suggested} ({near})?]][[; did you mean {key}?]]",
    since="0.1",
    needs_citations=True,
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    if audit.citation_form == authoryear.FORM:
        yield from _unlisted_works(audit)
        return
    last = max((number(r.label) for r in audit.references), default=0)
    cited = _cited(audit)
    by_key = {reference.key: reference for reference in audit.references if reference.key}
    keys = (*by_key, *audit.manuscript.unused_keys)
    used = {key for key, reference in by_key.items() if reference.index in cited}
    for citation in audit.citations:
        for link in citation.links:
            if link.reference is None:
                numeric = link.label[:1].isdigit()
                past = numeric and number(link.label) > last
                key = "" if numeric else nearest_key(link.label, keys, used)
                near = by_key.get(key)
                yield check.finding(
                    citation.location,
                    numbers={
                        "marker": citation.marker,
                        "label": link.label,
                        "work": "",
                        "last": last if past else "",
                        "missing": "" if past else "number" if numeric else "entry",
                        **_named(near),
                        "key": "" if near else key,
                    },
                    citations=[citation],
                    suggested=[near] if near else [],
                    evidence=_uncited(near, cited),
                )


def _unlisted_works(audit: Audit) -> Iterator[Finding]:
    """One finding for each author and year that the list does not have."""
    places: dict[str, list[tuple[Citation, str]]] = {}
    for citation in audit.citations:
        for link in citation.links:
            if link.reference is None:
                places.setdefault(fold(link.label.replace("&", " and ")), []).append((citation, link.label))
    nearest = nearest_works([same[0][1] for same in places.values()], audit.references)
    for same in places.values():
        label, citations = same[0][1], [citation for citation, _ in same]
        near = nearest.get(label)
        plain = _SEVERAL_AUTHORS.search(label) is not None
        yield check.finding(
            citations[0].location,
            numbers={
                "marker": citations[0].marker,
                "label": "",
                "work": label,
                "last": "",
                "missing": "work",
                **_named(near),
            },
            identity={"what": f"“{label}” is cited"},  # baselines and decisions know it by these words
            citations=citations,
            related=[citation.location for citation in citations[1:]],
            severity=None if plain else Severity.WARNING,
            confidence=_PLAIN if plain else _SINGLE,
            suggested=[near] if near else [],
        )


def _cited(audit: Audit) -> set[int]:
    return {link.reference for citation in audit.citations for link in citation.links if link.reference is not None}


def _named(near: Reference | None) -> dict[str, str]:
    """What the message says of the reference that may have been meant."""
    return {
        "suggested": near.label or str(near.index) if near else "",
        "near": near.short() if near else "",
        "key": "",
    }


def _uncited(near: Reference | None, cited: Set[int]) -> list[str]:
    """That nothing else cites what may have been meant, which speaks for a slip."""
    return [f"nothing in the text cites {near.called} as the list has it"] if near and near.index not in cited else []
