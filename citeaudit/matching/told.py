"""Whether a sentence says of a work that it was retracted, doubted or corrected: "the drug was withdrawn" says it of a drug."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from citeaudit.ruling import first
from citeaudit.text.patterns import lazy

_WORK = (
    r"(?:articles?|papers?|stud(?:y|ies)|trials?|reports?|publications?|works?|preprints?|manuscripts?|reviews?|meta-analys[ie]s"
    r"|letters?|findings?|results?|claims?|references?|editorials?|comments?|versions?|literature)"
)
"""What is published."""
_PRONOUN = r"(?:it|this|that|these|those|which|they|both|one)"
"""What stands for it."""
_THING = (
    r"(?:patients?|participants?|subjects?|adults?|women|woman|men|man|children|child|infants?|volunteers?|animals?|mice|rats?|dogs?"
    r"|drugs?|medications?|treatments?|therap(?:y|ies)|doses?|vaccines?|products?|devices?|agents?|inhibitors?|consents?|supports?"
    r"|approvals?|licen[cs]es?|funding|ventilators?|ventilation|feeding|food|water|care|samples?|blood|needles?|catheters?|tubes?"
    r"|skins?|nipples?|flaps?|eyelids?|lids?|gums?|muscles?|tendons?|livers?|kidneys?|lungs?|bladders?|tissues?|tongues?|membranes?"
    r"|alcohol|opioids?|nicotine|caffeine|steroids?|statins?)"
)
"""What is withdrawn or retracted in other senses."""
_AGENT = r"(?:journals?|authors?|co-?authors?|editors?|publishers?|investigators?|university|institution)"
_REASON = (
    r"(?:fraud\w*|misconduct|fabricat\w+|falsif\w+|plagiari\w+|concerns?|irregularit\w+|errors?|duplicat\w+|manipulat\w+"
    r"|unreliab\w+|data|ethic\w+|peer)"
)
_CONTINUED = lazy(r"[\s,]+from\s+(?:the\s+|its\s+|our\s+)?(?P<of>[\w-]+)", re.IGNORECASE)
_PLACE_OF_WORKS = lazy(
    r"(?:journals?|literature|publication|press|print|\w*rxiv|preprint|repository|record|lancet)$", re.I
)
_NOTE = lazy(r"[\[(]\s*(?:(?:now|since|later|subsequently|article|paper)\s+)*$", re.IGNORECASE)
_LATELY = lazy(r"\b(?:since|later|subsequently|now|recently|already|eventually|meanwhile)\s+$", re.IGNORECASE)
_WORK_BEHIND = lazy(rf"[\s”\"’']*(?:\w+\s+){{0,4}}?{_WORK}\b", re.IGNORECASE)
_WORK_NEXT = lazy(rf"\s+(?:\w+\s+)?{_WORK}\b", re.IGNORECASE)
_THING_BEHIND = lazy(rf"\s+(?:\w+\s+){{0,2}}?{_THING}\b", re.IGNORECASE)
_BY_AGENT = lazy(rf"\s+(?:in\s+\d{{4}}\s+)?by\s+(?:\w+\s+){{0,3}}?{_AGENT}\b", re.IGNORECASE)
_FOR_REASON = lazy(
    rf"\s+(?:in\s+\d{{4}}\s+)?(?:for|due\s+to|because\s+of|after|owing\s+to|amid)\s+(?:\w+\s+){{0,3}}?{_REASON}", re.I
)
_AGENT_BEFORE = lazy(rf"\b{_AGENT}\s+(?:(?:has|have|had|then|later|subsequently)\s+)*$", re.IGNORECASE)
_AUXILIARY = lazy(
    r"\b(?P<verb>was|were|is|are|be|been|being|has|have|had|got)(?:\s+(?:been|being|not|also|\w+ly|since|later|now|soon|then))*\s+$",
    re.IGNORECASE,
)
_PLURAL_VERB = frozenset({"were", "are", "have"})
_LAST_WORD = lazy(rf"\b(?P<work>{_WORK}|et\s+al\b)|\b(?P<pronoun>{_PRONOUN})\b|\b(?P<thing>{_THING})\b", re.IGNORECASE)
_PREPOSITION = lazy(r"\b(?:of|on|in|with|for|about|from|among|to|by)\b", re.IGNORECASE)
_NOTICE = lazy(
    r"\s+(?:notices?|notes?|watch|statements?|of\s+(?:the|this|that|a|an|their|its|his|her)\s+(?:\w+\s+){0,3})",
    re.IGNORECASE,
)
_OWN_NOUN = lazy(
    rf"(?:\b(?:its|subsequent|later|formal|their)|\b{_WORK}(?:[’']s)?|\bnotices?\s+of|et\s+al\.?(?:[’']s)?)\s+$",
    re.IGNORECASE,
)
_CORRECTED_FOR = lazy(r"[\s-]*(?:for|by|by\s+the|against|with|at|p\b|values?|model|vision|age|qt)", re.IGNORECASE)
_CORRECTION_BEFORE = lazy(
    rf"(?:\b(?:author|publisher|published|its|notices?\s+of|see|subsequent|later)|\b{_WORK}(?:[’']s)?|[\[(])\s*$", re.I
)
_CORRECTION_BEHIND = lazy(rf"\s+(?:notices?|notes?|(?:to|of|in)\s+(?:\w+\s+){{0,3}}?{_WORK}|{_WORK})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells of a notice: its words, as an entry prints them, and whether one in a sentence speaks of a work."""

    words: re.Pattern[str]
    of_work: Callable[[re.Match[str]], bool]

    def says(self, text: str) -> bool:
        """Whether a sentence says so of a work."""
        return any(map(self.of_work, self.words.finditer(text)))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of removal in a sentence, in small letters, and what stands before and behind it."""

    word: str
    before: str
    behind: str

    @property
    def is_noun(self) -> bool:
        return self.word.startswith(("retraction", "withdrawal"))

    @property
    def is_plain(self) -> bool:
        """Whether it is seldom said of anything else than a work."""
        return self.word.startswith("retract")


def from_something(case: _Word) -> bool | None:
    """As in "withdrawn from the market", and not as in "withdrawn from the journal"."""
    match = _CONTINUED.match(case.behind)
    return None if match is None else _PLACE_OF_WORKS.match(match["of"]) is not None


def named_as_notice(case: _Word) -> bool | None:
    """As in "its retraction", "the retraction of that paper", and not as in "skin retraction", "alcohol withdrawal"."""
    if not case.is_noun:
        return None
    behind = _NOTICE.match(case.behind)
    if behind is None:
        return _OWN_NOUN.search(case.before) is not None
    return " of " not in behind[0].lower() or _WORK_BEHIND.match(case.behind) is not None


def in_brackets(case: _Word) -> bool | None:
    """As in "(1; retracted)", "[since retracted]"."""
    return True if _NOTE.search(case.before) else None


def of_a_work_behind(case: _Word) -> bool | None:
    """As in "the retracted trial", "the authors retracted their paper"."""
    return True if _WORK_NEXT.match(case.behind) or (case.is_plain and _is_done_to(case, _WORK_BEHIND)) else None


def of_a_thing_behind(case: _Word) -> bool | None:
    """As in "we retracted the flap"."""
    return False if _is_done_to(case, _THING_BEHIND) else None


def by_or_for(case: _Word) -> bool | None:
    """As in "withdrawn by the journal", "retracted for fraud", "the editors have retracted it"."""
    found = _BY_AGENT.match(case.behind) or (case.is_plain and _FOR_REASON.match(case.behind))
    return True if found or (case.is_plain and _AGENT_BEFORE.search(case.before)) else None


def of_its_subject(case: _Word) -> bool | None:
    """As in "the trial of a drug was later withdrawn", and not as in "trial patients were withdrawn"."""
    verb = _AUXILIARY.search(case.before)
    if verb is None:
        return True if _LATELY.search(case.before) else None
    subject = case.before[: verb.start()]
    nouns = list(_LAST_WORD.finditer(subject))
    works = [noun for noun in nouns if noun.lastgroup != "thing"]
    things = [noun for noun in nouns if noun.lastgroup == "thing"]
    if not things:
        return True if works else None
    if not works:
        return False
    work, thing = works[-1], things[-1]
    if thing.start() < work.start():
        return True
    between = subject[work.end() : thing.start()]
    agrees = verb["verb"].lower() not in _PLURAL_VERB or work[0].lower().endswith("s") or work["pronoun"] is not None
    return "," not in between and _PREPOSITION.search(between) is not None and agrees


def plainly(case: _Word) -> bool | None:
    """As in "Hall (1) was retracted": nothing else is said to be; "withdrawn" alone is said of too much."""
    return case.is_plain and not _LAST_THING.search(case.before)


def _is_done_to(case: _Word, what: re.Pattern[str]) -> bool:
    """Whether a word is a verb whose object stands behind it."""
    return _AUXILIARY.search(case.before) is None and what.match(case.behind) is not None


_LAST_THING = lazy(rf"\b{_THING}\s*$", re.IGNORECASE)
_RULES = (
    from_something,
    named_as_notice,
    in_brackets,
    of_a_work_behind,
    of_a_thing_behind,
    by_or_for,
    of_its_subject,
    plainly,
)
"""Asked in order; the last decides every case."""


def is_of_removed_work(match: re.Match[str]) -> bool:
    """Whether a word of removal ("retracted", "withdrawal") speaks of a work.

    >>> [gone.says(text) for text in ("The trial was withdrawn.", "The drug was withdrawn.", "Skin retraction was seen.")]
    [True, False, False]
    """
    text = match.string
    return first(_RULES, _Word(match[0].casefold(), text[: match.start()], text[match.end() :]))[1]


def is_of_doubted_work(match: re.Match[str]) -> bool:
    """The same of "expression of concern", which speaks of nothing else."""
    return "concern" in match[0].casefold() or is_of_removed_work(match)


def is_of_corrected_work(match: re.Match[str]) -> bool:
    """The same of corrections: "erratum" speaks of nothing else, "corrected for age" of figures."""
    text, word = match.string, match[0].casefold()
    if not word.startswith("correct"):
        return True
    before, behind = text[: match.start()], text[match.end() :]
    if _CORRECTED_FOR.match(behind):
        return False
    if _CORRECTION_BEFORE.search(before) or _CORRECTION_BEHIND.match(behind):
        return True
    verb = _AUXILIARY.search(before)
    return verb is not None and any(noun.lastgroup != "thing" for noun in _LAST_WORD.finditer(before[: verb.start()]))


gone = Telling(lazy(r"\bretract(?:ed|ions?|ing)\b|\bwithdrawn\b|\bwithdrawals?\b", re.IGNORECASE), is_of_removed_work)
"""That a work was retracted."""
doubted = Telling(lazy(rf"\bexpressions? of concern\b|{gone.words.pattern}", re.IGNORECASE), is_of_doubted_work)
"""That a work is doubted, or worse."""
corrected = Telling(
    lazy(r"\bcorrect(?:ed|ion)s?\b|\berrat(?:um|a)\b|\bcorrigend(?:um|a)\b", re.IGNORECASE), is_of_corrected_work
)
"""That a work was corrected."""
