"""Each numeric form, and for each what looks like it and cites nothing."""

from __future__ import annotations

import pytest

from tests.manuscripts import audit_text

NAMES = "Abend Berg Cohen Dahl Ekman Fox Grau Hall Ibsen Juhl Klein Lind".split()
ENTRIES = "\n## References\n\n" + "".join(
    f"{n}. {name} A. Study {n} of sleep in {name.lower()}. J Sleep 20{n:02};{n}:1-9.\n"
    for n, name in enumerate(NAMES, 1)
)
ALL = {
    "parentheses": "Sleep is old (1–3), deep (4,5), long (6), good (7), late (8) and much studied (9–12).",
    "brackets": "Sleep is old [1–3], deep [4,5], long [6], good [7], late [8] and much studied [9–12].",
    "superscript": "Sleep is old,^1–3^ deep,^4,5^ long,^6^ good,^7^ late^8^ and much studied.^9–12^",
}


def cited(form: str, text: str, opening: str | None = None) -> list[tuple[str, list[int | None]]]:
    first = ALL[form] if opening is None else opening
    audit = audit_text(f"# Sleep\n\n{first}\n\n{text}\n{ENTRIES}")
    assert audit.citation_form == form
    return [(c.marker, [link.reference for link in c.links]) for c in audit.citations if (c.location.line or 0) > 3]


@pytest.mark.parametrize(
    ("form", "text", "markers"),
    [
        ("brackets", "So it is [1]–[3].", [("[1]–[3]", [1, 2, 3])]),
        ("brackets", "So it is [1-3, 7].", [("[1-3, 7]", [1, 2, 3, 7])]),
        ("brackets", "So it is [1], [4].", [("[1]", [1]), ("[4]", [4])]),
        ("brackets", "So it is.[2] Nor is it,[3] he said [4].", [("[2]", [2]), ("[3]", [3]), ("[4]", [4])]),
        ("brackets", "So it is [see 2; also 5].", [("[see 2; also 5]", [2, 5])]),
        ("brackets", "So it is [see 2].", [("[see 2]", [2])]),
        ("brackets", "So it is [refs. 2 and 5].", [("[refs. 2 and 5]", [2, 5])]),
        ("parentheses", "So it is (1; 2).", [("(1; 2)", [1, 2])]),
        ("parentheses", "So it is (see 3).", [("(see 3)", [3])]),
        ("parentheses", "So it is (cf. 3,4).", [("(cf. 3,4)", [3, 4])]),
        ("parentheses", "So it is (1)–(3).", [("(1)–(3)", [1, 2, 3])]),
        ("parentheses", "So it is (1 and 2), or not (10—12).", [("(1 and 2)", [1, 2]), ("(10—12)", [10, 11, 12])]),
        ("parentheses", "So it is. (2) Nor is it, (3) he said (4).", [("(2)", [2]), ("(3)", [3]), ("(4)", [4])]),
        (
            "superscript",
            "So it is¹ or not.²,³ Never⁴⁻⁶ again.¹²",
            [("1", [1]), ("2,3", [2, 3]), ("4⁻6", [4, 5, 6]), ("12", [12])],
        ),
        ("superscript", "So it is<sup>1,3</sup> or not.<sup>2</sup>", [("1,3", [1, 3]), ("2", [2])]),
        ("superscript", "So it is^1^, or not.^2–4^ Next.", [("1", [1]), ("2–4", [2, 3, 4])]),
        ("superscript", "So it died.^2^Candida lives.", [("2", [2])]),
    ],
)
def test_forms(form: str, text: str, markers: list[tuple[str, list[int | None]]]) -> None:
    found = cited(form, text)
    assert [links for _, links in found] == [links for _, links in markers]
    if "¹" not in text:
        assert [marker for marker, _ in found] == [marker for marker, _ in markers]


