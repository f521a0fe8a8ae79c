"""The report as one line of JSON, so that several manuscripts make one file: the same object as in `json`."""

from __future__ import annotations

import json

from citeaudit.model import Report
from citeaudit.reports.json import as_object


def render(report: Report) -> str:
    """The report as JSON on one line."""
    return json.dumps(as_object(report), ensure_ascii=False) + "\n"
