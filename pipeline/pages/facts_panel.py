"""Facts of an open dossier: who gave them, and what follows when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st
import yaml

from pipeline.applicability.facts import Facts
from pipeline.applicability.given import as_mapping, merged
from pipeline.errors import BadInput, LacunaError
from pipeline.pages import facts_form, session
from pipeline.redecide import redecide
from pipeline.schema import Dossier
from pipeline.view.facts import given_words, prefilled, undocumented_words
from pipeline.view.plain import plain

_NAME = "facts-author"


def draw(identifier: str, dossier: Dossier) -> None:
    """Draw the given facts, and a form that decides again on what they are changed to."""
    given = len(dossier.facts)
    with st.expander(f"Facts given by people ({given})", icon=":material/edit_note:"):
        if given:
            st.markdown("\n".join(f"- {plain(given_words(fact))}" for fact in dossier.facts))
        else:
            st.caption("None: what follows rests on the documents and on what is inferred.")
        if told := undocumented_words(dossier):
            st.warning(plain(told))
        chosen, rest = prefilled(dossier.facts)
        with st.form(f"facts-{identifier}"):
            fields, text = facts_form.draw(chosen, _yaml(as_mapping(rest)), f"{identifier}-")
            by = st.text_input("Your name", value=st.session_state.get(_NAME, ""))
            st.caption(
                "Duties and findings are decided again at once; documents are not read again. The "
                "result is kept as a dossier of its own, and reviews stay with this one."
            )
            if st.form_submit_button("Decide again with these facts", type="primary"):
                _decide(dossier, fields, text, by)


def _yaml(mapping: dict[str, Any]) -> str:
    return yaml.safe_dump(mapping, sort_keys=False, allow_unicode=True) if mapping else ""


def _decide(dossier: Dossier, fields: dict[str, Any], text: str, by: str) -> None:
    try:
        if not by.strip():
            raise BadInput("Facts need the name of who gives them: they may have to be defended.")
        when = datetime.now(UTC).isoformat(timespec="seconds")
        facts = facts_form.facts(fields, text, by=by.strip(), when=when)
        changed = redecide(dossier, _with_first_authors(dossier, facts))
        identifier = session.store().save(changed)
    except LacunaError as error:
        st.error("  \n".join(plain(line) for line in str(error).splitlines()))
        return
    st.session_state[_NAME] = by.strip()
    session.choose(identifier)
    st.query_params["dossier"] = identifier
    st.rerun()


def _with_first_authors(dossier: Dossier, facts: Facts | None) -> Facts | None:
    """Return facts in which what was said before keeps who said it first."""
    return None if facts is None else replace(facts, told=merged(dossier.facts, facts.told))
