"""What the viewer keeps between runs: the store, the open dossier, and rows shaped from it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from pipeline.catalogue.elements import elements as load_elements
from pipeline.catalogue.forms import forms as load_forms
from pipeline.catalogue.obligations import obligations as load_obligations
from pipeline.catalogue.timeline import timeline as load_timeline
from pipeline.errors import LacunaError
from pipeline.law.amendments import amendments
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.form_texts import official_fields
from pipeline.schema import Dossier, Element, Obligation
from pipeline.schema.forms import Form, OfficialField, Recipient
from pipeline.store.database import Store
from pipeline.view.elements import ElementRow, element_rows
from pipeline.view.findings import FindingRow, finding_rows
from pipeline.view.form_rows import FormView
from pipeline.view.forms import Catalogue, form_view
from pipeline.view.plain import plain
from pipeline.view.tracks import Timeline, build

_OPEN = "dossier"
_AGAIN = "scan-again"


def store() -> Store:
    """Return the user's store."""
    return Store()


# Dossiers and rows are frozen: they are shared between runs, not copied on each as data would be.
@st.cache_resource(show_spinner="Opening the dossier", max_entries=8)
def _load(identifier: str, path: str, reviews: int) -> Dossier:
    return Store().load(identifier)


@st.cache_resource(show_spinner=False, max_entries=8)
def _findings(run: tuple[str, ...], _dossier: Dossier) -> tuple[FindingRow, ...]:
    return finding_rows(_dossier, obligations())


@st.cache_resource(show_spinner=False, max_entries=8)
def _elements(run: tuple[str, ...], _dossier: Dossier) -> tuple[ElementRow, ...]:
    return element_rows(_dossier, elements())


def opened() -> tuple[str, Dossier] | None:
    """Return (id, dossier) of the dossier that is open; None where none is."""
    identifier = st.query_params.get(_OPEN) or st.session_state.get(_OPEN)
    if not identifier:
        return None
    kept = store()
    try:
        dossier = _load(identifier, str(kept.path), len(kept.reviews(identifier)))
    except LacunaError as error:
        st.error(plain(str(error)))
        return None
    st.session_state[_OPEN] = identifier
    if st.query_params.get(_OPEN) != identifier:
        st.query_params[_OPEN] = identifier
    return identifier, dossier


def choose(identifier: str) -> None:
    """Make a dossier the open one."""
    st.session_state[_OPEN] = identifier


def findings(identifier: str, dossier: Dossier) -> Sequence[FindingRow]:
    """Return the dossier's findings as rows."""
    return _findings((identifier, str(store().path)), dossier)


def element_table(identifier: str, dossier: Dossier) -> Sequence[ElementRow]:
    """Return the dossier's elements as rows."""
    return _elements((identifier, str(store().path)), dossier)


@st.cache_resource(show_spinner="Opening the form", max_entries=16)
def _official(form: str, as_of: date, law: str, data: str) -> Mapping[str, OfficialField]:
    return official_fields(next(found for found in load_forms() if found.id == form), None, as_of)


@st.cache_resource(show_spinner=False, max_entries=16)
def _form(
    run: tuple[str, ...], _dossier: Dossier, _form: Form, _whom: Recipient | None
) -> FormView:
    official = _official(
        _form.id,
        _dossier.run.as_of,
        os.environ.get("LACUNA_LAW", ""),
        os.environ.get("LACUNA_DATA", ""),
    )
    return form_view(_dossier, _form, Catalogue(elements(), obligations(), official), _whom)


def forms() -> Sequence[Form]:
    """Return the forms that a dossier can be shown as."""
    return load_forms()


def form(identifier: str, dossier: Dossier, wanted: Form, recipient: Recipient | None) -> FormView:
    """Return a dossier in the shape of a form, for one recipient or for all."""
    run = (identifier, str(store().path), wanted.id, recipient.id if recipient else "")
    law = (os.environ.get("LACUNA_LAW", ""), os.environ.get("LACUNA_DATA", ""))
    return _form((*run, *law), dossier, wanted, recipient)


@st.cache_resource(show_spinner=False, max_entries=8)
def _timeline(run: tuple[str, ...], _dossier: Dossier) -> Timeline:
    return build(_dossier, obligations(), *load_timeline())


def timeline(identifier: str, dossier: Dossier) -> Timeline:
    """Return from when each duty of a dossier bites."""
    return _timeline((identifier, str(store().path)), dossier)


def scan_again(identifier: str | None) -> None:
    """Offer the documents of a dossier on the scan page; None ends that."""
    st.session_state[_AGAIN] = identifier


def scanned_again() -> Dossier | None:
    """Return the dossier whose documents are to be scanned again; None where none is."""
    identifier = st.session_state.get(_AGAIN)
    if not identifier:
        return None
    kept = store()
    try:
        return _load(identifier, str(kept.path), len(kept.reviews(identifier)))
    except LacunaError:
        return None


def elements() -> Sequence[Element]:
    """Return the element catalogue."""
    return load_elements()


def obligations() -> Sequence[Obligation]:
    """Return the obligation catalogue."""
    return load_obligations()


@st.cache_resource(show_spinner="Opening the law", max_entries=4)
def _law(folder: str, data: str, amended: bool) -> LawCorpus:
    # On either side of the amending act's first day another text of the Act may be read.
    first = amendments().in_force
    return open_law(as_of=first if amended else first - timedelta(days=1))


def law(as_of: date | None = None) -> LawCorpus | None:
    """Return the installed law of a day, or None after saying how to install it."""
    day = as_of or date.today()
    folders = (os.environ.get("LACUNA_LAW", ""), os.environ.get("LACUNA_DATA", ""))
    try:
        corpus = _law(*folders, day >= amendments().in_force)
    except LacunaError as error:
        st.info(str(error), icon=":material/info:")
        return None
    return replace(corpus, as_of=day)
