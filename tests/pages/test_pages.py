"""The viewer's pages run without a browser: what is on them, and what is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.catalogue.files import root
from pipeline.store.database import Store
from tests.conftest import find_shared
from tests.examples import dossier

APP = root() / "app.py"
PAGES = root() / "pipeline" / "pages"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder; the real law where it is at hand."""
    import streamlit as st

    monkeypatch.setenv("LACUNA_DATA", str(tmp_path))
    shared = find_shared()
    if shared is None:
        monkeypatch.delenv("LACUNA_LAW", raising=False)
    else:
        monkeypatch.setenv("LACUNA_LAW", str(shared / "law"))
    st.cache_data.clear()
    yield tmp_path
    st.cache_data.clear()


def _app(page: str | None = None, **query: str):  # type: ignore[no-untyped-def]
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page:
        app.switch_page(str((PAGES / page).relative_to(APP.parent)))
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
    return app


def _texts(app) -> str:  # type: ignore[no-untyped-def]
    kinds = ("title", "header", "subheader", "markdown", "caption", "text", "info", "warning")
    return "\n".join(str(item.value) for kind in kinds for item in getattr(app, kind))


def test_first_page_says_how_to_begin(home: Path) -> None:
    app = _app()
    assert not app.exception
    assert app.title[0].value == "Dossiers"
    assert "No dossier yet" in app.info[0].value


def test_a_kept_dossier_is_listed_and_opens(home: Path) -> None:
    Store().save(dossier())
    app = _app()
    assert "**Nova**" in _texts(app)
    assert "1** not found, due in public now" in _texts(app)
    next(button for button in app.button if button.label == "Open").click().run()
    assert not app.exception
    assert app.title[0].value == "Nova"


def test_dossier_page_shows_every_part(home: Path) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", dossier=key)
    assert not app.exception
    assert app.title[0].value == "Nova"
    assert [tab.label for tab in app.tabs] == [
        "Overview",
        "Findings",
        "Duties",
        "Elements",
        "Documents",
    ]
    texts = _texts(app)
    assert "Our gloss, not the law's words" in texts
    assert "the weights can be downloaded by everybody" in texts
    assert "on topic, but no summary" in str([radio.options for radio in app.radio]) + texts
    assert "hardly any text" in texts
    assert "complian" not in texts.lower()


def test_review_is_appended_and_shown(home: Path) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", dossier=key)
    name = next(item for item in app.text_input if item.label == "Your name")
    name.input("Ada")
    next(item for item in app.text_area if item.label == "Reason").input("seen on the web site")
    next(item for item in app.button if item.label == "Add the review").click().run()
    assert not app.exception
    assert [review.by for review in Store().reviews(key)] == ["Ada"]
    assert "seen on the web site" in _texts(app)


def test_a_review_without_a_name_is_refused(home: Path) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", dossier=key)
    next(item for item in app.button if item.label == "Add the review").click().run()
    assert "a name and a reason" in app.error[0].value
    assert Store().reviews(key) == ()


def test_an_unknown_dossier_is_told(home: Path) -> None:
    app = _app("dossier_page.py", dossier="nope")
    assert not app.exception
    assert "no dossier 'nope'" in app.error[0].value


def test_scan_page_offers_the_example(home: Path) -> None:
    app = _app("scan_page.py")
    assert not app.exception
    labels = {button.label: button.disabled for button in app.button}
    assert labels["Scan"] is True and labels["Scan the example model"] is False


def test_scan_page_tells_bad_facts(home: Path) -> None:
    app = _app("scan_page.py")
    app.text_area[0].input("placement_dat: 2025-09-16")
    next(item for item in app.button if item.label == "Scan the example model").click().run()
    assert "placement_dat" in app.error[0].value
    assert not app.exception


def test_law_page_without_law_says_how_to_install_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import streamlit as st

    monkeypatch.delenv("LACUNA_LAW", raising=False)
    st.cache_resource.clear()
    app = _app("law_page.py")
    assert "lacuna law fetch" in _texts(app)


@pytest.mark.shared
def test_law_page_shows_a_provision_verbatim(home: Path, shared: Path) -> None:
    app = _app("law_page.py")
    app.text_input[0].input("art 53 (1) d").run()
    assert not app.exception
    assert "Art. 53(1)(d)" in _texts(app)
    assert "sha256" in _texts(app)
    app.text_input[0].input("energy used in training").run()
    assert not app.exception
    assert "Annex XI" in _texts(app)


def test_no_page_asks_for_usage_statistics() -> None:
    from pipeline.cli import view

    source = Path(view.__file__).read_text(encoding="utf-8")
    assert "--browser.gatherUsageStats=false" in source
    assert "127.0.0.1" in source
    assert os.environ.get("HF_HUB_OFFLINE") == "1"
