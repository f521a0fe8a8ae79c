from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.errors import ReadError
from citeaudit.exports import bibtex
from citeaudit.model import Name, Record

from .records import CARDOSO, NAMES, records


def test_an_entry_reads_well() -> None:
    assert bibtex.dump([CARDOSO, Record(type="book", title="A & B")]) == (
        "@article{cardoso2018eso,\n"
        "  author = {Cardoso, F and de Groot, S and {The ABC and DEF Consortium} and others},\n"
        "  title = {4th {ESO-ESMO} International Consensus Guidelines for Advanced Breast Cancer ({ABC} 4)},\n"
        "  journal = {Ann Oncol},\n"
        "  year = {2018},\n"
        "  volume = {29},\n"
        "  number = {4 {Suppl 3}},\n"
        "  pages = {1634--57},\n"
        "  doi = {10.5555/abc_4},\n"
        "  pmid = {99999999},\n"
        "}\n"
        "\n"
        "@book{anonb,\n"
        "  title = {A \\& {B}},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("HER2-positive and SOLAR-1", "{HER2}-positive and {SOLAR-1}"),
        ("PI3K/AKT/mTOR in E-cadherin", "{PI3K}/{AKT}/{mTOR} in {E}-cadherin"),
        ("A Trial of a Drug", "A Trial of a Drug"),
        ("Life and Death With Cancer from Within", "Life and Death With Cancer from Within"),
        ("The spread of hepatitis A in Spain: A study", "The spread of hepatitis {A} in {Spain}: A study"),
        ("Kaplan-Meier curves after “Brexit”", "Kaplan-{Meier} curves after “{Brexit}”"),
        ("18F-FDG, VEGF-B and stages I-III", "{18F-FDG}, {VEGF-B} and stages {I-III}"),
        ("50% of {x}_1 & #2 $3", r"50\% of \textbraceleft{}x\textbraceright{}\_1 \& \#2 \$3"),
        ("~ ^ \\ a--b", r"\textasciitilde{} \textasciicircum{} \textbackslash{} a-{}-b"),
        ("Γ-secretase in 中文 für Öl", "{Γ}-secretase in 中文 für Öl"),
    ],
)
def test_titles_are_safe_and_keep_their_capitals(title: str, written: str) -> None:
    assert f"  title = {{{written}}},\n" in bibtex.dump([Record(title=title)])


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("1634-57", "1634--57"),
        ("S1057-66", "S1057--66"),
        ("ix-xii", "ix--xii"),
        ("e28407", "e28407"),
        ("CD-012", "CD-012"),
        ("5", "5"),
    ],
)
def test_pages_are_ranges_only_where_they_are(page: str, written: str) -> None:
    text = bibtex.dump([Record(page=page)])
    assert f"  pages = {{{written}}},\n" in text
    assert bibtex.load(text)[0].page == page


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (Record(), "article"),
        (Record(type="article-newspaper"), "article"),
        (Record(type="book"), "book"),
        (Record(type="chapter"), "incollection"),
        (Record(type="paper-conference"), "inproceedings"),
        (Record(type="report"), "techreport"),
        (Record(type="thesis", genre="PhD thesis"), "phdthesis"),
        (Record(type="thesis", genre="MSc thesis", note="not a dissertation"), "mastersthesis"),
        (Record(type="thesis", genre="Habilitation"), "thesis"),
        (Record(type="thesis", note="PhD thesis"), "phdthesis"),
        (Record(type="thesis", note="Doctoral dissertation"), "phdthesis"),
        (Record(type="thesis", note="Master's thesis"), "mastersthesis"),
        (Record(type="thesis"), "thesis"),  # of which degree is not known
        (Record(type="webpage"), "misc"),
        (Record(type="article", archive="arXiv", archive_location="2101.00001"), "misc"),
        (Record(type="document", archive_location="Box 4"), "misc"),
        (Record(type="article"), "misc"),
        (Record(archive_location="2101.00001"), "article"),
        (Record(archive_location="2101.00001", container_title="J Odd"), "article"),
        (Record(type="patent"), "patent"),
        (Record(type="standard"), "standard"),
        (Record(type="dataset"), "dataset"),
        (Record(type="software"), "software"),
        (Record(type="document"), "misc"),
    ],
)
def test_every_type_has_its_entry(record: Record, kind: str) -> None:
    text = bibtex.dump([record])
    assert text.startswith(f"@{kind}{{")
    assert bibtex.load(text) == (record,)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="Groot", given="S.", non_dropping_particle="de"), "de Groot, S."),
        (Name(family="de Groot", given="S."), "{de Groot}, S."),
        (Name(family="Costa e Silva", given="A"), "{Costa e Silva}, A"),
        (Name(family="Leyland Jones", given="B"), "Leyland Jones, B"),
        (Name(family="King", given="M", suffix="Jr."), "King, Jr., M"),
        (Name(family="King", suffix="Jr."), "King, Jr., {}"),
        (Name(family="Plato"), "Plato"),
        (Name(family="Brinch Hansen"), "Brinch{ }Hansen"),
        (Name(family="Smith", given="A, B and C"), "Smith, {A, B and C}"),
        (Name(family="others"), "{o}thers"),
        (Name(literal="others"), "{others}"),
        (Name(literal="Simon and Schuster, Inc."), "{Simon and Schuster, Inc.}"),
    ],
)
def test_names_are_cut_where_they_should_be(name: Name, written: str) -> None:
    text = bibtex.dump([Record(author=(name,))])
    assert f"  author = {{{written}}},\n" in text
    assert bibtex.load(text)[0].author == (name,)


