"""Known names of journals among the words of a reference."""

from __future__ import annotations

import pytest

from citeaudit.parsing import journals
from citeaudit.parsing.tokens import tokens

NAMES = "lancet|lancet oncol|j sleep|sleep|" + " ".join("abcdefghijkl")

FILE = journals._names


@pytest.fixture(autouse=True)
def few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of this test alone, in place of the file."""
    names = NAMES.split("|")
    longest = {"lancet": 2, "j": 2, "sleep": 1, "a": 12}
    monkeypatch.setattr(journals, "_names", lambda: (frozenset(names), longest))


TWELVE = " b c d e f g h i j k l"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (". Lancet 2015", "Lancet"),
        (". Lancet Oncol 2015", "Lancet Oncol"),
        (". Lancet Psychiatry", "Lancet"),
        (". Lancet. Oncol. 2015", "Lancet. Oncol"),
        ("in Lancet", "Lancet"),
        ("In Lancet", "Lancet"),
        ("the Lancet", ""),
        ("Lancet", ""),
        (". J 2015", ""),
        (". J. Sleep", "J. Sleep"),
        (". Lancet. Sleep", "Lancet|Sleep"),
        (". Lancet Sleep", "Lancet"),
        (". Lancet, Lancet Oncol", "Lancet|Lancet Oncol"),
        (". The Lancet", ""),
        ("- Lancet", "Lancet"),
        (f". a{TWELVE}", f"a{TWELVE}"),
        (f". a{'.' * 12}{TWELVE}", f"a{'.' * 12}{TWELVE}"),  # 24 tokens
        (f". a{'.' * 13}{TWELVE}", ""),
    ],
)
def test_names_among_tokens(text: str, found: str) -> None:
    items = tokens(text)
    known = journals.known_names([word for word, _, _ in items])
    assert "|".join(text[items[a][1] : items[b - 1][2]] for a, b in known) == found


@pytest.mark.parametrize(("name", "known"), [("J. Sleep", True), ("LANCET", True), ("A Sleep", False), ("", False)])
def test_one_name(name: str, known: bool) -> None:
    assert journals.is_known(name) is known


def test_the_first_words_of_the_file_tell_the_longest_name() -> None:
    names, longest = FILE()
    assert {name.partition(" ")[0] for name in names if name} == set(longest)
    assert all(longest[name.partition(" ")[0]] >= len(name.split(" ")) for name in names if name)
    assert max(longest.values()) == max(len(name.split(" ")) for name in names)
