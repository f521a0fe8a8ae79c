"""Names with a year at the edges of each rule and each cost: what is linked, what is near, what dangles, what is not a citation."""

from __future__ import annotations

import pytest

from citeaudit.linking.authoryear import read_author_year
from citeaudit.model import Reference
from tests.linking.documents import block, reference

REFERENCES = [
    reference(1, "Abend R", 2001),
    reference(2, "Fox G", 1990),
    reference(3, "Lind E; Hall A", 2016),
    reference(4, "Smith J; Lee K; Kim C", 2013),
    reference(5, "Żółkiewski M", 2020),
    reference(6, "=World Health Organization", 2014, "World Health Organization. Naps for all. 2014."),
    reference(7, "Obi K", None, "Obi K. Notes on sleep. n.d."),
    reference(8, "Krause P; et al.", 2011),
    reference(9, "Brenner T", 2010, "Brenner T. Naps one. 2010a."),
    reference(10, "Brenner T", 2010, "Brenner T. Naps two. 2010b."),
    reference(11, "Valentin S; Ruiz M", 2005),
    reference(12, "Winterfeld A; Sommer B; Herbst C", 2008),
]
OPENING = (
    "Old (Abend, 2001; Fox, 1990; Lind & Hall, 2016; Smith et al., 2013; Żółkiewski, 2020; WHO, 2014; Krause et al., 2011; "
    "Brenner, 2010a; Valentin & Ruiz, 2005; Winterfeld et al., 2008)."
)


