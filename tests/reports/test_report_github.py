from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.model import Finding, Location, Severity
from citeaudit.reports.github import render
from tests.reports.built import LINELESS, REPORT, SWAP, place, report

# As the runner reads a command: https://github.com/actions/runner, ActionCommand.TryParseV2.
COMMAND = re.compile(r"::(?P<command>\w+) (?P<properties>.*?)::(?P<message>.*)")


def read(line: str) -> tuple[str, dict[str, str], str]:
    match = COMMAND.fullmatch(line)
    assert match is not None, line
    pairs = (pair.partition("=") for pair in match["properties"].split(","))
    properties = {key: value.replace("%3A", ":").replace("%2C", ",") for key, _, value in pairs}
    properties = {key: plain(value) for key, value in properties.items()}
    return match["command"], properties, plain(match["message"])


def plain(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def first(finding: Finding) -> tuple[str, dict[str, str], str]:
    return read(render(report(findings=(finding,))).splitlines()[0])


@pytest.mark.parametrize(
    ("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_commands(severity: Severity, command: str) -> None:
    marked_as, properties, message = first(replace(SWAP, severity=severity))
    assert marked_as == command
    assert properties == {
        "file": "paper.md", "line": "5", "col": "90", "endColumn": "95", "title": "citeaudit: claim-mismatch",
    }  # fmt: skip
    assert message.splitlines() == [
        SWAP.message,
        *(f"because {evidence}" for evidence in SWAP.evidence),
        "chance 97% that this is right",
    ]


def test_over_several_lines_there_are_no_columns() -> None:
    _, properties, _ = first(replace(SWAP, location=replace(place(5, 90), end_line=7, end_column=3)))
    assert {key: properties.get(key) for key in ("line", "endLine", "col", "endColumn")} == {
        "line": "5", "endLine": "7", "col": None, "endColumn": None,
    }  # fmt: skip


def test_places_without_lines_are_in_the_message() -> None:
    _, properties, message = read(render(LINELESS).splitlines()[0])
    assert "line" not in properties
    assert message.startswith("paragraph 12: cites reference 1")


@given(
    st.text(alphabet=":,%=\n\r\x85\u2028 aAD05#[]", max_size=30),
    st.text(alphabet="./:,%=\n ab", min_size=1, max_size=20),
)
def test_no_text_ends_a_command_or_begins_one(text: str, path: str) -> None:
    finding = replace(SWAP, message=f"x{text}", location=Location(path=f"x{path}", line=1, column=1), evidence=())
    lines = re.split(r"[\r\n]", render(report(findings=(finding,))))
    assert len(lines) == 3  # with the empty one behind the last line break
    command, properties, message = read(lines[0])
    assert (command, properties["title"], properties["line"]) == ("error", "citeaudit: claim-mismatch", "1")
    assert message.startswith("x")
    assert not lines[1].startswith("::")


def test_the_last_line_is_for_people() -> None:
    last = render(REPORT).splitlines()[-1]
    assert last.startswith("citeaudit: paper.md: 2 errors, 1 warning, 0 infos; ")
    assert last.endswith("2 citations, 3 links, 1 weighed, 1 abstained")
