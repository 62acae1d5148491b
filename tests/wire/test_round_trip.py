"""Any dossier survives the way through JSON; places, numbers and order are those predicted."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    Identity,
    Model,
    Nearest,
    Origin,
    Outcome,
    Page,
    Polarity,
    ReadWarning,
    Reason,
    Record,
    Relief,
    Review,
    RunInfo,
    Side,
    Sign,
    Source,
    Span,
    Status,
    Support,
    Tri,
    Value,
    Variant,
    Verdict,
    WarningCode,
    Whose,
    Word,
)
from pipeline.wire.decode import from_json
from pipeline.wire.documents import document_from_json, document_to_json
from pipeline.wire.encode import claims_json, document_json, dumps, to_json, value_json
from tests.examples import card, dossier, report

#: A busy machine is no fault of a dossier.
SLOW = (HealthCheck.too_slow,)
NAMES = st.text(max_size=8)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SHARES = st.integers(0, 10_000).map(lambda number: number / 10_000)
DAYS = st.dates()
VALUES = st.builds(
    Value,
    NAMES,
    st.one_of(st.none(), st.integers(), FLOATS, NAMES, st.lists(NAMES, max_size=3).map(tuple)),
    st.none() | FLOATS,
    st.none() | FLOATS,
    st.none() | NAMES,
    st.none() | NAMES,
)
GIVEN = st.builds(GivenFact, NAMES, NAMES | st.lists(NAMES, max_size=2).map(tuple), NAMES, NAMES)
RELIEFS = st.builds(
    Relief,
    NAMES,
    NAMES,
    NAMES,
    st.sampled_from([("sme",), ("sme", "smc")]),
    NAMES,
    NAMES,
    st.booleans(),
)


def few(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return tuples of none to two."""
    return st.lists(strategy, max_size=2).map(tuple)


