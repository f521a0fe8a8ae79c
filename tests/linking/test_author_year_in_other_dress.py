"""Citations by author and year in other languages, scripts and habits; letters that the list does not print."""

from __future__ import annotations

import pytest

from citeaudit.model import Audit
from citeaudit.rules.running import get, run
from tests.manuscripts import audit_text

ENTRIES = """
## References

- Abend, R. (2001). Light. *J Sleep*, 1, 1–9.
- Berg, C., & Hall, A. (2015a). Sleep and memory. *J Sleep*, 3, 1–9.
- Berg, C., & Hall, A. (2015b). Naps in adults. *J Sleep*, 3, 21–30.
- Department of Naps. (2010). *Advice*. London: DoN.
- Fox, G. (1998). *Snoring*. New York: Snore Press. (Original work published 1881)
- Grau, J. (in press). Snoring. *J Sleep*.
- Hays, J. (1999). Light one. *J Sleep*, 2, 1–9.
- Hays, J. (2003). Light two. *J Sleep*, 2, 11–19.
- Lind, E., Dorn, F., Egan, P., & Orth, F. (2016). Insomnia. *J Sleep*, 6, 3–12.
- MOSS, T.; LIMA, D.; ELTZ, F. (2002). Sono. *Rev Sono*, 26, 5–9.
- National Office for Sleep and Dream Care. (2019). *Guideline*. London: NODC.
- Obi, K. (n.d.). *Notes on sleep*. Lagos.
- Quist, B. (Ed.). (2007). *Handbook of sleep*. Oxford: Quay.
- Smith, A. (2019). Caffeine. *J Sleep*, 12, 7–17.
- Smith, B. (2019). Alcohol. *J Sleep*, 13, 8–18.
- Зорин, А., Белов, Б., & Котов, В. (2015). Сон и память. *Журнал сна*, 3, 1–9.
- Νίκας, Γ. (2016). Ύπνος. *Περιοδικό ύπνου*, 3, 1–9.
- 林明, 陈红, 赵刚. (2017). 睡眠与记忆. *睡眠杂志*, 3, 1–9.
"""
OPENING = "Much has been written (Abend, 2001; Berg & Hall, 2015a, 2015b; Hays, 1999, 2003; Lind et al., 2016)."
KEYS = "abend berg-a berg-b office fox grau hays-1 hays-2 lind moss nosdc obi quist smith-a smith-b zorin nikas lin".split()


def audit(text: str) -> Audit:
    return audit_text(f"# Sleep\n\n{OPENING}\n\n{text}\n{ENTRIES}")


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        *(
            (f"So it is (Lind {others}, 2016).", "lind")
            for others in (
                "et al. | et. al. | & al. | and others | y cols. | y otros | y col. | e cols. | e colaboradores | e outros | und andere | u. a."
                " | u.a. | et coll. | et collab. | og kolleger | m.fl. | m. fl. | mfl. | i in. | e altri | e coll. | e.a. | a kol. | ym."
                " | и др. | и соавт. | с соавт. | 等 | 等人"
            ).split(" | ")
        ),
        *(
            (f"So it is (Berg {word} Hall, 2015a).", "berg-a")
            for word in "and & und y e et и og och en i ve + /".split()
        ),
        ("So it is (Berg/Hall 2015a).", "berg-a"),
        ("So it is (BERG; HALL, 2015a).", "berg-a"),
        ("So it is (Berg, C. and Hall, A., 2015a).", "berg-a"),
        ("So it is (MOSS; LIMA; ELTZ, 2002).", "moss"),
        ("So it is (MOSS; LIMA; ELTZ, 2002, p. 7; ABEND, 2001).", "moss abend"),
        ("Segundo Moss, Lima e Eltz (2002), o sono ajuda.", "moss"),
        ("So it is (MOSS et al., 2002).", "moss"),
        ("So it is (Smith, A., 2019).", "smith-a"),
        ("So it is (Smith, B., 2019).", "smith-b"),
        ("So it is (B. Smith, 2019).", "smith-b"),
        ("So it is (Hays, 1999 y 2003).", "hays-1 hays-2"),
        ("So it is (Hays, 1999 und 2003).", "hays-1 hays-2"),
        ("Hays (1999; 2003) says so.", "hays-1 hays-2"),
        ("So it is (Berg & Hall, 2015a und b).", "berg-a berg-b"),
        ("So it is (Berg & Hall, 2015a,b).", "berg-a berg-b"),
        ("So it is (Fox [1881] 1998).", "fox"),
        ("So it is (Fox, [1881] 1998).", "fox"),
        ("Fox ([1881] 1998) says so.", "fox"),
        ("So it is (Fox 1998 [1881]).", "fox"),
        ("So it is (Fox, 1881/1998).", "fox"),
        ("In Hays’ early work (1999), light mattered.", "hays-1"),
        ("Abend's seminal study of light (2001) says so.", "abend"),
        ("Berg and Hall’s study (2015b) says so.", "berg-b"),
        ("Lind et al.’s large study (2016) says so.", "lind"),
        ("So it is（Hays，1999；Abend，2001）.", "hays-1 abend"),
        ("Hays（1999）says so.", "hays-1"),
        ("So it is (Grau, in press; Grau, im Druck; Grau, en prensa).", "grau grau grau"),
        ("So it is (Grau, no prelo; Grau, sous presse; Grau, в печати).", "grau grau grau"),
        ("So it is (Obi, undated; Obi, sin fecha; Obi, nd).", "obi obi obi"),
        ("So it is (Quist, Ed., 2007).", "quist"),
        ("So it is (Quist, ed. 2007).", "quist"),
        ("So it is (Abend, ca. 2001).", "abend"),
        ("So it is (DoN, 2010; NSDC, 2019).", "office nosdc"),
        ("So it is (e.g.Lind et al., 2016).", "lind"),
        ("So it is (cf.Abend 2001).", "abend"),
        ("Сон помогает (Зорин и др., 2015).", "zorin"),
        ("Зорин и др. (2015) спят.", "zorin"),
        ("Сон помогает (Зорин, Белов и Котов, 2015).", "zorin"),
        ("Ύπνος (Νίκας, 2016).", "nikas"),
        ("睡眠有益（林明等，2017）.", "lin"),
        ("根据林明等（2017）的研究.", "lin"),
        ("睡眠有益（林明、陈红和赵刚，2017）.", "lin"),
    ],
)
def test_linked(text: str, entries: str) -> None:
    found = audit(text)
    links = [link for citation in found.citations[1:] for link in citation.links]
    assert [KEYS[link.reference - 1] if link.reference else "" for link in links] == entries.split()
    assert list(run(found, [get("dangling-citation"), get("citation-spelling")]).findings) == []


