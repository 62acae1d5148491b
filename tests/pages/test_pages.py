"""The viewer's pages run without a browser: what is on them, and what is not."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.catalogue.files import root
from pipeline.catalogue.obligations import obligations
from pipeline.cli import view
from pipeline.errors import BadInput
from pipeline.pages import facts_form
from pipeline.schema import Status
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
    for cache in (st.cache_data, st.cache_resource):
        cache.clear()
    yield tmp_path
    for cache in (st.cache_data, st.cache_resource):
        cache.clear()


def _app(page: str | None = None, tab: str = "", **query: str):  # type: ignore[no-untyped-def]
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    if tab:
        app.session_state["tab"] = tab
    app.run()
    if page:
        app.switch_page(str((PAGES / page).relative_to(APP.parent)))
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
    return app


def _texts(app) -> str:  # type: ignore[no-untyped-def]
    kinds = [
        "title",
        "header",
        "header",
        "markdown",
        "caption",
        "text",
        "info",
        "warning",
        "error",
    ]
    shown = "\n".join(str(item.value) for kind in kinds for item in getattr(app, kind))
    return _read(shown)


def _read(shown: str) -> str:
    """Markdown as people read it: without escapes and joiners."""
    return shown.replace("\\", "").replace("\u2060", "")


def test_first_page_says_how_to_begin(home: Path) -> None:
    app = _app()
    assert not app.exception
    assert app.title[0].value == "Dossiers"
    assert "No dossier yet" in app.info[0].value


def test_a_kept_dossier_is_listed_and_opens(home: Path) -> None:
    Store().save(dossier())
    app = _app()
    assert "**Nova**" in _texts(app)
    assert "1 not found, due in public now" in _texts(app)
    next(button for button in app.button if button.label == "Open").click().run()
    assert not app.exception
    assert app.title[0].value == "Nova"


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        ("Overview", "Look at these first"),
        ("Overview", "date of placing on the Union market"),
        ("Findings", "Our gloss, not the law's words"),
        ("Findings", "on topic, but no summary"),
        ("Findings", "card.md, its whole text; report.pdf, 1 of 2 pages"),
        ("Duties", "the weights can be downloaded by everybody"),
        ("Elements", "Asked for by"),
        ("Documents", "hardly any text"),
    ],
)
def test_each_tab_shows_its_part_and_judges_no_legality(
    home: Path, tab: str, expected: str
) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", tab, dossier=key)
    assert not app.exception
    assert app.title[0].value == "Nova"
    assert [item.label for item in app.tabs] == [
        "Overview",
        "Findings",
        "Duties",
        "Elements",
        "Risks",
        "Forms",
        "Timeline",
        "Documents",
    ]
    texts = _texts(app) + _read(str([(radio.options, radio.proto) for radio in app.radio]))
    assert expected in texts
    assert "complian" not in texts.lower()


def test_warnings_are_told_on_every_tab(home: Path) -> None:
    key = Store().save(dossier())
    assert "1 note on how the documents were read" in _texts(_app("dossier_page.py", dossier=key))


def test_a_deep_link_opens_its_finding(home: Path) -> None:
    made = dossier()
    key = Store().save(made)
    wanted = made.findings[-1]
    app = _app("dossier_page.py", dossier=key, finding=wanted.id)
    assert not app.exception
    refs = {item.id: item.ref for item in obligations()}
    assert refs[wanted.obligation] in [_read(item.value) for item in app.header]


def test_the_overview_leads_to_a_finding(home: Path) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", dossier=key)
    next(item for item in app.button if item.label == "Open").click().run()
    assert not app.exception
    assert "The record" in _texts(app)
    assert app.query_params["finding"]


def test_a_contradiction_shows_both_sides(home: Path) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", "Elements", dossier=key)
    next(item for item in app.button_group if item.label == "Record").set_value(
        [Status.CONTRADICTED]
    ).run()
    assert not app.exception
    texts = _texts(app)
    assert "The documents disagree" in texts
    assert "32k tokens" in texts and "8k tokens" in texts


def test_document_text_is_shown_as_text(home: Path) -> None:
    made = dossier()
    evil = "<script>alert(1)</script> ![x](http://evil.example/x.png) :tada: $x$"
    first = replace(made.assessments[0], because=evil)
    model = replace(made.model, name=evil)
    key = Store().save(replace(made, assessments=(first, *made.assessments[1:]), model=model))
    app = _app("dossier_page.py", "Elements", dossier=key)
    assert not app.exception
    for item in (*app.title, *app.markdown, *app.caption):
        if "script" in item.value:
            assert r"\<script\>" in item.value and r"\!\[x\]\(" in item.value
            assert ":tada:" not in item.value
    assert "alert" in app.title[0].value


def test_review_is_appended_and_shown(home: Path) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", "Findings", dossier=key)
    name = next(item for item in app.text_input if item.label == "Your name")
    name.input("Ada")
    next(item for item in app.text_area if item.label == "Reason").input("seen on the web site")
    next(item for item in app.button if item.label == "Add the review").click().run()
    assert not app.exception
    assert [review.by for review in Store().reviews(key)] == ["Ada"]
    assert "seen on the web site" in _texts(app)


def test_a_review_without_a_name_is_refused(home: Path) -> None:
    key = Store().save(dossier())
    app = _app("dossier_page.py", "Findings", dossier=key)
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
    assert "placement_dat" in _texts(app)
    assert not app.exception


def test_facts_come_from_the_fields_and_the_box(home: Path) -> None:
    given = facts_form.facts(
        {"placement_date": date(2025, 9, 16), "notified": "no", "provider_size": None},
        "provider: Nova Labs",
    )
    assert given is not None
    assert (given.placement_date, given.provider) == (date(2025, 9, 16), "Nova Labs")
    assert given.notified is False and given.provider_size is None
    assert facts_form.facts({"notified": None, "code_signatory": []}, " ") is None
    with pytest.raises(BadInput, match="in a field and in the box: notified"):
        facts_form.facts({"notified": "no"}, "notified: yes")
    with pytest.raises(BadInput, match="one key: value a line"):
        facts_form.facts({}, "a: [")


def test_scanning_again_offers_the_kept_documents(home: Path) -> None:
    made = dossier()
    key = Store().save(made, {made.documents[0].id: b"# Nova"})
    app = _app("dossier_page.py", dossier=key)
    next(item for item in app.button if "scan again" in item.label).click().run()
    assert not app.exception
    assert app.title[0].value == "Scan documents"
    assert "card.md" in _read(app.info[0].value)
    assert "report.pdf" in _read(app.warning[0].value)
    assert not next(item for item in app.button if item.label == "Scan").disabled


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
    source = Path(view.__file__).read_text(encoding="utf-8")
    assert "--browser.gatherUsageStats=false" in source
    assert "127.0.0.1" in source
    assert os.environ.get("HF_HUB_OFFLINE") == "1"


def test_a_taken_port_is_refused_in_plain_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadInput, match=r"cannot be used .*--port"):
            view.view(None, port=taken.getsockname()[1], headless=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="is a file"):
        view.view(tmp_path / "file", port=1, headless=True)
