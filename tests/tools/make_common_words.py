"""Make `citeaudit/data/common-words.txt`: words so common in articles that sharing one says nothing.

    python tests/tools/make_common_words.py ARTICLES.zip

ARTICLES.zip holds JATS articles (openly licensed). A word is common when at least `SHARE` of the articles have it.
The result is a list of words, sorted, with its origin in the first lines; the same input gives the same file.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

SHARE = 0.02
OUT = Path(__file__).parents[2] / "citeaudit" / "data" / "common-words.txt"


def main(archive: str) -> None:
    counts: Counter[str] = Counter()
    articles = 0
    with zipfile.ZipFile(archive) as file:
        for name in sorted(n for n in file.namelist() if n.endswith("xml")):
            root = etree.fromstring(
                file.read(name), etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
            )
            body = root.find(".//{*}body")
            if body is None:
                continue
            articles += 1
            text = " ".join("".join(p.itertext()) for p in body.iter("{*}p"))
            counts.update({word.lower() for word in re.findall(r"[A-Za-z]{3,}", text)})
    words = sorted(word for word, n in counts.items() if n >= SHARE * articles)
    head = (
        f"# Words that stand in at least {SHARE:.0%} of {articles} research articles (Europe PMC open access, CC BY or CC0).\n"
        "# Counts of words are facts; made by tests/tools/make_common_words.py.\n"
    )
    OUT.write_text(head + "\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words of {articles} articles, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1])
