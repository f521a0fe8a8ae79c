"""Sentences, claims, names in them, numbers of markers, and where citations may stand, each at its edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from citeaudit.linking import citable_blocks, link
from citeaudit.linking.clauses import claim
from citeaudit.linking.narrative import names_in_front, narrative_authors
from citeaudit.linking.printed import printed_numbers
from citeaudit.linking.sentences import sentences
from citeaudit.model import Anchor, Block, BlockKind, Listed, Manuscript, Mark, Reference, Text
from tests.linking.documents import block, reference


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("[1, 3–5]", (1, 3, 4, 5)),
        ("123-5", (123, 124, 125)),
        ("123-22", ()),
        ("5-3", ()),
        ("3-3", ()),
        ("1-121", tuple(range(1, 122))),
        ("1-122", ()),
        ("[1]–[3]", (1, 2, 3)),
        ("[1][3]", (1, 3)),
        ("(see 2 and 4)", (2, 4)),
        ("12a", (12,)),
        ("Hall 2015", ()),
        ("", ()),
    ],
)
def test_printed_numbers(marker: str, numbers: Sequence[int]) -> None:
    assert printed_numbers(marker) == numbers


@pytest.mark.parametrize(
    ("clause", "families", "names"),
    [
        ("reviews by Moss et al. and Vogl et al. ", (), ("Moss", "Vogl")),
        ("reviews by Moss et al. and Moss et al. ", (), ("Moss",)),
        ("They et al. ", (), ()),
        ("as Moss and Lind ", {"moss"}, ("Moss", "Lind")),
        ("as Moss and Lind ", {"lind"}, ("Moss", "Lind")),
        ("as Moss and Lind ", (), ()),
        ("proposed by Moss ", (), ("Moss",)),
        ("proposed by WHO ", (), ()),
        ("in Africa ", (), ()),
        ("in Moss (", {"moss"}, ("Moss",)),
        ("nothing ", {"moss"}, ()),
        ("as Moss DK, et al. ", (), ("Moss",)),
        ("as Moss D.K. and colleagues ", (), ("Moss",)),
        ("In XU et al. ", {"xu"}, ("XU",)),
        ("In DNA et al. ", (), ()),  # three capitals that the list does not know
        ("In MOSS et al. ", (), ("MOSS",)),
        ("as Moss A and Lind B ", {"moss"}, ("Moss", "Lind")),
        ("while Moss et al. ", (), ("Moss",)),  # not "le Moss"
        ("by van der Berg et al. ", (), ("van der Berg",)),
        ("by deMoss et al. ", (), ("deMoss",)),
        ("by d’Moss et al. ", (), ("d’Moss",)),
        ("by Moss‐Lind et al. ", (), ("Moss‐Lind",)),
        ("SleepRed, SleepBlue, and others ", (), ()),
        ("Moss and others ", {"moss"}, ("Moss",)),
        ("servers Sleep2Go and Moss ", {"moss"}, ("Moss",)),
        ("owls (Fox et al., 2007) and naps (Moss and Lind ", {"moss"}, ("Moss", "Lind")),
        ("; Fox et al., 2007) and naps (Moss and Lind ", {"moss"}, ("Moss", "Lind")),
        ("Moss et al. (2007) ", (), ("Moss",)),
    ],
)
def test_narrative_authors(clause: str, families: Sequence[str], names: Sequence[str]) -> None:
    assert narrative_authors(clause, families) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("as shown by Hall, Berg, and ", ("Hall", "Berg")),
        ("by Hall AB, Berg C & ", ("Hall", "AB", "Berg")),
        ("the index of Samadi ", ("Samadi",)),
        ("the index of ", ()),
        ("Hall said that ", ()),
    ],
)
def test_names_in_front(text: str, names: Sequence[str]) -> None:
    assert names_in_front(text) == names


@pytest.mark.parametrize(
    "parts",
    [
        ["It sleeps.", "It wakes."],
        ["It sleeps. it wakes."],
        ["It sleeps… it wakes."],
        ["Does it sleep?", "Yes."],
        ["Moss et al.", "The owl slept."],
        ["Moss et al. The. owl slept."],
        ["Moss et al. Owls slept."],
        ["So it is in Fig. Owls sleep."],
        ["So it is vs. The owl."],
        ["It is vitamin D.", "The owl slept."],
        ["It is vitamin D. Owls slept."],
        ["It is vitamin c. Owls slept."],
        ["It is vitamin d.", "Owls slept."],
        ["It is vitamin D.", "3 owls slept."],
    ],
)
def test_where_sentences_end(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_sentences_of_nothing() -> None:
    assert sentences("") == sentences("  ") == []
    assert sentences("It sleeps.  ") == [(0, 10)]


def claims(text: str, *, narrative: bool = False, textual: bool = False) -> list[str]:
    """The claim of each "#" in a sentence."""
    spans = [(at, at + 1) for at, character in enumerate(text) if character == "#"]
    return [claim(text, spans, at, narrative=narrative, textual=textual) for at in range(len(spans))]


MANY = "in a large study of very many adult owls and bats of the wood"  # fourteen words


@pytest.mark.parametrize(
    ("text", "narrative", "textual", "expected"),
    [
        ("Owls sleep well #.", False, False, ["Owls sleep well"]),
        ("However, owls sleep well #.", False, False, ["owls sleep well"]),
        ("A study suggested that owls sleep well #.", False, False, ["owls sleep well"]),
        ("A study suggested that owls sleep #.", False, False, ["A study suggested that owls sleep"]),
        ("A study of SOLAR-1 suggested that owls sleep well #.", False, False, ["A study of SOLAR-1 suggested that owls sleep well"]),
        ("Owls sleep well # and bats #.", False, False, ["Owls sleep well", "Owls sleep well # and bats"]),
        ("Owls sleep well # and bats do #.", False, False, ["Owls sleep well", "bats do"]),
        ("Owls sleep well # and bats never do #.", False, False, ["Owls sleep well", "bats never do"]),
        ("Owls sleep # well at night.", False, False, ["Owls sleep  well at night"]),
        ("Moss et al. # found that owls sleep well.", True, False, ["owls sleep well"]),
        ("Moss et al. # found owls sleepy.", True, False, ["found owls sleepy"]),
        ("Moss et al. # slept well.", True, False, ["Moss et al"]),
        ("Moss et al. # that owls sleep well.", True, False, ["owls sleep well"]),
        ("Moss et al. # found that owls sleep well.", False, False, ["Moss et al"]),
        (f"{MANY[:-12]} Moss et al. # found that owls sleep well.", True, False, ["owls sleep well"]),
        (f"{MANY} Moss et al. # found that owls sleep well.", True, False, [f"{MANY} Moss et al"]),
        ("Moss et al. # find that owls sleep well and Lind et al. # that bats do so.", True, False, ["owls sleep well", "bats do so"]),
        ("# showed that owls sleep well.", False, True, ["owls sleep well"]),
        ("Moss # found that owls sleep now and Lind # did too.", True, False, ["owls sleep now", "owls sleep now and Lind"]),
        ("Moss # found that owls sleep and Lind # did too.", True, False, ["owls sleep and Lind # did too", "owls sleep and Lind"]),
        ("# and # showed that owls sleep well.", False, True, ["owls sleep well", "owls sleep well"]),
        ("As was shown by # owls sleep well.", False, True, ["As was shown by"]),
        ("# showed that owls sleep and # that bats never do so.", False, True, ["owls sleep", "bats never do so"]),
        ("#.", False, False, ["#."]),
        ("Owls #.", False, False, ["Owls #."]),
        ("Owls sleep #.", False, False, ["Owls sleep"]),
    ],
)  # fmt: skip
def test_claims(text: str, narrative: bool, textual: bool, expected: list[str]) -> None:
    assert claims(text, narrative=narrative, textual=textual) == expected


def placed(
    text: str, line: int, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0, marks: Sequence[Mark] = ()
) -> Block:
    made = block(text, kind)
    return replace(
        made, text=Text(made.text.content, (Anchor(0, line, 1),), made.text.runs), level=level, marks=tuple(marks)
    )


def heading(text: str, line: int, level: int = 2) -> Block:
    return placed(text, line, BlockKind.HEADING, level)


def listed(*lines: int) -> list[Reference]:
    made = [reference(at, f"Abend{chr(96 + at)} A", 2000 + at) for at in range(1, len(lines) + 1)]
    return [replace(r, location=replace(r.location, line=line)) for r, line in zip(made, lines, strict=True)]


ENTRY = "3. Hall A, Berg C. Sleep and memory. J Sleep 2015;3:1-9."


@pytest.mark.parametrize(
    ("blocks", "lines", "kept"),
    [
        ([placed("Text.", 1), heading("Notes", 2), placed("More.", 3)], (), {"Text.": "", "More.": "Notes"}),
        ([heading("Funding", 1), placed("We thank.", 2), heading("Mood", 3), placed("More.", 4)], (), {"We thank.": "Funding", "More.": "Mood"}),
        ([heading("Author details", 1), placed("Hall lives.", 2), heading("Mood", 3), placed("More.", 4)], (), {"More.": "Mood"}),
        ([placed("Hall et al., 2019, Sleep Notes 26, 35–85", 1), placed("Text.", 2)], (), {"Text.": ""}),
        ([placed("Cite this article as: Hall A. Naps. 2019.", 1), placed("Text.", 2)], (), {"Text.": ""}),
        ([heading("Data availability", 1), placed("In a store.", 2)], (), {"In a store.": "Data availability"}),
        ([placed("x = 1", 1, BlockKind.CODE), placed("Text.", 2)], (), {"Text.": ""}),
        (
            [placed("Text.", 1), heading("References", 2), placed("a", 3), placed("b", 4), placed("Behind.", 5)],
            (3, 4),
            {"Text.": "", "Behind.": "References"},
        ),
        ([placed("a", 3), placed("Between.", 4), placed("b", 5), placed("Behind.", 6)], (3, 5), {"Behind.": ""}),
        ([placed("a", 3), heading("Mood", 4), placed("Between.", 5), placed("b", 6)], (3, 6), {"Between.": "Mood"}),
        ([placed("Before.", 2), placed("a", 3)], (3,), {"Before.": ""}),
        ([heading("References", 1), placed(ENTRY, 2), placed("A note.", 3)], (), {"A note.": "References"}),
        ([heading("Mood", 1), placed(ENTRY, 2)], (), {ENTRY: "Mood"}),
        (
            [heading("Sleep", 1, 1), placed("University of Naps, Hospital of Owls", 2), placed("Text.", 3)],
            (),
            {"Text.": "Sleep"},
        ),
        ([heading("Sleep", 1, 1), placed("University of Naps", 2)], (), {"University of Naps": "Sleep"}),
        ([heading("Sleep", 1, 1), placed("Hospital, College" + " x" * 38, 2)], (), {}),
        ([heading("Sleep", 1, 1), placed("Hospital, College" + " x" * 39, 2)], (), {"Hospital, College" + " x" * 39: "Sleep"}),
        (
            [heading("Sleep", 1, 1), heading("Mood", 2), placed("University, Hospital", 3)],
            (),
            {"University, Hospital": "Mood"},
        ),
        (
            [heading("Mood", 2), heading("Sleep", 3, 1), placed("University, Hospital", 4)],
            (),
            {"University, Hospital": "Sleep"},
        ),
        (
            [heading("Affiliations", 1), placed("We [a].", 2, marks=[Mark(3, 6, ("a",))]), placed("Thanks.", 3)],
            (),
            {"We [a].": "Affiliations"},
        ),
        (
            [heading("Sleep", 1, 1), placed("College, Hospital [a].", 2, marks=[Mark(18, 21, ("a",))])],
            (),
            {"College, Hospital [a].": "Sleep"},
        ),
        (
            [placed("Mood [a]", 1, BlockKind.HEADING, 2, [Mark(5, 8, ("a",))]), placed("Text.", 2)],
            (),
            {"Mood [a]": "Mood [a]", "Text.": "Mood [a]"},
        ),
    ],
)  # fmt: skip
def test_blocks_that_may_hold_citations(blocks: list[Block], lines: Sequence[int], kept: dict[str, str]) -> None:
    manuscript = Manuscript(path="a.md", format="markdown", title="", blocks=tuple(blocks))
    found = citable_blocks(manuscript, listed(*lines))
    assert {inside.text.content: section for inside, section in found} == kept


def linked(
    *texts: str, references: Sequence[Reference] = (), numbered: bool = True
) -> list[tuple[str, list[tuple[str, int | None]]]]:
    manuscript = Manuscript(path="a.md", format="markdown", title="", blocks=tuple(map(block, texts)))
    _, citations = link(manuscript, references, numbered=numbered)
    return [(c.marker, [(x.label, x.reference) for x in c.links]) for c in citations]


def test_labels_borne_twice_and_with_letters() -> None:
    references = [
        reference(1, "Abend A", 2001), reference(2, "Berg B", 2002, label="1"), reference(3, "Fox C", 2003, label="2a"),
        reference(4, "Hall D", 2004, label="2b"),
    ]  # fmt: skip
    assert linked("Old (1), (2), (2b) and (3).", references=references) == [
        ("(1)", [("1", 1)]),
        ("(2)", [("2", 3), ("2", 4)]),
        ("(2b)", [("2b", 4)]),
        ("(3)", [("3", None)]),
    ]


@pytest.mark.parametrize(
    ("numbers", "numbered", "form"),
    [
        ("1–8", True, "parentheses"),
        ("1–7", True, "author-year"),
        ("1–8", False, "author-year"),
        ("1,2", True, "author-year"),
    ],
)
def test_names_are_tried_where_numbers_reach_little(numbers: str, numbered: bool, form: str) -> None:
    references = [reference(n, f"Abend{chr(96 + n)} A", 2000 + n) for n in range(1, 11)]
    names = "; ".join(f"Abend{chr(96 + n)}, {2000 + n}" for n in range(1, 10))
    manuscript = Manuscript(
        path="a.md", format="markdown", title="", blocks=(block(f"Old ({numbers}). So ({names})."),)
    )
    assert link(manuscript, references, numbered=numbered)[0] == form


def test_tagged_citations() -> None:
    references = [
        replace(reference(1, "Abend A", 2001, label="7"), key="a"),
        replace(reference(2, "Berg B", 2002), key="b"),
    ]
    text = placed("Old [a] and [b], [c].", 1, marks=[Mark(4, 7, ("a", "b")), Mark(17, 20, ("c",), textual=True)])
    entries = tuple(Listed(key=key, text=Text(key)) for key in "ab")
    manuscript = Manuscript(path="a.md", format="markdown", title="", blocks=(text, placed("(1)", 2)), listed=entries)
    form, citations = link(manuscript, references)
    assert form == "tags"
    assert [(c.marker, [(x.label, x.reference) for x in c.links], c.tagged) for c in citations] == [
        ("[a]", [("7", 1), ("2", 2)], True),
        ("[c]", [("c", None)], True),
    ]


def test_what_a_citation_tells_of_its_sentence() -> None:
    references = [reference(1, "Moss D", 2001), reference(2, "Lind E", 2002)]
    text = "It is late. Moss (1) found that owls sleep well, and Lind (2) that bats never do. It ends."
    manuscript = Manuscript(path="a.md", format="markdown", title="", blocks=(block("Nothing."), block(text)))
    first, second = link(manuscript, references)[1]
    assert (first.id, second.id, first.paragraph, first.before, first.after) == (
        "c1",
        "c2",
        1,
        "It is late.",
        "It ends.",
    )
    assert (first.narrative_authors, second.narrative_authors) == (("Moss",), ("Lind",))
    assert (first.claim, second.claim) == ("owls sleep well", "bats never do")
    assert first.sentence == "Moss (1) found that owls sleep well, and Lind (2) that bats never do."
    alone = link(replace(manuscript, blocks=(block("So it is (1,2)."),)), references)[1][0]
    assert (alone.before, alone.after, alone.narrative_authors) == ("", "", ())
