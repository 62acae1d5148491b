"""An invented law folder, and a data folder of its own for every test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.law.amendments import Amendments, amendments, parse_amendments
from pipeline.law.corpus import LawCorpus, open_law
from tests.law import invented_act

TODAY = date(2026, 11, 25)
LIST = Path(__file__).with_name("invented_amendments.yaml")
INVENTED = parse_amendments(yaml.safe_load(LIST.read_text("utf-8")), LIST.name)


def _amendments_of(corpus: LawCorpus) -> Amendments:
    """The real Act has the real list; the invented one has one of its own."""
    real = any(dict(f.source.sha256).get(f.path.name) == f.sha256 for f in corpus.files)
    return amendments() if real else INVENTED


@pytest.fixture(scope="session", autouse=True)
def _invented_amendments() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LawCorpus, "amendments", property(_amendments_of))
        yield


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
