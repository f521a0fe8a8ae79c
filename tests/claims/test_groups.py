"""Citations side by side are one group."""

from __future__ import annotations

import pytest

from citeaudit.checks.claim_mismatch import check
from citeaudit.claims.groups import grouped
from tests.manuscripts import audit_text

LIST = """
## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Moss D. Naps and memory in preschool children. J Sleep 2019;7:21-30.
3. Lind E. Light and winter depression in nurses. J Sleep 2018;6:2-8.
4. Berg C. Caffeine and sleep in students. J Sleep 2020;8:31-9.
"""


@pytest.mark.parametrize(
    ("sentence", "sizes"),
    [
        ("Naps improve memory [1][2].", [2]),
        ("Naps improve memory [1], [2].", [2]),
        ("Naps improve memory [1], [2] and [3].", [3]),
        ("Naps improve memory [1] [2].", [2]),
        ("Naps [1] improve memory [2].", [1, 1]),
        ("Naps improve memory [1]. Light helps [2].", [1, 1]),
        ("Naps improve memory [1, 2].", [1]),
        ("Naps improve memory [1] but not [2].", [1, 1]),
    ],
)
def test_groups(sentence: str, sizes: list[int]) -> None:
    citations = audit_text(f"# Sleep\n\n{sentence}\n{LIST}").citations
    groups = grouped(citations)
    assert [groups.of.count(place) for place in range(len(groups.citations))] == sizes
    assert sum(len(citation.links) for citation in groups.citations) == sum(len(c.links) for c in citations)


def test_each_citation_keeps_its_own_claims() -> None:
    audit = audit_text(f"# Sleep\n\nNaps improve memory [1][2]. Light helps [3].\n{LIST}")
    assert [(claim.citation, claim.reference, claim.group) for claim in audit.claims] == [
        ("c1", 1, "c1"),
        ("c2", 2, "c1"),
        ("c3", 3, ""),
    ]


def test_nothing_is_grouped_where_nothing_is_cited() -> None:
    assert grouped(()).citations == ()


TRIAL = "In carriers of PER3 the REMWAVE-2 trial of lunestazole and zopidrem raised recall"
WITH_TRIAL = f"{LIST}5. Roth J. Lunestazole plus zopidrem for carriers of PER3: results of the REMWAVE-2 trial. J Sleep 2021;9:1-9.\n"


@pytest.mark.parametrize(
    ("marker", "findings"), [("[1]", 1), ("[1][5]", 0), ("[1], [5]", 0), ("[1] and [5]", 0), ("[1, 5]", 0)]
)
def test_a_group_is_fine_where_one_of_it_fits(marker: str, findings: int) -> None:
    audit = audit_text(f"# Sleep\n\nAll are cited [1-5].\n\n{TRIAL} {marker}.\n{WITH_TRIAL}")
    assert len(list(check.findings(audit))) == findings
