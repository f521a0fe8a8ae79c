"""Each rule by which a candidate is not a numeric marker, at its edge: a text to which it applies, and one a step past it."""

from __future__ import annotations

import pytest

from citeaudit.linking import _counts, _lookalikes
from tests.linking.documents import rulings

X60 = "x" * 60
Y80 = "y" * 80

# text, and what becomes of each number in brackets, in order: the rule that refuses it, "-" for a marker
PARENTHESES = [
    ("It is so (3).", "-"),
    # part of a formula, a statistic or a place in a journal
    ("It is (3)(x) now.", "opens_another_bracket"),
    ("It is (3)(see Moss) now.", "-"),
    ("It is (3)(Moss) now.", "-"),
    ("It is (3)( Mo) now.", "-"),
    ("It is (3)(M) now.", "opens_another_bracket"),
    ("J Sleep 12(6):16.", "issue_of_journal"),
    ("J Sleep 12 (6):16.", "-"),
    ("J Sleep 12(6):x.", "glued_oddly"),
    ("It holds for θ ∈ (5).", "behind_set_sign"),
    ("It holds for θ ∈(5).", "behind_set_sign"),
    ("It holds for θ ∈ x (5).", "-"),
    ("We took (10−3 and 10−4) of it.", "powers_of_ten"),
    ("We took (10−33) of it.", "-"),
    ("The value (3) = 2.", "equals_something"),
    ("The value (3)= 2.", "equals_something"),
    ("The value (3) is = 2.", "-"),
    ("The beta (3) was = 2.", "statistic"),
    ("The abeta (3) was = 2.", "-"),
    ("The beta (3) was not = 2.", "statistic"),
    (f"The log (3) {'x' * 18} = 2.", "statistic"),
    (f"The log (3) {'x' * 19} = 2.", "-"),
    ("The beta (3) was 2.", "-"),
    # what a number may name
    ("As Fig. (3) shows.", "part_of_document"),
    ("As Figure (13) shows.", "part_of_document"),
    ("As figure (12) shows.", "part_of_document"),
    ("As figure (13) shows.", "-"),
    ("As figure (1,2) shows.", "-"),
    ("As Figure (1,2) shows.", "part_of_document"),
    ("At high pH (14) it slept.", "acidity"),
    ("At high pH (15) it slept.", "-"),
    ("At high pH (3,15) it slept.", "-"),
    ("At high pHs (3) it slept.", "-"),
    ("Then eight (8) rats slept.", "number_in_words"),
    ("Then eight (9) rats slept.", "-"),
    ("Then twenty-one (21) rats slept.", "number_in_words"),
    ("Then twenty-one (20) rats slept.", "-"),
    ("Then twenty (20) rats slept.", "number_in_words"),
    ("Then ten-fold-seven (7) rats slept.", "number_in_words"),
    ("Then twelve-seven (7) rats slept.", "number_in_words"),
    ("Then twenty-twelve (12) rats slept.", "number_in_words"),
    ("Then zero-seven (7) rats slept.", "number_in_words"),
    ("Strains 2, 3, (6), 7, were used.", "in_row_of_numbers"),
    ("Strains 2, 3, (6), (7), were used.", "in_row_of_numbers joined_to_doubtful"),
    ("Strains (5), (6), (7), were used.", "- - -"),
    ("Strains (5), (6), 7, were used.", "- in_row_of_numbers"),
    ("Strains 2, 3, (6) and 7, were used.", "-"),
    ("Strains a, b, (6), 7, were used.", "-"),
    ("We took (3) mL of it.", "has_unit"),
    ("We took (3) mLs of it.", "-"),
    ("It went from (1) very pale to (7) very dark.", "step_of_scale step_of_scale"),
    ("It went from (1) very pale (7) very dark.", "- -"),
    ("It went from (1) 5 pale to (7) very dark.", "- step_of_scale"),
    ("It went up (1) very pale to (7) very dark.", "- -"),
    (f"It went from (1) {Y80[:79]} to (7) dark.", "step_of_scale step_of_scale"),
    (f"It went from (1) {Y80} to (7) dark.", "- -"),
    ("The highest number of genes (5) was seen.", "extreme_number"),
    ("The highest number of genes (5).", "-"),
    ("The highest number of genes (5)", "-"),
    ("The higher number of genes (5) was seen.", "-"),
    (f"The highest number {X60[:58]} (5) was seen.", "extreme_number"),
    (f"The highest number {X60[:59]} (5) was seen.", "-"),
    ("It is as defined by (3): it sleeps.", "formula_follows"),
    ("It is as defined by (3) and (4): it sleeps.", "formula_follows formula_follows"),
    ("It is as defined by (3); it sleeps.", "-"),
    ("It is as defined (3): it sleeps.", "-"),
    ("The model (5) holds, as does Eq. (4).", "kind_of_equation names_equation"),
    ("The model (5) holds, as does Eq. 4.", "-"),
    ("The owl (5) holds, as does Eq. (4).", "- names_equation"),
    ("There were 3 (27), 6 (32) and 9 owls.", "row_of_data row_of_data"),
    ("There were 3 (27) and 6 owls (32).", "- -"),
    ("There were owls (27), 6 (32) and owls.", "- row_of_data"),
    (f"There were 3 (7), and {'1' * 14} (3) more.", "row_of_data row_of_data"),
    (f"There were 3 (7), and {'1' * 15} (3) more.", "- -"),
    ("b(29)", "-"),
    ("b(29).", "-"),
    ("bc(29)", "glued_oddly"),
    ("b(29).x", "glued_oddly"),
    ("It is f(2) now.", "glued_oddly"),
    ("It is fg(2) now.", "glued_oddly"),
    ("It is fgh(2) now.", "-"),
    ("It is fgh7(2) now.", "glued_oddly"),
    ("It is an (11)-slice now.", "hyphenated"),
    ("It is an (11)\u2010slice now.", "hyphenated"),
    ("It is an (11)–slice now.", "-"),
    ("It is of α-(4) bonds.", "hyphenated"),
    ("Figure of Hall et al. (3) mL.", "-"),
    ("Figure of Hall et al., (3) mL.", "-"),
    ("Figure of Hall et alii (3) mL.", "has_unit"),
    # equations
    ("We use Eq. (10) now.", "names_equation"),
    ("We use Equations (10) now.", "names_equation"),
    ("We use Eq. no (10) now.", "-"),
    ("We use Eqs. (2) and (3) now.", "names_equation names_equation"),
    ("We use Eqs. (2) to (3) or (4), (5) now.", "names_equation names_equation names_equation joined_to_doubtful"),
    ("We use Eqs. (2), (3) now.", "names_equation joined_to_doubtful"),
    ("We use Eqs. (2) while (3) now.", "names_equation -"),
    ("Figure (2) and (3) show.", "part_of_document joined_to_doubtful"),
    ("Figure (2) shows (3) now.", "part_of_document -"),
    ("We saw (2) and (3) now.", "- -"),
    # tallies
    ("We saw owls (11 genes), bats (5), cats (14) now.", "holds_odd_number holds_odd_number"),
    ("We saw owls (11 genes), bats (5) now.", "-"),
    ("We saw owls (65), bats (5), cats (14) now.", "- - -"),
    ("We saw owls (66), bats (5), cats (14) now.", "past_the_list holds_odd_number holds_odd_number"),
    ("We saw owls (3.5), bats (5), cats (14) now.", "holds_odd_number holds_odd_number"),
    ("We saw owls (66), bats (5) now.", "past_the_list -"),
    ("We saw owls (9) and bats (0) now.", "holds_nought leading_nought"),
    ("We saw owls (9) and bats (1) now.", "- -"),
    ("We saw bats (0) now.", "leading_nought"),
    ("The largest number of owls (9), then bats (12) now.", "told_to_be_extreme told_to_be_extreme"),
    ("The largest number of owls (9). Then bats (12) now.", "- -"),
    ("The largest number. Owls (9), then bats (12) now.", "- -"),
    ("Cats, followed by rice (11), wheat (7) and oats (7).", "told_to_follow told_to_follow told_to_follow"),
    ("Cats, followed by rice (11), wheat (7) and oats (8).", "- - -"),
    ("Cats, followed by rice (11) and oats (7).", "- -"),
    (f"Cats, followed by {X60[:58]} (11), wheat (7) and oats (7).", "told_to_follow told_to_follow told_to_follow"),
    (f"Cats, followed by {X60[:59]} (11), wheat (7) and oats (7).", "- - -"),
    ("We saw owls (11 genes), by Hall et al (5), cats (14) now.", "- holds_odd_number"),
    ("We saw owls (11 genes), bats (1999), cats (5), cows (14) now.", "past_the_list - -"),
    # counters
    ("We ask (1) who, (2) why.", "counts_items counts_items"),
    ("We ask (1) who, (3) why.", "- -"),
    ("We ask (2) who, (3) why.", "- -"),
    ("We ask (1) who sleeps (2) why.", "- -"),
    ("We ask (1) who and (2) why.", "counts_items counts_items"),
    ("We ask (1). Who? (2). Why?", "- -"),
    ("We ask.(1) Who.(2) Why.", "- -"),
    ("We ask (1) a, (2) b, (3) c, (4) d, (5) e (6) f.", "counts_items " * 6),
    ("We ask (1) a, (2) b, (3) c, (4) d (5) e.", "counts_items counts_items counts_items counts_items -"),
    ("We ask (1) 3D, (2) 4D.", "counts_items counts_items"),
    ("We ask (1) 12, (2) 14.", "counts_items counts_items"),
    (f"We ask (1) who, and{' ' * 13}(2) why.", "counts_items counts_items"),
    # numbers that cannot be labels
    ("It is so (20–10).", "impossible_range"),
    ("It is so (20–20).", "impossible_range"),
    ("It is so (20–21).", "-"),
    ("It is so (38–9).", "-"),
    ("It is so (39–8).", "impossible_range"),
    ("It is so (3a).", "letter_not_listed"),
    ("It is so (22,036).", "leading_nought"),
    ("It is so (65).", "-"),
    ("It is so (66).", "past_the_list"),
    ("It is so (3,65).", "-"),
    ("It is so (3,66).", "past_the_list"),
    ("It is so (64,65).", "all_unknown"),
    ("It is so (40,65).", "-"),
    ("It is so $(3)$ now.", "in_formula"),
    ("It is so $x = owl$(3) now.", "-"),
    ("It is so (3)$owl = x$ now.", "-"),
]  # fmt: skip


