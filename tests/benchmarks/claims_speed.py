"""How many links a second the engine weighs, once loaded, in one process, and how it grows.

    python -m tests.benchmarks.claims_speed ARTICLES.zip [--most N]

ARTICLES.zip holds JATS articles. Reading and pairing are not counted; the first article warms up. Then the longest article is
repeated two and four times over, so that citations and references double together.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

from citeaudit.claims import weigh
from citeaudit.claims.lexicon import model
from tests.benchmarks.planted.articles import read_articles
from tests.tools.planted_samples import Sample, sample


def _seconds(manuscript: Sample) -> float:
    start = time.perf_counter()
    weigh(manuscript.citations, manuscript.references, manuscript.paragraphs)
    return time.perf_counter() - start


def _repeated(manuscript: Sample, times: int) -> Sample:
    references = tuple(
        replace(reference, index=len(manuscript.references) * again + reference.index)
        for again in range(times)
        for reference in manuscript.references
    )
    citations = tuple(
        replace(
            citation,
            id=f"{citation.id}.{again}",
            paragraph=citation.paragraph + again * len(manuscript.paragraphs),
            sentence=f"{citation.sentence} {again}",
            links=tuple(
                replace(link, reference=link.reference and link.reference + again * len(manuscript.references))
                for link in citation.links
            ),
        )
        for again in range(times)
        for citation in manuscript.citations
    )
    return replace(manuscript, references=references, citations=citations, paragraphs=manuscript.paragraphs * times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--most", type=int, default=100)
    arguments = parser.parse_args()
    read = [sample(name, article) for name, article in islice(read_articles(arguments.articles), arguments.most)]
    samples = [manuscript for manuscript in read if manuscript is not None]
    start = time.perf_counter()
    model()
    print(f"loading {time.perf_counter() - start:.3f} s")
    _seconds(samples[0])
    seconds = sum(map(_seconds, samples))
    links = sum(len(citation.links) for manuscript in samples for citation in manuscript.citations)
    print(f"{len(samples)} articles, {links} links, {seconds:.2f} s, {links / seconds:.0f} links/s")
    longest = max(samples, key=lambda manuscript: len(manuscript.citations) * len(manuscript.references))
    for times in (1, 2, 4):
        manuscript = _repeated(longest, times)
        taken = _seconds(manuscript)
        pairs = len(manuscript.citations) * len(manuscript.references)
        print(
            f"{len(manuscript.citations)} citations × {len(manuscript.references)} references: {taken:.2f} s, {taken / pairs * 1e6:.2f} µs a pair"
        )


if __name__ == "__main__":
    main()
