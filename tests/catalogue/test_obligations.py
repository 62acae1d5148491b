"""The catalogue of duties: whole, well-formed, and faulty rows told together."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.obligations import obligations, parse
from pipeline.errors import BadCorpus
from pipeline.law.locators import parse as parse_locator
from pipeline.schema import Audience, Condition

BY_ID = {row.id: row for row in obligations()}
GOOD: dict[str, Any] = {
    "id": "X-1",
    "ref": "Art. 53(1)(d)",
    "locators": ["Art. 53(1)(d)"],
    "edition": date(2024, 7, 12),
    "kind": "obligation",
    "gloss": "Publish it.",
    "binds": "ALL",
    "binds_provider": True,
    "conditions": [],
    "audience": ["public"],
    "voluntary": False,
    "applies_from": date(2025, 8, 2),
    "legacy_from": date(2027, 8, 2),
    "elements": ["training_summary"],
}


def test_counts_by_hand() -> None:
    prefix = Counter(row.id.split("-")[0] for row in obligations())
    assert prefix == {"ACT": 51, "ANNEX": 32, "COP": 54, "MDF": 47, "TCS": 58, "GL": 21}
    assert len(BY_ID) == 263


def test_every_locator_is_understood_and_canonical() -> None:
    for row in obligations():
        assert row.locators
        assert [str(parse_locator(text)) for text in row.locators] == list(row.locators)


def test_what_is_owed_to_the_public() -> None:
    """Outside the summary's own fields these rows and no others can become public gaps."""
    public = {
        row.id
        for row in obligations()
        if Audience.PUBLIC in row.audience
        and row.binds_provider
        and not row.voluntary
        and not row.id.startswith("TCS-")
    }
    assert public == {
        "ACT-53-1-d",
        "COP-T-M1.2a",
        "COP-C-M1.3-4",
        "COP-C-M1.5-1",
        "COP-C-M1.5-2",
        "COP-S-M10.2",
        "GL-LEGACY",
    }


def test_policy_with_an_encouraged_summary_is_not_owed_to_the_public() -> None:
    assert BY_ID["ACT-53-1-c"].audience == (Audience.INTERNAL,)
    assert BY_ID["COP-C-M1.1"].audience == (Audience.INTERNAL,)


@pytest.mark.parametrize(
    "row_id",
    ["ACT-3-63", "ACT-52-4", "ACT-54-4-5", "ACT-91", "ACT-101-1", "ACT-50-2", "ANNEX-XIII-f"],
)
def test_rows_that_bind_others_or_nobody(row_id: str) -> None:
    assert not BY_ID[row_id].binds_provider


@pytest.mark.parametrize("row_id", ["ACT-53-2", "ACT-54-6", "ACT-2-6", "ACT-52-5", "ACT-111-3"])
def test_exemptions_and_rights_are_provisions(row_id: str) -> None:
    assert BY_ID[row_id].provision


def test_voluntary_rows() -> None:
    voluntary = {row.id for row in obligations() if row.voluntary}
    assert {"TCS-REQ", "COP-T-M1.2d", "COP-C-M1.3-3", "COP-C-M1.3-5", "TCS-1.3-other"} <= voluntary
    assert not voluntary & {"TCS-1.3-lang", "TCS-PUB", "COP-T-M1.2a"}
    assert len(voluntary) == 14


@pytest.mark.parametrize(
    ("condition", "prefixes"),
    [
        (Condition.SIGNED_TRANSPARENCY, ("COP-T", "MDF-")),
        (Condition.SIGNED_COPYRIGHT, ("COP-C",)),
        (Condition.SIGNED_SAFETY, ("COP-S",)),
    ],
)
def test_rows_of_a_chapter_need_its_signature(
    condition: Condition, prefixes: tuple[str, ...]
) -> None:
    for row in obligations():
        assert (condition in row.conditions) == row.id.startswith(prefixes), row.id


def test_systemic_rows_and_exempt_rows() -> None:
    for row in obligations():
        systemic = row.id.startswith(("ACT-55", "ANNEX-XI-2", "COP-S"))
        assert not systemic or Condition.SYSTEMIC_RISK in row.conditions, row.id
    exempt = {r.id for r in obligations() if Condition.NOT_OPEN_SOURCE_EXEMPT in r.conditions}
    assert {"ACT-53-1-a", "ACT-53-1-b", "ACT-54-1", "ANNEX-XI-1-1-d", "ANNEX-XII-2-b"} <= exempt
    assert not exempt & {"ACT-53-1-c", "ACT-53-1-d", "ACT-53-3", "ACT-101-1", "TCS-1.2-names"}


