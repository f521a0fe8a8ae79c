"""Make the pictures of the page in .github/screenshots/ for the README.

    python -m tests.tools.make_screenshots

The page is that on the seed manuscript, audited without network. Needs a Chromium (`apt-get install chromium`).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from citeaudit.auditing import pipeline
from citeaudit.reports.html import render
from citeaudit.rules import running
from citeaudit.sources import open_source
from citeaudit.version import __version__

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "screenshots"
MOST_BYTES = 200_000
PICTURES = {
    "findings": {"hash": "#f1", "size": {"width": 1040, "height": 640}, "scheme": "light"},
    "manuscript": {"hash": "#c41", "size": {"width": 1000, "height": 560}, "scheme": "light"},
}


def main() -> None:
    """Make them."""
    from playwright.sync_api import sync_playwright

    audit = pipeline.audit("seeds/tcr-22-2463.md", source=open_source("crossref", offline=True))
    page = render(running.run(audit, version=__version__))
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "page.html"
        path.write_text(page, "utf-8")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, wanted in PICTURES.items():
            context = browser.new_context(viewport=wanted["size"], color_scheme=wanted["scheme"])  # type: ignore[arg-type]
            tab = context.new_page()
            tab.goto(f"{path.as_uri()}{wanted['hash']}")
            picture = FOLDER / f"{name}.png"
            tab.screenshot(path=picture)
            context.close()
            print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size} bytes")
            if picture.stat().st_size > MOST_BYTES:
                raise SystemExit("too large for the README")
        browser.close()


if __name__ == "__main__":
    main()
