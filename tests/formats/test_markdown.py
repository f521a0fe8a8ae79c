"""Markdown: blocks, styles, formulas, places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.formats import markdown
from citeaudit.model import BlockKind, Style, Text
from citeaudit.parsing.inline import plain


def as_one_line(source: str) -> Text:
    return plain([(1, 1, source)])


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Kaplan *et al.* (12)", "Kaplan et al. (12)"),
        ("**Bold** and ***both*** and _this_", "Bold and both and this"),
        ("snake_case_word and 5 * 3 * 2", "snake_case_word and 5 * 3 * 2"),
        ("p < 0.05*, n = 3", "p < 0.05*, n = 3"),
        (r"integrin $\alpha\beta 5$ binds", "integrin αβ5 binds"),
        ("( $P=0.005$ )", "( P=0.005 )"),
        ("costs $5 and $6 a day", "costs $5 and $6 a day"),
        (r"\[not a link\] \*plain\*", "[not a link] *plain*"),
        ("see <https://example.org/a_b_c>", "see https://example.org/a_b_c"),
        ("[the text](https://example.org/(x))", "the text"),
        ("10&nbsp;mg &amp; more &unknown;", "10\u00a0mg & more &unknown;"),
        ("cells<sup>1,2</sup> and H<sub>2</sub>O", "cells1,2 and H2O"),
        ("cells^1,2^ too", "cells1,2 too"),
        ("`code *stays*`", "code *stays*"),
        ("![alt](picture.png)text", "text"),
    ],
)
def test_inline(source: str, content: str) -> None:
    assert as_one_line(source).content == content


@pytest.mark.parametrize("source", ["cells<sup>1,2</sup> x", "cells^1,2^ x", "cells$^{1,2}$ x"])
def test_superscripts_are_runs(source: str) -> None:
    text = as_one_line(source)
    assert [(text.content[r.start : r.end], r.style) for r in text.runs] == [("1,2", Style.SUPERSCRIPT)]


def test_blocks() -> None:
    source = (
        "---\ntitle: From the header\n---\n\n# Title #\n\nText of\ntwo lines.\n\n- one\n- two\n\n**Table 1** A legend\n\n"
        "a\tb\nc\td\n\n| h | i |\n|---|---|\n| x | [1] |\n\nUnderlined\n----------\n\n```\ncode (1)\n```\n<!-- (2) -->\n"
    )
    manuscript = markdown.read("m.md", source.encode())
    assert manuscript.title == "From the header"
    assert [(b.kind, b.text.content) for b in manuscript.blocks] == [
        (BlockKind.HEADING, "Title"),
        (BlockKind.PARAGRAPH, "Text of two lines."),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two"),
        (BlockKind.LEGEND, "Table 1 A legend"),
        (BlockKind.TABLE, "a\tb"),
        (BlockKind.TABLE, "c\td"),
        (BlockKind.TABLE, "| h | i |"),
        (BlockKind.TABLE, "| x | [1] |"),
        (BlockKind.HEADING, "Underlined"),
    ]


def test_paragraphs_are_joined_over_what_a_page_break_dropped_between() -> None:
    source = (
        "We found that sleep helps the two other\n\n**Figure 1** Sleep. A legend.\n\nJ Sleep 2015\n\n"
        "models of memory (1).\n\nJ Sleep 2015\n\nA new sentence.\n"
    )
    blocks = markdown.read("m.md", source.encode()).blocks
    joined = blocks[0].text
    assert joined.content == "We found that sleep helps the two other models of memory (1)."
    assert joined.position(joined.content.index("(1)")) == (7, 18)
    assert [b.kind for b in blocks[1:]] == [BlockKind.LEGEND, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert blocks[-1].text.content == "A new sentence."


def test_whole_paragraphs_stay_apart() -> None:
    source = (
        "The first ends here.\n\nthe second begins small.\n\nKeywords: sleep; memory; naps and dreams\n\nThe third.\n"
    )
    assert len(markdown.read("m.md", source.encode()).blocks) == 4


@pytest.mark.parametrize("cited", ["^3–6^", "^11,12^", " [12]", " (3, 4-6)", "” ^7^", "<sup>2</sup>"])
def test_numbers_behind_a_full_stop_do_not_leave_a_paragraph_open(cited: str) -> None:
    first = "Sleep helps memory, as many have found, in young and in old, by day and by night, at home and away." * 3
    assert len(markdown.read("m.md", f"{first}{cited}\n\nNaps help it too, in some.\n".encode()).blocks) == 2


def test_a_decimal_is_no_full_stop() -> None:
    source = "The share of those who slept rose by a factor of 1.5\n\nand fell again in the second year (1).\n"
    assert len(markdown.read("m.md", source.encode()).blocks) == 1


@pytest.mark.parametrize("line", ["References", "**REFERENCES:**", "7 References", "Literaturverzeichnis", "参考文献"])
def test_a_line_that_names_the_list_is_a_heading(line: str) -> None:
    for after in ("\n", "\n\n"):
        blocks = markdown.read("m.md", f"Text that ends.\n{line}{after}1. Hall A. Sleep. 2015.\n".encode()).blocks
        assert [b.kind for b in blocks] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM]


def test_prose_that_wraps_before_such_a_word_stays_prose() -> None:
    blocks = markdown.read("m.md", b"The list of the\nReferences\nis long.\n").blocks
    assert [(b.kind, b.text.content) for b in blocks] == [(BlockKind.PARAGRAPH, "The list of the References is long.")]


@pytest.mark.parametrize("source", ["from 12\n- 15 of them", "J Sleep 2013;\n1.\n(53) Jha", "subunits\n- structure"])
def test_prose_that_wraps_before_a_dash_or_number_is_no_list(source: str) -> None:
    assert [b.kind for b in markdown.read("m.md", source.encode()).blocks] == [BlockKind.PARAGRAPH]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1 \n\t*_`$^[](){}<>/\\&;!#-.|~\"'é中\u202e"), max_size=200))
def test_any_text_is_read_and_no_word_is_lost(source: str) -> None:
    text = f"x{source}"
    manuscript = markdown.read("m.md", text.encode())
    lines = text.split("\n")
    for block in manuscript.blocks:
        for offset, character in enumerate(block.text.content):
            line, column = block.text.position(offset)
            assert 1 <= line <= len(lines)
            in_formula = any(r.start <= offset < r.end for r in block.text.runs if r.style is Style.MATH)
            if character.isalpha() and not in_formula:  # a formula has one place for all its characters
                assert 1 <= column <= len(lines[line - 1]) + 1
