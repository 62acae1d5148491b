"""Panels with empty, hostile and many things in them; filters; one run of the viewer a tab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.files import root
from pipeline.catalogue.obligations import obligations
from pipeline.errors import BadInput
from pipeline.pages import facts_form, palette
from pipeline.schema import (
    Audience,
    Dossier,
    Duty,
    Finding,
    Outcome,
    ReadWarning,
    Record,
    Status,
    Tri,
    Verdict,
    WarningCode,
)
from pipeline.store.database import Store
from pipeline.view.elements import WORDS
from pipeline.view.facts import FIELDS, as_value
from tests.examples import dossier

APP = root() / "app.py"
TABS = ("Overview", "Findings", "Duties", "Elements", "Risks", "Forms", "Timeline", "Documents")
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


def _open(key: str, tab: str, **query: str) -> Any:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["tab"] = tab
    app.session_state["dossier"] = key
    app.run()
    app.switch_page("pipeline/pages/dossier_page.py")
    for name, value in {"dossier": key, **query}.items():
        app.query_params[name] = value
    return app.run()


def _drawn(app: Any) -> list[str]:
    """Return the source of all that is drawn as Markdown."""
    kinds = ("title", "header", "markdown", "caption", "info", "warning", "error", "success")
    return [str(item.value) for kind in kinds for item in getattr(app, kind)]


def _words(app: Any) -> str:
    drawn = [*_drawn(app), *(str(item.value) for item in app.text)]
    return "\n".join(drawn).replace("\\", "").replace("\u2060", "")


def _tables(app: Any) -> list[Any]:
    return [item.value for item in app.dataframe]


@pytest.fixture(scope="module")
def empty(home: Path) -> str:
    made = dossier()
    return Store().save(
        Dossier(replace(made.model, name="", provider=""), (), (), (), (), (), (), made.run)
    )


@pytest.mark.parametrize(
    ("tab", "told"),
    [
        ("Overview", "No piece of information was assessed."),
        ("Overview", "No duty of a model provider applies."),
        ("Overview", "No typed values were found."),
        ("Findings", "no provision was judged"),
        ("Duties", "No provision was judged."),
        ("Elements", "no assessed piece of information"),
        ("Documents", "law as of 2026-11-25"),
    ],
)
def test_an_empty_dossier_says_what_it_lacks(empty: str, tab: str, told: str) -> None:
    app = _open(empty, tab)
    assert not app.exception
    assert told in _words(app)
    assert app.title[0].value == "Model not named in the documents"
    assert "provider not found" in _words(app)


def _hostile() -> Dossier:
    made = dossier()
    one, two = made.documents
    text = one.text.replace("Nova 7B", EVIL, 1)
    one = replace(
        one, name=EVIL, text=text, warnings=(ReadWarning(WarningCode.STUB, EVIL),), blocks=()
    )
    item = replace(
        made.assessments[0],
        because=EVIL,
        evidence=(one.span(0, len(text)), one.span(0, len(text) - 1)),
        values=((replace(made.assessments[0].values[0][0], norm=EVIL), EVIL),),
    )
    near = replace(made.assessments[2].nearest[0], why_not=EVIL)
    duty = made.applicability[0]
    tree = replace(duty.because, because=EVIL, question=EVIL, settles=EVIL, basis=(EVIL,))
    tree = replace(tree, spans=(one.span(0, len(text)),))
    return replace(
        made,
        model=replace(made.model, name=EVIL, provider=EVIL, general_purpose=Tri.NO),
        documents=(one, two),
        claims=(),
        assessments=(
            item,
            replace(made.assessments[2], because=EVIL, nearest=(near,), needs_review=True),
        ),
        applicability=(replace(duty, variant=EVIL, because=tree),),
        compute=(replace(made.compute[0], variant=EVIL, inputs=((EVIL, EVIL),)),),
        findings=tuple(replace(finding, because=EVIL) for finding in made.findings),
    )


@pytest.mark.parametrize("tab", TABS)
def test_nothing_of_a_document_is_drawn_as_markup(home: Path, tab: str) -> None:
    app = _open(Store().save(_hostile()), tab)
    assert not app.exception
    touched = [text for text in _drawn(app) if "script" in text]
    assert touched
    for text in touched:
        assert not re.search(r"(?<!\\)[<\[`$]", text.replace("**", "")), text
        assert ":tada:" not in text and "://" not in text
    assert not [item for item in app.get("html") if "script" in str(item.proto)]


@pytest.mark.parametrize(
    "address", ["![x](http://evil.example/p.png)", "<b>", "'; DROP TABLE dossiers; --", "🦪"]
)
def test_an_address_cannot_smuggle_markup_into_the_page(home: Path, address: str) -> None:
    app = _open(address, "Overview")
    assert not app.exception
    (error,) = app.error
    assert not re.search(r"(?<!\\)[<\[!]", error.value)
    assert address in _words(app)


def _many() -> Dossier:
    """One assessment of each of the first elements, statuses in turn; findings of two kinds."""
    made = dossier()
    statuses = [Status.DISCLOSED, Status.ABSENT, Status.PARTIAL]
    first = made.assessments[0]
    kept = [element.id for element in elements()][:12]
    rows = tuple(
        replace(first, element=name, status=statuses[n % 3], needs_review=n % 4 == 0)
        for n, name in enumerate(kept)
    )
    wanted = [item for item in obligations() if Audience.PUBLIC in item.audience][:3]
    wanted += [item for item in obligations() if Audience.PUBLIC not in item.audience][:3]
    outcomes = [Outcome.PARTLY_EVIDENCED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE]
    findings = tuple(
        Finding(
            f"g{n}",
            item.id,
            ("Nova 7B",),
            Record.PARTLY,
            Duty.UNDETERMINED,
            None,
            outcomes[n % 3],
            (kept[n],),
            "because",
        )
        for n, item in enumerate(wanted)
    )
    return replace(made, claims=(), assessments=rows, findings=findings)


@pytest.fixture(scope="module")
def many(home: Path) -> str:
    return Store().save(_many())


def _pills(app: Any, label: str) -> Any:
    return next(item for item in app.button_group if item.label == label)


def _labelled(items: Any, label: str) -> Any:
    return next(item for item in items if item.label == label)


def test_elements_are_filtered_by_status_family_words_and_doubt(many: str) -> None:
    by_id = {element.id: element for element in elements()}
    kept = [by_id[item.element] for item in _many().assessments]
    app = _open(many, "Elements")
    assert len(_tables(app)[0]) == 12 and "12 of 12 pieces" in _words(app)
    _pills(app, "Record").set_value([Status.ABSENT]).run()
    assert set(_tables(app)[0]["record"]) == {WORDS[Status.ABSENT]}
    assert "4 of 12 pieces" in _words(app)
    _pills(app, "Record").set_value([]).run()
    _labelled(app.toggle, "Close calls only").set_value(True).run()
    assert list(_tables(app)[0]["piece of information"]) == [e.name for e in kept[::4]]
    _labelled(app.toggle, "Close calls only").set_value(False).run()
    family = kept[0].family
    _labelled(app.multiselect, "Family").set_value([family]).run()
    assert set(_tables(app)[0]["family"]) == {family}
    assert len(_tables(app)[0]) == sum(e.family == family for e in kept)
    search = _labelled(app.text_input, "Words in name or definition")
    search.set_value(f"  {kept[0].name.upper()} ").run()
    assert kept[0].name in list(_tables(app)[0]["piece of information"])
    search.set_value("no such words anywhere").run()
    assert not app.exception and "Take a filter away" in _words(app)
    assert _tables(app) == []


def test_findings_are_filtered_by_outcome_audience_and_words(many: str) -> None:
    app = _open(many, "Findings")
    assert "4 of 6 findings" in _words(app), "what does not apply is left out at first"
    assert "does not apply" not in list(_tables(app)[0]["outcome"])
    _pills(app, "Outcome").set_value([Outcome.NOT_APPLICABLE]).run()
    assert set(_tables(app)[0]["outcome"]) == {"does not apply"}
    assert "2 of 6 findings" in _words(app)
    _pills(app, "Outcome").set_value([]).run()
    _labelled(app.multiselect, "Owed to").set_value([Audience.PUBLIC]).run()
    assert "2 of 6 findings" in _words(app)
    search = _labelled(app.text_input, "Words in reference or gloss")
    search.set_value("no such words anywhere").run()
    assert not app.exception and "No finding has all that" in _words(app)


def test_a_link_to_a_finding_that_does_not_apply_still_shows_it(many: str) -> None:
    app = _open(many, "Findings", finding="g2")
    assert not app.exception and "5 of 6 findings" in _words(app)
    ref = next(item.ref for item in obligations() if item.id == _many().findings[2].obligation)
    assert ref in _words(app).splitlines()


def test_the_overview_never_announces_no_more(many: str) -> None:
    words = _words(_open(many, "Overview"))
    assert "Look at these first" in words
    assert "more in the tab Findings" not in words, "all four are listed"


def test_the_overview_counts_what_it_does_not_list(home: Path) -> None:
    made = dossier()
    gap = made.findings[0]
    ids = [item.id for item in obligations()][:7]
    findings = tuple(replace(gap, id=name, obligation=name) for name in ids)
    app = _open(Store().save(replace(made, findings=findings)), "Overview")
    assert "3 more in the tab Findings." in _words(app)
    assert sum(button.label == "Open" for button in app.button) == 4
    assert {item.label: item.value for item in app.metric}["Not found, due now"] == "7"


def test_duties_are_searched_among_all_and_listed_by_weight(home: Path) -> None:
    made = dossier()
    duty = made.applicability[0]
    others = (
        replace(duty, obligation="ACT-53-1-a", outcome=Verdict.DOES_NOT_APPLY, branches=()),
        replace(duty, obligation="ACT-53-1-b", outcome=Verdict.UNDETERMINED),
        duty,
    )
    app = _open(Store().save(replace(made, applicability=others)), "Duties")
    table = _tables(app)[0]
    assert [words.split(" (")[0] for words in table["outcome"]] == [
        "applies",
        "undetermined",
        "does not apply",
    ]
    assert list(table["due from"]) == ["2025-08-02 or 2027-08-02"] * 2 + [""]
    assert "1 apply · 1 do not apply · 1 undetermined" in _words(app)
    search = app.text_input(key="duty-words")
    search.set_value("53(1)(B)").run()
    assert len(_tables(app)[0]) == 1
    search.set_value("no such words").run()
    assert not app.exception and "No provision has these words." in _words(app)


def test_unreadable_documents_are_told_on_top(home: Path) -> None:
    made = dossier()
    torn = replace(
        made.documents[1],
        id="e" * 64,
        name="torn.pdf",
        text="",
        pages=(),
        words=(),
        warnings=(
            ReadWarning(WarningCode.DAMAGED, "cannot be opened"),
            ReadWarning(WarningCode.DAMAGED, "cannot be opened", 3),
            ReadWarning(WarningCode.DAMAGED, "cannot be opened", 5),
        ),
    )
    app = _open(Store().save(replace(made, documents=(*made.documents, torn))), "Documents")
    words = _words(app)
    assert "torn.pdf could not be read: cannot be opened" in words
    assert "**torn.pdf**\n\n- cannot be opened (pages 3, 5)" in words
    assert "1 note on how" in words, "notes on readable documents only"
    assert list(_tables(app)[0]["pages"]) == ["–", "2", "–"]


def test_many_dossiers_are_searched_and_the_oldest_folded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("LACUNA_DATA", str(tmp_path))
    made = dossier()
    for n in range(27):
        model = replace(made.model, name=f"Model {n:02d}", provider="Нова" if n == 5 else "Ostrea")
        Store().save(replace(made, model=model))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert sum(button.label == "Open" for button in app.button) == 25
    assert "2 older ones are not shown" in _words(app)
    for typed, found in [("нова", 1), (" model 1", 10), ("REPORT.PDF", 25), ("nothing", 0)]:
        app.text_input[0].set_value(typed).run()
        assert sum(button.label == "Open" for button in app.button) == found, typed
    assert "No dossier has these words." in _words(app)


@pytest.mark.parametrize(
    ("key", "chosen", "expected"),
    [
        ("placement_date", date(2025, 8, 2), date(2025, 8, 2)),
        ("placement_date", None, None),
        ("notified", "yes", "yes"),
        ("notified", None, None),
        ("code_signatory", [], []),
        ("code_signatory", ("copyright", "safety"), ["copyright", "safety"]),
    ],
)
def test_a_choice_becomes_what_the_facts_file_holds(
    key: str, chosen: object, expected: object
) -> None:
    field = next(field for field in FIELDS if field.key == key)
    assert as_value(field, chosen) == expected


@pytest.mark.parametrize(
    ("key", "value"),
    [(f.key, value) for f in FIELDS if f.kind == "choice" for value, _ in f.options],
)
def test_every_option_is_a_fact_that_is_accepted(key: str, value: str) -> None:
    given = facts_form.facts({key: value}, "")
    assert given is not None
    plain = {"yes": (True, "yes", Tri.YES), "no": (False, "no", Tri.NO)}
    assert getattr(given, key) in plain.get(value, (value, None, Tri.UNKNOWN))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [", "one key: value a line"),
        ("\tprovider: x", "one key: value a line"),
        ("- provider", "expected keys and values"),
        ("just words", "expected keys and values"),
        ("42", "expected keys and values"),
        ("unknown_key: 1", "unknown_key"),
        ("placement_date: tomorrow", "placement_date"),
        ("notified: perhaps", "notified"),
    ],
)
def test_a_box_that_holds_no_facts_is_refused_in_words(text: str, fault: str) -> None:
    with pytest.raises(BadInput, match=re.escape(fault)):
        facts_form.facts({}, text)


@pytest.mark.parametrize("text", ["", "  \n", "# only a remark", "~", "null"])
def test_an_empty_box_is_no_fact(text: str) -> None:
    assert facts_form.facts({"notified": None, "code_signatory": []}, text) is None


@pytest.mark.parametrize(
    ("rows", "most", "height"),
    [(0, 8, 73), (1, 8, 73), (8, 8, 318), (9, 8, 333), (500, 8, 333)],
)
def test_tables_grow_to_a_limit_and_show_half_a_row_beyond(
    rows: int, most: int, height: int
) -> None:
    assert palette.table_height(rows, most) == height


def test_every_status_outcome_verdict_and_answer_has_a_colour() -> None:
    assert set(palette.STATUS) == set(palette.STATUS_BADGE) == set(Status)
    assert set(palette.OUTCOME) == set(palette.BADGE) == set(Outcome)
    assert set(palette.VERDICT) == set(Verdict) and set(palette.ANSWER) == set(Tri)
    assert len(set(palette.STATUS.values())) == len(Status), "bars must be told apart"
    assert len(set(palette.OUTCOME.values())) == len(Outcome)
