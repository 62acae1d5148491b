"""What ships under corpora/fitted belongs together and to this code."""

from __future__ import annotations

import json
import re

from pipeline.assess.features import AGAINST, EITHER, FEATURES
from pipeline.assess.judge import load_judge
from pipeline.assess.passages import SIGNALS, load_relevance
from pipeline.catalogue.elements import elements
from pipeline.catalogue.files import corpora
from pipeline.retrieval import model
from pipeline.retrieval.rank import fusion_weight

FOLDER = corpora() / "fitted"


def test_the_manifest_names_every_fitted_file_with_its_hash() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    given = {"manifest.json", "groups.json"}
    assert set(manifest["files"]) == {file.name for file in FOLDER.iterdir()} - given
    for name, digest in manifest["files"].items():
        assert model.digest(FOLDER / name) == digest, name
    assert manifest["cells"] == 72 * len(manifest["documents"])
    assert manifest["encoder"]["sha256"] == model.PINNED["model.safetensors"]


def test_the_judge_knows_every_feature_and_element_and_keeps_its_directions() -> None:
    fitted = load_judge(FEATURES)
    assert set(fitted.filled.offsets) == {element.id for element in elements()}
    for name, weight in zip(FEATURES, fitted.filled.weights, strict=True):
        if name in AGAINST:
            assert weight <= 0, name
        elif name not in EITHER:
            assert weight >= 0, name
    low, high = fitted.review
    assert 0 < low < 0.5 < high < 1


def test_the_other_weights_load() -> None:
    assert load_relevance().weights.shape == (len(SIGNALS),)
    assert 0 < fusion_weight() < 1


def test_no_text_of_any_document_is_in_them() -> None:
    for file in FOLDER.iterdir():
        for text in re.findall(r'"([^"]*)"', file.read_text()):
            assert len(text.split()) <= 12, (file.name, text)
