"""The one place that finds the units of a folder: checks, formats, reports, exports, sources.

A unit is a module or package in the folder whose name does not begin with an underscore. The file name is the unit's name,
with hyphens for underscores. Other distributions add units through the entry-point group of the folder's name.

What a unit must have says the Protocol that the folder's own module calls `UNIT`. It is looked at once, when the unit is loaded:
one that lacks something is left out and named, and never ends a run.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any, get_origin, get_type_hints

from citeaudit.errors import ConfigError

_OLD_GROUPS = {"citeaudit.formats": "citeaudit.readers"}
"""What groups of entry points were called before; distributions that use the old name are found as well."""


class FaultyUnitError(ConfigError):
    """A unit lacks what it must have, or cannot be imported; the message names the module and what is missing."""


@cache
def names(package: str) -> tuple[str, ...]:
    """The sorted names of the units in `package` ("citeaudit.checks"), without importing them.

    Returns:
        Unit names with hyphens ("citation-order"), built in and from entry points, each once.

    """
    found = importlib.import_module(package)
    own = [info.name for info in pkgutil.iter_modules(found.__path__) if not info.name.startswith("_")]
    besides = getattr(found, "NO_UNITS", ())
    others = [point.name for point in _points(package)]
    return tuple(sorted({name.replace("_", "-") for name in own + others if name not in besides}))


def load(package: str, name: str) -> ModuleType:
    """Import the unit called `name` of `package`.

    Raises:
        KeyError: There is no such unit.
        FaultyUnitError: It lacks what a unit of this folder must have.

    """
    unit = _load(package, name)
    if isinstance(unit, str):
        raise FaultyUnitError(unit)
    return unit


def usable(package: str) -> tuple[str, ...]:
    """The names of the units that can be used; all units of the folder are imported for it."""
    return tuple(name for name in names(package) if isinstance(_load(package, name), ModuleType))


def faulty(package: str) -> MappingProxyType[str, str]:
    """What is wrong with the units that cannot be used, by their names."""
    found = ((name, _load(package, name)) for name in names(package))
    return MappingProxyType({name: problem for name, problem in found if isinstance(problem, str)})


def choose(package: str, name: str, what: str, *, besides: tuple[str, ...] = ()) -> ModuleType:
    """The unit that a user named; `what` says in the message what it would have been ("report format").

    `besides` are names that the caller knows too.

    Raises:
        ConfigError: There is no such unit, or it is faulty. The message names those there are, or what is missing.
    """
    try:
        return load(package, name)
    except KeyError:
        choices = ", ".join((*besides, *names(package)))
        raise ConfigError(f"there is no {what} “{name}”; choose one of: {choices}") from None


@cache
def _load(package: str, name: str) -> ModuleType | str:
    """A unit, or what is wrong with it."""
    if name not in names(package):
        raise KeyError(name)
    point = next((point for point in _points(package) if point.name.replace("_", "-") == name), None)
    module = point.value if point else f"{package}.{name.replace('-', '_')}"
    try:
        unit = point.load() if point else importlib.import_module(module)
    except Exception as error:  # whatever a module does when it is imported, it is the module's
        return f"the module {module} cannot be imported: {type(error).__name__}: {error}"
    if not isinstance(unit, ModuleType):
        return f"{module} is not a module"
    missing = "; ".join(_missing(unit, importlib.import_module(package).UNIT))
    return f"the module {unit.__name__} {missing}" if missing else unit


def _missing(unit: ModuleType, protocol: type[Any]) -> Iterator[str]:
    """What a unit lacks of a Protocol: names, types of values, parameters of functions."""
    for name, kind in get_type_hints(protocol).items():
        if not hasattr(unit, name):
            yield f"lacks “{name}”"
        elif not isinstance(getattr(unit, name), get_origin(kind) or kind):
            yield f"has a “{name}” that is not a {(get_origin(kind) or kind).__name__}"
    for name, wanted in vars(protocol).items():
        if isinstance(wanted, FunctionType) and not name.startswith("_"):
            function = getattr(unit, name, None)
            if not callable(function):
                yield f"lacks the function “{name}”"
            elif more := _unknown(function, wanted):
                yield f"has a function “{name}” that does not take {', '.join(more)}"


def _unknown(function: Any, wanted: FunctionType) -> list[str]:
    """The parameters of a Protocol's function that a unit's function does not take, by place or by name."""
    given = list(inspect.signature(function).parameters.values())
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in given):
        return []
    by_name = {parameter.name for parameter in given}
    by_place = sum(
        parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD) for parameter in given
    )
    asked = list(inspect.signature(wanted).parameters.values())[1:]  # without self
    return [
        parameter.name
        for at, parameter in enumerate(asked)
        if not (parameter.name in by_name if parameter.kind is parameter.KEYWORD_ONLY else at < by_place)
    ]


@cache
def _installed() -> Any:
    """All entry points that are installed, asked for once: each package of the environment is a file to read."""
    return importlib.metadata.entry_points()


@cache
def _points(package: str) -> tuple[importlib.metadata.EntryPoint, ...]:
    groups = [package, *filter(None, [_OLD_GROUPS.get(package)])]
    return tuple(point for group in groups for point in _installed().select(group=group))
