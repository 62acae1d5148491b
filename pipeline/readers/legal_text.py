"""Write a law's tree of provisions as one text, each provision a span of it.

Every reader of a legal format builds the same tree (``Provision``); this file alone decides how
it reads as text, so that Formex and HTML of one law give one text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from pipeline.schema import Block, BlockKind, Document

_SUPERSCRIPTS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_SECTION = re.compile(r"Section\s+([A-Z0-9]+)\b[\s.\u2014\u2013-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """One place where the shown text differs from the characters of the source.

    Attributes:
        kind: ``superscript``, ``note mark``, ``digit grouping``, ``amendment mark`` or
            ``deleted text``.
        source: What the source has.
        shown: What is shown instead; empty for what is left out.
        at: Offset in the text that it belongs to.
    """

    kind: str
    source: str
    shown: str
    at: int


class Inline:
    """Collects running text, collapses white space, and notes every change of characters."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._length = 0
        self._space = False
        self.changes: list[Change] = []

    def add(self, text: str | None) -> None:
        """Append text as the source has it; runs of white space become one space."""
        for piece in re.findall(r"\s+|\S+", text or ""):
            if piece.isspace():
                self._space = True
            else:
                self._put(piece)

    def superscript(self, text: str) -> None:
        """Append raised characters as Unicode superscripts, or ``^(...)`` where there are none."""
        flat = text.strip()
        shown = flat.translate(_SUPERSCRIPTS)
        if any(char not in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ" for char in shown):
            shown = f"^({flat})"
        self._change("superscript", flat, shown)

    def number(self, digits: str) -> None:
        """Append a long number in groups of three digits, as the Official Journal prints it."""
        shown = f"{int(digits):,}".replace(",", " ")
        self._change("digit grouping", digits, shown)

    def leave_out_note(self, mark: str) -> None:
        """Leave out a footnote's mark, with the space before it."""
        self.leave_out("note mark", mark, close=True)

    def leave_out(self, kind: str, source: str, *, close: bool = False) -> None:
        """Leave out characters that are no words of the law, and tell so.

        Args:
            kind: Of the change.
            source: What the source has.
            close: Whether the space before them goes too.
        """
        if close:
            self._space = False
        self.changes.append(Change(kind, source, "", self._length))

    def take_back(self, end: str) -> bool:
        """Take back the last characters, with white space after them, where they are these."""
        if not self._out or not self._out[-1].endswith(end):
            return False
        kept = "".join(self._out).removesuffix(end).rstrip()
        self._out, self._length, self._space = [kept] if kept else [], len(kept), False
        return True

    def text(self) -> str:
        """Return what was collected."""
        return "".join(self._out)

    def _change(self, kind: str, source: str, shown: str) -> None:
        self._put(shown)
        if shown != source:
            self.changes.append(Change(kind, source, shown, self._length - len(shown)))

    def _put(self, piece: str) -> None:
        if self._space and self._out:
            piece_length = len(piece) + 1
            self._out += [" ", piece]
        else:
            piece_length = len(piece)
            self._out.append(piece)
        self._space = False
        self._length += piece_length


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of running text.

    Attributes:
        text: White space collapsed, superscripts in Unicode.
        changes: Where it differs from the source.
        continues: True where it goes on with the (sub)paragraph before it, as quoted lines do.
    """

    text: str
    changes: tuple[Change, ...] = ()
    continues: bool = False


@dataclass(slots=True)
class Provision:
    """A node of the tree: an article, paragraph, point, annex, section, recital, measure..."""

    kind: str
    label: str
    mark: str = ""
    title: tuple[str, ...] = ()
    heading: str = ""
    parts: list[Text | Provision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawUnit:
    """A provision as a span of its document's text.

    Attributes:
        head: Kind of the outermost provision, such as ``article``.
        number: Its number, such as ``53``.
        path: Labels below it; ``§1`` for sections, ``¶2`` for unnumbered subparagraphs.
        kind: What it is itself.
        label: Its own label.
        heading: Its title, or empty.
        start: First character of its body (label and heading left out).
        end: One past the last.
    """

    head: str
    number: str
    path: tuple[str, ...]
    kind: str
    label: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LegalText:
    """A legal file, read: its document, its units in text order, its changes of characters."""

    document: Document
    units: tuple[RawUnit, ...]
    changes: tuple[Change, ...]


def section_title(title: str) -> tuple[str, str] | None:
    """Return label and heading of ``Section A — Information``, or None for another title."""
    match = _SECTION.match(title)
    return (match[1].upper(), title[match.end() :].strip()) if match else None


def label_of(mark: str) -> str:
    """Return the label in a printed mark: ``d`` of ``(d)``, ``3.1`` of ``3.1.``."""
    return mark.strip().strip("().‘’'\u201c ").lower()


def write(data: bytes, name: str, media_type: str, provisions: list[Provision]) -> LegalText:
    """Write provisions as one text.

    Args:
        data: The file's bytes; their sha256 is the document's id.
        name: Its name without folders.
        media_type: Its media type.
        provisions: The tree, in reading order.
    """
    writer = _Writer()
    for provision in provisions:
        writer.provision(provision, provision.kind, provision.label, ())
    document = Document(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        media_type=media_type,
        text="".join(writer.out),
        blocks=tuple(sorted(writer.blocks, key=lambda block: (block.start, block.end))),
        kind="law",
        language="en",
    )
    units = tuple(sorted(writer.units, key=lambda unit: (unit.start, -unit.end, len(unit.path))))
    return LegalText(document, units, tuple(writer.changes))


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.at = 0
        self.units: list[RawUnit] = []
        self.taken: set[tuple[str, str, tuple[str, ...]]] = set()
        self.blocks: list[Block] = []
        self.changes: list[Change] = []

    def put(self, text: str) -> None:
        self.out.append(text)
        self.at += len(text)

    def provision(self, node: Provision, head: str, number: str, path: tuple[str, ...]) -> None:
        self._break()
        if node.mark:
            self.put(node.mark + " ")
        for line in node.title:
            self._break()
            start = self.at
            self.put(line)
            self.blocks.append(Block(start, self.at, BlockKind.HEADING, level=1 + len(path)))
            self.put("\n")
        start = self.at
        self._parts(node, head, number, path)
        if self.at > start:
            self.units.append(
                RawUnit(head, number, path, node.kind, node.label, node.heading, start, self.at)
            )

    def _parts(self, node: Provision, head: str, number: str, path: tuple[str, ...]) -> None:
        starts: list[int] = []
        ends: list[int] = []
        for part in node.parts:
            if isinstance(part, Text):
                self._break()
                if not part.continues or not starts:
                    starts.append(self.at)
                    ends.append(self.at)
                self._text(part, node)
            else:
                below = _below(path, part)
                if (head, number, below) in self.taken:
                    # A second list of points in one paragraph: Art. 43(1), for one.
                    below = (*path, f"¶{max(len(starts), 1)}", below[-1])
                self.taken.add((head, number, below))
                self.provision(part, head, number, below)
            if ends:
                ends[-1] = self.at
        if len(starts) > 1:
            kind = "subparagraph" if path else "paragraph"
            for count, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
                step = f"¶{count}"
                unit = RawUnit(head, number, (*path, step), kind, step, "", start, end)
                self.units.append(unit)

    def _text(self, part: Text, node: Provision) -> None:
        start = self.at
        self.put(part.text)
        kind = BlockKind.ITEM if node.kind == "point" else BlockKind.PARAGRAPH
        self.blocks.append(Block(start, self.at, kind, level=1 if kind is BlockKind.ITEM else 0))
        for change in part.changes:
            self.changes.append(Change(change.kind, change.source, change.shown, start + change.at))

    def _break(self) -> None:
        if self.out and not self.out[-1].endswith(("\n", " ")):
            self.put("\n")


def _below(path: tuple[str, ...], part: Provision) -> tuple[str, ...]:
    """Return the path of a part: 3.1 below point 3 is `3`, `1`; sections bear their mark."""
    if part.kind == "section":
        return (*path, f"§{part.label}")
    label = part.label
    if path and label.startswith(path[-1] + "."):
        label = label[len(path[-1]) + 1 :]
    return (*path, label)