def test_both_dashes_make_a_range() -> None:
    text = bibtex.dump([Record(page="1634–57, e3–e5")])
    assert "  pages = {1634--57, e3--e5},\n" in text
    assert bibtex.load(text)[0].page == "1634-57, e3-e5"


def test_a_capital_particle_becomes_part_of_the_family_name() -> None:
    damme = Name(family="Damme", given="J", non_dropping_particle="Van")
    (record,) = bibtex.load(bibtex.dump([Record(author=(damme,))]))
    assert record.author == (Name(family="Van Damme", given="J"),)


def _held(name: Name) -> bool:
    """A family name of nothing but a comma looks like a group; particles in capitals have a test of their own."""
    return name.family != ","


@given(st.lists(records(NAMES.filter(_held)), max_size=3))
def test_a_record_survives(made: list[Record]) -> None:
    assert bibtex.load(bibtex.dump(made)) == tuple(made)


@given(records(NAMES))
def test_braces_balance_as_bibtex_counts_them(record: Record) -> None:
    depth = 0
    for character in bibtex.dump([record]):  # BibTeX counts a brace behind a backslash, too
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


def test_characters_that_break_a_file_are_percent_encoded_in_addresses() -> None:
    record = Record(DOI="10.5555/{a", URL="https://example.org/\\}")
    assert bibtex.load(bibtex.dump([record])) == (
        replace(record, DOI="10.5555/%7Ba", URL="https://example.org/%5C%7D"),
    )


FOREIGN = r"""
% a comment, @ and all
@string{ao = "Ann Oncol"}
@comment{nothing}
@ARTICLE{a,
  Title   = "A {\"u}ber-study: 42.3% of \emph{cells} \& CO$_2$~-- `` {HER2} ''",
  journal = ao,
  author  = {M{\"u}ller, Hans and {The {ABC} Group} and \'{E}lan, Zoë and Ludwig van Beethoven and others},
  year    = 2018, month = jan,
  pages   = {1--9},
  doi     = {https://doi.org/10.5555/a\_b},
}
@inproceedings(b, title = {x} # ao # " y", booktitle = "Proc", date = {2019-05-01}, publisher = {P}, number = {Suppl 3})
@article{a, title = {same key}}
@misc{c, title = {first}, title = {second}, howpublished = {\url{https://example.org/b_c}}}
@online{d, title = {Page}, subtitle = {A view}, url = {https://example.org}, year = {in press}}
@article{e, journaltitle = {J}, entrysubtype = {magazine}, address = {Oslo}}
"""


def test_files_of_others_are_read() -> None:
    assert bibtex.load("\ufeff" + FOREIGN) == (
        Record(
            author=(
                Name(family="Müller", given="Hans"),
                Name(literal="The ABC Group"),
                Name(family="Élan", given="Zoë"),
                Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"),
            ),
            et_al=True,
            title="A über-study: 42.3% of cells & CO2 – “ HER2 ”",
            container_title="Ann Oncol",
            year=2018,
            page="1-9",
            DOI="10.5555/a_b",
        ),
        Record(
            type="paper-conference",
            title="xAnn Oncol y",
            container_title="Proc",
            year=2019,
            publisher="P",
            issue="Suppl 3",
        ),
        Record(title="same key"),
        Record(type="document", title="first", URL="https://example.org/b_c"),
        Record(type="webpage", title="Page: A view", URL="https://example.org", status="in press"),
        Record(type="article-magazine", container_title="J", publisher_place="Oslo"),
    )


@pytest.mark.parametrize(
    ("entry", "record"),
    [
        ("@thesis{a, type = {mathesis}}", Record(type="thesis", genre="Master's thesis")),
        ("@phdthesis{a, note = {Read it}}", Record(type="thesis", genre="PhD thesis", note="Read it")),
        ("@report{a, number = {7}, type = {resreport}}", Record(type="report", number="7", genre="Research report")),
        ("@article{a, number = {7}, reportnumber = {CERN-8}}", Record(issue="7", number="CERN-8")),
        ("@book{a, series = {S}, pubstate = {inpress}}", Record(type="book", collection_title="S", status="in press")),
        ("@article{a, year = {to appear}}", Record(status="to appear")),
        ("@online{a, urldate = {2018-08-16}}", Record(type="webpage", accessed="2018-08-16")),
        ("@online{a, urldate = {August}}", Record(type="webpage")),
        (
            "@misc{a, eprint = {2101.00001}, archivePrefix = {arXiv}, primaryClass = {cs.DL}}",
            Record(type="article", archive="arXiv", archive_location="2101.00001"),
        ),
        (
            "@article{a, journal = {J}, eprint = {hep-th/9901001}, eprinttype = {arxiv}}",
            Record(container_title="J", archive="arxiv", archive_location="hep-th/9901001"),
        ),
        ("@article{a, eprint = {123}, eprinttype = {pubmed}}", Record(PMID="123")),
        ("@standard{a, organization = {ISO}, number = {690}}", Record(type="standard", publisher="ISO", number="690")),
    ],
)
def test_conventions_of_others_are_read(entry: str, record: Record) -> None:
    assert bibtex.load(entry) == (record,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@book{a, title = {x}}\n@article{b, title = {x", "entry in line 2 is broken"),
        ("@article{a, title}", "entry in line 1 is broken"),
        ("A list of\nreferences.", "no entry such as @article"),
    ],
)
def test_broken_files_are_told(text: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ReadError, match=message):
        bibtex.load(text)
    assert capfd.readouterr() == ("", "")


@given(st.text("@artic{}=,\"#\\%$ \n()and~-`'^", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    with suppress(ReadError):
        bibtex.load("@article{x, title = {" + text + "}, author = {" + text + "}}")
