"""Licence files whose key a person confirmed by reading them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "licences/confirmed.yaml"
_KEYS = ("sha256", "key", "file", "by", "date", "read")


@lru_cache(maxsize=1)
def confirmed() -> dict[str, str]:
    """Return keys by the sha256 of the file's bytes.

    Raises:
        BadCorpus: with every fault of the file.
    """
    return parse(load(FILE), FILE)


def parse(content: dict[str, object], file: str) -> dict[str, str]:
    """Return keys by hash from a file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    found: dict[str, str] = {}
    rows = content.get("rows")
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        where = str(row.get("file", f"row {number}"))
        for key in (k for k in _KEYS if not row.get(k)):
            faults.add(where, f"{key} is missing")
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key}")
        sha = str(row.get("sha256", ""))
        if not re.fullmatch(r"[0-9a-f]{64}", sha):
            faults.add(where, f"sha256 must be 64 hexadecimal digits, not {sha!r}")
        if sha in found:
            faults.add(where, "is there twice")
        found[sha] = str(row.get("key", ""))
    faults.done()
    return found
