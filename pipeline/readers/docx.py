"""DOCX -> text with structure: headings, lists, tables, notes, check boxes, tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import media, table
from pipeline.readers.docx_body import BodyReader
from pipeline.readers.docx_numbering import Numbering
from pipeline.readers.docx_package import Package, damage
from pipeline.readers.docx_runs import RunReader
from pipeline.readers.docx_styles import Styles
from pipeline.readers.docx_xml import R, W
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.schema import ReadWarning, WarningCode

_TRACKED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_NOTES = ("footnote", "endnote")
#: Notes with these types are lines and remarks that Word draws by itself.
_DRAWN = ("separator", "continuationSeparator", "continuationNotice")


def parse(data: bytes, name: str) -> Parsed:
    """Read a DOCX file.

    Args:
        data: The file.
        name: Its name, for messages.

    Returns:
        The text of the body in order, with tracked changes accepted; footnotes where they are
        cited, endnotes, headers and footers at the end.

    Raises:
        Unreadable: The file is damaged, locked, empty, or would unpack to more than is safe.
    """
    return _File(Package(data, name)).read()


class _File:
    """One file: its parts, and what must be said of it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        root = package.xml(package.main)
        self._body: Any = root.find(f"{W}body") if root is not None else None
        if self._body is None:
            raise damage(package.name)
        self._relations = package.relations(package.main)
        styles = Styles(self._part("styles"))
        self._runs = RunReader(self._relations, styles)
        self._notes = {kind: _by_id(self._part(f"{kind}s"), kind) for kind in _NOTES}
        self._lost = 0
        self._writer = BodyReader(
            self._runs, styles, Numbering(self._part("numbering")), self._footnote, self._foreign
        )
        self._tracked = any(True for _ in root.iter(*_TRACKED))

    def read(self) -> Parsed:
        """Return the content."""
        self._writer.read(self._body)
        for number, (kind, _) in enumerate(tuple(self._runs.notes), 1):
            if kind == "endnote":
                self._writer.note(number, self._paragraphs(number))
        if not self._writer.text.strip():
            message = f"{self._package.name} holds no text."
            raise Unreadable(ReadWarning(WarningCode.EMPTY, message))
        for target in self._headers():
            if (root := self._package.xml(target)) is not None:
                self._runs.relations = self._package.relations(target)
                self._writer.furniture(root)
        blocks = tuple(self._writer.blocks)
        return Parsed(self._writer.text, blocks=blocks, warnings=tuple(self._remarks()))

    def _part(self, kind: str) -> Any:
        """Return the root of the part of a kind; None where there is none that can be read."""
        for relation in self._relations.values():
            if relation.kind == kind and not relation.external:
                return self._package.xml(relation.target)
        return None

    def _footnote(self, number: int) -> list[Any]:
        return self._paragraphs(number) if self._runs.notes[number - 1][0] == "footnote" else []

    def _paragraphs(self, number: int) -> list[Any]:
        """Return the paragraphs of the n-th cited note."""
        kind, identifier = self._runs.notes[number - 1]
        note = self._notes[kind].get(identifier)
        if note is None:
            self._lost += 1
            return []
        return list(note.iter(f"{W}p"))

    def _headers(self) -> Iterator[str]:
        """Yield the names of header and footer parts, in the order of the sections, once each."""
        seen = set()
        for mark in self._body.iter(f"{W}headerReference", f"{W}footerReference"):
            relation = self._relations.get(mark.get(f"{R}id", ""))
            if relation is not None and not relation.external and relation.target not in seen:
                seen.add(relation.target)
                yield relation.target

    def _foreign(self, chunk: Any) -> Parsed | None:
        """Read a piece that lies in the file in another format."""
        relation = self._relations.get(chunk.get(f"{R}id", ""))
        if relation is None or relation.external:
            return None
        data = self._package.bytes(relation.target) or b""
        kind = media.media_type(data, relation.target)
        if data.strip() and kind in (media.HTML, media.PLAIN, media.MARKDOWN):
            return table.reader(kind)(data, relation.target)
        self._runs.embedded += 1
        return None

    def _remarks(self) -> Iterator[ReadWarning]:
        name = self._package.name
        if self._tracked:
            message = f"{name} has tracked changes; it was read as if all of them were accepted."
            yield ReadWarning(WarningCode.TRACKED_CHANGES, message)
        if self._package.damaged:
            parts = ", ".join(self._package.damaged)
            message = f"Parts of {name} are damaged and were left out: {parts}. Fetch it again."
            yield ReadWarning(WarningCode.PARTLY_READ, message)
        if self._lost:
            message = f"{name} cites {self._lost} notes that it does not hold."
            yield ReadWarning(WarningCode.PARTLY_READ, message)
        if self._runs.embedded:
            message = (
                f"{name} holds {self._runs.embedded} embedded objects (sheets, slides, pictures of "
                "other programs) that were not read: give them as files of their own."
            )
            yield ReadWarning(WarningCode.PARTLY_READ, message)
        if self._runs.comments:
            message = f"{name} has {len(self._runs.comments)} comments in its margin; not read."
            yield ReadWarning(WarningCode.COMMENTS, message)
        if self._runs.prompts:
            message = (
                f"{self._runs.prompts} fields of {name} still show their prompt; "
                "they count as unanswered."
            )
            yield ReadWarning(WarningCode.PROMPTS, message)


def _by_id(root: Any, kind: str) -> dict[str, Any]:
    """Return the notes of a part by id, without the lines that Word draws above them."""
    notes = root.iterchildren(f"{W}{kind}") if root is not None else ()
    return {note.get(f"{W}id", ""): note for note in notes if note.get(f"{W}type") not in _DRAWN}
