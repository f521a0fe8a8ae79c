"""The list of references, to be looked up by names and years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citeaudit.linking._author_names import Phrase, family_keys
from citeaudit.linking._citation_years import Token, may_be_out
from citeaudit.linking._lettered import order_by_words
from citeaudit.linking._listed_entries import ABBREVIATION, HEAD_WORDS, SMALL_WORDS, Entry, entry_of
from citeaudit.model import Reference
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

AND_OTHERS = lazy(r"等人?$")
"""What stands behind a name without a space: "王等"."""
MOST_EXACT = 2.5
"""Above this cost a work is not what a citation plainly says."""
MOST_NEAR = 4.25
"""Above this cost it is another work altogether."""

_NO_MATCH = 99.0
"""More than any sum of the costs below: names or years have nothing to do with each other."""
_RESPELT = 2.0
"""From this cost on, a family name is spelled otherwise; one letter of difference costs as much."""
_OTHER_AUTHOR = 4.0
"""The name cited first is that of a later author, or a given name."""
_SECOND_MISSING = 4.0
"""A second name that no author has: with a first name and a year that fit it is still a near miss."""
_OTHERS_AGREE = 2.0
"""What later names that fit take off a first name or a year that does not."""
_OTHER_INITIAL = 2.0
"""Initials that differ: alone they are a slip, with another difference another person."""
_YEAR_BESIDE = 3.0
"""A year before or behind that of the work: printed and online versions often differ by one."""
_YEAR_SLIP = 4.0
"""A year that differs by a slip of the pen, 2015 for 2051: worse, for it is often another work."""
_YEAR_UNKNOWN = 2.0
"""A work without a year, cited with one, or the other way round: it may have come out since."""
_ALSO_CITED = 1.0
"""What is cited exactly elsewhere is less likely meant by a citation that differs."""
_SHORT_ALSO_CITED = 3.0
"""The same for a short name with "et al.": "Cheng et al." beside "Chen et al." are two works."""
_SHORTEST_RESPELT = 5
"""Letters of a name in which one may differ; shorter names that differ by one are names of their own."""
_SHORTEST_RESPELT_TWICE = 8
"""Letters of a name in which two may differ."""
_SAME_COST = 0.3
"""Works whose costs differ by no more fit alike."""
_WORDS_THAT_NAME = 5
"""Words that tell a group apart where its name was shortened at the end."""
_LONGEST_GROUP = 160
"""Characters before an abbreviation in which the name that it stands for is sought."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a citation was taken for: a reference, at what cost, and how the list has it where the citation differs."""

    reference: int
    cost: float
    listed: str = ""


@dataclass(frozen=True, slots=True)
class _Fit:
    """How badly a reference fits a citation (0 and up, lower is better), and whether a name is spelled otherwise."""

    cost: float
    respelt: bool = False


