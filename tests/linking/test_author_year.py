"""Citations by author and year: what is linked, what is near, what dangles, and what is not a citation."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citeaudit.model import Audit
from citeaudit.rules.running import get, run
from tests.manuscripts import LIST, audit_text

ENTRIES = """
## References

- Abend, R. (2001). Light. *J Sleep*, 1, 1–9.
- ABC Consortium. (2012). A large study of sleep. *Sleep*, 1, 11–20.
- Fox, G. (1990). *Snoring*. New York: Snore Press. (Original work published 1899)
- García-Márquez, A., & Müller, B. (2018). Dreams of spring. *J Sleep*, 5, 1–9.
- Lind, E. (2016). Naps one. *J Sleep*, 4, 1–9.
- Lind, E., & Hall, A. (2016a). Naps two. *J Sleep*, 4, 11–19.
- Lind, E., & Hall, A. (2016b). Naps three. *J Sleep*, 4, 21–29.
- Obi, K. (n.d.). *Notes on sleep*. Lagos.
- O'Neil, P., & de la Cruz, M. (2017). Naps in rats. *J Sleep*, 4, 31–39.
- Smith, A. (2015). Sleep in cats. *J Sleep*, 3, 100–109.
- Smith, J. (2015). Sleep in dogs. *J Sleep*, 3, 1–9.
- Smith, J., Lee, K., & Kim, C. (2013). Sleep and memory. *J Sleep*, 2, 11–19.
- van der Berg, C. (2016). Dreams. *J Sleep*, 4, 41–49.
- World Health Organization. (2014). *Naps for all*. Geneva: WHO.
- Zhang, L., Wu, F., & Yu, G. (in press). Sleep in fish. *J Sleep*.
- Żółkiewski, M. (2020). Naps in Poland. *J Sleep*, 9, 1–9.
"""
OTHERS = "(Abend, 2001; ABC Consortium, 2012; Fox, 1990; Lind, 2016; Żółkiewski, 2020).\n\n"


def audit(text: str) -> Audit:
    return audit_text(f"# Sleep\n\nMuch has been written {OTHERS}{text}\n{ENTRIES}")


def cited(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each citation the marker, and of each link the label and the first words of the entry ("" where there is none)."""
    found = audit(text)
    assert found.citation_form == "author-year"
    return [
        (
            citation.marker,
            [
                (link.label, found.reference(link.reference).raw.partition(" (")[0] if link.reference else "")
                for link in citation.links
            ],
        )
        for citation in found.citations[1:]
    ]


