"""Make `citeaudit/data/embedded-works.json`, the few works that come with the package.

    python tests/tools/make_embedded_works.py DOIS.json REFERENCES.json > citeaudit/data/embedded-works.json

DOIS.json lists `{"n", "doi", "pmid"}` for those references of the seed manuscript whose DOI was verified against a
public record, REFERENCES.json the references of that manuscript read by hand, field by field. The same input gives
the same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ABOUT = (
    "Synthetic records for offline use: what the reference list of one manuscript prints (Translational Cancer "
    "Research, manuscript tcr-22-2463, in seeds/), read by hand, with DOIs and PMIDs that were verified against "
    "public records. Not the answer of any registry: authors end where the manuscript says et al., and its misprints "
    "are kept. Bibliographic facts, free of copyright; the rest of this file is under the licence of citeaudit. "
    "Made by tests/tools/make_embedded_works.py; do not edit."
)


def work(reference: dict[str, Any], doi: str, pmid: str) -> dict[str, Any]:
    """One record with CSL-JSON names, without fields that are not given."""
    author = [
        {"family": name["family"], "given": name["given_initials"]}
        for name in reference["authors"]
        if name.get("family")
    ]
    if reference["group_author"]:
        author.append({"literal": reference["group_author"]})
    record = {
        "type": "article-journal",
        "author": author,
        "et_al": reference["et_al"],
        "title": reference["title"],
        "container-title": reference["container"],
        "year": reference["year"],
        "volume": reference["volume"],
        "issue": reference["issue"],
        "supplement": (reference["suffix"] or "").removeprefix("Suppl "),
        "page": reference["pages"],
        "DOI": doi,
        "PMID": pmid,
    }
    return {name: value for name, value in record.items() if value}


def main(dois: Path, references: Path) -> None:
    """Print the file."""
    by_number = {reference["number"]: reference for reference in json.loads(references.read_text(encoding="utf-8"))}
    works = [
        work(by_number[known["n"]], known["doi"], known.get("pmid", ""))
        for known in json.loads(dois.read_text(encoding="utf-8"))
    ]
    sys.stdout.write(
        json.dumps({"about": ABOUT, "synthetic": True, "works": works}, ensure_ascii=False, indent=1) + "\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
