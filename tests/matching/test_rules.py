"""The rules, one by one: where each decides, and what decides when one field more is missing or differs."""

from __future__ import annotations

import pytest

from citeaudit.matching import rules
from citeaudit.matching.rules import confirming, fitting, names_another_title
from tests.matching.comparisons import comparison

ACCEPTING = frozenset({
    "untitled at its place",
    "untitled at its place in a journal not read",
    "untitled and registered without a page",
    "same title by its author in its year",
    "same title by its author in its journal",
    "same title by its author at its place",
    "long title by its author",
    "same title in its journal and year",
    "same title at its place and in its year",
    "same title by another author at its place",
    "like title at its place in its journal",
    "like title at its place by its coauthors",
    "much like title at its place",
    "alike title at its place",
    "alike title in its volume",
})  # fmt: skip


def words(table: str) -> list[tuple[str, str, str]]:
    """The rows of a table "agree | differ | rule"."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]
    return [(agree, differ, rule) for agree, differ, rule in rows]


UNTITLED = words(
    """
    page year volume near_container author              |                          | untitled at its place
    page year volume near_container misspelt            | author                   | untitled at its place
    page year volume near_container coauthors           | author                   | untitled at its place
    page year volume damaged_container author           | container near_container | untitled at its place
    page year volume near_container                     |                          | untitled elsewhere
    page year volume near_container                     | author                   | untitled elsewhere
    page year volume near_container                     | coauthors                | untitled elsewhere
    page volume near_container author                   |                          | untitled elsewhere
    page volume near_container author                   | year                     | untitled elsewhere
    page year near_container author                     |                          | untitled elsewhere
    page year near_container author                     | volume                   | untitled elsewhere
    page year volume author                             |                          | untitled elsewhere
    page year volume author                             | container near_container | untitled elsewhere
    year volume near_container author                   |                          | untitled elsewhere
    year volume near_container author                   | page                     | untitled elsewhere
    page year volume near_container author              | title                    | another title
    page year volume author coauthors                   |                          | untitled at its place in a journal not read
    page year volume misspelt coauthors                 | author                   | untitled at its place in a journal not read
    page year volume coauthors                          |                          | untitled elsewhere
    page year volume author                             | coauthors                | untitled elsewhere
    page year volume author coauthors                   | container near_container | untitled elsewhere
    page volume author coauthors                        |                          | untitled elsewhere
    page volume author coauthors                        | year                     | untitled elsewhere
    page year author coauthors                          |                          | untitled elsewhere
    page year author coauthors                          | volume                   | untitled elsewhere
    year volume author coauthors                        |                          | untitled elsewhere
    year volume author coauthors                        | page                     | untitled elsewhere
    page year volume author coauthors                   | title                    | another title
    year volume near_container author coauthors         |                          | untitled and registered without a page
    year volume damaged_container author coauthors      | container near_container | untitled and registered without a page
    year volume near_container misspelt coauthors       | author                   | untitled and registered without a page
    year volume near_container author coauthors         | page                     | untitled elsewhere
    year volume near_container coauthors                | author                   | untitled elsewhere
    year volume near_container author                   | coauthors                | untitled elsewhere
    year volume author coauthors                        | container near_container | untitled elsewhere
    volume near_container author coauthors              |                          | untitled elsewhere
    volume near_container author coauthors              | year                     | untitled elsewhere
    year near_container author coauthors                |                          | untitled elsewhere
    year near_container author coauthors                | volume                   | untitled elsewhere
    year volume near_container author coauthors         | title                    | another title
                                                        |                          | untitled elsewhere
    """
)
BY_ITS_AUTHOR = words(
    """
    title author                                        | page container           | same title in another place
    title author                                        | page year                | same title in another place
    title author                                        | page year volume         | same title in another place
    title misspelt                                      | author page container    | same title in another place
    title author volume                                 | page container           | same title by its author alone
    title author year                                   | container                | same title by its author in its year
    title author year page                              | container                | same title by its author in its year
    title author year                                   | page                     | same title by its author in its year
    title author                                        | page                     | same title by its author alone
    author                                              | title page container     | another title
    title                                               | author page container    | same title by another author
    title                                               | page container           | same title unsigned
    title author year                                   | page volume exact_year   | same title in the volume of another year
    title misspelt year                                 | author page volume exact_year | same title in the volume of another year
    title author year                                   | page exact_year          | same title by its author in its year
    title author year volume                            | page exact_year          | same title by its author in its year
    title author year                                   | volume exact_year        | same title by its author in its year
    title author year page                              | volume exact_year        | same title by its author in its year
    title author year exact_year                        | page volume              | same title by its author in its year
    title author container near_container               | page volume              | same title by its author in its journal
    author year                                         | title page volume exact_year | another title
    title year                                          | author page volume exact_year | same title by another author
    title year container near_container                 | page volume exact_year   | same title in its journal and year
    title author year                                   |                          | same title by its author in its year
    title misspelt year                                 | author                   | same title by its author in its year
    title author                                        | year                     | same title by its author alone
    title author container near_container               |                          | same title by its author in its journal
    title author container near_container               | year                     | same title by its author in its journal
    title author near_container                         | container                | same title by its author alone
    author container near_container                     | title                    | another title
    title author volume page near_container             | container year           | same title by its author at its place
    title author volume page                            |                          | same title by its author at its place
    title author volume page                            | container near_container | same title by its author at its place
    title author volume page                            | year                     | same title by its author alone
    title author volume page                            | year container near_container | same title by its author alone
    title author page near_container                    | container year           | same title by its author alone
    title author page near_container                    | container year volume    | same title by its author alone
    title author volume near_container                  | container year           | same title by its author alone
    title author volume near_container                  | container year page      | same title by its author alone
    title volume page near_container                    | container year author    | same title by another author
    title volume page near_container                    | container year           | same title unsigned
    author volume page near_container                   | container year title     | another title
    title author long_title                             |                          | long title by its author
    title misspelt long_title                           | author                   | same title by its author alone
    title author long_title                             | container                | same title by its author alone
    title author long_title                             | year                     | same title by its author alone
    title author                                        |                          | same title by its author alone
    author long_title                                   | title                    | another title
    """
)
BY_NOBODY_OR_ANOTHER = words(
    """
    title year container                                |                          | same title in its journal and year
    title year near_container                           | container                | same title unsigned
    title year                                          |                          | same title unsigned
    title container                                     |                          | same title unsigned
    title container                                     | year                     | same title unsigned
    title year container                                | author                   | same title by another author
    year container                                      | title                    | another title
    title year page                                     |                          | same title at its place and in its year
    title year page volume                              |                          | same title at its place and in its year
    title year page                                     | volume                   | same title unsigned
    title page volume                                   |                          | same title unsigned
    title page volume                                   | year                     | same title unsigned
    title year volume                                   |                          | same title unsigned
    title year volume                                   | page                     | same title unsigned
    title year page                                     | author                   | same title by another author
    year page                                           | title                    | another title
    title                                               |                          | same title unsigned
    title year page near_container                      | author                   | same title by another author at its place
    title year page damaged_container                   | author                   | same title by another author at its place
    title year page coauthors                           | author                   | same title by another author at its place
    title year page                                     | author coauthors near_container | same title by another author
    title year page near_container                      | author volume            | same title by another author
    title year volume near_container                    | author                   | same title by another author
    title year volume near_container                    | author page              | same title by another author
    title page near_container                           | author                   | same title by another author
    title page near_container                           | author year              | same title by another author
    year page near_container                            | title author             | another title
    year page coauthors                                 | title author             | another title
    """
)


@pytest.mark.parametrize(("agree", "differ", "rule"), [*UNTITLED, *BY_ITS_AUTHOR, *BY_NOBODY_OR_ANOTHER])
def test_which_rule_decides(agree: str, differ: str, rule: str) -> None:
    assert fitting(comparison(agree, differ)) == (rule in ACCEPTING, rule)


REFUSED = "like title by another author or in another journal"


@pytest.mark.parametrize(
    ("agree", "differ", "resemblance", "rule"),
    [
        ("page volume year author near_container", "title", 0.6, "like title at its place in its journal"),
        ("page volume year author near_container", "title", 0.599, "another title"),
        ("page volume year misspelt damaged_container", "title author", 0.6, "like title at its place in its journal"),
        ("page volume year coauthors near_container", "title author", 0.6, "like title at its place in its journal"),
        ("page volume author near_container", "title", 0.6, "like title at its place in its journal"),
        ("page volume author near_container", "title year", 0.9, "another title"),
        ("page volume year near_container", "title author coauthors", 0.9, REFUSED),
        ("page volume year coauthors", "title near_container", 0.6, "like title at its place by its coauthors"),
        ("page volume year coauthors", "title near_container", 0.599, "another title"),
        ("page volume year author", "title coauthors near_container", 0.85, "much like title at its place"),
        ("page volume year misspelt", "title author", 0.85, "much like title at its place"),
        ("page volume year author", "title coauthors near_container", 0.849, REFUSED),
        ("page volume year", "title author", 0.85, REFUSED),
        ("page volume author", "title year", 0.85, "another title"),
        # Without a title to compare, a title that stands loosely in the reference counts as one.
        ("page volume year author near_container", "", 0.849, "untitled at its place"),
        ("page volume year author near_container", "", 0.85, "like title at its place in its journal"),
        ("page volume year author coauthors", "", 0.85, "like title at its place by its coauthors"),
        ("page volume year author", "", 0.85, "much like title at its place"),
        ("page volume year author", "", 0.849, "untitled elsewhere"),
        ("page volume author near_container", "year", 0.85, "another title"),
        ("year volume near_container author coauthors", "", 0.85, "like title at its place in its journal"),
    ],
)
def test_which_rule_decides_where_titles_look_alike(agree: str, differ: str, resemblance: float, rule: str) -> None:
    assert fitting(comparison(agree, differ, resemblance=resemblance)) == (rule in ACCEPTING, rule)


@pytest.mark.parametrize(
    ("agree", "differ", "likeness", "rule"),
    [
        ("author year page", "", 0.85, "alike title at its place"),
        ("author year page volume", "", 0.85, "alike title at its place"),
        ("misspelt year page", "author", 0.85, "alike title at its place"),
        ("author year page", "", 0.849, "another title"),
        ("author year page", "volume", 1.0, "another title"),
        ("year page", "author", 1.0, "another title"),
        ("author page", "", 1.0, "another title"),
        ("author page", "year", 1.0, "another title"),
        ("author year", "", 1.0, "another title"),
        ("author year volume near_container", "", 0.85, "alike title in its volume"),
        ("author year volume damaged_container", "", 0.85, "alike title in its volume"),
        ("author year volume near_container", "", 0.849, "another title"),
        ("author year volume near_container", "page", 1.0, "another title"),
        ("author year near_container", "", 1.0, "another title"),
        ("author year near_container", "volume", 1.0, "another title"),
        ("author year volume", "", 1.0, "another title"),
        ("author year volume", "near_container", 1.0, "another title"),
        ("year volume near_container", "", 1.0, "another title"),
        ("author volume near_container", "", 1.0, "another title"),
    ],
)
def test_which_rule_decides_where_titles_are_alike(agree: str, differ: str, likeness: float, rule: str) -> None:
    assert fitting(comparison(agree, f"title {differ}", likeness=likeness)) == (rule in ACCEPTING, rule)


@pytest.mark.parametrize(
    ("agree", "differ", "rule"),
    words(
        """
                               |                     | nothing to compare
        coauthors long_title   |                     | nothing to compare
                               | title               | another work
                               | author              | another work
                               | year                | another work
                               | container           | another work
                               | volume              | another work
                               | page                | another work
        title author           |                     | its title by its author
        title misspelt         | author              | its title by its author
        title page             |                     | its title at its place
        title page             | volume              | another work
        title volume           | page                | another work
        title                  |                     | another work
        title long_title       | author              | its long title
        long_title             | title               | another work
        author page            | title               | its place by its author
        misspelt page          | author title        | its place by its author
        author page year       | title               | its place by its author
        author page            | title year          | another work
        author page            | title volume        | another work
        author year            | title               | another work
        page volume year       | title author        | another work
        author                 |                     | untitled by its author
        misspelt               | author              | untitled by its author
        author                 | year                | untitled by its author
        author                 | title               | another work
        page                   |                     | untitled at its page
        page                   | author              | untitled at its page
        page                   | volume              | another work
        page                   | title               | another work
        year container volume  |                     | another work
        """
    ),
)
def test_which_rule_confirms_a_doi(agree: str, differ: str, rule: str) -> None:
    assert confirming(comparison(agree, differ)) == (rule != "another work", rule)


@pytest.mark.parametrize(
    ("agree", "differ", "likeness", "rule"),
    [
        ("author", "title", 0.7, "its title damaged by its author"),
        ("misspelt", "title author", 0.7, "its title damaged by its author"),
        ("author", "title", 0.699, "another work"),
        ("year", "title author", 1.0, "another work"),
    ],
)
def test_a_doi_with_a_title_that_is_damaged(agree: str, differ: str, likeness: float, rule: str) -> None:
    assert confirming(comparison(agree, differ, likeness=likeness)) == (rule != "another work", rule)


@pytest.mark.parametrize(
    ("differ", "likeness", "another"),
    [("title", 0.599, True), ("title", 0.6, False), ("", 0.0, False)],
)
def test_what_counts_as_another_title(differ: str, likeness: float, another: bool) -> None:
    assert names_another_title(comparison("", differ, likeness=likeness)) is another


def test_every_rule_has_an_example() -> None:
    for rule in (*rules._UNTITLED, *rules._SAME_TITLE, *rules._OTHER_TITLE, *rules._CONFIRMING):
        assert rule.applies.__doc__
        assert rule.applies.__doc__.startswith("“")
