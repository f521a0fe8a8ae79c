"""Works of every kind, in the styles of several languages: their type and the fields that make the kind."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from citeaudit.exports.csljson import to_item
from citeaudit.model import Name, Record
from citeaudit.parsing.kinds import kind
from citeaudit.parsing.reference import parse_reference

TABLE = Path(__file__).with_name("kinds.tsv")
FLOOR = 0.85  # a new training may lose a few strings; it may not lose a kind


def faults(row: dict[str, str]) -> list[str]:
    """What differs from the table: "field: wanted | read"."""
    item = to_item(parse_reference(row["raw"]).record)
    item["year"] = str(item.get("issued", {}).get("date-parts", [[""]])[0][0])
    item["accessed"] = "-".join(f"{part:02}" for part in item.get("accessed", {}).get("date-parts", [[]])[0])
    item["editor"] = next((name.get("family", "") for name in item.get("editor", [])), "")
    wanted = {"type": row["type"]} | dict(pair.partition("=")[::2] for pair in row["fields"].split(";"))
    return [f"{key}: {value} | {item.get(key, '')}" for key, value in wanted.items() if str(item.get(key, "")) != value]


def test_kinds() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = {row["raw"]: found for row in rows if (found := faults(row))}
    right = 1 - len(wrong) / len(rows)
    assert right >= FLOOR, f"{right:.2f}\n" + "\n".join(f"{raw}\n    {found}" for raw, found in wrong.items())
    types = [row["type"] for row in rows]
    lost = [kind for kind in set(types) if all(row["raw"] in wrong for row in rows if row["type"] == kind)]
    assert not lost


HALL = (Name(family="Hall"),)


@pytest.mark.parametrize(
    ("fields", "rest", "dates", "expected"),
    [
        # a rule of the list each, then the next
        ({"archive": "arXiv", "number": "ISO 9001"}, "", "", "article"),
        ({"container_title": "bioRxiv"}, "", "", "article"),
        ({"number": "ISO 9001", "genre": "Patent"}, "", "", "standard"),
        ({"title": "DIN EN 12345"}, "", "", "standard"),
        ({"title": "On ISO 9001"}, "", "", "document"),
        ({"genre": "US Patent", "container_title": "Sleep"}, "", "", "patent"),
        ({"number": "Patent 12"}, "", "", "patent"),
        ({"container_title": "Patent Gazette"}, "", "", "patent"),
        ({"title": "Sleep"}, "Brevet 12", "", "patent"),
        ({"genre": "PhD thesis", "publisher": "GitHub"}, "", "", "thesis"),
        ({"title": "Sleep"}, "Dissertation", "", "thesis"),
        ({"title": "Sleep", "volume": "3"}, "Dissertation", "", "document"),
        ({"publisher": "GitHub", "edition": "Zenodo"}, "", "", "software"),
        ({"URL": "https://github.com/a/b"}, "", "", "software"),
        ({"container_title": "Environ Model Software"}, "", "", "software"),
        ({"container_title": "Environ Model Software", "volume": "3"}, "", "", "article-journal"),
        ({"publisher": "Zenodo"}, "", "", "dataset"),
        ({"container_title": "Dryad"}, "", "", "dataset"),
        ({"container_title": "Dryad", "volume": "3"}, "", "", "article-journal"),
        ({"publisher": "Springer"}, "", "", "book"),
        ({"publisher_place": "Berlin"}, "", "", "book"),
        ({"ISBN": "1-55851-485"}, "", "", "book"),
        ({"edition": "2nd"}, "", "", "book"),
        ({"publisher": "WHO", "number": "12"}, "", "", "report"),
        ({"publisher": "WHO"}, "Technical report", "", "report"),
        ({"URL": "https://example.org"}, "", "", "webpage"),
        ({"accessed": "2020-05-04"}, "", "", "webpage"),
        ({"number": "12"}, "Technical report", "", "report"),
        ({"number": "12"}, "", "", "document"),
        ({"title": "Sleep"}, "Technical report", "", "document"),
        ({}, "", "", "document"),
        # in something larger
        ({"container_title": "Proceedings of the Workshop on Sleep", "editor": HALL}, "", "", "paper-conference"),
        ({"container_title": "Proc Natl Acad Sci", "volume": "3"}, "", "", "article-journal"),
        ({"container_title": "Proceedings of the National Academy"}, "", "", "paper-conference"),
        ({"container_title": "Proc. Sleep Symp.", "volume": "3"}, "", "", "paper-conference"),
        ({"container_title": "Handbook", "editor": HALL}, "", "", "chapter"),
        ({"container_title": "Handbook", "publisher": "Springer"}, "", "", "chapter"),
        ({"container_title": "Handbook", "publisher_place": "Berlin"}, "", "", "chapter"),
        ({"container_title": "Sleep", "publisher_place": "Berlin", "volume": "3"}, "", "", "chapter"),
        ({"container_title": "Sleep", "publisher_place": "Berlin", "page": "3"}, "", "", "chapter"),
        ({"container_title": "Sleep", "publisher_place": "Berlin", "volume": "3", "page": "3"}, "", "", "article-journal"),
        ({"container_title": "Handbook"}, "In: ", "", "chapter"),
        ({"container_title": "Handbook", "volume": "3"}, "In: ", "", "article-journal"),
        ({"container_title": "Guardian"}, "", "5 May 2020", "article-newspaper"),
        ({"container_title": "Guardian"}, "May 5", "2020", "article-newspaper"),
        ({"container_title": "Guardian", "accessed": "2020-05-05"}, "May 5", "2020", "webpage"),
        ({"container_title": "Guardian", "volume": "3"}, "", "5 May 2020", "article-journal"),
        ({"container_title": "Guardian", "issue": "3"}, "", "5 May 2020", "article-journal"),
        ({"container_title": "BBC", "URL": "https://example.org"}, "", "", "webpage"),
        ({"container_title": "BBC", "accessed": "2020"}, "", "", "webpage"),
        ({"container_title": "BBC", "URL": "https://example.org", "DOI": "10.5555/a"}, "", "", "article-journal"),
        ({"container_title": "BBC", "URL": "https://example.org", "page": "3"}, "", "", "article-journal"),
        ({"container_title": "BBC", "URL": "https://example.org", "volume": "3"}, "", "", "article-journal"),
        ({"container_title": "BBC", "URL": "https://example.org", "issue": "3"}, "", "", "article-journal"),
        ({"container_title": "J Sleep"}, "", "", "article-journal"),
    ],
)  # fmt: skip
def test_each_rule_decides_before_the_next(fields: dict[str, Any], rest: str, dates: str, expected: str) -> None:
    assert kind(Record(**fields), rest, dates) == expected
