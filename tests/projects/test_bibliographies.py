"""Bibliographies that a project names for all its documents, of every kind of project."""

from __future__ import annotations

from pathlib import Path

import pytest

from citeaudit.errors import ReadError
from citeaudit.formats import read
from citeaudit.model import Manuscript, Record

BIB = """@article{hall2015, author={Hall, Ann}, title={Sleep and memory}, journal={J Sleep}, year=2015}
@article{moss2019, author={Moss, Dan}, title={Naps in dogs}, journal={J Sleep}, year=2019}
"""
OTHER = "@article{berg2020, author={Berg, Carl}, title={Dreams}, journal={J Sleep}, year=2020}\n"
CITING = "Memory needs sleep [@hall2015]. So says @moss2019.\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, which is the root of a repository: no project above it counts."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def keys(manuscript: Manuscript) -> list[str]:
    return [listed.key for listed in manuscript.listed]


@pytest.mark.parametrize(
    ("files", "document"),
    [
        ({"_quarto.yml": "bibliography: refs.bib"}, "index.qmd"),
        ({"_quarto.yaml": "project:\n  type: book\nbibliography:\n  - refs.bib"}, "chapters/sleep.qmd"),
        ({"_quarto.yml": "profile:\n  default: nice", "_quarto-nice.yml": "bibliography: refs.bib"}, "index.qmd"),
        ({"_quarto.yml": "metadata-files: [more/all.yml]", "more/all.yml": "bibliography: ../refs.bib"}, "index.qmd"),
        ({"_quarto.yml": "project: {}", "parts/_metadata.yml": "bibliography: ../refs.bib"}, "parts/deep/sleep.qmd"),
        ({"_bookdown.yml": "book_filename: b", "index.Rmd": "---\nbibliography: [refs.bib]\n---\n"}, "02-sleep.Rmd"),
        ({"_bookdown.yml": "rmd_files: [a.Rmd]", "a.Rmd": "---\nbibliography: refs.bib\n---\n"}, "02-sleep.Rmd"),
        ({"index.Rmd": "---\nsite: bookdown::bookdown_site\nbibliography: refs.bib\n---\n"}, "02-sleep.Rmd"),
        ({"_config.yml": "title: T\nbibtex_bibfiles:\n  - refs.bib"}, "docs/sleep.md"),
        ({"_config.yml": "sphinx:\n  config:\n    bibtex_bibfiles: [refs.bib]"}, "sleep.md"),
        ({"myst.yml": "version: 1\nproject:\n  title: Sleep"}, "sleep.md"),
        ({"myst.yml": "project:\n  bibliography: [refs.bib]", "z.bib": BIB.replace("Ann", "Eva")}, "pages/sleep.md"),
    ],
)
def test_the_bibliography_of_the_project_is_read(files: dict[str, str], document: str) -> None:
    made({"refs.bib": BIB, **files, document: CITING})
    manuscript = read(document)
    assert keys(manuscript) == ["hall2015", "moss2019"]
    assert {anchor.path for listed in manuscript.listed for anchor in listed.text.anchors} == {"refs.bib"}
    assert manuscript.notes == ()


def test_a_document_may_name_more_and_comes_first() -> None:
    made({
        "_quarto.yml": "bibliography: refs.bib",
        "refs.bib": BIB,
        "parts/own.bib": OTHER + BIB.replace("Ann", "Eva"),
        "parts/sleep.qmd": f"---\nbibliography: own.bib\n---\n\n{CITING} Dreams, too [@berg2020].\n",
    })  # fmt: skip
    manuscript = read("parts/sleep.qmd")
    assert keys(manuscript) == ["hall2015", "moss2019", "berg2020"]
    assert {anchor.path for listed in manuscript.listed for anchor in listed.text.anchors} == {"parts/own.bib"}


@pytest.mark.parametrize("what", ["_quarto.yml", ".git/HEAD"])
def test_a_document_may_name_what_lies_elsewhere_in_its_project_or_repository(what: str) -> None:
    Path(".git").rmdir()
    made({what: "project: {}", "refs.bib": BIB, "other.bib": OTHER})
    made({"parts/sleep.qmd": f"---\nbibliography: ../refs.bib\n---\n\n{CITING}"})
    assert keys(read("parts/sleep.qmd")) == ["hall2015", "moss2019"]


