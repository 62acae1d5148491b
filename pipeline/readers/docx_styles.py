"""What a paragraph style of Word says: kind, depth, weight, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.readers.docx_xml import W, count, switch, value
from pipeline.schema import BlockKind

FILE = "lexicons/word_styles.yaml"
#: Styles are based on others at most so many steps deep.
_STEPS = 12
_KINDS = {
    "heading": BlockKind.HEADING,
    "title": BlockKind.HEADING,
    "contents": BlockKind.FURNITURE,
    "furniture": BlockKind.FURNITURE,
    "caption": BlockKind.CAPTION,
    "quote": BlockKind.QUOTE,
    "code": BlockKind.CODE,
    "item": BlockKind.ITEM,
    "notes": BlockKind.FOOTNOTE,
}


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits.

    Attributes:
        kind: Kind of its paragraphs.
        level: Depth of a heading or item from 1; otherwise 0.
        number: Id of its list, or empty.
        depth: Level in that list from 0; None where the list tells it.
        bold: True where its words are bold.
        hidden: True where they are not shown.
        raised: True where they stand above the line.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    number: str = ""
    depth: int | None = None
    bold: bool = False
    hidden: bool = False
    raised: bool = False


@lru_cache(maxsize=1)
def names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what styles are for, and the names that such styles have.

    Raises:
        BadCorpus: a row is faulty or fails one of its own examples.
    """
    faults = Faults(FILE)
    rows = load(FILE)["styles"]
    for row in rows:
        for key in unknown_keys(row, ("id", "pattern", "must", "must_not")):
            faults.add(row["id"], f"unknown key {key!r}")
        if row["id"] not in _KINDS:
            faults.add(row["id"], f"expected one of {', '.join(_KINDS)}")
        whole = rf"\A(?:{row['pattern']})\Z"
        faults.pattern(row["id"], whole, row["must"], row["must_not"])
    faults.done()
    return tuple(
        (row["id"], re.compile(rf"\A(?:{row['pattern']})\Z", re.IGNORECASE)) for row in rows
    )


class Styles:
    """The styles of one file."""

    def __init__(self, root: Any) -> None:
        """Read a styles part; None gives plain paragraphs only."""
        self._elements: dict[str, Any] = {}
        self._read: dict[str, Style] = {}
        self._default = ""
        for style in root.iterchildren(f"{W}style") if root is not None else ():
            identifier = style.get(f"{W}styleId", "")
            self._elements.setdefault(identifier, style)
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._default = self._default or _default_paragraph(style, identifier)

    def of(self, identifier: str) -> Style:
        """Return a style; a plain one for an id that the file does not define."""
        identifier = identifier or self._default
        if identifier not in self._read:
            self._read[identifier] = self._inherited(identifier)
        return self._read[identifier]

    def _chain(self, identifier: str) -> Iterator[Any]:
        for _ in range(_STEPS):
            style = self._elements.get(identifier)
            if style is None:
                return
            yield style
            identifier = value(style, "basedOn")

    def _inherited(self, identifier: str) -> Style:
        kind: BlockKind | None = None
        level = 0
        number, depth = "", None
        looks: dict[str, bool] = {}
        raised = ""
        for style in self._chain(identifier):
            shape, look = style.find(f"{W}pPr"), style.find(f"{W}rPr")
            if kind is None:
                kind, level = _named(value(style, "name"))
            outline = count(shape.find(f"{W}outlineLvl"), 9) if shape is not None else 9
            if kind is None and outline < 9:
                kind, level = BlockKind.HEADING, outline + 1
            numbering = shape.find(f"{W}numPr") if shape is not None else None
            if numbering is not None and not number:
                number = value(numbering, "numId")
                tier = numbering.find(f"{W}ilvl")
                depth = count(tier, 0, 8) if tier is not None else None
            for name in ("b", "vanish"):
                state = switch(look, name)
                if state is not None:
                    looks.setdefault(name, state)
            raised = raised or value(look, "vertAlign")
        if kind is None and number not in ("", "0"):
            kind, level = BlockKind.ITEM, 1 + (depth or 0)
        return Style(
            kind or BlockKind.PARAGRAPH,
            level,
            number,
            depth,
            looks.get("b", False),
            looks.get("vanish", False),
            raised == "superscript",
        )


def _named(name: str) -> tuple[BlockKind | None, int]:
    for use, pattern in names():
        if match := pattern.match(name.strip()):
            depth = next((int(group) for group in match.groups() if group), 1)
            return _KINDS[use], depth if use in ("heading", "item") else 0
    return None, 0


def _default_paragraph(style: Any, identifier: str) -> str:
    return identifier if style.get(f"{W}type", "paragraph") == "paragraph" else ""
