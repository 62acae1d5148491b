"""Measure the PDF reader: speed beside other engines, memory, and agreement with Poppler.

    python scripts/bench_reading.py [FOLDER] [--parts speed,plumber,tables,accuracy]
        [--format text|markdown|json] [--repeats N] [--sample N] [--only D049,D054] [-o FILE]

Every PDF of the folder is read in a process of its own, one after the other, in one run, without
text recognition (no engine here recognises pictures). Times are CPU seconds. ``speed`` compares
with PDFium's own loop over characters, ``plumber`` with pdfplumber's words, ``tables`` with its
tables on the pages that have a rule, ``accuracy`` with Poppler's words and order (the ``pdftotext``
command) and with the outline of the file. A plain page has words, but no rule and no table.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("speed", "plumber", "tables", "accuracy")
#: A page with fewer words says little about order.
_FEW = 20
_WORST = 5

Rows = Sequence[dict[str, Any]]


def measure(file: Path, parts: str, repeats: int, sample: int) -> dict[str, Any]:
    """Run one child; a child that dies gives a row that says so."""
    command = [sys.executable, str(ROOT / "scripts" / "bench_reading_child.py"), str(file), parts]
    run = subprocess.run(
        [*command, str(repeats), str(sample)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LACUNA_OCR": "off"},
    )
    row: dict[str, Any] = {"document": file.name.split("_")[0], "file": file.name}
    if run.returncode:
        last = (run.stderr.strip().splitlines() or [""])[-1]
        return {**row, "pages": 0, "error": f"exit {run.returncode}: {last}"}
    return {**row, **json.loads(run.stdout)}


def total(rows: Rows, key: str) -> float:
    """Return the sum of a figure over the documents that have it."""
    return sum(row[key] for row in rows if key in row)


def targets(rows: Rows) -> list[dict[str, Any]]:
    """Return each target with what was measured: name, value, bound, n, whether it is met."""
    found: list[dict[str, Any]] = []

    def ratio(name: str, above: str, below: str, bound: float, pages: str, least: bool) -> None:
        if total(rows, below):
            value = total(rows, above) / total(rows, below)
            met = value >= bound if least else value <= bound
            found.append(
                {
                    "what": name,
                    "value": round(value, 2),
                    "target": f"{'>=' if least else '<='} {bound:g}",
                    "n": f"{total(rows, pages):.0f} pages",
                    "met": met,
                }
            )

    ratio("words with boxes: speed against bare PDFium", "bare", "lines", 0.7, "pages", True)
    ratio(
        "words with boxes: speed against pdfplumber",
        "plumber_words",
        "plumber_lines",
        8,
        "plumber_pages",
        True,
    )
    ratio(
        "tables: speed against pdfplumber, pages with a rule",
        "plumber_tables",
        "our_tables",
        5,
        "table_pages",
        True,
    )
    ratio("whole reader: time of bare PDFium, all pages", "whole", "bare", 4, "pages", False)
    ratio(
        "whole reader: time of bare PDFium, pages without rules or tables",
        "plain_whole",
        "plain_bare",
        2.5,
        "plain_pages",
        False,
    )
    found += accuracy(rows)
    return found


def pages_of(rows: Rows) -> list[dict[str, Any]]:
    """Return the pages that Poppler read, each with its document and number."""
    return [
        {**page, "document": row["document"], "page": number}
        for row in rows
        for number, page in enumerate(row.get("agreement", ()), 1)
    ]


def accuracy(rows: Rows) -> list[dict[str, Any]]:
    """Return the figures of agreement with Poppler, pdfplumber's cells and the outlines."""
    found: list[dict[str, Any]] = []

    def add(what: str, value: float, bound: float | None, n: str) -> None:
        target = f">= {bound:g}" if bound is not None else ""
        met = value >= bound if bound is not None else None
        row = {"what": what, "value": round(value, 4), "target": target, "n": n, "met": met}
        found.append(row)

    pages = [page for page in pages_of(rows) if page["words"]]
    if pages:
        words = sum(page["words"] for page in pages)
        add("word recall against Poppler", share(pages, "found", "words"), 0.99, f"{words} words")
        median = statistics.median(page["found"] / page["words"] for page in pages)
        add("word recall, median page", median, 0.99, f"{len(pages)} pages")
        add("as one word", share(pages, "strict", "words"), None, f"{words} words")
        many = [page for page in pages if page["words"] >= _FEW]
        for key, name in (("order", "order agreement"), ("pairs", "neighbours on a line")):
            middle = statistics.median(page[key] for page in many)
            bound = 0.97 if key == "order" else None
            add(f"{name}, median page", middle, bound, f"{len(many)} pages")
    held = [row["cells"] for row in rows if row.get("cells") and row["cells"][1]]
    if held:
        tables, cells, equal = (sum(each[at] for each in held) for at in range(3))
        add("cells equal to pdfplumber's", equal / cells, None, f"{cells} cells, {tables} tables")
    heads = [row["headings"] for row in rows if row.get("headings")]
    if heads and (titles := sum(each["titles"] for each in heads)):
        add("outline titles found as headings", share(heads, "both", "titles"), None, f"{titles}")
        add(
            "headings that the outline has",
            share(heads, "both", "headings"),
            None,
            f"{sum(each['headings'] for each in heads)} headings",
        )
        steps = sum(each["steps"] for each in heads)
        add("steps between levels alike", share(heads, "same", "steps"), None, f"{steps} steps")
    return found


