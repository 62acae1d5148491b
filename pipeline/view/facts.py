"""The facts that an analyst may add, as a form shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_YES_NO = (("yes", "yes"), ("no", "no"))
_TRI = (*_YES_NO, ("unknown", "unknown"))


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact that has a field of its own.

    Attributes:
        key: As in the facts file.
        label: For people.
        kind: ``date``, ``choice`` or ``several``.
        options: (value, words) to choose from.
        help: What it means; empty where the label says it.
    """

    key: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    help: str = ""


FIELDS = (
    FactField(
        "placed_on_eu_market",
        "Placed on the Union market",
        "choice",
        _TRI,
        "Offered in the Union for the first time, for payment or free of charge.",
    ),
    FactField(
        "placement_date",
        "Day of placing on the Union market",
        "date",
        help="A model first placed before 2 August 2025 has until 2 August 2027.",
    ),
    FactField(
        "lineage_first_placed",
        "Day on which an earlier version was first placed",
        "date",
        help="Where this model is an update of one that was placed before.",
    ),
    FactField("provider_established_in_eu", "Provider established in the Union", "choice", _YES_NO),
    FactField(
        "provider_size",
        "Size of the provider",
        "choice",
        (("sme", "small or medium"), ("smc", "small mid-cap"), ("large", "large")),
    ),
    FactField(
        "code_signatory",
        "Chapters of the Code that were signed",
        "several",
        (("transparency", "Transparency"), ("copyright", "Copyright"), ("safety", "Safety")),
    ),
    FactField("designated_systemic", "Designated as posing systemic risk", "choice", _YES_NO),
    FactField("notified", "Notified to the Commission", "choice", _YES_NO),
    FactField(
        "rebuttal",
        "Arguments against systemic risk",
        "choice",
        tuple((word, word) for word in ("none", "pending", "accepted", "rejected")),
    ),
    FactField("research_only", "For scientific research only", "choice", _YES_NO),
    FactField("pre_market", "Not yet on the market", "choice", _YES_NO),
    FactField("excluded_eu", "The Union is clearly excluded", "choice", _YES_NO),
    FactField(
        "monetised",
        "Monetised",
        "choice",
        _YES_NO,
        "Access to the model is paid for in some way; free and open-source ones are not.",
    ),
    FactField("into_high_risk_system", "Goes into a high-risk AI system", "choice", _YES_NO),
    FactField(
        "high_risk_annex",
        "Annex of that high-risk system",
        "choice",
        (("i", "Annex I"), ("iii", "Annex III")),
    ),
)

#: Keys without a field of their own, in words.
_OTHER_WORDS = {
    "training_flop": "training compute in FLOP",
    "parameters_total": "number of parameters",
    "parameters_active": "number of active parameters",
    "training_tokens": "number of training tokens",
    "weights_public": "whether the weights are public",
    "architecture_public": "whether the architecture is public",
    "usage_public": "whether usage information is public",
    "internal_use_essential": "whether internal use is essential",
    "designation_date": "day of the designation",
    "generality": "general or narrow purpose",
}

_WORDS = {field.key: field.label[0].lower() + field.label[1:] for field in FIELDS} | _OTHER_WORDS
_KEY = re.compile(r"\b(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")


def fact_words(text: str) -> str:
    """Return a text with the keys of the facts file as people say them."""
    return _KEY.sub(lambda match: _WORDS[match[0]], text)


def merged(fields: Mapping[str, Any], written: Any) -> tuple[Any, tuple[str, ...]]:
    """Return the facts of the form together with those that were written, and keys given twice.

    Args:
        fields: Key to value of the form's fields; empty values count as not given.
        written: What YAML gave for the box; other than keys and values it is returned as it is,
            for the reader of facts to refuse.
    """
    given = {key: value for key, value in fields.items() if value not in (None, "", [], ())}
    if written is None:
        return given or None, ()
    if not isinstance(written, Mapping):
        return written, ()
    twice = tuple(sorted(str(key) for key in set(given) & set(written)))
    return {**given, **written}, twice


def as_value(field: FactField, chosen: Any) -> Any:
    """Return what the facts file would hold for what was chosen in a field."""
    if isinstance(chosen, date) or chosen is None:
        return chosen
    return list(chosen) if field.kind == "several" else str(chosen)
