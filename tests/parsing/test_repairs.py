"""What the tagger marked, repaired; the segments are made by hand, so that no training changes these tests."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.parsing.choice import choose
from citeaudit.parsing.repairs import repaired
from citeaudit.parsing.tagging import Segment, Tagged

_MARK = re.compile(r"\{(\w+) ([^{}]*)\}")


def marked(text: str) -> tuple[str, Tagged]:
    """The string and its segments of a text in which "{label words}" marks them."""
    raw, segments, at = "", [], 0
    for match in _MARK.finditer(text):
        raw += text[at : match.start()]
        segments.append(Segment(match[1], len(raw), len(raw) + len(match[2])))
        raw += match[2]
        at = match.end()
    return raw + text[at:], Tagged(tuple(segments), 1.0)


def shown(raw: str, tagged: Tagged) -> list[str]:
    return [f"{s.label} {raw[s.start : s.end]}" for s in tagged.segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{title Malaria}. Accessed on {date 4 May 2020}.", "title Malaria|accessed 4 May 2020"),
        ("{title Bevölkerung}, zuletzt abgerufen am {date 12. März 2019}.", "title Bevölkerung|accessed 12. März 2019"),
        ("{title Malaria}. {date 2020}.", "title Malaria|date 2020"),
        ("{container Z Soz}, {volume 34}. Jg., Heft {volume 2}, S. {pages 1-9}", "container Z Soz|volume 34|issue 2|pages 1-9"),
        ("{container Z Soz}, {volume 34} ({volume 2})", "container Z Soz|volume 34|issue 2"),
        ("{container Z Soz}, {volume 34}; {container J Soz}, {volume 2}", "container Z Soz|volume 34|container J Soz|volume 2"),
        (
            "{title Dunas}. En {editor E. Sanjaume y F. Gracia (Eds.), Las dunas de España}",
            "title Dunas|editor E. Sanjaume y F. Gracia|container Las dunas de España",
        ),
        (
            "{title Naps}. In {editor L. Coleman} (Ed.), {title Ethnographic encounters} ({pages 1-9})",
            "title Naps|editor L. Coleman|container Ethnographic encounters|pages 1-9",
        ),
        ("{title Naps}. {title Sleep}.", "title Naps|title Sleep"),
        (
            "{title Naps}. {publisher Cadernos}, {place Rio}, v. {volume 24}, p. {pages 5-9}",
            "title Naps|container Cadernos|place Rio|volume 24|pages 5-9",
        ),
        (
            "{title Naps}. In: {editor Schmidt, H.} (Hrsg.): {publisher Handbuch}. {place Wiesbaden}: {publisher VS Verlag}",
            "title Naps|editor Schmidt, H.|container Handbuch|place Wiesbaden|publisher VS Verlag",
        ),
        ("{title Naps}. {publisher Springer}, {place Berlin}", "title Naps|publisher Springer|place Berlin"),
        (
            "{author Rivera K, Jeyarajah DR. Hepatectomy}, {title RFA, and other therapies}. {container Lancet}",
            "author Rivera K, Jeyarajah DR|title Hepatectomy, RFA, and other therapies|container Lancet",
        ),
        ("{author Zöller M. CD}{title 44: can a cell profit?}", "author Zöller M|title CD44: can a cell profit?"),
        ("{container J Sleep} {volume 2016, 569}", "container J Sleep|date 2016|volume 569"),
        ("{date 2015} {volume 2016, 569}", "date 2015|volume 2016, 569"),
        (
            "{title The role of the liver} in {container Small Mammals. News Physiol Sci} {volume 3}",
            "title The role of the liver in Small Mammals|container News Physiol Sci|volume 3",
        ),
        ("{title Naps}. {container Annals of Sleep. Series B} {volume 3}", "title Naps|container Annals of Sleep. Series B|volume 3"),
        (
            "{title Symphonies for machines. Acta Music}. {date 1998};{volume 70}:{pages 45}",
            "title Symphonies for machines.|container Acta Music|date 1998|volume 70|pages 45",
        ),
        ("{title Naps in vitro. A new idea} {volume 70}:{pages 45}", "title Naps in vitro. A new idea|volume 70|pages 45"),
        ("{author Hall A. Sleep}. {container J Sleep} {date 2015}", "author Hall A|title Sleep|container J Sleep|date 2015"),
        ("{author Robert A. Dahl}. {title Democracy}", "author Robert A. Dahl|title Democracy"),
        ("{author Hall A., Berg C.} {title Naps}", "author Hall A., Berg C.|title Naps"),
        ("{author Hall AB, Berg C, et al.} {title Naps}", "author Hall AB, Berg C, et al.|title Naps"),
    ],
)  # fmt: skip
def test_repairs(text: str, expected: str) -> None:
    raw, tagged = marked(text)
    assert "|".join(shown(raw, repaired(raw, tagged))) == expected


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{author Hall A}. {volume 4th} {title consensus on sleep}. {volume 29}", {"title": "4th consensus on sleep", "volume": "29"}),
        ("{author Hall A}. {date 2019} {title novel virus}. {container Lancet} {date 2020}", {"title": "2019 novel virus"}),
        ("{author Hall A} {date 2019} {title Sleep}. {container Lancet}", {"title": "Sleep"}),
        ("{author Hall A}. 3rd {title consensus on sleep}.", {"title": "3rd consensus on sleep"}),
        ("{container Lancet} {title Sleep and memory}. {container J Sleep} {volume 3}", {"container": "J Sleep"}),
        ("{title Sleep}. {container J Sleep} {volume 3}:{pages 1-9}; {pages 12}", {"pages": "1-9"}),
    ],
)  # fmt: skip
def test_choice(text: str, fields: dict[str, str]) -> None:
    chosen = choose(*marked(text))
    assert {label: chosen[label] for label in fields} == fields


LABELS = ["author", "editor", "title", "container", "date", "volume", "issue", "pages", "publisher", "place"]


@given(
    st.lists(
        st.tuples(st.sampled_from(LABELS), st.text("aB .(),1", min_size=1, max_size=12), st.text(" .,(no", max_size=5))
    )
)
def test_repaired_segments_stay_apart_and_inside(parts: list[tuple[str, str, str]]) -> None:
    raw, segments = "", []
    for label, words, between in parts:
        segments.append(Segment(label, len(raw), len(raw) + len(words)))
        raw += words + between
    found = repaired(raw, Tagged(tuple(segments), 1.0)).segments
    assert all(0 <= s.start < s.end <= len(raw) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert set(choose(raw, Tagged(found, 1.0))) <= set(LABELS) | {"accessed"}
