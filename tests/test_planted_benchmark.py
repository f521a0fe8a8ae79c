"""The benchmark of planted citation errors, on a synthetic article: it was made for these tests and says nothing true."""

from __future__ import annotations

import json
import random
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.planted import __main__ as program
from tests.benchmarks.planted import articles, fetch, manuscripts, plants, score
from tests.benchmarks.planted.articles import Article, Block, Citation, Reference
from tests.benchmarks.planted.manuscripts import Manuscript, Plan, Printed

BY = '<license xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://creativecommons.org/licenses/by/4.0/"/>'
TOPICS = "sleep naps dreams light mood shifts caffeine exercise memory snoring".split()


def cited(*numbers: int) -> str:
    return ",".join(f'<xref ref-type="bibr" rid="r{number}">{number}</xref>' for number in numbers)


def reference(number: int, topic: str) -> str:
    return f"""<ref id="r{number}"><label>{number}.</label><element-citation publication-type="journal">
      <person-group person-group-type="author"><name><surname>Hall{number}</surname><given-names>Ann B</given-names></name>
      <name><surname>Berg</surname><given-names>C.</given-names></name></person-group>
      <article-title>Effects of {topic} on adults, </article-title><source>J Sleep</source><year>20{number:02}</year>
      <volume>{number}</volume><issue>2</issue><fpage>11</fpage><lpage>19</lpage>
      <pub-id pub-id-type="doi">10.1000/S-{topic.replace(" ", "")}</pub-id></element-citation></ref>"""


SENTENCES = "".join(f"<p>Adults show effects of {topic} [{cited(place)}].</p>" for place, topic in enumerate(TOPICS, 1))
BODY = f"<sec><title>First</title>{SENTENCES}</sec><sec><title>Again</title>{SENTENCES}</sec>"


def jats(
    body: str = BODY,
    *,
    doi: str = "10.1000/synthetic",
    topics: Sequence[str] = TOPICS,
    licence: str = BY,
    back: str = "",
) -> bytes:
    listed = "".join(reference(number, topic) for number, topic in enumerate(topics, 1))
    return f"""<article><front><journal-meta><journal-title>Synthetic Sleep</journal-title></journal-meta><article-meta>
      <article-id pub-id-type="doi">{doi}</article-id><title-group><article-title>On <italic>sleep</italic></article-title>
      </title-group><permissions>{licence}</permissions>
      <abstract abstract-type="teaser"><p>Read this.</p></abstract>
      <abstract><sec><title>Aim</title><p>To see {cited(1)}.</p></sec><sec><p>Seen.</p></sec></abstract></article-meta></front>
      <body>{body}</body><back><ref-list>{listed}</ref-list></back>{back}</article>""".encode()


def article(body: str = BODY, **given: Any) -> Article:
    return articles.read_article(jats(body, **given))


FOREIGN_TOPICS = "steel sleep-and-naps copper zinc nickel".split()
DONORS = plants.Donors([article(doi="10.1000/donor", topics=FOREIGN_TOPICS)])


def texts(read: Article) -> list[str]:
    """Each block as text, citations as {numbers}, headings as #."""
    return [
        "#" * block.level
        + "".join(
            piece if isinstance(piece, str) else f"{{{manuscripts.numbers(piece.numbers)}}}" for piece in block.pieces
        )
        for block in read.blocks
    ]


# ------------------------------------------------------------------------------------------------------------ reading


def test_the_front_and_the_list_are_read() -> None:
    read = article()
    assert (read.doi, read.title, read.journal) == ("10.1000/synthetic", "On sleep", "Synthetic Sleep")
    assert read.abstract == "To see .\nSeen."
    assert read.numeric
    assert len(read.references) == 10
    assert read.references[1] == Reference(
        authors=(("Hall2", "Ann B"), ("Berg", "C.")),
        title="Effects of naps on adults",
        container="J Sleep",
        year="2002",
        volume="2",
        issue="2",
        first_page="11",
        last_page="19",
        doi="10.1000/s-naps",
        kind="journal",
    )


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"[{cited(1)}]. More [{cited(2)}–{cited(4)}, {cited(6)}].", "{1}. More {2–4,6}."),
        (f"words <sup>{cited(5)}–{cited(7)}</sup> and", "words {5–7} and"),
        (f"[{cited(1)}]–[{cited(3)}] or [{cited(5)}], [{cited(6)}]", "{1–3} or {5,6}"),
        (f"(see {cited(3)}) (not {cited(4)})", "(see {3}) (not {4})"),
        ('one <xref ref-type="bibr" rid="r3">[3–5]</xref> mark', "one {3–5} mark"),
        ('one <xref ref-type="bibr" rid="gone">99</xref>, mark', "one , mark"),
        ('a note<xref ref-type="fn" rid="n1">a</xref>, <xref ref-type="fig" rid="f1">Fig. 1</xref>', "a note, Fig. 1"),
        ("10<sup>6</sup> cells, Ca<sup>2</sup>, CO<sub>2</sub>", "10⁶ cells, Ca2, CO2"),
        ("so <inline-formula><math>x</math></inline-formula> it<!-- not this --> is", "so it is"),
    ],
)
def test_marks_that_stand_together_are_one_citation(xml: str, text: str) -> None:
    assert texts(article(f"<sec><p>{xml}</p></sec>")) == [text]


