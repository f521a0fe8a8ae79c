"""Train the tagger of reference strings, `citeaudit/data/reference-tagger.crfsuite`.

    python tests/tools/train_reference_tagger.py STRINGS.jsonl.gz ARTICLES.zip

STRINGS.jsonl.gz holds real reference strings with labelled segments, one JSON object a line: `segments` is a list of
[label, text] that makes up the string, `source` names the corpus. ARTICLES.zip holds openly licensed JATS articles, whose
structured references are rendered in styles drawn at random. Needs lxml. The seed is fixed: the same input gives the
same file.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycrfsuite
from lxml import etree

from citeaudit.parsing.tokens import Token, features, tokens

OUT = Path(__file__).parents[2] / "citeaudit" / "data" / "reference-tagger.crfsuite"
SEED = 20230619
RENDERED = 30_000
WEIGHT = {"anystyle": 3}  # hand-made and varied: worth more than one string each
SETTINGS = {"c1": 0.25, "c2": 0.01, "max_iterations": 110, "feature.minfreq": 4, "feature.possible_transitions": True}

LABELS = {
    "author": "author", "etal": "author", "collab": "author", "editor": "editor", "translator": "editor",
    "article-title": "title", "title": "title", "chapter-title": "title",
    "source": "container", "journal": "container", "booktitle": "container", "container-title": "container",
    "year": "date", "date": "date", "volume": "volume", "issue": "issue",
    "fpage": "pages", "lpage": "pages", "pages": "pages", "elocation-id": "pages",
    "publisher": "publisher", "publisher-name": "publisher", "orgName": "publisher",
    "publisher-loc": "place", "location": "place", "pubPlace": "place", "pubplace": "place",
    "note": "note", "notes": "note", "edition": "note", "genre": "note",
    "idno": "identifier", "doi": "identifier", "url": "identifier", "ptr": "identifier", "isbn": "identifier",
    "citation-number": "number", "series": "series", "collection-title": "series",
}  # fmt: skip
NOTICES = (
    "Correction: ",
    "Erratum: ",
    "Corrigendum: ",
    "Retraction: ",
    "Correction to: ",
    "Erratum to: ",
    "Editorial: ",
    "",
)
JOINED = {"author", "editor", "pages"}  # what stands between two segments of these belongs to them
VOLUME_WITH_ISSUE = re.compile(r"^(?P<volume>[^(]*\w)\s*\((?P<issue>[^()]+)\)\s*(?::\s*(?P<pages>\S+))?")

Span = tuple[int, int, str]
Sample = tuple[str, list[Span], list[tuple[int, int]]]


def real(path: str) -> Iterator[tuple[Sample, str]]:
    """Strings with labelled segments, and the corpus each is from."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text, spans = "", []
            for label, part in row["segments"]:
                for piece, piece_label in split_volume(LABELS.get(label, "other"), part):
                    spans.append((len(text), len(text) + len(piece), piece_label))
                    text += piece
            yield (text, joined(spans), []), row["source"].partition(":")[0]


def split_volume(label: str, text: str) -> Iterator[tuple[str, str]]:
    """Some corpora label "137(3):289–297" as a whole as the volume."""
    match = VOLUME_WITH_ISSUE.match(text) if label == "volume" else None
    if not match:
        yield text, label
        return
    at = 0
    for name in ("volume", "issue", "pages"):
        if match[name]:
            yield text[at : match.start(name)], "other"
            yield match[name], name
            at = match.end(name)
    yield text[at:], "other"


def joined(spans: list[Span]) -> list[Span]:
    """Spans in which a separator between two authors is part of the list of authors."""
    filled = [span for span in spans if span[1] > span[0]]
    for at in range(1, len(filled) - 1):
        start, end, label = filled[at]
        before, after = filled[at - 1][2], filled[at + 1][2]
        if label == "other" and before == after and before in JOINED:
            filled[at] = (start, end, before)
    return filled


