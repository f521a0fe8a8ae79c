r"""The references of a LaTeX document: from the bibliographies it names, its `.bbl`, or a `thebibliography` of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from citeaudit.bibliographies import reading as bibliographies
from citeaudit.bibliographies.reading import Bibliography
from citeaudit.errors import ReadError
from citeaudit.files import decode
from citeaudit.formats.latex import bbl
from citeaudit.formats.latex.files import MOST_BYTES
from citeaudit.formats.latex.state import Item, Resource
from citeaudit.formats.latex.walk import Walk
from citeaudit.model import Listed
from citeaudit.text.patterns import lazy

_OF_TEX = frozenset(("IEEEabrv", "IEEEfull"))
"""Bibliographies that come with TeX and hold names of journals, no entries."""

_MOST_TOLD = 3
"""Bibliographies in the folder that an error suggests."""
_SUGGESTED = (".bib", ".ris", ".json")
_NUMBER = lazy(r"\[?(\d{1,4}[a-z]?)[\].]?")
_AUTHOR_YEAR = lazy(r"\(.*?\)|\\protect\\citeauthoryear", re.DOTALL)


class References:
    """What is known of the references of a document.

    `others` are names of keys that stand for another: of aliases, and of keys typed in other letters, which BibTeX accepts.
    The key of a biblatex `@set` stands for several, with commas between them.
    `made_of_citations` is true where no entry of the list was typed as such in the document.
    """

    def __init__(self, walk: Walk, given: Sequence[str]) -> None:
        self.walk = walk
        self.given = given
        self.others: dict[str, str] = {}
        self.notes: list[str] = []
        self._at_hand: list[str] = []
        self._files: list[Bibliography] = []
        self.repeated_keys: tuple[tuple[Listed, ...], ...] = ()
        self.listed = self._listed()
        typed = {item.key for item in walk.items}
        self.made_of_citations = bool(self.listed) and not any(reference.key in typed for reference in self.listed)

    def _listed(self) -> tuple[Listed, ...]:
        walk = self.walk
        loaded = [self._load(path) for path in dict.fromkeys(self.given)]
        resources = {resource.name: resource for resource in reversed(walk.resources) if resource.name not in _OF_TEX}
        missing: list[tuple[Resource, str]] = []
        for resource in reversed(resources.values()):
            found, why = self._resource(resource)
            if found is not None:
                loaded.append(found)
            else:
                missing.append((resource, why))
        known = {reference.key for reference in self._chosen(loaded)}
        absent = [key for key in walk.cited if key not in known and key not in self.others]
        if not missing:
            if loaded and absent and walk.items:
                return self._joined(loaded, walk.items)
            if loaded and (known or not walk.items):
                return self._from_files(loaded, absent)
            if walk.items or not (walk.cited or loaded):
                return _numbered(walk.items)
        printed = walk.items or self._printed()
        if printed and (absent or not loaded):
            self._tell_missing(missing, "the list in " + _file_of(printed, walk.path) + " was read instead")
            return self._joined(loaded, printed)
        if missing and not (loaded and walk.cited and not absent) and (walk.cited or walk.nocite):
            raise self._missing(missing)
        self._tell_missing(missing, "it was not read")
        if loaded:
            return self._from_files(loaded, absent)
        if walk.cited:
            raise self._nothing_named()
        return ()

    @property
    def listed_uncited(self) -> tuple[str, ...]:
        r"""The keys of entries that `\\nocite` puts into the list."""
        named = set(meant(self.walk.nocite, self.others))
        cited = set(meant(self.walk.cited, self.others))
        return tuple(
            reference.key
            for reference in self.listed
            if reference.key not in cited and ("*" in named or reference.key in named)
        )

    @property
    def unused_keys(self) -> tuple[str, ...]:
        """The keys of bibliographies that are not in the list; () where every key cited is."""
        listed = {reference.key for reference in self.listed}
        return tuple(key for key in dict.fromkeys(self._at_hand) if key not in listed)

    @property
    def unreadable(self) -> tuple[Listed, ...]:
        """The entries of bibliographies that could not be read, or not wholly."""
        return tuple(dict.fromkeys(reference for file in self._files for reference in file.unreadable))

    @property
    def unused(self) -> tuple[Listed, ...]:
        """The entries of bibliographies that the list leaves out; none where nothing in it comes from them."""
        return bibliographies.unused(self._files, self.listed) if self.made_of_citations else ()

    # ----------------------------------------------------------------------- bibliographies

    def _load(self, path: str) -> Bibliography:
        order = self.walk.files.rank(path)
        return self._keep(lambda keys: bibliographies.read(path, order=order, keys=keys))

    def _keep(self, read: Callable[[set[str] | None], Bibliography]) -> Bibliography:
        """A bibliography with the entries that matter; in other letters are sought those that are not found as typed."""
        wanted = {*self.walk.cited, *self.walk.nocite}
        found = read(None if "*" in wanted else wanted)
        known = {reference.key for reference in found.listed} | set(found.aliases)
        if any(key not in known for key in wanted):
            everything = read(None)
            self._at_hand += [reference.key for reference in everything.listed]
            folded = {reference.key.casefold(): reference.key for reference in reversed(everything.listed)}
            for key in wanted - known:
                if (same := folded.get(key.casefold())) is not None:
                    self.others.setdefault(key, same)
            others = {self.others.get(key) for key in wanted}
            if "*" not in wanted and others & set(folded.values()):
                found = read(wanted | {key for key in others if key})
        self.others |= {other: key for other, key in found.aliases.items() if other not in self.others}
        self.notes += [note for note in found.notes if note not in self.notes]
        self._files.append(found)
        return found

    def _resource(self, resource: Resource) -> tuple[Bibliography | None, str]:
        """The bibliography that a document names; or None and why not."""
        files, name = self.walk.files, resource.name
        path, outside = files.find(name, (".bib", ""), near=resource.near)
        if path is not None:
            return self._load(path), ""
        for typed in (name, f"{name}.bib"):
            if typed in self.walk.embedded:
                return self._keep(partial(bbl.embedded, *self.walk.embedded[typed])), ""
        return None, "lies outside the manuscript's folder" if outside else "is not there"

    def _chosen(self, loaded: Iterable[Bibliography]) -> list[Listed]:
        return [reference for found in loaded for reference in found.listed]

    def _from_files(self, loaded: Sequence[Bibliography], absent: Sequence[str]) -> tuple[Listed, ...]:
        r"""The entries that are cited, in order of first citation, then those of `\\nocite`."""
        everything = self._chosen(loaded)
        by_key = {reference.key: reference for reference in reversed(everything)}
        keys = meant((*self.walk.cited, *self.walk.nocite), self.others)
        found = {key: by_key[key] for key in keys if key in by_key}
        if "*" in self.walk.nocite:
            found |= {reference.key: by_key[reference.key] for reference in everything if reference.key not in found}
        self.repeated_keys = bibliographies.repeated(everything, found)
        if absent and not found:
            self.notes.append("none of the keys that it cites is in its bibliography")
        return tuple(found.values())

    def _tell_missing(self, missing: Sequence[tuple[Resource, str]], what: str) -> None:
        for resource, why in missing:
            self.notes.append(f"{resource.where}: the bibliography {resource.name} {why}; {what}")

    def _missing(self, missing: Sequence[tuple[Resource, str]]) -> ReadError:
        resource, why = missing[0]
        name = resource.name if resource.name.endswith(".bib") else f"{resource.name}.bib"
        more = f" (nor are {', '.join(other.name for other, _ in missing[1:4])})" if len(missing) > 1 else ""
        return ReadError(
            f"{resource.where}: the bibliography {name} {why}{more}, nor is there a .bbl beside the manuscript; "
            f"put it there or name it with --bibliography FILE"
        )

    def _nothing_named(self) -> ReadError:
        key, where = next(iter(self.walk.cited.items()))
        folder = Path(self.walk.path).parent
        try:
            found = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in _SUGGESTED[:2])
        except (OSError, ValueError):
            found = []
        example = ", ".join(os.fspath(folder / name) for name in found[:_MOST_TOLD])
        example = f", such as {example}" if example else ""
        return ReadError(
            f"{where}: it cites {key}, but there is no \\bibliography, \\addbibresource, thebibliography or .bbl; "
            f"name the bibliography with --bibliography FILE{example}"
        )

    # ----------------------------------------------------------------------- lists as printed

    def _printed(self) -> list[Item] | list[Listed]:
        """The entries of the `.bbl` beside the manuscript; none where there is none."""
        stem = Path(self.walk.path).stem
        path, _ = self.walk.files.find(stem, (".bbl",))
        if path is None:
            return []
        try:
            with Path(path).open("rb") as file:
                text, notes = decode(file.read(MOST_BYTES), path)
        except (OSError, ReadError) as error:
            self.notes.append(f"{path} cannot be read ({error})")
            return []
        self.notes += [f"{path}: {note}" for note in notes]
        order = self.walk.files.rank(path)
        if bbl.is_of_biblatex(text):
            return bbl.of_biblatex(text, path, order)
        return bbl.items(self.walk, text, path, order)

    def _joined(self, loaded: Sequence[Bibliography], printed: list[Item] | list[Listed]) -> tuple[Listed, ...]:
        """Entries as printed, behind those of bibliographies that are there."""
        own = self._from_files(loaded, ()) if loaded else ()
        known = {reference.key for reference in own}
        return (*own, *(reference for reference in _numbered(printed) if reference.key not in known))


def meant(keys: Iterable[str], others: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the entries that keys as typed stand for; a `@set` stands for several."""
    return tuple(key for typed in keys for key in (others[typed].split(",") if typed in others else (typed,)))


def _file_of(printed: Sequence[Item | Listed], path: str) -> str:
    anchors = printed[0].text.anchors
    return (anchors[0].path if anchors else "") or path


def _numbered(printed: Sequence[Item | Listed]) -> tuple[Listed, ...]:
    """The entries of a printed list; LaTeX numbers those that have no label."""
    found: list[Listed] = []
    number = 0
    for reference in printed:
        if isinstance(reference, Listed):
            found.append(reference)
            continue
        if reference.label is None:
            number += 1
            label = str(number)
        else:
            match = _NUMBER.fullmatch(reference.label.strip("{}"))
            label = match[1] if match else ""
        found.append(Listed(key=reference.key, text=reference.text, label=label))
    return tuple(found)
