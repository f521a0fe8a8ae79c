"""Which files count for a manuscript that is watched. The system's own notices are replaced, so nothing is waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchfiles

from citeaudit.auditing.watching import changes
from citeaudit.errors import ConfigError

TOLD = watchfiles.Change.modified
MARKDOWN = "---\nbibliography: named.json\n---\n# Sleep\n\nSleep helps [@hall].\n"
LATEX = "\\documentclass{article}\\begin{document}Sleep \\input{parts/one}\\end{document}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text(MARKDOWN, "utf-8")
    (tmp_path / "paper.tex").write_text(LATEX, "utf-8")
    (tmp_path / "citeaudit.toml").write_text('bibliography = ["lists/all.yaml"]\n', "utf-8")
    for name in ("lists", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "real.md").write_text("# Sleep\n", "utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "texts" / "real.md")
    return tmp_path


def noticed(monkeypatch: pytest.MonkeyPatch, *batches: set[str]) -> dict[str, object]:
    """Let the system tell of files, batch by batch; what watchfiles was asked for."""
    asked: dict[str, object] = {}

    def watch(
        *folders: str, watch_filter: Callable[[watchfiles.Change, str], bool], **options: object
    ) -> Iterator[object]:
        asked["folders"] = folders
        yield set()
        for batch in batches:
            yield {(TOLD, path) for path in batch if watch_filter(TOLD, path)}

    monkeypatch.setattr(watchfiles, "watch", watch)
    return asked


@pytest.mark.parametrize(
    ("manuscript", "file", "counts"),
    [
        ("paper.md", "paper.md", True),
        ("paper.md", "refs.bib", True),
        ("paper.md", "parts/REFS.BIB", True),
        ("paper.md", "citeaudit.toml", True),
        ("paper.md", "named.json", True),  # the manuscript names it
        ("paper.md", "report.json", False),
        ("paper.md", "lists/all.yaml", True),  # the configuration names it
        ("paper.md", "lists/none.yaml", False),
        ("paper.md", "paper.tex", False),
        ("paper.md", "other.md", False),
        ("paper.md", "figure.png", False),
        ("paper.md", "../refs.bib", False),  # outside of its folder
        ("paper.md", "../known.json", True),  # but for what the command line names
        ("paper.md", "written.bib", False),
        ("paper.tex", "parts/one.tex", True),
        ("paper.tex", "paper.md", False),
        ("link.md", "texts/real.md", True),
        ("link.md", "texts/refs.bib", True),
    ],
)
def test_what_counts(folder: Path, monkeypatch: pytest.MonkeyPatch, manuscript: str, file: str, counts: bool) -> None:
    noticed(monkeypatch, {str(folder / file)})
    found = changes([manuscript], named=["../known.json", None], written=[Path("written.bib"), None])
    assert list(found) == ([(), (file,)] if counts else [()])


def test_files_of_a_project_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".git").mkdir()
    (folder / "_quarto.yml").write_text("bibliography: lists/refs.bib\n", "utf-8")
    noticed(monkeypatch, {str(folder / "_quarto.yml")}, {str(folder / "lists/refs.bib")}, {str(folder / "_other.yml")})
    told = changes(["texts/real.md"], named=(), written=())
    assert [*told] == [(), ("_quarto.yml",), ("lists/refs.bib",)]


def test_changes_are_told_together_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = {str(folder / name) for name in ("refs.bib", "paper.md", "figure.png")}
    noticed(monkeypatch, paths, set(), {str(folder / "figure.png")}, {str(folder / "paper.md")})
    assert list(changes(["paper.md"], named=[], written=[])) == [(), ("paper.md", "refs.bib"), ("paper.md",)]


def test_folders_are_watched_where_links_stand_and_where_they_lead(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = noticed(monkeypatch)
    assert list(changes(["link.md"], named=["gone/known.json"], written=[])) == [()]
    assert asked["folders"] == tuple(str(path) for path in (folder, folder / "lists", folder / "texts"))


@pytest.mark.parametrize("error", [OSError("no space left for watches"), RuntimeError("no such thing")])
def test_a_system_that_cannot_watch(folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def watch(*folders: str, **options: object) -> Iterator[object]:
        raise error
        yield

    monkeypatch.setattr(watchfiles, "watch", watch)
    with pytest.raises(ConfigError, match=f"the folders of the manuscripts cannot be watched: {error}"):
        list(changes(["paper.md"], named=[], written=[]))
