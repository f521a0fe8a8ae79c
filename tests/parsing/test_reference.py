"""Reference strings read into records, in the styles manuscripts use."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.model import Name, Record, Run, Style, Text
from citeaudit.parsing import reference
from citeaudit.parsing.identifiers import Identifiers, find_identifiers
from citeaudit.parsing.inline import plain
from citeaudit.parsing.reference import LONGEST, parse_reference, read_record
from citeaudit.parsing.tagging import Tagged
from tests.parsing.test_repairs import marked


def read(source: str) -> Record:
    return parse_reference(plain([(1, 1, source)])).record


EXPECTED = {
    "title": "Sleep and the consolidation of memory",
    "container_title": "J Sleep",
    "year": 2015,
    "volume": "3",
    "page": "101–109",
}


@pytest.mark.parametrize(
    "source",
    [
        "Hall AB, Berg C. Sleep and the consolidation of memory. *J Sleep* 2015;3:101–109.",
        "Hall AB, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:101–109.",
        "Hall AB, Berg C. Sleep and the consolidation of memory. *J Sleep*. 2015;3(2):101–109. doi:10.5555/x(1)2.",
        "Hall, A. B. & Berg, C. Sleep and the consolidation of memory. *J Sleep* **3**, 101–109 (2015).",
        "Hall, A.B.; Berg, C. Sleep and the consolidation of memory. *J Sleep* **2015**, *3*, 101–109.",
        "Hall, A. B., & Berg, C. (2015). Sleep and the consolidation of memory. *J Sleep*, *3*(2), 101–109. https://doi.org/10.5555/x(1)2",
        "Hall AB and Berg C (2015) Sleep and the consolidation of memory. J Sleep 3:101–109.",
        "A. B. Hall and C. Berg, “Sleep and the consolidation of memory,” *J Sleep*, vol. 3, no. 2, pp. 101–109, 2015.",
    ],
)
def test_styles(source: str) -> None:
    record = read(source)
    assert [author.family for author in record.author] == ["Hall", "Berg"]
    assert {key: getattr(record, key) for key in EXPECTED} == EXPECTED
    assert ("10.5555/x(1)2" if "10.5555" in source else "") == record.DOI


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        (
            "Hall A. T. J Sleep 2015;22 Suppl 3:S1057-66.",
            {"volume": "22", "supplement_number": "3", "page": "S1057-66"},
        ),
        ("Hall A. T. J Sleep 2006;244:897-907; discussion 907-8.", {"page": "897-907", "note": "discussion 907-8"}),
        ("Hall A. T. J Sleep 2010;19:e79-84.", {"page": "e79-84"}),
        ("Correction: Sleep. J Sleep 2016;76:5907.", {"title": "Correction: Sleep", "author": (), "page": "5907"}),
        ("Zöller M. Can a cell profit? J Sleep 2011;11:254-67.", {"title": "Can a cell profit?"}),
    ],
)
def test_fields(source: str, fields: dict[str, Any]) -> None:
    record = read(source)
    assert {key: getattr(record, key) for key in fields} == fields


def test_names() -> None:
    record = read("La Verde N, de Groot S, O'Regan R, Ben-Baruch A, Tiega Donfack BP, et al. T. J Sleep 2015;3:1.")
    assert record.et_al
    assert record.author == (
        Name(family="Verde", given="N", non_dropping_particle="La"),
        Name(family="Groot", given="S", non_dropping_particle="de"),
        Name(family="O'Regan", given="R"),
        Name(family="Ben-Baruch", given="A"),
        Name(family="Tiega Donfack", given="BP"),
    )


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_record(text: str) -> None:
    parsed = parse_reference(Text(text))
    assert 0.0 <= parsed.confidence <= 1.0
    assert parsed == parse_reference(text)


def brief(record: Record) -> str:
    """The fields that were read but the type, "name=value"."""
    values = {field.name: getattr(record, field.name) for field in fields_of(Record) if field.name != "type"}
    return "|".join(
        f"{name}={' '.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name, value in values.items()
        if value
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{title Sleep...}", "title=Sleep..."),
        ("{title Sleep [J].}", "title=Sleep"),
        ("{title Sleep [EB/OL]}", "title=Sleep"),
        ("{title Sleep [X]}", "title=Sleep [X]"),
        ("{title Sleep.}", "title=Sleep"),
        ("{container In the night}", "container_title=In the night"),
        ("{container J Sleep)}", "container_title=J Sleep"),
        ("{container J (Sleep)}", "container_title=J (Sleep)"),
        ("{container (J Sleep}", "container_title=J Sleep"),
        ("{container Lancet.}", "container_title=Lancet"),
        ("{container J. Sleep.}", "container_title=J. Sleep."),
        ("{container “Lancet”}", "container_title=Lancet"),
        ("{container one two three fourth. Lancet}", "container_title=one two three fourth. Lancet"),
        ("{container one two three four fifth. Lancet}", "title=one two three four fifth|container_title=Lancet"),
        ("{title T} {container one two three four fifth. Lancet}", "title=T|container_title=one two three four fifth. Lancet"),
        ("{container one two three four fif. Lancet}", "container_title=one two three four fif. Lancet"),
        ("{container J Sleep 2015}", "container_title=J Sleep|year=2015"),
        ("{container J Sleep, (2015)}", "container_title=J Sleep|year=2015"),
        ("{container J Sleep 2015} {date 2016}", "container_title=J Sleep 2015|year=2016"),
        ("{container 3. 2015}", "container_title=3. 2015|year=2015"),
        ("{container J Sleep 2115}", "container_title=J Sleep 2115"),
        ("{container J2015}", "container_title=J2015|year=2015"),
        ("{publisher Springer.}", "publisher=Springer"),
        ("{publisher ACM.}", "publisher=ACM."),
        ("{publisher A.C.M.}", "publisher=A.C.M."),
        ("{publisher AB.CD.}", "publisher=AB.CD."),
        ("{publisher Abcd.}", "publisher=Abcd."),
        ("{publisher Abcde.}", "publisher=Abcde"),
        ("{publisher Abcdef.}", "publisher=Abcdef"),
        ("{publisher (Springer)}", "publisher=Springer"),
        ("{publisher (Springer}", "publisher=Springer"),
        ("{publisher Springer)}", "publisher=Springer"),
        ("{publisher (A) (B)}", "publisher=(A) (B)"),
        ("{publisher [Springer]}", "publisher=Springer"),
        ("{publisher Springer]}", "publisher=Springer"),
        ("{publisher (A) B}", "publisher=(A) B"),
        ("{publisher ((A)}", "publisher=((A)"),
        ("{genre Tese (Doutorado}", "genre=Tese (Doutorado)"),
        ("{genre (Tese)}", "genre=Tese"),
        ("{title T}. PhD thesis", "title=T|genre=PhD thesis"),
        ("{genre Report}. PhD thesis", "genre=Report"),
        ("{edition 2nd ed.}", "edition=2"),
        ("{edition 3. Aufl}", "edition=3"),
        ("{edition 123rd ed}", "edition=123rd"),
        ("{date 2015} {volume 3}", "year=2015|volume=3"),
        ("{volume 2019}", "year=2019"),
        ("{volume 2019} {volume 7}", "year=2019|volume=7"),
        ("{date 2018} {volume 2019}", "year=2018|volume=2019"),
        ("{volume 2019, 3}", "year=2019|page=3"),
        ("{title T} 2015", "title=T|year=2015"),
        ("{title T} 2015 {accessed 4 May 2020}", "title=T|accessed=2020-05-04"),
        ("{title T}, in press", "title=T|status=in press"),
        ("{title T}, Accessed on 4 May 2020", "title=T|year=2020|accessed=2020-05-04"),
        ("{accessed 4 May 2020} viewed 2 June 2019", "accessed=2020-05-04"),
        ("{author Hall A, et al.}", "author=Hall A|et_al=True"),
        ("{author Hall A} et al.", "author=Hall A|et_al=True"),
        ("{author Hall A}x et al.", "author=Hall A"),
        ("{author Hall A}; {author Berg C} and others", "author=Hall A Berg C|et_al=True"),
        ("{author Hall A, et al.}; {author Berg C}", "author=Hall A Berg C|et_al=True"),
        ("{editor Berg C}", "editor=Berg C"),
        ("{author Hall A} {editor Berg C} et al", "author=Hall A|editor=Berg C"),
        ("{pages 897-907}; discussion 907-8.", "page=897-907|note=discussion 907-8"),
        ("{pages 1-9}; discussion 9, quiz", "page=1-9|note=discussion 9, quiz"),
        ("{pages 1-9; quiz 9}; reply 10", "page=1-9|note=quiz 9"),
        ("{pages 1-9} discussion 9", "page=1-9"),
        ("{place Berlin:} {series (Sleep Studies)} {number No. 12}", "publisher_place=Berlin|collection_title=Sleep Studies|number=No. 12"),
        ("{volume 3} {issue 4} {pages 5}", "volume=3|issue=4|page=5"),
        ("{publisher a report b} {title T} thesis", "title=T|publisher=a report b|genre=thesis"),
        ("{note PhD thesis} {title T}", "title=T|genre=PhD thesis"),
    ],
)  # fmt: skip
def test_each_field_is_freed_of_what_does_not_belong_to_it(text: str, expected: str) -> None:
    """Segments are made by hand, so that no training changes these tests."""
    assert brief(read_record(*marked(text), Identifiers())) == expected


def test_identifiers_become_fields() -> None:
    raw = "doi:10.5555/ab.12 PMID: 1 PMC123 ISBN 978-0-521-88068-8 https://example.org/a arXiv:2101.00001"
    assert brief(read_record(raw, *marked("")[1:], find_identifiers(raw))) == (
        "archive=arXiv|archive_location=2101.00001|DOI=10.5555/ab.12|PMID=1|PMCID=PMC123|ISBN=978-0-521-88068-8|URL=https://example.org/a"
    )


@pytest.mark.parametrize(
    ("content", "runs", "doi"),
    [
        ("Hall A. Sleep", [Run(0, 4, Style.LINK, "https://doi.org/10.5555/a1")], "10.5555/a1"),
        ("Hall A. Sleep", [Run(0, 4, Style.LINK), Run(5, 6, Style.LINK, "https://doi.org/10.5555/a1")], "10.5555/a1"),
        ("Hall A. Sleep", [Run(0, 4, Style.ITALIC, "https://doi.org/10.5555/a1")], ""),
        ("Hall A. Sleep", [Run(0, 4, Style.LINK, "https://example.org")], ""),
        ("Hall A. doi:10.5555/b2", [Run(0, 4, Style.LINK, "https://doi.org/10.5555/a1")], "10.5555/b2"),
    ],
)
def test_a_doi_may_stand_in_a_link(content: str, runs: list[Run], doi: str) -> None:
    assert doi == parse_reference(Text(content, (), tuple(runs))).record.DOI


@pytest.mark.parametrize(("length", "sure"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_string_longer_than_any_reference_is_read_in_part(
    length: int, sure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "confidence", lambda raw, record, tagged: 0.5)
    raw = "Hall A. Sleep and memory. J Sleep 2015;3:1-9."
    assert parse_reference(raw + " " * (length - len(raw))).confidence == (0.5 if sure else 0.0)


def test_italics_are_told_to_the_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    def tag(raw: str, italic: object, spans: object) -> Tagged:
        told.extend((italic, spans))
        return Tagged()

    monkeypatch.setattr(reference, "tag", tag)
    runs = (Run(0, 4, Style.ITALIC), Run(5, 6, Style.BOLD))
    parse_reference(Text("Hall A. PMID: 1", (), runs))
    assert told == [[(0, 4)], ((8, 15),)]
