"""Upload the documents of one model and scan them."""

from __future__ import annotations

import hashlib
from datetime import date

import streamlit as st
import yaml

from pipeline.applicability.facts import parse as parse_facts
from pipeline.dossier import File, Options, example_files, scan
from pipeline.errors import LacunaError
from pipeline.pages import places, session

_FACTS_HELP = (
    "One `key: value` a line, as in the facts file of the command line, for example "
    "`placement_date: 2025-09-16` or `provider_established_in_eu: no`."
)


def draw() -> None:
    """Draw the form; a finished scan leads to its dossier."""
    st.title("Scan documents")
    st.write(
        "Give everything that the provider has published about **one** model: model card, "
        "technical report, licence, acceptable use policy, training summary, web page. "
        "PDF, Markdown, HTML, DOCX, plain text, YAML and JSON are read. "
        "Nothing leaves this machine."
    )
    uploaded = st.file_uploader("Documents of one model", accept_multiple_files=True)
    left, right = st.columns(2)
    name = left.text_input("Model name (optional)", help="Where the documents do not name it.")
    day = right.date_input("Judge by the law of", value="today", format="YYYY-MM-DD")
    with st.expander("Facts that documents rarely state"):
        text = st.text_area("Facts", placeholder="placement_date: 2025-09-16", help=_FACTS_HELP)
        st.caption(_FACTS_HELP)
    start, example = st.columns([1, 1])
    go = start.button("Scan", type="primary", disabled=not uploaded, width="stretch")
    show = example.button("Scan the example model", width="stretch")
    files: list[File] = []
    if go:
        files = [File(item.name, item.getvalue()) for item in uploaded]
    elif show:
        files = example_files()
    if files:
        _run(files, name.strip() or None, text, day)


def _run(files: list[File], name: str | None, text: str, day: date) -> None:
    bar = st.progress(0.0, "starting")

    def show(what: str, share: float) -> None:
        bar.progress(min(share, 1.0), what)

    try:
        facts = parse_facts(yaml.safe_load(text)) if text.strip() else None
        dossier = scan(
            files,
            Options(name, facts, day),
            show,
        )
    except LacunaError as error:
        bar.empty()
        st.error(str(error))
        return
    except yaml.YAMLError as error:
        bar.empty()
        st.error(f"Facts: expected one `key: value` a line; {error}")
        return
    contents = {hashlib.sha256(file.data).hexdigest(): file.data for file in files}
    session.choose(session.store().save(dossier, contents))
    places.go("dossier_page.py")


if __name__ == "__main__":
    draw()
