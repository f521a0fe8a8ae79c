"""citeaudit: a linter for citations and a small reference manager.

>>> import citeaudit
>>> report = citeaudit.audit("seeds/tcr-22-2463.md", offline=True, source="embedded")
>>> [finding.check for finding in report.findings if finding.severity is citeaudit.Severity.ERROR]
['claim-mismatch']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citeaudit.version import __version__

if TYPE_CHECKING:
    from citeaudit.auditing.examining import audit, examine, exit_status
    from citeaudit.auditing.plan import Plan
    from citeaudit.formats import read
    from citeaudit.model import Finding, Report, Severity
    from citeaudit.sources import open_source


__all__ = [
    "Finding",
    "Plan",
    "Report",
    "Severity",
    "__version__",
    "audit",
    "examine",
    "exit_status",
    "open_source",
    "read",
]

_HOMES = {
    "Finding": "citeaudit.model",
    "Plan": "citeaudit.auditing.plan",
    "Report": "citeaudit.model",
    "Severity": "citeaudit.model",
    "audit": "citeaudit.auditing.examining",
    "examine": "citeaudit.auditing.examining",
    "exit_status": "citeaudit.auditing.examining",
    "open_source": "citeaudit.sources",
    "read": "citeaudit.formats",
}
"""Where each name is defined; the module is imported when the name is asked for, so that `import citeaudit` takes no time."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted((*globals(), *_HOMES))