@pytest.mark.parametrize(
    ("text", "marker", "labels", "entries"),
    [
        ("Sleep (Smith et al., 2013).", "(Smith et al., 2013)", ["Smith et al., 2013"], [12]),
        ("Sleep (Smith et al. 2013).", "(Smith et al. 2013)", ["Smith et al. 2013"], [12]),
        ("Sleep [Smith et al 2013].", "[Smith et al 2013]", ["Smith et al 2013"], [12]),
        ("Sleep (Smith and colleagues, 2013).", "(Smith and colleagues, 2013)", ["Smith and colleagues, 2013"], [12]),
        (
            "Smith, Lee, and Kim (2013) say so.",
            "Smith, Lee, and Kim (2013)",
            ["Smith, Lee, and Kim, 2013"],
            [12],
        ),
        ("Smith et al. (2013)’s work.", "Smith et al. (2013)", ["Smith et al., 2013"], [12]),
        ("Smith et al., 2013 say so.", "Smith et al., 2013", ["Smith et al., 2013"], [12]),
        ("Abend's (2001) work.", "Abend's (2001)", ["Abend, 2001"], [1]),
        (
            "Lind and Hall (2016a, b) agree.",
            "Lind and Hall (2016a, b)",
            ["Lind and Hall, 2016a", "Lind and Hall, 2016b"],
            [6, 7],
        ),
        (
            "So it is (Lind & Hall, 2016a–b).",
            "(Lind & Hall, 2016a–b)",
            ["Lind & Hall, 2016a", "Lind & Hall, 2016b"],
            [6, 7],
        ),
        (
            "So it is (Lind, 2016; Lind & Hall, 2016b).",
            "(Lind, 2016; Lind & Hall, 2016b)",
            ["Lind, 2016", "Lind & Hall, 2016b"],
            [5, 7],
        ),
        (
            "So (Abend, 2001, Fox, 1990, Lind, 2016).",
            "(Abend, 2001, Fox, 1990, Lind, 2016)",
            ["Abend, 2001", "Fox, 1990", "Lind, 2016"],
            [1, 3, 5],
        ),
        (
            "So (see also Abend, 2001, pp. 4–9; cf. Fox, 1990: 23; e.g. Lind, 2016, Fig. 2).",
            "(see also Abend, 2001, pp. 4–9; cf. Fox, 1990: 23; e.g. Lind, 2016, Fig. 2)",
            ["Abend, 2001", "Fox, 1990", "Lind, 2016"],
            [1, 3, 5],
        ),
        ("So (reviewed in Abend, 2001).", "(reviewed in Abend, 2001)", ["Abend, 2001"], [1]),
        ("So (van der Berg, 2016).", "(van der Berg, 2016)", ["van der Berg, 2016"], [13]),
        ("So (Berg, 2016).", "(Berg, 2016)", ["Berg, 2016"], [13]),
        ("Van der Berg (2016) dreams.", "Van der Berg (2016)", ["Van der Berg, 2016"], [13]),
        (
            "So (O’Neil & de la Cruz, 2017).",
            "(O’Neil & de la Cruz, 2017)",
            ["O’Neil & de la Cruz, 2017"],
            [9],
        ),
        (
            "So (Garcia-Marquez and Mueller, 2018).",
            "(Garcia-Marquez and Mueller, 2018)",
            ["Garcia-Marquez and Mueller, 2018"],
            [4],
        ),
        ("So (Zolkiewski, 2020).", "(Zolkiewski, 2020)", ["Zolkiewski, 2020"], [16]),
        (
            "So (Z\u0307o\u0301łkiewski, 2020).",
            "(Z\u0307o\u0301łkiewski, 2020)",
            ["Z\u0307o\u0301łkiewski, 2020"],
            [16],
        ),
        ("So (J. Smith, 2015).", "(J. Smith, 2015)", ["J. Smith, 2015"], [11]),
        ("So (Smith A, 2015).", "(Smith A, 2015)", ["Smith A, 2015"], [10]),
        ("So (Fox, 1899/1990).", "(Fox, 1899/1990)", ["Fox, 1899/1990"], [3]),
        ("So (Zhang et al., in press).", "(Zhang et al., in press)", ["Zhang et al., in press"], [15]),
        ("Obi (n.d.) is undated.", "Obi (n.d.)", ["Obi, n.d."], [8]),
        ("The ABC Consortium (2012) is large.", "ABC Consortium (2012)", ["ABC Consortium, 2012"], [2]),
        ("So (WHO, 2014).", "(WHO, 2014)", ["WHO, 2014"], [14]),
        (
            "The World Health Organization (WHO) (2014) naps.",
            "World Health Organization (WHO) (2014)",
            ["World Health Organization, 2014"],
            [14],
        ),
        ("The theory of García-Márquez\nand Müller (2018).", None, ["García-Márquez and Müller, 2018"], [4]),
        (
            "Abend (2001; see also Fox, 1990) naps.",
            "Abend (2001; see also Fox, 1990)",
            ["Abend, 2001", "Fox, 1990"],
            [1, 3],
        ),
    ],
)
def test_linked(text: str, marker: str | None, labels: list[str], entries: list[int]) -> None:
    found = audit(text)
    assert found.citation_form == "author-year"
    (citation,) = found.citations[1:]
    assert marker is None or citation.marker == marker
    assert [link.label for link in citation.links] == labels
    assert [link.reference for link in citation.links] == entries
    assert [link.listed for link in citation.links] == [""] * len(labels)


@pytest.mark.parametrize(
    "text",
    [
        "It began (in 2015), in spring (January 2016), as shown (Figure 2, 2015).",
        "It grew (Table 3, 2013) and fell (p. 2001), by 2015 units (since May 2016).",
        "The Olympics (Tokyo, 2020) were late, the survey (Ghana, 2014) was not, the census (2010) was small.",
        "The rule (Directive 2001, amended 2010) of (version 3.2, 2015) holds (N = 2015).",
        "They met (Congress of Sleep, Vienna, 2012) in the years (1990–2000), 2001–2003.",
        "*Rattus rattus* (Linnaeus, 1758) sleeps, as does *Glis glis* (Schreber and Erxleben, 1977).",
        "So they told us (Moss et al., personal communication, 2014; Moss et al., unpublished data, 2015).",
        "So it was first seen (Moss, 2011, as cited in Abend, 2001).",
        "We ran it (Acme Sleep Analyzer, 2015) on one node (COVID, 2019).",
        "It lies near Zwolle, and Zwolle is where they met (Zwolle, 2011).",
        "In May 2016 and in March 2015 there were 2015 participants.",
    ],
)
def test_no_citation(text: str) -> None:
    found = audit(text)
    assert [citation.marker for citation in found.citations[1:] if "Abend" not in citation.marker] == []
    assert list(run(found, [get("dangling-citation")]).findings) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("So (Moss et al., 2015).", "Moss et al., 2015"),
        ("Moss et al. (2015) say so.", "Moss et al., 2015"),
        ("So (Moss & Quist, 2015).", "Moss & Quist, 2015"),
        ("So (Abend, 2001; Moss, 2015).", "Moss, 2015"),
        ("So (Moss, 2015).", "Moss, 2015"),
        ("So (Smith et al., 1987).", "Smith et al., 1987"),
        ("Smith (1987) says so.", "Smith, 1987"),
        ("So (Smyth et al., 2013; Smith et al., 2013).", "Smyth et al., 2013"),
        ("So (see the review by van Moss et al., 2015).", "van Moss et al., 2015"),
        ("So (Lind and Hall, 2016c).", "Lind and Hall, 2016c"),
    ],
)
def test_dangling(text: str, label: str) -> None:
    found = audit(text)
    (dangling,) = [link.label for citation in found.citations for link in citation.links if link.reference is None]
    assert dangling == label


