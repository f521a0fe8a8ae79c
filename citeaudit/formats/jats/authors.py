"""Who wrote an article, as JATS tags it."""

from __future__ import annotations

from citeaudit.formats.jats.source import Element
from citeaudit.model import Name
from citeaudit.parsing.authors import person


def authors(article: Element) -> tuple[Name, ...]:
    """The authors of an article: its contributors that are persons and are called authors, or called nothing."""
    found = []
    for contributor in article.iterfind("front/article-meta/contrib-group/contrib"):
        name = contributor.find("name")
        if name is None:
            name = contributor.find("name-alternatives/name")
        if contributor.get("contrib-type", "author") == "author" and name is not None:
            family, given = (" ".join((name.findtext(tag) or "").split()) for tag in ("surname", "given-names"))
            if family:
                found.append(person(family, given))
    return tuple(found)
