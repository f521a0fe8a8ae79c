"""What can and what cannot be a DOI."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citeaudit.checks.malformed_doi import check
from citeaudit.model import Severity
from tests.manuscripts import audit_text


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("doi:0.1000/sleep.1", "it does not begin with “10.”"),
        ("doi: 1O.1000/sleep.1", "it does not begin with “10.”"),
        ("https://doi.org/sleep.2015.1", "it does not begin with “10.”"),
        ("doi:10.1000", "nothing follows its prefix"),
        ("doi:10.1000-sleep.1", "its prefix is not “10.”, a number and a slash"),
        ("doi:10.1000/sleep.1", ""),
        ("https://doi.org/10.1000/456#789(1)2", ""),
        ("doi: not available", ""),
        ("https://doi.org/10/abcde1", ""),
        ("https://doi.org/abcd", ""),  # a short DOI has four signs or more
        ("https://doi.org/ab1", "it does not begin with “10.”"),
        ("doi:bvc6px", "it does not begin with “10.”"),  # only an address makes it one
        ("http://citeseerx.example.edu/viewdoc/summary?doi=10.1.1.41.22", ""),
        ("http://example.edu/find?id=3&doi=41", ""),
        ("https://doi-org.library.example.edu/10.1000/sleep.1", "the address before it is not that of doi.org"),
        ("https://onlinelibrary.example.com/doi/10.1000/sleep.1", ""),  # a page of the publisher
    ],
)
def test_printed(printed: str, why: str) -> None:
    audit = audit_text(
        "# Sleep\n\nMemory needs sleep (1).\n\n## References\n\n"
        f"1. Hall A. Sleep and memory. J Sleep 2015;3:1-9. {printed}\n"
    )
    assert [finding.facts["why"] for finding in check.findings(audit)] == ([why] if why else [])


@pytest.mark.parametrize(
    ("doi", "why"),
    [
        ("10.1000/sleep 1", "it holds white space"),
        ("10.1000/sleep.1https://doi.org/10.1000/sleep.2", "two run into each other"),
        ("https://doi.org/10.1000/sleep.1", ""),
        ("DOI: 10.1000/sleep.1", ""),
        ("http://doi.society.example.org/10.1000/sleep.1", "the address before it is not that of doi.org"),
        ("http://dx.doi.org.proxy.example.edu:2048/10.1000/sleep.1", "the address before it is not that of doi.org"),
        ("http://doi.society.example.org/sleep.1", "it does not begin with “10.”"),
    ],
)
def test_fields_of_a_bibliography(doi: str, why: str) -> None:
    audit = audit_text("# Sleep\n\nIt is (1).\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n")
    (reference,) = audit.references
    changed = replace(audit, references=(replace(reference, record=replace(reference.record, DOI=doi)),))
    assert [finding.facts["why"] for finding in check.findings(changed)] == ([why] if why else [])


def test_an_address_before_a_doi_is_a_warning_that_is_put_right_without_a_source() -> None:
    printed = "http://doi.society.example.org/10.1000/sleep.1"
    audit = audit_text("# Sleep\n\nIt is (1).\n\n## References\n\n1. Hall A. Sleep. J Sleep 2015;3:1-9.\n")
    (reference,) = audit.references
    changed = replace(audit, references=(replace(reference, record=replace(reference.record, DOI=printed)),))
    (finding,) = check.findings(changed)
    assert finding.severity is Severity.WARNING
    assert finding.fix == {"kind": "replace", "field": "DOI", "old": printed, "value": "10.1000/sleep.1"}
