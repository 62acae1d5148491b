"""Scores of rare statuses: counts by hand, faults named, keyword list and inserted passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.statuses import Rate, Row, Truth, by_keywords, load, report, score
from pipeline.export.status_scores import status_score_lines
from pipeline.schema import Status

ELEMENTS = ("size", "data", "carbon")

_FILE = """
carrier: "# {model}\\n\\nBy {provider}.\\n\\n## {heading}\\n\\n{text}\\n"
rows:
- id: r1
  half: a
  model: Nova
  provider: Acme
  heading: Size
  text: It is secret.
  expect: {size: declined}
- {id: r2, half: b, card: "# Nova", expect: {size: absent, carbon: absent}}
keywords: {declined: [Secret], referred: [see]}
inserted:
  hosts:
  - {provider: Acme, card: "# Nova\\n\\n{passage}\\n"}
  wordings:
  - {status: declined, text: '{provider} hides {name}.'}
  - {status: placeholder, text: "## {Name}\\n\\nTBD"}
  names: {size: the size, carbon: the emissions}
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "rows.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _row(name: str, part: str, **expect: str) -> Row:
    return Row(name, part, name, {key: Status(value) for key, value in expect.items()}, name)


def test_a_sentence_stands_in_its_carrier_and_a_card_by_itself(tmp_path: Path) -> None:
    rows = load(_written(tmp_path, _FILE), ELEMENTS).rows
    assert rows[0].text == "# Nova\n\nBy Acme.\n\n## Size\n\nIt is secret.\n"
    assert rows[0].own == "It is secret."
    assert rows[1].text == "# Nova"
    assert rows[1].expect == {"size": Status.ABSENT, "carbon": Status.ABSENT}


def test_every_wording_is_put_into_every_host_for_every_element(tmp_path: Path) -> None:
    rows = [row for row in load(_written(tmp_path, _FILE), ELEMENTS).rows if row.part == "inserted"]
    assert [row.own for row in rows] == [
        "Acme hides the size.",
        "Acme hides the emissions.",
        "## Size\n\nTBD",
        "## Emissions\n\nTBD",
    ]
    assert rows[3].text == "# Nova\n\n## Emissions\n\nTBD\n"
    assert rows[3].expect == {"carbon": Status.PLACEHOLDER}


def test_what_a_host_states_is_not_inserted_there(tmp_path: Path) -> None:
    text = _FILE.replace("- {provider: Acme, card:", "- {provider: Acme, states: [carbon], card:")
    rows = [row for row in load(_written(tmp_path, text), ELEMENTS).rows if row.part == "inserted"]
    assert [list(row.expect) for row in rows] == [["size"], ["size"]]


def test_texts_of_rows_may_lie_elsewhere(tmp_path: Path) -> None:
    path = _written(tmp_path, "rows: [{id: x, half: f, from: A / B, expect: {size: declined}}]")
    assert load(path, ELEMENTS, {"A / B": "We hide it."}).rows[0].text == "We hide it."
    text = path.read_text(encoding="utf-8")
    path.write_text('carrier: "# {model}, {heading}: {text}"\n' + text, encoding="utf-8")
    row = load(path, ELEMENTS, {"A / B": "We hide it."}).rows[0]
    assert (row.text, row.own) == ("# A, B: We hide it.", "We hide it.")
    with pytest.raises(BadInput, match="row x: KeyError: 'A / B'"):
        load(path, ELEMENTS, {})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rows: {}", "has no list"),
        ("- a", "has no list"),
        ("rows: [{id: x, half: a, card: c, expect: {size: refused}}]", "row x: ValueError"),
        ("rows: [{id: x, half: a, card: c, expect: {}}]", "expects nothing"),
        ("rows: [{id: x, half: a, card: c, expect: {weight: absent}}]", "unknown element weight"),
        ("rows: [{half: a, card: c, expect: {size: absent}}]", "row 1: KeyError: 'id'"),
        ("rows: [3]", "row 1: "),
        ("rows: [{id: x, half: a, text: t, expect: {size: absent}}]", "needs a carrier"),
        ("rows: []\nkeywords: {refused: [no]}", "inserted or keywords: ValueError"),
        ("rows: []\ninserted: {hosts: [{card: c}]}", "inserted or keywords: KeyError"),
        ("rows: [", "rows.yaml"),
    ],
)
def test_what_is_faulty_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        load(_written(tmp_path, text), ELEMENTS)


