from __future__ import annotations

from contextlib import suppress

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


def _held(name: Name) -> bool:
    """No comma in the parts of a person, no particle in the family name, no part that looks like "et al."."""
    return "," not in name.family + name.given and not name.family[:1].islower()


@given(st.lists(records(NAMES.filter(_held)), max_size=3))
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
        Record(type="thesis"),
    )


def test_a_file_without_references_is_told() -> None:
    with pytest.raises(ReadError, match="TY  - JOUR"):
        ris.load("@article{a, title={x}}")


@given(st.text("TYERAUJO -\n\r,.19", max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    with suppress(ReadError):
        ris.load(text)
