from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.exports._keys import keys
from citeaudit.model import Name, Record

from .records import CARDOSO, NAMES, records


@pytest.mark.parametrize(
    ("author", "year", "title", "key"),
    [
        (CARDOSO.author[0], 2018, CARDOSO.title, "cardoso2018eso"),
        (Name(family="Groot", non_dropping_particle="de"), 2019, "The trial", "degroot2019trial"),
        (Name(family="de Groot"), 2019, "A trial", "degroot2019trial"),
        (Name(family="Büyükkaramikli"), 2019, "Ribociclib with letrozole", "buyukkaramikli2019ribociclib"),
        (Name(family="O’Regan"), 2014, "PI3Kα/AKT", "oregan2014pi3k"),
        (Name(family="Øster Ærø"), 1999, "Über Straßen", "osteraero1999uber"),
        (Name(literal="The ABC Consortium"), 2001, "An atlas", "abc2001atlas"),
        (Name(family="王"), 2001, "乳腺癌", "anon2001"),
        (None, None, "", "anon"),
    ],
)
def test_a_key_is_made_of_name_year_and_word(author: Name | None, year: int | None, title: str, key: str) -> None:
    assert keys([Record(author=(author,) if author else (), year=year, title=title)]) == (key,)


def test_only_those_that_share_a_key_get_letters() -> None:
    alike, other = Record(year=2018, title="Eso"), Record(year=2018, title="Esoa")
    assert keys([alike, CARDOSO, alike]) == ("anon2018esoa", "cardoso2018eso", "anon2018esob")
    assert keys([alike, alike, other]) == ("anon2018esob", "anon2018esoc", "anon2018esoa")  # its own key is taken
    assert keys([alike] * 28)[24:] == ("anon2018esoy", "anon2018esoz", "anon2018esoaa", "anon2018esoab")


@given(st.lists(records(NAMES), max_size=6))
def test_keys_are_different_and_plain(made: list[Record]) -> None:
    found = keys([*made, *made])
    assert len(set(found)) == len(found)
    assert all(key.isascii() and key.replace("-", "").isalnum() and key == key.lower() for key in found)
