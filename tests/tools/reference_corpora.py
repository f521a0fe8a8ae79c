"""What the tagger of reference strings learns from: labelled strings of corpora, and items for citation styles to print.

Three kinds: strings with labelled segments (typeset, AnyStyle's, GROBID's), the `mixed-citation`s of JATS articles that
are no journal articles (books, reports, web pages), and the structured references of the same articles as CSL-JSON items.
Kinds that articles seldom cite (theses, patents, standards, data, software, preprints) are invented from the authors and
titles of real references; they only teach where fields stand and are no records of works.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from tests.tools.printed_references import Sample, Span, mark

LABELS = {
    "author": "author", "etal": "author", "collab": "author", "director": "author", "producer": "author",
    "editor": "editor", "translator": "editor",
    "article-title": "title", "title": "title", "chapter-title": "title", "data-title": "title",
    "source": "container", "journal": "container", "booktitle": "container", "container-title": "container",
    "year": "date", "date": "date", "volume": "volume", "issue": "issue",
    "fpage": "pages", "lpage": "pages", "pages": "pages", "elocation-id": "pages",
    "publisher": "publisher", "publisher-name": "publisher", "orgName": "publisher", "institution": "publisher",
    "publisher-loc": "place", "location": "place", "pubPlace": "place", "pubplace": "place", "conf-loc": "place",
    "note": "note", "notes": "note", "edition": "edition", "genre": "genre", "medium": "genre", "conf-date": "date",
    "idno": "identifier", "doi": "identifier", "url": "identifier", "ptr": "identifier", "isbn": "identifier",
    "ext-link": "identifier", "uri": "identifier", "pub-id": "identifier", "date-in-citation": "accessed",
    "series": "series", "collection-title": "series", "patent": "number",
}  # fmt: skip
_JOINED = {"author", "editor", "pages"}  # what stands between two segments of these belongs to them
_VOLUME_WITH_ISSUE = re.compile(
    r"^(?P<volume>[^(,]*\w)\s*(?:\((?:(?:no|nr|issue)\.?\s*)?(?P<issue>[^()]+)\)\s*(?::\s*(?P<pages>[\w–-]+))?|[,\s]\s*(?:no|nr|n°|iss|issue|number|heft|núm)\.?\s*(?P<number>[\w/–-]+))",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"(?:retrieved|accessed|access date|last (?:accessed|visited)|viewed|cited|consulted)\b\s*(?:on\b)?[:\s]*"
    r"(?P<date>(?:\w+\.?[\s,./-]+){0,2}?\d{4}(?:[-./]\d\d){0,2})",
    re.IGNORECASE,
)
_THESIS = re.compile(r"\b(?:thesis|dissertation|thèse|diss\.|tesis|tese)\b", re.IGNORECASE)
_LANGUAGES = {
    "de": {"der", "die", "und", "des", "zur", "über", "für", "von"}, "fr": {"les", "des", "et", "une", "sur", "dans", "du"},
    "es": {"el", "los", "las", "del", "en", "y", "para"}, "pt": {"do", "da", "dos", "das", "em", "na", "um", "para"},
    "it": {"della", "delle", "dei", "il", "nel", "di", "per"},
}  # fmt: skip


# --------------------------------------------------------------------------- labelled strings


def labelled_strings(path: str) -> Iterator[tuple[Sample, str]]:
    """Strings with labelled segments, and the corpus each is from."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            segments = row["segments"]
            names = {label for label, _ in segments}
            corpus = row["source"].partition(":")[0]
            whole = {"booktitle"} if corpus == "grobid" and not names & {"title", "journal"} else set()
            text, spans = "", []
            for label, part in segments:
                own = (
                    "title"
                    if label in whole and not re.search(r"\bin:? $", text, re.IGNORECASE)
                    else LABELS.get(label, "other")
                )
                if text and corpus == "anystyle":
                    text += " "
                for piece, piece_label in _parts(own, part):
                    spans.append((len(text), len(text) + len(piece), piece_label))
                    text += piece
            yield Sample(text, _joined(spans)), corpus


