"""The forms as data: against the catalogue of duties, and against the official files."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.forms import form, forms, parse
from pipeline.catalogue.obligations import obligations
from pipeline.errors import BadCorpus, BadInput
from pipeline.schema import Audience, Condition
from pipeline.schema.forms import Confidence, FieldType, Mode

DUTIES = {row.id: row for row in obligations()}
SHORT = {"AIO": Audience.AI_OFFICE, "NCA": Audience.AUTHORITIES, "DP": Audience.INTEGRATORS}
FLAGS = {
    "V": Confidence.VERIFIED,
    "V split": Confidence.VERIFIED_SPLIT,
    "D3": Confidence.THIRD_DRAFT,
    "D3/U": Confidence.THIRD_DRAFT_UNCERTAIN,
    "U": Confidence.UNCERTAIN,
}


def test_the_forms_and_how_many_fields_they_have() -> None:
    assert [(f.id, len(f.fields), len(f.publication)) for f in forms()] == [
        ("mdf", 47, 0),
        ("summary", 53, 5),
        ("annex-xi", 14, 0),
        ("annex-xii", 11, 0),
    ]


def test_every_row_of_a_form_in_the_catalogue_is_a_field_and_no_other() -> None:
    kinds = {"MDF-": "mdf", "TCS-": "summary", "ANNEX-XI-": "annex-xi", "ANNEX-XII-": "annex-xii"}
    for prefix, name in kinds.items():
        wanted = [row.id for row in obligations() if row.id.startswith(prefix)]
        found = form(name)
        assert sorted(f.id for f in (*found.fields, *found.publication)) == sorted(wanted)


def test_each_field_has_a_recipient_of_its_form_and_each_section_a_field() -> None:
    for found in forms():
        audiences = {recipient.audience for recipient in found.recipients}
        every = (*found.fields, *found.publication)
        assert all(audiences & set(DUTIES[field.id].audience) for field in every)
        assert {field.section for field in every} == {name for name, _ in found.sections}
        assert {DUTIES[name].binds_provider for name in found.duties} == {True}


def test_optional_fields_are_the_voluntary_rows() -> None:
    for found in forms():
        for field in (*found.fields, *found.publication):
            assert field.required is not DUTIES[field.id].voluntary, field.id


def test_downstream_providers_get_theirs_unasked_and_authorities_ask() -> None:
    modes = {recipient.id: recipient.mode for recipient in form("mdf").recipients}
    assert modes == {"aio": Mode.ON_REQUEST, "nca": Mode.ON_REQUEST, "dp": Mode.UNASKED}
    # For national authorities the Code lets the AI Office ask; Art. 53(1)(a) lets them ask.
    assert [r.through for r in form("mdf").recipients] == ["", "the AI Office", ""]
    assert [(r.mode, r.through) for r in form("annex-xi").recipients] == [(Mode.ON_REQUEST, "")] * 2
    assert [r.mode for r in form("annex-xii").recipients] == [Mode.UNASKED]


def test_a_condition_on_the_duty_belongs_to_a_row_with_conditions() -> None:
    for field in (*form("summary").fields, *form("summary").publication):
        conditions = set(DUTIES[field.id].conditions) - {Condition.NOT_OPEN_SOURCE_EXEMPT}
        assert bool(field.condition and field.condition.duty) == bool(conditions), field.id


def test_every_question_of_a_field_is_one_that_is_read_from_boxes() -> None:
    from pipeline.claims.ticks import questions

    known = {row.id for row in questions() if row.kind == "answer"}
    asked = [field.question for field in form("summary").fields if field.question]
    assert len(asked) == 9 and set(asked) == known
    assert all(f.type is FieldType.YES_NO for f in form("summary").fields if f.question)


@pytest.mark.shared
def test_recipients_and_flags_of_the_documentation_form(shared: Path) -> None:
    path = shared / "law" / "form" / "model_documentation_form.json"
    official = json.loads(path.read_text("utf-8"))["fields"]
    ours = form("mdf").fields
    assert [field.id for field in ours] == [row["id"] for row in official]
    for field, row in zip(ours, official, strict=True):
        assert {SHORT[name] for name in row["recipients"]} == set(DUTIES[field.id].audience)
        assert field.confidence is FLAGS[row["flag_confidence"]]
    assert Counter(field.confidence.verified for field in ours if field.confidence) == {
        True: 21,
        False: 26,
    }


@pytest.mark.shared
def test_types_conditions_and_marks_of_the_template(shared: Path) -> None:
    path = shared / "law" / "template" / "training_summary_template_C2025_8311.json"
    official = json.loads(path.read_text("utf-8"))["fields"]
    kinds = {
        "text": {"text"}, "date": {"date"}, "multi": {"choices"}, "choice": {"range"},
        "yesno": {"yes_no"}, "list": {"list"}, "list/file": {"list"}, "date MM/YYYY": {"month"},
        "date range MM/YYYY": {"period"},
    }  # fmt: skip
    ours = form("summary").fields
    assert [field.id for field in ours] == [row["id"] for row in official]
    for field, row in zip(ours, official, strict=True):
        assert row["section"].split(" ")[0].rstrip(".") == field.section
        assert field.type.value in kinds[row["kind"]], field.id
        assert field.required is row["required"]
        assert (field.condition is None) is (row["condition"] is None), field.id
        if row["condition"] and row["condition"].startswith("yes"):
            gates = field.condition.answers if field.condition else ()
            assert gates and all(DUTIES[g].locators == DUTIES[field.id].locators for g in gates)


def _small() -> dict[str, Any]:
    from datetime import date

    return {
        "id": "x", "title": "X", "about": "a form", "installed": "x", "edition": date(2025, 1, 1),
        "duties": ["ACT-53-1-d"],
        "recipients": [
            {"id": "p", "audience": "public", "name": "all", "mode": "unasked", "basis": "Art. 1"}
        ],
        "sections": [{"id": "1", "title": "One"}],
        "fields": [
            {"id": "TCS-2.1-used", "section": "1", "type": "yes_no"},
            {"id": "TCS-2.1-large", "section": "1", "type": "list",
             "condition": {"words": "so", "answers": ["TCS-2.1-used"]}},
        ],
    }  # fmt: skip


def test_a_small_form_is_taken() -> None:
    found = parse(_small(), "x.yaml", set(DUTIES))
    assert [field.required for field in found.fields] == [True, True]


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (("title",), "", "title: must be words"),
        (("edition",), "2025", "must be a date"),
        (("sections",), [], "sections: must be a list"),
        (("duties",), ["ACT-9"], "ACT-9 is not in the catalogue"),
        (("more",), 1, "unknown key 'more'"),
        (("fields", 0, "id"), "TCS-9", "is not in the catalogue of duties"),
        (("fields", 0, "type"), "poem", "poem"),
        (("fields", 0, "section"), "9", "no section '9'"),
        (("fields", 0, "required"), "no", "required must be true or false"),
        (("fields", 0, "id"), "TCS-2.1-large", "TCS-2.1-large: stands twice"),
        (("fields", 1, "condition", "answers"), ["TCS-2.3-used"], "which is no field"),
        (("fields", 1, "condition", "answers"), [], "give answers, or duty"),
        (("fields", 1, "condition", "if"), "x", "unknown keys if"),
        (("recipients", 0, "mode"), "perhaps", "perhaps"),
        (("recipients", 0, "via"), "post", "unknown keys via"),
    ],
)
def test_a_fault_is_told_with_its_place(where: tuple[Any, ...], value: Any, told: str) -> None:
    content = deepcopy(_small())
    at: Any = content
    for key in where[:-1]:
        at = at[key]
    at[where[-1]] = value
    with pytest.raises(BadCorpus, match=r"x\.yaml") as caught:
        parse(content, "x.yaml", set(DUTIES))
    assert told in str(caught.value)


def test_faults_come_together_and_nonsense_is_one_fault() -> None:
    content = _small()
    content["fields"] = [{"id": "TCS-9", "section": "8", "type": "text"}, "x"]
    with pytest.raises(BadCorpus) as caught:
        parse(content, "x.yaml", set(DUTIES))
    assert len(caught.value.faults) == 3
    with pytest.raises(BadCorpus, match="expected keys and values"):
        parse([], "x.yaml", set())


def test_an_unknown_form_names_those_that_there_are() -> None:
    with pytest.raises(BadInput, match="mdf, summary, annex-xi, annex-xii"):
        form("annex-xiii")
