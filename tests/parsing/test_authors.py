"""Lists of names, as the styles and the damage of conversion print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.model import Name
from citeaudit.parsing.authors import split_authors


def shown(name: Name) -> str:
    """Family name with particle, given name, suffix; a group in angle brackets."""
    if name.literal:
        return f"<{name.literal}>"
    family = f"{name.non_dropping_particle}_{name.family}" if name.non_dropping_particle else name.family
    return "/".join(part for part in (family, name.given, name.suffix) if part)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Vancouver, AMA
        ("Hall AB, Berg C", "Hall/AB Berg/C"),
        ("Hall AB, Berg C.", "Hall/AB Berg/C"),
        ("La Verde N, de Groot S, O’Regan R, Ben-Baruch A", "La_Verde/N de_Groot/S O’Regan/R Ben-Baruch/A"),
        ("Pober JS, Gimbrone MA Jr, Lapierre LA", "Pober/JS Gimbrone/MA/Jr Lapierre/LA"),
        ("NG T, LI Y, WU X", "NG/T LI/Y WU/X"),
        ("Matysik J, Alia, Bhalu B", "Matysik/J Alia Bhalu/B"),
        ("Nolan J, V., Ketterson ED", "Nolan/J_V. Ketterson/ED"),
        ("bin Laden O, al-Hassan M", "bin_Laden/O al-Hassan/M"),
        # APA, Nature, ACS
        ("Hall, A. B., & Berg, C.", "Hall/A._B. Berg/C."),
        ("Hall, A.B.; Berg, C.", "Hall/A.B. Berg/C."),
        ("Kim, M.-J., Lee, J.-H. & Park, S.-Y", "Kim/M.-J. Lee/J.-H. Park/S.-Y"),
        ("Smith, J. A., Jr., & Doe, R. B. III", "Smith/J._A./Jr Doe/R._B./III"),
        ("Koshland Jr., D. E.", "Koshland/D._E./Jr"),
        ("al Hassan, O. & ben Ali, K.", "al_Hassan/O. ben_Ali/K."),
        ("WU, X.; LI, Y.", "WU/X. LI/Y."),
        # IEEE, physics
        ("A. B. Hall and C. van der Berg", "Hall/A._B. van_der_Berg/C."),
        ("M. L. King Jr., and J. P. Smith III", "King/M._L./Jr Smith/J._P./III"),
        ("J.-P. Sartre, S. de Beauvoir et A. Camus", "Sartre/J.-P. de_Beauvoir/S. Camus/A."),
        ("Yu. A. Arnautov, V. A. Kuznechikov", "Arnautov/Yu._A. Kuznechikov/V._A."),
        ("A.B.Smith, C.D.Jones", "Smith/A.B. Jones/C.D."),
        # Chicago, MLA
        ("Miller, Merton H. and Daniel Orr.", "Miller/Merton_H. Orr/Daniel"),
        ("Smith, John, Mary Jones, and Peter Wu", "Smith/John Jones/Mary Wu/Peter"),
        ("Merriman, William E., & Bowman, Laura L.", "Merriman/William_E. Bowman/Laura_L."),
        ("Frank Kappe, Hermann Maurer, and Nick Sherbakov.", "Kappe/Frank Maurer/Hermann Sherbakov/Nick"),
        ("Müller, Hans-Peter; de la Cruz, José", "Müller/Hans-Peter de_la_Cruz/José"),
        ("Anna-Maria van der Berg", "van_der_Berg/Anna-Maria"),
        # other conventions
        ("Hall A. B., Berg C., and Moss D. E.,", "Hall/A._B. Berg/C. Moss/D._E."),
        ("DE LA CRUZ J M, SMITH A B", "DE_LA_CRUZ/J_M SMITH/A_B"),
        ("CHAPPUIS (F.-J.), SUNDAR (S. J.)", "CHAPPUIS/F.-J. SUNDAR/S._J."),
        ("Иванов И.И., Петров П.П.", "Иванов/И.И. Петров/П.П."),
        ("张三, 李四", "张三 李四"),
        ("Nguyễn Văn A, Trần B", "Nguyễn_Văn/A Trần/B"),
        ("Smith,J.A.; Jones,B.", "Smith/J.A. Jones/B."),
        # groups
        ("World Health Organization.", "<World_Health_Organization>"),
        ("National Heart, Lung, and Blood Institute", "<National_Heart,_Lung,_and_Blood_Institute>"),
        ("Centers for Disease Control and Prevention (CDC)", "<Centers_for_Disease_Control_and_Prevention_(CDC)>"),
        ("The Cancer Genome Atlas Research Network, Weinstein JN", "<The_Cancer_Genome_Atlas_Research_Network> Weinstein/JN"),
        ("WHO Study Group, Hall A", "<WHO_Study_Group> Hall/A"),
        ("Hall AB, Berg C; for the SLEEP Study Group", "Hall/AB Berg/C <for_the_SLEEP_Study_Group>"),
        ("Hall J for the ABC Investigators", "Hall/J <ABC_Investigators>"),
        # editors
        ("edited by C. Berg", "Berg/C."),
        ("Hall, A.B.; Berg, C. (Eds.)", "Hall/A.B. Berg/C."),
        ("S. S. Iyengar, & F. (Eds.) J. Gracia", "Iyengar/S._S. Gracia/F._J."),
        ("", ""),
    ],
)  # fmt: skip
def test_names(text: str, names: str) -> None:
    assert [shown(name).replace(" ", "_") for name in split_authors(text).names] == names.split()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hall AB, Berg C, et al.", 2),
        ("Hall, A. B. et al", 1),
        ("Hall AB, Berg C, and others", 2),
        ("Hall AB, u. a.", 1),
        ("Hall AB, et al Sleep and", 1),
        ("von Krogh, G., Nonaka, I., … Toyama, R.", 3),
    ],
)
def test_et_al(text: str, count: int) -> None:
    authors = split_authors(text)
    assert (len(authors.names), authors.et_al) == (count, True)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="AaBb .,;&-’()öЖ张", max_size=60))
def test_any_text_gives_names_made_of_its_letters(text: str) -> None:
    letters = [c for c in text if c.isalpha()]
    for name in split_authors(text).names:
        assert str(name).strip()
        for c in str(name):
            if c.isalpha():
                assert c in letters
