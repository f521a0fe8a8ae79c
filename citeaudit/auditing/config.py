"""The configuration: `citeaudit.toml`, or `[tool.citeaudit]` of pyproject.toml, whichever is nearest upward from the manuscript.

Every key is known and typed; one that is not is an error that names the file and the key, and what was probably meant.
Paths in a configuration are relative to the folder of its file. What the command line says wins.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from citeaudit import discover
from citeaudit.auditing.tomlfile import fits, parsed, read_bytes
from citeaudit.claims.chances import FEWEST_FAULTS, MOST_FAULTS
from citeaudit.errors import ConfigError, OptionError
from citeaudit.model import Severity
from citeaudit.rules import running
from citeaudit.rules.check import Check
from citeaudit.rules.running import Setting
from citeaudit.rules.waivers import suggestion

OWN_FILE = "citeaudit.toml"  # where only citeaudit is configured
SHARED_FILE = "pyproject.toml"  # where Python projects configure their tools

FAIL_ON = ("error", "warning", "info", "never")
"""The least severity that gives exit code 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a configuration says of a manuscript; None and empty where it says nothing.

    `ignore` adds up over the parts of a configuration that apply; of all else the last part wins. `checks` hold severities and
    whether checks are enabled; `options` the values of their options as far as they are given.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    source: str | None = None
    offline: bool | None = None
    mailto: str | None = None
    bibliography: tuple[str, ...] | None = None
    allow_incomplete: bool | None = None
    expected_faults: float | None = None
    baseline: str | None = None
    waivers: str | None = None
    checks: Mapping[str, Setting] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def then(self, other: Settings) -> Settings:
        """These settings, changed by others."""
        given = {
            attribute.name: value
            for attribute in dataclasses.fields(other)
            if (value := getattr(other, attribute.name)) is not None
            and attribute.name not in ("ignore", "checks", "options")
        }
        checks = dict(self.checks)
        for name, setting in other.checks.items():
            checks[name] = _then(checks.get(name, Setting()), setting)
        options = {
            **self.options,
            **{name: {**self.options.get(name, {}), **more} for name, more in other.options.items()},
        }
        return replace(self, **given, ignore=(*self.ignore, *other.ignore), checks=checks, options=options)

    def chosen(self, asked: Settings | None = None) -> tuple[Check, ...]:
        """The checks that run; what is `asked` for on the command line outweighs all that is said here."""
        asked = asked or Settings()
        selected, ignored = self.select, (*self.ignore, *asked.ignore)
        if asked.select:
            selected, ignored = asked.select, asked.ignore
        found = map(running.get, sorted(set(selected))) if selected else running.checks_on(self.checks)
        return tuple(check for check in found if check.name not in ignored)

    def of_checks(self) -> dict[str, Setting]:
        """The settings of checks as `running.run` wants them."""
        made = {name: running.get(name).options(**values) for name, values in self.options.items()}
        return {
            name: replace(self.checks.get(name, Setting()), options=made.get(name)) for name in {*self.checks, *made}
        }


