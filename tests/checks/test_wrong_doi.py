"""Two versions of one work are no wrong DOI."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from citeaudit.checks.wrong_doi import check
from citeaudit.model import Found, Record, Work
from tests.manuscripts import audit_text

TEXT = """
Memory needs sleep (1).

## References

1. Hall A. Sleep and the consolidation of memory. J Sleep 2015;3:1-9. doi:10.5555/s1
"""


@pytest.mark.parametrize(
    ("of_work", "of_other", "accused"),
    [({}, {}, True), ({"preprints": ("10.5555/S1",)}, {}, False), ({}, {"published_as": ("10.5555/s2",)}, False)],
)
def test_versions(of_work: dict[str, Any], of_other: dict[str, Any], accused: bool) -> None:
    work = Work(record=Record(title="Sleep", DOI="10.5555/s2"), source="example", identifier="s2", **of_work)
    other = Work(record=Record(title="Naps", DOI="10.5555/s1"), source="example", identifier="s1", **of_other)
    found = MappingProxyType({1: Found(work=work, score=0.9, leads_to=other)})
    audit = replace(audit_text(TEXT), resolutions=found)
    assert bool(list(check.findings(audit))) is accused
