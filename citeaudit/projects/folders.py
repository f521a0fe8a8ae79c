"""The manuscripts in a folder, and what in it is none, with the reason.

A repository holds much beside its manuscripts: what is built from them, figures, letters, read-me files. Nothing is left out
without being counted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from citeaudit.projects import Project, in_folder, latex, manubot, of_document, signs, within
from citeaudit.projects.ignored import Ignored
from citeaudit.text.display import listed, plural
from citeaudit.text.patterns import lazy

_MARKDOWN = (".qmd", ".rmd", ".md", ".markdown", ".mdown", ".mkd", ".myst")
_TEXT = (".txt", ".text")
_WORD = (".docx", ".odt", ".rtf")
_BY_RANK = (
    (".qmd", ".rmd"),
    (".md", ".markdown", ".mdown", ".mkd", ".myst"),
    latex.SUFFIXES,
    _TEXT,
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

_MOST_FILES = 50_000
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
        for path in by_kind.get("text", ()):
            self._take(path, signs.text_lists(path), "plain texts without references")
        for path in by_kind.get("xml", ()):
            self._take(path, signs.is_article(path), "XML files that are not articles")
        for path in by_kind.get("word", ()):
            self._take(path, signs.word_cites(path), "Word files without references")
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
                self._take(path, signs.markdown_cites(path, projects), "Markdown files without citations")

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
        return signs.pages(path) >= signs.FEWEST_PAGES


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
    if suffix in _TEXT:
        return "text"
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
