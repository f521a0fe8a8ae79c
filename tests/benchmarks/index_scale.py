"""How a local index grows: bytes and seconds per million works, and the time of a look-up at 10⁴, 10⁵ and 10⁶ works.

    python -m tests.benchmarks.index_scale WORKS.jsonl.gz QUERIES.jsonl.gz [--most 1000000]

WORKS.jsonl.gz holds works in Crossref's JSON, one a line; QUERIES.jsonl.gz reference strings as `raw`. Larger sets are made
of the real works by perturbation: another DOI, volume, page, year and first author, and a third of the title's words from
other titles. Such works are synthetic and are written to a temporary folder only. The seed is fixed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citeaudit.auditing import pipeline
from citeaudit.model import Found
from citeaudit.sources import index

SEED = 11


def works(path: str, count: int) -> Iterator[dict[str, Any]]:
    """The works of a file, and perturbed copies of them until there are `count`."""
    rng = random.Random(SEED)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        real = [json.loads(line) for line in file]
    yield from real[:count]
    families = [author["family"] for work in real for author in work.get("author", [])[:1] if author.get("family")]
    words = [word for work in real for word in (work.get("title") or [""])[0].split()]
    for number in range(count - len(real)):
        work = dict(rng.choice(real))
        title = (work.get("title") or [""])[0].split()
        work["title"] = [" ".join(rng.choice(words) if rng.random() < 0.33 else word for word in title)]
        work["author"] = [{"family": rng.choice(families)}, *work.get("author", [])[1:]]
        work |= {
            "DOI": f"10.5555/perturbed.{number}",
            "volume": str(rng.randrange(1, 400)),
            "page": str(rng.randrange(1, 4000)),
            "issued": {"date-parts": [[rng.randrange(1970, 2026)]]},
        }
        yield work


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works")
    parser.add_argument("queries")
    parser.add_argument("--most", type=int, default=1_000_000)
    arguments = parser.parse_args()
    with gzip.open(arguments.queries, "rt", encoding="utf-8") as file:
        raws = [json.loads(line)["raw"] for line in file][:2000]
    references = [reference for reference, _ in pipeline.parse_strings(" ".join(raw.split()) for raw in raws)]
    print("works      build s  works/s  bytes/work  look-up ms: mean  median  95%   found")
    size = 10_000
    while size <= arguments.most:
        with tempfile.TemporaryDirectory() as temporary:
            source = Path(temporary, "works.jsonl")
            with source.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(work) + "\n" for work in works(arguments.works, size))
            start = time.perf_counter()
            index.build(Path(temporary, "index"), [source])
            seconds = time.perf_counter() - start
            held = json.loads((index.generation(Path(temporary, "index")) / "info.json").read_text("utf-8"))["bytes"]
            opened = index.open_source(argument=str(Path(temporary, "index")))
            times, found = [], 0
            for reference in references:
                start = time.perf_counter()
                found += isinstance(opened.resolve_one(reference), Found)
                times.append(1000 * (time.perf_counter() - start))
        mean, middle = statistics.mean(times), statistics.median(times)
        high = sorted(times)[int(0.95 * len(times))]
        print(
            f"{size:9} {seconds:9.1f} {size / seconds:8.0f} {held / size:11.0f} {mean:17.2f} {middle:7.2f} {high:5.2f} {found:7}"
        )
        size *= 10


if __name__ == "__main__":
    main()
