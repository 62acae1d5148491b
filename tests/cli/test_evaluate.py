"""``lacuna evaluate`` on labels that the test writes for the example's own card."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.files import corpora

#: What a reader finds in the card, element by element; everything else is absent.
STATED = {
    "provider_name": ("disclosed", "Model developer:** Corvane Labs, Inc."),
    "model_name": ("disclosed", "Ostrea 2 is a family of large language models"),
    "release_date": ("disclosed", "Release date:** 16 September 2025"),
    "base_model": ("disclosed", "They were trained from scratch."),
    "architecture": ("disclosed", "Both are dense decoder-only transformers"),
    "parameters_total": ("disclosed", "Ostrea 2 62B | 62B | 128k tokens"),
    "max_input": ("disclosed", "Ostrea 2 62B | 62B | 128k tokens"),
    "data_size": ("disclosed", "Ostrea 2 was pretrained on 9 trillion tokens"),
    "data_cutoff": ("disclosed", "data cut-off of March 2025"),
    "intended_uses": ("disclosed", "Ostrea 2 is intended for assistants"),
    "evaluation_results": ("disclosed", "MMLU (5-shot) | 66.1 | 79.4"),
    "energy_training": ("declined", "We do not disclose the energy"),
    "documentation_contact": ("disclosed", "docs@corvane.example"),
}
VALUES = {
    "parameters_total": [
        {"raw": "8.1B", "norm": 8.1e9, "variant": "8B"},
        {"raw": "62B", "norm": 62e9, "variant": "62B"},
    ],
    "data_size": [{"raw": "9 trillion tokens", "norm": 9e12, "unit": "tokens"}],
    "release_date": [{"raw": "16 September 2025", "norm": "2025-09-16"}],
    "provider_name": [{"raw": "Corvane Labs, Inc.", "norm": "Corvane Labs, Inc."}],
}


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Labels in ``gold`` and the card in ``docs`` beside it."""
    gold, docs = tmp_path / "gold", tmp_path / "docs"
    gold.mkdir()
    docs.mkdir()
    shutil.copy(corpora() / "example" / "ostrea-2-card.md", docs / "E1_card.md")
    rows = []
    for element in elements():
        status, quote = STATED.get(element.id, ("absent", ""))
        rows.append(
            {
                "doc": "E1",
                "element": element.id,
                "status": status,
                "values": VALUES.get(element.id, []),
                "quotes": [quote] if quote else [],
                "note": "",
            }
        )
    (gold / "dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return gold


def test_gold(lacuna: Callable[..., Any], truth: Path) -> None:
    ran = lacuna("evaluate", "gold", "--truth", str(truth), "--format", "json", "-q")
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert data["total"]["n"] == 72 and data["total"]["documents"] == 1
    assert data["total"]["gap"]["precision"] > 0.9
    assert data["baselines"]["always gap"]["gap"]["recall"] == 1.0
    text = lacuna("evaluate", "gold", "--truth", str(truth / "dev.jsonl"), "-q").out
    assert "| **Lacuna** |" in text and "| element majority |" in text


def test_values(lacuna: Callable[..., Any], truth: Path) -> None:
    docs = truth.parent / "docs"
    ran = lacuna(
        "evaluate", "values", "--truth", str(truth), "--documents", str(docs), "-q",
        "--format", "json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)["claims"]
    assert data["parameters_total"]["right"] == 2
    assert data["parameters_total"]["recall"] == 1.0
    assert data["release_date"]["right"] == 1


def test_retrieval(lacuna: Callable[..., Any], truth: Path) -> None:
    ran = lacuna("evaluate", "retrieval", "--truth", str(truth), "-q", "--format", "json")
    assert ran.code == 0, ran.err
    rows = json.loads(ran.out)
    assert set(rows) == {"with the rules' signals", "fused alone", "lexical alone", "dense alone"}
    assert rows["with the rules' signals"]["n"] == len(STATED)
    assert rows["with the rules' signals"]["hit"]["3"] >= 0.7


def test_missing_documents_and_labels_are_told(
    lacuna: Callable[..., Any], truth: Path, tmp_path: Path
) -> None:
    (truth.parent / "docs" / "E1_card.md").unlink()
    ran = lacuna("evaluate", "gold", "--truth", str(truth), "-q")
    assert ran.code == 2 and "E1" in ran.err
    ran = lacuna("evaluate", "values", "--truth", str(tmp_path / "nowhere.jsonl"), "-q")
    assert ran.code == 2 and "nowhere.jsonl" in ran.err
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "dev.jsonl").write_text((truth / "dev.jsonl").read_text())
    shutil.rmtree(truth.parent / "docs")
    ran = lacuna("evaluate", "gold", "--truth", str(tmp_path / "alone"), "-q")
    assert ran.code == 2 and "--documents" in ran.err
