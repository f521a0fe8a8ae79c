"""`citeaudit checks` and `citeaudit explain`: the rule book."""

from __future__ import annotations

from typing import Annotated

import typer


def checks() -> None:
    """List the checks: name, severity ("off" where a check runs only if it is selected), group, what they find."""
    from citeaudit.rules.running import checks

    found = checks()
    width = max(len(check.name) for check in found)
    for check in found:
        harm = f"{check.severity}{'' if check.enabled else ', off'}"
        typer.echo(f"{check.name:{width}}  {harm:12}  {check.group:8}  {check.summary}")


def explain(name: Annotated[str, typer.Argument(help="The name of a check.", metavar="CHECK")]) -> None:
    """Print the page of a check: what it finds and why, with examples."""
    from citeaudit.rules.running import get

    try:
        check = get(name)
    except KeyError:
        raise typer.BadParameter(
            f"there is no check {name}; `citeaudit checks` lists them", param_hint="CHECK"
        ) from None
    off = "" if check.enabled else "; off unless it is selected or enabled in the configuration"
    typer.echo(f"# {check.name}\n\n{check.severity!s}, group {check.group}, since {check.since}{off}\n\n{check.page}")
