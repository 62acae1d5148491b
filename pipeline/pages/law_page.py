"""Look law up by locator, or search it, as it stood on a day; and what changed between two."""

from __future__ import annotations

import streamlit as st

from pipeline.catalogue.files import index_folder
from pipeline.errors import LacunaError
from pipeline.law.corpus import LawCorpus
from pipeline.law.search import LawIndex, law_index, search
from pipeline.pages import law_changes_view, law_view, session
from pipeline.view.plain import plain

_EXAMPLES = (
    "Art. 53(1)(d)",
    "Annex XI, Section 1, 2(e)",
    "Code, Copyright, Measure 1.3",
    "Art. 111(3)",
    "energy used in training",
    "opt-out of text and data mining",
)


_LOOK, _CHANGES, _EDITIONS = "Look up", "What changed", "Editions"


def draw() -> None:
    """Draw the ways into the law."""
    st.title("Law")
    st.write(
        "The Act, the Code of Practice and the forms, verbatim, each with source, edition and "
        "hash. Give a reference as you would write it, or words to search for."
    )
    view = st.segmented_control(
        "View", (_LOOK, _CHANGES, _EDITIONS), default=_LOOK, key="law-view", required=True
    )
    if view == _CHANGES:
        law_changes_view.draw_changes()
    elif view == _EDITIONS:
        law_changes_view.draw_editions()
    else:
        _look_up()


def _look_up() -> None:
    corpus = session.law(law_changes_view.pick_day())
    if corpus is None:
        return
    wanted = st.text_input(
        "Reference or words", key="law-words", placeholder="Art. 53(1)(d), or: energy used"
    ).strip()
    st.pills("For example", _EXAMPLES, key="law-example", on_change=_take)
    if not wanted:
        return
    try:
        law_view.draw_shown(corpus.show(wanted))
        return
    except LacunaError as error:
        problem = str(error)
    hits = search(wanted, corpus, index=_index(corpus))
    if not hits:
        st.warning(plain(problem))
        return
    st.caption(f"{len(hits)} places, best first, found by words and by meaning.")
    for hit in hits:
        law_view.draw_shown(hit.shown, f"score {hit.score:.2f}")


def _take() -> None:
    """Put the chosen example into the field."""
    if chosen := st.session_state.get("law-example"):
        st.session_state["law-words"] = chosen


def _index(corpus: LawCorpus) -> LawIndex:
    key = (str(corpus.folder), corpus.as_of.isoformat())
    try:
        return _with_vectors(key, corpus)
    except LacunaError as error:
        st.caption(f":material/warning: Searched by words only. {plain(str(error))}")
        return _by_words(key, corpus)


@st.cache_resource(show_spinner="Opening the law's index (built once, about a minute)")
def _with_vectors(key: tuple[str, str], _corpus: LawCorpus) -> LawIndex:
    return law_index(_corpus, index_folder())


@st.cache_resource(show_spinner=False)
def _by_words(key: tuple[str, str], _corpus: LawCorpus) -> LawIndex:
    return law_index(_corpus)


if __name__ == "__main__":
    draw()
