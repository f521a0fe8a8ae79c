from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from citeaudit.model import Finding
from citeaudit.reports.markdown import code, prose, render
from citeaudit.rules.causes import by_cause
from citeaudit.text.display import visible
from tests.reports.audited import audited, waiving
from tests.reports.built import AUDIT, LINELESS, SWAP, report

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = "|`*_~[]()<>&\\$#@!%^:/-. \n\t12aGHwww"


class Words(HTMLParser):
    """The text of HTML, and the tags in it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def read(source: str) -> Words:
    words = Words()
    words.feed(PARSER.render(source))
    words.close()
    return words


@given(st.text(alphabet=HOSTILE, max_size=40) | st.text(max_size=40))
def test_prose_is_read_as_it_was_written(text: str) -> None:
    row = read(f"| a | b |\n|:--|:--|\n| x {prose(text)} y | z |\n")
    plain = row.text.replace("\u200b", "").split()
    assert plain == ["a", "b", "x", *visible(text).replace("\u200b", "").split(), "y", "z"]
    assert [tag for tag in row.tags if tag != "span"] == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


@given(st.text(alphabet=HOSTILE, min_size=1, max_size=30))
def test_code_is_read_as_it_was_written(text: str) -> None:
    words = read(f"## x {code(text)}\n")
    assert words.text.split() == ["x", *visible(text).split()]
    assert set(words.tags) <= {"h2", "code"}


@pytest.mark.parametrize(
    "text",
    [
        "@nobody",
        "a@example.org",
        "#12",
        "!3",
        "GH-12",
        "~bug",
        "%4",
        "&5",
        "http://example.org",
        "www.example.org",
        ":tada:",
    ],
)
def test_nothing_is_left_that_a_server_would_take_for_a_reference(text: str) -> None:
    assert "\u200b" in read(prose(f"see {text}")).text
    assert text not in read(prose(f"see {text}")).text


@pytest.mark.parametrize(
    "text", ["2015;3:1-9.", "12:30", "50%", "R&D", "a - b", "No. #", "10.1000/x", "yes!", "Smith, 2015"]
)
def test_what_means_nothing_to_a_server_is_left_alone(text: str) -> None:
    assert read(prose(text)).text.strip() == text


def test_every_finding_is_a_row_and_can_be_unfolded() -> None:
    of = waiving(audited(), "unresolved-reference")
    words = read(render(of))
    causes = by_cause(of.findings, of.audit)
    assert len(causes) < len(of.findings)
    assert words.tags.count("tr") == 1 + len(causes)
    assert words.tags.count("details") == 2
    assert set(words.tags) == {
        *("h2", "code", "p", "strong", "table", "thead", "tbody", "tr", "th", "td"),
        *("details", "summary", "ul", "li"),
    }
    assert "Dreams | of @\u200beveryone, #\u200b4" in words.text
    assert "waiver (until 2027-06-30): asked the | authors <b>" in words.text


def test_places_without_lines_and_in_other_files() -> None:
    assert "| paragraph 12 |" in render(LINELESS)
    assert "| page 3 |" not in render(LINELESS)  # of another file than the manuscript
    assert re.search(r"^\| paper\.pdf:page 3 \|", render(LINELESS), re.MULTILINE)


def many(count: int) -> tuple[Finding, ...]:
    return tuple(replace(SWAP, message=f"finding {number} {'long ' * 200}") for number in range(count))


def test_a_long_report_fits_a_comment_and_counts_what_it_leaves_out() -> None:
    text = render(report(AUDIT, findings=many(250)))
    assert len(text) < 65_536
    assert "and 150 findings more" in text
    (left,) = re.findall(r"^- and (\d+) more, left out", text, re.MULTILINE)
    assert int(left) == 250 - len(re.findall(r"^- 5:90 error \*\*", text, re.MULTILINE))


def test_many_references_are_counted() -> None:
    finding = replace(SWAP, references=(1, 2, 3, 1, 2, 3))
    assert "  - and 2 references more" in render(report(findings=(finding,)))
