"""The rules by which a bold paragraph of a Word file is a heading: each at its edge, and a step past it."""

from __future__ import annotations

import pytest

from citeaudit.formats import docx
from citeaudit.formats.docx import headings
from citeaudit.formats.docx.draft import Paragraph
from citeaudit.model import BlockKind, Style
from tests.formats.word import paragraph, word

BOLD = {Style.BOLD: True}


def against(text: str, *, plain: str = "", raised: str = "", broken: bool = False, marker: str = "") -> str:
    """What speaks against a paragraph with so much of it plain, raised, and with a line break at its end."""
    written = Paragraph()
    written.add(text, BOLD)
    written.add(plain, {})
    written.add(raised, {Style.BOLD: True, Style.SUPERSCRIPT: True})
    if broken:
        written.break_line()
    return headings.against("".join(written.parts).strip(), written, marker)


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        (against("Sleep and memory"), ""),
        (against("sleep " * 11 + "loss"), ""),
        (against("sleep " * 12 + "loss"), "too_many_words"),
        (against("Keywords:"), "ends_like_text"),
        (against("Sleep (2015)"), "ends_like_text"),
        (against("* p below 0.05"), "begins_with_a_sign"),
        (against("Sleep", marker="1."), ""),
        (against("Sleep", marker="•"), "item_of_a_list"),
        (against("Table 2: Sleep"), "legend"),
        (against("Table 2 and sleep"), ""),
        (against("2015"), "no_words"),
        (against("2015b"), ""),
        (against("Sleep", broken=True), "several_lines"),
        (against("Sleep", plain="s"), "not_all_bold"),
        (against("Hall A", raised="1"), "with_superscripts"),
    ],
)
def test_what_speaks_against_a_heading(found: str, rule: str) -> None:
    assert found == rule


def test_every_rule_is_tried_here() -> None:
    (mark,) = (mark for mark in test_what_speaks_against_a_heading.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert {case[1] for case in mark.args[1]} == {rule.__name__ for rule in headings.RULES} | {""}


@pytest.mark.parametrize(("length", "kind"), [(499, BlockKind.HEADING), (500, BlockKind.PARAGRAPH)])
def test_a_heading_by_its_style_is_short(length: int, kind: BlockKind) -> None:
    text = ("sleep " * 100)[: length - 1] + "s"
    assert docx.read("a.docx", word(paragraph(text, style="berschrift1"))).blocks[0].kind is kind
