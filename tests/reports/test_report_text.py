from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from citeaudit.errors import ConfigError
from citeaudit.model import Audit, Citation, Finding, NotFound, Report, Severity
from citeaudit.reports import get, json, jsonl, text
from citeaudit.reports.text import render
from citeaudit.text.display import visible

from .built import (
    ALL,
    AUDIT,
    CRASHED,
    DANGLING,
    LINELESS,
    NO_CITATIONS,
    NO_REFERENCES,
    NOTHING,
    REPORT,
    SWAP,
    UNCITED,
    place,
    report,
)

GOLDEN = Path(__file__).parent / "golden"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_forms_are_found_by_name() -> None:
    assert [get(name) for name in ("text", "json", "jsonl")] == [text, json, jsonl]
    with pytest.raises(ConfigError, match=r"“yaml”; choose one of: .*json, jsonl, .*text"):
        get("yaml")


@pytest.mark.parametrize("width", [80, 120])
def test_golden(width: int) -> None:
    """To renew a file, write `render(REPORT, width=width)` to it, and read it as an editor would."""
    assert render(REPORT, width=width) == (GOLDEN / f"report-{width}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ALL)
def test_color_adds_nothing_but_color(name: str) -> None:
    plain, colored = render(ALL[name]), render(ALL[name], color=True)
    assert "\x1b" not in plain
    assert "\x1b[" in colored
    assert ANSI.sub("", colored) == plain


@pytest.mark.parametrize("width", [40, 80, 120])
def test_only_lines_for_programs_are_longer_than_the_terminal(width: int) -> None:
    for line in render(REPORT, width=width).splitlines():
        assert cell_len(line) <= width or re.match(r"paper\.md:\d+:\d+ |\d+ references? parsed", line)
        assert line == line.rstrip()


SEEN = (
    "3 references parsed of 3, 1 resolved (1 synthetic), 1 not found, 1 not asked; "
    "2 citations, 3 links, 1 weighed, 1 abstained"
)


def headlines(of: Report) -> list[str]:
    return [line for line in render(of, width=60).splitlines() if re.search(r" (error|warning|info)\[[a-z-]+\] ", line)]


def test_every_finding_has_one_line_for_programs_in_the_order_of_the_report() -> None:
    assert headlines(REPORT) == [
        "paper.md:5:90 error[claim-mismatch] cites reference 1 (Hall 2015), but reference 2 (Müßig 2019) fits",
        "paper.md:5:90 error[dangling-citation] cites 9, but the list ends with 3",
        "paper.md:23:4 warning[uncited-reference] reference 3 is cited nowhere",
    ]


def test_places_without_lines_have_names() -> None:
    assert [line.split(" cites")[0].split(" reference")[0] for line in headlines(LINELESS)] == [
        "letter.docx: paragraph 12 error[claim-mismatch]",
        "paper.pdf: page 3 warning[uncited-reference]",
    ]


@pytest.mark.parametrize(
    ("of", "loud"),
    [
        (NOTHING, ["NO REFERENCES were found in paper.md", "NO CITATIONS were found in paper.md"]),
        (NO_REFERENCES, ["NO REFERENCES were found", "NO LINK was weighed"]),
        (NO_CITATIONS, ["NO CITATIONS were found"]),
        (report(replace(AUDIT, claims=())), ["NO LINK was weighed"]),
        (
            report(replace(AUDIT, references=tuple(replace(r, record=type(r.record)()) for r in AUDIT.references))),
            ["NO REFERENCE could be parsed"],
        ),
        (REPORT, []),
    ],
)
def test_what_was_not_there_is_said_aloud(of: Report, loud: list[str]) -> None:
    printed = render(of, width=200)
    assert re.findall(r"^WARNING +(NO [A-Z]+)", printed, re.MULTILINE) == [" ".join(s.split()[:2]) for s in loud]
    assert all(sentence in printed for sentence in loud)


@pytest.mark.parametrize(
    ("of", "coverage", "summary"),
    [
        (
            REPORT,
            SEEN,
            "2 errors, 1 warning, 0 infos",
        ),
        (
            NOTHING,
            "0 references parsed of 0, 0 resolved, 0 not asked; 0 citations, 0 links, 0 weighed, 0 abstained",
            "0 errors, 0 warnings, 0 infos",
        ),
        (
            report(
                Audit(
                    manuscript=AUDIT.manuscript,
                    references=AUDIT.references[:1],
                    resolutions={1: NotFound(asked=("x",))},
                )
            ),
            "1 reference parsed of 1, 0 resolved, 1 not found, 0 not asked; 0 citations, 0 links, 0 weighed, 0 abstained",
            "0 errors, 0 warnings, 0 infos",
        ),
        (
            LINELESS,
            "3 references parsed of 3, 0 resolved, 1 ambiguous, 0 not asked; 2 citations, 3 links, 1 weighed, 1 abstained",
            "1 error, 1 warning, 0 infos",
        ),
        (
            CRASHED,
            SEEN,
            "0 errors, 0 warnings, 0 infos, 1 waived",
        ),
    ],
)
def test_the_last_two_lines_say_what_was_looked_at(of: Report, coverage: str, summary: str) -> None:
    assert render(of).splitlines()[-2:] == [coverage, summary]


def test_what_was_left_open_is_said() -> None:
    printed = render(
        replace(REPORT, crashed=CRASHED.crashed, audit=replace(AUDIT, manuscript=NOTHING.audit.manuscript)), width=300
    )
    assert "\nnote        byte 7 is not UTF-8\n" in printed
    assert (
        "\nincomplete  pages-mismatch, unresolved-reference could not look at everything: "
        "1 of 3 references were not looked up: offline\n"
    ) in printed
    assert "\ncrashed     citation-order crashed, so what it looks for is not known: KeyError: 'x'. " in printed


# --------------------------------------------------------------------------- sentences


def shown(sentence: str, marker: str, claim: str = "", width: int = 80) -> list[str]:
    """The lines of the sentence of a finding, from where the text begins."""
    citation = Citation(
        id="c1", marker=marker, location=place(1), section="", sentence=sentence, claim=claim, narrative_authors=()
    )
    finding = replace(DANGLING, citations=("c1",))
    lines = render(report(replace(AUDIT, citations=(citation,), claims=()), (finding,)), width=width).splitlines()
    return [line[13:] for line in lines[1 : lines.index("")]]


@pytest.mark.parametrize(
    ("sentence", "marker", "claim", "carets"),
    [
        ("One (1) and two (1).", "(1)", "One", "    ^^^"),
        ("One (1) and two (1).", "(1)", "and two", "                ^^^"),
        ("One (1) and two (1).", "(1)", "not there", "    ^^^"),
        ("In 139 patients39, all slept.", "39", "In 139 patients", "               ^^"),
        ("睡眠が大切 (1)。", "(1)", "睡眠が大切", "           ^^^"),
        ("A place [1, 2] with a blank.", "[1, 2]", "A place", "        ^^^^^^"),
    ],
)
def test_carets_stand_under_the_marker(sentence: str, marker: str, claim: str, carets: str) -> None:
    assert shown(sentence, marker, claim) == [sentence, carets]


def test_a_marker_that_is_not_in_the_sentence_is_named() -> None:
    assert shown("All slept.", "^1^") == ["All slept.  [marker ^1^]"]


@given(st.integers(0, 400), st.integers(0, 400), st.integers(40, 120))
def test_long_sentences_are_shortened_around_the_marker(before: int, behind: int, width: int) -> None:
    sentence = "word " * before + "claim (77)" + " more" * behind + "."
    lines = shown(sentence, "(77)", "claim", width)
    carets = [index for index, line in enumerate(lines) if "^" in line]
    assert len(carets) == 1
    above = lines[carets[0] - 1]
    start = lines[carets[0]].index("^")
    assert above[start : start + 4] == "(77)"
    shown_of_it = " ".join(line for line in lines if "^" not in line)
    if len(sentence) <= 5 * (width - 13):
        assert shown_of_it == sentence
    else:
        assert len(lines) <= 5 + 1 + 2  # the carets, and what wrapping leaves empty at the ends of lines
        assert shown_of_it != sentence
        assert shown_of_it.removeprefix("… ").removesuffix(" …") in sentence


def test_of_many_citations_every_place_is_named() -> None:
    citations = tuple(replace(AUDIT.citations[1], id=f"c{n}", location=place(n, 2)) for n in range(1, 7))
    finding = replace(SWAP, citations=tuple(c.id for c in citations), references=(1,))
    printed = render(report(replace(AUDIT, citations=citations), (finding,)))
    assert printed.count("Müßig et al. say so, too (2).") == 3
    assert all(f"paper.md:{n}:2" in printed for n in range(2, 7))


def test_of_many_references_every_number_is_named() -> None:
    references = tuple(replace(AUDIT.references[0], index=n, label=str(n)) for n in range(1, 11))
    finding = replace(UNCITED, references=tuple(range(1, 11)))
    printed = render(report(replace(AUDIT, references=references), (finding,)))
    assert printed.count("Hall A, de Groot B") == 6
    assert "and 4 more: 7–10\n" in printed


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [(1.0, None), (0.9999, "over 99%"), (0.99, "99%"), (0.5, "50%"), (0.001, "under 1%")],
)
def test_chances_are_never_rounded_to_certainty(confidence: float, shown: str | None) -> None:
    text = render(report(findings=(replace(SWAP, confidence=confidence),)))
    found = re.search(r"chance +(.*) that this is right", text)
    assert (found[1] if found else None) == shown