@pytest.mark.parametrize(
    "text",
    [
        "In the owls’ early spring (1999), light mattered.",
        "Abend wrote of the light that one sees there (2001).",
        "Abend’s study of light in owls and in bats (2001) is old.",  # six words
        "It was 2015a e so, and 1999 y then.",
    ],
)
def test_not_linked(text: str) -> None:
    assert audit(text).citations[1:] == ()


def test_few_names_without_brackets_are_citations_where_no_number_cites() -> None:
    text = "Light helps (Abend, 2001). Hays (1999) said so, and Lind et al. (2016), too. Fox (1998) snored."
    assert len(audit_text(f"# Sleep\n\n{text}\n{ENTRIES}").citations) == 4


# --------------------------------------------------------------------------- letters that the list does not print

LETTERLESS = """
## References

- Abend, R. (2001). Light. *J Sleep*, 1, 1–9.
- Lind, E., Dorn, A., & Fox, B. (2016). Leafhopper cells and their nucleus. *J Sleep*, 6, 1–9.
- Lind, E., Hall, C., & Juhl, D. (2016). Powdery mildew of cucumbers. *J Sleep*, 6, 11–19.
- Moss, T. (2002). Sono. *J Sleep*, 2, 1–9.
"""


def lettered(text: str) -> list[tuple[str, int | None]]:
    found = audit_text(f"# Sleep\n\nLight helps (Abend, 2001; Moss, 2002). {text}\n{LETTERLESS}")
    return [(link.label[-1], link.reference) for citation in found.citations[1:] for link in citation.links]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("It harms (Lind et al., 2016a). It helps (Lind et al., 2016b).", [("a", 2), ("b", 3)]),  # nothing told
        (
            "Powdery mildew harms cucumbers (Lind et al., 2016a). It helps (Lind et al., 2016b).",
            [("a", 3), ("b", 2)],
        ),
        (
            "It harms (Lind et al., 2016a). Cells of a leafhopper help (Lind et al., 2016b).",
            [("a", 3), ("b", 2)],
        ),
        ("Lind et al. (2016a) saw powdery mildew on cucumbers. Dreams do (Lind et al., 2016b).", [("a", 3), ("b", 2)]),
        ("Moss saw good sleep (Lind et al., 2016a) and powdery mildew.", [("a", 2)]),
        ("Moss saw it (Lind et al., 2016a) and powdery mildew.", [("a", 3)]),
        ("Mildew harms (Lind et al., 2016a). It helps (Lind et al., 2016b).", [("a", 2), ("b", 3)]),  # one word
    ],
)
def test_letters_go_by_what_is_said(text: str, links: list[tuple[str, int]]) -> None:
    assert lettered(text) == links
