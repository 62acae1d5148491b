"""The tabs of forms and timeline in the viewer, run as the viewer runs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.files import root
from pipeline.pages import summary_view
from pipeline.pages.forms_panel import BADGE
from pipeline.schema import Document, Dossier, FieldReading, Model, Tri, Verdict
from pipeline.store.database import Store
from pipeline.view.form_rows import FieldStatus
from tests.forms_example import BRANCHES, dossier, row, stated, summary
from tests.view.test_summary_rows import with_summary

APP = root() / "app.py"
EVIL = "<script>x</script> ![p](http://evil.example/p.png) [a](http://evil.example) :tada: $x$ `c`"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of these tests' own, without the law."""
    import streamlit as st

    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LACUNA_DATA", str(folder))
        patch.delenv("LACUNA_LAW", raising=False)
        st.cache_resource.clear()
        yield folder
    st.cache_resource.clear()


def _open(found: Dossier, tab: str) -> Any:
    from streamlit.testing.v1 import AppTest

    key = Store().save(found, {})
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["tab"] = tab
    app.run()
    app.switch_page("pipeline/pages/dossier_page.py")
    app.query_params["dossier"] = key
    app.run()
    assert not app.exception
    return app


def _words(app: Any) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info")
    drawn = [str(item.value) for kind in kinds for item in getattr(app, kind)]
    return "\n".join(drawn).replace("\\", "").replace("\u2060", "")


def _pick(app: Any, form: str) -> Any:
    app = app.selectbox(key="form-picked").select(form).run()
    assert not app.exception
    return app


def test_each_form_shows_its_fields_and_the_first_one_in_full() -> None:
    app = _open(dossier([stated("data_languages", summary(), "text in Maltese")]), "Forms")
    sizes = {}
    for form in ("mdf", "summary", "annex-xi", "annex-xii"):
        app = _pick(app, form)
        sizes[form] = len(app.dataframe[0].value)
    assert sizes == {"mdf": 47, "summary": 58, "annex-xi": 14, "annex-xii": 11}
    told = _words(app)
    assert "In our words, not the form's:" in told
    assert "The official words are not installed" in told


def test_forms_and_timeline_can_be_taken_away_as_files() -> None:
    app = _open(dossier(), "Forms")
    labels = [button.label for button in app.get("download_button")]
    assert labels == ["As HTML", "As Markdown", "As JSON"]
    app = _open(dossier(), "Timeline")
    labels = [button.label for button in app.get("download_button")]
    assert labels == ["As picture (SVG)", "As page (HTML)"]


def test_a_recipient_narrows_the_form_and_a_status_the_table() -> None:
    app = _open(dossier([stated("model_name", summary(), "of Plover 3")]), "Forms")
    whom = app.selectbox(key="form-for-mdf")
    assert whom.options[3] == "downstream providers, without being asked"
    app = whom.select("dp").run()
    assert len(app.dataframe[0].value) == 24
    app.button_group(key="form-status-mdf").select(FieldStatus.STATED).run()
    assert list(app.dataframe[0].value["record"]) == ["stated"]


def test_a_field_that_does_not_apply_says_so_and_opens_no_finding() -> None:
    out = [row("TCS-PUB", Verdict.DOES_NOT_APPLY)]
    app = _pick(_open(dossier([], [], out), "Forms"), "summary")
    assert app.dataframe[0].value["owed"][0] == "not owed"
    assert not [button for button in app.button if button.label == "Open the finding"]
    again = _pick(_open(dossier(), "Forms"), "summary")
    (button,) = [button for button in again.button if button.label == "Open the finding"]
    button.click().run()
    assert not again.exception
    assert again.session_state["tab"] == "Findings"
    assert "Template C(2025) 8311, Notice para 32" in _words(again)


def test_the_timeline_shows_both_branches_with_what_they_rest_on() -> None:
    app = _open(dossier([], [], [row("ACT-53-1-c", branches=BRANCHES)]), "Timeline")
    table = app.dataframe[0].value
    line = table[table["duties"] == "Copyright policy"].iloc[0]
    assert line["from when"] == (
        "from 2027-08-02 if placed before; from 2025-08-02 if placed on or after"
    )
    assert "Art. 111(3), edition 2024-07-12" in line["why, and what the day rests on"]
    assert "Next, on 2027-08-02, if it then holds: Copyright policy." in _words(app)
    days = app.dataframe[1].value
    assert set(days["edition"]) == {"2024-07-12", "2026-07-27"}


def test_variants_that_differ_have_tables_of_their_own() -> None:
    differing = [row("ACT-53-1-c", Verdict.DOES_NOT_APPLY, variant="9B")]
    app = _open(dossier([], [], differing, variants=("9B", "900B")), "Timeline")
    assert len(app.dataframe) == 3
    assert {"9B", "900B"} <= {header.value for header in app.header}


def _hostile() -> Dossier:
    text = f"Plover 3 reads {EVIL} well.\n"
    document = Document("f" * 64, f"{EVIL}.md", "text/markdown", text, kind="summary")
    found = dossier(
        [stated("doc_version_or_date", document, text.strip())],
        documents=(document,),
        variants=(EVIL, "9B"),
        applicability=[row("ACT-53-1-c", Verdict.DOES_NOT_APPLY, variant="9B")],
    )
    return replace(found, model=Model(f"Plover {EVIL}", EVIL, (), Tri.YES))


@pytest.mark.parametrize("tab", ["Forms", "Timeline"])
def test_words_of_others_are_words(tab: str) -> None:
    app = _open(_hostile(), tab)
    drawn = [str(i.value) for kind in ("header", "markdown", "caption") for i in getattr(app, kind)]
    told = [text for text in drawn if "evil" in text]
    assert told
    for text in told:
        assert "](http" not in text and "<script>" not in text and "`c`" not in text


@pytest.mark.parametrize(
    ("tab", "told"), [("Forms", "No published summary"), ("Timeline", "No provision was judged.")]
)
def test_an_empty_dossier(tab: str, told: str) -> None:
    made = dossier()
    bare = Dossier(replace(made.model, name=""), (), (), (), (), (), (), made.run)
    app = _open(bare, tab)
    if tab == "Forms":
        app = _pick(app, "summary")
    assert told in _words(app)


def test_the_published_summary_is_shown_as_it_was_read() -> None:
    app = _pick(_open(with_summary(), "Forms"), "summary")
    told = _words(app)
    assert "Read as the published summary: summary.pdf." in told
    assert any("what is missing" in frame.value.columns for frame in app.dataframe)
    without = _pick(_open(dossier(), "Forms"), "summary")
    assert "Read as the published summary" not in _words(without)


def test_every_reading_has_a_badge() -> None:
    assert set(summary_view.BADGE) == set(FieldReading)


def test_every_status_has_a_badge() -> None:
    assert set(BADGE) == set(FieldStatus)
