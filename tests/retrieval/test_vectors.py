from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import StaleIndex
from pipeline.retrieval.vectors import Vectors


def _unit(rows: int, width: int = 384) -> np.ndarray:
    found = np.random.default_rng(7).normal(size=(rows, width)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_search_equals_brute_force() -> None:
    matrix, queries = _unit(60), _unit(5)[::-1].copy()
    cosines = queries @ matrix.T
    for found, row in zip(Vectors(matrix).search(queries, 7), cosines, strict=True):
        assert [i for i, _ in found] == np.argsort(-row, kind="stable")[:7].tolist()
        assert [score for _, score in found] == pytest.approx(sorted(row)[::-1][:7], abs=1e-5)


def test_ties_are_broken_by_row() -> None:
    one = _unit(1)
    matrix = np.vstack([_unit(2)[1:], one, one, one])
    assert [row for row, _ in Vectors(matrix).search(one, 3)[0]] == [1, 2, 3]


def test_asking_for_more_than_there_is_gives_all() -> None:
    assert len(Vectors(_unit(3)).search(_unit(1), 10)[0]) == 3
    assert Vectors(np.zeros((0, 384), np.float32)).search(_unit(2), 3) == [[], []]


def test_kept_and_read_again(tmp_path: Path) -> None:
    matrix = _unit(9)
    Vectors(matrix).save(tmp_path / "v.faiss")
    assert np.array_equal(Vectors.load(tmp_path / "v.faiss").matrix, matrix)


def test_a_damaged_file_names_the_command(tmp_path: Path) -> None:
    (tmp_path / "v.faiss").write_bytes(b"not an index")
    with pytest.raises(StaleIndex, match="lacuna index build"):
        Vectors.load(tmp_path / "v.faiss")
