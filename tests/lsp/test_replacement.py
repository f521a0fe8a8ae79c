"""A suggestion is followed in every form in which citations are written, and only where it is safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from citeaudit.auditing import pipeline
from citeaudit.formats import latex, markdown
from citeaudit.lsp.answers import replacement
from citeaudit.lsp.places import Places
from citeaudit.rules.running import get, run
from tests.lsp.client import applied
from tests.lsp.test_server import TEXT

_ANCHOR = '<a href="#r{0}">{0}</a>'
_RAISED = str.maketrans("123,", "¹²³˒")


def _written(form: Callable[[str], str]) -> str:
    body, heading, entries = TEXT.partition("## References")
    return re.sub(r"\((\d(?:,\d)*)\)", lambda match: form(match[1]), body) + heading + entries


def _each(numbers: str, form: str) -> str:
    return ",".join(form.format(number) for number in numbers.split(","))


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        (lambda n: f"({n})", "orexins (1)", "orexins (3)"),
        (lambda n: f"[{n}]", "orexins [1]", "orexins [3]"),
        (lambda n: f"^{n}^", "orexins ^1^", "orexins ^3^"),
        (lambda n: f"<sup>{n}</sup>", "<sup>1</sup>. M", "<sup>3</sup>. M"),
        (lambda n: n.translate(_RAISED), "orexins ¹", "orexins ³"),
        # a link would go on leading to the old entry
        (lambda n: f"({_each(n, '[{0}](#ref{0})')})", "", ""),
        (lambda n: f"<sup>{_each(n, '[{0}](#ref{0})')}</sup>", "", ""),
        (lambda n: f"<sup>{_each(n, _ANCHOR)}</sup>", "", ""),
    ],
    ids=["parentheses", "brackets", "carets", "sup", "raised digits", "links", "links in sup", "anchors in sup"],
)
def test_markdown(form: Callable[[str], str], before: str, after: str) -> None:
    _follows(_written(form), before, after)


def test_line_ends_of_windows() -> None:
    text = TEXT.replace("orexins (1)", "orexins (1,\n2)").replace("\n", "\r\n")
    _follows(text, "orexins (1,", "orexins (3,")


def test_footnotes() -> None:
    text = re.sub(
        r"^(\d)\. ", r"[^\1]: ", _written(lambda n: "".join(f"[^{x}]" for x in n.split(","))), flags=re.MULTILINE
    )
    _follows(text, "orexins [^1]", "orexins [^3]")


def test_a_number_that_two_entries_bear_is_not_offered() -> None:
    text = TEXT.replace("\n2. Berg", "\n3. Berg")
    audit = pipeline.audit_manuscript(markdown.read("a.md", text.encode()))
    (found,) = run(audit, [get("claim-mismatch")]).findings
    assert audit.reference(found.suggested[0]).label == "3"
    assert replacement(audit, found, Places(text, "utf-16")) is None


def test_numbers_typed_in_latex(tmp_path: Path) -> None:
    items = re.sub(r"^\d\. ", r"\\bibitem{x} ", TEXT.partition("## References\n\n")[2], flags=re.MULTILINE)
    for key in ("hall", "berg", "moss"):
        items = items.replace("{x}", f"{{{key}}}", 1)
    text = (
        "\\documentclass{article}\\begin{document}\n😀 The REMWAVE-2 trial of lunestazole raised orexin by a third~\\cite{hall}.\n"
        f"Memory needs sleep \\cite{{berg}}.\n\\begin{{thebibliography}}{{9}}\n{items}\\end{{thebibliography}}\\end{{document}}\n"
    )
    audit = pipeline.audit_manuscript(latex.read(str(tmp_path / "a.tex"), text.encode()))
    (found,) = run(audit, [get("claim-mismatch")]).findings
    made = replacement(audit, found, Places(text, "utf-16"))
    assert made is not None
    assert made[0].new_text == "moss"
    assert _edited(text, made[0]) == text.replace("\\cite{hall}", "\\cite{moss}")


def _follows(text: str, before: str, after: str) -> None:
    audit = pipeline.audit_manuscript(markdown.read("a.md", text.encode()))
    (found,) = run(audit, [get("claim-mismatch")]).findings
    made = replacement(audit, found, Places(text, "utf-16"))
    assert (made is not None) is bool(before)
    if made is not None:
        assert _edited(text, made[0]) == text.replace(before, after)


def _edited(text: str, edit: object) -> str:
    from lsprotocol.converters import get_converter

    return applied(text, [get_converter().unstructure(edit)])
