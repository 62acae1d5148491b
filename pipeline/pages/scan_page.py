"""Upload the documents of one model and scan them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import streamlit as st

from pipeline.dossier import File, Options, example_files, scan, unpacked
from pipeline.errors import LacunaError
from pipeline.pages import facts_form, places, session, sources_form
from pipeline.schema import Dossier
from pipeline.view.plain import plain


def draw() -> None:
    """Draw the form; a finished scan leads to its dossier."""
    st.title("Scan documents")
    st.write(
        "Give everything that the provider has published about **one** model: model card, "
        "technical report, licence, acceptable use policy, training summary, web page. "
        "PDF, Markdown, HTML, DOCX, plain text, YAML, JSON, pictures and ZIP of these are read. "
        "Nothing leaves this machine."
    )
    again = session.scanned_again()
    files = _again(again) if again else _uploaded()
    left, right = st.columns(2)
    name = left.text_input(
        "Model name (optional)", help="Where the documents do not name the model."
    )
    day = right.date_input("Judge by the law of", value="today", format="YYYY-MM-DD")
    with st.expander("Facts that documents rarely state", expanded=again is not None):
        st.caption("Each replaces what would be inferred, and is shown as given by you.")
        chosen, text = facts_form.draw()
        author = st.text_input("Your name, kept with each fact (optional)", key="facts-by")
    rows = []
    if files:
        with st.expander("Where the documents come from, and what they are"):
            rows = sources_form.draw(files)
    start, example, _ = st.columns([2, 2, 3])
    go = start.button("Scan", type="primary", disabled=not files, width="stretch")
    show = example.button("Scan the example model", width="stretch")
    if go or show:
        try:
            when = datetime.now(UTC).isoformat(timespec="seconds")
            facts = facts_form.facts(chosen, text, by=author.strip(), when=when)
            files = sources_form.with_sources(files, rows)
        except LacunaError as error:
            st.error(plain(str(error)))
            return
        _run(example_files() if show else files, Options(name.strip() or None, facts, day))


def _uploaded() -> list[File]:
    uploaded = st.file_uploader("Documents of one model", accept_multiple_files=True)
    return [File(item.name, item.getvalue()) for item in uploaded]


def _again(dossier: Dossier) -> list[File]:
    """Return the kept files of a dossier, after saying so."""
    kept = session.store()
    files, missing = [], []
    for document in dossier.documents:
        data = kept.file(document.id)
        if data is None:
            missing.append(document.name)
        else:
            folder, _, name = document.name.rpartition("/")
            files.append(File(name, data, document.source, folder))
    names = ", ".join(file.name for file in files)
    st.info(f"Documents of **{plain(dossier.model.name or 'the dossier')}**: {plain(names)}")
    if missing:
        st.warning("Not kept, please upload them again: " + plain(", ".join(missing)))
    if st.button("Use other documents"):
        session.scan_again(None)
        st.rerun()
    return files


def _run(files: list[File], options: Options) -> None:
    with st.status(f"Scanning {len(files)} document(s)", expanded=True) as status:
        bar = st.progress(0.0, "starting")

        def show(what: str, share: float) -> None:
            bar.progress(min(share, 1.0), plain(what))

        try:
            files = unpacked(files)
            dossier = scan(files, options, show)
        except LacunaError as error:
            status.update(label="The scan stopped", state="error")
            st.error(plain(str(error)))
            return
        contents = {hashlib.sha256(file.data).hexdigest(): file.data for file in files}
        identifier = session.store().save(dossier, contents)
        status.update(label="Done", state="complete")
    session.scan_again(None)
    session.choose(identifier)
    places.go("dossier_page.py")


if __name__ == "__main__":
    draw()
