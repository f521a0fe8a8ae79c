"""Whether names and a year that the list does not know are a citation at all.

"(Smith et al., 2015)" plainly is one; "(Vienna, 2015)" may be a conference and "(Linnaeus, 1758)" says who named a species.
To call a citation missing from the list is an accusation, so what is not plain is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from citeaudit.linking._author_names import PARTICLES, Phrase, family_keys, parse_phrase
from citeaudit.linking._judgement import Rule, Verdict, first_that_applies
from citeaudit.linking._listed_works import ListedWorks
from citeaudit.linking._places import Place
from citeaudit.model import Block, Style
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_NOT_NAMES = frozenset(word_list("words-before-years.txt"))
_PLACES = frozenset(word_list("places-before-years.txt"))
_LEAD = lazy(
    r"""^[\s(\[]*(?:(?:
        see | cf\.? | e\.\s?g\.? | i\.\s?e\.? | also | but | and | or | for | a | an | the | review(?:ed)? | reviews? | in | by | after
        | from | as | example | instance | compare | contra | following | according | to | adapted | modified | reproduced | data
        | based | on | discussed | described | vgl\.? | siehe | voir
    )\b[\s,:.]*)*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words before names: "see also", "for a review"."""
_OLDEST = 1930
"""Before it, a name with a year is rather the author of a species' name."""
_UNPUBLISHED = lazy(r"pers(?:\.|onal)\s?comm|unpublished|in\s+prep|submitted|under\s+review|accepted", re.IGNORECASE)
_STATUS_OF_WORKS = frozenset({"in", "forthcoming"})
"""What "in press" and "forthcoming" begin with: lists hold such works; what was only submitted is often left out on purpose."""
_BEHIND_YEAR = 30
"""Characters behind a year outside brackets in which "unpublished" may stand."""
_SECOND_HAND = lazy(
    r"""
    [\s,]*(?:(?:as\s)?(?:cited|quoted|reported|reviewed)\s)?(?:in|by)\s[^\W\d_a-z]
    | [\s,]*apud\b
    """,
    re.VERBOSE,
)
_CUT = lazy(r"[;()\[\]]|(?<=\d[a-z\d]),")
"""Between the citations of one bracket."""
_SHAPE = r"""
    (?:\s?(?:,|(?:,\s?)?(?:and|&)|,?\s?et\s?al)\.?\s?(?:[^\W\d_]\w*)?){0,4}  # others
    [\s,.]*[(\[]?(?:1[5-9]|20)\d\d
"""
"""What follows a name in a citation."""


class Evidence:
    """What a document tells of names that its list does not know.

    Args:
        texts: Its blocks.
        works: Its list.
        citing: The brackets (block, (start, end)) that cite something of the list.

    """

    def __init__(
        self, texts: Sequence[str], works: ListedWorks, citing: Collection[tuple[int, tuple[int, int]]]
    ) -> None:
        self._texts, self._works, self._citing = texts, works, citing
        self._elsewhere: dict[str, bool] = {}

    def refusing_rule(self, place: Place, block: Block) -> Rule[Unlisted] | None:
        """The rule by which the names and the year at a place, in a block, are not a citation; None where they plainly are one.

        Args:
            place: What the list does not know.
            block: The block it stands in.
        """
        if place.phrase is None:
            return NO_NAME
        rule = first_that_applies(RULES, Unlisted(place, place.phrase, block, self._texts[place.block], self))
        return None if rule is None or rule.verdict is Verdict.CITES else rule

    def knows(self, family: str) -> bool:
        """Whether an author of the list has a family name."""
        return bool(set(family_keys(family)) & self._works.families)

    def cites(self, place: Place) -> bool:
        """Whether the bracket around a place cites something of the list."""
        return (place.block, place.bracket) in self._citing

    def stands_elsewhere(self, family: str) -> bool:
        """Whether a word also stands where no year follows it, as names of places do."""
        if family not in self._elsewhere:
            whole = re.compile(rf"\b{re.escape(family)}\b")
            shaped = re.compile(rf"\b{re.escape(family)}\b{_SHAPE}", re.VERBOSE)
            self._elsewhere[family] = family.isupper() or any(
                not shaped.match(text, match.start()) for text in self._texts for match in whole.finditer(text)
            )
        return self._elsewhere[family]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Names and a year that the list does not know, `place`, with the text of their block and what the document tells."""

    place: Place
    phrase: Phrase
    block: Block
    text: str
    evidence: Evidence

    @property
    def names(self) -> list[str]:
        """The family names, as printed."""
        return [person.family for person in self.phrase.persons]

    @property
    def words(self) -> set[str]:
        """The words of the names, in small letters."""
        return {word.strip(".").lower() for name in self.names for word in name.split()}

    @property
    def in_bracket(self) -> bool:
        """Whether the names stand in brackets with their year."""
        return 0 <= self.place.bracket[0] <= self.place.start

    @property
    def known(self) -> bool:
        """Whether all names are those of authors of the list."""
        return all(map(self.evidence.knows, self.names))


def no_name(unlisted: Unlisted) -> bool:
    """As in "(Figure 2, 2015)", "since May 2016": a word that names nobody."""
    return not unlisted.words.isdisjoint(_NOT_NAMES)


def unpublished_status(unlisted: Unlisted) -> bool:
    """As in "Moss, submitted", "Moss, n.d.": lists leave out what is not out yet."""
    status = unlisted.place.token.status
    return bool(status) and status.lower().split()[0] not in _STATUS_OF_WORKS


def unpublished(unlisted: Unlisted) -> bool:
    """As in "Moss et al., personal communication, 2014", "Moss, in prep.": what cannot be listed."""
    place = unlisted.place
    opens, closes = place.bracket
    around = unlisted.text[opens:closes] if opens >= 0 else unlisted.text[place.start : place.token.end + _BEHIND_YEAR]
    return _UNPUBLISHED.search(place.token.status or around) is not None


def town_or_country(unlisted: Unlisted) -> bool:
    """As in "(Tokyo, 2020)", "(Ghana, 2014)": where and when something was held."""
    alone = len(unlisted.phrase.persons) == 1 and not unlisted.phrase.et_al
    return alone and not unlisted.words.isdisjoint(_PLACES)


def range_of_years(unlisted: Unlisted) -> bool:
    """As in "Moss, 1990–2000": a time, not a year of publication."""
    return unlisted.place.token.is_range


def second_hand(unlisted: Unlisted) -> bool:
    """As in "Moss, 2011, as cited in Abend, 2001": the list has the other work."""
    return _SECOND_HAND.match(unlisted.text, unlisted.place.token.end) is not None


def et_al(unlisted: Unlisted) -> bool:
    """As in "Moss et al., 2015": nothing but a citation is written so."""
    return unlisted.phrase.et_al


def authors_of_the_list(unlisted: Unlisted) -> bool:
    """As in "Smith (1987)", "Smith and Lee (2015)": people who are cited elsewhere, with the year in brackets."""
    return not unlisted.in_bracket and unlisted.place.bracket[0] >= 0 and unlisted.known


def outside_brackets(unlisted: Unlisted) -> bool:
    """As in "In Zwolle 2011", "Moss (2015) ran": in running text anything may stand before a year."""
    return not unlisted.in_bracket


def words_beside_names(unlisted: Unlisted) -> bool:
    """As in "(a total of Moss, 2015)": what stands in the brackets up to the year is more than names."""
    place = unlisted.place
    piece = _CUT.split(unlisted.text[place.bracket[0] + 1 : place.token.start].rstrip(" ,("))[-1]
    return parse_phrase(_LEAD.sub("", piece)) is None


def among_authors_of_the_list(unlisted: Unlisted) -> bool:
    """As in "(Smith, 1987)", "(Abend, 2001; Moss, 2015)": known authors, or brackets that cite."""
    return unlisted.known or unlisted.evidence.cites(unlisted.place)


def author_of_species(unlisted: Unlisted) -> bool:
    """As in "*Rattus rattus* (Linnaeus, 1758)": who named a species, long ago or behind words in italics."""
    years = unlisted.place.token.years
    opens = unlisted.place.bracket[0]
    return bool(years and years[0] < _OLDEST) or any(
        run.style is Style.ITALIC and opens - 2 <= run.end <= opens for run in unlisted.block.text.runs
    )


def without_year(unlisted: Unlisted) -> bool:
    """As in "(Moss, in press)": a name alone with "in press" may be anything."""
    return not unlisted.place.token.years


def without_comma(unlisted: Unlisted) -> bool:
    """As in "(Zwolle 2011)": a single name is plain only with a comma behind it."""
    between = unlisted.text[unlisted.place.named : unlisted.place.token.start]
    return len(unlisted.names) == 1 and "," not in between


def several_words(unlisted: Unlisted) -> bool:
    """As in "(Acme Sleep Analyzer, 2015)": a company, a law, a program."""
    return len(unlisted.names) == 1 and sum(word.lower() not in PARTICLES for word in unlisted.names[0].split()) > 1


def word_of_the_text(unlisted: Unlisted) -> bool:
    """As in "(Zwolle, 2011)" where "near Zwolle" stands, too, and in "(COVID, 2019)": a word that is used like any other."""
    return any(map(unlisted.evidence.stands_elsewhere, unlisted.names))


NO_NAME = Rule(Verdict.REFUSED, no_name)
RULES: tuple[Rule[Unlisted], ...] = (
    NO_NAME,
    Rule(Verdict.REFUSED, unpublished_status),
    Rule(Verdict.REFUSED, unpublished),
    Rule(Verdict.REFUSED, town_or_country),
    Rule(Verdict.REFUSED, range_of_years),
    Rule(Verdict.REFUSED, second_hand),
    Rule(Verdict.CITES, et_al),
    Rule(Verdict.CITES, authors_of_the_list),
    Rule(Verdict.REFUSED, outside_brackets),
    Rule(Verdict.REFUSED, words_beside_names),
    Rule(Verdict.CITES, among_authors_of_the_list),
    Rule(Verdict.REFUSED, author_of_species),
    Rule(Verdict.REFUSED, without_year),
    Rule(Verdict.REFUSED, without_comma),
    Rule(Verdict.REFUSED, several_words),
    Rule(Verdict.REFUSED, word_of_the_text),
)
"""Asked in order; where none applies, names and year are a citation."""