def test_legacy_day_is_the_one_of_the_transition() -> None:
    days = {row.legacy_from for row in obligations()}
    assert days == {None, date(2027, 8, 2)}
    assert BY_ID["ACT-53-1-d"].legacy_from == date(2027, 8, 2)
    assert BY_ID["ACT-91"].legacy_from is None


@pytest.mark.shared
def test_the_catalogue_holds_the_inventory_and_the_gold_links(shared: Path) -> None:
    inventory = json.loads((shared / "law" / "obligations_inventory.json").read_text("utf-8"))
    assert [row["id"] for row in inventory] == sorted(
        BY_ID, key=[row["id"] for row in inventory].index
    )
    elements = json.loads((shared / "gold" / "elements.json").read_text("utf-8"))["elements"]
    names = {element["id"] for element in elements}
    used = {name for row in obligations() for name in row.elements}
    assert used == names
    for element in elements:
        for row_id in element["obligations"]:
            assert element["id"] in BY_ID[row_id].elements, (element["id"], row_id)


@pytest.mark.shared
def test_optional_fields_of_the_template_are_voluntary(shared: Path) -> None:
    path = shared / "law" / "template" / "training_summary_template_C2025_8311.json"
    fields = json.loads(path.read_text("utf-8"))["fields"]
    assert fields
    for field in fields:
        assert BY_ID[field["id"]].voluntary is not field["required"], field["id"]


def test_a_good_row_is_read() -> None:
    (row,) = parse([GOOD], "f")
    assert row.edition == "2024-07-12"
    assert row.legacy_from == date(2027, 8, 2)
    assert not row.provision


def test_all_faults_are_told_together() -> None:
    rows = [
        {**GOOD, "id": "A", "extra": 1, "gloss": " "},
        {**GOOD, "id": "B", "applies_from": "soon", "conditions": ["nonsense"]},
        {**GOOD, "id": "C", "elements": [], "conditions": ["nonsense"]},
        {**GOOD, "id": "D", "elements": []},
        {**GOOD, "id": "D", "binds_provider": "yes"},
        {**GOOD, "id": "E", "legacy_from": date(2024, 1, 1)},
        {**GOOD, "id": "F", "provision": True},
        {**GOOD, "id": "G", "supporting": ["carbon"]},
        {**GOOD, "id": "H", "audience": []},
        {**GOOD, "id": "I", "locators": ["Art. 1", "Art. 1"]},
        "not a row",
    ]
    with pytest.raises(BadCorpus) as caught:
        parse(rows, "obligations/x.yaml")
    told = "\n".join(caught.value.faults)
    for expected in (
        "A: unknown key 'extra'",
        "A: gloss must be words",
        "B: applies_from must be a date",
        "C: ValueError: 'nonsense'",
        "D: ValueError: D: give elements",
        "D: the id is used before",
        "D: binds_provider must be true or false",
        "E: ValueError: legacy_from lies before",
        "F: ValueError: F: a provision",
        "G: ValueError: G: supporting",
        "H: audience is empty",
        "I: locators names something twice",
        "row 11: expected keys and values",
    ):
        assert expected in told, expected


def test_missing_keys_and_a_file_that_is_no_list() -> None:
    with pytest.raises(BadCorpus, match="binds is missing"):
        parse([{key: value for key, value in GOOD.items() if key != "binds"}], "f")
    with pytest.raises(BadCorpus, match="expected a list"):
        parse({"rows": []}, "f")


def test_an_id_of_another_file_is_refused() -> None:
    with pytest.raises(BadCorpus, match="used before, in act"):
        parse([GOOD], "f", {"X-1": "act"})


def test_obligations_and_elements_name_each_other() -> None:
    from pipeline.catalogue.elements import elements

    known = {element.id: element for element in elements()}
    for row in obligations():
        assert set(row.elements) <= set(known), row.id
    for element in known.values():
        for row_id in element.obligations:
            assert element.id in BY_ID[row_id].elements, (element.id, row_id)