def test_latex_may_name_what_lies_elsewhere_in_its_repository() -> None:
    text = "\\documentclass{article}\\begin{document}\\cite{hall2015}\\input{../parts/one}\\bibliography{../refs}\\end{document}"
    made({"refs.bib": BIB, "parts/one.tex": "Sleep \\cite{moss2019}.", "paper/main.tex": text})
    assert keys(read("paper/main.tex")) == ["hall2015", "moss2019"]
    Path(".git").rmdir()
    with pytest.raises(ReadError, match="lies outside the manuscript's folder"):
        read("paper/main.tex")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"_quarto.yml": "bibliography: no.bib"}, r"the bibliography 'no.bib', which _quarto.yml names, is not there"),
        (
            {"_quarto.yml": "bibliography: ../no.bib"},
            r"'../no.bib', which _quarto.yml names, lies outside its project's",
        ),
        ({"_quarto.yml": "bibliography: https://x.org/a.bib"}, "is an address; download it"),
        ({"_quarto.yml": "a: b: c"}, "it cites by keys, and _quarto.yml: line 1: this is not valid YAML"),
        ({"_quarto.yml": "- a\n- b"}, "names no bibliography"),
        ({"_config.yml": "theme: minima"}, "names no bibliography"),
        ({"index.Rmd": "---\nbibliography: refs.bib\n---\n", "refs.bib": BIB}, "names no bibliography"),
        ({"myst.yml": "version: 1"}, "names no bibliography"),
    ],
)
def test_a_project_that_does_not_help(files: dict[str, str], message: str) -> None:
    made({**files, "sleep.qmd": CITING})
    with pytest.raises(ReadError, match=message):
        read("sleep.qmd")


def test_no_key_is_called_missing_while_a_bibliography_is() -> None:
    made({"_bookdown.yml": "", "index.Rmd": "---\nbibliography: [packages.bib, refs.bib]\n---\n", "refs.bib": BIB})
    made({"sleep.Rmd": CITING, "more.Rmd": f"{CITING}With [@R-base]."})
    manuscript = read("sleep.Rmd")
    assert keys(manuscript) == ["hall2015", "moss2019"]
    assert manuscript.notes == ("the bibliography 'packages.bib', which _bookdown.yml names, is not there",)
    with pytest.raises(ReadError, match=r"'packages.bib', which _bookdown.yml names, is not there"):
        read("more.Rmd")


def test_a_broken_project_file_is_a_note_where_the_document_needs_none() -> None:
    made({"_quarto.yml": "a: b: c", "refs.bib": BIB, "sleep.qmd": f"---\nbibliography: refs.bib\n---\n\n{CITING}"})
    (note,) = read("sleep.qmd").notes
    assert note.startswith("_quarto.yml: line 1: this is not valid YAML")
    made({"plain.md": "# Sleep\n\nWrite to @jane.\n"})
    assert read("plain.md").listed == ()


def test_what_lies_above_the_repository_is_not_asked() -> None:
    made({"_quarto.yml": "bibliography: refs.bib", "refs.bib": BIB, "paper/.git/HEAD": "", "paper/sleep.qmd": CITING})
    with pytest.raises(ReadError, match="names no bibliography"):
        read("paper/sleep.qmd")


def test_the_nearest_project_counts() -> None:
    made({"_quarto.yml": "bibliography: refs.bib", "refs.bib": OTHER})
    made({"paper/_quarto.yml": "bibliography: own.bib", "paper/own.bib": BIB, "paper/sleep.qmd": CITING})
    assert keys(read(Path("paper/sleep.qmd").absolute())) == ["hall2015", "moss2019"]


def test_myst_reads_the_bibliographies_of_all_folders_but_those_built() -> None:
    made({"myst.yml": "version: 1", "a/one.bib": BIB, "_build/old.bib": OTHER, ".hidden/old.bib": OTHER})
    made({"node_modules/x/old.bib": OTHER, "sleep.md": f"{CITING} As @berg2020."})
    assert keys(read("sleep.md")) == ["hall2015", "moss2019"]


# --------------------------------------------------------------------------- identifiers


def test_links_with_a_doi_are_citations_in_myst() -> None:
    text = "Sleep [](https://doi.org/10.1000/S1), <doi:10.1000/s2> and [a trial](doi:10.1016/S01(14)6). Again [@doi:10.1000/s1].\n"
    made({"myst.yml": "version: 1", "sleep.md": text, "not/index.md": "x"})
    manuscript = read("sleep.md")
    assert [(key, listed.record and listed.record.DOI) for key, listed in zip(keys(manuscript), manuscript.listed, strict=True)] == [
        ("doi:10.1000/S1", "10.1000/S1"), ("doi:10.1000/s2", "10.1000/s2"), ("doi:10.1016/S01(14)6", "10.1016/S01(14)6"),
    ]  # fmt: skip
    markers = [block.text.content[mark.start : mark.end] for block in manuscript.blocks for mark in block.marks]
    assert markers == [
        "[](https://doi.org/10.1000/S1)",
        "<doi:10.1000/s2>",
        "[a trial](doi:10.1016/S01(14)6)",
        "[@doi:10.1000/s1]",
    ]
    Path("myst.yml").unlink()
    assert keys(read("sleep.md")) == ["doi:10.1000/s1"]


