"""Headings that name a part of a manuscript, in the languages manuscripts are written in."""

from __future__ import annotations

import re

from citeaudit.wording import fold

_REFERENCES = re.compile(
    r"(?:[0-9ivx]+ )?(?:(?:supplementary|supplemental|additional|further|online|selected|cited|main|method|methods) )?"
    r"(?:references?(?: list| cited| and notes)?|reference section|list of references|notes and references|bibliograph(?:y|ie)|literature"
    r"(?: cited)?|works cited|cited works|sources|literatur(?:verzeichnis|angaben|hinweise)?|quellen(?:verzeichnis)?"
    r"|references bibliographiques|referencias(?: bibliograficas)?|bibliografia|referencias|obras citadas"
    r"|riferimenti(?: bibliografici)?|referenties|referenser|referencer|kilder|zrodla|kaynaklar|kaynakca|"
    r"参考文献|参考资料|文献|список литературы|литература)"
)
_OUTSIDE_TEXT = re.compile(
    r"(?:[0-9ivx]+ )?(?:acknowledge?ments?|funding(?: information| statement| sources?)?|footnotes?|author(?:s)? contributions?|contributions"
    r"|(?:declaration of )?(?:competing|conflicts? of) interests?(?: statement)?|disclosures?|ethic(?:s|al) (?:statement|approval)"
    r"|data (?:and code )?availability(?: statement)?|abbreviations|author details|authors information|supporting information captions)"
)


def is_reference_heading(text: str) -> bool:
    """Whether a heading opens a list of references.

    >>> [is_reference_heading(x) for x in ("References", "5. Literatur", "Références bibliographiques", "Methods")]
    [True, True, True, False]
    """
    return _REFERENCES.fullmatch(fold(text)) is not None


def is_outside_text(text: str) -> bool:
    """Whether a heading opens a part that holds no citations: acknowledgements, funding, interests.

    >>> is_outside_text("Acknowledgments"), is_outside_text("Discussion")
    (True, False)
    """
    return _OUTSIDE_TEXT.fullmatch(fold(text)) is not None
