"""The words of one Word paragraph: runs, links, check boxes, tracked changes, note marks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers import docx_fields, docx_math, docx_signs
from pipeline.readers.docx_fields import Field
from pipeline.readers.docx_package import Relation
from pipeline.readers.docx_styles import Style, Styles
from pipeline.readers.docx_xml import MC, M, R, W, count, is_older_copy, switch, value

_DROPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}fldData", f"{MC}Fallback"}
_FORMULA = {f"{M}oMath", f"{M}oMathPara"}
_EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"
#: Half-points by which a run must be lifted to be read as a power or a mark.
_LIFTED = 4
#: Fields within fields; more of them have lost their ends.
_FIELDS = 20
_PLAIN = Style()


@dataclass(slots=True)
class Words:
    """Text of a paragraph.

    Attributes:
        text: What is shown, with all changes accepted.
        links: (start, end, target) in ``text``.
        bold: True where all of it is bold.
        boxes: Text boxes anchored in it.
        notes: Notes cited in it, as numbers from 1 into ``RunReader.notes``.
    """

    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    bold: bool = False
    boxes: list[Any] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


class RunReader:
    """Reads paragraphs, and remembers what must be said of the whole file.

    Attributes:
        relations: What the part that is being read points to.
        notes: Notes cited so far, as (footnote or endnote, id).
        comments: Ids of comments met.
        embedded: How many embedded objects were met.
        prompts: How many controls show their prompt and no answer.
    """

    def __init__(self, relations: Mapping[str, Relation], styles: Styles) -> None:
        self.relations = relations
        self.notes: list[tuple[str, str]] = []
        self.comments: set[str] = set()
        self.embedded = self.prompts = 0
        self._styles = styles
        self._fields: list[Field] = []
        self._length = 0
        self._style = _PLAIN

    @property
    def in_contents(self) -> bool:
        """True inside a table of contents that is a field."""
        return any(each.is_contents for each in self._fields)

    def end_fields(self) -> None:
        """Forget fields whose end is missing, so that they cost no more than themselves."""
        self._fields.clear()

    def words(self, *paragraphs: Any, style: Style = _PLAIN) -> Words:
        """Return the words of ``w:p`` elements that are read as one."""
        found = Words()
        parts: list[str] = []
        weights: list[bool] = []
        self._length, self._style = 0, style
        for paragraph in paragraphs:
            self._walk(paragraph, found, parts, weights)
        for open_field in self._fields:
            open_field.start = min(open_field.start, 0)  # it goes on in the next paragraph
        found.bold = bool(weights) and all(weights)
        text = "".join(parts)
        lead = len(text) - len(text.lstrip())
        found.text = text.strip()
        size = len(found.text)
        cut = [(max(a - lead, 0), min(b - lead, size), to) for a, b, to in found.links]
        found.links = sorted((a, b, to) for a, b, to in cut if b > a)
        return found

    def _put(self, text: str, parts: list[str]) -> None:
        parts.append(text)
        self._length += len(text)

    def _walk(self, element: Any, found: Words, parts: list[str], weights: list[bool]) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if tag in _DROPPED:
                continue
            if tag == f"{W}r":
                self._run(child, found, parts, weights)
            elif tag in (f"{W}hyperlink", f"{W}fldSimple"):
                start = self._length
                self._walk(child, found, parts, weights)
                self._link(start, self._target(child), found)
            elif tag == f"{W}sdt":
                self._control(child, found, parts, weights)
            elif tag in _FORMULA:
                self._put(docx_math.read(child), parts)
            else:
                self._walk(child, found, parts, weights)

    def _link(self, start: int, to: str, found: Words) -> None:
        if to and self._length > start:
            found.links.append((start, self._length, to))

    def _target(self, element: Any) -> str:
        if element.tag == f"{W}fldSimple":
            return docx_fields.target(element.get(f"{W}instr", ""))
        relation = self.relations.get(element.get(f"{R}id", ""))
        return relation.target if relation is not None else ""

    def _control(self, element: Any, found: Words, parts: list[str], weights: list[bool]) -> None:
        box = docx_fields.check_box(element)
        content = element.find(f"{W}sdtContent")
        if box is not None:
            self._put(box, parts)
        elif docx_fields.shows_prompt(element):
            self.prompts += 1
        elif content is not None:
            self._walk(content, found, parts, weights)

    def _run(self, run: Any, found: Words, parts: list[str], weights: list[bool]) -> None:
        properties = run.find(f"{W}rPr")
        named = value(properties, "rStyle")
        look = self._styles.of(named) if named else _PLAIN
        hidden = switch(properties, "vanish")
        if look.hidden or self._style.hidden if hidden is None else hidden:
            return
        raised = _is_raised(properties, look)
        seen = False
        for child in run.iterchildren():
            text = self._piece(child, found)
            if text:
                self._put(text.translate(docx_math.RAISED) if raised else text, parts)
                seen = seen or bool(text.strip())
        if seen:
            bold = switch(properties, "b")
            usual = look.bold or self._style.bold or named == "Strong"
            weights.append(usual if bold is None else bold)

    def _piece(self, child: Any, found: Words) -> str:
        """Return the characters of one child of a run."""
        if child.tag == f"{MC}AlternateContent":
            return self._choice(child, found)
        match child.tag.removeprefix(W):
            case "t":
                return docx_signs.typed(child.text or "")
            case "ruby":
                return "".join(text.text or "" for text in child.iterfind(f"{W}rubyBase//{W}t"))
            case "br" | "cr":
                return "\n"
            case "tab" | "ptab":
                return "\t"
            case "noBreakHyphen":
                return "-"
            case "sym":
                return docx_signs.symbol(child.get(f"{W}font", ""), child.get(f"{W}char", ""))
            case "footnoteReference" | "endnoteReference" as tag:
                return self._cite(tag.removesuffix("Reference"), child, found)
            case "commentReference":
                self.comments.add(child.get(f"{W}id", ""))
            case "fldChar":
                return self._field(child, found)
            case "instrText":
                if self._fields and self._fields[-1].start < 0:
                    self._fields[-1].code += child.text or ""
            case _:
                self.embedded += sum(not is_older_copy(each) for each in child.iter(_EMBEDDED))
                found.boxes.extend(_text_boxes(child))
        return ""

    def _choice(self, element: Any, found: Words) -> str:
        """Read the newer of two writings; a sign that only the older one has as text, there."""
        newer, older = element.find(f"{MC}Choice"), element.find(f"{MC}Fallback")
        wanted = newer if newer is not None and not _is_sign(newer) else older
        pieces = wanted.iterchildren() if wanted is not None else ()
        return "".join(self._piece(each, found) for each in pieces)

    def _cite(self, kind: str, mark: Any, found: Words) -> str:
        self.notes.append((kind, mark.get(f"{W}id", "")))
        found.notes.append(len(self.notes))
        return str(len(self.notes)).translate(docx_math.RAISED)

    def _field(self, mark: Any, found: Words) -> str:
        kind = mark.get(f"{W}fldCharType", "")
        if kind == "begin":
            self._fields = [*self._fields[-_FIELDS:], Field()]
            return docx_fields.form_field(mark)
        if kind == "separate" and self._fields:
            self._fields[-1].start = self._length
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.start >= 0:
                self._link(ended.start, docx_fields.target(ended.code), found)
        return ""


def _is_raised(properties: Any, look: Style) -> bool:
    place = value(properties, "vertAlign")
    if place:
        return place == "superscript"
    lifted = count(properties.find(f"{W}position"), 0) if properties is not None else 0
    return look.raised or lifted >= _LIFTED


def _is_sign(choice: Any) -> bool:
    return any(str(each.tag).endswith("}symEx") for each in choice.iterchildren())


def _text_boxes(element: Any) -> Iterator[Any]:
    """Yield text boxes, once where Word keeps an older copy beside them."""
    for box in element.iter(f"{W}txbxContent"):
        above = itertools.takewhile(lambda each: each is not element, box.iterancestors())
        if not is_older_copy(box) and all(each.tag != box.tag for each in above):
            yield box
