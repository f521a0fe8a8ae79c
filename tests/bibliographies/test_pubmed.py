"""PubMed's text and XML, and EndNote's XML, as bibliographies. All works are invented."""

from __future__ import annotations

import pytest

from citeaudit.bibliographies import endnote, pubmed
from citeaudit.bibliographies.reading import recognised
from citeaudit.errors import ReadError
from citeaudit.model import Name, Record

TEXT = """
PMID- 90000001
OWN - NLM
STAT- MEDLINE
TI  - Sleep and memory: a study of
      older adults.
LID - 10.5555/s1 [doi]
LID - e12 [pii]
AB  - Background: TI  - is no title here.
FAU - Hall, Ann B
AU  - Hall AB
FAU - Moss, Daniel, Jr
AU  - Moss D Jr
CN  - Sleep Group
PT  - Journal Article
PL  - England
TA  - J Sleep
JT  - Journal of sleep
DP  - 2015 Mar 1
VI  - 3
IP  - 2 Suppl 1
PG  - 1-9
PMC - PMC1234

PMID- 90000002
TI  - [Naps].
AU  - Berg C
TA  - Sleep Med
DP  - 2019
VI  - 7 Suppl
PG  - 21-30
AID - 10.5555/s2 [doi]
"""
HALL = Record(
    author=(
        Name(family="Hall", given="Ann B"),
        Name(family="Moss", given="Daniel", suffix="Jr"),
        Name(literal="Sleep Group"),
    ),
    title="Sleep and memory: a study of older adults",
    container_title="Journal of sleep",
    year=2015,
    volume="3",
    issue="2",
    supplement_number="1",
    page="1-9",
    DOI="10.5555/s1",
    PMID="90000001",
    PMCID="PMC1234",
)
BERG = Record(
    author=(Name(family="Berg", given="C"),),
    title="Naps",
    container_title="Sleep Med",
    year=2019,
    volume="7",
    supplement_number="Suppl",
    page="21-30",
    DOI="10.5555/s2",
    PMID="90000002",
)  # fmt: skip
XML = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.example.org/pubmed.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">90000001</PMID><Article PubModel="Print">
<Journal><JournalIssue><Volume>3</Volume><Issue>2 Suppl 1</Issue><PubDate><Year>2015</Year></PubDate></JournalIssue>
<Title>Journal of sleep</Title></Journal>
<ArticleTitle>Sleep and memory: a study of <i>older</i> adults.</ArticleTitle>
<Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>
<AuthorList><Author><LastName>Hall</LastName><ForeName>Ann B</ForeName></Author>
<Author><LastName>Moss</LastName><ForeName>Daniel</ForeName><Suffix>Jr</Suffix></Author>
<Author><CollectiveName>Sleep Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/s1</ArticleId>
<ArticleId IdType="pmc">PMC1234</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
</PubmedArticleSet>
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record><rec-number>12</rec-number>
<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal">Hall, Ann B.</style></author>
<author>Sleep Group,</author></authors></contributors><titles><title><style face="normal">Sleep &amp; memory</style></title>
<secondary-title>J Sleep</secondary-title></titles><pages>1-9</pages><volume>3</volume><number>2</number>
<dates><year>2015</year></dates><accession-num>90000001</accession-num>
<electronic-resource-num>https://doi.org/10.5555/s1</electronic-resource-num></record>
<record><rec-number>13</rec-number><ref-type name="Book">6</ref-type><contributors><authors><author>Daniel Moss</author></authors>
</contributors><titles><title>Naps</title></titles><dates><year>2019</year></dates><publisher>Berg Press</publisher></record>
</records></xml>
"""


def test_text_of_pubmed() -> None:
    found = pubmed.parse(TEXT)
    assert [(entry.key, entry.record) for entry in found.entries] == [("90000001", HALL), ("90000002", BERG)]
    assert TEXT[found.entries[0].start : found.entries[0].end].endswith("PMC - PMC1234")
    assert found.broken == ()
    assert recognised(TEXT) == "pubmed"


def test_xml_of_pubmed() -> None:
    (entry,) = pubmed.parse_xml(XML).entries
    assert (entry.key, entry.record) == ("90000001", HALL)
    assert recognised(XML) == "pubmed-xml"


def test_xml_of_endnote() -> None:
    found = endnote.parse(ENDNOTE)
    assert [entry.key for entry in found.entries] == ["12", "13"]
    assert found.entries[0].record == Record(
        author=(Name(family="Hall", given="Ann B."), Name(literal="Sleep Group")),
        title="Sleep & memory",
        container_title="J Sleep",
        year=2015,
        volume="3",
        issue="2",
        page="1-9",
        DOI="10.5555/s1",
        PMID="90000001",
    )
    assert found.entries[1].record == Record(
        type="book", author=(Name(family="Moss", given="Daniel"),), title="Naps", year=2019, publisher="Berg Press"
    )
    assert recognised(ENDNOTE) == "endnote-xml"


def test_what_is_cut_costs_one_entry() -> None:
    cut = pubmed.parse("PMID- \nTI  - Sleep\n\nPMID- 90000002\n" + TEXT.partition("PMID- 90000002\n")[2])
    assert ([entry.record for entry in cut.entries], cut.broken) == ([BERG], (0,))
    text = ENDNOTE.replace("</record>\n<record>", "\n<record>").partition("<publisher>")[0]
    found = endnote.parse(text)
    assert [entry.record.title for entry in found.entries] == ["Sleep & memory", "Naps"]
    assert len(found.broken) == 2
    cut = pubmed.parse_xml(XML.partition("<PublicationTypeList>")[0])
    assert ([entry.record.title for entry in cut.entries], len(cut.broken)) == ([HALL.title], 1)


def test_no_entity_of_a_stranger_is_resolved() -> None:
    text = ENDNOTE.replace("&amp;", "&file;")
    (entry, _) = endnote.parse(text).entries
    assert entry.record.title == "Sleep &file; memory"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + ENDNOTE
    assert len(endnote.parse(bomb).entries) == 2


@pytest.mark.parametrize("parse", [pubmed.parse, pubmed.parse_xml, endnote.parse])
def test_what_is_none(parse: object) -> None:
    with pytest.raises(ReadError, match="this is not"):
        parse("Sleep and memory.")  # type: ignore[operator]
