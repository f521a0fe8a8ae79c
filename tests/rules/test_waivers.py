"""Waivers: what a comment covers, in each format, and what is said of those that are wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from citeaudit.auditing import pipeline, waiverfile
from citeaudit.errors import ConfigError
from citeaudit.formats import latex, markdown
from citeaudit.model import Audit, Finding, Report, Severity, Waiver
from citeaudit.rules.check import Check
from citeaudit.rules.running import Setting, checks_on, get, run
from tests.manuscripts import LIST, audit_text

WAIVE = "<!-- citeaudit: ignore[dangling-citation] mended soon -->"
SELECTED = (
    "dangling-citation",
    "uncited-reference",
    "citation-order",
    "unused-waiver",
    "expired-waiver",
    "malformed-waiver",
)


def report(text: str, *names: str, waivers: tuple[Waiver, ...] = (), today: date | None = None) -> Report:
    audit = audit_text(text)
    return run(replace(audit, today=today or audit.today), map(get, names or SELECTED), waivers=waivers)


def told(found: Report) -> list[str]:
    return [f"{f.location.line} {f.check}" for f in found.findings]


def body(*blocks: str) -> str:
    return "# Sleep\n\n" + "\n\n".join(blocks) + "\n" + LIST


@pytest.mark.parametrize(
    ("blocks", "left"),
    [
        (["Memory (1,2,3,4).", WAIVE, "Naps (7).", "Dreams (8)."], [9]),  # alone: the block that follows
        (["Memory (1,2,3,4).", f"{WAIVE}\nNaps (7).", "Dreams (8)."], [8]),
        (["Memory (1,2,3,4).", f"Naps (7). {WAIVE}", "Dreams (8)."], [7]),  # at the end: the block
        (["Memory (1,2,3,4).", f"Naps {WAIVE} all\nday (7).", "Dreams (8)."], [8]),  # inside
        (["Memory (1,2,3,4).", f"- Naps (7). {WAIVE}\n- Dreams (8)."], [6]),  # an item of a list
        (["Memory (1,2,3,4).", f"## Naps {WAIVE}", "Naps (7)."], [7, 5]),  # a heading is a block of its own
        ([WAIVE.replace("ignore[", "ignore-file["), "Memory (1,2,3,4,7).", "Dreams (8)."], []),
        (["Memory (1,2,3,4,7).", "Dreams (8).", WAIVE.replace("ignore[", "ignore-file[")], []),
        (
            [
                "Memory (1,2,3,4).",
                "<!-- citeaudit:\nignore[dangling-citation]\nmended soon -->",
                "Naps (7).",
                "Dreams (8).",
            ],
            [11],
        ),
    ],
)
def test_what_a_comment_covers(blocks: list[str], left: list[int]) -> None:
    found = report(body(*blocks))
    assert sorted(f.location.line or 0 for f in found.findings) == sorted(left)
    assert {f.check for f in found.waived} <= {"dangling-citation"}
    assert len(found.waived) + len([f for f in found.findings if f.check == "dangling-citation"]) == sum(
        block.count("7)") + block.count("8)") for block in blocks
    )


def test_an_entry_of_the_list() -> None:
    waive = "<!-- citeaudit: ignore[uncited-reference] for further reading -->"
    text = body("Memory (1,2).")
    inside = text.replace("e31.", f"e31. {waive}")
    assert told(report(inside)) == ["10 uncited-reference"]
    before = text.replace("4. Öberg", f"{waive}\n4. Öberg")
    assert told(report(before)) == ["9 uncited-reference"]
    assert [(f.reason, f.kind, f.references) for f in report(before).waived] == [
        ("for further reading", "waiver", (4,))
    ]


def test_a_comment_never_becomes_text() -> None:
    plain, waived = audit_text(body("Memory (1,2,3,4,9).")), audit_text(body(f"Memory (1,2,3,4,9). {WAIVE}"))
    assert [b.text.content for b in plain.manuscript.blocks] == [b.text.content for b in waived.manuscript.blocks]
    (comment,) = waived.manuscript.comments
    assert (comment.location.line, comment.location.column, comment.alone) == (3, 21, False)
    assert plain.manuscript.comments == ()


def test_a_waiver_shown_as_code_is_none() -> None:
    assert audit_text(body(f"Write `{WAIVE}`.", f"```\n{WAIVE}\n```", "Memory (1).")).manuscript.comments == ()
    assert len(audit_text(body(f"```\ncode\n```\n\n{WAIVE}", "Memory (1).")).manuscript.comments) == 1


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("citeaudit: ignore[dangling-citation]", "it gives no reason"),
        ("citeaudit: ignore[dangling-citation] ; until 2099-01-01", "it gives no reason"),
        ("citeaudit: ignore[dangling-citation] -", "it gives no reason"),
        ("citeaudit: ignore a reason", "it names no check; write ignore[CHECK] and a reason"),
        ("citeaudit: ignore[] a reason", "it names no check; write ignore[CHECK] and a reason"),
        (
            "citeaudit: ignroe[dangling-citation] a reason",
            "“ignroe” is not known; write ignore[CHECK] and a reason",
        ),
        (
            "citeaudit: ignore[dangling-citaton] a reason",
            "there is no check “dangling-citaton”; did you mean “dangling-citation”?",
        ),
        ("citeaudit: ignore[dangling-citation] a reason; until June", "“until June” names no day such as 2027-06-30"),
        (
            "citeaudit: ignore[dangling-citation] a reason; until 2027-02-30",
            "“until 2027-02-30” names no day such as 2027-06-30",
        ),
        (
            "citeaudit: ignore[unused-waiver] a reason",
            "unused-waiver cannot be waived; mend the waiver that it is about",
        ),
        ("citeaudit ignore[dangling-citation] a reason", "no colon follows “citeaudit”"),
    ],
)
def test_malformed(comment: str, message: str) -> None:
    found = report(body(f"Memory (1,2,3,4,9). <!-- {comment} -->"))
    assert [f.check for f in found.findings] == ["dangling-citation", "malformed-waiver"]
    assert found.findings[1].message == f"this waiver lets nothing pass: {message}"
    assert found.findings[1].location.line == 3
    assert found.waived == ()


def test_one_wrong_name_of_two_spoils_one() -> None:
    found = report(body("Memory (1,2,3,4,9). <!-- citeaudit: ignore[dangling-citation, nope] a reason -->"))
    assert told(found) == ["3 malformed-waiver"]
    assert [f.check for f in found.waived] == ["dangling-citation"]


@pytest.mark.parametrize(
    ("today", "left"), [(date(2027, 6, 30), []), (date(2027, 7, 1), ["dangling-citation", "expired-waiver"])]
)
def test_a_waiver_holds_on_its_last_day(today: date, left: list[str]) -> None:
    for written in ("; until 2027-06-30", " until 2027-06-30", "; until 2027-06-30 "):
        text = body(f"Memory (1,2,3,4,9). <!-- citeaudit: ignore[dangling-citation] being mended{written}-->")
        found = report(text, today=today)
        assert [f.check for f in found.findings] == left
        assert [(f.reason, f.until) for f in found.waived] == ([] if left else [("being mended", date(2027, 6, 30))])


def test_unused_is_said_only_where_the_check_could_look() -> None:
    text = body("Memory (1,2,3,4). <!-- citeaudit: ignore[dangling-citation, wrong-doi] being mended -->")
    found = report(text, *SELECTED, "wrong-doi")
    assert [f.message for f in found.findings] == ["the waiver of dangling-citation matches nothing; it can go"]
    assert report(text, "unused-waiver", "wrong-doi").findings == ()  # wrong-doi is incomplete, the other did not run


def test_a_waiver_hides_no_crash_and_nothing_incomplete() -> None:
    broken = Check("x.dangling_citation", "Breaks.", severity=Severity.INFO, group="list", message="", since="0.1")

    @broken
    def find(audit: Audit, options: object) -> list[Finding]:
        raise ZeroDivisionError("by design")

    text = body("Memory (1,2,3,4). <!-- citeaudit: ignore-file[dangling-citation, wrong-doi] being mended -->")
    found = run(audit_text(text), [broken, get("wrong-doi"), get("unused-waiver")])
    assert set(found.crashed) == {"dangling-citation"}
    assert set(found.incomplete) == {"wrong-doi"}
    assert found.findings == ()


TEX = r"""\documentclass{article}
\begin{document}
Memory needs \% sleep [1,2,3,4]. 100\% citeaudit: ignore[nope] is text

