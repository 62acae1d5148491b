"""The law of a day in the viewer: editions, the choice of a day, what changed, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.applicability.facts import parse
from pipeline.dossier import Options, example_files, scan
from pipeline.law.changes import words
from pipeline.pages import law_changes_view
from pipeline.redecide import redecide
from pipeline.store.database import Store
from tests.conftest import find_shared
from tests.pages.test_pages import _app, _texts


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    import streamlit as st

    monkeypatch.setenv("LACUNA_DATA", str(tmp_path))
    shared = find_shared()
    if shared is None:
        monkeypatch.delenv("LACUNA_LAW", raising=False)
    else:
        monkeypatch.setenv("LACUNA_LAW", str(shared / "law"))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def _view(app: Any, name: str) -> Any:
    return app.button_group(key="law-view").set_value(name).run()


def _cells(app: Any) -> str:
    return " ".join(str(value) for frame in app.dataframe for value in frame.value.to_numpy().flat)


def test_editions_are_a_table_even_without_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LACUNA_LAW", raising=False)
    app = _view(_app("law_page.py"), "Editions")
    assert not app.exception
    shown = _cells(app)
    assert "C(2025) 7719" in shown and "secondary sources only" in shown
    assert "not known" in shown and "superseded" in shown
    app.selectbox(key="law-places").set_value("code-draft-1").run()
    assert "Sub-measure 6.3.1" in _cells(app) and "not verified" in _cells(app)


@pytest.mark.shared
def test_the_day_of_an_edition_shows_its_law(shared: Path) -> None:
    app = _app("law_page.py")
    app.text_input(key="law-words").input("Art. 25(4)").run()
    assert "AI model, tools" in _texts(app)
    app.selectbox(key="law-edition").set_value("act-2024").run()
    assert not app.exception
    assert app.date_input(key="law-day").value == date(2024, 7, 12)
    assert "an AI system, tools" in _texts(app) and "AI model, tools" not in _texts(app)
    app.date_input(key="law-day").set_value(date(2026, 7, 27)).run()
    assert "AI model, tools" in _texts(app)
    app.selectbox(key="law-edition").set_value("today").run()
    assert app.date_input(key="law-day").value == date.today()


@pytest.mark.shared
def test_what_changed_stands_side_by_side(shared: Path) -> None:
    app = _view(_app("law_page.py"), "What changed")
    assert not app.exception
    shown = _texts(app)
    assert "Art. 25(4), first subparagraph" in shown and "ACT-25-4" in shown
    assert "Art. 4a" not in shown
    (every,) = [item for item in app.toggle if "All" in item.label]
    every.set_value(True).run()
    assert not app.exception
    assert "Art. 4a" in _texts(app)
    app.date_input(key="law-from").set_value(date(2026, 11, 25)).run()
    app.date_input(key="law-to").set_value(date(2026, 11, 25)).run()
    assert "Nothing changed" in _texts(app)
    app.date_input(key="law-to").set_value(date(2026, 11, 24)).run()
    assert "later than the second" in _texts(app)


@pytest.mark.shared
def test_findings_of_the_open_dossier_follow_the_law(home: Path, shared: Path) -> None:
    bare = scan(example_files(), Options(as_of=date(2026, 11, 25)))
    supplied = {"into_high_risk_system": "yes", "high_risk_annex": "iii"}
    facts = parse({"placement_date": "2025-03-01", **supplied})
    identifier = Store().save(redecide(bare, facts))
    app = _view(_app("law_page.py", dossier=identifier), "What changed")
    assert not app.exception
    assert "1 obligation is decided in another way" in _texts(app)
    assert "ACT-25-4" in _cells(app) and "AI models" in _cells(app)


def test_words_of_law_are_shown_as_they_are_in_the_comparison() -> None:
    marked = law_changes_view.marked(words("a *b* [c](d)", "a *b* <i>e</i>"))
    assert marked == r"a \*b\* :red[~~\[c\]\(d\)~~] :green[**\<i\>e\</i\>**]"
