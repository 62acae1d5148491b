"""Every kind of fault in a file of obligations is told, by the row's name, and all at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.catalogue.obligations import FILES, parse
from pipeline.catalogue.rows import load_file
from pipeline.errors import BadCorpus
from pipeline.schema import Audience, Condition

REMOVED = object()


def row(**changed: Any) -> dict[str, Any]:
    """A sound row with some of its fields put otherwise."""
    made = {
        "id": "Y-7",
        "ref": "Art. 53(1)(d)",
        "locators": ["Art. 53(1)(d)"],
        "edition": date(2024, 7, 12),
        "kind": "obligation",
        "gloss": "Show the summary to everybody.",
        "binds": "ALL",
        "binds_provider": True,
        "conditions": [],
        "audience": ["public"],
        "voluntary": False,
        "applies_from": date(2025, 8, 2),
        "elements": ["training_summary"],
        **changed,
    }
    return {key: value for key, value in made.items() if value is not REMOVED}


def told(*rows: object) -> tuple[str, ...]:
    with pytest.raises(BadCorpus) as caught:
        parse(list(rows), "obligations/y.yaml")
    assert caught.value.file == "obligations/y.yaml"
    return caught.value.faults


@pytest.mark.parametrize(
    "key",
    [
        *("ref", "kind", "gloss", "binds", "binds_provider", "voluntary", "locators", "edition"),
        *("conditions", "audience", "applies_from"),
    ],
)
def test_a_key_that_is_missing(key: str) -> None:
    assert told(row(**{key: REMOVED})) == (f"Y-7: {key} is missing",)


def test_a_row_without_an_id_is_told_by_its_number() -> None:
    assert told(row(), row(id=REMOVED)) == ("row 2: id is missing",)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"ref": ""}, "ref must be words, not ''"),
        ({"gloss": "  \n"}, "gloss must be words, not '  \\n'"),
        ({"gloss": None}, "gloss must be words, not None"),
        ({"kind": ["obligation"]}, "kind must be words, not ['obligation']"),
        ({"binds": True}, "binds must be words, not True"),
        ({"ref": 53}, "ref must be words, not 53"),
        ({"binds_provider": "yes"}, "binds_provider must be true or false, not 'yes'"),
        ({"binds_provider": 1}, "binds_provider must be true or false, not 1"),
        ({"voluntary": None}, "voluntary must be true or false, not None"),
        ({"provision": "no"}, "provision must be true or false, not 'no'"),
        ({"evidence": 5}, "evidence must be words, not 5"),
        ({"evidence": ["card"]}, "evidence must be words, not ['card']"),
        ({"without_element": True}, "without_element must be words, not True"),
        ({"locators": "Art. 53"}, "locators must be a list of words, not 'Art. 53'"),
        ({"locators": [53]}, "locators must be a list of words, not [53]"),
        ({"locators": None}, "locators must be a list of words, not None"),
        ({"conditions": {"open": 1}}, "conditions must be a list of words, not {'open': 1}"),
        ({"audience": "public"}, "audience must be a list of words, not 'public'"),
        ({"elements": "licence"}, "elements must be a list of words, not 'licence'"),
        ({"supporting": 3}, "supporting must be a list of words, not 3"),
        ({"audience": ["public", "public"]}, "audience names something twice"),
        ({"elements": ["a", "b", "a"]}, "elements names something twice"),
        ({"audience": []}, "audience is empty; write nobody where nothing is owed to anybody"),
        ({"colour": 1}, "unknown key 'colour'"),
        ({"Elements": []}, "unknown key 'Elements'"),
        ({"audience": ["everybody"]}, "ValueError: 'everybody' is not a valid Audience"),
        ({"conditions": ["maybe"]}, "ValueError: 'maybe' is not a valid Condition"),
        ({"legacy_from": date(2025, 8, 1)}, "ValueError: legacy_from lies before applies_from"),
    ],
    ids=str,
)
def test_a_fault_of_a_row(changed: dict[str, Any], fault: str) -> None:
    assert told(row(**changed)) == (f"Y-7: {fault}",)


@pytest.mark.parametrize("key", ["edition", "applies_from", "legacy_from"])
@pytest.mark.parametrize(
    "wrong", ["2025-08-02", "soon", 2025, None, datetime(2025, 8, 2, 12), ["2025-08-02"]], ids=repr
)
def test_what_is_no_day(key: str, wrong: object) -> None:
    assert told(row(**{key: wrong})) == (
        f"Y-7: {key} must be a date such as 2025-08-02, not {wrong!r}",
    )


def test_the_day_of_the_transition_may_be_the_first_day_but_not_before() -> None:
    (same,) = parse([row(legacy_from=date(2025, 8, 2))], "f")
    assert same.legacy_from == same.applies_from == date(2025, 8, 2)


@pytest.mark.parametrize(
    "content", [None, {}, {"rows": []}, "rows", 3, True], ids=["nothing", *"mrwnb"]
)
def test_a_file_of_another_shape(content: object) -> None:
    with pytest.raises(BadCorpus) as caught:
        parse(content, "obligations/y.yaml")
    assert caught.value.faults == ("file: expected a list of rows",)


@pytest.mark.parametrize("wrong", [None, "row", 3, [], [row()]], ids=["null", "w", "n", "e", "l"])
def test_a_row_of_another_shape(wrong: object) -> None:
    assert told(row(), wrong) == ("row 2: expected keys and values",)


def test_an_empty_file_has_no_rows_and_no_faults() -> None:
    assert parse([], "f") == []


def test_keys_that_are_no_words_are_unknown_not_a_crash() -> None:
    odd: dict[object, object] = {5: "x", None: "y", "zeal": 1}
    odd.update(row())
    assert told(odd) == (
        "Y-7: unknown key '5'",
        "Y-7: unknown key 'None'",
        "Y-7: unknown key 'zeal'",
    )


def test_an_id_used_thrice_is_told_twice_and_where_it_was_before() -> None:
    assert told(row(), row(), row()) == (
        "Y-7: the id is used before, in obligations/y.yaml",
        "Y-7: the id is used before, in obligations/y.yaml",
    )


def test_faults_of_all_rows_come_in_the_order_of_the_file() -> None:
    found = told(
        row(id="A", gloss="", voluntary="no"),
        row(id="B"),
        row(id="C", conditions=["maybe"]),
        7,
        row(id="E", audience=[]),
    )
    assert [fault.split(":")[0] for fault in found] == ["A", "A", "C", "row 4", "E"]


def test_one_faulty_row_keeps_the_whole_file_back() -> None:
    assert len(parse([row(id="A"), row(id="B")], "f")) == 2
    assert told(row(id="A"), row(id="B", gloss="")) == ("B: gloss must be words, not ''",)


@pytest.mark.parametrize("audience", list(Audience))
def test_every_audience_is_taken_by_its_name(audience: Audience) -> None:
    (made,) = parse([row(audience=[audience.value])], "f")
    assert made.audience == (audience,)


@pytest.mark.parametrize("condition", list(Condition))
def test_every_condition_is_taken_by_its_name(condition: Condition) -> None:
    (made,) = parse([row(conditions=[condition.value])], "f")
    assert made.conditions == (condition,)


def test_what_is_optional_may_be_left_out_and_what_is_read_was_written() -> None:
    (made,) = parse([row()], "f")
    assert made.id == "Y-7" and made.gloss == "Show the summary to everybody."
    assert made.edition == "2024-07-12" and made.applies_from == date(2025, 8, 2)
    assert made.legacy_from is None and made.evidence == "" and made.without_element == ""
    assert made.provision is False and made.supporting == ()
    assert made.locators == ("Art. 53(1)(d)",) and made.elements == ("training_summary",)


@pytest.mark.parametrize("name", FILES)
def test_a_copy_of_a_real_file_with_its_last_row_spoilt(name: str, tmp_path: Path) -> None:
    from pipeline.catalogue.files import corpora

    content = load_file(corpora() / "obligations" / f"{name}.yaml", name)
    spoilt = [*content[:-1], {**content[-1], "voluntary": "perhaps", "gloss": ""}]
    path = tmp_path / f"{name}.yaml"
    path.write_text(yaml.safe_dump(spoilt, allow_unicode=True), encoding="utf-8")
    last = content[-1]["id"]
    with pytest.raises(BadCorpus) as caught:
        parse(load_file(path, name), name)
    assert caught.value.faults == (
        f"{last}: gloss must be words, not ''",
        f"{last}: voluntary must be true or false, not 'perhaps'",
    )
