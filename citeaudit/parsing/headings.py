"""Headings that name a part of a manuscript, in the languages manuscripts are written in."""

from __future__ import annotations

import re

from citeaudit.text.folding import fold

_NUMBERING = r"(?:(?:[0-9]{1,2}|[ivx]{1,5}|[a-h]|appendix) )?"
_REFERENCES = re.compile(  # folded: small letters, no accents, no punctuation
    _NUMBERING
    + r"(?:(?:supplementary|supplemental|additional|further|online|selected|cited|main|key|method|methods|general) )?"
    r"(?:references?(?: list| cited| section| and notes| and (?:further|recommended) reading)?|list of references|notes and references"
    r"|bibliograph(?:y|ie)|literature(?: cited| references)?|(?:list of )?works cited|cited works|sources|(?:cited )?literature"
    r"|literatur(?:verzeichnis|angaben|hinweise|liste)?|quellen(?:verzeichnis|angaben)?|quellen und literatur(?:verzeichnis)?"
    r"|references bibliographiques|ouvrages cites|liste des references|referencias(?: bibliograficas)?|bibliografia(?: citada)?"
    r"|obras citadas|literatura citada|riferimenti(?: bibliografici)?|referenties|literatuur(?:lijst)?|bronnen"
    r"|referense?r|referencer|referanser|kallor|kilder|litteratur(?:liste|forteckning)?|lahteet|kirjallisuus|irodalom(?:jegyzek)?"
    r"|literatura|pouzita literatura|zoznam literatury|zrodla|pismiennictwo|kaynaklar|kaynakca|viited|literaturas saraksts|bibliografie"
    r"|参考文献|参考资料|引用文献|文献|참고문헌|список литературы|литература|библиография|список использованных источников|βιβλιογραφια"
    r"|مراجع|المراجع)"
)
_LETTERS_APART = re.compile(r"(?:\w ){6,}\w")
_LONGEST = 80  # characters
_OUTSIDE_TEXT = re.compile(
    r"(?:[0-9ivx]+ )?(?:acknowledge?ments?|funding(?: information| statement| sources?)?|footnotes?|author(?:s)? contributions?|contributions"
    r"|(?:declaration of )?(?:competing|conflicts? of) interests?(?: statement)?|disclosures?|ethic(?:s|al) (?:statement|approval)"
    r"|(?:data|code|materials?)(?: and (?:code|data|materials?))? availability(?: statement)?|availability of (?:data|code)(?: and materials?)?|abbreviations|author details|authors information|supporting information captions)"
)


def is_reference_heading(text: str) -> bool:
    """Whether a heading opens a list of references.

    >>> [is_reference_heading(x) for x in ("References", "5. Literatur", "R E F E R E N C E S", "Références", "Methods")]
    [True, True, True, True, False]
    """
    if len(text) > _LONGEST:
        return False
    words = fold(text)
    if _LETTERS_APART.fullmatch(words):
        words = words.replace(" ", "")
    return _REFERENCES.fullmatch(words) is not None


def is_outside_text(text: str) -> bool:
    """Whether a heading opens a part that holds no citations: acknowledgements, funding, interests.

    >>> is_outside_text("Acknowledgments"), is_outside_text("Discussion")
    (True, False)
    """
    return _OUTSIDE_TEXT.fullmatch(fold(text)) is not None
