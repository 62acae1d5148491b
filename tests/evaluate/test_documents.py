"""Labelled documents are found by manifest, by name, and in folders; what is missing is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.documents import locate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    (docs / "owner@model").mkdir(parents=True)
    for name in ("D01_card.md", "D011_other.md", "plain.txt"):
        (docs / name).write_text(name)
    for name in ("1_raw.md", "2_labels.md"):
        (docs / "owner@model" / name).write_text(name)
    return docs


def test_names_that_start_with_the_id(folder: Path) -> None:
    first, second = locate(["D01", "owner@model"], folder)
    assert [path.name for path in first.files] == ["D01_card.md"]
    assert [path.name for path in second.files] == ["1_raw.md"]
    assert first.provider == "D01"


@pytest.mark.parametrize("beside", [True, False])
def test_manifest_in_folder_or_parent(folder: Path, beside: bool) -> None:
    place = folder if beside else folder.parent
    (place / "MANIFEST.tsv").write_text(
        "id\tprovider\trepo\tpath\tlocal\nX9\tAcme\tacme/m\tREADME.md\tplain.txt\n"
    )
    (by_id,) = locate(["X9"], folder)
    (by_pair,) = locate(["acme/m README.md"], folder)
    assert by_id.files == by_pair.files == (folder / "plain.txt",)
    assert by_id.provider == "Acme"


def test_all_missing_are_named_together(folder: Path) -> None:
    with pytest.raises(BadInput, match=r"2 labelled document.* D99, D0"):
        locate(["D99", "D01", "D0"], folder)
    with pytest.raises(BadInput, match="no such folder"):
        locate(["D01"], folder / "nowhere")


@pytest.mark.shared
def test_gold_documents(shared: Path) -> None:
    found = locate(["D007", "D103"], shared / "data" / "docs")
    assert [item.provider for item in found] == ["Meta", "Adobe"]
    assert all(item.files[0].is_file() for item in found)
