"""Where the list of references is, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from citeaudit.model import Anchor, Block, BlockKind, Run, Style, Text
from citeaudit.parsing.lists import looks_like_reference, other_lists, reference_blocks

A = "Hall A. Sleep and memory. J Sleep 2015;3:1-9."
GUIDE = "Guidelines on sleep in adults."
"""No authors, no year: nothing that tells a reference."""
TEXT = "We found that sleep helps memory, as others did before us."


def block(source: str) -> Block:
    """A block in one line: "# heading", "- item", "1. item", "| table", "**bold**", else a paragraph."""
    for mark, kind in (("# ", BlockKind.HEADING), ("| ", BlockKind.TABLE)):
        if source.startswith(mark):
            return Block(kind=kind, text=Text(source[len(mark) :]))
    marker, _, rest = source.partition(" ")
    if marker in {"-", "1.", "2.", "3.", "4.", "5."} and rest:
        return Block(kind=BlockKind.LIST_ITEM, text=Text(rest), marker=marker)
    if source.startswith("**"):
        bare = source.strip("*")
        return Block(kind=BlockKind.PARAGRAPH, text=Text(bare, (), (Run(0, len(bare), Style.BOLD),)))
    lines = source.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    anchors = tuple(Anchor(start, number, 1) for number, start in enumerate(starts, 1))
    return Block(kind=BlockKind.PARAGRAPH, text=Text(" ".join(lines), anchors))


def listed(*sources: str) -> str:
    """The numbers of the blocks of the list, from 1."""
    blocks = [block(source) for source in sources]
    places = {id(made): at for at, made in enumerate(blocks, 1)}
    return " ".join(str(places[id(found)]) for found in reference_blocks(blocks))


def filled(start: str, length: int, end: str = ".") -> str:
    return start + "x" * (length - len(start) - len(end)) + end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (A, True),
        (f"[3] {A}", True),
        ("Hall A. Sleep and memory. J Sleep;3:1-9.", False),
        ("In 2015 we found that sleep helps memory.", False),
        (filled("Hall A. 2015 ", 24), False),
        (filled("Hall A. 2015 ", 25), True),
        (filled("Hall A. 2015 ", 1200), True),
        (filled("Hall A. 2015 ", 1201), False),
        ("", False),
    ],
)
def test_what_looks_like_a_reference(text: str, expected: bool) -> None:
    assert looks_like_reference(text) is expected


def refs(count: int, first: int = 0, mark: str = "") -> list[str]:
    """References, each with a title of its own."""
    return [f"{mark}Hall A. Sleep of kind {first + at}. J Sleep 2015;3:1-9." for at in range(count)]


HEAD = "# References"


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        # a heading
        ([TEXT, HEAD, *refs(1)], "3"),
        ([TEXT, HEAD, *refs(2), "# Methods", TEXT], "3 4"),
        ([TEXT, HEAD], ""),
        ([TEXT, HEAD, "| table", *refs(2)], "4 5"),
        ([HEAD, "# Methods", TEXT], ""),
        ([HEAD, HEAD, *refs(2)], "3 4"),
        ([HEAD, "# Books", *refs(2)], "3 4"),
        # headings within the list
        ([HEAD, *refs(2), "# Websites", *refs(1, 5)], "2 3 5"),
        ([HEAD, *refs(2), "# Websites", *refs(2, 5), GUIDE, "# Methods", TEXT], "2 3 5 6"),
        ([HEAD, *refs(2), "# Websites", *refs(1, 5), GUIDE, "# Methods", TEXT], "2 3"),
        ([HEAD, *refs(2), "# Websites"], "2 3"),
        ([HEAD, "# Websites"], ""),
        ([HEAD, "# Websites", *refs(1, 5), GUIDE, *refs(1, 7)], "3 4 5"),
        ([HEAD, "# Websites", "- " + GUIDE, *refs(1, 5)], "3 4"),
        ([HEAD, "# Websites", "- " + GUIDE, GUIDE, *refs(1, 5)], ""),
        ([HEAD, *refs(2), "# Acknowledgements", *refs(2, 5)], "2 3"),
        ([HEAD, *refs(2), "# Websites", "| table", *refs(1, 5)], "2 3 6"),
        ([HEAD, *refs(2), "# Websites", "3. Guide, 2015.", "# Methods", TEXT], "2 3 5"),
        ([HEAD, *refs(2), "# Websites", "- Guide, 2015.", "# Methods", TEXT], "2 3"),
        ([HEAD, *refs(2), "# Websites", "3. Guide, undated.", "# Methods", TEXT], "2 3"),
        ([HEAD, *refs(2), "# Websites", "3. Guide, www.example.org", "# Methods", TEXT], "2 3 5"),
        ([HEAD, *refs(2), "**Websites**", *refs(1, 5)], "2 3 5"),
        ([HEAD, *refs(2), "**Figure legends**", TEXT, TEXT], "2 3"),
        # two lists
        ([HEAD, *refs(3), "# Methods", TEXT, "# References", *refs(2, 5)], "2 3 4 8 9"),
        ([HEAD, *refs(2), "# Methods", TEXT, "# References", *refs(3, 5)], "2 3 7 8 9"),
        ([HEAD, *refs(3), "# Methods", TEXT, "# Sources", "- x", "- y", "- " + A], "2 3 4"),
        ([HEAD, *refs(3), "# Methods", TEXT, "# Sources", "- " + GUIDE, "- " + A], "2 3 4 8 9"),
        ([HEAD, "1. " + A, "2. " + A, HEAD, "3. " + A], "2 3 5"),
        ([HEAD, "1. " + A, "2. " + A, HEAD, "2. " + GUIDE + A], "2 3"),
        ([HEAD, "1. " + A, "2. " + A, HEAD, "1. " + GUIDE + A], "2 3"),
        ([HEAD, "3. " + A, HEAD, "1. " + A, "2. " + A], "2 4 5"),
        ([HEAD, "1. " + A, "2. " + A, HEAD, *refs(1)], "2 3 5"),
    ],
)
def test_lists_under_headings(sources: Sequence[str], expected: str) -> None:
    assert listed(*sources) == expected


@pytest.mark.parametrize(
    ("second", "others"),
    [
        (["1. " + A, "2. " + A], 1),
        (["2. " + A, "3. " + A, "4. " + A], 1),
        (["4. " + A, "5. " + A], 0),
        (["3. " + A, "4. " + A], 1),
    ],
)
def test_lists_whose_numbers_meet_are_others(second: Sequence[str], others: int) -> None:
    first = [f"{n}. Hall A. Nap {n}. J Sleep 2015;3:1-9." for n in (1, 2, 3)]
    assert len(other_lists([block(source) for source in [HEAD, *first, "# References", *second]])) == others


@pytest.mark.parametrize(
    ("line", "subheading"),
    [
        ("**Websites**", True),
        ("**Websites:**", True),
        ("Websites", False),
        ("WEBSITES", True),
        ("NHANES", True),
        ("NICES", False),
        ("Sources", True),
        ("**Abc**", False),
        ("**Abcd**", True),
        ("**A b c d e f g h**", True),
        ("**A b c d e f g h i**", False),
        ("**(Websites)**", False),
        ("**Websites, old**", False),
        ("**Websites 2**", False),
    ],
)
def test_a_subheading_is_no_part_of_the_list(line: str, subheading: bool) -> None:
    """It stands between references that go on behind it."""
    assert listed(HEAD, *refs(2), line, *refs(2, 5)) == ("2 3 5 6" if subheading else "2 3 4 5 6")


def test_a_line_that_is_bold_in_part_is_no_subheading() -> None:
    for run in (Run(1, 8, Style.BOLD), Run(0, 7, Style.BOLD), Run(0, 8, Style.ITALIC)):
        half = Block(kind=BlockKind.PARAGRAPH, text=Text("Websites", (), (run,)))
        blocks = [block(HEAD), *map(block, refs(2)), half, *map(block, refs(2, 5))]
        assert half in reference_blocks(blocks)


@pytest.mark.parametrize(
    ("last", "belongs"),
    [
        ("Cite this article: Hall A. Sleep and memory. J Sleep 2015;3:1-9.", False),
        ("Received 2015; accepted 2016.", False),
        ("of memory in adults", True),
        ("• Convenient submission of manuscripts", False),
        ("This article is licensed under terms of 2015, https://example.org/terms.", False),
        (GUIDE, False),
        (f"{GUIDE[:-1]}, 2015.", True),
        ("Guidelines on sleep, www.example.org", True),
        (f"[12] {GUIDE}", True),
        (A, True),
        (f"{GUIDE}\nHall A. Sleep.", True),
        (f"{GUIDE}\nand more of it.", False),
        (filled("Guidelines, 2015 ", 1200), True),
        (filled("Guidelines, 2015 ", 1201), False),
    ],
)
def test_what_follows_the_last_reference(last: str, belongs: bool) -> None:
    assert listed(HEAD, *refs(3), last) == ("2 3 4 5" if belongs else "2 3 4")


@pytest.mark.parametrize(
    ("note", "belongs"),
    [
        ("*: hours as by the sleep diary (https://example.org/diary).", False),
        ("† of adults in 2015 only", False),
        ("Note. Hours in 2015.", False),
        ("Abbreviations: REM, rapid eye movement, 2015.", False),
        (A, True),
        ("of memory in adults", True),
        ("Notebook of sleep, 2015.", True),
    ],
)
def test_a_note_below_a_table_behind_the_list(note: str, belongs: bool) -> None:
    assert listed(HEAD, *refs(2), "| Hours | 7.1", note) == ("2 3 5" if belongs else "2 3")


@pytest.mark.parametrize(
    ("before", "belongs"),
    [
        ("Hall A. Sleep 2015.", False),
        ("Hall A. Sleep (2015)", False),
        ("Hall A. Sleep, 2015", False),
        ("Hall A. 2015, https://example.org/a", False),
        ("Hall A. “2015”", False),
        ("Hall A. “2015.”", False),
        ("Hall A. Sleep 2015 and", True),
    ],
)
def test_a_line_behind_an_open_end_belongs_to_it(before: str, belongs: bool) -> None:
    assert listed(HEAD, *refs(2), before, GUIDE) == ("2 3 4 5" if belongs else "2 3 4")


@pytest.mark.parametrize(
    ("items", "paragraphs", "belongs"), [(1, 0, True), (2, 0, False), (1, 1, True), (2, 1, True), (3, 1, False)]
)
def test_a_dated_paragraph_behind_items(items: int, paragraphs: int, belongs: bool) -> None:
    """It is none of them where more than half of the list, itself counted, are items."""
    blocks = [HEAD, *refs(paragraphs), *refs(items, 5, "- "), "Guidelines on sleep, 2015."]
    assert listed(*blocks).endswith(str(len(blocks))) is belongs


@pytest.mark.parametrize(
    ("section", "behind", "expected"),
    [
        ([GUIDE + " 2015."], refs(4), "9 10 11 12"),  # more than three times as many
        ([GUIDE + " 2015."], refs(3), "2"),
        (refs(3), refs(9), "2 3 4"),
    ],
)
def test_a_section_on_references_is_not_the_list(section: list[str], behind: list[str], expected: str) -> None:
    """ "References and citations" may be a section of the text, and the list have no heading."""
    assert listed(HEAD, *section, "# Naps", *[TEXT] * 4, "# Light", *behind) == expected


def test_points_of_a_notice_behind_the_list() -> None:
    points = ["• Convenient submission", "• Review by two readers", "• Open to all"]
    assert listed(HEAD, *refs(3), *points) == "2 3 4"
    assert listed(HEAD, *[f"• {ref}" for ref in refs(3)], "• Guidelines on sleep, 2015.") == "2 3 4 5"


def test_all_end_matter_goes() -> None:
    assert listed(HEAD, *refs(3), GUIDE, "Published by Sleep, 2015.", GUIDE + " ") == "2 3 4"
    assert listed(HEAD, *refs(3), GUIDE, *refs(1, 7)) == "2 3 4 5 6"


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        # without a heading
        (refs(2), ""),
        (refs(3), "1 2 3"),
        ([TEXT, *refs(3), TEXT], "2 3 4"),
        ([*refs(2), TEXT, TEXT, *refs(1, 5)], "1 2 3 4 5"),
        ([*refs(2), TEXT, TEXT, TEXT, *refs(1, 5)], ""),
        ([*refs(2), "# Methods", *refs(1, 5)], ""),
        ([*refs(3), TEXT, TEXT, TEXT, *refs(3, 5)], "7 8 9"),
        ([*refs(4), TEXT, TEXT, TEXT, *refs(3, 5)], "1 2 3 4"),
        ([*refs(3), TEXT, TEXT, *refs(1, 5), TEXT, TEXT, *refs(1, 6)], "1 2 3 4 5 6 7 8 9"),
        ([*refs(1), "| table", *refs(2, 5)], "1 3 4"),
        # what stands beside it
        (["- " + GUIDE, *refs(3, 0, "- "), "- " + GUIDE], "1 2 3 4 5"),
        (["1. " + GUIDE, *refs(3, 0, "- ")], "2 3 4"),
        (["- " + GUIDE, *refs(3)], "2 3 4"),
        ([*refs(3), "Guidelines on sleep, 2015."], "1 2 3 4"),
        (["Guidelines on sleep, 2015.", *refs(3)], "1 2 3 4"),
        ([*refs(3, 0, "- "), "Guidelines on sleep, 2015."], "1 2 3"),
        ([*refs(3), "Guidelines on sleep, 2015"], "1 2 3 4"),
        ([*refs(3), "Guidelines on sleep in 2015 and"], "1 2 3"),
        ([*refs(3), GUIDE], "1 2 3"),
        ([*refs(3), "Received 2015."], "1 2 3"),
        ([*refs(3), filled("Guidelines, 2015 ", 400)], "1 2 3 4"),
        ([*refs(3), filled("Guidelines, 2015 ", 401)], "1 2 3"),
        ([*refs(3), "# 2015."], "1 2 3"),
    ],
)
def test_lists_without_heading(sources: Sequence[str], expected: str) -> None:
    assert listed(*sources) == expected


LINES = "\n".join(refs(3))


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([LINES], "1"),
        (["\n".join(refs(2))], ""),
        ([TEXT + "\n" + LINES], ""),
        ([LINES.replace("2015", "twice", 1)], ""),
        (["\n".join(filled(f"Hall A. 2015 {at} ", 399) for at in range(3))], "1"),
        (["\n".join(filled(f"Hall A. 2015 {at} ", 400) for at in range(3))], ""),
    ],
)
def test_several_references_in_one_block(sources: Sequence[str], expected: str) -> None:
    assert listed(*sources) == expected


def test_the_larger_list_is_the_one_with_more_references() -> None:
    """A block of three references outweighs two blocks of one."""
    numbered = ["1. " + A, "2. " + A]
    blocks = [block(source) for source in [HEAD, *numbered, "# References", f"[1] {LINES}"]]
    assert [b.text.content for b in reference_blocks(blocks)] == [block(f"[1] {LINES}").text.content]
    assert len(other_lists(blocks)) == 1
