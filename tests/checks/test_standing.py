"""What the checks of the group "standing" make of notices and relations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from citeaudit.model import Audit, Found, Work
from citeaudit.rules.running import checks, run
from citeaudit.sources import _crossref_work
from tests.manuscripts import audit_text

ENTRY = "Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:123-9. doi:10.5555/s1"
STANDING = [check for check in checks() if check.group == "standing"]


def answer(**fields: Any) -> Work:
    """A synthetic answer in Crossref's documented shape, read as Crossref's are."""
    work = _crossref_work.work({"DOI": "10.5555/s1", "type": "journal-article", "title": ["Sleep"], **fields})
    assert work is not None
    return work


def update(type: str, year: int = 2019, **fields: Any) -> dict[str, Any]:
    return {"DOI": f"10.5555/{type[0]}{year}", "type": type, "updated": {"date-parts": [[year, 5, 2]]}} | fields


def audited(work: Work, claim: str, entry: str) -> Audit:
    text = f"# Sleep\n\n{claim}\n\n## References\n\n1. {entry}\n"
    audit = audit_text(text)
    return replace(audit, resolutions={1: Found(work=work, score=1.0)})


@pytest.mark.parametrize(
    ("fields", "claim", "entry", "names"),
    [
        ({}, "Memory needs sleep (1).", ENTRY, []),
        ({"updated-by": []}, "Memory needs sleep (1).", ENTRY, []),
        ({"updated-by": [update("retraction")]}, "Memory needs sleep (1).", ENTRY, ["retracted-work"]),
        ({"updated-by": [update("removal")]}, "Memory needs sleep (1).", ENTRY, ["retracted-work"]),
        ({"updated-by": [update("retraction")]}, "No sentence cites it.", ENTRY, ["retracted-work"]),
        ({"updated-by": [update("retraction")]}, "The trial was retracted (1).", ENTRY, []),
        ({"updated-by": [update("retraction")]}, "Memory needs sleep (1).", f"{ENTRY} [Retracted]", []),
        # an update of oneself is a version, not a notice
        ({"updated-by": [update("retraction", DOI="10.5555/S1")]}, "Memory needs sleep (1).", ENTRY, []),
        # the word is the subject of the work
        (
            {"updated-by": [update("retraction")], "title": ["Withdrawal of sleep"]},
            "Withdrawal impairs memory (1).",
            ENTRY.replace("Sleep and", "Withdrawal of sleep and"),
            ["retracted-work"],
        ),
        (
            {"updated-by": [update("retraction", 2018), update("reinstatement", 2019)]},
            "Memory needs sleep (1).",
            ENTRY,
            [],
        ),
        (
            {"updated-by": [update("reinstatement", 2018), update("retraction", 2019)]},
            "Memory needs sleep (1).",
            ENTRY,
            ["retracted-work"],
        ),
        (
            {"updated-by": [update("expression_of_concern"), update("correction")]},
            "Memory needs sleep (1).",
            ENTRY,
            ["corrected-work", "expression-of-concern"],
        ),
        (
            {"updated-by": [update("expression_of_concern", 2017), update("retraction"), update("erratum")]},
            "Memory needs sleep (1).",
            ENTRY,
            ["retracted-work"],
        ),
        ({"updated-by": [update("corrigendum")]}, "Memory needs sleep (1).", ENTRY, ["corrected-work"]),
        ({"updated-by": [update("partial_retraction")]}, "Memory needs sleep (1).", ENTRY, ["corrected-work"]),
        ({"updated-by": [update("new_version")]}, "Memory needs sleep (1).", ENTRY, []),
        ({"type": "posted-content", "updated-by": [update("withdrawal")]}, "Sleep (1).", ENTRY, ["withdrawn-preprint"]),
        ({"type": "posted-content", "title": ["WITHDRAWN: Sleep"]}, "Sleep (1).", ENTRY, ["withdrawn-preprint"]),
        ({"title": ["Withdrawn patients: a cohort"]}, "Sleep (1).", ENTRY, []),
        (
            {"type": "posted-content", "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/J1"}]}},
            "Sleep (1).",
            ENTRY,
            ["published-preprint"],
        ),
        (
            {"type": "posted-content", "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.48550/arxiv.1"}]}},
            "Sleep (1).",
            ENTRY,
            [],
        ),
        ({"relation": {"has-preprint": [{"id-type": "doi", "id": "10.5555/p1"}]}}, "Sleep (1).", ENTRY, []),
        (
            {"DOI": "10.5555/j1", "relation": {"has-preprint": [{"id-type": "doi", "id": "10.5555/s1"}]}},
            "Sleep (1).",
            ENTRY,
            ["published-preprint"],
        ),
    ],
)
def test_what_is_said(fields: dict[str, Any], claim: str, entry: str, names: list[str]) -> None:
    report = run(audited(answer(**fields), claim, entry), STANDING)
    assert report.crashed == {}
    assert [finding.check for finding in report.findings] == names


def test_the_silent_sentences_are_shown() -> None:
    work = answer(**{"updated-by": [update("retraction", source="retraction-watch")]})
    claim = "Memory needs sleep (1). The trial was retracted (1). Naps help (1)."
    (finding,) = run(audited(work, claim, ENTRY), STANDING).findings
    assert [place.column for place in finding.related] == [20, 64]
    assert finding.evidence == ("crossref 10.5555/s1: Sleep", "recorded by retraction-watch: retraction")


def test_an_article_listed_beside_its_preprint_passes() -> None:
    preprint = answer(type="posted-content", relation={"is-preprint-of": [{"id-type": "doi", "id": "10.5555/j1"}]})
    article = answer(DOI="10.5555/j1")
    text = f"# Sleep\n\nSleep (1,2).\n\n## References\n\n1. {ENTRY}\n2. Hall A. Sleep. J Sleep 2016;4:1-9.\n"
    found = {1: Found(work=preprint, score=1.0), 2: Found(work=article, score=1.0)}
    assert run(replace(audit_text(text), resolutions=found), STANDING).findings == ()
    assert len(run(replace(audit_text(text), resolutions={1: found[1]}), STANDING).findings) == 1
