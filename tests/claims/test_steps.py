"""The steps of the engine on small numbers: sums, scores, shifts, exchanges, what a document says of names and years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from citeaudit.claims import company, fit, inference, joint, lexicon, shifts, weigh
from citeaudit.claims.bags import Bags, grid, log_shares, standard_rows
from citeaudit.claims.document import Document
from citeaudit.claims.features import EXCHANGE, FAULTS, LINK, by_name
from citeaudit.claims.lexicon import layers, network, unit
from citeaudit.claims.verdict import Trees, calibrated
from citeaudit.model import Citation, Claim, Link
from tests.claims.made import AT, MADE, SLEEP_LIST, Manuscript, listed, manuscript, reference, shifted, sleep


def document(made: Manuscript) -> Document:
    return Document(made.citations, made.references, made.paragraphs, lexicon.model()[0])


def claims(made: Manuscript) -> tuple[Claim, ...]:
    return weigh(made.citations, made.references, made.paragraphs)


# --------------------------------------------------------------------------- bags


def test_sums_and_maxima_of_bags() -> None:
    bags = Bags.of([[1, 2], [], [3, 1, 3]])
    values = np.array([[0.0, 1.0, 5.0, 2.0], [0.0, 4.0, 3.0, 7.0]], np.float32)
    weights = np.array([0.0, 1.0, 2.0, 3.0], np.float32)
    assert bags.lengths.tolist() == [2, 1, 3]
    assert bags.sums(values, weights).tolist() == [[11.0, 0.0, 13.0], [10.0, 0.0, 46.0]]
    assert bags.highest(values, weights).tolist() == [[10.0, 0.0, 6.0], [6.0, 0.0, 21.0]]
    ids, local = bags.compact()
    assert ids.tolist() == [0, 1, 2, 3]
    assert ids[local.ids].tolist() == bags.ids.tolist()


@pytest.mark.parametrize(
    ("rows", "ids", "starts"),
    [
        (slice(0, 2), [1, 2, 0], [0, 2]),
        (slice(1, 3), [0, 3, 1], [0, 1]),
        (slice(1, 9), [0, 3, 1], [0, 1]),
        (slice(1, None), [0, 3, 1], [0, 1]),
        (slice(2, 3), [3, 1], [0]),
    ],
)
def test_a_slice_of_bags(rows: slice, ids: list[int], starts: list[int]) -> None:
    some = Bags.of([[1, 2], [], [3, 1]]).some(rows)
    assert (some.ids.tolist(), some.starts.tolist()) == (ids, starts)


def test_numbers_on_grids() -> None:
    assert grid(np.array([0.126, 0.1271])).tolist() == [32 / 256, 33 / 256]
    assert grid(np.array([0.3]), 1).tolist() == [0.5]
    assert standard_rows(np.array([[1.0, 3.0]]), 1.0).tolist() == [[-0.5, 0.5]]
    assert log_shares(np.array([[0.0, 0.0, 0.0]])).tolist() == [[-281 / 256] * 3]
    assert log_shares(np.array([[5.0, 5.0 - np.log(3.0)]])).round(2).tolist() == [[-0.29, -1.39]]


# --------------------------------------------------------------------------- networks and trees


def test_a_network_has_rectified_layers_and_a_straight_way() -> None:
    named = {
        "n.0.weight": np.array([[1.0, -1.0], [0.5, 0.5]]), "n.0.bias": np.array([0.0, 1.0]),
        "n.1.weight": np.array([[2.0, 1.0]]), "n.1.bias": np.array([-1.0]),
        "n.2.weight": np.array([[3.0]]), "n.2.bias": np.array([0.25]),
        "n.3.weight": np.array([[0.0, 10.0]]), "n.3.bias": np.array([0.5]),
        "other.0.weight": np.array([[1.0]]),
    }  # fmt: skip
    found = layers(named, "n")
    assert len(found) == 4
    values = network(found, np.array([[3.0, 1.0], [1.0, 3.0], [0.0, -4.0]]))
    assert values.tolist() == [
        3 * (2 * 2 + 3 - 1) + 0.25 + 10 + 0.5,
        3 * (3 - 1) + 0.25 + 30 + 0.5,
        3 * (8 - 1) + 0.25 - 40 + 0.5,
    ]
    assert layers(named, "m") == []


def test_unit_vectors() -> None:
    whole, scale = unit(np.array([[3, 4], [0, 0]], np.int8))
    assert (whole * scale[:, None]).tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0.0, 0.0]]


def test_trees_walk_two_levels_and_speak_for_their_fault() -> None:
    trees = Trees(
        feature=np.array([[0, 1, 1], [0, 0, 0]]),
        threshold=np.array([[0.0, 1.0, 2.0], [9.0, 9.0, 9.0]]),
        leaf=np.array([[0.0, 1.0, 2.0, 3.0], [0.5, 9.0, 9.0, 9.0]]),
        faults=2,
    )
    links = np.array([[0.0, 1.0], [-1.0, 1.5], [0.5, 2.0], [0.5, 2.5]])
    chances = trees.chances(links)
    expected = [1 / (1 + np.exp(0.5 - vote)) for vote in (0.0, 1.0, 2.0, 3.0)]
    assert chances[:, 0].tolist() == pytest.approx(expected, abs=1e-5)
    assert chances.sum(1).tolist() == pytest.approx([1.0] * 4, abs=1e-5)


def test_chances_are_read_between_the_points_of_the_model() -> None:
    points = {"calibration.raw": np.array([0.0, 0.5, 1.0]), "calibration.seen": np.array([0.0, 0.1, 0.9])}
    assert calibrated(np.array([0.0, 0.25, 0.75, 1.0]), points).tolist() == pytest.approx(
        [0.0, 0.05, 0.5, 0.9], abs=1e-5
    )


# --------------------------------------------------------------------------- a document


def _cited(sentence: str, *references: int, **values: Any) -> Citation:
    links = tuple(Link(label=str(number), reference=number) for number in references)
    return Citation(
        id="c1", marker="", location=AT, section="", sentence=sentence, claim=sentence, links=links, **values
    )


def test_names_and_years_of_the_sentence() -> None:
    works = listed(
        (
            reference("Naps", authors="Hall A, La Verde B", year=2015),
            reference("Light", authors="Verde C", year=2015),
            reference("Dreams", authors="Moss D", year=None),
            reference("Snoring", authors="Moss D, Moss E", year=2020),
        )
    )
    citation = _cited("Verde and hall and Moss wrote in 2015 and 2020", 1)
    found = Document((citation,), works, ("",), lexicon.model()[0])
    two, one = np.log(5 / 2), np.log(5)
    assert found.families == {"hall": {0: 1.0}, "verd": {0: 0.5, 1: 1.0}, "moss": {2: 1.0, 3: 1.0}}
    assert found.named()[0].tolist() == pytest.approx([two / 2, two, two, two], abs=0.003)  # "hall" is no name
    assert found.dated()[0].tolist() == pytest.approx([two, two, 0.0, one], abs=0.003)
    assert found.years().tolist() == [0.0, 0.0, 0.0, 5.0]
    assert found.recent().tolist() == [0.0]
    assert Document((replace(citation, sentence="recently"),), works, ("",), lexicon.model()[0]).recent().tolist() == [
        1.0
    ]


def test_years_where_none_is_printed() -> None:
    found = Document((_cited("Naps", 1),), listed((reference("Naps", year=None),)), ("",), lexicon.model()[0])
    assert found.years().tolist() == [0.0]


@pytest.mark.parametrize(("place", "length"), [(0, 3), (1, 1), (2, 1), (-1, 1)])
def test_a_paragraph_that_is_not_there_has_no_words(place: int, length: int) -> None:
    paragraphs = ("naps help students", "")
    found = Document(
        (_cited("Naps", 1, paragraph=place),), listed((reference("Naps"),)), paragraphs, lexicon.model()[0]
    )
    assert found.paragraph.lengths.tolist() == [length]


def test_how_rare_words_are() -> None:
    works = listed((reference("Naps help preschool children"), reference("Naps help older students")))
    found = Document((_cited("naps unheardof", 1),), works, ("naps " * 45, "naps light"), lexicon.model()[0])
    place = {word: at for at, word in enumerate(found.words)}
    sentences = 47 / 15
    assert found.list_rarity[place["nap"]] == pytest.approx(np.log(3 / 2.5), abs=0.01)
    assert found.list_rarity[place["student"]] == pytest.approx(np.log(3 / 1.5), abs=0.01)
    assert found.list_rarity[place["unheardof"]] == pytest.approx(np.log(3 / 0.5), abs=0.01)
    assert found.text_rarity[place["nap"]] == pytest.approx(0.3, abs=0.01)  # never less
    assert found.text_rarity[place["unheardof"]] == pytest.approx(np.log((sentences + 1) / 0.5), abs=0.01)
    assert found.rarity[place["unheardof"]] == found.lexicon.rarity[-1]
    assert found.rarity[0] == found.list_rarity[0] == found.text_rarity[0] == 0.0
    assert (found.listed[place["nap"]], found.in_text[place["nap"]]) == (2, 46)


def test_long_forms_stand_beside_abbreviations() -> None:
    works = listed((reference("Cognitive behavioural therapy of many adults"),))
    paragraphs = ("Cognitive behavioural therapy (CBT) helps.",)
    found = Document((_cited("CBT helps", 1),), works, paragraphs, lexicon.model()[0])
    assert [found.words[word] for word in found.claim.ids] == ["cbt", "help", "cognit", "behaviour", "therapi"]


@pytest.mark.parametrize(("claim", "count"), [("PD-L1 rose", 7), ("PD rose", 2)])
def test_an_abbreviation_of_several_parts_is_one(claim: str, count: int) -> None:
    paragraphs = ("Programmed death ligand 1 (PD-L1) rose.",)
    found = Document((_cited(claim, 1),), listed((reference("Naps"),)), paragraphs, lexicon.model()[0])
    assert found.claim.lengths.tolist() == [count]


def test_the_same_sentence_is_one_in_one_paragraph_only() -> None:
    cited = tuple(_cited("Naps help", 1, paragraph=place) for place in (0, 0, 1))
    found = Document((*cited, _cited("Naps hurt", 1)), listed((reference("Naps"),)), ("", ""), lexicon.model()[0])
    assert found.same_sentence.tolist() == [
        [True, True, False, False], [True, True, False, False], [False, False, True, False], [False, False, False, True],
    ]  # fmt: skip


# --------------------------------------------------------------------------- neighbours


@pytest.mark.parametrize(
    ("labels", "past"),
    [
        (["5"], 1), (["7"], 3), (["8"], 0), (["5", "6"], 2), (["x5"], 0), ([], 0), (["4"], 0), (["6", "9"], 0),
    ],
)  # fmt: skip
def test_overshoot(labels: list[str], past: int) -> None:
    """Numbers without an entry in a list of four."""
    links = tuple(Link(label=label, reference=None) for label in labels)
    citation = replace(_cited("Naps", 1), links=(Link(label="9", reference=1), *links))
    made = Document((citation,), listed([reference("Naps")] * 4), ("",), lexicon.model()[0])
    assert shifts.overshoot(made) == past


FIT = np.array([[0.0, 2.0, 9.0, -1.0], [1.0, 0.0, 0.5, 0.0]])
LINKED = np.array([[True, False, False, False], [False, True, False, True]])
NOWHERE = np.zeros((2, 4), bool)


@pytest.mark.parametrize(
    ("offset", "beside", "expected"),
    [
        (1, NOWHERE, [[2.0, 0, 0, 0], [0, 0.5 / 2**0.5, 0, 0]]),
        (2, NOWHERE, [[5.0, 0, 0, 0], [0, 0, 0, 0]]),  # no more than five nats
        (-1, NOWHERE, [[0, 0, 0, 0], [0, 1 / 2**0.5, 0, 0.5 / 2**0.5]]),
        (-3, NOWHERE, [[0, 0, 0, 0], [0, 0, 0, 1 / 2**0.5]]),
        (3, NOWHERE, [[-1.0, 0, 0, 0], [0, 0, 0, 0]]),
        (4, NOWHERE, [[0, 0, 0, 0], [0, 0, 0, 0]]),
        (1, LINKED | np.array([[False, True, False, False], [False] * 4]), [[0, 0, 0, 0], [0, 0.5 / 2**0.5, 0, 0]]),
    ],
)  # fmt: skip
def test_by_how_much_an_entry_further_down_fits_better(offset: int, beside: Any, expected: list[list[float]]) -> None:
    found = shifts.differences(FIT, LINKED, beside, offset)
    assert found.tolist() == [pytest.approx(row, abs=0.002) for row in expected]


def _exchange(fits: list[list[float]], linked: list[list[int]]) -> tuple[dict[str, list[float]], list[int]]:
    links = np.array(linked, bool)
    found, partner = shifts.exchanges(np.array(fits), links, links)
    return {name: values.tolist() for name, values in found.items()}, partner.tolist()


def test_two_entries_exchanged() -> None:
    """Each of the sentences on 1 and 2 fits the other's entry; that on 3 its own."""
    found, partner = _exchange(
        [[0, 2, 0], [3, 0, 0], [4, 0, 0], [0, 0, 2]], [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]]
    )
    assert partner == [1, 0, 1]
    assert found.keys() == set(EXCHANGE)
    assert [found[name][0] for name in EXCHANGE] == [9.0, 2.0, 2.0, 7.0, 2.0, 3.5, 2.0, 5.5]
    assert [found[name][1] for name in EXCHANGE] == [9.0, 2.0, 7.0, 2.0, 3.5, 2.0, 2.0, 5.5]
    assert [found[name][2] for name in EXCHANGE] == [-2.0, -2.0, -2.0, 0.0, -2.0, 0.0, -2.0, -2.0]


