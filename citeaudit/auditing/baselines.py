"""A baseline, written or renewed: what is found now is suppressed from then on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit import formats
from citeaudit.auditing.examining import examine, gravest, why_incomplete
from citeaudit.auditing.plan import Plan, baseline_key, read_baseline
from citeaudit.auditing.runs import Run, Tell, configured, found, plans_of
from citeaudit.auditing.workers import Progress
from citeaudit.auditing.works import open_works
from citeaudit.errors import CiteauditError
from citeaudit.files import write
from citeaudit.rules.baseline import Known, dump, of_findings

if TYPE_CHECKING:
    from citeaudit.sources import Source

DEFAULT = "citeaudit-baseline.json"  # a name that says in a listing whose file it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """What came of writing a baseline: its file, how many findings of how many manuscripts the run added, and the exit status.

    Nothing was written where the status is not 0.
    """

    path: Path
    count: int = 0
    manuscripts: int = 0
    code: int = 0


def renew(run: Run, *, tell: Tell, progress: Progress = nullcontext) -> Renewed:
    """Write the findings of manuscripts into a baseline; what it holds of other manuscripts stays.

    Args:
        run: The manuscripts, and how they are audited; `output` is the baseline, by default that of the configuration.
        tell: Takes what went wrong with one of them.
        progress: Opens what is told how many references were looked up, for one manuscript.

    Raises:
        CiteauditError: The run cannot begin, or the file is something else than a baseline, or cannot be written.
    """
    run = found(run, tell)
    settings = configured(run)
    path = run.output or Path(settings[0].baseline or DEFAULT)
    plans, access = plans_of(run, [replace(of_manuscript, baseline=None) for of_manuscript in settings])
    before = read_baseline(str(path)) if path.exists() else ()  # what is not a baseline must not be overwritten
    works, _ = open_works(plans[0].source, access)
    known, code = _known(run.files, plans, works, path, tell, progress)
    if code:
        return Renewed(path=path, code=code)
    keys = {baseline_key(file, str(path)) for file in run.files}
    kept = [finding for finding in before if finding.manuscript not in keys]
    write([dump([*kept, *known])], path)
    return Renewed(path=path, count=sum(finding.count for finding in known), manuscripts=len(run.files))


def _known(
    files: Sequence[str], plans: Sequence[Plan], works: Source, path: Path, tell: Tell, progress: Progress
) -> tuple[list[Known], int]:
    """The findings of all files, and the exit status where one of them cannot be known, else 0."""
    known: dict[str, tuple[Known, ...]] = {}
    codes = [0]
    for file, made in zip(files, plans, strict=True):
        try:
            manuscript = formats.read(file, bibliography=made.bibliography)
            with progress() as advance:
                report = examine(manuscript, made, works, advance)
        except CiteauditError as error:
            tell(f"citeaudit: {error}\n")
            codes.append(2)
            continue
        if why := why_incomplete(report, made):
            tell(f"citeaudit: {path} was not written: the audit of {file} is incomplete, {why}\n")
            codes.append(3)
        key = baseline_key(file, str(path))
        known[key] = of_findings(key, report.findings)
    return [finding for found in known.values() for finding in found], gravest(codes)
