"""Mutation testing: change one place of the code, run the package's tests, list the changes that no test notices.

    make mutants [SAMPLE=300] [SEED=1] [WORKERS=2] [PACKAGES="citeaudit/linking citeaudit/claims"]

- **Sample**: the same number of mutants from every package (SAMPLE divided by the packages, rounded up), so that every
  share is equally exact. A place counts once, however many ways there are to change it. The draw depends on the seed
  and on the text of the line, not on its number: an edit elsewhere leaves the rest of the sample as it was, and a larger
  sample contains the smaller one.
- **Mutants** are made by the operators of cosmic-ray. It was preferred to mutmut because it also changes what stands
  outside of functions, where the thresholds are. Replacements that are mostly errors of type, or the same in effect, are
  not used. Numbers have an operator of our own (`LastDigit`). No operator touches strings: docstrings, messages and
  patterns stay as they are. `__all__`, annotations, decorators and blocks for type checkers are left out here.
- **Runs** are the business of `mutant_runs.py`.

The report goes to standard output and to `build/mutants.txt`; the outcome of each mutant goes to standard error.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import itertools
import math
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from tests.tools.mutant_runs import Laboratory, Package

REPLACED = {
    "Comparison": "Eq_NotEq NotEq_Eq Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Is_IsNot IsNot_Is",
    "Binary": "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Mul Mod_Mul Pow_Mul BitOr_BitAnd BitAnd_BitOr",
    "Unary": "Delete_Not Delete_USub Delete_Invert",
}
"""Which replacements of cosmic-ray are used: the boundary moved, the meaning turned round, the opposite operation."""

OTHERS = (
    "AddNot ReplaceTrueWithFalse ReplaceFalseWithTrue ReplaceAndWithOr ReplaceOrWithAnd ReplaceBreakWithContinue "
    "ReplaceContinueWithBreak ExceptionReplacer ZeroIterationForLoop"
)
"""The other operators of cosmic-ray, but for those that take away decorators or replace variables at random."""

BINARY = {"arith_expr", "term", "expr", "and_expr", "shift_expr", "power"}
"""Expressions with an operator between two values; elsewhere `*`, `**` and `/` are signs of the grammar."""


class LastDigit:
    """A number one step of its last digit up or down: 3 to 4, 0.85 to 0.84. That is how near a test must stand."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        if node.type == "number":
            yield from [(node.start_pos, node.end_pos)] * 2

    def mutate(self, node: Any, index: int) -> Any:
        value = ast.literal_eval(node.value)
        number = Decimal(node.value if isinstance(value, float) else value)
        node.value = str(number + Decimal((index, (1,), min(0, int(number.as_tuple().exponent)))))
        return node


