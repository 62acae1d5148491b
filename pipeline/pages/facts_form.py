"""Fields for what documents rarely state, and a box for all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pipeline.applicability import exact_yaml
from pipeline.applicability.facts import Facts, parse
from pipeline.errors import BadInput
from pipeline.view.facts import FIELDS, FactField, as_value, merged

_BOX = "Facts: the box (one key: value a line)"
_HELP = (
    "One `key: value` a line, as in the facts file of the command line. Figures go under "
    "`variants`, for example `variants: {Nova 7B: {training_flop: 3.0e+24}}`."
)


def draw(
    known: Mapping[str, Any] | None = None, other: str = "", mark: str = ""
) -> tuple[dict[str, Any], str]:
    """Draw the fields; return what was chosen, by key, and the text of the box.

    Args:
        known: What the fields start with, by key; dates as dates.
        other: What the box starts with.
        mark: Tells the fields of one form from those of another.
    """
    known = known or {}
    chosen: dict[str, Any] = {}
    columns = st.columns(3)
    for place, field in enumerate(FIELDS):
        with columns[place % len(columns)]:
            chosen[field.key] = as_value(field, _widget(field, known.get(field.key), mark))
    text = st.text_area(
        "Other facts, in YAML",
        value=other,
        placeholder="provider: Nova Labs",
        help=_HELP,
        key=f"{mark}fact-others",
    )
    return chosen, text


def _widget(field: FactField, known: Any, mark: str) -> Any:
    words = dict(field.options)
    key, hint = f"{mark}fact-{field.key}", field.help or None
    if field.kind == "date":
        return st.date_input(field.label, value=known, format="YYYY-MM-DD", key=key, help=hint)
    if field.kind == "several":
        return st.multiselect(
            field.label,
            list(words),
            default=known,
            format_func=lambda one: words[one],
            key=key,
            help=hint,
        )
    return st.selectbox(
        field.label,
        list(words),
        index=list(words).index(known) if known in words else None,
        placeholder="not said",
        format_func=lambda one: words[one],
        key=key,
        help=hint,
    )


def facts(chosen: dict[str, Any], text: str, *, by: str = "", when: str = "") -> Facts | None:
    """Return the facts; None where nothing was given.

    Args:
        chosen: Value by key.
        text: YAML of the other keys.
        by: Who gives them.
        when: When, ISO 8601.

    Raises:
        BadInput: the box is not YAML, names unknown keys or wrong values, or repeats a field.
    """
    written = exact_yaml.load(text, _BOX) if text.strip() else None
    given, twice = merged(chosen, written)
    if twice:
        raise BadInput(f"Facts: given in a field and in the box: {', '.join(twice)}")
    return parse(given, by=by, when=when) if given is not None else None
