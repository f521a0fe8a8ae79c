"""Markdown with citation keys: what is a citation, what it cites, where it stands, where the references come from."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from citeaudit.auditing import pipeline
from citeaudit.cli import app
from citeaudit.errors import ReadError
from citeaudit.formats import read
from citeaudit.model import Manuscript
from citeaudit.rules.running import checks, run

BIB = """@article{smith2015, author={Smith, John}, title={Sleep and memory}, journal={J Sleep}, year=2015}
@article{lee2016, author={Lee, Kim}, title={Naps in adults}, journal={J Sleep}, year=2016}
@article{doe:1999_a, author={Doe, Ann}, title={Dreams}, journal={J Sleep}, year=1999}
@misc{key with, author={Berg, C}, title={Spaces}, year=2001}
@misc{fig-known, author={Fig, C}, title={Figs}, year=1998}
@misc{handle, author={Hand, L}, title={A short key}, year=1997, ids={alias}}
"""
HEADER = "---\ntitle: Sleep\nbibliography: refs.bib\n---\n\n"


def manuscript(folder: Path, text: str, *given: str, bib: str = BIB, name: str = "paper.md") -> Manuscript:
    (folder / "refs.bib").write_text(bib, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name, bibliography=given)


def citations(found: Manuscript) -> list[tuple[str, tuple[str, ...]]]:
    return [(b.text.content[m.start : m.end], m.keys) for b in found.blocks for m in b.marks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # pandoc
        ("Sleep helps [@smith2015].", [("[@smith2015]", "smith2015")]),
        ("It helps [@smith2015; see @lee2016, p. 3; -@doe:1999_a].",
         [("[@smith2015; see @lee2016, p. 3; -@doe:1999_a]", "smith2015 lee2016 doe:1999_a")]),
        ("See [see *also* @smith2015, pp. 3-5 and *passim*].", [("[see *also* @smith2015, pp. 3-5 and *passim*]", "smith2015")]),
        ("As @smith2015 says, and @lee2016 [p. 4] too.", [("@smith2015", "smith2015"), ("@lee2016 [p. 4]", "lee2016")]),
        ("As @smith2015 [p. 4; see @lee2016] says.", [("@smith2015 [p. 4; see @lee2016]", "smith2015 lee2016")]),
        ("As @smith2015's or -@lee2016: or @doe:1999_a. Then",
         [("@smith2015", "smith2015"), ("-@lee2016", "lee2016"), ("@doe:1999_a", "doe:1999_a")]),
        ("As @{key with} or [@{key with}, p. 2].", [("@{key with}", "key with"), ("[@{key with}, p. 2]", "key with")]),
        ("Twice [@smith2015][@lee2016] or **[@alias]**.",
         [("[@smith2015]", "smith2015"), ("[@lee2016]", "lee2016"), ("[@alias]", "handle")]),
        ("Wrapped [@smith2015;\n  @lee2016] on.", [("[@smith2015; @lee2016]", "smith2015 lee2016")]),
        ("Raised^[@smith2015]^ and a note^[see [@lee2016, p. 3]].", [("[@lee2016, p. 3]", "lee2016")]),
        # none
        ("Sleep [@smith2015] me@home.org, <me@home.org>, [mail me@home.org], https://x.org/@smith2015", [("[@smith2015]", "smith2015")]),
        ("Code `@lee2016`, ``[@lee2016]``, escaped \\@lee2016, [@jane](http://x.org), [@smith2015]", [("[@smith2015]", "smith2015")]),
        ("Figures @fig-one, [@fig-one; @tbl-two], @sec-x, @eq:y, @thm-z and @fig-known, [@smith2015]",
         [("@fig-known", "fig-known"), ("[@smith2015]", "smith2015")]),
        ("Thanks @jane and [contact @jane], as @handle and [@smith2015] do.", [("@handle", "handle"), ("[@smith2015]", "smith2015")]),
        ("```{r}\nx <- '[@lee2016]'\n```\n\nThen [@smith2015].", [("[@smith2015]", "smith2015")]),
        ("Sleep [@smith2015] ([1], [^x], [link](http://x.org)).", [("[@smith2015]", "smith2015")]),
        # dangling
        ("Not there [@nobody], [@smith2015] and @lee2061.", [("[@nobody]", "nobody"), ("[@smith2015]", "smith2015"), ("@lee2061", "lee2061")]),
        # MyST
        ("In {cite}`smith2015,lee2016` or {cite:t}`smith2015` or {cite:p}`{see}lee2016{p. 3, 4}; doe:1999_a`.",
         [("{cite}`smith2015,lee2016`", "smith2015 lee2016"), ("{cite:t}`smith2015`", "smith2015"),
          ("{cite:p}`{see}lee2016{p. 3, 4}; doe:1999_a`", "lee2016 doe:1999_a")]),
        ("```{note}\n:class: dropdown\nIn {cite}`smith2015`.\n```\n\n:::{tip} Title\nIn [@lee2016].\n:::",
         [("{cite}`smith2015`", "smith2015"), ("[@lee2016]", "lee2016")]),
        ("```{code-cell}\n[@lee2016]\n```\n\nIn {footcite:t}`smith2015`.", [("{footcite:t}`smith2015`", "smith2015")]),
        # identifiers
        ("By [@doi:10.1000/x(1); @pmid:123] and [@smith2015].",
         [("[@doi:10.1000/x(1); @pmid:123]", "doi:10.1000/x pmid:123"), ("[@smith2015]", "smith2015")]),
        # blocks of every kind
        ("- [@smith2015]\n- b\n\n| a | b |\n|---|---|\n| x | @lee2016 |\n\n> Quoted [@handle].",
         [("[@smith2015]", "smith2015"), ("@lee2016", "lee2016"), ("[@handle]", "handle")]),
    ],
)  # fmt: skip
def test_citations(tmp_path: Path, source: str, expected: list[tuple[str, str]]) -> None:
    found = manuscript(tmp_path, HEADER + source + "\n")
    keys = [tuple(keys.replace("key with", "key_with").split()) for _, keys in expected]
    assert citations(found) == [
        (marker, tuple(key.replace("key_with", "key with") for key in cited))
        for (marker, _), cited in zip(expected, keys, strict=True)
    ]
    lines = (HEADER + source).split("\n")
    for block in found.blocks:
        for mark in block.marks:
            line, column = block.text.position(mark.start)
            shown = block.text.content[mark.start : mark.end]
            assert lines[line - 1][column - 1 :].startswith(shown.split(";")[0])


def test_only_cited_entries_are_listed_in_order_of_citation(tmp_path: Path) -> None:
    found = manuscript(tmp_path, HEADER + "First @lee2016, then [@smith2015; @lee2016].\n\nAnd [@doi:10.1000/x].\n")
    assert [(reference.key, reference.text.location("paper.md").line) for reference in found.listed] == [
        ("lee2016", 2),
        ("smith2015", 1),
        ("doi:10.1000/x", 8),
    ]
    assert found.listed[0].text.location("paper.md").path == str(tmp_path / "refs.bib")
    assert found.listed[2].record is not None
    assert found.listed[2].record.DOI == "10.1000/x"
    assert found.made_of_citations


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        ("bibliography: refs.bib", ["smith2015"]),
        ("bibliography: [refs.bib, 'more.json']", ["smith2015", "json1"]),
        ("bibliography:\n- refs.bib\n- more.json\n- ./more.json", ["smith2015", "json1"]),
        ("bibliography:\n  main: refs.bib\n  more: more.json", ["smith2015", "json1"]),
        ("bibliography: refs.bib\nnocite: '@handle, @lee2016'", ["smith2015", "handle", "lee2016"]),
        (
            "bibliography: refs.bib\nnocite: |\n  @*",
            ["smith2015", "lee2016", "doe:1999_a", "key with", "fig-known", "handle"],
        ),
        ("references:\n- id: json1\n  title: Inline\n  issued: 2001", ["json1"]),
    ],
)
def test_bibliographies_of_the_header(tmp_path: Path, header: str, keys: list[str]) -> None:
    (tmp_path / "more.json").write_text('[{"id": "json1", "title": "T"}, {"id": "smith2015", "title": "Other"}]')
    found = manuscript(tmp_path, f"---\n{header}\n---\n\nText [@smith2015; @json1].\n")
    assert [reference.key for reference in found.listed] == keys
    if "references" in header:
        assert found.listed[0].text.location("paper.md").path == "paper.md"
        assert found.listed[0].text.position(0) == (3, 3)


def test_references_at_the_end_and_a_directive(tmp_path: Path) -> None:
    end = "\n\n---\nreferences:\n- id: a1\n  title: T\n...\n"
    found = manuscript(tmp_path, "# Title\n\nText [@a1]." + end)
    assert [(reference.key, reference.text.position(0)) for reference in found.listed] == [("a1", (7, 3))]
    assert [block.text.content for block in found.blocks] == ["Title", "Text [@a1]."]
    found = manuscript(
        tmp_path, "# Title\n\nText {cite}`smith2015`.\n\n```{bibliography} refs.bib\n:style: plain\n```\n"
    )
    assert [reference.key for reference in found.listed] == ["smith2015"]


def test_footnotes_are_read_where_they_are_called(tmp_path: Path) -> None:
    text = (
        "# Sleep\n\nOne.[^a] Two.[^b]\n\nThree [@smith2015].\n\n# References {-}\n\n::: {#refs}\n:::\n\n"
        "[^a]: See [@lee2016],\n    and @handle.\n\n    Second part.\n[^b]: No citation.\n"
    )
    found = manuscript(tmp_path, HEADER + text)
    assert [block.text.content for block in found.blocks] == [
        "Sleep",
        "One. Two.",
        "See [@lee2016], and @handle.",
        "Second part.",
        "No citation.",
        "Three [@smith2015].",
        "References",
    ]
    assert found.blocks[2].text.position(4) == (17, 11)
    assert found.blocks[2].text.position(20) == (18, 9)
    assert [reference.key for reference in found.listed] == ["lee2016", "handle", "smith2015"]


FOOTNOTED = """# Sleep

