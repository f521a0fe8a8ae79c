"""What the engine computes on the way, for made-up manuscripts, as kept in `golden/`.

    python -m tests.claims.golden_values

writes the files after a change that is meant to change them, as a new model is. Values stand on binary grids, so they are the
same on every machine.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citeaudit.claims import company, features, fit, lexicon, verdict
from citeaudit.claims.document import Document
from citeaudit.claims.inference import compare, judged_links
from tests.claims.made import MADE, Manuscript

FOLDER = Path(__file__).parent / "golden"
WHOLE = ("exchanged", "shifted")
"""Manuscripts of which every step is kept; of the others what is said of their links."""


def _rounded(values: NDArray[Any]) -> list[Any]:
    found: list[Any] = np.round(np.asarray(values, np.float64), 6).tolist()
    return found


def _of_citations(values: NDArray[Any], linked: NDArray[np.bool_]) -> list[list[float]]:
    """For each citation the sum over all references, and the values of those it cites."""
    return [
        [*_rounded(row.sum(keepdims=True)), *_rounded(row[cited])] for row, cited in zip(values, linked, strict=True)
    ]


def steps(manuscript: Manuscript) -> dict[str, Any]:
    """Every step from words to chances."""
    words, named = lexicon.model()
    document = Document(manuscript.citations, manuscript.references, manuscript.paragraphs, words)
    first, second = lexicon.layers(named, "fit"), lexicon.layers(named, "company")
    vector = fit.vectors(document)
    alike = company.title_likeness(document, vector)
    fits = fit.scores(document, first, vector)
    made = fit.Features(document, vector)
    together, scores = compare(document, first, second)
    every = slice(0, len(document.citations))
    raw = features.by_name(features.FIT, made.raw(every))
    seen = np.concatenate([values for _, values in fit.inputs(document, made)])
    around = features.by_name(features.COMPANY, company.Company(document, vector, fits, alike).features(every))
    sentences = company.sentences_alike(document, vector, fits)
    chances = verdict.trees(named).chances(together.features)
    return {
        "words": {
            name: _rounded(values[:40])
            for name, values in (
                ("rarity", document.rarity),
                ("list_rarity", document.list_rarity),
                ("text_rarity", document.text_rarity),
                ("listed", document.listed),
                ("in_text", document.in_text),
            )
        },
        "titles alike": {"words": _rounded(alike[0]), "direction": _rounded(alike[1])},
        "fit": {name: _of_citations(values, document.linked) for name, values in raw.items()},
        "fit inputs": {
            name: _rounded(values[document.linked])
            for name, values in features.by_name(features.FIT_INPUTS, seen).items()
        },
        "fit score": dict(zip((c.id for c in document.citations), _rounded(fits), strict=True)),
        "sentences alike": {name: _rounded(values.sum(1)) for name, values in sentences.items()},
        "company": {name: _of_citations(values, document.linked) for name, values in around.items()},
        "company score": dict(zip((c.id for c in document.citations), _rounded(scores), strict=True)),
        "link": {name: _rounded(values) for name, values in features.by_name(features.LINK, together.features).items()},
        "joint": {
            "better": _rounded(together.better),
            "better_share": _rounded(together.better_share),
            "partner": _rounded(together.partner),
            "shifted": _rounded(together.shifted),
            "in_run": _rounded(together.in_run),
            "shift": [together.shift.start, together.shift.offset, round(together.shift.log_odds, 6)],
        },
        "chances": {name: _rounded(chances[:, place]) for place, name in enumerate(features.FAULTS)},
    }


def judged(manuscript: Manuscript) -> dict[str, Any]:
    """What is said of each link, with the rules that said it and the evidence."""
    found = judged_links(manuscript.citations, manuscript.paragraphs, manuscript.references, {})
    return {
        f"{link.claim.citation} cites {link.claim.reference}": {
            "mismatch": link.claim.mismatch,
            "fault": link.claim.fault.value if link.claim.fault else None,
            "suggested": link.claim.suggested,
            "outranked": link.claim.outranked,
            "rules": list(link.rules),
            "evidence": [f"{e.kind} {round(e.weight, 3)}: {e.text}" for e in link.claim.evidence],
        }
        for link in found
    }


def values(name: str) -> dict[str, Any]:
    """All that is kept of a manuscript."""
    manuscript = MADE[name]()
    return {**(steps(manuscript) if name in WHOLE else {}), "links": judged(manuscript)}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in MADE:
        tables = values(name)
        parts = [
            f"{json.dumps(table)}: {{\n"
            + ",\n".join(f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in rows.items())
            + "\n}"
            for table, rows in tables.items()
        ]
        (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
