"""The one function that finds the units of a folder: checks, readers, reports, exports, sources.

A unit is a module in the folder whose name does not begin with an underscore. The file name is the unit's name,
with hyphens for underscores. Other distributions add units through the entry-point group of the folder's name.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import pkgutil
from functools import cache
from types import ModuleType

from citeaudit.errors import ConfigError


@cache
def names(package: str) -> tuple[str, ...]:
    """The sorted names of the units in `package` ("citeaudit.checks"), without importing them.

    Returns:
        Unit names with hyphens ("citation-order"), built in and from entry points, each once.

    """
    found = importlib.import_module(package)
    own = [info.name for info in pkgutil.iter_modules(found.__path__) if not info.name.startswith("_")]
    others = [point.name for point in importlib.metadata.entry_points(group=package)]
    return tuple(sorted({name.replace("_", "-") for name in own + others}))


@cache
def load(package: str, name: str) -> ModuleType:
    """Import the unit called `name` of `package`.

    Raises:
        KeyError: There is no such unit.

    """
    if name not in names(package):
        raise KeyError(name)
    for point in importlib.metadata.entry_points(group=package):
        if point.name.replace("_", "-") == name:
            module = point.load()
            assert isinstance(module, ModuleType), f"entry point {point.name} of {package} is not a module"
            return module
    return importlib.import_module(f"{package}.{name.replace('-', '_')}")


def choose(package: str, name: str, what: str, *, besides: tuple[str, ...] = ()) -> ModuleType:
    """The unit that a user named; `what` says in the message what it would have been ("report format").

    `besides` are names that the caller knows too.

    Raises:
        ConfigError: There is no such unit. The message names those there are.
    """
    try:
        return load(package, name)
    except KeyError:
        choices = ", ".join((*besides, *names(package)))
        raise ConfigError(f"there is no {what} “{name}”; choose one of: {choices}") from None
