"""Make `citeaudit/data/family-names.txt`: family names a letter apart, each borne by several authors.

    python -m tests.tools.make_family_names ARTICLES.zip

ARTICLES.zip holds JATS articles (openly licensed). A name counts when the reference lists of at least `SEVERAL` articles have it, of
at least `SEVERAL` people told apart by their initials: a slip of the pen is seldom made for so many. Only names are kept of which
another is a letter off, since others are never asked for. The same input gives the same file.
"""

from __future__ import annotations

import sys
import zipfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from lxml import etree
from rapidfuzz.distance import OSA

from citeaudit.text.folding import fold

SEVERAL = 4
SHORTEST = 5
"""Letters; shorter names are not compared by `misspelt-author`."""
INITIALS = 3
"""Letters of the given names that tell people apart."""
OUT = Path(__file__).parents[2] / "citeaudit" / "data" / "family-names.txt"


def main(archive: str) -> None:
    people: dict[str, set[str]] = defaultdict(set)
    articles: dict[str, set[str]] = defaultdict(set)
    count = 0
    with zipfile.ZipFile(archive) as file:
        for file_name in sorted(n for n in file.namelist() if n.endswith("xml")):
            root = etree.fromstring(
                file.read(file_name), etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
            )
            count += 1
            for name in root.iterfind(".//{*}ref-list//{*}name"):
                family = _letters(name.findtext("{*}surname"))
                if len(family) >= SHORTEST and family.isascii():
                    people[family].add(_letters(name.findtext("{*}given-names"))[:INITIALS])
                    articles[family].add(file_name)
    names = [name for name in people if min(len(people[name]), len(articles[name])) >= SEVERAL]
    kept = sorted(beside(names))
    head = (
        f"# Family names a letter apart, each borne by {SEVERAL} or more authors in the reference lists of {SEVERAL} or more of "
        f"{count} research articles\n"
        "# (Europe PMC open access, CC BY or CC0). Names are facts; made by tests/tools/make_family_names.py.\n"
    )
    OUT.write_text(head + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} names of {count} articles, {OUT.stat().st_size / 1000:.0f} kB")


def beside(names: list[str]) -> set[str]:
    """The names of which another is a letter off: one wrong, missing, too many, or exchanged with its neighbour."""
    without_one: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for form in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
            without_one[form].add(name)
    return {
        name
        for same in without_one.values()
        for pair in combinations(sorted(same), 2)
        if OSA.distance(*pair, score_cutoff=1) <= 1
        for name in pair
    }


def _letters(text: str | None) -> str:
    return fold(text or "").replace(" ", "")


if __name__ == "__main__":
    main(sys.argv[1])
