"""Files of labels and folders of documents as others write them, faulty ones among them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.evaluate.documents import locate
from pipeline.evaluate.labels import Cell, Label, Prediction, load_labels
from pipeline.evaluate.retrieval import evaluate, matches, reduce
from pipeline.schema import Status

ROW = {"doc": "D1", "element": "licence", "status": "disclosed"}


def labels_of(folder: Path, text: str) -> tuple[Label, ...]:
    path = folder / "labels.jsonl"
    path.write_bytes(text.encode("utf-8"))
    return load_labels(path)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROW),
        json.dumps(ROW) + "\n",
        json.dumps(ROW) + "\r\n\r\n",
        "\n\n" + json.dumps(ROW),
        "\ufeff" + json.dumps(ROW),
        "  " + json.dumps(ROW) + "  ",
        json.dumps({**ROW, "because": "our note", "page": 3}),
        json.dumps({**ROW, "quotes": []}),
    ],
)
def test_ways_to_write_one_label(tmp_path: Path, text: str) -> None:
    assert labels_of(tmp_path, text) == (Label("D1", "licence", Status.DISCLOSED),)


@pytest.mark.parametrize(
    "quote", ["one\u2028two", "one\u2029two", "one\x85two", "one\x1ctwo", "“Lizenz” – 模型", " "]
)
def test_quotations_may_hold_any_character(tmp_path: Path, quote: str) -> None:
    raw = quote.replace("\x1c", "\\u001c")
    text = json.dumps({**ROW, "quotes": ["@"]}).replace("@", raw)
    (label,) = labels_of(tmp_path, text)
    assert label.quotes == (quote,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2"),
        ("[]", "line 2"),
        ("null", "line 2"),
        ("3", "line 2"),
        ('"words"', "line 2"),
        ('{"doc": "D2", "element": "licence"}', "'status'"),
        ('{"element": "licence", "status": "absent"}', "'doc'"),
        ('{"doc": "D2", "element": "licence", "status": "Disclosed"}', "'Disclosed'"),
        ('{"doc": "D2", "element": "licence", "status": "gap"}', "'gap'"),
        ('{"doc": "D2", "element": "x", "status": "absent", "quotes": "bare"}', "a list"),
        ('{"doc": "D2", "element": "x", "status": "absent", "quotes": 3}', "a list"),
        (json.dumps(ROW), "labelled twice: ('D1', 'licence')"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(BadInput) as refusal:
        labels_of(tmp_path, f"{json.dumps(ROW)}\n{line}\n")
    assert told in str(refusal.value)
    assert "labels.jsonl" in str(refusal.value)


def test_bytes_that_are_no_text_are_bad_input(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(BadInput, match="cannot be read"):
        load_labels(tmp_path / "labels.jsonl")
    with pytest.raises(BadInput, match="cannot be read"):
        load_labels(tmp_path)


@pytest.mark.parametrize("truth", list(Status))
@pytest.mark.parametrize("said", list(Status))
def test_what_takes_no_side_is_wrong_whatever_is_true(truth: Status, said: Status) -> None:
    cell = Cell(Label("d", "e", truth), Prediction("d", "e", said))
    if said in (Status.NOT_ASSESSED, Status.CONTRADICTED):
        assert cell.called_gap is not cell.gap
    else:
        assert cell.called_gap is said.is_gap


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    for name in ("D1-card.md", "D10-card.md", "D2.pdf", "D3_a.md", "D3_b.md", ".D4.md", "d5.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    (folder / "D6").mkdir()
    for name in ("b.md", "a.md"):
        (folder / "D6" / name).write_text(name, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("identifier", "names"),
    [
        ("D1", ["D1-card.md"]),
        ("D10", ["D10-card.md"]),
        ("D2", ["D2.pdf"]),
        ("D2.pdf", ["D2.pdf"]),
        ("D3", ["D3_a.md"]),
        ("D6", ["a.md", "b.md"]),
    ],
)
def test_documents_by_the_start_of_their_names(
    docs: Path, identifier: str, names: list[str]
) -> None:
    (found,) = locate([identifier], docs)
    assert [path.name for path in found.files] == names


@pytest.mark.parametrize("identifier", ["D", "D7", "D4", "D5", "1", "card"])
def test_ids_that_no_name_starts_with(docs: Path, identifier: str) -> None:
    with pytest.raises(BadInput, match=identifier):
        locate([identifier], docs)


def test_an_id_asked_for_twice_is_one_document(docs: Path) -> None:
    assert [found.id for found in locate(["D2", "D1", "D2"], docs)] == ["D2", "D1"]


def test_a_manifest_without_the_column_is_bad_input(docs: Path) -> None:
    (docs / "MANIFEST.tsv").write_text("id\tfile\nD1\tD1-card.md\n", "utf-8")
    with pytest.raises(BadInput, match="'local' is missing"):
        locate(["D1"], docs)


@pytest.mark.parametrize("row", ["D1\t\n", "D1\n", "D1\tgone.md\n"])
def test_a_manifest_row_without_its_file_is_a_missing_document(docs: Path, row: str) -> None:
    (docs / "MANIFEST.tsv").write_text(f"id\tlocal\n{row}", "utf-8")
    with pytest.raises(BadInput, match="D1"):
        locate(["D1"], docs)


def test_many_missing_documents_are_counted_and_some_named(docs: Path) -> None:
    with pytest.raises(BadInput, match=r"^20 labelled .* Z11 \.\.\.; name their folder"):
        locate([f"Z{n}" for n in range(20)], docs)


# --- quoted passages -----------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "licence", "tokens", "7B"]), min_size=3)


@given(WORDS, st.sampled_from([" ", "\n", "  ", "\u00a0", " | ", "-\n"]))
def test_how_words_are_set_apart_changes_no_match(words: list[str], space: str) -> None:
    assert matches(space.join(words), " ".join(words))
    assert matches(f"before {space.join(words)} after", " ".join(words))


@given(WORDS, WORDS)
def test_who_holds_whom_does_not_matter_for_long_texts(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(other)
    if min(len(reduce(first)), len(reduce(second))) >= 12:
        assert matches(first, second) == matches(second, first)


@pytest.mark.parametrize(
    ("places", "hits"),
    [
        ([0], {1: 1, 3: 1, 10: 1}),
        ([1], {1: 0, 3: 1, 10: 1}),
        ([2], {1: 0, 3: 1, 10: 1}),
        ([3], {1: 0, 3: 0, 10: 1}),
        ([9], {1: 0, 3: 0, 10: 1}),
        ([10], {1: 0, 3: 0, 10: 0}),
        ([9, 2], {1: 0, 3: 1, 10: 1}),
        ([], {1: 0, 3: 0, 10: 0}),
    ],
)
def test_the_best_place_counts(places: list[int], hits: dict[int, int]) -> None:
    ranked = ["the sought words of the quotation" if n in places else "others" for n in range(12)]
    label = Label("d", "e", Status.DISCLOSED, ("sought words of the quotation",))
    assert evaluate([label], {("d", "e"): ranked}, rounds=5).hit == hits


def test_any_of_several_quotations_is_enough() -> None:
    label = Label("d", "e", Status.DISCLOSED, ("nowhere to be found", "sought words here"))
    assert evaluate([label], {("d", "e"): ["sought words here"]}, rounds=5).hit[1] == 1
