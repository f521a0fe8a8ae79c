"""What has become of a work, and whether the manuscript says so."""

from __future__ import annotations

import pytest

from citeaudit.matching.standing import (
    concern,
    correction,
    lists_doi,
    notice_facts,
    recorded,
    retraction,
    silent_citations,
)
from citeaudit.matching.told import gone
from citeaudit.model import Audit, Citation, Link, Location, Manuscript, Notice, Record, Reference, Work

GONE, LATER = Notice(kind="retraction", DOI="", date="2012-05"), Notice(kind="withdrawal", DOI="", date="2014-01-02")
BACK, EARLIER = Notice(kind="reinstatement", DOI="", date="2013"), Notice(kind="reinstatement", DOI="", date="2011")
UNDATED_GONE, UNDATED_BACK = Notice(kind="retraction", DOI=""), Notice(kind="reinstatement", DOI="")
DOUBT = Notice(kind="expression_of_concern", DOI="", date="2012-05")
LATER_DOUBT = Notice(kind="expression_of_concern", DOI="", date="2014")
CORRECTED, WITH_DOI = Notice(kind="correction", DOI="", date="2012"), Notice(kind="correction", DOI="1", date="2012")
PLACE = Location(path="p")


def work(*notices: Notice, title: str = "Sleep and memory") -> Work:
    return Work(record=Record(title=title), source="crossref", identifier="10.5555/s", updated_by=notices)


@pytest.mark.parametrize(
    ("notices", "gone"),
    [
        ((), None),
        ((CORRECTED, DOUBT), None),
        ((GONE,), GONE),
        ((LATER, GONE), LATER),
        ((GONE, BACK), None),
        ((GONE, EARLIER), GONE),
        ((GONE, BACK, LATER), LATER),
        ((UNDATED_GONE, BACK), None),
        ((GONE, UNDATED_BACK), None),
        ((GONE, Notice(kind="reinstatement", DOI="", date="2012-05")), None),  # on the same day
        ((BACK,), None),
    ],
)
def test_retraction(notices: tuple[Notice, ...], gone: Notice | None) -> None:
    assert retraction(work(*notices)) == gone


@pytest.mark.parametrize(
    ("title", "kind", "word"),
    [
        ("RETRACTED: Sleep", "retraction", "RETRACTED"),
        ("[Withdrawn] Sleep", "withdrawal", "Withdrawn"),
        ("REMOVED ARTICLE – Sleep", "withdrawal", "REMOVED"),
        ("TEMPORARY REMOVAL: Sleep", "withdrawal", "TEMPORARY REMOVAL"),
        ("Notice of Retraction: Sleep", "retraction", "Notice of Retraction"),
    ],
)
def test_a_title_that_says_so(title: str, kind: str, word: str) -> None:
    notice = retraction(work(title=title))
    assert notice == Notice(kind=kind, DOI="", source="crossref", label=f"the title begins with “{word}”")
    assert retraction(work(GONE, title=title)) == GONE
    assert retraction(work(BACK, title=title)) is None


@pytest.mark.parametrize(
    ("title", "kind", "word"),
    [
        ("Sleep of rats (Retracted article. See vol. 12, pg. 3, 2019)", "retraction", "Retracted"),
        ("Sleep of rats [RETRACTED]", "retraction", "RETRACTED"),
        ("Sleep of rats (withdrawn paper)", "withdrawal", "withdrawn"),
    ],
)
def test_a_title_that_says_so_at_its_end(title: str, kind: str, word: str) -> None:
    notice = retraction(work(title=title))
    assert notice == Notice(kind=kind, DOI="", source="crossref", label=f"the title ends in “{word}”")


def test_a_title_that_tells_of_concern() -> None:
    doubted = work(title="EXPRESSION OF CONCERN: Sleep of rats")
    assert retraction(doubted) is None
    assert concern(doubted) == Notice(
        kind="expression_of_concern",
        DOI="",
        source="crossref",
        label="the title begins with “EXPRESSION OF CONCERN”",
    )


@pytest.mark.parametrize(
    "title",
    [
        "Retracted articles of 2015",
        "Sleep: retracted",
        "Withdrawn rats",
        "Pain of the eyelid (retracted)",
        "Retraction notice to “Sleep”",
        "Temporary removal of teeth",
        "RETRACTED:",
    ],
)
def test_a_title_about_retraction(title: str) -> None:
    assert retraction(work(title=title)) is None


@pytest.mark.parametrize(
    ("notices", "doubt"),
    [
        ((), None),
        ((DOUBT,), DOUBT),
        ((LATER_DOUBT, DOUBT), LATER_DOUBT),
        ((DOUBT, GONE), None),
        ((DOUBT, BACK), None),
        ((LATER_DOUBT, BACK), LATER_DOUBT),
        ((DOUBT, UNDATED_BACK), None),
        ((DOUBT, Notice(kind="reinstatement", DOI="", date="2012-05")), None),
        ((BACK,), None),
    ],
)
def test_concern(notices: tuple[Notice, ...], doubt: Notice | None) -> None:
    assert concern(work(*notices)) == doubt


