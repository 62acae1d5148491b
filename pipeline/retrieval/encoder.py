"""Texts to vectors, fast: the pinned weights under onnxruntime, without torch.

The same text gets the same vector (to about 1e-6) whatever it is encoded with: the model runs in
32-bit floats, padding is masked, and every text is encoded once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.retrieval import model

#: Word pieces in a batch, padding counted. A third faster than 2048: activations stay in the cache.
BATCH_PIECES = 512


class Encoder:
    """The sentence encoder.

    Args:
        onnx: The exported transformer.
        tokenizer: ``tokenizer.json`` of the same model.
        threads: How many threads it may use; as many as there are processors by default.
    """

    def __init__(self, onnx: Path, tokenizer: Path, threads: int | None = None) -> None:
        # Read when it is imported: without it some builds report their use over the network.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Waiting threads sleep: workers on one machine must not burn each other's time.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(onnx), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(max_length=model.LONGEST)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length a text, (n, 384).

        Identical texts are encoded once; texts longer than 256 word pieces are cut there.
        """
        if not texts:
            return np.zeros((0, model.WIDTH), dtype=np.float32)
        order: dict[str, int] = {}
        places = [order.setdefault(text, len(order)) for text in texts]
        pieces = [item.ids for item in self._tokenizer.encode_batch_fast(list(order))]
        vectors = np.empty((len(order), model.WIDTH), dtype=np.float32)
        for batch in _batches([len(ids) for ids in pieces]):
            vectors[batch] = self._run([pieces[i] for i in batch])
        return vectors[places]

    def _run(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        width = max(len(ids) for ids in batch)
        ids = np.zeros((len(batch), width), dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        (found,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(found, dtype=np.float32)


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Group texts of like length, so that little of a batch is padding."""
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        if batches and lengths[batches[-1][0]] * (len(batches[-1]) + 1) <= BATCH_PIECES:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches
