"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import citeaudit
from citeaudit.text import patterns
from citeaudit.text.patterns import lazy


def test_every_pattern_of_the_package_compiles() -> None:
    for module in pkgutil.walk_packages(citeaudit.__path__, "citeaudit."):
        if module.name != "citeaudit.__main__":
            importlib.import_module(module.name)
    found = [thing for thing in gc.get_objects() if isinstance(thing, patterns._Lazy)]
    assert len(found) > 300
    for pattern in found:
        assert pattern.groups >= 0, pattern.pattern


@pytest.mark.parametrize(
    ("pattern", "flags", "text"),
    [(r"a(?P<b>b+)", 0, "xabbA"), (r"A(?P<b>B+)", re.IGNORECASE, "xabbA"), (r"a  (?P<b>b+) # one", re.VERBOSE, "abbb")],
)
def test_a_lazy_pattern_is_as_the_compiled_one(pattern: str, flags: int, text: str) -> None:
    made, compiled = lazy(pattern, flags), re.compile(pattern, flags)
    assert (made.pattern, made.flags) == (pattern, flags)
    assert made.groupindex == compiled.groupindex
    assert made.sub("-", text) == compiled.sub("-", text)
    assert made.subn("-", text) == compiled.subn("-", text)
    assert made.split(text) == compiled.split(text)
    assert made.findall(text) == compiled.findall(text)
    assert [match.span() for match in made.finditer(text)] == [match.span() for match in compiled.finditer(text)]
    for name in ("search", "match", "fullmatch"):
        found, expected = getattr(made, name)(text), getattr(compiled, name)(text)
        assert (found and found.span()) == (expected and expected.span())
    assert lazy(pattern.encode(), flags).search(text.encode()) is not None
    with pytest.raises(AttributeError):
        _ = made.nothing  # type: ignore[attr-defined]


def test_a_pattern_that_is_not_used_is_not_compiled() -> None:
    code = (
        "import re\n"
        "from citeaudit.text.patterns import lazy\n"
        "made, real = [], re.compile\n"
        "re.compile = lambda *args: made.append(args) or real(*args)\n"
        "first, second = lazy('a'), lazy('b')\n"
        "assert (first.pattern, first.flags, made) == ('a', 0, [])\n"
        "first.search('a'), first.match('a'), second.pattern\n"
        "print(made)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "[('a', 0)]\n"
