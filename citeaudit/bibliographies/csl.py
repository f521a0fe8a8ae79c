"""CSL-JSON and CSL-YAML files as bibliographies: entries with keys and places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from citeaudit.bibliographies.entries import Contents, Entry, Places
from citeaudit.errors import ReadError
from citeaudit.text.patterns import lazy

if TYPE_CHECKING:
    from yaml.nodes import Node

_SPACE = lazy(r"[\s,]*")
_NEXT = lazy(r"\}\s*,\s*(?=\{)")
_ITEMS = lazy(r'\{\s*"(?:items|references)"\s*:\s*(?=\[)')
_SUBSCRIPT = lazy(r"~([^\s~]{1,20})~")
_MARKS = lazy(r"[*_^<\\`$]")
_DEEPEST = 40
"""No header and no bibliography nests deeper; a parser that recurses must not be led further."""

_MARKED_UP = ("title", "container-title", "collection-title", "publisher")
"""Texts in which pandoc reads Markdown."""


def parse_json(text: str) -> Contents:
    """The items of a CSL-JSON list, of `{"items": […]}`, or one lone item; after a broken one it goes on with the next.

    Raises:
        ReadError: There is no item, or the text is not JSON from its beginning.
    """
    from citeaudit.exports.csljson import from_item

    entries: list[Entry] = []
    broken: list[int] = []
    aliases: dict[str, str] = {}
    for start, end, item in _items(text, broken):
        if not isinstance(item, Mapping):
            broken.append(start)
            continue
        names = [_key(item.get("id")), _key(item.get("citation-key")), _key(item.get("citekey"))]
        known = [name for name in names if name]
        if not known:
            broken.append(start)
            continue
        aliases |= {other: known[0] for other in known[1:] if other != known[0]}
        entries.append(Entry(known[0], from_item(item), start, end))
    if not entries and broken:
        raise ReadError("this is not CSL-JSON: there is no reference with an “id” in it")
    return Contents(tuple(entries), tuple(broken), MappingProxyType(aliases))


def _items(text: str, broken: list[int]) -> Iterator[tuple[int, int, Any]]:
    """Start, end and value of each item of a list; the starts of those that are not JSON go to `broken`."""
    decoder = json.JSONDecoder()
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if wrapped := _ITEMS.match(text, at):
        at = wrapped.end()
    alone = not text.startswith("[", at)
    at += not alone
    while True:
        match = _SPACE.match(text, at)
        at = match.end() if match else at
        if at >= len(text) or text[at] == "]":
            if at >= len(text) and not alone:
                broken.append(len(text) - 1)  # the list does not end
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            broken.append(at)
            following = _NEXT.search(text, max(at + 1, getattr(error, "pos", at)))
            if following is None:
                return
            at = following.end()
            continue
        yield at, end, value
        if alone:
            return
        at = end


def _key(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode().strip()


def parse_yaml(text: str) -> Contents:
    """The items of CSL-YAML: a list, or what stands under `references`.

    Raises:
        ReadError: The text is not YAML, has aliases, or holds no references.
    """
    from yaml.nodes import SequenceNode

    places = Places(text)
    items = compose(text)
    if not isinstance(items, SequenceNode):
        items = member(items, "references")
    if not isinstance(items, SequenceNode):
        raise ReadError("this is not CSL-YAML: there is no list of references in it")
    return yaml_items(items.value, places)


def yaml_items(nodes: Iterable[Node], places: Places) -> Contents:
    """The entries of a YAML list of references."""
    from citeaudit.exports.csljson import from_item

    entries: list[Entry] = []
    broken: list[int] = []
    for node in nodes:
        start = places.offset(node.start_mark.line, node.start_mark.column)
        end = places.offset(node.end_mark.line, node.end_mark.column)
        end = start + len(places.text[start:end].rstrip())
        item = value_of(node)
        key = _key(item.get("id")) if isinstance(item, dict) else ""
        if not key:
            broken.append(start)
            continue
        assert isinstance(item, dict)
        item |= {name: _unmarked(item[name]) for name in _MARKED_UP if isinstance(item.get(name), str)}
        for name in ("issued", "accessed"):
            item[name] = _date(item.get(name))
        entries.append(Entry(key, from_item(item), start, max(start + 1, end)))
    return Contents(tuple(entries), tuple(broken))


def compose(text: str) -> Node | None:
    """The nodes of the first document of a YAML text, each with its place.

    Raises:
        ReadError: The text is not YAML, nests too deeply, or has aliases, with which a small file can unfold to any size.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent):
                raise ReadError(f"line {line}: aliases of YAML (“*{event.anchor}”) are not read; write the value out")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise ReadError(f"line {line}: nested too deeply")
            if isinstance(event, yaml.DocumentEndEvent):
                break
        node: Node | None = next(iter(yaml.compose_all(text, Loader=loader)), None)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ReadError(f"{where}this is not valid YAML ({what}); repair or export it again") from None
    return node


def member(node: Node | None, name: str) -> Node | None:
    """What stands under `name` in a mapping; None where nothing does, or the node is not a mapping."""
    from yaml.nodes import MappingNode

    if not isinstance(node, MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def value_of(node: Node) -> Any:
    """The value of a node; scalars stay texts, for CSL's "2015", "10-20" and "012" are texts."""
    from yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, MappingNode):
        return {key.value: value_of(value) for key, value in node.value if isinstance(key.value, str)}
    if isinstance(node, SequenceNode):
        return [value_of(value) for value in node.value]
    return "" if node.value in ("null", "~") and not getattr(node, "style", None) else node.value


def _unmarked(text: str) -> str:
    from citeaudit.parsing.inline import plain

    lowered = _SUBSCRIPT.sub(r"\1", text)
    return plain([(1, 1, lowered.replace("\n", " "))]).content if _MARKS.search(lowered) else lowered


def _date(value: Any) -> Any:
    """A date in the form of CSL-JSON, from pandoc's older forms too: `{year: 2015, month: 3}`, alone or in a list."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if isinstance(value, dict) and "year" in value:
        return {"date-parts": [[value[part] for part in ("year", "month", "day") if value.get(part)]]}
    return value
