"""What law and forms ask for: elements and obligations. Data lies in ``corpora/``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern of words that speaks for or against an element being stated.

    Attributes:
        id: ``element/name``.
        pattern: A regular expression (case-insensitive) on a segment's text.
        role: ``strong`` (states it), ``weak`` (on topic), ``value`` (the value's own shape),
            or the name of an element status that it speaks for (``referred``, ``declined``...).
        scope: ``text``, ``heading`` or ``label``: what the pattern is matched against.
        must: Strings that it must match.
        must_not: Near misses that it must not match.
    """

    id: str
    pattern: str
    role: str
    scope: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One piece of information that law or form asks for.

    Attributes:
        id: Such as ``parameters_total``.
        name: A short name for people.
        family: Group that it is shown under.
        definition: Ours, in our words: what counts as disclosed.
        value: Type of its value, as in the catalogue.
        obligations: Ids of the obligations that it serves.
        anchors: At least five phrasings that a document might use, for retrieval.
        headings: Heading names (lower case) under which it usually stands.
        cues: Patterns.
        hint: One sentence for people: what to add where it is missing.
    """

    id: str
    name: str
    family: str
    definition: str
    value: str
    obligations: tuple[str, ...]
    anchors: tuple[str, ...]
    headings: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    hint: str = ""

    def __post_init__(self) -> None:
        if not self.anchors:
            raise ValueError(f"element {self.id} has no anchors")


class Audience(StrEnum):
    """Whom information is owed to."""

    PUBLIC = "public"
    AI_OFFICE = "ai_office"
    AUTHORITIES = "authorities"
    INTEGRATORS = "integrators"
    RIGHTSHOLDERS = "rightsholders"
    INTERNAL = "internal"
    NOBODY = "nobody"


class Condition(StrEnum):
    """What must hold, beyond being the provider of a GPAI model, for a row to bind."""

    NOT_OPEN_SOURCE_EXEMPT = "not_open_source_exempt"
    SYSTEMIC_RISK = "systemic_risk"
    SIGNED_TRANSPARENCY = "signed_transparency"
    SIGNED_COPYRIGHT = "signed_copyright"
    SIGNED_SAFETY = "signed_safety"
    NOT_SIGNED = "not_signed"
    ESTABLISHED_OUTSIDE_EU = "established_outside_eu"
    CRAWLS = "crawls"
    OPEN_SOURCE = "open_source"
    LEGACY = "legacy"
    DESIGNATED = "designated"
    NOTIFIED_OR_ABOVE = "notified_or_above"
    MODIFIER = "modifier"
    MODIFIES_SYSTEMIC = "modifies_systemic"
    HIGH_RISK_SUPPLIER = "high_risk_supplier"
    GENERATIVE_SYSTEM = "generative_system"
    RESEARCH_ONLY = "research_only"
    PRE_MARKET = "pre_market"
    EU_EXCLUDED = "eu_excluded"
    WEIGHTS_NOT_PUBLIC = "weights_not_public"
    ABOVE_1E23 = "above_1e23"
    ABOVE_1E25 = "above_1e25"
    CANDIDATE = "candidate"
    CLAIMS_OPEN = "claims_open"
    MODIFIES_OTHER = "modifies_other"
    ORIGINAL_UNKNOWN = "original_unknown"
    CLASSIFIED = "classified"


@dataclass(frozen=True, slots=True)
class Earlier:
    """How a row stood in the text before the one that it rests on.

    Attributes:
        until: First day on which that text no longer held.
        gloss: Our words for what was different.
        same: False where it is a legal judgement whether the duty was the same.
    """

    until: date
    gloss: str
    same: bool


@dataclass(frozen=True, slots=True)
class Obligation:
    """One row of the catalogue of duties, definitions, powers and form fields.

    Attributes:
        id: Such as ``ACT-53-1-d``.
        ref: The reference as lawyers write it.
        locators: The same, one parseable locator each; empty where no text is on hand.
        edition: Date of the text it rests on, such as ``2024-07-12``.
        kind: obligation, measure, form field, template field, definition, power...
        gloss: Our words; never to be shown as law.
        binds: Whom it binds, in words.
        binds_provider: False for rows that bind others or state a definition, power or date:
            these can never be a gap.
        conditions: What else must hold for it to bind.
        audience: Whom the information is owed to.
        voluntary: True for encouragements and optional fields.
        applies_from: First day on which it applies.
        legacy_from: The later day for models placed before 2 August 2025, or None.
        elements: Ids of the elements that evidence it.
        without_element: Why it has none; empty where it has some.
        evidence: What an analyst looks for, in words.
        provision: True for exemptions, rights, classifications, transitions and powers over the
            provider: they apply where engaged, but ask for no information.
        supporting: Those of the elements that count where stated, but are not needed.
        since: First day on which a text that holds it was law or was published, where that is
            before its edition; None where its edition is the first.
        earlier: How it stood in an earlier text, or None.
    """

    id: str
    ref: str
    locators: tuple[str, ...]
    edition: str
    kind: str
    gloss: str
    binds: str
    binds_provider: bool
    conditions: tuple[Condition, ...]
    audience: tuple[Audience, ...]
    voluntary: bool
    applies_from: date
    legacy_from: date | None
    elements: tuple[str, ...]
    without_element: str = ""
    evidence: str = ""
    provision: bool = False
    supporting: tuple[str, ...] = ()
    since: date | None = None
    earlier: Earlier | None = None

    @property
    def first_day(self) -> date:
        """The first day on which it was in any text."""
        return self.since or date.fromisoformat(self.edition)

    def before(self, day: date) -> Earlier | None:
        """Return how it stood on a day on which an earlier text held; None otherwise."""
        return self.earlier if self.earlier and day < self.earlier.until else None

    def __post_init__(self) -> None:
        if self.since and self.since >= date.fromisoformat(self.edition):
            raise ValueError(f"{self.id}: since lies not before its edition")
        if self.provision and self.binds_provider:
            raise ValueError(f"{self.id}: a provision that asks for nothing cannot bind")
        if stray := set(self.supporting) - set(self.elements):
            raise ValueError(f"{self.id}: supporting, but not among its elements: {stray}")
        if bool(self.elements) == bool(self.without_element):
            raise ValueError(f"{self.id}: give elements, or say why there are none, not both")
