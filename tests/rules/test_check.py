"""How checks are run: crashes, what was not seen, order, fingerprints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check, NoOptions
from citeaudit.rules.running import checks, checks_on, get, run
from tests.manuscripts import LIST, audit_text

AUDIT = audit_text(f"# Sleep\n\nMemory needs sleep (2,9). Mood too (1).\n{LIST}")


def test_a_crash_stops_nobody_else() -> None:
    broken = Check("x.broken_check", "Breaks.", severity=Severity.INFO, group="list", message="", since="0.1")

    @broken
    def find(audit: Audit, options: NoOptions) -> Iterator[Finding]:
        raise ZeroDivisionError("by design")

    report = run(AUDIT, [broken, get("dangling-citation")])
    assert report.crashed == {"broken-check": "ZeroDivisionError: by design"}
    assert [f.check for f in report.findings] == ["dangling-citation"]


def test_what_was_not_seen_is_said() -> None:
    report = run(AUDIT)
    assert report.incomplete["year-mismatch"] == "4 of 4 references were not looked up: no source was given"
    assert "uncited-reference" not in report.incomplete
    no_citations = run(audit_text(f"# Sleep\n\nNothing is cited.\n{LIST}"))
    assert no_citations.incomplete["uncited-reference"] == "no citations were recognised in the text"
    assert not [f for f in no_citations.findings if f.check == "uncited-reference"]
    no_list = run(audit_text("# Sleep\n\nMemory needs sleep (1).\n"))
    assert set(no_list.incomplete) == {check.name for check in checks_on()}


def test_findings_are_sorted_by_place() -> None:
    report = run(AUDIT)
    places = [(f.location.line, f.location.column) for f in report.findings]
    assert places == sorted(places)
    assert len(places) == 4  # 9 dangles, 1 comes after 2, 3 and 4 are cited nowhere


def test_fingerprints_survive_edits_elsewhere_and_renumbering() -> None:
    moved = audit_text(
        "# Sleep\n\nA new first sentence cites the new first entry (1).\n\nMemory needs sleep (3,10). Mood too (2).\n"
        "\n## References\n\n1. New E. An entry that came first. J Sleep 2020;1:1-2.\n"
        + "".join(f"{int(line[0]) + 1}{line[1:]}\n" for line in LIST.splitlines() if line[:1].isdigit())
    )
    before = {f.fingerprint for f in run(AUDIT).findings}
    assert len(before) == 4
    assert before == {f.fingerprint for f in run(moved).findings}


def test_a_claim_that_holds_other_markers_keeps_its_fingerprint() -> None:
    check = get("dangling-citation")
    claims = [
        "Sleep (28), [29, 31–33] and light in 2019",
        "Sleep (30), [1; 2] and light in 2019",
        "Sleep and light in 2020",
    ]
    prints = [
        check.finding(
            citation.location,
            numbers=dict.fromkeys(("marker", "label", "work", "last", "missing", "suggested", "near", "key"), ""),
            citations=[replace(citation, claim=claim)],
        ).fingerprint
        for citation in AUDIT.citations[:1]
        for claim in claims
    ]
    assert prints[0] == prints[1] != prints[2]


def test_checks_are_found_by_file_name() -> None:
    assert {"claim-mismatch", "year-mismatch"} <= {check.name for check in checks()}
    assert [check.name for check in checks()] == sorted(check.name for check in checks())


@pytest.mark.parametrize(
    ("values", "keyed", "sentence"),
    [
        ({"index": "2", "first": "hall2015", "year": "2015"}, True, "[lind2018] of 2015 is [hall2015]"),
        ({"index": "lind2018", "first": "", "year": "2"}, True, "[lind2018] of 2 is reference "),
        ({"index": "lind2018", "first": "9", "year": "2015"}, True, "[lind2018] of 2015 is 9"),
        ({"index": "2", "first": "1", "year": "2015"}, False, "reference 2 of 2015 is reference 1"),
    ],
)
def test_messages_name_keys(values: dict[str, str], keyed: bool, sentence: str) -> None:
    entry = replace(AUDIT.references[1], label="lind2018", key="lind2018", keyed=keyed)
    check = Check(
        "x.some_check",
        "Says.",
        severity=Severity.INFO,
        group="list",
        message="reference {index} of {year} is reference {first}",
        since="0.1",
    )
    finding = check.finding(AUDIT.references[1].location, numbers=values, references=[entry])
    assert finding.message == sentence
    assert finding.facts == values


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"year": "2015", "reason": "late"}, "[1] of 2015: late"),
        ({"year": "", "reason": "late"}, "[1]: late"),
        ({"year": 2015, "reason": ""}, "[1] of 2015"),
        ({"year": "{x}", "reason": "a [[b]] {c}"}, "[1] of {x}: a [[b]] {c}"),
    ],
)
def test_a_part_of_the_message_is_left_out_where_a_value_is_empty(values: dict[str, object], message: str) -> None:
    check = Check(
        "x.late",
        "Late.",
        severity=Severity.INFO,
        group="list",
        message="[{index}][[ of {year}]][[: {reason}]]",
        since="0.1",
    )
    location = AUDIT.citations[0].location
    assert check.finding(location, facts=values, numbers={"index": 1}).message == message
    with pytest.raises(KeyError):
        check.finding(location, facts={"year": "2015"}, numbers={"index": 1})


def test_what_tells_findings_apart_may_be_named() -> None:
    check = get("year-mismatch")
    location = AUDIT.citations[0].location
    facts = {"cited": "2015", "actual": "2016", "source": "crossref"}
    by_facts = check.finding(location, facts=facts, numbers={"index": 1}).fingerprint
    named = [
        check.finding(location, numbers={**facts, "index": number}, identity=identity).fingerprint
        for number, identity in ((1, facts), (2, facts), (1, {"cited": "2015"}), (1, {}))
    ]
    assert named[0] == named[1] == by_facts
    assert len({*named}) == 3
