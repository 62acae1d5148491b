"""What follows: assessments, applicability, findings, and the dossier that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.schema.documents import Document, Span
from pipeline.schema.facts import GivenFact, Sign
from pipeline.schema.risks import CodedRisk
from pipeline.schema.statements import Claim, Value, Variant
from pipeline.schema.summaries import TrainingSummary


class Status(StrEnum):
    """What the documents show of one element."""

    DISCLOSED = "disclosed"
    PARTIAL = "partial"
    MENTIONED = "mentioned"
    REFERRED = "referred"
    DECLINED = "declined"
    PLACEHOLDER = "placeholder"
    ABSENT = "absent"
    CONTRADICTED = "contradicted"
    NOT_ASSESSED = "not_assessed"

    @property
    def is_gap(self) -> bool:
        """True for the gap class of the contract."""
        return self in _GAP


_GAP = frozenset(
    {Status.MENTIONED, Status.REFERRED, Status.DECLINED, Status.PLACEHOLDER, Status.ABSENT}
)


class Tri(StrEnum):
    """Yes, no, or unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """Whether an obligation applies."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    UNDETERMINED = "undetermined"


class Record(StrEnum):
    """What the record shows of an obligation."""

    EVIDENCED = "evidenced"
    PARTLY = "partly"
    SILENT = "silent"
    CONTRADICTED = "contradicted"
    NOT_ASSESSED = "not_assessed"


class Duty(StrEnum):
    """Whether the duty bites, for this variant, on this day."""

    DUE = "due"
    DUE_LATER = "due_later"
    ON_REQUEST = "on_request"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Outcome(StrEnum):
    """What record and duty give together."""

    EVIDENCED = "evidenced"
    PARTLY_EVIDENCED = "partly_evidenced"
    GAP_PUBLIC = "gap_public"
    GAP_UPCOMING = "gap_upcoming"
    NOT_FOUND_NO_CONCLUSION = "not_found_no_conclusion"
    CONTRADICTED = "contradicted"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"
    NOT_ASSESSED = "not_assessed"


class Support(StrEnum):
    """What a node of the applicability tree rests on."""

    CLAIM = "claim"
    INFERENCE = "inference"
    DERIVED = "derived"
    ANALYST = "analyst"
    DATED_LIST = "dated_list"
    CHILDREN = "children"
    CATALOGUE = "catalogue"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Reason:
    """A node of the tree that says why a duty applies or not.

    Attributes:
        rule: Rule id of the legal brief, such as ``R2``, or a sub-question's name.
        question: What is asked, in plain words.
        verdict: Yes, no, unknown.
        basis: Legal basis as locators.
        support: What the verdict rests on.
        because: One sentence.
        spans: Quotations behind it.
        settles: What fact would settle an unknown; empty otherwise.
        children: Sub-questions.
        interval: (low, high) of the figure that decides, in FLOP, None for an end that is open;
            None where no figure decides.
        given: The facts of a person that it rests on, each with who gave it and when.
    """

    rule: str
    question: str
    verdict: Tri
    basis: tuple[str, ...]
    support: Support
    because: str
    spans: tuple[Span, ...] = ()
    settles: str = ""
    children: tuple[Reason, ...] = ()
    interval: tuple[float | None, float | None] | None = None
    given: tuple[GivenFact, ...] = ()

    @property
    def inferred(self) -> bool:
        """True where this node or one below it rests on an inference or a dated list."""
        if self.support in (Support.INFERENCE, Support.DATED_LIST, Support.DERIVED):
            return True
        return any(child.inferred for child in self.children)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would follow if an open question were answered in one way.

    Attributes:
        question: Rule id of the open question.
        condition: The answer, in words.
        outcome: Of the obligation then; undetermined where other questions stay open.
        due_from: First day on which it would be due, or None.
    """

    question: str
    condition: str
    outcome: Verdict
    due_from: date | None = None

    @property
    def words(self) -> str:
        """In words, such as ``if the weights are public: applies from 2026-01-01``."""
        told = {
            Verdict.APPLIES: "applies",
            Verdict.DOES_NOT_APPLY: "does not apply",
            Verdict.UNDETERMINED: "still open",
        }[self.outcome]
        since = f" from {self.due_from}" if self.due_from else ""
        return f"if {self.condition}: {told}{since}"


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether one obligation applies to one variant, from when, and why.

    Attributes:
        obligation: Obligation id.
        variant: Variant name, or the model's name where there is one variant only.
        outcome: Applies, does not apply, undetermined.
        due_from: First day on which it is due; None where it does not apply or is unknown.
        because: The tree.
        branches: For an undetermined date, (condition in words, due date) of each branch.
        alternatives: For an undetermined outcome, what follows from each answer to each question
            on which it hangs.
    """

    obligation: str
    variant: str
    outcome: Verdict
    due_from: date | None
    because: Reason
    branches: tuple[tuple[str, date], ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def inferred(self) -> bool:
        """True where the outcome rests on something inferred."""
        return self.because.inferred


@dataclass(frozen=True, slots=True)
class ComputeEstimate:
    """Training compute of one variant, in FLOP.

    Attributes:
        variant: Variant or model name.
        quantity: ``update`` (for the 10^23 line) or ``cumulative`` (for 10^25).
        method: ``stated``, ``6ND``, ``hardware`` or ``analyst``.
        low: Lower end of the interval.
        point: Best figure.
        high: Upper end.
        inputs: (name, value in words) of what went in.
        vs_1e23: Whether it is above 10^23 FLOP.
        vs_1e25: Whether it is above 10^25 FLOP.
        spans: Quotations behind the inputs.
    """

    variant: str
    quantity: str
    method: str
    low: float
    point: float
    high: float
    inputs: tuple[tuple[str, str], ...]
    vs_1e23: Tri
    vs_1e25: Tri
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that came near an absent element, and why it is not enough."""

    span: Span
    why_not: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction."""

    value: Value
    span: Span
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The status of one element in one dossier.

    Attributes:
        element: Element id.
        status: What the documents show.
        evidence: Quotations, best first.
        values: Typed values of the element, own model only, with their variants.
        because: One or two sentences.
        searched: Ids of the documents that were searched.
        nearest: For an absent element, the nearest passages and why each is not enough.
        probability: That the element is not in the gap class, 0..1, in steps of 1e-4.
        needs_review: True where a person should look.
        sides: For a contradiction, the sides.
        signals: (name, weight) of what decided, strongest first.
    """

    element: str
    status: Status
    evidence: tuple[Span, ...]
    values: tuple[tuple[Value, str | None], ...]
    because: str
    searched: tuple[str, ...]
    nearest: tuple[Nearest, ...] = ()
    probability: float = 0.0
    needs_review: bool = False
    sides: tuple[Side, ...] = ()
    signals: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if not self.status.is_gap and self.status is not Status.NOT_ASSESSED and not self.evidence:
            raise ValueError(f"{self.element}: {self.status} without evidence")
        if self.status is Status.ABSENT and not self.searched:
            raise ValueError(f"{self.element}: absent, but nothing was searched")
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"{self.element}: probability {self.probability}")


