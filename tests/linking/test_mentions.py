"""Where a text first mentions its figures, tables and boxes."""

from __future__ import annotations

import pytest

from citeaudit.linking.mentions import beside, first_mentions, name
from citeaudit.linking.rising import longest_rising
from citeaudit.model import Block, BlockKind, Text

WORDS = " ".join(["nap"] * 57)


def block(words: str, kind: BlockKind = BlockKind.PARAGRAPH, *, inside: str = "") -> Block:
    return Block(kind=kind, text=Text(words), beside=inside)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Table 2. Naps", ("tab", 2)), ("Tab. 2", ("tab", 2)), ("Figures 3", ("fig", 3)), ("Box 1: Naps", ("box", 1)),
        ("TABLE IX", ("tab", 9)), ("Table S1", None), ("Table of naps", None), ("", None),
    ],
)  # fmt: skip
def test_names(words: str, expected: tuple[str, int] | None) -> None:
    assert name(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Naps (Table 1) help.", {("tab", 1)}),
        ("Naps (Tables 1, 3–5 and 7) help.", {("tab", n) for n in (1, 3, 4, 5, 7)}),
        ("Naps (Fig. 2A,B; Box 1) help.", {("fig", 2), ("box", 1)}),
        ("Naps (Figs 1a–c) help.", {("fig", 1)}),
        ("Naps (Supplementary Table S2) help at table 12.5.", {("tab", 12)}),
        ("Naps of a stable 3 help.", set()),
    ],
)
def test_mentions(words: str, expected: set[tuple[str, int]]) -> None:
    assert first_mentions([block(words)], [""]).keys() == expected


def test_the_first_mention_in_the_flow_of_the_text_counts() -> None:
    blocks = [block("Table 1. As Figure 1", inside="Table 1"), block("See Figure 1."), block("And Figure 1, Table 1.")]
    assert first_mentions(blocks, beside(blocks)) == {("fig", 1): (1, 4), ("tab", 1): (2, 14)}


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([block("Text."), block("a", BlockKind.TABLE), block("Text.")], ["", "?", ""]),
        ([block("Table 1. Naps."), block("a", BlockKind.TABLE), block("b", BlockKind.LEGEND)], ["Table 1. Naps."] * 3),
        ([block("a", BlockKind.TABLE), block("Table 1. Naps.")], ["Table 1. Naps."] * 2),
        ([block("Table 1 shows naps."), block("Text.")], ["", ""]),
        ([block("Figure 1 Naps", BlockKind.LEGEND)], ["Figure 1 Naps"]),
        ([block("Naps of nurses", inside="boxed-text"), block("Text.")], ["boxed-text", ""]),
        ([block(f"Table 1. {WORDS} nap")], [f"Table 1. {WORDS} nap"]),  # sixty words
        ([block(f"Table 1. {WORDS} nap nap")], [""]),
    ],
)
def test_what_stands_beside_the_text(blocks: list[Block], expected: list[str]) -> None:
    assert beside(blocks) == expected


@pytest.mark.parametrize(
    ("keys", "kept"),
    [([], []), ([1, 1, 1], [1, 1, 1]), ([3, 1, 2], [1, 2]), ([1, 9, 2, 8, 3], [1, 2, 3]), (["b", "a"], ["a"])],
)
def test_longest_rising(keys: list[int], kept: list[int]) -> None:
    assert [keys[at] for at in sorted(longest_rising(keys))] == kept
