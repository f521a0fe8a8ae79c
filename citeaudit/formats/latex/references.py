r"""The references of a LaTeX document: from the bibliographies it names, its `.bbl`, or a `thebibliography` of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from citeaudit.bibliographies import reading as bibliographies
from citeaudit.bibliographies.reading import Bibliography
from citeaudit.errors import ReadError
from citeaudit.files import decode
from citeaudit.formats.latex import bbl, builds
from citeaudit.formats.latex.builds import Build
from citeaudit.formats.latex.files import MOST_BYTES
from citeaudit.formats.latex.state import Item, Resource, Use
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


@dataclass(frozen=True, slots=True)
class Loaded:
    """A bibliography that was read, and the lists that are made of it; None serves all."""

    bibliography: Bibliography
    parts: frozenset[str] | None = None

    @property
    def listed(self) -> tuple[Listed, ...]:
        """All its entries that matter."""
        return self.bibliography.listed

    def serves(self, part: str) -> bool:
        """Whether a list is made of it."""
        return self.parts is None or part in self.parts


class References:
    """What is known of the references of a document.

    `given` are bibliographies that the user names, `built` is what LaTeX left when it was last run: its bibliographies count where
    the document names none. `names` gives what the key of a mark stands for, as `State.use` made it: the keys of entries, several for a biblatex `@set`.
    `made_of_citations` is true where no entry of the list was typed as such in the document.
    """

    def __init__(self, walk: Walk, given: Sequence[str], built: Build) -> None:
        self.walk = walk
        self.given = given
        self.others: dict[str, str] = {name: ",".join(keys) for name, keys in walk.sets.items()}
        self.names: dict[str, tuple[str, ...]] = {}
        self.notes: list[str] = []
        self._at_hand: list[str] = []
        self._built = built
        self.cited = walk.cited
        self.nocite = walk.nocite
        self._files: list[Bibliography] = []
        self.repeated_keys: tuple[tuple[Listed, ...], ...] = ()
        self.listed = self._listed()
        typed = {item.key for item in walk.items if not item.by_program}
        self.made_of_citations = bool(self.listed) and not any(reference.key in typed for reference in self.listed)

    def _listed(self) -> tuple[Listed, ...]:
        walk = self.walk
        loaded = [Loaded(self._load(path)) for path in dict.fromkeys(self.given)]
        missing: list[tuple[Resource, str]] = []
        for same in self._by_name():
            found, why = self._resource(same[0])
            if found is not None:
                shared = any(resource.shared for resource in same)
                loaded.append(Loaded(found, None if shared else frozenset(resource.part for resource in same)))
            else:
                missing.append((same[0], why))
        known = {reference.key for reference in self._chosen(loaded)}
        self._tell_suspects(known | {item.key for item in walk.items})
        absent = [key for key in self.cited if key not in known and key not in self.others]
        if not missing:
            if loaded and absent and walk.items:
                return self._joined(loaded, walk.items)
            if loaded and (known or not walk.items):
                return self._from_files(loaded, absent)
            if walk.items or not (self.cited or loaded):
                return self._as_printed(walk.items)
        printed = walk.items or self._printed(missing)
        if printed and (absent or not loaded):
            self._tell_missing(missing, "the list in " + _file_of(printed, walk.path) + " was read instead")
            return self._joined(loaded, printed)
        if missing and not (loaded and self.cited and not absent) and (self.cited or self.nocite):
            raise self._missing(missing)
        self._tell_missing(missing, "it was not read")
        if loaded:
            return self._from_files(loaded, absent)
        if self.cited:
            raise self._nothing_named()
        return ()

    def _tell_suspects(self, known: set[str]) -> None:
        """Keep the unknown commands that name keys of the list, and nothing else, as citations that were not read."""
        for suspect in self.walk.suspects:
            if known.issuperset(suspect.keys):
                self.walk.unread.append(replace(suspect, looked_up=True))

    def _by_name(self) -> list[list[Resource]]:
        """The bibliographies that the document names, each with all places where it does."""
        found: dict[str, list[Resource]] = {}
        resources = self.walk.resources
        if not (resources or self.given or self.walk.items):  # a macro that is not known may name them
            resources = [Resource(name, where, "") for name, where in self._built.bibliographies.items()]
        for resource in resources:
            for name in self.walk.files.matching(resource.name) if "*" in resource.name else (resource.name,):
                if name not in _OF_TEX:
                    found.setdefault(name, []).append(replace(resource, name=name))
        return list(found.values())

    @property
    def listed_uncited(self) -> tuple[str, ...]:
        r"""The keys of entries that `\\nocite` puts into the list."""
        uses = self.walk.uses.items()
        named = {key for name, use in uses if not use.cited for key in self.keys_of(name)}
        cited = {key for name, use in uses if use.cited for key in self.keys_of(name)}
        everything = any(use.key == "*" and not use.cited for _, use in uses)
        return tuple(
            reference.key
            for reference in self.listed
            if reference.key not in cited and (everything or reference.key in named)
        )

    @property
    def unused_keys(self) -> tuple[str, ...]:
        """The keys of bibliographies that are not in the list; () where every key cited is."""
        listed = {reference.key for reference in self.listed}
        return tuple(key for key in dict.fromkeys(self._at_hand) if key not in listed)

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The keys of the entries that the key of a mark stands for; as typed where there is no such entry."""
        typed = name.partition("\0")[0]
        return self.names.get(name) or meant((typed,), self.others)

    @property
    def unreadable(self) -> tuple[Listed, ...]:
        """The entries of bibliographies that could not be read, or not wholly."""
        return tuple(dict.fromkeys(reference for file in self._files for reference in file.unreadable))

    @property
    def unused(self) -> tuple[Listed, ...]:
        """The entries of bibliographies that the list leaves out; none where nothing in it comes from them.

        What a citation names that could not be read is not among them, and there are none where it is not known what that names.
        """
        keys = {*builds.missed(self._built, self.walk), *(key for unread in self.walk.unread for key in unread.keys)}
        if not self.made_of_citations or any("\\" in key for key in keys):
            return ()
        left = bibliographies.unused(self._files, self.listed)
        return tuple(reference for reference in left if reference.key not in keys)

    # ----------------------------------------------------------------------- bibliographies

    def _load(self, path: str) -> Bibliography:
        order = self.walk.files.rank(path)
        return self._keep(lambda keys: bibliographies.read(path, order=order, keys=keys))

    def _keep(self, read: Callable[[set[str] | None], Bibliography]) -> Bibliography:
        """A bibliography with the entries that matter; in other letters are sought those that are not found as typed."""
        wanted = {*self.cited, *self.nocite}
        wanted |= {member for key in wanted for member in self.walk.sets.get(key, ())}
        suspected = {key for suspect in self.walk.suspects for key in suspect.keys}
        found = read(None if "*" in wanted else wanted | suspected)
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
                found = read(wanted | suspected | {key for key in others if key})
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

    def _chosen(self, loaded: Iterable[Loaded]) -> list[Listed]:
        return [reference for found in loaded for reference in found.listed]

    def _from_files(self, loaded: Sequence[Loaded], absent: Sequence[str]) -> tuple[Listed, ...]:
        r"""The entries that are cited, in order of first citation, then those of `\\nocite`, each list after the other."""
        uses = sorted(self.walk.uses.items(), key=lambda pair: not pair[1].cited)
        lists = dict.fromkeys(use.part for _, use in uses)
        found: dict[str, Listed] = {}
        everywhere = {reference.key: reference for reference in reversed(self._chosen(loaded))}
        for part in lists:
            serving = self._chosen(self._serving(loaded, part))
            own = {reference.key: reference for reference in reversed(serving)}
            for name, use in uses:
                if use.part == part:
                    self._take(name, use, own, everywhere, found)
            if any(use.key == "*" and use.part == part for _, use in uses):
                for reference in serving:
                    self._put(found, own[reference.key], part)
        self.repeated_keys = tuple(
            dict.fromkeys(
                same
                for part in lists
                for same in bibliographies.repeated(self._chosen(self._serving(loaded, part)), found)
            )
        )
        if absent and not found:
            self.notes.append("none of the keys that it cites is in its bibliography")
        return tuple(found.values())

    def _serving(self, loaded: Sequence[Loaded], part: str) -> list[Loaded]:
        """The bibliographies of which a list is made; those of the document where it names none."""
        own = [found for found in loaded if found.serves(part)]
        named = any(found.parts is not None for found in own)
        return own if named or not part else [found for found in loaded if found.serves("")] or list(loaded)

    def _take(
        self, name: str, use: Use, own: Mapping[str, Listed], everywhere: Mapping[str, Listed], found: dict[str, Listed]
    ) -> None:
        """Put the entries that a key means into the list."""
        keys = []
        for key in meant((use.key,), self.others):
            reference = own.get(key) or everywhere.get(key)
            if reference is not None and key not in own:
                self._tell_elsewhere(use, reference)
            keys.append(key if reference is None else self._put(found, reference, use.part))
        self.names[name] = tuple(keys)

    def _put(self, found: dict[str, Listed], reference: Listed, part: str) -> str:
        """Put an entry into the list of a part, and give its key, which is another where two lists have another work under one key."""
        key = reference.key
        if key in found and found[key].text != reference.text:
            key = f"{reference.key} ({part or 'the first list'})"
        found.setdefault(key, replace(reference, key=key, part=part))
        return key

    def _tell_elsewhere(self, use: Use, reference: Listed) -> None:
        anchors = reference.text.anchors
        file = anchors[0].path if anchors else ""
        self.notes.append(
            f"{use.where}: {use.key} is cited in a list of its own, whose bibliography does not have it; it was taken from {file}"
        )

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
        key, where = next(iter(self.cited.items()))
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

    def _printed(self, missing: Sequence[tuple[Resource, str]]) -> Sequence[Item | Listed]:
        """The entries of the `.bbl` beside the manuscript, and of those of its further lists; none where there is none."""
        parts = [resource.part for resource, _ in missing if resource.part]
        names = dict.fromkeys((Path(self.walk.path).stem, *(name for part in parts for name in _files_of(part))))
        found: list[Item | Listed] = []
        for name in names:
            path, _ = self.walk.files.find(name, (".bbl",))
            if path is not None:
                found += self._of_bbl(path)
        return found

    def _of_bbl(self, path: str) -> Sequence[Item | Listed]:
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

    def _joined(self, loaded: Sequence[Loaded], printed: Sequence[Item | Listed]) -> tuple[Listed, ...]:
        """Entries as printed, behind those of bibliographies that are there."""
        own = self._from_files(loaded, ()) if loaded else ()
        known = {reference.key for reference in own}
        return (*own, *(reference for reference in self._as_printed(printed) if reference.key not in known))

    def _as_printed(self, printed: Sequence[Item | Listed]) -> tuple[Listed, ...]:
        """The entries of printed lists; a key that stands in several means the entry of the list next behind the citation."""
        numbered = _numbered(printed)
        ranks: dict[str, dict[int, str]] = {}
        found: list[Listed] = []
        for entry, reference in zip(printed, numbered, strict=True):
            rank = entry.rank if isinstance(entry, Item) else 0
            places = ranks.setdefault(reference.key, {})
            key = f"{reference.key} (list {rank + 1})" if places and rank not in places else reference.key
            places.setdefault(rank, key)
            found.append(replace(reference, key=key))
        for name, use in self.walk.uses.items():
            if len(places := ranks.get(use.key, {})) > 1:
                later = [rank for rank in places if rank >= use.rank]
                self.names[name] = (places[min(later) if later else max(places)],)
        return tuple(found)