@pytest.mark.parametrize(
    "text",
    [
        "It was so in the years (1999) and (2004), and in 3 (6.2%) of them.",  # years, shares
        "As Figure (2), Table (3), Equation (4), Eq. (5) and steps (6) and (7) show.",
        "We set the mean as defined by (3): it follows (Eq. (4)) that the model (5) holds.",
        "The slope follows from (2) and (3): it is flat.",
        "An effect was seen: F(1,5) = 14.3, p = .01, F(1,6)2nd hour = 7, t(11) = 2.1, χ2(2) = 9.",
        "Rates were 50.5% (20/40), 37.2 (28.7–43.6), (n = 3), (p < 0.01), (95% CI 2–3) and θ ∈ (5;10).",
        "We asked (1) who slept, (2) who woke and (3) why.",
        "Three aims were set: (1) to sleep; (2) 3D images; (3) to wake. Is it (1) Sleep? (2) Wake?",
        "It went from (1) very pale to (7) very dark.",
        "Groups were small: group a (3), group b (7), group c (0), group d (4).",
        "They ate less pork (7), duck (5), fish (5), beans (2) and rice (2).",
        "Genes of glycolysis (11 genes), of respiration (5), of repair (4) and of growth (2) changed.",
        "Eight (8) rats and twelve (12) mice slept at high pH (10) in broth (1–4) mL.",
        "Pathotype 104–1, 2, 3, (6), (7), 11, 13 was used; J Sleep 2015;12(6):1635.",
        "The highest number of genes (5) was found in owls, and most numbers (9) in none.",
        "Owls had the largest number of genes (9), then came bats (5) and cats (2).",
        "Most were found in maize, followed by rice (11), wheat (7) and oats (7).",
        "We follow Equations (1)–(3), Eqs. (4) and (5), and Equation (10).",
        "Bands lie at (1) 1042 and 1077, (2) 1606 and 1622, and (3) 1700 per cm.",
        "It is set to (1) [μ + σ]; (2) [μ + 2σ]; (3) [μ + 3σ].",
        "As twenty-one rats and seven (7) mice, so eleven (11) owls.",
        "There were (1) a, (2) b, (3) c, (4) d, (5) e (6) f, and (7) g.",
        "We hypothesized (1) that it holds. We also hypothesized (2) that it lasts. We then (3) looked.",
        "The isolated compounds (1–10) were dissolved, and so were compounds (1–6) of the first batch.",
        "We took 1,000 (10−3 and 10−4) of α-(1–4) bonds of rows (3) and columns (22,036).",
    ],
)
def test_look_alikes_of_parentheses(text: str) -> None:
    assert [marker for marker, _ in cited("parentheses", text) if marker != "(3)" or "rows" not in text] == []


def test_numbered_paragraphs() -> None:
    assert cited("parentheses", "(1) Coat the plate.\n\n(2) Block the plate.\n\n(3) Wash the plate.") == []


@pytest.mark.parametrize(
    "text",
    [
        "It has 10^5^ cells, 2^10^ bits, an area of 3 m^2^ and a volume of 5 cm^3^.",
        "It has 10⁵ cells, an area of 3 m² and a volume of 5 cm³ at 1 s⁻¹.",
        "Sources of ^90^Y, ^11^C and ^12^C in Ca^2+^ and SO~4~^2−^; CO~2~ and R^2^ = 0.9.",
        "Sources of $^{90}$Y and <sup>11</sup>C; a<sup>th</sup> of it, 5^th^ and 2^nd^.",
        "Marked^a,b^ and starred^*^ values differ^†^ (1) and [2], p^2^ = 3.",
    ],
)
def test_look_alikes_of_superscripts(text: str) -> None:
    assert cited("superscript", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Intervals [0.2, 0.4], [1.5–2.5] and [95% CI 2–3] of x[1] = 3, with [sic] and [a].",
        "It was so in [2015] and [1999].",
    ],
)
def test_look_alikes_of_brackets(text: str) -> None:
    assert cited("brackets", text) == []


