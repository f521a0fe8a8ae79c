"""The draft of a new check: a file that is whole and runs, to be changed step by step."""

from __future__ import annotations

from pathlib import Path

from citeaudit import discover
from citeaudit.errors import ConfigError
from citeaudit.files import write
from citeaudit.rules.running import PACKAGE
from citeaudit.text.patterns import lazy
from citeaudit.version import __version__

_NAME = lazy(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""Lower-case words with hyphens: with underscores for them, it is the name of a module."""

_CHECKS = Path("citeaudit") / "checks"
"""Where the checks of a checkout stand."""

_DRAFT = '''"""{Name}: say here in one line what is wrong.

Say here why it matters to a reader, and what is ignored. This draft looks for titles of more than `most` words.

Bad:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the memory of five new words. J Sleep 2015;3:1-9.
```
```text report
7:4 info[{name}] reference 1 (Hall 2015) has a title of 8 words
```

Good:

```markdown
# Sleep

Memory needs sleep (1).

## References

1. Hall A. Sleep and the memory of new words. J Sleep 2015;3:1-9.
```

Source: name here the recommendation, specification or paper that the rule comes from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from citeaudit.model import Audit, Finding, Severity
from citeaudit.rules.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`most` is the number of words that a title may have."""

    most: int = 7


check = Check(
    __name__,
    __doc__,
    severity=Severity.INFO,
    group="list",
    message="reference {{index}} ({{cited}}) has a title of {{words}} words",
    question="The title of reference {{reference}} has {{words}} words. Could you please check it?",
    since="{version}",
    options=Options,
)


@check
def find(audit: Audit, options: Options) -> Iterator[Finding]:
    for reference in audit.references:
        words = len(reference.record.title.split())
        if words > options.most:
            yield check.finding(
                reference.location,
                facts={{"cited": reference.short(), "words": words}},
                numbers={{"index": reference.label}},
                references=[reference],
            )
'''
"""It has one of everything, passes its own examples, and is as the formatter leaves it."""


def draft(name: str) -> str:
    """The text of a new check called `name`."""
    return _DRAFT.format(name=name, Name=name.capitalize().replace("-", " "), version=__version__.rpartition(".")[0])


def write_check(name: str, folder: Path | None = None) -> Path:
    """Write the draft of a check; its file is called as the check, with underscores.

    Args:
        name: The new check's name: lower-case words with hyphens that name the fault.
        folder: Where to write it; None for the checks of the checkout that the program runs in.

    Returns:
        The file.

    Raises:
        ConfigError: The name is not one, or there is such a check, or such a file, or no such folder.
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f"“{name}” is not a name for a check; write lower-case words with hyphens, as in missing-year"
        )
    if name in discover.names(PACKAGE):
        raise ConfigError(f"there is a check {name} already; `citeaudit explain {name}` prints its page")
    if folder is None and not (_CHECKS / "__init__.py").is_file():
        raise ConfigError(
            f"there is no {_CHECKS} here; run this in a checkout of citeaudit, or name a folder: --folder DIR"
        )
    path = (folder or _CHECKS) / f"{name.replace('-', '_')}.py"
    if not path.parent.is_dir():
        raise ConfigError(f"{path.parent}: there is no such folder")
    if path.exists():
        raise ConfigError(f"{path} is there already, and is not overwritten")
    write([draft(name)], path)
    return path
