"""A dossier in the shape of a form: pick the form and whom it is for, see each field answered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from pipeline.export.form_pages import form_html, form_markdown
from pipeline.export.forms import form_json
from pipeline.export.text import NOTE
from pipeline.pages import evidence_view, findings_panel, palette, places, session, summary_view
from pipeline.schema import Dossier, Outcome
from pipeline.schema.forms import Form, Recipient
from pipeline.view import form_words as words
from pipeline.view.elements import Quoted
from pipeline.view.form_rows import Answer, FieldRow, FieldStatus, FormView
from pipeline.view.plain import plain
from pipeline.view.when import Stage
from pipeline.wire.encode import dumps

BADGE: dict[FieldStatus, palette.Badge] = {
    FieldStatus.STATED: "green",
    FieldStatus.PARTLY: "green",
    FieldStatus.GENERAL: "orange",
    FieldStatus.ELSEWHERE: "blue",
    FieldStatus.CONTRADICTED: "violet",
    FieldStatus.NOT_FOUND: "red",
    FieldStatus.NOT_READ: "gray",
    FieldStatus.NOT_JUDGED: "gray",
    FieldStatus.CONDITION_UNKNOWN: "orange",
    FieldStatus.DOES_NOT_APPLY: "gray",
}

_STAGE: dict[Stage, palette.Badge] = {
    Stage.NOW: "orange",
    Stage.LATER: "blue",
    Stage.OPEN: "blue",
    Stage.NOT_OWED: "gray",
}

#: Letters of a table's cell; the whole stands below it.
_CELL = 110


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw the choice of form, what is said of it as a whole, its fields, and one of them."""
    form, recipient = _chosen()
    view = session.form(identifier, dossier, form, recipient)
    if not view.rows:
        st.info("No field of this form is for them.")
        return
    _head(view)
    if form.publication:
        summary_view.sections(dossier)
    rows = _filtered(view)
    if not rows:
        st.info("No field has that status. Take the filter away.")
        return
    row = _table(view, rows)
    _take_away(dossier, view)
    _detail(dossier, view, row)


def _chosen() -> tuple[Form, Recipient | None]:
    left, right = st.columns(2)
    forms = {found.id: found for found in session.forms()}
    name = left.selectbox(
        "Form", list(forms), format_func=lambda key: forms[key].title, key="form-picked"
    )
    form = forms[name]
    whom = {found.id: found for found in form.recipients}
    told = {key: f"{found.name}, {words.how(found)}" for key, found in whom.items()}
    key = right.selectbox(
        "For whom",
        ["", *whom],
        format_func=lambda key: told.get(key, "everybody"),
        key=f"form-for-{form.id}",
    )
    return form, whom.get(key)


def _head(view: FormView) -> None:
    for refs, stage, told in words.carriers(view):
        st.badge(_stands(stage), color=_STAGE[stage])
        st.markdown(f"**{plain(refs)}:** {plain(told)}")
    for note in (*view.notes, NOTE):
        st.caption(plain(note))


def _stands(stage: Stage) -> str:
    return {
        Stage.NOW: "owed now",
        Stage.LATER: "owed later",
        Stage.OPEN: "open",
        Stage.NOT_OWED: "not owed",
    }[stage]


def _filtered(view: FormView) -> list[FieldRow]:
    every = [row for key, _ in view.form.sections for row in view.section(key)]
    counts = {
        status: sum(row.status is status for row in every)
        for status in FieldStatus
        if any(row.status is status for row in every)
    }
    wanted = st.pills(
        "Fields",
        list(counts),
        selection_mode="multi",
        format_func=lambda status: f"{words.COUNTED[status]} · {counts[status]}",
        key=f"form-status-{view.form.id}",
    )
    return [row for row in every if not wanted or row.status in wanted]


def _table(view: FormView, rows: Sequence[FieldRow]) -> FieldRow:
    titles = dict(view.form.sections)
    number = words.variants(view)
    mark = hashlib.sha256("".join(row.field.id for row in rows).encode()).hexdigest()[:12]
    columns = {
        "section": [words.section(r.field.section, titles[r.field.section]) for r in rows],
        "field": [words.title(row) for row in rows],
        "record": [row.words for row in rows],
        "answer": [_cell(_answer(row)) for row in rows],
        "where": [quoted.place if (quoted := _first(row)) else "" for row in rows],
        "owed": [words.owed(row, number) for row in rows],
    }
    if any(row.field.confidence for row in rows):
        columns["for"] = [words.recipients(row) for row in rows]
        columns["marks"] = [
            "verified" if row.field.confidence and row.field.confidence.verified else "unverified"
            for row in rows
        ]
    chosen = st.dataframe(
        columns,
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="single-row-required",
        height=palette.table_height(len(rows), 10),
        column_config={
            "section": st.column_config.TextColumn(width=140),
            "field": st.column_config.TextColumn(width=240),
            "record": st.column_config.TextColumn(width=110),
            "answer": st.column_config.TextColumn(width=250),
            "where": st.column_config.TextColumn(width=140),
            "owed": st.column_config.TextColumn(width=130),
            "for": st.column_config.TextColumn(width=160),
            "marks": st.column_config.TextColumn(width=90),
        },
        alt="Fields of the form: record, answer, place and from when each is owed",
        key=f"form-{view.form.id}-{mark}",
    )
    selected = chosen.selection.rows
    return rows[selected[0]] if selected and selected[0] < len(rows) else rows[0]


