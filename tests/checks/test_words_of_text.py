"""Words of the manuscript: what is called recent, what rests on nothing, who is credited, and the year of a study."""

from __future__ import annotations

import pytest

from citeaudit.rules.running import get, run
from tests.manuscripts import audit_text

LIST = """
## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2003;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
3. Zorn P, Fox G. owlFinder: a program for logs of sleep. J Sleep 2018;6:2-9.
"""


def found(check: str, text: str) -> list[str]:
    audit = audit_text(f"# Sleep\n\nSleep matters [1-3].\n\n## Methods\n\n{text}\n{LIST}")
    report = run(audit, {get(check)})
    assert report.crashed == {}
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("A recent study shows it [1].", True),
        ("In recent work it was shown [1].", True),
        ("The more recent study shows it [1].", False),
        ("The most recent study shows it [1].", False),
        ("There is no recent study of it, but an old one [1].", False),
        ("There is not any large recent study of it, but an old one [1].", False),
        ("For lack of recent studies we took an old one [1].", False),
    ],
)
def test_old_for_recent(text: str, is_found: bool) -> None:
    assert bool(found("old-for-recent", text)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("A recent study showed it.", True),
        ("Naps are short, and previous studies showed it.", True),
        ("No previous study showed it.", False),
        ("Few previous studies showed it.", False),
        ("We asked whether previous studies found it.", False),
        ("Our data and those of a previous study suggest it.", False),
        ("A comparison with previous studies showed it.", False),
        ("Our previous study showed it.", False),
    ],
)
def test_uncited_claim(text: str, is_found: bool) -> None:
    assert (
        bool(found("uncited-claim", f"We asked. We counted. {text} So we began. We ended. We slept. We left."))
        is is_found
    )


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("It was first described by Paget [1].", True),
        ("It was first described by McPaget [1].", True),
        ("It was first described by Anna [1].", False),  # a given name of Hall, A.
        ("Logs are read as proposed by OwlFinder [3].", False),  # a program
        ("Logs are read as proposed by Finder2 [1].", False),
        ("Logs are read by a device developed by Holland Scientific [1].", False),
        ("Logs are read by a device developed by Moss Instruments [1].", False),
    ],
)
def test_secondary_citation(text: str, is_found: bool) -> None:
    assert bool(found("secondary-citation", text)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("A 2004 trial showed it [1].", False),
        ("A 2005 trial showed it [1].", True),
        ("A 2015 review showed it [2].", True),
        ("A 2016 review showed it [2].", False),
        ("A 1999 trial showed it [2].", False),  # done then, reported later
        ("Moss et al. (2018) [2] showed it.", False),
        ("Moss et al. (2020) [2] showed it.", False),
        ("Moss et al. (2017) [2] showed it.", True),
        ("Moss et al. (2021) [2] showed it.", True),
        ("Hall et al. (2017) [2] showed it.", False),  # another author: narrative-author-mismatch
        ("In 2012, Moss et al. described it in owls [2].", True),
        ("In 2012, Moss et al. began to sleep, as owls do [2].", False),
    ],
)
def test_narrative_year(text: str, is_found: bool) -> None:
    assert bool(found("narrative-year-mismatch", text)) is is_found
