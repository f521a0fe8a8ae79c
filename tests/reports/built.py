"""Reports built by hand. Every work in them is invented; 10.5555 is the prefix for examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from citeaudit.model import (
    Ambiguous,
    Audit,
    Citation,
    Claim,
    Evidence,
    Finding,
    Found,
    Link,
    Location,
    Manuscript,
    Name,
    NotAsked,
    NotFound,
    Record,
    Reference,
    Report,
    Severity,
    Waived,
    Work,
)
from citeaudit.rules.running import coverage


def place(line: int, column: int = 1, length: int = 10) -> Location:
    return Location(path="paper.md", line=line, column=column, end_line=line, end_column=column + length)


def reference(index: int, record: Record, raw: str) -> Reference:
    return Reference(
        index=index,
        label=str(index),
        raw=raw,
        record=record,
        location=place(20 + index, 4, len(raw)),
        confidence=0.98765,
    )


HALL = Record(
    author=(Name(family="Hall", given="A"), Name(family="Groot", given="B", non_dropping_particle="de")),
    et_al=True,
    title="Melatonin and jet lag in cabin crews: a cohort study",
    container_title="J Sleep",
    year=2015,
    volume="3",
    page="1-9",
)
MOSS = Record(
    author=(Name(family="Müßig", given="D"),),
    title="Lunestazole and recall in older adults: results of the REMWAVE-2 trial",
    container_title="J Sleep",
    year=2019,
    volume="7",
    issue="2",
    page="21-30",
    DOI="10.5555/remwave-2",
)
GROUP = Record(
    type="book",
    author=(Name(literal="The 睡眠 Consortium"),),
    title="Sleep: what is known?",
    publisher="Dreamland Press",
    year=2001,
)

AUDIT = Audit(
    manuscript=Manuscript(path="paper.md", format="markdown", title="Sleep and recall", blocks=()),
    references=(
        reference(
            1,
            HALL,
            "Hall A, de Groot B, et al. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.",
        ),
        reference(
            2,
            MOSS,
            "Müßig D. Lunestazole and recall in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7(2):21-30. "
            "doi:10.5555/remwave-2",
        ),
        reference(3, GROUP, "The 睡眠 Consortium. Sleep: what is known? Dreamland Press; 2001."),
    ),
    citations=(
        Citation(
            id="c1",
            marker="(1,9)",
            location=place(5, 90, 5),
            section="Introduction",
            sentence="Recall is better after sleep (2), and in the REMWAVE-2 trial lunestazole raised it by a third in "
            "adults above the age of seventy (1,9).",
            claim="in the REMWAVE-2 trial lunestazole raised it by a third in adults above the age of seventy",
            links=(Link(label="1", reference=1), Link(label="9", reference=None)),
        ),
        Citation(
            id="c2",
            marker="(2)",
            location=place(7, 12, 3),
            section="Introduction",
            sentence="Müßig et al. say so, too (2).",
            claim="Müßig et al. say so, too",
            narrative_authors=("Müßig",),
            links=(Link(label="2", reference=2),),
        ),
    ),
    resolutions={
        1: NotFound(asked=("crossref", "datacite"), reason="no work has this title"),
        2: Found(
            work=Work(record=MOSS, source="crossref", identifier="10.5555/remwave-2", synthetic=True),
            score=0.987654,
            reason="title, year and pages agree",
        ),
        3: NotAsked(reason="offline"),
    },
    claims=(
        Claim(
            citation="c1",
            reference=1,
            mismatch=0.971239,
            suggested=2,
            two_sided=True,
            evidence=(Evidence(kind="names", text="REMWAVE-2 stands in reference 2, not in 1", weight=4.2),),
        ),
        Claim(citation="c2", reference=2, mismatch=None),
    ),
    citation_form="parentheses",
)

SWAP = Finding(
    check="claim-mismatch",
    group="claim",
    severity=Severity.ERROR,
    confidence=0.971239,
    message="cites reference 1 (Hall 2015), but reference 2 (Müßig 2019) fits",
    location=place(5, 90, 5),
    related=(place(21, 4, 101), place(40)),
    references=(1,),
    citations=("c1",),
    suggested=(2,),
    evidence=("REMWAVE-2 and lunestazole stand in reference 2, not in 1", "Hall 2015 is about melatonin"),
    fingerprint="0123456789abcdef0123",
)
DANGLING = Finding(
    check="dangling-citation",
    group="list",
    severity=Severity.ERROR,
    confidence=1.0,
    message="cites 9, but the list ends with 3",
    location=place(5, 90, 5),
    citations=("c1",),
    fingerprint="1123456789abcdef0123",
)
UNCITED = Finding(
    check="uncited-reference",
    group="list",
    severity=Severity.WARNING,
    confidence=0.9,
    message="reference 3 is cited nowhere",
    location=place(23, 4),
    references=(3,),
    fix={"delete": "reference 3"},
    fingerprint="2123456789abcdef0123",
)


def report(
    audit: Audit = AUDIT,
    findings: tuple[Finding, ...] = (),
    *,
    waived: tuple[Waived, ...] = (),
    incomplete: Mapping[str, str] = MappingProxyType({}),
    crashed: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    """The report of an audit, with its coverage."""
    return Report(
        audit=audit,
        findings=findings,
        waived=waived,
        incomplete=incomplete,
        crashed=crashed,
        coverage=coverage(audit),
        version="0.1.0",
    )


REPORT = report(
    findings=(SWAP, DANGLING, UNCITED),
    incomplete={
        "unresolved-reference": "1 of 3 references were not looked up: offline",
        "pages-mismatch": "1 of 3 references were not looked up: offline",
    },
)
NOTHING = report(Audit(manuscript=replace(AUDIT.manuscript, notes=("byte 7 is not UTF-8",))))
NO_REFERENCES = report(replace(AUDIT, references=(), resolutions={}, claims=(), citations=AUDIT.citations[1:]))
NO_CITATIONS = report(replace(AUDIT, citations=(), claims=()))
CRASHED = report(
    crashed={"citation-order": "KeyError: 'x'"},
    waived=(Waived.of(UNCITED, reason="read by all of us", kind="decision"),),
)

WORD = Location(path="letter.docx", label="paragraph 12")
PDF = Location(path="paper.pdf", page=3)
LINELESS = report(
    replace(
        AUDIT,
        manuscript=replace(AUDIT.manuscript, path="letter.docx", format="docx"),
        references=tuple(replace(reference, location=WORD) for reference in AUDIT.references),
        citations=tuple(replace(citation, location=PDF) for citation in AUDIT.citations),
        resolutions={
            1: Ambiguous(works=(Work(record=MOSS, source="crossref", identifier="x"),) * 2, reason="two editions")
        },
    ),
    findings=(replace(SWAP, location=WORD, related=(PDF,)), replace(UNCITED, location=PDF)),
)
ALL = {
    "swap": REPORT,
    "nothing": NOTHING,
    "no references": NO_REFERENCES,
    "no citations": NO_CITATIONS,
    "crashed": CRASHED,
    "lineless": LINELESS,
}
