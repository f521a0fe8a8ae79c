"""Bibliographies: keys, records, places, inheritance, broken entries, hostile files."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.bibliographies import reading as bibliography
from citeaudit.errors import ReadError
from citeaudit.exports import get
from citeaudit.model import Listed, Name, Record

HALL = Record(
    author=(Name(family="Hall", given="Ann B"), Name(family="Lee", given="Kim")),
    title="Sleep and memory",
    container_title="J Sleep",
    year=2015,
    volume="3",
    issue="2",
    page="1-9",
    DOI="10.1000/s1",
)
LINE = "Hall AB, Lee K. Sleep and memory. J Sleep 2015;3(2):1-9. doi:10.1000/s1"

BIBTEX = """@comment{mine}
@string{js = {J Sleep}}
@article{hall2015, author = {Hall, Ann B and Lee, Kim}, title = "Sleep and memory",
  journal = js, year = 2015, volume = 3, number = 2, pages = {1--9}, doi = {10.1000/s1}}
"""
YAML = """---
references:
- id: hall2015
  type: article-journal
  author:
  - {family: Hall, given: Ann B}
  - {family: Lee, given: Kim}
  title: Sleep *and* memory
  container-title: J Sleep
  issued: {year: 2015, month: 3}
  volume: 3
  issue: 2
  page: 1-9
  DOI: 10.1000/s1
