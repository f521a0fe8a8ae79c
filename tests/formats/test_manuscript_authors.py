"""Who wrote a manuscript, in every format that says so."""

from __future__ import annotations

import pytest

from citeaudit.formats import jats, latex, markdown

JATS = """<article><front><article-meta><title-group><article-title>Sleep</article-title></title-group><contrib-group>
<contrib contrib-type="author"><name><surname>Hall</surname><given-names>Anna B.</given-names></name></contrib>
<contrib contrib-type="author"><collab>Sleep Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Moss</surname><given-names>D</given-names></name></contrib>
</contrib-group></article-meta></front><body><p>Text.</p></body></article>"""


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("author: Anna Hall", ["Hall Anna"]),
        ("author: [Anna Hall, Carl Berg]", ["Hall Anna", "Berg Carl"]),
        ("title: Sleep\nauthors:\n- Anna Hall\n- Carl Berg\ndate: 2020", ["Hall Anna", "Berg Carl"]),
        (
            "author:\n  - name: Anna Hall\n    affiliation: [1]\n  - name:\n      family: Berg\n      given: Carl",
            ["Hall Anna", "Berg Carl"],
        ),
        ("author: [", []),
        ("author: 12", []),
        ("title: Sleep", []),
    ],
)
def test_yaml(header: str, names: list[str]) -> None:
    manuscript = markdown.read("a.md", f"---\n{header}\n---\n\n# Sleep\n\nText.\n".encode())
    assert [str(name) for name in manuscript.authors] == names


def test_jats() -> None:
    assert [str(name) for name in jats.read("a.xml", JATS.encode()).authors] == ["Hall Anna B."]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (r"\author{Anna Hall \and Carl Berg}", ["Hall Anna", "Berg Carl"]),
        (r"\author[1]{Anna Hall}" + "\n" + r"\author[2]{Carl Berg\thanks{Mail.}}", ["Hall Anna", "Berg Carl"]),
        (r"\author{Anna Hall$^1$ \\ Department of Sleep}", ["Hall Anna"]),
        (r"% \author{Anna Hall}", []),
        (r"\author{", []),
        ("", []),
    ],
)
def test_latex(command: str, names: list[str]) -> None:
    source = r"\documentclass{article}" + f"\n{command}\n" + r"\begin{document}Text.\end{document}"
    assert [str(name) for name in latex.read("a.tex", source.encode()).authors] == names