def operators() -> dict[str, Any]:
    """Every operator by its name."""
    names = [f"Replace{kind}Operator_{name}" for kind, named in REPLACED.items() for name in named.split()]
    return {name: get_operator(f"core/{name}")() for name in (*names, *OTHERS.split())} | {"LastDigit": LastDigit()}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the place, the whole module after it, and the change as lines of a diff."""

    path: str
    line: int
    operator: str
    code: str
    diff: str


def package(root: Path, name: str) -> Package:
    """The modules of a package, and its tests: those of `citeaudit/X` are in `tests/X`."""
    modules = sorted(path.relative_to(root).as_posix() for path in (root / name).rglob("*.py"))
    return Package(name, modules, [f"tests/{Path(name).name}"])


def mutants(root: Path, modules: list[str], seed: int) -> tuple[int, Iterator[Mutant]]:
    """How many places of some modules can be changed, and one mutant for each of them in an order drawn by the seed."""
    ways: dict[tuple[str, str, Any], list[tuple[str, int]]] = defaultdict(list)
    for path in modules:
        code = (root / path).read_text(encoding="utf-8")
        lines, nodes = code.split("\n"), list(ast_nodes(get_ast(code)))
        for name, operator in operators().items():
            places = ((node, place) for node in nodes for place in operator.mutation_positions(node))
            for occurrence, (node, place) in enumerate(places):
                if not _without_effect(node):
                    ways[path, lines[place[0][0] - 1].strip(), place].append((name, occurrence))

    def made() -> Iterator[Mutant]:
        dice = {way: Random(f"{seed} {way[0]} {way[1]} {way[2][0][1]}") for way in ways}
        for way in sorted(ways, key=lambda way: (dice[way].random(), way)):
            path, (line, _) = way[0], way[2][0]
            name, occurrence = dice[way].choice(ways[way])
            before = (root / path).read_text(encoding="utf-8")
            after = mutate_code(before, operators()[name], occurrence)
            with contextlib.suppress(SyntaxError):
                if ast.dump(ast.parse(before)) != ast.dump(ast.parse(after)):
                    yield Mutant(path, line, name, after, _diff(before, after))

    return len(ways), made()


def _without_effect(node: Any) -> bool:
    """Whether a node stands where no behaviour depends on it, or is an operator by its sign only."""
    if node.type == "operator" and node.parent.type not in BINARY:
        return True
    while (parent := node.parent) is not None:
        sign = node.get_previous_sibling()
        if (
            node.type == "decorator"
            or (node.type == "if_stmt" and node.children[1].get_code().strip() == "TYPE_CHECKING")
            or (node.type == "expr_stmt" and node.children[0].get_code().strip() == "__all__")
            or (parent.type in {"annassign", "tfpdef"} and sign == ":")
            or (parent.type == "funcdef" and sign == "->")
        ):
            return True
        node = parent
    return False


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return "\n".join(f"    {line[0]} {line[1:].strip()}" for line in list(lines)[3:] if line[0] in "+-")


def examine(root: Path, packages: list[str], sample: int, seed: int, workers: int) -> str:
    """The report: a table of the packages and the mutants that survived."""
    table = [f"{'package':24}{'places':>8}{'mutants':>9}{'caught':>8}{'timeout':>9}{'survived':>10}{'share':>8}"]
    survivors, total = list[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        laboratory = Laboratory(root, Path(folder).resolve(), workers)
        for examined in [package(root, name) for name in packages]:
            laboratory.prepare(examined)
            places, made = mutants(root, examined.modules, seed)
            drawn = sorted(itertools.islice(made, math.ceil(sample / len(packages))), key=lambda m: (m.path, m.line))
            outcomes = pool.map(partial(laboratory.run, examined), [m.path for m in drawn], [m.code for m in drawn])
            counts = Counter(places=places)
            for mutant, outcome in zip(drawn, outcomes, strict=True):
                counts[outcome] += 1
                print(f"{outcome:9}{mutant.path}:{mutant.line} {mutant.operator}", file=sys.stderr, flush=True)
                if outcome == "survived":
                    survivors.append(f"{mutant.path}:{mutant.line} {mutant.operator}\n{mutant.diff}")
            table.append(_row(examined.name, counts))
            total += counts
    return "\n".join([*table, _row("all", total), "", f"{len(survivors)} survived:", *survivors]) + "\n"


def _row(name: str, counts: Counter[str]) -> str:
    caught, timeout, survived = (counts[outcome] for outcome in ("caught", "timeout", "survived"))
    whole = caught + timeout + survived
    return f"{name:24}{counts['places']:8}{whole:9}{caught:8}{timeout:9}{survived:10}{(whole - survived) / whole:8.1%}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Mutation testing on a sample; see the docstring of this file.")
    parser.add_argument("packages", nargs="+", metavar="PACKAGE", help="a folder of the checkout, as citeaudit/linking")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="the checkout")
    given = parser.parse_args()
    report = examine(given.root, given.packages, given.sample, given.seed, given.workers)
    out = given.root / "build" / "mutants.txt"
    out.parent.mkdir(exist_ok=True)
    out.write_text(report, encoding="utf-8")
    print(f"{report}\nWritten to {out}")


if __name__ == "__main__":
    main()