@pytest.mark.parametrize(
    ("notices", "corrected"),
    [
        ((), None),
        ((CORRECTED,), CORRECTED),
        ((WITH_DOI, CORRECTED), WITH_DOI),
        ((CORRECTED, WITH_DOI), WITH_DOI),
        ((CORRECTED, GONE), None),
        ((CORRECTED, DOUBT), CORRECTED),
    ],
)
def test_correction(notices: tuple[Notice, ...], corrected: Notice | None) -> None:
    assert correction(work(*notices)) == corrected


@pytest.mark.parametrize(
    ("notice", "when", "where"),
    [
        (Notice(kind="retraction", DOI=""), "", ""),
        (Notice(kind="retraction", DOI="10.5555/n", date="2010-02-02"), " on 2010-02-02", " (notice: 10.5555/n)"),
        (Notice(kind="retraction", DOI="", date="2010-02"), " in 2010-02", ""),
        (Notice(kind="retraction", DOI="", date="2010"), " in 2010", ""),
    ],
)
def test_what_is_told_of_a_notice(notice: Notice, when: str, where: str) -> None:
    assert notice_facts(notice) == {"when": when, "notice": where}


@pytest.mark.parametrize(
    ("source", "label", "evidence"),
    [
        ("", "", []),
        ("", "corrigendum", []),
        ("publisher", "", ["recorded by publisher"]),
        ("publisher", "corrigendum", ["recorded by publisher: corrigendum"]),
    ],
)
def test_who_recorded_a_notice(source: str, label: str, evidence: list[str]) -> None:
    assert recorded(Notice(kind="correction", DOI="", source=source, label=label)) == evidence


def audit(*sentences: str, raw: str = "Hall A. Sleep and memory. 2015") -> Audit:
    """A manuscript that cites its only reference in each sentence, and another in one that says nothing."""
    citations = [
        Citation(id=str(at), marker="(1)", location=PLACE, section="", sentence=sentence, claim=sentence, links=(link,))
        for at, sentence in enumerate(sentences)
        for link in (Link(label="1", reference=1),)
    ]
    other = Citation(
        id="x",
        marker="(2)",
        location=PLACE,
        section="",
        sentence="Rain.",
        claim="",
        links=(Link(label="2", reference=2),),
    )
    reference = Reference(index=1, label="1", raw=raw, record=Record(), location=PLACE, confidence=1.0)
    return Audit(
        manuscript=Manuscript(path="p", format="markdown", title="", blocks=()),
        references=(reference,),
        citations=(*citations, other),
    )


@pytest.mark.parametrize(
    ("sentences", "raw", "title", "silent"),
    [
        (("Sleep helps.",), "Hall", "Sleep", ["Sleep helps."]),
        (("Sleep helps.", "It was retracted."), "Hall", "Sleep", ["Sleep helps."]),
        (("It was Retracted.",), "Hall", "Sleep", None),
        ((), "Hall", "Sleep", []),
        (("Sleep helps.",), "Hall. Retracted.", "Sleep", None),
        # Words of the work's own title are about its subject …
        (("It is on retraction.",), "Hall. Retraction.", "Retraction of films", ["It is on retraction."]),
        (("It was retracted.",), "Hall. Retraction.", "Retraction of films", None),
        # … but not those that a publisher put before it.
        (("It was retracted.",), "Hall. Sleep", "RETRACTED: Sleep", None),
    ],
)
def test_citations_that_do_not_say_so(
    sentences: tuple[str, ...], raw: str, title: str, silent: list[str] | None
) -> None:
    cited = audit(*sentences, raw=raw)
    found = silent_citations(cited, cited.references[0], work(title=title), gone)
    assert (None if found is None else [citation.sentence for citation in found]) == silent


@pytest.mark.parametrize(
    ("raw", "doi", "listed"),
    [
        ("Hall. doi:10.5555/S1.", "10.5555/s1", True),
        ("Hall. doi:10.5555/s1", "10.5555/s1", True),
        ("Hall. doi:10.5555/s12", "10.5555/s1", False),
        ("Hall. doi:10.5555/s1/2", "10.5555/s1", False),
        ("Hall. doi:10.5555/s1", "", False),
        ("Hall.", "10.5555/s1", False),
        ("Hall. doi:10a5555/s1", "10.5555/s1", False),
    ],
)
def test_dois_in_the_list(raw: str, doi: str, listed: bool) -> None:
    assert lists_doi(audit(raw=raw), doi) is listed
