"""Lists cut into entries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.parsing.segmentation import Entry, reference_blocks, segment
from citeaudit.readers import markdown

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
    return segment(reference_blocks(markdown.read("m.md", f"# T\n\nText.\n\n{heading}\n\n{source}\n").blocks))


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
    found = segment(reference_blocks(markdown.read("m.md", source).blocks))
    assert [(e.label, e.text.content) for e in found] == NUMBERED[:3]


def test_printed_numbers_are_kept() -> None:
    assert [label for label, _ in pairs(f"1. {A}\n2. {B}\n2. {C}\n3. {D}")] == ["1", "2", "2", "3"]
    assert [label for label, _ in pairs(f"1. {A}\n2. {B}\n4. {C}\n5. {D}")] == ["1", "2", "4", "5"]
    assert [e.printed for e in entries(f"- {A}\n- {B}\n3. {C}\n4. {D}")] == [False, False, True, True]


def test_no_list() -> None:
    assert segment(reference_blocks(markdown.read("m.md", "# T\n\nOnly text, in 2015.\n").blocks)) == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([A, B, C, D, "", "1. x", "[2] y", "- z", "12", "9999. q", "  of memory"]), max_size=12))
def test_nothing_in_the_list_is_lost(lines: list[str]) -> None:
    source = "\n".join(lines)
    blocks = reference_blocks(markdown.read("m.md", f"# References\n\n{source}\n").blocks)
    printed = " ".join(entry.text.content for entry in segment(blocks)).split()
    for word in " ".join(block.text.content for block in blocks).split():
        if word.isalpha():
            assert word in printed
