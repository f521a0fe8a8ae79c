"""The lists of references of a JATS article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from citeaudit.formats._shared.crossreferences import Keys
from citeaudit.formats.jats.places import Places
from citeaudit.formats.jats.record import line, tagged_record
from citeaudit.formats.jats.source import Element
from citeaudit.formats.jats.text import Writer, plain
from citeaudit.model import Anchor, Listed, Record, Text
from citeaudit.parsing.entries import parts
from citeaudit.text.folding import fold
from citeaudit.text.patterns import lazy

_CITATIONS = frozenset(["element-citation", "mixed-citation", "nlm-citation", "citation"])
_LABEL = lazy(r"\w{1,12}(?:[.+–-]\w{1,6})?\+?")
_AROUND_LABEL = " \t\u00a0[](){}.:,;*•·†‡§#"
_PRINTED_NUMBER = lazy(r"\s*[\[(]?(\d{1,4})(?:[.)\]]+)\s*(?=\S)")
_NOT_PRINTED = {"pmid": "PMID: ", "pmcid": ""}
_SAME_WORK = 0.6
"""Of the words of a tagged citation, how many a typeset one must print to be the same work, where a `ref` has several."""
_SUPPLEMENTS = ("app", "supplementary-material")
"""What may have a list of its own."""
_LEAST_AGAIN = 0.5
"""Of the labels of a list, more than so many must stand in one before it, or it goes on with that."""
_GLUED = frozenset(["name", "string-name", "collab", "person-group"])


@dataclass(frozen=True, slots=True)
class List:
    """The entries of all lists, in order; `printed` gives for every identifier what its entry bears in the list.

    `lists` are the keys of the entries of each `ref-list`, with what that is called.
    """

    listed: tuple[Listed, ...]
    keys: Keys
    printed: dict[str, str]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def left_out(self, cited: Collection[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists of which nothing is cited though others are: further reading, or what a supplement cites that lies elsewhere."""
        dead = tuple(each for each in self.lists if not any(key in cited for key in each[1]))
        return dead if len(dead) < len(self.lists) else ()


@dataclass(slots=True)
class _Entry:
    """One citation of a `ref`: its key, the identifiers that lead to it, and what it prints."""

    key: str
    names: tuple[str, ...]
    label: str
    text: Text
    record: Record | None = None
    part: str = ""


def read_list(refs: Sequence[Element], places: Places) -> List:
    """The entries of `ref` elements, in order.

    A `ref` with several citations gives as many entries, labelled "3a", "3b". One that holds a number alone stands for the
    entries behind it that bear this number with a letter: what cites "3" cites "3a" and "3b".
    """
    entries: list[_Entry] = []
    within: dict[Element | None, list[_Entry]] = {}
    of: dict[str, list[str]] = defaultdict(list)
    seen: Counter[str] = Counter()
    heads: dict[str, str] = {}
    for ref in refs:
        if (head := _label(ref.find("label"))).isdigit() and not _has_words(ref):
            heads[head] = ref.get("id") or ""
            continue
        for entry in _entries(ref, places, len(entries) + 1):
            whole = entry.label.rstrip(ascii_lowercase)
            if whole != entry.label and heads.get(whole):
                entry.names = (*entry.names, heads[whole])
            own = entry.key
            seen[own] += 1
            if seen[own] > 1:  # two with one identifier: citations mean the first
                entry.key = f"{own} ({seen[own]})"
            entries.append(entry)
            within.setdefault(_around(ref, ("ref-list",)), []).append(entry)
            for name in entry.names:
                if name != own or seen[own] == 1:
                    of[name].append(entry.key)
    _number(entries)
    _part(within)
    by_label: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        whole = entry.label[:-1] if entry.label[-1:].isalpha() and entry.label[:-1].isdigit() else ""
        for label in filter(None, (entry.label, whole)):
            if not entry.part or label not in by_label:  # numbers in the text are those of the first list
                by_label[label].append(entry.key)
    labels = {entry.key: entry.label for entry in entries}
    printed = {name: _shared([labels[key] for key in own]) for name, own in of.items()}
    keys = Keys(
        of={name: tuple(own) for name, own in of.items()},
        sequence=tuple(labels),
        order={key: at for at, key in enumerate(labels)},
        by_label={label: tuple(own) for label, own in by_label.items()},
    )
    return List(
        listed=tuple(Listed(key=e.key, text=e.text, label=e.label, record=e.record, part=e.part) for e in entries),
        keys=keys,
        printed=printed,
        lists=tuple((_called(element), tuple(entry.key for entry in own)) for element, own in within.items()),
    )


def _around(element: Element, tags: Sequence[str]) -> Element | None:
    """The nearest element with one of these names around an element."""
    return next(element.iterancestors(*tags), None)


