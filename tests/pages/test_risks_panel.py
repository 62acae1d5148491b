"""The matrix of risks in the viewer: cells, quotations, drafts marked, hostile words as words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.files import root
from pipeline.store.database import Store
from tests.examples import dossier
from tests.wire.test_risks import QUIET, ROW, with_risks

APP = root() / "app.py"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of these tests' own."""
    import streamlit as st

    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LACUNA_DATA", str(folder))
        patch.delenv("LACUNA_LAW", raising=False)
        st.cache_resource.clear()
        yield folder
    st.cache_resource.clear()


def _open(key: str) -> Any:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["tab"] = "Risks"
    app.session_state["dossier"] = key
    app.run()
    app.switch_page("pipeline/pages/dossier_page.py")
    app.query_params["dossier"] = key
    return app.run()


def _words(app: Any) -> str:
    kinds = ("header", "markdown", "caption", "info", "text")
    drawn = [str(item.value) for kind in kinds for item in getattr(app, kind)]
    return "\n".join(drawn).replace("\\", "").replace("\u2060", "")


def test_matrix_has_a_row_a_risk_and_a_column_a_facet() -> None:
    app = _open(Store().save(with_risks(), {}))
    assert not app.exception
    matrix = app.dataframe[0].value
    assert list(matrix.columns) == ["risk", "record", "method", "threshold", "result", "mitigation"]
    assert list(matrix["record"]) == ["assessed", "silent"]
    assert matrix["method"][0] == "Nova 7B has 7 billion parameters"
    assert matrix["result"][0] == "Nova 7B has 7 billion parameters  (+1)"
    assert list(matrix["threshold"]) == ["–", "–"]


def test_a_risk_shows_its_passages_gloss_and_superseded_labels() -> None:
    app = _open(Store().save(with_risks(), {}))
    words = _words(app)
    assert "The documents are silent on:** Loss of control" in words
    assert "Our gloss, not the Code's words" in words
    assert "draft, superseded" in words
    assert "Labels of the first draft: Intent: intentional" in words
    assert "Nova 7B has 7 billion parameters" in words
    assert app.radio[0].options[0].startswith("card")


def test_a_dossier_from_before_says_how_to_get_the_risks() -> None:
    assert "holds no coded risks" in _words(_open(Store().save(dossier(), {})))


def test_a_silent_risk_needs_no_passage() -> None:
    app = _open(Store().save(replace(dossier(), risks=(QUIET,)), {}))
    assert not app.exception
    assert not app.radio
    assert "None of the capabilities" in _words(app)


def test_sources_have_their_own_table() -> None:
    source = replace(ROW, risk="capability/weapons", axis="capability", codes=())
    app = _open(Store().save(replace(dossier(), risks=(ROW, source)), {}))
    table = app.dataframe[1].value
    assert list(table["source"]) == ["CBRN and other weapons"]
    assert list(table["kind"]) == ["capabilities"]
    assert table["in the Code"][0].endswith("Appendix 1.3.1(2)")
