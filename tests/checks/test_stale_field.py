"""What a marker prints against what it is tagged to cite."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.checks.stale_field import check
from citeaudit.model import Audit, Link
from tests.formats.test_docx import HALL, LIND, MOSS, audit, bibliography
from tests.formats.word import paragraph, zotero
from tests.manuscripts import LIST, audit_text


def tagged(marker: str, cited: list[int | None], *, labels: bool = True, tags: bool = True) -> Audit:
    """An audit with one citation that prints `marker` and is tagged to cite `cited`."""
    made = audit_text(f"Memory needs sleep (1).\n{LIST}")
    links = tuple(Link(label=str(index), reference=index) for index in cited)
    citation = replace(made.citations[0], marker=marker, links=links, tagged=tags)
    references = made.references if labels else tuple(replace(r, label=r.short()) for r in made.references)
    return replace(made, citations=(citation,), references=references)


@pytest.mark.parametrize(
    ("marker", "cited", "message"),
    [
        ("[2]", [1], "the text prints 2, but the data behind it cite 1"),
        ("1–3", [1, 2], "the text prints 1, 2, 3, but the data behind it cite 1, 2"),
        ("(see 1, 2)", [1, 2], ""),
        ("[1]–[3]", [1, 2, 3], ""),
        ("[2, 1]", [1, 2], ""),
        ("[1a]", [1], ""),
        ("123", [1, 2, 3], ""),  # three raised numbers side by side
        ("124", [1, 2, 3], "the text prints 124, but the data behind it cite 1, 2, 3"),
        ("Figure 2", [1], ""),
        ("[smith2015]", [1], ""),
        ("*", [1], ""),
        ("", [1], ""),
        ("[2]", [1, None], ""),  # a link that leads nowhere has its own check
        ("[3–1]", [1], ""),
    ],
)
def test_numbers(marker: str, cited: list[int | None], message: str) -> None:
    assert [finding.message for finding in check.findings(tagged(marker, cited))] == ([message] if message else [])


@pytest.mark.parametrize(
    ("marker", "cited", "message"),
    [
        ("(Paget, 2011)", [1], "the text prints (Paget, 2011), but the data behind it cite Hall 2015"),
        ("(2014)", [1], "the text prints (2014), but the data behind it cite Hall 2015"),
        ("(Hall & Berg, 2015)", [1], ""),
        ("(Hall, 2014)", [1], "the text prints (Hall, 2014), but the data behind it cite Hall 2015"),
        ("(Moss, 2015)", [1], "the text prints (Moss, 2015), but the data behind it cite Hall 2015"),
        ("(Hall, in a letter of 1918)", [1], ""),  # a sentence, not a citation
        ("(Hal, 2015)", [1], ""),
        ("(2015)", [1], ""),
        ("(Oberg, 2021a; Hall, 2015)", [1, 4], ""),
        ("(Oberg, 2021a)", [1, 4], "the text prints (Oberg, 2021a), but the data behind it cite Hall 2015"),
        ("(in press)", [1], ""),
        ("ibid.", [1], ""),
        ("[Hal15]", [1], ""),
    ],
)
def test_names(marker: str, cited: list[int | None], message: str) -> None:
    found = tagged(marker, cited, labels=False)
    assert [finding.message for finding in check.findings(found)] == ([message] if message else [])


def test_markers_that_nothing_tags_are_let_pass() -> None:
    assert not list(check.findings(tagged("[2]", [1], tags=False)))


def test_a_field_of_word_that_was_edited_by_hand() -> None:
    found = audit(
        paragraph("Memory needs sleep ", zotero("[2,3]", HALL, LIND), ", naps ", zotero("[2]", MOSS), "."),
        *bibliography(),
    )
    assert [(finding.message, finding.references, finding.location.label) for finding in check.findings(found)] == [
        (
            "the text prints 2, 3, but the data behind it cite 1, 3",
            (1, 3),
            "paragraph 1, “Memory needs sleep [2,3], naps [2].”",
        )
    ]