def _then(setting: Setting, other: Setting) -> Setting:
    given = {attribute.name: getattr(other, attribute.name) for attribute in dataclasses.fields(other)}
    return replace(setting, **{name: value for name, value in given.items() if value is not None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A configuration file: settings for all manuscripts, and more for those whose path fits a pattern."""

    path: str
    settings: Settings
    paths: tuple[tuple[tuple[str, ...], Settings], ...] = ()

    def settings_of(self, manuscript: str) -> Settings:
        """What it says of a manuscript."""
        settings = self.settings
        for patterns, more in self.paths:
            if any(fits(manuscript, pattern, Path(self.path).parent) for pattern in patterns):
                settings = settings.then(more)
        return settings


def of_manuscript(manuscript: str) -> Settings:
    """What the nearest configuration says of a manuscript. Raises ConfigError as `load` does."""
    folder = os.path.dirname(os.path.abspath(manuscript))  # noqa: PTH100, PTH120 - a link to a manuscript stands where it stands
    config = _nearest(folder, os.path.isabs(manuscript))  # noqa: PTH117 - as above
    return config.settings_of(manuscript) if config else Settings()


@cache
def _nearest(folder: str, absolute: bool) -> Config | None:
    """The configuration of a folder; its path is absolute only where the manuscript's is, for reports tell paths of both."""
    for path in (os.path.join(folder, name) for name in (OWN_FILE, SHARED_FILE)):  # noqa: PTH118 - a stat or two is all this costs
        if os.path.isfile(path) and (config := load(path if absolute else os.path.relpath(path), or_none=True)):  # noqa: PTH113 - as above
            return config
    above = os.path.dirname(folder)  # noqa: PTH120 - as above
    return _nearest(above, absolute) if above != folder else None


def forget() -> None:
    """Read configurations again from here on: one of them may have changed."""
    _nearest.cache_clear()


def load(path: str, *, or_none: bool = False) -> Config | None:
    """Read a configuration file.

    Args:
        path: A file of citeaudit's own, or a pyproject.toml.
        or_none: Whether a pyproject.toml that does not speak of citeaudit is ignored.

    Raises:
        ConfigError: It cannot be read, or a key in it is unknown or has the wrong type.
    """
    data = read_bytes(path)
    if os.path.basename(path) != SHARED_FILE:  # noqa: PTH119 - as above
        return _Reader(path, "").config(parsed(path, data))
    if or_none and b"citeaudit" not in data:
        return None
    table = parsed(path, data).get("tool", {})
    table = table.get("citeaudit") if isinstance(table, dict) else None
    if table is None:
        if or_none:
            return None
        raise ConfigError(f"{path}: it has no [tool.citeaudit]")
    return _Reader(path, "tool.citeaudit").config(table)


def require_checks(names: Iterable[str], option: str) -> None:
    """Raises OptionError where an option names a check that there is not."""
    known = discover.names(running.PACKAGE) if names else ()
    for name in names:
        if name not in known:
            hint = suggestion(name, known) or "; `citeaudit checks` lists them"
            raise OptionError(option, f"there is no check {name}{hint}")


# --------------------------------------------------------------------------- keys and types

_NAMES = {"bool": "true or false", "int": "a whole number", "float": "a number", "str": "a text in quotation marks"}
"""What a type is called in a message: as the author of a TOML file would."""


class _Reader:
    """Makes settings of the tables of one file, and says of each key that is wrong where it stands."""

    def __init__(self, path: str, prefix: str) -> None:
        self.path = path
        self.prefix = prefix
        self.folder = Path(path).parent

    def wrong(self, key: str, problem: str) -> ConfigError:
        return ConfigError(f"{self.path}: {'.'.join(filter(None, (self.prefix, key)))} {problem}")

    def config(self, table: object) -> Config:
        table = self.table(table, "")
        if not self.prefix and "tool" in table:
            raise ConfigError(f"{self.path}: here keys stand by themselves; [tool.citeaudit] is for {SHARED_FILE}")
        of_paths = table.pop("paths", [])
        if not isinstance(of_paths, list):
            raise self.wrong("paths", "has to be written [[" + ".".join(filter(None, (self.prefix, "paths"))) + "]]")
        paths = []
        for number, part in enumerate(of_paths, 1):
            key = f"paths[{number}]."
            part = self.table(part, key[:-1])
            if "patterns" not in part:
                raise self.wrong(f"{key}patterns", "is missing: which manuscripts are meant?")
            patterns = self.texts(part.pop("patterns"), f"{key}patterns")
            paths.append((patterns, self.settings(part, key, besides=("patterns",))))
        return Config(path=self.path, settings=self.settings(table, "", besides=("paths",)), paths=tuple(paths))

    def table(self, value: object, key: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(key, "has to be a table")
        return dict(value)

    def settings(self, table: Mapping[str, Any], under: str, *, besides: Sequence[str]) -> Settings:
        kinds: dict[str, Callable[[Any, str], Any]] = {
            "select": self.checks,
            "ignore": self.checks,
            "fail-on": self.fail_on,
            "source": self.source,
            "offline": self.truth,
            "mailto": self.text,
            "bibliography": lambda value, key: tuple(map(self.file, self.texts(value, key))),
            "allow-incomplete": self.truth,
            "expected-faults": self.expected_faults,
            "baseline": lambda value, key: self.file(self.text(value, key)),
            "waivers": lambda value, key: self.file(self.text(value, key)),
            "checks": self.check_settings,
        }
        given: dict[str, Any] = {}
        for name, value in table.items():
            if name not in kinds:
                known = suggestion(name, (*kinds, *besides)) or f"; the keys are {', '.join((*kinds, *besides))}"
                raise self.wrong(under + name, f"is not a key of the configuration{known}")
            given[name.replace("-", "_")] = kinds[name](value, under + name)
        both: dict[str, tuple[Setting, dict[str, Any]]] = given.pop("checks", {})
        options = {name: values for name, (_, values) in both.items() if values}
        return Settings(**given, checks={name: setting for name, (setting, _) in both.items()}, options=options)

    def text(self, value: object, key: str) -> str:
        if not isinstance(value, str) or not value:
            raise self.wrong(key, f"has to be {_NAMES['str']}")
        return value

    def truth(self, value: object, key: str) -> bool:
        if not isinstance(value, bool):
            raise self.wrong(key, f"has to be {_NAMES['bool']}")
        return value

    def expected_faults(self, value: object, key: str) -> float:
        if type(value) not in (int, float) or not FEWEST_FAULTS <= float(str(value)) <= MOST_FAULTS:
            raise self.wrong(
                key,
                f"has to be a share of citations from {FEWEST_FAULTS} to {MOST_FAULTS}; 0.02 expects two wrong ones in a hundred",
            )
        return float(str(value))

    def texts(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong(key, 'has to be a list of texts, such as ["one", "two"]')
        return tuple(value)

    def file(self, value: str) -> str:
        return os.fspath(self.folder / value)

    def checks(self, value: object, key: str) -> tuple[str, ...]:
        names = self.texts(value, key)
        for name in names:
            self.known(name, key)
        return names

    def known(self, name: str, key: str) -> None:
        names = discover.names(running.PACKAGE)
        if name not in names:
            hint = suggestion(name, names) or "; `citeaudit checks` lists them"
            raise self.wrong(key, f"names “{name}”, and there is no such check{hint}")

    def fail_on(self, value: object, key: str) -> str:
        return self.one_of(value, key, FAIL_ON)

    def one_of(self, value: object, key: str, choices: Sequence[str]) -> str:
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(key, f"has to be one of {', '.join(choices)}")
        return value

    def source(self, value: object, key: str) -> str:
        name, colon, folder = self.text(value, key).partition(":")
        return f"{name}:{self.file(folder)}" if name == "index" and colon else name + colon + folder

    def check_settings(self, value: object, key: str) -> dict[str, tuple[Setting, dict[str, Any]]]:
        found = {}
        for name, table in self.table(value, key).items():
            self.known(name, key)
            found[name] = self.setting(name, self.table(table, f"{key}.{name}"), f"{key}.{name}.")
        return found

    def setting(self, name: str, table: dict[str, Any], under: str) -> tuple[Setting, dict[str, Any]]:
        severity = enabled = None
        if "severity" in table:
            severity = Severity[self.one_of(table.pop("severity"), f"{under}severity", FAIL_ON[:-1]).upper()]
        if "enabled" in table:
            enabled = self.truth(table.pop("enabled"), f"{under}enabled")
        made = running.get(name).options
        hints = get_type_hints(made)
        types = {attribute.name.replace("_", "-"): hints[attribute.name] for attribute in dataclasses.fields(made)}
        for option in table:
            if option not in types:
                known = suggestion(option, (*types, "severity", "enabled"))
                hint = known or f"; {name} has {', '.join(('severity', 'enabled', *types))}"
                raise self.wrong(under + option, f"is not an option{hint}")
        values = {key.replace("-", "_"): self.typed(value, types[key], under + key) for key, value in table.items()}
        try:
            made(**values)
        except ValueError as error:
            raise self.wrong(under.rstrip("."), f"makes no sense: {error}") from None
        return Setting(severity=severity, enabled=enabled), values

    def typed(self, value: object, kind: Any, key: str) -> object:
        """A value of an option as its type wants it."""
        if kind is float and type(value) is int:
            return float(value)
        if kind in (bool, int, float, str):
            if type(value) is not kind:
                raise self.wrong(key, f"has to be {_NAMES[kind.__name__]}")
            return value
        return self.texts(value, key)