def _called(element: Element | None) -> str:
    """What a list is called, "" for one without a title."""
    return "" if element is None else plain(element.find("title"))


def _part(within: Mapping[Element | None, Sequence[_Entry]]) -> None:
    """Tell lists apart that are lists of their own: of an appendix or supplement, or numbered from 1 again."""
    borne: set[str] = set()
    for at, (element, own) in enumerate(within.items(), 1):
        labels = {entry.label for entry in own if entry.label}
        around = None if element is None else _around(element, _SUPPLEMENTS)
        again = len(labels & borne) > _LEAST_AGAIN * len(labels) if labels else False
        if at > 1 and (again or around is not None):
            name = _called(element) or (plain(around.find("title")) if around is not None else "") or f"list {at}"
            for entry in own:
                entry.part = name
        borne |= labels


def _has_words(ref: Element) -> bool:
    """Whether a `ref` holds more than its label."""
    return any(plain(child) for child in ref if isinstance(child.tag, str) and child.tag != "label")


def _shared(labels: Sequence[str]) -> str:
    """What several entries of one `ref` are called together: "3" of "3a" and "3b"."""
    return labels[0] if len(labels) == 1 else labels[0].rstrip(ascii_lowercase) or labels[0]


def _entries(ref: Element, places: Places, number: int) -> Iterator[_Entry]:
    label = _label(ref.find("label"))
    name = ref.get("id") or ""
    citations = _citations(ref)
    if not citations:
        text = _text(ref, places, ("label",))
        if text.content:
            yield _Entry(name or f"ref {number}", (name,) if name else (), label, text)
        return
    several = len(citations) > 1
    for at, forms in enumerate(citations):
        own = tuple(filter(None, (form.get("id") for form in forms)))
        key = (own[0] if own and several else name or (own[0] if own else "")) or f"ref {number + at}"
        letter = ""
        if several:
            letter = _label(forms[0].find("label")) or chr(ord("a") + at % 26)
            key = key if own else f"{name or f'ref {number}'} {letter}"
        text, record = _citation(forms, places)
        text = _without_label(text, label)
        whole = letter if label and letter.startswith(label) else label + letter
        yield _Entry(key, tuple(dict.fromkeys(filter(None, (name, *own)))), whole if label else "", text, record)


def _citations(ref: Element) -> list[tuple[Element, ...]]:
    """The works that a `ref` cites, each in all its forms: typeset for readers, tagged for programs, or both."""
    works: list[tuple[Element, ...]] = []
    for child in ref:
        if child.tag in _CITATIONS:
            works.append((child,))
        elif child.tag == "citation-alternatives" and (
            forms := tuple(form for form in child if form.tag in _CITATIONS)
        ):
            works.append(forms)
    return _paired(works)


def _paired(works: Sequence[tuple[Element, ...]]) -> list[tuple[Element, ...]]:
    """The works of a `ref` in which one that is typeset and one that is tagged only are joined where they are one work.

    One of either kind is one work, printed twice. Of several, each that is tagged goes with the typeset one that prints most of
    its words. What is typeset and prints works that are tagged several times stands for them.
    """
    typeset = [at for at, forms in enumerate(works) if len(forms) == 1 and _prints(forms[0])]
    tagged = [at for at, forms in enumerate(works) if len(forms) == 1 and not _prints(forms[0])]
    if not typeset or not tagged:
        return list(works)
    partner: dict[int, int] = {}
    for at in tagged:
        shares = {other: _share(works[at][0], works[other][0]) for other in typeset}
        best = max(typeset, key=lambda other: (shares[other], -abs(other - at)))
        if len(works) == 2 or shares[best] >= _SAME_WORK:
            partner[at] = best
    taken = Counter(partner.values())
    owner = {other: at for at, other in partner.items() if taken[other] == 1}
    joined: list[tuple[Element, ...]] = []
    for at, forms in enumerate(works):
        if at in owner:
            joined.append((*forms, *works[owner[at]]))
        elif at not in taken and partner.get(at) not in owner:
            joined.append(forms)
    return joined


def _share(tagged: Element, typeset: Element) -> float:
    """The share (0 to 1) of the words of one citation that another prints; single letters are none."""
    words, printed = (
        {word for word in fold(plain(citation, glue=" ")).split() if len(word) > 1} for citation in (tagged, typeset)
    )
    return len(words & printed) / max(1, len(words))


