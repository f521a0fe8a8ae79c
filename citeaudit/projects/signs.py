"""Signs that a file is a manuscript: it cites, or has a list of references. What the reader of its format sees decides later."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from citeaudit.parsing.headings import is_reference_heading
from citeaudit.projects import Project
from citeaudit.text.patterns import lazy

_HEADING = lazy(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+(?P<marked>[^\n{]{3,80}?)[ \t#]*(?:\{[^\n]*)?|(?P<bold>[*_]{2}[^\n*_]{3,80}[*_]{2}):?)$",
    re.MULTILINE,
)
_KEYS = lazy(
    r"\[(?!\^)[^\[\]]*(?<![\w@/\\])@[{\w][^\[\]]*\](?!\()|\{(?:foot)?cite[\w:]{0,20}\}`"
    r"|(?<![\w@/\\`])@(?:doi|pmid|pmcid|arxiv|isbn|url|wikidata):\w",
    re.IGNORECASE,
)
_NAMES_LIST = lazy(r"^(?:bibliography|references)[ \t]*:", re.MULTILINE)
_CODE = lazy(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)\n(?:.*?^[ \t]*(?P=fence)[`~]*[ \t]*$|.*\Z)|(?<![`}])(?P<ticks>`+)(?!`)[^`\n]*(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_PROSE = lazy(
    r"[ \t]*\{(?!(?:\.|r|python|julia|bash|sh|sql|ojs|js|css|stan|mermaid|dot|code|code-block|code-cell|math|raw)\b)"
)
"""How a fence of MyST goes on that holds prose."""

_BARE_KEY = lazy(r"(?<![\w@/\\`.])@[A-Za-z{][\w:.+/-]+")
_DOI_LINK = lazy(r"\]\(<?(?:https?://(?:dx\.)?doi\.org/|doi:)10\.|<(?:https?://(?:dx\.)?doi\.org/|doi:)10\.")
_NOTES = lazy(r"^[ ]{0,3}\[\^[^\]\s]+\]:.*\d{4}", re.MULTILINE)
_DATED_LINE = lazy(r"^[^\n]*\b(?:1[89]|20)\d\d\b[^\n]*$", re.MULTILINE)
_ARTICLE = lazy(rb"<article[\s>]")
_JATS = lazy(rb"JATS|NLM|article-type|<front>|dtd-version|dtd/journal", re.IGNORECASE)
_WORD_FIELD = lazy(rb"ADDIN (?:ZOTERO|EN\.CITE|CSL|Mendeley)|CITATION |BIBLIOGRAPHY|Mendeley|citavi", re.IGNORECASE)
_PARAGRAPH = lazy(rb"</w:p>|</text:(?:p|h)>|\\par\b")
_TAG = lazy(rb"<[^>]*>")
_CONTROL = lazy(rb"\\[a-zA-Z]+-?\d* ?|\\'[0-9a-f]{2}|[{}\\]")
_SHORT_LINE = lazy(r"^[^\n]{3,60}$", re.MULTILINE)

_LARGEST_TEXT_BYTES = 3_000_000
_LARGEST_PART_BYTES = 30_000_000
_FEWEST_ENTRIES = 5
"""Paragraphs of a text processor that are as long as a reference and hold a year, where no heading says that there is a list."""
_SHORTEST_ENTRY = 40
FEWEST_PAGES = 2
"""Pages of a PDF that lies beside sources and is a manuscript of its own; a figure has one."""


def markdown_cites(path: str, projects: Sequence[Project]) -> bool:
    """Whether a Markdown file cites, or has a list of references."""
    text = _CODE.sub(lambda found: found[0] if found["info"] and _PROSE.match(found["info"]) else "", _text(path))
    if _KEYS.search(text) or _NOTES.search(text):
        return True
    known = _NAMES_LIST.search(text) or any(project.bibliographies for project in projects)
    if known and _BARE_KEY.search(text):
        return True
    if any(project.links_cite for project in projects) and _DOI_LINK.search(text):
        return True
    return any(
        is_reference_heading((found["marked"] or found["bold"]).strip("*_ :")) and _DATED_LINE.search(text, found.end())
        for found in _HEADING.finditer(text)
    )


def text_lists(path: str) -> bool:
    """Whether a plain text has a list of references."""
    text = _text(path)
    headings = (found for found in _SHORT_LINE.finditer(text) if is_reference_heading(found[0].strip(" \t:")))
    return any(_DATED_LINE.search(text, found.end()) for found in headings)


def _text(path: str) -> str:
    return _head(path, _LARGEST_TEXT_BYTES).decode("utf-8", "replace").replace("\r\n", "\n")


def _head(path: str, most: int) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(most)
    except (OSError, ValueError):
        return b""


def is_article(path: str) -> bool:
    """Whether an XML file is an article of JATS."""
    head = _head(path, 8_000)
    return _ARTICLE.search(head) is not None and _JATS.search(head) is not None


def word_cites(path: str) -> bool:
    """Whether a file of a word processor has a list of references, or fields that cite."""
    data = _word_text(path)
    if _WORD_FIELD.search(data):
        return True
    markup = _CONTROL if path.lower().endswith(".rtf") else _TAG
    paragraphs = [markup.sub(b"", part).decode("utf-8", "replace").strip() for part in _PARAGRAPH.split(data)]
    if any(is_reference_heading(text.strip(" :")) for text in paragraphs if 0 < len(text) < 80):
        return True
    return (
        sum(len(text) >= _SHORTEST_ENTRY and bool(_DATED_LINE.search(text)) for text in paragraphs) >= _FEWEST_ENTRIES
    )


def _word_text(path: str) -> bytes:
    if path.lower().endswith(".rtf"):
        return _head(path, _LARGEST_PART_BYTES)
    name = "word/document.xml" if path.lower().endswith(".docx") else "content.xml"
    try:
        with zipfile.ZipFile(path) as package, package.open(name) as part:
            return part.read(_LARGEST_PART_BYTES)
    except (OSError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, NotImplementedError):
        return b"BIBLIOGRAPHY"  # who reads it says what is wrong with it


def pages(path: str) -> int:
    """The pages of a PDF; many where they cannot be counted, so that who reads it says why."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return FEWEST_PAGES
    try:
        return len(document)
    finally:
        document.close()
