"""The taxonomy of risks as lines and as data, and the risks of a dossier as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.schema import Crossing, Dossier, Facet, RiskEntry, Standing
from pipeline.view.risks import AXES, STATUS_WORDS, RiskRow, risk_rows

#: Characters of the matrix's columns: names, statuses.
_NAME, _STATUS = 40, 20
#: Letters of a quotation below the matrix.
_QUOTE = 120


def taxonomy_lines(
    entries: Sequence[RiskEntry], crossings: Sequence[Crossing], titles: Mapping[str, str]
) -> Iterator[str]:
    """Yield the taxonomies, the final one first, and where the drafts' labels went.

    Args:
        entries: Every entry of every taxonomy.
        crossings: The crosswalk.
        titles: Title of each taxonomy.
    """
    taxonomy = axis = ""
    for entry in entries:
        if entry.taxonomy != taxonomy:
            taxonomy, axis = entry.taxonomy, ""
            old = " — SUPERSEDED" if entry.standing is Standing.SUPERSEDED else ""
            yield f"{titles[taxonomy]}{old}"
        if entry.axis != axis:
            axis = entry.axis
            yield f"  {AXES.get(axis, axis)}"
        rests = "" if entry.confidence.value in ("official", "copy") else entry.confidence.value
        where = entry.locator.removeprefix("Code, Safety and Security, ") or rests
        yield f"    {entry.id:<34}{entry.name}{f' ({where})' if where else ''}"
        yield f"        our gloss: {entry.gloss}"
    names = {entry.id: entry.name for entry in entries}
    yield "Where the drafts' labels went (first draft > third draft > final; relation; rests on)"
    for row in crossings:
        first = names[row.first] if row.first else "–"
        third = ", ".join(names[name] for name in row.third) or "–"
        final = ", ".join(names[name] for name in row.final) or row.place or "–"
        yield f"    {first} > {third} > {final}; {row.relation}; {row.confidence.value}"
        yield f"        {row.note}"


def taxonomy_json(
    entries: Sequence[RiskEntry], crossings: Sequence[Crossing], titles: Mapping[str, str]
) -> dict[str, Any]:
    """Return the taxonomies and the crosswalk as data."""
    return {
        "taxonomies": [
            {
                "taxonomy": name,
                "title": title,
                "status": next(e.standing for e in entries if e.taxonomy == name).value,
                "entries": [_entry(entry) for entry in entries if entry.taxonomy == name],
            }
            for name, title in titles.items()
        ],
        "crosswalk": [
            {
                "first_draft": row.first,
                "third_draft": list(row.third),
                "final": list(row.final),
                "relation": row.relation,
                "confidence": row.confidence.value,
                "note": row.note,
                "place": row.place or None,
            }
            for row in crossings
        ],
    }


def _entry(entry: RiskEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "axis": entry.axis,
        "name": entry.name,
        "gloss": entry.gloss,
        "status": entry.standing.value,
        "edition": entry.edition,
        "confidence": entry.confidence.value,
        "source": entry.source,
        "locator": entry.locator or None,
        "types": list(entry.types),
        "serves": list(entry.serves),
        "values": list(entry.values),
    }


def matrix_lines(dossier: Dossier, entries: Mapping[str, RiskEntry]) -> Iterator[tuple[str, str]]:
    """Yield (line, style) of the matrix of risks of a dossier; nothing where none was coded."""
    rows = risk_rows(dossier, entries)
    if not rows:
        return
    yield "RISKS, AS THE CODE'S APPENDIX 1 NAMES THEM", "title"
    head = "".join(f"{facet.value:<{_width(facet)}}" for facet in Facet)
    yield f"  {'':<{_NAME}}{'':<{_STATUS}}{head}".rstrip(), "quiet"
    for row in rows:
        yield _matrix_line(row), _style(row)
    if any(not row.specified for row in rows):
        yield "  * not among the four that a signatory must always assess", "quiet"
    yield (
        "  Numbers are passages; their quotations are in the viewer and in --format json.",
        "quiet",
    )
    for row in rows:
        if row.specified and row.evidence:
            words, where = row.evidence[0].text, row.evidence[0].place
            if len(words) > _QUOTE:
                words = words[:_QUOTE].rsplit(" ", 1)[0] + " […]"
            yield f"  {row.name}: “{words}” ({where})", "quiet"


def _width(facet: Facet) -> int:
    return len(facet.value) + 2


def _matrix_line(row: RiskRow) -> str:
    told = "".join(
        f"{str(len(row.facets[facet])) if row.facets[facet] else '–':<{_width(facet)}}"
        for facet in Facet
    )
    mark = "" if row.specified else " *"
    return f"  {row.name + mark:<{_NAME}}{STATUS_WORDS[row.status]:<{_STATUS}}{told}".rstrip()


def _style(row: RiskRow) -> str:
    if row.status.value == "assessed":
        return "good"
    return "partly" if row.status.speaks else "quiet"