def _citation(forms: Sequence[Element], places: Places) -> tuple[Text, Record | None]:
    """What one citation prints and its fields; of several forms one gives the string and one the fields."""
    prints = next((form for form in forms if _prints(form)), None)
    if prints is not None:
        text = _text(prints, places, ("label",))
        if parts(text):
            return text, None
        tagged = next((form for form in forms if not _prints(form)), prints)
        record = tagged_record(tagged, text.content, mixed=tagged is prints)
        return text, record or tagged_record(prints, text.content, mixed=True)
    record = tagged_record(forms[0], "", mixed=False)
    if record is None:
        return _text(forms[0], places, ("label",), glue=". "), None
    content = _with_comments(line(record), forms[0])
    first, last = places.inside[forms[0]], places.behind[forms[0]] - len(f"</{forms[0].tag}>") - 1
    anchors = (Anchor(0, *places.at(first)), Anchor(len(content) - 1, *places.at(max(first, last))))
    return Text(content, anchors), record


def _with_comments(content: str, citation: Element) -> str:
    """The line of a citation with its comments, which may tell what no other element does."""
    comments = [words for comment in citation.iter("comment") if (words := plain(comment)) and words not in content]
    return " ".join([content, *comments])


def _without_label(text: Text, label: str) -> Text:
    """The text without the label, where it is typed before the entry as well as tagged."""
    typed = re.match(rf"\W*{re.escape(label)}(?:[.)\]:]+\s*|\s+)(?=\w)", text.content) if label else None
    return text.cut(typed.end()) if typed else text


def _prints(citation: Element) -> bool:
    """Whether a citation is typeset: characters stand between its elements, or it has none."""
    if citation.tag == "mixed-citation" or not len(citation):
        return True
    if (citation.text or "").strip():
        return True
    return any((child.tail or "").strip() for child in citation)


def _text(element: Element, places: Places, skipped: Sequence[str], glue: str = " ") -> Text:
    """What an entry prints, with what stands between names where the file has nothing there."""
    writer = Writer(places, {})
    _write(writer, element, places, skipped, glue)
    text = writer.text(ends=True)
    return writer.text() if parts(text) else text


def _write(writer: Writer, element: Element, places: Places, skipped: Sequence[str], glue: str) -> None:
    writer.add(element.text, places.inside[element])
    for child in element:
        tag = child.tag
        if tag in skipped:
            pass
        elif tag == "name" or (tag == "string-name" and not (child.text or "").strip() and len(child)):
            _write_name(writer, child, places)
        elif tag in {"person-group", "p", "note"}:
            _write(writer, child, places, skipped, glue)
        elif tag == "etal" and not plain(child):
            writer.add("et al.", places.inside[child])
        else:
            if (
                tag == "pub-id"
                and (lead := _NOT_PRINTED.get(child.get("pub-id-type") or ""))
                and (child.text or "").isdigit()
            ):
                writer.space(places.inside[child])
                writer.put(lead)
            if tag == "bold" and writer.last[-1:].isalpha() and plain(child)[:1].isdigit():
                writer.space(places.inside[child])  # "<italic>J Sleep</italic><bold>12</bold>"
            writer.child(child)
        if child.tail and child.tail.strip():
            writer.add(child.tail, places.behind[child])
        else:
            following = child.getnext()
            names = tag in _GLUED and following is not None and (following.tag in _GLUED or following.tag == "etal")
            if names and following.tag != "person-group":
                writer.put(", ")
            elif child.tail or (following is not None and tag not in {"italic", "bold", "sup", "sub", "sc"}):
                writer.space(places.behind[child]) if glue == " " else writer.put(glue)


def _write_name(writer: Writer, name: Element, places: Places) -> None:
    pieces = [
        part
        for part in (name.find("prefix"), name.find("surname"), name.find("given-names"), name.find("suffix"))
        if part is not None
    ]
    if not pieces:
        writer.walk(name)
        return
    if name.get("name-style") == "given-only" or (
        name.tag == "string-name" and any((child.tail or "").strip() for child in name)
    ):
        writer.walk(name)
        return
    for at, piece in enumerate(pieces):
        if at:
            writer.put(" ")
        writer.walk(piece)


def _label(element: Element | None) -> str:
    """The label as printed, brackets and full stop off; "" for one that is not a number or sign but a name and a year."""
    bare = plain(element).strip(_AROUND_LABEL)
    return bare if _LABEL.fullmatch(bare) else ""


def _number(entries: Sequence[_Entry]) -> None:
    """Give entries the numbers they print in front, or, where the list prints none, running ones."""
    if not any(entry.label for entry in entries):
        printed = [_PRINTED_NUMBER.match(entry.text.content) for entry in entries]
        if all(match and int(match[1]) == at for at, match in enumerate(printed, 1)):
            for entry, match in zip(entries, filter(None, printed), strict=True):
                entry.label, entry.text = match[1], entry.text.cut(match.end())
    taken = {entry.label for entry in entries}
    for at, entry in enumerate(entries, 1):
        entry.label = entry.label or ("" if str(at) in taken else str(at))
