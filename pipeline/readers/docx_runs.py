"""The words of one Word paragraph: runs, links, check boxes, tracked changes, note marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
#: Symbols of Wingdings and its kin that stand for a box; Word writes them as w:sym.
_SYMBOLS = {"F0A8": "☐", "F06F": "☐", "F0FE": "☒", "F0FD": "☒", "F052": "☒", "F0FC": "✓"}
#: The same where a font's private characters were typed; a soft hyphen shows only at a line end.
_TYPED = str.maketrans(
    {**{chr(int(code, 16)): box for code, box in _SYMBOLS.items()}, "\u00ad": ""}
)
_DROPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}fldData", f"{_MC}Fallback"}
_TRACKED = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}


@dataclass(slots=True)
class Words:
    """Text of a paragraph.

    Attributes:
        text: What is shown, with all changes accepted.
        links: (start, end, target) in ``text``.
        bold: True where all of it is bold.
        boxes: Paragraphs of text boxes anchored in it.
    """

    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    bold: bool = False
    boxes: list[Any] = field(default_factory=list)


class RunReader:
    """Reads paragraphs; remembers whether changes were tracked and which notes were cited."""

    def __init__(self, relations: Any) -> None:
        self._relations = relations
        self.tracked = False
        self.notes: list[str] = []

    def words(self, paragraph: Any) -> Words:
        """Return the words of a ``w:p`` element."""
        found = Words()
        parts: list[str] = []
        weights: list[bool] = []
        self._walk(paragraph, found, parts, weights)
        found.text = "".join(parts)
        found.bold = bool(weights) and all(weights)
        lead = len(found.text) - len(found.text.lstrip())
        stripped = found.text.strip()
        found.links = [
            (max(start - lead, 0), min(end - lead, len(stripped)), target)
            for start, end, target in found.links
            if min(end - lead, len(stripped)) > max(start - lead, 0)
        ]
        found.text = stripped
        return found

    def _walk(self, element: Any, found: Words, parts: list[str], weights: list[bool]) -> None:
        for child in element.iterchildren():
            tag = child.tag
            self.tracked = self.tracked or tag in _TRACKED
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag == f"{W}r":
                self._run(child, found, parts, weights)
            elif tag == f"{W}hyperlink":
                start = sum(map(len, parts))
                self._walk(child, found, parts, weights)
                target = self._target(child.get(_R_ID))
                end = sum(map(len, parts))
                if target and end > start:
                    found.links.append((start, end, target))
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._walk(content, found, parts, weights)
            elif tag == f"{_M}t":
                parts.append(child.text or "")
            elif tag == f"{_M}sup":
                power: list[str] = []
                self._walk(child, found, power, weights)
                parts.append("".join(power).translate(_RAISED))
            else:
                self._walk(child, found, parts, weights)

    def _target(self, identifier: str | None) -> str:
        relation = self._relations.get(identifier) if identifier else None
        return str(relation.target_ref) if relation is not None else ""

    def _run(self, run: Any, found: Words, parts: list[str], weights: list[bool]) -> None:
        properties = run.find(f"{W}rPr")
        if is_on(properties, "vanish"):
            return
        raised = _value(properties, "vertAlign") == "superscript"
        before = len(parts)
        for child in run.iterchildren():
            text = self._piece(child, found)
            if text:
                parts.append(text.translate(_RAISED) if raised else text)
        if any(part.strip() for part in parts[before:]):
            weights.append(is_on(properties, "b") or _value(properties, "rStyle") == "Strong")

    def _piece(self, child: Any, found: Words) -> str:
        """Return the characters of one child of a run."""
        tag = child.tag
        if tag == f"{W}t":
            return (child.text or "").translate(_TYPED)
        if tag == f"{W}ruby":
            return "".join(text.text or "" for text in child.iterfind(f"{W}rubyBase//{W}t"))
        if tag in (f"{W}br", f"{W}cr"):
            return "\n"
        if tag in (f"{W}tab", f"{W}ptab"):
            return "\t"
        if tag == f"{W}noBreakHyphen":
            return "-"
        if tag == f"{W}sym":
            code = (child.get(f"{W}char") or "").upper()
            return _SYMBOLS.get(f"F0{code[2:]}" if code.startswith("00") else code, "")
        if tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
            self.notes.append(f"{kind}:{child.get(f'{W}id')}")
            return str(len(self.notes)).translate(_RAISED)
        if tag == f"{W}fldChar":
            return _legacy_box(child)
        found.boxes.extend(_text_boxes(child))
        return ""


def _text_boxes(element: Any) -> Iterator[Any]:
    """Yield the paragraphs of text boxes, once where Word keeps an older copy beside them."""
    for box in element.iter(f"{W}txbxContent"):
        if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
            yield from box.iterchildren(f"{W}p")


def _legacy_box(child: Any) -> str:
    """Return the state of a form field's check box; empty for other fields."""
    box = child.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    state = box.find(f"{W}checked")
    if state is None:
        state = box.find(f"{W}default")
    on = state is not None and state.get(f"{W}val", "1") not in ("0", "false", "off")
    return "☒" if on else "☐"


def is_on(properties: Any, name: str) -> bool:
    """Tell whether properties switch something on."""
    if properties is None:
        return False
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _value(properties: Any, name: str) -> str:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return str(found.get(f"{W}val", "")) if found is not None else ""
