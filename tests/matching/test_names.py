"""Names at the edges of what makes them the same, misspelt, or another."""

from __future__ import annotations

import pytest

from citeaudit.matching import other_author, same_author, same_family
from citeaudit.matching.names import is_misspelt, is_romanised_alike, same_coauthors
from citeaudit.model import Name


def family(name: str) -> Name:
    """A name "Hall", "Hall, Anna", or that of a group in braces."""
    if name.startswith("{"):
        return Name(literal=name.strip("{}"))
    family, _, given = name.partition(", ")
    return Name(family=family, given=given)


def families(names: str) -> list[Name]:
    return [family(name) for name in names.split("; ") if name]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Kim-Wangler", "Kim", True),  # half of a double name, of three letters
        ("Wangler-Kim", "Kim", True),
        ("Li-Wangler", "Li", False),
        ("Wangler-Kim-Berger", "Kim", False),  # neither its first part nor its last
        ("Kim-Wangler-Berger", "Wangler Berger", True),
        ("Jr", "Jr", True),
        ("Li Jr", "Li", True),
        ("van", "von", False),
        ("van", "van der", True),
        ("Goethe", "Gothe", True),
        ("Aaberg", "Aberg", True),
        ("de la Cruz", "Cruz", True),
        ("Hall", "Иванов", None),
        ("Aa", "Иванов", None),
        ("Zz", "Иванов", None),
        ("van", "Aal", False),
        ("Иванов", "Иванов", True),
        ("Hall", "…", None),
        ("Иванов", "…", None),
    ],
)
def test_same_family_at_its_edges(a: str, b: str, same: bool | None) -> None:
    assert same_family(a, b) is same
    assert same_family(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Wang, Li Na", "Li, Wang", True),
        ("Anna, Hall", "Hall, Anna", True),
        ("Anna, Hall", "Hall, Anna B", True),
        ("Anna, Hall B", "Hall, Anna B", False),
        ("Anna, H", "Hall, Anna", True),  # initials begin the family name
        ("Anna, Halle", "Hall, Anna", True),
        ("Anna, Berg", "Hall, Anna", False),
        ("Anna", "Hall, Anna", False),
        ("Wu, Hall", "Hall, Wu", True),  # two letters
        ("Wu, Hi", "Hi, Wu", True),
        ("Иванов, Ivan", "Ivan, Иванов", None),
        ("W, H", "H, W", False),
        ("{Example Study Group}", "{The Example Study Group}", True),
        ("{Example Study Group}", "{Study Group Example of Lakes}", True),
        ("{Example Study Group}", "{Example Trial Group}", False),
        ("{ABC}", "{Association Benefiting Children}", True),
        ("{the ABC}", "{Association Benefiting Children}", True),
        ("{abc}", "{Association Benefiting Children}", False),
        ("{AB}", "{Association Benefiting}", False),
        ("{ABD}", "{Association Benefiting Children}", False),
        ("{AB}", "{AB Trial}", False),
        ("{ABT}", "{ABT Trial}", True),
        ("{The}", "{Of}", True),  # nothing that tells them apart
        ("{The}", "{Example Group}", False),
        ("{Example}", "Example", None),
    ],
)
def test_same_author_at_its_edges(a: str, b: str, same: bool | None) -> None:
    assert same_author(family(a), family(b)) is same
    assert same_author(family(b), family(a)) is same


@pytest.mark.parametrize(
    ("a", "b", "misspelt"),
    [
        ("Abcd", "Abxd", True),  # four letters
        ("Abcd", "Abc", False),
        ("Abc", "Abx", False),
        ("Abcdefg", "Abcdefx", True),
        ("Abcdefg", "Abcdexy", False),
        ("Abcdefgh", "Abcdefxy", True),  # two of eight
        ("Abcdefgh", "Abcdexyz", False),
        ("Abcdefgh", "Abcdefx", False),
        ("Abcd", "Abdc", True),  # exchanged
        ("Abcd", "Abcde", True),
        ("Abcd", "Abcd", True),
        ("Ab cd", "Abcx", True),
    ],
)
def test_misspelt_names(a: str, b: str, misspelt: bool) -> None:
    assert is_misspelt(family(a), family(b)) is misspelt
    assert is_misspelt(family(b), family(a)) is misspelt


