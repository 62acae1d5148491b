"""Reads the facts: one YAML file a document, each row one thing that a person saw on a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
#: A fact quotes at most so many words of a provider's document.
LONGEST = 15
#: kind -> (fields that it must have, fields that it may have)
FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "present": ({"words"}, {"as", "page"}),
    "absent": ({"words"}, {"page", "from", "as"}),
    "aside": ({"words"}, {"page"}),
    "order": ({"first", "then"}, {"page", "then_page"}),
    "apart": ({"first", "then"}, {"page"}),
    "heading": ({"words"}, {"level", "page"}),
    "no_heading": ({"words"}, {"page"}),
    "under": ({"words", "path"}, {"page"}),
    "cell": ({"value"}, {"column", "row", "beside", "page"}),
    "pair": ({"key", "value"}, {"page"}),
    "lead": ({"words", "lead"}, {"page"}),
    "link": ({"words", "target"}, {"page"}),
    "box": ({"words", "page", "box"}, {"within"}),
    "power": ({"base", "exponent"}, {"page"}),
    "tick": ({"option", "state"}, {"page", "question"}),
    "warning": ({"code"}, {"page"}),
    "no_warning": ({"code"}, {"page"}),
    "language": ({"value"}, set()),
    "document_kind": ({"value"}, set()),
    "pages": ({"count"}, set()),
}


@dataclass(frozen=True)
class Fact:
    """One row: what kind of fact, and what it says.

    Attributes:
        document: Id of the document, such as D049.
        sha256: Hash of the file that was looked at.
        number: Place of the row in its file, from 1.
        kind: One of ``FIELDS``.
        says: The other fields of the row.
        needs: A program without which the file cannot be read, or None.
    """

    document: str
    sha256: str
    number: int
    kind: str
    says: dict[str, Any]
    needs: str | None = None

    @property
    def name(self) -> str:
        """The id of the test, such as D049-03-cell."""
        return f"{self.document}-{self.number:02}-{self.kind}"


def load(path: Path) -> list[Fact]:
    """Return the facts of one file; ValueError with every fault of the file."""
    data = yaml.safe_load(path.read_text("utf-8"))
    faults = []
    facts = []
    if data["document"] != path.stem:
        faults.append(f"{path.name} speaks of {data['document']}")
    for number, row in enumerate(data["facts"], 1):
        says = dict(row)
        kind = says.pop("kind")
        faults += [f"{path.name} row {number}: {fault}" for fault in _faults(kind, says)]
        facts.append(Fact(data["document"], data["sha256"], number, kind, says, data.get("needs")))
    if faults:
        raise ValueError("\n".join(faults))
    return facts


def everything() -> list[Fact]:
    """Return the facts of all files, by document."""
    return [fact for path in sorted(HERE.glob("D*.yaml")) for fact in load(path)]


def _faults(kind: str, says: dict[str, Any]) -> list[str]:
    if kind not in FIELDS:
        return [f"no such kind: {kind}"]
    must, may = FIELDS[kind]
    faults = [f"{kind} lacks {name}" for name in sorted(must - says.keys())]
    faults += [f"{kind} does not know {name}" for name in sorted(says.keys() - must - may)]
    if kind == "cell" and not says.keys() & {"column", "row", "beside"}:
        faults.append("a cell needs a column, a row or a neighbour")
    for name, value in says.items():
        for text in value if isinstance(value, list) else [value]:
            if name != "target" and isinstance(text, str) and len(text.split()) > LONGEST:
                faults.append(f"{name} has more than {LONGEST} words")
            if isinstance(text, str) and not text.strip():
                faults.append(f"{name} is empty")
            if name in _WORDS and not isinstance(text, str):
                faults.append(f"{name} must be quoted, as YAML reads {text!r}")
    return faults


_WORDS = {"words", "first", "then", "path", "value", "column", "row", "beside", "key", "lead"}
_WORDS |= {"base", "exponent", "option", "question"}
