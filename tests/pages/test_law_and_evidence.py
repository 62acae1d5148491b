"""Law as it is shown, quotations among their lines, and the form of a scan, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.files import root
from pipeline.law.locators import parse
from pipeline.law.showing import NOT_CHECKED, UNCHANGED, Basis, Shown
from pipeline.pages import evidence_view
from pipeline.schema import Document, Source
from pipeline.store.database import Store
from pipeline.view.elements import Quoted
from tests.examples import card, dossier, report

EVIL = "<b>bold</b> ![p](http://evil.example/p.png) :tada:"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder, and no law."""
    import streamlit as st

    monkeypatch.setenv("LACUNA_DATA", str(tmp_path))
    monkeypatch.delenv("LACUNA_LAW", raising=False)
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def _run(script: Any, **state: object) -> Any:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_function(script, default_timeout=60)
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def _values(items: Any) -> list[str]:
    """Return what is shown, as people read it (Streamlit trims text at both ends)."""
    return [str(item.value).replace("\\", "").replace("\u2060", "") for item in items]


def _draw_shown() -> None:
    import streamlit as st

    from pipeline.pages import law_view

    law_view.draw_shown(st.session_state["shown"], st.session_state["label"])


SHOWN = Shown(
    locator=parse("Art. 53(1)(d)"),
    text="invented words of a law",
    heading="An invented title",
    heading_path=("A chapter", "A section", "An invented title"),
    source="a journal",
    edition="2024-07-12",
    sha256="ab" * 32,
    basis=Basis.PUBLISHED,
    notes=(UNCHANGED,),
    children=(parse("Art. 53(1)(a)"),),
    document_id="x",
    start=0,
    end=23,
)


def test_a_provision_is_shown_with_place_source_edition_and_hash() -> None:
    app = _run(_draw_shown, shown=SHOWN, label="score 0.50")
    assert not app.exception
    assert _values(app.text) == ["invented words of a law"]
    assert _values(app.markdown) == ["**Art. 53(1)(d)** – An invented title"]
    above, note, origin = _values(app.caption)
    assert above == "A chapter › A section"
    assert note == f":material/check: {UNCHANGED}"
    assert origin == "a journal · edition 2024-07-12 · sha256 abababababababab… · score 0.50"


@pytest.mark.parametrize(
    ("length", "folded"), [(1, False), (1100, False), (1101, True), (20_000, True)]
)
def test_long_provisions_are_folded_and_say_how_long(length: int, folded: bool) -> None:
    app = _run(_draw_shown, shown=replace(SHOWN, text="x" * length), label="")
    assert [item.label for item in app.expander] == (
        [f"The whole text ({length:,} characters)"] if folded else []
    )
    assert _values(app.text) == ["x" * length]


def test_a_place_without_text_names_what_lies_below_and_no_hash() -> None:
    bare = replace(SHOWN, text="", sha256="", heading="", heading_path=(), basis=Basis.NO_TEXT)
    app = _run(_draw_shown, shown=bare, label="")
    assert not app.exception and _values(app.text) == []
    assert _values(app.markdown) == ["**Art. 53(1)(d)**"]
    assert _values(app.caption)[1:] == [
        "a journal · edition 2024-07-12",
        "Below it: Art. 53(1)(a)",
    ]


def test_words_of_the_law_are_text_and_doubts_are_warnings() -> None:
    odd = replace(SHOWN, text=EVIL, heading=EVIL, source=EVIL, notes=(NOT_CHECKED, EVIL))
    app = _run(_draw_shown, shown=odd, label=EVIL)
    assert app.text[0].value == EVIL
    for item in (*app.markdown, *app.caption):
        assert "<b>" not in item.value.replace("\\<", "") and ":tada:" not in item.value
    assert sum(":material/warning:" in item.value for item in app.caption) == 2
    assert not any(":material/check:" in item.value for item in app.caption)


def _draw_quoted() -> None:
    import streamlit as st

    from pipeline.pages import evidence_view

    evidence_view.draw(st.session_state["dossier-made"], st.session_state["quoted"], "k")


