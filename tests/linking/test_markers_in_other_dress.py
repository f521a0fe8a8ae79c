"""Markers in less usual dress, and brackets that the list cannot have: what is a citation, what is nothing, and what is told of it."""

from __future__ import annotations

import pytest

from citeaudit.linking import _counts, _lookalikes, _raised_numbers, _unlisted_numbers
from citeaudit.linking._judgement import Verdict
from citeaudit.linking._refused import REASONS
from citeaudit.model import Audit
from citeaudit.rules.running import coverage, get, run
from citeaudit.rules.wording import coverage_line
from tests.manuscripts import audit_text

NAMES = "Abend Berg Cohen Dahl Ekman Fox Grau Hall Ibsen Juhl Klein Lind".split()
ENTRIES = "\n## References\n\n" + "".join(
    f"{n}. {name} A. Study {n} of sleep in {name.lower()}. J Sleep 20{n:02};{n}:1-9.\n"
    for n, name in enumerate(NAMES, 1)
)
NINE = {
    "brackets": "Sleep is old [1], deep [2,3], long [4-6], good [7] and late [8,9].",
    "parentheses": "Sleep is old (1), deep (2,3), long (4-6), good (7) and late (8,9).",
    "superscript": "Sleep is old,^1^ deep,^2,3^ long,^4-6^ good^7^ and late.^8,9^",
}
ALL = {form: text.replace("8,9", "8-12") for form, text in NINE.items()}


def audited(form: str, text: str, opening: str) -> Audit:
    found = audit_text(f"# Sleep\n\n{opening}\n\n{text}\n{ENTRIES}")
    assert found.citation_form == form
    return found


def labels(audit: Audit) -> list[str]:
    return [link.label for c in audit.citations if (c.location.line or 0) > 3 for link in c.links]


