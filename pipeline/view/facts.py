"""The facts that an analyst may add, as a form shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.schema import Dossier, GivenFact

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
    FactField("designation_date", "Day of the designation", "date"),
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
    FactField(
        "internal_use_essential",
        "Used inside in an essential way",
        "choice",
        _YES_NO,
        "For services to others, or where it affects people's rights; counts as placing.",
    ),
    FactField(
        "generality",
        "General or narrow purpose",
        "choice",
        (("general", "general"), ("narrow", "narrow")),
        "Narrow: good for one kind of task only, such as transcribing speech.",
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
    "provider": "name of the provider",
    "inputs": "kinds of input",
    "outputs": "kinds of output",
    "original_flop": "compute of the original in FLOP",
    "modification_flop": "compute of the modification in FLOP",
    "original_systemic": "whether the original has systemic risk",
}

_WORDS = {field.key: field.label[0].lower() + field.label[1:] for field in FIELDS} | _OTHER_WORDS
#: Words that sentences use in their plain sense too; as keys they are told by their label alone.
_PLAIN = frozenset({"provider", "inputs", "outputs", "generality"})
_KEY = re.compile(r"\b(?:" + "|".join(sorted(set(_WORDS) - _PLAIN, key=len, reverse=True)) + r")\b")


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


def key_words(key: str) -> str:
    """Return a key of a given fact as people say it: ``Nova 7B: training compute in FLOP``."""
    head, _, rest = key.partition("/")
    name, _, last = rest.rpartition("/") if head == "variants" else ("", "", rest or head)
    words = _WORDS.get(last, last.replace("_", " "))
    if head == "modifies":
        return f"the model that it modifies: {words}"
    return f"{name}: {words}" if name else words


def given_words(fact: GivenFact) -> str:
    """Return a given fact with who said it and when."""
    by = f"said by {fact.by}" if fact.by else "author not named"
    options = next((dict(field.options) for field in FIELDS if field.key == fact.key), {})
    parts = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    value = ", ".join(options.get(part, part) for part in parts) or "none"
    return f"{key_words(fact.key)}: {value} ({by}{_at(fact.when)})"


def _at(when: str) -> str:
    """Return a time as people write it: ``, 2026-11-20 10:00 UTC``."""
    told = re.sub(r"T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?", r" \1", when)
    told = re.sub(r"(?:\+00:00|Z)$", " UTC", told)
    return f", {told}" if told else ""


def prefilled(facts: Sequence[GivenFact]) -> tuple[dict[str, Any], tuple[GivenFact, ...]]:
    """Return (value by key for the form's fields, the facts that have no field)."""
    fields = {field.key: field for field in FIELDS}
    chosen: dict[str, Any] = {}
    rest = []
    for fact in facts:
        field = fields.get(fact.key)
        # A field that is left empty says nothing; that nothing was signed needs the box.
        if field is None or not fact.value:
            rest.append(fact)
        elif field.kind == "date":
            chosen[fact.key] = date.fromisoformat(str(fact.value))
        else:
            chosen[fact.key] = fact.value if isinstance(fact.value, str) else list(fact.value)
    return chosen, tuple(rest)


def undocumented(dossier: Dossier) -> tuple[str, ...]:
    """Return the variants that facts name and documents do not: a slip of the pen, or a new one."""
    model = dossier.model
    known = {_fold(model.name)} | {_fold(n) for v in model.variants for n in (v.name, v.key)}
    told = [fact.key for fact in dossier.facts if fact.key.startswith("variants/")]
    names = dict.fromkeys(key.partition("/")[2].rpartition("/")[0] for key in told)
    return tuple(name for name in names if _fold(name) not in known)


def undocumented_words(dossier: Dossier) -> str:
    """Return what is to be said of such variants; empty where there are none."""
    strange = undocumented(dossier)
    if not strange:
        return ""
    named = ", ".join(v.name for v in dossier.model.variants) or dossier.model.name or "none"
    return (
        f"The facts speak of {', '.join(strange)}, which the documents do not name; "
        f"they name: {named}."
    )


def _fold(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
