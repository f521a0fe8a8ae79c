"""Formats that are read through pandoc."""

from __future__ import annotations

import builtins
import subprocess
from pathlib import Path
from typing import Any

import pytest

from citeaudit.auditing import pipeline
from citeaudit.errors import ReadError
from citeaudit.formats import pandoc, read
from citeaudit.rules.running import run
from tests.formats import article, render

pypandoc = pytest.importorskip("pypandoc", reason="pandoc is an extra: pip install 'citeaudit[pandoc]'")


def converted(to: str, tmp_path: Path, suffix: str) -> Path:
    """The synthetic article as pandoc writes it; in a notebook it loses what is raised, so its numbers are in brackets."""
    path = tmp_path / f"paper{suffix}"
    source, text = ("markdown", render.markdown_numbers()) if to == "ipynb" else ("html", render.html())
    command = [pypandoc.get_pandoc_path(), f"--from={source}", f"--to={to}", "--standalone", "-o", str(path)]
    subprocess.run(command, input=text.encode(), check=True)
    return path


@pytest.mark.parametrize(
    ("to", "suffix"),
    [("html", ".html"), ("epub", ".epub"), ("rst", ".rst"), ("org", ".org"), ("typst", ".typ"), ("ipynb", ".ipynb")],
)
def test_the_article_in_every_format(to: str, suffix: str, tmp_path: Path) -> None:
    audit = pipeline.audit(converted(to, tmp_path, suffix))
    assert audit.manuscript.format == to
    assert [reference.record.title for reference in audit.references] == [
        article.WORKS[k]["title"] for k in article.order()
    ]
    order = article.order()
    assert [sorted(link.reference or 0 for link in c.links) for c in audit.citations] == [
        sorted(order.index(key) + 1 for key in keys) for keys in article.cited()
    ]
    (finding,) = run(audit).findings
    assert (finding.check, finding.location.line) == ("claim-mismatch", None)
    assert finding.location.label.startswith("paragraph ")


def test_citation_keys(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(render.bibtex(), encoding="utf-8")
    path = tmp_path / "paper.org"
    path.write_text("* Sleep\n\nNaps improved memory [cite:@moss2018].\n", encoding="utf-8")
    manuscript = read(path, bibliography=[tmp_path / "refs.bib"])
    assert [reference.key for reference in manuscript.listed] == ["moss2018"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.odt", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text"),
        ("a.ipynb", b"{"),
        ("a.html", b"<html></html>"),
    ],
)
def test_what_pandoc_cannot_read_is_one_line(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_without_pandoc_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **others: Any) -> Any:
        if name == "pypandoc":
            raise ImportError(name)
        return real(name, *args, **others)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ReadError, match=r'pip install "citeaudit\[pandoc\]"'):
        pandoc.read("a.rtf", b"{\\rtf1 text}")
