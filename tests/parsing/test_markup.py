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


_TOKENS = st.sampled_from(
    "<i> </i> <b> <sub> <br/> <a href='x'> </a> &amp; &lt; &#8211; &nbsp; * ** _ ` `` '' $ ^ ~ { } \\ \\textit{ {\\it \\'e {\\'e} -- --- -\n \u00ad "
    "\u200b \u00a0 \ufb01 \n \\n \t [a](http://b) [a]( ) www.a 10.5555/ab . , A Sleep memory 2 , .Sleep <1::A>".split(
        " "
    )
)
_DAMAGED = st.lists(st.one_of(_TOKENS, st.text(max_size=3), st.just(" ")), max_size=20).map("".join)


@settings(max_examples=500, deadline=None)
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


@settings(max_examples=300, deadline=None)
@given(_PRINTED)
def test_what_is_plain_stays_plain(raw: str) -> None:
    text = plain_text(raw)
    again = plain_text(text.content)
    assert again.content == text.content
    assert again.runs == ()


@given(st.text(alphabet="abc .;:()0123456789-", max_size=50).filter(lambda raw: "- " not in raw and "--" not in raw))
def test_nothing_happens_to_plain_strings(raw: str) -> None:
    assert plain_text(raw) == Text(raw, plain_text(raw).anchors)