def test_an_entry_is_not_exchanged_with_one_that_nobody_cites() -> None:
    found, partner = _exchange([[0, 2, 0], [0, 0, 0]], [[1, 0, 0], [0, 0, 1]])
    assert partner == [-1, -1, -1]
    assert all(values == [0.0, 0.0, 0.0] for values in found.values())


def test_of_two_neighbours_the_likelier_the_first_of_equals() -> None:
    linked = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert _exchange([[0, 1, 0], [1, 0, 2], [0, 2, 0]], linked)[1][1] == 2
    assert _exchange([[0, 1, 0], [1, 0, 1], [0, 1, 0]], linked)[1][1] == 0


def _shifts(offset: int, from_place: int, entries: int = 6, nats: float = 3.0, past: int = 0) -> shifts.Shifts:
    """Each sentence cites an entry; from one on, the entry `offset` further down fits better."""
    works = listed([reference(f"Naps {place}") for place in range(entries)])
    fits = np.zeros((entries, entries))
    cited = []
    for place in range(entries):
        cited.append(replace(_cited(f"Naps {place}", place + 1), id=f"c{place}"))
        right = place + offset if place >= from_place and 0 <= place + offset < entries else place
        fits[place, right] = nats
    if past:
        cited[-1] = replace(cited[-1], links=(*cited[-1].links, Link(label=str(entries + past), reference=None)))
    made = Document(tuple(cited), works, ("",), lexicon.model()[0])
    return shifts.shifts(made, fits, made.linked)


