"""`--fix` and `--show-fixes` through the command, on files of its own. Works and DOIs are invented."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from citeaudit.auditing import batch, examining
from citeaudit.sources._index_build import build
from tests.cli.command import citeaudit
from tests.cli.conftest import Run

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"

WORKS = [
    ("10.5555/fix.1", "Hall", "Sleep and the consolidation of memory in adults", "J Sleep", 2015, "3", "1-9"),
    ("10.5555/fix_2", "Moss", "Naps in older adults: the REMWAVE-2 trial", "J Sleep", 2019, "7", "21-30"),
    ("10.5555/fix.3", "Öberg", "Light and mood in the dark season", "Lancet", 2021, "12", "100-7"),
]

MARKDOWN = """# Sleep

Memory needs sleep (1,2). Light lifts the mood (3). So it is (4).

## References

1. Hall A. Sleep and the consolidation of memory in adults. *J Sleep* 2015;3:1-9.
2. Moss D. Naps in older adults: the REMWAVE-2 trial. J Sleep 2019;7:21-30
3. Öberg F. Light and mood in the dark season. Lancet 2021;12:100-7.
4. Lind E. Dreams of shift workers on land and sea. Sleep Med 2020;8:31-8.
"""
FIXED = (
    MARKDOWN.replace("2015;3:1-9.", "2015;3:1-9. doi:10.5555/fix.1")
    .replace("7:21-30", "7:21-30. doi:10.5555/fix_2")
    .replace("12:100-7.", "12:100-7. doi:10.5555/fix.3")
)

BIB = """@article{hall,
  author = {Hall, A.},
  title = {Sleep and the consolidation of memory in adults},
  journal = {J Sleep},
  year = {2015},
  volume = {3},
  pages = {1--9}
}

@article{lind,
  author = {Lind, E.},
  title = {Dreams of shift workers on land and sea},
  journal = {Sleep Med},
  year = {2020},
  volume = {8},
  pages = {31--8}
}
"""
FIXED_BIB = BIB.replace("{1--9}\n", "{1--9},\n  doi = {10.5555/fix.1}\n")

TEX = r"""\documentclass{article}
\begin{document}
Memory needs sleep \cite{hall}. Naps help \cite{moss}.
\begin{thebibliography}{9}
\bibitem{hall} A. Hall. Sleep and the consolidation of memory in adults. \emph{J Sleep} 3:1--9, 2015.
\bibitem{moss} D. Moss. Naps in older adults: the REMWAVE-2 trial. \emph{J Sleep} 7:21--30, 2019.
\end{thebibliography}
\end{document}
"""
FIXED_TEX = TEX.replace("1--9, 2015.", "1--9, 2015. doi:10.5555/fix.1").replace(
    "21--30, 2019.", r"21--30, 2019. doi:10.5555/fix\_2"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index of the works, made as `citeaudit index build` makes it."""
    at = tmp_path_factory.mktemp("index")
    lines = at / "works.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for doi, family, title, journal, year, volume, page in WORKS:
            work = {
                "DOI": doi, "type": "journal-article", "title": [title], "author": [{"family": family, "given": "X."}],
                "container-title": [journal], "issued": {"date-parts": [[year]]}, "volume": volume, "page": page,
            }  # fmt: skip
            work["author"][0]["given"] = {"Hall": "A.", "Moss": "D.", "Öberg": "F."}[family]  # type: ignore[index]
            file.write(json.dumps(work) + "\n")
    build(at / "index", [lines])
    return f"index:{at / 'index'}"


def fix(run: Run, index: str, *args: str) -> tuple[int, str, str]:
    return run("audit", "--source", index, "--fail-on", "never", *(args or ("--fix", "paper.md")))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


# --------------------------------------------------------------------------- what is written

ENCODINGS = [
    ("utf-8", b"", "\n"),
    ("utf-8", b"", "\r\n"),
    ("utf-8", b"", "\r"),
    ("utf-8", b"\xef\xbb\xbf", "\n"),
    ("utf-16-le", b"\xff\xfe", "\r\n"),
    ("utf-16-be", b"\xfe\xff", "\n"),
    ("cp1252", b"", "\r\n"),
]


