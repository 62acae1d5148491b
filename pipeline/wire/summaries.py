"""A published summary of training content as JSON, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.schema import (
    FieldReading,
    Span,
    SummaryField,
    SummarySection,
    TrainingSummary,
)

Json = dict[str, Any]
Encode = Callable[[Span], Any]
Decode = Callable[[Any], Span]


def summary_json(summary: TrainingSummary, span: Encode) -> Json:
    """Return a summary with its fields in the form's order and its sections S1 to S8.

    Args:
        summary: The summary as it was read.
        span: Gives a span with its quotation.
    """
    return {
        "document": summary.document,
        "others": list(summary.others),
        "fields": [
            {
                "field": item.field,
                "status": item.status.value,
                "answer": item.answer,
                "evidence": [span(one) for one in item.evidence],
                "because": item.because,
                "lacks": list(item.lacks),
            }
            for item in summary.fields
        ],
        "sections": [
            {
                "section": item.section,
                "completeness": item.completeness,
                "gap": item.gap,
                "because": item.because,
            }
            for item in summary.sections
        ],
    }


def summary_from(data: Mapping[str, Any] | None, span: Decode) -> TrainingSummary | None:
    """Return the summary of ``summary_json``; None where a dossier has none.

    Args:
        data: What stands under ``summary``.
        span: Reads a span.
    """
    if data is None:
        return None
    return TrainingSummary(
        document=data["document"],
        others=tuple(data["others"]),
        fields=tuple(
            SummaryField(
                field=item["field"],
                status=FieldReading(item["status"]),
                answer=item["answer"],
                evidence=tuple(span(one) for one in item["evidence"]),
                because=item["because"],
                lacks=tuple(item["lacks"]),
            )
            for item in data["fields"]
        ),
        sections=tuple(SummarySection(**item) for item in data["sections"]),
    )
