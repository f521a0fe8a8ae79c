"""Fetch the articles of a list from Europe PMC, one a second, only those under CC BY or CC0.

    python -m tests.benchmarks.planted.fetch LIST DIR

LIST holds one PMC id a line; what begins with # is a comment. Files that are there are not fetched again, so a run that
that was cut off is gone on with by the same command. Exit code 2 if an article of the list is not there at the end.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import requests

from tests.benchmarks.planted.articles import read_article

SERVER = "https://www.ebi.ac.uk/europepmc/webservices/rest"
PAUSE_S = 1.0
TIMEOUT_S = 60
PATIENCE = 3  # failures of the server in a row
AGENT = "citeaudit-planted-benchmark (one request a second)"


class RefusedError(Exception):
    """The server answered, and the article cannot be used."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch a list.

    Returns:
        0 if every article of the list is there, else 2.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.planted.fetch", description="Fetch articles.")
    parser.add_argument("list", type=Path, help="one PMC id a line")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the articles go")
    parser.add_argument("--server", default=SERVER, help="(default: %(default)s)")
    given = parser.parse_args(arguments)
    try:
        names = identifiers(given.list.read_text("utf-8"))
        given.folder.mkdir(parents=True, exist_ok=True)
        missing = fetch(names, given.folder, server=given.server)
    except OSError as error:
        print(f"fetch: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"fetch: {error}", file=sys.stderr)
        return 2
    print(f"{len(names) - missing} of {len(names)} articles are in {given.folder}")
    return 2 if missing else 0


def identifiers(text: str) -> list[str]:
    """The PMC ids of a list.

    Raises:
        ValueError: A line is something else.
    """
    out = []
    for number, line in enumerate(text.splitlines(), 1):
        if name := line.partition("#")[0].strip():
            if not re.fullmatch(r"PMC\d+", name):
                raise ValueError(f"line {number} of the list is not a PMC id: {name}")
            out.append(name)
    return out


def fetch(names: Sequence[str], folder: Path, *, server: str = SERVER, pause_s: float = PAUSE_S) -> int:
    """Fetch what is not there, and say on standard error what cannot be had.

    It stops when the server asks for fewer requests, or fails three times in a row.

    Returns:
        How many of the articles are not there.
    """
    wanted = [name for name in names if not (folder / f"{name}.xml").exists()]
    failures = 0
    with requests.Session() as session:
        session.headers["User-Agent"] = AGENT
        for place, name in enumerate(wanted):
            if place:
                time.sleep(pause_s)
            try:
                xml = _one(session, f"{server}/{name}/fullTextXML")
            except RefusedError as error:
                failures = 0
                print(f"{name}: {error}", file=sys.stderr)
            except requests.RequestException as error:
                failures += 1
                print(f"{name}: {_reason(error)}", file=sys.stderr)
                busy = error.response is not None and error.response.status_code in (429, 503)
                if busy or failures == PATIENCE:
                    print("stopped: the server cannot be asked now; run the same command later", file=sys.stderr)
                    break
            else:
                failures = 0
                part = folder / f"{name}.part"  # so that a broken-off write does not count as an article
                part.write_bytes(xml)
                part.replace(folder / f"{name}.xml")
    return sum(not (folder / f"{name}.xml").exists() for name in names)


def _one(session: requests.Session, address: str) -> bytes:
    response = session.get(address, timeout=TIMEOUT_S)
    if response.status_code == 404:
        raise RefusedError("HTTP 404: no full text there")
    response.raise_for_status()
    if b"</article>" not in response.content:  # the reader would make do with what came of it
        raise RefusedError("the answer is not a whole article")
    try:
        article = read_article(response.content)
    except ValueError as error:
        raise RefusedError(f"the answer is not an article: {error}") from error
    if not article.licence:
        raise RefusedError("refused: no CC BY or CC0 licence in its licence tag")
    return response.content


def _reason(error: requests.RequestException) -> str:
    return f"HTTP {error.response.status_code}" if error.response is not None else f"no answer ({type(error).__name__})"


if __name__ == "__main__":
    sys.exit(main())
