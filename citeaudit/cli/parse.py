"""`citeaudit parse`: reference strings to records."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from citeaudit.cli._options import Output, References, read_lines
from citeaudit.files import write


def parse(
    file: References = "-",
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl, csljson, bibtex or ris.")] = "jsonl",
    output: Output = None,
) -> None:
    """Read raw references, one a line, into records, in the same order.

    In jsonl a line with several works, "(a) ... (b) ...", gives the first, and all of them under "parts".
    """
    from citeaudit import exports
    from citeaudit.auditing import pipeline
    from citeaudit.exports.csljson import to_item

    parsed = pipeline.parse_strings(read_lines(file))
    if format == "jsonl":
        items = (
            to_item(reference.record)
            | {"raw": reference.raw, "confidence": reference.confidence}
            | ({"parts": [to_item(part) for part in parts]} if parts else {})
            for reference, parts in parsed
        )
        text = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    else:
        form = exports.get(format, besides=("jsonl",))
        text = form.dump([record for reference, parts in parsed for record in parts or (reference.record,)])
    write([text], output)
