"""Hand labels and verdicts, as data: what is compared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadInput
from pipeline.schema import Status


@dataclass(frozen=True, slots=True)
class Label:
    """What a careful reader said of one element in one document."""

    document: str
    element: str
    status: Status
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a method said of one element in one document.

    Attributes:
        document: Document id, as the labels name it.
        element: Element id.
        status: The verdict.
        probability: That the element is not in the gap class.
        needs_review: True where the method would ask a person.
    """

    document: str
    element: str
    status: Status
    probability: float = 0.5
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A label with the prediction for it."""

    label: Label
    prediction: Prediction

    @property
    def gap(self) -> bool:
        """True where the label is in the gap class."""
        return self.label.status.is_gap

    @property
    def judged(self) -> bool:
        """False where the verdict takes no side: not assessed, or contradicted."""
        return self.prediction.status not in (Status.NOT_ASSESSED, Status.CONTRADICTED)

    @property
    def called_gap(self) -> bool:
        """What counts as the call: a verdict that takes no side is wrong in both classes."""
        return self.prediction.status.is_gap if self.judged else not self.gap


def load_labels(path: Path) -> tuple[Label, ...]:
    """Read labels, one JSON object a line: doc, element, status, quotes.

    Raises:
        BadInput: the file cannot be read or has faulty lines; all of them are named.
    """
    try:
        # Not splitlines: quotations may hold separators that JSON does not escape.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the labels in {path} cannot be read: {error}") from error
    labels: list[Label] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row.get("quotes", []), list):
                raise TypeError("quotes must be a list")
            labels.append(
                Label(
                    str(row["doc"]),
                    str(row["element"]),
                    Status(row["status"]),
                    tuple(str(quote) for quote in row.get("quotes", ())),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            faults.append(f"line {number}: {type(error).__name__}: {error}")
    seen = Counter((label.document, label.element) for label in labels)
    faults += [f"labelled twice: {cell}" for cell, count in sorted(seen.items()) if count > 1]
    if faults or not labels:
        told = "; ".join(faults[:10]) or "it holds no label"
        raise BadInput(f"{path} is not a file of labels (doc, element, status): {told}")
    return tuple(labels)


def pair(labels: Sequence[Label], predictions: Iterable[Prediction]) -> tuple[Cell, ...]:
    """Return a cell for every label, in the order of the labels.

    Raises:
        BadInput: a label has no prediction, or two.
    """
    found: dict[tuple[str, str], Prediction] = {}
    for prediction in predictions:
        key = (prediction.document, prediction.element)
        if key in found:
            raise BadInput(f"two predictions for element {key[1]} of document {key[0]}")
        found[key] = prediction
    missing = [label for label in labels if (label.document, label.element) not in found]
    if missing:
        first = f"{missing[0].element} of {missing[0].document}"
        raise BadInput(f"{len(missing)} labels have no prediction; the first is {first}")
    return tuple(Cell(label, found[label.document, label.element]) for label in labels)
