"""A dossier as the JSON that scripts and acceptance checks rely on.

Order of keys and of lists is fixed, so that the same dossier gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from pipeline.schema import (
    About,
    Applicability,
    Assessment,
    Claim,
    ComputeEstimate,
    Document,
    Dossier,
    Finding,
    GivenFact,
    Identity,
    Reason,
    Relief,
    RunInfo,
    Side,
    Source,
    Span,
    Value,
)
from pipeline.wire.risks import risks_json
from pipeline.wire.summaries import summary_json

#: Raised by a breaking change only.
SCHEMA_VERSION = "1"

Json = dict[str, Any]


def to_json(dossier: Dossier) -> Json:
    """Return the dossier in the contract's form: dicts, lists, strings, numbers, null.

    Every span carries its quotation, page, line, column and boxes. The summary section is left
    out where no training summary was read.
    """
    spans = _Spans(dossier.documents)
    model = dossier.model
    return {
        "schema_version": SCHEMA_VERSION,
        "model": {
            "name": model.name,
            "provider": model.provider,
            "variants": [variant.name for variant in model.variants],
            "variant_keys": [
                {"name": v.name, "key": v.key, "size": v.size} for v in model.variants
            ],
            "general_purpose": model.general_purpose.value,
            "general_purpose_because": model.kind_because,
            "aliases": list(model.aliases),
            "bases": list(model.bases),
        },
        "documents": [document_json(document) for document in dossier.documents],
        "claims": [_claim(claim, spans) for claim in dossier.claims],
        "assessments": [_assessment(item, spans) for item in dossier.assessments],
        "applicability": [_applicability(item, spans) for item in dossier.applicability],
        "compute": [_compute(item, spans) for item in dossier.compute],
        "findings": [_finding(item) for item in dossier.findings],
        "risks": risks_json(dossier, spans),
        **({"summary": summary_json(dossier.summary, spans)} if dossier.summary else {}),
        "reviews": [
            {
                "finding": review.finding,
                "by": review.by,
                "when": review.when,
                "outcome": review.outcome,
                "reason": review.reason,
            }
            for review in dossier.reviews
        ],
        "facts": [_given(fact) for fact in dossier.facts],
        "signs": [
            {
                "shows": sign.shows,
                "wording": sign.wording,
                "words": sign.words,
                "place": sign.place,
                "span": spans(sign.span),
            }
            for sign in dossier.signs
        ],
        "run": _run(dossier.run),
    }


def claims_json(
    identity: Identity, claims: tuple[Claim, ...], documents: tuple[Document, ...]
) -> Json:
    """Return claims without verdicts: the model, its documents and what they say."""
    spans = _Spans(documents)
    return {
        "schema_version": SCHEMA_VERSION,
        "model": {
            "name": identity.model,
            "provider": identity.provider,
            "variants": [variant.name for variant in identity.variants],
            "bases": list(identity.bases),
        },
        "documents": [document_json(document) for document in documents],
        "claims": [_claim(claim, spans) for claim in claims],
    }


def dumps(data: Json) -> str:
    """Return JSON text with a final newline; the same data gives the same text."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def document_json(document: Document) -> Json:
    """Return a document without its text."""
    return {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type,
        "kind": document.kind,
        "pages": len(document.pages) or None,
        "language": document.language,
        "source": _source(document.source),
        "retrieved": document.source.retrieved,
        "about": _about(document.about),
        "warnings": [
            {"code": warning.code.value, "message": warning.message, "page": warning.page}
            for warning in document.warnings
        ],
    }


def _source(source: Source) -> Json | None:
    if source == Source():
        return None
    told = {"kind": source.kind, "model": source.model}
    return {
        "url": source.url,
        "retrieved": source.retrieved,
        "publisher": source.publisher,
        **{key: value for key, value in told.items() if value},
    }


def _about(about: About | None) -> Json | None:
    if about is None:
        return None
    return {
        "model": about.model,
        "version": about.version,
        "variants": list(about.variants),
        "relation": about.relation.value,
        "told": about.told,
    }


