"""Every type of reference in every format, beside files to look at.

To write the files again after a change: `python -m tests.exports.test_export_examples`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string

from citeaudit import exports

from .examples import EXAMPLES

GOLDEN = Path(__file__).parent / "golden"
FORMATS = ["bibtex", "csljson", "ris"]


def golden(name: str) -> Path:
    return GOLDEN / f"examples{exports.get(name).suffix}"


@pytest.mark.parametrize("name", FORMATS)
def test_the_examples_are_written_as_in_the_files(name: str) -> None:
    assert exports.get(name).dump(EXAMPLES) == golden(name).read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_the_examples_are_read_back(name: str) -> None:
    dash = "–" if name == "csljson" else "-"
    made = tuple(replace(record, page=record.page.replace("–", dash)) for record in EXAMPLES)
    assert exports.get(name).load(golden(name).read_text("utf-8")) == made


def test_bibtexparser_finds_nothing_to_complain_of() -> None:
    library = parse_string(golden("bibtex").read_text("utf-8"))
    assert library.failed_blocks == []
    assert len(library.entries) == len(EXAMPLES)
    assert not any("{{" in str(field.value) for entry in library.entries for field in entry.fields)


if __name__ == "__main__":
    for name in FORMATS:
        golden(name).write_text(exports.get(name).dump(EXAMPLES), "utf-8")
