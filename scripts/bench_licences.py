"""Measure how licence texts are told where nobody made a table: installed packages, more seeds.

    python scripts/bench_licences.py packages
    python scripts/bench_licences.py altered ../shared/data/licences/INDEX.tsv [TEXTS] [SEED...]

``packages`` reads the licence files inside the Python packages of this environment and prints each
with its key and the package's own words on its licence, to be read by a person. ``altered`` makes
altered texts of the files of a table and counts those that are taken for a licence.
"""

from __future__ import annotations

import csv
import re
import sys
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.licences.altered import altered  # noqa: E402
from pipeline.licences.identify import identify  # noqa: E402

_FILE = re.compile(r"licen[cs]e|copying", re.IGNORECASE)


def packages() -> int:
    """Print every licence file of the installed packages; return the exit code."""
    told = n = 0
    for package in sorted(distributions(), key=lambda one: str(one.metadata["Name"]).lower()):
        for file in package.files or ():
            path = Path(str(file.locate()))
            if ".dist-info" not in str(file) or not _FILE.search(path.name) or not path.is_file():
                continue
            found = identify(path.read_text(encoding="utf-8", errors="replace"))
            n, told = n + 1, told + bool(found.key)
            says = package.metadata["License-Expression"] or package.metadata["License"]
            words = " ".join(str(says or "").split())[:40]
            print(f"{found.key or '-':<18} {package.metadata['Name']:<32} {path.name:<24} {words}")
    print(f"{told} of {n} licence files are told")
    return 0


def more_altered(table: Path, count: int, seeds: list[int]) -> int:
    """Print how many altered texts are taken for a licence; return 1 where any is."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    texts = []
    for row in rows:
        text = (table.parent.parent / row["local"]).read_text(encoding="utf-8")
        if key := identify(text).key:
            texts.append((key, text))
    wrong = 0
    for seed in seeds:
        taken = [one for one in altered(texts, count, seed) if identify(one.text).key]
        wrong += len(taken)
        print(f"seed {seed}: {len(taken)} of {count} altered texts taken for a licence")
        for one in taken:
            print(f"  {one.of}, {one.kind}: {one.change}")
    return 1 if wrong else 0


def main() -> int:
    """Run what was asked for; return the exit code."""
    match sys.argv[1:]:
        case ["packages"]:
            return packages()
        case ["altered", table, *rest]:
            numbers = [int(word) for word in rest]
            return more_altered(Path(table), (numbers or [1500])[0], numbers[1:] or [1, 2, 3])
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main())