class ListedWorks:
    """The references by the names and years that citations may give them.

    Args:
        references: The list, in order.

    """

    def __init__(self, references: Sequence[Reference]) -> None:
        self._entries = {reference.index: entry_of(reference) for reference in references}
        self._by_family: dict[str, list[Entry]] = {}
        self._by_year: dict[int, list[Entry]] = {}
        self._by_head: dict[str, list[Entry]] = {}
        self._by_initials: dict[str, list[Entry]] = {}
        for entry in self._entries.values():
            for key in {*(entry.authors[0] if entry.authors else ()), *entry.parts}:
                self._by_family.setdefault(key, []).append(entry)
            for year in entry.years:
                self._by_year.setdefault(year, []).append(entry)
            for head in entry.heads:
                self._by_head.setdefault(head, []).append(entry)
                if len(short := _initials(head)) > 2:
                    self._by_initials.setdefault(short, []).append(entry)
            for short in entry.acronyms:
                self._by_initials.setdefault(short, []).append(entry)
        self.families = frozenset(key for entry in self._entries.values() for keys in entry.authors for key in keys)
        self._first: frozenset[str] = frozenset(
            word for entry in self._entries.values() for keys in entry.authors[:1] for word in (*keys, *entry.parts)
        ) | frozenset({*self._by_initials, *(head.split()[0] for head in self._by_head)})
        self._aliases: dict[str, set[str]] = {}
        self._wrong_year: dict[int, int] = {}
        self._letters: dict[tuple[str, int | None], set[int]] = {}
        self._ranks: dict[int, int] = {}
        self._titles = {reference.index: reference.record.title for reference in references}
        self.cited: set[int] = set()
        """References that citations name exactly; one of them is less likely meant by a citation that differs."""

    def begins(self, word: str) -> bool:
        """Whether a name of the list may begin with a word, as printed."""
        words = fold(AND_OTHERS.sub("", word)).split()
        return any(part in self._first or part in self._aliases for part in ("".join(words), *words))

    def learn(self, texts: Iterable[str]) -> None:
        """Learn the abbreviations that a text introduces: "World Health Organization [WHO], 2014"."""
        for text in texts:
            for match in ABBREVIATION.finditer(text):
                words = fold(text[max(0, match.start() - _LONGEST_GROUP) : match.start()]).split()[-HEAD_WORDS:]
                short = fold(match["short"]).replace(" ", "")
                for size in range(len(words), 0, -1):
                    long = " ".join(words[-size:])
                    if long in self._by_head and long != short:
                        self._aliases.setdefault(short, set()).add(long)
                        break

    def learn_letters(self, uses: Iterable[tuple[Match, str, str]]) -> None:
        """Learn which of several works a letter means where the list prints none.

        Args:
            uses: Of each citation with a letter what it was taken for, the letter, and the text before it.

        """
        said: dict[tuple[int, ...], dict[str, list[str]]] = {}
        for match, letter, text in uses:
            same = self._without_letters(self._entries[match.reference])
            if len(same) > 1:
                said.setdefault(same, {}).setdefault(letter, []).append(text)
        for same, words in said.items():
            order = order_by_words(words, {index: self._titles[index] for index in same})
            self._ranks.update({index: rank for rank, index in enumerate(order)})

    def _without_letters(self, entry: Entry) -> tuple[int, ...]:
        """The works of the first name and the year of an entry, in order; () where the list gives one of them a letter."""
        same = self._by_family.get(entry.authors[0][0], ()) if entry.authors else ()
        alike = [other for other in same if other.year == entry.year]
        return () if any(other.letter for other in alike) else tuple(sorted({other.index for other in alike}))

    def persons(self, phrase: Phrase, token: Token, letter: str, *, near: bool = False) -> Match | None:
        """The work that names and a year tell of; None where the list has none, or where several fit alike badly.

        Args:
            phrase: The names.
            token: The year.
            letter: Its letter, "" where it has none.
            near: Whether names and years may differ.

        """
        most = MOST_NEAR if near else MOST_EXACT
        fits = {entry.index: self._fit(phrase, token, entry, near) for entry in self._pool(phrase, token, near)}
        fits = {index: fit for index, fit in fits.items() if fit.cost <= most}
        return self._choose(fits, token, letter, near) if fits else None

    def group(self, words: str, token: Token, letter: str) -> Match | None:
        """The work of a group, or one without an author, that folded words and a year tell of."""
        names = {words, *self._aliases.get(words, ())}
        found = [entry for name in sorted(names) for entry in self._by_head.get(name, ())]
        if not found and " " not in words:
            found = self._by_initials.get(words, [])
        elif not found and len(short := _initials(words)) > 2:  # "World Health Organization" of "WHO"
            found = self._by_head.get(short, [])
        if not found and len(several := words.split()) > _WORDS_THAT_NAME:  # names of groups are shortened at their end
            found = self._by_head.get(" ".join(several[:_WORDS_THAT_NAME]), [])
        fits = {entry.index: _Fit(0.5 + _year_cost(token, entry, near=False)) for entry in found}
        fits = {index: fit for index, fit in fits.items() if fit.cost <= MOST_EXACT}
        return self._choose(fits, token, letter, near=False) if fits else None

    def _pool(self, phrase: Phrase, token: Token, near: bool) -> list[Entry]:
        found: dict[int, Entry] = {}
        first = phrase.persons[0].family
        keys = [*family_keys(first), *(key for word in fold(first).split() for key in (word,) if len(word) > 2)]
        for key in keys:
            found.update((entry.index, entry) for entry in self._by_family.get(key, ()))
        if near:
            for year in token.years:
                found.update((entry.index, entry) for entry in self._by_year.get(year, ()))
        return [found[index] for index in sorted(found)]

    def _fit(self, phrase: Phrase, token: Token, entry: Entry, near: bool) -> _Fit:
        cost = _year_cost(token, entry, near)
        if cost >= _NO_MATCH:
            return _Fit(_NO_MATCH)
        cited = entry.index in self.cited
        first, others = phrase.persons[0], phrase.persons[1:]
        name = _family_cost(first.family, entry, near)
        cost += name + (_ALSO_CITED if cost >= _YEAR_BESIDE and cited else 0)
        respelt = name >= _RESPELT
        if respelt and name < _OTHER_AUTHOR and cited:
            only_short = phrase.et_al and not others and len(family_keys(first.family)[0]) <= _SHORTEST_RESPELT
            cost += _SHORT_ALSO_CITED if only_short else _ALSO_CITED  # "Cheng et al." beside "Chen et al."
        each = [_other_cost(person.family, entry) for person in others]
        cost += max(each, default=0.0) if _SECOND_MISSING in each else sum(each)
        if others and max(each) < _SECOND_MISSING and near and len(entry.authors) > 1 and not entry.et_al:
            cost = max(0.0, cost - _OTHERS_AGREE)
        if first.initials and entry.initials and first.initials[0] != entry.initials[0]:
            cost += _OTHER_INITIAL
        return _Fit(cost + _form_cost(phrase, entry), respelt or max(each, default=0.0) >= 1)

    def _choose(self, fits: Mapping[int, _Fit], token: Token, letter: str, near: bool) -> Match | None:
        least = min(fit.cost for fit in fits.values())
        wide = sorted(fits)
        pool = [index for index in wide if fits[index].cost <= least + _SAME_COST]
        lettered = any(self._entries[index].letter for index in wide)
        if letter and lettered:
            exact = [index for index in (*pool, *wide) if self._entries[index].letter == letter]
            if exact:
                return self._match(exact[0], fits[exact[0]], token, letter)
            return self._match(pool[0], fits[pool[0]], token, letter) if len(pool) == 1 else None
        if letter:  # the list prints no letters: they go by the order of the list
            place = ord(letter) - ord("a")
            entry = self._entries[pool[0]]
            used = self._letters.setdefault((entry.authors[0][0] if entry.authors else "", entry.year), set())
            used.add(place)
            for several in (pool, wide):
                if max(used) < len(several) > 1 or (several is wide and place < len(several) > 1):
                    several = sorted(several, key=lambda index: self._ranks.get(index, 0))
                    return self._match(several[place], fits[several[place]], token, "")
            return self._match(pool[0], fits[pool[0]], token, letter if len(pool) == 1 else "")
        if len(pool) > 1 and near and least > MOST_EXACT:
            return None
        if token.status and not any(self._entries[index].undated for index in pool):  # it may have come out since
            pool.sort(key=lambda index: -(self._entries[index].year or 0))
        if least >= _YEAR_BESIDE and token.years:  # one entry cannot have been meant by several wrong years
            taken = self._wrong_year.setdefault(pool[0], token.years[0])
            if taken != token.years[0] and self._entries[pool[0]].year not in token.years:
                return None
        return self._match(pool[0], fits[pool[0]], token, letter)

    def _match(self, index: int, fit: _Fit, token: Token, letter: str) -> Match:
        entry = self._entries[index]
        differs = (
            fit.respelt
            or (letter != entry.letter and (bool(letter) == self._alone(entry)))
            or (
                bool(token.years)
                and entry.year is not None
                and entry.year not in token.years
                and not set(token.years) & entry.beside
            )
        )
        return Match(index, fit.cost, entry.printed if differs else "")

    def _alone(self, entry: Entry) -> bool:
        """Whether no other work of the list has the same first name and year."""
        same = self._by_family.get(entry.authors[0][0], ()) if entry.authors else ()
        return sum(other.year == entry.year for other in same) < 2


