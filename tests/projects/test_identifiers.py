"""References that are identifiers and nothing else: what an audit says of them, looked up or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from citeaudit.auditing import pipeline
from citeaudit.model import Found, Name, Record, Reference, Resolution, Silence, Work
from citeaudit.rules import running
from citeaudit.rules.wording import coverage_line, remarks

TEXT = """# Sleep

Memory of rats needs sleep, said a trial of naps [@doi:10.1000/s1]. Dreams of birds are short [@pmid:123].
Books say so [@isbn:9780262517638], and a page [@url:https://example.org/page].
"""
RECORD = Record(
    DOI="10.1000/s1", title="A trial of naps for the memory of rats", author=(Name(family="Hall"),), year=2015
)


class Shelf:
    """A source that has one work."""

    name = "shelf"

    def resolve(self, references: Sequence[Reference]) -> Iterator[tuple[int, Resolution]]:
        for reference in references:
            if reference.record.DOI == RECORD.DOI:
                yield reference.index, Found(work=Work(record=RECORD, source="shelf", identifier=RECORD.DOI), score=1.0)


def test_nothing_is_complained_of_and_nothing_is_said_to_be_weighed(tmp_path: Path) -> None:
    (tmp_path / "sleep.md").write_text(TEXT, encoding="utf-8")
    audit = pipeline.audit(tmp_path / "sleep.md")
    report = running.run(audit)
    assert report.findings == ()
    assert coverage_line(report).startswith(
        "4 references parsed of 4, 0 resolved, 4 not asked; 4 citations, 4 links, 0 weighed"
    )
    assert {claim.silence for claim in audit.claims} == {Silence.IDENTIFIER}
    assert any("nothing is known but an identifier" in note for note in audit.manuscript.notes)
    assert not any("NO REFERENCE" in str(line) for line in remarks(report))


def test_what_was_found_by_its_identifier_is_weighed(tmp_path: Path) -> None:
    (tmp_path / "sleep.md").write_text(TEXT, encoding="utf-8")
    audit = pipeline.audit(tmp_path / "sleep.md", source=Shelf())
    assert [claim.silence is Silence.IDENTIFIER for claim in audit.claims] == [False, True, True, True]
    assert audit.references[0].record.title == ""  # the list stays as it is printed
    assert running.run(audit).findings == ()