def test_faults_are_named_together_and_ids_are_there_once(tmp_path: Path) -> None:
    row = "{id: x, half: a, card: c, expect: {weight: absent}}"
    with pytest.raises(BadInput) as caught:
        load(_written(tmp_path, f"rows: [{row}, {row}]"), ELEMENTS)
    assert "weight" in str(caught.value)
    assert "row x is there twice" in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.yaml"):
        load(tmp_path / "none.yaml", ELEMENTS)


def test_counts_by_hand() -> None:
    rows = [
        _row("one", "a", size="declined", data="referred"),
        _row("two", "a", size="declined", carbon="disclosed"),
    ]
    verdicts = {
        "one": {"size": Status.DECLINED, "data": Status.ABSENT, "carbon": Status.DECLINED},
        "two": {"size": Status.MENTIONED, "carbon": Status.DECLINED, "data": Status.MENTIONED},
    }
    found = score(rows, verdicts)
    assert (found.rows, found.cells, found.same) == (2, 4, 1)
    # Declined, absent, mentioned, declined against declined, referred, declined, disclosed.
    assert found.same_side == 3
    assert found.rates[Status.DECLINED] == Rate(said=2, right=1, coded=2)
    assert found.rates[Status.REFERRED] == Rate(said=0, right=0, coded=1)
    assert found.rates[Status.DISCLOSED] == Rate(said=0, right=0, coded=1)
    assert Status.PARTIAL not in found.rates
    assert [(miss.row, miss.element) for miss in found.misses] == [
        ("one", "data"),
        ("two", "size"),
        ("two", "carbon"),
    ]
    # Of carbon the first row says nothing; a mention beside what is named does no harm.
    assert found.beside == 1


def test_what_was_not_assessed_is_on_no_side() -> None:
    rows = [_row("one", "a", size="absent", data="disclosed")]
    said = {"one": dict.fromkeys(("size", "data"), Status.NOT_ASSESSED)}
    assert score(rows, said).same_side == 0


def test_a_row_without_a_verdict_is_an_error() -> None:
    with pytest.raises(BadInput, match="row one has no verdict on size"):
        score([_row("one", "a", size="absent")], {"one": {"data": Status.ABSENT}})


def test_the_keyword_list_takes_the_first_status_whose_words_are_there() -> None:
    rows = (
        Row("r1", "a", "", {"size": Status.DECLINED, "data": Status.ABSENT}, "See, it is SECRET"),
        Row("r2", "a", "secret", {"size": Status.ABSENT}, "Nothing"),
        Row("r3", "a", "", {"size": Status.REFERRED}, "see there"),
    )
    words = {Status.DECLINED: ("secret",), Status.REFERRED: ("see",)}
    assert by_keywords(Truth(rows, words)) == {
        "r1": {"size": Status.DECLINED, "data": Status.DECLINED},
        "r2": {"size": Status.ABSENT},
        "r3": {"size": Status.REFERRED},
    }


def test_parts_are_scored_apart_and_shown_with_n_and_interval() -> None:
    rows = (_row("one", "a", size="declined"), _row("two", "b", size="referred"))
    said = {"one": {"size": Status.DECLINED}, "two": {"size": Status.MENTIONED}}
    found = report(Truth(rows, {Status.DECLINED: ("one",)}), said)
    assert found.parts["a"].same == 1
    assert found.parts["b"].same == 0
    assert found.keywords["a"].same == 1
    data = found.to_json()["method"]["a"]
    # Wilson by hand: one of one is 1 / (1 + 1.96 squared) = 0.2065 at the least.
    assert data["same"] == {"share": 1.0, "hits": 1, "n": 1, "interval": [0.2065, 1.0]}
    assert found.to_json()["method"]["b"]["misses"] == [
        {"row": "two", "element": "size", "expected": "referred", "said": "mentioned"}
    ]
    lines = list(status_score_lines(found))
    assert "| declined | 1.000 of 1 (0.21–1.00) | 1.000 of 1 (0.21–1.00) |" in "\n".join(lines)
    assert "- two, size: referred, said mentioned" in lines


def test_without_keywords_there_is_no_baseline() -> None:
    found = report(Truth((_row("one", "a", size="absent"),), {}), {"one": {"size": Status.ABSENT}})
    assert found.keywords == {}
    assert "keyword list:" not in list(status_score_lines(found))[2]
