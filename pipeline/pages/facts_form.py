"""Fields for what documents rarely state, and a box for all the rest."""

from __future__ import annotations

from typing import Any

import streamlit as st
import yaml

from pipeline.applicability.facts import Facts, parse
from pipeline.errors import BadInput
from pipeline.view.facts import FIELDS, FactField, as_value, merged

_HELP = (
    "One `key: value` a line, as in the facts file of the command line. Figures go under "
    "`variants`, for example `variants: {Nova 7B: {training_flop: 3.0e+24}}`."
)


def draw() -> tuple[dict[str, Any], str]:
    """Draw the fields; return what was chosen, by key, and the text of the box."""
    chosen: dict[str, Any] = {}
    columns = st.columns(3)
    for place, field in enumerate(FIELDS):
        with columns[place % len(columns)]:
            chosen[field.key] = as_value(field, _widget(field))
    text = st.text_area("Other facts, in YAML", placeholder="provider: Nova Labs", help=_HELP)
    return chosen, text


def _widget(field: FactField) -> Any:
    words = dict(field.options)
    key, hint = f"fact-{field.key}", field.help or None
    if field.kind == "date":
        return st.date_input(field.label, value=None, format="YYYY-MM-DD", key=key, help=hint)
    if field.kind == "several":
        return st.multiselect(
            field.label, list(words), format_func=lambda one: words[one], key=key, help=hint
        )
    return st.selectbox(
        field.label,
        list(words),
        index=None,
        placeholder="not said",
        format_func=lambda one: words[one],
        key=key,
        help=hint,
    )


def facts(chosen: dict[str, Any], text: str) -> Facts | None:
    """Return the facts; None where nothing was given.

    Raises:
        BadInput: the box is not YAML, names unknown keys or wrong values, or repeats a field.
    """
    try:
        written = yaml.safe_load(text) if text.strip() else None
    except yaml.YAMLError as error:
        told = " ".join(str(error).split())
        raise BadInput(f"Facts: expected one key: value a line; {told}") from error
    given, twice = merged(chosen, written)
    if twice:
        raise BadInput(f"Facts: given in a field and in the box: {', '.join(twice)}")
    return parse(given) if given is not None else None
