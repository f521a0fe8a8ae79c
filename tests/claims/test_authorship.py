"""Whether a citation itself prints who wrote its reference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.claims.authorship import prints_author
from citeaudit.model import Citation
from tests.claims.made import AT, reference

WORK = replace(reference("Naps and memory", authors="Moss D, van der Berg C, Lind E, Roth J"), index=1)


@pytest.mark.parametrize(
    ("marker", "claim", "names", "printed"),
    [
        ("(Moss et al., 2015)", "Naps help", (), True),
        ("(Moss et al., 2016)", "Naps help", (), False),  # another work of hers
        ("(Lind et al., 2015)", "Naps help", (), False),  # markers name the first author
        ("(Hall, 2014; Moss et al., 2015)", "Naps help", (), True),
        ("[1]", "Naps help", (), False),
        ("[1]", "As shown by", ("Moss",), True),
        ("[1]", "The scale, known as Moss's test, was used", (), True),
        ("[1]", "The scale of Berg and others was used", (), True),
        ("[1]", "The scale of Roth was used", (), True),  # the last author
        ("[1]", "The scale of Lind was used", (), False),  # others are seldom named
        ("[1]", "Naps on moss were used", (), False),
    ],
)
def test_the_marker_or_the_claim_prints_an_author(
    marker: str, claim: str, names: tuple[str, ...], printed: bool
) -> None:
    citation = Citation(
        id="c1", marker=marker, location=AT, section="", sentence=claim, claim=claim, narrative_authors=names
    )
    assert prints_author(citation, WORK) is printed


def test_what_prints_no_year_and_no_author() -> None:
    citation = Citation(id="c1", marker="(Moss)", location=AT, section="", sentence="", claim="")
    assert prints_author(citation, reference("Naps", authors="Moss D", year=None))
    assert not prints_author(citation, reference("Naps", authors=""))


def test_short_and_common_names_are_words() -> None:
    citation = Citation(id="c1", marker="[1]", location=AT, section="", sentence="", claim="Wu and The Study")
    assert not prints_author(citation, reference("Naps", authors="Wu A"))
    assert not prints_author(citation, reference("Naps", authors="Study A"))