def _parts(label: str, text: str) -> Iterator[tuple[str, str]]:
    """Some corpora label "137(3):289–297" as a whole as the volume, or "Retrieved 2010-08-07" as a note."""
    if label == "volume" and (match := _VOLUME_WITH_ISSUE.match(text)):
        at = 0
        for name in ("volume", "issue", "number", "pages"):
            if match[name]:
                yield text[at : match.start(name)], "other"
                yield match[name], "issue" if name == "number" else name
                at = match.end(name)
        yield text[at:], "other"
    elif label == "note" and (match := _ACCESS.search(text)):
        yield text[: match.start("date")], "other"
        yield match["date"], "accessed"
        yield text[match.end("date") :], "other"
    elif label == "note" and _THESIS.search(text):
        yield text, "genre"
    else:
        yield text, label


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in which a separator between two authors is part of the list of authors; parts of nothing are left out."""
    filled = [span for span in spans if span[1] > span[0]]
    for at in range(1, len(filled) - 1):
        start, end, label = filled[at]
        if (
            label == "other"
            and filled[at - 1][2] == filled[at + 1][2]
            and filled[at - 1][2] in _JOINED
            and end - start < 25
        ):
            filled[at] = (start, end, filled[at - 1][2])
    return [span for span in filled if span[2] != "other"]


# --------------------------------------------------------------------------- JATS


def _articles(path: str) -> Iterator[Any]:
    with zipfile.ZipFile(path) as archive:
        for name in sorted(name for name in archive.namelist() if name.endswith("xml")):
            yield etree.fromstring(
                archive.read(name),
                etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True),
            )


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def typeset(element: Any) -> Sample | None:
    """A `mixed-citation` as the publisher typeset it, or None where it lacks punctuation or labels."""
    text: list[str] = []
    labels: list[str] = []
    slants: list[bool] = []

    def add(piece: str | None, label: str, slant: bool) -> None:
        piece = re.sub(r"\s+", " ", piece or "")
        if piece.startswith(" ") and (not text or text[-1] == " "):
            piece = piece[1:]
        text.extend(piece)
        labels.extend([label] * len(piece))
        slants.extend([slant] * len(piece))

    def walk(node: Any, label: str, slant: bool) -> None:
        name = _local(node)
        if name in LABELS:
            label = LABELS[name]
        elif name == "name" or name == "string-name":
            role = node.getparent().get("person-group-type", "") if _local(node.getparent()) == "person-group" else ""
            label = "editor" if "editor" in role or state["in"] else "author"
        elif name == "comment":
            label = "other"
        slant = slant or name == "italic"
        add(node.text, label, slant)
        for child in node:
            before = child.getprevious()
            if (
                _local(child) in {"name", "string-name", "etal"}
                and before is not None
                and not (before.tail or "").strip()
            ):
                add(", ", label if label != "other" else "other", False)
            if _local(child) == "given-names" and before is not None and not before.tail:
                add(" ", label, False)
            if _local(child) in {"source", "chapter-title", "article-title"}:
                state["in"] = _local(child) != "source"
            walk(child, label, slant)
            inside = label if _local(node) in {"name", "string-name"} or name in LABELS else "other"
            add(child.tail, inside, slant)

    titled = any(_local(e) in {"article-title", "chapter-title"} for e in element.iter())
    state = {"in": False}
    if not titled:
        for source in element.iter("{*}source"):
            source.tag = "article-title"
    walk(element, "other", False)
    whole = "".join(text).rstrip()
    for match in re.finditer(
        r",?[”\"’]?,? in(?: |$)", whole
    ):  # Frontiers has the quotation marks and "in" inside the title
        labels[match.start() : match.end()] = ["other"] * (match.end() - match.start())
    if any(a != b and "other" not in {a, b} for a, b in pairwise(labels[: len(whole)])):
        return None  # two fields without anything between: not typeset
    if len(whole) < 20 or len({*labels} - {"other"}) < 3 or not re.search(r"[.,;:(]\s?", whole):
        return None
    if element.find(".//{*}etal") is not None and "et al" not in whole:
        return None
    spans: list[Span] = []
    for at, label in enumerate(labels[: len(whole)]):
        if spans and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], at + 1, label)
        else:
            spans.append((at, at + 1, label))
    italic = [(m.start(), m.end()) for m in re.finditer("x+", "".join("x" if s else " " for s in slants))]
    return Sample(whole, _joined(spans), italic)


def books(path: str) -> Iterator[Sample]:
    """What articles cite that is no journal article, as typeset."""
    for root in _articles(path):
        for element in root.iter("{*}mixed-citation"):
            if element.get("publication-type") not in {"journal", None, "other"} and (sample := typeset(element)):
                yield sample


def items(path: str) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """All structured references as CSL-JSON items, and full given names by their initial, from the articles' authors."""
    found: list[dict[str, Any]] = []
    given: dict[str, set[str]] = defaultdict(set)
    for root in _articles(path):
        for name in root.iter("{*}contrib"):
            for part in name.iter("{*}given-names"):
                word = " ".join("".join(part.itertext()).split())
                if re.fullmatch(r"[^\W\d_]{3,}(?:[ -][^\W\d_]+\.?)?", word) and not word.isupper():
                    given[word[0]].add(word)
        for reference in root.iter("{*}ref"):
            body = next(
                (e for e in reference.iter() if _local(e) in {"element-citation", "mixed-citation", "citation"}), None
            )
            if body is not None and (item := _item(body)):
                found.append(item)
    return found, {letter: sorted(words) for letter, words in sorted(given.items())}


