"""The manuscripts in a folder, and what in it is none, with the reason.

A repository holds much beside its manuscripts: what is built from them, figures, letters, read-me files. Nothing is left out
without being counted.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from citeaudit.parsing.headings import is_reference_heading
from citeaudit.projects import Project, in_folder, latex, manubot, of_document, within
from citeaudit.projects.ignored import Ignored
from citeaudit.text.display import listed, plural
from citeaudit.text.patterns import lazy

_MARKDOWN = (".qmd", ".rmd", ".md", ".markdown", ".mdown", ".mkd", ".myst")
_WORD = (".docx", ".odt", ".rtf")
_BY_RANK = (
    (".qmd", ".rmd"),
    (".md", ".markdown", ".mdown", ".mkd", ".myst"),
    latex.SUFFIXES,
    (".xml",),
    _WORD,
    (".pdf",),
)
"""Which of several files of one name is the source of the others: the earlier ones."""

_PROGRAMS = frozenset(
    ("node_modules", "__pycache__", "venv", "env", "renv", "packrat", "site-packages", "vendor", "_extensions")
)
"""Folders of programs and packages."""

_BUILT = frozenset("_build _site _book _freeze _output _manuscript build dist out output outputs target public".split())
"""Folders that programs write into, or come from others; who audits one names it."""

_NOT_TEXT = lazy(
    r"(?:read[-_ ]?me|change(?:s|log)|history|news|contribut(?:ing|ors)|code[-_]of[-_]conduct|security|licen[cs]es?|copying|authors"
    r"|maintainers|support|install|todo|roadmap|governance|(?:pull_request|issue)_template|citation|agents|claude)"
    r"(?:[._-].*)?\.\w+",
    re.IGNORECASE,
)
"""Names of files that speak of the repository."""

_FOR_READERS = frozenset(("readme", ".github"))

_FIGURES = lazy(
    r"(?:fig(?:ure)?s?|img|images?|plots?|graphics?|pictures?|pics?|media|assets|static|literature|refs?|references|bibliography"
    r"|reading|library|logos?|icons?)(?:[-_ ]?\w{0,12})?",
    re.IGNORECASE,
)
"""Folders of figures, and of articles by others."""

_HEADING = lazy(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+(?P<marked>[^\n{]{3,80}?)[ \t#]*(?:\{[^\n]*)?|(?P<bold>[*_]{2}[^\n*_]{3,80}[*_]{2}):?)$",
    re.M,
)
_KEYS = lazy(
    r"\[(?!\^)[^\[\]]*(?<![\w@/\\])@[{\w][^\[\]]*\](?!\()|\{(?:foot)?cite[\w:]{0,20}\}`",
    re.MULTILINE,
)
_NAMES_LIST = lazy(r"^bibliography[ \t]*:", re.MULTILINE)
_CODE = lazy(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})(?!\{)[^\n]*\n(?:.*?^[ \t]*(?P=fence)[`~]*[ \t]*$|.*\Z)|(?<![`}])(`+)(?!`)[^`\n]*\2(?!`)",
    re.M | re.S,
)
_BARE_KEY = lazy(r"(?<![\w@/\\`.])@[A-Za-z{][\w:.+/-]+")
_DOI_LINK = lazy(r"\]\(<?(?:https?://(?:dx\.)?doi\.org/|doi:)10\.|<(?:https?://(?:dx\.)?doi\.org/|doi:)10\.")
_NOTES = lazy(r"^[ ]{0,3}\[\^[^\]\s]+\]:.*\d{4}", re.MULTILINE)
_DATED_LINE = lazy(r"^[^\n]*\b(?:1[89]|20)\d\d\b[^\n]*$", re.MULTILINE)
_ARTICLE = lazy(rb"<article[\s>]")
_JATS = lazy(rb"JATS|NLM|article-type|<front>|dtd-version|dtd/journal", re.IGNORECASE)
_WORD_FIELD = lazy(rb"ADDIN (?:ZOTERO|EN\.CITE|CSL|Mendeley)|CITATION |BIBLIOGRAPHY|Mendeley|citavi", re.IGNORECASE)
_PARAGRAPH = lazy(rb"</w:p>|</text:(?:p|h)>|\\par\b")
_TAG = lazy(rb"<[^>]*>")

_MOST_FILES = 50_000
_LARGEST_TEXT_BYTES = 3_000_000
_LARGEST_PART_BYTES = 30_000_000
_FEWEST_ENTRIES = 2
"""Lines with a year under a heading that is called as a list of references is."""
_FEWEST_PAGES = 2
"""Pages of a PDF that lies beside sources and is a manuscript of its own; a figure has one."""

_MOST_NAMED = 6
"""Names that a remark tells of each kind; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The manuscripts in a folder, in order, and what was left out, by the reason; `kind` is what it is called.

    `bibliographies` are lists of references by themselves.
    """

    folder: str
    manuscripts: tuple[str, ...]
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kind: str = "folder"
    bibliographies: tuple[str, ...] = ()

    def remarks(self) -> tuple[str, ...]:
        """What to tell of it."""
        found = (
            f"{self.folder}: {plural(len(self.manuscripts), 'manuscript')}: {listed(self.manuscripts, 2 * _MOST_NAMED)}"
        )
        left = self._left()
        return (found, f"{self.folder}: left out: {left}") if left else (found,)

    def nothing(self) -> str:
        """The error where it holds none."""
        left = self._left()
        lists = listed(self.bibliographies, _MOST_NAMED)
        alone = f"; name a bibliography to audit it alone ({lists})" if lists else ""
        return f"{self.folder}: no manuscript was found in this {self.kind}{alone}" + (
            f"; left out: {left}" if left else ""
        )

    def _left(self) -> str:
        return "; ".join(f"{why} ({len(paths)}: {listed(paths, _MOST_NAMED)})" for why, paths in self.left_out.items())


def find(folder: str) -> Contents:
    """The manuscripts in a folder and below."""
    search = _Search(folder)
    search.walk()
    return search.contents()


class _Search:
    """One look through a folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.left_out: dict[str, list[str]] = {}
        self.files: list[str] = []
        self.found: list[str] = []
        self.manubots: list[str] = []
        self.projects: dict[str, tuple[Project, ...]] = {}
        self.tree = latex.Tree()

    def leave(self, why: str, path: str) -> None:
        self.left_out.setdefault(why, []).append(path)

    # ----------------------------------------------------------------------- what there is

    def walk(self) -> None:
        """Look at all files that may be manuscripts."""
        ignored = Ignored(self.folder)
        top = os.path.normpath(self.folder)
        outer = of_document(os.path.join(top, "x"))  # noqa: PTH118 - paths stay as typed
        seen = 0

        def closed(error: OSError) -> None:
            self.leave("folders that cannot be opened", str(error.filename))

        for at, names, files in os.walk(top, onerror=closed):
            at = "" if at == os.curdir else os.path.normpath(at)
            parent = self.projects.get(os.path.dirname(at) or os.curdir, outer)  # noqa: PTH120 - as above
            self.projects[at or os.curdir] = in_folder(at) or parent
            if manubot.is_manuscript(at):
                self.manubots.append(at or os.curdir)
            names[:] = [name for name in sorted(names) if self._is_entered(os.path.join(at, name), name, ignored)]  # noqa: PTH118 - as above
            for name in sorted(files):
                path = os.path.join(at, name)  # noqa: PTH118 - as above
                if not _may_be_read(name):
                    continue
                if path in ignored:
                    self.leave("ignored by git", path)
                elif os.path.islink(path) and not within(path, top):  # noqa: PTH114 - as above
                    self.leave("links that lead out of the folder", path)
                else:
                    self.files.append(path)
            seen += len(files)
            if seen > _MOST_FILES:
                self.leave("folders not looked at, since there are too many files", os.path.join(at, ""))  # noqa: PTH118 - as above
                names[:] = []

    def _is_entered(self, path: str, name: str, ignored: Ignored) -> bool:
        if name.startswith(".") or name in _PROGRAMS or os.path.isfile(os.path.join(path, "pyvenv.cfg")):  # noqa: PTH113, PTH118 - as above
            if name != ".git":
                self.leave("hidden folders and folders of programs", path)
            return False
        if name.lower() in _BUILT or name.lower().endswith(("_files", "_cache")):
            self.leave("folders of what is built", path)
            return False
        if os.path.join(path, "") in ignored:  # noqa: PTH118 - as above
            self.leave("ignored by git", path)
            return False
        return True

    # ----------------------------------------------------------------------- what is a manuscript

    def contents(self) -> Contents:
        """Judge what was seen."""
        by_kind: dict[str, list[str]] = {}
        for path in self.files:
            by_kind.setdefault(_kind(path), []).append(path)
        self.found += self.manubots
        self._take_markdown(by_kind.get("markdown", ()))
        self._take_latex(by_kind.get("latex", ()))
        sources = bool(self.found)
        for path in by_kind.get("xml", ()):
            self._take(path, _is_article(path), "XML files that are not articles")
        for path in by_kind.get("word", ()):
            self._take(path, _word_cites(path), "Word files without references")
        self.found = [path for path in self.found if not self._is_made(path)]
        for path in by_kind.get("pdf", ()):
            if not self._is_made(path):
                self._take(path, not sources or self._is_article_beside(path), "PDF files of figures or of others")
        for path in by_kind.get("other", ()):
            self.leave("notebooks and archives; name one to audit it", path)
        return Contents(
            folder=self.folder,
            manuscripts=tuple(sorted(self.found, key=_in_order)),
            left_out={why: tuple(paths) for why, paths in self.left_out.items()},
            bibliographies=tuple(by_kind.get("list", ())),
        )

    def _take(self, path: str, is_manuscript: bool, why_not: str) -> None:
        if is_manuscript:
            self.found.append(path)
        else:
            self.leave(why_not, path)

    def _take_markdown(self, paths: Iterable[str]) -> None:
        for path in paths:
            at = os.path.dirname(path)  # noqa: PTH120 - as above
            projects = self.projects.get(at or os.curdir, ())
            lists = next((project for project in projects if project.documents is not None), None)
            if (at or os.curdir) in self.manubots:
                if path not in manubot.chapters(at):
                    self.leave("files beside a Manubot manuscript", path)
            elif _NOT_TEXT.fullmatch(Path(path).name) or Path(at).name.lower() in _FOR_READERS:
                self.leave("read-me files and the like", path)
            elif lists is not None and not _is_listed(path, lists):
                self.leave(f"files that {lists.file} does not list", path)
            else:
                self._take(path, _markdown_cites(path, projects), "Markdown files without citations")

    def _take_latex(self, paths: Sequence[str]) -> None:
        """Documents that no other reads, and the documents elsewhere that files of this folder are part of."""
        wholes = [path for path in paths if (file := self.tree.file(path)) and file.is_whole]
        parts = {path: self.tree.parts(path) for path in wholes}
        read: set[str] = set()
        for path in sorted(wholes, key=lambda path: (-len(parts[path]), path)):
            if os.path.realpath(path) in read:
                continue
            read |= parts[path].keys()
            file = self.tree.file(path)
            cites = any(part.cites for part in (file, *parts[path].values()) if part)
            self._take(path, cites, "LaTeX documents without citations")
        taken = {os.path.realpath(path) for path in wholes} | read
        for path in paths:
            if os.path.realpath(path) in taken:
                continue
            root = latex.root_of(path, tree=self.tree)
            if root is None:
                wraps = any(file.is_whole for file in self.tree.parts(path).values())
                self.leave(f"LaTeX files that {'only read a document' if wraps else 'no document reads'}", path)
            elif root.path not in self.found:
                self.found.append(root.path)

    def _is_made(self, path: str) -> bool:
        """Whether a manuscript of the same name beside it is its source."""
        stem, suffix = os.path.splitext(path)  # noqa: PTH122 - as above
        rank = _rank(suffix)
        for other in self.found:
            if other != path and os.path.splitext(other)[0] == stem and _rank(os.path.splitext(other)[1]) < rank:  # noqa: PTH122 - as above
                self.leave("files that are another form of a manuscript beside them", path)
                return True
        return False

    def _is_article_beside(self, path: str) -> bool:
        """Whether a PDF in a folder with sources is a manuscript of its own, and not a figure or the work of others."""
        inside = os.path.relpath(path, self.folder or os.curdir)
        if any(_FIGURES.fullmatch(part) for part in Path(inside).parent.parts):
            return False
        return _pages(path) >= _FEWEST_PAGES


