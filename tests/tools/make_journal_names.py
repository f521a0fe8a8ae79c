"""Make `citeaudit/data/journal-names.txt`: how reference lists print the names of journals.

    python -m tests.tools.make_journal_names STRINGS.jsonl.gz ARTICLES.zip WORKS.jsonl.gz

ARTICLES.zip holds openly licensed JATS articles; a name is kept if at least two of their references print it. To these come
the names labelled in STRINGS.jsonl.gz (see `train_reference_tagger.py`) and those of WORKS.jsonl.gz, records in Crossref's
JSON, one a line. Needs lxml.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from citeaudit.parsing.journals import NAMES, name_key
from citeaudit.parsing.tokens import tokens
from tests.tools.reference_corpora import items, labelled_strings

OUT = Path(__file__).parents[2] / "citeaudit" / "data" / NAMES


def key_of(name: str) -> str:
    return name_key([word for word, _, _ in tokens(name)])


def main(strings: str, articles: str, works: str) -> None:
    printed = Counter(
        key_of(item["container-title"]) for item in items(articles)[0] if item["type"] == "article-journal"
    )
    names = {key for key, count in printed.items() if count >= 2}
    for sample, _ in labelled_strings(strings):
        labels = [label for _, _, label in sample.spans]
        if "volume" in labels:
            names |= {key_of(sample.text[start:end]) for start, end, label in sample.spans if label == "container"}
    with gzip.open(works, "rt", encoding="utf-8") as file:
        for line in file:
            work = json.loads(line)
            work = work.get("message", work)
            if work.get("type") == "journal-article":
                names |= {
                    key_of(name)
                    for field in ("container-title", "short-container-title")
                    for name in work.get(field) or []
                }
    kept = sorted(
        name
        for name in names
        if len(name) > 2 and name.count(" ") < 12 and not any(c.isdigit() for c in name) and not name.startswith("in ")
    )
    OUT.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} names, {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