def _quoted(document: Document, words: str) -> Quoted:
    start = document.text.index(words)
    return Quoted(words, "the place", document.id, start, start + len(words))


def test_a_quotation_without_pages_stands_among_its_lines() -> None:
    app = _run(_draw_quoted, **{"dossier-made": dossier(), "quoted": _quoted(card(), "7 billion")})
    assert not app.exception
    before, marked, after = _values(app.text)
    assert before == "# Nova\n\nNova 7B has"
    assert marked == "7 billion"
    assert after == "parameters.\nIts context is 32k tokens."
    assert _values(app.caption) == [
        "card.md, line 3 · Nova Labs · https://nova.example/card · retrieved 2026-11-01",
        "from line 1 of the text",
    ]
    assert not app.toggle, "there is no page to be shown whole"


def test_a_page_whose_file_was_not_kept_falls_back_to_its_words() -> None:
    app = _run(
        _draw_quoted, **{"dossier-made": dossier(), "quoted": _quoted(report(), "8k tokens")}
    )
    assert not app.exception and not app.expander
    assert "8k tokens" in _values(app.text)


def test_a_page_whose_kept_file_is_damaged_is_told_and_its_words_shown() -> None:
    made = dossier()
    Store().save(made, {report().id: b"no PDF at all"})
    app = _run(_draw_quoted, **{"dossier-made": made, "quoted": _quoted(report(), "8k tokens")})
    assert not app.exception
    assert len(app.warning) == 1
    assert "8k tokens" in _values(app.text)


def test_marked_words_are_never_markup() -> None:
    evil = Document(id="e" * 64, name=EVIL, media_type="text/plain", text=f"a {EVIL} b")
    made = replace(
        dossier(), documents=(evil,), claims=(), assessments=(), findings=(), applicability=()
    )
    app = _run(_draw_quoted, **{"dossier-made": made, "quoted": _quoted(evil, EVIL)})
    assert [item.value for item in app.text] == ["a", EVIL, "b"]
    assert not [item for item in app.markdown if "bold" in item.value]


@pytest.mark.parametrize(
    ("document", "origin"),
    [
        (replace(card(), source=Source()), "card.md, line 1"),
        (
            replace(card(), source=Source(url="https://a.example")),
            "card.md, line 1 · https://a.example",
        ),
        (
            replace(card(), source=Source(retrieved="2026-01-01")),
            "card.md, line 1 · retrieved 2026-01-01",
        ),
        (replace(card(), source=Source(publisher="Nova Labs")), "card.md, line 1 · Nova Labs"),
        (report(), "report.pdf, page 1 of 2"),
        (replace(report(), source=Source("u", "d")), "report.pdf, page 1 of 2 · u · retrieved d"),
    ],
)
def test_where_a_quotation_comes_from(document: Document, origin: str) -> None:
    assert evidence_view._origin(document, Quoted("q", "p", document.id, 0, 1)) == origin


def test_the_form_of_a_scan_gives_every_fact_a_field_and_keeps_what_is_wrong() -> None:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(root() / "app.py"), default_timeout=60).run()
    app.switch_page("pipeline/pages/scan_page.py").run()
    assert not app.exception
    app.selectbox(key="fact-notified").set_value("no")
    app.date_input(key="fact-placement_date").set_value(date(2025, 9, 16))
    app.multiselect(key="fact-code_signatory").set_value(["safety"])
    app.text_area[0].set_value("notified: yes")
    next(item for item in app.button if item.label == "Scan the example model").click().run()
    assert not app.exception
    assert "given in a field and in the box: notified" in app.error[0].value.replace("\\", "")
    assert app.selectbox(key="fact-notified").value == "no"
    assert app.date_input(key="fact-placement_date").value == date(2025, 9, 16)
    assert app.multiselect(key="fact-code_signatory").value == ["safety"]
    assert app.title[0].value == "Scan documents" and Store().entries() == ()
