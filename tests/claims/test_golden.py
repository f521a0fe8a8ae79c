"""The engine computes what it computed before, step by step (`golden/`; `golden_values` rewrites it)."""

from __future__ import annotations

import json

import pytest

from tests.claims.golden_values import FOLDER, values
from tests.claims.made import MADE


@pytest.mark.parametrize("name", MADE)
def test_every_step(name: str) -> None:
    kept = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    computed = json.loads(json.dumps(values(name)))
    assert computed.keys() == kept.keys()
    for table, rows in kept.items():
        differing = {
            key: (computed[table].get(key), row) for key, row in rows.items() if computed[table].get(key) != row
        }
        assert not differing, f"{table}: (computed, kept)"
        assert computed[table].keys() == rows.keys()
