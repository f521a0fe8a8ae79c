"""Records for the exports: hand-made ones, and strategies that make hard ones."""

from __future__ import annotations

from hypothesis import strategies as st

from citeaudit.model import Name, Record

CARDOSO = Record(
    author=(
        Name(family="Cardoso", given="F"),
        Name(family="Groot", given="S", non_dropping_particle="de"),
        Name(literal="The ABC and DEF Consortium"),
    ),
    et_al=True,
    title="4th ESO-ESMO International Consensus Guidelines for Advanced Breast Cancer (ABC 4)",
    container_title="Ann Oncol",
    year=2018,
    volume="29",
    issue="4",
    supplement_number="3",
    page="1634-57",
    DOI="10.5555/abc_4",
    PMID="99999999",
)

# Special characters of LaTeX, BibTeX, RIS and JSON beside letters with accents, Greek and Chinese ones.
_WORD = st.one_of(
    st.sampled_from(
        ["and", "And", "others", "of", "HER2", "SOLAR-1", "PI3Kα", "Müller", "乳腺癌", "Suppl", "50%", "a--b", "``x''"]
    ),
    st.text("aZé0λ中ß%&$#_{}~^\\-'`\"?!.,:;@=()[]<>/|*+\u00a0", min_size=1, max_size=8),
).filter(lambda word: word == word.strip())
TEXTS = st.lists(_WORD, max_size=4).map(" ".join)

# Name parts as people have them, then with everything a hostile one could hold.
_FAMILY = st.sampled_from(
    [
        "Groot",
        "O'Regan",
        "Costa e Silva",
        "Leyland-Jones",
        "Brinch Hansen",
        "Öztürk",
        "王",
        "Μπάρκας",
        "others",
        "de Groot",
    ]
)
_PARTICLE = st.sampled_from(["", "", "de", "van der", "von", "d'"])
_SUFFIX = st.sampled_from(["", "", "", "Jr.", "III"])
PARTS = TEXTS.filter(bool)


def persons(family: st.SearchStrategy[str], given: st.SearchStrategy[str]) -> st.SearchStrategy[Name]:
    return st.builds(Name, family=family, given=given, suffix=_SUFFIX, non_dropping_particle=_PARTICLE)


NAMES = st.one_of(
    persons(_FAMILY, st.sampled_from(["", "S", "Jean and Anne", "A, B", "Œ-Y."])),
    persons(PARTS, TEXTS),
    st.builds(Name, literal=PARTS),
)
TYPES = st.sampled_from(
    [
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "article",
        "book",
        "chapter",
        "paper-conference",
        "thesis",
        "report",
        "webpage",
        "dataset",
        "software",
        "patent",
        "standard",
        "manuscript",
        "entry-encyclopedia",
        "document",
        "legal_case",
        "motion_picture",
    ]
)
_ADDRESSES = st.text("acx019./_%&#~^$-:;?=(),<>+@", max_size=20)


def records(names: st.SearchStrategy[Name], texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Record]:
    fields = dict.fromkeys(
        [
            "title",
            "container_title",
            "volume",
            "issue",
            "supplement_number",
            "page",
            "publisher",
            "publisher_place",
            "edition",
            "collection_title",
            "number",
            "genre",
            "status",
            "archive",
            "PMID",
            "PMCID",
            "ISBN",
            "note",
        ],
        texts,
    )
    return st.builds(
        Record,
        type=TYPES,
        author=st.lists(names, max_size=3).map(tuple),
        et_al=st.booleans(),
        editor=st.lists(names, max_size=2).map(tuple),
        year=st.none() | st.integers(-500, 2100),
        archive_location=_ADDRESSES,
        accessed=st.sampled_from(["", "", "2018", "2018-08", "2018-08-16", "1999-12-31"]),
        DOI=_ADDRESSES,
        URL=_ADDRESSES,
        **fields,
    )
