"""What counts as a contradiction, and the many differences that do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.assess.contradictions import find, table
from pipeline.schema import Claim, Document, Origin, Polarity, Value, Whose


def doc(name: str, text: str) -> Document:
    return Document(id=name, name=name, media_type="text/markdown", text=text)


def said(document: Document, raw: str, norm: Any, element: str, **kwargs: Any) -> Claim:
    """A sure claim on the own model whose words stand in the document, at the last place."""
    start = document.text.rindex(raw)
    unit = {"parameters_total": "parameters", "max_input": "tokens", "data_size": "tokens"}
    value = Value(raw, norm, unit=unit.get(element), qualifier=kwargs.pop("qualifier", None))
    fields: dict[str, Any] = {
        "element": element,
        "subject": "Nova",
        "variant": None,
        "whose": Whose.OWN,
        "value": value,
        "origin": Origin.STATED,
        "polarity": Polarity.AFFIRMED,
        "span": document.span(start, start + len(raw)),
        "rule": "r",
    }
    return Claim(**{**fields, **kwargs})


CARD = doc(
    "card", "Nova reads 128k tokens at once.\n\nIt is under MIT terms.\n\nIt has 8.1B weights."
)
REPORT = doc(
    "report", "Nova reads 32768 tokens at once.\n\nIt is Apache-2.0.\n\nIt has 13B weights."
)


def pair(element: str, a: Any, b: Any, **kwargs: Any) -> list[Claim]:
    raws = {
        "max_input": ("128k tokens", "32768 tokens"),
        "licence": ("MIT", "Apache-2.0"),
        "parameters_total": ("8.1B", "13B"),
    }[element]
    return [
        said(CARD, raws[0], a, element, **kwargs),
        said(REPORT, raws[1], b, element, **kwargs),
    ]


def test_two_documents_that_differ() -> None:
    found = find(pair("max_input", 128000, 32768), [CARD, REPORT])
    assert list(found) == ["max_input"]
    assert [CARD.text[s.span.start : s.span.end] for s in found["max_input"][:1]] == ["128k tokens"]
    assert [side.value.norm for side in found["max_input"]] == [128000, 32768]


def test_the_order_of_claims_changes_nothing_and_documents_give_the_sides() -> None:
    claims = pair("max_input", 128000, 32768)
    assert find(claims, [CARD, REPORT]) == find(claims[::-1], [CARD, REPORT])
    turned = find(claims, [REPORT, CARD])["max_input"]
    assert [side.value.norm for side in turned] == [32768, 128000]


@pytest.mark.parametrize(
    "change",
    [
        {"whose": Whose.RIVAL},
        {"whose": Whose.BASE},
        {"whose": Whose.UNKNOWN},
        {"origin": Origin.DERIVED},
        {"polarity": Polarity.NEGATED},
        {"polarity": Polarity.DECLINED},
        {"confidence": 0.7},
        {"variant": "7B"},
        {"value": Value("128k tokens", 128000, unit="tokens", qualifier="for images")},
        {"value": Value("128k tokens", 128000, unit="images")},
        {"value": Value("128k tokens", None, low=1.0, high=2.0, unit="tokens")},
        {"element": "evaluation_results"},
    ],
    ids=lambda change: str(next(iter(change.items()))),
)
def test_a_side_that_is_not_sure_or_not_the_same_thing(change: dict[str, Any]) -> None:
    first, second = pair("max_input", 128000, 32768)
    assert find([replace(first, **change), second], [CARD, REPORT]) == {}


def test_rounding_is_no_conflict_and_a_larger_difference_is() -> None:
    assert find(pair("max_input", 128000, 131072), [CARD, REPORT]) == {}
    assert find(pair("max_input", 128000, 121600), [CARD, REPORT]) == {}  # exactly 5 %
    assert find(pair("max_input", 128000, 121599), [CARD, REPORT]) != {}


def test_up_to_is_plain_for_a_maximum() -> None:
    first, second = pair("max_input", 128000, 32768)
    told = replace(second, value=replace(second.value, qualifier="up to"))
    assert "max_input" in find([first, told], [CARD, REPORT])
    open_end = Value("up to 32768 tokens", None, high=32768.0, unit="tokens", qualifier="up to")
    assert "max_input" in find([first, replace(second, value=open_end)], [CARD, REPORT])


def test_one_document_does_not_contradict_itself() -> None:
    one = doc("one", "Nova reads 128k tokens.\n\nNova reads 8k tokens.")
    claims = [
        said(one, "128k tokens", 128000, "max_input"),
        said(one, "8k tokens", 8000, "max_input"),
    ]
    assert find(claims, [one]) == {}
    # Nor does it say anything against another one while it gives several values.
    other = said(REPORT, "32768 tokens", 32768, "max_input")
    assert find([*claims, other], [one, REPORT]) == {}


def test_front_matter_against_prose_of_one_document() -> None:
    card = doc("card", "---\nlicense: mit\n---\n\nNova is under Apache-2.0.")
    claims = [
        said(card, "mit", "MIT", "licence"),
        said(card, "Apache-2.0", "Apache-2.0", "licence"),
    ]
    assert [side.value.norm for side in find(claims, [card])["licence"]] == ["MIT", "Apache-2.0"]


def test_a_front_matter_that_names_no_licence() -> None:
    card = doc("card", "---\nlicense: other\n---\n\nNova is under Apache-2.0.")
    claims = [said(card, "other", "other", "licence")]
    claims.append(said(card, "Apache-2.0", "Apache-2.0", "licence"))
    assert find(claims, [card]) == {}


def test_spelling_of_names_and_precision_of_dates() -> None:
    assert find(pair("licence", "MIT", "mit"), [CARD, REPORT]) == {}
    assert "licence" in find(pair("licence", "MIT", "Apache-2.0"), [CARD, REPORT])
    a, b = doc("a", "Released 2025-03"), doc("b", "Released 2025-03-09")
    claims = [said(a, "2025-03", "2025-03", "release_date")]
    claims.append(said(b, "2025-03-09", "2025-03-09", "release_date"))
    assert find(claims, [a, b]) == {}
    c = doc("c", "Released 2025-04-01")
    claims[1] = said(c, "2025-04-01", "2025-04-01", "release_date")
    assert "release_date" in find(claims, [a, c])


def test_code_and_weights_may_have_their_own_licences() -> None:
    code = doc("code", "The code is under MIT.")
    claims = [said(code, "MIT", "MIT", "licence"), pair("licence", "MIT", "Apache-2.0")[1]]
    assert find(claims, [code, REPORT]) == {}


def test_a_prediction_module_explains_little_and_not_everything() -> None:
    hub = doc("hub", "685B in all, of which 671B are the model and 14B the multi-token prediction.")
    report = doc("rep", "Nova has 620B weights.")
    near = said(hub, "685B", 685e9, "parameters_total")
    assert find([near, said(report, "620B", 6.3e11, "parameters_total")], [hub, report]) == {}
    far = said(report, "620B", 3.1e11, "parameters_total")
    assert "parameters_total" in find([near, far], [hub, report])


def test_an_explanation_in_another_paragraph_explains_nothing() -> None:
    card = doc("card", "We extended it with YaRN.\n\nNova reads 128k tokens at once.")
    claims = [
        said(card, "128k tokens", 128000, "max_input"),
        said(REPORT, "32768 tokens", 32768, "max_input"),
    ]
    assert "max_input" in find(claims, [card, REPORT])
    card = doc("card", "We extended it with YaRN. Nova reads 128k tokens at once.")
    claims[0] = said(card, "128k tokens", 128000, "max_input")
    assert find(claims, [card, REPORT]) == {}


def test_a_stage_is_not_the_whole() -> None:
    a = doc("a", "Nova was trained on 9 trillion tokens.")
    b = doc("b", "In a second stage we used 2 trillion tokens.")
    c = doc("c", "Nova was trained on 2 trillion tokens.")
    whole = said(a, "9 trillion tokens", 9e12, "data_size")
    assert find([whole, said(b, "2 trillion tokens", 2e12, "data_size")], [a, b]) == {}
    assert find([whole, said(c, "2 trillion tokens", 2e12, "data_size")], [a, c]) != {}


def test_a_size_in_the_name_is_nominal() -> None:
    a, b = doc("a", "Nova 2B: 2B."), doc("b", "Nova 2B has 2.5B.")
    named = said(a, "2B", 2e9, "parameters_total", subject="Nova 2B", variant="2B")
    exact = said(b, "2.5B", 2.5e9, "parameters_total", subject="Nova 2B", variant="2B")
    assert find([named, exact], [a, b]) == {}
    far = said(b, "2.5B", 7e9, "parameters_total", subject="Nova 2B", variant="2B")
    assert find([named, far], [a, b]) != {}


def test_a_family_value_against_one_for_each_variant() -> None:
    table_text = doc("table", "Nova 8B 128k tokens\nNova 62B 128k tokens")
    each = [
        said(table_text, "128k tokens", 128000, "max_input", variant="8B"),
        said(table_text, "128k tokens", 128000, "max_input", variant="62B"),
    ]
    family = said(REPORT, "32768 tokens", 32768, "max_input")
    assert "max_input" in find([*each, family], [table_text, REPORT])
    # One variant alone, or variants that differ, say nothing about the family.
    assert find([each[0], family], [table_text, REPORT]) == {}
    mixed = [each[0], replace(each[1], value=Value("128k tokens", 64000, unit="tokens"))]
    assert find([*mixed, family], [table_text, REPORT]) == {}
    # Parameters differ between variants by nature.
    sizes = [replace(claim, element="parameters_total") for claim in each]
    whole = replace(family, element="parameters_total")
    assert find([*sizes, whole], [table_text, REPORT]) == {}


def test_the_table_is_sound() -> None:
    assert {"parameters_total", "licence", "max_input"} <= set(table().elements)
    assert "training_time" not in table().elements  # given by stage and by machine
    assert all(row.elements for row in table().explained)


@pytest.mark.shared
def test_real_pairs(shared: Any) -> None:
    """The report gives another window for one variant than the announcement; code is no model."""
    from pipeline.claims.extract import extract
    from pipeline.claims.identity import identify
    from pipeline.readers.read import read_path
    from pipeline.segments import segment

    def conflicts(*names: str) -> set[str]:
        documents = tuple(read_path(shared / "data" / "docs" / name) for name in names)
        segments = {document.id: segment(document) for document in documents}
        identity = identify(documents, segments)
        return set(find(extract(documents, segments, identity), documents))

    assert conflicts("D046_DeepSeek-V3-README.md", "D048_DeepSeek-V3-LICENSE-MODEL.txt") == set()
    assert conflicts("D004_llama-models-MODEL-CARD.md", "D005_llama-models-LICENSE.txt") == set()
