"""Records printed in eight styles and read back; whatever was read, exported and loaded again.

`python -m tests.parsing.test_round_trip` prints what does not come back, one field a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit import exports
from citeaudit.model import Name, Record, Text
from citeaudit.parsing.inline import plain
from citeaudit.parsing.reference import parse_reference
from tests.parsing.styles import STYLES, initials, pages, render, shown_authors

SEED = Path(__file__).parents[2] / "fixtures" / "seed" / "references.json"

# Authors; title; container; year; volume; issue; supplement; page; DOI. A particle is in brackets, a group in braces.
VARIED = """
[van den] Berg, Carl | Sleep and the consolidation of memory | J Sleep Res | 2015 | 24 | 3 | | 101-109 | 10.5555/jsr.24.101
[de] Groot, Steffen; [von der] Leyen, Ute | Tumour budding in colon cancer | Ann Oncol | 2011 | 22 | 6 | | 1325-31 |
[van] Gogh, Theo; O’Regan, Ruth; D’Amico, Paolo | Brush strokes under the microscope | Leonardo | 1999 | 32 | | | 77-80 |
King, Martin Luther, Jr. | On being counted among the authors | Am Sociol Rev | 1965 | 30 | 4 | | 512-520 |
Smith, John Paul, III; Jones, Ann | Inheritance of names in three generations | J Fam Hist | 2008 | 33 | 2 | | 140-159 |
Sartre, Jean-Paul; Lévi-Strauss, Claude | Structures of kinship revisited | L’Homme | 1961 | 1 | 1 | | 5-17 |
Kim, Min-Jun; Lee, Ji-Hye; Park, Seo-Yeon | Deep learning for chest radiographs | Radiology | 2019 | 290 | 2 | | 218-228 | 10.5555/radiol.2018180237
Leyland-Jones, Brian; Castro-Benitez, Carlos | Trastuzumab every three weeks | J Clin Oncol | 2003 | 21 | 21 | | 3965-71 |
{Early Breast Cancer Trialists’ Collaborative Group} | Effect of radiotherapy after mastectomy on 10-year recurrence | Lancet | 2014 | 383 | 9935 | | 2127-35 | 10.5555/S0140-6736(14)60488-8
{World Health Organization} | Tobacco control in low-income countries | Bull World Health Organ | 2010 | 88 | | | 83 |
Baselga, José; Cortés, Javier; {CLEOPATRA Study Group} | Pertuzumab plus trastuzumab plus docetaxel | N Engl J Med | 2012 | 366 | 2 | | 109-119 | 10.5555/NEJMoa1113216
Öztürk, Şule; Çelik, İbrahim | Prevalence of vitamin D deficiency in Anatolia | Turk J Med Sci | 2017 | 47 | 5 | | 1402-1408 |
Łukasiewicz, Żaneta; Wójcik, Paweł | Air quality in Kraków between 2005 and 2015 | Sci Total Environ | 2016 | 569 | | | 1247-1255 |
Åkesson, Björn; Sørensen, Øystein | Nordic walking after hip replacement | Scand J Rheumatol | 2009 | 38 | S1 | | 12-19 |
Nguyễn, Thị Hương; Trần, Văn Đức | Rice cultivation in the Mekong delta | Field Crops Res | 2020 | 245 | | | 107654 | 10.5555/j.fcr.2019.107654
Ñáñez, Íñigo; Güell, María José | Water use in the vineyards of Rioja | Agric Water Manag | 2013 | 121 | | | 1-9 |
Dvořák, Jiří; Šimek, Ondřej; Řehák, Tomáš | Symphonies for people and machines | Acta Music | 1998 | 70 | 1 | | 45-62 |
Zöller, Margot | CD44: can a cancer-initiating cell profit from an abundantly expressed molecule? | Nat Rev Cancer | 2011 | 11 | 4 | | 254-267 | 10.5555/nrc3023
Adam, René; Aloia, Thomas | Is liver resection justified for patients with hepatic metastases? | Ann Surg | 2006 | 244 | 6 | | 897-907 |
Hall, Ann; Berg, Carl | Stop the press! Errors in reference lists of medical journals | JAMA | 1993 | 269 | 10 | | 1257 |
Swain, Sandra; Miles, David | Results of the trial. II. Survival at five years | Lancet Oncol | 2013 | 14 | 6 | | 461-471 |
Wolff, Antonio; Hammond, Elizabeth | Guidelines in practice: what they say, and what they mean: a survey | J Clin Pathol | 2007 | 60 | | | 118-45 |
Perou, Charles; Sørlie, Therese | The “luminal” type of breast cancer and its neighbours | Nature | 2000 | 406 | 6797 | | 747-752 | 10.5555/35021093
Cardoso, Fatima; Senkus, Elżbieta | 4th international consensus guidelines for advanced breast cancer (ABC 4) | Ann Oncol | 2018 | 29 | 8 | | 1634-1657 | 10.5555/annonc/mdy192
Watson, James; Crick, Francis | 1,25-Dihydroxyvitamin D3 in 42.5% of 2,000 women aged 50-79 years | Bone | 2012 | 51 | 3 | | 330-335 |
Brown, Alice | 2019 novel coronavirus in passengers from Wuhan | Lancet | 2020 | 395 | 10223 | | 470-473 |
Ioannidis, John | Why most published research findings are false | PLoS Med | 2005 | 2 | 8 | | e124 | 10.5555/journal.pmed.0020124
Chang, Xin; Sun, Peng | Drug-eluting beads in fourteen patients | Medicine (Baltimore) | 2021 | 100 | 47 | | e28407 |
Moher, David; Liberati, Alessandro | Preferred reporting items for systematic reviews | BMJ | 2009 | 339 | | | b2535 | 10.5555/bmj.b2535
Chen, Li; Zhang, Wei; Wang, Fang | A benchmark of graph networks | Nucleic Acids Res | 2022 | 50 | D1 | | D687-D692 |
Ji, Lei; Cheng, Lin | Risk factors of breast cancer with liver metastases | BMC Cancer | 2021 | 21 | 1 | | 238 |
Ruiz, Aldrick; Castro, Carlos | Repeat hepatectomy for liver metastases | Ann Surg Oncol | 2015 | 22 | | 3 | S1057-66 |
Meyer, Klaus; Huber, Anna | Abstracts of diabetes care in primary practice | Diabetologia | 2010 | 53 | 1 | 2 | S12-S15 |
Ryan, Patrick; Murphy, Sean | Peat bogs and their carbon | Ir J Earth Sci | 2004 | 22 | | | 1-8 |
Abbott, Edwin; Bell, Clive; Carr, Dora; Dunn, Eva | Four authors of one short note | Math Gaz | 1988 | 72 | 460 | | 101-3 |
Abbott, Edwin; Bell, Clive; Carr, Dora; Dunn, Eva; Eden, Fay; Ford, Guy; Gray, Hal | Seven authors of a longer note | Math Gaz | 1989 | 73 | 465 | | 201-213 |
Abe, A; Bo, B; Cox, C; Day, D; Eco, E; Fry, F; Guo, G; Hu, H; Ito, I; Jia, J; Kuo, K; Liu, L | Twelve authors with short names | Chin Sci Bull | 2014 | 59 | 3 | | 240-251 |
Adler, A B; Baker, C D; Clark, E F; Davis, G H; Evans, I J; Frank, K L; Ghosh, M N; Hills, O P; Irwin, Q R; Jones, S T; Klein, U V; Lopez, W X; Mason, Y Z; Nolan, A C; Olsen, B D; Perez, E G; Quinn, F H; Reyes, I K; Scott, J L; Torres, M O | Twenty authors of a consortium paper | Nat Genet | 2018 | 50 | 9 | | 1234-1241 | 10.5555/s41588-018-0184-y
[al] Hassan, Omar; [ben] Ali, Karim | Desert soils and their fungi | J Arid Environ | 2001 | 47 | 2 | | 133-147 |
He, Ying; Li, Bo | Up-regulation of RFC3 and EMT | Transl Oncol | 2017 | 10 | 1 | | 1-9 |
Garcia Marquez, Gabriel; Vargas Llosa, Mario | Magical realism in translation | Lat Am Res Rev | 1995 | 30 | 3 | | 33-58 |
Tanaka, Hiroshi | Notes on earthquakes | J Geogr | 1923 | | | | |
Green, Peter; White, Rosa | Letters to the editor | Science | 1954 | 119 | | | 345 |
"""

_SPACES = re.compile(r"\s+")
FLOOR = 0.95
"""The least share of records × styles that come back whole; 0.8831 was measured when it was set."""


# --------------------------------------------------------------------------- records


def varied() -> Iterator[Record]:
    for line in VARIED.strip().splitlines():
        names, title, container, year, volume, issue, supplement, page, doi = (cell.strip() for cell in line.split("|"))
        yield Record(
            author=tuple(_person(name) for name in names.split("; ")),
            title=title,
            container_title=container,
            year=int(year),
            volume=volume,
            issue=issue,
            supplement_number=supplement,
            page=page,
            DOI=doi,
        )


def _person(text: str) -> Name:
    if text.startswith("{"):
        return Name(literal=text.strip("{}"))
    found = re.fullmatch(r"(?:\[(?P<particle>.+)\] )?(?P<family>[^,]+), (?P<given>[^,]+)(?:, (?P<suffix>.+))?", text)
    assert found, text
    return Name(
        family=found["family"],
        given=found["given"],
        suffix=found["suffix"] or "",
        non_dropping_particle=found["particle"] or "",
    )


def seed() -> Iterator[Record]:
    for hand in json.loads(SEED.read_text("utf-8")):
        supplement = str(hand["suffix"] or "")
        yield Record(
            author=tuple(Name(family=a["family"], given=" ".join(a["given_initials"])) for a in hand["authors"]),
            et_al=hand["et_al"],
            title=hand["title"],
            container_title=hand["container"],
            year=hand["year"],
            volume=hand["volume"] or "",
            issue=hand["issue"] or "",
            supplement_number=supplement.removeprefix("Suppl ") if supplement.startswith("Suppl") else "",
            page=hand["pages"] or "",
        )


RECORDS = (*varied(), *seed())


# --------------------------------------------------------------------------- printed and read back


@dataclass(frozen=True, slots=True)
class Failure:
    """A field that did not come back."""

    style: str
    printed: str
    field: str
    right: Any
    read: Any

    def __str__(self) -> str:
        return f"{self.style}\t{self.field}\t{self.right!r}\t{self.read!r}\t{self.printed}"


def fields(record: Record, authors: tuple[Name, ...]) -> dict[str, Any]:
    """What can be compared, but for what `printed_fields` adds."""
    return {
        "family": [name.full_family for name in authors],
        "suffix": [name.suffix.rstrip(".") for name in authors],
        "title": record.title,
        "container_title": record.container_title,
        "year": record.year,
        "volume": record.volume,
        "supplement_number": record.supplement_number,
    }


def printed_fields(record: Record, style: str) -> dict[str, Any]:
    """The fields that the style prints, as it prints them."""
    shown, et_al = shown_authors(record, style)
    return fields(record, shown) | {
        "initials": [initials(name.given) for name in shown],
        "et_al": et_al,
        "page": pages(record, style),
        "issue": record.issue if STYLES[style].issue else "",
        "DOI": record.DOI if STYLES[style].DOI else "",
    }


def failures(record: Record, style: str, *, markdown: bool) -> list[Failure]:
    printed = render(record, style, markdown=markdown)
    text = plain([(1, 1, printed)]) if markdown else Text(printed)
    read = parse_reference(text).record
    found = fields(read, read.author) | {field: getattr(read, field) for field in ("et_al", "page", "issue", "DOI")}
    found["initials"] = ["".join(filter(str.isalpha, name.given)) for name in read.author]
    name = f"{style}{'+markdown' * markdown}"
    right = printed_fields(record, style)
    return [Failure(name, printed, key, right[key], found[key]) for key in right if right[key] != found[key]]


def all_failures() -> tuple[dict[str, float], list[Failure]]:
    """The share of whole records by style, and what failed in the others."""
    shares: dict[str, float] = {}
    found: list[Failure] = []
    for style in STYLES:
        for markdown in (False, True):
            each = [failures(record, style, markdown=markdown) for record in RECORDS]
            shares[f"{style}{'+markdown' * markdown}"] = sum(not one for one in each) / len(each)
            found += [failure for one in each for failure in one]
    return shares, found


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("vancouver", "van den Berg C, King ML Jr, Kim MJ, et al. Why? *J Odd* 2015;24 Suppl 3:101-9."),
        ("ama", "van den Berg C, King ML Jr, Kim MJ, Doe J. Why? *J Odd*. 2015;24(2 Suppl 3):101–109. doi:10.5555/a"),
        (
            "nature",
            "van den Berg, C., King, M. L. Jr., Kim, M.-J. & Doe, J. Why? *J Odd* **24 Suppl 3**, 101–109 (2015).",
        ),
        (
            "mdpi",
            "van den Berg, C.; King, M.L., Jr.; Kim, M.-J.; Doe, J. Why? *J Odd* **2015**, *24 Suppl 3*, 101–109.",
        ),
        (
            "apa",
            (
                "van den Berg, C., King, M. L., Jr., Kim, M.-J., & Doe, J. (2015). Why? *J Odd*, *24*(2 Suppl 3), 101–109. "
                "https://doi.org/10.5555/a"
            ),
        ),
        ("harvard", "van den Berg C, King ML Jr, Kim MJ and Doe J (2015) Why? J Odd 24 Suppl 3:101–109."),
        (
            "ieee",
            (
                "C. van den Berg, M. L. King Jr., M.-J. Kim and J. Doe, “Why?” *J Odd*, vol. 24, no. 2 Suppl 3, "
                "pp. 101–109, 2015."
            ),
        ),
        (
            "acs",
            "van den Berg, C.; King, M. L., Jr.; Kim, M.-J.; Doe, J. Why? *J Odd* **2015**, *24* (2 Suppl 3), 101–109.",
        ),
    ],
)
def test_styles_print_as_journals_do(style: str, printed: str) -> None:
    names = ("[van den] Berg, Carl", "King, Martin Luther, Jr.", "Kim, Min-Jun", "Doe, J")
    record = Record(
        author=tuple(map(_person, names)),
        title="Why?",
        container_title="J Odd",
        year=2015,
        volume="24",
        issue="2",
        supplement_number="3",
        page="101-109",
        DOI="10.5555/a",
    )
    assert render(record, style, markdown=True) == printed
    assert render(record, style) == printed.replace("*", "")


def test_records_come_back_from_every_style() -> None:
    shares, found = all_failures()
    share = sum(shares.values()) / len(shares)
    assert share >= FLOOR, "\n".join([f"{share:.4f} of records × styles came back whole", *map(str, found)])


# --------------------------------------------------------------------------- exported and loaded


def tidied(record: Record, tidy: Callable[[str], str], name: Callable[[Name], Name]) -> Record:
    """The record with every text and every name made tidy."""
    texts: dict[str, Any] = {
        field: tidy(value) for field in Record.__slots__ if isinstance(value := getattr(record, field), str)
    }
    return replace(record, author=tuple(map(name, record.author)), editor=tuple(map(name, record.editor)), **texts)


def stripped(record: Record) -> Record:
    """What CSL-JSON can hold: everything but white space around a text."""

    def name(whole: Name) -> Name:
        return Name(**{part: getattr(whole, part).strip() for part in Name.__slots__})

    return tidied(record, str.strip, name)


def held_by_all(record: Record) -> Record:
    """What BibTeX and RIS can hold, too: particles only as part of a family name, no commas within a person's parts."""

    def tidy(text: str) -> str:
        return _SPACES.sub(" ", text).strip()

    def name(whole: Name) -> Name:
        if not whole.family:
            return Name(literal=tidy(whole.literal))
        family, given, suffix = (tidy(t.replace(",", " ")) for t in (whole.full_family, whole.given, whole.suffix))
        return Name(family=family, given=given, suffix=suffix)

    return tidied(replace(record, page=record.page.replace("–", "-")), tidy, name)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A printed reference with a few characters replaced, put in or lost."""
    record, style = draw(st.sampled_from(RECORDS)), draw(st.sampled_from(sorted(STYLES)))
    text = render(record, style)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        lost = draw(st.integers(0, 5))
        text = text[:at] + draw(st.text("aZ 1,.;:&{}\\%$#_~^\"'-–()@", max_size=3)) + text[at + lost :]
    return text


@pytest.mark.parametrize("name", ["bibtex", "csljson", "ris"])
@settings(max_examples=60, deadline=None)
@given(raw=damaged() | st.text(max_size=200))
def test_what_was_read_survives_every_export(name: str, raw: str) -> None:
    record = parse_reference(raw).record
    (loaded,) = exports.get(name).load(exports.get(name).dump([record]))
    if name == "csljson":
        assert loaded == stripped(record)
    else:
        assert held_by_all(loaded) == held_by_all(record)


if __name__ == "__main__":
    _shares, _found = all_failures()
    for _style, _share in _shares.items():
        print(f"# {_style}\t{_share:.4f}")  # noqa: T201
    print(f"# all\t{sum(_shares.values()) / len(_shares):.4f}")  # noqa: T201
    print("# style\tfield\tright\tread\tprinted", *_found, sep="\n")  # noqa: T201
