r"""Packages and classes that stand beside a manuscript: of their macros those that cite, name a file, or print words.

A local copy of a class defines hundreds of macros that set type, by means that are of no use to a reader of text. Only what
cites, directly or by what it calls, what names a bibliography or a file, and what prints nothing but words is learnt.
"""

from __future__ import annotations

from citeaudit.formats.latex.state import State
from citeaudit.formats.latex.tokens import Source, Token, plain
from citeaudit.text.patterns import lazy

COMMANDS = frozenset(
    "documentclass LoadClass LoadClassWithOptions usepackage RequirePackage RequirePackageWithOptions RequireBibliographyStyle "
    "RequireCitationStyle".split()
)
_ENDINGS = {
    "documentclass": ".cls",
    "LoadClass": ".cls",
    "LoadClassWithOptions": ".cls",
    "RequireBibliographyStyle": ".bbx",
    "RequireCitationStyle": ".cbx",
}
_STYLE = lazy(r"\b(?:cite)?style\s*=\s*\{?\s*([\w.-]+)")
_MOST_WITHIN = 8
"""Packages that load packages."""


def load(walk: State, token: Token) -> None:
    r"""Take `\usepackage` and its kin, and read the file where it is the manuscript's own."""
    options = plain(walk.stream.optional())
    names = [name.strip() for name in walk.name(walk.stream.braced()).split(",") if name.strip()]
    walk.stream.optional()
    for name in names:
        walk.packages.add(name)
        _read(walk, token, name, _ENDINGS.get(token.text, ".sty"))
        if name == "biblatex" and (style := _STYLE.search(options)):
            _read(walk, token, style[1], ".cbx")


def _read(walk: State, token: Token, name: str, ending: str) -> None:
    file = f"{name}{ending}"
    if file in walk.loaded or len(walk.loading) >= _MOST_WITHIN:
        return
    walk.loaded.add(file)
    found = walk.files.package(name, ending, walk.where(token), near=token.source.folder)
    if found is not None:
        _learn(walk, file, found)


def _learn(walk: State, file: str, source: Source) -> None:
    """Read a package by itself, and keep what matters."""
    inside = walk.beside(file)
    inside.run(source)
    walk.macros.packaged |= inside.macros.packaged | inside.macros.known
    for name, environment in inside.macros.environments.items():
        walk.macros.environments.setdefault(name, environment)
    walk.resources += inside.resources
    walk.labels |= inside.labels
    walk.citing.add_lists(inside.citing.lists)
    walk.citing.declared |= inside.citing.declared
    walk.packages |= inside.packages
