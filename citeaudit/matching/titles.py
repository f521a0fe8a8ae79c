"""Titles compared: word by word; another number or another kind of notice is always another title."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy
from citeaudit.text.wordlists import word_list

_NOTED_BEFORE = lazy(
    r"""
    ^\W* (?:
        (?P<said> retracted | withdrawn | removed ) (?: \s+ (?:article|paper|chapter|publication) )? \s* [\]):.–—-]+ \s*
      | (?P<told> (?:temporary|permanent)\s+removal | notice\s+of\s+(?:retraction|withdrawal|removal) | expression\s+of\s+concern )
        \s* : \s*
    ) (?=.*\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What publishers put before the title of a work itself: "RETRACTED ARTICLE: …", "TEMPORARY REMOVAL: …"."""
_NOTED_BEHIND = lazy(
    r"""
    (?<=\w.) \s* [(\[] \s* (?:
        (?P<said> (?i:retracted|withdrawn|removed) ) \s+ (?i:article|paper|chapter|publication) \b [^()\[\]]*
      | (?P<told> RETRACTED | WITHDRAWN | REMOVED )
    ) \s* [)\]] \W* $
    """,
    re.VERBOSE,
)
"""The same behind it: "… (Retracted article. See vol. 12, pg. 3, 2019)", "… [RETRACTED]"."""
_CORRECTING = r"""
    (?: (?:author|publisher)\s+ )?
    (?: corrections? | errat(?:um|a) | corrigend(?:um|a) | addend(?:um|a)
      | retraction(?:\s+note)? | expression\s+of\s+concern )
"""
"""What a notice on a work calls itself."""
_CORRECTING_SURELY = r"errat(?:um|a) | corrigend(?:um|a) | addend(?:um|a)"
"""The same where it is said without a colon; "Correction of scoliosis" is a title."""
_ANSWERING = r"(?: (?:author['’]?s?['’]?|in)\s+ )? (?: re | reply | response | comment(?:ary)? | letter )"
"""What a letter on a work calls itself."""
_ANSWERING_SURELY = r"(?: in\s+ | author['’]?s?['’]?\s+ )? reply | comment(?:ary)?"
"""The same where it is said without a colon; "Response to therapy" is a title."""


def _kind(words: str, surely: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        ^ \W* (?: {words} ) (?: \s+ (?:to|for|on|of|regarding) )? \s* [:–—“"‘] \s*  # "Correction to: …", "Response to “…”"
        | ^ \W* (?: {surely} ) \s+ (?:to|for|on) \b \s*  # "Erratum to …"
        | \s* [:.–—(\[-] \s* (?: {words} ) \W* $  # "…: reply"
        """,
        re.IGNORECASE | re.VERBOSE,
    )


