"""A report that the real pipeline makes of a synthetic manuscript, which tries to break out of every form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from citeaudit.auditing import pipeline
from citeaudit.formats import markdown
from citeaudit.model import Report, Waived
from citeaudit.rules import running
from tests.manuscripts import ExampleSource

PATH = "./my papers/résumé #1, 50%.md"

TEXT = """# Sleep | <b>recall</b>

The REMWAVE-2 trial of lunestazole raised orexin by a third (1). Memory needs sleep (2).
Naps help, says @nobody in #12 | `code` <img src=x onerror=alert(1)> [here](http://example.org) \\_ $x$ {0} (9).

## References

1. Hall A. Melatonin and jet lag in cabin crews: a cohort study. J Sleep 2015;3:1-9. doi:10.5555/jetlag
2. Berg C. Sleep and the consolidation of memory. J Sleep 2016;4:11-9. doi:10.5555/memory
3. Moss D. Lunestazole and orexin in older adults: results of the REMWAVE-2 trial. J Sleep 2019;7:21-30.
4. Lind E. Dreams | of @everyone, #4 and <script>alert(1)</script> [x](2): %0A::error::`a` ``b`` {1}. J Sleep 2020;8:2-4.
"""

CHECKS = ("claim-mismatch", "dangling-citation", "uncited-reference", "unresolved-reference", "year-mismatch")


def audited(text: str = TEXT, path: str = PATH) -> Report:
    """The report on a text; another year for its first work, no second work, nobody asked about the others."""
    source = ExampleSource({"10.5555/jetlag": {"year": 2005}, "10.5555/memory": None})
    audit = pipeline.audit_manuscript(markdown.read(path, text.encode()), source=source)
    return running.run(replace(audit, today=None), map(running.get, CHECKS), version="0.1.0")


def waiving(report: Report, name: str) -> Report:
    """The report with the findings of one check waived."""
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding.check != name),
        waived=tuple(
            Waived.of(finding, reason="asked the | authors <b>", kind="waiver", until=date(2027, 6, 30))
            for finding in report.findings
            if finding.check == name
        ),
    )
