"""Which segments of a tagged string make up its fields, where the tagger found one label in several places.

A string has one title, one container and one run of numbers; what else bears their labels is a number in a title, a
second publication, or a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

from citeaudit.parsing.dates import YEAR
from citeaudit.parsing.journals import is_known
from citeaudit.parsing.tagging import Segment, Tagged
from citeaudit.text.patterns import lazy

_OPENS_TITLE = lazy(r"\d{1,4}(?:st|nd|rd|th|e|\.|-\w+)?")
_OUTSIDE = lazy(r"(?<![^\s.,:;])\d+(?:st|nd|rd|th|\w)?[\s-]*$")  # left outside all fields
_NUMERIC = frozenset({"date", "volume", "issue", "pages", "number", "note", "edition"})
"""What the tagger takes the number for that opens a title."""
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
        chosen["title"] = _whole_title(raw, title, segments)
    _choose_places(raw, segments, chosen)
    for segment in segments:
        chosen.setdefault(segment.label, segment)
    return {label: raw[s.start : s.end] for label, s in chosen.items()}


def _whole_title(raw: str, title: Segment, segments: list[Segment]) -> Segment:
    """The title with the number that opens it, which leaves `segments`; it may be in another field or in none."""
    before = next((s for s in reversed(segments) if s.end <= title.start), None)
    if before and _opens(raw, before, title, segments):
        segments.remove(before)
        return Segment("title", before.start, title.end)
    outside = _OUTSIDE.search(raw, before.end if before else 0, title.start)
    return Segment("title", outside.start(), title.end) if outside else title


def _choose_places(raw: str, segments: list[Segment], chosen: dict[str, Segment]) -> None:
    """Container, volume, issue and pages: each the first behind what was chosen before it, if any is there."""
    at = chosen["title"].end if "title" in chosen else 0
    for label in _PLACES:
        candidates = [s for s in segments if s.label == label]
        behind = [s for s in candidates if s.start >= at]
        if not candidates:
            continue
        if label == "container":
            chosen[label] = _container(raw, behind or candidates)
        else:
            chosen[label] = (behind or candidates)[0]
        if behind:
            at = chosen[label].end


def _container(raw: str, candidates: list[Segment]) -> Segment:
    """The longest; a publisher behind a journal may look like one: "PLoS One. Public Library of Science"."""
    known = [s for s in candidates if is_known(raw[s.start : s.end])]
    return max(known or candidates, key=lambda s: s.end - s.start)


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
