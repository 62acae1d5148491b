"""The documents behind a dossier, what could not be read in them, and the run."""

from __future__ import annotations

import streamlit as st

from pipeline.readers.language_words import name as language_name
from pipeline.schema import Document, Dossier, Relation, WarningCode
from pipeline.view.plain import plain

_RELATIONS = {
    Relation.OWN: "this model",
    Relation.VERSION: "another version",
    Relation.BASE: "its base model",
    Relation.OTHER: "another model",
    Relation.UNNAMED: "",
}

#: Warnings after which a higher limit can help.
_CUT = frozenset({WarningCode.LIMIT, WarningCode.PARSER_STOPPED, WarningCode.PARTLY_READ})


def warn(dossier: Dossier) -> None:
    """Say at the head of a dossier what could not be read, and that there is more to know."""
    for document in dossier.documents:
        if not document.readable:
            told = "; ".join(w.message for w in document.warnings) or "no text in it"
            st.error(f"{plain(document.name)} could not be read: {plain(told)}")
    readable = [document for document in dossier.documents if document.readable]
    notes = sum(len(document.warnings) for document in readable)
    if notes:
        st.warning(
            f"{notes} {'note' if notes == 1 else 'notes'} on how the documents were read: "
            "see the tab Documents."
        )


def draw(dossier: Dossier) -> None:
    """Draw documents, warnings and how the dossier came about."""
    documents = dossier.documents
    columns = {
        "document": [d.name for d in documents],
        "kind": [d.kind for d in documents],
        "about": [_about(d) for d in documents],
        "pages": [str(len(d.pages)) if d.pages else "–" for d in documents],
        "characters": [f"{len(d.text):,}" for d in documents],
        "language": [_language(d) for d in documents],
        "notes": [str(len(d.warnings)) if d.warnings else "–" for d in documents],
        "sha256": [d.id for d in documents],
    }
    for name in ("url", "retrieved", "publisher"):
        if any(getattr(d.source, name) for d in documents):
            columns[name] = [getattr(d.source, name) or "" for d in documents]
    st.dataframe(
        columns,
        hide_index=True,
        width="stretch",
        height="content",
        column_config={"sha256": st.column_config.TextColumn(width=150)},
        alt="Documents of this dossier",
    )
    for document in documents:
        _warnings(document)
    run = dossier.run
    st.caption(
        plain(
            f"Lacuna {run.version} {run.commit} · scanned {run.started[:19]} to "
            f"{run.finished[:19]} UTC · law as of {run.as_of.isoformat()}"
        )
    )
    with st.expander("Settings, corpora and models of this run"):
        st.json(
            {
                "settings": dict(run.settings),
                "corpora": dict(run.corpora),
                "models": dict(run.models),
            }
        )


def _warnings(document: Document) -> None:
    """Draw the warnings of a document in one box, each kind once, with its pages."""
    pages: dict[str, list[int]] = {}
    for warning in document.warnings:
        pages.setdefault(warning.message, [])
        if warning.page:
            pages[warning.message].append(warning.page)
    lines = []
    for message, numbers in pages.items():
        which = "page" if len(numbers) == 1 else "pages"
        at = f" ({which} {', '.join(map(str, numbers))})" if numbers else ""
        lines.append(f"- {plain(message)}{at}")
    if any(warning.code in _CUT for warning in document.warnings):
        lines.append("- `lacuna limits` lists the limits of reading and how each is set.")
    if lines:
        st.warning("\n".join([f"**{plain(document.name)}**", "", *lines]))


def _language(document: Document) -> str:
    """Return the language in English, with the others that parts of the document are in."""
    if not document.language:
        return "–"
    parts = dict.fromkeys(code for _, _, code in document.foreign)
    others = [language_name(code) for code in parts if code != document.language]
    main = language_name(document.language)
    return f"{main}, in part {', '.join(others)}" if others else main


def _about(document: Document) -> str:
    """Return which model a document is about, in the words of the table."""
    about = document.about
    if about is None or not about.model:
        return "–"
    said = ", by your word" if about.told else ""
    return f"{about.model} ({_RELATIONS[about.relation]}{said})"