def share(rows: Rows, part: str, whole: str) -> float:
    """Return the sum of one figure as a share of the sum of another."""
    return float(sum(row[part] for row in rows) / max(sum(row[whole] for row in rows), 1))


def worst(rows: Rows) -> dict[str, list[str]]:
    """Name the documents and pages that agree least with Poppler."""
    pages = [page for page in pages_of(rows) if page["words"] >= _FEW]

    def name(page: dict[str, Any], value: float) -> str:
        lost = f" (lacks {', '.join(page['missing'])})" if page["missing"] else ""
        return f"{page['document']} p. {page['page']}: {value:.3f}{lost}"

    recall = sorted(pages, key=lambda page: page["found"] / page["words"])[:_WORST]
    order = sorted(pages, key=lambda page: float(page["order"]))[:_WORST]
    documents = [
        (share(agreed, "found", "words"), statistics.median(p["order"] for p in agreed), row)
        for row in rows
        if (agreed := [p for p in row.get("agreement", ()) if p["words"] >= _FEW])
    ]
    return {
        "documents by recall": [
            f"{row['document']}: {value:.4f}"
            for value, _, row in sorted(documents, key=lambda each: each[0])[:_WORST]
        ],
        "documents by median order": [
            f"{row['document']}: {value:.4f}"
            for _, value, row in sorted(documents, key=lambda each: each[1])[:_WORST]
        ],
        "pages by recall": [name(page, page["found"] / page["words"]) for page in recall],
        "pages by order": [name(page, page["order"]) for page in order],
    }


def _over(above: str, below: str) -> Callable[[dict[str, Any]], str]:
    def value(row: dict[str, Any]) -> str:
        return f"{row[above] / row[below]:.2f}" if row.get(below) and above in row else ""

    return value