Memory needs sleep.[^hall] Naps help.[^2][^3] As told[^note] [^2].

{heading}
[^2]: Moss D. Naps in older adults. J Sleep 2019;7:21-30.
[^hall]: Hall A, Berg C. Sleep and *memory*. J Sleep 2015;3:1-9.

[^3]: Lund E, Orr F. Dreams of fish. Nature 2001;400:21-30.
[^note]: We thank nobody for this, and say so at length.
"""


@pytest.mark.parametrize("heading", ["", "## References\n"])
def test_footnotes_that_are_the_references(tmp_path: Path, heading: str) -> None:
    found = manuscript(tmp_path, FOOTNOTED.replace("{heading}", heading))
    assert [(reference.key, reference.text.content[:6]) for reference in found.listed] == [
        ("^hall", "Hall A"),
        ("^2", "Moss D"),
        ("^3", "Lund E"),
    ]
    assert citations(found) == [("[^hall]", ("^hall",)), ("[^2][^3]", ("^2", "^3")), ("[^2]", ("^2",))]
    assert found.blocks[2].text.content == "We thank nobody for this, and say so at length."
    audit = pipeline.audit(tmp_path / "paper.md")
    assert [[link.reference for link in citation.links] for citation in audit.citations] == [[1], [2, 3], [2]]


def test_footnotes_beside_a_list_stay_footnotes(tmp_path: Path) -> None:
    text = FOOTNOTED.replace("{heading}", "").replace("[^2][^3]", "[1]") + (
        "\n## References\n\n1. Hall A, Berg C. Sleep and memory. J Sleep 2015;3:1-9.\n2. Moss D. Naps. J Sleep 2019;7:21-30.\n"
    )
    assert manuscript(tmp_path, text).listed == ()


NUMBERED = (
    "# Sleep\n\nSleep helps [1], says @jane2020 (me@x.org).\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n"
)


@pytest.mark.parametrize("text", [NUMBERED, HEADER + NUMBERED, NUMBERED.replace("says", "[@jane] says")])
def test_a_numbered_manuscript_is_read_as_ever(tmp_path: Path, text: str) -> None:
    plain = text.replace(HEADER, "---\ntitle: Sleep\nauthor: refs.bib\n---\n\n")
    expected = manuscript(tmp_path, plain, name="plain.md")
    found = manuscript(tmp_path, text)
    assert (found.blocks, found.listed, found.notes) == (expected.blocks, (), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Text [@smith2015].", "it cites by keys but names no bibliography; name it with --bibliography FILE, such as .*refs.bib"),
        ("Text {cite:p}`smith2015`.", "it cites by keys but names no bibliography"),
        ("---\nbibliography: no.bib\n---\n\nText [@smith2015].", "the bibliography 'no.bib' is not there"),
        ("---\nbibliography: ../o.bib\n---\n\nText @smith2015.", "the bibliography '../o.bib' lies outside the manuscript's folder"),
        ("---\nbibliography: https://x.org/a.bib\n---\n\nText @smith2015.", "is an address; download it"),
        ("---\nbibliography: \"a\\0b\"\n---\n\nText @smith2015.", "is not there"),
        ("---\ntitle: a: b\nbibliography: refs.bib\n---\n\nText @smith2015.", "line 2: this is not valid YAML"),
        ("---\na: &a x\nbibliography: *a\n---\n\nText @smith2015.", "line 3: aliases of YAML"),
        ("---\nbibliography: bad.bib\n---\n\nText @smith2015.", "bad.bib: this is not a BibTeX file"),
    ],
)  # fmt: skip
def test_no_bibliography(tmp_path: Path, text: str, message: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "o.bib").write_text(BIB)
    (folder / "bad.bib").write_text("nothing")
    with pytest.raises(ReadError, match=message) as caught:
        manuscript(folder, text)
    assert "\n" not in str(caught.value)
    if "bad.bib" not in text:
        found = manuscript(folder, text, str(tmp_path / "o.bib"))
        assert [reference.key for reference in found.listed] == ["smith2015"]


def test_a_link_out_of_the_folder_is_outside(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "o.bib").write_text(BIB)
    (folder / "link.bib").symlink_to(tmp_path / "o.bib")
    with pytest.raises(ReadError, match="lies outside"):
        manuscript(folder, "---\nbibliography: link.bib\n---\n\nText @smith2015.")


def test_what_is_wrong_with_what_is_cited(tmp_path: Path) -> None:
    bib = BIB + "@misc{smith2015, title={Again}}\n@misc{lee2016, title={Again}}\n@misc{bad, title={\n"
    found = manuscript(tmp_path, HEADER + "Text [@smith2015].\n", bib=bib)
    assert found.notes == ()
    assert [entry.text.position(0)[0] for entry in found.unreadable] == [9]
    assert [[entry.text.position(0)[0] for entry in same] for same in found.repeated_keys] == [[1, 7]]
    found = manuscript(tmp_path, HEADER + "Text [@nobody].\n")
    assert found.notes == ("none of the keys that it cites is in its bibliography",)


def test_findings_of_a_manuscript_with_keys(tmp_path: Path) -> None:
    text = HEADER + "# Acknowledgements\n\nThanks [@handle].\n\n# Text\n\nSleep [@smith2015], naps [@lee2061].\n"
    manuscript(tmp_path, text)
    report = run(pipeline.audit(tmp_path / "paper.md"), checks(), version="0")
    found = [(f.check, f.location.line, f.location.column) for f in report.findings if f.check != "unused-entry"]
    assert found == [("dangling-citation", 12, 26)]


def test_the_command_line_names_bibliographies(tmp_path: Path) -> None:
    manuscript(tmp_path, "# T\n\nSleep @smith2015.\n\nNaps @json1.\n")
    (tmp_path / "more.json").write_text('[{"id": "json1", "title": "Naps"}]')
    options = ["--offline", "--bibliography", str(tmp_path / "refs.bib"), "--bibliography", str(tmp_path / "more.json")]
    found = CliRunner().invoke(app, ["audit", str(tmp_path / "paper.md"), *options])
    assert "2 references parsed of 2" in found.stdout
    found = CliRunner().invoke(app, ["export", str(tmp_path / "paper.md"), "--format", "ris", *options])
    assert found.stdout.count("TY  - ") == 2
    found = CliRunner().invoke(app, ["audit", str(tmp_path / "paper.md"), "--offline", "--bibliography", "no.bib"])
    assert found.exit_code == 2
    assert "no.bib: there is no such bibliography" in found.output


WHOLE = HEADER.replace("---\n\n", "references:\n- id: a1\n  title: T\n---\n\n") + (
    "# Sleep\n\nOne [@smith2015; see @lee2016, p. 3] and @handle [p. 4].[^a] Two^[see [@a1]] {cite:p}`a1,lee2016`.\n\n"
    "```{note}\nIn [@a1].\n```\n\n[^a]: See [@lee2016].\n    More.\n"
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), st.text("[]{}@^`-:;,*_\\$<>|# \n\t&a1", max_size=8)),
        max_size=6,
    )
)
def test_damaged_manuscripts_raise_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, int, str]]
) -> None:
    text = WHOLE
    for start, length, other in cuts:
        text = text[:start] + other + text[start + length :]
    with suppress(ReadError):
        found = manuscript(tmp_path_factory.mktemp("damaged"), text)
        lines = text.split("\n")
        for block in found.blocks:
            ends = [0, *(mark.end for mark in block.marks)]
            assert all(before <= mark.start < mark.end for before, mark in zip(ends, block.marks, strict=False))
            assert not block.marks or ends[-1] <= len(block.text)
            for mark in block.marks:
                line, column = block.text.position(mark.start)
                assert lines[line - 1][column - 1] == block.text.content[mark.start]


@pytest.mark.parametrize(
    "unit", ["[", "[@", "@", "[^", "`", "{cite}`", "@a[", "[@a;", "---\n\n", "```{note}\n", "[^a]: ", ":::\n"]
)
def test_hostile_text_ends(tmp_path: Path, unit: str) -> None:
    found = manuscript(tmp_path, HEADER + "Text [@smith2015].\n\n" + unit * 20_000 + "\n")
    assert found.listed[0].key == "smith2015"


def test_keys_that_nothing_cites_are_known_where_a_key_is_missing(tmp_path: Path) -> None:
    assert manuscript(tmp_path, HEADER + "Sleep [@smith2015].\n").unused_keys == ()
    found = manuscript(tmp_path, HEADER + "Sleep [@smith2015; @lee2061].\n")
    assert "lee2016" in found.unused_keys
    assert "smith2015" not in found.unused_keys


def test_commands_of_latex_cite_what_the_bibliography_has(tmp_path: Path) -> None:
    text = HEADER + "Sleep [@smith2015], naps \\citep[p. 3]{lee2016} and dreams \\textcite{smith2015, lee2016}.\n"
    found = manuscript(tmp_path, text)
    assert [mark.keys for mark in found.blocks[-1].marks] == [("smith2015",), ("lee2016",), ("smith2015", "lee2016")]
    plain = manuscript(tmp_path, "# Sleep\n\nWrite \\cite{smith2015} to cite.\n")
    assert not any(block.marks for block in plain.blocks)


def test_a_text_with_roles_cites_by_links_too(tmp_path: Path) -> None:
    found = manuscript(tmp_path, HEADER + "Sleep {cite}`smith2015`. Naps [](https://doi.org/10.5555/naps).\n")
    assert [reference.key for reference in found.listed] == ["smith2015", "doi:10.5555/naps"]
    found = manuscript(tmp_path, HEADER + "Sleep [@smith2015]. Naps [](https://doi.org/10.5555/naps).\n")
    assert [reference.key for reference in found.listed] == ["smith2015"]