_KINDS = {
    "correction": _kind(_CORRECTING, _CORRECTING_SURELY),
    "answer": _kind(_ANSWERING, _ANSWERING_SURELY),
}
"""The kinds of works that have the title of another work in their own, and what they put before or behind it."""
_GREEK_LETTER = lazy("[α-ω]")
"""A letter that other lists spell out."""
_SCANNED_L = lazy(r"(?<=[a-z]{2})1(?=[a-z])")
"""A digit that character recognition took for a letter: "fami1y"."""
_SCANNED_O = lazy(r"(?<=[a-z])0(?=[a-z])")
"""The same: "r0ute"."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
"""Roman numbers; "v" is also versus and "x" also times, so these two stay letters."""
_SMALL = frozenset(word_list("small-words-in-titles.txt"))
"""Words that lists leave out, add and exchange."""
_SPELLINGS = {"ae": "e", "oe": "e", "our": "or", "is": "iz", "ys": "yz", "ph": "f", "ll": "l", "re": "er"}
"""British spellings, and older ones, with what stands for them elsewhere."""
_LOOK_ALIKE = str.maketrans("01i5", "olls")
"""What character recognition confuses."""
_PART = lazy(r"part|pt|volume|vol|chapter|section|supplement|version|edition|update[ds]?|appendix")
"""A word that begins what tells the parts of a series apart."""
_LONGEST = 1000
"""Characters; what is longer is no title, and is not worth the time."""
_LONG_ENOUGH = 20
"""Letters by which a work is known: "Metastatic breast cancer" is, "Cancer" is not."""
_CUT = 0.9
"""Likeness of a title to its beginning, with up to a tenth more for what is left of it."""
_LEFT = 0.1
"""What is added where all is left."""
_LONGEST_MARK = 8
"""Letters and digits behind a title that tell the parts of a series apart: "(ABC 4)"."""
_MOST_WORDS_OF_MARK = 3
"""Words of the same."""
_MOST_WORDS_OF_PART = 2
"""Words behind a title that make it another work even if letters and digits were confused: "part B"."""
_MOST_DIVIDED = 2
"""Words that one title may have more than another because words are divided differently."""
_FEWEST_CHANGED = 1
"""Words of any title that may be spelt differently."""
_WORDS_PER_CHANGE = 5
"""Words of a title for each more that may be spelt differently."""
_SUBTITLE = lazy(r"\s*[:?!;]\s+|\s+[–—-]\s+|\s*[–—]\s*")
"""What parts a title from its subtitle."""
_SHORTEST_PLURAL = 4
"""Letters of a word that may have lost its "s"; "gas" and "ga" are two words."""
_SHORTEST_MISSPELT = 6
"""Letters of a word in which one may be wrong; "rats" and "cats" are two words."""


class TitleNotice(NamedTuple):
    """What a publisher put into the title of a work that does not stand any longer, or is doubted, and the title itself.

    `kind` is "retraction", "withdrawal" or "expression_of_concern", `words` are those of the publisher, `where` is how they
    stand to the title: "begins with" or "ends in".
    """

    kind: str
    words: str
    where: str
    title: str


def noted_in(title: str) -> TitleNotice | None:
    """What a publisher put into a title on the standing of the work; None where there is nothing.

    >>> noted_in("Notice of Retraction: Sleep"), noted_in("Sleep of withdrawn rats")
    (TitleNotice(kind='retraction', words='Notice of Retraction', where='begins with', title='Sleep'), None)
    """
    for pattern, where in ((_NOTED_BEFORE, "begins with"), (_NOTED_BEHIND, "ends in")):
        if match := pattern.search(title):
            words = match["said"] or match["told"]
            lower = words.casefold()
            kind = (
                "retraction" if "retract" in lower else "expression_of_concern" if "concern" in lower else "withdrawal"
            )
            return TitleNotice(kind, words, where, title[: match.start()] + title[match.end() :])
    return None


class _Title(NamedTuple):
    kind: str  # "", "correction" or "answer"
    words: tuple[str, ...]  # folded, numbers as digits, without small words

    @property
    def compact(self) -> str:
        return "".join(self.words)


@lru_cache(maxsize=4096)
def _read(title: str) -> _Title:
    text, kind = " ".join(title[:_LONGEST].split()), ""
    if (noted := noted_in(text)) and noted.kind != "expression_of_concern":  # which may be a work of its own
        text = noted.title
    for name, pattern in _KINDS.items():
        shorter = pattern.sub("", text, count=1)
        if shorter != text and shorter:
            text, kind = shorter, name
    folded = _GREEK_LETTER.sub(_spelt_out, fold(text))
    words = _SCANNED_O.sub("o", _SCANNED_L.sub("l", folded)).split()
    kept = [word for word in words if word not in _SMALL] or words
    return _Title(kind, tuple(str(_ROMAN.get(word, word)) for word in kept))


def _spelt_out(letter: re.Match[str]) -> str:
    """A Greek letter as a word of its own, as titles without Greek letters have it."""
    name = unicodedata.name(letter.group()).rpartition(" ")[2].lower()
    return f" {name.replace('lamda', 'lambda')} "  # Unicode's own spelling


def title_kind(title: str) -> str:
    """What a title says it is: "correction" of a work, "answer" to one, or "" for a work of its own."""
    return _read(title).kind


def same_title(a: str, b: str) -> bool | None:
    """Whether two titles name the same work.

    These make no difference: case, accents, punctuation, markup lost, British and American spelling, small words, one
    wrong letter in a long word, a subtitle or the end missing on one side. These always do: another number (SOLAR-1 against
    SOLAR-2, ABC 3 against ABC 4), another word, "Correction: …" or "Reply to …" against the original.

    Returns:
        None where one of the two is empty.

    >>> same_title("Tumour exosome integrins", "Tumor exosome integrins.")
    True
    >>> same_title("Final overall survival results from SOLAR-1", "Final overall survival results from SOLAR-2")
    False

    """
    left, right = _read(a), _read(b)
    if not left.words or not right.words:
        return None
    if left.kind != right.kind:
        return False
    if left.compact == right.compact:
        return True
    short, long = sorted((left.words, right.words), key=len)
    return _same_words(short, long) or _is_beginning(short, long)


def title_likeness(a: str, b: str) -> float:
    """How alike two titles are, 0–1, higher is more alike; the end of one may be missing.

    Damaged characters lower it a little, and so does a part that is missing. Other numbers or another kind of notice
    make it 0, an empty title too.
    """
    left, right = _read(a), _read(b)
    if not left.words or not right.words or left.kind != right.kind:
        return 0.0
    short, long = sorted((left.compact, right.compact), key=len)
    if short == long:
        return 1.0
    few, many = sorted((left.words, right.words), key=len)
    if many[: len(few)] == few and not _is_next_part(many[len(few) :]):
        return _CUT + _LEFT * len(short) / len(long)
    from rapidfuzz import fuzz  # 25–50 ms, and most titles are equal

    whole = fuzz.ratio(short, long) / 100 if _digits(short) == _digits(long) else 0.0
    beginning, rest = long[: len(short)], long[len(short) :]
    is_next_part = rest[:1].isdigit() or (len(rest) <= _LONGEST_MARK and bool(_digits(rest)))  # "2", "(ABC 4)"
    if not _is_long_enough(short) or _digits(beginning) != _digits(short) or is_next_part:
        return whole
    return max(whole, fuzz.ratio(short, beginning) / 100 * (_CUT + _LEFT * len(short) / len(long)))


def loose_likeness(a: str, b: str) -> float:
    """How alike two titles look, 0–1, when letters and digits may have been confused and one may be cut off.

    Numbers count no more than letters, so it proves nothing by itself; it is for works whose place in the literature
    agrees already. Another kind of notice makes it 0.
    """
    left, right = _read(a), _read(b)
    if not left.words or not right.words or left.kind != right.kind:
        return 0.0
    few, many = sorted((left.words, right.words), key=len)
    rest = many[len(few) :]
    if rest and len(rest) <= _MOST_WORDS_OF_PART and _is_next_part(rest) and rest[-1] not in few:
        return 0.0
    from rapidfuzz import fuzz

    short, long = sorted((left.compact.translate(_LOOK_ALIKE), right.compact.translate(_LOOK_ALIKE)), key=len)
    return max(fuzz.ratio(short, long), fuzz.ratio(short, long[: len(short)])) / 100


def stands_loosely_in(title: str, raw: str) -> float:
    """How much of a title stands somewhere in a string, letter by letter, 0–1; 0 for short titles."""
    sought, text = (fold(words).replace(" ", "").translate(_LOOK_ALIKE) for words in (title, raw))
    if not _is_long_enough(sought) or len(text) > _LONGEST:
        return 0.0
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(sought, text) / 100 if len(text) >= len(sought) else 0.0


def _same_words(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words are the same but for spelling, wherever the text was divided into words."""
    if len(long) - len(short) > _MOST_DIVIDED or _digits("".join(short)) != _digits("".join(long)):
        return False
    from difflib import SequenceMatcher

    changed = 0
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, short, long, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        if not _same_spelling(short[i1:i2], long[j1:j2]):
            return False
        changed += 1
    return changed <= _FEWEST_CHANGED + len(long) // _WORDS_PER_CHANGE


