"""The contract's JSON back to a dossier, given the texts of its documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.errors import BadInput
from pipeline.schema import (
    Alternative,
    Applicability,
    Assessment,
    Benchmark,
    Claim,
    ComputeEstimate,
    Document,
    Dossier,
    Duty,
    Finding,
    GivenFact,
    Model,
    Nearest,
    Origin,
    Outcome,
    Polarity,
    Reason,
    Record,
    Relief,
    Review,
    RunInfo,
    Side,
    Sign,
    Span,
    Status,
    Support,
    Tri,
    Value,
    Variant,
    Verdict,
    Whose,
)
from pipeline.wire.encode import SCHEMA_VERSION
from pipeline.wire.risks import risks_from
from pipeline.wire.summaries import summary_from

Json = Mapping[str, Any]


def from_json(data: Json, documents: Mapping[str, Document]) -> Dossier:
    """Return the dossier that ``to_json`` wrote.

    Args:
        data: The JSON object.
        documents: The documents by id; texts are not part of the JSON.

    Raises:
        BadInput: another schema version, or a document that was not given.
    """
    if data.get("schema_version") != SCHEMA_VERSION:
        raise BadInput(
            f"dossier of schema version {data.get('schema_version')!r}; this Lacuna reads "
            f"{SCHEMA_VERSION!r}: scan the documents again"
        )
    missing = [d["name"] for d in data["documents"] if d["id"] not in documents]
    if missing:
        raise BadInput(f"the texts of these documents are missing: {', '.join(missing)}")
    model = data["model"]
    return Dossier(
        model=Model(
            name=model["name"],
            provider=model["provider"],
            variants=tuple(Variant(v["name"], v["key"], v["size"]) for v in model["variant_keys"]),
            general_purpose=Tri(model["general_purpose"]),
            kind_because=model["general_purpose_because"],
            aliases=tuple(model.get("aliases", ())),
            bases=tuple(model.get("bases", ())),
        ),
        documents=tuple(documents[d["id"]] for d in data["documents"]),
        claims=tuple(_claim(item) for item in data["claims"]),
        assessments=tuple(_assessment(item) for item in data["assessments"]),
        applicability=tuple(_applicability(item) for item in data["applicability"]),
        compute=tuple(_compute(item) for item in data["compute"]),
        findings=tuple(_finding(item) for item in data["findings"]),
        run=_run(data["run"]),
        reviews=tuple(Review(**item) for item in data["reviews"]),
        risks=risks_from(data["risks"], _span),
        summary=summary_from(data.get("summary"), _span),
        facts=tuple(_given(item) for item in data.get("facts", ())),
        signs=tuple(
            Sign(s["shows"], s["wording"], s["words"], _span(s["span"]), s["place"])
            for s in data.get("signs", ())
        ),
    )


def _span(data: Json) -> Span:
    return Span(data["document"], data["start"], data["end"])


def _spans(items: list[Json]) -> tuple[Span, ...]:
    return tuple(_span(item) for item in items)


def _value(data: Json) -> Value:
    norm = data["norm"]
    return Value(
        raw=data["raw"],
        norm=tuple(norm) if isinstance(norm, list) else norm,
        low=data["low"],
        high=data["high"],
        unit=data["unit"],
        qualifier=data["qualifier"],
    )


def _claim(data: Json) -> Claim:
    frame = data.get("benchmark")
    return Claim(
        element=data["element"],
        subject=data["subject"],
        variant=data["variant"],
        whose=Whose(data["whose"]),
        value=_value(data["value"]),
        origin=Origin(data["origin"]),
        polarity=Polarity(data["polarity"]),
        span=_span(data["span"]) if data["span"] else None,
        rule=data["rule"],
        confidence=data["confidence"],
        benchmark=Benchmark(frame["name"], frame["metric"], frame["setting"], Whose(frame["whose"]))
        if frame
        else None,
        needs_review=data.get("needs_review", False),
    )


def _assessment(data: Json) -> Assessment:
    return Assessment(
        element=data["element"],
        status=Status(data["status"]),
        evidence=_spans(data["evidence"]),
        values=tuple((_value(value), value["variant"]) for value in data["values"]),
        because=data["because"],
        searched=tuple(data["searched"]),
        nearest=tuple(Nearest(_span(near["span"]), near["why_not"]) for near in data["nearest"]),
        probability=data["probability"],
        needs_review=data["needs_review"],
        sides=tuple(
            Side(_value(side["value"]), _span(side["span"]), side["variant"])
            for side in data.get("sides", ())
        ),
        signals=tuple((name, weight) for name, weight in data["signals"]),
    )


def _given(data: Json) -> GivenFact:
    value = data["value"]
    return GivenFact(
        data["key"], tuple(value) if isinstance(value, list) else value, data["by"], data["when"]
    )


def _reason(data: Json) -> Reason:
    interval = data.get("interval")
    return Reason(
        rule=data["rule"],
        question=data["question"],
        verdict=Tri(data["verdict"]),
        basis=tuple(data["basis"]),
        support=Support(data["support"]),
        because=data["because"],
        spans=_spans(data["evidence"]),
        settles=data["settles"],
        children=tuple(_reason(child) for child in data["children"]),
        interval=(interval[0], interval[1]) if interval else None,
        given=tuple(_given(item) for item in data.get("given", ())),
    )


def _applicability(data: Json) -> Applicability:
    return Applicability(
        obligation=data["obligation"],
        variant=data["variant"],
        outcome=Verdict(data["outcome"]),
        due_from=_day(data["due_from"]),
        because=_reason(data["because"]),
        branches=tuple(
            (branch["if"], date.fromisoformat(branch["due_from"])) for branch in data["branches"]
        ),
        alternatives=tuple(
            Alternative(
                each["question"], each["if"], Verdict(each["outcome"]), _day(each["due_from"])
            )
            for each in data.get("alternatives", ())
        ),
    )


def _compute(data: Json) -> ComputeEstimate:
    return ComputeEstimate(
        variant=data["variant"],
        quantity=data["quantity"],
        method=data["method"],
        low=data["low"],
        point=data["point"],
        high=data["high"],
        inputs=tuple((item["name"], item["value"]) for item in data["inputs"]),
        vs_1e23=Tri(data["vs_1e23"]),
        vs_1e25=Tri(data["vs_1e25"]),
        spans=_spans(data["evidence"]),
    )


def _finding(data: Json) -> Finding:
    return Finding(
        id=data["id"],
        obligation=data["obligation"],
        variants=tuple(data["variants"]),
        record=Record(data["record"]),
        duty=Duty(data["duty"]),
        due_from=_day(data["due_from"]),
        outcome=Outcome(data["outcome"]),
        elements=tuple(data["elements"]),
        because=data["because"],
        needs_review=data.get("needs_review", False),
        reliefs=tuple(
            Relief(**{**item, "sizes": tuple(item["sizes"])})
            for item in data.get("proportionality", ())
        ),
    )


def _run(data: Json) -> RunInfo:
    return RunInfo(
        version=data["version"],
        commit=data["commit"],
        settings=tuple(data["settings"].items()),
        corpora=tuple(data["corpora"].items()),
        models=tuple(data["models"].items()),
        as_of=date.fromisoformat(data["as_of"]),
        started=data["started"],
        finished=data["finished"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
