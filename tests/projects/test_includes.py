"""Files that a Markdown document includes are read in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from citeaudit.formats import read
from citeaudit.projects import includes
from citeaudit.projects.folders import find

BIB = """@article{hall2015, author={Hall, Ann}, title={Sleep and memory}, journal={J Sleep}, year=2015}
@article{moss2019, author={Moss, Dan}, title={Naps in dogs}, journal={J Sleep}, year=2019}
"""
PART = "---\ntitle: P\n---\n\nDogs nap [@moss2019]. <!-- citeaudit: ignore[x] y -->\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(BIB, "utf-8")
    Path("parts").mkdir()
    Path("parts/_naps.qmd").write_text(PART, "utf-8")
    return tmp_path


def written(include: str, name: str = "paper.qmd") -> None:
    text = f"---\nbibliography: refs.bib\n---\n\nRats sleep [@hall2015].\n\n{include}\n\nCats sleep [@hall2015].\n"
    Path(name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("include", "last"),
    [
        ("{{< include parts/_naps.qmd >}}", 9),
        ('{{< include "/parts/_naps.qmd" >}}', 9),
        ("```{r, child='parts/_naps.qmd'}\n```", 10),
        ('```{r naps, echo=FALSE, child = c("parts/_naps.qmd")}\n```', 10),
        ("```{include} parts/_naps.qmd\n:start-line: 1\n```", 11),
        (":::{include} parts/_naps.qmd\n:::", 10),
    ],
)
def test_what_is_included_is_read_in_its_place(include: str, last: int) -> None:
    written(include)
    manuscript = read("paper.qmd")
    assert [listed.key for listed in manuscript.listed] == ["hall2015", "moss2019"]
    places = [str(block.text.location(manuscript.path)) for block in manuscript.blocks]
    assert places == ["paper.qmd:5:1", "parts/_naps.qmd:5:1", f"paper.qmd:{last}:1"]
    assert [str(comment.location) for comment in manuscript.comments] == ["parts/_naps.qmd:5:23"]
    assert manuscript.notes == ()
    assert find(".").manuscripts == ("paper.qmd",)


def test_what_is_included_is_sought_where_it_is_named() -> None:
    Path("parts/_more.qmd").write_text("Owls [@moss2019].\n", "utf-8")
    Path("parts/_naps.qmd").write_text("{{< include _more.qmd >}}", "utf-8")
    written("{{< include parts/_naps.qmd >}}")
    manuscript = read("paper.qmd")
    assert [str(block.text.location("paper.qmd")) for block in manuscript.blocks][1] == "parts/_more.qmd:1:1"


@pytest.mark.parametrize(
    ("include", "note"),
    [
        ("{{< include gone.qmd >}}", "paper.qmd:7: gone.qmd, which is included, is not there, or lies elsewhere, and was not read"),
        ("{{< include ../out.qmd >}}", "paper.qmd:7: ../out.qmd, which is included, is not there, or lies elsewhere, and was not read"),
        ("{{< include paper.qmd >}}", "paper.qmd:7: paper.qmd was not read again"),
        ("{{< include parts/zero.qmd >}}", "paper.qmd:7: parts/zero.qmd was not read: parts/zero.qmd: a binary file (a zero byte at byte 0); only text can be read here"),
    ],
)  # fmt: skip
def test_what_cannot_be_included_is_told(include: str, note: str, repository: Path) -> None:
    (repository.parent / "out.qmd").write_text(PART, "utf-8")
    Path("parts/zero.qmd").write_bytes(b"\x00")
    written(include)
    manuscript = read("paper.qmd")
    assert manuscript.notes == (note,)
    assert [str(block.text.location("paper.qmd")) for block in manuscript.blocks] == ["paper.qmd:5:1", "paper.qmd:9:1"]


@pytest.mark.parametrize(
    "include",
    ["{{< include parts/code.py >}}", "Write `{{< include x.qmd >}}`.", "{{< video x.qmd >}}", "```{r}\nchild\n```"],
)
def test_what_is_no_text_is_left_alone(include: str) -> None:
    written(include)
    assert read("paper.qmd").notes == ()


def test_circles_and_depth_end(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("parts/_naps.qmd").write_text("A.\n\n{{< include _naps.qmd >}}\n\n{{< include ../paper.qmd >}}\n", "utf-8")
    written("{{< include parts/_naps.qmd >}}")
    assert len(read("paper.qmd").notes) == 2
    monkeypatch.setattr(includes, "_MOST_FILES", 1)
    written("{{< include parts/_naps.qmd >}}\n\n{{< include parts/_naps.qmd >}}")
    assert len(read("paper.qmd").notes) == 3