@pytest.mark.parametrize(
    ("cited", "actual", "same"),
    [
        ("Hall; Berg", "Hall; Berg", True),
        ("Hall; Berg; Lind", "Hall; Berg; Moss", True),  # one of two
        ("Hall; Berg; Lind; Moss", "Hall; Berg; Krag", False),  # one of three
        ("Hall; Berg", "Hall; Lind", False),
        ("Hall; Berg", "Berg; Hall", True),
        ("Hall", "Hall; Berg", None),
        ("Hall; Berg", "Hall", None),
        ("Hall; {Example Group}", "Hall; Berg", None),
        ("Hall; Berg", "Hall; {Example Group}", None),
        ("", "Hall; Berg", None),
        # The first twelve names are compared.
        ("Hall; Berg; B; C; D; E; F; G; H; I; J; K", "Berg; B; C; D; E; X", False),
        ("Hall; Berg; B; C; D; E; F; G; H; I; J; K", "Berg; B; C; D; E; F", True),
        ("Hall; B; C; D; E; F; G; H; I; J; K; L", "H; I; J; K; L", False),
        ("Hall; B; C; D; E; F; G; H; I; J; K; L", "G; H; I; J; K; L", True),
        ("Hall; B; C; D; E; F; G; H; I; J; K; L; M", "H; I; J; K; L; M", False),
    ],
)
def test_coauthors(cited: str, actual: str, same: bool | None) -> None:
    assert same_coauthors(families(cited), families(actual)) is same


@pytest.mark.parametrize(
    ("cited", "actual", "place"),
    [
        ("", "Hall", None),
        ("Hall", "", None),
        ("Moss", "Hall", 0),
        ("Moss; Berg", "Hall", 0),
        ("Hall; Berg; Lind", "Hall; Moss; Lind", 1),
        ("Hall; Berg; Lind", "Hall; Moss; Lind; Krag", 1),
        ("Hall; Berg; Lind; Krag", "Hall; Moss; Lind", 1),
        ("Hall; Berg; Lind", "Hall; Moss; Krag", None),  # nothing agrees behind it
        ("Hall; Berg", "Hall; Moss", 1),
        ("Hall; Berg", "Hall; Moss; Lind", None),
        ("Hall; Berg; Lind", "Hall; Moss", None),
        ("Hall; Berg; Lind; Krag", "Hall; Moss; Lind; Berg", None),  # it stands elsewhere
        ("Hall; Bergman; Lind; Krag", "Hall; Moss; Lind; Bergmen", None),  # misspelt
        # Groups say nothing, also where a registry has them for persons.
        ("{Example Group}; Berg", "Hall; Berg", None),
        ("Moss; Berg", "Hall; {Example Group}", None),
        ("Moss; Berg", "Hall; Lake Consortium, The", None),
        # Damage: misspelt, cut, run together, parts exchanged, initials.
        ("Halle; Berg", "Hall; Berg", None),
        ("Hal; Berg", "Hall; Berg", None),
        ("Hallberg", "Berg", None),
        ("Bergson", "Berg", None),
        ("Bergo", "Xergy", 0),
        ("Xu", "Wo", 0),
        ("X", "Wo", None),  # one letter is an initial
        ("QZ", "Hall", None),
        ("QZY", "Hall", None),
        ("QZYW", "Hall", 0),
        ("Qzy", "Hall", 0),
        ("Hall", "QZY", None),
        ("Anna, Hall", "Berg, Anna Moss", None),  # a word of three letters and more is shared
        ("Moss, Eva", "Berg, Eva", None),
        ("Moss, Ed", "Berg, Ed", 0),
        ("Moss, van", "Berg, van", 0),
    ],
)
def test_another_author(cited: str, actual: str, place: int | None) -> None:
    assert other_author(families(cited), families(actual)) == place


def test_a_single_capital_behind_a_particle_is_no_initials() -> None:
    assert other_author([Name(family="Q", non_dropping_particle="de")], [Name(family="Moss")]) == 0


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("Saitou", "Saito", True),
        ("Ohta", "Ota", True),
        ("Syutsubo", "Shutsubo", True),
        ("Honjyo", "Honjo", True),
        ("Kijima", "Iijima", False),
        ("Korostyleva", "Korostileva", True),
        ("Petrovskiy", "Petrovsky", True),
        ("Shcherban", "Scherban", True),
        ("Boushel", "Bouschel", False),
        ("Vasil’eva", "Vasilyeva", True),
        ("O’Mahony", "Mahony", True),
        ("Omahony", "Mahony", False),
        ("Dedryver", "Dedryyver", False),
        ("Bolmstedt", "Bohlmstedt", False),
        ("Hall", "Holl", False),
    ],
)
def test_romanisations(a: str, b: str, alike: bool) -> None:
    assert is_romanised_alike(a, b) is alike
