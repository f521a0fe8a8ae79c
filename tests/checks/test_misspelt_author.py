"""Two spellings of one name: which is told to be wrong, where it is asked, and what are two names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from citeaudit.rules.running import get, run
from tests.manuscripts import audit_text


def found(*names: str, works: Mapping[str, Mapping[str, Any]] | None = None) -> list[str]:
    """The findings in a list in which an author of each entry, beside Hall, bears one of the names."""
    entries = "\n".join(
        f"{at}. Hall A, {name} C. Sleep of kind {'abcdefgh'[at]}. J Sleep 2015;{at}:1-9. doi:10.5555/s{at}"
        for at, name in enumerate(names, 1)
    )
    audit = audit_text(f"# Sleep\n\nSleep helps (1).\n\n## References\n\n{entries}\n", works or {})
    report = run(audit, {get("misspelt-author")})
    assert report.crashed == {}
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize(
    ("names", "messages"),
    [
        (("Sebahg", "Sebagh"), []),
        (
            ("Sebagh", "Sebahg", "Sebagh"),
            ["one author is “Sebahg” in reference 2 and “Sebagh” in references 1 and 3: which is right?"],
        ),
        (("Sebagh", "Sebahg", "Sebagh", "Sebagh"), ["reference 2: “Sebahg” is “Sebagh” in references 1, 3 and 4"]),
        (("Sebagh", "Sebahg", "Sebahg", "Sebagh"), []),
        (("Zhang", "Zheng", "Zhang", "Zhang"), []),  # both are borne by many
        (("Saito", "Saitou", "Saito", "Saito"), []),  # two romanisations
        (("Vasilyeva", "Vasil’eva", "Vasilyeva", "Vasilyeva"), []),
        (("Mahony", "O’Mahony", "Mahony", "Mahony"), []),
        (("Ochoa", "Ocha", "Ochoa", "Ochoa"), []),  # four letters
        (("Ochoaz", "Ochoa", "Ochoaz", "Ochoaz"), ["reference 2: “Ochoa” is “Ochoaz” in references 1, 3 and 4"]),
    ],
)
def test_in_the_list(names: tuple[str, ...], messages: list[str]) -> None:
    assert found(*names) == messages


def test_the_work_found_decides() -> None:
    right = {"10.5555/s2": {"author": ["Hall, A", "Sebahg, C"]}}
    assert found("Sebagh", "Sebahg", "Sebagh", "Sebagh", works=right) == [
        "one author is “Sebahg” in reference 2 and “Sebagh” in references 1, 3 and 4: which is right?"
    ]
    both = {**right, "10.5555/s1": {"author": ["Hall, A", "Sebagh, C"]}}
    assert found("Sebagh", "Sebahg", "Sebagh", "Sebagh", works=both) == []
    others = {"10.5555/s1": {"author": ["Hall, A", "Sebagh, C"]}}
    assert found("Sebagh", "Sebahg", "Sebagh", works=others) == [
        "reference 2: “Sebahg” is “Sebagh” in references 1 and 3"
    ]


def test_a_work_found_speaks_of_names_borne_by_many() -> None:
    work = {"10.5555/s1": {"author": ["Hall, A", "Zheng, C"]}}
    assert found("Zhang", works=work) == ["reference 1: “Zhang” is “Zheng” in example"]