def _item(body: Any) -> dict[str, Any] | None:
    def text(*names: str) -> str:
        for name in names:
            node = body.find(f".//{{*}}{name}")
            if node is not None and (words := " ".join("".join(node.itertext()).split()).strip(" .,;")):
                return words
        return ""

    kind = body.get("publication-type") or body.get("citation-type") or ""
    people: dict[str, list[dict[str, str]]] = {"author": [], "editor": []}
    for node in body.iter("{*}name", "{*}string-name", "{*}collab"):
        group = node.getparent().get("person-group-type", "") if _local(node.getparent()) == "person-group" else ""
        role = "editor" if "editor" in group else "author"
        if _local(node) == "collab":
            if words := " ".join("".join(node.itertext()).split()).strip(" .,;"):
                people[role].append({"literal": words})
            continue
        family, names = node.find("{*}surname"), node.find("{*}given-names")
        if family is not None and (words := " ".join("".join(family.itertext()).split())):
            people[role].append(
                {"family": words, "given": " ".join("".join(names.itertext()).split()) if names is not None else ""}
            )
    title, source = text("article-title", "chapter-title"), text("source")
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", text("year") or text("conf-date"))
    ids = {node.get("pub-id-type"): "".join(node.itertext()).strip() for node in body.iter("{*}pub-id")}
    url = text("ext-link", "uri")
    types = {"journal": "article-journal", "confproc": "paper-conference", "web": "webpage", "webpage": "webpage", "website": "webpage",
             "gov": "webpage", "thesis": "thesis", "report": "report", "patent": "patent", "software": "software", "data": "dataset"}  # fmt: skip
    item: dict[str, Any] = {
        "type": types.get(kind, "chapter" if title and kind == "book" else "book" if kind == "book" else "")
    }
    if (
        not item["type"]
        or not (people["author"] or people["editor"] or item["type"] == "webpage")
        or not (title or source)
    ):
        return None
    if item["type"] == "article-journal" and not (title and source and year):
        return None
    item |= {role: names for role, names in people.items() if names}
    item["title"], item["container-title"] = (title, source) if title else (source, "")
    page, last = text("fpage", "elocation-id"), text("lpage")
    fields = {
        "publisher": text("publisher-name", "institution"), "publisher-place": text("publisher-loc", "conf-loc"), "volume": text("volume"),
        "issue": text("issue"), "page": f"{page}-{last}" if last and last != page else page, "DOI": ids.get("doi", ""),
        "edition": text("edition"), "number": text("patent"), "URL": url if "://" in url and "doi.org" not in url else "",
    }  # fmt: skip
    item |= {key: value for key, value in fields.items() if value}
    if year:
        item["year"] = int(year[0])
    if match := re.search(
        r"(\d{4})-(\d\d)-(\d\d)", str(next((d.get("iso-8601-date") for d in body.iter("{*}date-in-citation")), ""))
    ):
        item["accessed"] = [int(part) for part in match.groups()]
    return item


