"""Titles compared: word by word, with numbers and the kind of notice never let pass."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from citeaudit.text.folding import fold

_RETRACTED = re.compile(r"^\W*(?:retracted(?:\s+article)?|withdrawn|removed)\s*[:.–—-]+\s*", re.IGNORECASE)
_CORRECTING = (
    r"(?:(?:author|publisher)\s+)?(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)"
    r"|retraction(?:\s+note)?|expression\s+of\s+concern)"
)
_ANSWERING = r"(?:(?:author['’]?s?['’]?|in)\s+)?(?:re|reply|response|comment(?:ary)?|letter)"
_KINDS = {
    kind: re.compile(
        rf"^\W*(?:{words})(?:\s+(?:to|for|on|of|regarding))?\s*[:–—“\"‘]\s*"  # "Correction to: …", "Response to “…”"
        rf"|^\W*(?:{certain})\s+(?:to|for|on)\b\s*"  # "Erratum to …" needs no colon; "Response to therapy" is a title
        rf"|\s*[:.–—(\[-]\s*(?:{words})\W*$",  # "…: reply"
        re.IGNORECASE,
    )
    for kind, words, certain in (
        ("correction", _CORRECTING, r"errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)"),
        ("answer", _ANSWERING, r"(?:in\s+|author['’]?s?['’]?\s+)?reply|comment(?:ary)?"),
    )
}
_GREEK_LETTER = re.compile("[α-ω]")
_SCANNED = (
    (re.compile(r"(?<=[a-z]{2})1(?=[a-z])"), "l"),  # "fami1y"
    (re.compile(r"(?<=[a-z])0(?=[a-z])"), "o"),  # "r0ute"
)
# "v" is also versus and "x" also times, so these two stay letters.
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
_SMALL = frozenset({
    "a", "an", "the", "and", "of", "in", "on", "for", "to", "with", "by", "from", "at", "as", "or", "und", "der",
    "die", "das", "et", "de", "la", "le", "des",
})  # fmt: skip
_SPELLINGS = tuple(pair.split() for pair in ("ae e", "oe e", "our or", "is iz", "ys yz", "ph f", "ll l", "re er"))
_LOOK_ALIKE = str.maketrans("01i5", "olls")  # what character recognition confuses
_LONGEST = 1000  # characters; what is longer is no title, and is not worth the time
_PART = re.compile(r"part|pt|volume|vol|chapter|section|supplement|version|edition|update[ds]?|appendix")


class _Title(NamedTuple):
    kind: str  # "", "correction" or "answer"
    words: tuple[str, ...]  # folded, numbers as digits, without small words

    @property
    def compact(self) -> str:
        return "".join(self.words)


@lru_cache(maxsize=4096)
def _read(title: str) -> _Title:
    text, kind = _RETRACTED.sub("", " ".join(title[:_LONGEST].split())), ""
    for name, pattern in _KINDS.items():
        shorter = pattern.sub("", text, count=1)
        if shorter != text and shorter:
            text, kind = shorter, name
    folded = _GREEK_LETTER.sub(_spelt_out, fold(text))
    for digit, letter in _SCANNED:
        folded = digit.sub(letter, folded)
    words = folded.split()
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

    Let pass: case, accents, punctuation, markup lost, British and American spelling, small words, one wrong letter
    in a long word, a subtitle or the end missing on one side. Never let pass: another number (SOLAR-1 against
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
        return 0.9 + 0.1 * len(short) / len(long)
    from rapidfuzz import fuzz  # 25–50 ms, and most titles are equal

    whole = fuzz.ratio(short, long) / 100 if _digits(short) == _digits(long) else 0.0
    beginning, rest = long[: len(short)], long[len(short) :]
    is_next_part = rest[:1].isdigit() or (len(rest) <= 8 and bool(_digits(rest)))  # "2", "(ABC 4)"
    if not _is_long_enough(short) or _digits(beginning) != _digits(short) or is_next_part:
        return whole
    return max(whole, fuzz.ratio(short, beginning) / 100 * (0.9 + 0.1 * len(short) / len(long)))


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
    if rest and len(rest) <= 2 and _is_next_part(rest) and rest[-1] not in few:
        return 0.0
    from rapidfuzz import fuzz

    short, long = sorted((left.compact.translate(_LOOK_ALIKE), right.compact.translate(_LOOK_ALIKE)), key=len)
    return max(fuzz.ratio(short, long), fuzz.ratio(short, long[: len(short)])) / 100


def stands_loosely_in(title: str, raw: str) -> float:
    """How much of a title stands somewhere in a string, letter by letter, 0–1; 0 for short titles."""
    sought, text = (
        fold(title).replace(" ", "").translate(_LOOK_ALIKE),
        fold(raw).replace(" ", "").translate(_LOOK_ALIKE),
    )
    if not _is_long_enough(sought) or len(text) > _LONGEST:
        return 0.0
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(sought, text) / 100 if len(text) >= len(sought) else 0.0


def _same_words(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words are the same but for spelling, wherever the text was divided into words."""
    if len(long) - len(short) > 2 or _digits("".join(short)) != _digits("".join(long)):
        return False
    from difflib import SequenceMatcher

    changed = 0
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, short, long, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        if operation != "replace" or not _same_spelling(short[i1:i2], long[j1:j2]):
            return False
        changed += 1
    return changed <= 1 + len(long) // 5


def _same_spelling(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) == len(long):
        return all(_is_variant(one, other) for one, other in zip(short, long, strict=True))
    return _is_variant("".join(short), "".join(long))  # "nab paclitaxel", "nabpaclitaxel"


def _is_variant(one: str, other: str) -> bool:
    if one == other or _spelling(one) == _spelling(other):
        return True
    if min(len(one), len(other)) < 4 or one[0] != other[0] or any(character.isdigit() for character in one + other):
        return False
    if {one, other} == {one.rstrip("s"), one.rstrip("s") + "s"}:
        return True
    from rapidfuzz.distance import OSA

    return min(len(one), len(other)) >= 6 and OSA.distance(one, other, score_cutoff=1) <= 1


def _spelling(word: str) -> str:
    for british, american in _SPELLINGS:
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


def _is_next_part(rest: tuple[str, ...]) -> bool:
    """Whether what follows a title makes it another work: "II", "part B", "(ABC 4)", "B" after "hepatitis"."""
    short_number = len(rest) <= 3 and bool(_digits("".join(rest)))
    return rest[0][0].isdigit() or len(rest[0]) == 1 or bool(_PART.fullmatch(rest[0])) or short_number


def _is_long_enough(compact: str) -> bool:
    """Whether so much of a title is enough to know the work by: "Metastatic breast cancer" is, "Cancer" is not."""
    return len(compact) >= 20


def _digits(compact: str) -> str:
    return "".join(character for character in compact if character.isdigit())
