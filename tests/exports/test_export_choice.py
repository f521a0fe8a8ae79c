from __future__ import annotations

import pytest

from citeaudit import exports
from citeaudit.errors import ConfigError
from citeaudit.exports import bibtex, csljson, ris


@pytest.mark.parametrize(
    ("name", "path", "module"),
    [
        ("bibtex", "refs.bib", bibtex),
        ("csljson", "out/refs.json", csljson),
        ("ris", "REFS.RIS", ris),
    ],
)
def test_exports_are_found_by_name_and_by_suffix(name: str, path: str, module: object) -> None:
    assert exports.get(name) is module
    assert exports.for_path(path) is module


def test_an_unknown_name_is_answered_with_the_choices() -> None:
    with pytest.raises(ConfigError, match="“endnote”; choose one of: bibtex, csljson, ris"):
        exports.get("endnote")


@pytest.mark.parametrize("path", ["refs.xml", "refs", "bib"])
def test_an_unknown_suffix_is_answered_with_the_choices(path: str) -> None:
    with pytest.raises(ConfigError, match=rf"{path}: .*\.bib, \.json, \.ris"):
        exports.for_path(path)


@pytest.mark.parametrize("name", ["bibtex", "csljson", "ris"])
def test_no_records_and_back(name: str) -> None:
    export = exports.get(name)
    assert export.load(export.dump(())) == ()
