"""Names in sentences against the authors cited: what is an error, what a warning, and what is no accusation at all."""

from __future__ import annotations

import pytest

from citeaudit.rules.running import get, run
from tests.manuscripts import audit_text

LIST = """
## References

1. Hall A, Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
2. Moss D, Lind E. Naps in older adults. J Sleep 2019;7:21-30.
3. Vila Grande A, Samadi Karimi K. Dreams of pilots. J Sleep 2014;2:2-9.
4. Van Del Brook P, Fox G. Owls at night. J Sleep 2013;1:3-9.
5. Xu Lifeng, Wei Chen. Rest and labour. J Sleep 2012;1:10-9.
6. Krauss T, et al. Light and the clock. J Sleep 2011;1:20-9.
7. Ember S. Sleep of the Ember workers. Ember Institute; 1963.
8. Zorn K, SleepFinder M. SleepFinder: a program for logs. J Sleep 2010;9:9-19.
"""


def found(sentence: str) -> list[str]:
    audit = audit_text(f"# Sleep\n\nSleep matters [1-8].\n\n{sentence}\n{LIST}")
    report = run(audit, {get("narrative-author-mismatch")})
    assert report.crashed == {}
    return [f"{finding.severity} {finding.message}" for finding in report.findings]


ERROR = "error the sentence names Moss, but reference 1 is by Hall, Berg; reference 2 is by Moss"
WARNING = ERROR.replace("error", "warning", 1)
INFO = ERROR.replace("error", "info", 1)


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("Moss et al. [1] showed it.", ERROR),
        ("Moss DK, et al. [1] showed it.", ERROR),
        ("Moss D.K. et al. [1] showed it.", ERROR),
        ("Moss et al. (2019) [1] showed it.", ERROR),
        ("Moss et al. in [1] showed it.", ERROR),
        ("It is so, while Moss and colleagues [1] deny it.", ERROR),
        ("Moss et al.'s model [1] showed it.", WARNING),
        ("Moss et al. proposed a theory of memory in their second paper [1].", WARNING),
        ("Moss et al. proposed a theory of memory, which explains owls [1].", INFO),
        ("Moss et al. proposed a theory of memory while owls slept [1].", INFO),
        ("Bloom et al. [1] showed it.", "warning the sentence names Bloom, but reference 1 is by Hall, Berg"),
        # It may be the given name of Hall, A.
        ("Anna et al. [1] showed it.", "info the sentence names Anna, but reference 1 is by Hall, Berg"),
    ],
)
def test_accused(sentence: str, message: str) -> None:
    assert found(sentence) == [message]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hall et al. [1] showed it.",
        "Berg et al. [1] showed it.",
        "Moss, Berg, and Lind [1] showed it.",  # one of them wrote it
        "Hall, Moss et al. [1] showed it.",
        "Hall AB, et al. [1] showed it.",  # initials are no name
        "The study of Vila Grande et al. [3] agrees.",  # "la" is the end of a word
        "The study of Samadi Karimi et al. [3] agrees.",
        "The index of Van Del Brook and Fox [4] was used.",
        "The index of Brook et al. [4] was used.",
        "Xu et al. [5] agree.",  # printed, though as a given name
        "Steel et al. [7] agree.",  # an institute is the author
        "Logs were read by the servers Zorn2Sleep and SleepFinder [8].",
        "Sleep needs metals such as Fe and Zn [1].",
        "So it is in the USA and Canada [1].",
        "Probes were made: SleepRed, SleepGreen, and others [1].",
        "Moss et al. proposed a theory of memory (see also [1]).",
        "In 1990, Moss et al. slept well (reviewed in [1]).",
        "We found it in Moss et al.'s data together with naps [1].",
        "As was described by Moss et al. The owls slept well [1].",
        "Moss et al. slept.[ref: 9a] Naps help [1].",
        "Owls sleep (Moss et al., 2019; Lind et al., 2018) and naps help [1].",
        "Moss et al. [2] found it as did others of that time [1].",
        "Bloom et al. proposed a theory of memory [1].",  # far, and nobody of the list
    ],
)
def test_not_accused(sentence: str) -> None:
    assert found(sentence) == []


def test_a_given_name_whose_year_agrees_is_no_error() -> None:
    assert found("Hadley et al. (2019) [2] showed it.") == [
        "warning the sentence names Hadley, but reference 2 is by Moss, Lind"
    ]
    assert found("Dana et al. (2019) [2] showed it.") == [
        "info the sentence names Dana, but reference 2 is by Moss, Lind"
    ]


def test_one_fault_is_one_finding() -> None:
    audit = audit_text(
        f"# Sleep\n\nSleep matters [1-8]. Moss et al. [1] slept. Moss et al. [1] woke. Moss et al. [3] dreamt.\n{LIST}"
    )
    findings = run(audit, {get("narrative-author-mismatch")}).findings
    assert [[audit.citations.index(c) for c in audit.citations if c.id in f.citations] for f in findings] == [
        [1, 2],
        [3],
    ]