@pytest.mark.parametrize(("offset", "start"), [(-1, 3), (1, 3), (-2, 4), (2, 3), (-3, 5), (3, 2)])
def test_the_likeliest_shift(offset: int, start: int) -> None:
    found = _shifts(offset, start - 1, entries=12, nats=8.0)
    assert (found.likeliest.start, found.likeliest.offset) == (start, offset)
    behind = found.too_high if offset < 0 else found.too_low
    assert behind[start - 1] > 0.9 > 0.1 > behind[0]
    assert found.offset[start - 1] == offset


def test_what_a_shift_weighs() -> None:
    found = _shifts(-1, 2)
    assert found.evidence_too_high == pytest.approx(4 * 3 * 0.6, abs=0.02)
    assert found.likeliest.log_odds == pytest.approx(4 * 3 * 0.6 - np.log(2 * 6 * 3), abs=0.02)
    assert found.evidence_too_low == pytest.approx(0.0, abs=0.01)
    assert found.too_high[-1] == pytest.approx(1 - found.too_low[-1], abs=0.05)


@pytest.mark.parametrize(("past", "more"), [(0, 0.0), (1, 3.0), (2, 0.0)])
def test_numbers_past_the_end_speak_for_a_shift_by_as_many(past: int, more: float) -> None:
    assert _shifts(-1, 2, past=past).evidence_too_high - _shifts(-1, 2).evidence_too_high == pytest.approx(
        more, abs=0.01
    )


