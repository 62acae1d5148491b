"""An invented law folder, and a data folder of its own for every test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.law.corpus import LawCorpus, open_law
from tests.law import invented_act

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACUNA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("LACUNA_LAW", raising=False)


@pytest.fixture(scope="session")
def law_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_act.install(tmp_path_factory.mktemp("law"))


@pytest.fixture(scope="session")
def law(law_folder: Path) -> LawCorpus:
    return open_law(law_folder, TODAY)
