"""Read what follows the number of an article, annex or measure: `(1)(d)`, `, para 2 point c`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.law.numerals import ORDINALS, from_roman, run
from pipeline.law.places import ORDINAL_MARK, SECTION_MARK

_ORDINAL_WORDS = "|".join(ORDINALS[1:])
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<ordinal>{_ORDINAL_WORDS}|\d+(?:st|nd|rd|th))\s+(?:sub-?)?para(?:graph)?\b\.?
    | (?P<section>sections?|sec\b\.?|s\.)\s*\(?(?P<in_section>[A-Z]|\d+)\b\)?
    | (?P<level>(?:sub-?)?paragraphs?|paras?\b\.?|points?|pts?\b\.?|lit\b\.?
        |letters?|indents?|items?|nos?\b\.?|§)
    | \((?P<paren>\d+[a-z]{{0,2}}|[a-z]{{1,5}})\)
    | (?P<dotted>\d+(?:\.\d+)+)(?![\w])
    | (?P<fused>\d+)(?P<letter>[a-z])(?![a-z])
    | (?P<bare>\d+|[a-z](?![a-z])|(?:i{{1,3}}|iv|v|vi{{1,3}}|ix|x)(?![a-z]))
    | (?P<comma>,|\band\b|&)
    | (?P<dash>-|\bto\b)
    | (?P<dot>\.)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Tail:
    """The paths that a tail names, and what could not be read after them."""

    paths: tuple[tuple[str, ...], ...]
    rest: str


class _Reader:
    """Walks the tokens; a comma starts a sibling where a label of its class is there already."""

    def __init__(self) -> None:
        self.done: list[tuple[str, ...]] = []
        self.path: list[str] = []
        self.after_comma = False
        self.dash = False
        self.level = ""

    def label(self, text: str) -> None:
        text = text.lower()
        if self.dash:
            self._run(text)
        elif self.level.startswith("sub") and text.isdigit():
            self.step(f"{ORDINAL_MARK}{text}")
        else:
            self.step(text)
        self.level = ""

    def step(self, step: str) -> None:
        if self.after_comma and (depth := self._sibling(step)) is not None:
            self.done.append(tuple(self.path))
            del self.path[depth:]
        self.path.append(step)
        self.after_comma = False

    def _run(self, last: str) -> None:
        for label in run(self.path[-1], last)[1:]:
            self.done.append(tuple(self.path))
            self.path[-1] = label
        self.dash = False

    def _sibling(self, step: str) -> int | None:
        """Return the depth of the label that ``step`` stands beside, or None if below all."""
        wanted = _class(step)
        if wanted == "letter" and self.path and from_roman(step) and from_roman(self.path[-1]):
            return len(self.path) - 1
        if wanted == "letter" and len(step) > 1 and from_roman(step):
            return None  # "(b), point (ii)": no letter, so it lies below one
        for depth, known in enumerate(self.path):
            if _class(known) == wanted:
                return depth
        return None

    def paths(self) -> tuple[tuple[str, ...], ...]:
        return (*self.done, tuple(self.path)) if self.path else tuple(self.done)


def _class(step: str) -> str:
    if step[0] in (ORDINAL_MARK, SECTION_MARK):
        return step[0]
    return "number" if step[0].isdigit() else "letter"


def read_tail(text: str) -> Tail:
    """Read a tail as far as it is understood.

    Args:
        text: What follows the number, such as ``(1)(a),(b)``.

    Returns:
        The paths named, and the rest that was not understood, without outer punctuation.
    """
    reader, at = _Reader(), 0
    while match := _TOKEN.match(text, at):
        try:
            if not _take(reader, match):
                break
        except ValueError:
            break
        at = match.end()
    return Tail(reader.paths(), text[at:].strip(" .,:"))


def _take(reader: _Reader, match: re.Match[str]) -> bool:
    if word := match["ordinal"]:
        number = ORDINALS.index(word.lower()) if word.isalpha() else int(word[:-2])
        reader.step(f"{ORDINAL_MARK}{number}")
    elif match["section"]:
        reader.step(f"{SECTION_MARK}{match['in_section'].upper()}")
    elif match["level"]:
        reader.level = match["level"].lower()
    elif match["comma"]:
        reader.after_comma = True
    elif match["dash"]:
        if not reader.path:
            return False
        reader.dash = True
    elif match["dotted"]:
        for label in match["dotted"].split("."):
            reader.label(label)
    elif match["fused"]:
        reader.label(match["fused"])
        reader.label(match["letter"])
    elif label := match["paren"] or match["bare"]:
        reader.label(label)
    return True