@pytest.mark.parametrize(("codec", "bom", "newline"), ENCODINGS)
def test_line_ends_and_encoding_stay(folder: Path, run: Run, index: str, codec: str, bom: bytes, newline: str) -> None:
    def data(text: str) -> bytes:
        return bom + text.replace("\n", newline).encode(codec)

    paper = folder / "paper.md"
    paper.write_bytes(data(MARKDOWN))
    code, out, err = fix(run, index)
    assert code == 0, err
    assert paper.read_bytes() == data(FIXED)
    assert (folder / "paper.md.bak").read_bytes() == data(MARKDOWN)
    assert "paper.md: 3 fixes made; the file as it was is kept as paper.md.bak" in err
    assert "reference 1 has no DOI; crossref has 10.5555/fix.1" in out
    assert files(folder) == ["paper.md", "paper.md.bak"]


def test_a_second_run_changes_nothing(folder: Path, run: Run, index: str) -> None:
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    fix(run, index)
    changed_ns = (folder / "paper.md").stat().st_mtime_ns
    code, out, err = fix(run, index)
    assert (code, err) == (0, "citeaudit: paper.md: no fixes to make\n")
    assert "missing-doi]" not in out
    assert (folder / "paper.md").stat().st_mtime_ns == changed_ns
    assert files(folder) == ["paper.md", "paper.md.bak"]


def test_no_older_copy_is_overwritten(folder: Path, run: Run, index: str) -> None:
    for name in ("paper.md.bak", "paper.md.bak1"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "paper.md").chmod(0o640)
    assert "kept as paper.md.bak2" in fix(run, index)[2]
    assert (folder / "paper.md.bak").read_text() == "paper.md.bak"
    assert (folder / "paper.md.bak1").read_text() == "paper.md.bak1"
    assert (folder / "paper.md.bak2").read_text(encoding="utf-8") == MARKDOWN
    assert (folder / "paper.md").stat().st_mode & 0o777 == 0o640


def test_the_diff_is_shown_and_fits(folder: Path, run: Run, index: str) -> None:
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    code, out, err = fix(run, index, "--show-fixes", "--format", "json", "paper.md")
    assert code == 0
    assert {finding["fix"]["value"] for finding in json.loads(out)["findings"] if finding["fix"]} == {
        work[0] for work in WORKS
    }
    assert files(folder) == ["paper.md"]
    assert (folder / "paper.md").read_text(encoding="utf-8") == MARKDOWN
    patch, last = err[: err.index("citeaudit: ")], err[err.index("citeaudit: ") :]
    assert last == "citeaudit: paper.md: 3 fixes to make; nothing was changed\n"
    subprocess.run(["git", "apply", "-p0"], input=patch.encode(), check=True, cwd=folder)
    assert (folder / "paper.md").read_text(encoding="utf-8") == FIXED


def test_latex(folder: Path, run: Run, index: str) -> None:
    (folder / "paper.tex").write_text(TEX, encoding="utf-8")
    code, _, err = fix(run, index, "--fix", "paper.tex")
    assert code == 0, err
    assert (folder / "paper.tex").read_text(encoding="utf-8") == FIXED_TEX
    assert fix(run, index, "--fix", "paper.tex")[2] == "citeaudit: paper.tex: no fixes to make\n"


def test_a_list_in_a_file_of_its_own(folder: Path, run: Run, index: str) -> None:
    start, end = TEX.index("\\begin{thebib"), TEX.index("\\end{document}")
    (folder / "list.tex").write_text(TEX[start:end], encoding="utf-8")
    (folder / "paper.tex").write_text(f"{TEX[:start]}\\input{{list}}\n{TEX[end:]}", encoding="utf-8")
    fix(run, index, "--fix", "paper.tex")
    assert (folder / "list.tex").read_text(encoding="utf-8") == FIXED_TEX[start : FIXED_TEX.index("\\end{document}")]
    assert files(folder) == ["list.tex", "list.tex.bak", "paper.md", "paper.tex"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paper.md", "# Sleep\n\nMemory needs sleep [@hall; @lind].\n"),
        ("paper.tex", "\\documentclass{article}\n\\begin{document}\nSleep \\cite{hall,lind}.\n\\bibliography{refs}\n\\end{document}\n"),
    ],
)  # fmt: skip
def test_bibtex(folder: Path, run: Run, index: str, name: str, text: str) -> None:
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    args = ("--fix", "--bibliography", "refs.bib", name)
    fix(run, index, *args)
    assert (folder / "refs.bib").read_text(encoding="utf-8") == FIXED_BIB
    assert (folder / "refs.bib.bak").read_text(encoding="utf-8") == BIB
    assert (folder / name).read_text(encoding="utf-8") == text
    assert fix(run, index, *args)[2] == f"citeaudit: {name}: no fixes to make\n"


