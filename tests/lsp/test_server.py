"""The server, spoken to by a real client in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import COMMAND, PATIENCE_S, Client, applied

# Synthetic: no such works exist. What stands before the markers takes one, two or four units.
TEXT = """# Sleep

😀 The REMWAVE-2 trial of lunestazole raised 𝛼 by orexins (1). Memory needs sleep (2).

Melatonin eases jet lag in cabin crews (1,2).

## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9.
2. Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9.
3. Moss D. Lunestazole and orexin in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
"""
_ENTRY_LINES = {1: 8, 2: 9, 3: 10}


def _place(text: str, what: str, units: str = "utf-16-le") -> tuple[int, int]:
    """Line and character of the first `what`, from 0, as an editor counts."""
    before = text[: text.index(what)]
    width = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}[units]
    line = before.rpartition("\n")[2]
    return before.count("\n"), len(line.encode(units)) // width


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("editor")
    workspace = {"workspaceEdit": {"documentChanges": True}, "didChangeWatchedFiles": {"dynamicRegistration": True}}
    with Client(folder, "--source", "embedded", "--delay", "50", capabilities={"workspace": workspace}) as made:
        yield made
        assert made.stop() == 0


def _mismatch(diagnostics: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [diagnostic for diagnostic in diagnostics if diagnostic["code"] == "claim-mismatch"]
    return found


def test_findings_are_shown_and_mended(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "a.md", TEXT)
    found = _mismatch(client.diagnosed(uri))
    line, character = _place(TEXT, "(1).")
    assert found["range"] == {
        "start": {"line": line, "character": character},
        "end": {"line": line, "character": character + 3},
    }
    assert found["severity"] == 1
    assert found["source"] == "citeaudit"
    assert "reference 3 (Moss 2019) fits" in found["message"]
    assert [related["location"]["range"]["start"]["line"] for related in found["relatedInformation"]] == [8, 10]
    (action,) = client.actions(uri, found)
    assert action["title"] == "Replace 1 by 3 (Moss 2019)"
    assert action["diagnostics"] == [found]
    (change,) = action["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    mended = applied(TEXT, change["edits"])
    assert mended == TEXT.replace("orexins (1)", "orexins (3)")
    client.change(uri, mended, 2)
    assert not [diagnostic for diagnostic in client.diagnosed(uri, 2) if diagnostic["code"] == "claim-mismatch"]


def test_positions_are_counted_as_agreed(tmp_path: Path) -> None:
    general = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}
    with Client(tmp_path, "--source", "embedded", "--delay", "0", capabilities=general) as client:
        assert client.capabilities["positionEncoding"] == "utf-8"
        uri = client.open(tmp_path / "a.md", TEXT)
        found = _mismatch(client.diagnosed(uri))
        assert tuple(found["range"]["start"].values()) == _place(TEXT, "(1).", "utf-8")
        (action,) = client.actions(uri, found)  # of a client that knows no versions
        assert applied(TEXT, action["edit"]["changes"][uri], "utf-8") == TEXT.replace("orexins (1)", "orexins (3)")
        hover = client.at("hover", uri, *_place(TEXT, "1). Memory", "utf-8"))
        assert hover["range"] == found["range"]
        assert client.stop() == 0


def test_an_older_text_is_not_reported_on(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "b.md", TEXT)
    client.diagnosed(uri)
    for version in range(2, 30):
        client.change(uri, TEXT.replace("# Sleep\n", f"# Sleep {version}\n\n" + "More.\n\n" * version), version)
    found = _mismatch(client.diagnosed(uri, 29))
    assert found["range"]["start"]["line"] == 2 + 1 + 2 * 29
    versions = [
        notice["params"]["version"]
        for notice in client.notices
        if notice["method"] == "textDocument/publishDiagnostics" and notice["params"]["uri"] == uri
    ]
    assert versions == sorted(versions)


def test_a_question_waits_for_the_text_as_it_is(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "c.md", TEXT)
    changed = TEXT.replace("(2).", "(3).")
    client.change(uri, changed, 2)
    line, character = _place(changed, "3).")
    assert "Moss D." in client.at("hover", uri, line, character)["contents"]["value"]


def test_hover_says_what_is_known(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "d.md", TEXT)
    hover = client.at("hover", uri, *_place(TEXT, "1). Memory"))["contents"]
    assert hover["kind"] == "plaintext"
    first, work, sentence, better, *reasons = hover["value"].split("\n")
    assert first.startswith("1  Hall A. Melatonin and jet lag")
    assert work.startswith("work: not looked up (")
    assert sentence.startswith("sentence: chance 9")
    assert better == "better: 3  Moss 2019"
    assert any("REMWAVE-2" in reason for reason in reasons)
    group = client.at("hover", uri, *_place(TEXT, "(1,2)"))["contents"]["value"]
    assert "1  Hall A." in group
    assert "2  Berg C." in group
    alone = client.at("hover", uri, *_place(TEXT, ",2)"))["contents"]["value"]  # the cursor touches the 1
    assert "Berg" not in alone
    entry = client.at("hover", uri, _ENTRY_LINES[2], 20)["contents"]["value"]
    assert entry.startswith("2  Berg C.")
    assert entry.endswith("cited in 2 places")
    assert client.at("hover", uri, 0, 3) is None


def test_hover_shows_the_work() -> None:
    seed = Path(__file__).parents[2] / "seeds" / "tcr-22-2463.md"
    text = seed.read_text("utf-8")
    with Client(seed.parent, "--source", "embedded") as client:
        uri = client.open(seed, text)
        found = _mismatch(client.diagnosed(uri))
        (action,) = client.actions(uri, found)
        assert action["title"].startswith("Replace 39 by 40 (")
        assert applied(text, action["edit"]["changes"][uri]) == text.replace(
            "endocrine therapy (39)", "endocrine therapy (40)"
        )
        start = found["range"]["start"]
        hover = client.at("hover", uri, start["line"], start["character"])["contents"]["value"]
        assert "work: Büyükkaramikli 2019. " in hover
        assert "embedded (synthetic)" in hover
        assert client.stop() == 0


_NO_NETWORK = """
import os, sys
def deadly(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        os._exit(99)
sys.addaudithook(deadly)
"""


def test_nothing_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEAUDIT_CACHE", str(tmp_path / "cache"))
    text = TEXT.replace("2015;3:1-9.", "2015;3:1-9. doi:10.1000/hall.2015")
    with Client(tmp_path, "--source", "crossref", before=_NO_NETWORK) as client:
        uri = client.open(tmp_path / "a.md", text)
        assert _mismatch(client.diagnosed(uri))
        client.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
        assert "work: not looked up (" in client.at("hover", uri, *_place(text, "1). Memory"))["contents"]["value"]
        assert client.stop() == 0


def test_a_text_that_was_never_saved(client: Client) -> None:
    uri = "untitled:Untitled-1"
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": TEXT}
    client.tell("textDocument/didOpen", {"textDocument": document})
    found = _mismatch(client.diagnosed(uri))
    assert {related["location"]["uri"] for related in found["relatedInformation"]} == {uri}
    assert client.at("definition", uri, *_place(TEXT, "(2)."))[0]["uri"] == uri


def test_definition_and_references(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "e.md", TEXT)

    def lines(places: list[dict[str, Any]]) -> list[int]:
        assert {place["uri"] for place in places} <= {uri}
        return [place["range"]["start"]["line"] for place in places]

    assert lines(client.at("definition", uri, *_place(TEXT, "(2)."))) == [9]
    assert lines(client.at("definition", uri, *_place(TEXT, ",2)"))) == [8]
    assert lines(client.at("definition", uri, *_place(TEXT, "(1,2)"))) == [8, 9]
    assert client.at("definition", uri, 0, 0) in (None, [])
    context = {"includeDeclaration": False}
    assert lines(client.at("references", uri, _ENTRY_LINES[1], 10, context=context)) == [2, 4]
    assert client.at("references", uri, _ENTRY_LINES[3], 10, context=context) in (None, [])
    declared = {"includeDeclaration": True}
    assert lines(client.at("references", uri, *_place(TEXT, "1). Memory"), context=declared)) == [8, 2, 4]


BIB = """@article{hall, author={Hall, A.}, title={😀 Melatonin and jet lag in cabin crews: a cohort study},
  journal={J Sleep}, year=2015}

@article{moss, author={Moss, D.}, title={Lunestazole and orexin in older adults: results of the REMWAVE-2 trial},
  journal={J Sleep}, year=2019}
"""
CHAPTER = """😀 The REMWAVE-2 trial of lunestazole raised recall by orexins \\citep{hall}.
Jet lag in cabin crews \\citep[see][]{moss,
hall}.
"""
MAIN = """\\documentclass{article}
\\begin{document}
\\input{chapter}
\\bibliography{list}
\\end{document}
"""


def test_latex_over_several_files(client: Client, tmp_path: Path) -> None:
    (tmp_path / "list.bib").write_text(BIB, "utf-8")
    (tmp_path / "chapter.tex").write_text(CHAPTER, "utf-8")
    chapter = client.open(tmp_path / "chapter.tex", CHAPTER, "latex")
    (alone,) = client.diagnosed(chapter)
    assert alone["severity"] == 3
    assert alone["message"].startswith("not audited: ")
    client.open(tmp_path / "main.tex", MAIN, "latex")  # it is not on the disk
    found = _mismatch(
        client.until(
            chapter, lambda diagnostics: any(diagnostic.get("code") == "claim-mismatch" for diagnostic in diagnostics)
        )
    )
    assert not [
        diagnostic
        for diagnostic in client.diagnostics[chapter]["diagnostics"]
        if "not audited" in diagnostic["message"]
    ]
    (action,) = client.actions(chapter, found)
    (change,) = action["edit"]["documentChanges"]
    assert applied(CHAPTER, change["edits"]) == CHAPTER.replace("\\citep{hall}", "\\citep{moss}")
    (entry,) = client.at("definition", chapter, 2, 1)
    assert entry["uri"] == (tmp_path / "list.bib").as_uri()
    assert entry["range"]["start"] == {"line": 0, "character": 0}
    client.change(chapter, "Something new.\n" + CHAPTER, 2)  # what is not saved counts
    moved = _mismatch(client.diagnosed(chapter, 2))
    assert moved["range"]["start"]["line"] == found["range"]["start"]["line"] + 1
    client.change(chapter, CHAPTER.replace("hall}.\nJet", "moss}.\nJet"), 3)
    client.diagnosed(chapter, 3)
    client.until(
        chapter, lambda diagnostics: not any(diagnostic.get("code") == "claim-mismatch" for diagnostic in diagnostics)
    )


def test_a_chapter_alone_is_audited_as_part_of_its_document(client: Client, tmp_path: Path) -> None:
    (tmp_path / "list.bib").write_text(BIB, "utf-8")
    (tmp_path / "main.tex").write_text(MAIN.replace("chapter", "parts/one}\\input{parts/two"), "utf-8")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/one.tex").write_text("Nothing yet.\n", "utf-8")
    (tmp_path / "parts/two.tex").write_text("Cats \\cite{berg}.\n", "utf-8")
    chapter = client.open(tmp_path / "parts/one.tex", CHAPTER, "latex")
    diagnostics = client.diagnosed(chapter)
    assert not any("not audited" in diagnostic["message"] for diagnostic in diagnostics)
    found = _mismatch(diagnostics)
    (action,) = client.actions(chapter, found)
    (change,) = action["edit"]["documentChanges"]
    assert applied(CHAPTER, change["edits"]) == CHAPTER.replace("\\citep{hall}", "\\citep{moss}")
    (entry,) = client.at("definition", chapter, 2, 1)
    assert entry["uri"] == (tmp_path / "list.bib").as_uri()
    assert "Melatonin" in client.at("hover", chapter, 2, 1)["contents"]["value"]
    other = (tmp_path / "parts/two.tex").as_uri()
    client.until(other, lambda diagnostics: [diagnostic["code"] for diagnostic in diagnostics] == ["dangling-citation"])
    changed = "Cats sleep, too.\n\n" + CHAPTER
    client.change(chapter, changed, 2)
    (moved,) = (diagnostic for diagnostic in client.diagnosed(chapter, 2) if diagnostic.get("code") == "claim-mismatch")
    assert moved["range"]["start"]["line"] == found["range"]["start"]["line"] + 2
    main = client.open(tmp_path / "main.tex", (tmp_path / "main.tex").read_text("utf-8"), "latex")
    client.diagnosed(main)
    (same,) = (diagnostic for diagnostic in client.diagnosed(chapter, 2) if diagnostic.get("code") == "claim-mismatch")
    assert same == moved  # the report on the document knows what is unsaved in the chapter


def test_the_configuration_and_waivers_count(client: Client, tmp_path: Path) -> None:
    (tmp_path / "citeaudit.toml").write_text('[checks.claim-mismatch]\nseverity = "info"\n', "utf-8")
    uri = client.open(tmp_path / "f.md", TEXT)
    assert _mismatch(client.diagnosed(uri))["severity"] == 3
    waived = TEXT.replace("😀", "<!-- citeaudit: ignore[claim-mismatch] the trial is in the registry -->\n😀", 1)
    client.change(uri, waived, 2)
    assert not [diagnostic for diagnostic in client.diagnosed(uri, 2) if diagnostic["code"] == "claim-mismatch"]
    (tmp_path / "citeaudit.toml").write_text("selct = []\n", "utf-8")
    events = [{"uri": (tmp_path / "citeaudit.toml").as_uri(), "type": 2}]
    client.tell("workspace/didChangeWatchedFiles", {"changes": events})
    (problem,) = client.until(
        uri, lambda diagnostics: any("not audited" in diagnostic["message"] for diagnostic in diagnostics)
    )
    assert "did you mean “select”?" in problem["message"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A note\n\nNothing is cited here.\n", [(4, "no list of references was found")]),
        ("", []),
        ("\ud800 \x00", [(3, "not audited")]),
        (TEXT.partition("😀")[0] + TEXT[TEXT.index("## References") :], [(3, "NO CITATIONS were found")]),
    ],
    ids=["no list", "empty", "binary", "no citations"],
)
def test_silence_is_no_clean_bill(client: Client, tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    uri = client.open(tmp_path / "g.md", text)
    found = [diagnostic for diagnostic in client.diagnosed(uri) if "code" not in diagnostic]
    assert [
        (diagnostic["severity"], diagnostic["message"][: len(start)])
        for diagnostic, (_, start) in zip(found, expected, strict=True)
    ] == expected


def test_what_is_closed_is_forgotten(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "h.md", TEXT)
    assert client.diagnosed(uri)
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.until(uri, lambda diagnostics: not diagnostics) == []
    assert client.at("hover", uri, 2, 60) is None


def test_other_documents_are_left_alone(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "a.py", TEXT, "python")
    assert client.at("hover", uri, *_place(TEXT, "1). Memory")) is None
    assert uri not in client.diagnostics


def test_the_command_line_stays_light() -> None:
    code = "import sys, citeaudit.cli; print([name for name in ('pygls', 'lsprotocol', 'watchfiles') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    assert done.stdout == "[]\n"


def test_without_the_extra_one_line_says_what_to_do() -> None:
    code = "import sys; sys.modules['pygls'] = None; sys.argv[1:] = ['lsp']; from citeaudit.cli import main; main()"
    done = subprocess.run([*COMMAND[:2], code], capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == 'citeaudit: the language server needs pygls; install it with: pip install "citeaudit[lsp]"\n'


def test_a_source_that_is_not_there_is_said_at_once() -> None:
    done = subprocess.run([*COMMAND, "--source", "nowhere"], capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 2
    assert done.stderr.startswith("citeaudit: there is no source “nowhere”")
    assert done.stderr.count("\n") == 1
