"""Which files of a folder are manuscripts, and what is told of the others."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from citeaudit.errors import ReadError
from citeaudit.formats import read
from citeaudit.projects import folders, manuscripts, signs
from citeaudit.projects.folders import find
from citeaudit.projects.ignored import Ignored

TEX = "\\documentclass{article}\n\\begin{document}\nSleep \\cite{hall2015}. %s\n\\bibliography{refs}\n\\end{document}\n"
MARKDOWN = "# Sleep\n\nMemory needs sleep [@hall2015].\n"
LIST = "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1.\n2. Moss D. Naps. J Sleep 2019;4:1.\n"
DATED = [
    f"Hall A. Sleep and memory in rats and in dogs. J Sleep {year};3:1."
    for year in range(2011, 2011 + signs._FEWEST_ENTRIES)
]
JATS = '<?xml version="1.0"?><article article-type="research-article"><front/></article>'


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


def pdf(pages: int) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data)
    for _ in range(pages):
        canvas.drawString(72, 700, "Sleep")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def docx(*paragraphs: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
        package.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"main.tex": TEX % "\\input{one}", "one.tex": "x \\cite{a}", "refs.bib": ""}, ["main.tex"]),
        ({"a.tex": TEX, "b/c.tex": TEX, "letter.tex": "\\documentclass{letter}Dear \\%cite"}, ["a.tex", "b/c.tex"]),
        ({"main.tex": TEX % "\\subfile{p/one}", "p/one.tex": "\\documentclass[../main]{subfiles}\\cite{a}"}, ["main.tex"]),
        ({"paper.md": MARKDOWN, "README.md": MARKDOWN, "CHANGELOG.md": MARKDOWN, "notes.md": "# Notes"}, ["paper.md"]),
        ({"a.md": "---\nbibliography: r.bib\n---\n\nAs @hall2015.", "b.md": "---\nbibliography: r.bib\n---\n\nSleep."}, ["a.md"]),
        ({"paper.md": LIST, "links.md": "# Links\n\n## References\n\nSee there.\n"}, ["paper.md"]),
        ({"paper.md": "Sleep {cite}`hall2015`.", "code.md": "Write `[@key]` so.\n\n```\n[@key]\n```"}, ["paper.md"]),
        ({"a.qmd": MARKDOWN, "b.Rmd": MARKDOWN, "a.md": MARKDOWN, "a.tex": TEX, "a.pdf": "x"}, ["a.qmd", "b.Rmd"]),
        ({"a.docx": docx("Sleep", "References"), "b.docx": docx("Dear editor"), "~$a.docx": "x"}, ["a.docx"]),
        ({"a.Rmd": "```{r}\nx\n```\n\nSleep [@hall2015].\n\n```{r}\ny\n```\n", "b.md": "```{note}\nSleep {cite}`hall2015`.\n```\n",
          "c.md": "```{code-cell}\n[@key]\n```\n", "d.md": "~~~\n[@key]\n"}, ["a.Rmd", "b.md"]),
        ({"a.md": "So says @doi:10.1000/s1.", "b.md": "---\nreferences:\n- id: hall\n---\n\nAs @hall.", "c.md": "Ask @jane."}, ["a.md", "b.md"]),
        ({"a.docx": docx(*DATED), "b.docx": docx(*DATED[1:])}, ["a.docx"]),
        ({"a.rtf": "{\\rtf1 Sleep\\par\\b References\\b0\\par Hall\\par}", "b.rtf": "{\\rtf1 Dear\\par}"}, ["a.rtf"]),
        ({"a.txt": LIST.replace("#", ""), "requirements.txt": "numpy==2.0\n", "b.txt": "References\n\nnone\n"}, ["a.txt"]),
        ({"a.xml": JATS, "pom.xml": "<project/>", "b.xml": "<?xml version='1.0'?><articles/>"}, ["a.xml"]),
        ({"a.pdf": pdf(1), "figures/b.pdf": pdf(1)}, ["a.pdf", "figures/b.pdf"]),
        ({"main.tex": TEX, "main.pdf": pdf(2), "f.pdf": pdf(1), "s.pdf": pdf(2), "figures/b.pdf": pdf(2)}, ["main.tex", "s.pdf"]),
        ({"main.tex": TEX, "build/main.tex": TEX, ".cache/a.tex": TEX, "node_modules/a.md": MARKDOWN}, ["main.tex"]),
        ({"main.tex": TEX, "env/pyvenv.cfg": "", "env/a.md": MARKDOWN, "x/pyvenv.cfg": "", "x/a.md": MARKDOWN}, ["main.tex"]),
        ({".gitignore": "drafts/\n*.old.tex\n", "main.tex": TEX, "a.old.tex": TEX, "drafts/b.tex": TEX}, ["main.tex"]),
        ({"_quarto.yml": "book:\n  chapters:\n    - index.qmd\n    - part: P\n      chapters: [a.qmd]\nbibliography: r.bib",
          "index.qmd": "As @hall2015.", "a.qmd": MARKDOWN, "b.qmd": MARKDOWN}, ["a.qmd", "index.qmd"]),
        ({"_quarto.yml": "project:\n  render: ['*.qmd', 'parts/']", "a.qmd": MARKDOWN, "a2.md": MARKDOWN, "parts/b.md": MARKDOWN},
         ["a.qmd", "parts/b.md"]),
        ({"_quarto.yml": "manuscript:\n  article: a.qmd", "a.qmd": MARKDOWN, "notes.qmd": MARKDOWN}, ["a.qmd"]),
        ({"_bookdown.yml": "rmd_files: [index.Rmd, 02.Rmd]", "index.Rmd": "# B", "02.Rmd": MARKDOWN, "03.Rmd": MARKDOWN}, ["02.Rmd"]),
        ({"_config.yml": "", "_toc.yml": "format: jb-book\nroot: intro\nchapters:\n  - file: a/one", "intro.md": MARKDOWN,
          "a/one.md": MARKDOWN, "a/two.md": MARKDOWN}, ["a/one.md", "intro.md"]),
        ({"_config.yml": "", "_toc.yml": "root: intro\nchapters:\n  - glob: a/*", "intro.md": "# I", "a/one.md": MARKDOWN, "b.md": MARKDOWN},
         ["a/one.md"]),
        ({"myst.yml": "project:\n  toc:\n    - pattern: a*.md", "a1.md": MARKDOWN, "b.md": MARKDOWN}, ["a1.md"]),
        ({"myst.yml": "project:\n  toc:\n    - file: a.md", "a.md": "See [](doi:10.1000/s1).", "b.md": MARKDOWN}, ["a.md"]),
        ({"myst.yml": "version: 1", "r.bib": "@misc{a}", "a.md": "As @hall said."}, ["a.md"]),
        ({"content/metadata.yaml": "", "content/01.a.md": MARKDOWN, "content/02.b.md": "", "content/reply.md": MARKDOWN}, ["content"]),
    ],
)  # fmt: skip
def test_what_is_a_manuscript(files: dict[str, str | bytes], expected: list[str], repository: Path) -> None:
    made(files)
    assert list(find(".").manuscripts) == expected
    assert list(find(str(repository)).manuscripts) == [str(repository / name) for name in expected]


def test_what_is_left_out_is_counted() -> None:
    made(
        {
            "main.tex": TEX,
            "README.md": "x",
            "a/README.md": "x",
            "letter.tex": "\\documentclass{letter}",
            "x.tex": "y",
            "n.ipynb": "{}",
        }
    )
    made({"build/a.tex": TEX, ".github/x.md": "", "main.docx": docx("References")})
    found = manuscripts.named(["."])
    assert found.files == ("main.tex",)
    assert found.remarks[0] == ".: 1 manuscript: main.tex"
    assert found.remarks[1].startswith(".: left out: ")
    for part in (
        "read-me files and the like (2: README.md, a/README.md)",
        "LaTeX documents without citations (1: letter.tex)",
        "LaTeX files that no document reads (1: x.tex)",
        "folders of what is built (1: build)",
        "hidden folders and folders of programs (1: .github)",
        "files that are another form of a manuscript beside them (1: main.docx)",
        "notebooks and archives; name one to audit it (1: n.ipynb)",
    ):
        assert part in found.remarks[1]


def test_links_that_lead_out_are_not_followed() -> None:
    made({"a.md": MARKDOWN, "sub/b.md": MARKDOWN})
    Path("sub/a.md").symlink_to(Path("a.md").absolute())
    Path("sub/c.md").symlink_to("b.md")
    contents = find("sub")
    assert contents.manuscripts == ("sub/b.md", "sub/c.md")
    assert contents.left_out == {"links that lead out of the folder": ("sub/a.md",)}


def test_a_folder_with_nothing_says_so() -> None:
    made({"README.md": "x", "build/main.tex": TEX})
    assert manuscripts.named(["."]).files == (".",)
    with pytest.raises(ReadError, match=r"^\.: no manuscript was found in this folder; left out: .*built \(1: build\)"):
        read(".")


def test_a_folder_with_nothing_but_a_bibliography_says_what_to_do() -> None:
    made({"lists/refs.bib": "@misc{a}"})
    with pytest.raises(ReadError, match=r"in this folder; name a bibliography to audit it alone \(lists/refs.bib\)$"):
        read("lists")


def test_a_folder_stands_for_its_one_manuscript() -> None:
    made({"paper/main.tex": TEX, "refs.bib": "", "paper/refs.bib": "@article{hall2015, title={Sleep}, year=2015}"})
    assert read("paper").path == "paper/main.tex"
    made({"paper/other.tex": TEX})
    with pytest.raises(ReadError, match=r"paper: this holds 2 manuscripts; name one: paper/main.tex, paper/other.tex"):
        read("paper")


def test_a_folder_of_chapters_stands_for_the_document_above() -> None:
    made({"main.tex": TEX % "\\input{parts/one}\\input{parts/two}", "parts/one.tex": "a", "parts/two.tex": "b"})
    assert find("parts").manuscripts == ("main.tex",)


def test_a_manubot_manuscript_is_one_of_several_files() -> None:
    made({
        "content/metadata.yaml": "title: Sleep",
        "content/01.abstract.md": "# Sleep\n\nRats sleep [@pmid:7].\n",
        "content/02.main.md": "Dogs do [@doi:10.1000/s1; @first].\n\n<!-- citeaudit: ignore[x] y -->\n",
        "content/90.back.md": "[@first]: pmid:7\n",
    })  # fmt: skip
    manuscript = read("content")
    assert (manuscript.path, manuscript.title) == ("content", "Sleep")
    assert [listed.key for listed in manuscript.listed] == ["pmid:7", "doi:10.1000/s1"]
    places = [str(block.text.location(manuscript.path)) for block in manuscript.blocks]
    assert places == ["content/01.abstract.md:1:3", "content/01.abstract.md:3:1", "content/02.main.md:1:1"]
    assert [comment.location.path for comment in manuscript.comments] == ["content/02.main.md"]
    assert manuscripts.named(["content"]).files == ("content",)


@pytest.mark.parametrize(
    ("pattern", "path", "ignored"),
    [
        ("*.pdf", "a/b.pdf", True),
        ("/b.pdf", "a/b.pdf", False),
        ("a/*.pdf", "a/b.pdf", True),
        ("a/*.pdf", "a/c/b.pdf", False),
        ("a/**/b.pdf", "a/c/d/b.pdf", True),
        ("a/**/b.pdf", "a/b.pdf", True),
        ("**/c", "a/c", True),
        ("a/**", "a/c/d", True),
        ("out/", "out/", True),
        ("out/", "out", False),
        ("b?.pdf", "b1.pdf", True),
        ("b[0-9].pdf", "b1.pdf", True),
        ("b[!0-9].pdf", "b1.pdf", False),
        ("b[.pdf", "b[.pdf", True),
        ("\\#a", "#a", True),
        ("# a", "# a", False),
        ("*.pdf\n!a.pdf", "a.pdf", False),
        ("!a.pdf\n*.pdf", "a.pdf", True),
        ("a.pdf  ", "a.pdf", True),
        ("*", "x/y", True),
        ("", "a", False),
    ],
)
def test_patterns_of_git(pattern: str, path: str, ignored: bool) -> None:
    from citeaudit.projects.ignored import forget

    forget()
    made({".gitignore": pattern})
    assert (path in Ignored(".")) is ignored


def test_patterns_of_folders_below_and_of_the_repository_alone() -> None:
    from citeaudit.projects.ignored import forget

    forget()
    made({".git/info/exclude": "a.md\n", "x/.gitignore": "!b.md\nc.md", ".gitignore": "b.md"})
    ignored = Ignored("x")
    found = {path: path in ignored for path in ("a.md", "x/a.md", "b.md", "x/b.md", "c.md", "x/c.md", "x/y/c.md")}
    assert found == {
        "a.md": True,
        "x/a.md": True,
        "b.md": True,
        "x/b.md": False,
        "c.md": False,
        "x/c.md": True,
        "x/y/c.md": True,
    }


def test_pages_decide_whether_a_pdf_beside_sources_is_a_figure() -> None:
    made(
        {
            "main.tex": TEX,
            "one.pdf": pdf(signs.FEWEST_PAGES - 1),
            "two.pdf": pdf(signs.FEWEST_PAGES),
            "broken.pdf": "x",
        }
    )
    assert find(".").manuscripts == ("broken.pdf", "main.tex", "two.pdf")


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    made({"a.md": MARKDOWN, "b/c.md": MARKDOWN})
    monkeypatch.setattr(folders, "_MOST_FILES", 1)
    assert find(".").manuscripts == ("a.md", "b/c.md")
    made({"d.md": MARKDOWN})
    contents = find(".")
    assert contents.manuscripts == ("a.md", "d.md")
    assert any("too many files" in why for why in contents.left_out)
