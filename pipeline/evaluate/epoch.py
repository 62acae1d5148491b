"""Rows of Epoch's table of notable models: what a method may know, and the compute it must tell.

The stated compute and its notes are the truth and are kept from the method. The size of the data
counts as tokens seen in training only where the row says so; other rows are listed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.errors import BadInput

MIXTURES = "compute/mixtures.yaml"
_TRUTH, _NEEDED = "Training compute (FLOP)", ("Model", "Organization", "Training compute (FLOP)")
_METHOD = "Training compute estimation method"
_KEYS = ("name", "pattern", "total", "active", "source", "confidence", "note", "must", "must_not")
_FIGURE = re.compile(
    r"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?(?:e\d+)?)\s?(?P<scale>trillion|billion|million|[TBMKtbk])?"
    r"\s*(?:\w+\s+){0,2}?(?P<unit>tokens?|words?|images?|pairs?|hours?|samples?|sequences?|frames?|"
    r"characters|bytes|[GTM]i?B|videos?|proteins?|sentences?|examples?|steps|games|pixels)\b",
    re.I,
)
_SCALES = {"t": 1e12, "b": 1e9, "m": 1e6, "k": 1e3}
#: "-A22B" in a name: this much is active for a token.
_ACTIVE_IN_NAME = re.compile(r"-A(\d+(?:\.\d+)?)B\b")
_MIXTURE = re.compile(
    r"mixture[- ]of[- ]experts|\bMoE\b|sparsely[- ](?:gated|activated)|\bactive param|activated",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One model.

    Attributes:
        model: Its name.
        organisation: Who made it.
        flop: Stated training compute: the truth.
        parameters: Total number, or None.
        active: Active for a token, of a mixture; None where unknown or dense.
        mixture: True where it is a mixture of experts.
        tokens: Seen in training, epochs counted; None where not told in tokens.
        no_tokens: Why not, or empty.
        hours: Wall-clock hours, or None.
        machines: Number and kind of accelerators, in words, or empty.
        found_by: How the table found the stated compute, such as ``Operation counting``; empty
            where unknown.
    """

    model: str
    organisation: str
    flop: float
    parameters: float | None
    active: float | None
    mixture: bool
    tokens: float | None
    no_tokens: str
    hours: float | None
    machines: str
    found_by: str = ""

    @property
    def countable(self) -> bool:
        """True where parameters and tokens are both known."""
        return self.parameters is not None and self.tokens is not None

    @property
    def timed(self) -> bool:
        """True where hours and machines are both known."""
        return self.hours is not None and bool(self.machines)


@dataclass(frozen=True, slots=True)
class Mixture:
    """One row of the side table."""

    name: str
    pattern: re.Pattern[str]
    active: float | None


@lru_cache(maxsize=1)
def mixtures() -> tuple[Mixture, ...]:
    """Return the mixtures of experts of the side table.

    Raises:
        BadCorpus: rows are faulty; all faults are told together.
    """
    faults, out = Faults(MIXTURES), []
    for row in load(MIXTURES)["rows"]:
        where = str(row.get("name"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key!r}")
        if row.get("confidence") not in ("maker", "copy", "unverified") or not row.get("source"):
            faults.add(where, "source and confidence are needed")
        faults.pattern(where, row["pattern"], row["must"], row["must_not"])
        total, active = float(row["total"]), row.get("active")
        if active is not None and not 0 < float(active) < total:
            faults.add(where, "active parameters are fewer than all")
        found = float(active) if active is not None else None
        out.append(Mixture(where, re.compile(row["pattern"], re.I), found))
    faults.done()
    return tuple(out)


def load_rows(path: Path, methods: Path | None = None) -> tuple[Row, ...]:
    """Return the rows that state a compute and name no base model, in the order of the file.

    Args:
        path: The table of models.
        methods: The table that says how each compute was found, or None.

    Raises:
        BadInput: a file cannot be read, or lacks the columns of the table.
    """
    lines = _lines(path, _NEEDED)
    how = _lines(methods, (*_NEEDED[:2], _METHOD)) if methods else []
    found_by = {(_words(line, "Model"), _words(line, "Organization")): line for line in how}
    return tuple(
        _row(line, flop, _words(found_by.get((name, _words(line, "Organization")), {}), _METHOD))
        for line in lines
        if not _words(line, "Base model")
        and (flop := _number(line, _TRUTH)) is not None
        and (name := _words(line, "Model"))
    )


def _lines(path: Path, needed: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            lines = list(reader)
            columns = set(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path} cannot be read as CSV: {error}") from error
    if missing := [name for name in needed if name not in columns]:
        raise BadInput(f"{path}: no column {', '.join(missing)}: is it Epoch's table of models?")
    return lines


def _row(line: Mapping[str, Any], flop: float, found_by: str) -> Row:
    size, no_tokens = _tokens(line)
    name = _words(line, "Model")
    known = next((row for row in mixtures() if row.pattern.search(name)), None)
    in_name = _ACTIVE_IN_NAME.search(name)
    active = float(in_name[1]) * 1e9 if in_name else (known.active if known else None)
    count = _number(line, "Hardware quantity")
    kind = _words(line, "Training hardware")
    machines = " ".join(
        word for word in (f"{count:.0f} x {kind}", _words(line, "Numerical format")) if word
    ) if count and kind else ""  # fmt: skip
    return Row(
        model=name,
        organisation=_words(line, "Organization"),
        flop=flop,
        parameters=_number(line, "Parameters"),
        active=active,
        mixture=bool(active or known or _MIXTURE.search(_words(line, "Parameters notes"))),
        tokens=size,
        no_tokens=no_tokens,
        hours=_number(line, "Training time (hours)"),
        machines=machines,
        found_by=found_by,
    )


def _tokens(line: Mapping[str, Any]) -> tuple[float | None, str]:
    """Return (tokens seen in training, or None; why not)."""
    size = _number(line, "Training dataset size (total)")
    if size is None:
        return None, "no size of the data"
    units = {
        match["unit"].lower().rstrip("s")
        for match in _FIGURE.finditer(_words(line, "Dataset size notes"))
        if 0.97 * size <= _value(match) <= 1.03 * size
    }
    seen = size * (_number(line, "Epochs") or 1)
    if "token" in units:
        return seen, ""
    if units:
        return None, f"the size of the data is in {', '.join(sorted(units))}"
    domain = _words(line, "Domain")
    if "Language" in domain.split(",")[:1]:
        return seen, ""
    return None, f"the size of the data is not told in tokens ({domain or 'no domain'})"


def _value(match: re.Match[str]) -> float:
    scale = (match["scale"] or "")[:1].lower()
    return float(match["number"].replace(",", "")) * _SCALES.get(scale, 1.0)


def _words(line: Mapping[str, Any], name: str) -> str:
    return str(line.get(name) or "").strip()


def _number(line: Mapping[str, Any], name: str) -> float | None:
    try:
        found = float(_words(line, name))
    except ValueError:
        return None
    return found if found > 0 else None
