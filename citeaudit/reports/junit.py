"""The report as JUnit XML: a manuscript is a suite, every check that ran a test case.

A check with errors or warnings has failed, with all its findings in the text; findings of severity info are printed only. A
check that could not look at everything and found nothing is skipped, one that crashed is an error.

Source: the JUnit schema of Jenkins' xUnit plugin (junit-10.xsd), which GitLab and others read.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from citeaudit.model import Finding, Report, Severity
from citeaudit.rules.causes import all_places, by_cause
from citeaudit.rules.wording import Kind, coverage_line, names_of_checks, reasons, remarks, spot
from citeaudit.text.display import plural, posix, visible


def render(report: Report) -> str:
    """The report as an indented XML document with one suite."""
    path = _legal(visible(posix(report.audit.manuscript.path)))
    suite = Element("testsuite", name=path)
    for name in names_of_checks(report):
        case = SubElement(suite, "testcase", name=_legal(name), classname=path, file=path)
        _judge(case, name, report)
    sentences = [
        f"{remark.kind}: {remark.text}" for remark in remarks(report) if remark.kind in (Kind.NOTHING, Kind.NOTE)
    ]
    SubElement(suite, "system-out").text = _legal("\n".join((*sentences, coverage_line(report))))
    text = report.audit.citations or report.audit.manuscript.list_alone
    if not (report.audit.references and text):  # else every case is skipped and the suite looks well
        case = Element("testcase", name=str(Kind.NOTHING), classname=path, file=path)
        SubElement(case, "error", message=_legal("; ".join(sentences)), type=str(Kind.NOTHING))
        suite.insert(0, case)
    return _document([suite])


def join(parts: Sequence[str], unread: Sequence[str]) -> str:
    """One document with a suite for each manuscript, and one with what could not be read."""
    suites = [suite for part in parts for suite in ElementTree.fromstring(part)]
    if unread:
        suite = Element("testsuite", name="manuscripts that could not be read")
        for sentence in unread:
            message = _legal(visible(sentence))
            case = SubElement(suite, "testcase", name=message, classname=str(Kind.UNREAD))
            SubElement(case, "error", message=message, type=str(Kind.UNREAD))
        suites.append(suite)
    return _document(suites)


def _judge(case: Element, name: str, report: Report) -> None:
    """What came of one check: an error, a failure, skipped, or nothing for passed."""
    causes = by_cause((finding for finding in report.findings if finding.check == name), report.audit)
    findings = [cause.finding for cause in causes]
    where = {id(cause.finding): all_places(cause, report.audit) for cause in causes}
    faults = [finding for finding in findings if finding.severity > Severity.INFO]
    reason = report.incomplete.get(name, "")
    if error := report.crashed.get(name):
        SubElement(case, "error", message=_legal(visible(error)), type=str(Kind.CRASHED))
    elif faults:
        gravest = max(faults, key=lambda finding: finding.severity)
        first = f"{plural(len(faults), 'finding')}; {_place(gravest)}: {visible(gravest.message)}"
        failure = SubElement(case, "failure", message=_legal(first), type=str(gravest.severity))
        failure.text = _legal("\n".join(_described(fault, *where[id(fault)]) for fault in faults))
    elif reason:
        SubElement(case, "skipped", message=_legal(visible(reason)))
    printed = [_described(finding, *where[id(finding)]) for finding in findings if finding not in faults]
    if reason and (faults or name in report.crashed):
        printed.append(f"could not look at everything: {visible(reason)}")
    waived = (finding for finding in report.waived if finding.check == name)
    printed += [
        f"{_described(finding)}\n    suppressed by {finding.kind}: {visible(finding.reason)}" for finding in waived
    ]
    if printed:
        SubElement(case, "system-out").text = _legal("\n".join(printed))


def _place(finding: Finding) -> str:
    return f"{visible(posix(finding.location.path))}:{spot(finding.location)}".removesuffix(":")


def _described(finding: Finding, *more: str) -> str:
    head = f"{_place(finding)} {finding.severity}[{finding.check}] {visible(finding.message)}"
    return "\n    ".join((head, *more, *reasons(finding)))


def _document(suites: Sequence[Element]) -> str:
    whole = Element("testsuites", name="citeaudit")
    whole.extend(suites)
    for suite in suites:
        for attribute, tag in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            suite.set(attribute, str(sum(1 for _ in suite.iter(tag))))
    for attribute in ("tests", "failures", "errors", "skipped"):
        whole.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in suites)))
    ElementTree.indent(whole, " ")
    text = ElementTree.tostring(whole, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _legal(text: str) -> str:
    """The text without what XML 1.0 has no way to write."""
    return "".join(c for c in text if c in "\n\t" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