# --------------------------------------------------------------------------- what articles seldom cite

_UNIVERSITIES = [
    ("Harvard University", "Cambridge, MA"), ("University of California, Berkeley", "Berkeley, CA"), ("MIT", "Cambridge, MA"),
    ("University of Oxford", "Oxford, UK"), ("University College London", "London"), ("ETH Zürich", "Zürich"), ("Stanford University", "Stanford"),
    ("Universität Wien", "Wien"), ("Technische Universität München", "München"), ("Ludwig-Maximilians-Universität", "München"),
    ("Humboldt-Universität zu Berlin", "Berlin"), ("Université Paris-Sorbonne", "Paris"), ("Université de Montréal", "Montréal"),
    ("Université Lyon 2", "Lyon"), ("Universidad de Chile", "Santiago"), ("Universidad Complutense de Madrid", "Madrid"),
    ("Universitat de Barcelona", "Barcelona"), ("Universidade de São Paulo", "São Paulo"), ("Universidade Federal do Paraná", "Curitiba"),
    ("Universidade do Porto", "Porto"), ("Università di Bologna", "Bologna"), ("Wageningen University", "Wageningen, The Netherlands"),
    ("KU Leuven", "Leuven"), ("Karolinska Institutet", "Stockholm"), ("Uppsala University", "Uppsala"), ("University of Tokyo", "Tokyo"),
    ("Tsinghua University", "Beijing, China"), ("Indian Institute of Science", "Bangalore"), ("University of Nairobi", "Nairobi"),
    ("University of Melbourne", "Melbourne"), ("McGill University", "Montreal, QC"), ("Ohio State University", "Columbus, OH"),
]  # fmt: skip
_THESES = {
    "en": ["PhD thesis", "Ph.D. thesis", "Doctoral dissertation", "Master's thesis", "MSc thesis", "dissertation", "M.Sc. dissertation", "Ph.D. diss."],
    "de": ["Dissertation", "Diss.", "Habilitationsschrift", "Diplomarbeit", "Masterarbeit", "Inaugural-Dissertation"],
    "fr": ["Thèse de doctorat", "Thèse", "Mémoire de master", "thèse de doctorat en droit"],
    "es": ["Tesis doctoral", "Tesis de maestría", "Tesis de licenciatura"], "pt": ["Tese (Doutorado)", "Dissertação (Mestrado)", "Tese de doutorado"],
    "it": ["Tesi di dottorato", "Tesi di laurea"],
}  # fmt: skip
_AGENCIES = [
    ("World Health Organization", "Geneva"), ("National Institute for Health and Care Excellence", "London"), ("OECD Publishing", "Paris"),
    ("RAND Corporation", "Santa Monica, CA"), ("World Bank", "Washington, DC"), ("National Bureau of Economic Research", "Cambridge, MA"),
    ("U.S. Geological Survey", "Reston, VA"), ("European Commission", "Brussels"), ("Food and Agriculture Organization", "Rome"),
    ("Robert Koch-Institut", "Berlin"), ("Umweltbundesamt", "Dessau-Roßlau"), ("INSEE", "Paris"), ("Ministerio de Salud", "Madrid"),
    ("Ministério da Saúde", "Brasília"), ("IBGE", "Rio de Janeiro"), ("Centers for Disease Control and Prevention", "Atlanta, GA"),
    ("Agency for Healthcare Research and Quality", "Rockville, MD"), ("International Energy Agency", "Paris"), ("NASA", "Washington, DC"),
    ("Institute for the Study of Labor", "Bonn"), ("Statistisches Bundesamt", "Wiesbaden"), ("United Nations", "New York"),
]  # fmt: skip
_REPORTS = [
    "Technical report",
    "Working paper",
    "Report",
    "Tech. Rep.",
    "Discussion Paper",
    "White paper",
    "Rapport",
    "Bericht",
    "Informe técnico",
    "Relatório",
]
_STANDARDS = [
    "ISO",
    "ISO/IEC",
    "IEEE Std",
    "ASTM",
    "DIN EN",
    "EN",
    "BS EN",
    "ANSI",
    "IEC",
    "NF EN",
    "UNE",
    "ABNT NBR",
    "RFC",
]
_BODIES = [
    ("International Organization for Standardization", "Geneva"), ("IEEE", "New York"), ("ASTM International", "West Conshohocken, PA"),
    ("Beuth Verlag", "Berlin"), ("British Standards Institution", "London"), ("AFNOR", "Paris"), ("Associação Brasileira de Normas Técnicas", "Rio de Janeiro"),
]  # fmt: skip
_OFFICES = [
    "US Patent",
    "U.S. Patent",
    "United States patent",
    "European patent",
    "WO Patent",
    "Patent",
    "German patent",
    "Japanese Patent",
]
_REPOSITORIES = [
    "Zenodo",
    "Dryad",
    "Dryad Digital Repository",
    "Figshare",
    "figshare",
    "Harvard Dataverse",
    "PANGAEA",
    "Gene Expression Omnibus",
    "Mendeley Data",
]
_HOSTS = [
    "GitHub",
    "CRAN",
    "R Foundation for Statistical Computing",
    "StataCorp",
    "SAS Institute",
    "IBM Corp.",
    "MathWorks",
    "Zenodo",
    "PyPI",
]
_NEWSPAPERS = [
    "The New York Times",
    "The Guardian",
    "Die Zeit",
    "Der Spiegel",
    "Le Monde",
    "El País",
    "Folha de S.Paulo",
    "The Economist",
    "BBC News",
    "Financial Times",
]
_MEETINGS = [
    "Proceedings of the {n} International Conference on {topic}", "{n} International Conference on {topic}", "Proceedings of the {n} Annual Meeting of the {topic} Society",
    "Proc. {n} IEEE Int. Conf. on {topic}", "Advances in {topic}", "IEEE Conference on {topic} ({a} {y})", "Proceedings of {a} {y}", "{a} '{yy}", "Tagungsband der {n} Tagung für {topic}",
    "Actes du {n} congrès sur {topic}", "Anais do {n} Congresso Brasileiro de {topic}", "Proceedings of the {n} ACM Symposium on {topic}", "In Advances in Neural Information Processing Systems {num}",
]  # fmt: skip
_SERIES = [
    "Lecture Notes in Computer Science", "LNCS", "Springer Series in Statistics", "Studies in Linguistics", "CRC Monographs", "Cambridge Studies in Biology",
    "Methods in Molecular Biology", "Graduate Texts in Mathematics", "Schriftenreihe Umwelt", "Que sais-je?", "Biblioteca de autores", "Oxford Medical Publications",
]  # fmt: skip
_PUBLISHERS = [
    ("Springer", "Berlin, Heidelberg"), ("Wiley", "Hoboken, NJ"), ("Elsevier", "Amsterdam"), ("Cambridge University Press", "Cambridge"), ("Suhrkamp", "Frankfurt am Main"),
    ("Oxford University Press", "New York"), ("Gallimard", "Paris"), ("Presses universitaires de France", "Paris"), ("Siglo XXI", "México"), ("Thieme", "Stuttgart"),
    ("Fondo de Cultura Económica", "México, D.F."), ("Editora Unesp", "São Paulo"), ("Vozes", "Petrópolis"), ("de Gruyter", "Berlin/New York"), ("Mohr Siebeck", "Tübingen"),
    ("Academic Press", "San Diego"), ("CRC Press", "Boca Raton, FL"), ("Routledge", "London and New York"), ("MIT Press", "Cambridge, Mass."), ("Il Mulino", "Bologna"),
    ("University of Chicago Press", "Chicago"), ("Penguin", "Harmondsworth"), ("Addison-Wesley", "Reading, MA"), ("L'Harmattan", "Paris"), ("Pearson", "Upper Saddle River, N.J."),
]  # fmt: skip