def _seconds(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: f"{row[key]:.2f}" if key in row else ""


def _recall(row: dict[str, Any]) -> str:
    pages = [page for page in row.get("agreement", ()) if page["words"]]
    return f"{share(pages, 'found', 'words'):.4f}" if pages else ""


def _order(row: dict[str, Any]) -> str:
    orders = [page["order"] for page in row.get("agreement", ()) if page["words"] >= _FEW]
    return f"{statistics.median(orders):.3f}" if orders else ""


def _heads(row: dict[str, Any]) -> str:
    held = row.get("headings")
    return f"{held['both']}/{held['titles']}" if held else ""


#: Title of a column, and what it shows of a document.
COLUMNS: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("document", lambda row: str(row["document"])),
    ("pages", lambda row: str(row["pages"])),
    ("bare s", _seconds("bare")),
    ("words s", _seconds("lines")),
    ("whole s", _seconds("whole")),
    ("bare/words", _over("bare", "lines")),
    ("whole/bare", _over("whole", "bare")),
    ("plain pages", lambda row: str(row.get("plain_pages", ""))),
    ("whole/bare there", _over("plain_whole", "plain_bare")),
    ("plumber/words", _over("plumber_words", "plumber_lines")),
    ("plumber/tables", _over("plumber_tables", "our_tables")),
    ("recall", _recall),
    ("order", _order),
    ("outline", _heads),
    ("peak MB", lambda row: f"{row['memory_mb']:.0f}" if "memory_mb" in row else ""),
)


def table(rows: Rows, markdown: bool) -> Iterator[str]:
    """Yield the lines of the table of documents, with a last line of totals."""
    keys = {key for row in rows for key in row if isinstance(row[key], int | float)}
    keys -= {"memory_mb", "bytes"}
    totals: dict[str, Any] = {key: total(rows, key) for key in sorted(keys)}
    totals["document"] = "all"
    totals["agreement"] = [page for row in rows for page in row.get("agreement", ())]
    heads = [row["headings"] for row in rows if row.get("headings")]
    totals["headings"] = {key: sum(each[key] for each in heads) for key in ("both", "titles")}
    totals["memory_mb"] = max((row.get("memory_mb", 0.0) for row in rows), default=0.0)
    lines = [[title for title, _ in COLUMNS]]
    lines += [[show(row) for _, show in COLUMNS] for row in [*rows, totals]]
    yield from _aligned(lines, markdown)


def _aligned(lines: list[list[str]], markdown: bool) -> Iterator[str]:
    if markdown:
        yield "| " + " | ".join(lines[0]) + " |"
        yield "|" + "---|" * len(lines[0])
        yield from ("| " + " | ".join(line) + " |" for line in lines[1:])
        return
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        yield "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))


def report(rows: Rows, markdown: bool) -> Iterator[str]:
    """Yield the lines of the whole report."""
    yield from table(rows, markdown)
    yield ""
    lines = [["", "measured", "target", "n", "met"]]
    for row in targets(rows):
        met = {True: "yes", False: "no", None: ""}[row["met"]]
        lines.append([row["what"], f"{row['value']:g}", row["target"], row["n"], met])
    yield from _aligned(lines, markdown)
    for title, names in worst(rows).items():
        if names:
            yield f"\nWorst {title}:"
            yield from (f"- {name}" for name in names)
    for row in rows:
        for key in ("error", "poppler"):
            if key in row:
                yield f"{row['document']}: {row[key]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; exit code 0, or 2 where the folder holds no PDF."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    default = ROOT.parent / "shared" / "data" / "docs"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--parts", default=",".join(PARTS), help="what to measure")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    parser.add_argument("--repeats", type=int, default=2, help="runs of which the best counts")
    parser.add_argument(
        "--sample", type=int, default=0, help="pdfplumber reads at most so many pages a document"
    )
    parser.add_argument("--only", default="", help="names that files must start with")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    if unknown := set(options.parts.split(",")) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    names = tuple(options.only.split(","))
    files = sorted(f for f in options.folder.glob("*.pdf") if f.name.startswith(names))
    if not files:
        print(f"{options.folder} holds no such PDF", file=sys.stderr)
        return 2
    rows = []
    for file in files:
        print(f"{file.name}", file=sys.stderr)
        rows.append(measure(file, options.parts, options.repeats, options.sample))
    if options.format == "json":
        held = {"documents": rows, "targets": targets(rows), "worst": worst(rows)}
        text = json.dumps(held, indent=1)
    else:
        text = "\n".join(report(rows, options.format == "markdown"))
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