def test_farther_shifts_are_less_likely() -> None:
    far = _shifts(-2, 2)
    assert far.evidence_too_high == pytest.approx(4 * 3 * 0.6 - 2, abs=0.02)
    farther = _shifts(-3, 3)
    assert farther.evidence_too_high == pytest.approx(3 * 3 * 0.6 - 4, abs=0.02)


def test_without_a_shift_none_is_likely() -> None:
    found = _shifts(-1, 99)
    assert found.likeliest.log_odds < 0
    assert max(found.too_high.max(), found.too_low.max()) < 0.1


# --------------------------------------------------------------------------- parts of a document change nothing


@pytest.mark.parametrize(
    "change",
    [
        lambda patch: (patch.setattr(fit, "_ROWS", 5), patch.setattr(fit, "_MOST_FOR_COLUMNS", 25)),
        lambda patch: patch.setattr(fit, "_MOST_CELLS", 0),
        lambda patch: patch.setattr(company, "_ROWS", 5),
    ],
)
def test_results_do_not_depend_on_blocks(
    change: Callable[[pytest.MonkeyPatch], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = claims(shifted())
    change(monkeypatch)
    assert claims(shifted()) == whole


def test_columns_are_learned_from_some_citations_of_a_book(monkeypatch: pytest.MonkeyPatch) -> None:
    made = document(sleep())
    parameters, vector = lexicon.layers(lexicon.model()[1], "fit"), fit.vectors(made)
    whole = fit.scores(made, parameters, vector)
    monkeypatch.setattr(fit, "_ROWS", 4)
    monkeypatch.setattr(fit, "_MOST_FOR_COLUMNS", 12)  # of 24 citations every other block
    half = fit.scores(made, parameters, vector)
    assert float(np.abs(half - whole).max()) == pytest.approx(HALF, abs=1e-6)
    monkeypatch.setattr(fit, "_MOST_FOR_COLUMNS", 11)  # every third
    assert float(np.abs(fit.scores(made, parameters, vector) - whole).max()) == pytest.approx(THIRD, abs=1e-6)


HALF = 3.328125
THIRD = 4.5390625


def test_a_document_too_long_to_weigh_at_once_is_weighed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sleep()
    seen: list[int] = []
    weigh_part = inference._weigh_part

    def counted(citations: Any, references: Any, paragraphs: Any) -> Any:
        seen.append(len(citations))
        return weigh_part(citations, references, paragraphs)

    monkeypatch.setattr(inference, "_weigh_part", counted)
    for most, parts in ((24, [24]), (23, [12, 12]), (8, [8, 8, 8])):
        monkeypatch.setattr(inference, "_MOST_TOGETHER", most)
        seen.clear()
        found = claims(made)
        assert seen == parts
        assert [(claim.citation, claim.reference) for claim in found] == [
            (c.id, link.reference) for c in made.citations for link in c.links
        ]
        assert all(claim.mismatch is not None and claim.mismatch < 0.02 for claim in found)


def test_without_links_there_is_no_claim() -> None:
    made = manuscript((("Sleep", "Naps help [99]."),), SLEEP_LIST)
    assert claims(made) == ()
    assert weigh(made.citations, (), made.paragraphs) == ()


def test_a_reference_cited_twice_by_one_citation_is_one_claim() -> None:
    made = manuscript((("Sleep", "Naps help children [3, 3, 4]."),), SLEEP_LIST)
    assert [claim.reference for claim in claims(made)] == [3, 4]


def test_words_of_markers_say_nothing_of_the_claim() -> None:
    made = manuscript((("Sleep", "Naps help [1]. Light helps [2]. Dreams help [3]."),), SLEEP_LIST)
    plain = claims(made)
    marker, longer = "(Clonazepam, 2020)", "(Clonazepam, 2020) violent dreams"

    def marked(citation: Citation, text: str) -> Citation:
        return replace(
            citation, marker=text, sentence=citation.sentence + text, claim=citation.claim + text,
            before=citation.before + text, after=citation.after + text,
        )  # fmt: skip

    first, second, third = made.citations
    cited = (marked(first, longer), marked(second, marker), third)
    paragraphs = (f"{made.paragraphs[0]} {longer} {marker}",)
    assert weigh(cited, made.references, paragraphs) == plain
    assert weigh((first, *cited[1:]), made.references, paragraphs) != plain  # the longer one is not known to be one


# --------------------------------------------------------------------------- company


def test_in_training_one_citation_of_a_reference_does_not_count() -> None:
    made = document(sleep())
    vector = fit.vectors(made)
    fits = fit.scores(made, lexicon.layers(lexicon.model()[1], "fit"), vector)
    alike = company.title_likeness(made, vector)
    every = slice(0, len(fits))
    plain = company.Company(made, vector, fits, alike).features(every)
    none = company.Company(made, vector, fits, alike, np.full(12, -1)).features(every)
    assert np.array_equal(plain, none)
    spare = np.full(12, -1)
    spare[4] = 13  # the second sentence on light
    fewer = company.Company(made, vector, fits, alike, spare).features(every)
    assert float(np.abs(fewer - plain).sum()) == pytest.approx(SPARED, abs=1e-6)


SPARED = 43.28125
"""By how much all features differ."""


# --------------------------------------------------------------------------- links


def test_documents_without_links_that_stand_alone_have_usual_ones() -> None:
    made = manuscript((("Sleep", "Naps help [3, 4]. Light helps [5, 6]."),), SLEEP_LIST)
    found = document(made)
    named = lexicon.model()[1]
    together, _ = inference.compare(found, lexicon.layers(named, "fit"), lexicon.layers(named, "company"))
    values = by_name(LINK, together.features)
    usual = {"document.log_share": -3.0, "document.first": 0.0, "document.rank": 0.2, "document.spread": 1.0}
    assert {name: values[name].tolist() for name in usual} == {
        name: [round(value * 256) / 256] * 4 for name, value in usual.items()
    }


def test_a_group_has_the_best_margin_of_its_other_links() -> None:
    linked = np.array([[True, True, True], [False, True, False]])
    margin = np.array([[1.0, -2.0, 0.5], [9.0, 4.0, 9.0]])
    rows, columns = np.nonzero(linked)
    assert joint._group(linked, margin, rows, columns).tolist() == [0.5, 1.0, 1.0, 0.0]


def test_the_kinds_of_fault_are_those_of_the_model() -> None:
    assert len(lexicon.model()[1]["trees.feature"]) == 160 * len(FAULTS)
    assert lexicon.model()[1]["trees.feature"].max() < len(LINK)


@pytest.mark.parametrize("name", MADE)
def test_a_second_time_says_the_same(name: str) -> None:
    assert claims(MADE[name]()) == claims(MADE[name]())
