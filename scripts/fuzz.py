"""Damage files and read them: no crash, no hang, nothing written. ``make fuzz`` runs it.

    python scripts/fuzz.py [--files 10000] [--first 0] [--documents DIR] [--record FILE]

Damages our own examples and, where ``--documents`` names a folder, the documents in it. Ends with
1 when something happened that must not; the report names seed and number, and the same numbers
damage the same files in the same way. ``--record`` writes the report as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.fuzz.drive import BOUNDS, run
from tests.fuzz.seeds import own_seeds, real_seeds


def main() -> int:
    """Return the exit code: 0 where nothing was found, 1 otherwise."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--files", type=int, default=10_000)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--documents", type=Path)
    arguments.add_argument("--record", type=Path)
    given = arguments.parse_args()
    seeds = own_seeds()
    own = len(seeds)
    if given.documents and given.documents.is_dir():
        seeds += real_seeds(given.documents)
    started = time.monotonic()
    report = run(seeds, given.files, given.first)
    told = {
        "day": datetime.now(UTC).date().isoformat(),
        "seeds": {"own": own, "real": len(seeds) - own},
        "first": given.first,
        "seconds": round(time.monotonic() - started),
        "limits": {"cpu_seconds": BOUNDS.cpu_seconds, "wall_seconds": BOUNDS.wall_seconds},
        **report.as_json(),
    }
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    sys.stdout.write(text)
    if given.record:
        given.record.write_text(text, encoding="utf-8")
    return 1 if report.faults or report.left else 0


if __name__ == "__main__":
    raise SystemExit(main())
