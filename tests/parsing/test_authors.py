"""Lists of names, as the styles and the damage of conversion print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.model import Name
from citeaudit.parsing.authors import person, split_authors


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
        ("The sleepr project", "<The_sleepr_project>"),
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


EDGES = [
    # how many words a name may have
    ("One Two Three Four Five Six Seven", "Seven/One_Two_Three_Four_Five_Six"),
    ("One Two Three Four Five Six Seven Eight", "<One_Two_Three_Four_Five_Six_Seven_Eight>"),
    ("Anna One Two Three Four Five B", "Anna_One_Two_Three_Four_Five/B"),
    ("Anna One Two Three Four Five Six B", "<Anna_One_Two_Three_Four_Five_Six_B>"),
    ("AB CD EF GH IJ KL MN", "AB_CD_EF_GH_IJ_KL/MN"),
    ("AB CD EF GH IJ KL MN OP", "<AB_CD_EF_GH_IJ_KL_MN_OP>"),
    # what initials are
    ("Hall ABCD", "Hall/ABCD"),
    ("Hall ABCDE", "ABCDE/Hall"),
    ("Hall A.B.C.D.E.", "Hall/A.B.C.D.E."),
    ("Hall A.B.C.D.E.F.", "A.B.C.D.E.F/Hall"),
    ("Hall Yu.", "Hall/Yu."),
    ("Hall Yur.", "Yur/Hall"),
    ("Hall yu.", "yu/Hall"),
    ("Hall AB-CD", "Hall/AB-CD"),
    ("Hall AB-CDE", "AB-CDE/Hall"),
    ("Hall ABC-D", "ABC-D/Hall"),
    ("Hall A-B-C-D", "Hall/A-B-C-D"),
    ("Hall A-B-C-D-E", "A-B-C-D-E/Hall"),
    ("Hall A.-1.", "A.-1/Hall"),
    # initials alone
    ("AB, CD", "AB/CD"),
    ("A B, C D", "A_B/C_D"),
    ("A. B., C. D.", "A._B/C._D."),
    ("Hall, AB CD", "Hall AB/CD"),
    ("Nolan J, V", "Nolan/J_V"),
    ("Nolan, V, Berg C", "Nolan/V Berg/C"),
    ("Hall, A, B, C", "Hall/A_B_C"),
    ("WHO Study Group, V.", "<WHO_Study_Group> V"),
    ("NG, T., LI, Y.", "NG/T._LI_Y."),
    ("NG, T, Hall B", "NG/T Hall/B"),
    ("NG, Hall B", "NG Hall/B"),
    ("NG, Hall, B", "NG Hall/B"),
    ("NG, AB, CD, Hall", "NG/AB_CD Hall"),
    ("A B", "A/B"),
    ("A. B.", "A/B."),
    ("Berg C, Nolan J, V", "Berg/C Nolan/J_V"),
    # suffixes
    ("Berg C, Hall A, Jr.", "Berg/C Hall/A/Jr"),
    ("Jr, Hall A", "Hall/A"),
    ("WHO Study Group, Jr", "<WHO_Study_Group>"),
    ("Hall A, Jr.", "Hall/A/Jr"),
    ("Smith Jr", "Smith/Jr"),
    ("Smith Jr A", "Smith/A/Jr"),
    ("Smith Jr Anna", "Anna/Smith_Jr"),
    ("Smith A Jr", "Smith/A/Jr"),
    ("Jr A", "Jr/A"),
    ("Petrov II", "Petrov/II"),
    ("Petrov III", "Petrov/III"),
    ("Petrov IV", "Petrov/IV"),
    ("Petrov Anna II", "Anna/Petrov/II"),
    ("Petrov II A", "Petrov/A/II"),
    ("Smith Jr., Anna", "Smith/Anna/Jr"),
    ("Smith, Anna Jr.", "Smith/Anna/Jr"),
    ("van Berg Jr, Anna", "van_Berg/Anna/Jr"),
    ("Hall, A., Jr., Berg, C.", "Hall/A./Jr Berg/C."),
    # given names behind a comma
    ("Smith, Anna", "Smith/Anna"),
    ("Smith, Anna Maria", "Smith/Anna_Maria"),
    ("Smith, Anna Maria Luisa", "Smith Luisa/Anna_Maria"),
    ("van Berg, Anna", "van_Berg/Anna"),
    ("van Berg, Anna Maria", "van_Berg Maria/Anna"),
    ("Anna Smith, Carl", "Smith/Anna Carl"),
    ("Anna Smith, Carl Jones", "Smith/Anna Jones/Carl"),
    ("Smith, Anna Maria, Carl Jones", "Smith/Anna_Maria Jones/Carl"),
    ("Smith, Anna, Maria Jones", "Smith/Anna Jones/Maria"),
    ("Carl Jones, Smith, Anna", "Jones/Carl Smith/Anna"),
    ("Smith, Anna B., Jones, Carl", "Smith/Anna_B. Jones Carl"),
    ("Smith, Anna, C. Jones, Mary, Wu", "Smith/Anna Jones/C. Mary Wu"),
    ("Mary, Wu, C. Jones", "Mary/Wu Jones/C."),
    ("A. Smith, Laura L. Jones", "Smith/A. Jones/Laura_L."),
    ("Smith, Anna B.", "Smith/Anna_B."),
    ("van Berg, Anna B.", "van_Berg/Anna_B."),
    ("Anna Smith, Laura L.", "Smith/Anna Laura/L."),
    ("C. Jones, Smith, Anna B.", "Jones/C. Smith Anna/B."),
    ("Bowman, L. Laura", "Bowman Laura/L."),
    ("Bowman, AB Jones", "Bowman Jones/AB"),
    ("张三, A.", "张三 A"),
    ("张三 Jr., A.", "张三/A./Jr"),
    ("Smith, WHO Study Group, Hall", "<Smith,_WHO_Study_Group,_Hall>"),
    # one name in any order
    ("Anna B. Smith", "Smith/Anna_B."),
    ("Anna B. van Berg", "van_Berg/Anna_B."),
    ("A Smith Jones", "Smith_Jones/A"),
    ("Anna van Berg", "van_Berg/Anna"),
    ("Anna van", "van/Anna"),
    ("van Berg", "van_Berg"),
    ("van den Berg", "van_den_Berg"),
    ("Anna Maria Berg", "Berg/Anna_Maria"),
    ("Carl Anna van der Berg Hall", "van_der_Berg_Hall/Carl_Anna"),
    ("Berg", "Berg"),
    ("A.Smith", "Smith/A."),
    ("A.Sm", "Sm/A."),
    ("A.B-C.Smith", "A.B-C.Smith"),
    ("SMITH J B", "SMITH/J_B"),
    ("SMITH JB", "SMITH/JB"),
    ("SMITH AB CD", "SMITH/AB_CD"),
    ("NG T", "NG/T"),
    ("NG T B", "NG/T_B"),
    ("NG AB C", "NG_AB/C"),
    ("Van Der Berg A", "Van_Der_Berg/A"),
    ("van", "van"),
    ("van der", "van_der"),
    # full stops
    ("Hall AB.", "Hall/AB"),
    ("Hall, A.", "Hall/A."),
    ("Hall AB, Berg C.", "Hall/AB Berg/C"),
    ("Hall A. B, Berg C.", "Hall/A._B Berg/C."),
    ("Hall, Anna.", "Hall/Anna"),
    ("Smith, Anna Yu.", "Smith/Anna_Yu."),
    ("Smith, Anna Yur.", "Smith/Anna_Yur"),
    ("Smith, Ann-Bo.", "Smith/Ann-Bo."),
    ("Smith, Ann-Bob.", "Smith/Ann-Bob"),
    ("Smith, A. B. Cd.", "Smith/A._B._Cd."),
    ("Hall, Anna 1.", "Hall/Anna"),
    # separators
    ("Hall A; Berg C", "Hall/A Berg/C"),
    ("Hall A / Berg C", "Hall/A Berg/C"),
    ("Hall/Berg", "Hall/Berg"),
    ("Hall, A./Berg, C.", "Hall/A. Berg/C."),
    ("Hall, A; Berg, C, Jr", "Hall/A Berg/C/Jr"),
    ("Hall A & Berg C", "Hall/A Berg/C"),
    ("Hall A and Berg C", "Hall/A Berg/C"),
    ("Hall A et Berg C", "Hall/A Berg/C"),
    ("HALL A AND BERG C", "HALL/A BERG/C"),
    ("Hall A• Berg C", "Hall/A Berg/C"),
    ("Hall A, and Berg C", "Hall/A Berg/C"),
    ("Hall A, y Berg C", "Hall/A Berg/C"),
    ("-, Hall A", "Hall/A"),
    ("1, Hall A", "Hall/A"),
    ("(Hall AB, Berg C)", "Hall/AB Berg/C"),
    # groups
    ("National Heart, Lung, and Blood Institute; Hall AB", "Heart/National Lung <Blood_Institute> Hall/AB"),
    ("Sleep Society, Hall AB", "<Sleep_Society> Hall/AB"),
    ("Sleep Society, Jr", "<Sleep_Society>"),
    ("Sleep Society and Nap Board", "<Sleep_Society_and_Nap_Board>"),
    ("Hall AB for the Sleep Group", "Hall/AB <Sleep_Group>"),
    ("Hall AB on behalf of the Sleep Group", "Hall/AB <Sleep_Group>"),
    ("Collaborat", "Collaborat"),
    ("Collaborators of Sleep", "<Collaborators_of_Sleep>"),
    ("Universit", "Universit"),
    ("Institut für Schlaf", "<Institut_für_Schlaf>"),
    # roles
    ("edited by Hall A and Berg C", "Hall/A Berg/C"),
    ("translated by C. Berg", "Berg/C."),
    ("In: Hall A", "Hall/A"),
    ("Hall A, editors", "Hall/A"),
    ("Hall A (Eds.), Berg C", "Hall/A Berg/C"),
    ("Hall ED, Berg C", "Hall/ED Berg/C"),
    ("Hall A (Hrsg.)", "Hall/A"),
]  # fmt: skip
"""Each rule and each limit of the reader of names, on it and past it; what it makes of strange ones is not right, but told."""


@pytest.mark.parametrize(("text", "names"), EDGES)
def test_edges(text: str, names: str) -> None:
    assert [shown(name).replace(" ", "_") for name in split_authors(text).names] == names.split()


@pytest.mark.parametrize(
    ("family", "given", "suffix", "expected"),
    [
        ("Hall", "AB", "", "Hall/AB"),
        ("Hall", "A. B.", "", "Hall/A. B."),
        ("Hall", "Anna.", "", "Hall/Anna"),
        ("Hall,", "Anna", "", "Hall/Anna"),
        ("van der Berg", "Anna", "", "van der_Berg/Anna"),
        ("van", "Anna", "", "van/Anna"),
        ("van van", "Anna", "", "van_van/Anna"),
        ("Hall", "Anna", "Jr", "Hall/Anna/Jr"),
        ("Hall", "", "", "Hall"),
        ("", "Anna", "", "Anna"),
        ("", "van Berg", "", "van Berg"),
    ],
)
def test_a_person_from_parts(family: str, given: str, suffix: str, expected: str) -> None:
    assert shown(person(family, given, suffix)) == expected


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


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="AaBb .,;&-’()öЖ张", max_size=60))
def test_any_text_gives_names_made_of_its_letters(text: str) -> None:
    letters = [c for c in text if c.isalpha()]
    for name in split_authors(text).names:
        assert str(name).strip()
        for c in str(name):
            if c.isalpha():
                assert c in letters
