"""Remains of markup and page layout in reference strings: out with them, and with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.model import Style, Text
from citeaudit.parsing.markup import plain_text

REMAINS = [
    # HTML, JATS and entities
    ("Hall A. Sleep. <i>J Sleep</i> 2015", "Hall A. Sleep. J Sleep 2015"),
    ("<em>J Sleep</em>, <b>12</b>, CO<sub>2</sub>", "J Sleep, 12, CO2"),
    ("<italic>J Sleep</italic> <jats:bold>12</jats:bold>", "J Sleep 12"),
    ('<span class="x">J Sleep</span> <a href="https://doi.org/10.5555/a">text</a>', "J Sleep text"),
    ("One<br/>two<BR>three", "One two three"),
    ("Sleep &amp; memory 12&#8211;19 &#x2013;", "Sleep & memory 12–19 –"),
    ("Wiley&nbsp;&amp;amp;&nbsp;Sons", "Wiley & Sons"),
    ("Lo&#239;c &quot;incomparable&quot; &eacute;", 'Loïc "incomparable" é'),
    ("15&lt;1661::AID-SIM968&gt;3.0", "15<1661::AID-SIM968>3.0"),
    ("see <https://example.org/a_b_c>", "see https://example.org/a_b_c"),
    # Markdown
    ("*J Sleep*, **12**, ***both***, _Lancet_, __bold__", "J Sleep, 12, both, Lancet, bold"),
    ("memory.*J Sleep*2015", "memory.J Sleep2015"),
    (r"a\_b \& c \*", "a_b & c *"),
    ("[10.5555/x](https://doi.org/10.5555/x).", "10.5555/x."),
    ("[*Sleep*](https://example.org/a(1)) 2015", "Sleep 2015"),
    ('[Sleep](<https://example.org/a> "title")', "Sleep"),
    ("`10.5555/x` and H^2^O", "10.5555/x and H2O"),
    # LaTeX
    (r"\textit{J Sleep} {\it J Sleep} \textbf{12} \emph{a \textbf{b} c}", "J Sleep J Sleep 12 a b c"),
    (
        r"Garc{\'i}a, G{\"o}del, Erd{\H o}s, Fran\c{c}ois, \v{S}kola, M\"{u}ller",
        "García, Gödel, Erdős, François, Škola, Müller",
    ),
    (
        r"Garc\'ia, Andr\'e, L\'opez, Caf{\'{\i}}, Stra{\ss}e, {\O}rsted, \o{}",
        "García, André, López, Cafí, Straße, Ørsted, ø",
    ),
    (r"l\'eau and O\'Regan", "l'eau and O'Regan"),
    ("12--19, sleep---memory, J.~Sleep, the {DNA} of {B}ayes", "12–19, sleep—memory, J. Sleep, the DNA of Bayes"),
    ("``Sleep'' and ``memory''", "“Sleep” and “memory”"),
    (r"\"Sleep and memory\"", '"Sleep and memory"'),
    (r"Hall A. \newblock Sleep $\beta$ $^{2}$ $x_1$", "Hall A. Sleep β 2 x_1"),
    (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
    # characters of the page
    ("slee\u00adp mem\u200bory\ufeff", "sleep memory"),
    ("J\u00a0Sleep\u20092015\u202f12", "J Sleep 2015 12"),
    ("e\ufb03cacy of the \ufb01rst \ufb02ow", "efficacy of the first flow"),
    ("Sleep\nand\r\n  memory\tof rats", "Sleep and memory of rats"),
    (r"Sleep\n[\n Memory\r\nRats", "Sleep [ Memory Rats"),
    ("the treat-\nment and treat\u00ad\n  ment", "the treatment and treatment"),
    (
        "In-\u00adt. J., the regulat-\u00ador of the treat-\u00adment, wheat-\u00ad species, weight-\u00adchange",
        "Int. J., the regulator of the treatment, wheat species, weight-change",
    ),
    ("a treat- ment, short- and long-term", "a treatment, short- and long-term"),
    ("a long-\nterm study of immuno-\nglobulinopathies", "a long-term study of immunoglobulinopathies"),
    (r"the treat-\nment", "the treatment"),
    ("Hall A.Sleep and memory.J Sleep 2015", "Hall A. Sleep and memory. J Sleep 2015"),
    ("Smith A,Hall B", "Smith A, Hall B"),
]

PLAIN = [
    "Hall A, Smith AB. Sleep and memory. J Sleep 2015;3(2):1-9. doi:10.5555/ab.12",
    "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
    "10.1002/(SICI)1099-1573(1998)12:1+<S124::AID-PTR271>3.0.CO;2-X",
    "10.1641/0006-3568(2005)055[0219:TRO]2.0.CO;2",
    "p<0.05 and p > 0.01, a<b and c>d",
    "A*B and C*D, 5*, p*, q**, HLA-B*57:01 and HLA-A*02:01",
    "Smith A*, Hall B*, * Corresponding",
    "snake_case and other_snake_case, __, a__b, ____",
    "AT&T & sons &unknown; &T; R&D;",
    "http://example.org/_foo_/*bar* x_1".replace("*bar*", "bar"),
    "https://example.org/~ian/a--b_(c)_d",
    "costs US$5 and US$6 a day, A$ and B$",
    "[Sleep](2015) and [Internet](12)",
    "non- and semi-invasive, pre- or postoperative",
    "Smith A.B., U.S.A., Ph.D., e.g.this, Node.js 3.Ab",
    "about ~100 rats and 5 ~ 6 {1, 2} ^ x",
    "'Sleep' and \"memory\", Hall’s",
    "Sleep - and - memory – of — rats",
    "  two  blanks  ",
    "",
]


@pytest.mark.parametrize(("raw", "content"), REMAINS)
def test_remains_go(raw: str, content: str) -> None:
    assert plain_text(raw).content == content


@pytest.mark.parametrize("raw", PLAIN)
def test_real_characters_stay(raw: str) -> None:
    assert plain_text(raw).content.strip() == raw.strip()


def test_a_string_without_remains_comes_back_at_once() -> None:
    raw = " Hall A. Sleep. J Sleep 2015;3:1-9. "
    assert plain_text(raw).content is raw
    assert plain_text(raw).position(5) == (1, 6)


@pytest.mark.parametrize(
    ("raw", "runs"),
    [
        ("A. <i>J Sleep</i> <b>1</b>", [("J Sleep", Style.ITALIC, ""), ("1", Style.BOLD, "")]),
        (
            "A. *J Sleep* **1** CO<sub>2</sub>^1^",
            [
                ("J Sleep", Style.ITALIC, ""),
                ("1", Style.BOLD, ""),
                ("2", Style.SUBSCRIPT, ""),
                ("1", Style.SUPERSCRIPT, ""),
            ],
        ),
        (
            r"A. \textit{J \textbf{S}leep} {\bf 1}",
            [("J Sleep", Style.ITALIC, ""), ("S", Style.BOLD, ""), ("1", Style.BOLD, "")],
        ),
        (
            "[Sleep *a*](https://doi.org/10.5555/a(1)) x",
            [("Sleep a", Style.LINK, "https://doi.org/10.5555/a(1)"), ("a", Style.ITALIC, "")],
        ),
        ("<a class='b' href='https://doi.org/10.5555/a'>S</a>", [("S", Style.LINK, "https://doi.org/10.5555/a")]),
        ("<i>unclosed and </b>", []),
    ],
)
def test_styles_are_runs(raw: str, runs: list[tuple[str, Style, str]]) -> None:
    text = plain_text(raw)
    assert [(text.content[run.start : run.end], run.style, run.target) for run in text.runs] == runs


@pytest.mark.parametrize(
    ("raw", "word", "column"),
    [
        ("<i>J</i> &amp; *Sleep* 2015", "2015", 24),
        ("<i>J</i> &amp; *Sleep* 2015", "&", 10),
        ("e\ufb03cacy 2015", "cacy", 3),
        ("e\ufb03cacy 2015", "fi", 2),
        ("treat-\nment of", "ment", 8),
        ("A.Sleep and memory.J Sleep 2", "J Sleep", 20),
        (r"\textit{J Sleep} 2", "Sleep", 11),
    ],
)
def test_every_character_knows_its_column(raw: str, word: str, column: int) -> None:
    text = plain_text(raw)
    assert text.position(text.content.index(word)) == (1, column)


@pytest.mark.parametrize(
    ("raw", "content", "columns", "runs"),
    [
        ("a\\'e b", "a'e b", "1,3,3,5,6", ""),
        ("l\\'eau", "l'eau", "1,3,3,5,6", ""),
        ("xl\\'eau", "xléau", "1,2,3,6,7", ""),
        ("A\\'eau", "Aéau", "1,2,5,6", ""),
        ("\\'eau", "'eau", "2,3,4,5", ""),
        ("O\\'Regan", "O'Regan", "1,3,4,5,6,7,8", ""),
        ("caf\\'e", "café", "1,2,3,4", ""),
        ("x l\\'e", "x l'e", "1,2,3,5,5", ""),
        ("&Alpha; &bogus; &amp;amp;bogus; &nbsp;x &shy;y", "Α &bogus; &amp;amp;bogus;  x y", "1,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,39,40,46", ""),
        ("&#8201;x&#173;y", "xy", "8,15", ""),
        ("&ensp;a", "a", "7", ""),
        ("``a'' b", "“a” b", "1,3,4,6,7", ""),
        ("a''b", "a''b", "1,2,3,4", ""),
        ("``a''", "“a”", "1,3,4", ""),
        ("a--b", "a–b", "1,2,4", ""),
        ("a---b", "a—b", "1,2,5", ""),
        ("a----b", "a----b", "1,2,3,4,5,6", ""),
        ("a -- b", "a – b", "1,2,3,5,6", ""),
        ("a --b", "a --b", "1,2,3,4,5", ""),
        ("<a href='u'>x", "x", "13", ""),
        ("x</a>", "x", "1", ""),
        ("<a href=u>x</a> <a>y</a>", "x y", "11,16,20", "link x u|link y"),
        ("<xref>1</xref>", "1", "7", "link 1"),
        ("<sup/>a", "a", "7", ""),
        ("<sup>a</sup>", "a", "6", "superscript a"),
        ("<SUB>a</sub>", "a", "6", "subscript a"),
        ("<p>a</p><td>b", "a  b", "4,5,9,13", ""),
        ("<b>a</b", "a</b", "4,5,6,7", ""),
        ("*a*b", "ab", "2,4", "italic a"),
        ("a*b*", "a*b*", "1,2,3,4", ""),
        ("*a *b", "*a *b", "1,2,3,4,5", ""),
        ("a* b*", "a* b*", "1,2,3,4,5", ""),
        ("* a *", "* a *", "1,2,3,4,5", ""),
        ("**a*", "**a*", "1,2,3,4", ""),
        ("***a***", "a", "4", "italic a|bold a"),
        ("****a****", "a", "5", "bold a"),
        ("**a** *b*", "a b", "3,6,8", "bold a|italic b"),
        ("*a **b** c*", "a b c", "2,3,6,9,10", "italic a b c|bold b"),
        ("_a_", "a", "2", "italic a"),
        ("__a__", "a", "3", "bold a"),
        ("a_b_", "a_b_", "1,2,3,4", ""),
        ("_a", "_a", "1,2", ""),
        ("*a* *", "a *", "2,4,5", "italic a"),
        ("*a **b* c**", "a **b c**", "2,3,4,5,6,8,9,10,11", "italic a **b"),
        ("a*b*c d*", "a*b*c d*", "1,2,3,4,5,6,7,8", ""),
        ("5* and *a*", "5* and a", "1,2,3,4,5,6,7,9", "italic a"),
        ("$x$", "x", "2", "math x"),
        ("$x_1$", "x_1", "2,3,4", "math x_1"),
        ("$\\alpha$", "α", "2", "math α"),
        ("$^{2}$", "2", "4", "superscript 2"),
        ("$^{2,3}$", "2,3", "4,5,6", "superscript 2,3"),
        ("$^2$ ", "2", "3", "superscript 2"),
        ("$$\\beta$$", "β", "3", "math β"),
        ("$\\text{two words}$", "two words", "2,3,4,5,6,7,8,9,10", "math two words"),
        ("$x^2$", "x2", "2,3", "math x2"),
        ("[a](https://b.org)", "a", "2", "link a https://b.org"),
        ("[a](<https://b.org>)", "a", "2", "link a https://b.org"),
        ("[a *b*](https://b.org)", "a b", "2,3,5", "link a b https://b.org|italic b"),
        ("[](https://b.org)", "", "", ""),
        ("`a`", "a", "2", ""),
        ("`a\\nb`", "a\\nb", "2,3,4,5", ""),
        ("x^2^", "x2", "1,3", "superscript 2"),
        ("x^^", "x^^", "1,2,3", ""),
        ("{A}", "A", "2", ""),
        ("{{A}}", "A", "3", ""),
        ("{A b}", "A b", "2,3,4", ""),
        ("{A1}", "A1", "2,3", ""),
        ("\\textbf{}", "", "", ""),
        ("\\textit{a}", "a", "9", "italic a"),
        ("\\url{a_b}", "a_b", "6,7,8", ""),
        ("{\\rm a}", "a", "6", ""),
        ("\\emph {a}", "a", "8", "italic a"),
        ("a\tb", "a b", "1,2,3", ""),
        ("a\r\n b", "a b", "1,2,5", ""),
        ("Abc.Def x", "Abc.Def x", "1,2,3,4,5,6,7,8,9", ""),
        ("ABC.Def x", "ABC.Def x", "1,2,3,4,5,6,7,8,9", ""),
        ("Ab.Def x", "Ab.Def x", "1,2,3,4,5,6,7,8", ""),
        ("Abcd.Def x", "Abcd. Def x", "1,2,3,4,5,6,6,7,8,9,10", ""),
        ("abcd.Def x", "abcd. Def x", "1,2,3,4,5,6,6,7,8,9,10", ""),
        ("A.Bcd x", "A.Bcd x", "1,2,3,4,5,6,7", ""),
        (" A.Bcd x", "A. Bcd x", "2,3,4,4,5,6,7,8", ""),
        (" A.Bc x", "A.Bc x", "2,3,4,5,6,7", ""),
        ("b,Cde x", "b, Cde x", "1,2,3,3,4,5,6,7", ""),
        ("B,Cde x", "B, Cde x", "1,2,3,3,4,5,6,7", ""),
        ("1,Cde x", "1,Cde x", "1,2,3,4,5,6,7", ""),
        ("treat-\nment", "treatment", "1,2,3,4,5,8,9,10,11", ""),
        ("treat- ment", "treatment", "1,2,3,4,5,8,9,10,11", ""),
        ("short- and", "short- and", "1,2,3,4,5,6,7,8,9,10", ""),
        ("short-\nand long", "short- and long", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", ""),
        ("short-\u00adand", "short-and", "1,2,3,4,5,6,8,9,10", ""),
        ("long-\nterm", "long-term", "1,2,3,4,5,7,8,9,10", ""),
        ("xxq-\nterm", "xxqterm", "1,2,3,6,7,8,9", ""),
        ("long-\nxxq", "longxxq", "1,2,3,4,7,8,9", ""),
        ("treat\u00ad ment", "treatment", "1,2,3,4,5,8,9,10,11", ""),
        ("treat\u00adment", "treatment", "1,2,3,4,5,7,8,9,10", ""),
        ("tr-\nment", "trment", "1,2,5,6,7,8", ""),
        ("t-\nment", "t- ment", "1,2,3,4,5,6,7", ""),
        ("treat-\nm", "treat- m", "1,2,3,4,5,6,7,8", ""),
        ("treat-\nMent", "treat- Ment", "1,2,3,4,5,6,7,8,9,10,11", ""),
        ("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-\nterm", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxterm", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,42,43,44,45", ""),
        ("long-\nterm x", "long-term x", "1,2,3,4,5,7,8,9,10,11,12", ""),
        ("ﬁ ﬂ ﬃ", "fi fl ffi", "1,1,2,3,3,4,5,5,5", ""),
        ("\u2009a", "a", "2", ""),
        ("a\u200bb", "ab", "1,3", ""),
        ("\\newblock a", "a", "11", ""),
        ("\\_a", "_a", "2,3", ""),
        ("\\&", "&", "2", ""),
        ("a\\\nb", "a b", "1,2,4", ""),
        ("a\\nb", "a\\nb", "1,2,3,4", ""),
        ("a\\nB", "a B", "1,2,4", ""),
        ("http://a.org/b_c_d e_f_", "http://a.org/b_c_d e_f_", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23", ""),
        ("10.5555/a_b_ c", "10.5555/a_b_ c", "1,2,3,4,5,6,7,8,9,10,11,12,13,14", ""),
        ("doi:10.5555/a*b*", "doi:10.5555/a*b*", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", ""),
        (" a ", " a ", "1,2,3", ""),
        ("\n a \n", "a", "3", ""),
    ],
)  # fmt: skip
def test_each_kind_of_remains(raw: str, content: str, columns: str, runs: str) -> None:
    """What is left of it, the column of every character, and its styles; on each condition and past it."""
    text = plain_text(raw)
    assert text.content == content
    assert ",".join(str(text.position(at)[1]) for at in range(len(text))) == columns
    assert (
        "|".join(f"{run.style} {text.content[run.start : run.end]} {run.target}".strip() for run in text.runs) == runs
    )


@pytest.mark.parametrize(("end", "left"), [(100_000, "&"), (100_001, "&amp;")])
def test_only_the_beginning_of_a_huge_string_is_freed_of_remains(end: int, left: str) -> None:
    text = plain_text("x" * (end - len("&amp;")) + "&amp;" + "y")
    assert text.content.lstrip("x") == left + "y"
    assert text.position(len(text) - 1) == (1, end + 1)


_TOKENS = st.sampled_from(
    "<i> </i> <b> <sub> <br/> <a href='x'> </a> &amp; &lt; &#8211; &nbsp; * ** _ ` `` '' $ ^ ~ { } \\ \\textit{ {\\it \\'e {\\'e} -- --- -\n \u00ad "
    "\u200b \u00a0 \ufb01 \n \\n \t [a](http://b) [a]( ) www.a 10.5555/ab . , A Sleep memory 2 , .Sleep <1::A>".split(
        " "
    )
)
_DAMAGED = st.lists(st.one_of(_TOKENS, st.text(max_size=3), st.just(" ")), max_size=20).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=100), _DAMAGED))
def test_any_string_has_its_characters_in_it(raw: str) -> None:
    text = plain_text(raw)
    for offset in range(len(text)):
        line, column = text.position(offset)
        assert line == 1
        assert 1 <= column <= len(raw)
    assert all(0 <= run.start < run.end <= len(text) for run in text.runs)
    assert [text.position(at) for at in range(len(text))] == sorted(text.position(at) for at in range(len(text)))


_WORDS = st.sampled_from(
    "Hall A. Sleep and memory. J 2015;3:1-9. p<0.05 A*B snake_case 5* doi:10.5555/a_b treatment AT&T R&D".split()
)
_SET = st.tuples(
    st.sampled_from(
        [
            ("<i>", "</i>"),
            ("*", "*"),
            ("**", "**"),
            ("_", "_"),
            (r"\textit{", "}"),
            (r"{\bf ", "}"),
            ("[", "](https://example.org)"),
            ("", ""),
        ]
    ),
    st.from_regex(r"[A-Z][a-z]{3,8}", fullmatch=True),
).map(lambda pair: pair[0][0] + pair[1] + pair[0][1])
_PRINTED = st.lists(st.one_of(_WORDS, _SET, st.just("\n"), st.just("mem\u00adory")), max_size=12).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(_PRINTED)
def test_what_is_plain_stays_plain(raw: str) -> None:
    text = plain_text(raw)
    again = plain_text(text.content)
    assert again.content == text.content
    assert again.runs == ()


@given(st.text(alphabet="abc .;:()0123456789-", max_size=50).filter(lambda raw: "- " not in raw and "--" not in raw))
def test_nothing_happens_to_plain_strings(raw: str) -> None:
    assert plain_text(raw) == Text(raw, plain_text(raw).anchors)
