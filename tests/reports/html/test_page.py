from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from citeaudit.errors import ConfigError
from citeaudit.formats import markdown
from citeaudit.model import Claim, Location, Report, Severity
from citeaudit.reports import _html_words as words
from citeaudit.reports.html import join, render
from citeaudit.rules.check import Check
from tests.reports.audited import TEXT, audited, waiving
from tests.reports.built import AUDIT, SWAP, report

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """The elements of a page, each with its text; fails where tags are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.ids: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if dict(attrs).get("id"):
            self.ids.append(str(dict(attrs)["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        inside = "head" if {"script", "style"} & set(self.open) else "body"
        self.texts[inside] = self.texts.get(inside, "") + data


def policy(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert found
    return found[1].replace("&#39;", "'")


def test_it_is_one_sound_file_with_a_policy_that_fits_it() -> None:
    text = render(audited())
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    for tag, count in (("style", 1), ("script", 2)):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(bodies) == count
        hashes = [base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies]
        allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
        assert f"{tag}-src {allowed};" in policy(text)
    assert "default-src 'none'" in policy(text)
    assert not [
        attrs for _, attrs in page.found if "src" in attrs or "style" in attrs or any(a.startswith("on") for a in attrs)
    ]
    links = [str(attrs["href"]) for tag, attrs in page.found if tag == "a"]
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside <= set(page.ids)
    assert {link for link in links if not link.startswith("#")} == {"https://doi.org/10.5555/jetlag"}


def test_citations_near_to_a_finding_are_named() -> None:
    claims = (Claim(citation="c2", reference=2, mismatch=0.45), Claim(citation="c1", reference=1, mismatch=0.95))
    page = render(report(replace(AUDIT, claims=claims), (SWAP,)))
    near = re.findall(r'<p class="near">(.*?)</p>', page)
    assert len(near) == 1
    assert re.findall(r'href="#(c\d+)">[^<]*</a> (\d+%)', near[0]) == [("c2", "45%")]
    assert 'class="near"' not in render(report(AUDIT, (SWAP,)))


@pytest.mark.parametrize(
    ("chance", "words_shown"),
    [(None, "Not weighed"), (0.004, "fits (chance of a wrong reference under 1%)"), (0.45, "may well be wrong")],
)
def test_how_a_link_was_weighed_is_said_in_words(chance: float | None, words_shown: str) -> None:
    assert words_shown in words.weighed(Claim(citation="c1", reference=1, mismatch=chance))


def test_the_same_report_gives_the_same_page() -> None:
    assert render(audited()) == render(audited())


def test_what_the_manuscript_says_stays_text() -> None:
    page = Page(render(audited()))
    assert not [tag for tag, attrs in page.found if tag in ("img", "b") and "onerror" in attrs]
    assert "Dreams | of @everyone, #4 and" in page.texts["body"]
    assert [tag for tag, _ in page.found].count("script") == 3


@pytest.mark.parametrize(
    ("hostile", "seen"),
    [
        ("a <script>alert(1)</script> b", "<script>alert(1)</script>"),
        ("</script><script>alert(1)</script>", "</script><script>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ('" onmouseover="alert(1)', '" onmouseover="alert(1)'),
        ("[here](javascript:alert(1))", "here"),
        ("evil \u202egnp.exe", "<U+202E>"),
        ("bell \x07 rings", "\\x07"),
        ("{{ 7 * 7 }} {% raw %}", "{{ 7 * 7 }} {% raw %}"),
        ("<!-- --!> <style>*{}</style>", "<style>*{}</style>"),
    ],
)
def test_hostile_words_everywhere_stay_text(hostile: str, seen: str) -> None:
    title = "evil \u202e" if "\u202e" in hostile else hostile
    finding = replace(SWAP, message=hostile, evidence=(hostile,), check=hostile, group=hostile, fix={"x": hostile})
    references = tuple(replace(reference, raw=hostile, label=hostile) for reference in AUDIT.references)
    citations = tuple(
        replace(citation, sentence=f"{hostile} (1)", section=hostile, marker=hostile, claim=hostile)
        for citation in AUDIT.citations
    )
    blocks = markdown.read("x.md", TEXT.encode()).blocks
    text = blocks[1].text
    blocks = (replace(blocks[1], text=replace(text, content=hostile)), *blocks)
    manuscript = replace(AUDIT.manuscript, title=title, blocks=blocks, notes=(hostile,))
    audit = replace(AUDIT, manuscript=manuscript, references=references, citations=citations)
    given = Report(audit=audit, findings=(finding,), incomplete={hostile: hostile}, crashed={hostile: hostile})
    page = Page(render(given))
    plain = Page(render(report(AUDIT, (SWAP,))))
    assert {tag for tag, _ in page.found} <= {tag for tag, _ in plain.found} | {"table", "i", "b", "pre", "h3"} | {
        "blockquote",
        "details",
        "summary",
    }
    assert [tag for tag, _ in page.found].count("script") == 3
    names = {name for _, attrs in page.found for name in attrs}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    hrefs = [str(attrs["href"]) for _, attrs in page.found if "href" in attrs]
    assert all(href.startswith(("#", "https://doi.org/10.")) for href in hrefs)
    assert seen in page.texts["body"]
    assert "\u202e" not in page.texts["body"] + page.texts["head"]


def test_the_words_that_decide_are_marked_on_both_sides() -> None:
    text = render(audited(TEXT))
    card = text[text.index('data-check="claim-mismatch"') :]
    card = card[: card.index("</article>")]
    marked = re.findall(r"<mark>(.*?)</mark>", card)
    assert [word for word in marked if word == "REMWAVE-2"] == ["REMWAVE-2"] * 2
    assert "lunestazole" in marked
    assert "Lunestazole" in marked
    assert "Fits better" in card


def test_severity_and_confidence_are_words_and_nothing_is_a_score() -> None:
    page = Page(render(report(AUDIT, (replace(SWAP, severity=Severity.WARNING, confidence=0.7),))))
    assert "Warning" in page.texts["body"]
    assert "likely (70%)" in page.texts["body"]
    assert "score" not in page.texts["body"].lower()


def test_what_was_not_looked_at_stands_at_the_head() -> None:
    given = replace(audited(), crashed={"claim-mismatch": "KeyError: 1"})
    head = Page(render(given)).texts["body"].partition("Findings")[0]
    assert "Not everything could be looked at" in head
    assert "2 not looked up" in head
    assert "A check crashed" in head


def test_an_empty_report_is_no_clean_bill() -> None:
    body = Page(render(audited("Just a sentence.\n"))).texts["body"]
    assert "Not checked" in body
    assert "NO REFERENCES" in body


def test_every_citation_stands_where_it_was_read() -> None:
    given = audited()
    text = render(given)
    manuscript = text[text.index('<div class="text">') : text.index('<section class="scripted" id="panel"')]
    for citation in given.audit.citations:
        found = re.search(rf'id="{citation.id}"[^>]*>([^<]*)', manuscript)
        assert found, citation.id
        assert found[1] == citation.marker
    assert "place is not known" not in manuscript


def test_citations_without_a_place_are_listed() -> None:
    given = audited()
    far = Location(path="elsewhere.md", line=1, column=1, end_line=1, end_column=4)
    moved = tuple(replace(citation, location=far) for citation in given.audit.citations)
    text = render(replace(given, audit=replace(given.audit, citations=moved)))
    page = Page(text)
    assert "Citations whose place is not known" in page.texts["body"]
    assert {citation.id for citation in moved} <= set(page.ids)


def test_what_was_let_pass_is_shown_with_its_reason() -> None:
    body = Page(render(waiving(audited(), "dangling-citation"))).texts["body"]
    assert "asked the | authors <b> (waiver, until 2027-06-30)" in body


def test_one_page_is_one_manuscript() -> None:
    assert join(["page"], []) == "page"
    with pytest.raises(ConfigError, match="one at a time"):
        join(["page", "page"], [])


def test_a_name_of_a_group_is_known_for_every_check() -> None:
    from citeaudit.reports._html_words import GROUPS
    from citeaudit.rules import running

    chosen: list[Check] = list(running.checks())
    assert {check.group for check in chosen} <= GROUPS.keys()
