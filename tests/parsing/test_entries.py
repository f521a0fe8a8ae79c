"""Entries read one after the other: several works under one number, "Ibid.", dashes for the same authors."""

from __future__ import annotations

import pytest

from citeaudit.auditing import pipeline
from citeaudit.formats import markdown
from citeaudit.model import Listed, Record, Text
from citeaudit.parsing.entries import parse_entries, parse_in_order, parse_listed, parts
from citeaudit.parsing.segmentation import Entry

SEVERAL = "(a) Hall, A. *J. Sleep* **2002**, *4*, 12–15. (b) Moss, D.; Lind, E. *J. Dreams* **2003**, *42*, 99. (c) Öberg, F. *Lancet* **2004**, *104*, 1–20."
LIST = f"""# Naps

Naps help (1). Others say so (2,3). One more does (2b).

## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.
2. {SEVERAL}
3. Öberg F. Light and mood. Lancet 2021;12:100-7.
"""


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("(a) Hall, A. J. Sleep 2001, 3, 1; (b) Berg, C. J. Sleep 2003, 5, 9.", "ab"),
        ("a) Hall, A. J. Sleep 2001, 3, 1; b) Berg, C. J. Sleep 2003, 5, 9; c) ibid. 2004, 6, 7.", "abc"),
        ("(a) Hall, A. J. Sleep 2001, 3, 1; (c) Berg, C. J. Sleep 2003, 5, 9.", ""),
        ("(a) Hall, A. J. Sleep 2001, 3, 1.", ""),
        ("Hall, A. Vitamins (a) and (b) in sleep. J. Sleep 2001, 3, 1.", ""),
        ("(a) one; (b) two", ""),
        ("", ""),
    ],
)
def test_parts(text: str, letters: str) -> None:
    assert "".join(letter for letter, _ in parts(Text(text))) == letters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a) Hall 2001, 12; (b) Berg 2003, 5, 9", "a Hall 2001, 12;|b Berg 2003, 5, 9"),
        ("(a) Hall 2001, 3; (b) Berg 2003, 5", "a Hall 2001, 3;|b Berg 2003, 5"),
        ("(a) Hall 2001, 34; (b) Berg 20035, 5.", "a Hall 2001, 34;|b Berg 20035, 5."),
        ("(a) Hall 201, 33; (b) Berg 2053, 55", "a Hall 201, 33;|b Berg 2053, 55"),
        ("(a) Hall, Sleep, no; (b) Berg 2003, 5, 9", ""),
        ("(a) Hall 1001, 33; (b) Berg 1003, 55", ""),
        ("(a) Hall 1001, 33; (b) Berg 2003, 55", "a Hall 1001, 33;|b Berg 2003, 55"),
        ("(a) Hall 2001, 33; b) Berg 2003, 55; (b) Cole 2004, 66", "a Hall 2001, 33; b) Berg 2003, 55;|b Cole 2004, 66"),
        ("a) Hall 2001, 33; (b) Berg 2003, 55", ""),
        ("  (a) Hall 2001, 33; (b) Berg 2003, 55", ""),
        ("   (a) Hall 2001, 33; (b) Berg 2003, 55", ""),
        ("x (a) Hall 2001, 33; (b) Berg 2003, 55", ""),
        ("(b) Hall 2001, 33; (c) Berg 2003, 55", ""),
        ("(a) Hall 2001, 33; (a) Berg 2003, 55; (b) Cole 2004, 66", "a Hall 2001, 33; (a) Berg 2003, 55;|b Cole 2004, 66"),
        ("(a) Hall 2001, 33 (b) Berg 2003, 55", "a Hall 2001, 33|b Berg 2003, 55"),
        ("(a) Hall 2001, xx (b) Berg 2003, 55", ""),
        ("(a) Hall 2001, 33; (b) berg 2003, 55", ""),
        ("(a) Hall 2001, 33; (b) van Berg 2003, 55", "a Hall 2001, 33;|b van Berg 2003, 55"),
        ("(a) Hall 2001, 33; (b) 2003, 55, 66, 77", "a Hall 2001, 33;|b 2003, 55, 66, 77"),
        ("Hall a) 2001, 33; b) Berg 2003, 55", ""),
        ("(a)Hall 2001, 333; (b)Berg 2003, 555", "a Hall 2001, 333;|b Berg 2003, 555"),
        (" (a) Hall 2001, 33; (b) Berg 2003, 55", "a Hall 2001, 33;|b Berg 2003, 55"),
        ("(a) Hall 2001, 3; (b) Ber 2003, 5", ""),
        ("(a) Hal 2001, 3; (b) Berg 2003, 5", "a Hal 2001, 3;|b Berg 2003, 5"),
    ],
)  # fmt: skip
def test_each_part_on_its_limits(text: str, expected: str) -> None:
    found = parts(Text(text))
    assert "|".join(f"{letter} {part.content}" for letter, part in found) == expected


