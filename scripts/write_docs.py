"""Write what the docs quote from real runs: docs/ACCURACY.md, docs/READING.md, parts of README.md.

    python scripts/write_docs.py ../shared [--only-example | --only-reading]

Takes about five minutes on two cores: it runs the three evaluations and scans the example.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 25)

#: How many lines of the example's report README shows.
SHOWN = 46


def main() -> None:
    """Run what the docs quote and write it into them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with data/ and gold/")
    parser.add_argument("--only-example", action="store_true")
    parser.add_argument("--only-reading", action="store_true")
    parser.add_argument("--bench", type=Path, help="Markdown that scripts/bench_reading.py wrote")
    options = parser.parse_args()
    reading(options.bench)
    if options.only_reading:
        return
    block("example", example())
    if options.only_example:
        return
    results = {name: evaluate(name, options.shared) for name in ("gold", "values", "retrieval")}
    accuracy(results)
    block("accuracy", summary(results))


def example() -> str:
    """Return the head of the example's report, as README shows it."""
    from pipeline.catalogue.elements import elements
    from pipeline.catalogue.obligations import obligations
    from pipeline.dossier import Options, example_files, scan
    from pipeline.export.text import report

    made = scan(example_files(), Options(as_of=AS_OF))
    lines = [line.text for line in report(made, elements(), obligations())]
    start = lines.index("WHAT THE DOCUMENTS SAY")
    head = lines[: lines.index("DUTIES")]
    shown = [*head, "[...]", *lines[start : start + SHOWN], "[...]"]
    return "```\n$ lacuna scan corpora/example\n" + "\n".join(shown) + "\n```"


def evaluate(name: str, shared: Path) -> str:
    """Return what ``lacuna evaluate NAME`` prints."""
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "evaluate",
        name,
        "--quiet",
        "--truth",
        str(shared / "gold"),
        "--documents",
        str(shared / "data" / "docs"),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def summary(results: dict[str, str]) -> str:
    """Return the first tables of the three evaluations."""
    tables = []
    for title, name in (
        ("Status of 72 elements, gap or not", "gold"),
        ("Typed values", "values"),
        ("Quotations: is the labelled passage first", "retrieval"),
    ):
        head, _, rest = results[name].partition("\n\n")
        tables.append(f"**{title}.** {head}\n\n{rest.partition(chr(10) * 2)[0].strip()}")
    return "\n\n".join(tables)


def reading(bench: Path | None = None) -> None:
    """Put limits, the recorded fuzz run and, where given, the benchmark into docs/READING.md."""
    target = ROOT / "docs" / "READING.md"
    text = between(target.read_text(encoding="utf-8"), "limits", limit_table())
    recorded = ROOT / "docs" / "fuzz.json"
    if recorded.is_file():
        text = between(text, "fuzz", fuzz_table(json.loads(recorded.read_text(encoding="utf-8"))))
    if bench is not None:
        text = between(text, "bench", bench.read_text(encoding="utf-8").strip())
    target.write_text(text, encoding="utf-8")


def limit_table() -> str:
    """Return the limits of reading with their defaults."""
    from pipeline.readers.limits import Limits, rows

    lines = ["| setting | default | what it bounds |", "|---|---|---|"]
    for row in rows(Limits()):
        lines.append(f"| `{row.variable}` | {row.default:,} {row.unit} | {row.why} |")
    return "\n".join(lines)


def fuzz_table(run: dict[str, Any]) -> str:
    """Return a recorded fuzz run in words."""
    formats = ", ".join(f"{count:,} {name}" for name, count in run["by_format"].items())
    outcomes = ", ".join(f"{count:,} {name}" for name, count in run["outcomes"].items())
    faults = "; ".join(run["faults"]) or "none"
    return (
        f"Run of {run['day']}: {run['files']:,} damaged files ({formats}) from "
        f"{run['seeds']['own']} own and {run['seeds']['real']} real seeds in {run['seconds']:,} s. "
        f"Documents: {outcomes}. Slowest {run['slowest']['seconds']} s. Faults: {faults}. "
        f"Left outside: {len(run['left_outside'])}."
    )


def accuracy(results: dict[str, str]) -> None:
    """Put the evaluations' output between the markers of docs/ACCURACY.md."""
    target = ROOT / "docs" / "ACCURACY.md"
    text = target.read_text(encoding="utf-8")
    for name, output in results.items():
        text = between(text, name, output.strip())
    target.write_text(text, encoding="utf-8")


def block(name: str, content: str) -> None:
    """Put content between the markers of a block in README.md."""
    target = ROOT / "README.md"
    target.write_text(between(target.read_text(encoding="utf-8"), name, content), encoding="utf-8")


def between(text: str, name: str, content: str) -> str:
    """Return a text with a block's content replaced."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"no block {name!r}: expected {begin} ... {end}")
    return f"{before}{begin}\n{content}\n{end}{after}"


if __name__ == "__main__":
    main()