def _files_of(part: str) -> tuple[str, ...]:
    r"""Names of the list of a part as programs give them to its `.bbl`: multibib its own, bibunits "bu1"."""
    kind, _, number = part.partition(" ")
    return (f"bu{number}",) if kind in ("bibunit", "unit") else (part,)


def meant(keys: Iterable[str], others: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the entries that keys as typed stand for; a `@set` stands for several."""
    return tuple(key for typed in keys for key in (others[typed].split(",") if typed in others else (typed,)))


def _file_of(printed: Sequence[Item | Listed], path: str) -> str:
    anchors = printed[0].text.anchors
    return (anchors[0].path if anchors else "") or path


def _numbered(printed: Sequence[Item | Listed]) -> tuple[Listed, ...]:
    """The entries of printed lists; LaTeX numbers those that have no label, each list from 1."""
    found: list[Listed] = []
    number, rank = 0, 0
    for reference in printed:
        if isinstance(reference, Listed):
            found.append(reference)
            continue
        if reference.rank != rank:
            number, rank = 0, reference.rank
        if reference.label is None:
            number += 1
            label = str(number)
        else:
            match = _NUMBER.fullmatch(reference.label.replace("{", "").replace("}", ""))
            label = match[1] if match else ""
        part = f"list {rank + 1}" if rank else ""
        found.append(Listed(key=reference.key, text=reference.text, label=label, part=part))
    return tuple(found)