def test_lists_and_captions_are_text_and_tables_are_not() -> None:
    body = f"""<sec><title>Head {cited(1)}</title><p>Before <fig><caption><title>No</title><p>Caption [{cited(2)}]</p></caption></fig>
      goes on <list><list-item><label>1</label><p>Point [{cited(3)}]</p></list-item></list> after.</p>
      <table-wrap><caption><p>Legend.</p></caption><table><tr><td>{cited(4)}</td></tr></table>
      <table-wrap-foot><fn><p>Foot {cited(5)}</p></fn></table-wrap-foot></table-wrap><sec><title>Sub</title><p>End.</p></sec></sec>"""
    assert texts(article(body)) == [
        "#Head",
        "Before goes on",
        "Point {3}",
        "after.",
        "Caption {2}",
        "Legend.",
        "##Sub",
        "End.",
    ]


@pytest.mark.parametrize(("printed", "numeric"), [("3", True), ("[3]", True), ("2003", False), ("Hall, 2003", False)])
def test_a_year_is_no_number_of_the_list(printed: str, numeric: bool) -> None:
    assert article(f'<sec><p>x <xref ref-type="bibr" rid="r3">{printed}</xref></p></sec>').numeric is numeric


def test_the_list_of_a_review_of_the_article_is_not_its_own() -> None:
    back = f"<sub-article><back><ref-list>{reference(11, 'peers')}</ref-list></back></sub-article>"
    assert len(article(back=back).references) == 10