def test_manuscripts_that_share_a_bibliography(folder: Path, run: Run, index: str) -> None:
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    names = [f"{number}.md" for number in range(7)]  # so many would be audited at a time
    for name in names:
        (folder / name).write_text("# Sleep\n\nMemory needs sleep [@hall; @lind].\n", encoding="utf-8")
    fix(run, index, "--fix", "--bibliography", "refs.bib", *names)
    assert (folder / "refs.bib").read_text(encoding="utf-8") == FIXED_BIB
    assert not (folder / "refs.bib.bak1").exists()


def test_a_malformed_doi(folder: Path, run: Run, index: str) -> None:
    text = MARKDOWN.replace("2015;3:1-9.", "2015;3:1-9. doi:0.5555/fix.1")
    (folder / "paper.md").write_text(text, encoding="utf-8")
    fix(run, index, "--fix", "--select", "malformed-doi", "paper.md")
    assert (folder / "paper.md").read_text(encoding="utf-8") == text.replace("doi:0.", "doi:10.")


def test_a_link_stays_a_link(folder: Path, run: Run, index: str) -> None:
    (folder / "texts").mkdir()
    (folder / "texts" / "sleep.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "paper.md").unlink()
    (folder / "paper.md").symlink_to(folder / "texts" / "sleep.md")
    fix(run, index)
    assert (folder / "paper.md").is_symlink()
    assert (folder / "texts" / "sleep.md").read_text(encoding="utf-8") == FIXED
    assert (folder / "texts" / "sleep.md.bak").read_text(encoding="utf-8") == MARKDOWN


# --------------------------------------------------------------------------- what is not written

UNTOUCHED = [
    ("ignored", MARKDOWN, ["--ignore", "missing-doi"]),
    ("other checks selected", MARKDOWN, ["--select", "citation-order"]),
    ("waived", MARKDOWN + "\n<!-- citeaudit: ignore-file[missing-doi] the journal prints none -->\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "args"), [case[1:] for case in UNTOUCHED], ids=[case[0] for case in UNTOUCHED])
def test_what_is_let_pass_is_not_fixed(folder: Path, run: Run, index: str, text: str, args: list[str]) -> None:
    (folder / "paper.md").write_text(text, encoding="utf-8")
    code, _, err = fix(run, index, "--fix", *args, "paper.md")
    assert (code, err) == (0, "citeaudit: paper.md: no fixes to make\n")
    assert files(folder) == ["paper.md"]


def test_the_configuration_may_switch_it_off(folder: Path, run: Run, index: str) -> None:
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "citeaudit.toml").write_text("checks.missing-doi.enabled = false\n", encoding="utf-8")
    assert fix(run, index)[2] == "citeaudit: paper.md: no fixes to make\n"


def test_off_without_fix(folder: Path, run: Run, index: str) -> None:
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    assert "missing-doi]" not in fix(run, index, "paper.md")[1]


@pytest.mark.parametrize("which", ["paper.md", "refs.bib"])
def test_a_file_that_changed_meanwhile(
    folder: Path, run: Run, index: str, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    text = MARKDOWN if which == "paper.md" else "# Sleep\n\nMemory needs sleep [@hall; @lind].\n"
    (folder / "paper.md").write_text(text, encoding="utf-8")
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    examine = examining.examine

    def examine_slowly(*args: object) -> object:
        report = examine(*args)  # type: ignore[arg-type]
        path = folder / which
        path.write_text(path.read_text(encoding="utf-8").replace("adults", "young adults"), encoding="utf-8")
        return report

    monkeypatch.setattr(batch, "examine", examine_slowly)
    args = ("--fix", "paper.md") if which == "paper.md" else ("--fix", "--bibliography", "refs.bib", "paper.md")
    code, out, err = fix(run, index, *args)
    assert code == 2
    assert "has changed since it was read; nothing was written" in err
    assert len(err.splitlines()) == 1
    assert "reference 1 has no DOI" in out or "hall" in out
    assert "doi" not in (folder / which).read_text(encoding="utf-8")
    assert files(folder) == ["paper.md", "refs.bib"]


def test_a_file_that_cannot_be_written(folder: Path, run: Run, index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    code, _, err = fix(run, index)
    assert code == 2
    assert err.endswith("citeaudit: paper.md: cannot be written (No space left on device); nothing was changed\n")
    assert (folder / "paper.md").read_text(encoding="utf-8") == MARKDOWN
    assert files(folder) == ["paper.md"]


def test_a_copy_that_cannot_be_kept(folder: Path, run: Run, index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    copymode = shutil.copymode

    def refused(source: str | Path, target: str | Path) -> None:
        if str(target).endswith(".bak"):
            raise OSError(122, "Disk quota exceeded")
        copymode(source, target)

    monkeypatch.setattr(shutil, "copymode", refused)
    code, _, err = fix(run, index)
    assert code == 2
    assert "Disk quota exceeded" in err
    assert (folder / "paper.md").read_text(encoding="utf-8") == MARKDOWN
    assert files(folder) == ["paper.md"]


@pytest.mark.parametrize("name", ["numbers.docx", "numbers.pdf", "article.xml"])
def test_formats_that_are_no_text(folder: Path, run: Run, index: str, name: str) -> None:
    shutil.copy(FORMATS / name, folder / name)
    _, _, err = fix(run, index, "--fix", name)
    assert err == f"citeaudit: {name}: fixes are only for text manuscripts and BibTeX; nothing was changed\n"
    assert files(folder) == sorted([name, "paper.md"])


def test_a_list_alone(folder: Path, run: Run, index: str) -> None:
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    code, _, err = fix(run, index, "--fix", "refs.bib")
    assert code == 0, err
    assert (folder / "refs.bib").read_text(encoding="utf-8") == FIXED_BIB
    assert files(folder) == ["paper.md", "refs.bib", "refs.bib.bak"]


def test_a_bibliography_that_is_not_bibtex(folder: Path, run: Run, index: str) -> None:
    (folder / "paper.md").write_text("# Sleep\n\nMemory needs sleep [@hall].\n", encoding="utf-8")
    entry = {
        "id": "hall", "type": "article-journal", "author": [{"family": "Hall", "given": "A."}], "title": WORKS[0][2],
        "container-title": "J Sleep", "issued": {"date-parts": [[2015]]}, "volume": "3", "page": "1-9",
    }  # fmt: skip
    (folder / "refs.json").write_text(json.dumps([entry], indent=1), encoding="utf-8")
    code, _, err = fix(run, index, "--fix", "--bibliography", "refs.json", "paper.md")
    assert code == 0
    assert "not fixed (missing-doi): fixes are only for text manuscripts and BibTeX, not for CSL-JSON" in err
    assert files(folder) == ["paper.md", "refs.json"]


def test_nothing_to_fix_is_no_clean_bill_where_nothing_was_looked_up(folder: Path, run: Run) -> None:
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    _, _, err = run("audit", "--offline", "--fix", "paper.md")
    assert err.startswith("citeaudit: paper.md: no fixes to make (4 of 4 references were not looked up: offline")


def test_fix_and_watch_exclude_each_other(run: Run) -> None:
    code, _, err = run("audit", "--offline", "--fix", "--watch", "paper.md")
    assert code == 2
    assert "would change the file while you edit it" in err


def test_the_works_that_come_with_it(tmp_path: Path) -> None:
    seed = tmp_path / "seed.md"
    shutil.copy(Path(__file__).parents[2] / "seeds" / "tcr-22-2463.md", seed)
    before = seed.read_bytes()
    done = citeaudit("audit", "--offline", "--fix", "--fail-on", "never", str(seed))
    assert done.returncode == 0, done.stderr
    assert "26 fixes made" in done.stderr
    old, new = before.split(b"\n"), seed.read_bytes().split(b"\n")
    assert len(old) == len(new)
    pairs = [(was, now) for was, now in zip(old, new, strict=True) if was != now]
    assert len(pairs) == 26
    assert all(now.startswith(was + b" doi:10.") for was, now in pairs)
    assert (tmp_path / "seed.md.bak").read_bytes() == before
