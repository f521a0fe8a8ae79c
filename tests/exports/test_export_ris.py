from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.errors import ReadError
from citeaudit.exports import ris
from citeaudit.model import Name, Record

from .records import CARDOSO, NAMES, records


def test_a_reference_reads_well() -> None:
    assert ris.dump([CARDOSO, Record(type="motion_picture", title="A & B")]).splitlines() == [
        "TY  - JOUR",
        "AU  - Cardoso, F",
        "AU  - de Groot, S",
        "AU  - The ABC and DEF Consortium",
        "AU  - et al.,",
        "TI  - 4th ESO-ESMO International Consensus Guidelines for Advanced Breast Cancer (ABC 4)",
        "T2  - Ann Oncol",
        "PY  - 2018",
        "VL  - 29",
        "IS  - 4 Suppl 3",
        "C5  - 3",
        "SP  - 1634",
        "EP  - 57",
        "DO  - 10.5555/abc_4",
        "AN  - 99999999",
        "DB  - PubMed",
        "ER  - ",
        "",
        "TY  - GEN",
        "TI  - A & B",
        "M3  - motion_picture",
        "ER  - ",
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="Groot", given="S.", non_dropping_particle="de"), "de Groot, S."),
        (Name(family="Costa e Silva", given="A"), "Costa e Silva, A"),
        (Name(family="King", given="M", suffix="Jr."), "King, M, Jr."),
        (Name(family="King", suffix="Jr."), "King, , Jr."),
        (Name(family="Plato"), "Plato,"),
        (Name(literal="others"), "others"),
        (Name(literal="University of Oslo, Library, Oslo"), "University of Oslo,, Library, Oslo"),
    ],
)
def test_names_are_cut_where_they_should_be(name: Name, written: str) -> None:
    text = ris.dump([Record(author=(name,))])
    assert f"AU  - {written}\n" in text
    assert ris.load(text)[0].author == (name,)


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        (Record(type="book", collection_title="S", container_title="C"), ["T2  - S", "JF  - C"]),
        (Record(type="chapter", collection_title="S", container_title="C"), ["T2  - C", "T3  - S"]),
        (Record(type="report", number="7", ISBN="0-00-000000-0"), ["SN  - 7", "C1  - 0-00-000000-0"]),
        (Record(type="thesis", number="7", ISBN="0-00-000000-0"), ["M1  - 7", "SN  - 0-00-000000-0"]),
        (Record(type="report", genre="document"), ["M3  - document"]),
        (Record(type="document", genre="thesis"), ["M3  - document", "M3  - thesis"]),
        (Record(type="motion_picture", genre="Short"), ["M3  - motion_picture", "M3  - Short"]),
        (Record(year=2018, status="in press"), ["PY  - 2018", "DA  - 2018///in press"]),
        (Record(accessed="2018"), ["Y2  - 2018///"]),
        (Record(archive="bioRxiv", PMID="1"), ["AN  - 1", "DB  - PubMed", "DB  - bioRxiv"]),
        (
            Record(archive="arXiv", archive_location="2101.00001", PMID="1"),
            ["AN  - 1", "AN  - 2101.00001", "DB  - PubMed", "DB  - arXiv"],
        ),
    ],
)
def test_fields_stand_where_their_type_has_them(record: Record, lines: list[str]) -> None:
    text = ris.dump([record])
    assert text.splitlines()[1:-1] == lines
    assert ris.load(text) == (record,)


@pytest.mark.parametrize(
    ("lines", "record"),
    [
        ("TY  - JOUR\nM3  - doi: 10.5555/a", Record(DOI="10.5555/a")),
        ("TY  - JOUR\nM3  - 10.5555/a\nDO  - 10.5555/b", Record(DOI="10.5555/b")),
        ("TY  - JOUR\nM3  - Journal Article", Record()),
        ("TY  - THES\nM3  - Ph.D.\nT3  - S", Record(type="thesis", genre="Ph.D.", collection_title="S")),
        ("TY  - BOOK\nT3  - S", Record(type="book", collection_title="S")),
        ("TY  - RPRT\nSN  - 978-92-4-000000-1", Record(type="report", ISBN="978-92-4-000000-1")),
        ("TY  - RPRT\nM1  - 12", Record(type="report", number="12")),
        ("TY  - JOUR\nPY  - 2018/05/01/\nDA  - 2018///Spring", Record(year=2018)),
        ("TY  - JOUR\nPY  - In press", Record(status="In press")),
        ("TY  - JOUR\nDB  - Scopus\nAN  - 2-s2.0-1", Record(archive="Scopus", archive_location="2-s2.0-1")),
        ("TY  - ELEC\nY2  - 2018/08/00", Record(type="webpage", accessed="2018-08")),
        ("TY  - ELEC\nY2  - yesterday", Record(type="webpage")),
    ],
)
def test_conventions_of_others_are_read(lines: str, record: Record) -> None:
    assert ris.load(lines) == (record,)


def _held(name: Name) -> bool:
    """No comma in the parts of a person, no particle in the family name, no part that looks like "et al."."""
    return "," not in name.family + name.given and not name.family[:1].islower()


def _placed(record: Record) -> Record:
    """No place in an archive without a name."""
    return record if record.archive else replace(record, archive_location="")


@given(st.lists(records(NAMES.filter(_held)).map(_placed), max_size=3))
def test_a_record_survives(made: list[Record]) -> None:
    assert ris.load(ris.dump(made)) == tuple(made)


FOREIGN = """1.
TY  - JOUR

T1  - A title that
  goes on
A1  - Smith, J
A1  - et al
JO  - J Odd
Y1  - 2018/05/01
SP  - 12
EP  - 19
SN  - 1234-567X
AN  - WOS:0001
IS  - 4 Suppl 3
ZZ  - unknown
N1  - one
N1  - two
UR  - https://example.org/a;b
TY  - THES
stray
M3  - PhD thesis
PY  - in press
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_files_of_others_are_read(line_end: str) -> None:
    assert ris.load("\ufeff" + FOREIGN.replace("\n", line_end)) == (
        Record(
            author=(Name(family="Smith", given="J"),),
            et_al=True,
            title="A title that goes on",
            container_title="J Odd",
            year=2018,
            issue="4 Suppl 3",
            page="12-19",
            URL="https://example.org/a;b",
            note="one two",
        ),
        Record(type="thesis", genre="PhD thesis", status="in press"),
    )


def test_a_file_without_references_is_told() -> None:
    with pytest.raises(ReadError, match="TY  - JOUR"):
        ris.load("@article{a, title={x}}")


@given(st.text("TYERAUJO -\n\r,.19", max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    with suppress(ReadError):
        ris.load(text)
