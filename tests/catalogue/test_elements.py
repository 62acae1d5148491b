"""The element catalogue: complete, its cues true to their examples, its faults told together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.catalogue.elements import (
    FAMILIES,
    LEAST_ANCHORS,
    ROLES,
    SCOPES,
    by_id,
    check,
    elements,
    read,
)
from pipeline.catalogue.rows import Faults
from pipeline.errors import BadCorpus

GOOD = """
- id: colour
  family: identity
  name: Colour
  definition: Its colour.
  value: text
  obligations: [X-1]
  anchors: [a, b, c, d, e]
  cues:
    - {name: red, role: strong, pattern: '\\bred\\b', must: [a red car], must_not: [redo]}
"""


def _read(tmp_path: Path, text: str, taken: set[str] | None = None):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path, "x.yaml", "identity", taken or set())


@pytest.mark.shared
def test_ids_families_values_and_obligations_are_those_of_the_labels(shared: Path) -> None:
    truth = json.loads((shared / "gold" / "elements.json").read_text("utf-8"))["elements"]
    ours = by_id()
    assert set(ours) == {row["id"] for row in truth}
    assert len(truth) == 72
    for row in truth:
        element = ours[row["id"]]
        assert element.family == row["family"]
        assert element.value == row["value"]
        assert list(element.obligations) == row["obligations"]


@pytest.mark.shared
def test_definitions_are_our_own_words(shared: Path) -> None:
    truth = json.loads((shared / "gold" / "elements.json").read_text("utf-8"))["elements"]
    for row in truth:
        assert by_id()[row["id"]].definition.casefold() != row["counts_as_disclosed"].casefold()


def test_every_element_can_be_searched_and_explained() -> None:
    assert len(elements()) == len(by_id()) == 72
    for element in elements():
        assert len(set(element.anchors)) >= LEAST_ANCHORS, element.id
        assert element.hint.endswith("."), element.id
        assert element.cues, element.id
        assert {cue.role for cue in element.cues} & {"strong", "partial", "referred"}, element.id
        assert {cue.role for cue in element.cues} <= set(ROLES)
        assert {cue.scope for cue in element.cues} <= set(SCOPES)


@pytest.mark.parametrize("family", FAMILIES)
def test_cues_match_what_they_must_and_nothing_else_of_their_examples(family: str) -> None:
    faults = Faults(family)
    members = [element for element in elements() if element.family == family]
    assert members
    for element in members:
        check(element, faults)
    assert faults.found == []


def test_a_good_row_is_read(tmp_path: Path) -> None:
    (colour,) = _read(tmp_path, GOOD)
    assert colour.id == "colour"
    assert colour.anchors == ("a", "b", "c", "d", "e")
    assert colour.cues[0].id == "colour/red"
    assert colour.cues[0].scope == "text"


def test_all_faults_of_a_file_are_told_together(tmp_path: Path) -> None:
    bad = GOOD.replace("[a, b, c, d, e]", "[a, b]").replace("role: strong", "role: loud")
    twice = GOOD + GOOD
    with pytest.raises(BadCorpus) as few:
        _read(tmp_path, bad + bad.replace("family: identity", "family: use\n  colour: red"))
    told = str(few.value)
    assert told.count("needs at least 5 anchors") == 2
    assert "unknown key 'colour'" in told
    with pytest.raises(BadCorpus, match="defined twice"):
        _read(tmp_path, twice)
    with pytest.raises(BadCorpus, match="defined twice"):
        _read(tmp_path, GOOD, {"colour"})
    with pytest.raises(BadCorpus, match="loud"):
        _read(tmp_path, GOOD.replace("role: strong", "role: loud"))
    with pytest.raises(BadCorpus, match="belongs to family 'use'"):
        _read(tmp_path, GOOD.replace("family: identity", "family: use"))


@pytest.mark.parametrize("text", ["just words", "a: 1", "- 3", "- {id: x}"])
def test_nonsense_is_refused_without_a_traceback_of_ours(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadCorpus):
        _read(tmp_path, text)


def test_a_cue_that_fails_its_examples_is_named(tmp_path: Path) -> None:
    (colour,) = _read(tmp_path, GOOD.replace("[a red car]", "[a blue car]"))
    faults = Faults("x")
    check(colour, faults)
    assert faults.found == ["colour/red: must match 'a blue car' and does not"]


def test_a_cue_without_examples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCorpus, match="lacks must_not"):
        _read(tmp_path, GOOD.replace(", must_not: [redo]", ""))