def outcome(expected: str) -> list[str]:
    return ["" if rule == "-" else rule for rule in expected.split()]


@pytest.mark.parametrize(("text", "expected"), PARENTHESES)
def test_parentheses(text: str, expected: str) -> None:
    assert [rule for _, rule in rulings(text)] == outcome(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is so [3].", "-"),
        ("It is so [3](x).", "opens_another_bracket"),
        ("As Figure [3] shows, f[3] and eight [8].", "- - -"),
        ("We ask [1] who, [2] why.", "- -"),
        ("It is so [1,66].", "partly_past_the_list"),
        ("It is so [1,65].", "-"),
        ("It is so [41,66].", "past_the_list"),
        ("It is so [40,66].", "partly_past_the_list"),
        ("It is so [66].", "past_the_list"),
        ("It is so [65].", "-"),
        ("It is so [45,46].", "all_unknown"),
        ("It is so [3]–[5].", "-"),
        ("It is so [3]–[5]–[7].", "-"),
        ("It is so [3] and [5].", "- -"),
        ("It is so [5]–[3].", "impossible_range"),
        ("It is so [3(4)]–[5].", "-"),
    ],
)
def test_brackets(text: str, expected: str) -> None:
    assert [rule for _, rule in rulings(text, "brackets")] == outcome(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is so.^3^", "-"),
        ("It is so.^3^ Next.", "-"),
        ("It is so.^3^Next.", "-"),
        ("It is so.^3^next.", "-"),
        ("It is so;^3^next.", "-"),
        ("It is so^3^Next.", "-"),
        ("It is so^3^next.", "isotope"),
        ("It is so ^3^Next.", "isotope"),
        ("It is an area of 5 m^2^.", "squared"),
        ("It is an area of 5 m^3^.", "squared"),
        ("It is an area of 5 m^4^.", "-"),
        ("It is an owl^2^.", "-"),
        ("It is 5 ß^2^.", "squared"),
        ("It is 10^6^.", "power"),
        ("It is 110^6^.", "-"),
        ("It is 10.10^6^.", "-"),
        ("It is 1234567.10^6^ of it.", "-"),
        ("It is 2^10^ of it.", "power"),
        ("It is 3^10^ of it.", "-"),
        ("^3^Department", "opens_block"),
        ("Owl^3^Department", "-"),
        ("³ Department", "opens_block"),
        ("Owl³ Department", "-"),
        ("It is so.³ Next.", "-"),
        ("It is so.³⁴ Next.", "-"),
        ("It is so^³^ now.", ""),
        ("It is so ^ 3 ^ now.", "-"),
        ("It is so^a^ now.", ""),
        ("It is so^3⁴^ now.", ""),
        ("It is so^3^⁴ now.", "- -"),
        ("It is so.^3,66^ Next.", "partly_past_the_list"),
    ],
)  # fmt: skip
def test_superscripts(text: str, expected: str) -> None:
    assert [rule for _, rule in rulings(text, "superscript")] == outcome(expected)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((19, 15, 15, 14, 12), "falls_and_repeats"),
        ((19, 15, 15, 14), "-"),
        ((19, 16, 15, 14, 12), "-"),
        ((19, 15, 15, 14, 16), "-"),
    ],
)
def test_rows_of_short_lists_fall_and_repeat(numbers: tuple[int, ...], expected: str) -> None:
    text = ", ".join(f"owls{chr(97 + at)} ({n})" for at, n in enumerate(numbers))
    assert [rule for _, rule in rulings(f"We saw {text} now.", last=24)] == outcome(expected) * len(numbers)


def test_every_rule_has_a_row() -> None:
    named = {rule.name: rule.verdict for rules in (_lookalikes.FORMULAS, _lookalikes.LOOK_ALIKES) for rule in rules}
    named |= {rule.name: rule.verdict for rule in _counts.TALLIES}
    seen = {rule for text, _ in PARENTHESES for _, rule in rulings(text)} | {"falls_and_repeats"}
    cites = {"behind_et_al", "in_row_of_brackets", "note_to_table"}
    assert named.keys() - cites <= seen
    assert {name for name, verdict in named.items() if verdict == "cites"} == cites
