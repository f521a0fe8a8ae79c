"""The baseline and what a change touches: both survive edits elsewhere and renumbering, and tell what is new."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from citeaudit.auditing import pipeline
from citeaudit.errors import ConfigError
from citeaudit.formats import markdown
from citeaudit.model import Audit, Found, NotAsked, Report
from citeaudit.rules import baseline
from citeaudit.rules.baseline import Known, apply, dump, load, of_findings
from citeaudit.rules.changes import ResolutionsKnown, only_news, touched
from citeaudit.rules.running import get, run
from citeaudit.sources import open_source
from tests.manuscripts import LIST, audit_text

SEED = (Path(__file__).parents[2] / "seeds" / "tcr-22-2463.md").read_text("utf-8")


def audited(text: str) -> Audit:
    return pipeline.audit_manuscript(
        markdown.read("paper.md", text.encode()), source=open_source("embedded", offline=True)
    )


def renumbered(text: str) -> str:
    """The manuscript with a new first reference, cited in a new first sentence, and every number one higher."""
    audit = audit_text(text)
    lines = text.split("\n")
    places = [(c.location, c.marker) for c in audit.citations]
    for at, marker in sorted(places, key=lambda place: (place[0].line or 0, place[0].column or 0), reverse=True):
        line, start = (at.line or 0) - 1, (at.column or 0) - 1
        assert lines[line][start:].startswith(marker)
        higher = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), marker)
        lines[line] = lines[line][:start] + higher + lines[line][start + len(marker) :]
    for reference in reversed(audit.references):
        line = (reference.location.line or 0) - 1
        lines[line] = re.sub(r"^(\W*)\d+", rf"\g<1>{reference.index + 1}", lines[line])
    first = (audit.references[0].location.line or 0) - 1
    lines.insert(first, "1. New E. An entry that came first. J Sleep 2020;1:1-2.")
    lines.insert((places[0][0].line or 0) - 1, "An older article came first (1).\n")
    return "\n".join(lines)


FAULTY = (
    "# Sleep\n\nMemory needs sleep (2,9). Mood too (1).\n\nMoss *et al.* (1) found naps and mood (3,8).\n\n"
    "Naps help in REMWAVE-2 (4).\n" + LIST
)


@pytest.mark.parametrize("text", [FAULTY, SEED], ids=["faulty", "seed"])
def test_a_baseline_survives_renumbering(text: str) -> None:
    before, after = run(audited(text)), run(audited(renumbered(text)))
    assert len(before.findings) >= 2
    assert len(after.audit.references) == len(before.audit.references) + 1
    assert after.audit.reference(3).label == "3"
    known = load(dump(of_findings("paper.md", before.findings)), "known.json")
    left = apply(after, known)
    assert left.findings == ()
    assert {(f.reason, f.kind) for f in left.waived} == {("in the baseline", "baseline")}
    assert len(left.waived) == len(before.findings)
    assert left.audit.manuscript.notes == after.audit.manuscript.notes


def report(text: str, *names: str) -> Report:
    return run(audit_text(text), map(get, names) if names else None)


def test_duplicates_are_counted() -> None:
    once = "# Sleep\n\nMemory needs sleep (1,2,3,4,9).\n\nMemory needs sleep (1,2,3,4,9).\n" + LIST
    thrice = once.replace("\n## Ref", "\nMemory needs sleep (1,2,3,4,9).\n\n## Ref")
    known = of_findings("paper.md", report(once, "dangling-citation").findings)
    assert [finding.count for finding in known] == [2]
    left = apply(report(thrice, "dangling-citation"), known)
    assert [(len(left.findings), len(left.waived))] == [(1, 2)]
    assert left.findings[0].location.line == 7  # the first two in reading order are the known ones


def test_what_is_gone_is_counted_where_the_check_could_look() -> None:
    known = of_findings("paper.md", report(FAULTY).findings)
    mended = report(FAULTY.replace("2,9", "2").replace("3,8", "3"))
    notes = apply(mended, known).audit.manuscript.notes
    total = sum(finding.count for finding in known)
    gone = len(report(FAULTY).findings) - len(apply(mended, known).waived)
    assert gone >= 2
    assert (
        notes[-1] == f"{gone} of {total} findings in the baseline were not found again; `citeaudit baseline` renews it"
    )
    others = [replace(finding, check="wrong-doi") for finding in known if finding.check == "dangling-citation"]
    assert apply(mended, others).audit.manuscript.notes == mended.audit.manuscript.notes  # it is incomplete
    assert apply(report(FAULTY, "wrong-doi"), known).audit.manuscript.notes == ()  # the others did not run


def test_the_file_is_sorted_one_finding_a_line() -> None:
    second = Known(manuscript="b.md", check="x", fingerprint="f", count=1, message="ä “b”")
    first = replace(second, manuscript="a.md")
    text = dump([second, first])
    assert text.splitlines()[1].startswith('  {"manuscript": "a.md"')
    assert load(text, "known.json") == (first, second)
    assert load(dump([]), "known.json") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Sleep", "known.json: this is not a baseline"),
        ("[]", "known.json: this is not a baseline"),
        ('{"version": 1}', "known.json: this is not a baseline"),
        ('{"version": 2, "findings": []}', "known.json: a baseline of version 2, and this citeaudit knows 1 only"),
        ('{"version": 1, "findings": [{"check": "x"}]}', "known.json: finding 1 of the baseline lacks one of"),
        ("[" * 100_000, "known.json: this is not a baseline"),
    ],
)
def test_no_baseline(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        baseline.load(text, "known.json")
    assert str(raised.value).startswith(message)


# --------------------------------------------------------------------------- changes

CLEAN = "# Sleep\n\nMemory needs sleep (1). Naps help (2).\n\nDreams vary (3). Mood varies (4).\n" + LIST


@pytest.mark.parametrize(
    ("old", "new", "references", "markers"),
    [
        ("Naps help", "Naps may help", [], ["(2)"]),
        ("Naps help (2).", "Naps help (2). Naps harm (2).", [], ["(2)"]),
        ("Naps help (2)", "Naps help (3)", [], ["(3)"]),
        ("Naps in older", "Naps of older", [2], ["(2)"]),  # its citation now points at other words
        ("\n## Ref", "\nA sentence without citation.\n\n## Ref", [], []),
        ("Memory needs sleep (1). Naps help (2).", "Naps help (2). Memory needs sleep (1).", [], ["(2)"]),
        (LIST, LIST + "5. New E. New. J Sleep 2010;1:1-2.\n", [5], []),
    ],
)
def test_what_is_touched(old: str, new: str, references: list[int], markers: list[str]) -> None:
    assert old in CLEAN
    before, after = audit_text(CLEAN), audit_text(CLEAN.replace(old, new, 1))
    change = touched(before, after)
    assert sorted(change.references) == references
    assert [after.citation(identifier).marker for identifier in sorted(change.citations)] == markers


def test_neighbours_exchanged_are_touched() -> None:
    lines = CLEAN.rstrip("\n").split("\n")
    exchanged = [*lines[:-2], lines[-1].replace("4.", "3.", 1), lines[-2].replace("3.", "4.", 1)]
    change = touched(audit_text(CLEAN), audit_text("\n".join(exchanged)))
    assert change.references == {3, 4}
    assert len(change.citations) == 2


def test_all_that_is_renumbered_is_touched() -> None:
    change = touched(audit_text(CLEAN), audit_text(renumbered(CLEAN)))
    assert change.references == {1, 2, 3, 4, 5}
    assert len(change.citations) == 5


AUTHOR_YEAR = """# Sleep

