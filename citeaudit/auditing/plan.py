"""What is asked of a manuscript: by who calls, else by its configuration, else by default.

All files that say so are read here, once, before the first manuscript; what follows works on values.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from citeaudit.auditing import config, waiverfile
from citeaudit.auditing.config import Settings
from citeaudit.claims.chances import EXPECTED_FAULTS
from citeaudit.errors import ConfigError, OptionError
from citeaudit.model import Decision, Severity, Waiver
from citeaudit.rules import baseline, decisions
from citeaudit.rules.baseline import Known
from citeaudit.rules.running import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of one manuscript.

    `checks` are names, None for those that are on by default; `settings` are those of checks by name. `source` is where works
    are looked up. `waivers`, `known` (of a baseline) and `decisions` are what suppresses findings; `since` is a revision of git,
    None for none: only what changed since then is reported. `fail_on` is None for never. `expected_faults` is the share (0–1) of
    citations that are expected to be wrong.
    """

    checks: tuple[str, ...] | None = None
    settings: Mapping[str, Setting] = field(default_factory=dict)
    source: str = "crossref"
    offline: bool = False
    mailto: str = ""
    bibliography: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    known: tuple[Known, ...] | None = None
    decisions: tuple[Decision, ...] | None = None
    since: str | None = None
    fail_on: Severity | None = Severity.ERROR
    allow_incomplete: bool = False
    expected_faults: float = EXPECTED_FAULTS


def configured(manuscript: str, *, file: str | None = None, without: bool = False) -> Settings:
    """What a configuration says of a manuscript.

    Args:
        manuscript: Its path.
        file: The configuration; None for the one that is nearest upward from the manuscript.
        without: Whether there is to be none.

    Raises:
        ConfigError: The configuration cannot be read, or makes no sense.
    """
    if without:
        return Settings()
    if file is None:
        return config.of_manuscript(manuscript)
    loaded = config.load(file)
    return loaded.settings_of(manuscript) if loaded else Settings()


def settings_of(files: Sequence[str], *, file: str | os.PathLike[str] | None, without: bool) -> list[Settings]:
    """What the configuration says of each manuscript, read again where it may have changed.

    Args:
        files: The manuscripts.
        file: The configuration to use for all of them.
        without: Whether there is to be none.

    Raises:
        OptionError: The two exclude each other.
        ConfigError: A configuration cannot be read, or makes no sense.
    """
    if file and without:
        raise OptionError("--config", "--config and --no-config exclude each other")
    config.forget()
    given = os.fspath(file) if file else None
    return [configured(manuscript, file=given, without=without) for manuscript in files]


def for_fixes(settings: Settings) -> Settings:
    """The same with what fixes are wanted for most switched on, unless the configuration says otherwise."""
    return Settings(checks={"missing-doi": Setting(enabled=True)}).then(settings)


def plan(
    manuscript: str,
    settings: Settings,
    asked: Settings | None = None,
    *,
    decisions_file: str | None = None,
    since: str | None = None,
) -> Plan:
    """The plan for a manuscript.

    Args:
        manuscript: Its path.
        settings: What the configuration says of it.
        asked: What the caller says, which outweighs it.
        decisions_file: A file of decisions that a page saved.
        since: A revision of git.

    Raises:
        ConfigError: A file that is named is not there, or is something else.
    """
    asked = asked or Settings()
    both = settings.then(asked)
    fail_on = both.fail_on or "error"
    known = None
    if both.baseline:
        key = baseline_key(manuscript, both.baseline)
        known = tuple(finding for finding in read_baseline(both.baseline) if finding.manuscript == key)
    return Plan(
        checks=tuple(check.name for check in settings.chosen(asked)),
        settings=both.of_checks(),
        source=both.source or "crossref",
        offline=bool(both.offline),
        mailto=both.mailto or "",
        bibliography=both.bibliography or (),
        waivers=waiverfile.waivers(both.waivers, manuscript) if both.waivers else (),
        known=known,
        decisions=read_decisions(decisions_file) if decisions_file else None,
        since=since,
        fail_on=None if fail_on == "never" else Severity[fail_on.upper()],
        allow_incomplete=bool(both.allow_incomplete),
        expected_faults=EXPECTED_FAULTS if both.expected_faults is None else both.expected_faults,
    )


def require_one_source(manuscripts: Sequence[str], plans: Sequence[Plan]) -> None:
    """Raises ConfigError where two plans want works looked up in different ways."""
    for manuscript, other in zip(manuscripts, plans, strict=True):
        if (other.source, other.offline, other.mailto) != (plans[0].source, plans[0].offline, plans[0].mailto):
            raise ConfigError(
                f"{manuscripts[0]} and {manuscript} are configured to be looked up in different ways; "
                "audit them one by one, or give --source, --offline or --mailto"
            )


def baseline_key(manuscript: str, baseline_file: str) -> str:
    """What a baseline calls a manuscript: its path from the baseline's folder, the same on every machine."""
    folder = os.path.dirname(os.path.abspath(baseline_file))  # noqa: PTH100, PTH120 - pathlib has no way up
    return os.path.relpath(os.path.abspath(manuscript), folder).replace(os.sep, "/")  # noqa: PTH100 - as above


def read_baseline(path: str) -> tuple[Known, ...]:
    """The baseline in a file. Raises ConfigError where there is none."""
    try:
        return _baseline(path, Path(path).stat().st_mtime_ns)
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file; `citeaudit baseline FILE... -o {path}` makes it") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: this is not a baseline, for it is not UTF-8") from None


@cache
def _baseline(path: str, changed_ns: int) -> tuple[Known, ...]:
    """The same, read once for all manuscripts as long as it is not changed."""
    return baseline.load(Path(path).read_text("utf-8-sig"), path)


def read_decisions(path: str) -> tuple[Decision, ...]:
    """The decisions in a file. Raises ConfigError where there are none."""
    try:
        return decisions.load(Path(path).read_text("utf-8-sig"), path)
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file; the page of `--format html` saves it") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: this is not a file of decisions, for it is not UTF-8") from None
