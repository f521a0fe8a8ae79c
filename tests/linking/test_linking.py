"""Markers, look-alikes, sentences, claims, names."""

from __future__ import annotations

import pytest

from citeaudit.linking.sentences import sentences
from tests.manuscripts import LIST, audit_text

ALL = "Each is cited (1), (2), (3) and (4).\n\n"


def cited(text: str, first: str = ALL) -> list[tuple[str, list[int | None]]]:
    audit = audit_text(f"# Sleep\n\n{first}{text}\n{LIST}")
    skip = 4 if first is ALL else 0
    return [(c.marker, [link.reference for link in c.links]) for c in audit.citations][skip:]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Memory (1,3–4) and mood (2; 4).", [("(1,3–4)", [1, 3, 4]), ("(2; 4)", [2, 4])]),
        ("Memory (see 3), as others say (1 and 2).", [("(see 3)", [3]), ("(1 and 2)", [1, 2])]),
        ("Memory (1)–(3).", [("(1)–(3)", [1, 2, 3])]),
        ("Memory (9).", [("(9)", [None])]),
        ("Rates of 50.5% (20/40), 37.2 (28.7–43.6) and (n = 3).", []),
        ("[95% CI: 6.46–9.00], HR =0.68 (0.46–1.00), (*Figure 1*), J Sleep 2015;12(6):1635.", []),
        ("As Figure (1) and Equations (2) and (3) show, f(1) = 2.", []),
        ("We asked (1) who slept, (2) who woke and (3) why.", []),
        ("We found an acid (1), a salt (2), a sugar (3) of 5 kinds and an oil (4).", []),
        ("Counts were 3 (2), 6 (3) and 9 (1).", []),
        ("In the years (2015) and (1999).", []),
    ],
)
def test_parentheses(text: str, markers: list[tuple[str, list[int | None]]]) -> None:
    assert cited(text) == markers


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Memory [1]–[3], mood [4].", [("[1]–[3]", [1, 2, 3]), ("[4]", [4])]),
        ("Memory<sup>1–3</sup>, mood.<sup>4</sup> Area in m<sup>2</sup>.", [("1–3", [1, 2, 3]), ("4", [4])]),
        ("Memory^1,2^ and mood^3,4^, 10^6^ cells.", [("1,2", [1, 2]), ("3,4", [3, 4])]),
        ("We asked (1) who and (2) why of them [1,2]; others [3,4].", [("[1,2]", [1, 2]), ("[3,4]", [3, 4])]),
    ],
)
def test_other_forms(text: str, markers: list[tuple[str, list[int | None]]]) -> None:
    assert cited(text, first="") == markers


def test_markers_set_without_space() -> None:
    first = "Memory(1), mood(2), naps(3), dreams(4).\n\n"
    long = LIST + "5. Fox G. Snoring. J Sleep 2022;1:2-3.\n6. Lee H. Waking. J Sleep 2022;4:5-6.\n"
    audit = audit_text(f"# Sleep\n\n{first}Snoring in 2015(5), R(6), and steps (2) of it.\n{long}")
    assert [c.marker for c in audit.citations] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]


def test_no_citations_in_acknowledgements_affiliations_and_list() -> None:
    text = (
        "# Sleep\n\n<sup>1</sup>Department of Sleep, University of X; <sup>2</sup>Hospital of Y\n\n## Text\n\nMemory (1,2).\n\n"
        f"## Acknowledgements\n\nWe thank grant (3).\n{LIST}\n**Cite this article as:** Hall A. J Sleep 2022;1(2):3.\n"
    )
    assert [c.marker for c in audit_text(text).citations] == ["(1,2)"]
    prose = "The trial ran at the University of X and the Hospital of Y, where adults slept in beds of their own (1,2)."
    long = f"# Sleep\n\n{prose} {'Nobody knew what would come of it in the end. ' * 4}\n{LIST}"
    assert [c.marker for c in audit_text(long).citations] == ["(1,2)"]


def test_citation_fields() -> None:
    text = "## Mood\n\nSleep helps. Moss *et al.* (2) showed that naps help elderly people, and Öberg (4) that light does.\n"
    first, second = audit_text(f"# Sleep\n\n{text}{LIST}").citations
    assert (first.id, first.section, first.narrative_authors) == ("c1", "Mood", ("Moss",))
    assert first.before == "Sleep helps."
    assert first.claim == "naps help elderly people"
    assert second.narrative_authors == ("Öberg",)
    assert first.sentence == second.sentence


@pytest.mark.parametrize(
    "parts",
    [
        ["Kaplan et al. (12) showed it.", "Others did not."],
        ["It was reported by Schettini et al. (41).", "They agree."],
        ["We used 1.5 mg vs. 2.0 mg (i.e. more), cf. Fig. 2 and Dr. Smith.", "The rest follows."],
        ["Is it so?", "It is!", "“Indeed.”", "Really."],
        ["J. A. Smith wrote it in the U.S. in 1999.", "E. coli grew."],
        ["Liver metastasis was seen.", "3 of 5 died.", "(Two lived.)"],
        ["The P. falciparum genome (ca. 23 Mb) was sequenced.", "No. 5 was not."],
        ["Smith et al.", "The study"],
    ],
)
def test_sentences(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[a:b] for a, b in sentences(text)] == parts


def test_a_marker_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    text = "Memory needs sleep.12 Mood too. [3] Naps help."
    spans = [(text.index("12"), text.index("12") + 2), (text.index("[3]"), text.index("[3]") + 3)]
    assert [text[a:b] for a, b in sentences(text, spans)] == ["Memory needs sleep.12", "Mood too. [3]", "Naps help."]


@pytest.mark.parametrize(("by_name", "form"), [(4, "parentheses"), (5, "author-year")])
def test_numbers_of_equations_do_not_cite_a_list_without_numbers(by_name: int, form: str) -> None:
    """They reach all of it; from more than half on, names with a year say how it is cited."""
    families = "Abend Berg Fox Hall Kupp Lind Moss Ober".split()
    cited = "; ".join(f"{family} {2001 + at}" for at, family in enumerate(families[:by_name]))
    equations = "\n\n".join(f"Sleep grows as equation ({n}) shows. It shrinks by night." for n in range(1, 9))
    entries = "\n\n".join(
        f"{f} A ({2001 + n}). “Sleep, part {n}.” J Sleep, {n}(2), 1-9." for n, f in enumerate(families)
    )
    audit = audit_text(f"# Sleep\n\nSleep grows ({cited}).\n\n{equations}\n\n## References\n\n{entries}\n")
    assert len(audit.references) == 8
    assert audit.citation_form == form