Memory needs sleep (Hall, 2015). Naps help (Moss, 2019).

## References

Hall, A. (2015). Sleep and memory. J Sleep, 3, 1-9.

Moss, D. (2019). Naps in older adults. J Sleep, 7, 21-30.
"""


def test_without_numbers_an_entry_in_front_touches_no_other() -> None:
    new = AUTHOR_YEAR.replace("Hall, A.", "Berg, C. (2020). Dreams. J Sleep, 8, 31-9.\n\nHall, A.", 1)
    change = touched(audit_text(AUTHOR_YEAR), audit_text(new))
    assert (change.references, change.citations) == (frozenset({1}), frozenset())


def test_only_news_are_told() -> None:
    same = only_news(report(FAULTY), report(FAULTY), "main")
    assert same.findings == ()
    left_out = len(report(FAULTY).findings)
    assert same.audit.manuscript.notes[-1] == f"{left_out} findings on what did not change since main left out"
    new = FAULTY.replace("Mood too (1).", "Mood too (1). Light also (7).")
    (finding,) = (f for f in only_news(report(new), report(FAULTY), "main").findings if f.check == "dangling-citation")
    assert finding.facts["label"] == "7"


def test_a_reference_left_uncited_is_news_though_nobody_touched_it() -> None:
    new = CLEAN.replace(" Mood varies (4).", "")
    assert touched(audit_text(CLEAN), audit_text(new)).references == frozenset()
    (finding,) = only_news(report(new, "uncited-reference"), report(CLEAN, "uncited-reference"), "main").findings
    assert (finding.check, finding.references) == ("uncited-reference", (4,))


def test_a_waiver_taken_out_is_news() -> None:
    new = CLEAN.replace("(2).", "(2,9).")
    old = new.replace("(2,9).", "(2,9). <!-- citeaudit: ignore[dangling-citation] mended soon -->")
    assert [
        f.check for f in only_news(report(new, "dangling-citation"), report(old, "dangling-citation"), "main").findings
    ] == ["dangling-citation"]


def test_the_old_manuscript_asks_nobody() -> None:
    new = audited(SEED)
    known = ResolutionsKnown(new)
    old = pipeline.audit_manuscript(
        markdown.read("old.md", SEED.replace("Cardoso F", "Cardozo F").encode()), source=known
    )
    kinds = [type(old.resolutions[r.index]) for r in old.references if r.raw == new.reference(r.index).raw]
    assert kinds == [type(new.resolutions[r.index]) for r in old.references if r.raw == new.reference(r.index).raw]
    assert Found in kinds
    changed = [r.index for r in old.references if r.raw != new.reference(r.index).raw]
    assert changed
    assert all(isinstance(old.resolutions[index], NotAsked) for index in changed)