@pytest.mark.parametrize(
    ("form", "text", "numbers"),
    [
        *(
            ("brackets", f"Light was seen {marker}.", numbers)
            for marker, numbers in [
                ("[10--12]", "10 11 12"),
                ("[10---12]", "10 11 12"),
                ("[10 to 12]", "10 11 12"),
                ("[10 through 12]", "10 11 12"),
                ("[10 bis 12]", "10 11 12"),
                ("[10]--[12]", "10 11 12"),
                ("[10, p. 12]", "10"),
                ("[10, pp. 12–15]", "10"),
                ("[10, p. 12; 11, p. 4]", "10 11"),
                ("[10, 11, p. 5]", "10 11"),
                ("[10, pp. 3, 5, 11]", "10"),
                ("[10, Table 2]", "10"),
                ("[10, Fig. 2a]", "10"),
                ("[10, Theorem 2.1]", "10"),
                ("[10, § 3]", "10"),
                ("[10, Vol. II]", "10"),
                ("[10, S. 12 f.]", "10"),
                ("[10, с. 12]", "10"),
                ("[10:15]", "10"),
                ("[10: 15-17]", "10"),
                ("[10，11]", "10 11"),
                ("[10；11]", "10 11"),
                ("［10］", "10"),
                ("【10】", "10"),
                ("〔10〕", "10"),
                ("［１０～１２］", "10 11 12"),
                ("[10, 11, ...]", "10 11"),
                ("[10, 11, …]", "10 11"),
                ("[10, 11, etc.]", "10 11"),
                ("[10 and references therein]", "10"),
                ("[10–12, for a review]", "10 11 12"),
                ("[for a review, see 10]", "10"),
                ("[see 10; but see 11]", "10 11"),
                ("[vgl. 10]", "10"),
                ("[voir 10]", "10"),
                ("[10+11]", "10 11"),
                ("[10 und 11]", "10 11"),
                ("[10 y 11]", "10 11"),
                ("[10 e 11]", "10 11"),
                ("[10 и 11]", "10 11"),
                ("[10 or 11]", "10 11"),
                ("[#10, #11]", "10 11"),
                ("[no. 10]", "10"),
                ("[Ref. 10]", "10"),
                ("[ref.10]", "10"),
                ("[10••, 11•]", "10 11"),
                ("[10*]", "10"),
                ("(refs 10 and 11)", "10 11"),
                ("(reviewed in ref. 10)", "10"),
                ("(ref. 13)", "13"),
                ("(ref. 99)", "99"),
                ("[13]", "13"),
                ("[99]", "99"),
                ("[12–14]", "12 14"),
                ("[13–15], as were naps", "13 15"),
                ("by Moss et al. [13] in 2015", "13"),
                ("in 30 lands [10–12]", "10 11 12"),
                ("in Table 2 [10, 11]", "10 11"),
                ("in 20 rats [10]", "10"),
                ("by the algorithm [10]", "10"),
                ("in [10], too", "10"),
            ]
        ),
        ("brackets", "As shown in reference 10, light matters.", "10"),
        ("brackets", "As refs. 10 and 11 show, light matters.", "10 11"),
        ("brackets", "References 10, 11, and 12 show it.", "10 11 12"),
        ("brackets", "As Ref. [10] shows, light matters.", "10"),
        ("brackets", "In group A of reference 10.5 it was so.", ""),
        ("parentheses", "Light matters (10, p. 12).", "10"),
        ("parentheses", "Light matters (10--12).", "10 11 12"),
        ("parentheses", "Light matters (10 to 12).", "10 11 12"),
        ("parentheses", "Light matters（10，11）.", "10 11"),
        ("parentheses", "Light matters (10)( see Moss).", "10"),
        ("parentheses", "Light matters (see 10; also 11).", "10 11"),
        ("parentheses", "Light matters (10, Table 2).", "10"),
        ("parentheses", "Light matters (refs 10 and 11).", "10 11"),
        ("parentheses", "As reference 10 shows, light matters.", "10"),
        ("parentheses", "Light matters (13).", "13"),
        ("parentheses", "In 2015 (10) it fell by 30% (11, 12).", "10 11 12"),
        ("parentheses", "Women (10) and men (11) sleep.", "10 11"),
        ("superscript", "Light matters.<sup>10</sup>-<sup>12</sup>", "10 11 12"),
        ("superscript", "Light matters.^10^–^12^", "10 11 12"),
        ("superscript", "Light matters.^10--12^", "10 11 12"),
        ("superscript", "Light matters.^10(p5),11^", "10 11"),
        ("superscript", "Light matters.^10,^ ^11^", "10 11"),
        ("superscript", "Light matters.^［10］^", "10"),
        ("superscript", "Light matters.10 Noise does, too.", "10"),
        ("superscript", "Light matters,10 and noise does, too.", "10"),
        ("superscript", "Light matters.10,11 Noise does, too.", "10 11"),
        ("superscript", "Light matters (ref. 10).", "10"),
        ("superscript", "TNF^10^ matters in 2015.^11^", "10 11"),
        ("superscript", "Light matters.^13^", "13"),
        ("superscript", "It fell by 5%^13^ in COVID-19.^14^", "13 14"),
        ("superscript", "Sleep in the light ^12,13^ is short, as in the dark (by night) ^13–15^.", "12 13 13 15"),
        ("superscript", "It is so. ^99^ It is not.", "99"),
    ],
)
def test_cited(form: str, text: str, numbers: str) -> None:
    assert labels(audited(form, text, NINE[form])) == numbers.split()


NOTHING = [
    ("brackets", "The hazard ratio was 2 [1-14] in men."),
    ("brackets", "Its age was 24 [12–30] years."),
    ("brackets", "The median was 5 [3, 9] days, the range [2–14]."),
    ("brackets", "Doses of 10 [5–15] mg were given for 12 months [3–14]."),
    ("brackets", "From Eq. [14] it follows, as from Eqs. [3] and [4]."),
    ("brackets", "See Section [15], Table [14], Figures [3] and [4] and Algorithm [13]."),
    ("brackets", "We read array[14] and x[3] in the loop; line [20] of it fails."),
    ("brackets", "The scale ranges from [1] to [20]."),
    ("brackets", "It lies in [0, 14], for x in [5,14], and over [13, 15] for all."),
    ("brackets", "Set v = [1, 2, 3] and the vector [4, 5]; with N=[13] it stops."),
    ("brackets", "It was so in [2015] along the [111] planes, and in [13, 14] of them."),
    ("parentheses", "Scores were 5 (3-9) before and 7 (4-15) after."),
    ("parentheses", "The median was 5 (3–9), the mean age 24 (12), the mean score of 24 (13)."),
    ("parentheses", "The mean (SD) age was 24 (12) years; the hazard ratio was 2 (1-14) in men."),
    ("parentheses", "Of them, women (15) and men (20) slept."),
    ("parentheses", "Cases (n=13) and controls (14) slept; so did owls (n = 3) and bats (4)."),
    ("parentheses", "Grade III (13) and IV (14) tumours were seen in group A (13)."),
    ("parentheses", "Stage (14) was reached; step (13) was last."),
    ("parentheses", "Items (13) and (14) loaded on it, as did compound (13)."),
    ("parentheses", "It was rated from never (1) to always (5)."),
    ("parentheses", "The 95% CI (2–14) was wide; the IQR was 7 (4–13)."),
    ("parentheses", "(13) Rats were fed."),
    ("superscript", "The X^13^ factor, in GF^15^, a field."),
    ("superscript", "Let x^2^ + y^14^ and n^4^ be so; (a + b)^3^ and sin^2^ are."),
    ("superscript", "P^32^ and C^14^ and Tc^9^ were used."),
    ("superscript", "It holds the 5^13^ states and 10^13^ cells."),
]