def _take_away(dossier: Dossier, view: FormView) -> None:
    """Offer the form as files: whole, whatever the filter shows."""
    name = f"{view.form.id}-{view.recipient.id}" if view.recipient else view.form.id
    files = (
        ("HTML", "html", "text/html", lambda: form_html(view)),
        ("Markdown", "md", "text/markdown", lambda: form_markdown(view)),
        ("JSON", "json", "application/json", lambda: dumps(form_json(view, dossier))),
    )
    with st.container(horizontal=True, gap="small"):
        for label, ending, kind, made in files:
            st.download_button(
                f"As {label}",
                made,
                file_name=f"{name}.{ending}",
                mime=kind,
                icon=":material/download:",
                key=f"form-as-{ending}",
                on_click="ignore",
            )


def _cell(text: str, most: int = _CELL) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _answer(row: FieldRow) -> str:
    """Return the shortest answer that there is: a value, else the best quotation."""
    values = [value for answer in row.answers for value in answer.values]
    if values and row.status is not FieldStatus.DOES_NOT_APPLY:
        return "; ".join(values)
    quoted = _first(row)
    return quoted.text if quoted else ""


def _first(row: FieldRow) -> Quoted | None:
    if row.status is FieldStatus.DOES_NOT_APPLY:
        return None
    return next((quoted for answer in row.answers for quoted in answer.quotes), None)


def _detail(dossier: Dossier, view: FormView, row: FieldRow) -> None:
    st.header(plain(_cell(words.title(row), 160)), divider="gray")
    left, right = st.columns([2, 3], gap="large")
    with left:
        _asked(view, row)
    with right:
        st.subheader("The record")
        st.badge(row.words, color=BADGE[row.status])
        if view.form.publication:
            summary_view.answer(dossier, row.field.id)
        if not row.answers and row.obligation.without_element:
            st.markdown(plain(f"Not read from documents: {row.obligation.without_element}."))
        for answer in row.answers:
            _said(dossier, row, answer)


def _asked(view: FormView, row: FieldRow) -> None:
    st.subheader("What is asked")
    if row.official:
        st.markdown(plain(row.official.text or row.official.label))
        for option in row.official.options:
            st.markdown(f"- {plain(option)}")
        notes = "; ".join(row.official.notes)
        where = f"{row.official.label}. " if row.official.text else ""
        source = f"{where}{row.official.source}, edition {row.official.edition}. {notes}"
        st.caption(plain(source))
    with st.container(key=f"gloss-form-{row.field.id}"):
        st.markdown(f"**In our words, not the form's:** {plain(row.obligation.gloss)}")
    told = [f"Field {row.field.id}, {row.field.type.value.replace('_', ' ')}"]
    told[0] += "." if row.field.required else ", optional."
    told.append(f"For: {words.recipients(row)}.")
    if row.field.confidence:
        told.append(f"{words.CONFIDENCE_WORDS[row.field.confidence].capitalize()}.")
    told.append(f"Asked for by {row.obligation.ref}, edition {row.obligation.edition}.")
    told.append(f"Owed: {words.owed(row, words.variants(view))}.")
    if condition := words.condition(row):
        told.append(condition)
    told += row.simpler
    for line in told:
        st.caption(plain(line))
    judged = [item for item in row.owed if item.outcome is not Outcome.NOT_APPLICABLE]
    if judged:
        st.button(
            "Open the finding",
            key=f"form-open-{row.field.id}",
            on_click=_open,
            args=(judged[0].finding,),
        )


def _open(finding: str) -> None:
    findings_panel.show(finding)
    st.session_state[places.TAB] = "Findings"


def _said(dossier: Dossier, row: FieldRow, answer: Answer) -> None:
    name = "Answer" if answer.words == "box" else f"{answer.name}: {answer.words}"
    whole = " (of the training data as a whole)" if answer.whole and answer.words != "box" else ""
    st.markdown(f"**{plain(name + whole)}**")
    if answer.values:
        st.markdown(plain("; ".join(answer.values)))
    for number, quoted in enumerate(answer.quotes[:3]):
        key = f"form-{row.field.id}-{answer.element}-{number}"
        with st.container(key=f"quote-{key}"):
            st.markdown(f"“{plain(quoted.text)}”")
        if number == 0:
            with st.expander(plain(quoted.place)):
                evidence_view.draw(dossier, quoted, f"in-{key}")
        else:
            st.caption(plain(quoted.place))
    if len(answer.quotes) > 3:
        st.caption(f"and {len(answer.quotes) - 3} more quotations")
