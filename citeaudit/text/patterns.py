"""Patterns that are compiled when they are first used.

A run uses half of the patterns of the modules that it imports, and to compile one takes longer than to import the module.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class _Lazy:
    """Stands for a pattern; its methods are those of the pattern itself from the first use on."""

    __slots__ = ("flags", "pattern", *_METHODS)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile, for what is asked is not there yet."""
        compiled = re.compile(self.pattern, self.flags)
        if name in _METHODS:
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""The compiled pattern, as `re.compile` gives it, only later.

    It has the methods and attributes of a pattern; where `isinstance(…, re.Pattern)` matters, as for `re.sub(pattern, …)`, it
    does not serve. `flags` are those given.

    >>> lazy(r"\d+").search("in 2015")[0]
    '2015'
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
