"""Help, catalogue, law and index from the command line."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VERBS = ["scan", "claims", "view", "law", "obligations", "elements", "index", "evaluate"]


def test_help_is_quick_and_names_every_verb() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "--help"], capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    for verb in VERBS:
        assert verb in done.stdout
    assert spent < 0.6, f"{spent:.2f} s of CPU"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli.app; "
        "bad = [m for m in ('torch', 'spacy', 'numpy', 'streamlit', 'onnxruntime', 'faiss', 'yaml')"
        " if m in sys.modules]; print(bad)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_catalogue(lacuna: Callable[..., Any]) -> None:
    rows = json.loads(lacuna("obligations", "--format", "json").out)
    assert len(rows) == 263
    assert all(bool(row["elements"]) != bool(row["without_element"]) for row in rows)
    assert "our gloss:" in lacuna("obligations").out
    elements = json.loads(lacuna("elements", "--format", "json").out)
    assert len(elements) >= 72
    assert all(len(row["anchors"]) >= 5 for row in elements)
    known = {row["id"] for row in elements}
    assert {name for row in rows for name in row["elements"]} <= known


@pytest.mark.shared
def test_law_show_names_source_edition_and_hash(lacuna: Callable[..., Any], shared: Path) -> None:
    ran = lacuna("law", "show", "art 53 (1) d")
    assert ran.code == 0
    assert ran.out.startswith("Art. 53(1)(d)")
    assert "edition 2024-07-12" in ran.out and "sha256" in ran.out
    data = json.loads(lacuna("law", "show", "Art. 53(1)(d)", "--format", "json").out)
    units = json.loads((shared / "law/act/units_2024-07-12.json").read_text(encoding="utf-8"))
    (expected,) = [unit["text"] for unit in units if unit["id"] == "ART-53-1-d"]
    assert data[0]["text"] == expected


@pytest.mark.shared
def test_law_that_was_amended_is_never_shown_old(lacuna: Callable[..., Any], shared: Path) -> None:
    ran = lacuna("law", "show", "Art. 75")
    assert "amended by (EU) 2026/1744, text not installed" in ran.out
    ran = lacuna("law", "show", "Art. 53(9)")
    assert ran.code == 2 and "53" in ran.err and "Traceback" not in ran.err


@pytest.mark.shared
def test_law_verify_and_search(lacuna: Callable[..., Any], shared: Path) -> None:
    ran = lacuna("law", "verify")
    assert ran.code == 0 and "263 rows" in ran.out
    ran = lacuna("law", "search", "energy", "consumption", "of", "the", "model", "--limit", "5")
    assert ran.code == 0 and "Annex XI, Section 1, 2(e)" in ran.out


@pytest.mark.shared
def test_law_fetch_from_a_folder(lacuna: Callable[..., Any], shared: Path, tmp_path: Path) -> None:
    target = tmp_path / "law"
    ran = lacuna("law", "fetch", "--from", str(shared / "law"), "--law", str(target))
    assert ran.code == 0, ran.out
    assert lacuna("law", "show", "Recital 104", "--law", str(target)).code == 0


def test_without_law_the_one_command_is_named(
    lacuna: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LACUNA_LAW", raising=False)
    ran = lacuna("law", "show", "Art. 53(1)(d)")
    assert ran.code == 2 and "lacuna law fetch" in ran.err
    ran = lacuna("law", "fetch", "--from", str(tmp_path / "nowhere"))
    assert ran.code == 2 and "no such folder" in ran.err


def test_index_is_up_to_date_and_a_stale_one_is_refused(
    lacuna: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.catalogue.files import corpora, index_folder

    assert lacuna("index", "verify").code == 0
    import shutil

    copy = tmp_path / "indexes"
    shutil.copytree(index_folder(), copy)
    for manifest in copy.glob("*/manifest.json"):
        data = json.loads(manifest.read_text(encoding="utf-8"))
        data["inputs"] = dict.fromkeys(data["inputs"], "0" * 64)
        manifest.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setenv("LACUNA_INDEXES", str(copy))
    ran = lacuna("scan", str(corpora() / "example" / "ostrea-2-card.md"), "-q")
    assert ran.code == 2 and "lacuna index build" in ran.err and ran.out == ""


def test_offline_by_default() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
    code = "import pipeline.cli.app, os; print(os.environ.get('HF_HUB_OFFLINE'))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == "1"
