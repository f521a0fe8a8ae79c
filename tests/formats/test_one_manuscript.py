"""One manuscript, all formats: the same references, links and findings from all.

The files in `fixtures/formats/` are made by `python -m tests.formats.make`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from citeaudit.auditing import pipeline
from citeaudit.model import Audit, Location
from citeaudit.rules.running import run
from tests.formats import article

FOLDER = Path(__file__).parents[2] / "fixtures" / "formats"
TYPED_KEYS = ("keys.md", "main.tex")
"""Where the author types keys, messages name them."""

FORMS = {
    "numbers.md": ("markdown", "brackets"),
    "names.md": ("markdown", "author-year"),
    "keys.md": ("markdown", "tags"),
    "main.tex": ("latex", "tags"),
    "numbers.docx": ("docx", "superscript"),
    "zotero.docx": ("docx", "tags"),
    "endnote.docx": ("docx", "tags"),
    "article.xml": ("jats", "tags"),
    "numbers.pdf": ("pdf", "superscript"),
    "names.pdf": ("pdf", "author-year"),
    "numbers.odt": ("odt", "superscript"),
    "numbers.rtf": ("rtf", "superscript"),
}


@cache
def audited(name: str) -> Audit:
    if name.endswith((".odt", ".rtf")):
        pytest.importorskip("pypandoc", reason="pandoc is an extra: pip install 'citeaudit[pandoc]'")
    return pipeline.audit(FOLDER / name)


def key_of(audit: Audit, index: int | None) -> str:
    """The key of the synthetic work that a reference is, by its title and year."""
    assert index is not None
    record = audit.reference(index).record
    (key,) = (
        k for k, work in article.WORKS.items() if work["title"] == record.title and article.year(k) == record.year
    )
    return key


UNUSED = "unused-entry"
"""Bibliographies hold an entry that nothing cites; where a program makes the list, it is not there."""


@pytest.mark.parametrize("name", FORMS)
def test_format_and_form_are_recognised(name: str) -> None:
    audit = audited(name)
    assert (audit.manuscript.format, audit.citation_form) == FORMS[name]
    assert audit.manuscript.title == article.TITLE


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_every_reference(name: str) -> None:
    audit = audited(name)
    assert sorted(key_of(audit, reference.index) for reference in audit.references) == sorted(article.WORKS)
    for reference in audit.references:
        work, record = article.WORKS[key_of(audit, reference.index)], reference.record
        assert [author.family for author in record.author] == [author["family"] for author in work["author"]]
        assert record.container_title == work["container-title"]
        assert (record.volume, record.page.replace("–", "-")) == (work["volume"], work["page"])


@pytest.mark.parametrize("name", FORMS)
def test_every_link(name: str) -> None:
    audit = audited(name)
    links = [sorted(key_of(audit, link.reference) for link in citation.links) for citation in audit.citations]
    assert links == [sorted(keys) for keys in article.cited()]


@pytest.mark.parametrize("name", FORMS)
def test_the_same_finding(name: str) -> None:
    audit = audited(name)
    report = run(audit)
    assert report.crashed == {}
    if (
        FORMS[name][1] == "author-year" or name == "endnote.docx"
    ):  # the marker prints the author and year of what it cites: it was meant
        assert report.findings == ()
        return
    assert {finding.check for finding in report.findings} <= {
        "claim-mismatch",
        UNUSED,
    }  # in two forms its chance is near a half
    claim = max(audit.claims, key=lambda claim: claim.mismatch or 0.0)
    assert [key_of(audit, index) for index in (claim.reference, claim.suggested)] == ["quist2013", "moss2019"]
    better = "[moss2019]" if name in TYPED_KEYS else "reference"
    assert claim.evidence[0].text.startswith(f"REMWAVE-2 and lunestazole stand in {better}")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("main.tex", "drugs.tex:4"),
        ("keys.md", "keys.md:15"),
        ("numbers.docx", "paragraph 6"),
        ("numbers.pdf", "page 2, line 12"),
        ("article.xml", "article.xml:10"),
    ],
)
def test_a_place_that_a_person_can_go_to(name: str, place: str) -> None:
    (location,) = {finding.location for finding in run(audited(name)).findings if finding.check != UNUSED}
    assert place in described(location)


def described(location: Location) -> str:
    return f"{Path(location.path).name}:{location.line} {location.label}"