class _Spans:
    """Spans as JSON; each is cut from its document."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self._documents = {document.id: document for document in documents}

    def __call__(self, span: Span | None) -> Json | None:
        if span is None:
            return None
        document = self._documents[span.document]
        line, column = document.position(span.start)
        source = document.source
        origin = {"url": source.url, "retrieved": source.retrieved, "publisher": source.publisher}
        return {
            "document": span.document,
            "start": span.start,
            "end": span.end,
            "page": document.page_at(span.start),
            "line": line,
            "column": column,
            "quote": document.quote(span),
            "boxes": [
                [int(box[0]), *(round(edge, 2) for edge in box[1:])] for box in document.boxes(span)
            ],
            **{key: value for key, value in origin.items() if value},
        }

    def all(self, spans: tuple[Span, ...]) -> list[Json | None]:
        return [self(span) for span in spans]


def value_json(value: Value) -> Json:
    """Return a typed value."""
    norm = list(value.norm) if isinstance(value.norm, tuple) else value.norm
    return {
        "raw": value.raw,
        "norm": norm,
        "low": value.low,
        "high": value.high,
        "unit": value.unit,
        "qualifier": value.qualifier,
    }


def _claim(claim: Claim, spans: _Spans) -> Json:
    result: Json = {
        "element": claim.element,
        "subject": claim.subject,
        "variant": claim.variant,
        "whose": claim.whose.value,
        "value": value_json(claim.value),
        "origin": claim.origin.value,
        "polarity": claim.polarity.value,
        "span": spans(claim.span),
        "rule": claim.rule,
        "confidence": claim.confidence,
    }
    if claim.needs_review:
        result["needs_review"] = True
    if claim.benchmark:
        result["benchmark"] = {
            "name": claim.benchmark.name,
            "metric": claim.benchmark.metric,
            "setting": claim.benchmark.setting,
            "whose": claim.benchmark.whose.value,
        }
    return result


def _assessment(item: Assessment, spans: _Spans) -> Json:
    result: Json = {
        "element": item.element,
        "status": item.status.value,
        "evidence": spans.all(item.evidence),
        "values": [{**value_json(value), "variant": variant} for value, variant in item.values],
        "because": item.because,
        "searched": list(item.searched),
        "nearest": [{"span": spans(near.span), "why_not": near.why_not} for near in item.nearest],
        "probability": item.probability,
        "needs_review": item.needs_review,
        "signals": [[name, weight] for name, weight in item.signals],
    }
    if item.sides:
        result["sides"] = [_side(side, spans) for side in item.sides]
    return result


def _side(side: Side, spans: _Spans) -> Json:
    return {"value": value_json(side.value), "span": spans(side.span), "variant": side.variant}


def _given(fact: GivenFact) -> Json:
    value = list(fact.value) if isinstance(fact.value, tuple) else fact.value
    return {"key": fact.key, "value": value, "by": fact.by, "when": fact.when}


def _reason(reason: Reason, spans: _Spans) -> Json:
    interval = {"interval": list(reason.interval)} if reason.interval else {}
    given = {"given": [_given(fact) for fact in reason.given]} if reason.given else {}
    return {
        "rule": reason.rule,
        "question": reason.question,
        "verdict": reason.verdict.value,
        "basis": list(reason.basis),
        "support": reason.support.value,
        "because": reason.because,
        "evidence": spans.all(reason.spans),
        "settles": reason.settles,
        **interval,
        **given,
        "children": [_reason(child, spans) for child in reason.children],
    }


def _applicability(item: Applicability, spans: _Spans) -> Json:
    return {
        "obligation": item.obligation,
        "variant": item.variant,
        "outcome": item.outcome.value,
        "inferred": item.inferred,
        "due_from": _day(item.due_from),
        "branches": [{"if": text, "due_from": _day(day)} for text, day in item.branches],
        "alternatives": [
            {
                "question": each.question,
                "if": each.condition,
                "outcome": each.outcome.value,
                "due_from": _day(each.due_from),
            }
            for each in item.alternatives
        ],
        "because": _reason(item.because, spans),
    }


def _compute(item: ComputeEstimate, spans: _Spans) -> Json:
    return {
        "variant": item.variant,
        "quantity": item.quantity,
        "method": item.method,
        "low": item.low,
        "point": item.point,
        "high": item.high,
        "inputs": [{"name": name, "value": value} for name, value in item.inputs],
        "vs_1e23": item.vs_1e23.value,
        "vs_1e25": item.vs_1e25.value,
        "evidence": spans.all(item.spans),
    }


def _finding(item: Finding) -> Json:
    return {
        "id": item.id,
        "obligation": item.obligation,
        "variants": list(item.variants),
        "record": item.record.value,
        "duty": item.duty.value,
        "due_from": _day(item.due_from),
        "outcome": item.outcome.value,
        "elements": list(item.elements),
        "because": item.because,
        **({"needs_review": True} if item.needs_review else {}),
        **({"proportionality": [_relief(one) for one in item.reliefs]} if item.reliefs else {}),
    }


def _relief(item: Relief) -> Json:
    return {
        "id": item.id,
        "ref": item.ref,
        "edition": item.edition,
        "sizes": list(item.sizes),
        "gloss": item.gloss,
        "confidence": item.confidence,
        "given": item.given,
    }


def _run(run: RunInfo) -> Json:
    return {
        "version": run.version,
        "commit": run.commit,
        "settings": dict(run.settings),
        "corpora": dict(run.corpora),
        "models": dict(run.models),
        "as_of": run.as_of.isoformat(),
        "started": run.started,
        "finished": run.finished,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
