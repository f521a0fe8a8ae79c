"""The report on a manuscript: audited, checked, and without what is waived, known, decided or untouched.

This is the only place where that is done, for the command line, the language server and programs alike.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from citeaudit import discover, formats
from citeaudit.auditing import pipeline
from citeaudit.auditing.plan import Plan, configured, plan
from citeaudit.auditing.revisions import as_it_was
from citeaudit.auditing.works import opened
from citeaudit.errors import ReadError
from citeaudit.files import unsaved
from citeaudit.formats import read
from citeaudit.model import Audit, Manuscript, Report
from citeaudit.projects.latex import root_of
from citeaudit.rules import baseline, changes, decisions, running
from citeaudit.version import __version__

if TYPE_CHECKING:
    from citeaudit.sources import Source


def audit(
    manuscript: str | os.PathLike[str],
    *,
    source: str | Source | None = None,
    offline: bool | None = None,
    mailto: str | None = None,
    config: str | os.PathLike[str] | None = None,
    no_config: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    bibliography: Sequence[str | os.PathLike[str]] = (),
    baseline: str | os.PathLike[str] | None = None,
    decisions: str | os.PathLike[str] | None = None,
    diff: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Audit a manuscript, as `citeaudit audit` does: what is not given here is as its configuration says, else as by default.

    Args:
        manuscript: Its path.
        source: Where works are looked up: a name as on the command line ("crossref", "index:DIR"), or an opened source.
        offline: Send nothing; use what is cached or comes with citeaudit.
        mailto: A mail address, sent to Crossref for its faster, polite pool.
        config: The configuration; by default the one that is nearest upward from the manuscript.
        no_config: Use no configuration.
        select: Names of the only checks to run.
        ignore: Names of checks to leave out.
        bibliography: Files with references that the manuscript cites by keys.
        baseline: A file of `citeaudit baseline`; what it knows is suppressed.
        decisions: A file of decisions that a page saved.
        diff: A revision of git; only what changed since then is reported.
        progress: Told how many references were looked up, and of how many.

    Raises:
        ReadError: The manuscript or a bibliography cannot be read.
        ConfigError: A configuration, a file named in it or an argument makes no sense, or there is no such check.

    Example:
        >>> report = audit("seeds/tcr-22-2463.md", offline=True, source="embedded", select=["claim-mismatch"])
        >>> [finding.suggested for finding in report.findings]
        [(40,)]
    """
    from citeaudit.auditing.config import Settings, forget, require_checks
    from citeaudit.sources import open_source

    forget()  # it may have changed since the last audit
    require_checks(select, "select")
    require_checks(ignore, "ignore")
    path = os.fspath(manuscript)
    asked = Settings(
        select=tuple(select) or None,
        ignore=tuple(ignore),
        source=source if isinstance(source, str) else None,
        offline=offline,
        mailto=mailto,
        bibliography=tuple(os.fspath(file) for file in bibliography) or None,
        baseline=os.fspath(baseline) if baseline is not None else None,
    )
    made = plan(
        path,
        configured(path, file=os.fspath(config) if config is not None else None, without=no_config),
        asked,
        decisions_file=os.fspath(decisions) if decisions is not None else None,
        since=diff,
    )
    works = (
        open_source(made.source, offline=made.offline, mailto=made.mailto)
        if source is None or isinstance(source, str)
        else source
    )
    return examine(read(path, bibliography=made.bibliography), made, works, progress)


def examine(
    manuscript: Manuscript, plan: Plan, source: Source, progress: Callable[[int, int], None] | None = None
) -> Report:
    """The report on a manuscript.

    Args:
        manuscript: The manuscript, read.
        plan: What is asked of it.
        source: Where works are looked up.
        progress: Told how many references were looked up, and of how many.

    Raises:
        CiteauditError: A revision of the manuscript cannot be read.
    """
    found = pipeline.audit_manuscript(
        manuscript, source=source, progress=progress, expected_faults=plan.expected_faults
    )
    report = _checked(found, plan)
    if plan.decisions is not None:
        report = decisions.apply(report, plan.decisions)
    if plan.known is not None:
        report = baseline.apply(report, plan.known)
    return report if plan.since is None else _news(report, plan.since, plan)


