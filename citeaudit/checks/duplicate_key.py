"""Two entries of a bibliography have one key.

A citation of the key prints one of the two: BibTeX takes the first and complains, others take the last. If they are two works, one of
them is never printed, so that is an error; if they are one work, entered twice, or that is not sure, it is a warning. An entry that
another file repeats word for word does no harm.

Bad:

```bibtex
@article{hall2015,
  author = {Hall, Ann}, title = {Sleep and memory},
  journal = {J Sleep}, volume = 3, pages = {1--9}, year = 2015}
@article{hall2015,
  author = {Hall, Ann}, title = {Naps of shift workers},
  journal = {J Sleep}, volume = 3, pages = {44--51}, year = 2015}
@article{moss2019,
  author = {Moss, Daniel}, title = {Dreams in winter},
  journal = {J Sleep}, volume = 7, pages = {21--30}, year = 2019}
@article{moss2019,
  author = {Moss, D.}, title = {Dreams in Winter},
  journal = {Journal of Sleep}, volume = 7, pages = {21--30}, year = 2019}
```
```text report
4:1 error[duplicate-key] the key “hall2015” is taken already by another work, “Sleep and memory”
10:1 warning[duplicate-key] the key “moss2019” is taken already
```

Good:

```bibtex
@article{hall2015a,
  author = {Hall, Ann}, title = {Sleep and memory},
  journal = {J Sleep}, volume = 3, pages = {1--9}, year = 2015}
@article{hall2015b,
  author = {Hall, Ann}, title = {Naps of shift workers},
  journal = {J Sleep}, volume = 3, pages = {44--51}, year = 2015}
```

Source: Oren Patashnik, "BibTeXing" (1988); BibTeX's complaint "Repeated entry".
"""

from collections.abc import Iterator

from citeaudit.matching import same_page, same_title, same_volume
from citeaudit.model import Audit, Finding, Record, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.text.display import clipped

check = Check(
    __name__,
    __doc__,
    severity=Severity.ERROR,
    group="list",
    holds_anyway=True,
    message="the key “{key}” is taken already[[ by another work, “{other}”]]",
    question="Two entries of your bibliography have the key “{key}”. Could you please tell us which of them is meant?",
    since="0.1",
)


@check
def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
    path = audit.manuscript.path
    for first, *others in audit.manuscript.repeated_keys:
        for other in others:
            another = _is_another(first.record or Record(), other.record or Record())
            title = clipped((first.record.title if first.record else "") or first.text.content)
            yield check.finding(
                other.text.location(path),
                facts={"key": first.key, "other": title if another else ""},
                identity={"key": first.key, "entry": other.text.content},
                severity=None if another else Severity.WARNING,
                related=[first.text.location(path)],
                references=[r for r in audit.references if r.key == first.key][:1],
            )


def _is_another(first: Record, other: Record) -> bool:
    """Whether two entries are beyond doubt of two works: their titles differ, and so does their DOI or their place."""
    if first.DOI and other.DOI:
        return first.DOI.casefold() != other.DOI.casefold() and same_title(first.title, other.title) is not True
    placed = same_volume(first.volume, other.volume) is not False and same_page(first.page, other.page) is not False
    return same_title(first.title, other.title) is False and not (placed and first.page and other.page)
