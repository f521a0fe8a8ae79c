"""One synthetic article, from which the same manuscript is made in every format.

Text and works are invented. One citation is wrong by a slip: REMWAVE-2 is cited as `quist2013`, the trial is `moss2019`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TITLE = "Sleep in clinical practice: a synthetic review for tests"

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Introduction",
        (
            (
                "Sleep loss is common in adults and is treated in many ways. Zopidrem shortened sleep latency in older adults "
                "with insomnia {hall2015}. Continuous positive airway pressure lowered blood pressure in obstructive sleep "
                "apnoea {berg2016}. Naps improved memory consolidation in preschool children {moss2018}, and night shift work "
                "raised the risk of breast cancer in nurses {lind2018}. Bright light therapy relieved winter depression "
                "{ekman2017}."
            ),
            (
                "Evening caffeine suppressed melatonin in students {olsen2014}, while iron deficiency worsened restless legs "
                "syndrome in pregnancy {quist2013}. Sleep apnoea, naps and shift work have all been studied in large cohorts "
                "{berg2016, moss2018, lind2018}."
            ),
        ),
    ),
    (
        "Drug treatment",
        (
            (
                "Clonazepam reduced violent dreams in REM sleep behaviour disorder {roth2020}. Narcolepsy followed influenza "
                "vaccination in adolescents {sand2012}. The REMWAVE-2 trial showed that lunestazole improves recall in older "
                "adults {quist2013}. Ibsen and colleagues described a lunestazole overdose in a child {ibsen2021}."
            ),
            (
                "Melatonin hastened sleep onset after jet lag in cabin crews {urban2010}. Long-term use of zopidrem in older "
                "adults led to falls {vogel2022}; insomnia itself also did {hall2015}."
            ),
        ),
    ),
    (
        "Other treatment",
        (
            (
                "Cognitive behavioural therapy outlasted hypnotics in chronic insomnia {toft2011}. Lunestazole and recall were "
                "studied in 412 older adults {moss2019}. Winter depression improved under bright light {ekman2017}, and "
                "preschool children remembered more after naps {moss2018}. After influenza vaccination adolescents developed "
                "narcolepsy {sand2012}."
            ),
            (
                "Violent dreams ceased under clonazepam {roth2020}. Airway pressure helped patients with sleep apnoea and high "
                "blood pressure {berg2016}. Pregnant women with restless legs lacked iron {quist2013}. Nurses on night shifts "
                "had more breast cancer {lind2018}."
            ),
        ),
    ),
)


def _work(
    key: str, family: str, given: str, title: str, journal: str, year: int, volume: str, page: str, *more: str
) -> tuple[str, dict[str, Any]]:
    names = [(family, given), *(tuple(name.split(", ")) for name in more)]
    return key, {
        "id": key,
        "type": "article-journal",
        "author": [{"family": name[0], "given": name[1]} for name in names],
        "title": title,
        "container-title": journal,
        "issued": {"date-parts": [[year]]},
        "volume": volume,
        "page": page,
    }


WORKS: Mapping[str, dict[str, Any]] = dict(
    (
        _work("hall2015", "Hall", "A.", "Zopidrem and sleep latency in older adults with insomnia", "Journal of Sleep", 2015, "3", "1-9", "Berg, C."),
        _work("berg2016", "Berg", "C.", "Continuous positive airway pressure and blood pressure in obstructive sleep apnoea", "Journal of Sleep", 2016, "4", "11-19"),
        _work("moss2018", "Moss", "D.", "Naps and memory consolidation in preschool children", "Child Development Letters", 2018, "7", "21-30"),
        _work("lind2018", "Lind", "E.", "Night shift work and breast cancer in nurses", "Occupational Medicine Reports", 2018, "6", "2-8", "Hall, A.", "Toft, L."),
        _work("ekman2017", "Ekman", "F.", "Bright light therapy for winter depression", "Affective Disorders", 2017, "5", "31-39"),
        _work("olsen2014", "Olsen", "G.", "Evening caffeine and melatonin in students", "Nutrition and Sleep", 2014, "2", "44-49"),
        _work("quist2013", "Quist", "H.", "Iron deficiency and restless legs syndrome in pregnancy", "Obstetric Sleep", 2013, "1", "51-59"),
        _work("roth2020", "Roth", "J.", "Clonazepam for REM sleep behaviour disorder with violent dreams", "Neurology of Sleep", 2020, "8", "61-69"),
        _work("sand2012", "Sand", "K.", "Narcolepsy in adolescents after influenza vaccination", "Vaccine Studies", 2012, "9", "71-79", "Ekman, F."),
        _work("ibsen2021", "Ibsen", "M.", "Overdose of lunestazole in a child: a case report", "Paediatric Cases", 2021, "11", "5-7"),
        _work("urban2010", "Urban", "P.", "Melatonin and jet lag in cabin crews", "Aviation Medicine Letters", 2010, "12", "101-110"),
        _work("vogel2022", "Vogel", "R.", "Falls during long-term use of zopidrem in older adults", "Geriatric Sleep", 2022, "13", "8-17"),
        _work("toft2011", "Toft", "L.", "Cognitive behavioural therapy or hypnotics for chronic insomnia", "Journal of Sleep", 2011, "10", "81-89"),
        _work("moss2019", "Moss", "D.", "Lunestazole and recall in older adults: results of the REMWAVE-2 trial", "Journal of Sleep", 2019, "7", "121-130", "Lind, E."),
    )
)  # fmt: skip

_PLACE = re.compile(r"\{([a-z0-9, ]+)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, or the keys of a citation."""

    text: str = ""
    keys: tuple[str, ...] = ()


