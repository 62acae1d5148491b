"""What the viewer keeps between runs: the store, and which dossier is open."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pipeline.catalogue.elements import elements as load_elements
from pipeline.catalogue.obligations import obligations as load_obligations
from pipeline.errors import LacunaError
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.schema import Dossier, Element, Obligation
from pipeline.store.database import Store

_OPEN = "dossier"


def store() -> Store:
    """Return the user's store."""
    return Store()


@st.cache_data(show_spinner=False, max_entries=8)
def _load(identifier: str, _path: str, reviews: int) -> Dossier:
    return Store().load(identifier)


def opened() -> tuple[str, Dossier] | None:
    """Return (id, dossier) of the dossier that is open; None where none is."""
    identifier = st.query_params.get(_OPEN) or st.session_state.get(_OPEN)
    if not identifier:
        return None
    kept = store()
    try:
        dossier = _load(identifier, str(kept.path), len(kept.reviews(identifier)))
    except LacunaError as error:
        st.error(str(error))
        return None
    st.session_state[_OPEN] = identifier
    if st.query_params.get(_OPEN) != identifier:
        st.query_params[_OPEN] = identifier
    return identifier, dossier


def choose(identifier: str) -> None:
    """Make a dossier the open one."""
    st.session_state[_OPEN] = identifier


def elements() -> Sequence[Element]:
    """Return the element catalogue."""
    return load_elements()


def obligations() -> Sequence[Obligation]:
    """Return the obligation catalogue."""
    return load_obligations()


@st.cache_resource(show_spinner=False)
def _law(_key: str) -> LawCorpus:
    return open_law()


def law() -> LawCorpus | None:
    """Return the installed law, or None after saying how to install it."""
    try:
        return _law("installed")
    except LacunaError as error:
        st.info(str(error), icon=":material/info:")
        return None
