"""Entries that nothing cites, entries with one key, and their bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from citeaudit.auditing import pipeline
from citeaudit.checks import duplicate_key, unused_entry
from citeaudit.rules.running import run
from tests.manuscripts import audit_text

HALL = "@article{hall2015, author = {Hall, Ann}, title = {Sleep and memory}, journal = {J Sleep}, year = 2015}\n"


@pytest.mark.parametrize(("unused", "told"), [(0, 0), (100, 100), (101, 0)])
def test_a_library_is_no_list_with_holes(tmp_path: Path, unused: int, told: int) -> None:
    more = "".join(f"@book{{b{number}, title = {{Naps, part {number}}}, year = 2019}}\n" for number in range(unused))
    (tmp_path / "refs.bib").write_text(HALL + more, encoding="utf-8")
    paper = tmp_path / "paper.md"
    paper.write_text("---\nbibliography: refs.bib\n---\n\nMemory needs sleep [@hall2015].\n", encoding="utf-8")
    report = run(pipeline.audit(paper), [unused_entry.check])
    assert len(report.findings) == told


@pytest.mark.parametrize(
    ("other", "severity"),
    [
        ("title = {Naps of shift workers}, author = {Hall, Ann}, pages = {44--51}", "error"),
        ("title = {Naps of shift workers}, doi = {10.5555/s2}, pages = {1--9}, volume = 3", "error"),
        ("title = {Sleep and memory}, doi = {10.5555/s2}", "warning"),  # a DOI may be wrong
        ("title = {Naps of shift workers}, doi = {10.5555/S1}", "warning"),
        ("title = {Schlaf und Gedächtnis}, pages = {1--9}, volume = 3", "warning"),  # a translation, in one place
        ("title = {Sleep and Memory}", "warning"),
        ("author = {Hall, A.}", "warning"),
    ],
)
def test_two_entries_with_one_key(other: str, severity: str) -> None:
    first = HALL.replace("year", "volume = 3, pages = {1--9}, doi = {10.5555/s1}, year")
    report = run(
        audit_text(f"{first}@article{{hall2015, {other}, year = 2015}}\n", form="bibtex"), [duplicate_key.check]
    )
    assert [str(finding.severity) for finding in report.findings] == [severity]
    assert [place.line for place in report.findings[0].related] == [1]
