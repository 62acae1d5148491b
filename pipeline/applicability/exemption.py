"""What the open-source exemption takes away and what it leaves, in a sentence."""

from __future__ import annotations

from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "lexicons/exemption.yaml"


@lru_cache(maxsize=1)
def provisions() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (locator, what it is) of what ``falls_away`` and of what ``stays``.

    Raises:
        BadCorpus: with every fault of the file.
    """
    content = load(FILE)
    faults = Faults(FILE)
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for side in ("falls_away", "stays"):
        rows = content.get(side) or ()
        if not rows:
            faults.add(side, "no rows")
        for row in rows:
            for key in unknown_keys(row, ("locator", "says")):
                faults.add(side, f"unknown key {key}")
        pairs = faults.attempt(
            side,
            lambda rows=rows: tuple((row["locator"], row["says"]) for row in rows),  # type: ignore[misc]
        )
        found[side] = pairs or ()
    faults.done()
    return found


def told() -> str:
    """Return what falls away and what stays where the exemption holds."""
    gone, kept = (
        "; ".join(f"{locator} ({says})" for locator, says in provisions()[side])
        for side in ("falls_away", "stays")
    )
    return f"So these fall away: {gone}. These stay: {kept}."
