"""A manuscript as the engine sees it: every word a number, every citation and every title a bag of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from citeaudit.claims.abbreviations import acronyms, initials_in, introduced
from citeaudit.claims.bags import NOTHING, Bags, Floats, Ids, grid
from citeaudit.claims.lexicon import Lexicon
from citeaudit.claims.words import distinct, plain, stems, words
from citeaudit.claims.years import years_named
from citeaudit.model import Citation, Reference
from citeaudit.text.patterns import lazy

_WORDS_PER_SENTENCE = 15
"""Words, function words aside, of a sentence: a text is taken to have its words over this many."""

_LEAST_TEXT_RARITY = 0.3
"""Nats that every word is worth in a sentence, even where most sentences of the text have it."""

_UNSEEN = 0.5
"""Added to counts of words, so that one that was never seen is rare and not infinitely so."""

_OTHER_AUTHOR = 0.5
"""What the name of another than the first author counts: sentences name the first."""

_RECENT = "recent"
"""What sentences call a work of the last years; "recently" has it, too."""

_CAPITALIZED = lazy(r"[A-Z][\w’'-]+")
"""A word that may be an author's name."""

_FEWEST_WORDS = 4
"""Different words of a title that tell the subject by themselves."""

_ADDRESS = lazy(r"(?:https?://|doi:|www\.)\S+", re.IGNORECASE)
"""Addresses tell no subject."""


def entry_text(reference: Reference) -> str:
    """What tells the subject of a reference: its title; where that says little, as of a book, the entry without authors."""
    record = reference.record
    if record.volume and len(distinct(record.title)) >= _FEWEST_WORDS:
        return record.title
    names = {word for author in record.author for word in f"{author.full_family} {author.given}".split()}
    words_left = [word for word in _ADDRESS.sub(" ", reference.raw).split() if word.strip(".,;:()&") not in names]
    return " ".join(words_left)


