"""How often each check speaks on manuscripts that are as they were published.

    python -m tests.benchmarks.noise --source index:DIR FILE...

Prints findings per check, in all and per 100 references. What is found must be read by a person to know what of it is right;
`--examples N` prints the first N findings of each check with their places.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--source", default="embedded")
    parser.add_argument("--select", default="", help="only these checks, with commas; those off by default run only so")
    parser.add_argument("--examples", type=int, default=0)
    arguments = parser.parse_args()
    command = [
        sys.executable,
        "-c",
        "from citeaudit.cli import main; main()",
        "audit",
        "--no-config",
        "--format",
        "jsonl",
    ]
    command += ["--source", arguments.source, "--fail-on", "never", "--allow-incomplete"]
    command += ["--select", arguments.select] if arguments.select else []
    process = subprocess.Popen([*command, *arguments.files], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    manuscripts = references = 0
    for line in process.stdout:
        report = json.loads(line)
        manuscripts += 1
        references += report["coverage"]["references"]
        for finding in report["findings"]:
            at = finding["location"]
            place = f"{at['path']}:{at.get('line') or at.get('label', '')}"
            found[finding["check"], finding["severity"]].append(f"{place} {finding['message']}")
    if process.wait() not in (0, 3):
        sys.exit(process.returncode)
    print(f"{manuscripts} manuscripts, {references} references\n")
    print("| check | severity | findings | per 100 references |\n|---|---|---|---|")
    for (check, severity), texts in sorted(found.items()):
        print(f"| {check} | {severity} | {len(texts)} | {100 * len(texts) / max(1, references):.2f} |")
        for text in texts[: arguments.examples]:
            print(f"    {text}")


if __name__ == "__main__":
    main()
