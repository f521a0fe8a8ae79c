"""Features by name: what each measures, and that a model with others is refused."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from citeaudit.claims import company, features, fit, lexicon
from citeaudit.claims.document import Document
from citeaudit.claims.features import ModelError
from citeaudit.claims.inference import compare
from citeaudit.model import Citation, Link
from tests.claims.made import AT, MADE, SLEEP_LIST, listed
from tests.tools import train_claim_model

MODEL = Path(lexicon.__file__).parents[1] / "data" / lexicon.FILE
TABLE = Path(__file__).parent / "features.tsv"


# --------------------------------------------------------------------------- a model and the code


def _lines(*names: str) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _exchanged(names: tuple[str, ...], left: int, right: int) -> tuple[str, ...]:
    order = list(names)
    order[left], order[right] = order[right], order[left]
    return tuple(order)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"features.version": np.array([2])}, "features of version 2, the code version 1"),
        ({"features.version": None}, "features of version 0, the code version 1"),
        (
            {"features.link": None},
            "other link features than the code: only nothing are in the model, only fit.margin, ",
        ),
        (
            {"features.link": _lines(*_exchanged(features.LINK, 3, 9))},
            "other link features than the code: at place 4 fit.above_mean are in the model, company.log_share in the code",
        ),
        (
            {"features.fault": _lines(*_exchanged(features.FAULTS, 3, 4))},
            "at place 4 number-too-low are in the model, number-too-high in the code",
        ),
        (
            {"features.company": _lines("fit.middle", *features.COMPANY[1:])},
            "other company features than the code: only fit.middle are in the model, only fit.centred in the code",
        ),
        ({"features.fit": _lines(*features.FIT_INPUTS, features.FIT_INPUTS[-1])}, "at place 145 "),
        ({"fit.0.weight": np.zeros((32, 143))}, "143 columns for 144 fit features"),
        ({"company.0.weight": np.zeros((24, 16))}, "16 columns for 15 company features"),
    ],
)
def test_a_model_of_other_features_is_refused(changes: Mapping[str, Any], message: str) -> None:
    arrays = {name: array for name, array in {**features.stored(), **changes}.items() if array is not None}
    with pytest.raises(ModelError, match="install citeaudit again, or train the model with this code") as refusal:
        features.check(arrays)
    assert message in str(refusal.value)


def test_a_model_of_the_same_features_is_taken() -> None:
    features.check(features.stored())
    features.check({**features.stored(), "fit.0.weight": np.zeros((32, 144)), "company.0.weight": np.zeros((24, 15))})


@pytest.mark.parametrize("table", features.TABLES)
def test_two_columns_exchanged_in_the_code_are_refused_at_load(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = features.TABLES[table]
    monkeypatch.setattr(features, "TABLES", {**features.TABLES, table: _exchanged(names, 1, 2)})
    with pytest.raises(ModelError, match=f"other {table} features"), MODEL.open("rb") as file:
        lexicon.read(file)


def test_two_columns_exchanged_in_the_model_are_refused_at_load() -> None:
    with np.load(MODEL) as arrays:
        named = {name: arrays[name] for name in arrays.files}
    named["company.0.weight"] = named["company.0.weight"][:, [1, 0, *range(2, 15)]]
    named["features.company"] = _lines(*_exchanged(features.COMPANY, 0, 1))
    file = io.BytesIO()
    np.savez(file, **named)
    file.seek(0)
    with pytest.raises(ModelError, match=r"fit\.standard are in the model, fit\.centred in the code"):
        lexicon.read(file)


def test_naming_the_features_of_a_model_leaves_its_weights_and_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    for path in (first, second):
        path.write_bytes(MODEL.read_bytes())
        train_claim_model.name_features(path)
    assert first.read_bytes() == second.read_bytes()
    with np.load(MODEL) as shipped, np.load(first) as named:
        assert shipped.files == named.files
        assert all(np.array_equal(shipped[name], named[name]) for name in named.files)


def test_stacked_puts_features_in_the_order_of_their_names() -> None:
    table = features.stacked(("a", "b"), {"b": np.array([2.0, 3.0]), "a": np.array([0.0, 1.0])})
    assert table.tolist() == [[0.0, 2.0], [1.0, 3.0]]
    assert {name: values.tolist() for name, values in features.by_name(("a", "b"), table).items()} == {
        "a": [0.0, 1.0],
        "b": [2.0, 3.0],
    }


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"a": np.zeros(1)}, "only nothing were made, only b are named"),
        ({"a": np.zeros(1), "b": np.zeros(1), "c": np.zeros(1)}, "only c were made, only nothing are named"),
    ],
)
def test_stacked_takes_all_features_and_no_other(values: Mapping[str, NDArray[np.float64]], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        features.stacked(("a", "b"), values)


def test_no_name_stands_twice() -> None:
    for names in features.TABLES.values():
        assert len(set(names)) == len(names)


# --------------------------------------------------------------------------- what a text says of a title

PROBE = "More recently naps helped children remember, reported Moss in 2019 in Child Dev."
NEUTRAL = "Prices fell."
CITED = 2  # "Naps and memory consolidation in preschool children"


def _citation(text: str) -> Citation:
    return Citation(
        id="c1",
        marker="[3]",
        location=AT,
        claim=PROBE if text == "claim" else NEUTRAL,
        sentence=PROBE if text == "sentence" else NEUTRAL,
        before=PROBE if text == "before" else "",
        section=PROBE if text == "section" else NEUTRAL,
        paragraph=1 if text == "paragraph" else 0,
        links=(Link(label="3", reference=3),),
    )


@cache
def _raw(text: str) -> dict[str, float]:
    """The features of citation and reference 3, the probe standing in one text alone ("": in none)."""
    citation = _citation(text)
    document = Document((citation,), listed(SLEEP_LIST), (NEUTRAL, PROBE), lexicon.model()[0])
    made = fit.Features(document, fit.vectors(document))
    named = features.by_name(features.FIT, made.raw(slice(0, 1)))
    return {name: float(values[0, CITED]) for name, values in named.items()}


ON_AND_OFF = {
    "shared_rarity": (4.3125, 0.0),
    "shared_cosine": (6.97265625, 0.0),
    "shared_part": (0.3818359375, 0.0),
    "company": (0.603515625, 0.0302734375),
    "citing": (0.4892578125, 0.0),
    "company_alike": (0.6025390625, 0.0),
    "company_much_alike": (0.6025390625, 0.0),
    "company_most_telling": (10.25, 0.90625),
    "citing_alike": (0.58203125, 0.0),
    "citing_much_alike": (0.400390625, 0.0),
    "citing_most_telling": (10.2353515625, 0.0),
    "direction": (0.7275390625, 0.1982421875),
    "explained": (0.791015625, 0.0478515625),
}
"""Each kind of likeness of the title and the probe, and of the title and a text on something else."""

OF_SENTENCES = {
    "sentence.container": (0.5869140625, 0.0068359375),
    "sentence.names": (2.56640625, 0.0),
    "sentence.years": (2.56640625, 0.0),
    "sentence.recent": (0.375, 0.0),
}
"""What a sentence says beside its likeness to the title."""

OF_NEIGHBOURS = {"around.direction": (0.7109375, 0.1982421875)}
"""With the neighbours of a sentence goes the sentence itself."""

TEXTS = {"claim": "claim", "sentence": "sentence", "around": "before", "paragraph": "paragraph", "heading": "section"}
"""The texts of a citation by the prefix of their features, and where they are given."""

ROWS = [
    *(
        (name, TEXTS[name.partition(".")[0]], *ON_AND_OFF[name.partition(".")[2]])
        for name in features.FIT
        if name not in OF_SENTENCES | OF_NEIGHBOURS
    ),
    *((name, "sentence", *values) for name, values in OF_SENTENCES.items()),
    *((name, "before", *values) for name, values in OF_NEIGHBOURS.items()),
]


@pytest.mark.parametrize(("name", "text", "on", "off"), ROWS)
def test_each_feature_of_the_first_score(name: str, text: str, on: float, off: float) -> None:
    assert (_raw(text)[name], _raw("")[name]) == (on, off)
    assert on != off


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_changes_its_own_features_alone(text: str) -> None:
    on, off = _raw(TEXTS[text]), _raw("")
    changed = {name.partition(".")[0] for name in features.FIT if on[name] != off[name]}
    assert changed == (
        {"sentence", "around"} if text == "sentence" else {text}
    )  # the sentence stands among its neighbours


# --------------------------------------------------------------------------- what a document says of a link


@cache
def _compared(name: str) -> tuple[Document, dict[str, NDArray[np.float64]], dict[str, NDArray[np.float64]]]:
    """A made-up manuscript, the features of all its pairs for the second score, and those of its links."""
    manuscript = MADE[name.removesuffix(" in groups")]()
    citations = manuscript.citations
    if name.endswith(" in groups"):  # every citation has a second link
        more = Link(label="12", reference=12)
        citations = tuple(replace(c, links=(*c.links, more)) for c in citations)
    words, named = lexicon.model()
    document = Document(citations, manuscript.references, manuscript.paragraphs, words)
    first, second = lexicon.layers(named, "fit"), lexicon.layers(named, "company")
    vector = fit.vectors(document)
    fits = fit.scores(document, first, vector)
    around = company.Company(document, vector, fits, company.title_likeness(document, vector))
    together, _ = compare(document, first, second)
    return (
        document,
        features.by_name(features.COMPANY, around.features(slice(0, len(citations)))),
        features.by_name(features.LINK, together.features),
    )


def value(table: str, name: str, place: str) -> float:
    """A feature at a place, "exchanged c7 4": manuscript, citation, reference."""
    made, citation, reference = place.rsplit(" ", 2)
    document, pairs, links = _compared(made)
    row, column = [c.id for c in document.citations].index(citation), int(reference) - 1
    if table == "company":
        return float(pairs[name][row, column])
    rows, columns = np.nonzero(document.linked)
    return float(links[name][(rows == row) & (columns == column)][0])


def _table() -> list[tuple[str, str, str, float, str, float]]:
    found = []
    for line in TABLE.read_text("utf-8").splitlines()[1:]:
        table, name, on, on_value, off, off_value = line.split("\t")
        found.append((table, name, on, float(on_value), off, float(off_value)))
    return found


@pytest.mark.parametrize(("table", "name", "on", "on_value", "off", "off_value"), _table())
def test_each_feature_of_links(table: str, name: str, on: str, on_value: float, off: str, off_value: float) -> None:
    assert value(table, name, on) == pytest.approx(on_value, abs=1e-9)
    assert value(table, name, off) == pytest.approx(off_value, abs=1e-9)
    assert on_value != off_value


def test_the_table_has_every_feature() -> None:
    assert [row[:2] for row in _table()] == [
        *(("company", name) for name in features.COMPANY),
        *(("link", name) for name in features.LINK),
    ]
