"""Which segments of a tagged string make up its fields, where the tagger found one label in several places.

A string has one title, one container and one run of numbers; what else bears their labels is a number in a title, a
second publication, or a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from citeaudit.parsing.dates import YEAR
from citeaudit.parsing.journals import is_known
from citeaudit.parsing.tagging import Segment, Tagged

_OPENS_TITLE = re.compile(r"\d{1,4}(?:st|nd|rd|th|e|\.|-\w+)?")
_OUTSIDE = re.compile(r"(?<![^\s.,:;])\d+(?:st|nd|rd|th|\w)?[\s-]*$")  # left outside all fields
_NUMERIC = frozenset({"date", "volume", "issue", "pages", "number", "note", "edition"})
_PLACES = ("container", "volume", "issue", "pages")
"""Fields that stand behind each other in nearly every style."""


def choose(raw: str, tagged: Tagged) -> Mapping[str, str]:
    """The words of each field by its label; of persons and dates, which may stand in several places, nothing is chosen.

    Args:
        raw: The string.
        tagged: Its segments.

    Example:
        >>> raw = "Hall A. 4th consensus on sleep. J Sleep 2015;29:1-9"
        >>> parts = [("title", 12, 30), ("container", 32, 39), ("date", 40, 44), ("volume", 8, 11), ("volume", 45, 47)]
        >>> found = choose(raw, Tagged(tuple(Segment(*part) for part in sorted(parts, key=lambda part: part[1]))))
        >>> found["title"], found["volume"]
        ('4th consensus on sleep', '29')
    """
    segments = list(tagged.segments)
    chosen: dict[str, Segment] = {}
    for label in ("title", "publisher"):
        if found := Tagged(tuple(segments)).longest(label):
            chosen[label] = found
    if title := chosen.get("title"):
        before = next((s for s in reversed(segments) if s.end <= title.start), None)
        if before and _opens(raw, before, title, segments):
            segments.remove(before)
            chosen["title"] = Segment("title", before.start, title.end)
        elif outside := _OUTSIDE.search(raw, before.end if before else 0, title.start):
            chosen["title"] = Segment("title", outside.start(), title.end)
    at = chosen["title"].end if "title" in chosen else 0
    for label in _PLACES:
        behind = [s for s in segments if s.label == label and s.start >= at]
        candidates = behind or [s for s in segments if s.label == label]
        if not candidates:
            continue
        if (
            label == "container"
        ):  # a publisher behind a journal may look like one: "PLoS One. Public Library of Science"
            known = [s for s in candidates if is_known(raw[s.start : s.end])]
            chosen[label] = max(known or candidates, key=lambda s: s.end - s.start)
        else:
            chosen[label] = candidates[0]
        at = max(at, chosen[label].end) if behind else at
    for segment in segments:
        chosen.setdefault(segment.label, segment)
    return {label: raw[s.start : s.end] for label, s in chosen.items()}


def _opens(raw: str, before: Segment, title: Segment, segments: list[Segment]) -> bool:
    """Whether the segment before a title is the number that opens it ("4th consensus …", "2019 novel coronavirus …")."""
    if before.label not in _NUMERIC or not _OPENS_TITLE.fullmatch(raw, before.start, before.end):
        return False
    if raw[before.end : title.start].strip(" -–"):
        return False
    # "Hall A. 2015 Sleep …" has its year there, unless there is another
    return before.label != "date" or any(
        s.label == "date" and s is not before and YEAR.search(raw, s.start, s.end) for s in segments
    )
