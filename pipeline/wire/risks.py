"""Coded risks as JSON, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pipeline.schema import Coded, CodedRisk, Dossier, Facet, RiskStatus, Span

#: The older rows, one for each element on risks, by the statuses of elements.
ELEMENTS = "elements"

Json = dict[str, Any]
Encode = Callable[[Span], Any]
Decode = Callable[[Any], Span]


def risks_json(dossier: Dossier, span: Encode) -> list[Json]:
    """Return the coded risks, then one row for each element on risks.

    Args:
        dossier: The dossier.
        span: Gives a span with its quotation.
    """
    return [*(_coded(risk, span) for risk in dossier.risks), *_elements(dossier, span)]


def risks_from(rows: Iterable[Mapping[str, Any]], span: Decode) -> tuple[CodedRisk, ...]:
    """Return the coded risks of ``risks_json``.

    Args:
        rows: The list under ``risks``.
        span: Reads a span.
    """
    return tuple(
        CodedRisk(
            risk=row["risk"],
            taxonomy=row["taxonomy"],
            axis=row["axis"],
            status=RiskStatus(row["status"]),
            evidence=tuple(span(one) for one in row["evidence"]),
            because=row["because"],
            searched=tuple(row["searched"]),
            facets=tuple(
                (facet, tuple(span(one) for one in row["facets"][facet.value]))
                for facet in Facet
                if facet.value in row["facets"]
            ),
            codes=tuple(
                Coded(one["code"], tuple(span(quote) for quote in one["evidence"]))
                for one in row["codes"]
            ),
        )
        for row in rows
        if row["taxonomy"] != ELEMENTS
    )


def _coded(risk: CodedRisk, span: Encode) -> Json:
    return {
        "risk": risk.risk,
        "taxonomy": risk.taxonomy,
        "axis": risk.axis,
        "status": risk.status.value,
        "evidence": [span(one) for one in risk.evidence],
        "because": risk.because,
        "searched": list(risk.searched),
        "facets": {facet.value: [span(one) for one in spans] for facet, spans in risk.facets},
        "codes": [
            {"code": coded.code, "evidence": [span(one) for one in coded.evidence]}
            for coded in risk.codes
        ],
    }


def _elements(dossier: Dossier, span: Encode) -> list[Json]:
    return [
        {
            "risk": item.element.removeprefix("risk_"),
            "taxonomy": ELEMENTS,
            "status": item.status.value,
            "evidence": [span(one) for one in item.evidence],
        }
        for item in dossier.assessments
        if item.element.startswith("risk_") and item.element != "risk_tier_or_threshold"
    ]
