"""What has one cause is told as one, and each of its findings keeps its place, its words and its fingerprint."""

from __future__ import annotations

import json as json_module
from dataclasses import replace

import pytest

from citeaudit.model import Audit, Finding, Location, Report, Severity
from citeaudit.reports import github, html, json, letter, markdown, text
from citeaudit.rules import reading
from citeaudit.rules.causes import as_one, by_cause, counted, counts, places, where
from citeaudit.rules.check import Check
from citeaudit.rules.running import checks, get, run
from tests.manuscripts import audit_text


@pytest.fixture(autouse=True)
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The manuscripts here are made to have many findings, which otherwise would make their reading doubtful."""
    monkeypatch.setattr(reading, "SIGNS", ())


LIST = "\n".join(
    f"{n}. {chr(64 + n)}all A. Sleep and memory in cohort {n}. J Sleep {1990 + n};{n}:1-9." for n in range(1, 13)
)
UNCITED = f"# Sleep\n\nMemory needs sleep (4). Naps help (5), and dreams (4).\n\n## References\n\n{LIST}\n"
NUMBERS = (
    "# Sleep\n\nMemory needs sleep [1,2]. Naps help [2,9]; dreams [1,9]; age [3,8].\n\n## References\n\n"
    + "\n".join(LIST.splitlines()[:3])
)


def report_on(manuscript: str, *names: str) -> Report:
    audit = audit_text(manuscript)
    return run(audit, [get(name) for name in names])


def test_references_that_are_cited_nowhere_are_one() -> None:
    report = report_on(UNCITED, "uncited-reference")
    (cause,) = by_cause(report.findings, report.audit)
    assert len(cause.members) == len(report.findings) == 10
    assert cause.finding.message == "10 references are cited nowhere in the text: 1–3 and 6–12"
    assert cause.finding.references == (1, 2, 3, *range(6, 13))
    assert counts(report)[Severity.WARNING] == (1, 10)


def test_every_report_for_people_tells_them_once_and_those_for_programs_each() -> None:
    report = report_on(UNCITED, "uncited-reference")
    for form in (text, github, markdown, letter, html):
        printed = form.render(report)
        assert "references are cited nowhere" in printed or "cites these 10 references: 1–3 and 6–12" in printed
    assert text.render(report).count("warning[uncited-reference]") == 1
    assert "    at       lines 7–9 and 12–18\n" in text.render(report)
    assert text.render(report).endswith("0 errors, 1 warning at 10 places, 0 infos\n")
    assert github.render(report).count("::warning") == 1
    assert letter.render(report).count("## Query") == 1
    found = json_module.loads(json.render(report))
    assert len(found["findings"]) == found["summary"]["warning"] == 10
    assert len({finding["cause"] for finding in found["findings"]}) == 1
    assert len({finding["fingerprint"] for finding in found["findings"]}) == 10


def test_one_missing_number_is_one_and_another_is_another() -> None:
    report = report_on(NUMBERS, "dangling-citation")
    told = [cause.finding.message for cause in by_cause(report.findings, report.audit)]
    assert told == [
        "2 citations point at reference 9, but the list ends at 3",
        "[3,8] points at reference 8, but the list ends at 3",
    ]


def test_a_check_that_says_nothing_of_causes_has_its_findings_told_as_one_where_they_say_the_same_of_one_reference() -> (
    None
):
    check = Check("acme.missing_year", "A page.", severity=Severity.INFO, group="record", message="{what}", since="1")
    audit = audit_text(UNCITED)
    here, there = (Location(path="paper.md", line=line, column=1) for line in (3, 9))
    first, second = audit.references[:2]

    def found(location: Location, what: str, *, about: tuple[object, ...] = (first,), **other: object) -> Finding:
        return check.finding(location, facts={"what": what}, references=about, **other)  # type: ignore[arg-type]

    def told(*findings: Finding) -> list[str]:
        return [cause.finding.message for cause in by_cause(findings, audit)]

    assert told(found(here, "no year"), found(there, "no year")) == ["no year, at 2 places"]
    assert len(told(found(here, "no year"), found(there, "no title"))) == 2
    assert len(told(found(here, "no year"), found(there, "no year", about=(second,)))) == 2
    assert len(told(found(here, "no year"), found(there, "no year", evidence=["for a reason"]))) == 2
    assert len(told(found(here, "no year", about=()), found(there, "no year", about=()))) == 2


def test_a_group_has_the_gravest_severity_and_the_first_place() -> None:
    report = report_on(UNCITED, "uncited-reference")
    mild, grave = (
        report.findings[0],
        replace(report.findings[1], severity=Severity.ERROR, confidence=0.5, evidence=("x",)),
    )
    told = as_one([mild, grave], report.audit)
    assert (told.severity, told.confidence, told.location, told.evidence) == (
        Severity.ERROR,
        0.5,
        mild.location,
        ("x",),
    )


def test_findings_made_by_hand_are_told_one_by_one() -> None:
    report = report_on(UNCITED, "uncited-reference")
    bare = [replace(finding, cause="") for finding in report.findings]
    assert len(by_cause(bare, report.audit)) == 10


@pytest.mark.parametrize("many", [3, 200])
def test_long_lists_stay_readable(many: int) -> None:
    listed = "\n".join(f"{n}. Moss A. Sleep in cohort {n}. J Sleep 2001;{n}:1-9." for n in range(1, 2 * many + 1))
    cited = ", ".join(str(n) for n in range(1, 2 * many + 1, 2))
    manuscript = f"# Sleep\n\nMemory needs sleep [{cited}].\n\n## References\n\n{listed}\n"
    report = report_on(manuscript, "uncited-reference")
    (cause,) = by_cause(report.findings, report.audit)
    assert len(cause.members) == many
    assert len(cause.finding.message) < 100
    assert "2, 4 and 6" in cause.finding.message if many == 3 else cause.finding.message.endswith("in the text")
    printed = (text.render(report), github.render(report), letter.render(report), markdown.render(report))
    assert all(str(2 * many) in form for form in printed)


def at(line: int | None = None, label: str = "", page: int | None = None, path: str = "a.md") -> Location:
    return Location(path=path, line=line, column=None if line is None else 1, label=label, page=page)


@pytest.mark.parametrize(
    ("locations", "expected"),
    [
        ([at(4)], "line 4"),
        ([at(4), at(4)], "line 4"),
        ([at(4), at(7), at(8), at(9), at(12)], "lines 4, 7–9 and 12"),
        ([at(label="paragraph 3"), at(label="paragraph 8")], "paragraphs 3 and 8"),
        ([at(label="page 3, line 4"), at(label="page 3, line 5")], "page 3, lines 4 and 5"),
        ([at(page=3), at(page=5)], "pages 3 and 5"),
        ([at(4), at(2, path="refs.bib"), at(9, path="refs.bib")], "line 4; refs.bib, lines 2 and 9"),
        ([at(label="endnote"), at()], "endnote; the whole manuscript"),
    ],
)
def test_places_in_few_words(locations: list[Location], expected: str) -> None:
    assert places(locations, "a.md") == expected.replace("endnote; the", "endnote and the")


def test_counts_in_words() -> None:
    assert counted(Severity.ERROR, 1, 1) == "1 error"
    assert counted(Severity.INFO, 0, 0) == "0 infos"
    assert counted(Severity.WARNING, 1, 36) == "1 warning at 36 places"


def test_every_cause_names_values_that_the_message_has() -> None:
    from citeaudit.rules.phrases import gaps

    for check in checks():
        assert set(check.cause or ()) <= set(gaps(check.message)), check.name
        assert set(gaps(check.message_of_many)) <= {"count", "references", *gaps(check.message)}, check.name


def test_nothing_is_told_of_nothing() -> None:
    audit: Audit = audit_text(UNCITED)
    assert by_cause((), audit) == ()


@pytest.mark.parametrize(("rows", "expected"), [(12, "lines 7, 9, 11"), (13, "between lines 7 and 31")])
def test_entries_of_many_references_are_told_by_the_first_and_the_last(rows: int, expected: str) -> None:
    listed = "\n".join(f"{n}. Moss A. Sleep in cohort {n}. J Sleep 2001;{n}:1-9." for n in range(1, 2 * rows + 1))
    cited = ", ".join(str(n) for n in range(2, 2 * rows + 1, 2))
    report = report_on(f"# Sleep\n\nMemory needs sleep [{cited}].\n\n## References\n\n{listed}\n", "uncited-reference")
    (cause,) = by_cause(report.findings, report.audit)
    assert where(cause, report.audit).startswith(expected)


def test_a_value_that_findings_of_one_cause_do_not_have_alike_is_left_out() -> None:
    report = report_on(NUMBERS, "dangling-citation")
    first, second = (finding for finding in report.findings if finding.facts["label"] == "9")
    other = replace(second, facts={**second.facts, "last": "", "missing": "number"})
    assert as_one([first, other], report.audit).message.rstrip() == "2 citations point at reference 9, but the list"
