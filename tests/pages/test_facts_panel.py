"""Facts in the viewer: shown with who gave them, changed, and decided on without reading again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.applicability.facts import parse
from pipeline.catalogue.files import root
from pipeline.dossier import Options, example_files, scan
from pipeline.pages import facts_form
from pipeline.redecide import redecide
from pipeline.schema import Dossier, GivenFact, Verdict
from pipeline.store.database import Store
from pipeline.view.facts import FIELDS, given_words, key_words, prefilled


@pytest.fixture(scope="module")
def example() -> Dossier:
    return scan(example_files(), Options(as_of=date(2026, 11, 25)))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    import streamlit as st

    monkeypatch.setenv("LACUNA_DATA", str(tmp_path))
    monkeypatch.delenv("LACUNA_LAW", raising=False)
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def duties(identifier: str) -> Any:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(root() / "app.py"), default_timeout=120)
    app.query_params["dossier"] = identifier
    app.session_state["tab"] = "Duties"
    app.run()
    app.switch_page("pipeline/pages/dossier_page.py")
    app.query_params["dossier"] = identifier
    return app.run()


def submit(app: Any) -> Any:
    return next(b for b in app.button if b.label.startswith("Decide again")).click().run()


def outcome(dossier: Dossier, obligation: str) -> set[Verdict]:
    return {row.outcome for row in dossier.applicability if row.obligation == obligation}


def test_a_fact_given_in_the_viewer_is_kept_with_its_author(home: Path, example: Dossier) -> None:
    key = Store().save(example)
    assert outcome(example, "ACT-54-1") == {Verdict.UNDETERMINED}
    app = duties(key)
    assert not app.exception
    app.selectbox(key=f"{key}-fact-provider_established_in_eu").set_value("no")
    app.text_area(key=f"{key}-fact-others").input("variants: {Ostrea 2 8B: {training_flop: 2e25}}")
    next(box for box in app.text_input if box.label == "Your name").input("Ada")
    app = submit(app)
    assert not app.exception
    latest = Store().entries()
    assert len(latest) == 2
    changed = Store().load(next(entry.id for entry in latest if entry.id != key))
    assert [(fact.key, fact.value, fact.by) for fact in changed.facts] == [
        ("provider_established_in_eu", "no", "Ada"),
        ("variants/Ostrea 2 8B/training_flop", "2E+25", "Ada"),
    ]
    assert all(fact.when.startswith("20") for fact in changed.facts)
    assert outcome(changed, "ACT-54-1") == {Verdict.APPLIES}
    assert outcome(changed, "ACT-55-1-a") == {Verdict.APPLIES, Verdict.DOES_NOT_APPLY}
    assert changed.assessments == example.assessments


def test_who_said_it_first_stays(home: Path, example: Dossier) -> None:
    told = parse({"notified": "no", "code_signatory": []}, by="Ada", when="2026-11-01")
    key = Store().save(redecide(example, told))
    app = duties(key)
    shown = "\n".join(str(item.value) for item in app.markdown)
    assert "said by Ada, 2026" in shown.replace("\\", "")
    assert app.selectbox(key=f"{key}-fact-notified").value == "no"
    assert app.text_area(key=f"{key}-fact-others").value == "code_signatory: []\n"
    app.selectbox(key=f"{key}-fact-monetised").set_value("no")
    next(box for box in app.text_input if box.label == "Your name").input("Bo")
    submit(app)
    changed = Store().load(next(entry.id for entry in Store().entries() if entry.id != key))
    assert {fact.key: fact.by for fact in changed.facts} == {
        "notified": "Ada",
        "code_signatory": "Ada",
        "monetised": "Bo",
    }


def test_no_fact_without_a_name_and_no_wrong_one(home: Path, example: Dossier) -> None:
    key = Store().save(example)
    app = duties(key)
    app.selectbox(key=f"{key}-fact-notified").set_value("no")
    app = submit(app)
    assert "need the name" in app.error[0].value
    next(box for box in app.text_input if box.label == "Your name").input("Ada")
    app.text_area(key=f"{key}-fact-others").input("colour: red\nprovider_size: tiny")
    app = submit(app)
    assert "2 fault" in app.error[0].value
    assert app.error[0].value.count("  \n") == 2  # a line for each
    assert len(Store().entries()) == 1


def test_every_field_takes_its_own_fact_back() -> None:
    """What a field gives, a dossier keeps, and the field shows again."""
    for field in FIELDS:
        value: Any = field.options[0][0] if field.options else date(2026, 1, 2)
        value = [value] if field.kind == "several" else value
        facts = facts_form.facts({field.key: value}, "", by="Ada")
        assert facts is not None
        assert prefilled(facts.told) == ({field.key: value}, ())


def test_words_of_given_facts() -> None:
    fact = GivenFact("variants/org/N/training_flop", "1E+24", "Ada", "2026-11-20")
    told = "org/N: training compute in FLOP: 1E+24 (said by Ada, 2026-11-20)"
    assert given_words(fact) == told
    assert "author not named)" in given_words(replace(fact, by="", when=""))
    timed = replace(fact, when="2026-11-20T10:00:05+00:00")
    assert given_words(timed).endswith("(said by Ada, 2026-11-20 10:00 UTC)")
    assert ": small or medium (" in given_words(GivenFact("provider_size", "sme"))
    assert key_words("modifies/original_flop").startswith("the model that it modifies: compute")
    assert given_words(GivenFact("code_signatory", ())).startswith("chapters of the Code")
    assert ": none (" in given_words(GivenFact("code_signatory", ()))
