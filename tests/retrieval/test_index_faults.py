"""Parts of an index that are missing, damaged, foreign, interrupted, or built twice at a time."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import BadInput, StaleIndex
from pipeline.retrieval import index
from pipeline.schema import Element

CONTENT = "rows of the index\n"


def write(place: Path) -> None:
    (place / "rows.txt").write_text(CONTENT, encoding="utf-8")
    (place / "names.json").write_text("[]", encoding="utf-8")


PART = index.Part("law", "Encoding the law", {"model": "m1", "law": "l1"}, write)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    index.build_part(tmp_path, PART)
    return tmp_path


def manifest(folder: Path) -> Path:
    return folder / "law" / "manifest.json"


def test_the_manifest_says_what_was_made_from_what(built: Path) -> None:
    data = json.loads(manifest(built).read_text(encoding="utf-8"))
    assert data["inputs"] == {"model": "m1", "law": "l1"}
    assert data["format"] == index.FORMAT
    assert data["files"] == {
        "names.json": hashlib.sha256(b"[]").hexdigest(),
        "rows.txt": hashlib.sha256(CONTENT.encode()).hexdigest(),
    }


def test_the_same_part_built_twice_has_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two" / "deep"
    for folder in (one, two):
        assert index.build_part(folder, PART) == folder / "law"
    for name in ("manifest.json", "rows.txt", "names.json"):
        assert (one / "law" / name).read_bytes() == (two / "law" / name).read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "3",
        "[]",
        '"law"',
        "{}",
        '{"format": 1, "inputs": {}}',
        '{"format": 1, "files": {}}',
        '{"inputs": {}, "files": {}}',
        '{"format": 1, "inputs": ["model"], "files": {}}',
        '{"format": 1, "inputs": 7, "files": {}}',
        '{"format": 1, "inputs": {}, "files": ["rows.txt"]}',
        '{"format": 1, "inputs": {}, "files": null}',
        '{"format": 1, "inputs": "model", "files": {}}',
    ],
)
def test_a_manifest_of_another_shape_is_damaged(built: Path, text: str) -> None:
    manifest(built).write_text(text, encoding="utf-8")
    assert index.faults(built, PART) == ["law: its manifest is missing or damaged"]
    with pytest.raises(StaleIndex, match=r"missing or damaged.*lacuna index build"):
        index.ensure(built, PART)


def test_a_manifest_of_other_bytes(built: Path) -> None:
    manifest(built).write_bytes(b"\xff\xfe\x00{")
    assert index.faults(built, PART) == ["law: its manifest is missing or damaged"]


def test_no_manifest_and_no_part(built: Path, tmp_path: Path) -> None:
    manifest(built).unlink()
    assert index.faults(built, PART) == ["law: its manifest is missing or damaged"]
    assert index.faults(tmp_path / "nowhere", PART) == ["law: its manifest is missing or damaged"]


@pytest.mark.parametrize(
    ("inputs", "wrong"),
    [
        ({"model": "m1", "law": "l1"}, []),
        ({"law": "l1", "model": "m1"}, []),
        ({"model": "m2", "law": "l1"}, ["law: made from other model"]),
        ({"model": "m2", "law": "l2"}, ["law: made from other law", "law: made from other model"]),
        ({"model": "m1"}, ["law: made from other law"]),
        ({"model": "m1", "law": "l1", "words": "w"}, ["law: made from other words"]),
        ({}, ["law: made from other law", "law: made from other model"]),
        ({"model": "l1", "law": "m1"}, ["law: made from other law", "law: made from other model"]),
        ({"model": "M1", "law": "l1"}, ["law: made from other model"]),
    ],
)
def test_inputs_that_differ_are_all_named(
    built: Path, inputs: dict[str, str], wrong: list[str]
) -> None:
    assert index.faults(built, replace(PART, inputs=inputs)) == wrong


@pytest.mark.parametrize("form", [0, 2, "1", None, 1.5])
def test_another_format(built: Path, form: object) -> None:
    data = json.loads(manifest(built).read_text(encoding="utf-8"))
    manifest(built).write_text(json.dumps(data | {"format": form}), encoding="utf-8")
    assert index.faults(built, PART) == [f"law: written in format {form}, this version reads 1"]


def test_files_that_are_missing_or_damaged(built: Path) -> None:
    (built / "law" / "rows.txt").write_text(CONTENT.upper(), encoding="utf-8")
    assert index.faults(built, PART) == []
    assert index.faults(built, PART, contents=True) == ["law: rows.txt is damaged"]
    (built / "law" / "names.json").unlink()
    assert index.faults(built, PART) == ["law: names.json is missing"]
    assert index.faults(built, PART, contents=True) == [
        "law: names.json is missing",
        "law: rows.txt is damaged",
    ]
    (built / "law" / "names.json").mkdir()
    assert index.faults(built, PART) == ["law: names.json is missing"]


def test_a_longer_file_is_damaged_and_another_file_is_none_of_ours(built: Path) -> None:
    (built / "law" / "notes.txt").write_text("mine")
    assert index.faults(built, PART, contents=True) == []
    with (built / "law" / "rows.txt").open("a") as file:
        file.write("\n")
    assert index.faults(built, PART, contents=True) == ["law: rows.txt is damaged"]


def test_ensure_builds_once_and_leaves_what_is_good(tmp_path: Path) -> None:
    said: list[str] = []
    assert index.ensure(tmp_path, PART, said.append) == tmp_path / "law"
    stamp = manifest(tmp_path).stat().st_mtime_ns
    assert index.ensure(tmp_path, PART, said.append) == tmp_path / "law"
    assert said == ["Encoding the law"]
    assert manifest(tmp_path).stat().st_mtime_ns == stamp


def test_ensure_never_mends_what_is_stale(built: Path) -> None:
    with pytest.raises(StaleIndex):
        index.ensure(built, replace(PART, inputs={"model": "m2", "law": "l1"}))
    assert index.faults(built, PART, contents=True) == []


@pytest.mark.parametrize(
    "error", [RuntimeError, OSError, KeyboardInterrupt, SystemExit, StaleIndex]
)
def test_an_interrupted_build_leaves_nothing_half_done(
    tmp_path: Path, error: type[BaseException]
) -> None:
    def stop(place: Path) -> None:
        (place / "rows.txt").write_text("half")
        raise error("stopped")

    with pytest.raises(error):
        index.build_part(tmp_path, replace(PART, write=stop))
    assert list(tmp_path.iterdir()) == []
    index.ensure(tmp_path, PART)
    with pytest.raises(error):
        index.build_part(tmp_path, replace(PART, write=stop))
    assert [path.name for path in tmp_path.iterdir()] == ["law"]
    assert index.faults(tmp_path, PART, contents=True) == []


def test_what_a_killed_build_left_behind_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: 4711)
    left = tmp_path / ".law.4711"
    left.mkdir()
    (left / "old.txt").write_text("left by a process that was killed")
    place = index.build_part(tmp_path, PART)
    assert sorted(path.name for path in place.iterdir()) == [
        "manifest.json",
        "names.json",
        "rows.txt",
    ]
    assert not left.exists()


def test_a_new_build_replaces_all_of_the_old_part(built: Path) -> None:
    def other(place: Path) -> None:
        (place / "single.txt").write_text("new")

    index.build_part(built, replace(PART, write=other))
    assert sorted(path.name for path in (built / "law").iterdir()) == [
        "manifest.json",
        "single.txt",
    ]


def test_a_part_without_files_is_a_part(tmp_path: Path) -> None:
    nothing = replace(PART, write=lambda place: None)
    index.build_part(tmp_path, nothing)
    assert index.faults(tmp_path, nothing, contents=True) == []


@pytest.mark.parametrize("below", ["", "deeper", "deeper/still"])
def test_a_file_where_the_folder_should_be(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(BadInput, match="LACUNA_INDEXES"):
        index.build_part(tmp_path / "file" / below, PART)
    assert (tmp_path / "file").read_text() == "mine"


def test_another_process_was_faster_with_the_same_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def beaten(self: Path, target: Path) -> Path:
        if not target.exists():
            monkeypatch.setattr(Path, "rename", rename)
            monkeypatch.setattr("os.getpid", lambda: 1)
            index.build_part(tmp_path, PART)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", beaten)
    assert index.build_part(tmp_path, PART) == tmp_path / "law"
    assert [path.name for path in tmp_path.iterdir()] == ["law"]
    assert index.faults(tmp_path, PART, contents=True) == []


def test_another_process_was_faster_with_another_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def beaten(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "rename", rename)
        monkeypatch.setattr("os.getpid", lambda: 1)
        index.build_part(tmp_path, replace(PART, inputs={"model": "m2", "law": "l1"}))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", beaten)
    index.build_part(tmp_path, PART)
    assert [path.name for path in tmp_path.iterdir()] == ["law"]
    assert index.faults(tmp_path, PART, contents=True) == []


def _build_often(folder: str, results: multiprocessing.Queue[str]) -> None:
    try:
        for _ in range(15):
            index.build_part(Path(folder), PART)
        results.put("")
    except BaseException as error:
        results.put(repr(error))


def test_processes_that_build_the_same_part_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    workers = [
        context.Process(target=_build_often, args=(str(tmp_path), results)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    said = [results.get(timeout=30) for _ in workers]
    for worker in workers:
        worker.join(timeout=30)
    assert said == ["", "", ""]
    assert [path.name for path in tmp_path.iterdir()] == ["law"]
    assert index.faults(tmp_path, PART, contents=True) == []


ENERGY = Element("energy", "Energy", "f", "What it is.", "text", (), ("electricity in MWh",))


@pytest.fixture
def opened(tmp_path: Path, index_folder: Path) -> Path:
    """An index with the session's encoder and the anchors of one element."""
    (tmp_path / "encoder").mkdir()
    for file in (index_folder / "encoder").iterdir():
        (tmp_path / "encoder" / file.name).hardlink_to(file)
    index.open_index(tmp_path, (ENERGY,))
    return tmp_path


