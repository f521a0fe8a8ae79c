"""The synthetic article in every format that is text."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape

from tests.formats import article
from tests.formats.article import SECTIONS, TITLE, WORKS, Piece, pieces

Marker = Callable[[Sequence[str]], str]


def _paragraphs(text: Callable[[str], str], marker: Marker) -> list[tuple[str, list[str]]]:
    def whole(piece: Piece) -> str:
        return marker(piece.keys) if piece.keys else text(piece.text)

    return [
        (heading, ["".join(map(whole, pieces(paragraph))) for paragraph in paragraphs])
        for heading, paragraphs in SECTIONS
    ]


def _markdown(marker: Marker, references: Sequence[str], head: str = "") -> str:
    body = "".join(
        f"## {heading}\n\n" + "".join(f"{paragraph}\n\n" for paragraph in paragraphs)
        for heading, paragraphs in _paragraphs(str, marker)
    )
    listed = "## References\n\n" + "".join(references) if references else ""
    return f"{head}# {TITLE}\n\n{body}{listed}"


def markdown_numbers() -> str:
    """Markdown with numbers in brackets."""
    listed = [f"{number}. {article.printed(key)}\n" for number, key in enumerate(article.order(), 1)]
    return _markdown(lambda keys: f"[{article.numbers(keys)}]", listed)


def markdown_names() -> str:
    """Markdown with authors and years."""
    listed = [f"{article.printed(key, by_name=True)}\n\n" for key in article.by_name()]
    return _markdown(lambda keys: f"({article.names(keys)})", listed)


def markdown_keys() -> str:
    """Markdown with citation keys, for Pandoc; its header names refs.bib."""
    return _markdown(
        lambda keys: f"[{'; '.join(f'@{key}' for key in keys)}]", (), "---\nbibliography: refs.bib\n---\n\n"
    )


def bibtex() -> str:
    """The works as a .bib file, in the order of their keys, with one that is not cited."""
    fields = {"title": "title", "container-title": "journal", "volume": "volume", "page": "pages"}
    found = []
    for key, work in sorted(WORKS.items()):
        authors = " and ".join(f"{name['family']}, {name['given']}" for name in work["author"])
        lines = [f"  author = {{{authors}}}", f"  year = {{{article.year(key)}}}"]
        lines += [
            f"  {name} = {{{str(work[field]).replace('-', '--') if field == 'page' else work[field]}}}"
            for field, name in fields.items()
        ]
        found.append(f"@article{{{key},\n" + ",\n".join(lines) + "\n}\n")
    return "\n".join(
        [*found, "@article{never2001,\n  author = {Never, C.},\n  title = {Not cited},\n  year = {2001}\n}\n"]
    )


def csl_json() -> str:
    """The works as CSL-JSON."""
    return json.dumps(list(WORKS.values()), indent=1) + "\n"


def latex() -> str:
    """LaTeX with natbib; the second section stands in a file of its own, `drugs.tex`."""
    sections = _paragraphs(_tex, lambda keys: f"\\citep{{{','.join(keys)}}}")
    parts = [f"\\section{{{heading}}}\n\n" + "\n\n".join(paragraphs) for heading, paragraphs in sections]
    parts[1] = "\\input{drugs}"
    return (
        "\\documentclass{article}\n\\usepackage[numbers]{natbib}\n\\title{"
        + _tex(TITLE)
        + "}\n\\begin{document}\n\\maketitle\n\n"
        + "\n\n".join(parts)
        + "\n\n\\bibliographystyle{unsrtnat}\n\\bibliography{refs}\n\\end{document}\n"
    )


def latex_part() -> str:
    """What `\\input{drugs}` reads."""
    heading, paragraphs = _paragraphs(_tex, lambda keys: f"\\citep{{{','.join(keys)}}}")[1]
    return f"% the second section\n\\section{{{heading}}}\n\n" + "\n\n".join(paragraphs) + "\n"


def _tex(text: str) -> str:
    return text.replace("%", "\\%").replace("&", "\\&")


def jats() -> str:
    """JATS with element-citations; of ranges only the ends are tagged."""

    def marker(keys: Sequence[str]) -> str:
        places = sorted(article.order().index(key) + 1 for key in keys)
        if len(places) > 2 and places[-1] - places[0] == len(places) - 1:
            return f"[{_xref(places[0])}–{_xref(places[-1])}]"
        return f"[{', '.join(map(_xref, places))}]"

    body = "".join(
        f"<sec><title>{heading}</title>\n" + "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs) + "</sec>\n"
        for heading, paragraphs in _paragraphs(escape, marker)
    )
    listed = "".join(_element(number, key) for number, key in enumerate(article.order(), 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN" "JATS-journalpublishing1.dtd">\n'
        f'<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><title-group><article-title>{TITLE}</article-title>'
        f"</title-group></article-meta></front>\n<body>\n{body}</body>\n<back><ref-list><title>References</title>\n{listed}</ref-list></back></article>\n"
    )


def _xref(place: int) -> str:
    return f'<xref ref-type="bibr" rid="B{place}">{place}</xref>'


def _element(number: int, key: str) -> str:
    work = WORKS[key]
    names = "".join(
        f"<name><surname>{name['family']}</surname><given-names>{name['given'].rstrip('.')}</given-names></name>"
        for name in work["author"]
    )
    first, last = work["page"].split("-")
    return (
        f'<ref id="B{number}"><label>{number}</label><element-citation publication-type="journal"><person-group person-group-type="author">{names}'
        f"</person-group><article-title>{work['title']}</article-title><source>{work['container-title']}</source><year>{article.year(key)}</year>"
        f"<volume>{work['volume']}</volume><fpage>{first}</fpage><lpage>{last}</lpage></element-citation></ref>\n"
    )


def html(*, by_name: bool = False, style: str = "") -> str:
    """HTML for a word processor or a typesetter; every marker is a span of its own, superscript where it is a number."""
    number = "<span class='marker'><sup>{}</sup></span>"
    marker: Marker = (
        (lambda keys: f"<span class='marker' style='color:#000080'>({escape(article.names(keys))})</span>")
        if by_name
        else (lambda keys: number.format(article.numbers(keys)))
    )
    body = "".join(
        f"<h2>{heading}</h2>\n" + "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        for heading, paragraphs in _paragraphs(escape, marker)
    )
    body = body.replace(" <span class='marker'><sup>", "<span class='marker'><sup>")  # raised numbers touch the word
    keys = article.by_name() if by_name else article.order()
    items = "".join(f"<li>{escape(article.printed(key))}</li>\n" for key in keys)
    listed = (
        "".join(f"<p class='reference'>{escape(article.printed(key, by_name=True))}</p>\n" for key in keys)
        if by_name
        else f"<ol>\n{items}</ol>\n"
    )
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title><style>{style}</style></head>\n"
        f"<body><h1>{TITLE}</h1>\n{body}<h2>References</h2>\n{listed}</body></html>\n"
    )
