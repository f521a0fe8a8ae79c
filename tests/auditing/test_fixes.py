"""Fixes put into texts: what is written where, and what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.auditing import pipeline
from citeaudit.auditing.fixes import Edit, apply, diff, plan
from citeaudit.bibliographies.bibtex import parse
from citeaudit.formats import latex, markdown
from citeaudit.model import Audit, Finding, Found, Location, Reference, Work
from citeaudit.rules.running import get

DOI = "10.5555/sleep.1"
HEAD = "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n"
ENTRY = "1. Hall A. Sleep and memory. *J Sleep* 2015;3:1-9."


def finding(reference: Reference, value: str, *, lead: str = "doi:", old: str = "") -> Finding:
    fix = {"kind": "replace", "old": old} if old else {"kind": "insert", "lead": lead}
    return get("missing-doi").finding(
        reference.location,
        facts={"source": "example", "actual": value},
        numbers={"index": reference.label},
        references=[reference],
        fix={**fix, "field": "DOI", "value": value},
    )


def fixed(text: str, value: str = DOI, *, form: str = "markdown", lead: str = "doi:", old: str = "") -> str:
    """The text with the DOI put into its first reference, or why it is not."""
    reader = latex if form == "latex" else markdown
    references, _ = pipeline.parse_list(reader.read("paper", text.encode()))
    return made(text, references, value, form=form, lead=lead, old=old)


def made(
    text: str, references: tuple[Reference, ...], value: str, *, form: str, lead: str = "doi:", old: str = ""
) -> str:
    found = finding(references[0], value, lead=lead, old=old)
    (planned,) = plan(text, [found], [reference.raw for reference in references], latex=form == "latex")
    return planned.reason if planned.edit is None else apply(text, [planned.edit])


# --------------------------------------------------------------------------- Markdown and plain text

# `|` is where the DOI is to stand; a full stop goes before it where the entry has none.
BEHIND = [
    "1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.| D",
    "1. Hall A. Sleep and memory. J Sleep 2015;3:1-9|. D",
    "1. Hall A. Sleep and memory. *J Sleep* 2015;**3**:1-9.| D  ",
    "1. Hall A. Sleep and memory. J Sleep 2015;3:*1-9*|. D",
    "1. Hall A. Sleep and memory. J Sleep 2015;3:*1-9.*| D",
    "1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. [PubMed](https://example.org/a_(b))|. D",
    "1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. <https://example.org/a>|. D",
    "1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.| D <!-- citeaudit: ignore[gap-in-numbers] known -->",
    "1. Hall A. Sleep and\n   memory. J Sleep\n   2015;3:1-9.| D",
    "1. Hall A. Sleep and memory. J Sleep 2015;3:1-9.| D\n2. Moss D. Naps in adults. J Sleep 2019;7:21-30.",
    "[1] Hall A. Sleep and memory. J Sleep 2015;3:1-9.| D",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("entry", BEHIND)
def test_behind_an_entry(entry: str, newline: str) -> None:
    before = (HEAD + entry.replace("|. D", "").replace("| D", "")).replace("\n", newline)
    after = (HEAD + entry.replace("|", "").replace(" D", f" doi:{DOI}", 1)).replace("\n", newline)
    assert fixed(before) == after
    references, _ = pipeline.parse_list(markdown.read("paper", after.encode()))
    assert references[0].record.DOI == DOI


def test_left_out_behind_attributes() -> None:
    assert fixed(f"{HEAD}{ENTRY} {{.key}}\n") == "its last words may be attributes"


def test_left_out_between_two_works_under_one_number() -> None:
    text = HEAD + "1. (a) Hall, A. J. Sleep 2001, 3, 1; (b) Berg, C. J. Sleep 2003, 5, 9.\n"
    assert fixed(text) == "something else stands behind the entry on its line"


def test_left_out_where_the_place_is_stale() -> None:
    references, _ = pipeline.parse_list(markdown.read("paper", (HEAD + ENTRY).encode()))
    assert made(HEAD + ENTRY[:-3], references, DOI, form="markdown") == "its place is not in the file"
    other = HEAD + ENTRY.replace("3:1-9.", "9:7-8.")
    assert made(other, references, DOI, form="markdown") == "the end of the entry is not clear"


@pytest.mark.parametrize(
    ("doi", "written"),
    [
        (DOI, f"doi:{DOI}"),
        ("10.5555/S0140-6736(19)31-2", "doi:10.5555/S0140-6736(19)31-2"),
        ("10.5555/978-3-319-24574-4_28", "doi:10.5555/978-3-319-24574-4_28"),
        ("10.5555/a_.b", "https://doi.org/10.5555/a%5F.b"),
        ("10.5555/1097(1998)17:15<1661::AID-SIM968>3.0.CO;2-2", "https://doi.org/10.5555/1097(1998)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2"),
    ],
)  # fmt: skip
def test_no_character_of_a_doi_is_markup(doi: str, written: str) -> None:
    after = fixed(HEAD + ENTRY, doi)
    assert after == f"{HEAD}{ENTRY} {written}"
    references, _ = pipeline.parse_list(markdown.read("paper", after.encode()))
    assert doi == references[0].record.DOI


def test_in_the_form_of_the_list() -> None:
    assert fixed(HEAD + ENTRY, lead="https://doi.org/") == f"{HEAD}{ENTRY} https://doi.org/{DOI}"


@pytest.mark.parametrize(
    ("tail", "old", "after"),
    [
        ("doi:0.5555/sleep.1", "0.5555/sleep.1", f"doi:{DOI}"),
        ("doi:10.5555", "10.5555", f"doi:{DOI}"),
        ("doi:0.5555/a (0.5555/a)", "0.5555/a", "“0.5555/a” stands 2 times in the entry as typed"),
        ("doi:10.5555/x", "10.5555", "“10.5555” is part of a longer word"),
        ("doi:x", "0.5555/a", "“0.5555/a” stands nowhere in the entry as typed"),
    ],
)
def test_replaced(tail: str, old: str, after: str) -> None:
    done = fixed(f"{HEAD}{ENTRY} {tail}", old=old)
    assert done == (f"{HEAD}{ENTRY} {after}" if after.startswith("doi:") else after)


# --------------------------------------------------------------------------- LaTeX

TEX = r"""\documentclass{article}
\begin{document}
Memory needs sleep \cite{hall}.
\begin{thebibliography}{9}
\bibitem{hall} Hall, A. {\em Sleep and memory.} J Sleep \textbf{3} (2015), %s
\bibitem{moss} Moss, D. Naps in adults. J Sleep 7 (2019), 21--30.
\end{thebibliography}
\end{document}
"""


@pytest.mark.parametrize(
    ("tail", "doi", "after"),
    [
        ("1--9.", DOI, f"1--9. doi:{DOI}"),
        ("1--9", DOI, f"1--9. doi:{DOI}"),
        ("1--9. % checked", DOI, f"1--9. doi:{DOI} % checked"),
        (r"\textit{1--9}", DOI, rf"\textit{{1--9}}. doi:{DOI}"),
        ("1--9.", "10.5555/a_b.c", r"1--9. doi:10.5555/a\_b.c"),
    ],
)
def test_in_thebibliography(tail: str, doi: str, after: str) -> None:
    done = fixed(TEX.replace("%s", tail), doi, form="latex")
    assert done == TEX.replace("%s", after)
    references, _ = pipeline.parse_list(latex.read("paper", done.encode()))
    assert doi == references[0].record.DOI


def test_left_out_of_latex() -> None:
    assert "LaTeX reads as commands" in fixed(TEX.replace("%s", "1--9."), "10.5555/a<b>c", form="latex")


# --------------------------------------------------------------------------- BibTeX

BIB = [
    ("@article{hall,\n  title = {Sleep},\n  year = {2015}\n}", "@article{hall,\n  title = {Sleep},\n  year = {2015},\n  doi = {D}\n}"),
    ("@article{hall,\n\ttitle = {Sleep},\n\tyear = 2015,\n}", "@article{hall,\n\ttitle = {Sleep},\n\tyear = 2015,\n\tdoi = {D},\n}"),
    ("@article{hall,\n  author  = {Hall},\n  title   = {Sleep}}", "@article{hall,\n  author  = {Hall},\n  title   = {Sleep},\n  doi     = {D}}"),
    ("@article(hall,\n  title=\"Sleep\"\n)", "@article(hall,\n  title=\"Sleep\",\n  doi={D}\n)"),
    ("@article{hall, title = {Sleep}, year = 2015}", "@article{hall, title = {Sleep}, year = 2015, doi = {D}}"),
    ("@article{hall, title = {Sleep}, year = 2015,}", "@article{hall, title = {Sleep}, year = 2015, doi = {D},}"),
]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), BIB)
def test_a_field_as_the_others_are_written(before: str, after: str, newline: str) -> None:
    text = f"% a list{newline}{before.replace(chr(10), newline)}{newline}@misc{{moss, title = {{Naps}}}}"
    (entry, _) = parse(text.replace(newline, "\n")).entries
    start, end = (text.replace(newline, "\n")[:at].split("\n") for at in (entry.start, entry.end - 1))
    location = Location(
        path="refs.bib",
        line=len(start),
        column=len(start[-1]) + 1,
        end_line=len(end),
        end_column=len(end[-1]) + 2,
    )
    reference = Reference(
        index=1, label="1", raw="Hall. Sleep.", record=entry.record, location=location, confidence=1.0, key="hall"
    )
    done = made(text, (reference,), DOI, form="markdown")
    assert done == text.replace(
        before.replace("\n", newline), after.replace("{D}", f"{{{DOI}}}").replace("\n", newline)
    )
    assert [entry.record.DOI for entry in parse(done).entries] == [DOI, ""]


# --------------------------------------------------------------------------- edits and diffs


def test_two_fixes_in_one_place_are_not_made_at_once() -> None:
    references, _ = pipeline.parse_list(markdown.read("paper", (HEAD + ENTRY).encode()))
    twice = [finding(references[0], DOI), finding(references[0], "10.5555/other")]
    first, second = plan(HEAD + ENTRY, twice, [references[0].raw], latex=False)
    assert first.edit is not None
    assert second.edit is None
    assert "run again" in second.reason


def test_the_check_and_the_fix_fit() -> None:
    """What `missing-doi` asks for is made, and then it asks for nothing."""

    def audit(text: str) -> Audit:
        references, _ = pipeline.parse_list(read := markdown.read("paper", text.encode()))
        record = replace(references[0].record, DOI=DOI)
        found = Found(work=Work(record=record, source="example", identifier=DOI), score=1.0)
        return Audit(manuscript=read, references=references, resolutions={1: found})

    text = HEAD + ENTRY + "\n"
    before = audit(text)
    found = list(get("missing-doi").findings(before))
    (planned,) = plan(text, found, [before.references[0].raw], latex=False)
    assert planned.edit is not None
    after = apply(text, [planned.edit])
    assert after == f"{HEAD}{ENTRY} doi:{DOI}\n"
    assert list(get("missing-doi").findings(audit(after))) == []


@given(st.text(st.sampled_from("ab\r\n"), max_size=30), st.integers(0, 30), st.text("xy", max_size=3))
def test_an_insertion_changes_nothing_else(text: str, at: int, new: str) -> None:
    at = min(at, len(text))
    assert apply(text, [Edit(start=at, end=at, text=new)]) == text[:at] + new + text[at:]


def test_diff() -> None:
    assert diff("a\r\nb\r\n", "a\r\nc\r\n", "p.md") == "--- p.md\n+++ p.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    assert diff("a", "b", "p.md").endswith("-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n")
    assert diff("a\n", "a\n", "p.md") == ""
