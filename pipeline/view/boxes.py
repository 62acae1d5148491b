"""What the boxes of a form answer, taken from the claims that were read from them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema import Dossier, Tri
from pipeline.view.elements import Quoted
from pipeline.view.places import citation, documents, quote

#: How the rule of a claim that was read from boxes is named, before the id of its question.
_RULE = "box-"
_YES_NO = {"yes": Tri.YES, "no": Tri.NO}


@dataclass(frozen=True, slots=True)
class Box:
    """The answer to one question with boxes.

    Attributes:
        answer: Yes or no; unknown where the boxes cannot be told or disagree.
        disputed: True where one place says yes and another no.
        element: Element that the question is about.
        values: The answers as a form has them.
        quotes: Where they stand.
    """

    answer: Tri
    disputed: bool
    element: str
    values: tuple[str, ...]
    quotes: tuple[Quoted, ...]


def boxes(dossier: Dossier, question: str) -> Box | None:
    """Return what was ticked for a question of the list of questions; None where nothing was.

    Args:
        dossier: The dossier.
        question: Id of the question.
    """
    texts = documents(dossier)
    found = [c for c in dossier.claims if c.span and c.rule.rpartition("/")[2] == _RULE + question]
    if not found:
        return None
    told = {_YES_NO[str(c.value.norm)] for c in found if str(c.value.norm) in _YES_NO}
    answer = told.pop() if len(told) == 1 else Tri.UNKNOWN
    return Box(
        answer=answer,
        disputed=len(told) > 1,
        element=found[0].element,
        values=tuple(dict.fromkeys(_written(str(claim.value.norm)) for claim in found)),
        quotes=tuple(
            Quoted(
                quote(texts[span.document], span),
                citation(texts[span.document], span),
                span.document,
                span.start,
                span.end,
            )
            for span in dict.fromkeys(claim.span for claim in found)
            if span
        ),
    )


def _written(norm: str) -> str:
    return "cannot be told from the boxes" if norm == "indeterminate" else norm.capitalize()
