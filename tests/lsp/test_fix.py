"""Safe fixes as an editor is offered them: what `citeaudit audit --fix` would write, at the positions of the protocol."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.auditing import pipeline
from citeaudit.auditing.fixes import apply, plan
from citeaudit.formats import latex, markdown
from citeaudit.lsp.answers import fix
from citeaudit.lsp.places import Places
from citeaudit.model import Report
from tests.auditing.test_fixes import DOI, ENTRY, HEAD, finding
from tests.lsp.client import applied

LATEX = (
    "\\documentclass{article}\\begin{document}\nMemory needs sleep \\cite{hall}.\n\\begin{thebibliography}{9}\n"
    "\\bibitem{hall} Hall A. Sleep and memory \U0001f600. J Sleep 2015;3:1--9.\n\\end{thebibliography}\\end{document}\n"
)


@pytest.mark.parametrize("units", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("text", "old", "title"),
    [
        (f"{HEAD}{ENTRY}\n", "", f"Add the DOI {DOI}"),
        (f"{HEAD}{ENTRY}\n".replace("\n", "\r\n"), "", f"Add the DOI {DOI}"),
        (f"{HEAD}{ENTRY} \U0001f600 doi:0.5555/sleep.1\n", "0.5555/sleep.1", f"Replace 0.5555/sleep.1 by {DOI}"),
        (LATEX, "", f"Add the DOI {DOI}"),
    ],
    ids=["insert", "line ends of Windows", "replace", "LaTeX"],
)
def test_the_edit_is_that_of_the_command_line(text: str, old: str, title: str, units: str) -> None:
    audit = pipeline.audit_manuscript((latex if text is LATEX else markdown).read("paper", text.encode()))
    lacking = finding(audit.references[0], DOI, old=old)
    made = fix(Report(audit=audit, findings=(lacking,)), lacking, text, Places(text, units))
    (planned,) = plan(text, [lacking], [audit.references[0].raw], latex=text is LATEX)
    assert made is not None
    assert planned.edit is not None
    assert made[1] == title
    from lsprotocol.converters import get_converter

    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[units]
    assert applied(text, [get_converter().unstructure(made[0])], codec) == apply(text, [planned.edit])


def test_what_has_no_safe_place_is_not_offered() -> None:
    text = f"{HEAD}{ENTRY} {{.key}}\n"
    audit = pipeline.audit_manuscript(markdown.read("paper", text.encode()))
    lacking = finding(audit.references[0], DOI)
    assert fix(Report(audit=audit), lacking, text, Places(text, "utf-16")) is None
    assert fix(Report(audit=audit), replace(lacking, fix=None), text, Places(text, "utf-16")) is None