def _same_spelling(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) == len(long):
        return all(map(_is_variant, short, long))
    return _is_variant("".join(short), "".join(long))  # "nab paclitaxel", "nabpaclitaxel"


def _is_variant(word: str, other: str) -> bool:
    """Whether a word is another spelt differently, without its "s", or with a letter wrong that is not the first."""
    if _spelling(word) == _spelling(other):
        return True
    shortest = min(len(word), len(other))
    if shortest < _SHORTEST_PLURAL or word[0] != other[0] or _digits(word + other):
        return False
    stem = word.rstrip("s")
    if {word, other} == {stem, f"{stem}s"}:
        return True
    from rapidfuzz.distance import OSA

    return shortest >= _SHORTEST_MISSPELT and OSA.distance(word, other) <= 1


def _spelling(word: str) -> str:
    for british, american in _SPELLINGS.items():
        word = word.replace(british, american)
    return word


def _is_beginning(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` is `long` without its subtitle or its end, and `long` is not the next part of a series."""
    rest = long[len(short) :]
    if not rest or not _is_long_enough("".join(short)):
        return False
    last = len(short) - 1  # the word that may have been cut in two
    cut = long[:last] == short[:last] and long[last].startswith(short[last])
    if not cut and not _same_words(short, long[: len(short)]):
        return False
    return not _is_next_part(rest)


def is_subtitled(a: str, b: str) -> bool:
    """Whether one title is the other with a subtitle behind a colon or a dash; the number of a part is none.

    >>> is_subtitled("Sleep", "Sleep: trade in dreams, 1850-1900"), is_subtitled("Sleep", "Sleep: part 2")
    (True, False)
    """
    short, long = sorted((a, b), key=len)
    title = fold(short)
    for match in _SUBTITLE.finditer(long[:_LONGEST]):
        rest = tuple(word for word in fold(long[match.end() :]).split() if word not in _SMALL)
        if title and fold(long[: match.start()]) == title:
            numbered = len(rest) <= _MOST_WORDS_OF_PART and bool(_digits("".join(rest)))
            return bool(rest) and not numbered and not _begins_part(rest[0]) and title_kind(a) == title_kind(b)
    return False


def _is_next_part(rest: tuple[str, ...]) -> bool:
    """Whether what follows a title makes it another work: "II", "part B", "(ABC 4)", "B" after "hepatitis"."""
    short_number = len(rest) <= _MOST_WORDS_OF_MARK and bool(_digits("".join(rest)))
    return _begins_part(rest[0]) or short_number


def _begins_part(word: str) -> bool:
    """Whether a word behind a title is a number, a letter, or the word "part"."""
    return word[0].isdigit() or len(word) == 1 or bool(_PART.fullmatch(word))


def _is_long_enough(compact: str) -> bool:
    """Whether so much of a title is enough to know the work by: "Metastatic breast cancer" is, "Cancer" is not."""
    return len(compact) >= _LONG_ENOUGH


def _digits(compact: str) -> str:
    return "".join(character for character in compact if character.isdigit())
