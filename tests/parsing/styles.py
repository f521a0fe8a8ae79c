"""Records printed as references in eight styles that journals use, to be read back.

Every style is the order of its parts and the marks between them; what a record lacks is left out with its marks. A
title that ends in a question or exclamation mark takes no full stop. Markdown has the container in italics and the
volume or year in bold or italics, as the styles have it; plain text is what is left without.

Source: ICMJE recommendations (Vancouver), AMA manual of style (11th ed.), Nature formatting guide, MDPI style guide, APA
manual (7th ed.), Harvard as Springer prints it, IEEE reference guide, ACS style guide.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from citeaudit.model import Name, Record

Marks = tuple[str, str]
"""What stands around italics and around bold text."""


FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedStyle:
    """How a style prints names, and which of the fields that not all print.

    Up to `most` authors are printed in full; of longer lists the first `FIRST` and `et_al`.
    """

    body: Callable[[str, Record, Marks], str]
    name: Callable[[Name], str]
    separator: str = ", "
    before_last: str = ", "
    most: int = 6
    et_al: str = ", et al."
    issue: bool = False
    DOI: bool = False
    short_pages: bool = False


def render(record: Record, style: str, *, markdown: bool = False) -> str:
    """The reference as `style` prints it, on one line."""
    return STYLES[style].body(authors(record, style), record, ("*", "**") if markdown else ("", ""))


# --------------------------------------------------------------------------- names


def initials(given: str, mark: str = "", gap: str = "") -> str:
    """The initials of given names: "AB" or "A. B." of "Anna Berta", "JP" or "J.-P." of "Jean-Pierre"."""
    words = [word for word in re.split(r"[\s.]+", given) if word]
    letters = ["-".join(part[0].upper() + mark for part in word.split("-") if part) for word in words]
    return gap.join(letters) if mark else "".join(letters).replace("-", "")


def _bare(name: Name) -> str:
    """Smith AB Jr."""
    return " ".join(filter(None, (name.full_family, initials(name.given), name.suffix.rstrip("."))))


def _dotted(gap: str, before_suffix: str = ", ") -> Callable[[Name], str]:
    """Smith, A. B., Jr."""

    def print_name(name: Name) -> str:
        text = ", ".join(filter(None, (name.full_family, initials(name.given, ".", gap))))
        return text + (f"{before_suffix}{name.suffix}" if name.suffix else "")

    return print_name


def _turned(name: Name) -> str:
    """A. B. Smith Jr."""
    return " ".join(filter(None, (initials(name.given, ".", " "), name.full_family, name.suffix)))


def authors(record: Record, style: str) -> str:
    """The authors as `style` prints them."""
    form = STYLES[style]
    shown, et_al = shown_authors(record, style)
    names = [form.name(name) for name in shown]
    if et_al:
        return form.separator.join(names) + form.et_al
    return form.separator.join(names[:-1]) + form.before_last + names[-1] if len(names) > 1 else "".join(names)


def shown_authors(record: Record, style: str) -> tuple[tuple[Name, ...], bool]:
    """The authors that `style` prints, and whether "et al." stands behind them."""
    form = STYLES[style]
    cut = len(record.author) > form.most
    return record.author[:FIRST] if cut else record.author, bool(record.author) and (cut or record.et_al)


# --------------------------------------------------------------------------- the other fields


def pages(record: Record, style: str) -> str:
    """The pages as `style` prints them: "1634-7" or "1634–1637"."""
    if not STYLES[style].short_pages:
        return record.page.replace("-", "–")
    first, dash, last = record.page.replace("–", "-").partition("-")
    if first.isdigit() and last.isdigit() and len(first) == len(last):
        same = next((at for at in range(len(last)) if first[at] != last[at]), len(last) - 1)
        last = last[same:]
    return first + dash + last


def _stopped(text: str, stop: str = ".") -> str:
    return text if not text or text.endswith(("?", "!", stop)) else text + stop


def _issue(record: Record) -> str:
    """The issue with the supplement: "4", "Suppl 3", "4 Suppl 3"."""
    supplement = f"Suppl {record.supplement_number}" if record.supplement_number else ""
    return " ".join(filter(None, (record.issue, supplement)))


def _volume(record: Record) -> str:
    """The volume and the supplement where a style prints no issues: "22 Suppl 3"."""
    supplement = f"Suppl {record.supplement_number}" if record.supplement_number else ""
    return " ".join(filter(None, (record.volume, supplement)))


def _around(mark: str, text: str) -> str:
    return f"{mark}{text}{mark}" if text else ""


def _after(mark: str, text: str, close: str = "") -> str:
    return f"{mark}{text}{close}" if text else ""


def _vancouver(names: str, r: Record, marks: Marks) -> str:
    tail = f"{_around(marks[0], r.container_title)} {r.year}" + _after(";", _volume(r))
    return " ".join(filter(None, (_stopped(names), _stopped(r.title), tail + _after(":", pages(r, "vancouver")) + ".")))


def _ama(names: str, r: Record, marks: Marks) -> str:
    tail = f"{_around(marks[0], r.container_title)}. {r.year}" + _after(";", r.volume) + _after("(", _issue(r), ")")
    tail += _after(":", pages(r, "ama")) + "." + _after(" doi:", r.DOI)
    return " ".join(filter(None, (_stopped(names), _stopped(r.title), tail)))


def _nature(names: str, r: Record, marks: Marks) -> str:
    tail = _around(marks[0], r.container_title) + _after(" ", _around(marks[1], _volume(r)))
    return " ".join(filter(None, (names, _stopped(r.title), tail + _after(", ", pages(r, "nature")), f"({r.year}).")))


def _mdpi(names: str, r: Record, marks: Marks) -> str:
    tail = f"{_around(marks[0], r.container_title)} {_around(marks[1], str(r.year))}"
    tail += _after(", ", _around(marks[0], _volume(r))) + _after(", ", pages(r, "mdpi")) + "."
    return " ".join(filter(None, (names, _stopped(r.title), tail)))


def _apa(names: str, r: Record, marks: Marks) -> str:
    tail = _around(marks[0], r.container_title) + _after(", ", _around(marks[0], r.volume))
    tail += _after("(" if r.volume else ", (", _issue(r), ")") + _after(", ", pages(r, "apa")) + "."
    tail += _after(" https://doi.org/", r.DOI)
    head = (names, f"({r.year}).", _stopped(r.title)) if names else (_stopped(r.title), f"({r.year}).")
    return " ".join((*head, tail))


def _harvard(names: str, r: Record, marks: Marks) -> str:
    tail = r.container_title + _after(" ", _volume(r)) + _after(":", pages(r, "harvard")) + "."
    head = (names, f"({r.year})", _stopped(r.title)) if names else (r.title, f"({r.year})")
    return " ".join((*head, tail))


def _ieee(names: str, r: Record, marks: Marks) -> str:
    tail = _around(marks[0], r.container_title) + _after(", vol. ", r.volume) + _after(", no. ", _issue(r))
    tail += _after(", pp. " if re.search("[-–]", r.page) else ", p. ", pages(r, "ieee")) + f", {r.year}."
    return _after("", names, ", ") + f"“{_stopped(r.title, ',')}” {tail}"


def _acs(names: str, r: Record, marks: Marks) -> str:
    tail = f"{_around(marks[0], r.container_title)} {_around(marks[1], str(r.year))}"
    tail += _after(", ", _around(marks[0], r.volume)) + _after(" (" if r.volume else ", (", _issue(r), ")")
    return " ".join(filter(None, (names, _stopped(r.title), tail + _after(", ", pages(r, "acs")) + ".")))


STYLES = {
    "vancouver": PrintedStyle(body=_vancouver, name=_bare, most=3, et_al=", et al", short_pages=True),
    "ama": PrintedStyle(body=_ama, name=_bare, most=6, et_al=", et al", issue=True, DOI=True),
    "nature": PrintedStyle(body=_nature, name=_dotted(" ", " "), before_last=" & ", most=5, et_al=" et al."),
    "mdpi": PrintedStyle(body=_mdpi, name=_dotted(""), separator="; ", before_last="; ", most=10, et_al="; et al."),
    "apa": PrintedStyle(body=_apa, name=_dotted(" "), before_last=", & ", most=20, issue=True, DOI=True),
    "harvard": PrintedStyle(body=_harvard, name=_bare, before_last=" and ", most=10, et_al=", et al."),
    "ieee": PrintedStyle(body=_ieee, name=_turned, before_last=" and ", most=6, issue=True),
    "acs": PrintedStyle(
        body=_acs, name=_dotted(" "), separator="; ", before_last="; ", most=10, et_al="; et al.", issue=True
    ),
}