def read(text: str, opening: str = OPENING, references: list[Reference] = REFERENCES) -> tuple[list[str], list[str]]:
    """Of the last block, the links "label > reference (as listed)", and the rules by which names are no citation."""
    blocks = [block(opening), *map(block, text.split("\n"))]
    found = read_author_year(blocks, references, 0.15)
    links = [link for marker in found.markers if marker.block for link in marker.links]
    shown = [f"{x.label} > {x.reference or '-'}" + (f" ({x.listed})" if x.listed else "") for x in links]
    return shown, [refusal.rule for refusal in found.refusals if refusal.block]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("So (Moss, 2015).", ""),
        ("So (Figure Moss, 2015).", "no_name"),
        ("So (May, 2015).", "no_name"),
        ("So (Moss et al., submitted).", "unpublished_status"),
        ("So (Moss et al., forthcoming).", ""),
        ("So (Moss et al., in press).", ""),
        ("So (Moss et al., in preparation).", "unpublished"),
        ("So (Moss et al., 2015, unpublished data).", "unpublished"),
        ("So Moss et al., 2015, pers. comm. of it.", "unpublished"),
        (f"So Moss et al., 2015, {'x' * 16} unpublished.", "unpublished"),
        (f"So Moss et al., 2015, {'x' * 17} unpublished.", ""),
        ("So (Tokyo, 2020).", "town_or_country"),
        ("So (Tokyo et al., 2020).", ""),
        ("So (Tokyo and Moss, 2020).", ""),
        ("So (Moss et al., 1990–2000).", "range_of_years"),
        ("So (Moss et al., 1990/2000).", ""),
        ("So (Moss et al., 2011, as cited in Abend, 2001).", "second_hand"),
        ("So (Moss et al., 2011, in Abend, 2001).", "second_hand"),
        ("So (Moss et al., 2011, in all).", ""),
        ("So (Moss et al., 2011 apud Abend, 2001).", "second_hand"),
        ("Smith (1957) says so.", ""),
        ("Smith and Lee (1957) say so.", ""),
        ("Moss (1957) says so.", "outside_brackets"),
        ("Smith and Moss (1957) say so.", "outside_brackets"),
        ("Smith, 1957, says so.", "outside_brackets"),
        ("So (a total of Moss, 2015).", "words_beside_names"),
        ("So (see also Moss, 2015).", ""),
        ("So (for a review by Moss, 2015).", ""),
        ("So (Moss 2015; a total of Quist, 2015).", "without_comma words_beside_names"),
        ("So (Smith 1957).", ""),
        ("So (Abend, 2001; Moss 1911).", ""),
        ("So (Moss, 1930).", ""),
        ("So (Moss, 1929).", "author_of_species"),
        ("So *Mus* (Moss, 2015).", "author_of_species"),
        ("So *Mus*(Moss, 2015).", "author_of_species"),
        ("So *Mus* x (Moss, 2015).", ""),
        ("So *Mus*, (Moss, 2015).", "author_of_species"),
        ("So *Mus*,  (Moss, 2015).", ""),
        ("So (Moss, in press).", "without_year"),
        ("So (Moss and Quist, in press).", "without_year"),
        ("So (Moss 2015).", "without_comma"),
        ("So (Moss & Quist 2015).", ""),
        ("So (Acme Sleep, 2015).", "several_words"),
        ("So (van Moss, 2015).", ""),
        ("So (MOSS, 2015).", "word_of_the_text"),
        ("In Moss and (Moss, 2015).", "word_of_the_text"),
        ("So (Moss & Quist, 2015), and Quist rests.", "word_of_the_text"),
        ("So (Moss, 2015), as (Moss & Quist, 2016).", ""),
    ],
)
def test_names_that_the_list_does_not_know(text: str, rule: str) -> None:
    links, rules = read(text)
    assert rules == rule.split()
    assert rule or any(link.endswith("> -") for link in links)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        # years
        ("So (Abend, 2002).", ["Abend, 2002 > 1 (Abend, 2001)"]),
        ("So (Abend, 2003).", ["Abend, 2003 > -"]),
        ("So (Lind & Hall, 2015).", ["Lind & Hall, 2015 > 3 (Lind and Hall, 2016)"]),
        ("So (Lind & Hall, 2006).", ["Lind & Hall, 2006 > 3 (Lind and Hall, 2016)"]),
        ("So (Lind & Hall, 2061).", ["Lind & Hall, 2061 > 3 (Lind and Hall, 2016)"]),
        ("So (Lind & Hall, 2027).", ["Lind & Hall, 2027 > -"]),
        ("So (Lind & Hall, 1916).", ["Lind & Hall, 1916 > -"]),
        ("So (WHO, 2015).", []),
        ("So (Obi, 2015).", ["Obi, 2015 > 7"]),
        ("So (Obi, n.d.).", ["Obi, n.d. > 7"]),
        ("So (Fox, in press).", ["Fox, in press > 2"]),
        ("So (Fox, n.d.).", []),
        # names
        ("So (Abent, 2001).", ["Abent, 2001 > 1 (Abend, 2001)"]),
        ("So (Abentt, 2001).", ["Abentt, 2001 > -"]),
        ("So (Fix, 1990).", ["Fix, 1990 > -"]),
        ("So (Winterfelt et al., 2008).", ["Winterfelt et al., 2008 > 12 (Winterfeld et al., 2008)"]),
        ("So (Wintrefelt et al., 2008).", ["Wintrefelt et al., 2008 > 12 (Winterfeld et al., 2008)"]),
        ("So (Krausee et al., 2011).", ["Krausee et al., 2011 > 8 (Krause et al., 2011)"]),
        ("So (Valentim & Ruiz, 2005).", ["Valentim & Ruiz, 2005 > 11 (Valentin and Ruiz, 2005)"]),
        ("So (Valentin & Moss, 2005).", ["Valentin & Moss, 2005 > 11 (Valentin and Ruiz, 2005)"]),
        ("So (Moss & Ruiz, 2005).", ["Moss & Ruiz, 2005 > -"]),
        ("So (Ruiz & Valentin, 2005).", ["Valentin, 2005 > 11"]),
        ("So (Hall, 2016).", ["Hall, 2016 > -"]),
        ("So (A. Abend, 2001).", ["A. Abend, 2001 > 1"]),
        ("So (Lind et al., 2016).", ["Lind et al., 2016 > 3"]),
        ("So (Lind, 2016).", ["Lind, 2016 > 3"]),
        ("So (Abend et al., 2001).", ["Abend et al., 2001 > 1"]),
        ("So (Smith, Lee & Kim, 2013).", ["Smith, Lee & Kim, 2013 > 4"]),
        ("So (Smith & Lee, 2013).", ["Smith & Lee, 2013 > 4"]),
        ("So (Krause, 2011).", ["Krause, 2011 > 8"]),
        ("So (Krause & Moss, 2011).", ["Krause & Moss, 2011 > 8"]),
        ("So (Quist Abent, 2001).", ["Abent, 2001 > 1 (Abend, 2001)"]),
        ("So (Moss, Krause et al., 2012).", ["Krause et al., 2012 > 8 (Krause et al., 2011)"]),
        # letters
        ("So (Brenner, 2010b).", ["Brenner, 2010b > 10"]),
        ("So (Brenner, 2010a, b).", ["Brenner, 2010a > 9", "Brenner, 2010b > 10"]),
        ("So (Brenner, 2010c).", ["Brenner, 2010c > -"]),
        ("So (Abend, 2001a).", ["Abend, 2001a > 1 (Abend, 2001)"]),
        ("So (Abend, 2001, 2003).", ["Abend, 2001 > 1"]),
        # groups
        ("So (World Health Organization, 2014).", ["World Health Organization, 2014 > 6"]),
        ("So (W.H.O., 2014).", []),
        # the same place
        ("Abend (2001) naps (ibid., p. 4).", ["Abend, 2001 > 1", "ibid., p. 4 > 1"]),
        ("Abend (2001) and Fox (1990) nap (Abend, op. cit.).", ["Abend, 2001 > 1", "Fox, 1990 > 2", "Abend, op. cit. > 1"]),
        ("Abend (2001) naps (Moss, op. cit.).", ["Abend, 2001 > 1"]),
        ("Abend (2001) naps (loc. cit.).", ["Abend, 2001 > 1", "loc. cit. > 1"]),
        ("Abend (2001) naps (op. cit.).", ["Abend, 2001 > 1"]),
        ("Abend (2001) naps (see ibid.).", ["Abend, 2001 > 1", "see ibid. > 1"]),
        ("So (Moss et al., 2015; ibid.) naps (ibid.).", ["Moss et al., 2015 > -"]),
        # where names begin and end
        ("In May Abend (2001) naps.", ["Abend, 2001 > 1"]),
        ("So (May 2001).", []),
        ("As Abend put it. In 2001 he slept.", []),
        ("Abend’s (2001) naps.", ["Abend, 2001 > 1"]),
        ("Abend (2001) and (2003) nap.", ["Abend, 2001 > 1", "Abend, 2003 > -"]),
        ("So J. Abend (2001) naps.", ["J. Abend, 2001 > 1"]),
    ],
)  # fmt: skip
def test_costs_of_what_differs(text: str, links: list[str]) -> None:
    assert read(text)[0] == links


