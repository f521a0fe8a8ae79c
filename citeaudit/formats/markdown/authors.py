"""Who wrote a manuscript, as the YAML header of a Markdown file says."""

from __future__ import annotations

import re
from typing import Any

from citeaudit.model import Name
from citeaudit.parsing.authors import person, split_authors
from citeaudit.text.patterns import lazy

_HEADER = lazy(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)", re.DOTALL)
_AUTHOR_FIELD = lazy(r"^authors?:[ \t]*(?P<value>.*(?:\n(?:[ \t]+\S.*|-[ \t].*|[ \t]*$))*)", re.MULTILINE)


def authors(text: str) -> tuple[Name, ...]:
    r"""The authors that the header of a Markdown file names: strings, or mappings with `name`, or with `family` and `given`.

    Example:
        >>> [str(name) for name in authors("---\nauthor:\n  - Anna Hall\n  - name: Carl Berg\n---\n")]
        ['Hall Anna', 'Berg Carl']

    """
    header = _HEADER.match(text)
    field = _AUTHOR_FIELD.search(header["yaml"]) if header else None
    if field is None:
        return ()
    import yaml

    try:
        value = yaml.safe_load(f"author: {field['value']}")["author"]
    except (yaml.YAMLError, ValueError, RecursionError):
        return ()
    return tuple(name for author in (value if isinstance(value, list) else [value]) for name in _named(author))


def _named(value: Any) -> tuple[Name, ...]:
    if isinstance(value, dict):
        family, given, name = (value.get(key) for key in ("family", "given", "name"))
        if isinstance(name, dict):
            family, given, name = (name.get(key) for key in ("family", "given", "literal"))
        if isinstance(family, str):
            return (person(family, given if isinstance(given, str) else ""),)
        value = name
    return split_authors(value).names if isinstance(value, str) else ()