def _year_cost(token: Token, entry: Entry, near: bool) -> float:
    if not token.years:
        return 0.0 if entry.undated else _YEAR_UNKNOWN if may_be_out(token.status) else _NO_MATCH
    if entry.year in token.years or set(token.years) & entry.beside:
        return 0.0
    if entry.year is None:
        return 0.5 if set(token.years) & entry.years else (_YEAR_UNKNOWN if not entry.years else _NO_MATCH)
    if not near or entry.heads:  # organizations publish every year
        return _NO_MATCH
    if min(abs(year - entry.year) for year in token.years) <= 1:
        return _YEAR_BESIDE
    return _YEAR_SLIP if any(_is_slip(str(year), str(entry.year)) for year in token.years) else _NO_MATCH


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.split() if word not in SMALL_WORDS)


def _is_slip(cited: str, listed: str) -> bool:
    """Whether two years differ by one digit of the last two, or by two digits exchanged."""
    if cited[:2] != listed[:2]:
        return sorted(cited) == sorted(listed)
    return sum(a != b for a, b in zip(cited, listed, strict=True)) == 1 or cited[2:] == listed[3:1:-1]


def _family_cost(family: str, entry: Entry, near: bool) -> float:
    keys = family_keys(family)
    first = entry.authors[0] if entry.authors else ()
    if keys[:1] == first[:1]:
        return 0.0
    if set(keys) & set(first):
        return 0.25
    if set(keys) & entry.parts or (first and first[0] in fold(family).split()):
        return 1.0
    if not near:
        return _NO_MATCH
    edits = [_edits(key, other) for key in keys for other in (*first[:1], *entry.parts)]
    if close := [edit for edit in edits if edit is not None]:
        return 1.0 + min(close)
    if any(set(keys) & set(author) for author in entry.authors[1:]) or set(keys) & entry.given:
        return _OTHER_AUTHOR
    return _NO_MATCH