def pieces(paragraph: str) -> list[Piece]:
    """Text and citations of a paragraph, in order."""
    parts = _PLACE.split(paragraph)
    return [
        Piece(text=part) if at % 2 == 0 else Piece(keys=tuple(part.split(", ")))
        for at, part in enumerate(parts)
        if part
    ]


def order() -> list[str]:
    """The keys in the order they are first cited in."""
    return list(
        dict.fromkeys(
            key for _, paragraphs in SECTIONS for text in paragraphs for piece in pieces(text) for key in piece.keys
        )
    )


def cited() -> list[tuple[str, ...]]:
    """The keys of each citation, in reading order."""
    return [piece.keys for _, paragraphs in SECTIONS for text in paragraphs for piece in pieces(text) if piece.keys]


def numbers(keys: Sequence[str]) -> str:
    """The numbers of works as printed: "2–4, 7"."""
    places = sorted(order().index(key) + 1 for key in keys)
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def names(keys: Sequence[str]) -> str:
    """Authors and years as printed: "Hall & Berg, 2015; Lind et al., 2018"."""
    found = []
    for key in keys:
        families = [name["family"] for name in WORKS[key]["author"]]
        listed = (
            families[0]
            if len(families) == 1
            else " & ".join(families)
            if len(families) == 2
            else f"{families[0]} et al."
        )
        found.append(f"{listed}, {year(key)}")
    return "; ".join(found)


def year(key: str) -> int:
    """The year of a work."""
    return int(WORKS[key]["issued"]["date-parts"][0][0])


def printed(key: str, *, by_name: bool = False) -> str:
    """A reference as a list prints it."""
    work = WORKS[key]
    if by_name:
        authors = ", ".join(f"{name['family']}, {name['given']}" for name in work["author"])
        return f"{authors} ({year(key)}). {work['title']}. {work['container-title']}, {work['volume']}, {work['page']}."
    authors = ", ".join(f"{name['family']} {name['given'].rstrip('.')}" for name in work["author"])
    return f"{authors}. {work['title']}. {work['container-title']} {year(key)};{work['volume']}:{work['page']}."


def by_name() -> list[str]:
    """The keys in the order of an alphabetic list."""
    return sorted(WORKS, key=lambda key: (WORKS[key]["author"][0]["family"], year(key)))
