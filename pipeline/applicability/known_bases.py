"""What a table of ours tells of models that others build on, where their documents do not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Claim, Origin, Polarity, Value, Whose

FILE = "compute/bases.yaml"
_KEYS = (
    "name", "pattern", "tokens", "bound", "parameters", "active", "source", "confidence",
    "must", "must_not",
)  # fmt: skip
_BOUNDS = (None, "more than", "up to")
_CONFIDENCES = ("maker", "unverified")


@dataclass(frozen=True, slots=True)
class Known:
    """One model of the table; counts are numbers, None where the name gives them."""

    name: str
    pattern: re.Pattern[str]
    tokens: float
    bound: str | None
    parameters: float | None
    active: float | None
    source: str


@lru_cache(maxsize=1)
def table() -> tuple[Known, ...]:
    """Return the models in the order of the file.

    Raises:
        BadCorpus: rows are faulty; all faults are told together.
    """
    faults, out = Faults(FILE), []
    for row in load(FILE)["rows"]:
        where = str(row.get("name"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key!r}")
        if row.get("bound") not in _BOUNDS:
            faults.add(where, "bound is 'more than', 'up to' or absent")
        if row.get("confidence") not in _CONFIDENCES or not row.get("source"):
            faults.add(where, f"a source, and a confidence out of {', '.join(_CONFIDENCES)}")
        faults.pattern(where, row["pattern"], row["must"], row["must_not"])
        doubt = "" if row.get("confidence") == "maker" else ", unverified"
        built = faults.attempt(where, lambda row=row, doubt=doubt: _known(row, doubt))  # type: ignore[misc]
        if built:
            out.append(built)
    faults.done()
    return tuple(out)


def _known(row: dict[str, str], doubt: str) -> Known:
    return Known(
        row["name"],
        re.compile(row["pattern"], re.IGNORECASE),
        float(row["tokens"]),
        row.get("bound"),
        float(row["parameters"]) if "parameters" in row else None,
        float(row["active"]) if "active" in row else None,
        f"{row['source']}{doubt}",
    )


def known(name: str) -> tuple[Claim, ...]:
    """Return what the table says of a model by its name; nothing where it is not there."""
    row = next((row for row in table() if row.pattern.search(name)), None)
    if row is None:
        return ()
    counts = (
        ("data_size", row.tokens, "tokens", row.bound),
        ("parameters_total", row.parameters, "parameters", None),
        ("parameters_active", row.active, "parameters", None),
    )
    return tuple(
        _claim(element, name, number, unit, bound, row.source)
        for element, number, unit, bound in counts
        if number is not None
    )


def _claim(
    element: str, name: str, number: float, unit: str, bound: str | None, source: str
) -> Claim:
    words = f"{bound} " if bound else ""
    exact = number if bound is None else None
    return Claim(
        element=element,
        subject=name,
        variant=None,
        whose=Whose.BASE,
        value=Value(
            f"{words}{number:.3g} {unit} (table of base models; {source})",
            exact,
            low=number if bound == "more than" else None,
            high=number if bound == "up to" else None,
            unit=unit,
            qualifier=bound,
        ),
        origin=Origin.ANALYST,
        polarity=Polarity.AFFIRMED,
        span=None,
        rule="base_models",
    )
