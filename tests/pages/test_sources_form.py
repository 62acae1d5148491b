"""What people say of their documents' sources reaches the files."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.dossier import File
from pipeline.errors import BadInput
from pipeline.pages import sources_form
from pipeline.schema import Source

FILES = [File("a.md", b"# A"), File("b.md", b"# B", Source(url="https://b.example"))]


def _row(name: str, **cells: Any) -> dict[str, Any]:
    return {"file": name, "kind": "", "model": "", "url": "", "retrieved": "", **cells}


def _draw() -> None:
    import streamlit as st

    from pipeline.pages import sources_form

    rows = sources_form.draw(st.session_state["files"])
    st.session_state["rows"] = rows


def test_the_table_begins_with_what_is_known() -> None:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_function(_draw)
    app.session_state["files"] = FILES
    app.run()
    assert not app.exception
    rows = app.session_state["rows"]
    assert [row["file"] for row in rows] == ["a.md", "b.md"]
    assert [row["url"] for row in rows] == ["", "https://b.example"]


def test_what_is_said_goes_to_its_file() -> None:
    rows = [
        _row("a.md", kind="licence", model="Nova 7B", retrieved="2026-11-01"),
        _row("b.md", url="https://b.example", publisher=None),
    ]
    first, second = sources_form.with_sources(FILES, rows)
    assert first.source == Source(retrieved="2026-11-01", kind="licence", model="Nova 7B")
    assert second.source == Source(url="https://b.example")
    assert (first.data, second.data) == (b"# A", b"# B")


def test_an_address_that_is_cleared_is_gone() -> None:
    (_, second) = sources_form.with_sources(FILES, [_row("a.md"), _row("b.md")])
    assert second.source == Source()


def test_wrong_days_are_told_with_their_file() -> None:
    with pytest.raises(BadInput, match=r"a\.md: retrieved 'May'.*b\.md: retrieved '2'"):
        sources_form.with_sources(
            FILES, [_row("a.md", retrieved="May"), _row("b.md", retrieved="2")]
        )