@pytest.mark.parametrize(("opening", "left", "right"), [("[11]", "[", "]"), ("(11)", "(", ")")])
def test_consecutive_citations_are_no_counters(opening: str, left: str, right: str) -> None:
    """A paragraph that cites 1 to 10 one after the other, though a higher number was cited before it."""
    run = ", ".join(f"in {name.lower()} {left}{n}{right}" for n, name in enumerate(NAMES[:10], 1))
    form = "brackets" if left == "[" else "parentheses"
    found = cited(form, f"It was seen {run} and nowhere else.", f"Sleep is old {opening}.")
    assert [links for _, links in found] == [[n] for n in range(1, 11)]


def test_consecutive_citations_that_close_sentences_are_no_counters() -> None:
    text = " ".join(f"It was seen in {name.lower()} ({n})." for n, name in enumerate(NAMES[:6], 1))
    assert [links for _, links in cited("parentheses", text)] == [[n] for n in range(1, 7)]


def test_numbers_far_ahead_of_the_order_are_no_citations() -> None:
    entries = "".join(f"{n}. Abend{n} A. Study {n} of sleep. J Sleep 20{n:02};{n}:1-9.\n" for n in range(1, 31))
    text = " ".join(f"Fact number {word} is old ({n})." for n, word in enumerate(("sleep " * 30).split(), 1))
    audit = audit_text(
        f"# Sleep\n\nIt was seen (1). Of genes (26) and families (28) much is known.\n\n{text}\n\n## References\n\n{entries}"
    )
    assert [c.marker for c in audit.citations if c.location.line == 3] == ["(1)"]
    assert len(audit.citations) == 31


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("It rose in the last years.(1) It fell before.(2) It is new.", ["(1)", "(2)"]),
        ("Estimates from (8) were not made of yields.", ["(8)"]),
        ("It is higher than the 6 of Abend et al. (5), and lower than the 15 of Berg et al. (7).", ["(5)", "(7)"]),
        ("In owls (6 landraces) by Abend et al. (5), in bats (7 landraces) and in cats (15 landraces).", ["(5)"]),
        # Ekman is the author of 5, Berg is not of 7
        ("In owls (6 landraces) by Ekman (5), in bats (7 landraces) by Berg (7), in cats (15 landraces).", ["(5)"]),
        ("It is as in our last experiment (5): all slept.", ["(5)"]),
        ("It has layers (2), followed by others (3), and an end.", ["(2)", "(3)"]),
        ("It falls with a lower number of naps (5).", ["(5)"]),
        ("Sleep (1–3), as said, is old.", ["(1–3)"]),  # cited so before
    ],
)
def test_citations_that_look_like_something_else(text: str, markers: list[str]) -> None:
    assert [marker for marker, _ in cited("parentheses", text)] == markers


def _long(text: str, cited_before: str) -> list[str]:
    """The markers of a text in a manuscript with forty references, all cited before it."""
    entries = "".join(f"{n}. Abend{n} A. Study {n} of sleep. J Sleep 19{n + 50};{n}:1-9.\n" for n in range(1, 41))
    audit = audit_text(f"# Sleep\n\n{cited_before}\n\n{text}\n\n## References\n\n{entries}")
    return [c.marker for c in audit.citations if c.location.line == 5]


ONE_BY_ONE = " ".join(f"Fact {chr(96 + n % 26)}x is old ({n})." for n in range(1, 41))
TWO_BY_TWO = " ".join(f"Fact {chr(97 + n % 26)}x is old ({n},{n + 1})." for n in range(1, 40))


