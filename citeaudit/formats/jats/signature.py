"""How the bytes of a JATS article begin."""

from __future__ import annotations

import re

from citeaudit.files import BYTE_ORDER_MARKS
from citeaudit.text.patterns import lazy

_HEAD_BYTES = 8192
"""Where the root element of an article has begun, long comments before it and all."""

_PROLOGUE = r"(?>\s*(?:<\?.*?\?>|<!--.*?-->|(?P<doctype><!DOCTYPE[^\[>]*(?P<subset>\[.*?\]\s*)?>)))*+\s*+"
ROOT = lazy(_PROLOGUE + r"<(?P<root>[A-Za-z_][\w:.-]*)(?P<attributes>[^>]*)", re.DOTALL)
_JATS_DOCTYPE = lazy(
    r"JATS|//NLM//|Journal (?:Archiving|Publishing)|Article Authoring|archivearticle|journalpublishing", re.IGNORECASE
)
_JATS_SIGN = lazy(
    r"article-type=|dtd-version=|specific-use=|<front\b|<processing-meta\b|<journal-meta\b|<article-meta\b"
)
_DOCBOOK = lazy(r"docbook", re.IGNORECASE)


def recognises(data: bytes) -> bool:
    """Whether the beginning of a file is that of a JATS article, or of a set of them, beyond doubt."""
    head = data[:_HEAD_BYTES]
    if b"<" not in head[:64]:
        return False
    root = ROOT.match(_head_text(head))
    if root is None:
        return False
    name, doctype = root["root"].rpartition(":")[2], root["doctype"] or ""
    if name == "pmc-articleset":
        return True
    if name != "article" or _DOCBOOK.search(doctype + root["attributes"]) or ":" in root["root"]:
        return False
    return bool(_JATS_DOCTYPE.search(doctype) or _JATS_SIGN.search(root.string, root.end("root")))


def _head_text(head: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    if b"\0" in head[:4]:
        return head.decode("utf-16-be" if head[0] == 0 else "utf-16-le", "ignore")
    return head.decode("latin-1")
