"""The seed manuscript against its reading by hand, every field of every reference and citation."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from citeaudit.auditing import pipeline
from citeaudit.model import Audit, Record
from citeaudit.rules.running import run

ROOT = Path(__file__).parents[1]
REFERENCES: list[dict[str, Any]] = json.loads((ROOT / "fixtures/seed/references.json").read_text("utf-8"))
CITATIONS: list[dict[str, Any]] = json.loads((ROOT / "fixtures/seed/citations.json").read_text("utf-8"))


@cache
def seed() -> Audit:
    return pipeline.audit(ROOT / "seeds" / "tcr-22-2463.md")


def fields(record: Record) -> dict[str, Any]:
    supplement = f"Suppl {record.supplement_number}" if record.supplement_number else record.note
    return {
        "authors": [{"family": n.full_family, "given_initials": n.given} for n in record.author],
        "et_al": record.et_al,
        "title": record.title,
        "container": record.container_title,
        "year": record.year,
        "volume": record.volume,
        "issue": record.issue or None,
        "pages": record.page,
        "suffix": supplement or None,
    }


def test_every_field_of_every_reference() -> None:
    assert len(seed().references) == 80
    for reference, hand in zip(seed().references, REFERENCES, strict=True):
        assert reference.label == str(hand["number"])
        assert reference.raw == hand["raw_plain"]
        assert reference.location.line == hand["source_lines"][0]
        assert fields(reference.record) == {key: hand[key] for key in fields(reference.record)}


def test_every_citation() -> None:
    audit = seed()
    assert audit.citation_form == "parentheses"
    assert len(audit.citations) == 87
    assert sum(len(citation.links) for citation in audit.citations) == 97
    for citation, hand in zip(audit.citations, CITATIONS, strict=True):
        assert (citation.location.line, citation.marker) == (hand["line"], hand["marker_text"])
        assert [link.reference for link in citation.links] == hand["refs"]
        assert citation.section == hand["section"]
        assert list(citation.narrative_authors) == hand["narrative_authors"]
        if "$" not in hand["sentence"]:  # formulas are characters here and LaTeX there
            assert citation.sentence == hand["sentence"].replace("*", "")


def test_every_location_points_at_its_characters() -> None:
    lines = (ROOT / "seeds" / "tcr-22-2463.md").read_text("utf-8").split("\n")
    for citation in seed().citations:
        at = citation.location
        assert at.line == at.end_line
        assert lines[(at.line or 0) - 1][(at.column or 0) - 1 : (at.end_column or 0) - 1] == citation.marker


def test_claims_are_the_words_the_marker_supports() -> None:
    def words(text: str) -> set[str]:
        return set(re.findall(r"\w+", text.lower()))

    overlaps = []
    for citation, hand in zip(seed().citations, CITATIONS, strict=True):
        mine, theirs = words(citation.claim), words(hand["claim"].replace("*", ""))
        overlaps.append(len(mine & theirs) / len(mine | theirs))
    assert sum(overlaps) / len(overlaps) > 0.89
    assert sum(overlap == 1 for overlap in overlaps) >= 55


def test_solar_1_is_found_and_right_citations_are_silent() -> None:
    report = run(seed())
    claims = [f for f in report.findings if f.group == "claim"]
    assert [(f.check, str(f.severity), f.references, f.suggested) for f in claims] == [
        ("claim-mismatch", "error", (39,), (40,))
    ]
    assert "SOLAR-1" in claims[0].evidence[0]
    assert claims[0].location.line == 108
    assert [f.references for f in report.findings if f.check == "correction-cited"] == [(42,)]
    assert report.crashed == {}


@pytest.mark.parametrize("check", ["uncited-reference", "dangling-citation", "citation-order"])
def test_the_list_is_in_order(check: str) -> None:
    assert [f for f in run(seed()).findings if f.check == check] == []
