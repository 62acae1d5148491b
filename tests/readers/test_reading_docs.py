"""docs/READING.md says what is in force."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.readers.limits import Limits, rows
from pipeline.readers.table import READERS

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = (DOCS / "READING.md").read_text(encoding="utf-8")


def test_every_limit_stands_with_its_default_and_reason() -> None:
    listed = [line for line in TEXT.splitlines() if line.startswith("| `LACUNA_LIMIT_")]
    assert listed == [
        f"| `{row.variable}` | {row.default:,} {row.unit} | {row.why} |" for row in rows(Limits())
    ]


def test_the_recorded_fuzz_run_is_long_and_found_nothing() -> None:
    run = json.loads((DOCS / "fuzz.json").read_text(encoding="utf-8"))
    assert run["files"] >= 10_000 and run["faults"] == [] and run["left_outside"] == []
    assert min(run["by_format"].values()) >= 1_000
    assert run["seeds"]["real"] > 0
    assert f"{run['files']:,} damaged files" in TEXT


def test_every_reader_has_its_words() -> None:
    table = TEXT.partition("| file | reader |")[2].partition("\n\n")[0].lower()
    for media_type, module in READERS.items():
        name = {"structured": "json", "picture": "png", "text": "plain text"}.get(module, module)
        assert name in table, f"{media_type} ({module}) is not said"