def _in_order(path: str) -> tuple[str, ...]:
    return Path(path).parts


def _may_be_read(name: str) -> bool:
    return _kind(name) != "" and not name.startswith((".", "~$"))


def _kind(path: str) -> str:
    """What kind of file a name is of, "" for one that is never a manuscript."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - as above
    kinds = {".pdf": "pdf", ".xml": "xml", ".ipynb": "other", ".zip": "other", ".bib": "list", ".ris": "list"}
    if suffix in _MARKDOWN:
        return "markdown"
    if suffix in latex.SUFFIXES:
        return "latex"
    return "word" if suffix in _WORD else kinds.get(suffix, "")


def _rank(suffix: str) -> int:
    return next((rank for rank, suffixes in enumerate(_BY_RANK) if suffix.lower() in suffixes), len(_BY_RANK))


def _is_listed(path: str, project: Project) -> bool:
    """Whether a project file lists a document, by its name or by a pattern."""
    normal = os.path.normpath(path)
    for name in project.documents or ():
        if normal == name or fnmatch(normal, name) or os.path.splitext(normal)[0] == name:  # noqa: PTH122 - as above
            return True
        if not os.path.splitext(name)[1] and normal.startswith(os.path.join(name, "")):  # noqa: PTH118, PTH122 - a folder is listed
            return True
    return False


def _markdown_cites(path: str, projects: Sequence[Project]) -> bool:
    """Whether a Markdown file cites, or has a list of references."""
    text = _CODE.sub("", _text(path))
    if _KEYS.search(text) or _NOTES.search(text):
        return True
    known = _NAMES_LIST.search(text) or any(project.bibliographies for project in projects)
    if known and _BARE_KEY.search(text):
        return True
    if any(project.links_cite for project in projects) and _DOI_LINK.search(text):
        return True
    return any(
        is_reference_heading((found["marked"] or found["bold"]).strip("*_ :"))
        and len(_DATED_LINE.findall(text, found.end())) >= _FEWEST_ENTRIES
        for found in _HEADING.finditer(text)
    )


def _text(path: str) -> str:
    return _head(path, _LARGEST_TEXT_BYTES).decode("utf-8", "replace").replace("\r\n", "\n")


def _head(path: str, most: int) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(most)
    except (OSError, ValueError):
        return b""


def _is_article(path: str) -> bool:
    head = _head(path, 8_000)
    return _ARTICLE.search(head) is not None and _JATS.search(head) is not None


def _word_cites(path: str) -> bool:
    """Whether a file of a word processor has a list of references, or fields that cite."""
    data = _word_text(path)
    if _WORD_FIELD.search(data):
        return True
    paragraphs = (_TAG.sub(b"", part).strip() for part in _PARAGRAPH.split(data))
    return any(
        is_reference_heading(text.decode("utf-8", "replace").strip(" :")) for text in paragraphs if 0 < len(text) < 80
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


def _pages(path: str) -> int:
    """The pages of a PDF; many where they cannot be counted, so that who reads it says why."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return _FEWEST_PAGES
    try:
        return len(document)
    finally:
        document.close()
