"""The page in a real browser. Needs a Chromium on the machine (`apt-get install chromium`); nothing is fetched."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from citeaudit.model import Severity
from citeaudit.reports.html import render
from citeaudit.rules.causes import by_cause
from citeaudit.rules.decisions import apply, load
from tests.reports.audited import audited

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
VIEWS = ("findings", "references", "manuscript", "pictures")

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium; `apt-get install chromium`, or name it in CHROMIUM"),
    pytest.mark.enable_socket,  # the browser is spoken to through a socket pair
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render(audited()), "utf-8")
    return path


class Opened:
    """A page in the browser, and what it complained of or asked the network for."""

    def __init__(self, browser: Browser, file: Path, patience: float = 60, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.context.set_default_timeout(patience * 1000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: self._asked(request.url, file))
        self.page.goto(file.as_uri())

    def _asked(self, url: str, file: Path) -> None:
        if url.partition("#")[0] != file.as_uri() and not url.startswith("blob:"):
            self.complaints.append(f"asked for {url}")


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    page_opened = Opened(browser, file, viewport={"width": 1200, "height": 900})
    yield page_opened
    page_opened.context.close()
    assert page_opened.complaints == []


def shown(page: Page) -> list[str]:
    return [name for name in VIEWS if page.locator(f"#{name}").is_visible()]


def test_each_view_opens_alone(opened: Opened) -> None:
    assert shown(opened.page) == ["findings"]
    for name in VIEWS:
        opened.page.click(f'nav a[href="#{name}"]')
        opened.page.wait_for_selector(f"#{name}.current")  # hashchange comes a moment after the click
        assert shown(opened.page) == [name]
        assert opened.page.locator('nav a[aria-current="page"]').get_attribute("href") == f"#{name}"


def test_anchors_open_the_view_they_are_in(opened: Opened) -> None:
    page = opened.page
    for anchor, view in (("c2", "manuscript"), ("r3", "references"), ("f1", "findings")):
        page.evaluate("hash => { location.hash = hash }", f"#{anchor}")
        page.wait_for_selector(f"#{anchor}.chosen")
        assert shown(page) == [view]


def test_a_citation_shows_its_sentence_and_reference(opened: Opened) -> None:
    page = opened.page
    page.click('nav a[href="#manuscript"]')
    page.click("#c2")
    panel = page.locator("#panel")
    assert "Memory needs sleep" in panel.locator(".claim").inner_text()
    assert "Sleep and the consolidation of memory" in panel.inner_text()
    page.click("#c1")
    assert "Lunestazole and orexin" in panel.locator(".side.better").inner_text()
    assert page.locator("#panel [id]").count() == 0


def test_the_panel_says_how_a_citation_without_a_finding_was_weighed(opened: Opened) -> None:
    opened.page.click('nav a[href="#manuscript"]')
    opened.page.click("#c2")
    assert "Not weighed: there is too little to go by." in opened.page.locator("#panel .weighed").inner_text()


def test_decisions_are_made_beside_the_text_too(opened: Opened) -> None:
    page = opened.page
    page.click('nav a[href="#manuscript"]')
    page.click("#c1")
    page.keyboard.press("3")
    assert page.locator("#panel .verdict").inner_text() == "ask the author"
    page.click('#panel .decide button[value="not-a-problem"]')
    page.fill("#panel .decide input", "the same group")
    assert page.locator("#panel blockquote").is_visible()
    page.click('nav a[href="#findings"]')
    assert page.locator("#f1 .verdict").inner_text() == "not a problem"
    assert page.locator("#f1 .decide input").input_value() == "the same group"
    page.click('#f1 .decide button[value="right"]')
    page.click('nav a[href="#manuscript"]')
    assert page.locator("#panel .verdict").inner_text() == "right"


def test_keys_go_open_and_decide(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("j")
    assert page.locator(".card.chosen").get_attribute("id") == "f1"
    page.keyboard.press("j")
    assert page.locator(".card.chosen").get_attribute("id") == "f2"
    page.keyboard.press("k")
    page.keyboard.press("3")
    assert page.locator("#f1 .verdict").inner_text() == "ask the author"
    page.keyboard.press("0")
    assert page.locator("#f1 .verdict").is_hidden()
    page.keyboard.press("o")
    page.wait_for_selector("#c1.chosen, .text .c.chosen")
    for key, view in (("r", "references"), ("p", "pictures"), ("m", "manuscript"), ("f", "findings")):
        page.keyboard.press(key)
        page.wait_for_selector(f"#{view}.current")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.uncheck("#keyboard")
    page.keyboard.press("Escape")
    page.locator("#f1").focus()
    page.keyboard.press("r")
    assert shown(page) == ["findings"]


def test_filters(opened: Opened) -> None:
    page = opened.page
    every = page.locator(".card:visible").count()
    page.select_option("#by-severity", "error")
    assert 0 < page.locator(".card:visible").count() < every
    assert {text.strip() for text in page.locator(".card:visible .severity").all_inner_texts()} == {"Error"}
    page.select_option("#by-severity", "")
    page.select_option("#by-check", "claim-mismatch")
    assert page.locator(".card:visible").count() == 1
    assert page.locator(".group:visible").count() == 1
    page.select_option("#by-state", "right")
    assert page.locator("#none").is_visible()
    page.click('nav a[href="#references"]')
    page.select_option("#by-cited", "no")
    assert page.locator(".ref:visible").count() == 2
    page.select_option("#by-cited", "")
    page.fill("#by-words", "remwave orexin")
    assert page.locator(".ref:visible h3").all_inner_texts()[0].endswith("3")
    page.fill("#by-words", "")
    page.select_option("#by-status", "not-found")
    assert page.locator("#shown-references").inner_text() == "1 of 4 shown"


def test_decisions_are_kept_saved_applied_and_loaded(browser: Browser, file: Path, tmp_path: Path) -> None:
    page_opened = Opened(browser, file)
    page = page_opened.page
    card = page.locator('[data-check="claim-mismatch"]')
    card.get_by_role("button", name="Not a problem").click()
    card.get_by_label("Reason").fill("told us so <b>")
    page.locator('[data-check="dangling-citation"]').get_by_role("button", name="Ask the author").click()
    page.reload()
    assert card.locator(".verdict").inner_text() == "not a problem"
    assert card.get_by_label("Reason").input_value() == "told us so <b>"
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "résumé #1, 50%.decisions.json"
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    page_opened.context.close()
    assert page_opened.complaints == []

    decisions = load(saved.read_text("utf-8"), "saved.json")
    report = audited()
    assert len(decisions) == len(report.findings)
    after = apply(report, decisions)
    assert [(done.check, done.reason) for done in after.waived] == [("claim-mismatch", "told us so <b>")]
    assert after.settled == ()

    again = tmp_path / "again.html"
    again.write_text(render(after), "utf-8")
    two = Opened(browser, again)
    assert two.page.locator("[data-new]").count() == 0
    assert two.page.locator('[data-check="dangling-citation"] .verdict').inner_text() == "ask the author"
    assert two.page.locator('[data-check="claim-mismatch"] .verdict').first.inner_text() == "not a problem"
    two.context.close()

    three = Opened(browser, file)  # a context of its own keeps nothing of the first
    assert three.page.locator(".verdict:visible").count() == 0
    three.page.set_input_files("#file", saved)
    three.page.locator("#status", has_text="2 decisions loaded").wait_for()
    assert three.page.locator(".verdict:visible").count() == 2
    broken = tmp_path / "broken.json"
    broken.write_text("[}", "utf-8")
    three.page.set_input_files("#file", broken)
    three.page.locator("#status", has_text="nothing was changed").wait_for()
    assert three.page.locator(".verdict:visible").count() == 2
    three.context.close()
    assert [*two.complaints, *three.complaints] == []


def test_a_folded_finding_can_be_dismissed_and_taken_back(browser: Browser, tmp_path: Path) -> None:
    report = audited()
    path = tmp_path / "folded.html"
    findings = tuple(replace(finding, severity=Severity.INFO) for finding in report.findings)
    path.write_text(render(replace(report, findings=findings)), "utf-8")
    page_opened = Opened(browser, path)
    page_opened.page.keyboard.press("j")
    assert page_opened.page.locator("#f1 blockquote, #f1 .sides").first.is_hidden()
    page_opened.page.keyboard.press("o")
    assert page_opened.page.locator("#f1 blockquote, #f1 .sides").first.is_visible()
    page_opened.page.locator("#f1").get_by_role("button", name="Not a problem").click()
    page_opened.page.locator("#f1").get_by_label("Reason").fill("known")
    page_opened.page.locator("#f1").get_by_role("button", name="Not a problem").click()
    assert page_opened.page.locator("#f1 .verdict").is_hidden()
    page_opened.context.close()
    assert page_opened.complaints == []


def test_new_findings_stand_out(browser: Browser, tmp_path: Path) -> None:
    report = audited()
    known = apply(report, [])
    path = tmp_path / "new.html"
    path.write_text(render(known), "utf-8")
    page_opened = Opened(browser, path)
    assert page_opened.page.locator(".new:visible").count() == len(by_cause(report.findings, report.audit))
    page_opened.context.close()


def test_it_prints_whole(opened: Opened, tmp_path: Path) -> None:
    import pypdfium2

    opened.page.emulate_media(media="print")
    for name in VIEWS:
        assert opened.page.locator(f"#{name}").is_visible()
    assert opened.page.locator(".decide:visible, nav:visible").count() == 0
    data = opened.page.pdf(format="A4")
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    for words in ("What was looked at", "Fits better", "Sleep and the consolidation of memory", "Naps help"):
        assert words in text


def test_it_reads_without_script(browser: Browser, file: Path) -> None:
    page_opened = Opened(browser, file, java_script_enabled=False)
    assert shown(page_opened.page) == list(VIEWS)
    assert page_opened.page.locator(".scripted:visible").count() == 0
    assert page_opened.page.locator(".side.better").is_visible()
    page_opened.context.close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(browser: Browser, file: Path, view: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    # the page's own policy lets no other script in, so the checker comes with the window
    page_opened = Opened(browser, file, color_scheme=scheme, viewport={"width": 1200, "height": 900}, bypass_csp=True)
    page = page_opened.page
    page.evaluate("hash => { location.hash = hash }", f"#{view}")
    page.wait_for_selector(f"#{view}.current")
    if view == "manuscript":
        page.click("#c1")
    page.evaluate(script)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page_opened.context.close()
    grave = [
        (found["id"], [node["html"][:120] for node in found["nodes"][:3]])
        for found in result["violations"]
        if found["impact"] in ("serious", "critical", "moderate")
    ]
    assert grave == []


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_view_is_wider_than_a_phone(browser: Browser, file: Path, width: int) -> None:
    page_opened = Opened(browser, file, viewport={"width": width, "height": 800})
    for view in VIEWS:
        page_opened.page.evaluate("hash => { location.hash = hash }", f"#{view}")
        page_opened.page.wait_for_selector(f"#{view}.current")
        assert page_opened.page.evaluate("document.documentElement.scrollWidth") <= width
    page_opened.context.close()
    assert page_opened.complaints == []


def test_hostile_words_run_nothing(browser: Browser, tmp_path: Path) -> None:
    hostile = '</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>" onclick="alert(4)'
    report = audited()
    findings = tuple(
        replace(finding, message=hostile, evidence=(hostile,), check=hostile) for finding in report.findings
    )
    citations = tuple(
        replace(citation, sentence=hostile, section=hostile, claim=hostile) for citation in report.audit.citations
    )
    references = tuple(replace(reference, raw=hostile) for reference in report.audit.references)
    manuscript = replace(report.audit.manuscript, title=hostile)
    audit = replace(report.audit, citations=citations, references=references, manuscript=manuscript)
    path = tmp_path / "hostile.html"
    path.write_text(render(replace(report, audit=audit, findings=findings)), "utf-8")
    page_opened = Opened(browser, path)
    for anchor in ("c1", "c2", "r1", "f1"):
        page_opened.page.evaluate("hash => { location.hash = hash }", f"#{anchor}")
        page_opened.page.wait_for_selector(f"#{anchor}.chosen")
    assert hostile in page_opened.page.locator("h1").inner_text()
    with page_opened.page.expect_download() as download:
        page_opened.page.click("#save")
    assert json.loads(Path(download.value.path()).read_text("utf-8"))["title"] == hostile
    page_opened.context.close()
    assert page_opened.complaints == []


def test_ten_megabytes_stay_text(browser: Browser, tmp_path: Path) -> None:
    text = (
        "# Long\n\n"
        + "word <b>and</b> word \u202e again (1). " * 270_000
        + "\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n"
    )
    report = audited("# Long\n\nA word (1).\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n")
    blocks = tuple(
        replace(block, text=replace(block.text, content=text)) if block.text.content.startswith("A word") else block
        for block in report.audit.manuscript.blocks
    )
    manuscript = replace(report.audit.manuscript, blocks=blocks)
    path = tmp_path / "long.html"
    path.write_text(render(replace(report, audit=replace(report.audit, manuscript=manuscript))), "utf-8")
    assert path.stat().st_size > 10_000_000
    page_opened = Opened(browser, path, patience=240)
    page_opened.page.evaluate("location.hash = '#manuscript'")
    page_opened.page.wait_for_selector("#manuscript.current")
    assert page_opened.page.locator(".text b").count() == 0
    assert "U+202E" in page_opened.page.evaluate("document.querySelector('.text').textContent.slice(0, 400)")
    page_opened.context.close()
    assert page_opened.complaints == []


def test_a_decision_on_findings_of_one_cause_is_saved_for_each(browser: Browser, tmp_path: Path) -> None:
    report = audited()
    several = next(cause for cause in by_cause(report.findings, report.audit) if cause.several)
    path = tmp_path / "causes.html"
    path.write_text(render(report), "utf-8")
    page_opened = Opened(browser, path)
    page = page_opened.page
    card = page.locator(".card:has([data-member])")
    card.locator("summary").click()
    assert card.locator("[data-member]:visible").count() == len(several.members)
    card.locator('button[value="not-a-problem"]').click()
    card.locator(".decide input").fill("kept for the next part")
    with page.expect_download() as download:
        page.click("#save")
    decisions = load(Path(download.value.path()).read_text("utf-8"), "decisions.json")
    page_opened.context.close()
    assert len(decisions) == len(report.findings)
    decided = {decision.fingerprint: decision for decision in decisions if decision.verdict}
    assert set(decided) == {finding.fingerprint for finding in several.members}
    assert {decision.message for decision in decided.values()} == {
        finding.message[:1].upper() + finding.message[1:] for finding in several.members
    }
    assert {finding.reason for finding in apply(report, decisions).waived} == {"kept for the next part"}
