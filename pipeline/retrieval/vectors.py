"""Vectors that can be searched and kept: the only file that imports faiss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StaleIndex


class Vectors:
    """Unit vectors in an exact (flat) index by inner product, which here is the cosine.

    Args:
        matrix: One vector a row, float32, unit length.
    """

    def __init__(self, matrix: NDArray[np.float32]) -> None:
        import faiss

        self._index: Any = faiss.IndexFlatIP(matrix.shape[1])
        self._index.add(np.ascontiguousarray(matrix, dtype=np.float32))

    @property
    def matrix(self) -> NDArray[np.float32]:
        """All vectors, in the order in which they were added."""
        return np.asarray(
            self._index.reconstruct_n(0, self._index.ntotal), dtype=np.float32
        ).reshape(-1, self._index.d)

    def search(self, queries: NDArray[np.float32], count: int) -> list[list[tuple[int, float]]]:
        """Return, for each query, (row, cosine) of the nearest ``count``, ties by row."""
        wanted = min(count, int(self._index.ntotal))
        if wanted == 0:
            return [[] for _ in queries]
        scores, rows = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), wanted)
        return [
            sorted(
                ((int(row), float(score)) for row, score in zip(ids, found, strict=True)),
                key=lambda pair: (-round(pair[1], 6), pair[0]),
            )
            for ids, found in zip(rows, scores, strict=True)
        ]

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        import faiss

        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> Vectors:
        """Read an index that ``save`` wrote.

        Raises:
            StaleIndex: the file is missing or damaged.
        """
        import faiss

        found = cls.__new__(cls)
        try:
            found._index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise StaleIndex(
                f"the vectors in {path} cannot be read; run `lacuna index build`"
            ) from error
        return found
