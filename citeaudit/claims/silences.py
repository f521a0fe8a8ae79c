"""Citations that the engine does not weigh, since what it has learnt says nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from citeaudit.claims.lexicon import Lexicon
from citeaudit.claims.words import distinct
from citeaudit.model import BlockKind, Citation, Reference, Silence
from citeaudit.ruling import first_or
from citeaudit.text.language import english

LEAST_KNOWN = 0.83
"""The part of the words of sentences and titles that the lexicon must know.

Of 378 articles of the field that it was made from none has less than .84; articles on steel have .82, texts on logic, computer
algebra and business ethics .78 to .80 (decision 0004).
"""

_FEWEST_WORDS = 100
"""Words from which the part that is known says something: in a text of three sentences one name moves it."""


@dataclass(frozen=True)
class Text:
    """What is looked at before a manuscript is weighed: its citations, its list, its paragraphs, and the lexicon."""

    citations: Sequence[Citation]
    references: Sequence[Reference]
    paragraphs: Sequence[str]
    lexicon: Lexicon | None

    @cached_property
    def english(self) -> bool | None:
        """Whether the paragraphs that cite are English, all together; None where they do not tell."""
        return english("\n".join(self.paragraph(at) for at in sorted({c.paragraph for c in self.citations})))

    @cached_property
    def known(self) -> float:
        """The part (0–1) of the words of citing sentences and titles that the lexicon knows; 1 where there are few words."""
        if self.lexicon is None:
            return 1.0
        sentences = dict.fromkeys(citation.sentence for citation in self.citations)
        titles = (reference.record.title for reference in self.references)
        words = [word for text in (*sentences, *titles) for word in distinct(text) if word.isalpha()]
        if len(words) < _FEWEST_WORDS:
            return 1.0
        return sum(word in self.lexicon.index for word in words) / len(words)

    def paragraph(self, at: int) -> str:
        """The paragraph at a place (0-based); "" outside of the text."""
        return self.paragraphs[at] if 0 <= at < len(self.paragraphs) else ""


@dataclass(frozen=True)
class Place:
    """A citation in its text."""

    citation: Citation
    text: Text


def in_another_language(place: Place) -> Silence | None:
    """The engine knows English words alone: the text, or this paragraph of it, is in another language.

    "O sono melhora a memória das crianças [3]."
    """
    here = english(place.text.paragraph(place.citation.paragraph))
    foreign = here is False or (here is None and place.text.english is False)
    return Silence.LANGUAGE if foreign else None


def in_a_table(place: Place) -> Silence | None:
    """A cell is not a sentence: nothing says which of its words the citation is for.

    "| Hall [3] | 120 nurses | actigraphy |"
    """
    return Silence.TABLE if place.citation.block is BlockKind.TABLE else None


def in_another_field(place: Place) -> Silence | None:
    """Words that the engine does not know it cannot compare: the text is not of the fields that it has learnt.

    A book on homotopy type theory.
    """
    return Silence.SUBJECT if place.text.known < LEAST_KNOWN else None


REASONS: tuple[Callable[[Place], Silence | None], ...] = (in_another_language, in_a_table, in_another_field)
"""What concerns the whole text comes first, but a table is one in any field."""


def silences(
    citations: Sequence[Citation], references: Sequence[Reference], paragraphs: Sequence[str], lexicon: Lexicon | None
) -> list[Silence | None]:
    """Why each citation is not weighed; None where it is.

    Args:
        citations: All citations.
        references: The list.
        paragraphs: The text; `Citation.paragraph` counts in it.
        lexicon: What is known of words; None where only names are compared, which need none.

    """
    text = Text(citations, references, paragraphs, lexicon)
    return [first_or(REASONS, Place(citation, text), None)[1] for citation in citations]