class Line:
    """A reference string in the making."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []
        self.italic: list[tuple[int, int]] = []

    def add(self, text: str, label: str = "other", *, italic: bool = False) -> None:
        if text:
            start = len(self.text)
            self.text += text
            self.spans.append((start, len(self.text), label))
            if italic:
                self.italic.append((start, len(self.text)))


def initials(given: str, dot: str, gap: str) -> str:
    letters: list[str] = []
    for word in re.findall(r"[^\W\d_]+", given):
        letters.extend(word if word.isupper() and len(word) <= 3 else word[0])
    return gap.join(f"{c.upper()}{dot}" for c in letters)


def author_list(reference: dict[str, Any], rng: random.Random) -> str:
    order = rng.choice(
        ["Smith AB", "Smith AB", "Smith, A.B.", "Smith, A.B.", "A.B. Smith", "Smith, Anna", "Smith A.B.", "Anna Smith"]
    )
    dot = "." if "." in order else ""
    gap = rng.choice(["", " "]) if dot else ""
    separator = "; " if order == "Smith, Anna" else rng.choice([", ", ", ", "; "])
    last = rng.choice([separator, separator, separator + "and ", " and ", " & ", separator + "& "])

    def name(family: str, given: str) -> str:
        short = initials(given, dot, gap)
        match order:
            case "Smith, A.B.":
                return f"{family}, {short}".strip(", ")
            case "A.B. Smith":
                return f"{short} {family}".strip()
            case "Smith, Anna":
                return f"{family}, {given}".strip(", ")
            case "Anna Smith":
                return f"{given} {family}".strip()
        return f"{family} {short}".strip()

    names = [name(*author) for author in reference["authors"]]
    if rng.random() < 0.04:
        names = [n.upper() for n in names]
    if not names:
        return str(reference["collab"])
    most = rng.choice([3, 6, 10, 20, 50])
    et_al = rng.choice([", et al", " et al.", ", et al.", "; et al.", " and others"])
    if len(names) > most:
        return separator.join(names[: rng.choice([1, 3, most])]) + et_al
    if reference["et_al"]:
        return separator.join(names) + et_al
    return names[0] if len(names) == 1 else separator.join(names[:-1]) + last + names[-1]


def render(reference: dict[str, Any], rng: random.Random) -> Sample:
    """One reference in a style drawn at random, with the labels of its parts."""
    line = Line()
    year = reference["year"]
    year_at = rng.choice(["front", "front", "end", "middle", "middle"])
    italics = rng.random() < 0.5
    if rng.random() < 0.08:
        line.add(rng.choice(["{}. ", "[{}] ", "({}) ", "{} "]).format(rng.randrange(1, 150)), "number")
    notice = rng.choice(NOTICES) if rng.random() < 0.04 else ""
    if not notice or rng.random() < 0.3:
        line.add(author_list(reference, rng), "author")
    if not line.text:
        year_at = "middle" if year_at == "front" else year_at
    elif year_at == "front":
        left, right = rng.choice(
            [(" (", ") "), (" (", "). "), (", ", ", "), (". ", ". "), (" (", "): "), (" ", " "), (", ", ". ")]
        )
        line.add(left)
        line.add(year + (rng.choice("abc") if rng.random() < 0.1 else ""), "date")
        line.add(right)
    else:
        line.add(rng.choice([" ", ". "]) if line.text.endswith(".") else rng.choice([". ", ". ", ", ", ": ", " "]))
    title = str(reference["title"]).rstrip(".")
    title = notice + title
    title = title.title() if rng.random() < 0.12 else title.upper() if rng.random() < 0.03 else title
    left, right = rng.choice([("", "")] * 6 + [("“", "”"), ('"', '"'), ("‘", "’")])
    line.add(left)
    line.add(title, "title")
    if left:
        line.add(rng.choice([f",{right} ", f".{right} ", f"{right}. ", f"{right}, "]))
    else:
        line.add(" " if title.endswith("?") else rng.choice([". ", ". ", ". ", ", "]))
    line.add(rng.choice([""] * 6 + ["In: ", "In ", "in "]))
    line.add(reference["source"], "container", italic=italics)
    if year_at == "middle":
        left, right = rng.choice([(" ", ";"), (". ", ";"), (". ", "; "), (", ", ", "), (" (", ") "), (" ", " ")])
        line.add(left)
        line.add(year, "date")
        if left != " (" and rng.random() < 0.12:
            line.add(rng.choice([" Jan", " Mar 15", " Nov", " Aug 2", " Dec 1"]), "date")
        line.add(right)
    else:
        line.add(rng.choice([", ", " ", ", ", ". ", " ", ": "]))
    volume(line, reference, rng, italic=italics and rng.random() < 0.4)
    if reference["fpage"]:
        line.add(rng.choice([":", ": ", ", ", ", pp. ", ", p. ", ". ", ", S. "]))
        line.add(pages(reference, rng), "pages")
    if reference["fpage"] and rng.random() < 0.03:
        line.add("; ")
        line.add(
            rng.choice(["discussion ", "quiz ", "author reply ", "discussion "]) + str(rng.randrange(1, 2000)), "note"
        )
    if year_at == "end":
        left, right = rng.choice([(" (", ")"), (", ", ""), (" (", ")")])
        line.add(left)
        line.add(year, "date")
        line.add(right)
    line.add(rng.choice([".", ".", ".", ""]))
    if reference["doi"] and rng.random() < 0.4:
        line.add(rng.choice([" doi:", " doi: ", " https://doi.org/", " DOI: ", " http://dx.doi.org/", " "]))
        line.add(reference["doi"], "identifier")
        line.add(rng.choice(["", "."]))
    if reference["pmid"] and rng.random() < 0.1:
        line.add(rng.choice([" PMID: ", " PubMed PMID: "]))
        line.add(reference["pmid"], "identifier")
    return line.text, line.spans, line.italic


def volume(line: Line, reference: dict[str, Any], rng: random.Random, *, italic: bool) -> None:
    if reference["volume"]:
        line.add(rng.choice(["", "", "", "", "vol. ", "Vol. ", "vol ", "v. ", "Bd. "]))
        line.add(reference["volume"], "volume", italic=italic)
        if rng.random() < 0.02:
            line.add(rng.choice([" ", " (", " "]))
            line.add(rng.choice(["Suppl ", "Suppl. ", "Supplement "]) + str(rng.randrange(1, 5)), "issue")
            if line.text[line.spans[-2][0] : line.spans[-2][1]] == " (":
                line.add(")")
    if reference["issue"] and rng.random() < 0.75:
        left, right = rng.choice([("(", ")"), ("(", ")"), (" (", ")"), (", no. ", ""), (", issue ", ""), ("/", "")])
        line.add(left)
        line.add(reference["issue"], "issue")
        line.add(right)


def pages(reference: dict[str, Any], rng: random.Random) -> str:
    first, last = str(reference["fpage"]), str(reference["lpage"])
    if not last or last == first:
        return first
    if rng.random() < 0.4 and last.isdigit() and first.isdigit() and len(last) == len(first):
        same = 0
        while same < len(last) - 1 and last[same] == first[same]:
            same += 1
        last = last[same:]
    return first + rng.choice(["-", "–", "–", "--", " - "]) + last


def structured(path: str, count: int) -> Iterator[dict[str, Any]]:
    """The references of openly licensed JATS articles that give authors, title, source and year."""
    found = 0
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith("xml"))
        random.Random(SEED).shuffle(names)
        for name in names:
            root = etree.fromstring(
                archive.read(name), etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
            )
            for element in root.iter("{*}ref"):
                reference = fields(element)
                if (
                    reference["title"]
                    and reference["source"]
                    and reference["year"]
                    and (reference["authors"] or reference["collab"])
                ):
                    yield reference
                    found += 1
                    if found >= count:
                        return


def fields(element: Any) -> dict[str, Any]:
    def text(*names: str) -> str:
        for name in names:
            node = element.find(f".//{{*}}{name}")
            if node is not None and "".join(node.itertext()).strip():
                return " ".join("".join(node.itertext()).split())
        return ""

    ids = {node.get("pub-id-type"): "".join(node.itertext()).strip() for node in element.iter("{*}pub-id")}
    group = element.find(".//{*}person-group")
    names = []
    for node in (element if group is None else group).iter("{*}name", "{*}string-name"):
        parts = [node.find(f"{{*}}{part}") for part in ("surname", "given-names")]
        family, given = ("" if part is None else " ".join("".join(part.itertext()).split()) for part in parts)
        if family:
            names.append((family, given))
    year = re.search(r"\d{4}", text("year"))
    return {
        "authors": names,
        "collab": text("collab"),
        "et_al": element.find(".//{*}etal") is not None,
        "title": text("article-title", "chapter-title"),
        "source": text("source"),
        "year": year[0] if year else "",
        "volume": text("volume"),
        "issue": text("issue"),
        "fpage": text("fpage", "elocation-id"),
        "lpage": text("lpage"),
        "doi": ids.get("doi", ""),
        "pmid": ids.get("pmid", ""),
    }


def labels(items: list[Token], spans: list[Span]) -> list[str]:
    found = []
    for _, start, _ in items:
        found.append(next((label for a, b, label in spans if a <= start < b), "other"))
    return found


def main(strings: str, articles: str) -> None:
    began = time.monotonic()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    rng = random.Random(SEED)
    samples: list[tuple[Sample, int]] = [(sample, WEIGHT.get(corpus, 1)) for sample, corpus in real(strings)]
    samples += [(render(reference, rng), 1) for reference in structured(articles, RENDERED)]
    for (text, spans, italic), weight in samples:
        items = tokens(text)
        if items:
            for _ in range(weight):
                trainer.append(features(items, italic), labels(items, spans))
    print(f"{len(samples)} strings, {time.monotonic() - began:.0f} s", flush=True)
    trainer.train(str(OUT))
    print(f"{OUT.stat().st_size / 1e6:.2f} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:3])
