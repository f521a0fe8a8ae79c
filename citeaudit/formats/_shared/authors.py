r"""Who wrote the manuscript, as its format says: contributors of JATS, `author` of a YAML header, `\author` of LaTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citeaudit.model import Name
from citeaudit.parsing.authors import person, split_authors

if TYPE_CHECKING:
    from citeaudit.formats.jats.source import Element

_HEADER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)", re.DOTALL)
_AUTHOR_FIELD = re.compile(r"^authors?:[ \t]*(?P<value>.*(?:\n(?:[ \t]+\S.*|-[ \t].*|[ \t]*$))*)", re.MULTILINE)
_COMMAND = re.compile(r"^[^%\n]*?\\author\s*(?:\[[^\]]*\]\s*)?\{", re.MULTILINE)
_NOTE = re.compile(
    r"\\(?:thanks|inst|fnref|corref|orcid|orcidlink|textsuperscript|footnote|IEEEauthorblockA|email|affil)\s*\{[^{}]*\}"
)
_BETWEEN = re.compile(r"\\and\b|\\And\b|\\AND\b|\\quad\b|\\qquad\b")


def of_jats(article: Element) -> tuple[Name, ...]:
    """The authors of an article: its contributors that are persons and are called authors, or called nothing."""
    found = []
    for contributor in article.iterfind("front/article-meta/contrib-group/contrib"):
        name = contributor.find("name")
        if name is None:
            name = contributor.find("name-alternatives/name")
        if contributor.get("contrib-type", "author") == "author" and name is not None:
            family, given = (" ".join((name.findtext(tag) or "").split()) for tag in ("surname", "given-names"))
            if family:
                found.append(person(family, given))
    return tuple(found)


def of_yaml(text: str) -> tuple[Name, ...]:
    r"""The authors that the header of a Markdown file names: strings, or mappings with `name`, or with `family` and `given`.

    Example:
        >>> [str(name) for name in of_yaml("---\nauthor:\n  - Anna Hall\n  - name: Carl Berg\n---\n")]
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
    return tuple(name for one in (value if isinstance(value, list) else [value]) for name in _named(one))


def _named(value: Any) -> tuple[Name, ...]:
    if isinstance(value, dict):
        family, given, name = (value.get(key) for key in ("family", "given", "name"))
        if isinstance(name, dict):
            family, given, name = (name.get(key) for key in ("family", "given", "literal"))
        if isinstance(family, str):
            return (person(family, given if isinstance(given, str) else ""),)
        value = name
    return split_authors(value).names if isinstance(value, str) else ()


def of_latex(text: str) -> tuple[Name, ...]:
    r"""The authors that the commands `\author` of a LaTeX file name.

    Example:
        >>> [str(name) for name in of_latex("\\author{Anna Hall\\thanks{X} \\and Carl Berg}")]
        ['Hall Anna', 'Berg Carl']

    """
    found: list[Name] = []
    for match in _COMMAND.finditer(text):
        depth, end = 1, match.end()
        while end < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        if depth:  # it never ends
            break
        for part in _BETWEEN.split(_NOTE.sub("", text[match.end() : end - 1])):
            words = re.sub(r"\$[^$]*\$|\\[A-Za-z]+\s*|[{}~]", " ", part.split(r"\\")[0])
            found += split_authors(" ".join(words.split())).names if words.strip() else ()
    return tuple(found)
