"""Reports out: one file a form, each renders a report to text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, cast

from citeaudit import discover
from citeaudit.model import Report

PACKAGE = "citeaudit.reports"
"""Where `discover` looks for forms."""


class Form(Protocol):
    """What a module in this folder offers. A form may take options of its own, each with a default.

    A form whose outputs do not make one file when they follow one another also has `join(parts, unread) -> str`. It makes
    one file of the outputs for several manuscripts; `unread` says in a sentence each which could not be read. For one output
    and nothing unread it gives that output.
    """

    def render(self, report: Report) -> str:
        """The report as text, ending in a line break; the same report gives the same text."""


UNIT = Form
"""What it looks for in each."""


def get(name: str) -> Form:
    """The form called `name` ("text", "json", "sarif").

    Raises:
        ConfigError: There is no such form.

    """
    return cast(Form, discover.choose(PACKAGE, name, "report format"))


def joined(name: str, parts: Iterable[str], unread: Sequence[str]) -> Iterator[str]:
    """What the form called `name` makes of its outputs for several manuscripts, in the order given.

    Args:
        name: The form.
        parts: The outputs; "" for a manuscript that could not be read.
        unread: Why manuscripts could not be read; looked at when all parts are there.

    """
    join = cast("Callable[[Sequence[str], Sequence[str]], str] | None", getattr(get(name), "join", None))
    if join is None:
        yield from parts
    else:
        yield join([part for part in parts if part], unread)
