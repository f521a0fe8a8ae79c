"""JATS. Every article here is invented (synthetic); none is taken from a journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citeaudit.auditing.pipeline import audit_manuscript
from citeaudit.errors import ReadError
from citeaudit.formats import jats
from citeaudit.formats import read as read_file
from citeaudit.model import Audit, Block, BlockKind, Manuscript, Record, Style
from citeaudit.rules.running import run

DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN" "JATS-journalpublishing1.dtd">'


def ref(number: int, label: bool = True) -> str:
    printed = f"<label>{number}.</label>" if label else ""
    return (
        f'<ref id="B{number}">{printed}<element-citation publication-type="journal"><person-group person-group-type="author">'
        f"<name><surname>Hall{number}</surname><given-names>A</given-names></name></person-group>"
        f"<article-title>Sleep and memory {number}</article-title><source>J Sleep</source><year>2015</year>"
        f"<volume>{number}</volume><fpage>1</fpage><lpage>9</lpage></element-citation></ref>"
    )


def document(body: str, refs: str = "", back: str = "", floats: str = "", front: str = "") -> str:
    refs = refs or "".join(map(ref, range(1, 10)))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}\n<article xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:mml="http://www.w3.org/1998/Math/MathML" article-type="research-article">\n'
        "<front><article-meta><title-group><article-title>Sleep in <italic>Mus</italic></article-title></title-group>"
        f"{front}</article-meta></front>\n<body>{body}</body>\n"
        f"<back>{back}<ref-list><title>References</title>{refs}</ref-list></back>{floats}</article>\n"
    )


def read(text: str | bytes) -> Manuscript:
    return jats.read("a.xml", text if isinstance(text, bytes) else text.encode())


def x(number: int | str, printed: str | None = None) -> str:
    """A cross-reference to the list."""
    words = str(number) if printed is None else printed
    rids = " ".join(f"B{part}" for part in str(number).split())
    return f'<xref ref-type="bibr" rid="{rids}">{words}</xref>'


def marked(block: Block) -> list[tuple[str, str]]:
    """The markers of a block and what they cite, the letter B left away."""
    return [(block.text.content[m.start : m.end], " ".join(k.removeprefix("B") for k in m.keys)) for m in block.marks]


# --------------------------------------------------------------------------- citations


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"[{x(3)}]", [("[3]", "3")]),
        (f"({x(1)}, {x(2)})", [("(1, 2)", "1 2")]),
        (f"[{x(1)}], [{x(2)}]", [("[1]", "1"), ("[2]", "2")]),
        (f"[{x(1)},{x(3)}–{x(5)}; {x(9)}]", [("[1,3–5; 9]", "1 3 4 5 9")]),
        (f"[{x(3)}]–[{x(5)}]", [("[3]–[5]", "3 4 5")]),
        (f"({x(3)})–({x(5)})", [("(3)–(5)", "3 4 5")]),
        (f"<sup>{x(3)}</sup><sup>-</sup><sup>{x(5)}</sup>", [("3-5", "3 4 5")]),
        (f"<sup>{x(1)}</sup> <sup>{x(2)}</sup>", [("1 2", "1 2")]),
        (f"<sup>{x(1, '<sup>1</sup>')},{x(2)}</sup>", [("1,2", "1 2")]),
        (x("3", "[3–5]"), [("[3–5]", "3 4 5")]),
        (x("3 5", "3–5"), [("3–5", "3 4 5")]),
        (x("3 4 5", "3–5"), [("3–5", "3 4 5")]),
        (x("3", "3–5, 8"), [("3–5, 8", "3 4 5 8")]),
        (x("7", "3–5"), [("3–5", "7")]),  # the tag says something else, and the tag counts
        (f"[{x(1)}–4, 6]", [("[1–4, 6]", "1 2 3 4 6")]),
        (f"[{x(1)}, 77]", [("1", "1")]),  # no such number
        (f"[{x(1)}–{x(2, '')}{x(3)}]", [("[1–3]", "1 2 3")]),
        (f"mice {x(2, '')} sleep", [("[2]", "2")]),
        (f"{x(5)}–{x(3)}", [("5–3", "5 3")]),
        (f"({x(1, 'Hall, 2015')}; {x(2, 'Berg et al., 2016')})", [("(Hall, 2015; Berg et al., 2016)", "1 2")]),
        (f"Hall ({x(1, '2015')}, {x(2, '2016')})", [("(2015, 2016)", "1 2")]),
        (f"({x(1, '2015')}–{x(4, '2018')})", [("(2015–2018)", "1 4")]),  # years are no numbers of the list
        (f"{x(1, 'Hall (2015)')}, {x(2, 'Berg (2016)')}", [("Hall (2015)", "1"), ("Berg (2016)", "2")]),
        (f"{x(1, 'Hall (2015)')} and {x(2, 'Berg (2016)')}", [("Hall (2015)", "1"), ("Berg (2016)", "2")]),
        ('<xref ref-type="bibr" rid="B99">99</xref>', [("99", "99")]),
        ('<xref ref-type="fig" rid="F1">Figure 1</xref><xref ref-type="fn" rid="n1">a</xref>', []),
        (f"[{x(2, ' 2 ')}]", [("[ 2 ]", "2")]),
    ],
)
def test_markers(words: str, expected: list[tuple[str, str]]) -> None:
    (_, block) = read(document(f"<p>Memory needs sleep {words}.</p>")).blocks
    assert marked(block) == expected


def test_what_each_cross_reference_prints() -> None:
    body = document(f"<p>Sleep ({x(1, 'Hall, 2015')}; {x(2, 'Moss, 2019')}) and [{x(3)}–{x(5)}].</p>")
    audit = audit_manuscript(read(body))
    assert [[(part.text, part.references) for part in citation.printed] for citation in audit.citations] == [
        [("Hall, 2015", (1,)), ("Moss, 2019", (2,))],
        [("3", (3,)), ("5", (5,))],
    ]


def test_links_are_as_tagged_whatever_is_printed() -> None:
    audit = audit_manuscript(
        read(document(f"<sec><title>Naps</title><p>Naps help [{x(4, '3')}], as do dreams [{x(1)}].</p></sec>"))
    )
    (first, second) = audit.citations
    assert (first.marker, first.section, first.tagged) == ("[3]", "Naps", True)
    assert [(link.label, link.reference) for link in first.links] == [("4", 4)]
    assert [(link.label, link.reference) for link in second.links] == [("1", 1)]
    assert audit.citation_form == "tags"


@pytest.mark.parametrize(
    "back",
    [
        f"<ack><p>We thank the authors of [{x(3)}].</p></ack>",
        f"<sec><title>Data availability</title><p>See [{x(3)}].</p></sec>",
        f'<fn-group><fn id="n1"><label>1</label><p>See [{x(3)}].</p></fn></fn-group>',
        f"<app-group><app><title>Appendix A</title><p>See [{x(3)}].</p></app></app-group>",
        f"<sec><title>Proof of [{x(3)}]</title></sec>",
    ],
)
def test_no_tagged_citation_is_lost(back: str) -> None:
    audit = audit_manuscript(read(document("<p>Sleep.</p>", back=back)))
    assert [link.reference for citation in audit.citations for link in citation.links] == [3]


# --------------------------------------------------------------------------- blocks


def test_blocks_in_reading_order() -> None:
    front = "<abstract><p>Short.</p></abstract><abstract abstract-type='graphical'><p>Picture.</p></abstract>"
    body = f"""<sec><label>1.</label><title>Methods</title>
      <p>As in <xref ref-type="fig" rid="F1">Figure 1</xref> and below:
        <list list-type="order"><list-item><p>one [{x(1)}]</p></list-item><list-item><label>b)</label><p>two</p></list-item></list>
        and on<fn id="n1"><label>a</label><p>A note.</p></fn> it goes.</p>
      <sec><title>Mice</title><p>Mice: <inline-formula><mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>2</mml:mn></mml:math></inline-formula>,
        H<sub>2</sub>O.</p></sec>
      <table-wrap id="T1"><label>Table 1</label><caption><title>Doses.</title></caption><table><tbody>
        <tr><td>Dose</td><td>[{x(2)}]</td></tr></tbody></table><table-wrap-foot><fn><p>mg [{x(3)}]</p></fn></table-wrap-foot></table-wrap>
      <boxed-text><caption><title>Box 1</title></caption><p>Boxed.</p></boxed-text></sec>"""
    floats = f'<floats-group><fig id="F1"><label>Figure 1</label><caption><p>A mouse [{x(4)}].</p></caption></fig></floats-group>'
    found = [
        (b.kind.value, b.level, b.marker, b.text.content)
        for b in read(document(body, front=front, floats=floats, back="<ack><p>Thanks.</p></ack>")).blocks
    ]
    assert found == [
        ("heading", 1, "", "Sleep in Mus"),
        ("heading", 2, "", "Abstract"),
        ("paragraph", 0, "", "Short."),
        ("heading", 2, "", "1. Methods"),
        ("paragraph", 0, "", "As in Figure 1 and below:"),
        ("legend", 0, "", "Figure 1 A mouse [4]."),
        ("list-item", 0, "1.", "one [1]"),
        ("list-item", 0, "b)", "two"),
        ("paragraph", 0, "", "and on it goes."),
        ("paragraph", 0, "", "A note."),
        ("heading", 3, "", "Mice"),
        ("paragraph", 0, "", "Mice: x=2, H2O."),
        ("legend", 0, "", "Table 1 Doses."),
        ("table", 0, "", "Dose | [2]"),
        ("legend", 0, "", "mg [3]"),
        ("legend", 0, "", "Box 1"),
        ("paragraph", 0, "", "Boxed."),
        ("heading", 2, "", "Acknowledgements"),
        ("paragraph", 0, "", "Thanks."),
    ]


def test_styles() -> None:
    (_, block) = read(
        document(
            "<p>a <bold>b</bold> <italic>c</italic> 10<sup>5</sup> <ext-link xlink:href='https://e.org'>d</ext-link></p>"
        )
    ).blocks
    assert [(block.text.content[r.start : r.end], r.style, r.target) for r in block.text.runs] == [
        ("b", Style.BOLD, ""),
        ("c", Style.ITALIC, ""),
        ("5", Style.SUPERSCRIPT, ""),
        ("d", Style.LINK, "https://e.org"),
    ]


def test_every_word_knows_its_place() -> None:
    body = f'<p>One   &amp; tw&#246;\n   three <italic\n id="i">four</italic>, <![CDATA[fi]]>ve [{x(1)}]&#160;six.</p><!-- <p> --><p>Next [{x(2)}].</p>'
    text = document(body)
    lines = text.split("\n")
    (_, first, second) = read(text).blocks
    assert first.text.content == "One & twö three four, five [1]\u00a0six."
    for block, words in ((first, ("One", "tw", "three", "four", "six")), (second, ("Next",))):
        for word in words:
            line, column = block.text.position(block.text.content.index(word))
            assert lines[line - 1][column - 1 :].startswith(word)
    location = second.text.location("a.xml", second.marks[0].start, second.marks[0].end)
    assert lines[(location.line or 0) - 1][(location.column or 0) - 1 :].startswith("[<xref")


def test_lines_past_65535() -> None:
    text = document("\n" * 70_000 + f"<p>Late [{x(1)}].</p>")
    line, _ = read(text).blocks[-1].text.position(0)
    assert text.split("\n")[line - 1].startswith("<p>Late")


def test_apart() -> None:
    text = document("<p>Sleep.</p>").replace(
        "</article>", f"<sub-article><body><p>Review [{x(1)}].</p></body></sub-article></article>"
    )
    manuscript = read(text)
    assert [b.text.content for b in manuscript.blocks] == ["Sleep in Mus", "Sleep."]
    assert manuscript.notes == ("a part of the file (a review, a reply or a translation) was not read",)


# --------------------------------------------------------------------------- the list


def listed(refs: str) -> list[tuple[str, str, str, Record | None]]:
    return [
        (reference.key, reference.label, reference.text.content, reference.record)
        for reference in read(document("<p>Sleep.</p>", refs=refs)).listed
    ]


ELEMENT = (
    """<ref id="B1"><label>[1]</label><element-citation publication-type="{kind}">{fields}</element-citation></ref>"""
)
NAMES = """<person-group person-group-type="author"><name><surname>van der Berg</surname><given-names>A. B.</given-names></name>
  <name><surname>Lee</surname><given-names>C</given-names><suffix>Jr</suffix></name><collab>The Nap Group</collab><etal/></person-group>"""


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (
            "journal",
            (f"{NAMES}<article-title>Naps in <italic>Mus</italic>.</article-title><source>J Sleep</source><year>2015a</year><volume>3</volume>"
            "<issue>2</issue><fpage>1</fpage><lpage>9</lpage><pub-id pub-id-type='doi'>10.1000/(S1)&lt;1::aid&gt;2</pub-id><pub-id pub-id-type='pmid'>77</pub-id>"),
            {
                "type": "article-journal", "title": "Naps in Mus", "container_title": "J Sleep", "year": 2015, "volume": "3", "issue": "2", "page": "1–9",
                "DOI": "10.1000/(S1)<1::aid>2", "PMID": "77", "et_al": True,
            },
        ),
        ("journal", f"{NAMES}<article-title>Naps</article-title><source>J. Sleep Res.</source><elocation-id>e12</elocation-id>", {"page": "e12", "year": None, "container_title": "J. Sleep Res."}),
        (
            "book",
            (f"{NAMES}<chapter-title>Naps</chapter-title><person-group person-group-type='editor'><name><surname>Moss</surname><given-names>D</given-names></name>"
            "</person-group><source>Sleep</source><edition>2nd ed.</edition><publisher-loc>Bonn</publisher-loc><publisher-name>Nacht</publisher-name>"),
            {"type": "chapter", "title": "Naps", "container_title": "Sleep", "edition": "2", "publisher": "Nacht", "publisher_place": "Bonn"},
        ),
        ("book", f"{NAMES}<source>Sleep</source>", {"type": "book", "title": "Sleep", "container_title": ""}),
        ("thesis", f"{NAMES}<source>Sleep</source>", {"type": "thesis", "title": "Sleep"}),
        ("book", f"{NAMES}<article-title>Sleep</article-title><source>PhD thesis</source>", {"type": "thesis", "genre": "PhD thesis", "container_title": ""}),
        (
            "web",
            ("<article-title>Naps</article-title><comment>Available online: <ext-link xlink:href='https://naps.org/a'>naps</ext-link></comment>"
            "<date-in-citation iso-8601-date='2018-10-15'>accessed</date-in-citation>"),
            {"type": "webpage", "URL": "https://naps.org/a", "accessed": "2018-10-15"},
        ),
        ("other", f"{NAMES}<article-title>Naps</article-title><source>arXiv</source><pub-id pub-id-type='arxiv'>2101.00001</pub-id>", {"type": "article", "archive": "arXiv"}),
        ("confproc", f"{NAMES}<article-title>Naps</article-title><conf-name>Sleep Days</conf-name>", {"type": "paper-conference", "container_title": "Sleep Days"}),
    ],
)  # fmt: skip
def test_fields(kind: str, fields: str, expected: dict[str, object]) -> None:
    ((key, label, text, record),) = listed(ELEMENT.format(kind=kind, fields=fields))
    assert (key, label) == ("B1", "1")
    assert record is not None
    assert {name: getattr(record, name) for name in expected} == expected
    if "<person-group" in fields:
        assert [str(name) for name in record.author[:2]] == ["van der Berg A. B.", "Lee C Jr"]
        assert record.author[0].non_dropping_particle == "van der"
        assert record.author[2].literal == "The Nap Group"
        assert text.startswith("van der Berg A. B., Lee C Jr, The Nap Group, et al.")


def test_readable_line() -> None:
    ((_, _, text, _),) = listed(ref(1))
    assert text == "Hall1 A. Sleep and memory 1. J Sleep. 2015;1:1–9."


MIXED = "<name><surname>Hall</surname><given-names>A</given-names></name>"


@pytest.mark.parametrize(
    ("citation", "text", "tagged"),
    [
        (
            f"{MIXED}, {MIXED}, et al. <article-title>Naps</article-title>. <source>J Sleep</source>. <year>2015</year>;<volume>3</volume>:<fpage>1</fpage>.",
            "Hall A, Hall A, et al. Naps. J Sleep. 2015;3:1.",
            True,
        ),
        (
            (
                f"<person-group person-group-type='author'>{MIXED}{MIXED}<etal/></person-group> (<year>2015</year>). <article-title>Naps.</article-title>\n"
                "<source>J Sleep</source>\n<volume>8</volume>:<issue>1455</issue>. <pub-id pub-id-type='pmid'>77</pub-id>"
            ),
            "Hall A, Hall A, et al. (2015). Naps. J Sleep 8:1455. PMID: 77",
            True,
        ),
        ("Hall A. Naps. J Sleep 2015;3:1-9.", "Hall A. Naps. J Sleep 2015;3:1-9.", False),
        (
            f"{MIXED}. Naps in mice and men. <source>J Sleep</source> <year>2015</year>.",
            "Hall A. Naps in mice and men. J Sleep 2015.",
            False,
        ),
        (
            f"{MIXED}. <article-title>Naps</article-title>. <year>2015</year>; <volume>3</volume>.",
            "Hall A. Naps. 2015; 3.",
            True,
        ),
        (
            f"{MIXED}. Naps. <italic>J Sleep</italic><bold>3</bold>, 1 (2015).",
            "Hall A. Naps. J Sleep 3, 1 (2015).",
            False,
        ),
        (
            "(a) Hall A. J Sleep 2001, 3, 1; (b) Berg C. J Sleep 2003, 5, 9.",
            "(a) Hall A. J Sleep 2001, 3, 1; (b) Berg C. J Sleep 2003, 5, 9.",
            False,
        ),
    ],
)
def test_typeset(citation: str, text: str, tagged: bool) -> None:
    ((_, _, printed, record),) = listed(
        f'<ref id="B1"><label>1</label><mixed-citation publication-type="journal">{citation}</mixed-citation></ref>'
    )
    assert printed == text
    assert (record is not None) == tagged
    if record and "1455" in citation:
        assert (record.volume, record.issue, record.page) == ("8", "", "1455")


def test_editors_of_typeset_citations() -> None:
    citation = f"{MIXED}. <chapter-title>Naps</chapter-title> In: <name><surname>Moss</surname></name>, editor. <source>Sleep</source>. <year>2015</year>."
    ((_, _, _, record),) = listed(
        f'<ref id="B1"><mixed-citation publication-type="book">{citation}</mixed-citation></ref>'
    )
    assert record is not None
    assert ([n.family for n in record.author], [n.family for n in record.editor]) == (["Hall"], ["Moss"])
    citation = f"{MIXED} (eds). <source>Sleep</source>. <year>2015</year>."
    ((_, _, _, record),) = listed(
        f'<ref id="B1"><mixed-citation publication-type="book">{citation}</mixed-citation></ref>'
    )
    assert record is not None
    assert ([n.family for n in record.author], [n.family for n in record.editor]) == ([], ["Hall"])


@pytest.mark.parametrize("form", ["citation", "nlm-citation"])
def test_older_forms(form: str) -> None:
    fields = f"{MIXED}<article-title>Naps</article-title><source>J Sleep</source><year>2015</year>"
    ((_, label, text, record),) = listed(f'<ref id="B1"><{form} citation-type="journal">{fields}</{form}></ref>')
    assert (label, text, record and record.title) == ("1", "Hall A. Naps. J Sleep. 2015.", "Naps")


@pytest.mark.parametrize(
    ("refs", "expected"),
    [
        ('<ref id="B1"><note><p>Hall A. Naps. 2015.</p></note></ref>', [("B1", "1", "Hall A. Naps. 2015.")]),
        ('<ref id="B1"><label>*S12</label>Hall A. Naps.</ref>', [("B1", "S12", "Hall A. Naps.")]),
        ('<ref id="B1"><label>Hall et al. (2015)</label><mixed-citation>Hall A. Naps.</mixed-citation></ref>', [("B1", "1", "Hall A. Naps.")]),
        ('<ref id="B1"><mixed-citation>1. Hall A.</mixed-citation></ref><ref id="B2"><mixed-citation>2. Berg C.</mixed-citation></ref>',
         [("B1", "1", "Hall A."), ("B2", "2", "Berg C.")]),
        (('<ref id="B1"><citation-alternatives><mixed-citation>Hall A. Naps.</mixed-citation><element-citation><source>Naps</source></element-citation>'
         "</citation-alternatives></ref>"), [("B1", "1", "Hall A. Naps.")]),
        (('<ref-list><title>First</title><ref id="B1"><mixed-citation>Hall A.</mixed-citation></ref></ref-list><ref-list><ref id="B2"><mixed-citation>Berg C.'
         "</mixed-citation></ref></ref-list>"), [("B1", "1", "Hall A."), ("B2", "2", "Berg C.")]),
        ('<ref id="B1"><mixed-citation>Hall A.</mixed-citation></ref><ref id="B1"><mixed-citation>Berg C.</mixed-citation></ref>',
         [("B1", "1", "Hall A."), ("B1 (2)", "2", "Berg C.")]),
        ("<ref><mixed-citation>Hall A.</mixed-citation></ref>", [("ref 1", "1", "Hall A.")]),
    ],
)  # fmt: skip
def test_lists(refs: str, expected: list[tuple[str, str, str]]) -> None:
    assert [fields[:3] for fields in listed(refs)] == expected


def tagged(family: str, title: str, more: str = "<year>2015</year>") -> str:
    return (
        f'<element-citation publication-type="journal"><name><surname>{family}</surname><given-names>A</given-names></name>'
        f"<article-title>{title}</article-title><source>J Sleep</source>{more}</element-citation>"
    )


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        (f"<mixed-citation>HALL, A. Naps. J Sleep, 2015.</mixed-citation>{tagged('HALL', 'Naps')}", [("1", "HALL, A. Naps. J Sleep, 2015.", "Naps")]),
        (f"{tagged('Hall', 'Naps')}<mixed-citation>1 Hall A. Naps. J Sleep, 2015.</mixed-citation>", [("1", "Hall A. Naps. J Sleep, 2015.", "Naps")]),
        # of two alone the words do not matter: one may be a translation
        (f"<mixed-citation>Hall A. Nickerchen. 2015.</mixed-citation>{tagged('Hall', 'Naps')}", [("1", "Hall A. Nickerchen. 2015.", "Naps")]),
        # three of five words alike are one work, two are another
        (f"<mixed-citation>a) Hall A. Naps. J Sleep.</mixed-citation><mixed-citation>b) Moss D. Dreams.</mixed-citation>{tagged('Hall', 'Naps of nurses', '')}",
         [("1a", "a) Hall A. Naps. J Sleep.", "Naps of nurses"), ("1b", "b) Moss D. Dreams.", "")]),
        (f"<mixed-citation>a) Hall B. Naps. 2001.</mixed-citation><mixed-citation>b) Moss D. Dreams.</mixed-citation>{tagged('Hall', 'Naps of nurses', '')}",
         [("1a", "a) Hall B. Naps. 2001.", ""), ("1b", "b) Moss D. Dreams.", ""), ("1c", "Hall A. Naps of nurses. J Sleep.", "Naps of nurses")]),
        # works that are typeset together and tagged apart
        (f"<mixed-citation>Hall A. Naps. J Sleep 2015; Moss A. Dreams. J Sleep 2015.</mixed-citation>{tagged('Hall', 'Naps')}{tagged('Moss', 'Dreams')}",
         [("1a", "Hall A. Naps. J Sleep. 2015.", "Naps"), ("1b", "Moss A. Dreams. J Sleep. 2015.", "Dreams")]),
    ],
)  # fmt: skip
def test_one_work_printed_twice_is_one_reference(citations: str, expected: list[tuple[str, str, str]]) -> None:
    manuscript = read(
        document(f"<p>Whole [{x(1)}].</p>", refs=f'<ref id="B1"><label>1</label>{citations}</ref>{ref(2)}')
    )
    found = [(e.label, e.text.content, e.record.title if e.record else "") for e in manuscript.listed[:-1]]
    assert found == expected
    assert len(audit_manuscript(manuscript).citations[0].links) == len(expected)


def test_a_number_alone_stands_for_the_entries_with_its_letters() -> None:
    empty = '<ref id="B1"><label>1</label><mixed-citation>\u00a0</mixed-citation></ref>'
    parts = "".join(
        f'<ref id="B1{letter}"><label>1{letter}</label><mixed-citation>Hall {letter}.</mixed-citation></ref>'
        for letter in "ab"
    )
    audit = audit_manuscript(
        read(document(f"<p>Whole [{x(1)}], part [{x('1b')}].</p>", refs=f"{empty}{parts}{ref(2)}"))
    )
    assert [reference.label for reference in audit.references] == ["1a", "1b", "2"]
    assert [[link.label for link in citation.links] for citation in audit.citations] == [["1a", "1b"], ["1b"]]


@pytest.mark.parametrize(
    ("fields", "year", "status"),
    [
        ("<year>2015</year><conf-date>4 May 2014</conf-date>", 2015, ""),
        ("<conf-date>28–30 May 2012</conf-date>", 2012, ""),
        ("<date><year>2013</year></date>", 2013, ""),
        ('<year iso-8601-date="2011">spring</year>', 2011, ""),
        ("<string-date>May 2010</string-date>", 2010, ""),
        ("<date-in-citation><year>2020</year></date-in-citation>", None, ""),
        ("<comment>Moss Press, p. 35, 2001</comment>", 2001, ""),
        ("<comment>accessed 4 May 2020</comment>", None, ""),
        ("<year>in press</year>", None, "in press"),
        ("<volume>In press</volume>", None, "In press"),
        ("<comment>no prelo</comment>", None, "no prelo"),
    ],
)
def test_years_wherever_they_stand(fields: str, year: int | None, status: str) -> None:
    entry = read(document("<p>Sleep.</p>", refs=f'<ref id="B1">{tagged("Hall", "Naps", fields)}</ref>')).listed[0]
    assert entry.record is not None
    assert (entry.record.year, entry.record.status) == (year, status)
    assert all(word in entry.text.content for word in ("Naps", "Moss Press" if "Moss" in fields else ""))


def test_several_citations_of_one_ref() -> None:
    refs = (
        '<ref id="B1"><label>1</label><mixed-citation id="B1a">Hall A. Naps. 2001.</mixed-citation><mixed-citation id="B1b">Berg C. Dreams. 2002.'
        '</mixed-citation></ref><ref id="B2"><label>2</label><mixed-citation>Moss D.</mixed-citation><mixed-citation>Lind E.</mixed-citation></ref>'
        '<ref id="B3"><label>3</label><mixed-citation>Ek F.</mixed-citation></ref>'
    )
    manuscript = read(
        document(f"<p>Whole [{x(1)}], part [{x('1b')}], both [{x(2)}], range [{x(1)}–{x(3)}].</p>", refs=refs)
    )
    assert [(reference.label, reference.text.content) for reference in manuscript.listed] == [
        ("1a", "Hall A. Naps. 2001."), ("1b", "Berg C. Dreams. 2002."), ("2a", "Moss D."), ("2b", "Lind E."), ("3", "Ek F."),
    ]  # fmt: skip
    audit = audit_manuscript(manuscript)
    assert [[link.label for link in citation.links] for citation in audit.citations] == [
        ["1a", "1b"], ["1b"], ["2a", "2b"], ["1a", "1b", "2a", "2b", "3"],
    ]  # fmt: skip


# --------------------------------------------------------------------------- recognition, encodings, entities


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (document("<p>a</p>").encode(), True),
        (document("<p>a</p>").replace("UTF-8", "UTF-16").encode("utf-16"), True),
        (b"\xef\xbb\xbf" + document("<p>a</p>").encode(), True),
        (b"<article article-type='letter'><front/></article>", True),
        (b"<!-- made <by> hand --><article dtd-version='1.1'/>", True),
        (b"<pmc-articleset><article/></pmc-articleset>", True),
        (b"<article><h1>HTML</h1></article>", False),
        (b'<article xmlns="http://docbook.org/ns/docbook" article-type="x"/>', False),
        (b"<TEI/>", False),
        (b"# Sleep\n\n<article article-type='x'>", False),
        (b"", False),
        (b"\xff\xfe", False),
    ],
)
def test_recognition(data: bytes, known: bool) -> None:
    assert jats.recognises(data) is known


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "utf-8-sig", "UTF-16LE", "iso-8859-15"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    declared = "UTF-8" if encoding == "utf-8-sig" else "UTF-16" if encoding == "UTF-16LE" else encoding
    path = tmp_path / "paper.data"
    path.write_bytes(document(f"<p>Müller [{x(1)}].\r\n</p>").replace("UTF-8", declared).encode(encoding))
    manuscript = read_file(path)
    assert (manuscript.format, manuscript.blocks[1].text.content) == ("jats", "Müller [1].")


def test_default_namespace_and_set_of_articles() -> None:
    text = document(f"<p>Sleep [{x(1)}].</p>").replace("<article ", '<article xmlns="http://jats.nlm.nih.gov" ')
    assert marked(read(text).blocks[1]) == [("[1]", "1")]
    start = text.index("<article")
    assert marked(read(f"<pmc-articleset>{text[start:]}</pmc-articleset>").blocks[1]) == [("[1]", "1")]


@pytest.mark.parametrize(
    "doctype", [DOCTYPE, "", '<!DOCTYPE article [<!ENTITY own "own&#246;"><!ENTITY long "0123456789">]>']
)
def test_named_characters(doctype: str) -> None:
    text = document("<p>TGF&beta; &lt; &lsquo;&own;&rsquo; &long; &b.nosuch; <![CDATA[&alpha;]]></p>").replace(
        DOCTYPE, doctype
    )
    manuscript = read(text)
    content = manuscript.blocks[1].text.content
    own = "ownö" if "own" in doctype else "&own;"
    assert content == f"TGFβ < ‘{own}’ &long; &b.nosuch; &alpha;"
    assert len(manuscript.notes) == 1
    assert "&b.nosuch;" in manuscript.notes[0]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (document("<p>a</b>"), "line 5: broken XML (Opening and ending tag mismatch"),
        (document("<p>a</p>")[:-30], "broken XML"),
        (document("<p>a & b</p>"), "line 5: broken XML (a lone &, write &amp;)"),
        ("no XML at all", "no XML"),
        ("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "this is TEI, not JATS"),
        ("<!DOCTYPE html><html><p>a<br></html>", "this is HTML, not JATS"),
        ("<article xmlns='http://docbook.org/ns/docbook'/>", "this is DocBook, not JATS"),
        ("<inventory/>", "XML with the root <inventory>, not JATS"),
        ("<article><h1>a</h1></article>", "without front, body or back"),
        ("<pmc-articleset><article/><article/></pmc-articleset>", "a set of 2 articles"),
        ('<?xml version="1.0" encoding="klingon"?><article/>', "“klingon”, an encoding that is not known"),
        ('<?xml version="1.0" encoding="unicode_escape"?><article/>', "an encoding that is not known"),
        (b'<?xml version="1.0"?>\n<article>\xff</article>', "byte 31 (line 2) is not UTF-8"),
        (document("<p>" + "<italic>" * 3000 + "a" + "</italic>" * 3000 + "</p>"), "broken XML (Excessive depth"),
        (
            document("<p>a</p>")
            .replace(DOCTYPE, f"<!DOCTYPE article [{LAUGHS}]>")
            .replace("<p>a", '<p id="&l11;">&l11;'),
            "broken XML",
        ),
    ],
)
def test_unreadable(data: str | bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert message in str(caught.value)
    assert str(caught.value).startswith("a.xml: ")
    assert "\n" not in str(caught.value)


def test_name_of_a_file_that_is_something_else(tmp_path: Path) -> None:
    path = tmp_path / "paper.nxml"
    path.write_text("<inventory/>")
    with pytest.raises(ReadError, match="XML with the root <inventory>, not JATS"):
        read_file(path)


def test_nothing_is_expanded_or_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    own = f'<!DOCTYPE article SYSTEM "{tmp_path}/no.dtd" [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY % p SYSTEM "file://{secret}"> %p;]>'
    manuscript = read(document("<p>Read &s; here.</p>").replace(DOCTYPE, own))
    assert manuscript.blocks[1].text.content == "Read &s; here."
    deep = "<sec><title>a</title>" * 200 + "<p>Deep.</p>" + "</sec>" * 200
    assert read(document(deep)).blocks[-1].text.content == "Deep."


def test_three_thousand_references() -> None:
    text = document(
        "".join(f"<p>Sleep [{x(n)}–{x(n + 2)}].</p>" for n in range(1, 2999)), refs="".join(map(ref, range(1, 3001)))
    )
    manuscript = read(text)
    assert len(manuscript.listed) == 3000
    assert all(len(mark.keys) == 3 for block in manuscript.blocks for mark in block.marks)


SAMPLE = document(f"<sec><title>Naps</title><p>Mice&beta; [{x(1)}–{x(3)}] <bold>nap</bold>.</p></sec>").encode()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 30), st.binary(max_size=6)), min_size=1, max_size=4)
)
def test_damage_gives_a_reading_or_one_clear_line(damage: list[tuple[int, int, bytes]]) -> None:
    data = SAMPLE
    for at, length, new in damage:
        data = data[:at] + new + data[at + length :]
    jats.recognises(data)
    message = ""
    try:
        blocks = jats.read("a.xml", data).blocks
    except ReadError as error:
        blocks, message = (), str(error)
    assert "\n" not in message
    assert all(0 <= m.start < m.end <= len(b.text) for b in blocks for m in b.marks)


def test_headings_hold_no_list() -> None:
    manuscript = read(document("<p>Sleep.</p>"))
    assert all(block.kind is not BlockKind.HEADING or block.text.content != "References" for block in manuscript.blocks)


# --------------------------------------------------------------------------- several lists, notes as a list


def audited(text: str) -> Audit:
    return audit_manuscript(read(text))


def linked(found: Audit) -> list[tuple[str, list[int | None]]]:
    return [(citation.marker, [link.reference for link in citation.links]) for citation in found.citations]


SUPPLEMENT = "".join(map(ref, range(1, 10))).replace('id="B', 'id="S')


@pytest.mark.parametrize(
    "around",
    [
        "<app-group><app><title>Supplement</title><p>More [{x}].</p><ref-list>{refs}</ref-list></app></app-group>",
        "<sec><title>Supplement</title><p>More [{x}].</p><ref-list><title>Supplement</title>{refs}</ref-list></sec>",
    ],
)
def test_a_supplement_has_a_list_of_its_own(around: str) -> None:
    cited = "<p>Sleep [1–9], and " + x(1) + ", [" + x(2) + ", 4].</p>"
    text = document(cited.replace("[1–9]", f"[{x(1)}–{x(9)}]"))
    more = around.format(x='<xref ref-type="bibr" rid="S2">2</xref>', refs=SUPPLEMENT)
    found = audited(text.replace("</ref-list></back>", f"</ref-list>{more}</back>"))
    assert [reference.part for reference in found.references] == [""] * 9 + ["Supplement"] * 9
    assert linked(found) == [("[1–9]", list(range(1, 10))), ("1", [1]), ("[2, 4]", [2, 4]), ("[2]", [11])]
    checked = {finding.check for finding in run(found).findings}
    assert checked.isdisjoint({"duplicate-reference", "unordered-list", "citation-order"})


def test_a_list_that_goes_on_is_one_list() -> None:
    text = document(f"<p>Sleep [{x(1)}–{x(4)}].</p>", "".join(map(ref, (1, 2))))
    text = text.replace("</ref-list></back>", f"</ref-list><ref-list>{ref(3)}{ref(4)}</ref-list></back>")
    found = audited(text)
    assert {reference.part for reference in found.references} == {""}
    assert linked(found) == [("[1–4]", [1, 2, 3, 4])]


def test_half_of_the_labels_may_stand_in_another_list() -> None:
    def parts(*numbers: int) -> set[str]:
        refs = "".join(ref(number).replace(f'id="B{number}"', f'id="C{number}"') for number in numbers)
        text = document(f"<p>Sleep [{x(1)}].</p>", ref(1) + ref(2))
        more = f"</ref-list><ref-list><title>More</title>{refs}</ref-list></back>"
        return {reference.part for reference in audited(text.replace("</ref-list></back>", more)).references}

    assert parts(2, 3) == {""}
    assert parts(1, 2, 3) == {"", "More"}


def test_further_reading_is_cited_nowhere_on_purpose() -> None:
    reading = f"<ref-list><title>Further reading</title>{ref(8)}{ref(9)}</ref-list>"
    text = document(f"<p>Sleep [{x(1)}].</p>", "".join(map(ref, (1, 2))))
    found = audited(text.replace("</ref-list></back>", f"</ref-list>{reading}</back>"))
    assert [reference.label for reference in found.uncited] == ["2"]
    assert found.manuscript.notes == (
        "nothing in the text cites the list “Further reading”; its 2 entries were taken to be listed on purpose",
    )
    nothing = audited(document("<p>Sleep.</p>").replace("</ref-list></back>", f"</ref-list>{reading}</back>"))
    assert nothing.manuscript.listed_uncited == ()  # where nothing at all is cited, the citations were not recognised


NOTES = (
    "Hall A. Sleep and memory. J Sleep 2015;3:1-9.",
    "Moss D. Naps in older adults. J Sleep 2019;7:21-30.",
    "Berg C. Dreams of shift workers. J Sleep 2020;8:31-9.",
    "We thank a reader.",
    "This is another word.",
)


def noted(*notes: str, inline: bool = False) -> str:
    fns = [f'<fn id="n{at}"><label>{at}</label><p>{note}</p></fn>' for at, note in enumerate(notes, 1)]
    cited = "".join(
        f'Sleep.<xref ref-type="fn" rid="n{at}"><sup>{at}</sup></xref>{fn if inline else ""} '
        for at, fn in enumerate(fns, 1)
    )
    text = document(f"<p>{cited}</p>", back="" if inline else f"<fn-group>{''.join(fns)}</fn-group>")
    return text.replace(text[text.index("<ref-list>") : text.index("</back>")], "")


@pytest.mark.parametrize("inline", [False, True])
def test_footnotes_that_are_the_list(*, inline: bool) -> None:
    found = audited(noted(*NOTES, inline=inline))
    assert [reference.label for reference in found.references] == ["1", "2", "3", "4", "5"]
    assert linked(found) == [(str(n), [n]) for n in range(1, 6)]
    assert [block.text.content for block in found.manuscript.blocks if "Naps" in block.text.content] == []
    assert found.manuscript.notes == (
        "the footnotes were taken for the list of references, since the document has no other",
    )


@pytest.mark.parametrize("notes", [(*NOTES, "And one more."), NOTES[:2], NOTES[3:]])
def test_footnotes_that_are_none(notes: tuple[str, ...]) -> None:
    manuscript = read(noted(*notes))
    assert (manuscript.listed, manuscript.notes) == ((), ())


def test_footnotes_beside_a_list_are_text() -> None:
    text = noted(*NOTES).replace("</back>", f"<ref-list>{ref(1)}</ref-list></back>")
    assert [reference.key for reference in read(text).listed] == ["B1"]


@pytest.mark.parametrize(
    ("typed", "cited"),
    [
        ('<xref ref-type="bibr" rid="B1">1</xref>–<xref ref-type="bibr" rid="B3">3</xref>', "1 2 3"),
        ('<xref ref-type="bibr" rid="B1">1</xref><xref ref-type="bibr" rid="B2" specific-use="hidden"/>–<xref ref-type="bibr" rid="B3">3</xref>', "1 2 3"),
        ('<xref ref-type="bibr" rid="B1" specific-use="web-only">1</xref>', "1"),
        ('<xref ref-type="bibr" rid="B1 B2 B3">1–3</xref>', "1 2 3"),
        ('<xref ref-type="bibr" rid="B1 B3">1–3</xref>', "1 2 3"),
        ('<xref rid="B1">1</xref>', "1"),
        ('<xref ref-type="other" rid="B1">1</xref>', "1"),
        ('<xref ref-type="bibr" rid="B1"><sup>1</sup></xref><sup>-</sup><xref ref-type="bibr" rid="B3"><sup>3</sup></xref>', "1 2 3"),
    ],
)  # fmt: skip
def test_dialects_of_cross_references(typed: str, cited: str) -> None:
    block = read(document(f"<p>Sleep [{typed}].</p>")).blocks[-1]
    assert [keys for _, keys in marked(block)] == [cited]


def test_what_a_section_says_of_itself_is_no_text() -> None:
    meta = f"<sec-meta><contrib-group><contrib><name><surname>Moss</surname></name></contrib></contrib-group><abstract><p>About {x(2)}.</p></abstract></sec-meta>"
    blocks = read(document(f"<sec>{meta}<title>Naps</title><p>Memory [{x(1)}].</p></sec>")).blocks
    assert [block.text.content for block in blocks[1:]] == ["Naps", "Memory [1]."]
