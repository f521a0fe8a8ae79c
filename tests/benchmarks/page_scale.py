"""How large the page on a large manuscript is, and how long it takes to make and to open.

    python -m tests.benchmarks.page_scale [--references 1500] [--citations 4000]

The manuscript is synthetic. Needs a Chromium, as the tests of the page do. Fails where the page is larger than 6 MB or takes
more than two seconds to open.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from citeaudit.auditing import pipeline
from citeaudit.formats import markdown
from citeaudit.reports.html import render
from citeaudit.rules import running

MOST_MEGABYTES, MOST_SECONDS = 6.0, 2.0
_TOPICS = (
    "sleep",
    "memory",
    "dreams",
    "melatonin",
    "recall",
    "insomnia",
    "naps",
    "jet lag",
    "snoring",
    "fatigue",
    "light",
)


def text(references: int, citations: int) -> str:
    """A synthetic manuscript: sentences of usual length, ten to a paragraph, twelve paragraphs to a section."""
    lines = ["# A synthetic review of sleep", ""]
    for at in range(citations):
        if at % 120 == 0:
            lines += ["", f"## Part {at // 120 + 1}", ""]
        elif at % 10 == 0:
            lines.append("")
        number, topic = at * references // citations + 1, _TOPICS[at % len(_TOPICS)]
        lines.append(
            f"In a cohort of {at + 200} adults, {topic} was associated with better performance on a test of attention after "
            f"{at % 17 + 2} weeks of follow-up, although the effect was small and varied between the centres ({number})."
        )
    lines += ["", "## References", ""]
    for number in range(1, references + 1):
        topic = _TOPICS[number % len(_TOPICS)]
        lines.append(
            f"{number}. Hall A, Berg C, Moss D, et al. Effects of {topic} on attention in adults: cohort study number {number} "
            f"of the synthetic series. J Sleep {1990 + number % 35};{number % 60 + 1}:{number}-{number + 8}. doi:10.5555/s{number}"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--references", type=int, default=1500)
    parser.add_argument("--citations", type=int, default=4000)
    asked = parser.parse_args()
    audit = pipeline.audit_manuscript(markdown.read("synthetic.md", text(asked.references, asked.citations).encode()))
    report = running.run(audit)
    print(f"{len(audit.references)} references, {len(audit.citations)} citations, {len(report.findings)} findings")
    started = time.perf_counter()
    page = render(report)
    megabytes = len(page.encode()) / 1e6
    print(f"made in {time.perf_counter() - started:.2f} s, {megabytes:.2f} MB")

    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "page.html"
        path.write_text(page, "utf-8")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        took: dict[str, list[float]] = {}
        for view in ("", "#references", "#manuscript", "#c3999"):
            for _ in range(3):
                tab = browser.new_page()
                started = time.perf_counter()
                tab.goto(path.as_uri() + view, wait_until="load")
                tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
                took.setdefault(view, []).append(time.perf_counter() - started)
                tab.close()
        browser.close()
    for view, seconds in took.items():
        print(f"opened {view or 'findings'}: {min(seconds):.2f} s at best, {max(seconds):.2f} s at worst")
    slowest = max(min(seconds) for seconds in took.values())
    if megabytes > MOST_MEGABYTES or slowest > MOST_SECONDS:
        raise SystemExit(f"too large or too slow: {megabytes:.2f} MB, {slowest:.2f} s")


if __name__ == "__main__":
    main()