@pytest.mark.parametrize(
    ("opening", "in_use"),
    [
        ("Abend (2001) and Fox (1990).", False),
        ("So (Abend, 2001; Fox, 1990).", True),
        ("So (Abend, 2001).", False),
        ("Abend (2001), Fox (1990), Smith et al. (2013) and Krause et al. (2011).", True),
        ("Abend (2001), Fox (1990), and Smith et al. (2013).", False),
        ("Abend (2001) and others (Fox, 1990).", True),
        ("Abend (2001), Fox (1990) and others (Smith et al., 2013).", False),
    ],
)
def test_names_are_in_use_where_they_reach_enough_of_the_list(opening: str, in_use: bool) -> None:
    reading = read_author_year([block(opening)], REFERENCES, 0.15)
    assert (reading.form, bool(reading.markers)) == (("author-year", True) if in_use else ("", False))
    assert not read_author_year([block(opening)], [], 0.15).markers


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("So (Abend, 2001).", "(Abend, 2001)", 0),
        ("Abend (2001) naps.", "Abend (2001)", 6),
        (f"So (Abend, 2001 {'x' * 61}).", f"(Abend, 2001 {'x' * 61})", 0),
        (f"So (Abend, 2001 {'x' * 62}).", "Abend, 2001", 0),
        ("So Abend, 2001) naps.", "Abend, 2001)", 5),
        ("So Abend, 2001, naps.", "Abend, 2001", 5),
    ],
)
def test_how_far_a_marker_reaches(text: str, marker: str, rest: int) -> None:
    blocks = [block(OPENING), block(text)]
    found = [m for m in read_author_year(blocks, REFERENCES, 0.15).markers if m.block]
    (only,) = found
    assert text[only.start : only.end] == marker
    assert (only.core or 0) - only.start == rest


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("So (deBruyn et al., 2003).", ["deBruyn et al., 2003 > 13"]),
        ("So (deBruyn, 2003).", ["deBruyn, 2003 > 13"]),
        ("So (owlsoft project, 2017).", ["owlsoft project, 2017 > 14"]),
        ("So (SMITH; LEE; KIM, 2013).", ["SMITH; LEE; KIM, 2013 > 4"]),
        ("So (ABEND, 2001; SMITH; LEE; KIM, 2013).", ["ABEND, 2001 > 1", "SMITH; LEE; KIM, 2013 > 4"]),
        ("So (LIND; HALL, 2016).", ["LIND; HALL, 2016 > 3"]),
        ("So (FOX, 1990; LIND; HALL, 2016; ABEND, 2001).", ["FOX, 1990 > 2", "LIND; HALL, 2016 > 3", "ABEND, 2001 > 1"]),
    ],
)  # fmt: skip
def test_small_letters_and_semicolons(text: str, links: list[str]) -> None:
    listed = [
        *REFERENCES,
        reference(13, "deBruyn A", 2003, "deBruyn A, Fox G, Lind E. Owls of rivers. 2003."),
        reference(14, "project owlsoft", 2017, "owlsoft project. Owlsoft (Version 0.8). 2017."),
    ]
    assert read(text, references=listed)[0] == links
