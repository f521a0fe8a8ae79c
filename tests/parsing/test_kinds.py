"""Works of every kind, in the styles of several languages: their type and the fields that make the kind."""

from __future__ import annotations

import csv
from pathlib import Path

from citeaudit.exports.csljson import to_item
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