% citeaudit: ignore[dangling-citation] the next paragraph
Naps [7].

Dreams
% citeaudit: ignore[dangling-citation] inside
are long [7].

Mood [9]. % citeaudit: ignore[dangling-citation] at the end

Light [11].
\section*{References}
\begin{enumerate}
\item Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
\item Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep 2019;7:21-30.
\item Lind E, Hall A, et al. Dreams of shift workers. Sleep Med 2020;8(2):e31.
\item Oberg F. Light and mood. Lancet 2021;12:100-7.
\end{enumerate}
\end{document}
"""


def test_latex() -> None:
    audit = pipeline.audit_manuscript(latex.read("paper.tex", TEX.encode()))
    assert [(c.location.line, c.alone) for c in audit.manuscript.comments] == [(5, True), (9, True), (12, False)]
    found = run(audit, map(get, SELECTED))
    assert told(found) == ["14 dangling-citation"]
    assert [f.reason for f in found.waived] == ["the next paragraph", "inside", "at the end"]


def test_latex_over_several_files(tmp_path: Path) -> None:
    (tmp_path / "paper.tex").write_text(TEX.replace("Light [11].", r"\input{more}"), encoding="utf-8")
    (tmp_path / "more.tex").write_text(
        "% citeaudit: ignore-file[dangling-citation] a draft\n\nLight [11].\n\nMood [9].\n", encoding="utf-8"
    )
    found = run(pipeline.audit(tmp_path / "paper.tex"), map(get, SELECTED))
    assert found.findings == ()
    assert [f.location.path for f in found.waived if f.reason == "a draft"] == [str(tmp_path / "more.tex")] * 2


# --------------------------------------------------------------------------- a file of waivers

FILE = """
[[waiver]]
reference = "4"
check = ["uncited-reference", "wrong-doi"]
reason = "for further reading"
until = 2027-06-30
"""


def from_file(tmp_path: Path, text: str, manuscript: str = "example.md") -> tuple[Waiver, ...]:
    path = tmp_path / "waivers.toml"
    path.write_text(text, encoding="utf-8")
    return waiverfile.waivers(str(path), str(tmp_path / manuscript))


@pytest.mark.parametrize("reference", ["4", "10.1000/LIGHT", "https://doi.org/10.1000/light", "doi: 10.1000/light"])
def test_a_file_names_references(tmp_path: Path, reference: str) -> None:
    waivers = from_file(tmp_path, FILE.replace('"4"', f'"{reference}"'))
    text = body("Memory (1,2,3).").replace("100-7.", "100-7. doi:10.1000/light")
    found = report(text, waivers=waivers, today=date(2027, 6, 30))
    assert told(found) == []
    assert [(f.reason, f.check) for f in found.waived] == [("for further reading", "uncited-reference")]
    expired = report(text, waivers=waivers, today=date(2027, 7, 1))
    assert sorted(f.check for f in expired.findings) == ["expired-waiver", "expired-waiver", "uncited-reference"]


def test_unused_in_a_file(tmp_path: Path) -> None:
    waivers = from_file(tmp_path, "# why\n\n" + FILE)
    (finding,) = report(body("Memory (1,2,3,4)."), waivers=waivers, today=date(2027, 1, 1)).findings
    assert finding.message == "the waiver of uncited-reference for reference “4” matches nothing; it can go"
    assert (finding.location.path, finding.location.line) == (str(tmp_path / "waivers.toml"), 4)
    elsewhere = from_file(tmp_path, FILE.replace('"4"', '"44"'))  # may be meant for another manuscript
    assert report(body("Memory (1,2,3,4)."), waivers=elsewhere, today=date(2027, 1, 1)).findings == ()
    everywhere = from_file(tmp_path, FILE.replace('"4"', '"44"') + 'manuscript = "*.md"\n')
    assert len(report(body("Memory (1,2,3,4)."), waivers=everywhere, today=date(2027, 1, 1)).findings) == 1
    assert from_file(tmp_path, FILE + 'manuscript = "other.md"\n') == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('reason = "for further reading"\n', "", "it gives no reason"),
        ('reason = "for further reading"\n', 'reason = " "\n', "it gives no reason"),
        ('reference = "4"\n', "", "it names no reference, by its key, DOI or label"),
        ('reference = "4"\n', "reference = 4\n", "it names no reference, by its key, DOI or label"),
        ("2027-06-30", '"soon"', "“soon” is not a day such as 2027-06-30"),
        ("until", "untill", "“untill” is not a key of a waiver; did you mean “until”?"),
        ('["uncited-reference", "wrong-doi"]', "[]", "it names no check"),
        ('["uncited-reference", "wrong-doi"]', '"xyzzy"', "there is no check “xyzzy”"),
        ("until = 2027-06-30\n", "manuscript = 3\n", "its manuscript is not a path"),
    ],
)
def test_malformed_in_a_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FILE
    found = report(body("Memory (1,2,3)."), waivers=from_file(tmp_path, FILE.replace(old, new)))
    assert [f.message for f in found.findings if f.check == "malformed-waiver"] == [
        f"this waiver lets nothing pass: {message}"
    ]
    assert [f.check for f in found.findings].count("uncited-reference") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[waivers]]", "holds [[waiver]] and nothing else"),
        ("waiver = 3", "holds [[waiver]]"),
        ("[", "this is not TOML"),
    ],
)
def test_no_file_of_waivers(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message.replace("[", r"\[")):
        from_file(tmp_path, text)


# --------------------------------------------------------------------------- checks off by default, settings


def test_a_check_that_is_off_runs_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    check = get("uncited-reference")
    monkeypatch.setattr(check, "enabled", False)
    audit = audit_text(body("Memory (1,2,3)."))
    assert "uncited-reference" not in run(audit).checks
    assert [f.check for f in run(audit, [check]).findings] == ["uncited-reference"]
    assert check in checks_on({"uncited-reference": Setting(enabled=True)})
    assert get("wrong-doi") not in checks_on({"wrong-doi": Setting(enabled=False)})


def test_a_severity_of_the_configuration() -> None:
    audit = audit_text(body("Memory (1,2,3)."))
    (finding,) = run(
        audit, [get("uncited-reference")], settings={"uncited-reference": Setting(severity=Severity.ERROR)}
    ).findings
    (plain,) = run(audit, [get("uncited-reference")]).findings
    assert (finding.severity, plain.severity) == (Severity.ERROR, Severity.WARNING)
    assert finding.fingerprint == plain.fingerprint


def test_many_comments_and_comments_that_never_end_take_no_time() -> None:
    text = body("Memory (1).") + "<!-- citeaudit: ignore" * 100_000
    assert markdown.read("example.md", text.encode()).comments == ()
    many = "\n\n".join(f"Sleep is long, number {number}. {WAIVE}" for number in range(2_000))
    comments = audit_text(body("Memory (1).", many)).manuscript.comments
    assert [comment.location.line for comment in comments] == list(range(5, 4_005, 2))
