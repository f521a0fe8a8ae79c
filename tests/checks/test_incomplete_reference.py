"""The thresholds of `incomplete-reference`: how certain the reading, and how common the lack, may be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from citeaudit.checks.incomplete_reference import check
from citeaudit.model import Record
from tests.manuscripts import audit_text


def listed(lacking: int, whole: int) -> str:
    """A manuscript with so many entries without a place in the journal, and so many with one."""
    names = ["Hall A", "Moss D", "Berg C", "Lind E", "Fox G", "Ober F", "Paget J", "Reed B", "Ward S", "Yates T"]
    entries = [
        f"{number}. {names[number - 1]}. Naps in older adults and their families. Lancet {year}{place}."
        for number, (year, place) in enumerate([(2019, "")] * lacking + [(2021, ";7:21-30")] * whole, 1)
    ]
    return "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n" + "\n".join(entries) + "\n"


@pytest.mark.parametrize(("lacking", "whole", "found"), [(2, 8, 2), (3, 7, 0), (1, 1, 1)])
def test_what_most_entries_lack_is_the_style_of_the_list(lacking: int, whole: int, found: int) -> None:
    messages = [finding.message for finding in check.findings(audit_text(listed(lacking, whole)))]
    assert len(messages) == found
    assert all(message.endswith("lacks volume, pages or an identifier") for message in messages)


@pytest.mark.parametrize(("confidence", "found"), [(0.9, [(1,)]), (0.899, [])])
def test_an_entry_not_read_with_certainty_is_not_judged(confidence: float, found: list[tuple[int, ...]]) -> None:
    audit = audit_text(listed(1, 3))
    references = tuple(replace(reference, confidence=confidence) for reference in audit.references)
    assert [finding.references for finding in check.findings(replace(audit, references=references))] == found


def lacks(entry: str, newest: int = 2021) -> str:
    """What an entry lacks beside another of some year; "" for nothing."""
    text = (
        "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n"
        f"1. {entry}\n2. Lind E. Moods and sleep in winter. J Sleep {newest};6:2-8.\n"
    )
    audit = audit_text(text)
    sure = replace(audit, references=tuple(replace(reference, confidence=1.0) for reference in audit.references))
    return " ".join(finding.message.partition(" lacks ")[2] for finding in check.findings(sure))


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        ("Berg C. Dreams of shift workers and their families. Sleep Med;8:31-9.", "the year"),
        ("Berg C. Dreams of shift workers and their families. Sleep Med; n.d.;8:31-9.", ""),
        ("Berg C. Dreams of shift workers and their families. Sleep Med;8:31-9 (no prelo).", ""),
        ("Berg C. Dreams of shift workers. In: Proceedings of the Conference on Sleep (ICSS’02). p. 31-9.", ""),
        ("Berg C. Dreams of shift workers and their families. Sleep Med. 2109;8:31-9.", ""),
        ("Berg C. Dreams of shift workers and their families. Sleep Med. 1397;8:31-9.", ""),  # the Persian calendar
        ("Berg C. Dreams of shift workers and their families. Sleep Med;9:1082-4.", "the year"),
        ("Berg C. Dreams of shift workers and their families. Sleep Med. 10.5555/s1", ""),  # its DOI will tell
        ("Berg C. Dreams in Europe, several editions. Bern: Springer.", ""),
        ("Berg C. Dreams in Europe. Bern: Springer.", "the year"),
        ("Berg C. Dreams in Europe. Bern: Springer; [19--].", ""),
        ("Moss D. Naps in older adults. Lancet 2019.", "volume, pages or an identifier"),
        ("Moss D. Naps in older adults. Lancet 2019. [CrossRef] [PubMed]", ""),  # links of a page
        ("Moss D. Naps in older adults. Lancet 2020.", ""),  # it may be out online alone
        ("Moss D. Naps in older adults. Lancet 2019:n/a-n/a.", ""),
    ],
)
def test_what_is_lacking(entry: str, missing: str) -> None:
    assert lacks(entry) == missing


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"container_title": "", "volume": "7"}, "the journal"),
        ({"container_title": "", "volume": ""}, ""),  # a data base that a file calls an article
        ({"container_title": "", "volume": "7", "title": "Sleepers awake! Dreams and Their Measurement"}, ""),
        ({"container_title": "", "volume": "7", "title": "Sleepers awake! Dreams of them"}, "the journal"),
        ({"container_title": "", "volume": "7", "DOI": "10.5555/s1"}, ""),
        ({"container_title": "Lancet", "volume": ""}, "volume, pages or an identifier"),
        ({"type": "software", "year": None}, ""),
        ({"type": "legislation", "year": None}, ""),
        ({"type": "book", "year": None}, "the year"),
        ({"type": "webpage", "year": None}, "the address"),
        ({"type": "book", "year": None, "status": "300 BC"}, ""),
    ],
)
def test_what_a_record_lacks(fields: dict[str, Any], missing: str) -> None:
    audit = audit_text(
        "# Sleep\n\nIt is (1).\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n2. X. Y. 2021.\n"
    )
    record = replace(Record(type="article-journal", title="Dreams of nurses at night", year=2015), **fields)
    first = replace(audit.references[0], record=record, raw=record.title, confidence=1.0)
    audit = replace(audit, references=(first, replace(audit.references[1], record=Record(type="document", year=2021))))
    assert [finding.message.partition(" lacks ")[2] for finding in check.findings(audit)] == (
        [missing] if missing else []
    )
