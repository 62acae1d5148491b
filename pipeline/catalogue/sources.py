"""The ``--sources`` file: where each document came from, when, and who published it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pipeline.errors import BadInput
from pipeline.schema import Source

_COLUMNS = ("file", "url", "retrieved", "publisher")
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
        where = f"line {number}"
        if None in row:
            faults.append(f"{where}: more cells than columns (put commas in quotes)")
        name = (row["file"] or "").strip()
        if not name:
            faults.append(f"{where}: no file name")
        elif name in found:
            faults.append(f"{where}: {name} is listed twice")
        found[name] = source_of(row, where, faults)
    if faults:
        raise BadInput(f"{path}: " + "; ".join(faults))
    return found


def source_of(row: Mapping[str, str | None], where: str, faults: list[str]) -> Source:
    """Return the source that the cells of a row give.

    Args:
        row: Cells by column; what is missing or blank is not said.
        where: The place of the row, for messages.
        faults: Wrong values are added to it.
    """
    url, retrieved, publisher, kind, model = (
        (row.get(column) or "").strip() or None
        for column in ("url", "retrieved", "publisher", "kind", "model")
    )
    if retrieved:
        try:
            datetime.fromisoformat(retrieved)
        except ValueError:
            faults.append(f"{where}: retrieved {retrieved!r} is no day such as 2026-11-25")
    if kind and kind.lower() not in KINDS:
        faults.append(f"{where}: kind {kind!r}: expected one of {', '.join(KINDS)}")
    return Source(url, retrieved, publisher, kind and kind.lower(), model)
