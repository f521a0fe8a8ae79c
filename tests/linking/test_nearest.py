"""What a citation may have meant: the nearest key, and the nearest work by name and year."""

from __future__ import annotations

import pytest

from citeaudit.linking.nearest import nearest_key, nearest_works
from tests.manuscripts import audit_text


@pytest.mark.parametrize(
    ("key", "listed", "cited", "nearest"),
    [
        ("moss2019nap", "moss2019naps hall2015", "", "moss2019naps"),
        ("Moss2019naps", "moss2019naps", "moss2019naps", "moss2019naps"),
        ("mosss2019", "moss2019", "moss2019", "moss2019"),
        ("msos2019", "moss2019", "", "moss2019"),  # letters exchanged are one slip
        ("moss2019", "berg2020", "", ""),
        ("moss2019", "moss2018", "", "moss2018"),  # another year, if nobody cites it
        ("moss2019", "moss2018", "moss2018", ""),
        ("moss2019", "moss2018 moss2029", "", ""),  # either may be meant
        ("moss1", "moss12", "", ""),  # five characters
        ("moss12", "moss1x", "", "moss1x"),  # six
        ("moss2019na", "moss2019napsx", "", ""),
        ("moss2019mem", "moss2019mmex1", "", ""),  # eleven characters: two slips are one too many
        ("moss2019memo", "moss2019moex", "", ""),
        ("moss2019memory", "moss2019memo", "", "moss2019memo"),
        ("moss2019memor", "moss2019mem", "", "moss2019mem"),
        ("ref1234", "ref1235", "", ""),  # three letters name nobody
        ("hall123", "hall124", "", "hall124"),
        ("moss2019", "", "", ""),
    ],
)
def test_keys(key: str, listed: str, cited: str, nearest: str) -> None:
    assert nearest_key(key, listed.split(), cited.split()) == nearest


LIST = """# Sleep

Memory needs sleep (Carter, 2005; Hall and Berg, 2010).

## References

- Carter, A. (2005). Sleep and memory. J Sleep, 3, 1-9.
- Hall, B., & Berg, C. (2010). Naps in older adults. J Sleep, 7, 21-30.
- Lindqvist, C., Moss, D., & Fox, E. (2011). Dreams. J Sleep, 8, 21-30.
- Lindqvist, C., Moss, D., & Fox, E. (2013). Dreams again. J Sleep, 8, 31-40.
"""


@pytest.mark.parametrize(
    ("label", "index"),
    [
        ("Carter, 2015", 1),
        ("Cartr, 2005", 1),
        ("Carter, 2050", 1),
        ("Carter, 1985", None),
        ("Carver, 2015", None),  # name and year are off
        ("Hall & Berg, 2001", 2),
        ("Lindqvist et al., 2012", None),  # one year from either
        ("Kaplan et al., 2012", None),
        ("in press", None),
    ],
)
def test_works(label: str, index: int | None) -> None:
    found = nearest_works([label], audit_text(LIST).references)
    assert (found[label].index if found else None) == index
