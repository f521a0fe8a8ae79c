"""One reference of a marker is replaced, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.lsp.markers import parts, replaced


def _after(typed: str, names: list[str], old: str, new: str, *, keys: bool = False) -> str | None:
    edit = replaced(typed, names, old, new, keys=keys)
    return None if edit is None else typed[: edit.start] + edit.text + typed[edit.end :]


@pytest.mark.parametrize(
    ("typed", "names", "old", "new", "after"),
    [
        ("(39)", ["39"], "39", "40", "(40)"),
        ("[3, 39; 41]", ["3", "39", "41"], "39", "40", "[3, 40; 41]"),
        ("(9,39,139)", ["9", "39", "139"], "39", "40", "(9,40,139)"),
        ("(9,39,139)", ["9", "39", "139"], "9", "8", "(8,39,139)"),
        ("(see refs. 12 and 13)", ["12", "13"], "13", "14", "(see refs. 12 and 14)"),
        ("(12a, 13)", ["12a", "13"], "12a", "12b", "(12b, 13)"),
        ("³⁹", ["39"], "39", "40", "⁴⁰"),
        ("¹²˒³⁹", ["12", "39"], "39", "40", "¹²˒⁴⁰"),
        ("(1,\n39)", ["1", "39"], "39", "40", "(1,\n40)"),
        # a range is taken apart
        ("(35–38)", ["35", "36", "37", "38"], "36", "40", "(35,37,38,40)"),
        ("(35–39)", ["35", "36", "37", "38", "39"], "35", "40", "(36–40)"),
        ("(35-38)", ["35", "36", "37", "38"], "38", "2", "(2,35-37)"),
        ("(38–39)", ["38", "39"], "39", "40", "(38,40)"),
        ("[1, 5--9]", ["1", "5", "6", "7", "8", "9"], "5", "12", "[1, 6--9, 12]"),
        # not safe, or already there
        ("(39,40)", ["39", "40"], "39", "40", None),
        ("(38–41)", ["38", "39", "40", "41"], "39", "40", None),
        ("³⁵⁻³⁸", ["35", "36", "37", "38"], "36", "40", None),
        ("[39](#ref39)", ["39"], "39", "40", None),
        ("[[39](#39)]", ["39"], "39", "40", None),
        ("(p. 39; 39)", ["39"], "39", "40", None),
        ("(39, 39)", ["39", "39"], "39", "40", None),
        ("(&#51;9)", ["39"], "39", "40", None),
        ("(Smith, 2015)", ["Smith, 2015"], "Smith, 2015", "Berg, 2016", None),
        ("", ["39"], "39", "40", None),
    ],
)
def test_numbers(typed: str, names: list[str], old: str, new: str, after: str | None) -> None:
    assert _after(typed, names, old, new) == after


@pytest.mark.parametrize(
    ("typed", "names", "old", "new", "after"),
    [
        (
            "[@hall2015; see @berg2016, p. 3]",
            ["hall2015", "berg2016"],
            "berg2016",
            "moss",
            "[@hall2015; see @moss, p. 3]",
        ),
        ("@hall2015", ["hall2015"], "hall2015", "moss", "@moss"),
        ("[-@hall:a/1.]", ["hall:a/1"], "hall:a/1", "moss", "[-@moss.]"),
        ("\\citep[see][]{hall,\nhall2}", ["hall", "hall2"], "hall", "moss", "\\citep[see][]{moss,\nhall2}"),
        ("\\cite{cite}", ["cite"], "cite", "moss", None),
        ("\\cite{hall,moss}", ["hall", "moss"], "hall", "moss", None),
        ("[@hall; @hall]", ["hall", "hall"], "hall", "moss", None),
        ("\\mycite", ["hall"], "hall", "moss", None),
        ("[^12]", ["12"], "12", "13", "[^13]"),
    ],
)
def test_keys(typed: str, names: list[str], old: str, new: str, after: str | None) -> None:
    assert _after(typed, names, old, new, keys=True) == after


@pytest.mark.parametrize(
    ("following", "safe"),
    [
        (") and", True),
        ("](#ref39).", False),
        (")](#ref39).", False),
        ("</sup>](#ref39)", False),
        ("</a></sup>", False),
        ("^ [see](x)", True),
        ("", True),
    ],
)
def test_a_link_is_left_alone(following: str, safe: bool) -> None:
    edit = replaced("39", ["39"], "39", "40", keys=False, following=following)
    assert (edit is not None) is safe


@given(st.data())
def test_all_else_stays(data: st.DataObject) -> None:
    numbers = sorted(data.draw(st.sets(st.integers(1, 60), min_size=1, max_size=12)))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    separator = data.draw(st.sampled_from([",", ", ", "; "]))
    dash = data.draw(st.sampled_from(["–", "-", "--", " – "]))
    typed = separator.join(f"{run[0]}{dash}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    old = data.draw(st.sampled_from(numbers))
    new = data.draw(st.integers(1, 99).filter(lambda number: number not in numbers))
    after = _after(typed, list(map(str, numbers)), str(old), str(new))
    assert after is not None
    wanted = sorted({new, *numbers} - {old})
    named = [name for part in parts(after, list(map(str, wanted)), keys=False) for name in part.names]
    in_order = [int(name) for name in named] == wanted
    assert in_order or sorted(_expanded(after)) == wanted


def _expanded(marker: str) -> list[int]:
    """The numbers of a marker, read plainly."""
    found: list[int] = []
    for piece in marker.replace(";", ",").split(","):
        ends = [int(part) for part in piece.replace("–", "-").replace("--", "-").split("-")]
        found += range(ends[0], ends[-1] + 1)
    return found