def _cut(path: Path) -> None:
    kept = path.read_bytes()
    path.unlink()  # The encoder's files are shared with other tests.
    path.write_bytes(kept[: len(kept) // 2])


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "anchors" / "owners.json").write_text("["),
        lambda folder: (folder / "anchors" / "owners.json").write_bytes(b"\xff"),
        lambda folder: (folder / "anchors" / "owners.json").write_text("[]"),
        lambda folder: (folder / "anchors" / "owners.json").write_text('["energy"]'),
        lambda folder: (folder / "anchors" / "anchors.faiss").write_bytes(b""),
        lambda folder: _cut(folder / "anchors" / "anchors.faiss"),
        lambda folder: _cut(folder / "encoder" / "encoder.onnx"),
    ],
    ids=["owners", "bytes", "no owners", "few owners", "empty", "half the vectors", "half a model"],
)
def test_damage_that_only_shows_on_opening(opened: Path, damage: Callable[[Path], object]) -> None:
    damage(opened)
    with pytest.raises(StaleIndex, match="lacuna index build"):
        index.open_index(opened, (ENERGY,))


def test_all_parts_are_told_together(opened: Path) -> None:
    for name in ("anchors", "encoder"):
        path = opened / name / "manifest.json"
        path.unlink()
        path.write_text("{}")
    with pytest.raises(StaleIndex) as caught:
        index.verify(opened, elements=(ENERGY,), parts=(PART,))
    for name in ("anchors", "encoder", "law"):
        assert f"{name}: its manifest is missing or damaged" in str(caught.value)


def test_the_name_the_anchors_and_the_definition_decide(opened: Path) -> None:
    def stale(element: Element) -> bool:
        part = index.anchors_part((element,), lambda: pytest.fail("must not be built"))
        return bool(index.faults(opened, part))

    assert not stale(ENERGY)
    assert stale(replace(ENERGY, id="power"))
    assert stale(replace(ENERGY, name="Power"))
    assert stale(replace(ENERGY, definition="What else it is."))
    assert stale(replace(ENERGY, anchors=("electricity in MWh", "power drawn")))
    assert not stale(replace(ENERGY, headings=("energy",), hint="Look.", obligations=("X-1",)))
