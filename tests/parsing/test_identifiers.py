"""Identifiers in every spelling: found whole, and nothing but them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.parsing.dois import find_dois, has_known_shape
from citeaudit.parsing.identifiers import Identifiers, find_identifiers

SICI = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"
BIOONE = "10.1641/0006-3568(2005)055[0219:TRO]2.0.CO;2"

DOIS = [
    # the words before it
    ("doi:10.5555/ab.12", "10.5555/ab.12"),
    ("DOI 10.5555/ab.12", "10.5555/ab.12"),
    ("doi.org/10.5555/ab.12", "10.5555/ab.12"),
    ("https://dx.doi.org/10.5555/ab.12", "10.5555/ab.12"),
    ("http://doi.org/doi:10.5555/ab.12", "10.5555/ab.12"),
    ("doi:https://doi.org/10.5555/ab.12", "10.5555/ab.12"),
    ("[doi: 10.5555/ab.12]", "10.5555/ab.12"),
    ("doi=10.5555/ab.12", "10.5555/ab.12"),
    ("(2016)094025 ,doi :10.5555/ab.12,", "10.5555/ab.12"),
    ("DOI= http://doi.acm.org/10.1145/1414471.1414475.", "10.1145/1414471.1414475"),
    ("http: //dx.doi. org/10.1016/S0043-1354(98)00447-3.", "10.1016/S0043-1354(98)00447-3"),
    ("info:doi/10.5555/ab.12", "10.5555/ab.12"),
    ("Digital Object Identifier (DOI): 10.5555/ab.12", "10.5555/ab.12"),
    ("2013;8(1):e5497010.1371/journal.pone.0054970", "10.1371/journal.pone.0054970"),
    ("12:1–18.10.1007/s00018-008-8588-y", "10.1007/s00018-008-8588-y"),
    ("https://doi.org/10/gf4vqt", "10/gf4vqt"),
    # what ends it
    ("doi:10.5555/ab.12.", "10.5555/ab.12"),
    ("doi:10.5555/ab.12; available online", "10.5555/ab.12"),
    ("doi:10.5555/ab.12/, available online", "10.5555/ab.12"),
    ("doi:10.5555/ab.12 . Epub 2012 Jan 3.", "10.5555/ab.12"),
    ("doi:10.5555/ab.12.PMID: 123456", "10.5555/ab.12"),
    ("doi:10.5555/ab.12PMID: 123456", "10.5555/ab.12"),
    ("doi:10.5555/ab.12.Epub 2012", "10.5555/ab.12"),
    ("doi:10.5555/ab.12.[Google Scholar]", "10.5555/ab.12"),
    ("doi:10.5555/ab.12[CrossRef][PubMed]", "10.5555/ab.12"),
    ("doi:10.5555/ab.12PubMed", "10.5555/ab.12"),
    ("doi:10.5555/ab.12.PMC free article", "10.5555/ab.12"),
    ("doi:10.5555/ab.12,arXiv:1002.2581", "10.5555/ab.12"),
    ("doi:10.5555/ab.12,hep-th/0603001", "10.5555/ab.12"),
    ("doi:10.5555/ab.12.URL https://example.org/x", "10.5555/ab.12"),
    ("doi:10.5555/ab.12.URLhttps: / /doi.org/10.5555/ab.12", "10.5555/ab.12"),
    ("doi:10.5555/ab.12.Retrieved from", "10.5555/ab.12"),
    ("doi:10.5555/ab.12 (2012).", "10.5555/ab.12"),
    ("doi:10.5555/ab.12 1234 others", "10.5555/ab.12"),
    ("doi:10.5555/ab.12”, “and”", "10.5555/ab.12"),
    ('"doi:10.5555/ab.12"', "10.5555/ab.12"),
    ("*doi:10.5555/ab.12*", "10.5555/ab.12"),
    ("`10.5555/ab.12`", "10.5555/ab.12"),
    ("(doi:10.5555/ab.12)", "10.5555/ab.12"),
    ("(doi:10.5555/ab.12).PMID", "10.5555/ab.12"),
    ("<https://doi.org/10.5555/ab.12>", "10.5555/ab.12"),
    ("[10.5555/ab.12](https://doi.org/10.5555/ab.12)", "10.5555/ab.12"),
    ("[Full text](https://doi.org/10.5555/ab(1)2)", "10.5555/ab(1)2"),
    ('<a href="https://doi.org/10.5555/ab.12">10.5555/ab.12</a>', "10.5555/ab.12"),
    ("doi:10.5555/ab.12</span>", "10.5555/ab.12"),
    ("doi:10.5555/ab.12<br/>next", "10.5555/ab.12"),
    ("doi:10.5555/ab.12(accessed 2 May)", "10.5555/ab.12"),
    ("doi:10.5555/ab.12。下一個", "10.5555/ab.12"),
    ("https://www.example.org/articles/10.3389/fpls.2017.00267/full", "10.3389/fpls.2017.00267"),
    ("https://example.org/doi/10.5555/ab.12?via=ihub", "10.5555/ab.12"),
    ("https://example.org/doi/pdf/10.5555/ab.12.pdf", "10.5555/ab.12"),
    # brackets, semicolons and angle brackets that are its own
    ("doi:10.1016/S0140-6736(96)11128-5.", "10.1016/S0140-6736(96)11128-5"),
    ("10.1130/2010.2465(22). 2010.", "10.1130/2010.2465(22)"),
    (f"doi: {SICI}", SICI),
    (f"({SICI})", SICI),
    (f"doi: {SICI.replace('<', '&lt;').replace('>', '&gt;')}.", SICI),
    (f"doi: {SICI.replace('<', '&amp;lt;').replace('>', '&amp;gt;')}.", SICI),
    (f"https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E').replace('(', '%28').replace(')', '%29')}", SICI),
    (f"doi: {SICI.replace('<', ' <')}", SICI),
    (f"doi: {SICI.replace(';', '; ')}. PMID: 1", SICI),
    (f"doi: {SICI.replace('17:', '17: ')}", SICI),
    (f"{BIOONE}.", BIOONE),
    (
        "10.1002/(SICI)1099-1573(1998)12:1+<S124::AID-PTR271>3.0.CO;2-X",
        "10.1002/(SICI)1099-1573(1998)12:1+<S124::AID-PTR271>3.0.CO;2-X",
    ),
    (BIOONE.replace("[", " ["), BIOONE),
    (
        "doi:10.1002/1522-2683(200202)23:4<626::AID-ELPS626>3.0.CO;2-#",
        "10.1002/1522-2683(200202)23:4<626::AID-ELPS626>3.0.CO;2-#",
    ),
    ("doi:10.1021/jf073128+.", "10.1021/jf073128+"),
    ("https://doi.org/10.1016%2Fj.cell.2019.01.002", "10.1016/j.cell.2019.01.002"),
    ("doi:10.4028/www.scientific.net/amr.199-200.548", "10.4028/www.scientific.net/amr.199-200.548"),
    ("doi:10.48550/arXiv.2101.00001", "10.48550/arXiv.2101.00001"),
    # white space and other damage inside
    ("doi: 10.1016/j. jpain.2015.01.002", "10.1016/j.jpain.2015.01.002"),
    ("doi: 10.1016/j. jpain. 2015. 01.002. Epub", "10.1016/j.jpain.2015.01.002"),
    ("10.1371/journal. pone.0012345", "10.1371/journal.pone.0012345"),
    ("10.1371/jour-\nnal.pone.0012345.", "10.1371/journal.pone.0012345"),
    ("https://doi.org/10.1038/ s41586-020-2012-7", "10.1038/s41586-020-2012-7"),
    ("10.1016/j.ce\nll.2019.01.002", "10.1016/j.cell.2019.01.002"),
    ("doi: 10. 1016/j.cell.2012.02.009.", "10.1016/j.cell.2012.02.009"),
    ("10. 1016/j.cell.2012.02.009.", "10.1016/j.cell.2012.02.009"),
    ("doi:10 .1080/14786450903221511.", "10.1080/14786450903221511"),
    ("doi: 10.1103 /PhysRevLett. 113.091601 . URL x", "10.1103/PhysRevLett.113.091601"),
    ("doi:10.1097/ SHK.0000000000000473 .PubMed", "10.1097/SHK.0000000000000473"),
    ("doi: 10.1523/jneurosci. 0300-04.2004", "10.1523/jneurosci.0300-04.2004"),
    ("doi: 10.5194/npg- 19-227-2012.", "10.5194/npg-19-227-2012"),
    ("10.5555/ab-\n               12", "10.5555/ab-12"),
    ("10.1016/0016-7037 (84)90091-7.", "10.1016/0016-7037(84)90091-7"),
    ("10.1016/0016\u20117037(84)90091\u20137.", "10.1016/0016-7037(84)90091-7"),
    ("doi:10.5555/ab\u200b.1\u00ad2", "10.5555/ab.12"),
    ("doi:10.\u200b5555/ab.12", "10.5555/ab.12"),
    (r"doi:10.1007/978-3-030-12345-6\_12", "10.1007/978-3-030-12345-6_12"),
    # what stays apart
    ("doi:10.5555/ab-12. 2015;3:1-9.", "10.5555/ab-12"),
    ("10.32614/CRAN.package.tt. 2024.", "10.32614/CRAN.package.tt"),
    ("10.1016/j.cell.2019.01.002. 2019.", "10.1016/j.cell.2019.01.002"),
    ("10.1093/nar/gkt381. 123456.", "10.1093/nar/gkt381"),
    ("10.1038/nrm3248 2012", "10.1038/nrm3248"),
    ("10.1002/joc.1276 5 pages", "10.1002/joc.1276"),
    ("10.5555/jsleep. The next sentence 12.", "10.5555/jsleep"),
    ("10.5555/jsleep. Pages 12-19.", "10.5555/jsleep"),
    ("doi:10.1016/0025- and others", "10.1016/0025-"),
    # the first of several, and none
    ("doi:10.5555/ab.12. Supplement: doi:10.5555/ab.12.s001", "10.5555/ab.12"),
    ("Hydrology 10.2014 (12/15) of 10 of 12/15, 2010. 1234 5/6", ""),
    ("doi:10.5555/ and doi.org/10.5555", ""),
    ("doi: pending", ""),
]


@pytest.mark.parametrize(("text", "doi"), DOIS)
def test_dois(text: str, doi: str) -> None:
    assert doi == find_identifiers(text).DOI
    assert doi == find_identifiers(f"Hall A. Sleep. J Sleep 2015;3:1-9. {text}").DOI


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMID: 1", "1"),
        ("PubMed PMID: 12345678.", "12345678"),
        ("PubMed: 22344693.", "22344693"),
        ("[PubMed: 123]", "123"),
        ("PMID1234567", "1234567"),
        ("pmid:1234567", "1234567"),
        ("doi:10.1126/science.1193063.PMID:20847271.", "20847271"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/15357017.", "15357017"),
        ("https://pubmed.ncbi.nlm.nih.gov/15357017/", "15357017"),
        ("PubMed PMID: WOS:000328094800050.", ""),
        ("PubMed 2013", ""),
        ("PubMed Central PMCID: PMC2922035.", ""),
    ],
)
def test_pmid(text: str, expected: str) -> None:
    assert expected == find_identifiers(text).PMID


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMC123", "PMC123"),
        ("PMCID: PMC2922035.", "PMC2922035"),
        ("pmcid:PMC2922035", "PMC2922035"),
        ("PubMed Central PMCID: PMCPMC4312455.", "PMC4312455"),
        ("PubMed Central PMCID:PMCID: PMCPmc3655214", "PMC3655214"),
        ("PMCID: 2922035", "PMC2922035"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1858706/. Cited 11 July", "PMC1858706"),
        ("PMC free article", ""),
        ("(PMC) 2019", ""),
    ],
)
def test_pmcid(text: str, expected: str) -> None:
    assert expected == find_identifiers(text).PMCID


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISBN 978-80-7050-587-8.", "978-80-7050-587-8"),
        ("ISBN: 0-471-35349-3 2004", "0-471-35349-3"),
        ("ISBN-13: 9780521880688", "9780521880688"),
        ("ISBN-10 0-8044-2957-X", "0-8044-2957-X"),
        ("ISBN (electronic): 978 0 19 995864 1", "978 0 19 995864 1"),
        ("ISBN978-3- 540-61530-9978-3-642 -61544-3", "978-3- 540-61530-9"),
        ("ISBN 978–0–521–88068–8", "978–0–521–88068–8"),
        ("ISBN 978-0-521-88068-9", "978-0-521-88068-9"),  # a wrong check digit, as printed
        ("ISBN 1-55851-485", "1-55851-485"),
        ("Cambridge, 2007. 978-0-521-88068-8.", "978-0-521-88068-8"),
        ("Cambridge, 2007. 978-0-521-88068-9.", ""),
        ("ISSN 1234-5678", ""),
        ("doi:10.1007/978-3-662-05328-7", ""),
    ],
)
def test_isbn(text: str, expected: str) -> None:
    assert expected == find_identifiers(text).ISBN


@pytest.mark.parametrize(
    ("text", "archive", "number"),
    [
        ("arXiv:2101.00001v2", "arXiv", "2101.00001v2"),
        ("arXiv preprint arXiv:1412.7054, 2014.", "arXiv", "1412.7054"),
        ("[ arXiv:1502.01689][ INSPIRE].", "arXiv", "1502.01689"),
        ("arXiv :1108 .6027[hep- ex].", "arXiv", "1108.6027"),
        ("arXiv:1401. 4024v2.", "arXiv", "1401.4024v2"),
        ("ArXiv e-prints [arXiv:1706.05004]", "arXiv", "1706.05004"),
        ("ArXiv, abs/2010.11855, 2020.", "arXiv", "2010.11855"),
        ("arXiv 2014, 1412.6980", "arXiv", "1412.6980"),
        ("arXiv preprint 2010.11929", "arXiv", "2010.11929"),
        ("arXiv.org:astro -ph/ 0507715.", "arXiv", "astro-ph/0507715"),
        ("hep-th/9901001", "arXiv", "hep-th/9901001"),
        ("J. Math. 3 (2003) 1, math.GT/0309136.", "arXiv", "math.GT/0309136"),
        ("doi:10.1088/1126-6708/1999/06/028[ hep-th/9906022].", "arXiv", "hep-th/9906022"),
        ("Phys. Rev. 1403.6471 [hep-th]", "arXiv", "1403.6471"),
        ("https://arxiv.org/abs/1504.07627", "arXiv", "1504.07627"),
        ("http://arxiv.org/pdf/quant-ph/0608197v2.pdf", "arXiv", "quant-ph/0608197v2"),
        ("arXiv preprint. doi:10.48550/arXiv.2101.00001", "arXiv", "2101.00001"),
        ("bioRxiv 2020.03.12.989091.", "bioRxiv", "2020.03.12.989091"),
        ("bioRxiv 123456", "bioRxiv", "123456"),
        ("medRxiv. 2020:2020.03.12.20034567v1", "medRxiv", "2020.03.12.20034567v1"),
        ("BioRxiv. doi: https://doi.org/10.1101/2020.03.12.989091", "bioRxiv", "2020.03.12.989091"),
        ("Available at SSRN 2247043.", "SSRN", "2247043"),
        ("https://ssrn.com/abstract=3492722", "SSRN", "3492722"),
        ("arXiv:XXX (2017)", "", ""),
        ("arXiv e-prints, June 2018", "", ""),
        ("bioRxiv 2020", "", ""),
        ("Genome Res. 10.1101/gr.094052.109", "", ""),
        ("see 1403.6471 and /9901001", "", ""),
    ],
)
def test_preprints(text: str, archive: str, number: str) -> None:
    found = find_identifiers(text)
    assert (found.archive, found.archive_location) == (archive, number)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Available from: https://www.example.org/a_b(c)/d.html.", "https://www.example.org/a_b(c)/d.html"),
        ("(https://example.org/a).", "https://example.org/a"),
        ("[the page](https://example.org/a(1)) x", "https://example.org/a(1)"),
        ("<http://www.example.org:8080 /~ian/>", "http://www.example.org:8080/~ian/"),
        ("<https://example.org/a>. Accessed", "https://example.org/a"),
        ("URLhttps://example.org/a, 2005.", "https://example.org/a"),
        ("2002 March 19 www.example.org/notes/IN-2002-03.html", "www.example.org/notes/IN-2002-03.html"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("http ://www.example.org/x1", "http://www.example.org/x1"),
        ("http: // www.example.org/x1", "http://www.example.org/x1"),
        ("http://www. example.com/business/cost", "http://www.example.com/business/cost"),
        ("https://example. com/2012/07/30-b", "https://example.com/2012/07/30-b"),
        ("http://example.org/issues. html?issue=64, 2007", "http://example.org/issues.html?issue=64"),
        (
            "http://www.example.org/science/ article/pii/S01689002",
            "http://www.example.org/science/article/pii/S01689002",
        ),
        ("https://example.org/pii/ S0168900210014907", "https://example.org/pii/S0168900210014907"),
        ("http : // a .example .org/ portal /index. cfm?page=c", "http://a.example.org/portal/index.cfm?page=c"),
        ("http://www.example.org/. Accessed: January 2013.", "http://www.example.org/"),
        ("http://www.example.org/ Accessed 2013", "http://www.example.org/"),
        ("http://www.example.org/ (accessed 2 July 2015)", "http://www.example.org/"),
        ("http://www.example.org/ 12/05/2019", "http://www.example.org/"),
        ("http://www.example.org/a- and others", "http://www.example.org/a-"),
        ("http://www.example.org. The next", "http://www.example.org"),
        ("https://example.org/a;https://example.org/b", "https://example.org/a"),
        ("https://arxiv.org/abs/1504.07627", "https://arxiv.org/abs/1504.07627"),
        ("https://example.org/doi/10.5555/ab.12", "https://example.org/doi/10.5555/ab.12"),
        ("https://doi.org/10.5555/ab.12", ""),
        (f"https://doi.org/{SICI}", ""),
        ("https://10.5555/ab.12", ""),
        ("https :/ /www -m5 .example", ""),
        ("http://doi.org/doi:10.5555/ab.12", ""),
        ("dissemination for the www. Data Engineering", ""),
        ("https://", ""),
    ],
)
def test_urls(text: str, url: str) -> None:
    assert url == find_identifiers(text).URL


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A. doi: 10.5555/ab.12. PMID: 123456; PMCID: PMC123456.", "A. . ; ."),
        ("A. https://doi.org/10.1016/j. jpain.2015.01.002.", "A. ."),
        ("A. 10.5555/ab.12 [doi] B", "A.  B"),
        ("A. arXiv:2101.00001 [cs.CL], ISBN 978-0-521-88068-8.", "A. , ."),
        ("A. https://example.org/doi/10.5555/ab.12?x=1 B", "A.  B"),
        ("A. doi:10.5555/a&lt;1&gt;b\u00ad2, B", "A. , B"),
        ("A. doi:10.5555/ab.12; doi:10.5555/cd.34", "A. ; "),
        ("A. https%3A//doi.org/10.5555%2Fab%2812%29.", "A. ."),
    ],
)
def test_spans_hold_what_belongs_to_identifiers(text: str, left: str) -> None:
    rest, at = "", 0
    for start, end in find_identifiers(text).spans:
        rest, at = rest + text[at:start], end
    assert rest + text[at:] == left


PARTS = st.sampled_from(
    "10.5555/ 10. doi: https://doi.org/ http:// www. a b. c- 12 (1 ) [ ] < > ; &lt; %2F \\ PMID: PMC ISBN 978 arXiv: "
    "hep-th/9901001 2101.00001 bioRxiv SSRN \u200b \n".split(" ")
)
DAMAGED = st.lists(st.one_of(PARTS, st.text(max_size=4), st.just(" ")), max_size=20).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), DAMAGED))
def test_any_text_gives_spans_apart_and_inside(text: str) -> None:
    found = find_identifiers(text)
    assert all(0 <= start < end <= len(text) for start, end in found.spans)
    assert all(a[1] <= b[0] for a, b in pairwise(found.spans))
    assert bool(found.spans) == (found != Identifiers())


_WORD = st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)
_NUMBER = st.from_regex(r"[0-9]{1,6}", fullmatch=True)
_BRACKETED = st.one_of(
    st.tuples(st.sampled_from(["()", "[]", "<>"]), _NUMBER, st.sampled_from(["", ":abc", "::AID-X"])).map(
        lambda p: f"{p[0][0]}{p[1]}{p[2]}{p[0][1]}"
    ),
    st.just("(SICI)"),
)
_SUFFIX = st.tuples(
    _WORD,
    st.lists(
        st.tuples(st.sampled_from([".", "-", "/", "_", ";", ":", ""]), st.one_of(_NUMBER, _BRACKETED)),
        min_size=1,
        max_size=5,
    ),
).map(lambda parts: parts[0] + "".join(mark + piece for mark, piece in parts[1]))
_DOI = st.builds("10.{}/{}".format, st.from_regex(r"[1-9][0-9]{3,4}", fullmatch=True), _SUFFIX)

SURROUNDINGS = [
    "Hall A. Sleep. J Sleep 2015;3:1-9. doi: {}",
    "Hall A. Sleep. J Sleep 2015;3:1-9. doi:{}.",
    "Hall A. Sleep. J Sleep 2015;3:1-9. {}",
    "Hall A. Sleep. J Sleep 2015. https://doi.org/{}",
    "Hall A. Sleep. J Sleep 2015. http://dx.doi.org/{}.",
    "Hall A. Sleep (doi:{}). J Sleep 2015;3:1-9.",
    "Hall A. Sleep [doi: {}], J Sleep 2015;3:1-9.",
    "Hall A. Sleep. <https://doi.org/{}> J Sleep 2015;3:1-9.",
    "Hall A. Sleep. [link](https://doi.org/{}) J Sleep 2015;3:1-9.",
    "Hall A. Sleep. DOI {}; available online. PMID: 123456",
    "Hall A. Sleep. doi: {}.PMID: 123456.",
    "Hall A. Sleep. doi: {}. Epub 2015 Jan 3.",
    "Hall A. Sleep. doi:{}[Google Scholar]",
    "Hall A. “Sleep, doi:{}.” J Sleep 2015.",
    "Hall A. Sleep. doi: {}\nNext line.",
]


@pytest.mark.parametrize("around", SURROUNDINGS)
@settings(max_examples=30, deadline=None)
@given(doi=_DOI)
def test_a_doi_is_found_whole_and_alone(around: str, doi: str) -> None:
    assert doi == find_identifiers(around.format(doi)).DOI


@settings(max_examples=200, deadline=None)
@given(
    doi=st.sampled_from([doi for _, doi in DOIS if doi.startswith(("10.1016/j.", "10.1371", "10.1038/s", SICI))]),
    data=st.data(),
)
def test_a_doi_of_known_shape_survives_any_break(doi: str, data: st.DataObject) -> None:
    registrant, _, suffix = doi[3:].partition("/")
    assert has_known_shape(registrant, suffix)
    at = data.draw(st.integers(len(registrant) + 4, len(doi) - 1))
    if not has_known_shape(registrant, doi[len(registrant) + 4 : at]):
        assert [found.value for found in find_dois(f"doi: {doi[:at]}\n{doi[at:]}. Epub")] == [doi]