def test_what_myst_takes_for_a_doi() -> None:
    text = (
        'As @10.1000/S1 and {cite}`10.1000/s2` said [@10.1000/s1; @hall2015], [twice](https://doi.org/10.1000/own "Hall").\n'
        "See [](https://doi.org/10.1000%2Fs%2872%291%3C0%3AO%3E2), <https://doi.org/cr3qwn> and ![](https://doi.org/10.1000/p).\n"
    )
    made(
        {
            "myst.yml": "version: 1",
            "refs.bib": BIB.replace("year=2015", "year=2015, doi={10.1000/OWN}"),
            "sleep.md": text,
        }
    )
    manuscript = read("sleep.md")
    assert keys(manuscript) == [
        "doi:10.1000/S1",
        "doi:10.1000/s2",
        "hall2015",
        "doi:10.1000/s(72)1<0:O>2",
        "doi:cr3qwn",
    ]
    assert manuscript.listed[3].record is not None
    assert manuscript.listed[3].record.DOI == "10.1000/s(72)1<0:O>2"
    cited = [mark.keys for block in manuscript.blocks for mark in block.marks]
    assert cited[2:4] == [("doi:10.1000/S1", "hall2015"), ("hall2015",)]


def test_a_doi_is_a_key_like_others_elsewhere() -> None:
    made({"refs.bib": BIB, "sleep.md": "---\nbibliography: refs.bib\n---\n\nAs [@10.1000/s1; @hall2015] said.\n"})
    assert keys(read("sleep.md")) == ["hall2015"]


def test_manubot_needs_no_bibliography() -> None:
    text = (
        "Sleep [@doi:10.1000/s1; @pmid:123], [@pmcid:PMC77] or [@arxiv:2101.00001v2]. See @url:https://example.org/a/.\n"
        "Books [@isbn:9780262517638] and things [@wikidata:Q42], [@doi:10/abc12].\n"
        "It was said [@memory] and [@tag:dreams], too [@DOI:10.1000/S1].\n\n"
        "[@memory]: doi:10.1000/s3\n[@tag:dreams]: pmid:123\n"
    )
    made({"02.main.md": text})
    manuscript = read("02.main.md")
    assert keys(manuscript) == [
        "doi:10.1000/s1", "pmid:123", "pmcid:PMC77", "arxiv:2101.00001v2", "url:https://example.org/a/",
        "isbn:9780262517638", "wikidata:Q42", "doi:10/abc12", "doi:10.1000/s3",
    ]  # fmt: skip
    records = {listed.key: listed.record or Record() for listed in manuscript.listed}
    assert records["pmid:123"].PMID == "123"
    assert (records["doi:10/abc12"].DOI, records["doi:10/abc12"].URL) == ("", "https://doi.org/abc12")
    assert "memory]:" not in " ".join(block.text.content for block in manuscript.blocks)
    cited = [mark.keys for block in manuscript.blocks for mark in block.marks]
    assert cited[-3:] == [("doi:10.1000/s3",), ("pmid:123",), ("doi:10.1000/s1",)]


def test_what_manubot_keeps_beside_the_text() -> None:
    made({
        "content/metadata.yaml": "title: Sleep",
        "content/01.abstract.md": "Sleep.\n\n[@first]: pmid:7",
        "content/02.main.md": "As [@tag:old], [@first], [@raw:talk], [@doi:10.1000/S9], [@raw:none].\n",
        "content/citation-tags.tsv": "tag\tcitation\nold\tdoi:10.1000/s5\n",
        "content/manual-references.json": '[{"id": "raw:talk", "title": "A talk", "type": "speech"},'
        ' {"id": "doi:10.1000/s9", "title": "Owls", "type": "book"}]',
    })  # fmt: skip
    manuscript = read("content/02.main.md")
    assert keys(manuscript) == ["doi:10.1000/s5", "pmid:7", "raw:talk", "doi:10.1000/s9"]
    assert [listed.record and listed.record.title for listed in manuscript.listed] == ["", "", "A talk", "Owls"]
    assert [mark.keys for block in manuscript.blocks for mark in block.marks][-1] == ("raw:none",)


def test_keys_beside_identifiers_still_need_a_bibliography() -> None:
    made({"sleep.md": "As [@doi:10.1000/s1] and [@hall2015]."})
    with pytest.raises(ReadError, match="names no bibliography"):
        read("sleep.md")
