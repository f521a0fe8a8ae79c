"""Write the table of checks in README.md, between its two comments, from the checks themselves.

    python -m tests.tools.make_readme

`make fix` runs it. Checks of other packages that are installed are left out.
"""

from __future__ import annotations

from pathlib import Path

from citeaudit.rules.running import checks

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN = "<!-- The checks: `make fix` writes this table. -->\n\n"
END = "\n<!-- The end of the checks. -->\n"


def table() -> str:
    """A row for each check of this repository: name, severity, what it finds."""
    own = [check for check in checks() if (ROOT / f"citeaudit/checks/{check.name.replace('-', '_')}.py").exists()]
    rows = [
        f"| `{check.name}` | {check.severity}{'' if check.enabled else ', off'} | {check.summary.removesuffix('.')} |\n"
        for check in own
    ]
    return "".join(("| check | severity | finds |\n|---|---|---|\n", *rows))


def updated(text: str) -> str:
    """The README with the table as it should be. Raises ValueError where one of the two comments is not there once."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


def main() -> None:
    """Write it, where it is not so already."""
    text = README.read_text("utf-8")
    if (new := updated(text)) != text:
        README.write_text(new, "utf-8")
        print("README.md: the table of checks is new")


if __name__ == "__main__":
    main()
