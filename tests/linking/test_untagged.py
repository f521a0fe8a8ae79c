"""Citations that stand without a tag."""

from __future__ import annotations

import pytest

from citeaudit.auditing.pipeline import audit_manuscript
from citeaudit.checks.uncited_reference import check
from citeaudit.formats import jats
from citeaudit.linking.untagged import named_untagged, numbered_untagged
from citeaudit.model import Block, BlockKind, Location, Mark, Name, Record, Reference, Run, Style, Text
from tests.manuscripts import audit_text


def reference(
    index: int, label: str = "", family: str = "Moss", year: int | None = 2015, title: str = "", raw: str = ""
) -> Reference:
    record = Record(author=(Name(family=family),), year=year, title=title)
    raw = raw or f"{family} A. {title}. J Sleep {year or ''}."
    return Reference(
        index=index, label=label or str(index), raw=raw, record=record, location=Location(path="a"), confidence=1
    )


LISTED = [reference(n, label) for n, label in enumerate(["1a", "1b", "1c", "2", "3", "4", "5", "6"], 1)]


def block(words: str, *, raised: str = "", marked: str = "[6]") -> Block:
    start = words.find(raised)
    runs = (Run(start, start + len(raised), Style.SUPERSCRIPT),) if raised else ()
    at = words.find(marked)
    return Block(kind=BlockKind.PARAGRAPH, text=Text(words, (), runs), marks=(Mark(at, at + len(marked), ("B6",)),))


@pytest.mark.parametrize(
    ("found", "labels"),
    [
        (block("Sleep [6] helps.[qv: 1c,2]"), "1c 2"),
        (block("Sleep [6] helps, see refs. 3–5."), "3 4 5"),
        (block("Sleep [6] helps (reference 2)."), "2"),
        (block("Sleep [6] helps [1a–c, 4]."), "1a 1b 1c 4"),
        (block("Sleep [6] helps [1]."), "1a 1b 1c"),
        (block("Sleep [6] helps [see 2 and 3]."), "2 3"),
        (block("Sleep [6] helps [77]."), ""),
        (block("Sleep [6] helps (2)."), ""),  # other brackets than those in use
        (block("Sleep (6) helps (2).", marked="(6)"), "2"),
        (block("Sleep [6] helps2.", raised="2"), ""),
        (block("Sleep 6 helps2.", raised="2", marked="6"), "2"),
        (block("Sleep 6 helps (2).", marked="6"), ""),
    ],
)
def test_numbers(found: Block, labels: str) -> None:
    cited = numbered_untagged([found], LISTED)
    assert " ".join(LISTED[index - 1].label for index in sorted(cited)) == labels


@pytest.mark.parametrize(
    ("words", "known", "expected"),
    [
        ("So did Moss et al. (2015).", reference(1), True),
        ("So did Moss, Hall, Lind, and Berg in 2015.", reference(1), True),  # five words between
        ("So did Moss, Hall, Lind, Ober, and Berg in 2015.", reference(1), False),
        ("So it is (Moss 2013, 2014a, b, 2015).", reference(1), True),
        ("So it is (Moss 2013).", reference(1), False),
        ("So did Mosser (2015).", reference(1), False),
        ("So it is (Moss, n.d.).", reference(1, year=None), True),
        ("So did Moss.", reference(1, year=None), False),
        ("As Naps of the nurses (1999) has it.", reference(1, title="Naps of the nurses", year=1980), True),
        (
            "As Naps of nurses (1999) has it.",
            reference(1, title="Naps of nurses", year=1980),
            False,
        ),  # three words are a phrase
    ],
)
def test_names(words: str, known: Reference, expected: bool) -> None:
    found = Block(kind=BlockKind.PARAGRAPH, text=Text(words))
    assert bool(named_untagged([found], [known], {1})) is expected
    assert not named_untagged([found], [known], ())


def test_of_several_alike_the_letter_tells() -> None:
    both = [reference(1, raw="Moss A. Naps. 2015a."), reference(2, raw="Moss A. Dreams. 2015b.")]
    found = Block(kind=BlockKind.PARAGRAPH, text=Text("So did Moss (2015b)."))
    assert named_untagged([found], both, {1, 2}) == {2}


def article(words: str) -> str:
    refs = "".join(
        f'<ref id="B{n}"><label>{n}</label><mixed-citation>{family} A. Naps {n}. J Sleep {2010 + n};3:1-9.</mixed-citation></ref>'
        for n, family in enumerate(("Hall", "Moss", "Berg"), 1)
    )
    return f"<article><front/><body><sec><title>Sleep</title><p>{words}</p></sec></body><back><ref-list>{refs}</ref-list></back></article>"


@pytest.mark.parametrize(
    ("words", "uncited"),
    [
        ("Naps help [{1}], as [2,3] say.", []),
        ("Naps help [{1}], as [2] says.", [3]),
        ("Naps help [{1}], as Moss (2012) and Berg (2012) say.", [3]),
        ("Naps help ({H}), in two ways, (2) and (3).", [2, 3]),  # who cites by names counts by numbers
        ("Naps help ({K}). So do dreams ({H}).", [3]),  # a tag that leads elsewhere: Moss is cited all the same
    ],
)
def test_uncited_references_of_tagged_articles(words: str, uncited: list[int]) -> None:
    tags = {
        "{1}": '<xref ref-type="bibr" rid="B1">1</xref>',
        "{H}": '<xref ref-type="bibr" rid="B1">Hall, 2011</xref>',
        "{K}": '<xref ref-type="bibr" rid="B1">Moss, 2012</xref>',
    }
    for sign, tag in tags.items():
        words = words.replace(sign, tag)
    audit = audit_manuscript(jats.read("a.xml", article(words).encode()))
    assert [finding.references[0] for finding in check.findings(audit)] == uncited


@pytest.mark.parametrize("heading", ["Acknowledgements", "Funding", "Ethics statement", "Conflict of interest", "Abbreviations", "Footnotes", "Author contributions", "Disclosures"])  # fmt: skip
def test_the_back_matter_cites(heading: str) -> None:
    listed = (
        "\n## References\n\n- Hall, A. (2015). Sleep and memory. J Sleep, 3, 1-9.\n"
        "- Moss Team. (2016). Moss: a program for naps. Leeds: Moss.\n"
    )
    text = f"# Sleep\n\nMemory needs sleep (Hall, 2015).\n\n## {heading}\n\nMade with Moss (Moss Team, 2016), under grant 3 (Lind, 2011).\n{listed}"
    audit = audit_text(text)
    assert not list(check.findings(audit))
    assert [citation.marker for citation in audit.citations] == ["(Hall, 2015)", "(Moss Team, 2016)"]
    numbered = "\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n2. Moss D. Naps. J Sleep 2016;7:21-30.\n3. Berg C. Dreams. J Sleep 2017;7:21-30.\n"
    text = f"# Sleep\n\nMemory needs sleep [1].\n\n## {heading}\n\nMade with Moss [2], under grant [3] and no. [9].\n{numbered}"
    assert [citation.marker for citation in audit_text(text).citations] == ["[1]", "[2]"]


def test_who_the_authors_are_cites_nothing() -> None:
    found = audit_text(
        "# Sleep\n\nMemory needs sleep [1].\n\n## Author details\n\nHall [2] works.\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n2. Moss D. Naps. J Sleep 2016;7:21-30.\n"
    )
    assert [finding.references for finding in check.findings(found)] == [(2,)]
