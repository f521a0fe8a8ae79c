"""Which numbers at the beginnings of lines count the list."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from citeaudit.model import Block, BlockKind, Text
from citeaudit.parsing.listlines import ListLine, list_lines
from citeaudit.parsing.listnumbers import restarts, running_numbers

REFERENCE = "Hall A. Sleep. J Sleep 2015;3:1-9."
REST = "of memory in older adults"


def lines(*texts: str) -> list[ListLine]:
    """Lines, "=" in them standing for a reference and "~" for the rest of one."""
    printed = [text.replace("=", REFERENCE).replace("~", REST) for text in texts]
    return list_lines([Block(kind=BlockKind.PARAGRAPH, text=Text(text)) for text in printed])


def counted(*texts: str) -> str:
    return " ".join(f"{at}:{number}" for at, number in running_numbers(lines(*texts)).items())


def numbered(numbers: Sequence[int], between: int = 0) -> list[str]:
    """A numbered reference for each number, with lines between them."""
    return [text for number in numbers for text in (f"{number}. =", *["~"] * between)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["=", "="], ""),
        (["1. ="], "0:1"),
        (["2. ="], ""),
        (["2. =", "3. ="], "0:2 1:3"),
        (["=", "1. ="], ""),
        (["=", "2. =", "3. ="], "1:2 2:3"),
        (["1. =", "2. =", "3. ="], "0:1 1:2 2:3"),
        (["1. =", "~", "2. ="], "0:1 2:2"),
        (["1. =", "="], "0:1"),
        # forms
        (["1. =", "2. =", "(9) ~", "3. ="], "0:1 1:2 3:3"),
        (["1. =", "2. =", "[3] =", "3. =", "4. ="], "0:1 1:2 3:3 4:4"),
        (["[1] =", "9. ~", "[2] =", "9. ~", "[3] ="], "0:1 2:2 4:3"),
        # the same number again
        (["1. =", "1. ="], "0:1 1:1"),
        (["1. =", "1. =", "1. ="], "0:1 1:2 2:3"),
        (["1. =", "2. =", "2. =", "3. ="], "0:1 1:2 2:2 3:3"),
        (["7. =", "7. =", "7. ="], "0:1 1:2 2:3"),
        # numbers that fall
        (["1. =", "2. =", "1. =", "3. ="], "0:1 1:2 3:3"),
        (["5. =", "1. =", "2. =", "3. ="], "1:1 2:2 3:3"),
        # gaps
        (["1. =", "2. =", "23. =", "24. ="], "0:1 1:2 2:23 3:24"),
        (["1. =", "2. =", "24. =", "25. ="], "0:1 1:2"),
        (["1. =", "2. =", "24. =", "25. =", "26. ="], "2:24 3:25 4:26"),
        (["1. =", "2. =", "9. ~", "3. ="], "0:1 1:2 3:3"),
        # which of two chains
        (["1. =", "~", "3. =", "2. ="], "0:1 3:2"),
        (["2. =", "3. =", "1. =", "2. ="], "2:1 3:2"),
        (["3. =", "4. =", "1. =", "2. ="], "2:1 3:2"),
        (["1. =", "2. =", "(3) =", "4. ="], "0:1 1:2 2:3 3:4"),
        (["1. =", "9. ~", "5. ="], "0:1 2:5"),
        (["1. =", "3. ="], "0:1 1:3"),
        (["1. =", "2. =", "4. ="], "0:1 1:2 2:4"),
        (["3. =", "4. ="], "0:3 1:4"),
        (["=", "=", "3. =", "4. ="], "2:3 3:4"),
        (["1. =", "~", "~", "~", "2. ="], "0:1 4:2"),
        (["1. =", "4. ~", "2. =", "3. ="], "0:1 2:2 3:3"),
        (["1. =", "2. =", "2. ~", "3. ="], "0:1 1:2 2:2 3:3"),
        (["(1) =", "1. =", "(2) ~", "2. =", "(3) ~"], "0:1 1:1 2:2 3:2 4:3"),
        (["1. =", "(2) ~", "2) ~", "3) ~", "4) ~"], "0:1 2:2 3:3 4:4"),
        (["1) =", "1. =", "2) =", "2. ="], "1:1 3:2"),
        (["9. ~", "1. =", "2. ="], "1:1 2:2"),
        (["9. ~", "9. =", "1. ="], "0:9 1:9"),
        (["5. =", "6. =", "1. ="], "0:5 1:6"),
        (["1.", "~", "="], "0:1"),
        (["1. =", "2."], "0:1 1:2"),
        (["1. =", "2.", "="], "0:1 1:2"),
        (["1. =", "22. ="], "0:1 1:22"),
        (["1. =", "23. ="], "0:1"),
        (["~", "1. =", "3. =", "5. ="], "1:1 2:3 3:5"),
        (["1. =", "3. =", "3. =", "4. ="], "0:1 1:3 2:3 3:4"),
        (["2. =", "2. =", "3. ="], "0:2 1:2 2:3"),
        (["7. =", "8. =", "~", "10. ="], "0:7 1:8 3:10"),
        (["30. =", "31. =", "32. ="], "0:30 1:31 2:32"),
        (["30. ~", "31. ~", "1. =", "2. ="], "2:1 3:2"),
        (["1. Memory", "9. of", "5. Memory"], "0:1 2:5"),
        (["1. =", "5. Memory", "2. =", "3. ="], "0:1 2:2 3:3"),
        (["1. =", "9. Memory slept", "8. ="], "0:1 2:8"),
        # a number alone on its line
        (["1.", "=", "2.", "="], "0:1 2:2"),
        (["1.", "~", "2.", "~"], "0:1 2:2"),
        (["=", "3.", "=", "4."], "1:3 3:4"),
    ],
)  # fmt: skip
def test_numbers_that_count(texts: Sequence[str], expected: str) -> None:
    assert counted(*texts) == expected


@pytest.mark.parametrize(("references", "counts"), [(9, True), (10, True), (11, False), (15, False)])
def test_a_fifth_of_the_references_at_least_is_numbered(references: int, counts: bool) -> None:
    """Two numbers among lines of which the others, too, begin references."""
    texts = ["2. =", "3. =", *["="] * (references - 1)]
    assert bool(counted(*texts)) is counts


@pytest.mark.parametrize(("others", "reached"), [(38, True), (39, True), (40, False)])
def test_how_many_numbers_may_stand_between(others: int, reached: bool) -> None:
    """Numbers of other lines, all of them too great, between 1 and 2."""
    texts = ["1. =", *["9999. ~"] * others, "2. =", "3. =", "4. ="]
    assert counted(*texts).startswith("0:1 ") is reached


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3, 1, 2, 3], [3]),
        ([1, 2, 1, 2, 3], []),
        ([1, 2, 3, 1, 2, 4], []),
        ([1, 2, 3, 1, 2], []),
        ([1, 2, 3, 2, 3, 4], []),
        ([1, 2, 3, 4, 1, 2, 3, 1, 2, 3], [4, 7]),
        ([2, 3, 4, 1, 2, 3], []),
        ([1, 2, 9, 3, 1, 2, 3], [4]),
        ([], []),
    ],
)
def test_lists_that_start_again(numbers: Sequence[int], expected: Sequence[int]) -> None:
    assert restarts(lines(*numbered(numbers))) == expected


def test_a_list_that_starts_again_amid_other_lines() -> None:
    assert restarts(lines(*numbered([1, 2, 3], between=1), *numbered([1, 2, 3], between=2))) == [6]
