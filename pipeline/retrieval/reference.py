"""The encoder as its authors run it, and its export to the fast form.

The only file that imports sentence-transformers (five seconds): no path that a user waits for
comes here, except once, when the index is built.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.retrieval import model


def load() -> Any:
    """Return the sentence-transformers model, on the CPU, after checking its files.

    Raises:
        MissingModel: the package is absent or its files are not the pinned ones.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    folder = model.check(model.folder())
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return vectors (n, 384) of unit length as sentence-transformers makes them."""
    return np.asarray(
        load().encode(list(texts), normalize_embeddings=True, show_progress_bar=False),
        dtype=np.float32,
    )


def export(path: Path) -> None:
    """Write the transformer as an ONNX file that onnxruntime can run without torch.

    The file takes ``input_ids`` and ``attention_mask`` (int64, texts x pieces) and gives
    ``vectors``: mean over the pieces that the mask keeps, scaled to unit length.
    """
    import torch

    transformer = load()[0].auto_model.eval()
    transformer.set_attn_implementation("eager")

    class Pooled(torch.nn.Module):  # type: ignore[misc]
        """The transformer with the two small steps that follow it."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            pieces = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask
            ).last_hidden_state
            kept = attention_mask.unsqueeze(-1).to(pieces.dtype)
            mean = (pieces * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, p=2, dim=1)

    ids = torch.tensor([[101, 7592, 2088, 102], [101, 7592, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    free = {0: "texts", 1: "pieces"}
    with torch.no_grad(), warnings.catch_warnings():
        # The exporter warns of its own successor, and of branches on shapes that are free here.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pooled().eval(),
            (ids, mask),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={
                "input_ids": free,
                "attention_mask": free,
                "vectors": {0: "texts"},
            },
            opset_version=17,
            dynamo=False,
        )