def _other_cost(family: str, entry: Entry) -> float:
    """How badly a second or later name fits the authors behind the first."""
    keys, known = set(family_keys(family)), entry.authors[1:]
    if any(keys & set(author) for author in known):
        return 0.0
    words = {word for word in fold(family).split() if len(word) > 2}
    if entry.et_al or not entry.authors or (keys | words) & entry.before_year:
        return 0.5
    close = any(_edits(key, other) is not None for key in keys for author in known for other in author[:1])
    return 1.0 if close else _SECOND_MISSING


def _edits(cited: str, listed: str) -> int | None:
    """How many letters two names differ by; None where they are too many for one name."""
    shortest, longest = sorted((len(cited), len(listed)))
    if longest < _SHORTEST_RESPELT or shortest < _SHORTEST_RESPELT - 1 or longest - shortest > 2:
        return None
    from rapidfuzz.distance import OSA

    most = 2 if shortest >= _SHORTEST_RESPELT_TWICE else 1
    distance = OSA.distance(cited, listed, score_cutoff=most)
    return distance if distance <= most else None


def _form_cost(phrase: Phrase, entry: Entry) -> float:
    """How badly the number of names fits the number of authors."""
    count = len(entry.authors)
    if not count:
        return 0.5
    if phrase.et_al:
        return 0.0 if count > 2 or entry.et_al else 1.0 if count == 2 else 1.5
    if len(phrase.persons) == 1:
        return 0.0 if count == 1 and not entry.et_al else 1.5
    if len(phrase.persons) == count:
        return 0.0
    return 0.75
