"""`make mutants`: which places are changed, that the draw is seeded, and that it tells what tests notice."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from tests.tools.mutants import mutants

ROOT = Path(__file__).parents[1]
SCALES = '''"""Scales, 1 + 1 of them."""

def heavy(grams: int) -> bool:
    return grams > 4

def scales() -> int:
    return 7
'''
TESTS = """from shop.scales import heavy

def test_heavy():
    assert heavy(5) and not heavy(4)
"""


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("x = 3", {"x = 2", "x = 4"}),
        ("x = 0.85", {"x = 0.84", "x = 0.86"}),
        ("x = 0", {"x = -1", "x = 1"}),
        ("x = a < b", {"x = a <= b", "x = a >= b"}),
        ("x = a == b", {"x = a != b"}),
        ("x = a is None", {"x = a is not None"}),
        ("x = a and b", {"x = a or b"}),
        ("x = a + b", {"x = a - b"}),
        ("x = not a", {"x =  a"}),
        ("def f(a, *b, c=True, **d): ...", {"def f(a, *b, c=False, **d): ..."}),
        ("def f(a, /, b, *, c): ...", set()),
        ("f(*a, **b), {**a, **b}, [*a]", set()),
        ("def f(a: 'b' | c[1]) -> b | c: ...", set()),
        ("x: b[1] | c = True", {"x: b[1] | c = False"}),
        ("@lru_cache(maxsize=2)\ndef f(): ...", set()),
        ("__all__ = a + b", set()),
        ("if TYPE_CHECKING: x = 1", set()),
        ("'1 + 1', 'not', f'{a}: {b:.2f}'", set()),
    ],
)
def test_places(tmp_path: Path, code: str, changes: set[str]) -> None:
    (tmp_path / "m.py").write_text(code)
    made = {mutant.code for seed in range(20) for mutant in mutants(tmp_path, ["m.py"], seed)[1]}
    assert made == changes


def test_the_draw(tmp_path: Path) -> None:
    module = tmp_path / "m.py"
    lines = [f"x{n} = a{n} + {n}" for n in range(20)]

    def drawn(seed: int) -> list[str]:
        return [mutant.diff for mutant in islice(mutants(tmp_path, ["m.py"], seed)[1], 12)]

    module.write_text("\n".join(lines))
    first = drawn(1)
    assert first == drawn(1)
    assert first != drawn(2)
    module.write_text("\n".join(["import re", "", *lines]))
    assert drawn(1) == first


forked = pytest.mark.skipif(sys.platform != "linux", reason="runs are forked, and limited in the ways of Linux")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A package with one function that is tested and one that is not."""
    (tmp_path / "shop" / "scales").mkdir(parents=True)
    (tmp_path / "tests" / "scales").mkdir(parents=True)
    (tmp_path / "shop" / "scales" / "__init__.py").write_text(SCALES)
    (tmp_path / "tests" / "scales" / "test_scales.py").write_text(TESTS)
    return tmp_path


def examined(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.tools.mutants", "shop/scales", "--root", str(checkout), "--workers", "1"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@forked
def test_one_is_caught_and_one_survives(checkout: Path) -> None:
    run = examined(checkout)
    report, last = run.stdout.rstrip("\n").rsplit("\n\n", 1)
    table, survivors = report.split("\n\n")
    assert table.splitlines()[1].split() == ["shop/scales", "3", "3", "2", "0", "1", "66.7%"]
    head, place, before, after = (line.strip() for line in survivors.splitlines())
    assert (head, place, before) == ("1 survived:", "shop/scales/__init__.py:7 LastDigit", "- return 7")
    assert after in {"+ return 6", "+ return 8"}
    assert last == f"Written to {checkout / 'build' / 'mutants.txt'}"
    assert (checkout / "build" / "mutants.txt").read_text().rstrip("\n") == report
    assert (checkout / "shop" / "scales" / "__init__.py").read_text() == SCALES


@forked
@pytest.mark.parametrize(
    ("tests", "message"),
    [
        ("def test_nothing(): pass", "shop/scales/__init__.py divides by zero and no test of shop/scales fails."),
        ("def test_heavy(): assert False", "The tests of shop/scales fail without a mutant."),
    ],
)
def test_what_cannot_be_examined(checkout: Path, tests: str, message: str) -> None:
    (checkout / "tests" / "scales" / "test_scales.py").write_text(tests)
    run = examined(checkout)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == f"{message} Nothing was examined."
