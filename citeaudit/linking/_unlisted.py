"""Whether names and a year that the list does not know are a citation at all.

"(Smith et al., 2015)" plainly is one; "(Vienna, 2015)" may be a conference and "(Linnaeus, 1758)" says who named a species.
To call a citation missing from the list is an accusation, so what is not plain is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from citeaudit.linking._author_names import PARTICLES, Phrase, family_keys, parse_phrase
from citeaudit.model import Block, Style

if TYPE_CHECKING:
    from citeaudit.linking._listed_works import ListedWorks
    from citeaudit.linking.authoryear import Place

_NO_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct "
    "nov dec spring summer autumn fall winter early late mid figure fig figures table tables equation eq section chapter appendix "
    "version release update updated accessed retrieved copyright grant no vol volume study trial day week month year years since in "
    "during from until before after between by of on at to for the a an and or see cf iso act law decree directive regulation "
    "guideline guidelines report survey census edition inc ltd gmbh corp company software university institute department "
    "hospital ministry project phase wave round cohort season games olympics conference congress workshop meeting covid sars "
    "unpublished personal communication pers comm data this our we they i ii iii iv all both monday tuesday wednesday thursday "
    "friday saturday sunday quarter january q1 q2 q3 q4 h1 h2 approved available released published founded established".split()
)
_PLACES = frozenset(
    "usa us uk eu un africa america asia europe australia austria belgium brazil canada chile china denmark egypt england finland "
    "france germany ghana greece hungary india indonesia iran iraq ireland israel italy japan kenya korea malaysia mexico nepal "
    "netherlands nigeria norway pakistan peru philippines poland portugal russia scotland singapore spain sweden switzerland taiwan "
    "tanzania thailand turkey uganda ukraine vietnam wales amsterdam athens atlanta bangkok barcelona beijing berlin boston brussels "
    "cairo chicago copenhagen delhi dublin geneva helsinki istanbul kyoto lisbon london madrid melbourne milan montreal moscow "
    "mumbai munich oslo paris philadelphia prague rome seattle seoul shanghai stockholm sydney tokyo toronto vancouver vienna "
    "warsaw washington wuhan zurich california florida texas york".split()
)  # places where surveys are made and congresses held
_LEAD = re.compile(
    r"^[\s(\[]*(?:(?:see|cf\.?|e\.\s?g\.?|i\.\s?e\.?|also|but|and|or|for|a|an|the|review(?:ed)?|reviews?|in|by|after|from|as|example|instance|compare|"
    r"contra|following|according|to|adapted|modified|reproduced|data|based|on|discussed|described|vgl\.?|siehe|voir)\b[\s,:.]*)*",
    re.IGNORECASE,
)
_OLDEST = 1930  # before it, a single name with a year is rather the author of a species' name
_UNPUBLISHED = re.compile(
    r"pers(?:\.|onal)\s?comm|unpublished|in\s+prep|submitted|under\s+review|accepted", re.IGNORECASE
)
_SECOND_HAND = re.compile(
    r"[\s,]*(?:(?:as\s)?(?:cited|quoted|reported|reviewed)\s)?(?:in|by)\s[^\W\d_a-z]|[\s,]*apud\b"
)
_SHAPE = r"(?:\s?(?:,|(?:,\s?)?(?:and|&)|,?\s?et\s?al)\.?\s?(?:[^\W\d_]\w*)?){0,4}[\s,.]*[(\[]?(?:1[5-9]|20)\d\d"


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

    def is_citation(self, place: Place, block: Block) -> bool:
        """Whether the names and the year at a place plainly are a citation.

        Args:
            place: What the list does not know.
            block: The block it stands in.
        """
        phrase, text = place.phrase, self._texts[place.block]
        if phrase is None or any(word in _NO_NAMES for word in _words(phrase)):
            return False
        if place.token.status and place.token.status.lower().split()[0] not in {"in", "forthcoming"}:
            return False
        opens, closes = place.bracket
        around = text[opens:closes] if opens >= 0 else text[place.start : place.token.end + 30]
        if _UNPUBLISHED.search(around if place.token.status == "" else place.token.status):
            return False
        if len(phrase.persons) == 1 and not phrase.et_al and set(_words(phrase)) & _PLACES:
            return False
        if place.token.is_range or _SECOND_HAND.match(text, place.token.end):
            return False
        if phrase.et_al:
            return True
        known = [bool(set(family_keys(person.family)) & self._works.families) for person in phrase.persons]
        in_bracket = 0 <= opens <= place.start
        if not in_bracket:  # "Smith (2015)", "Smith and Lee (2015)"
            return all(known) and opens >= 0
        piece = _LEAD.sub(
            "", re.split(r"[;()\[\]]|(?<=\d[a-z\d]),", text[opens + 1 : place.token.start].rstrip(" ,("))[-1]
        )
        if parse_phrase(piece) is None:
            return False
        if all(known) or (place.block, place.bracket) in self._citing:
            return True
        if (place.token.years and place.token.years[0] < _OLDEST) or _names_a_species(block, opens):
            return False
        if not place.token.years or (len(phrase.persons) == 1 and "," not in text[place.named : place.token.start]):
            return False
        names = [person.family for person in phrase.persons]
        if len(names) == 1 and len([word for word in names[0].split() if word.lower() not in PARTICLES]) > 1:
            return False  # a company, a law, a program
        return not any(map(self._stands_elsewhere, names))

    def _stands_elsewhere(self, family: str) -> bool:
        """Whether a word also stands where no year follows it, as names of places do."""
        if family not in self._elsewhere:
            whole = re.compile(rf"\b{re.escape(family)}\b")
            shaped = re.compile(rf"\b{re.escape(family)}\b{_SHAPE}")
            self._elsewhere[family] = family.isupper() or any(
                not shaped.match(text, match.start()) for text in self._texts for match in whole.finditer(text)
            )
        return self._elsewhere[family]


def _words(phrase: Phrase) -> list[str]:
    return [word.strip(".").lower() for person in phrase.persons for word in person.family.split()]


def _names_a_species(block: Block, opens: int) -> bool:
    """Whether a bracket follows words in italics, as the author of a species' name does."""
    return any(run.style is Style.ITALIC and opens - 2 <= run.end <= opens for run in block.text.runs)
