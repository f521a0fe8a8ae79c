"""XML of strangers that is a row of records: cut at their tags, each parsed by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def cut(text: str, name: str) -> list[tuple[int, int]]:
    """Where the elements called `name` stand: start and end of each; one without an end goes as far as the next or the text."""
    starts = [match.start() for match in re.finditer(rf"<{name}[\s>]", text)]
    spans = []
    for start, following in zip(starts, [*starts, len(text)][1:], strict=True):
        closing = text.rfind(f"</{name}>", start, following)
        end = closing + len(name) + 3 if closing >= 0 else start + len(text[start:following].rstrip())
        spans.append((start, end))
    return spans


def parsed(text: str) -> tuple[Element | None, bool]:
    """An element, or None where nothing of it can be read; and whether it is whole. No entities, no network, no huge texts."""
    from lxml import etree

    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
        )
        try:
            element = etree.fromstring(text.encode("utf-8", "replace"), parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if element is not None:
            return element, not recover
    return None, False


def all_texts(element: Element, path: str) -> list[str]:
    """The texts of all elements at a path, without markup and with single spaces."""
    return [" ".join("".join(map(str, child.itertext())).split()) for child in element.iterfind(path)]


def text_of(element: Element, path: str) -> str:
    """The text of the first element at a path, "" where there is none."""
    return next(iter(all_texts(element, path)), "")
