from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StaleIndex
from pipeline.retrieval import index
from pipeline.retrieval.encoder import Encoder
from pipeline.schema import Element


def _element(name: str, *anchors: str) -> Element:
    return Element(name, name.title(), "f", f"What {name} is.", "text", (), anchors)


ELEMENTS = (
    _element("energy", "energy used in training", "electricity in MWh"),
    _element("licence", "released under the licence"),
)


@pytest.fixture
def folder(tmp_path: Path, index_folder: Path) -> Path:
    """An index folder of its own, with the encoder borrowed from the session's."""
    (tmp_path / "encoder").mkdir()
    for file in (index_folder / "encoder").iterdir():
        (tmp_path / "encoder" / file.name).hardlink_to(file)
    return tmp_path


def test_open_builds_what_is_missing_and_says_so(folder: Path, encoder: Encoder) -> None:
    said: list[str] = []
    opened = index.open_index(folder, ELEMENTS, said.append)
    assert said == ["Encoding the anchors of the elements"]
    assert opened.owners == ("energy",) * 3 + ("licence",) * 2
    expected = encoder.encode(["released under the licence", "Licence: What licence is."])
    assert np.abs(opened.rows("licence") - expected).max() < 1e-5
    with pytest.raises(KeyError):
        opened.rows("unknown")
    ((name, weights),) = opened.models
    assert name == "all-MiniLM-L6-v2"
    assert weights.startswith("53aa5117")
    index.open_index(folder, ELEMENTS, said.append)
    assert len(said) == 1
    index.verify(folder, elements=ELEMENTS)
    assert index.build(folder, said.append, elements=ELEMENTS) == []
    assert len(said) == 1


def test_the_folder_is_the_users_unless_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LACUNA_INDEXES", str(folder))
    assert index.open_index(elements=ELEMENTS).owners[-1] == "licence"
    assert (folder / "anchors" / "manifest.json").is_file()


def test_other_anchors_make_it_stale(folder: Path) -> None:
    index.open_index(folder, ELEMENTS)
    other = (replace(ELEMENTS[0], anchors=("something else",)), ELEMENTS[1])
    with pytest.raises(StaleIndex, match=r"made from other elements.*lacuna index build"):
        index.open_index(folder, other)
    assert index.build(folder, elements=other) == [folder / "anchors"]
    assert index.open_index(folder, other).owners[0] == "energy"


def test_other_weights_make_the_encoder_stale(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(index.model.PINNED, "vocab.txt", "0" * 64)
    with pytest.raises(StaleIndex, match="encoder: made from other model"):
        index.open_encoder(folder)


def test_a_newer_format_and_a_lost_file_are_told_together(folder: Path) -> None:
    index.open_index(folder, ELEMENTS)
    place = folder / "anchors"
    manifest = json.loads((place / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    (place / "anchors.faiss").unlink()
    with pytest.raises(StaleIndex, match=r"format 99.*anchors\.faiss is missing"):
        index.verify(folder, elements=ELEMENTS)


def test_verify_reads_the_files_themselves(folder: Path) -> None:
    index.open_index(folder, ELEMENTS)
    owners = folder / "anchors" / "owners.json"
    owners.write_text(owners.read_text().replace("licence", "energies"))
    with pytest.raises(StaleIndex, match=r"\(anchors: owners\.json is damaged\)"):
        index.verify(folder, elements=ELEMENTS)


def test_a_damaged_manifest_is_stale_not_a_traceback(folder: Path) -> None:
    index.open_index(folder, ELEMENTS)
    (folder / "anchors" / "manifest.json").write_text("{")
    with pytest.raises(StaleIndex, match="missing or damaged"):
        index.open_index(folder, ELEMENTS)


def test_a_part_of_another_room_lies_in_the_same_folder(folder: Path) -> None:
    law = index.Part("law", "Encoding the law", {"law": "1"}, lambda p: None)
    assert folder / "law" in index.build(folder, elements=ELEMENTS, parts=(law,))
    index.verify(folder, elements=ELEMENTS, parts=(law,))
    with pytest.raises(StaleIndex, match="law: made from other law"):
        index.verify(folder, elements=ELEMENTS, parts=(replace(law, inputs={"law": "2"}),))


def test_an_interrupted_build_leaves_the_old_part(tmp_path: Path) -> None:
    def good(place: Path) -> None:
        (place / "a.txt").write_text("old")

    def bad(place: Path) -> None:
        (place / "a.txt").write_text("new")
        raise RuntimeError("interrupted")

    part = index.Part("law", "Building", {"law": "1"}, good)
    index.ensure(tmp_path, part)
    with pytest.raises(RuntimeError):
        index.build_part(tmp_path, replace(part, write=bad))
    assert (tmp_path / "law" / "a.txt").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["law"]
    assert index.faults(tmp_path, part, contents=True) == []


def test_texts_hash_tells_borders_and_order_apart() -> None:
    hashes = {index.texts_hash(t) for t in (["ab", "c"], ["a", "bc"], ["c", "ab"], ["abc"])}
    assert len(hashes) == 4
