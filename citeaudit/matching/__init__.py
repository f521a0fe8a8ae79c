"""Reference against work: comparisons of single fields, and the verdict made of them. No I/O.

Every comparison answers True (the same, typographic variants included), False (different) or None (one side is
missing, or the two cannot be compared), so that a caller never takes what is not known for a difference.
"""

from citeaudit.matching.containers import same_container
from citeaudit.matching.names import other_author, same_author, same_family
from citeaudit.matching.numbering import same_page, same_range, same_volume, same_year
from citeaudit.matching.titles import same_title, title_likeness
from citeaudit.matching.verdict import confirm, judge

__all__ = [
    "confirm",
    "judge",
    "other_author",
    "same_author",
    "same_container",
    "same_family",
    "same_page",
    "same_range",
    "same_title",
    "same_volume",
    "same_year",
    "title_likeness",
]
