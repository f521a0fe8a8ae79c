"""Every type that travels down the line, and nothing else.

All values are frozen, slotted and keyword-only; sequences are tuples. No I/O and no third-party import
happens here, so any other module may import this one. Import from `citeaudit.model`; the files are for readers.

Vocabulary: a *reference* is an entry of the list; a *citation* is a place in the text that points at references;
a *link* is one (citation, reference) pair; a *work* is what exists in the world, as a source describes it; a
*record* holds bibliographic fields and is the same type for what the author wrote and for what a source holds.
"""

from citeaudit.model.audit import Audit, Claim, Doubt, Evidence, Fault, Silence, Subject, Waiver, WaiverState
from citeaudit.model.citations import Citation, Link, Printed, Reference, Refused
from citeaudit.model.findings import Coverage, Decision, Finding, Report, Severity, Verdict, Waived
from citeaudit.model.manuscript import Block, BlockKind, Comment, Listed, Manuscript, Mark
from citeaudit.model.text import Anchor, Location, Run, Style, Text
from citeaudit.model.works import Ambiguous, Found, Name, NotAsked, NotFound, Notice, Record, Resolution, Work

__all__ = [
    "Ambiguous",
    "Anchor",
    "Audit",
    "Block",
    "BlockKind",
    "Citation",
    "Claim",
    "Comment",
    "Coverage",
    "Decision",
    "Doubt",
    "Evidence",
    "Fault",
    "Finding",
    "Found",
    "Link",
    "Listed",
    "Location",
    "Manuscript",
    "Mark",
    "Name",
    "NotAsked",
    "NotFound",
    "Notice",
    "Printed",
    "Record",
    "Reference",
    "Refused",
    "Report",
    "Resolution",
    "Run",
    "Severity",
    "Silence",
    "Style",
    "Subject",
    "Text",
    "Verdict",
    "Waived",
    "Waiver",
    "WaiverState",
    "Work",
]
