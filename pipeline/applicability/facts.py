"""The facts file: what an analyst knows and documents do not say.

Every key is optional. What is wrong with a file is told all at once. Numbers are kept exact:
whether a figure lies above a line is decided on the digits that the analyst wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.applicability import exact_yaml
from pipeline.applicability.fact_values import Reader
from pipeline.applicability.given import as_mapping, flatten
from pipeline.errors import BadInput
from pipeline.schema import GivenFact, Tri

CHAPTERS = ("transparency", "copyright", "safety")
MODALITIES = ("text", "image", "audio", "video", "other")


@dataclass(frozen=True, slots=True)
class Modifies:
    """The model that this one modifies, and with how much compute (FLOP)."""

    model: str | None = None
    provider: str | None = None
    original_flop: Decimal | None = None
    modification_flop: Decimal | None = None
    original_systemic: bool | None = None


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """What the analyst knows of one variant; None where nothing was said."""

    training_flop: Decimal | None = None
    parameters_total: Decimal | None = None
    parameters_active: Decimal | None = None
    training_tokens: Decimal | None = None
    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None
    licence: str | None = None
    weights_public: bool | None = None
    architecture_public: bool | None = None
    usage_public: bool | None = None


@dataclass(frozen=True)
class Facts:
    """The analyst's facts; None, or an empty mapping, where nothing was said.

    ``code_signatory`` is None where nothing was said, and empty where no chapter was signed.
    ``told`` holds the same facts one by one, each with who gave it and when.
    """

    placed_on_eu_market: Tri | None = None
    placement_date: date | None = None
    lineage_first_placed: date | None = None
    provider_established_in_eu: bool | None = None
    provider_size: str | None = None
    code_signatory: tuple[str, ...] | None = None
    designated_systemic: bool | None = None
    notified: bool | None = None
    rebuttal: str | None = None
    research_only: bool | None = None
    pre_market: bool | None = None
    monetised: bool | None = None
    internal_use_essential: bool | None = None
    modifies: Modifies | None = None
    into_high_risk_system: bool | None = None
    high_risk_annex: str | None = None
    excluded_eu: bool | None = None
    provider: str | None = None
    generality: str | None = None
    designation_date: date | None = None
    variants: Mapping[str, VariantFacts] = field(default_factory=dict)
    told: tuple[GivenFact, ...] = field(default=(), repr=False, compare=False)


def load(path: Path) -> Facts:
    """Return the facts of a YAML file; an empty file holds none.

    Where the file names nobody under ``by``, its name stands for its author; without ``when`` the
    time at which it was last changed counts.

    Raises:
        BadInput: the file cannot be read, or keys or values are wrong; all of them are told.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the facts file {path} cannot be read: {error}") from error
    by, when = f"not named, facts file {path.name}", changed.isoformat(timespec="seconds")
    content, twice = exact_yaml.read(text, f"the facts file {path}")
    return parse(content, str(path), by=by, when=when, faults=twice)


def again(told: tuple[GivenFact, ...]) -> Facts | None:
    """Return the facts that a dossier kept; None where it kept none."""
    if not told:
        return None
    return replace(parse(as_mapping(told), "the dossier's facts"), told=told)


def parse(
    mapping: Any,
    name: str = "facts",
    *,
    by: str = "",
    when: str = "",
    faults: Sequence[str] = (),
) -> Facts:
    """Return the facts of a mapping as YAML or JSON gives it.

    Args:
        mapping: Keys and values; None counts as none.
        name: What to call it in messages.
        by: Who gives the facts, where the mapping does not say so.
        when: When they were given, where the mapping does not say so, ISO 8601.
        faults: What was found wrong before, to be told with the rest.

    Raises:
        BadInput: unknown keys or wrong values, all of them together.
    """
    if mapping is None:
        return Facts()
    if not isinstance(mapping, Mapping):
        raise BadInput(f"{name}: expected keys and values, such as placement_date: 2025-09-01")
    reader = Reader(mapping)
    by, when = reader.words("by") or by, reader.moment("when") or when
    modifies = reader.nested("modifies")
    variants = reader.nested("variants")
    facts = Facts(
        placed_on_eu_market=reader.tri("placed_on_eu_market"),
        placement_date=reader.day("placement_date"),
        lineage_first_placed=reader.day("lineage_first_placed"),
        provider_established_in_eu=reader.yes_no("provider_established_in_eu"),
        provider_size=reader.choice("provider_size", ("sme", "smc", "large")),
        code_signatory=reader.several("code_signatory", CHAPTERS),
        designated_systemic=reader.yes_no("designated_systemic"),
        notified=reader.yes_no("notified"),
        rebuttal=reader.choice("rebuttal", ("none", "pending", "accepted", "rejected")),
        research_only=reader.yes_no("research_only"),
        pre_market=reader.yes_no("pre_market"),
        monetised=reader.yes_no("monetised"),
        internal_use_essential=reader.yes_no("internal_use_essential"),
        modifies=_modifies(modifies) if modifies else None,
        into_high_risk_system=reader.yes_no("into_high_risk_system"),
        high_risk_annex=reader.choice("high_risk_annex", ("i", "iii")),
        excluded_eu=reader.yes_no("excluded_eu"),
        provider=reader.words("provider"),
        generality=reader.choice("generality", ("general", "narrow")),
        designation_date=reader.day("designation_date"),
        variants=_variants(variants) if variants else {},
    )
    if found := [*faults, *reader.done(), *_at_odds(facts)]:
        lines = "\n".join(f"  - {fault}" for fault in found)
        raise BadInput(f"{name}: {len(found)} fault(s):\n{lines}")
    return replace(facts, told=flatten(_values(facts), by, when))


def _values(record: Any) -> dict[str, Any]:
    """Return the typed values of a record by key; nested records as mappings."""
    out: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, Mapping):
            value = {name: _values(row) for name, row in value.items()}
        elif is_dataclass(value):
            value = _values(value)
        if each.name != "told":
            out[each.name] = value
    return out


def _at_odds(facts: Facts) -> list[str]:
    """Return figures that cannot both be true."""
    out = []
    for name, row in facts.variants.items():
        total, active = row.parameters_total, row.parameters_active
        if total is not None and active is not None and active > total:
            out.append(f"variants.{name}.parameters_active: more than parameters_total, {total}")
    return out


def _modifies(reader: Reader) -> Modifies:
    return Modifies(
        model=reader.words("model"),
        provider=reader.words("provider"),
        original_flop=reader.number("original_flop"),
        modification_flop=reader.number("modification_flop"),
        original_systemic=reader.yes_no("original_systemic"),
    )


def _variants(reader: Reader) -> dict[str, VariantFacts]:
    out = {}
    for name in reader.names():
        row = reader.nested(name)
        out[name] = VariantFacts()
        if row is not None:
            out[name] = VariantFacts(
                training_flop=row.number("training_flop"),
                parameters_total=row.number("parameters_total"),
                parameters_active=row.number("parameters_active"),
                training_tokens=row.number("training_tokens"),
                inputs=row.several("inputs", MODALITIES),
                outputs=row.several("outputs", MODALITIES),
                licence=row.words("licence"),
                weights_public=row.yes_no("weights_public"),
                architecture_public=row.yes_no("architecture_public"),
                usage_public=row.yes_no("usage_public"),
            )
    return out
