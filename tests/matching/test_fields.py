import pytest

from citeaudit.matching import (
    same_author,
    same_container,
    same_family,
    same_page,
    same_title,
    same_volume,
    same_year,
    title_likeness,
)
from citeaudit.model import Name

NICHE = "VEGFR1-positive haematopoietic bone marrow progenitors initiate the pre-metastatic niche"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (NICHE, "VEGFR1-positive hematopoietic bone-marrow progenitors initiate the premetastatic niche.", True),
        (NICHE, NICHE.upper(), True),
        (NICHE, NICHE.replace("initiate", "inhibit"), False),
        (NICHE, NICHE.replace("VEGFR1", "VEGFR2"), False),
        (NICHE, "VEGFR1-positive haematopoietic bone marrow progen", True),  # cut in a word
        (NICHE, "VEGFR1-positive haematopoeitic bone marrow progenitors initiate the pre-metastatic niche", True),
        ("Final overall survival results from SOLAR-1", "Final overall survival results from SOLAR-2", False),
        (
            "4th Consensus Guidelines for Advanced Cancer (ABC 4)",
            "4th Consensus Guidelines for Advanced Cancer (ABC 3)",
            False,
        ),
        ("4th Consensus Guidelines for Advanced Cancer (ABC 4)", "4th Consensus Guidelines for Advanced Cancer", False),
        ("Randomised phase III trial of tumour therapy", "Randomized phase 3 trial of tumor therapy", True),
        ("TGF-β1 in the healing of wounds", "TGF-beta1 in the healing of wounds", True),
        ("λ-Carrageenan in the gut", "Lambda carrageenan in the gut", True),
        ("Uptake of CO2 by sea water", "Uptake of CO 2 by sea water", True),
        ("A rare fami1y and its r0ute", "A rare family and its route", True),
        ("Vaccination of children against hepatitis A", "Vaccination of children against hepatitis B", False),
        ("Vitamin D and the skin of children", "Vitamin E and the skin of children", False),
        ("Surgery for colorectal metastases", "Surgery for colorectal metastases: a systematic review", True),
        ("Phagocytosis by macrophages", "Phagocytosis by macrophages. II. Attachment and ingestion", False),
        ("Phagocytosis by macrophages: part two", "Phagocytosis by macrophages", False),
        ("Sleep", "Sleep: a review", False),
        ("Correction: Sleep and memory", "Sleep and memory", False),
        ("Erratum to: Sleep and memory", "Correction: Sleep and memory", True),
        ("Author Correction: Sleep and memory", "Sleep and memory", False),
        ("Retraction: Sleep and memory", "Sleep and memory", False),
        ("Reply to Sleep and memory", "Sleep and memory", False),
        ("Sleep and memory: authors' reply", "Sleep and memory", False),
        ("Comment on “Sleep and memory”", "Sleep and memory", False),
        ("Response to therapy in old age", "Response to therapy in old age", True),
        ("Correction of scoliosis in children", "Correction of scoliosis in children", True),
        ("RETRACTED: Sleep and memory in adults", "Sleep and memory in adults", True),
        ("Sleep", "", None),
        ("", "", None),
        ("…", "Sleep", None),
    ],
)
def test_titles(a: str, b: str, same: bool | None) -> None:
    assert same_title(a, b) is same
    assert same_title(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        (NICHE, NICHE, 1.0, 1.0),
        (NICHE, NICHE.replace("progenitors", "progcnitors").replace("marrow", "rnarrow"), 0.9, 0.999),
        (NICHE, NICHE[:50], 0.9, 0.98),
        (NICHE, NICHE.replace("1", "2"), 0.0, 0.0),
        ("Widget", "Widget: A package for small things", 0.9, 0.95),
        ("Correction: Sleep and memory", "Sleep and memory", 0.0, 0.0),
        ("Sleep and memory in adults", "Acid rain over northern lakes", 0.0, 0.5),
        ("", "Sleep", 0.0, 0.0),
    ],
)
def test_likeness_of_titles(a: str, b: str, least: float, most: float) -> None:
    assert least <= title_likeness(a, b) <= most
    assert title_likeness(a, b) == title_likeness(b, a)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Büyükkaramikli", "BUYUKKARAMIKLI", True),
        ("Müller", "Mueller", True),
        ("Sørensen", "Sorensen", True),
        ("de Groot", "Groot", True),
        ("van der Berg", "Van Der Berg", True),
        ("O'Neill", "O’Neill", True),
        ("O'Neill", "ONeill", True),
        ("LeCouter", "Le Couter", True),
        ("Castro-Benitez", "Castro Benítez", True),
        ("García Márquez", "García", True),
        ("García Márquez", "Márquez", True),
        ("J. A. Smith", "Smith", True),
        ("Smith Jr", "Smith", True),
        ("Li", "Liu", False),
        ("Li", "Li-Wang", False),
        ("Sebahg", "Sebagh", False),
        ("Hall", "Hallman", False),
        ("Иванов", "Ivanov", None),
        ("", "Hall", None),
    ],
)
def test_family_names(a: str, b: str, same: bool | None) -> None:
    assert same_family(a, b) is same
    assert same_family(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Name(family="Groot", given="S", non_dropping_particle="de"), Name(family="de Groot", given="Saskia"), True),
        (Name(family="Hall", given="A"), Name(family="Hall", given="B"), True),
        (Name(family="Wang", given="Li"), Name(family="Li", given="Wang"), True),
        (Name(family="Wang", given="L"), Name(family="Li", given="W"), False),
        (Name(literal="Example Study Group"), Name(literal="The Example Study Group"), True),
        (Name(literal="EORTC"), Name(literal="European Organisation for Research and Treatment of Cancer"), True),
        (Name(literal="Example Study Group"), Name(literal="Other Trialists"), False),
        (Name(literal="Example Study Group"), Name(family="Hall"), None),
        (Name(), Name(family="Hall"), None),
    ],
)
def test_authors(a: Name, b: Name, same: bool | None) -> None:
    assert same_author(a, b) is same
    assert same_author(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ann Oncol", "Annals of Oncology", True),
        ("Jpn J Clin Oncol", "Japanese Journal of Clinical Oncology", True),
        ("J. Natl. Cancer Inst.", "JNCI Journal of the National Cancer Institute", True),
        ("JAMA", "JAMA: The Journal of the American Medical Association", True),
        ("NEJM", "New England Journal of Medicine", True),
        ("CA Cancer J Clin", "CA: A Cancer Journal for Clinicians", True),
        ("AJR Am J Roentgenol", "American Journal of Roentgenology", True),
        ("Cancers (Basel)", "Cancers", True),
        ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences", True),
        ("Int J Radiat Oncol Biol Phys", "International Journal of Radiation Oncology*Biology*Physics", True),
        ("Pharmacoeconomics", "PharmacoEconomics", True),
        ("Clin Exp Metastasis", "Clinical & Experimental Metastasis", True),
        ("Lancet Oncol", "The Lancet Oncology", True),
        ("Proc Natl Acad Sci USA", "Proc. Natl. Acad. Sci. U.S.A.", True),
        ("Plant Cell", "The Plant Cell Online", True),
        ("Biochim Biophys Acta—Mol Cell Res", "Biochimica et Biophysica Acta", True),
        ("Sci. Hortic.-Amsterdam", "Scientia Horticulturae", True),
        ("Lancet", "The Lancet Oncology", False),
        ("Cancer", "Cancer Research", False),
        ("Cancer Res", "Cancer Letters", False),
        ("Phys Rev B", "Physical Review D", False),
        ("Nature", "Nature Medicine", False),
        ("Nature", "", None),
        ("(Basel)", "Cancers", None),
    ],
)
def test_containers(a: str, b: str, same: bool | None) -> None:
    assert same_container(a, b) is same
    assert same_container(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("1634-57", "1634-1657", True),
        ("1634–57", "1634—1657", True),
        ("S1057-66", "s1057–s1066", True),
        ("S57", "57", False),
        ("31S", "S31-S40", True),
        ("e730", "E730", True),
        ("e730", "730", True),
        ("0012", "12-15", True),
        ("p. 12", "12", True),
        ("S-12", "S-13", False),
        ("iv12-iv15", "iv12", True),
        ("1634", "1635", False),
        ("1-12", "104399", None),
        ("1-12", "e84", None),
        ("1-9", "17-25", False),
        ("", "12", None),
    ],
)
def test_pages(a: str, b: str, same: bool | None) -> None:
    assert same_page(a, b) is same
    assert same_page(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("12", "012", True),
        ("Vol. 12", "12", True),
        ("12 Suppl 3", "12", True),
        ("12(4)", "12", True),
        ("XII", "12", True),
        ("XIV", "14", True),
        ("CD-12", "12", True),
        ("12", "13", False),
        ("2013", "13", None),
        ("", "13", None),
        ("Suppl", "13", None),
    ],
)
def test_volumes(a: str, b: str, same: bool | None) -> None:
    assert same_volume(a, b) is same
    assert same_volume(b, a) is same


def test_years() -> None:
    assert same_year(2015, 2015) is True
    assert same_year(2015, 2016) is False
    assert same_year(2015, 2016, tolerance=1) is True
    assert same_year(2015, 2017, tolerance=1) is False
    assert same_year(None, 2015) is None