def pairs(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return pairs with distinct names."""
    return st.dictionaries(NAMES, values, max_size=2).map(lambda found: tuple(found.items()))


@st.composite
def documents(draw: st.DrawFn, place: int) -> Document:
    text = draw(st.text(alphabet="aé\n\f 名🦪\u2028", min_size=1, max_size=30))
    split = draw(st.integers(0, len(text)))
    pages = (Page(1, 0, split, 595.5, 842), Page(2, split, len(text), 595, 842, 270, False))
    return Document(
        id=str(place) * 64,
        name=draw(NAMES),
        media_type="text/plain",
        text=text,
        pages=pages if draw(st.booleans()) else (),
        words=(Word(0, 1, 1, (0.125, 1, 2, 3.75)),) if draw(st.booleans()) else (),
        warnings=draw(
            few(st.builds(ReadWarning, st.sampled_from(WarningCode), NAMES, st.none() | st.just(3)))
        ),
        kind=draw(st.sampled_from(["card", "report", "other"])),
        language=draw(st.none() | st.just("de")),
        source=draw(st.builds(Source, st.none() | NAMES, st.none() | NAMES, st.none() | NAMES)),
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    read = tuple(draw(documents(place)) for place in range(draw(st.integers(1, 2))))

    @st.composite
    def spans(draw: st.DrawFn) -> Span:
        document = draw(st.sampled_from(read))
        start = draw(st.integers(0, len(document.text) - 1))
        return document.span(start, draw(st.integers(start + 1, len(document.text))))

    reasons = st.recursive(
        st.builds(
            Reason,
            NAMES,
            NAMES,
            st.sampled_from(Tri),
            few(NAMES),
            st.sampled_from(Support),
            NAMES,
            few(spans()),
            NAMES,
            st.just(()),
            st.none() | st.tuples(st.none() | FLOATS, st.none() | FLOATS),
            few(GIVEN),
        ),
        lambda inner: st.builds(
            lambda node, children: replace(node, children=children), inner, few(inner)
        ),
        max_leaves=3,
    )
    claims = st.builds(
        Claim,
        NAMES,
        NAMES,
        st.none() | NAMES,
        st.sampled_from(Whose),
        VALUES,
        st.sampled_from(Origin),
        st.sampled_from(Polarity),
        spans(),
        NAMES,
        SHARES,
        st.none()
        | st.builds(Benchmark, NAMES, st.none() | NAMES, st.none() | NAMES, st.sampled_from(Whose)),
    )
    assessments = tuple(
        draw(
            st.builds(
                Assessment,
                st.just(name),
                st.sampled_from(Status),
                st.lists(spans(), min_size=1, max_size=2).map(tuple),
                few(st.tuples(VALUES, st.none() | NAMES)),
                NAMES,
                st.just(tuple(document.id for document in read)),
                few(st.builds(Nearest, spans(), NAMES)),
                SHARES,
                st.booleans(),
                few(st.builds(Side, VALUES, spans(), st.none() | NAMES)),
                few(st.tuples(NAMES, FLOATS)),
            )
        )
        for name in draw(st.sets(st.sampled_from(["carbon", "risk_bias", "licence"]), max_size=2))
    )
    return Dossier(
        model=Model(
            draw(NAMES),
            draw(NAMES),
            draw(few(st.builds(Variant, NAMES, NAMES, NAMES))),
            draw(st.sampled_from(Tri)),
            draw(NAMES),
            draw(few(NAMES)),
            draw(few(NAMES)),
        ),
        documents=read,
        claims=draw(few(claims)),
        assessments=assessments,
        applicability=draw(
            few(
                st.builds(
                    Applicability,
                    NAMES,
                    NAMES,
                    st.sampled_from(Verdict),
                    st.none() | DAYS,
                    reasons,
                    few(st.tuples(NAMES, DAYS)),
                    few(
                        st.builds(
                            Alternative, NAMES, NAMES, st.sampled_from(Verdict), st.none() | DAYS
                        )
                    ),
                )
            )
        ),
        compute=draw(
            few(
                st.builds(
                    ComputeEstimate,
                    NAMES,
                    NAMES,
                    NAMES,
                    FLOATS,
                    FLOATS,
                    FLOATS,
                    few(st.tuples(NAMES, NAMES)),
                    st.sampled_from(Tri),
                    st.sampled_from(Tri),
                    few(spans()),
                )
            )
        ),
        findings=draw(
            few(
                st.builds(
                    Finding,
                    NAMES,
                    NAMES,
                    few(NAMES),
                    st.sampled_from(Record),
                    st.sampled_from(Duty),
                    st.none() | DAYS,
                    st.sampled_from(Outcome),
                    st.just(tuple(item.element for item in assessments)),
                    NAMES,
                    st.booleans(),
                    few(RELIEFS),
                )
            )
        ),
        run=RunInfo(
            draw(NAMES),
            "",
            draw(pairs(NAMES)),
            draw(pairs(NAMES)),
            draw(pairs(NAMES)),
            draw(DAYS),
            "s",
            "f",
        ),
        reviews=draw(few(st.builds(Review, NAMES, NAMES, NAMES, NAMES, NAMES))),
        facts=draw(few(GIVEN)),
        signs=draw(few(st.builds(Sign, NAMES, NAMES, NAMES, spans(), st.integers(0, 9)))),
    )


def _again(made: Dossier) -> Dossier:
    """Return a dossier after its way through text."""
    kept = {
        document.id: document_from_json(json.loads(json.dumps(document_to_json(document))))
        for document in made.documents
    }
    return from_json(json.loads(dumps(to_json(made))), kept)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(dossiers())
def test_any_dossier_comes_back_and_gives_the_same_bytes(made: Dossier) -> None:
    again = _again(made)
    assert again == made
    assert dumps(to_json(again)) == dumps(to_json(made))


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(dossiers())
def test_every_quotation_is_where_it_says(made: Dossier) -> None:
    for item in to_json(made)["assessments"]:
        for span in item["evidence"]:
            text = made.document(span["document"]).text
            assert span["quote"] == text[span["start"] : span["end"]]
            above = text[: span["start"]].split("\n")
            assert (span["line"], span["column"]) == (len(above), len(above[-1]) + 1)


@pytest.mark.parametrize(
    ("words", "page", "line", "column"),
    [
        ("Nova report", 1, 1, 1),
        ("tokens.\f", 1, 2, 16),
        ("tokens.\fSecond", 1, 2, 16),
        ("Second page.", 2, 2, 24),
        ("page.\n", 2, 2, 31),
    ],
    ids=["first", "to the page's end", "over the page's end", "second page", "to the text's end"],
)
def test_a_quotation_stands_where_it_begins(words: str, page: int, line: int, column: int) -> None:
    start = report().text.index(words)
    span = Span(report().id, start, start + len(words))
    made = dossier()
    item = replace(made.assessments[0], evidence=(span,))
    (found,) = to_json(replace(made, assessments=(item,), findings=()))["assessments"][0][
        "evidence"
    ]
    assert (found["page"], found["line"], found["column"]) == (page, line, column)
    assert found["quote"] == words


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(documents(7))
def test_any_document_comes_back_without_its_blocks(made: Document) -> None:
    assert document_from_json(json.loads(json.dumps(document_to_json(made)))) == made
    assert "text" not in document_json(made) and "words" not in document_json(made)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Value("7B", 7e9), {"norm": 7e9, "low": None, "high": None, "unit": None}),
        (Value("7", 7), {"norm": 7, "raw": "7"}),
        (Value("none", None), {"norm": None}),
        (Value("0", 0), {"norm": 0}),
        (Value("", ""), {"norm": "", "raw": ""}),
        (Value("en, fr", ("en", "fr")), {"norm": ["en", "fr"]}),
        (Value("nothing", ()), {"norm": []}),
        (Value("1-2", None, 1.5, 2.5, "kg", "about"), {"low": 1.5, "high": 2.5, "unit": "kg"}),
        (Value("0 to 1", None, 0.0, 1.0), {"low": 0.0, "high": 1.0}),
    ],
)
def test_values_are_written_as_the_contract_says(value: Value, written: dict[str, Any]) -> None:
    found = value_json(value)
    assert list(found) == ["raw", "norm", "low", "high", "unit", "qualifier"]
    assert {key: found[key] for key in written} == written


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_json_cannot_hold_is_refused_not_written(number: float) -> None:
    made = dossier()
    odd = replace(made, compute=(replace(made.compute[0], point=number),))
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps(to_json(odd))


@pytest.mark.parametrize("number", [0.1, 1e22, 3.3e24, 1e-7, 5e-324, 1.7976931348623157e308, -0.0])
def test_floats_come_back_to_the_last_bit(number: float) -> None:
    made = dossier()
    odd = replace(made, compute=(replace(made.compute[0], low=number),))
    assert repr(_again(odd).compute[0].low) == repr(number)


@pytest.mark.parametrize(
    "name", ["Нова 7B", "新星", "Nova “7B”", 'a"b\\c', "a\nb", "a\u2028b", "🦪", "e\u0301", ""]
)
def test_names_are_written_as_they_are(name: str) -> None:
    made = replace(dossier(), model=replace(dossier().model, name=name))
    text = dumps(to_json(made))
    assert _again(made).model.name == name
    assert json.loads(text)["model"]["name"] == name
    assert text.isascii() is name.isascii() and text.endswith("}\n")


def test_the_order_of_lists_is_kept_and_that_of_keys_is_fixed() -> None:
    made = dossier()
    turned = replace(made, findings=made.findings[::-1], claims=made.claims[::-1])
    data = to_json(turned)
    assert [item["id"] for item in data["findings"]] == ["f2", "f1"]
    assert [item["element"] for item in data["claims"]] == [
        "release_date",
        "evaluation_results",
        "parameters_total",
    ]
    assert list(data) == list(to_json(made))
    assert list(data)[:2] == ["schema_version", "model"]
    assert _again(turned).findings == turned.findings


@pytest.mark.parametrize(
    ("element", "risk"),
    [
        ("risk_bias", "bias"),
        ("risk_", ""),
        ("risk_tier_or_threshold", None),
        ("risk_tier_or_threshold_x", "tier_or_threshold_x"),
        ("at_risk_bias", None),
        ("risks", None),
    ],
)
def test_risks_are_the_elements_that_name_one(element: str, risk: str | None) -> None:
    made = dossier()
    item = replace(made.assessments[0], element=element)
    found = to_json(replace(made, assessments=(item,), findings=()))["risks"]
    assert [entry["risk"] for entry in found] == ([] if risk is None else [risk])
    for entry in found:
        assert (entry["taxonomy"], entry["status"]) == ("elements", "disclosed")
        assert entry["evidence"][0]["quote"] == "Nova 7B has 7 billion parameters."


def test_only_what_is_there_is_written() -> None:
    plain, framed, analyst = to_json(dossier())["claims"]
    assert "benchmark" not in plain and analyst["span"] is None
    assert framed["benchmark"] == {
        "name": "MMLU",
        "metric": "accuracy",
        "setting": "5-shot",
        "whose": "rival",
    }
    first, second, _ = to_json(dossier())["assessments"]
    assert "sides" not in first
    assert [side["variant"] for side in second["sides"]] == [None, "Nova 7B"]


def test_days_are_iso_and_branches_name_their_condition() -> None:
    data = to_json(dossier())
    assert data["applicability"][0]["due_from"] is None
    assert data["applicability"][0]["inferred"] is True
    assert data["applicability"][0]["branches"] == [
        {"if": "placed before", "due_from": "2027-08-02"},
        {"if": "placed later", "due_from": "2025-08-02"},
    ]
    assert [item["due_from"] for item in data["findings"]] == ["2025-09-16", None]
    early = replace(dossier(), run=replace(dossier().run, as_of=date(1, 1, 1)))
    assert to_json(early)["run"]["as_of"] == "0001-01-01"


@pytest.mark.parametrize("version", [None, "0", "2", 1, ""])
def test_another_schema_version_is_refused(version: object) -> None:
    data = {**to_json(dossier()), "schema_version": version}
    with pytest.raises(BadInput, match="scan the documents again"):
        from_json(data, {})


def test_one_missing_text_is_named_alone() -> None:
    with pytest.raises(BadInput, match=r"missing: report\.pdf$"):
        from_json(to_json(dossier()), {card().id: card()})


def test_claims_alone_carry_the_identity_and_no_verdicts() -> None:
    made = dossier()
    identity = Identity("Nova", "Nova Labs", ("NOVA",), (Variant("Nova 7B", "7B"),), ("Stella",))
    data = claims_json(identity, made.claims, made.documents)
    assert list(data) == ["schema_version", "model", "documents", "claims"]
    assert data["model"] == {
        "name": "Nova",
        "provider": "Nova Labs",
        "variants": ["Nova 7B"],
        "bases": ["Stella"],
    }
    assert data["claims"] == to_json(made)["claims"]
    assert data["documents"] == [document_json(card()), document_json(report())]
