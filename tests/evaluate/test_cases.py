"""Checked rows: what answers them, what is right, and the scores, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.cases import (
    Case,
    Outcome,
    Said,
    Verdict,
    answer,
    cuts,
    from_claims,
    halves,
    is_cases,
    load_cases,
    score_cases,
    whoever,
)
from pipeline.evaluate.values import PredictedValue
from pipeline.schema import Claim, Origin, Polarity, Span, Value, Whose

HEADER = "repo\tpath\tclaim_type\tmodel\ttruth_value\tverdict\tdocument_value\tquote\tnote\n"


def case(asked: str, verdict: str, expected: str = "", model: str = "Nova 2-7B", **more) -> Case:
    return Case(more.pop("document", "acme/nova card.md"), asked, model, Verdict(verdict), expected,
                more.pop("weak", False))  # fmt: skip


def said(element: str, norm: object, variant: str | None = None, unit: str | None = None,
         subject: str | None = "Nova 2") -> Said:  # fmt: skip
    return Said(element, Value(str(norm), norm, unit=unit), subject, variant)


SIZES = [said("parameters_total", 7e9, "7B"), said("parameters_total", 13e9, "13B")]


@pytest.mark.parametrize(
    ("row", "values", "outcome"),
    [
        (case("parameter_count", "stated", "7000000000"), SIZES, "right"),
        (case("parameter_count", "stated", "13000000000"), SIZES, "wrong"),
        (case("parameter_count", "stated", "13000000000", "Nova 2"), SIZES, "right"),
        (case("parameter_count", "stated", "7000000000"), [], "missed"),
        (case("parameter_count", "not_stated"), [], "silent"),
        (case("parameter_count", "not_stated"), SIZES, "wrong"),
        (case("parameter_count", "not_stated", model="Nova 2-70B"), SIZES, "silent"),
        (case("parameter_count", "not_stated", model="Nova 2-Small"), SIZES, "silent"),
        (case("parameter_count", "not_stated", model="nova2"), SIZES, "wrong"),
        (case("parameter_count", "conflict", "7000000000"), SIZES, "right"),
        (case("training_data_size", "stated_coarser", "15T+"),
         [said("data_size", 15e12, unit="tokens")], "right"),
        (case("training_data_size", "conflict", "680000 hours"),
         [said("data_size", 680000, unit="hours")], "right"),
        (case("training_data_size", "not_stated"), [said("data_size", 292, unit="GB")], "silent"),
        (case("training_data_size", "not_stated"), [said("data_size", 5e9, unit="tokens")],
         "wrong"),
        (case("training_time", "stated", "1400000 GPU hours"),
         [said("training_time", 1.4e6, unit="GPU-hours")], "right"),
        (case("training_time", "conflict", "2022-03-11 to 2022-07-05"), [], "missed"),
        (case("release_date", "stated_coarser", "2019-02"), [said("release_date", "2019-02-14")],
         "right"),
        (case("release_date", "stated", "2019-02-14"), [said("release_date", "2019-02")], "wrong"),
        (case("training_hardware", "stated", "384 A100 80GB (48 nodes), Somewhere"),
         [said("training_hardware", "384 x NVIDIA A100 80GB")], "right"),
        (case("training_hardware", "stated", "H100"), [said("training_hardware", "NVIDIA A100")],
         "wrong"),
        (case("licence", "stated", "apache-2.0, nova-community"), [said("licence", "Apache-2.0")],
         "right"),
        (case("context_length", "stated", "128000"), [said("max_input", 131072)], "right"),
        (case("modality", "stated", "text; text, code"),
         [said("input_modalities", ("text",)), said("output_modalities", ("text",))], "right"),
        (case("modality", "stated", "text; image"), [said("input_modalities", ("text",))],
         "missed"),
        (case("modality", "stated", "text; image"),
         [said("input_modalities", ("text",)), said("output_modalities", ("text",))], "wrong"),
        (case("modality", "stated_coarser", "image, text"),
         [said("input_modalities", ("text",)), said("output_modalities", ("image",))], "right"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_row(row: Case, values: list[Said], outcome: str) -> None:
    assert answer(row, values).outcome == outcome


@pytest.mark.parametrize(
    ("model", "variants", "answering"),
    [
        ("Nova 4 Scout", ["Scout", "Maverick"], ["Scout"]),
        ("nova-4-maverick-17b-instruct", ["17B Scout", "17B Maverick"], ["17B Maverick"]),
        ("Nova-405B-Instruct", ["405B", "405B Instruct", "8B"], ["405B", "405B Instruct"]),
        ("Nova 405B", ["405B", "405B Instruct", "8B"], ["405B", "405B Instruct"]),
        ("Nova", ["8B", "405B"], ["8B", "405B"]),
        ("Nova 7B", ["70B"], []),
        ("Nova Small", ["70B", "7B"], []),
    ],
)
def test_which_variants_answer(model: str, variants: list[str], answering: list[str]) -> None:
    values = [
        Said("licence", Value(variant, f"id-{place}"), "Nova", variant)
        for place, variant in enumerate(variants)
    ]
    row = case("licence", "stated", "id-0", model)
    assert list(answer(row, values).said) == answering


def test_another_model_is_answered_only_by_its_name() -> None:
    row = case("licence", "other_model", model="Nova-3-7B-Chat")
    assert answer(row, [said("licence", "mit")]).outcome is Outcome.SILENT
    assert answer(row, [said("licence", "mit", "7B Chat", subject="Nova 3")]).outcome == "wrong"
    newer = case("licence", "other_model", model="Nova")
    assert answer(newer, [said("licence", "mit")]).outcome is Outcome.SILENT
    assert answer(row, [said("licence", "mit", subject=None)]).outcome is Outcome.WRONG


def test_an_answer_that_says_more_is_right_but_not_alone() -> None:
    row = case("parameter_count", "stated", "7000000000", "Nova 2")
    assert not answer(row, SIZES).sole
    assert answer(row, SIZES[:1]).sole


def test_scores_counted_by_hand() -> None:
    rows = [
        case("parameter_count", "stated", "7000000000"),
        case("parameter_count", "stated_coarser", "7000000000", document="b d"),
        case("parameter_count", "conflict", "7000000000", document="b d"),
        case("parameter_count", "not_stated", document="c d", weak=True),
        case("release_date", "not_stated", document="c d"),
    ]
    values = {"acme/nova card.md": SIZES, "b d": [], "c d": SIZES}
    answers = [answer(row, values[row.document]) for row in rows]
    score = score_cases(answers)
    assert (score.rows, score.answered, score.right, score.stated, score.found) == (5, 2, 1, 2, 1)
    assert score.rates == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "accuracy": 0.4}
    assert set(score.intervals) == set(score.rates)
    parts = dict(cuts({"acme/nova card.md": "Acme", "b d": "beta", "c d": "Gamma"}))
    strong = score_cases([one for one in answers if parts["without weak rows"](one)])
    assert (strong.rows, strong.rates["precision"]) == (4, 1.0)
    first = [one.case.document for one in answers if parts["first half of providers"](one)]
    assert first == ["acme/nova card.md", "c d", "c d"]


def test_halves_go_by_name() -> None:
    assert halves(["beta", "Acme", "Acme", "Gamma"]) == {"Acme": 0, "beta": 1, "Gamma": 0}


def made(whose: Whose, polarity: Polarity = Polarity.AFFIRMED, element: str = "licence",
         rule: str = "r", origin: Origin = Origin.STATED) -> Claim:  # fmt: skip
    return Claim(element, "Nova", None, whose, Value("x", "mit"), origin, polarity,
                 Span("d", 0, 1), rule)  # fmt: skip


def test_what_counts_as_said() -> None:
    claims = [made(Whose.OWN), made(Whose.RIVAL), made(Whose.OWN, Polarity.NEGATED),
              made(Whose.OWN, element="evaluation_results"),
              made(Whose.OWN, element="input_modalities", rule="input_modalities/implied"),
              made(Whose.OWN, origin=Origin.DERIVED)]  # fmt: skip
    assert [one.subject for one in from_claims(claims)] == ["Nova"]
    assert [one.subject for one in whoever(claims)] == [None] * 4


def test_rows_are_read_with_their_faults(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(
        HEADER + 'a/b\tc.md\tlicense\tNova\tMIT\tstated\tmit\t"quoted\tweak: doubtful\n'
        "a/b\tc.md\tmax_output\tNova\t4096\tnot_stated\t\t\t\n",
        encoding="utf-8",
    )
    first, second = load_cases(path)
    assert (first.document, first.weak, first.expected) == ("a/b c.md", True, "mit")
    assert (second.verdict, second.weak) == (Verdict.NOT_STATED, False)
    assert is_cases(path)
    path.write_text(
        HEADER + "a\tb\tlicense\tNova\tMIT\tstated\t\t\t\n"
        "a\tb\tcolour\tNova\tred\tnot_stated\t\t\t\na\tb\tlicense\tNova\tMIT\tmaybe\t\t\t\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInput, match=r"line 2: .*document_value; line 3: .*colour.*; line 4"):
        load_cases(path)
    path.write_text('{"doc": "D1"}\n', encoding="utf-8")
    assert not is_cases(path)
    assert not is_cases(tmp_path / "nothing.tsv")
    with pytest.raises(BadInput, match="cannot be read"):
        load_cases(tmp_path / "nothing.tsv")


def test_a_first_hit_answers_about_any_model() -> None:
    from pipeline.evaluate.cases import from_hits

    hits = from_hits([PredictedValue("d", "licence", Value("MIT", "MIT"))])
    assert answer(case("licence", "other_model"), hits).outcome is Outcome.WRONG
