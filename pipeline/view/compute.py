"""Training compute as intervals to be drawn against the lines of the Act."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema import ComputeEstimate, Dossier, Tri

#: The two lines, in FLOP: general-purpose (Guidelines) and presumed systemic risk (Art. 51(2)).
LINES = (
    (1e23, "10²³: general-purpose"),
    (1e25, "10²⁵: systemic risk presumed"),
)

METHOD_WORDS = {
    "stated": "stated",
    "6ND": "6 × parameters × tokens",
    "hardware": "accelerators × hours",
    "analyst": "given by the analyst",
    "sum": "sum of parts",
    "upper bound": "a figure for several models together: an upper bound",
}

_QUANTITY_WORDS = {"update": "this training", "cumulative": "all training together"}


@dataclass(frozen=True, slots=True)
class ComputeRow:
    """An estimate for one variant.

    Attributes:
        label: Variant, and which compute where the two differ.
        low: FLOP, lower end.
        point: FLOP, best figure.
        high: FLOP, upper end.
        method: How it was found, in words.
        inputs: What went in, in words.
        above_1e23: Whether it lies above the first line.
        above_1e25: The same for the second.
        words: The figure in words, an open end as "at least" or "at most".
    """

    label: str
    low: float
    point: float
    high: float
    method: str
    inputs: str
    above_1e23: Tri
    above_1e25: Tri
    words: str


def compute_rows(dossier: Dossier) -> tuple[ComputeRow, ...]:
    """Return the estimates; two quantities of a variant with the same interval are one row."""
    groups: dict[tuple[str, float, float, float, str], list[int]] = {}
    for place, item in enumerate(dossier.compute):
        key = (item.variant, item.low, item.point, item.high, item.method)
        groups.setdefault(key, []).append(place)
    several = {variant for variant, *_ in groups if sum(g[0] == variant for g in groups) > 1}
    rows = []
    for (variant, low, point, high, method), places in groups.items():
        items = [dossier.compute[place] for place in places]
        names = " and ".join(_QUANTITY_WORDS.get(i.quantity, i.quantity) for i in items)
        by_quantity = {item.quantity: item for item in items}
        longest = max(items, key=lambda item: len(item.inputs))
        rows.append(
            ComputeRow(
                label=f"{variant} ({names})" if variant in several else variant,
                low=low,
                point=point,
                high=high,
                method=METHOD_WORDS.get(method, method),
                inputs="; ".join(f"{name}: {value}" for name, value in longest.inputs),
                above_1e23=by_quantity.get("update", items[0]).vs_1e23,
                above_1e25=by_quantity.get("cumulative", items[-1]).vs_1e25,
                words=_words(longest),
            )
        )
    return tuple(rows)


def _words(item: ComputeEstimate) -> str:
    low, point, high = (
        f"{end:.2g}".replace("e+", "e") for end in (item.low, item.point, item.high)
    )
    ends = next((value for name, value in item.inputs if name == "open end"), "")
    if ends.startswith("low and high"):
        return f"near {point}"
    if ends.startswith("low"):
        return f"at most {high}"
    if ends.startswith("high"):
        return f"at least {low}"
    return f"{point} ({low} to {high})"
