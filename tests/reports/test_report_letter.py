"""The letter to the author."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import docx
import pytest

from citeaudit.errors import ConfigError
from citeaudit.model import Decision, Finding, Location, Report, Severity, Verdict, Waived
from citeaudit.reports import letter
from citeaudit.reports._letter_word import to_word
from citeaudit.rules import running
from citeaudit.rules.check import Check
from citeaudit.rules.running import checks
from tests.checks.test_examples import examples, tagged
from tests.manuscripts import LIST, audit_text
from tests.reports import built
from tests.reports.audited import TEXT, audited

_ACCUSING = re.compile(
    r"\b(?:fabricat\w*|fak\w+|false\w*|wrong\w*|incorrect\w*|error\w*|mistak\w*|fault\w*|fail\w*|invalid|bogus|careless\w*|"
    r"plagiar\w*|misconduct|invent\w*|suspicious\w*|must|mismatch\w*|inappropriate\w*|manipulat\w*|dead|neglect\w*)\b",
    re.IGNORECASE,
)


def questions_in(text: str) -> list[str]:
    return re.findall(r"^\*\*(.*)\*\*$", text, re.MULTILINE)


def asked_to(report: Report, *verdicts: Verdict | None) -> Report:
    """The report with one decision for each finding, in order."""
    decisions = tuple(
        Decision(check=finding.check, fingerprint=finding.fingerprint, verdict=verdict)
        for finding, verdict in zip(report.findings, verdicts, strict=True)
    )
    return replace(report, decisions=decisions)


def test_errors_and_warnings_are_asked_about() -> None:
    info = replace(built.UNCITED, check="citation-stack", severity=Severity.INFO, fingerprint="x")
    waiver = replace(built.UNCITED, check="unused-waiver", group="waiver", fingerprint="y")
    text = letter.render(built.report(findings=(built.SWAP, built.UNCITED, info, waiver)))
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Query 1 (line 5)", "Query 2 (line 23)"]
    assert "(1,9).”" in text  # the sentence
    assert "Reference 1: Hall A, de Groot B, et al. Melatonin and jet lag in cabin crews" in text
    assert "Reference 2: Müßig D. Lunestazole" in text
    assert "**From its words, the sentence may refer to reference 2 rather than to reference 1." in text


def test_a_list_that_was_not_read_whole_is_asked_about() -> None:
    entries = "\n".join(
        f"{n}. Hall A. Sleep of kind {n}. J Sleep 2015;3:{n}." for n in range(1, 21) if n not in {5, 9, 13, 17}
    )
    text = letter.render(running.run(audit_text(f"# Sleep\n\nIt helps (1–20).\n\n## References\n\n{entries}\n")))
    assert "Could you please send it as a Word, LaTeX or JATS file?" in text
    assert "We have no questions" not in text
    assert "NOT READ AS PRINTED" in text


def test_with_decisions_only_what_the_editor_wants_to_ask() -> None:
    info = replace(built.UNCITED, severity=Severity.INFO)
    report = built.report(findings=(built.SWAP, built.DANGLING, info))
    text = letter.render(asked_to(report, Verdict.RIGHT, None, Verdict.ASK_AUTHOR))
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Query 1 (line 23)"]
    assert "- 2 open findings are not asked about, for no decision says so" in text
    assert "We have no questions" in letter.render(asked_to(report, Verdict.RIGHT, None, None))


def test_decisions_are_counted_with_what_was_dismissed() -> None:
    report = audited(TEXT.replace("(9)", "(9). Cats (9)"))
    twins = [finding for finding in report.findings if finding.check == "dangling-citation"]
    twin = replace(twins[0], location=replace(twins[0].location, column=999))
    gone = Waived.of(twins[0], reason="fine", kind="decision")
    decisions = tuple(
        Decision(check=twin.check, fingerprint=twin.fingerprint, occurrence=n, verdict=verdict)
        for n, verdict in ((1, Verdict.NOT_A_PROBLEM), (2, Verdict.ASK_AUTHOR))
    )
    text = letter.render(replace(report, findings=(twin,), waived=(gone,), decisions=decisions))
    assert text.count("## Query") == 1


def test_places_without_lines() -> None:
    text = letter.render(built.LINELESS)
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Query 1 (paragraph 12)", "Query 2 (page 3)"]


def test_a_finding_without_citation_shows_its_sentence() -> None:
    text = f"# T\n\nSleep helps (1). Of the adults, 20 of 40 (52%) slept well. Naps help (2).\n{LIST}"
    report = running.run(audit_text(text), [running.get("percentage-mismatch")])
    assert "> “Of the adults, 20 of 40 (52%) slept well.”" in letter.render(report)


def test_many_places_are_counted() -> None:
    cited = replace(built.SWAP, citations=("c1", "c2") * 4, references=(1, 2, 3) * 2)
    text = letter.render(built.report(findings=(cited,)))
    assert "> and 5 more\n" in text
    assert "and 3 more of the list\n" in text


@pytest.mark.parametrize(
    "report", [built.NOTHING, built.CRASHED, built.REPORT], ids=["nothing", "crashed", "incomplete"]
)
def test_few_questions_are_no_clean_bill(report: Report) -> None:
    assert "*For the editor; please remove before sending:*" in letter.render(report)


@pytest.mark.parametrize("report", built.ALL.values(), ids=built.ALL)
def test_every_report_gives_a_letter(report: Report) -> None:
    text = letter.render(report)
    assert text.startswith("# Author queries\n")
    assert text.endswith("the editorial office\n")
    assert "\n\n\n" not in text
    assert letter.render(report) == text


def findings_of_examples() -> Iterator[tuple[str, Report]]:
    for number, example in enumerate(examples()):
        if not example.good:
            beside = running.checks_on() if example.check.after_waivers else ()
            report = running.run(
                tagged(audit_text(example.manuscript, example.works, form=example.form), example.tags),
                {example.check, *beside},
            )
            own = tuple(finding for finding in report.findings if finding.check == example.check.name)
            yield f"{example.check.name}-{number}", replace(report, findings=own)


EXAMPLES = dict(findings_of_examples())


@pytest.mark.parametrize("report", EXAMPLES.values(), ids=EXAMPLES)
def test_the_question_of_every_check_in_an_editors_tone(report: Report) -> None:
    asking = asked_to(report, *(Verdict.ASK_AUTHOR for _ in report.findings))
    asking = replace(
        asking, decisions=tuple({decision.fingerprint: decision for decision in asking.decisions or ()}.values())
    )
    text = letter.render(asking)
    asked = questions_in(text)
    assert asked
    for question in asked:
        assert not question.startswith("We noted")
        assert not _ACCUSING.search(re.sub("“[^”]*”", "", question))  # what is quoted is not ours
        assert question[0].isupper() or not question[0].isalpha()
        assert question[-1] in "?."
        assert "?" in question or "please" in question
        assert not re.search(r"\{|\}|  | [,.;?]|\(\)", question)


def test_every_check_has_a_question() -> None:
    assert [check.name for check in checks() if not check.question] == [], "add question=… to the check"
    assert letter.questions() == {check.name: check.question for check in checks()}


def test_a_check_of_somebody_else_brings_its_question(monkeypatch: pytest.MonkeyPatch) -> None:
    check = Check(
        "acme.unread_reference",
        "Page.",
        severity=Severity.ERROR,
        group="list",
        message="reference {index} is unread",
        question="Has anybody read reference {reference}[[ ({who})]][[, of {year}]]?",
        since="0.1",
    )
    monkeypatch.setattr(letter, "checks", lambda: (check,))
    finding = check.finding(
        built.UNCITED.location,
        facts={"who": "", "year": "2015"},
        numbers={"index": 3},
        references=[built.AUDIT.reference(3)],
    )
    assert questions_in(letter.render(built.report(findings=(finding,)))) == ["Has anybody read reference 3, of 2015?"]
    template = '{% extends "letter.md.jinja" %}{% set own_questions = {"unread-reference": "Who read {reference}?"} %}'
    own = letter.render(built.report(findings=(finding,)), template=template)
    assert questions_in(own) == ["Who read 3?"]


def test_other_checks_fall_back_on_a_general_question() -> None:
    text = letter.render(built.report(findings=(replace(built.UNCITED, check="of-somebody-else"),)))
    assert questions_in(text) == [
        "We noted: reference 3 is cited nowhere. Could you please have a look, and tell us what to change, if anything?"
    ]


# --------------------------------------------------------------------------- templates


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("Dear\n{{ queries }\n", "t.jinja:2: the template of the letter is broken: unexpected '}'"),
        (
            "Dear\n\n{% for q in queries %}\n",
            "t.jinja:3: the template of the letter is broken: Unexpected end of template",
        ),
        ("{{ nobody }}", "t.jinja:1: the template of the letter is broken: 'nobody' is undefined"),
        ("\n{% for q in queries %}{{ q.nope }}{% endfor %}", "t.jinja:2: .* a query has no attribute 'nope'"),
        ("a\n{{ ''.__class__.__mro__ }}", "t.jinja:2: .* access to attribute '__class__' of 'str' object is unsafe"),
        ("{% include 'other.md' %}", "t.jinja:1: the template of the letter is broken: there is no template other.md"),
        ("a\n{{ 1 // 0 }}", "t.jinja:2: the template of the letter is broken: integer division"),
        ("{% for n in range(10**9) %}{% endfor %}", "t.jinja:1: the template of the letter is broken: Range too big"),
        (
            '{% extends "letter.md.jinja" %}{% set own_questions = {"uncited-reference": "Is {this} so?"} %}',
            "the question for uncited-reference asks for {this}, which is not known there",
        ),
    ],
)
def test_a_broken_template(template: str, message: str) -> None:
    report = EXAMPLES[next(name for name in EXAMPLES if name.startswith("uncited-reference"))]
    with pytest.raises(ConfigError, match=message):
        letter.render(report, template=template, name="t.jinja")


def test_a_template_is_tried_before_the_audit() -> None:
    letter.check_template("{{ unknown_until_it_is_used }}", "t.jinja")
    with pytest.raises(ConfigError, match=r"t\.jinja:2: the template of the letter is broken"):
        letter.check_template("a\n{% if %}", "t.jinja")


def test_a_template_may_change_parts() -> None:
    template = (
        '{% extends "letter.md.jinja" %}\n'
        '{% set own_questions = {"uncited-reference": "Where is *{reference}* cited?"} %}\n'
        "{% block closing %}Yours, the *Journal of Sleep*{% endblock %}"
    )
    text = letter.render(built.report(findings=(built.UNCITED,)), template=template)
    assert questions_in(text) == ["Where is *3* cited?"]
    assert text.endswith("Yours, the *Journal of Sleep*\n")
    assert "Dear author," in text


def test_a_template_gets_text_escaped() -> None:
    template = "{% macro said(q) %}{{ q.message }}{% endmacro %}{% for q in queries %}{{ said(q) }}{% endfor %}"
    finding = replace(built.UNCITED, message="<b> *x* [a](b)")
    assert letter.render(built.report(findings=(finding,)), template=template) == "\\<b> \\*x\\* [a\\](b)\n"


# --------------------------------------------------------------------------- markup of others, and Word


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)> <!-- x --> <b>",
        "[here](http://example.org) ![x](y) [a]: /b [1][2]",
        "`code` ``x`` **bold** *it* _it_ snake_case __b__ ~~no~~",
        "a \\ b \\* c &amp; &#60; & d",
        "# no heading",
        "1. no list",
        "- no list",
        "--- ===",
        "> no quotation | no table",
        "{{ 7 * 7 }} {% raw %} {message}",
    ],
)
def test_text_of_the_manuscript_stays_text(hostile: str) -> None:
    from markdown_it import MarkdownIt

    first, *others = built.AUDIT.references
    audit = replace(built.AUDIT, references=(replace(first, raw=hostile), *others))
    report = built.report(
        audit, findings=(replace(built.SWAP, facts={}, message=hostile, check="x", evidence=(hostile,)),)
    )
    tokens = MarkdownIt("commonmark").parse(letter.render(report))
    inside = [child for token in tokens for child in token.children or ()]
    markup = {"text", "text_special", "softbreak", "strong_open", "strong_close", "em_open", "em_close"}
    assert {child.type for child in inside} <= markup
    assert not any(token.type in {"html_block", "hr"} for token in tokens)
    shown = "\n".join("".join(child.content for child in token.children or ()) for token in tokens)
    assert f"Reference 1: {hostile}\n" in shown
    assert f"We noted: {hostile}. Could" in shown
    assert f"What made us ask: {hostile}.\n" in shown


def test_in_word() -> None:
    text = letter.render(built.report(findings=(built.SWAP, built.UNCITED)))
    paragraphs = docx.Document(io.BytesIO(to_word(text))).paragraphs
    styles = [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in paragraphs]
    assert styles[0] == ("Heading 1", "Author queries")
    assert ("Heading 2", "Query 2 (line 23)") in styles
    [quoted] = [words for style, words in styles if style == "Quote"]
    assert quoted == f"“{built.AUDIT.citations[0].sentence}”"
    question = next(paragraph for paragraph in paragraphs if paragraph.text.startswith("From its words"))
    assert all(run.bold for run in question.runs)
    assert to_word(text) == to_word(text)


def test_word_shows_what_markdown_shows() -> None:
    text = "1. one\n2. two *it* `c`\n\n- a&amp;b\\*  \n  c\n\n---\n\n    code\n\n<i>x</i>\n"
    paragraphs = docx.Document(io.BytesIO(to_word(text))).paragraphs
    assert [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in paragraphs] == [
        ("List Number", "one"),
        ("List Number", "two it c"),
        ("List Bullet", "a&b*\nc"),
        ("Normal", "* * *"),
        ("Normal", "code"),
        ("Normal", "<i>x</i>"),
    ]


def test_several_manuscripts_are_several_letters() -> None:
    with pytest.raises(ConfigError, match="one manuscript"):
        letter.join(["a", "b"], [])
    assert letter.join(["a"], []) == "a"


def test_a_place_in_no_block() -> None:
    finding = Finding(
        check="x", group="list", severity=Severity.ERROR, confidence=1, message="m", location=Location(path="paper.md")
    )
    assert "## Query 1 (whole manuscript)" in letter.render(built.report(findings=(finding,)))