@pytest.mark.parametrize(
    ("text", "before", "markers"),
    [
        ("Genes of ears (5), eyes (3), legs (5) and wings (12) grew.", ONE_BY_ONE, []),  # repeat
        ("Genes of ears (5), eyes (3), legs (7) and wings (2) grew.", ONE_BY_ONE, []),  # small
        ("Genes of ears (15), eyes (33), legs (7) and wings (2) grew.", ONE_BY_ONE, ["(15)", "(33)", "(7)", "(2)"]),
        ("Genes of ears (5), eyes (3) and legs (5) grew.", ONE_BY_ONE, ["(5)", "(3)", "(5)"]),
        ("Down-regulation of the genes (12, 13 and 29) was seen.", TWO_BY_TWO, []),
        ("Down-regulation of the genes (12, 13 and 29) was seen.", ONE_BY_ONE, ["(12, 13 and 29)"]),  # no habit known
        ("Down-regulation of the genes (12,13,29) was seen.", TWO_BY_TWO, ["(12,13,29)"]),
    ],
)
def test_counts_of_what_was_cited_before(text: str, before: str, markers: list[str]) -> None:
    assert _long(text, before) == markers


def test_rows_in_short_lists_are_citations() -> None:
    """Who has twelve references cites small numbers, and cites them again."""
    text = "It is so in ears (5), eyes (3), legs (5) and wings (2) of owls."
    assert [marker for marker, _ in cited("parentheses", text)] == ["(5)", "(3)", "(5)", "(2)"]


def test_next_in_the_order_though_set_otherwise() -> None:
    """A document without spaces before its markers, and one marker with a space that cites the next number."""
    first = " ".join(f"Fact {chr(96 + n)}x is old({n})." for n in range(1, 11))
    text = "Nothing is new (11), some (3) say. It is so in all (5) of them; fact eleven is old(11) and twelve(12)."
    assert [m for m, _ in cited("parentheses", text, first)] == ["(11)", "(11)", "(12)"]


@pytest.mark.parametrize(
    ("heading", "markers"),
    [
        ("Group | n", []),
        ("Group | SE", []),
        ("Group | Ref.", ["(4)", "(7)"]),
        ("Species | Reference", ["(4)", "(7)"]),
        ("Species | Studies included", ["(4)", "(7)"]),
        ("Art | Quelle", ["(4)", "(7)"]),
    ],
)
def test_cells_that_hold_only_a_number(heading: str, markers: list[str]) -> None:
    """Standard errors and counts stand alone in their cells, and so do citations below "Reference"."""
    table = f"| {heading} |\n|---|---|\n| Owls | (4) |\n| Bats | (7) |"
    assert [marker for marker, _ in cited("parentheses", table)] == markers


def test_cells_with_words_beside_the_number_are_citations() -> None:
    table = "| Author | n |\n|---|---|\n| Abend (1) | 12 |\n| Berg (2) | 14 (3) |"
    assert [marker for marker, _ in cited("parentheses", table)][:2] == ["(1)", "(2)"]


def test_a_cell_alone_that_nothing_else_cites_is_a_citation() -> None:
    table = "| Group | Note |\n|---|---|\n| Owls | (12) |\n| Bats | (7) |"
    opening = "Sleep is old (1–3), deep (4,5), long (6), good (7), late (8) and much studied (9–11)."
    assert [marker for marker, _ in cited("parentheses", table, opening)] == ["(12)"]


def test_data_availability_may_cite() -> None:
    text = "## Data availability\n\nData are in a public store (12).\n\n## Acknowledgements\n\nWe thank the fund (3)."
    assert [marker for marker, _ in cited("parentheses", text)] == ["(12)"]


def test_a_citation_with_a_page_behind_it() -> None:
    assert cited("parentheses", "Berg ((2):401) and Cohen (3):18 say so.") == [("(2)", [2]), ("(3)", [3])]


def test_a_group_may_hold_one_number_that_the_list_does_not_have() -> None:
    but_last = ALL["brackets"].replace("9–12", "9–11")
    assert cited("brackets", "So it is [12, 99].", but_last) == [("[12, 99]", [12, None])]
    assert cited("brackets", "So it is [12, 99].") == []  # nothing speaks against an interval
