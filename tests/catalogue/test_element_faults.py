"""Every kind of fault in an element file is told, by the row's name, and all of them at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.catalogue.elements import ROLES, SCOPES, read
from pipeline.errors import BadCorpus
from pipeline.schema import Element

REMOVED = object()


def cue(**changed: Any) -> dict[str, Any]:
    """A sound cue with some of its fields put otherwise."""
    made = {
        "name": "mass",
        "role": "value",
        "pattern": r"\bweighs\b",
        "must": ["it weighs 4 kg"],
        "must_not": ["weighty words"],
        **changed,
    }
    return {key: value for key, value in made.items() if value is not REMOVED}


def row(**changed: Any) -> dict[str, Any]:
    """A sound element with some of its fields put otherwise."""
    made = {
        "id": "weight",
        "family": "properties",
        "name": "Weight",
        "definition": "How heavy it is.",
        "value": "number",
        "obligations": ["X-1"],
        "anchors": ["heavy", "light", "mass", "kilograms", "on the scales"],
        "headings": ["weight"],
        "cues": [cue()],
        "hint": "Look for kilograms.",
        **changed,
    }
    return {key: value for key, value in made.items() if value is not REMOVED}


def load(folder: Path, content: object, taken: set[str] | None = None) -> tuple[Element, ...]:
    path = folder / "properties.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return read(path, "elements/properties.yaml", "properties", taken or set())


def told(folder: Path, content: object, taken: set[str] | None = None) -> tuple[str, ...]:
    with pytest.raises(BadCorpus) as caught:
        load(folder, content, taken)
    assert caught.value.file == "elements/properties.yaml"
    return caught.value.faults


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"id": REMOVED}, "row 1: lacks id"),
        ({"id": ""}, ": lacks id"),
        ({"family": REMOVED}, "weight: lacks family"),
        ({"name": REMOVED}, "weight: lacks name"),
        ({"name": None}, "weight: lacks name"),
        ({"definition": ""}, "weight: lacks definition"),
        ({"value": REMOVED}, "weight: lacks value"),
        ({"obligations": []}, "weight: lacks obligations"),
        ({"anchors": REMOVED}, "weight: lacks anchors"),
        ({"anchors": []}, "weight: needs at least 5 anchors"),
        ({"anchors": ["a", "b", "c", "d"]}, "weight: needs at least 5 anchors"),
        ({"anchors": ["a", "b", "c", "d", 5]}, "weight: anchors must be a list of strings"),
        ({"anchors": "heavy or light"}, "weight: anchors must be a list of strings"),
        ({"anchors": {"a": 1, "b": 2}}, "weight: anchors must be a list of strings"),
        ({"obligations": "X-1"}, "weight: obligations must be a list of strings"),
        ({"obligations": [53]}, "weight: obligations must be a list of strings"),
        ({"obligations": 53}, "weight: obligations must be a list of strings"),
        ({"headings": "weight"}, "weight: headings must be a list of strings"),
        ({"headings": None}, "weight: headings must be a list of strings"),
        ({"headings": 7}, "weight: headings must be a list of strings"),
        ({"headings": ["Weight"]}, "weight: headings must be lower case"),
        ({"headings": ["weight", "ÉNERGIE"]}, "weight: headings must be lower case"),
        ({"name": ["Weight"]}, "weight: name must be words, not ['Weight']"),
        ({"definition": 4}, "weight: definition must be words, not 4"),
        ({"hint": ["look"]}, "weight: hint must be words, not ['look']"),
        ({"id": 12}, "12: id must be words, not 12"),
        ({"cues": None}, "weight: cues must be a list"),
        ({"cues": cue()}, "weight: cues must be a list"),
        ({"cues": 3}, "weight: cues must be a list"),
        ({"colour": "red"}, "weight: has an unknown key 'colour'"),
        ({"Anchors": ["a"]}, "weight: has an unknown key 'Anchors'"),
        ({"family": "energy"}, "weight: belongs to family 'energy', the file to 'properties'"),
        ({"family": "Properties"}, "weight: belongs to family 'Properties'"),
        ({"family": ["properties"]}, "weight: belongs to family ['properties']"),
    ],
    ids=str,
)
def test_a_fault_of_a_row(tmp_path: Path, changed: dict[str, Any], fault: str) -> None:
    assert any(found.startswith(fault) for found in told(tmp_path, [row(**changed)]))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": REMOVED}, "weight/?: lacks name"),
        ({"role": REMOVED}, "weight/mass: lacks role"),
        ({"pattern": ""}, "weight/mass: lacks pattern"),
        ({"must": []}, "weight/mass: lacks must"),
        ({"must_not": None}, "weight/mass: lacks must_not"),
        ({"must": REMOVED, "must_not": REMOVED}, "weight/mass: lacks must, must_not"),
        ({"must": "it weighs"}, "weight/mass: must must be a list of strings"),
        ({"must": 4}, "weight/mass: must must be a list of strings"),
        ({"must_not": "weighty"}, "weight/mass: must_not must be a list of strings"),
        ({"pattern": 12}, "weight/mass: pattern must be words, not 12"),
        ({"pattern": ["weighs"]}, "weight/mass: pattern must be words, not ['weighs']"),
        ({"role": "Strong"}, "weight/mass: unknown role or scope: Strong, text"),
        ({"role": ["strong"]}, "weight/mass: unknown role or scope: ['strong'], text"),
        ({"scope": "page"}, "weight/mass: unknown role or scope: value, page"),
        ({"scope": None}, "weight/mass: unknown role or scope: value, None"),
        ({"weight": 2}, "weight/mass: has an unknown key 'weight'"),
        ({"mustnot": ["x"]}, "weight/mass: has an unknown key 'mustnot'"),
    ],
    ids=str,
)
def test_a_fault_of_a_cue(tmp_path: Path, changed: dict[str, Any], fault: str) -> None:
    assert told(tmp_path, [row(cues=[cue(**changed)])]) == (fault,)


@pytest.mark.parametrize("wrong", ["weighs", 5, None, ["weighs"]], ids=str)
def test_a_cue_that_is_no_row_at_all(tmp_path: Path, wrong: object) -> None:
    assert told(tmp_path, [row(cues=[wrong])]) == (
        "weight/?: lacks name, role, pattern, must, must_not",
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "file: expected a list of elements"),
        ("weight", "file: expected a list of elements"),
        (7, "file: expected a list of elements"),
        ({"weight": row()}, "file: expected a list of elements"),
        ([None], "row 1: is not a complete element"),
        ([[row()]], "row 1: is not a complete element"),
        ([row(), "weight"], "row 2: is not a complete element"),
        ([{}], "row 1: lacks id"),
    ],
    ids=["nothing", "word", "number", "mapping", "null row", "nested", "word row", "empty row"],
)
def test_a_file_of_another_shape(tmp_path: Path, content: object, fault: str) -> None:
    assert fault in told(tmp_path, content)


def test_keys_that_are_no_words_are_unknown_not_a_crash(tmp_path: Path) -> None:
    found = told(tmp_path, [{**row(), 1: "one", "two": 2, None: 3}])
    assert found[:3] == (
        "weight: has an unknown key '1'",
        "weight: has an unknown key 'None'",
        "weight: has an unknown key 'two'",
    )


def test_rows_are_numbered_as_people_count_and_named_where_they_have_a_name(
    tmp_path: Path,
) -> None:
    found = told(tmp_path, [row(), row(id=REMOVED), row(id="size", name=""), 5])
    assert found == (
        "row 2: lacks id",
        "row 2: is not a complete element",
        "size: lacks name",
        "size: is not a complete element",
        "row 4: is not a complete element",
    )


def test_faults_of_rows_and_cues_come_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        [
            row(id="a", cues=[cue(role="loud"), cue(name="second", must=[])]),
            row(id="b", family="energy"),
            row(id="taken"),
            row(id="a"),
        ],
        {"taken"},
    )
    assert found == (
        "a/mass: unknown role or scope: loud, text",
        "a/second: lacks must",
        "b: belongs to family 'energy', the file to 'properties'",
        "taken: is defined twice",
        "a: is defined twice",
    )


def test_the_message_counts_and_lists_them(tmp_path: Path) -> None:
    with pytest.raises(BadCorpus) as caught:
        load(tmp_path, [row(id="a", family="use"), row(id="b", family="use")])
    assert str(caught.value) == (
        "elements/properties.yaml: 2 fault(s):\n"
        "  - a: belongs to family 'use', the file to 'properties'\n"
        "  - b: belongs to family 'use', the file to 'properties'"
    )


def test_two_cues_of_one_name_in_an_element_but_not_in_two(tmp_path: Path) -> None:
    assert told(tmp_path, [row(cues=[cue(), cue()])]) == ("weight: has two cues of one name",)
    one, two = load(tmp_path, [row(id="one"), row(id="two")])
    assert (one.cues[0].id, two.cues[0].id) == ("one/mass", "two/mass")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scope", SCOPES)
def test_every_role_with_every_scope_is_taken(tmp_path: Path, role: str, scope: str) -> None:
    (made,) = load(tmp_path, [row(cues=[cue(role=role, scope=scope)])])
    assert (made.cues[0].role, made.cues[0].scope) == (role, scope)


def test_what_is_optional_may_be_left_out(tmp_path: Path) -> None:
    (made,) = load(tmp_path, [row(headings=REMOVED, cues=REMOVED, hint=REMOVED)])
    assert (made.headings, made.cues, made.hint) == ((), (), "")


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    (made,) = load(tmp_path, [row(name="Größe", headings=["größe", "poids"])])
    assert made.name == "Größe"
    assert made.headings == ("größe", "poids")
    assert made.anchors == ("heavy", "light", "mass", "kilograms", "on the scales")
    assert made.obligations == ("X-1",)
    assert made.cues[0].must_not == ("weighty words",)
    assert made.cues[0].pattern == r"\bweighs\b"


@pytest.mark.parametrize(
    "content",
    [b"- id: [", b"\xff\xfe\x00", b"- {a: 1}\n  b", b"- !!python/object:os.system {}\n", b"\t- x"],
    ids=["open bracket", "not UTF-8", "bad indent", "foreign tag", "tab"],
)
def test_a_file_that_is_no_yaml_is_one_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(BadCorpus, match=r"x\.yaml: 1 fault\(s\):\n  - cannot be (read|parsed)"):
        read(path, "x.yaml", "properties", set())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadCorpus, match="cannot be read"):
        read(tmp_path / "none.yaml", "none.yaml", "properties", set())
    with pytest.raises(BadCorpus, match="cannot be read"):
        read(tmp_path, "folder", "properties", set())