def test_works_under_one_number_are_references_of_their_own() -> None:
    audit = pipeline.audit_manuscript(markdown.read("m.md", LIST.encode()))
    assert [r.label for r in audit.references] == ["1", "2a", "2b", "2c", "3"]
    assert [r.record.author[0].family for r in audit.references] == ["Hall", "Hall", "Moss", "Öberg", "Öberg"]
    assert [r.record.page for r in audit.references[1:4]] == ["12–15", "99", "1–20"]
    moss = audit.references[2]
    assert LIST.splitlines()[(moss.location.line or 0) - 1][(moss.location.column or 0) - 1 :].startswith("Moss, D.")
    assert [[link.reference for link in c.links] for c in audit.citations] == [[1], [2, 3, 4, 5], [3]]


def test_what_is_taken_over_from_the_entry_before() -> None:
    lines = [
        "Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9.",
        "Ibid., p. 7.",
        "Ibid. 2016, 4, 20-29.",
        "———. Naps in older adults. Lancet 2019;7:21-30.",
        "Ebd., S. 25",
    ]
    records = [parsed.record for parsed in parse_in_order(map(Text, lines))]
    assert {tuple(name.family for name in record.author) for record in records} == {("Hall", "Berg")}
    assert [record.page for record in records] == ["1-9", "7", "20-29", "21-30", "25"]
    assert [record.year for record in records] == [2015, 2015, 2016, 2019, 2019]
    assert [record.container_title for record in records] == ["J Sleep", "J Sleep", "J Sleep", "Lancet", "Lancet"]
    assert [bool(record.title) for record in records] == [True, True, False, True, True]


def test_the_first_entry_takes_over_nothing() -> None:
    assert next(parse_in_order([Text("Ibid., p. 7.")])).record.author == ()


HALL = "Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2015;3:1-9."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ibid.", "Hall Berg|Sleep and the consolidation of memory|2015|1-9"),
        ("ibidem, pp. 12–14.", "Hall Berg|Sleep and the consolidation of memory|2015|12–14"),
        ("op. cit., 7", "Hall Berg|Sleep and the consolidation of memory|2015|7"),
        ("Ibid. 2016, 4, 20-29.", "Hall Berg||2016|20-29"),
        ("— Naps. J Naps 2017;1:2-3.", "||2017|2-3"),
        ("—. Naps in older adults. Lancet 2019;7:21-30.", "Hall Berg|Naps in older adults|2019|21-30"),
        ("--- (2019) Naps in older adults. Lancet 7:21-30.", "Hall Berg|Naps in older adults|2019|21-30"),
        ("Cole D. Naps in older adults. Lancet 2019;7:21-30.", "Cole|Naps in older adults|2019|21-30"),
    ],
)
def test_each_way_to_take_over(line: str, expected: str) -> None:
    _, parsed = parse_in_order([Text(HALL), Text(line)])
    record = parsed.record
    found = (" ".join(name.family for name in record.author), record.title, str(record.year), record.page)
    if line.startswith("— "):  # no mark behind the dash: not the same authors
        assert found[0] != "Hall Berg"
    else:
        assert "|".join(found) == expected


def test_what_is_taken_over_is_as_sure_as_both_readings() -> None:
    first, second = parse_in_order([Text(HALL), Text("—. Naps in older adults. Lancet 2019;7:21-30.")])
    assert 0 < second.confidence < first.confidence


def test_the_same_work_is_as_sure_as_before() -> None:
    first, second = parse_in_order([Text(HALL), Text("Ibid., p. 7.")])
    assert second.confidence == first.confidence


def test_the_first_entry_is_read_unless_it_names_the_one_before() -> None:
    assert next(parse_in_order([Text("Ibid., p. 7.")])).confidence == 0.0
    assert next(parse_in_order([Text(HALL)])).record.page == "1-9"


def test_entries_become_references() -> None:
    entries = [
        Entry(label="7", text=Text(HALL), printed=True),
        Entry(label="8", text=Text(SEVERAL.replace("*", "")), printed=True),
        Entry(label="9", text=Text("Ibid., p. 3."), printed=True),
    ]
    found = parse_entries(entries, "m.md")
    assert [(r.index, r.label, r.record.page) for r in found] == [
        (1, "7", "1-9"),
        (2, "8a", "12–15"),
        (3, "8b", "99"),
        (4, "8c", "1–20"),
        (5, "9", "3"),
    ]
    assert {r.location.path for r in found} == {"m.md"}


def test_listed_entries_become_references() -> None:
    listed = [
        Listed(key="hall", text=Text("printed"), record=Record(title="Given")),
        Listed(key="berg", label="2", text=Text(HALL)),
        Listed(key="cole", label="3", text=Text(SEVERAL.replace("*", ""))),
        Listed(key="dorn", text=Text("Ibid., p. 3.")),
    ]
    found = parse_listed(listed, "m.md")
    assert [(r.index, r.label, r.key, r.record.page) for r in found] == [
        (1, "hall", "hall", ""),
        (2, "2", "berg", "1-9"),
        (3, "3a", "cole", "12–15"),
        (4, "3b", "cole", "99"),
        (5, "3c", "cole", "1–20"),
        (6, "dorn", "dorn", "3"),
    ]
    assert [r.confidence == 1.0 for r in found] == [True, False, False, False, False, False]