@pytest.mark.parametrize(
    ("tag", "licence"),
    [
        (BY, "CC BY"),
        ('<license href="https://creativecommons.org/publicdomain/zero/1.0/"/>', "CC0"),
        ("<license><license-p>Under the Creative Commons Attribution License.</license-p></license>", "CC BY"),
        ('<license><license-p><ext-link href="http://creativecommons.org/licenses/by/3.0/">x</ext-link></license-p></license>', "CC BY"),
        ('<license href="https://creativecommons.org/licenses/by-nc/4.0/"/>', ""),
        ('<license href="http://creativecommons.org/licenses/by/4.0/"><license-p>For non-commercial use.</license-p></license>', ""),
        ("<license><license-p>Creative Commons License Deed CC BY NC ND 4.0</license-p></license>", ""),
        ("<license><license-p>Open access.</license-p></license>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_licence_is_what_the_tag_says(tag: str, licence: str) -> None:
    assert article(licence=tag).licence == licence


def test_articles_come_sorted_from_a_folder_and_from_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("b.xml", "a.nxml", "c.txt"):
            archive.writestr(name, jats())
            (tmp_path / name).write_bytes(jats())
    from_folder = list(articles.read_articles(tmp_path))
    assert [name for name, _ in from_folder] == ["a.nxml", "b.xml"]
    assert list(articles.read_articles(tmp_path / "all.zip")) == from_folder
    (tmp_path / "d.xml").write_text("<html/>")
    with pytest.raises(ValueError, match=r"d\.xml: no JATS"):
        list(articles.read_articles(tmp_path))


# -------------------------------------------------------------------------------------------------------- manuscripts


@pytest.mark.parametrize(
    ("marker", "first", "second"),
    [
        ("parentheses", "It is so (3,4). Next", "Then (1–3,7) it (see (2)) ends."),
        ("brackets", "It is so [3,4]. Next", "Then [1–3,7] it (see [2]) ends."),
        ("caret", "It is so^3,4^. Next", "Then^1–3,7^ it (see^2^) ends."),
        ("sup", "It is so<sup>3,4</sup>. Next", "Then<sup>1–3,7</sup> it (see<sup>2</sup>) ends."),
    ],
)
def test_every_marker_is_printed_and_its_line_is_known(marker: str, first: str, second: str) -> None:
    body = f"<sec><title>Head</title><p>It is so<sup>{cited(4, 3)}</sup>. Next</p><p>Then [{cited(7)}, {cited(1)}–{cited(3)}] it (see {cited(2)}) ends.</p></sec>"
    made = manuscripts.render(article(body), marker=marker, style="vancouver")
    lines = made.text.splitlines()
    assert lines[:7] == ["# On sleep", "", "## Head", "", first, "", second]
    assert made.citations == (
        Printed(line=5, numbers=(3, 4), right=(3, 4)),
        Printed(line=7, numbers=(1, 2, 3, 7), right=(1, 2, 3, 7)),
        Printed(line=7, numbers=(2,), right=(2,)),
    )
    assert [citation.alone for citation in made.citations] == [False, False, True]
    assert (made.references, made.kind) == (10, "clean")


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("vancouver", "Hall2 AB, Berg C. Effects of naps on adults. J Sleep. 2002;2(2):11–19."),
        ("ama", "Hall2 AB, Berg C. Effects of naps on adults. *J Sleep*. 2002;2(2):11-19."),
        ("nature", "Hall2, A. B. & Berg, C. Effects of naps on adults. *J Sleep* **2**, 11–19 (2002)."),
        ("mdpi", "Hall2, A.B.; Berg, C. Effects of naps on adults. *J Sleep* **2002**, *2*, 11–19."),
        ("ieee", "A. B. Hall2 and C. Berg, “Effects of naps on adults,” *J Sleep*, vol. 2, no. 2, pp. 11–19, 2002."),
    ],
)
def test_every_style_prints_the_list(style: str, printed: str) -> None:
    lines = manuscripts.render(article(), marker="brackets", style=style).text.splitlines()
    start = lines.index("## References") + 2
    assert lines[start + 1] == f"2. {printed}"
    assert len(lines[start:]) == 10


def test_text_cannot_become_markup() -> None:
    blocks = (Block(level=0, pieces=("1. a*b", Citation((1,)), "(c)")), Block(level=0, pieces=("# $5 <i> x_y",)))
    made = manuscripts.render(replace(article(), blocks=blocks), marker="brackets", style="ama")
    assert made.text.splitlines()[2:5] == [r"1\. a\*b [1] (c)", "", r"\# \$5 \<i> x_y"]


def test_without_a_title_the_entry_is_printed_as_it_was() -> None:
    assert manuscripts.entry(Reference(printed="WHO: Facts* (2003)"), "ieee") == r"WHO: Facts\* (2003)"
    assert manuscripts.entry(Reference(container="Handbook", collab="WHO"), "vancouver") == "WHO. Handbook."
    assert manuscripts.entry(Reference(container="Handbook", first_page="7"), "vancouver") == "Handbook. 7."


# ------------------------------------------------------------------------------------------------------------- plants


def planted(kind: str, given: Article | None = None) -> tuple[Article, Plan, Manuscript]:
    given = given or article()
    plan = plants.plan(kind, given, DONORS)
    assert plan is not None
    return given, plan, manuscripts.render(given, marker="brackets", style="vancouver", plan=plan)


def pairs(made: Manuscript) -> list[tuple[int, int | None]]:
    return [(number, right) for one in made.citations for number, right in zip(one.numbers, one.right, strict=True)]


def places(references: Sequence[Reference]) -> list[int]:
    return [1 + TOPICS.index(reference.doi.removeprefix("10.1000/s-")) for reference in references]


def kept_right(plan: Plan, made: Manuscript, clean: Article) -> bool:
    """Whether the gold leads from every citation to the entry that it had in the article."""
    original = [clean.references[number - 1] for citation in clean.citations for number in citation.numbers]
    return all(
        plan.references[right - 1] == entry if right else entry not in plan.references
        for (_, right), entry in zip(pairs(made), original, strict=True)
    )


@pytest.mark.parametrize("kind", plants.KINDS)
def test_a_plan_is_always_the_same_and_its_gold_leads_to_the_right_entry(kind: str) -> None:
    clean, plan, made = planted(kind)
    assert plants.plan(kind, article(), DONORS) == plan
    assert made.kind == plan.kind == kind
    assert kept_right(plan, made, clean)
    assert any(number != right for number, right in pairs(made))


@pytest.mark.parametrize("kind", ["wrong-number", "wrong-number-near"])
def test_wrong_numbers_leave_every_entry_cited(kind: str) -> None:
    clean, plan, made = planted(kind)
    wrong = [(place, number, right) for place, (number, right) in enumerate(pairs(made)) if number != right]
    assert plan.references == clean.references
    assert len(wrong) == 4
    assert {number for number, _ in pairs(made)} == set(range(1, 11))
    for place, number, right in wrong:
        if kind == "wrong-number":
            assert place >= 10  # the first ten citations are the first of their entry
        else:
            assert right is not None
            assert 1 <= abs(number - right) <= plants.NEAR


def test_wrong_number_near_can_come_before_its_entry_is_first_cited() -> None:
    early = [
        number
        for seed in range(40)
        if (plan := plants.wrong_number_near(article(), random.Random(seed), DONORS))
        for place, number in plan.printed.items()
        if place < 10 and number > place + 1
    ]
    assert early


@pytest.mark.parametrize("plant", [plants.wrong_number, plants.wrong_number_near])
def test_wrong_numbers_are_not_those_beside_them_and_take_no_last_citation(plant: Any) -> None:
    first = "".join(SENTENCES.partition("effects of shifts")[:1]) + "</p>"  # of the entries 1 to 5
    given = article(f"<sec>{SENTENCES}{first}{SENTENCES}</sec>")
    once = article(f"<sec>{SENTENCES}{first}</sec>")
    for seed in range(60):
        numbers = [citation.numbers[0] for citation in given.citations]
        for place, wrong in plant(given, random.Random(seed), DONORS).printed.items():
            assert wrong not in numbers[max(0, place - 1) : place + 2]
        changed = plant(once, random.Random(seed), DONORS).printed
        kept = [citation.numbers[0] for place, citation in enumerate(once.citations) if place not in changed]
        assert set(kept) == set(range(1, 11))


def test_no_wrong_number_is_of_an_entry_that_nothing_else_cites() -> None:
    given = article(f"<sec>{SENTENCES}{SENTENCES}</sec>", topics=[*TOPICS, "hypnosis", "yawning"])
    plans = [plants.wrong_number_near(given, random.Random(seed), DONORS) for seed in range(60)]
    assert {wrong for plan in plans if plan for wrong in plan.printed.values()} == set(range(1, 11))


def test_list_swap_exchanges_two_neighbours() -> None:
    _, plan, _ = planted("list-swap")
    moved = sorted(plan.moved.items())
    first = moved[0][0]
    assert moved == [(first, first + 1), (first + 1, first)]
    order = list(range(1, 11))
    order[first - 1 : first + 1] = [first + 1, first]
    assert places(plan.references) == order


def test_shift_removes_an_entry_and_all_later_numbers_are_too_high() -> None:
    _, plan, made = planted("shift")
    (gone,) = (number for number, right in plan.moved.items() if right is None)
    assert places(plan.references) == [number for number in range(1, 11) if number != gone]
    for number, right in pairs(made):
        assert right == (number if number < gone else None if number == gone else number - 1)


def test_shift_up_inserts_an_entry_and_all_later_numbers_are_too_low() -> None:
    clean, plan, made = planted("shift-up")
    new = min(plan.moved)
    assert len(plan.references) == 11
    assert plan.references[new - 1] not in clean.references
    assert plan.references[: new - 1] + plan.references[new:] == clean.references
    for number, right in pairs(made):
        assert right == (number if number < new else number + 1)


@pytest.mark.parametrize(("plant", "starts"), [(plants.shift, range(1, 10)), (plants.shift_up, range(1, 11))])
def test_a_shift_can_start_anywhere(plant: Any, starts: range) -> None:
    plans = [plant(article(), random.Random(seed), DONORS) for seed in range(200)]
    assert {min(plan.moved) for plan in plans} == set(starts)


@pytest.mark.parametrize("kind", ["foreign", "foreign-near"])
def test_foreign_replaces_entries_by_those_of_another_article(kind: str) -> None:
    clean, plan, _ = planted(kind)
    new = [place for place, entry in enumerate(plan.references, 1) if entry != clean.references[place - 1]]
    assert len(new) == 3
    assert dict(plan.moved) == dict.fromkeys(new)
    assert all(plan.references[place - 1] not in clean.references for place in new)


def test_near_donors_look_as_if_they_belonged_and_far_ones_are_of_one_article() -> None:
    other = article(doi="10.1000/other", topics=["gold", "silver"])
    near = article(doi="10.1000/near", topics=["dreams at sea", "lead"])
    own = replace(article(), references=article().references[:3])
    donors = plants.Donors([own, other, near])
    titles = [entry.title.split()[2] for entry in donors.near(own)]
    assert titles[0] == "dreams"
    assert sorted(titles) == ["dreams", "gold", "lead", "silver"]
    drawn = [{entry.title.split()[2] for entry in donors.far(own, random.Random(seed))} for seed in range(20)]
    assert {frozenset(titles) for titles in drawn} == {frozenset(("gold", "silver")), frozenset(("dreams", "lead"))}


def test_no_work_of_the_list_is_a_donor() -> None:
    same = replace(article().references[0], title="Effects of sleep in adults: an erratum")
    other = replace(article(doi="10.1000/other"), references=(same, article().references[1]))
    assert plants.Donors([other]).near(article()) == []


def test_what_gives_no_place_gives_no_plan() -> None:
    grouped = article(f"<sec><p>All [{cited(1, 2, 3)}].</p></sec>")
    nobody = plants.Donors([])
    assert {kind: plants.plan(kind, grouped, DONORS) for kind in plants.KINDS} == dict.fromkeys(plants.KINDS)
    assert plants.plan("foreign", article(), nobody) is None
    assert plants.plan("shift-up", article(), nobody) is None


# ------------------------------------------------------------------------------------------------------------ scoring


def manuscript(
    kind: str, references: int, *citations: tuple[int, tuple[int, ...], tuple[int | None, ...]]
) -> Manuscript:
    gold = tuple(Printed(line=line, numbers=numbers, right=right) for line, numbers, right in citations)
    return Manuscript(article="a", kind=kind, text="", references=references, citations=gold, note="")


def report(*links: tuple[int, int | None, str | None, float | None, int | None]) -> dict[str, Any]:
    """A report with one citation for each (line, reference, flag, mismatch, suggested)."""
    return {
        "citations": [
            {
                "location": {"line": line},
                "links": [{"reference": number, "flag": flag, "mismatch": mismatch, "suggested": suggested}],
            }
            for line, number, flag, mismatch, suggested in links
        ]
    }


def test_figures_are_those_counted_by_hand() -> None:
    clean = manuscript("clean", 8, (3, (1,), (1,)), (3, (2,), (2,)), (3, (3, 4), (3, 4)), (5, (5,), (5,)))
    said_of_clean = report(
        (3, 1, None, 0.1, None),
        (3, 2, "warning", 0.4, 1),
        (3, 3, "error", 0.9, None),
        (3, 4, None, None, None),
        (9, 7, "error", 0.9, None),  # no such link; 5 was not read
    )
    swapped = manuscript(
        "list-swap", 8, (3, (1,), (2,)), (3, (2,), (1,)), (3, (3,), (None,)), (5, (4,), (4,)), (5, (5,), (5,)), (7, (9,), (8,))
    )  # fmt: skip
    said_of_swapped = report(
        (3, 1, "error", 0.9, 2),
        (3, 2, "info", 0.3, 1),
        (3, 3, "warning", 0.5, 6),
        (5, 4, "warning", 0.5, None),
        (5, 5, None, 0.1, None),
        (7, None, "error", None, None),
    )
    result = score.figures([score.judge(clean, said_of_clean), score.judge(swapped, said_of_swapped)])
    assert result["clean"] == {
        "docs": 1,
        "links": 3,
        "read": 0.6667,
        "weighed": 0.6667,
        "flagged_per_100": 33.33,
        "errors_per_100": 0.0,
        "grouped_links": 2,
        "grouped_flagged_per_100": 50.0,
        "strays_flagged": 1,
    }
    assert result["planted"] == {
        "list-swap": {
            "docs": 1,
            "docs_caught": 1.0,
            "links": 3,
            "recall": 0.6667,
            "false_per_100": 50.0,
            "suggestion_right": 1.0,
            "auroc": 0.75,  # of six pairs four are in order and one is a tie
            "recall_at_1pct_clean_fpr": 0.6667,  # above 0.4, the highest of the three clean links
        }
    }


def test_a_flag_in_a_group_catches_nothing() -> None:
    made = manuscript("shift", 8, (3, (4,), (3,)), (5, (5, 6), (4, 5)))
    result = score.figures([score.judge(made, report((5, 5, "error", 0.9, 4), (5, 6, "error", 0.9, 5)))])
    shift = result["planted"]["shift"]
    assert (shift["docs_caught"], shift["links"], shift["recall"], shift["auroc"]) == (0.0, 1, 0.0, None)


def test_the_same_number_twice_on_a_line_is_told_apart_by_order() -> None:
    made = manuscript("wrong-number", 8, (3, (1,), (1,)), (3, (1,), (2,)))
    both = score.judge(made, report((3, 1, None, 0.1, None), (3, 1, "error", 0.9, 2)))
    assert [(link.wrong, link.flagged) for link in both.links] == [(False, False), (True, True)]
    one = score.judge(made, report((3, 1, "error", 0.9, 2)))
    assert [(link.wrong, link.answer) for link in one.links] == [(False, None), (True, None)]


def test_flags_beyond_those_of_the_gold_are_strays() -> None:
    made = manuscript("clean", 8, (3, (1,), (1,)))
    verdict = score.judge(made, report((3, 1, None, 0.1, None), (3, 1, "error", 0.9, 2)))
    assert (len(verdict.links), verdict.links[0].flagged, verdict.strays) == (1, False, 1)


def test_links_without_a_number_are_below_every_bar() -> None:
    assert score.threshold([0.5] * 2 + [None] * 98) == 0.5
    assert score.threshold([0.5] + [None] * 99) == float("-inf")


def test_a_report_without_lines_is_refused() -> None:
    with pytest.raises(score.ReportError, match="line"):
        score.judge(manuscript("clean", 1, (3, (1,), (1,))), {"citations": [{"location": {}, "links": []}]})


# ------------------------------------------------------------------------------------------------------------ program


TOOL = r"""
import json, re, sys
from pathlib import Path
for file in sys.argv[1:]:
    citations = [
        {"location": {"line": line}, "links": [{"reference": int(number), "flag": "error", "mismatch": 0.5}]}
        for line, text in enumerate(Path(file).read_text("utf-8").partition("## References")[0].splitlines(), 1)
        for number in re.findall(r"(?:[(\[^]|<sup>)(\d+)", text)
    ]
    print(json.dumps({"citations": citations}))
sys.exit(1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, xml in {
        "a": jats(),
        "b": jats(doi="10.1000/b", topics=FOREIGN_TOPICS * 2),
        "c": jats(licence=""),
        "d": jats('<sec><p>x <xref ref-type="bibr" rid="r3">Hall, 2003</xref></p></sec>'),
        "e": jats(topics=TOPICS[:7]),
    }.items():
        (tmp_path / f"{name}.xml").write_bytes(xml)
    (tmp_path / "tool.py").write_text(TOOL, encoding="utf-8")
    return tmp_path


def test_a_tool_that_flags_everything_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = program.main([str(folder), "--command", f"{sys.executable} {folder / 'tool.py'}", "--kinds", "list-swap",
                         "--keep", str(folder / "kept"), "--json", str(folder / "figures.json")])  # fmt: skip
    result = json.loads((folder / "figures.json").read_text("utf-8"))
    assert code == 0
    assert (result["articles"], result["manuscripts"]) == (2, 4)
    assert list(result["passed_over"].values()) == [1, 1, 1]
    assert (result["clean"]["links"], result["clean"]["read"], result["clean"]["flagged_per_100"]) == (40, 1.0, 100.0)
    swapped = result["planted"]["list-swap"]
    assert (swapped["links"], swapped["recall"], swapped["false_per_100"], swapped["auroc"]) == (8, 1.0, 100.0, 0.5)
    assert "list-swap" in capsys.readouterr().out
    assert sorted(file.name for file in (folder / "kept" / "manuscripts").iterdir()) == [
        f"0000{n}.md" for n in (1, 2, 3, 4)
    ]
    gold = json.loads((folder / "kept" / "gold" / "00002.json").read_text("utf-8"))
    assert (gold["article"], gold["kind"], gold["references"]) == ("10.1000/synthetic", "list-swap", 10)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("no-such-tool", "cannot be started"),
        (f"{sys.executable} -c 'raise SystemExit(2)'", "exit code 2"),
        (f"{sys.executable} -c 'print(1, 2)'", "one JSON object a line"),
        (f"{sys.executable} -c pass", "0 reports on 2 manuscripts"),
    ],
)
def test_a_tool_that_fails_ends_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, message: str
) -> None:
    code = program.main([str(folder), "--kinds", "list-swap", "--most", "1", "--command", command])
    assert code == 2
    assert message in capsys.readouterr().err


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "no.zip").write_text("no")
    assert program.main([str(tmp_path / "no.zip")]) == 2
    assert "neither a folder nor a zip" in capsys.readouterr().err
    assert program.main([str(tmp_path)]) == 2
    assert "no article with numbered citations" in capsys.readouterr().err
    assert program.main([str(tmp_path / "absent")]) == 2
    assert capsys.readouterr().err == f"planted: {tmp_path / 'absent'}: No such file or directory\n"


# -------------------------------------------------------------------------------------------------------------- fetch


class Server:
    """A loopback server with one answer for each PMC id."""

    def __init__(self, answers: dict[str, tuple[int, bytes]]) -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                status, body = answers[self.path.split("/")[1]]
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: Any) -> None:
                pass

        self._http = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def stop(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server(
        {
            "PMC1": (200, jats()),
            "PMC2": (200, jats(licence='<license href="https://creativecommons.org/licenses/by-nc/4.0/"/>')),
            "PMC3": (404, b""),
            "PMC4": (200, b"<html>maintenance</html>"),
            "PMC5": (200, jats()[:-30]),
            "PMC6": (200, jats()),
            "PMC7": (429, b""),
            "PMC8": (500, b""),
            "PMC9": (500, b""),
        }
    )
    yield running
    running.stop()


def test_only_open_articles_are_fetched_and_each_once(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"PMC{number}" for number in range(1, 7)]
    assert fetch.fetch(names, tmp_path, server=server.url, pause_s=0) == 4
    assert sorted(file.name for file in tmp_path.iterdir()) == ["PMC1.xml", "PMC6.xml"]
    assert (tmp_path / "PMC1.xml").read_bytes() == jats()
    assert server.asked[0] == "/PMC1/fullTextXML"
    assert capsys.readouterr().err.splitlines() == [
        "PMC2: refused: no CC BY or CC0 licence in its licence tag",
        "PMC3: HTTP 404: no full text there",
        "PMC4: the answer is not a whole article",
        "PMC5: the answer is not a whole article",
    ]
    server.asked.clear()
    assert fetch.fetch(["PMC1", "PMC6"], tmp_path, server=server.url, pause_s=0) == 0
    assert server.asked == []


@pytest.mark.parametrize(
    ("names", "asked"), [(["PMC7", "PMC1"], 1), (["PMC8", "PMC1", "PMC8", "PMC9", "PMC8", "PMC6"], 5)]
)
def test_a_server_that_does_not_want_is_left_alone(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], names: list[str], asked: int
) -> None:
    assert fetch.fetch(names, tmp_path, server=server.url, pause_s=0) > 0
    assert len(server.asked) == asked
    assert "stopped" in capsys.readouterr().err


def test_between_two_requests_is_a_pause(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    fetch.fetch(["PMC1", "PMC6", "PMC3"], tmp_path, server=server.url)
    assert slept == [1.0, 1.0]


def test_the_fetch_command_says_what_is_there(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text("# one\nPMC1  # good\n\n")
    arguments = [str(tmp_path / "list.txt"), str(tmp_path / "new" / "articles"), "--server", server.url]
    assert fetch.main(arguments) == 0
    assert "1 of 1 articles" in capsys.readouterr().out
    (tmp_path / "list.txt").write_text("PMC1\nPMC3")
    assert fetch.main(arguments) == 2
    arguments[0] = str(tmp_path / "absent")
    assert fetch.main(arguments) == 2
    assert "absent: No such file" in capsys.readouterr().err
    arguments[0] = str(tmp_path / "list.txt")
    (tmp_path / "list.txt").write_text("PMC1\n10.1000/x")
    assert fetch.main(arguments) == 2
    assert "line 2 of the list is not a PMC id: 10.1000/x" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "count"), [("articles-dev.txt", 160), ("articles-donors.txt", 200)])
def test_the_lists_that_come_with_it_are_lists(name: str, count: int) -> None:
    path = Path(fetch.__file__).parent / name
    assert len(set(fetch.identifiers(path.read_text("utf-8")))) == count
