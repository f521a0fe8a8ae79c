"""How far upward a project is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from citeaudit import projects
from citeaudit.projects import above


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    deep = tmp_path / "a/b/c/d/e/f"
    deep.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a/b")
    monkeypatch.setenv("HOME", str(tmp_path.parent))
    return tmp_path


def test_up_to_the_root_of_the_repository(folder: Path) -> None:
    (folder / "a/.git").mkdir()
    assert [*above("c/d/paper.md")] == ["c/d", "c", "", ".."]
    assert [*above("c/d/e/f/paper.md")] == ["c/d/e/f", "c/d/e", "c/d", "c", "", ".."]
    assert [*above(str(folder / "a/b/paper.md"))] == [str(folder / "a/b"), str(folder / "a")]
    (folder / "a/b/c/d/.git").write_text("gitdir: elsewhere\n", "utf-8")  # as in a worktree
    assert [*above("c/d/paper.md")] == ["c/d"]


def test_a_few_folders_without_a_repository_and_never_home_from_below(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [*above(str(folder / "a/b/c/d/e/f/paper.md"))]
    assert len(found) == projects._FREE_STEPS + 1
    assert found[-1] == str(folder / "a/b")
    assert [*above(str(folder / "a/paper.md"))] == [str(folder / "a"), str(folder)]
    monkeypatch.setenv("HOME", str(folder / "a"))
    assert [*above(str(folder / "a/b/c/paper.md"))] == [str(folder / "a/b/c"), str(folder / "a/b")]
    assert next(above(str(folder / "a/paper.md"))) == str(folder / "a")  # what lies in it is still asked