...
"""


def json_of(record: Record, key: str) -> str:
    items = json.loads(get("csljson").dump([record]))
    items[0]["id"] = key
    return json.dumps(items)


def ris_of(record: Record, key: str) -> str:
    return "\n" + get("ris").dump([record]).replace("\nER", f"\nID  - {key}\nER")


def load(tmp_path: Path, text: str, name: str = "refs.bib") -> tuple[Listed, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return bibliography.load(str(path))


def broken_lines(tmp_path: Path, text: str, name: str = "refs.bib") -> list[tuple[str, int | None]]:
    """The keys and lines of the entries that could not be read, or not wholly."""
    load(tmp_path, text, name)
    found = bibliography.read(str(tmp_path / name))
    return [(entry.key, entry.text.location(found.path).line) for entry in found.unreadable]


@pytest.mark.parametrize("named", [True, False], ids=["by name", "by content"])
@pytest.mark.parametrize(
    ("text", "suffix", "place"),
    [
        (BIBTEX, ".bib", (3, 1, 4, 89)),
        (json_of(HALL, "hall2015"), ".json", (1, 2, 1, 292)),
        (YAML, ".yaml", (3, 3, 14, 18)),
        (ris_of(HALL, "hall2015"), ".ris", (2, 1, 14, 6)),
    ],
    ids=["bibtex", "json", "yaml", "ris"],
)
def test_every_format_gives_the_same_entry(
    tmp_path: Path, text: str, suffix: str, place: tuple[int, int, int, int], *, named: bool
) -> None:
    name = "refs" + suffix if named else "references"
    (reference,) = load(tmp_path, text, name)
    assert (reference.key, reference.label, reference.record) == ("hall2015", "", HALL)
    assert reference.text.content == LINE
    at = reference.text.location("paper.md")
    assert at.path == str(tmp_path / name)
    assert (at.line, at.column) == place[:2]
    assert (at.end_line, at.end_column) == place[2:]


def test_the_order_of_the_file_among_others(tmp_path: Path) -> None:
    (tmp_path / "r.bib").write_text(BIBTEX)
    (reference,) = bibliography.load(str(tmp_path / "r.bib"), order=3)
    assert reference.text.location("paper.md").order == 3


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@article{k, author={{WHO}}, title={T}, date={2014-05/2015}, journaltitle={J}, eid={e12}}",
         Record(author=(Name(literal="WHO"),), title="T", year=2014, container_title="J", page="e12")),
        ("@online{k, title={T}, url={https://doi.org/10.1000/x}, urldate={2015-03-01}}",
         Record(type="webpage", title="T", URL="https://doi.org/10.1000/x", DOI="10.1000/x", accessed="2015-03-01")),
        ("@inreference{k, title={T}, booktitle={B}, location={Bern}, date={1999}}",
         Record(type="chapter", title="T", container_title="B", publisher_place="Bern", year=1999)),
        ("@mvreference{k, title={T}, subtitle={S}}", Record(type="book", title="T: S")),
        ("@inproceedings{k, title={T}, crossref={p}}\n@proceedings{p, title={Proc}, year=2001, editor={Berg, C}, publisher={ACM}}",
         Record(type="paper-conference", title="T", container_title="Proc", year=2001, publisher="ACM",
                editor=(Name(family="Berg", given="C"),))),
        ("@book{k, title={T}, xdata={x, y}}\n@xdata{x, publisher={P}, xdata={y}}\n@xdata{y, location={L}, title={no}}",
         Record(type="book", title="T", publisher="P", publisher_place="L")),
        ("@book{k, title={T}, crossref={k2}}\n@book{k2, crossref={k}, year=2001}", Record(type="book", title="T", year=2001)),
        ("@string{a = {Ann}}@string{b = a # { Lee}}@book{k, title = a # \" and \" # {B}}", Record(type="book", title="Ann and B")),
        ("@ARTICLE(k, TITLE = {Parens}, Year = 2001)", Record(title="Parens", year=2001)),
        (r"@book{k, title={{HER2} in 42\% of M{\"u}ller's}}", Record(type="book", title="HER2 in 42% of Müller's")),
        (r"@misc{k, title={T}, year=2013, note={\href{http://example.org/a{b}/}{J:\emph{12}}}}",
         Record(type="document", title="T", year=2013, note="J:12")),
        (r"@misc{k, title={\textcolor{red}{T}}, note={\colorbox{red}{A} \fcolorbox{a}{b}{B} \sqrt}}",
         Record(type="document", title="T", note="A B")),
        (r"@misc{k, title={\texttt{sleepr}: the \mbox{X-ray} \mystyle[a]{tool} in \LaTeX{} \frac}, year={{\noopsort{1973b}}1973}}",
         Record(type="document", title="sleepr: the X-ray tool in LaTeX", year=1973)),
        (r"@misc{k, title={T}, author={Jan {\VAN{Moss}{van}{Van}} Moss}, volume={$\nicefrac{1}{2}$}, note={\scalebox{0.9}{A}}}",
         Record(type="document", title="T", author=(Name(family="Moss", given="Jan van"),), volume="1/2", note="A")),
        (r"@misc{k, title={\texorpdfstring{$\alpha$}{alpha} and $\sqrt{s}$\footnote{no} \v{S}, \c{c}a, \ss{} \unknown sleep~\cite{x}}}",
         Record(type="document", title="α and √(s) Š, ça, ß sleep")),
        (r"@article{k, title={T}, journal={\apj}}", Record(title="T", container_title="Astrophysical Journal")),
        (r"@article{k, title={T}, journal={{\mnras} Letters}}",
         Record(title="T", container_title="Monthly Notices of the Royal Astronomical Society Letters")),
        (r"@article{k, title={T}, journal={\jsleep}}", Record(title="T", container_title="jsleep")),
        (r"@article{k, title={T}, journal={J.~of Sleep \& Dreams}}",
         Record(title="T", container_title="J. of Sleep & Dreams")),
        (r"@book{k, title={Age\hyphen related sle\-ep}}", Record(type="book", title="Age-related sleep")),
        ("@book{k, title={Dreams}, year={300 {BC}}}", Record(type="book", title="Dreams", status="300 BC")),
        ("@book{k, title={Dreams}, year={ca. 1650}}", Record(type="book", title="Dreams", year=1650)),
        ("@article{k, title={T}, journal={J}, year={n.d.}}", Record(title="T", container_title="J", status="n.d.")),
    ],
)  # fmt: skip
def test_bibtex_and_biblatex(tmp_path: Path, entry: str, expected: Record) -> None:
    listed = load(tmp_path, entry)
    assert listed[0].key == "k"
    assert listed[0].record == expected
    assert not any(reference.key in {"x", "y"} for reference in listed)


def test_a_set_is_its_members(tmp_path: Path) -> None:
    text = (
        "@set{both, entryset={a, b}}\n@article{a, title={A}}\n@article{b, title={B}}\n@article{c, title={C}}\n"
        "@set{lost, entryset={x}}\n"
    )
    path = tmp_path / "r.bib"
    path.write_text(text)
    read = bibliography.read(str(path), keys={"both"})
    assert [reference.key for reference in read.listed] == ["a", "b"]
    assert read.aliases["both"] == "a,b"
    assert [reference.key for reference in bibliography.load(str(path))] == ["a", "b", "c", "lost"]


def test_two_entries_on_a_line_have_two_places(tmp_path: Path) -> None:
    listed = load(tmp_path, "text @misc{a, title={A}} @misc{b, title={B}}\n  @misc{a, title={A}}\n")
    assert [(reference.key, *reference.text.position(0)) for reference in listed] == [
        ("a", 1, 6),
        ("b", 1, 26),
        ("a", 2, 3),
    ]


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("@article{bad, title = {Never closed, year = 2001", "Never closed. 2001."),
        ('@article{bad, title = "Never {closed}, \n year = 2001}', "Never closed. 2001."),
        ("@article{bad,\n author = {Hall, A}\n title = {No {C}omma},\n year = 2001}", "Hall A. No Comma. 2001."),
        ("@article{bad\n title = {No comma},\n journal = js,\n year = {2001}\n}", "No comma. J Sleep 2001."),
        ("@article{bad, title = {T}, loose, year = 2001}", "T. 2001."),
        ("@article{bad}}, title = {T}", "bad"),
    ],
)
def test_a_broken_entry_costs_no_other(tmp_path: Path, broken: str, line: str) -> None:
    text = f"@string{{js = {{J Sleep}}}}\n\n{broken}\n\n@misc{{b, title={{B}}}}\n"
    assert [
        (reference.key, reference.text.content, reference.text.position(0)) for reference in load(tmp_path, text)
    ] == [
        ("bad", line, (3, 1)),
        ("b", "B.", (text.count("\n"), 1)),
    ]
    assert broken_lines(tmp_path, text) == ([("bad", 3)] if line != "bad" else [])


@pytest.mark.parametrize(
    ("name", "text", "keys", "line"),
    [
        ("r.json", '[{"id": "a"},\n {"id": "b" "title": 1},\n {"id": 3}]', ["a", "3"], 2),
        ("r.json", '{"items": [{"id": "a"},\n 3,\n {"id": "c"}]}', ["a", "c"], 2),
        ("r.json", '[{"id": "a"},\n {"title": "none"}]', ["a"], 2),
        ("r.json", '[{"id": "a"},\n {"id": "b"}', ["a", "b"], 2),
        ("r.yaml", "references:\n- id: a\n- title: none\n- id: 07\n", ["a", "07"], 3),
    ],
)
def test_broken_items(tmp_path: Path, name: str, text: str, keys: list[str], line: int) -> None:
    assert [reference.key for reference in load(tmp_path, text, name)] == keys
    assert [line for _, line in broken_lines(tmp_path, text, name)] == [line]


def test_entries_with_one_key_are_kept_and_known(tmp_path: Path) -> None:
    text = "@misc{a, title={A}}\n@misc{b, title={B}}\n@misc{a, title={C}}\n@misc{a, title={D}}\n"
    listed = load(tmp_path, text)
    assert [reference.text.content for reference in listed] == ["A.", "B.", "C.", "D."]
    (same,) = bibliography.repeated(listed)
    assert [(entry.key, entry.text.position(0)[0]) for entry in same] == [("a", 1), ("a", 3), ("a", 4)]
    assert bibliography.repeated(listed, ["b"]) == ()


def test_an_entry_that_another_file_repeats_word_for_word_does_no_harm(tmp_path: Path) -> None:
    listed = load(tmp_path, BIBTEX) + load(tmp_path, BIBTEX, "more.bib")
    assert bibliography.repeated(listed) == ()
    (same,) = bibliography.repeated(
        load(tmp_path, BIBTEX) + load(tmp_path, BIBTEX.replace("year = 2015", "year = 2016"), "more.bib")
    )
    assert len(same) == 2


def test_what_nobody_cites_is_left_out_but_for_what_serves_others(tmp_path: Path) -> None:
    text = "@inproceedings{a, title={A}, crossref={p}}\n@proceedings{p, title={P}}\n@misc{b, title={B}}\n@misc{c, title={C}}\n"
    load(tmp_path, text)
    found = bibliography.read(str(tmp_path / "refs.bib"), keys={"a"})
    assert [(entry.key, entry.text.position(0)[0]) for entry in found.left_out] == [("b", 3), ("c", 4)]
    assert [entry.key for entry in bibliography.unused([found, found], found.listed)] == ["b", "c"]


def test_other_names_of_keys_and_wanted_keys(tmp_path: Path) -> None:
    path = tmp_path / "r.bib"
    path.write_text("@misc{a, title={A}, ids={old, older}}\n@misc{b, title={B}}\n@misc{c, title={C}}\n")
    assert dict(bibliography.read(str(path)).aliases) == {"old": "a", "older": "a"}
    assert [reference.key for reference in bibliography.load(str(path), keys={"older", "c"})] == ["a", "c"]
    other = tmp_path / "r.json"
    other.write_text('[{"id": "http://zotero.org/1", "citation-key": "hall2015"}]')
    read = bibliography.read(str(other), keys={"hall2015"})
    assert [reference.key for reference in read.listed] == ["http://zotero.org/1"]
    assert dict(read.aliases) == {"hall2015": "http://zotero.org/1"}


def test_ris_without_keys_gets_those_of_an_export(tmp_path: Path) -> None:
    text = "TY  - BOOK\nAU  - Berg, C\nTI  - Things\nPY  - 2001\nER  - \nTY - JOUR\nLB - own\nTI - T\nER -\n"
    assert [(reference.key, reference.text.position(0)[0]) for reference in load(tmp_path, text, "r.ris")] == [
        ("berg2001things", 1),
        ("own", 6),
    ]


BOMB = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("r.bib", b"just text", "this is not a BibTeX file: there is no entry"),
        ("r.json", b"{]", "this is not CSL-JSON"),
        ("r.json", b"[" * 100_000, "this is not CSL-JSON"),
        ("r.json", b'[{"title": "no id"}]', "this is not CSL-JSON: there is no reference with an"),
        ("r.yaml", b"a: [", "this is not valid YAML"),
        ("r.yaml", b"a: 1", "this is not CSL-YAML: there is no list of references"),
        ("r.yaml", BOMB.encode(), "aliases of YAML"),
        ("r.yaml", b"- " * 5000, "nested too deeply"),
        ("r.yaml", b"- !!python/object/apply:os.system [x]", "this is not CSL-YAML|cannot be read"),
        ("r.ris", b"nothing", "this is not an RIS file"),
        ("refs", b"prose only", "this is not a bibliography"),
        ("r.bib", b"@misc{a,\0}", "a binary file"),
    ],
)
def test_what_is_no_bibliography(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    if "|" in message:
        assert bibliography.load(str(path)) == ()
        return
    with pytest.raises(ReadError, match=message) as caught:
        bibliography.load(str(path))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_missing_empty_and_too_large(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such bibliography"):
        bibliography.load(str(tmp_path / "no.bib"))
    with pytest.raises(ReadError, match="this is a folder"):
        bibliography.load(str(tmp_path))
    with pytest.raises(ReadError, match="cannot be opened"):
        bibliography.load("a\0.bib")
    assert load(tmp_path, " \n") == ()
    with (tmp_path / "large.bib").open("wb") as file:
        file.truncate(bibliography.LARGEST_BIBLIOGRAPHY_BYTES + 1)
    with pytest.raises(ReadError, match="longer than 30 MB"):
        bibliography.load(str(tmp_path / "large.bib"))


@pytest.mark.parametrize("unit", ["{", "@a{", "@a{b,c={", "@", '"', "@a{b,\n", "\\", "@a(b,c=", "{\\'"])
def test_hostile_bibtex_ends(tmp_path: Path, unit: str) -> None:
    text = "@misc{a, title={A}}\n" + unit * 3000 + "\n@misc{b, title={B}}\n"
    assert {"a", "b"} <= {reference.key for reference in load(tmp_path, text)}


def test_an_entry_without_type_and_key_is_told_as_broken(tmp_path: Path) -> None:
    path = tmp_path / "r.bib"
    path.write_text("@{}comment{mine}\n@article{hall2015, title = {Sleep and memory}, year = 2015}\n", encoding="utf-8")
    found = bibliography.read(str(path))
    assert [reference.key for reference in found.listed] == ["hall2015"]
    assert [entry.text.content for entry in found.unreadable] == ["@{}comment{mine}"]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        [(BIBTEX, "r.bib"), (json_of(HALL, "k"), "r.json"), (YAML, "r.yaml"), (ris_of(HALL, "k"), "r.ris")]
    ),
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 30), st.text("{}[]\"',:=@#-*&!|>%\\ \n\tab1", max_size=6)),
        max_size=5,
    ),
)
def test_damaged_files_raise_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, file: tuple[str, str], cuts: list[tuple[int, int, str]]
) -> None:
    text, name = file
    for start, length, other in cuts:
        text = text[:start] + other + text[start + length :]
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_text(text, encoding="utf-8")
    listed: tuple[Listed, ...] = ()
    with suppress(ReadError):
        listed = bibliography.load(str(path))
    assert all(reference.key and reference.text.content for reference in listed)
