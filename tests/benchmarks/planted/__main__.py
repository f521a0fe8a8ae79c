"""Plant citation errors in articles and score the tool that has to find them.

    python -m tests.benchmarks.planted ARTICLES [--donors ARTICLES] [--most N] [--command "..."] [--json FILE]

README.md beside this file says what is measured and where the articles come from.
"""

from __future__ import annotations

import argparse
import json
import random
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.planted import calibration, manuscripts, plants, score
from tests.benchmarks.planted.articles import Article, read_articles
from tests.benchmarks.planted.manuscripts import Manuscript

COMMAND = "citeaudit audit --offline --format jsonl"
LEAST_REFERENCES = 8
MOST_DONORS = 200
BATCH = 40  # manuscripts a call of the tool
SEED = 1


class CannotRunError(Exception):
    """What was asked for cannot be done; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    articles: Path
    donors: Path | None
    most: int
    kinds: tuple[str, ...]
    command: tuple[str, ...]
    keep: Path | None
    json: Path | None
    picture: Path | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark.

    Returns:
        0, or 2 if it could not run.
    """
    options = _options(arguments)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            result = run(options, options.keep or Path(temporary))
    except OSError as error:
        print(f"planted: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except (CannotRunError, ValueError) as error:
        print(f"planted: {error}", file=sys.stderr)
        return 2
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.picture:
        options.picture.write_text(calibration.picture(result["calibration"]), encoding="utf-8")
    return 0


def run(options: Options, folder: Path) -> dict[str, Any]:
    """Make the manuscripts in a folder, call the tool, and score what it says.

    Raises:
        CannotRunError: There is no article to use, or the tool fails.
        ValueError: A file is not an article, or a report cannot be scored.
    """
    articles, passed_over = chosen(options.articles, options.most)
    if options.donors:
        donors = [article for _, article in read_articles(options.donors) if article.licence][:MOST_DONORS]
    else:
        donors = articles
    made = list(manuscripts_of(articles, plants.Donors(donors), options.kinds))
    files = write(made, folder)
    reports: list[dict[str, Any]] = []
    for start in range(0, len(files), BATCH):
        reports += call(options.command, files[start : start + BATCH])
        print(f"\r{len(reports)} of {len(files)} manuscripts", end="", file=sys.stderr)
    print(file=sys.stderr)
    if options.keep:
        lines = "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)
        (folder / "reports.jsonl").write_text(lines, encoding="utf-8")
    verdicts = list(map(score.judge, made, reports))
    return {
        "command": shlex.join(options.command),
        "articles": len(articles),
        "passed_over": passed_over,
        "donors": len(donors),
        "manuscripts": len(made),
        **score.figures(verdicts),
        "calibration": calibration.calibration(verdicts),
    }


def chosen(path: Path, most: int) -> tuple[list[Article], dict[str, int]]:
    """The articles to use, drawn with a fixed seed if there are more than `most`, and why others were passed over."""
    passed_over = {"not under an open licence": 0, "not numbered": 0, f"fewer than {LEAST_REFERENCES} references": 0}
    out: list[Article] = []
    for _, article in read_articles(path):
        if not article.licence:
            passed_over["not under an open licence"] += 1
        elif not article.numeric:
            passed_over["not numbered"] += 1
        elif len(article.references) < LEAST_REFERENCES:
            passed_over[f"fewer than {LEAST_REFERENCES} references"] += 1
        else:
            out.append(article)
    if not out:
        raise CannotRunError(f"{path}: no article with numbered citations under CC BY or CC0 in it")
    if 0 < most < len(out):
        kept = sorted(random.Random(SEED).sample(range(len(out)), most))
        out = [out[place] for place in kept]
    return out, passed_over


def manuscripts_of(articles: Sequence[Article], donors: plants.Donors, kinds: Sequence[str]) -> Iterator[Manuscript]:
    """Each article clean, and with each kind of error that can be planted in it."""
    for article in articles:
        marker, style = manuscripts.dress(article)
        yield manuscripts.render(article, marker=marker, style=style)
        for kind in kinds:
            if plan := plants.plan(kind, article, donors):
                yield manuscripts.render(article, marker=marker, style=style, plan=plan)


def write(made: Sequence[Manuscript], folder: Path) -> list[Path]:
    """Write the manuscripts, under names that give nothing away, and apart from them the gold under the same names."""
    for name in ("manuscripts", "gold"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    files = []
    for number, manuscript in enumerate(made, 1):
        file = folder / "manuscripts" / f"{number:05}.md"
        file.write_text(manuscript.text, encoding="utf-8")
        gold = json.dumps(manuscript.gold(), ensure_ascii=False, indent=1)
        (folder / "gold" / f"{number:05}.json").write_text(gold + "\n", encoding="utf-8")
        files.append(file)
    return files


def call(command: Sequence[str], files: Sequence[Path]) -> list[dict[str, Any]]:
    """Let the tool report on files: one JSON object a line, in the order given.

    Raises:
        CannotRunError: It cannot be started, its exit code is not 0, 1 or 3, or it does not print that.
    """
    shown = shlex.join(command)
    try:
        done = subprocess.run([*command, *map(str, files)], capture_output=True, encoding="utf-8", check=False)
    except OSError as error:
        raise CannotRunError(f"{shown}: cannot be started: {error.strerror}; name another with --command") from error
    if done.returncode not in (0, 1, 3):
        raise CannotRunError(f"{shown}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    try:
        reports = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    except ValueError as error:
        raise CannotRunError(f"{shown}: does not print one JSON object a line: {error}") from error
    if len(reports) != len(files):
        raise CannotRunError(f"{shown}: {len(reports)} reports on {len(files)} manuscripts")
    return reports


def table(result: dict[str, Any]) -> str:
    """The figures for people."""
    clean = result["clean"]
    over = ", ".join(f"{count} {why}" for why, count in result["passed_over"].items() if count)
    out = [
        f"{result['command']}",
        f"{result['articles']} articles, {result['manuscripts']} manuscripts"
        + (f" (passed over: {over})" if over else ""),
        "",
        *(f"{'clean ' + name:31} {_shown(value)}" for name, value in clean.items()),
    ]
    rows = list(result["planted"].items())
    if rows:
        names = list(rows[0][1])
        out += ["", " ".join(["kind".ljust(17), *(name.rjust(max(7, len(name))) for name in names)])]
        out += [
            " ".join([kind.ljust(17), *(_shown(row[name]).rjust(max(7, len(name))) for name in names)])
            for kind, row in rows
        ]
    out += ["", "chance said   links   said   wrong"]
    out += [
        f"{row['from']:4.2f} to {row['to']:4.2f} {row['links']:7} {row['said']:6.3f} {row['wrong']:7.3f}"
        for row in result["calibration"]
    ]
    return "\n".join(out)


def _shown(value: float | None) -> str:
    return "–" if value is None else str(value)


def _options(arguments: Sequence[str] | None) -> Options:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.planted",
        description="Plant citation errors and score the tool that finds them.",
    )
    parser.add_argument("articles", type=Path, help="a folder or zip of JATS XML files")
    parser.add_argument("--donors", type=Path, help=f"other articles: entries of the first {MOST_DONORS} are planted")
    parser.add_argument(
        "--most", type=int, default=0, metavar="N", help="use only so many articles, drawn with a fixed seed"
    )
    parser.add_argument("--kinds", nargs="+", choices=plants.KINDS, default=list(plants.KINDS), metavar="KIND")
    parser.add_argument("--command", default=COMMAND, help="the tool; files are added to it (default: %(default)s)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep manuscripts, gold and reports there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the calibration as SVG")
    given = parser.parse_args(arguments)
    return Options(
        articles=given.articles,
        donors=given.donors,
        most=given.most,
        kinds=tuple(given.kinds),
        command=tuple(shlex.split(given.command)),
        keep=given.keep,
        json=given.json,
        picture=given.picture,
    )


if __name__ == "__main__":
    sys.exit(main())