@dataclass(frozen=True, slots=True)
class Relief:
    """What law or Code makes simpler for small or medium enterprises or small mid-caps.

    Attributes:
        id: Of the row in ``corpora/law/proportionality.yaml``.
        ref: The reference as lawyers write it.
        edition: Of the text that it was read in.
        sizes: ``sme``, ``smc``: whom it is for.
        gloss: Our words.
        confidence: ``official``, ``copy``, ``secondary`` or ``unverified``: how it was read.
        given: True where the size of the provider is known and it is one of these; False where
            the size is not known.
    """

    id: str
    ref: str
    edition: str
    sizes: tuple[str, ...]
    gloss: str
    confidence: str
    given: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One obligation held against the record, for the variants that share the outcome.

    ``needs_review`` is True where the record rests on text recognition; ``reliefs`` say what law
    and Code make simpler for smaller providers.
    """

    id: str
    obligation: str
    variants: tuple[str, ...]
    record: Record
    duty: Duty
    due_from: date | None
    outcome: Outcome
    elements: tuple[str, ...]
    because: str
    needs_review: bool = False
    reliefs: tuple[Relief, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a finding; appended, never overwritten."""

    finding: str
    by: str
    when: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunInfo:
    """How a dossier came about."""

    version: str
    commit: str
    settings: tuple[tuple[str, str], ...]
    corpora: tuple[tuple[str, str], ...]
    models: tuple[tuple[str, str], ...]
    as_of: date
    started: str
    finished: str


@dataclass(frozen=True, slots=True)
class Model:
    """The model that a dossier is about."""

    name: str
    provider: str
    variants: tuple[Variant, ...] = ()
    general_purpose: Tri = Tri.UNKNOWN
    kind_because: str = ""
    aliases: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """Everything about one model."""

    model: Model
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    assessments: tuple[Assessment, ...]
    applicability: tuple[Applicability, ...]
    compute: tuple[ComputeEstimate, ...]
    findings: tuple[Finding, ...]
    run: RunInfo
    reviews: tuple[Review, ...] = ()
    facts: tuple[GivenFact, ...] = ()
    signs: tuple[Sign, ...] = ()
    risks: tuple[CodedRisk, ...] = ()
    summary: TrainingSummary | None = None

    def __post_init__(self) -> None:
        known = {document.id: len(document.text) for document in self.documents}
        spans = [claim.span for claim in self.claims if claim.span]
        spans += [sign.span for sign in self.signs]
        for assessment in self.assessments:
            spans += [*assessment.evidence, *(near.span for near in assessment.nearest)]
            spans += [side.span for side in assessment.sides]
        spans += [span for risk in self.risks for span in risk.spans]
        if self.summary:
            spans += [span for item in self.summary.fields for span in item.evidence]
        for span in spans:
            if span.end > known.get(span.document, -1):
                raise ValueError(f"a quotation that is in no document of the dossier: {span}")
        elements = {assessment.element for assessment in self.assessments}
        if len(elements) != len(self.assessments):
            raise ValueError("an element is assessed twice")
        for finding in self.findings:
            if missing := set(finding.elements) - elements:
                raise ValueError(f"{finding.obligation}: elements not assessed: {missing}")

    def document(self, identifier: str) -> Document:
        """Return a document by id; KeyError where the dossier has none such."""
        for document in self.documents:
            if document.id == identifier:
                return document
        raise KeyError(identifier)

    def quote(self, span: Span) -> str:
        """Return the words of a span, cut from its document."""
        return self.document(span.document).quote(span)
