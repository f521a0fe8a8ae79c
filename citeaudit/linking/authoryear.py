"""Author–year citations: "(Smith et al., 2015)", "Smith and Lee (2016a, b)", "World Health Organization [WHO], 2014".

Every year of the text is looked at: where names stand before it, the list is asked for a work of that name and year. What it
has under a slightly other name or year is a near miss. Names before a year that the list does not know are a citation only
where they plainly are one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from citeaudit.linking import _unlisted
from citeaudit.linking._author_names import PARTICLES, Phrase, parse_phrase, without_possessive
from citeaudit.linking._citation_years import PAGES, Token, tokens
from citeaudit.linking._judgement import Refusal
from citeaudit.linking._listed_works import AND_OTHERS, ListedWorks, Match
from citeaudit.linking._marker import Marker, Reading
from citeaudit.linking._marker_grammar import printed_at
from citeaudit.linking._places import Place
from citeaudit.model import Block, Link, Reference
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

FORM = "author-year"

_MOST_LEFT = 240
"""Characters before a year in which names are sought: the names of a work with twenty authors seldom take more."""
_MOST_WORDS = 26
"""Words before a year at which the names of a listed work may begin."""
_MOST_WORDS_NEAR = 8
"""Words before a year at which names that the list does not know may begin: they cost more time and are shorter."""
_LONGEST_BRACKET = 2000
"""Characters of a bracket; a longer one was never closed."""
_DEEPEST = 4
"""Open brackets among which the one that a closing bracket belongs to is sought; those in between were never closed."""
_LONGEST_JOINT = 120
"""Characters from a year to the next that may belong to the same names, notes on pages included."""
_LEAST_SHARE = 0.3
"""The share of a list from which on names and years are in use, wherever they stand; below it most must stand in brackets."""
_SAID = 250
"""Characters before a citation, or behind it, that tell what it is about: about one sentence."""
_FEWEST_SAID = 4
"""Words before a citation in its sentence, below which what follows tells what it is about: "Hall et al. (2015b) saw naps"."""
_SENTENCE_ENDS = lazy(r"[.?!][)\]]?\s+(?=[^\W\d_a-z]|$)|[.?!]$")
_BRACKET = lazy(r"[()\[\]]")
_MOST_PROSE = 60
"""Characters that a bracket may hold beside its citations to be a citation as a whole."""
_PROSE_PER_CITATION = 4
"""Characters that each citation in a bracket may add to these: what stands between two of them."""
_GAP = lazy(r"[\s,:”\"’*]*(?P<open>[(\[]?)\s*$")
_SHORT_NAME = lazy(r"[\[(]\s?[A-Z][\w&.\s-]{1,12}[\])]\s*,?\s*$")
_ROLE = lazy(r",?\s?\(?\b(?:[Ee]ds?|[Hh]rsg|Hg|[Oo]rgs?|[Cc]oord|[Cc]omps?|[Рр]ед|c(?=\.)|ca|circa|um)\b\.?\)?,?\s*$")
"""What may stand between names and year: "Nash, Ed., 2007", "Moss, ca. 1950"."""
_POSSESSED = lazy(r"(?:[’'ʼ]s|(?<=s)[’'ʼ])(?:\s(?:(?:19|20)\d\ds|[a-z][\w-]*)){1,5}$")
"""What somebody's work is called before its year: "Jones’ early work (1999)"."""
_JOINED = lazy(
    r"""
    (?: [\s,;&]*
      | \s?[)\]][\s,;&]*(?=(?:(?:and|und|et|or)\s)?[(\[])  # "Smith (2015) and (2016)"
    )
    (?:(?:and|und|et|y|e|и|or|also|see[ ]also)\s)?
    [\s(\[]*
    """,
    re.VERBOSE,
)
"""Between two years of the same names."""
_BREAK = lazy(r"[;()\[\]{}]|(?<![\w.]al)(?<!\b[A-Z])(?<!\bSt)\.\s+(?=[A-Z])|[:?!]\s")
_WORD = lazy(r"(?:(?:e\.g|i\.e|cf|vgl|см)\.(?=[^\W\d_a-z]))?(?P<word>[^\s,]+)")
"""A word; "e.g.", where no space follows it, is none of it."""
_STARTS = lazy(r"[\"“‘«'’*]*[^\W\d_a-z]")
_INITIALS_BEFORE = lazy(r"(?<!\w)(?:[^\W\d_a-z]\.[\s-]?){1,3}$")
_LEAD_NAME = lazy(
    rf"""(?:
        \b(?:{"|".join(sorted(PARTICLES, key=len, reverse=True))})\s
      | (?<!\w)[dl]’
    )+$""",
    re.IGNORECASE | re.VERBOSE,
)
"""The particles right before a name."""
_HAN = lazy(r"[\u3400-\u9fff]")
_LONGEST_HAN = 4
"""Characters of the longest Chinese and Japanese names."""
_SHORTEST_HAN = 2
"""Characters of the shortest."""
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_SAME_PLACE = lazy(
    r"""
    [(\[]
    (?P<lead>[^()\[\]\d]{0,40}?)
    \b(?P<word>ibid(?:em)?|loc\.?\s?cit|op\.?\s?cit)\b\.?
    (?P<rest>[^()\[\]]{0,30})
    [)\]]
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A bracket that cites what was cited before: "(Abend, op. cit.)", "(ibid., p. 4)"."""


def find_author_year(
    blocks: Sequence[Block], references: Sequence[Reference], least: float, *, alone: bool = False
) -> tuple[Marker, ...]:
    """The author–year citations of a document, each with its links; () where this form is not in use.

    Arguments are those of `read_author_year`.
    """
    return read_author_year(blocks, references, least, alone=alone).markers


def read_author_year(
    blocks: Sequence[Block], references: Sequence[Reference], least: float, *, alone: bool = False
) -> Reading:
    """The author–year citations of a document, and the names with a year that were not taken for one.

    Args:
        blocks: The blocks that may hold citations; places in the result count these.
        references: The list, in order.
        least: The share of the list (0 to 1) that they must reach.
        alone: Whether no number cites anything: "Hall (2015)" then speaks for this form as "(Hall, 2015)" does.

    Returns:
        The markers in reading order, each with its links; nothing where this form is not in use. A refusal names a rule of
        `_unlisted`.

    """
    works = ListedWorks(references)
    texts = [re.sub(r"\s", " ", printed_at(block.text.content)) for block in blocks]
    works.learn(texts)
    reader = _Reader(works, texts)
    exact = [place for index in range(len(texts)) for place in reader.places(index)]
    works.cited |= {place.match.reference for place in exact if place.match}
    share = len(works.cited) / max(1, len(references))
    in_brackets = {
        place.match.reference
        for place in exact
        if place.match and (place.bracket[0] >= 0 if alone else place.bracket[0] <= place.start)
    }
    if share <= least or (share < _LEAST_SHARE and 2 * len(in_brackets) < len(works.cited)):
        return Reading("", (), ())  # a numeric manuscript names a few authors with the year, too
    works.learn_letters(
        (place.match, place.letter, _said_around(texts[place.block], place))
        for place in exact
        if place.match and place.letter
    )
    near = [place for index in range(len(texts)) for place in reader.places(index, near=True)]
    known = _unlisted.Evidence(texts, works, {(place.block, place.bracket) for place in near if place.match})
    kept: list[Place] = []
    refusals: list[Refusal] = []
    for place in near:
        rule = None if place.match else known.refusing_rule(place, blocks[place.block])
        if rule is None:
            kept.append(place)
        else:
            refusals.append(Refusal(rule.name, place.block, place.start, place.token.end))
    return Reading(FORM, tuple(_with_same_places(kept, texts)), tuple(refusals))


def _said_around(text: str, place: Place) -> str:
    """What a text says where it cites a work: the sentence up to there, or from there on where the citation opens it."""
    before = _SENTENCE_ENDS.split(text[max(0, place.start - _SAID) : place.start])[-1]
    if len(before.rstrip(" ([").split()) >= _FEWEST_SAID:
        return before
    return _SENTENCE_ENDS.split(text[place.token.end : place.token.end + _SAID])[0]


class _Reader:
    """The years of texts with the names before them."""

    def __init__(self, works: ListedWorks, texts: Sequence[str]) -> None:
        self._works, self._texts = works, texts
        self._tokens = [tuple(tokens(text)) for text in texts]
        self._brackets = [
            _outer_brackets(text) if found else [] for text, found in zip(texts, self._tokens, strict=True)
        ]

    def places(self, block: int, *, near: bool = False) -> Iterator[Place]:
        """The places of a block, in order. Where `near` is false, only those that the list knows exactly."""
        text, before = self._texts[block], None
        limit = 0
        for token in self._tokens[block]:
            at = bisect_left(self._brackets[block], (token.start, 0)) - 1
            bracket = self._brackets[block][at] if at >= 0 else (-1, -1)
            bracket = bracket if token.start < bracket[1] else (-1, -1)
            found = list(self._read(text, block, token, limit, before, bracket, near=near))
            limit = token.end
            before = found[-1] if found else None
            yield from (place for place in found if place.match or near)

    def _read(
        self,
        text: str,
        block: int,
        token: Token,
        limit: int,
        before: Place | None,
        bracket: tuple[int, int],
        *,
        near: bool,
    ) -> Iterator[Place]:
        letters = token.letters or ("",)
        if (
            before
            and token.start - limit <= _LONGEST_JOINT
            and _JOINED.fullmatch(PAGES.sub("", text[limit : token.start]))
        ):
            for letter in letters:
                match = self._ask(before.names, before.phrase, token, letter, near=near)
                yield replace(before, token=token, letter=letter, match=match, bracket=bracket, continued=True)
            return
        begin = max(limit, token.start - _MOST_LEFT)
        left = text[begin : token.start]
        gap = _GAP.search(left)
        left = left[: gap.start()] if gap else left
        if short := _SHORT_NAME.search(left) or _ROLE.search(left):
            left = left[: short.start()].rstrip(" ,")
        cuts = [match.end() for match in _BREAK.finditer(left)]
        base = cuts[-1] if cuts else 0
        joined = self._joined_by_semicolons(left, token, letters[0]) if bracket[0] >= 0 else None
        found = joined or self._names(left, base, token, letters[0], near=near)
        named = left
        if (found is None or found[2] is None) and gap and gap["open"] and (work := _POSSESSED.search(left, base)):
            theirs = self._names(left[: work.start()], base, token, letters[0], near=False)
            found, named = (theirs, left[: work.start()]) if theirs else (found, left)
        if found is None:
            return
        start, phrase, match = found
        start -= 0 if joined else _lead(left[base:start])
        names = without_possessive(named[start:].strip(" ,"))
        in_bracket = bracket[0] >= 0 or bool(gap and gap["open"])
        if fold(names) in _MONTHS and not (in_bracket and gap and "," in gap[0]):
            return
        joint = " " if gap and not gap[0].strip() else ", "
        for number, letter in enumerate(letters):
            if number:
                match = self._ask(names, phrase, token, letter, near=near)
            yield Place(
                block,
                begin + start,
                begin + len(left),
                token,
                letter,
                names,
                phrase,
                bracket,
                match,
                bool(number),
                joint,
            )

    def _ask(self, names: str, phrase: Phrase | None, token: Token, letter: str, *, near: bool) -> Match | None:
        if phrase:
            exact = self._works.persons(phrase, token, letter)
            if exact or not near:
                return exact or self._works.group(fold(names), token, letter)
            return self._works.persons(phrase, token, letter, near=True)
        return self._works.group(fold(names), token, letter)

    def _joined_by_semicolons(self, left: str, token: Token, letter: str) -> tuple[int, Phrase, Match] | None:
        """The co-authors of one work that semicolons part, "(MOSS; LIND; FOX, 2002)" (ABNT NBR 10520), where the list has it."""
        start = max(left.rfind("("), left.rfind("[")) + 1
        start += len(left[start:]) - len(left[start:].lstrip(" ;,"))
        if ";" not in left[start:]:
            return None
        each = [parse_phrase(piece) for piece in left[start:].split(";")]
        known = [phrase for phrase in each if phrase]
        if len(known) < len(each):
            return None
        phrase = Phrase(tuple(person for names in known for person in names.persons), known[-1].et_al)
        match = self._works.persons(phrase, token, letter)
        return (start, phrase, match) if match else None

    def _run_in(self, left: str, token: Token, letter: str) -> tuple[int, Phrase, Match] | None:
        """A Chinese name of the list at the end of a text in which no spaces part words: "根据李强（2018）"."""
        behind = len(AND_OTHERS.sub("", left))
        if not left or not _HAN.match(left[behind - 1 : behind]):
            return None
        for size in range(_LONGEST_HAN, _SHORTEST_HAN - 1, -1):
            phrase = parse_phrase(left[max(0, behind - size) :])
            match = self._works.persons(phrase, token, letter) if phrase else None
            if phrase and match:
                return max(0, behind - size), phrase, match
        return None

    def _names(
        self, left: str, base: int, token: Token, letter: str, *, near: bool
    ) -> tuple[int, Phrase | None, Match | None] | None:
        """Where the names at the end of a text begin, and what the list has of them: the longest that it knows."""
        words = list(_WORD.finditer(left, base))[-_MOST_WORDS:]
        for word in words:
            if not self._works.begins(word["word"]):
                continue
            initials = _INITIALS_BEFORE.search(left, base, word.start("word"))
            start = initials.start() if initials else word.start("word")
            phrase = parse_phrase(left[start:])
            if phrase and (match := self._works.persons(phrase, token, letter)):
                return start, phrase, match
            if match := self._works.group(fold(without_possessive(left[word.start("word") :])), token, letter):
                return word.start("word"), phrase, match
        run_in = self._run_in(left, token, letter)
        if run_in or not near:
            return run_in
        best: tuple[int, Phrase | None, Match | None] | None = None
        for word in words[-_MOST_WORDS_NEAR:]:
            if not (_STARTS.match(word["word"]) or word["word"].lower() in PARTICLES):
                continue
            phrase = parse_phrase(left[word.start("word") :])
            if not phrase:
                continue
            match = self._works.persons(phrase, token, letter, near=True)
            if match and (best is None or best[2] is None or match.cost < best[2].cost):
                best = (word.start("word"), phrase, match)
            elif best is None:
                best = (word.start("word"), phrase, None)
        return best


def _lead(left: str) -> int:
    """How many characters at the end of a text are particles of the name that follows."""
    match = _LEAD_NAME.search(left)
    return len(match[0]) if match else 0


def _outer_brackets(text: str) -> list[tuple[int, int]]:
    """Where the outermost brackets of a text open and close (behind the closing one), in order."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "([":
            opened.append(match.start())
            continue
        wanted = "(" if match[0] == ")" else "["
        while opened and text[opened[-1]] != wanted and wanted in {text[at] for at in opened[-_DEEPEST:]}:
            opened.pop()  # never closed
        if opened and text[opened[-1]] == wanted:
            pairs.append((opened.pop(), match.end()))
    outer: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if end - start <= _LONGEST_BRACKET and (not outer or start >= outer[-1][1]):
            outer.append((start, end))
    return outer


def _with_same_places(places: Sequence[Place], texts: Sequence[str]) -> Iterator[Marker]:
    """The markers of places, and with them "(ibid., p. 4)", which cites what was cited last."""
    by_block = {
        block: list(_markers(list(group), texts[block])) for block, group in groupby(places, key=lambda p: p.block)
    }
    last: Link | None = None
    by_name: dict[str, Link] = {}
    for index, text in enumerate(texts):
        markers = by_block.get(index, [])
        taken = [(marker.start, marker.end) for marker in markers]
        for match in _SAME_PLACE.finditer(text) if "i" in text else ():
            if not any(a < match.end() and match.start() < b for a, b in taken):
                label = match[0][1:-1].strip(" ,;")
                markers.append(Marker(index, match.start(), match.end(), (label,)))
        for marker in sorted(markers, key=lambda m: m.start):
            if not marker.links:
                words = fold(marker.labels[0].lower().replace("see", "")).split()
                named = by_name.get(words[0]) if words else None
                same = named or (last if words and words[0] in {"ibid", "ibidem", "loc"} else None)
                if same is None or same.reference is None:
                    continue
                yield replace(marker, links=(Link(label=marker.labels[0], reference=same.reference),))
                continue
            last = marker.links[-1]
            for link in marker.links:
                if words := fold(link.label).split():
                    by_name[words[0]] = link
            yield marker


def _markers(places: Sequence[Place], text: str) -> Iterator[Marker]:
    """The markers of the places of one block: one for each bracket, and one for each that stands in none."""
    groups: list[list[Place]] = []
    for place in places:
        same = groups and (
            (place.bracket == groups[-1][-1].bracket and place.bracket[0] >= 0)
            or (place.continued and place.start == groups[-1][-1].start)
        )
        if same:
            groups[-1].append(place)
        else:
            groups.append([place])
    for group in groups:
        first, last = group[0], group[-1]
        (opens, closes), narrative = first.bracket, False
        start, end = first.start, last.token.end
        if opens >= 0:
            narrative = first.start < opens
            cited = sum(p.token.end - (p.token.start if p.continued else p.start) for p in group)
            whole = max(closes, last.bracket[1]) - opens - cited <= _MOST_PROSE + _PROSE_PER_CITATION * len(group)
            end = max(closes, last.bracket[1]) if whole else end
            start = min(start, opens) if whole else start
        else:
            narrative = True
            if text[end : end + 1] in {")", "]"}:
                end += 1
        links = tuple(place.link for place in group)
        core = first.named if narrative else start
        while narrative and core < end and text[core].isspace():
            core += 1
        names = tuple(person.family for person in first.phrase.persons) if narrative and first.phrase else ()
        yield Marker(first.block, start, end, tuple(link.label for link in links), links=links, core=core, names=names)