@pytest.mark.parametrize(("form", "text"), NOTHING)
def test_not_cited(form: str, text: str) -> None:
    found = audited(form, text, ALL[form])
    assert labels(found) == []
    assert list(run(found, [get("dangling-citation")]).findings) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("We read array[14] in the loop.", ""),
        ("We read array[12] in the loop.", "12"),
        ("So did Moss et al.[14] in spring.", "14"),
    ],
)
def test_set_otherwise(text: str, numbers: str) -> None:
    assert labels(audited("brackets", text, ALL["brackets"])) == numbers.split()


def test_a_bracket_set_otherwise_among_few_is_a_citation() -> None:
    assert labels(audited("brackets", "We read owls[14] in spring.", "Sleep is old [1-6] and new [7-12].")) == ["14"]


# --------------------------------------------------------------------------- what was not taken


@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        ("brackets", "See Section [15] and 24 [12–30] years.", "2 brackets that look like markers were not taken"),
        ("brackets", "See Section [15].", "1 bracket that looks like a marker was not taken"),
        ("superscript", "The X^13^ factor.", "1 raised number that looks like a marker was not taken"),
        ("brackets", "It was so in [1000] and Eq. [3]. There are [999] of (3) owls.", "1 bracket that looks like a marker was not taken"),
        ("parentheses", "It was so: bats (37) and owls (36).", "2 brackets that look like markers were not taken"),
        ("parentheses", "It was so: bats (37) and owls (38).", "1 bracket that looks like a marker was not taken"),
        ("parentheses", "We ask (1) who, (2) why, F(1,4) = 3.", ""),
        ("brackets", "It is so [1].", ""),
    ],
)  # fmt: skip
def test_what_was_not_taken_is_counted(form: str, text: str, told: str) -> None:
    line = coverage_line(run(audited(form, text, ALL[form]), []))
    assert told in line
    assert ("not taken" in line) is bool(told)


def test_what_was_not_taken_has_place_and_reason() -> None:
    found = audited("brackets", "Sleep is new [2]. See Section [15].", ALL["brackets"])
    (refused,) = found.refused
    assert (refused.marker, refused.rule) == ("[15]", "part_of_document")
    assert (refused.location.line, refused.location.column) == (5, 31)
    assert refused.reason == "a part of this document is named so"
    assert coverage(found).refused == 1


def test_names_with_a_year_that_were_not_taken_are_counted() -> None:
    entries = "- Abend, R. (2001). Light. *J Sleep*, 1, 1–9.\n- Fox, G. (1990). Naps. *J Sleep*, 2, 1–9.\n"
    text = "Sleep is old (Abend, 2001; Fox, 1990). We ran it (Acme Sleep Analyzer, 2015) in 2015."
    found = audit_text(f"# Sleep\n\n{text}\n\n## References\n\n{entries}")
    assert [(refused.marker, refused.rule) for refused in found.refused] == [
        ("Acme Sleep Analyzer, 2015", "several_words")
    ]


def test_every_doubt_has_a_reason() -> None:
    rules = [(rule.name, rule.verdict) for rule in (*_lookalikes.LOOK_ALIKES, *_lookalikes.SQUARE_LOOK_ALIKES)]
    rules += [(rule.name, rule.verdict) for rule in _raised_numbers.RAISED_LOOK_ALIKES]
    rules += [(rule.name, rule.verdict) for rule in _unlisted_numbers.UNLISTED_NUMBERS]
    rules += [(rule.name, rule.verdict) for rule in _unlisted_numbers.UNLISTED_RAISED]
    rules += [(rule.name, rule.verdict) for rule in _counts.TALLIES]
    assert {name for name, verdict in rules if verdict is not Verdict.CITES} <= REASONS.keys()
