"""One index for all tests of this room: exporting the encoder takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.retrieval import index
from pipeline.retrieval.encoder import Encoder


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexes")
    index.build_part(folder, index.encoder_part())
    return folder


@pytest.fixture(scope="session")
def encoder(index_folder: Path) -> Encoder:
    return index.open_encoder(index_folder)