# --------------------------------------------------------------------------- hostile manuscripts


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\x9b31mb", "a\\x9b31mb"),
        ("a\x07\x08\x7fb", "a\\x07\\x08\\x7fb"),
        ("a\u202eb\u2069", "a<U+202E>b<U+2069>"),
        ("a\nb\tc\r\nd\u2028e\x85f", "a b c  d e f"),
        ("so\u00adft\ufeff \U000e0041tag\u2060", "soft tag"),
        ("\ud800", "\ufffd"),
        ("می\u200cروم Ünï 乳腺癌 🧬", "می\u200cروم Ünï 乳腺癌 🧬"),
        ("[red]not markup[/red] :smile:", "[red]not markup[/red] :smile:"),
    ],
)
def test_what_a_manuscript_says_cannot_steer_the_terminal(hostile: str, harmless: str) -> None:
    assert visible(hostile) == harmless
    citation = replace(AUDIT.citations[0], sentence=hostile, claim=hostile, marker=hostile)
    record = replace(AUDIT.references[0].record, title=hostile, container_title=hostile)
    audit = replace(
        AUDIT,
        manuscript=replace(AUDIT.manuscript, title=hostile, notes=(hostile,), path=hostile, format=hostile),
        references=(replace(AUDIT.references[0], record=record, raw=hostile, label=hostile), *AUDIT.references[1:]),
        citations=(citation,),
    )
    findings = tuple(
        replace(
            finding,
            message=hostile,
            evidence=(hostile,),
            fix={hostile: hostile},
            location=replace(place(1), path=hostile),
            related=(replace(place(2), path=hostile),),
        )
        for finding in (SWAP, replace(UNCITED, references=(1,)))
    )
    printed = render(report(audit, findings, incomplete={hostile: hostile}, crashed={hostile: hostile}), color=True)
    assert harmless in printed
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\ud800]", ANSI.sub("", printed))


def test_severities_have_their_words() -> None:
    findings: tuple[Finding, ...] = tuple(replace(UNCITED, severity=severity) for severity in Severity)
    assert [line.split()[1] for line in headlines(report(findings=findings))] == [
        "info[uncited-reference]",
        "warning[uncited-reference]",
        "error[uncited-reference]",
    ]
