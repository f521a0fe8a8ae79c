"""Percentages and fractions in the forms that authors print."""

from __future__ import annotations

import pytest

from citeaudit.rules.running import get, run
from tests.manuscripts import LIST, audit_text


def found(sentence: str) -> list[str]:
    audit = audit_text(f"# Sleep\n\n{sentence} Naps help (1).\n{LIST}")
    report = run(audit, {get("percentage-mismatch")})
    assert report.crashed == {}
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("Recall rose in 12.5% (30/120).", "30 of 120 is 25.0%, not 12.5%"),
        ("Recall rose in 12·5% (30 of 120).", "30 of 120 is 25.0%, not 12.5%"),
        ("Recall rose in 12,5 % (30/120).", "30 of 120 is 25.0%, not 12,5%"),
        ("Recall rose in few (12.5%, 30/120).", "30 of 120 is 25.0%, not 12.5%"),
        ("Recall rose in few (30/120; 12.5%).", "30 of 120 is 25.0%, not 12.5%"),
        ("Recall rose in 30 out of 120 adults [12%].", "30 of 120 is 25%, not 12%"),
        ("Recall rose in 1,300 of the 2,600 adults (45%).", "1,300 of 2,600 is 50%, not 45%"),
        ("Recall rose in 3 of 4 adults (50%).", "3 of 4 is 75%, not 50%"),
    ],
)
def test_a_wrong_percentage(sentence: str, message: str) -> None:
    assert found(sentence) == [message]


@pytest.mark.parametrize(
    "sentence",
    [
        "Recall rose in 25% (30/120).",
        "Recall rose in 33.3% (40/120) and in 67% (80/120).",
        "Recall of 90% to 95% (5 out of 120) was rare.",  # the end of a range
        "Recall of 90% (5 out of 120) 4% was rare.",  # the right one stands behind
        "Recall is kept by 7 of 9 genes with a total variance (86%).",  # a percentage of its own
        "Recall rose in 33.4% (40/120), truncated or not.",
        "Recall rose in about 12% (30/120).",
        "Recall rose in >12% (30/120).",
        "The weighted share was 12.5% (30/120).",
        "Toxicity of grade 3/4 (12%) was seen.",
        "The ratio was 3/4 (12%) in mice.",
        "There were 120/30 (12%) left.",
        "It was 95% (1/0) sure.",
        "The pressure was 120/80 (12%) as in BRCA1/20 (12%).",
    ],
)
def test_no_wrong_percentage(sentence: str) -> None:
    assert found(sentence) == []


def test_the_place_is_that_of_the_words() -> None:
    audit = audit_text(f"# Sleep\n\nRecall rose in *some*, 12.5% (30/120). Naps help (1).\n{LIST}")
    (finding,) = run(audit, {get("percentage-mismatch")}).findings
    assert (finding.location.line, finding.location.column, finding.location.end_column) == (3, 24, 37)