class Document:
    """Citations, references and text of a manuscript as arrays.

    Args:
        citations: All citations, in reading order.
        references: The list.
        paragraphs: The text that may hold citations, one string a paragraph.
        lexicon: What is known of words.

    Attributes:
        claim, sentence, around, titles, containers: bags of each citation or reference.
        paragraph, heading: bags of each distinct paragraph and heading; `paragraph_of`, `heading_of` tell each citation's.
        linked: citations × references, whether a link stands there.
        same_sentence: citations × citations.
        list_rarity, text_rarity, rarity: nats for each word id, by this list, by this text, by the lexicon.
        listed, in_text: how many titles have each word, how often it stands in the text.
        rows: the row of the lexicon of each word id.
        families: for the last word of each author's family name the references (0-based) that have it, first authors 1.0,
            others 0.5.

    """

    def __init__(
        self,
        citations: Sequence[Citation],
        references: Sequence[Reference],
        paragraphs: Sequence[str],
        lexicon: Lexicon,
    ) -> None:
        self.citations, self.references, self.lexicon = citations, references, lexicon
        self._ids: dict[str, int] = {"": NOTHING}
        introductions = introduced(paragraphs)
        long_forms = {stems(short)[-1]: distinct(long) for short, long in introductions.items() if stems(short)}

        def with_long_forms(text: str) -> tuple[str, ...]:
            found = distinct(text)
            return tuple(dict.fromkeys([*found, *(word for short in found for word in long_forms.get(short, ()))]))

        def with_initials(bag: tuple[str, ...], title: str) -> tuple[str, ...]:
            return tuple(
                dict.fromkeys([*bag, *(stems(short)[-1] for short in initials_in(title, shorts) if stems(short))])
            )

        shorts = set().union(*(acronyms(c.sentence) for c in citations)) - introductions.keys()
        titles = [with_initials(with_long_forms(entry_text(r)), r.record.title) for r in references]
        self.titles = self._bags(titles)
        self.containers = self._bags([distinct(r.record.container_title) for r in references])
        self.claim = self._bags([with_long_forms(c.claim) for c in citations])
        self.sentence = self._bags([with_long_forms(c.sentence) for c in citations])
        self.around = self._bags([distinct(f"{c.before} {c.sentence} {c.after}") for c in citations])
        counted = Counter(word for paragraph in paragraphs for word in words(paragraph))
        at = sorted({c.paragraph for c in citations})
        self.paragraph = self._bags([distinct(paragraphs[i]) if 0 <= i < len(paragraphs) else () for i in at])
        self.paragraph_of: Ids = np.searchsorted(np.array(at or [0]), [c.paragraph for c in citations])
        headings = sorted({c.section for c in citations})
        self.heading = self._bags([distinct(h) for h in headings])
        self.heading_of: Ids = np.array([headings.index(c.section) for c in citations], np.int64)
        self.linked = np.zeros((len(citations), len(references)), bool)
        for row, citation in enumerate(citations):
            for link in citation.links:
                if link.reference is not None:
                    self.linked[row, link.reference - 1] = True
        places: dict[tuple[int, str], int] = {}
        which = np.array([places.setdefault((c.paragraph, c.sentence), len(places)) for c in citations], np.int64)
        self.same_sentence = which[:, None] == which[None, :]
        self._weigh_words(titles, counted)
        self.families = self._families()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the document by id; the first is "", no word."""
        return tuple(self._ids)

    def _bags(self, bags: Sequence[Sequence[str]]) -> Bags:
        return Bags.of([[self._ids.setdefault(word, len(self._ids)) for word in bag] for bag in bags])

    def _weigh_words(self, titles: Sequence[Sequence[str]], counted: Counter[str]) -> None:
        known, lexicon = self._ids, self.lexicon
        self.rows: Ids = np.fromiter((lexicon.index.get(w, lexicon.unknown) for w in known), np.int64, len(known))
        in_titles = Counter(word for title in titles for word in title)
        listed = np.fromiter((in_titles[w] for w in known), np.float64, len(known))
        in_text = np.fromiter((counted[w] for w in known), np.float64, len(known))
        sentences = sum(counted.values()) / _WORDS_PER_SENTENCE
        rarity = lexicon.rarity[self.rows]
        self.rarity: Floats = rarity
        self.list_rarity: Floats = grid(np.log((len(titles) + 1) / (listed + _UNSEEN)), 6).astype(np.float32)
        self.text_rarity: Floats = grid(
            np.maximum(_LEAST_TEXT_RARITY, np.log((sentences + 1) / (in_text + _UNSEEN))), 6
        ).astype(np.float32)
        self.listed, self.in_text = listed, in_text
        for values in (self.rarity, self.list_rarity, self.text_rarity):
            values[NOTHING] = 0.0

    def _families(self) -> dict[str, dict[int, float]]:
        by_name: dict[str, dict[int, float]] = {}
        for index, reference in enumerate(self.references):
            for place, author in enumerate(reference.record.author):
                if name := distinct(author.full_family):
                    having = by_name.setdefault(name[-1], {})
                    having[index] = max(having.get(index, 0.0), _OTHER_AUTHOR if place else 1.0)
        return by_name

    def named(self) -> Floats:
        """Citations × references: how telling a capitalized word of the sentence is that is an author's name, in nats."""
        count = len(self.references)
        found = np.zeros((len(self.citations), count), np.float32)
        for row, citation in enumerate(self.citations):
            capitalized = {
                stem for match in _CAPITALIZED.finditer(plain(citation.sentence)) for stem in stems(match[0])
            }
            for family in capitalized & self.families.keys():
                having = self.families[family]
                for index, share in having.items():
                    found[row, index] = max(found[row, index], share * np.log((count + 1) / len(having)))
        return grid(found).astype(np.float32)

    def dated(self) -> Floats:
        """Citations × references: how telling a year of the sentence is that is the reference's, in nats."""
        count = len(self.references)
        by_year: dict[int, list[int]] = {}
        for index, reference in enumerate(self.references):
            if reference.record.year is not None:
                by_year.setdefault(reference.record.year, []).append(index)
        found = np.zeros((len(self.citations), count), np.float32)
        for row, citation in enumerate(self.citations):
            for year in years_named(citation.sentence) & by_year.keys():
                found[row, by_year[year]] = np.log((count + 1) / len(by_year[year]))
        return grid(found).astype(np.float32)

    def recent(self) -> Floats:
        """For each citation 1 where its sentence calls something recent."""
        return np.array([_RECENT in citation.sentence for citation in self.citations], np.float32)

    def years(self) -> Floats:
        """The year of each reference as its distance from the list's median, in years; 0 where none is printed."""
        printed = [r.record.year for r in self.references if r.record.year is not None]
        middle = float(np.median(printed)) if printed else 0.0
        return np.array([(r.record.year - middle) if r.record.year else 0.0 for r in self.references], np.float32)
