"""What the engine does not weigh, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from citeaudit.claims import notes, silences
from citeaudit.claims.lexicon import Lexicon, model
from citeaudit.claims.silences import LEAST_KNOWN, Text
from citeaudit.model import BlockKind, Citation, Claim, Silence
from citeaudit.rules.running import coverage
from tests.claims.made import AT, listed, reference
from tests.manuscripts import audit_text
from tests.sleep_manuscript import REFERENCES, manuscript

ENGLISH = "Naps have improved the memory of children who were taught in the morning, and this was seen in two trials."
PORTUGUESE = "O sono melhora a memória das crianças, e os que dormem depois da aula se lembram mais do que os outros."
CITATION = Citation(id="c1", marker="[1]", location=AT, section="", sentence=ENGLISH, claim=ENGLISH)
LIST = listed([reference("Naps and the memory of children")])


def test_a_text_in_another_language() -> None:
    there = replace(CITATION, paragraph=1)
    assert silences.silences((CITATION, there), LIST, (ENGLISH, PORTUGUESE), None) == [None, Silence.LANGUAGE]
    short = replace(CITATION, paragraph=2)
    assert silences.silences((there, short), LIST, ("", PORTUGUESE, "Mais sono [1]."), None) == [Silence.LANGUAGE] * 2
    assert silences.silences((CITATION, short), LIST, (ENGLISH, "", "Mais sono [1]."), None) == [None, None]
    assert silences.silences((replace(CITATION, paragraph=9),), LIST, (ENGLISH,), None) == [None]


def test_a_table() -> None:
    assert silences.silences((replace(CITATION, block=BlockKind.TABLE),), LIST, (ENGLISH,), None) == [Silence.TABLE]


@pytest.mark.parametrize(("unknown", "silence"), [(17, None), (18, Silence.SUBJECT)])
def test_a_field_whose_words_are_not_known(unknown: int, silence: Silence | None) -> None:
    lexicon = model()[0]
    known = [word for word in lexicon.index if word.isalpha() and len(word) > 4][: 100 - unknown]
    strange = [f"qzx{chr(97 + place // 26)}{chr(97 + place % 26)}k" for place in range(unknown)]
    text = Text(
        (replace(CITATION, sentence=" ".join(strange)),),
        listed([reference(" ".join(known))]),
        ("",),
        replace_stems(lexicon, known),
    )
    assert text.known == pytest.approx(1 - unknown / 100)
    assert (text.known < LEAST_KNOWN) is (silence is Silence.SUBJECT)
    found = silences.silences(text.citations, text.references, ("",), text.lexicon)
    assert found == [silence]


def replace_stems(lexicon: Lexicon, known: Sequence[str]) -> Lexicon:
    """The lexicon with the stems of some words, which stand in it as stems, known for sure."""
    from citeaudit.claims.words import distinct

    return replace(lexicon, index={**lexicon.index, **dict.fromkeys(distinct(" ".join(known)), 0)})


def test_few_words_tell_nothing_of_a_field() -> None:
    strange = replace(CITATION, sentence="qzxa qzxb qzxc")
    assert silences.silences((strange,), LIST, ("",), model()[0]) == [None]


def test_every_silence_of_a_text_is_told_and_counted() -> None:
    claims = [Claim(citation="c", reference=1, mismatch=None, silence=silence) for silence in (*Silence, Silence.TABLE)]
    told = notes([*claims, Claim(citation="c", reference=1, mismatch=0.1)])
    assert [note.partition(":")[0] for note in told] == [
        "1 of 7 links were not weighed",
        "1 of 7 links were not weighed",
        "2 of 7 links were not weighed",
        "1 of 7 links were not weighed",
    ]
    assert notes([]) == []


def test_nothing_is_said_of_a_text_in_another_language() -> None:
    audit = audit_text(
        "# Sono\n\nO sono melhora a memória das crianças [2]. Os que dormem depois da aula se lembram mais do que os outros [1].\n\n"
        "## References\n\n1. Hall A. Sono e memória em crianças. J Sleep 2015;3:1-9.\n2. Moss D. Melatonin. J Sleep 2019;7:21-30.\n"
    )
    assert [claim.silence for claim in audit.claims] == [Silence.LANGUAGE] * 2
    assert coverage(audit).abstained == 2
    assert any("not weighed" in note and "not English" in note for note in audit.manuscript.notes)


def test_a_title_in_another_language_is_not_weighed() -> None:
    entries = list(REFERENCES)
    entries[2] = (
        "Moss D. O sono e a memória das crianças que dormem depois da aula, e os outros. Child Dev 2019;7:21-30."
    )
    audit = audit_text(manuscript(entries))
    assert {claim.reference for claim in audit.claims if claim.silence is Silence.LANGUAGE} == {3}


def test_a_sentence_that_tells_nothing_is_silent_and_not_told_of() -> None:
    audit = audit_text(
        "# Sleep\n\nEverybody sleeps at times (1).\n\n## References\n\n1. Hall A. Naps. J Sleep 2015;3:1-9.\n"
    )
    assert [claim.silence for claim in audit.claims] == [Silence.SENTENCE]
    assert not any("not weighed" in note for note in audit.manuscript.notes)


def test_a_text_of_which_nothing_is_weighed() -> None:
    rows = "\n".join(f"| Hall [{number}] | 12 |" for number in range(1, 11))
    entries = "\n".join(f"{number}. {entry}" for number, entry in enumerate(REFERENCES, 1))
    audit = audit_text(f"# Sleep\n\n| Study | n |\n|---|---|\n{rows}\n\n## References\n\n{entries}\n")
    assert [claim.silence for claim in audit.claims] == [Silence.TABLE] * 10
