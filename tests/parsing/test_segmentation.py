"""Lists cut into entries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.formats import markdown
from citeaudit.parsing.lists import other_lists, reference_blocks
from citeaudit.parsing.segmentation import Entry, segment

A = "Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9."
B = "Moss D, Lind E, et al. Naps in older adults. J Sleep 2019;7:21-30."
C = "Öberg F. Light and mood. Lancet 2021;12:100-7."
D = "World Health Organization. Guidelines on sleep. Geneva: WHO; 2018."


def cut(entry: str, words: int) -> tuple[str, str]:
    parts = entry.split(" ")
    return " ".join(parts[:words]), " ".join(parts[words:])


A1, A2 = cut(A, 8)
B1, B2 = cut(B, 9)


def entries(source: str, heading: str = "## References") -> tuple[Entry, ...]:
    return segment(reference_blocks(markdown.read("m.md", f"# T\n\nText.\n\n{heading}\n\n{source}\n".encode()).blocks))


def pairs(source: str, heading: str = "## References") -> list[tuple[str, str]]:
    return [(entry.label, entry.text.content) for entry in entries(source, heading)]


NUMBERED = [("1", A), ("2", B), ("3", C), ("4", D)]


@pytest.mark.parametrize(
    "source",
    [
        f"1. {A}\n2. {B}\n3. {C}\n4. {D}",
        f"1. {A}\n\n2. {B}\n\n3. {C}\n\n4. {D}",
        f"1. {A}\n1. {B}\n1. {C}\n1. {D}",
        f"[1] {A}\n[2] {B}\n[3] {C}\n[4] {D}",
        f"[1] {A}\n\n[2] {B}\n\n[3] {C}\n\n[4] {D}",
        f"(1) {A}\n\n(2) {B}\n\n(3) {C}\n\n(4) {D}",
        f"1 {A}\n2 {B}\n3 {C}\n4 {D}",
        f"- {A}\n- {B}\n- {C}\n- {D}",
        f"{A}\n\n{B}\n\n{C}\n\n{D}",
        f"- {A}\n- {B}\n3. {C}\n  4. {D}",
        f"- {A1}\n- {A2}\n- {B}\n3. {C}\n4. {D}",
        f"1. {A}\n2. {B1}\n\n- {B2}\n3. {C}\n4. {D}",
        f"1. {A1}\n   {A2}\n2. {B}\n3. {C}\n4. {D}",
        f"1. {A}\n2. {B}\n3. {C}\n4. {D}\n\n**Cite this article as:** Hall A. Sleep. J Sleep 2022;1:1-2.",
    ],
)
def test_four_entries(source: str) -> None:
    assert pairs(source) == NUMBERED


@pytest.mark.parametrize(
    "heading", ["References", "**References**", "# REFERENCES", "## 7. Literatur", "Bibliography\n------------"]
)
def test_headings(heading: str) -> None:
    assert pairs(f"1. {A}\n2. {B}\n3. {C}\n4. {D}", heading) == NUMBERED


def test_a_list_without_heading() -> None:
    source = f"# T\n\nText of the manuscript.\n\n1. {A}\n2. {B}\n3. {C}\n"
    found = segment(reference_blocks(markdown.read("m.md", source.encode()).blocks))
    assert [(e.label, e.text.content) for e in found] == NUMBERED[:3]


def test_printed_numbers_are_kept() -> None:
    assert [label for label, _ in pairs(f"1. {A}\n2. {B}\n2. {C}\n3. {D}")] == ["1", "2", "2", "3"]
    assert [label for label, _ in pairs(f"1. {A}\n2. {B}\n4. {C}\n5. {D}")] == ["1", "2", "4", "5"]
    assert [e.printed for e in entries(f"- {A}\n- {B}\n3. {C}\n4. {D}")] == [False, False, True, True]


def test_no_list() -> None:
    assert segment(reference_blocks(markdown.read("m.md", b"# T\n\nOnly text, in 2015.\n").blocks)) == ()


W1, W2 = "Hall A, Berg C. Sleep and the consolidation of", "memory. J Sleep 2015;3:1-9."
WRAPPED = [  # cut at 48 columns
    ["Hall A, Berg C. Sleep and the consolidation of", "memory. J Sleep 2015;3:1-9."],
    ["Moss D, Lind E, et al. Naps in older adults. J", "Sleep 2019;7:21-30."],
    ["Öberg F. Light and mood. Lancet", "2021;12:100-7."],
    ["World Health Organization. Guidelines on sleep.", "Geneva: WHO; 2018."],
]


def wrapped(first: str = "", others: str = "", between: str = "\n", *, numbered: bool = False) -> str:
    return between.join(
        "\n".join([f"{first}{f'[{n}] ' if numbered else ''}{lines[0]}", *(f"{others}{line}" for line in lines[1:])])
        for n, lines in enumerate(WRAPPED, 1)
    )


@pytest.mark.parametrize(
    "source",
    [
        f"{A}\n{B}\n{C}\n{D}",
        wrapped(),
        wrapped(others="    "),
        wrapped(first="   "),
        wrapped(between="\n\n"),
        wrapped(numbered=True),
        wrapped(numbered=True, others="    "),
        wrapped().replace("J\nSleep 2019", "J\n\nSleep 2019"),
        f"1\n\n{A}\n\n2\n\n{B}\n\n3\n\n{C}\n\n4\n\n{D}",
        f"1.\n{A}\n2.\n{B}\n3.\n{C}\n4.\n{D}",
        f"{A}\n\n{B}\n\n3. {C}\n\n4. {D}",
        f"[1] {A}\n{B}\n[3] {C}\n{D}\n",
        f"1. {A}\n2. {B}\n\n### Websites\n\n3. {C}\n4. {D}",
        f"{A}\n\n{B}\n\n**Primary sources**\n\n{C}\n\n{D}",
        f"1. {A}\n2. {B}\n\n## Methods\n\nWe slept as before.\n\n## References\n\n3. {C}\n4. {D}",
        f"1. {A}\n2. {B}\n3. {C}\n4. {D}\n\n## Figure legends\n\nFigure 1. Sleep in 2015, by Hall A.",
    ],
)
def test_layouts(source: str) -> None:
    assert pairs(source) == NUMBERED


def test_a_number_at_a_line_end_is_not_taken_for_one_of_the_list() -> None:
    source = f"1. {A}\n2. Moss D, Lind E. Naps in older adults. J Sleep 2019;\n7. p. 21.\n3. {C}\n4. {D}"
    assert pairs(source)[1] == ("2", "Moss D, Lind E. Naps in older adults. J Sleep 2019; 7. p. 21.")
    [second] = [e for e in entries(source) if e.label == "2"]
    assert second.text.position(second.text.content.index("7.")) == (9, 1)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("Hall A. Memory consoli-\n   dation in sleep. J Sleep 2015;3:1.", "Memory consolidation in"),
        ("Hall A. A double-\n   blind study. A double-blind plan. J Sleep 2015;3:1.", "A double-blind study"),
        ("Hall A. Effects of IL-\n   Receptors. J Sleep 2015;3:1.", "IL-Receptors"),
        ("Hall A. Pre-\n   and postnatal sleep. J Sleep 2015;3:1.", "Pre- and postnatal"),
        ("Hall A. Sleep. J Sleep 2015;3. https://example.org/sleep-\n   and-memory", "example.org/sleep-and-memory"),
    ],
)
def test_words_cut_at_line_ends(lines: str, whole: str) -> None:
    assert whole.replace("sleep-and", "sleep- and") in pairs(f"1. {lines}\n2. {B}")[0][1]


def test_page_numbers_and_running_headers_go() -> None:
    text = "We found that sleep helps. " * 30
    pages = f"Hall and Berg 1\n\n{text}\n\nHall and Berg 2\n\n{text}"
    source = f"# T\n\n{pages}\n\n## References\n\n1. {A}\n\n2. {B1}\n\nHall and Berg 3\n\n{B2}\n\n3. {C}\n\nPage 4 of 9\n\n4. {D}\n"
    found = segment(reference_blocks(markdown.read("m.md", source.encode()).blocks))
    assert [(e.label, e.text.content) for e in found] == NUMBERED


def test_a_reference_listed_twice_is_no_running_header() -> None:
    twice = "Hall A. Sleep and light. J Sleep 2015;3:1-9"
    assert [text for _, text in pairs(f"{twice}\n\n{B}\n\n{C}\n\n{twice}\n\n{D}")] == [twice, B, C, twice, D]


def test_a_second_list_that_numbers_anew_is_told_apart() -> None:
    source = f"# T\n\n## References\n\n1. {A}\n2. {B}\n3. {C}\n\n## Supplementary references\n\n1. {D}\n2. {A}\n"
    blocks = markdown.read("m.md", source.encode()).blocks
    assert [e.label for e in segment(reference_blocks(blocks))] == ["1", "2", "3"]
    assert [[e.text.content for e in segment(other)] for other in other_lists(blocks)] == [[D, A]]


def test_a_page_number_does_not_make_a_list_numbered() -> None:
    found = entries(f"{A}\n{B}\n{C}\n12\n{D}\n{A}\n{B}\n13\n{C}\n{D}\n{A}\n{B}\n{C}")
    assert len(found) >= 11
    assert not any(entry.printed for entry in found)


def test_every_location_is_exact() -> None:
    for source in (wrapped(), wrapped(others="    "), wrapped(numbered=True), f"- {A}\n- {B}\n3. {C}\n4. {D}"):
        lines = f"# T\n\nText.\n\n## References\n\n{source}\n".split("\n")
        for entry in entries(source):
            at = entry.text.location("m.md")
            assert lines[(at.line or 0) - 1][(at.column or 0) - 1] == entry.text.content[0]
            assert lines[(at.end_line or 0) - 1][(at.end_column or 0) - 2] == entry.text.content[-1]


def test_three_thousand_entries() -> None:
    blocks = reference_blocks(markdown.read("m.md", ("# References\n\n" + f"{A}\n{B}\n{C}\n" * 1000).encode()).blocks)
    assert len(segment(blocks)) == 3000


PIECES = [
    A,
    B,
    C,
    D,
    A1,
    A2,
    B1,
    B2,
    W1,
    W2,
    "",
    "  of memory",
    "consoli-",
    "dation",
    "12",
    "(3)",
    "- 15",
    "Page 3 of 9",
]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.builds(
            "{}{}".format,
            st.sampled_from(["", "", "1. ", "2. ", "[2] ", "(3) ", "- ", "    ", "9999. "]),
            st.sampled_from(PIECES),
        ),
        max_size=14,
    )
)
def test_nothing_in_the_list_is_lost(lines: list[str]) -> None:
    blocks = reference_blocks(markdown.read("m.md", ("# References\n\n" + "\n".join(lines) + "\n").encode()).blocks)
    letters = "".join(c for block in blocks for c in block.text.content if c.isalpha())
    found = segment(blocks)
    assert "".join(c for entry in found for c in entry.text.content if c.isalpha()) == letters
    places = [entry.text.position(at) for entry in found for at in range(len(entry.text))]
    assert places == sorted(places)  # in order, none twice


@pytest.mark.parametrize("year", ["2012", "1998"])
def test_a_year_at_the_start_of_a_line_begins_no_entry(year: str) -> None:
    """Lists of computational linguistics put it behind the authors, and there a line may break."""
    found = [
        text
        for _, text in pairs(
            "John Adams. 2002. The naps of taggers. In Proceedings of Sleep.\n\n"
            f"Richard Farkas, Veronika Hall, and Helmut Moss.\n\n{year}. Dreams of parsers. In Proceedings of Sleep.\n\n"
            "Alexander Rush and Slav Berg. 2014. Moods of tokens. In Proceedings of Sleep."
        )
    ]
    assert [text.split(".")[0] for text in found] == [
        "John Adams", "Richard Farkas, Veronika Hall, and Helmut Moss", "Alexander Rush and Slav Berg",
    ]  # fmt: skip
    assert f"Moss. {year}. Dreams" in found[1]
