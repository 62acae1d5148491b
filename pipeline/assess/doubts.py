"""Which elements a person should look at because of how their words were read, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.assess.foreign import is_foreign
from pipeline.assess.recognised import resting
from pipeline.schema import Assessment, Claim, Document

RECOGNISED = "read by text recognition"
UNCLEAR = "a box of the form does not tell the answer"
FOREIGN = "a value in a language whose words are not judged"


def doubts(
    assessments: Sequence[Assessment], claims: Iterable[Claim], documents: Sequence[Document]
) -> dict[str, str]:
    """Return element id -> why its finding is for a person to check.

    Args:
        assessments: Of one dossier.
        claims: Its typed claims; those with confidence 0 are boxes that cannot be told.
        documents: Its documents.
    """
    foreign = {document.id for document in documents if is_foreign(document)}
    found = {
        one.element: FOREIGN
        for one in assessments
        if one.evidence and all(span.document in foreign for span in one.evidence)
    }
    known = {one.element for one in assessments}
    for claim in claims:
        if claim.confidence == 0 and claim.span is not None and claim.element in known:
            found[claim.element] = UNCLEAR
    found.update(dict.fromkeys(resting(assessments, documents), RECOGNISED))
    return found
