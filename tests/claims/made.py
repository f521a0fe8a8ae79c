"""Small made-up manuscripts as values, without a reader: what the claim engine says of them changes only with the engine.

A paragraph is written with its markers: "Naps improved memory [3]. Light helped [5, 6]". Numbers are places in the list; "@" before
a number makes a label by name ("[@3]").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citeaudit.model import Citation, Link, Location, Name, Record, Reference

AT = Location(path="made.md")
_SENTENCE = re.compile(r".+?(?<!\bal)\.(?:\s|$)")
_MARKER = re.compile(r"\s*\[(?P<numbers>@?\d+(?:, ?\d+)*)\]")
_NAMED = re.compile(r"([A-Z]\w+) et al\.?")


@dataclass(frozen=True, slots=True)
class Manuscript:
    citations: tuple[Citation, ...]
    references: tuple[Reference, ...]
    paragraphs: tuple[str, ...]


def reference(
    title: str, *, authors: str = "Hall A", container: str = "J Sleep", year: int | None = 2015, volume: str = "3"
) -> Reference:
    """A reference without a place; authors as in "Hall A, Berg C"."""
    names = tuple(
        Name(family=name.rpartition(" ")[0], given=name.rpartition(" ")[2]) for name in authors.split(", ") if name
    )
    record = Record(title=title, author=names, container_title=container, year=year, volume=volume)
    raw = f"{authors}. {title}. {container} {year or ''};{volume}:1-9."
    return Reference(index=0, label="", raw=raw, record=record, location=AT, confidence=1.0)


def listed(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """References with their places in the list."""
    return tuple(replace(r, index=place, label=str(place)) for place, r in enumerate(references, 1))


def citations(paragraphs: Sequence[tuple[str, str]], references: int) -> tuple[Citation, ...]:
    """The citations of paragraphs, each with the heading above it."""
    found: list[Citation] = []
    for at, (section, paragraph) in enumerate(paragraphs):
        sentences = [match[0].strip() for match in _SENTENCE.finditer(paragraph)]
        for place, sentence in enumerate(sentences):
            start = 0
            for match in _MARKER.finditer(sentence):
                labels = match["numbers"].split(",")
                numbers = [int(label.strip(" @")) for label in labels]
                found.append(
                    Citation(
                        id=f"c{len(found) + 1}",
                        marker=match[0].strip(),
                        location=AT,
                        section=section,
                        sentence=sentence,
                        claim=sentence[start : match.start()].strip(" ,"),
                        before=sentences[place - 1] if place else "",
                        after=sentences[place + 1] if place + 1 < len(sentences) else "",
                        paragraph=at,
                        narrative_authors=tuple(_NAMED.findall(sentence[start : match.start()])),
                        links=tuple(
                            Link(
                                label=label.strip().replace("@", "Hall "),
                                reference=number if number <= references else None,
                            )
                            for label, number in zip(labels, numbers, strict=True)
                        ),
                    )
                )
                start = match.end()
    return tuple(found)


def manuscript(paragraphs: Sequence[tuple[str, str]], references: Sequence[Reference]) -> Manuscript:
    return Manuscript(citations(paragraphs, len(references)), listed(references), tuple(text for _, text in paragraphs))


SLEEP_LIST = (
    reference("Zopidrem and sleep latency in older adults with insomnia", authors="Hall A, Quist H"),
    reference(
        "Continuous positive airway pressure and blood pressure in obstructive sleep apnoea",
        authors="Berg C",
        year=2016,
    ),
    reference(
        "Naps and memory consolidation in preschool children", authors="Moss D", container="Child Dev", year=2019
    ),
    reference("Night shift work and breast cancer in nurses", authors="Lind E", container="Occup Med", year=2018),
    reference("Bright light therapy for winter depression", authors="Ekman F", container="J Affect Dis", year=2017),
    reference("Evening caffeine and melatonin in students", authors="Olsen G", container="Nutrition", year=2014),
    reference(
        "Iron deficiency and restless legs syndrome in pregnancy", authors="Quist H", container="Obstetrics", year=2013
    ),
    reference(
        "Clonazepam for REM sleep behaviour disorder with violent dreams",
        authors="Roth J",
        container="Neurology",
        year=2020,
    ),
    reference(
        "Narcolepsy in adolescents after influenza vaccination", authors="Sand K", container="Vaccine", year=2012
    ),
    reference("Cognitive behavioural therapy or hypnotics for chronic insomnia", authors="Toft L", year=2011),
    reference("Lunestazole and recall in older adults: the REMWAVE-2 trial", authors="Vik M, Hall A", year=2021),
    reference("Sleep", authors="Young B", container="", year=None, volume=""),
)
SLEEP_TEXT = (
    ("Insomnia", "Zopidrem shortened sleep latency in older adults with insomnia [1]. Cognitive behavioural therapy (CBT) outlasted hypnotics in chronic insomnia [10]. Sleep is a state of rest [12]."),
    ("Breathing", "Continuous positive airway pressure lowered blood pressure in obstructive sleep apnoea [2]. Naps improved memory consolidation in preschool children [3], and recall in older adults was better on lunestazole in REMWAVE-2 [11]."),
    ("Work and light", "Night shift work raised the risk of breast cancer in nurses [4]. Bright light therapy relieved winter depression [5]. In recent years evening caffeine suppressed melatonin in students [6]. In 2013 Quist et al. found that iron deficiency worsened restless legs syndrome in pregnancy [7]."),
    ("Other disorders", "Clonazepam reduced violent dreams in REM sleep behaviour disorder [8]. Narcolepsy followed influenza vaccination in adolescents [9]. Everybody sleeps at times [1, 3, 12]."),
    ("Other disorders", "Winter depression improved under bright light [5]. Airway pressure helped patients with sleep apnoea and high blood pressure [2]. After influenza vaccination adolescents developed narcolepsy [9]. Preschool children remembered more after naps [3]. CBT is the first choice in chronic insomnia [10]. Older adults fell asleep sooner on zopidrem [1]. Pregnant women with restless legs lacked iron [7]. Nurses on night shifts had more breast cancer [4]. Violent dreams ceased under clonazepam [8]. Students who drank caffeine had less melatonin [6]. Lunestazole improved recall [11]."),
)  # fmt: skip

ASPHALT = reference("Gravel beds under porous asphalt roads", authors="Xu A", container="J Roads", year=2001)


def sleep() -> Manuscript:
    """Every reference fits its sentences."""
    return manuscript(SLEEP_TEXT, SLEEP_LIST)


def exchanged() -> Manuscript:
    """References 4 and 5 are exchanged."""
    return manuscript(SLEEP_TEXT, (*SLEEP_LIST[:3], SLEEP_LIST[4], SLEEP_LIST[3], *SLEEP_LIST[5:]))


def shifted() -> Manuscript:
    """The fourth entry is missing: later numbers are one too high, and the last passes the end of the list."""
    return manuscript(SLEEP_TEXT, (*SLEEP_LIST[:3], *SLEEP_LIST[4:]))


def shifted_up() -> Manuscript:
    """An entry on asphalt stands before the third: later numbers are one too low."""
    return manuscript(SLEEP_TEXT, (*SLEEP_LIST[:2], ASPHALT, *SLEEP_LIST[2:]))


def foreign() -> Manuscript:
    """The eighth entry is one on asphalt."""
    return manuscript(SLEEP_TEXT, (*SLEEP_LIST[:7], ASPHALT, *SLEEP_LIST[8:]))


def wrong_number() -> Manuscript:
    """A sentence on caffeine and one on REMWAVE-2 cite other entries."""
    heading, text = SLEEP_TEXT[4]
    text = text.replace("less melatonin [6]", "less melatonin [9]").replace("recall [11]", "recall in REMWAVE-2 [4]")
    return manuscript((*SLEEP_TEXT[:4], (heading, text)), SLEEP_LIST)


def by_name() -> Manuscript:
    """Labels are names, and two works are by one author; some go astray."""
    heading, text = SLEEP_TEXT[4]
    text = re.sub(r"\[(\d+)\]", r"[@\1]", text).replace("light [@5]", "light [@6]").replace("naps [@3]", "naps [@8]")
    works = (
        *SLEEP_LIST[:2],
        replace(SLEEP_LIST[2], record=replace(SLEEP_LIST[2].record, author=SLEEP_LIST[7].record.author)),
        *SLEEP_LIST[3:],
    )
    return manuscript((*SLEEP_TEXT[:4], (heading, text)), works)


def in_long_text() -> Manuscript:
    """The same among sentences on other things, so that words of the list are rare in the text."""
    about = "Participants kept diaries for a fortnight. Beds were firm. Rooms stayed dark until seven. Meals were served hot. "
    return manuscript((*SLEEP_TEXT, ("Methods", about * 6)), SLEEP_LIST)


MADE = {
    function.__name__: function
    for function in (sleep, exchanged, shifted, shifted_up, foreign, wrong_number, by_name, in_long_text)
}
"""All manuscripts by name."""
