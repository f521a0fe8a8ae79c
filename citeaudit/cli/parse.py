"""`citeaudit parse`: reference strings to records."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from citeaudit.cli._options import Output, References, read_lines, write


def parse(
    file: References = "-",
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl, csljson, bibtex or ris.")] = "jsonl",
    output: Output = None,
) -> None:
    """Read raw references, one a line, into records, in the same order."""
    from citeaudit import exports
    from citeaudit.exports.csljson import to_item
    from citeaudit.parsing.reference import parse_reference

    lines = read_lines(file)
    parsed = [parse_reference(line) for line in lines]
    if format == "jsonl":
        items = [
            to_item(p.record) | {"raw": line, "confidence": p.confidence} for line, p in zip(lines, parsed, strict=True)
        ]
        text = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    else:
        text = exports.get(format).dump([p.record for p in parsed])
    write(text, output)
