"""The ``--sources`` file: where each document came from, when, and who published it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

from pipeline.errors import BadInput
from pipeline.schema import Source

_COLUMNS = ("file", "url", "retrieved", "publisher")
#: A document's kind and model are found by themselves; these columns hold the user's own word.
_OPTIONAL = ("kind", "model")
#: The kinds of documents, as the user may write them.
KINDS = ("card", "report", "licence", "policy", "summary", "config", "page", "other")


def load_sources(path: Path) -> dict[str, Source]:
    """Return sources by the file's name or path as written in the column ``file``.

    The columns ``url``, ``retrieved`` and ``publisher`` may be empty but must be there; ``kind``
    and ``model`` are optional and overrule what Lacuna finds.

    Raises:
        BadInput: the file cannot be read, lacks a column, or holds a bad day; all faults of the
            file are named together.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read as UTF-8 CSV: {error}") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        listed = [(rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise BadInput(f"{path}: line {rows.line_num}: cannot be read as CSV: {error}") from error
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BadInput(
            f"{path}: the column(s) {', '.join(missing)} are missing; expected "
            f"{', '.join(_COLUMNS)}"
        )
    found: dict[str, Source] = {}
    faults: list[str] = []
    for number, row in listed:
        if None in row:
            faults.append(f"line {number}: more cells than columns (put commas in quotes)")
        name = (row["file"] or "").strip()
        retrieved = (row["retrieved"] or "").strip() or None
        if not name:
            faults.append(f"line {number}: no file name")
        elif name in found:
            faults.append(f"line {number}: {name} is listed twice")
        if retrieved:
            try:
                datetime.fromisoformat(retrieved)
            except ValueError:
                faults.append(
                    f"line {number}: retrieved {retrieved!r} is no day such as 2026-11-25"
                )
        url, publisher, kind, model = (
            (row.get(column) or "").strip() or None for column in ("url", "publisher", *_OPTIONAL)
        )
        if kind and kind.lower() not in KINDS:
            faults.append(f"line {number}: kind {kind!r}: expected one of {', '.join(KINDS)}")
        found[name] = Source(url, retrieved, publisher, kind and kind.lower(), model)
    if faults:
        raise BadInput(f"{path}: " + "; ".join(faults))
    return found
