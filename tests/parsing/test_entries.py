"""Entries read one after the other: several works under one number, "Ibid.", dashes for the same authors."""

from __future__ import annotations

import pytest

from citeaudit.auditing import pipeline
from citeaudit.formats import markdown
from citeaudit.model import Text
from citeaudit.parsing.entries import parse_in_order, parts

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