def language(title: str) -> str:
    """The language of a title by its small words, "en" where nothing speaks."""
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", title)}
    best = max(_LANGUAGES, key=lambda code: len(words & _LANGUAGES[code]))
    return best if len(words & _LANGUAGES[best]) >= 2 and not words & {"the", "of", "and"} else "en"


def _date(rng: random.Random) -> list[int]:
    return [rng.randrange(2001, 2026), rng.randrange(1, 13), rng.randrange(1, 29)]


def _thesis(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    title = new["title"]
    place, town = rng.choice(_UNIVERSITIES)
    new |= {
        "author": new["author"][:1],
        "publisher": place,
        "genre": rng.choice(_THESES[language(title) if rng.random() < 0.8 else rng.choice(list(_THESES))]),
    }
    if rng.random() < 0.5:
        new["publisher-place"] = town
    if rng.random() < 0.3:
        new |= {"URL": _url(rng, topic), "accessed": _date(rng)}


def _report(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    year = new["year"]
    place, town = rng.choice(_AGENCIES)
    new |= {"publisher": place, "publisher-place": town, "genre": rng.choice(_REPORTS)}
    if rng.random() < 0.7:
        new["number"] = rng.choice(
            ["{a}", "TR-{a}", "WP/{y}/{a}", "{y}-{a}", "No. {a}", "EUR {a} EN", "NASA-TM-{a}"]
        ).format(a=rng.randrange(1, 30000), y=year)
    if rng.random() < 0.4:
        new["author"] = [{"literal": place}]
    if rng.random() < 0.5:
        new |= {"URL": _url(rng, topic), "accessed": _date(rng)}


def _standard(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    title, year = new["title"], new["year"]
    body, town = rng.choice(_BODIES)
    number = f"{rng.choice(_STANDARDS)} {rng.choice(['', 'E', 'D'])}{rng.randrange(20, 30000)}{rng.choice(['', '-1', '-2', ':' + str(year), '-' + str(year)[2:]])}"
    new |= {
        "author": [{"literal": body}] if rng.random() < 0.6 else [],
        "number": number,
        "publisher": body,
        "publisher-place": town,
    }
    if rng.random() < 0.6:
        new["title"] = mark("number", number) + rng.choice([": ", " ", " – ", ", "]) + mark("title", title)
        new["number"] = ""


def _patent(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    a, b, c = rng.randrange(4, 11), rng.randrange(100, 999), rng.randrange(100, 999)
    number = rng.choice(
        [
            f"{a},{b},{c}",
            f"US{a}{b}{c}B2",
            f"WO20{rng.randrange(10, 24)}/{b}{c}",
            f"EP {a}{b}{c} A1",
            f"US {a}{b}{c}",
            f"{a}{b}{c}",
        ]
    )
    new |= {"number": number, "genre": rng.choice(_OFFICES), "month-day": _date(rng)[1:]}
    if rng.random() < 0.5:
        new["container-title"] = new.pop("genre")


def _dataset(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    new |= {
        "publisher": rng.choice(_REPOSITORIES),
        "DOI": f"10.{rng.randrange(5000, 9000)}/{rng.choice(['zenodo', 'dryad', 'm9.figshare'])}.{rng.randrange(10**4, 10**7)}",
    }
    new |= {"genre": rng.choice(["Dataset", "Data set", ""])} if rng.random() < 0.5 else {"accessed": _date(rng)}


def _software(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    title = new["title"]
    name = rng.choice(["R", "", "", ""]) + topic.replace(" ", rng.choice(["", "-", " "]))
    new |= {
        "title": name + rng.choice(["", ": " + title]),
        "publisher": rng.choice(_HOSTS),
        "URL": _url(rng, topic),
        "medium": rng.choice(["Computer software", "software", ""]),
    }
    if rng.random() < 0.6:
        new["edition"] = rng.choice(
            ["version {a}.{b}", "Version {a}.{b}.{c}", "v{a}.{b}", "R package version {a}.{b}-{c}"]
        ).format(a=rng.randrange(0, 12), b=rng.randrange(0, 30), c=rng.randrange(0, 9))


def _preprint(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    server = rng.choice(
        ["arXiv", "arXiv", "arXiv", "bioRxiv", "bioRxiv", "medRxiv", "SSRN", "Preprints", "PsyArXiv", "ChemRxiv"]
    )
    number = f"arXiv:{rng.randrange(7, 25):02}{rng.randrange(1, 13):02}.{rng.randrange(10**4, 10**5)}{rng.choice(['', '', 'v1', 'v2'])}"
    if rng.random() < 0.15:
        number = f"{rng.choice(['hep-th', 'math/', 'cond-mat', 'astro-ph', 'quant-ph', 'cs'])}/{rng.randrange(10**6, 10**7):07}".replace(
            "//", "/"
        )
        number = rng.choice(["", "arXiv:"]) + number
    doi = f"10.1101/{rng.randrange(2014, 2025)}.{rng.randrange(1, 13):02}.{rng.randrange(1, 29):02}.{rng.randrange(10**5, 10**6)}"
    new |= {"type": "article-journal"}
    if server == "arXiv":
        spelled = rng.choice(
            [
                mark("container", "arXiv preprint") + " ",
                mark("container", "arXiv") + " ",
                "",
                "",
                mark("container", "arXiv e-prints") + ", ",
            ]
        )
        new["container-title"] = (
            spelled + mark("identifier", number) + rng.choice(["", "", " [cs.CL]", " [q-bio.NC]", " [math.ST]"])
        )
    else:
        new |= {"container-title": server, "DOI": doi if "Rxiv" in server else ""}
        if rng.random() < 0.3 and "Rxiv" in server:
            new |= {"page": doi.partition("/")[2].rpartition(".")[2] if rng.random() < 0.5 else "", "DOI": ""}


def _paper_conference(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    year = new["year"]
    ordinal = rng.choice(["{}th", "{}.", "{}e", "{}th"]).format(rng.randrange(4, 40))
    acronym = "".join(rng.choice("ACEIMNSPLRTVK") for _ in range(rng.randrange(3, 6)))
    new["container-title"] = rng.choice(_MEETINGS).format(
        n=ordinal, topic=topic, a=acronym, y=year, yy=str(year)[2:], num=rng.randrange(2, 35)
    )
    publisher, town = rng.choice([("IEEE", "Piscataway, NJ"), ("ACM", "New York"), *_PUBLISHERS])
    new |= {"page": item.get("page", "")}
    if rng.random() < 0.5:
        new["publisher"] = publisher
    if rng.random() < 0.5:
        new["publisher-place" if rng.random() < 0.6 else "event-place"] = rng.choice(
            [town, "Vancouver, Canada", "Honolulu, HI, USA", "Paris, France", "Kyoto, Japan"]
        )
    if rng.random() < 0.25:
        new |= {"collection-title": rng.choice(_SERIES[:2]), "volume": str(rng.randrange(100, 9999))}
    if rng.random() < 0.2:
        new["editor"] = item.get("author", [])[1:3]


def _book(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    publisher, town = rng.choice(_PUBLISHERS)
    new |= {"publisher": publisher, "publisher-place": town}
    if rng.random() < 0.3:
        new["edition"] = str(rng.randrange(2, 9))
    if rng.random() < 0.2:
        new["collection-title"] = rng.choice(_SERIES)
    if rng.random() < 0.15:
        new["volume"] = str(rng.randrange(1, 9))
    if new["type"] == "chapter":
        new |= {"container-title": rng.choice(["Handbook of {}", "Encyclopedia of {}", "{}", "Advances in {}", "Principles of {}", "{}: Grundlagen und Praxis", "Introduction à {}", "Manual de {}"]).format(topic),
                "editor": item.get("author", [])[-2:], "page": item.get("page", "")}  # fmt: skip


def _webpage(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    place, _ = rng.choice(_AGENCIES)
    new |= {
        "author": [{"literal": place}] if rng.random() < 0.5 else rng.choice([[], new["author"][:1]]),
        "URL": _url(rng, topic),
    }
    if rng.random() < 0.4:
        new["container-title"] = place
    if rng.random() < 0.75:
        new["accessed"] = _date(rng)
    if rng.random() < 0.3:
        new["year"] = None


def _article_newspaper(new: dict[str, Any], item: dict[str, Any], topic: str, rng: random.Random) -> None:
    new |= {
        "author": new["author"][: rng.randrange(0, 2)],
        "container-title": rng.choice(_NEWSPAPERS),
        "month-day": _date(rng)[1:],
    }
    if rng.random() < 0.5:
        new |= {"URL": _url(rng, topic), "accessed": _date(rng)}
    elif rng.random() < 0.5:
        new["page"] = rng.choice(["A1", "B12", "3", "12-13"])


_INVENTORS = {
    "thesis": _thesis,
    "report": _report,
    "standard": _standard,
    "patent": _patent,
    "dataset": _dataset,
    "software": _software,
    "preprint": _preprint,
    "paper-conference": _paper_conference,
    "book": _book,
    "chapter": _book,
    "webpage": _webpage,
    "article-newspaper": _article_newspaper,
}
"""What is made up of another kind of work, by kind: each changes the record that has the authors and the title."""


def invented(item: dict[str, Any], kind: str, rng: random.Random) -> dict[str, Any]:
    """Another kind of work with the authors and the title of a real reference."""
    title, year = str(item["title"]), item.get("year", 2010)
    new: dict[str, Any] = {"type": kind, "author": item.get("author", []), "title": title, "year": year}
    topic = " ".join(re.findall(r"[A-Z]?[a-z]{4,}", item.get("container-title") or title)[:3]).title() or "Methods"
    if kind in _INVENTORS:
        _INVENTORS[kind](new, item, topic, rng)
    return {key: value for key, value in new.items() if value}


def _url(rng: random.Random, topic: str) -> str:
    host = rng.choice(
        [
            "www.{}.org",
            "{}.gov",
            "www.{}.edu",
            "{}.com",
            "www.who.int/{}",
            "www.{}.de",
            "github.com/{}",
            "{}.github.io",
            "apps.{}.int",
        ]
    )
    path = rng.choice(
        [
            "",
            "/",
            "/{}",
            "/{}.pdf",
            "/en/{}/index.html",
            "/publications/{}-report_2.pdf",
            "/docs?id={}&lang=en",
            "/~{}/",
        ]
    )
    word = topic.split()[0].lower() if topic.split() else "data"
    return rng.choice(["https://", "http://"]) + (host + path).replace("{}", word)
