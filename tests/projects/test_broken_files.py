"""Project files that are broken, or something else: at most a note, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit import projects
from citeaudit.projects import folders, of_document, yamlfile

FILES = [name for kind in projects._kinds() for name in kind.FILES] + ["_metadata.yml", "_toc.yml"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["bibliography", "project", "book", "chapters", "toc", "file", "render", "profile", "default", "sphinx"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "content",
    [
        b"", b"---\n", b"- a\n- b\n", b"a: b: c", b"x: &a [*a, *a]", b"\x00\x01", b"\xff\xfe", b"{" * 500, b"bibliography: [[[a.bib]]]",
        b"bibliography: {a: {b: c.bib}}", b"project: 5\nbook: yes", b"bibliography: !expr c(1)", b"a: 1\n---\nb: 2\n", b"? [a, b]\n: c\n",
        b"profile:\n  default: ../../x", b"bibliography: 'a\\0b.bib'", b"a: \xe9", b"---\nsite: bookdown::x\nbibliography: [a\n---\n",
    ],
)  # fmt: skip
def test_nothing_crashes(name: str, content: bytes) -> None:
    Path("_config.yml").write_bytes(b"bibtex_bibfiles: [a.bib]")
    Path("_quarto.yml").write_bytes(b"project: {}")
    Path("01.a.md").write_bytes(b"Sleep [@hall2015].")
    Path(name).write_bytes(content)
    for project in of_document("01.a.md"):
        assert all(isinstance(path, str) for path in (*project.bibliographies, *(project.documents or ())))
        assert all(name in note and "\n" not in note for note in project.notes)
    folders.find(".")


@given(VALUES)
def test_texts_are_found_in_whatever_there_is(value: object) -> None:
    assert all(isinstance(text, str) and text for text in yamlfile.texts(value))
    assert all(isinstance(text, str) for text in yamlfile.every(value, "file"))
    yamlfile.under(value, "project", "render")


def test_a_file_past_the_limit_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("_quarto.yml").write_text("bibliography: refs.bib\n", "utf-8")
    size = Path("_quarto.yml").stat().st_size
    monkeypatch.setattr(yamlfile, "_LARGEST_BYTES", size)
    assert yamlfile.read("_quarto.yml").notes == ()
    monkeypatch.setattr(yamlfile, "_LARGEST_BYTES", size - 1)
    assert yamlfile.read("_quarto.yml").notes == (
        "_quarto.yml: longer than a project file; what it says of the project was left out",
    )