def examine_text(
    path: str,
    text: str,
    *,
    latex: bool = False,
    source: str | None = None,
    open_texts: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    """The report on a text that need not be on the disk, as `citeaudit audit --offline` gives it on the file.

    A chapter of LaTeX gets the report on the document that reads it.

    Args:
        path: Where the text lies or will lie: its configuration and what it reads stand beside it.
        text: The text; nothing but Markdown and LaTeX can be read so.
        latex: Whether it is known to be LaTeX; else its name and what it says decide.
        source: Where works are looked up, of what is stored alone; None for what the configuration says.
        open_texts: The texts of files that the document may read, by their paths, where they are not those on the disk.

    Raises:
        CiteauditError: The text is not a manuscript, or a configuration makes no sense.
    """
    from citeaudit.auditing.config import Settings, forget
    from citeaudit.formats import latex as latex_reader
    from citeaudit.formats import markdown

    forget()  # it may have changed since the last audit
    data = text.encode("utf-8", "replace")  # half a surrogate pair is no character
    if len(data) > formats.LARGEST_FILE_BYTES:
        raise ReadError("this is longer than a manuscript")
    latex = latex or Path(path).suffix.lower() in latex_reader.SUFFIXES or latex_reader.recognises(data)
    if not latex:
        made = plan(path, configured(path), Settings(source=source))
        return examine(markdown.read(path, data, made.bibliography), made, opened(made.source, offline=True))
    texts = {
        os.path.realpath(name): other.encode("utf-8", "replace") for name, other in {**open_texts, path: text}.items()
    }
    with unsaved(texts):
        root = root_of(path, text)
        whole = path if root is None else root.path
        held = texts.get(os.path.realpath(whole))
        made = plan(whole, configured(whole), Settings(source=source))
        data = formats.read_text(whole)[0].encode() if held is None else held
        return examine(latex_reader.read(whole, data, made.bibliography), made, opened(made.source, offline=True))


def gravest(codes: Iterable[int]) -> int:
    """The exit status of a run over several manuscripts: could not run, before incomplete, before findings.

    >>> gravest([0, 1, 3]), gravest([2, 3]), gravest([0])
    (3, 2, 0)
    """
    return max(codes, key=(0, 1, 3, 2).index)


def exit_status(report: Report, plan: Plan) -> int:
    """The exit status that a report asks for; see `running.exit_status`."""
    return running.exit_status(
        report, fail_on=plan.fail_on, offline=plan.offline, allow_incomplete=plan.allow_incomplete
    )


def why_incomplete(report: Report, plan: Plan) -> str:
    """Why an audit is not whole, "" where it is or need not be; see `running.why_incomplete`."""
    return running.why_incomplete(report, offline=plan.offline, allow_incomplete=plan.allow_incomplete)


def _checked(audit: Audit, plan: Plan) -> Report:
    chosen = None if plan.checks is None else [running.get(name) for name in plan.checks]
    report = running.run(audit, chosen, version=__version__, settings=plan.settings, waivers=plan.waivers)
    unread = {f"format-{name}": problem for name, problem in discover.faulty(formats.__name__).items()}
    return replace(report, crashed=dict(sorted({**report.crashed, **unread}.items()))) if unread else report


def _news(report: Report, revision: str, plan: Plan) -> Report:
    """The report with what changed since a revision touches."""
    now = report.audit
    with as_it_was(now.manuscript.path, revision, plan.bibliography) as old:
        if old is None:
            return baseline.with_note(report, f"this file is not in {revision}, so all of it is new")
        path, bibliography = old
        then = pipeline.audit(
            path, source=changes.ResolutionsKnown(now), bibliography=bibliography, expected_faults=plan.expected_faults
        )
        before = _checked(replace(then, today=now.today), plan)
    return changes.only_news(report, before, revision)