@pytest.mark.parametrize(
    ("text", "label", "listed", "entry"),
    [
        ("So (Abent, 2001).", "Abent, 2001", "Abend, 2001", 1),
        ("So (Żółkeiwski, 2020).", "Żółkeiwski, 2020", "Żółkiewski, 2020", 16),
        ("So (Smiht et al., 2013).", "Smiht et al., 2013", "Smith et al., 2013", 12),
        ("Smith et al. (2012) say so.", "Smith et al., 2012", "Smith et al., 2013", 12),
        ("So (O'Neil & de la Croz, 2017).", "O'Neil & de la Croz, 2017", "O'Neil and de la Cruz, 2017", 9),
        ("So (Abend, 2001b).", "Abend, 2001b", "Abend, 2001", 1),
        (
            "So (Garcia-Marques and Müller, 2019).",
            "Garcia-Marques and Müller, 2019",
            "García-Márquez and Müller, 2018",
            4,
        ),
    ],
)
def test_near_misses_are_linked_and_reported_as_such(text: str, label: str, listed: str, entry: int) -> None:
    found = audit(text)
    (near,) = [link for citation in found.citations[1:] for link in citation.links]
    assert (near.label, near.listed, near.reference) == (label, listed, entry)
    assert list(get("dangling-citation").findings(found)) == []
    (finding,) = get("citation-spelling").findings(found)  # not `run`: most of the list is cited nowhere
    assert finding.location.line == 5
    assert finding.references == (entry,)


def test_the_same_place_again() -> None:
    text = "Abend (2001) slept (ibid., p. 4), Fox (1990) did not (ibid.), nor did Lind (2016) (Abend, op. cit.)."
    links = [link.reference for citation in audit(text).citations[1:] for link in citation.links]
    assert links == [1, 1, 3, 3, 5, 1]


def test_abbreviation_introduced_once() -> None:
    entries = ENTRIES.replace("World Health Organization.", "European Bureau for Naps.")
    text = f"# Sleep\n\nNaps {OTHERS}Naps help (European Bureau for Naps [EURNAP], 2014). They do (EURNAP, 2014).\n{entries}"
    assert [[link.reference for link in c.links] for c in audit_text(text).citations[1:]] == [[14], [14]]


def test_letters_go_by_the_order_of_a_list_that_prints_none() -> None:
    entries = ENTRIES.replace("2016a", "2016").replace("2016b", "2016")
    text = f"# Sleep\n\nNaps {OTHERS}Naps (Lind & Hall, 2016b) help (Lind & Hall, 2016a).\n{entries}"
    links = [link for citation in audit_text(text).citations[1:] for link in citation.links]
    assert [(link.reference, link.listed) for link in links] == [(7, ""), (6, "")]


def test_narrative_citations_support_what_follows() -> None:
    found = audit("Others rest. Smith et al. (2013) found that naps help rats, and Abend (2001) that light does.")
    first, second = found.citations[1:]
    assert (first.claim, first.narrative_authors) == ("naps help rats", ("Smith",))
    assert (first.before, second.sentence) == ("Others rest.", first.sentence)
    assert second.narrative_authors == ("Abend",)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (
            "Hall and Berg (2015) slept (1). Moss (2019) napped (2), Lind et al. (2020) dreamed (3), Öberg (2021) woke (4).",
            "parentheses",
        ),
        ("Hall and Berg (2015) slept [1]. Moss (2019) napped [2,3], others not [4].", "brackets"),
        (
            "They slept (Hall & Berg, 2015), napped (Moss, 2019) and dreamed (Lind et al., 2020), each (1) now and (2) then.",
            "author-year",
        ),
    ],
)
def test_the_form_in_use_is_decided_by_the_share_of_the_list(text: str, form: str) -> None:
    assert audit_text(f"# Sleep\n\n{text}\n{LIST}").citation_form == form


def test_no_check_of_numbers_speaks_of_names() -> None:
    text = "Żółkiewski (2020) before Abend (2001), and van der Berg (2016) before Fox (1990)."
    names = [
        "citation-order",
        "narrative-author-mismatch",
        "exchanged-references",
        "shifted-numbers",
        "dangling-citation",
    ]
    assert list(run(audit(text), [get(name) for name in names]).findings) == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["Smith", "et al.", "and", "&", ",", ";", "(", ")", "[", "]", "2015", "2016a", ", b", "in press", "ibid.", "van der", "Berg",
             "WHO", "’s", "-", "/", "p. 4", "\n", "n.d.", "Ü", "\u0301", "see", "Lind", "2013–2015", "."]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_never_raises_and_markers_stand_in_order(words: list[str]) -> None:
    found = audit(" ".join(words))
    places = [(c.location.line or 0, c.location.column or 0) for c in found.citations]
    assert places == sorted(set(places))
    assert all(c.links and c.marker for c in found.citations)
