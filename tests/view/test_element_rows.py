"""Elements as rows: words, values, numbers, quotations, headline claims, all predicted by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import (
    Assessment,
    Claim,
    Document,
    Element,
    Nearest,
    Origin,
    Polarity,
    Side,
    Status,
    Value,
    Whose,
)
from pipeline.view import elements
from tests.examples import CITED, card, cut, dossier, report


def _element(name: str, family: str = "properties") -> Element:
    return Element(name, f"name of {name}", family, "ours", "text", ("ACT-53-1-d",), ("an anchor",))


def _assessed(name: str, status: Status, value: Value | None = None) -> Assessment:
    return Assessment(
        name,
        status,
        (cut(card(), "7 billion"),),
        ((value, None),) if value else (),
        "because",
        ("c" * 64,),
    )


def _with(*assessments: Assessment, claims: tuple[Claim, ...] = ()):  # type: ignore[no-untyped-def]
    return replace(dossier(), assessments=assessments, claims=claims, findings=())


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.DISCLOSED, "stated"),
        (Status.PARTIAL, "partly stated"),
        (Status.CONTRADICTED, "contradicted"),
        (Status.DECLINED, "declined"),
        (Status.REFERRED, "points elsewhere"),
        (Status.PLACEHOLDER, "empty placeholder"),
        (Status.MENTIONED, "mentioned only"),
        (Status.ABSENT, "not found"),
        (Status.NOT_ASSESSED, "could not be judged"),
    ],
)
def test_each_status_has_its_own_words(status: Status, words: str) -> None:
    (row,) = elements.element_rows(_with(_assessed("carbon", status)), [_element("carbon")])
    assert (row.status, row.words) == (status, words)
    assert list(elements.WORDS.values()).count(words) == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0.0, "0"),
        (1, "1"),
        (-12, "-12"),
        (0.5, "0.5"),
        (-0.25, "-0.25"),
        (0.001, "0.001"),
        (0.00099, "0.00099"),
        (2e-5, "2e-05"),
        (999, "999"),
        (1000, "1,000"),
        (1234.5678, "1235"),
        (9999.6, "10,000"),
        (12345.6, "12,346"),
        (131072, "131,072"),
        (100000.5, "100,000"),
        (999_999, "999,999"),
        (999_999.6, "1 million"),
        (1_000_000, "1 million"),
        (1_500_000, "1.5 million"),
        (-2_500_000, "-2.5 million"),
        (999_400_000, "999.4 million"),
        (999_999_999, "1 billion"),
        (1e9, "1 billion"),
        (70.6e9, "70.6 billion"),
        (671e9, "671 billion"),
        (999.99e9, "1 trillion"),
        (14.8e12, "14.8 trillion"),
        (1.5e15, "1500 trillion"),
        (9.9999e15, "1e16"),
        (1e16, "1e16"),
        (3.8e25, "3.8e25"),
        (-1e17, "-1e17"),
        (math.inf, "inf"),
    ],
)
def test_numbers_are_short_and_never_in_powers_where_words_do(number: float, words: str) -> None:
    assert elements.short_number(number) == words


def test_what_is_no_number_is_said_and_not_raised() -> None:
    assert elements.short_number(math.nan) == "nan"


@given(st.floats(min_value=1e-3, max_value=9e15))
def test_a_short_number_is_within_one_thousandth_of_the_number(number: float) -> None:
    figure, _, word = elements.short_number(number).partition(" ")
    size = {"": 1.0, "million": 1e6, "billion": 1e9, "trillion": 1e12}[word]
    assert float(figure.replace(",", "")) * size == pytest.approx(number, rel=1e-3)
    assert "e" not in figure


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value("7B", 7e9, unit="parameters"), "7 billion parameters"),
        (Value("ca. 40 MWh", 40, unit="MWh", qualifier="about"), "about 40 MWh"),
        (Value("128k", 128000, unit="tokens", qualifier="up to"), "up to 128,000 tokens"),
        (Value("Apache-2.0", "Apache-2.0"), "Apache-2.0"),
        (Value("2025-09-16", "2025-09-16"), "2025-09-16"),
        (Value("2-3 t", None, 2, 3, "tCO2eq"), "2 to 3 tCO2eq"),
        (Value("0-3", None, 0, 3, None), "0 to 3"),
        (Value(">1T", None, 1e12, None, "tokens", "more than"), "more than 1 trillion tokens"),
        (Value("under 5 kg", None, None, 5, "kg", "under"), "under 5 kg"),
        (Value("Deutsch, English", ("de", "en")), "de, en"),
        (Value("none", ()), ""),
        (Value("zero", 0, unit="kg"), "0 kg"),
        (Value("Adam", None), "Adam"),
        (Value("6·10²⁴", 6e24, unit="FLOP"), "6e24 FLOP"),
        (Value("", ""), ""),
    ],
)
def test_a_value_is_written_as_people_read_it(value: Value, words: str) -> None:
    assert elements.written(value) == words


def test_values_stand_once_with_their_variants_in_order() -> None:
    seven, eight = Value("7B", 7e9), Value("8B", 8e9)
    values = [(eight, "L"), (seven, None), (Value("seven", 7e9), None), (seven, "S"), (eight, "L")]
    assert elements.value_words(values) == ("L: 8 billion", "7 billion", "S: 7 billion")


def test_rows_follow_the_catalogue_not_the_dossier_and_skip_what_was_not_assessed() -> None:
    made = _with(_assessed("carbon", Status.ABSENT), _assessed("licence", Status.DISCLOSED))
    catalogue = [_element("licence"), _element("max_input"), _element("carbon")]
    assert [row.id for row in elements.element_rows(made, catalogue)] == ["licence", "carbon"]
    turned = replace(made, assessments=made.assessments[::-1])
    assert elements.element_rows(turned, catalogue) == elements.element_rows(made, catalogue)
    assert elements.element_rows(made, []) == ()


def test_a_row_holds_all_that_the_assessment_and_the_catalogue_say() -> None:
    item = Assessment(
        "carbon",
        Status.CONTRADICTED,
        (cut(card(), "7 billion"), cut(report(), "Second page")),
        (),
        "two figures",
        ("d" * 64, "x" * 64, "c" * 64),
        nearest=(Nearest(cut(report(), "Nova report"), "a title"),),
        probability=0.4321,
        needs_review=True,
        sides=(Side(Value("1", 1), cut(card(), "32k"), None),),
    )
    element = replace(_element("carbon", "energy"), hint="add a figure")
    (row,) = elements.element_rows(_with(item), [element])
    assert (row.name, row.family, row.definition) == ("name of carbon", "energy", "ours")
    assert (row.hint, row.obligations) == ("add a figure", ("ACT-53-1-d",))
    assert (row.probability, row.needs_review, row.because) == (0.4321, True, "two figures")
    assert row.searched == ("report.pdf", "card.md"), "a document that is gone has no name"
    assert [(q.text, q.place, q.note) for q in row.evidence] == [
        ("7 billion", f"card.md, line 3{CITED}", ""),
        ("Second page", "report.pdf, page 2", ""),
    ]
    assert [(q.text, q.place, q.note) for q in row.nearest] == [
        ("Nova report", "report.pdf, page 1", "a title")
    ]
    assert [(words, q.text) for words, q in row.sides] == [("1", "32k")]
    first = row.evidence[0]
    assert card().text[first.start : first.end] == "7 billion" and first.document == card().id


def test_counts_by_status_follow_best_first_and_leave_zeros_out() -> None:
    wanted = [Status.ABSENT, Status.PARTIAL, Status.ABSENT, Status.DISCLOSED, Status.MENTIONED]
    names = [f"e{place}" for place in range(len(wanted))]
    made = _with(*(_assessed(name, status) for name, status in zip(names, wanted, strict=True)))
    rows = elements.element_rows(made, [_element(name) for name in names])
    counts = elements.status_counts(rows)
    assert list(counts.items()) == [
        (Status.DISCLOSED, 1),
        (Status.PARTIAL, 1),
        (Status.MENTIONED, 1),
        (Status.ABSENT, 2),
    ]
    assert elements.status_counts([]) == {}


def test_families_keep_catalogue_order_and_statuses_best_first() -> None:
    made = _with(
        _assessed("a", Status.ABSENT),
        _assessed("b", Status.DISCLOSED),
        _assessed("c", Status.DISCLOSED),
        _assessed("d", Status.ABSENT),
    )
    catalogue = [
        _element("a", "zebra"),
        _element("b", "apple"),
        _element("c", "zebra"),
        _element("d", "zebra"),
    ]
    assert elements.family_counts(elements.element_rows(made, catalogue)) == (
        ("zebra", Status.DISCLOSED, 1),
        ("zebra", Status.ABSENT, 2),
        ("apple", Status.DISCLOSED, 1),
    )
    assert elements.family_counts([]) == ()


def _claim(element: str, polarity: Polarity) -> Claim:
    return Claim(
        element,
        "Nova",
        None,
        Whose.OWN,
        Value("x", None),
        Origin.STATED,
        polarity,
        cut(card(), "Nova"),
        "prose",
    )


def test_headline_claims_come_in_the_order_in_which_people_ask() -> None:
    seven = Value("7B", 7e9, unit="parameters")
    made = _with(
        _assessed("carbon", Status.DISCLOSED, Value("3 t", 3, unit="t")),
        _assessed("parameters_total", Status.DISCLOSED, seven),
        _assessed("architecture", Status.DISCLOSED, Value("transformer", "transformer")),
        _assessed("provider_name", Status.DISCLOSED, Value("Nova Labs", "Nova Labs")),
        _assessed("max_input", Status.DISCLOSED),
    )
    rows = elements.claim_rows(made)
    assert [(name, words) for name, words, _ in rows] == [
        ("provider_name", "Nova Labs"),
        ("parameters_total", "7 billion parameters"),
        ("carbon", "3 t"),
    ], "no headline for what has no value or is none of the headlines"
    assert [quoted.place for _, _, quoted in rows if quoted] == [f"card.md, line 3{CITED}"] * 3


@pytest.mark.parametrize(
    ("status", "polarity", "listed"),
    [
        (Status.DECLINED, Polarity.DECLINED, False),
        (Status.DECLINED, Polarity.AFFIRMED, True),
        (Status.PARTIAL, Polarity.DECLINED, True),
        (Status.DISCLOSED, Polarity.NEGATED, True),
    ],
)
def test_what_a_provider_declines_is_no_headline(
    status: Status, polarity: Polarity, listed: bool
) -> None:
    item = _assessed("data_size", status, Value("15T", 15e12, unit="tokens"))
    made = _with(item, claims=(_claim("data_size", polarity),))
    assert bool(elements.claim_rows(made)) is listed


def test_a_value_without_a_quotation_is_listed_without_a_place() -> None:
    item = Assessment(
        "licence", Status.MENTIONED, (), ((Value("MIT", "MIT"), None),), "-", ("c" * 64,)
    )
    assert elements.claim_rows(_with(item)) == (("licence", "MIT", None),)


def test_a_headline_quotation_is_cut_at_120_characters() -> None:
    words = "word " * 60
    long = Document(id="e" * 64, name="long.txt", media_type="text/plain", text=words)
    item = Assessment(
        "licence",
        Status.DISCLOSED,
        (long.span(0, 299),),
        ((Value("MIT", "MIT"), None),),
        "-",
        (long.id,),
    )
    made = replace(_with(), documents=(long,), assessments=(item,))
    ((_, _, quoted),) = elements.claim_rows(made)
    assert quoted is not None and quoted.text.endswith("word […]")
    assert len(quoted.text) <= 120 + len(" […]")
    assert (quoted.start, quoted.end) == (0, 299), "the place stays the whole quotation's"
