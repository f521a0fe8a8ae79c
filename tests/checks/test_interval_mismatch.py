"""Estimates, intervals and p values in the forms that authors print."""

from __future__ import annotations

import pytest

from citeaudit.rules.running import get, run
from tests.manuscripts import LIST, audit_text


def found(check: str, sentence: str) -> list[str]:
    audit = audit_text(f"# Sleep\n\n{sentence} Naps help (1).\n{LIST}")
    report = run(audit, {get(check)})
    assert report.crashed == {}
    return [finding.message for finding in report.findings]


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("It helped (HR 0.65 [95% CI 0.70–0.90]).", "0.65 lies outside its interval, 0.70 to 0.90"),
        ("It helped (HR=0·65, 95 % CI: 0·70 to 0·90).", "0.65 lies outside its interval, 0.70 to 0.90"),
        ("It helped (HR, 0.65; 95% CI, 0.70-0.90).", "0.65 lies outside its interval, 0.70 to 0.90"),
        ("It helped (OR 0,65; 95% CI 0,70 bis 0,90, 95% CI 0,70–0,90).", ""),
        ("It helped (OR 0,65; 95% CI 0,70–0,90).", "0,65 lies outside its interval, 0,70 to 0,90"),
        ("An odds ratio of 2.4 (95% confidence interval 1.1, 1.9).", "2.4 lies outside its interval, 1.1 to 1.9"),
        ("The mean difference was 4.0 (95% CI −1.0 to 3.0).", "4.0 lies outside its interval, -1.0 to 3.0"),
        ("The mean difference −4.0 (95% CI −3.0, −1.0).", "-4.0 lies outside its interval, -3.0 to -1.0"),
        ("The hazard ratio was 0.8 (95% CI 0.9–0.7).", "the interval runs backwards, from 0.9 to 0.7"),
        ("It helped (HR 0.65 [0.70-0.90]).", "0.65 lies outside its interval, 0.70 to 0.90"),
        ("It helped (HR=0.55, CI 0.60-0.81).", "0.55 lies outside its interval, 0.60 to 0.81"),
        ("Hazard ratio for death, 0.72; 95% CI, 0.75 to 0.93.", "0.72 lies outside its interval, 0.75 to 0.93"),
        ("The odds ratio (95% CI) was 0.90 (0.92-1.10).", "0.90 lies outside its interval, 0.92 to 1.10"),
        ("It took 36 weeks (95% CI 27, 32).", "36 lies outside its interval, 27 to 32"),
    ],
)
def test_interval(sentence: str, message: str) -> None:
    assert found("interval-mismatch", sentence) == ([message] if message else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "It helped (HR 0.65; 95% CI 0.50–0.90).",
        "It helped (HR 0.65, p = 0.01, 95% CI 0.50–0.90).",
        "The risk difference was 3.0 (95% CI −5.0 to −1.0).",
        "The risk difference was 0.12 (95% CI 8–15).",
        "It was 45% versus 50% (95% CI 1–9).",
        "The rate fell from 20% to 15% (95% CI 2–8).",
        "The OR was 1.50 (95% CI 1,2–1.9).",
        "It helped (HR 0.7, 95% CI 0.71–0.90).",
        "It helped (HR 0.65 [0.50-0.90]).",
        "It helped (HR 5 [1-3]).",  # counts, perhaps
        "It helped (HR 0.65; range 0.70-0.90).",
    ],
)
def test_no_interval(sentence: str) -> None:
    assert found("interval-mismatch", sentence) == []


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("HR 0.65 (95% CI 0.50–0.85; p = 0.40)", "p = 0.40, but the interval 0.50 to 0.85 gives about 0.0015"),
        ("HR: 0.65; 95% CI: 0.50–0.85; p > 0.05", "p > 0.05, but the interval 0.50 to 0.85 gives about 0.0015"),
        ("HR: 0.65; 95% CI: 0.50–0.85; p = 0.05", ""),
        ("HR 0.65 (95% CI 0.50–0.85), P>0.5", "p > 0.5, but the interval 0.50 to 0.85 gives about 0.0015"),
        ("OR 0.95 (95% CI 0.70–1.29; p < 0.001)", "p < 0.001, but the interval 0.70 to 1.29 gives about 0.74"),
        (
            "mean difference −2.0 (95% CI −3.0 to −1.0; p = 0·6)",
            "p = 0.6, but the interval -3.0 to -1.0 gives about 8.9e-05",
        ),
        ("HR 0.65 (95% CI 0.50–0.85; p = 0.001)", ""),
        ("HR 0.80 (95% CI 0.63–1.01; p = 0.04)", ""),
        ("HR 0.65 (95% CI 0.50–0.85; p for interaction = 0.40)", ""),
        ("HR 0.65 (95% CI 0.50–0.85; p = 0.40 for trend)", ""),
        ("HR 0.65 (90% CI 0.50–0.85; p = 0.40)", ""),
        ("HR 0.65 (95% CI 0.50–0.85; p = 0.4 × 10)", ""),
        ("HR 0.65 (95% CI 0.10–0.70; p = 0.40)", ""),
        ("HR 0.65 (95% CI 0–0.85; p = 0.40)", ""),
    ],
)
def test_p_value(sentence: str, message: str) -> None:
    assert found("p-value-mismatch", f"It helped, {sentence}.") == ([message] if message else [])
