"""Signs that a manuscript was read wrongly: each with a case on its bound and one past it, and what follows from a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.auditing.examining import exit_status as status_of
from citeaudit.auditing.plan import Plan
from citeaudit.model import Audit, Severity, Subject
from citeaudit.rules import reading
from citeaudit.rules.reading import doubts, sentence
from citeaudit.rules.running import exit_status, get, run, why_incomplete
from citeaudit.rules.wording import coverage_line, nothing_seen
from tests.manuscripts import audit_text

FAMILIES = (
    "Hall Moss Berg Lind Ober Nagy Fox Abend Kupp Adler Rush Horn Arun Craig Trown Barr Bailey Carter Dorn Cole "
    "Bell Ferrer Sato Mori Okada Weiss Lang Roth Stein Krug"
).split()
TOPICS = "memory naps dreams moods lunestazole jet-lag snoring insomnia light noise".split()


def entry(n: int, number: int | None = None) -> str:
    who, topic = FAMILIES[(n - 1) % len(FAMILIES)], TOPICS[n % len(TOPICS)]
    head = f"{n if number is None else number}. " if number != 0 else "- "
    return f"{head}{who} A{chr(65 + n % 26)}. Sleep and {topic} in {n} adults. J Sleep {1990 + n};{n}:{10 * n}-{10 * n + 9}."


def numbered(last: int, without: tuple[int, ...] = ()) -> list[str]:
    return [entry(n) for n in range(1, last + 1) if n not in without]


def paper(cited: str, entries: list[str], more: str = "") -> Audit:
    return audit_text(f"# Sleep\n\nMemory needs sleep {cited}.{more}\n\n## References\n\n" + "\n".join(entries) + "\n")


def signs(audit: Audit) -> list[str]:
    return [doubt.sign for doubt in doubts(audit)]


# --------------------------------------------------------------------------- the list


def test_a_whole_reading_is_not_doubted() -> None:
    assert doubts(paper("(1–20)", numbered(20))) == ()
    assert doubts(audit_text("# Sleep\n\nMemory needs sleep (1).\n")) == ()  # no list: that is told elsewhere
    assert doubts(paper("in all adults", numbered(20))) == ()  # no citations: the same


def test_three_numbers_left_out_are_the_authors_and_a_fourth_is_not() -> None:
    assert signs(paper("(1–20)", numbered(20, (5, 9, 13)))) == []
    audit = paper("(1–20)", numbered(20, (5, 9, 13, 14)))
    assert signs(audit) == ["numbers_leave_out"]
    (doubt,) = doubts(audit)
    assert doubt.clause == "its numbers go to 20, but 4 numbers of them (5, 9, 13 and 14) were not found"
    assert [place.line for place in doubt.places] == [10, 13, 16]  # the entries before: 4, 8 and 12


def test_few_numbers_left_out_of_a_long_list_are_the_authors() -> None:
    assert signs(paper("(1–100)", numbered(100, (5, 19, 33, 64, 90)))) == ["numbers_leave_out"]
    assert signs(paper("(1–100)", numbered(100, (5, 19, 33, 90)))) == []


def test_a_wide_gap_is_a_part_of_a_list_however_long() -> None:
    assert signs(paper("(1–200)", numbered(200, (50, 51, 52, 53, 54)))) == []
    assert signs(paper("(1–200)", numbered(200, (50, 51, 52, 53, 54, 55)))) == ["numbers_leave_out"]


def test_one_number_left_out_of_a_pdf_was_lost_in_reading() -> None:
    audit = paper("(1–20)", numbered(20, (9,)))
    assert signs(audit) == []
    assert signs(replace(audit, manuscript=replace(audit.manuscript, format="pdf"))) == ["numbers_leave_out"]


def test_a_year_is_no_number() -> None:
    audit = paper("(1–6)", numbered(6))
    one = audit.references[3]
    assert signs(
        replace(audit, references=(*audit.references[:3], replace(one, label="2012"), *audit.references[4:]))
    ) == ["labels_are_years"]
    assert signs(replace(audit, references=(*audit.references[:5], replace(audit.references[5], label="7")))) == []


def test_an_entry_that_holds_the_next_one() -> None:
    joined = numbered(8)
    joined[3:5] = [f"{joined[3]} {joined[4]}"]
    assert signs(paper("(1–8)", joined)) == ["entry_holds_the_next_number"]
    assert signs(paper("(1–8)", numbered(8, (5,)))) == []
    pages = numbered(8, (5,))
    pages[3] = pages[3].replace("J Sleep", "J Sleep suppl 5. ")  # a number, and no entry behind it but the year
    assert signs(paper("(1–8)", pages)) == []


def test_three_numbers_beyond_the_end_are_told_and_a_fourth_is_doubted() -> None:
    three, four = paper("(1–20,21,22,23)", numbered(20)), paper("(1–20,21,22,23,24)", numbered(20))
    assert signs(three) == []
    assert [f.check for f in run(three, [get("dangling-citation")]).findings] == ["dangling-citation"] * 3
    assert signs(four) == ["cited_beyond_the_end"]
    assert run(four, [get("dangling-citation")]).findings == ()


@pytest.mark.parametrize(("listed", "last", "doubted"), [(1, 3, True), (1, 2, False), (2, 5, True), (2, 4, False)])
def test_more_numbers_beyond_the_end_of_a_pdf_than_before_it(listed: int, last: int, doubted: bool) -> None:
    """A heading and a note below it were taken for the list; elsewhere an author may have begun with one entry."""
    audit = paper("".join(f"({n}) " for n in range(1, last + 1)), numbered(listed))
    read = replace(audit, manuscript=replace(audit.manuscript, format="pdf"))
    assert "cited_beyond_the_end" not in signs(audit)
    assert ("cited_beyond_the_end" in signs(read)) is doubted


def test_markers_far_behind_the_list_count_though_they_are_no_citations() -> None:
    def far(last: int) -> Audit:
        return paper("(1–8)", numbered(8), "".join(f" Naps of kind {n} help ({n})." for n in range(9, last + 1)))

    assert signs(far(11)) == []
    assert "cited_beyond_the_end" in signs(far(12))


def test_few_numbers_beyond_the_end_of_a_long_list_are_told() -> None:
    assert signs(paper("(1–90,91,92,93,94)", numbered(90))) == []
    assert signs(paper("(1–90,91,92,93,94,95)", numbered(90))) == ["cited_beyond_the_end"]


def by_name(listed: int, missing: int) -> Audit:
    works = [f"{FAMILIES[n]} et al., {2001 + n}" for n in range(listed)]
    works += [f"{family} et al., 1999" for family in "Zorn Yang Wolf Voss Unger Thies".split()[:missing]]
    entries = [
        f"- {FAMILIES[n]}, A., Zand, B., & Quell, C. ({2001 + n}). Sleep and {TOPICS[n % 10]} in {n} adults. J Sleep, {n}, 1-9."
        for n in range(listed)
    ]
    return paper(f"({'; '.join(works)})", entries)


@pytest.mark.parametrize(
    ("listed", "missing", "expected"),
    [(8, 3, []), (16, 4, ["cited_works_are_not_listed"]), (17, 4, []), (8, 4, ["cited_works_are_not_listed"])],
)
def test_works_that_the_list_lacks(listed: int, missing: int, expected: list[str]) -> None:
    audit = by_name(listed, missing)
    assert signs(audit) == expected
    found = run(audit, [get("dangling-citation")]).findings
    assert len(found) == (0 if expected else missing)


def test_fewer_works_that_the_list_lacks_are_doubted_in_a_pdf() -> None:
    def printed(audit: Audit) -> Audit:
        return replace(audit, manuscript=replace(audit.manuscript, format="pdf"))

    assert signs(printed(by_name(26, 4))) == ["cited_works_are_not_listed"]
    assert signs(by_name(26, 4)) == []
    assert signs(printed(by_name(26, 3))) == []


def test_numbers_apart_from_their_texts() -> None:
    text = " ".join(entry(n, 0).removeprefix("- ") for n in range(5, 16))
    apart = [*numbered(4), "5. .", "6. .", "7. .", *(entry(n) for n in range(8, 15)), f"15. {text}"]
    assert signs(paper("(1–15)", apart)) == ["numbers_apart_from_texts"]
    empty = [*numbered(4), "5. .", "6. .", "7. .", *(entry(n) for n in range(8, 16))]  # a template nobody filled in
    assert signs(paper("(1–15)", empty)) == []
    two = [*numbered(5), "6. .", "7. .", *(entry(n) for n in range(8, 15)), f"15. {text}"]
    assert signs(paper("(1–15)", two)) == []


def test_entries_of_several_works() -> None:
    pairs = [f"{entry(n)} doi:10.5555/s{n}. Also {entry(n + 20, 0)[2:]} doi:10.5555/t{n}." for n in (3, 4)]
    assert signs(paper("(1–9)", [*numbered(2), *pairs, *(entry(n) for n in range(5, 10))])) == [
        "entries_of_several_works"
    ]
    assert signs(paper("(1–9)", [*numbered(2), pairs[0], *(entry(n) for n in range(4, 10))])) == []


@pytest.mark.parametrize(("works", "expected"), [(3, []), (4, ["works_stand_in_the_text"])])
def test_works_that_stand_in_the_text(works: int, expected: list[str]) -> None:
    text = " ".join(f"{entry(n, 0)[2:]} doi:10.5555/s{n}." for n in range(12, 12 + works))
    audit = audit_text(
        f"# Sleep\n\nIt helps (1–8).\n\n## Authors\n\n{text}\n\n## References\n\n" + "\n".join(numbered(8)) + "\n"
    )
    assert signs(audit) == expected


def test_a_statement_on_data_describes_no_works() -> None:
    data = "Data are at " + ", ".join(f"https://doi.org/10.5555/d{n}" for n in range(6)) + "."
    assert signs(paper("(1–8)", numbered(8), f"\n\n{data}")) == []


@pytest.mark.parametrize(("prose", "expected"), [(3, []), (4, ["entries_like_prose"])])
def test_entries_like_prose(prose: int, expected: list[str]) -> None:
    lines = [f"{7 + n}. Mean hours of sleep in both of the groups of the study" for n in range(prose)]
    audit = paper(f"(1–{6 + prose})", [*numbered(6), *lines])
    unknown = [r for r in audit.references if not r.record.author and not r.record.year]
    assert len(unknown) == prose
    assert signs(audit) == expected


@pytest.mark.parametrize(("unsure", "expected"), [(3, []), (4, ["entries_hardly_parsed"])])
def test_entries_hardly_parsed(unsure: int, expected: list[str]) -> None:
    audit = paper("(1–10)", numbered(10))
    references = tuple(
        replace(reference, confidence=0.49 if reference.index <= unsure else 0.5) for reference in audit.references
    )
    assert signs(replace(audit, references=references)) == expected


# --------------------------------------------------------------------------- the citations


@pytest.mark.parametrize(("uncited", "expected"), [(9, []), (10, ["most_is_cited_nowhere"])])
def test_half_of_the_list_cited_nowhere(uncited: int, expected: list[str]) -> None:
    assert signs(paper(f"(1–{20 - uncited})", numbered(20))) == expected


def test_half_of_a_short_list_may_be_left_over() -> None:
    assert signs(paper("(1–5)", numbered(10))) == []
    assert signs(paper("(1–6)", numbered(12))) == ["most_is_cited_nowhere"]


def test_numbers_and_names_in_one_text() -> None:
    names = " ".join(f"So it was seen by {FAMILIES[n - 1]} ({1990 + n})." for n in range(15, 21))
    audit = paper("(1–14)", numbered(20), f" {names}")
    assert audit.citation_form == "parentheses"
    assert signs(audit) == ["another_form_is_in_use"]
    (doubt,) = doubts(audit)
    assert doubt.subject is Subject.CITATIONS
    assert doubt.clause == "6 of 6 entries that seem to be cited nowhere are cited by author and year"
    assert signs(paper("(1–14)", numbered(20))) == []  # nobody cites them in any form
    assert signs(paper("(1–15)", numbered(20), f" {names}")) == []  # five may be left over


# --------------------------------------------------------------------------- what follows


def test_a_doubtful_list_accuses_nobody_and_is_no_clean_bill() -> None:
    report = run(paper("(1–20,45)", numbered(20, (5, 9, 13, 14))))
    assert [finding.check for finding in report.findings] == ["doubtful-reading"]
    (finding,) = report.findings
    assert finding.severity is Severity.INFO
    assert finding.message.startswith(
        "the list of references was probably not read as it is printed: its numbers go to 20"
    )
    assert report.incomplete["dangling-citation"] == finding.message
    assert "claim-mismatch" in report.incomplete
    assert "not looked up" in report.incomplete["retracted-work"]  # a notice counts, however the list was read
    assert report.coverage.doubts == (finding.message.partition(": ")[2],)
    assert exit_status(report) == exit_status(report, offline=True) == 3
    assert exit_status(report, allow_incomplete=True) == 0
    assert status_of(report, Plan()) == 3
    assert why_incomplete(report) == "the manuscript was probably not read as it is printed"
    assert next(nothing_seen(report)).startswith("NOT READ AS PRINTED")
    assert coverage_line(report).endswith("; the reading is doubtful")


def test_doubtful_citations_leave_the_list_to_be_checked() -> None:
    entries = numbered(20)
    entries[19] = entries[2].replace("3. ", "20. ", 1)
    report = run(paper("(1–8)", entries))
    assert {finding.check for finding in report.findings} == {"doubtful-reading", "duplicate-reference"}
    assert "uncited-reference" in report.incomplete
    assert "duplicate-reference" not in report.incomplete
    assert report.incomplete["uncited-reference"].startswith("the citations were probably not all recognised: 60%")


def test_checks_that_were_not_selected_do_not_hide_a_doubt() -> None:
    report = run(paper("(1–20)", numbered(20, (5, 9, 13, 14))), [get("dangling-citation")])
    assert report.findings == ()
    assert exit_status(report) == 3


def test_the_sentence_tells_of_the_list_first() -> None:
    found = doubts(paper("(1–8)", numbered(24, (5, 9, 13, 14))))
    assert [doubt.sign for doubt in found] == ["numbers_leave_out", "most_is_cited_nowhere"]
    assert sentence(found).startswith("the list of references")
    assert "cited nowhere" not in sentence(found)
    (finding,) = run(paper("(1–8)", numbered(24, (5, 9, 13, 14))), [get("doubtful-reading")]).findings
    assert "cited nowhere" in finding.evidence[0]


def test_every_sign_has_its_reason_and_its_example() -> None:
    for sign in reading.SIGNS:
        assert sign.__doc__
        assert len(sign.__doc__.strip().split("\n\n")) == 2
