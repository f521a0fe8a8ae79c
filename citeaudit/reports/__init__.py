"""Reports out: one file a form, each renders a report to text."""

from __future__ import annotations

from typing import Protocol, cast

from citeaudit import discover
from citeaudit.model import Report

PACKAGE = "citeaudit.reports"


class Form(Protocol):
    """What a module in this folder offers. A form may take options of its own, each with a default."""

    def render(self, report: Report) -> str:
        """The report as text, ending in a line break; the same report gives the same text."""


def get(name: str) -> Form:
    """The form called `name` ("text", "json", "jsonl").

    Raises:
        ConfigError: There is no such form.

    """
    return cast(Form, discover.choose(PACKAGE, name, "report format"))
