"""Units of the Code of Practice from its Markdown copy or from the official PDFs' text.

Of the copy only Parts II, III, IV and the appendices are the Code's: its first lines, Part I and
its separators are the copier's, and the glossary has no locators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.law.places import ORDINAL_MARK, Chapter, Kind, Locator, Work
from pipeline.law.units import Unit, nearest_parent
from pipeline.schema import BlockKind, Document

#: Sources of the official PDFs, and the chapter that each holds.
PDF_CHAPTERS = {
    "code-transparency": Chapter.TRANSPARENCY,
    "code-copyright": Chapter.COPYRIGHT,
    "code-safety-security": Chapter.SAFETY,
}
_PART = re.compile(r"^##\s+Part\s+([IVX]+)\b.*$", re.MULTILINE)
_PART_CHAPTERS = {
    "II": Chapter.TRANSPARENCY,
    "III": Chapter.COPYRIGHT,
    "IV": Chapter.SAFETY,
    "VI": Chapter.SAFETY,
}
_MARKDOWN_HEADING = re.compile(
    r"^(?:#{3,4}\s+(?P<title>.+?)|\*\*(?P<bold>Appendix\s+\d+(?:\.\d+)+:.+?)\*\*)\s*$"
    r"|^(?P<rule>---)\s*$",
    re.MULTILINE,
)
_NUMBERED = re.compile(
    r"(?P<kind>Commitment|Measure|Appendix)\s+(?P<number>\d+(?:\.\d+)*)\b[\s.:\u2013-]*(?P<title>.*)"
)
_RECITALS = re.compile(r"(?:(?:Transparency|Copyright|Safety and Security)\s+)?Recitals\s*$")
_DETAILED = re.compile(r"\s*\(Detailed\)\s*$")
_PDF_HEADING = re.compile(
    r"^[ \t]*(?P<title>(?:Commitment\s+\d+|Measure\s+\d+\.\d+|Appendix\s+\d+(?:\.\d+)*)"
    r"(?:[ \t]*[:.\u2013-]?[ \t]+[A-Z][^\n]{0,150})?|Recitals)[ \t]*$",
    re.MULTILINE,
)
_CONTENTS_LINE = re.compile(r"(?:\.{3,}|\s)\d{1,3}$")
_BULLET = re.compile(r"(?P<indent>[ \t]*)[-•*][ \t]+(?:\((?P<letter>[a-z])\)[ \t]+)?")
_LETTERED = re.compile(r"(?P<indent>[ \t]*)\(?(?P<letter>[a-z])\)[ \t]+")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:(?P<n>\d+)\.|\((?P<p>\d+)\))[ \t]+")
_RUN_IN = re.compile(r"\*\*[^*]+\*\*:?\s*$")
_LEGAL_BASIS = re.compile(r"(?:\*\*)?(?:Legal basis|LEGAL TEXT)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading's stretch of text: its own words to ``end``, parts of an appendix to ``whole``."""

    chapter: Chapter
    kind: Kind
    number: str
    heading: str
    start: int
    end: int
    whole: int


def from_markdown(document: Document, edition: str, source_id: str) -> tuple[Unit, ...]:
    """Return the units of the Markdown copy, in text order."""
    sections: list[_Section] = []
    parts = list(_PART.finditer(document.text))
    for index, part in enumerate(parts):
        chapter = _PART_CHAPTERS.get(part[1])
        if chapter:
            end = parts[index + 1].start() if index + 1 < len(parts) else len(document.text)
            found = _MARKDOWN_HEADING.finditer(document.text, part.end(), end)
            heads = [(m.start(), m.end(), m["title"] or m["bold"] or "") for m in found]
            sections += _sections(heads, chapter, end)
    return _units(document, sections, edition, source_id)


def from_pdf(
    document: Document, chapter: Chapter, edition: str, source_id: str
) -> tuple[Unit, ...]:
    """Return the units of one chapter's official PDF, in text order.

    Headings are told by their wording; of a heading that stands twice (a table of contents
    lists it first) the last one counts.
    """
    ends = {b.start: b.end for b in document.blocks if b.kind is BlockKind.HEADING}
    heads = []
    for match in _PDF_HEADING.finditer(document.text):
        if _CONTENTS_LINE.search(match["title"].rstrip()) and not _bare(match["title"]):
            continue
        # A long title runs over lines: the reader's block knows where it ends.
        end = max(match.end(), ends.get(match.start("title"), 0))
        title = " ".join(document.text[match.start("title") : end].split())
        heads.append((match.start(), end, title))
    last = {_key(title): start for start, _, title in heads}
    heads = [head for head in heads if last[_key(head[2])] == head[0]]
    sections = _sections(heads, chapter, len(document.text))
    return _units(document, sections, edition, source_id)


def _bare(title: str) -> bool:
    return bool(re.fullmatch(r"(?:Commitment|Measure|Appendix)\s+[\d.]+", title.strip()))


def _key(title: str) -> str:
    match = _NUMBERED.match(title)
    return f"{match['kind']} {match['number']}" if match else title


def _sections(heads: list[tuple[int, int, str]], chapter: Chapter, end: int) -> list[_Section]:
    sections = []
    for index, (_, after, title) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else end
        if match := _NUMBERED.match(title):
            heading = _DETAILED.sub("", match["title"])
            kind = Kind(match["kind"].lower())
            whole = stop
            if kind is Kind.APPENDIX:
                whole = _whole(heads, index, match["number"], end)
            sections.append(_Section(chapter, kind, match["number"], heading, after, stop, whole))
        elif _RECITALS.match(title):
            sections.append(_Section(chapter, Kind.RECITAL, "", title, after, stop, stop))
    return sections


def _whole(heads: list[tuple[int, int, str]], index: int, number: str, end: int) -> int:
    """Return where an appendix ends with all of its parts (1.2.1 is part of 1.2, and of 1)."""
    rule = end  # the copier's separator is not part of what it closes
    for start, _, title in heads[index + 1 :]:
        match = _NUMBERED.match(title)
        if not title:
            rule = min(rule, start)
        elif match and match["kind"] == "Appendix" and match["number"].startswith(f"{number}."):
            rule = end
        else:
            return min(rule, start)
    return rule


def _units(
    document: Document, sections: list[_Section], edition: str, source_id: str
) -> tuple[Unit, ...]:
    found: list[tuple[Locator, str, str, int, int]] = []
    for section in sections:
        start, end = _trimmed(document.text, section.start, section.whole)
        if start >= end:
            continue
        if section.kind is Kind.RECITAL:
            found += _recitals(document.text, section, start, end)
            continue
        head = Locator(Work.CODE, section.kind, section.number, (), section.chapter)
        found.append((head, section.kind.value, section.heading, start, end))
        found += _below(document.text, head, *_trimmed(document.text, section.start, section.end))
    found = _unique(found)
    known = {row[0] for row in found}
    return tuple(
        Unit(
            locator=locator,
            kind=kind,
            label=locator.path[-1] if locator.path else locator.number,
            heading=heading,
            text=document.text[start:end],
            document_id=document.id,
            start=start,
            end=end,
            edition=edition,
            source_id=source_id,
            parent=nearest_parent(locator, known) or _above(locator, known),
        )
        for locator, kind, heading, start, end in found
    )


def _unique(
    found: list[tuple[Locator, str, str, int, int]],
) -> list[tuple[Locator, str, str, int, int]]:
    seen: set[Locator] = set()
    out = []
    for row in sorted(found, key=lambda row: (row[3], -row[4], len(row[0].path))):
        if row[0] not in seen:
            seen.add(row[0])
            out.append(row)
    return out


def _above(locator: Locator, known: set[Locator]) -> Locator | None:
    """Return the commitment of a measure, or the appendix that an appendix is part of."""
    if locator.path or "." not in locator.number:
        return None
    stem = locator.number.rsplit(".", 1)[0]
    kind = Kind.COMMITMENT if locator.kind is Kind.MEASURE else locator.kind
    above = Locator(locator.work, kind, stem, (), locator.chapter)
    return above if above in known else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between blank lines and list marks, in order."""
    out: list[tuple[int, int]] = []
    at = start
    begin: int | None = None
    for line in text[start:end].splitlines(keepends=True):
        mark = _BULLET.match(line) or _ITEM.match(line) or _LETTERED.match(line)
        if begin is not None and (not line.strip() or mark):
            out.append(_trimmed(text, begin, at))
            begin = None
        if line.strip() and begin is None:
            begin = at
        at += len(line)
    if begin is not None:
        out.append(_trimmed(text, begin, end))
    return out


def _recitals(
    text: str, section: _Section, start: int, end: int
) -> list[tuple[Locator, str, str, int, int]]:
    """Number recitals as printed; where the copy lost their letters, by their order."""
    rows: list[list[int | str]] = []
    for first, last in _paragraphs(text, start, end):
        item = _ITEM.match(text, first, last)
        if item and not item["indent"]:
            rows.append([item["n"] or item["p"], item.end(), last])
        elif rows and _BULLET.match(text[text.rfind("\n", 0, first) + 1 : last]):
            rows[-1][2] = last
        else:
            rows.append([chr(ord("a") + len(rows)), first, last])
    out = []
    for label, first_at, last_at in rows:
        locator = Locator(Work.CODE, Kind.RECITAL, str(label), (), section.chapter)
        out.append((locator, "recital", section.heading, int(first_at), int(last_at)))
    return out


def _below(
    text: str, head: Locator, start: int, end: int
) -> list[tuple[Locator, str, str, int, int]]:
    """Return paragraphs, numbered items and lettered points of a measure or appendix."""
    walk = _Walk(head)
    for first, last in _paragraphs(text, start, end):
        line_start = text.rfind("\n", 0, first) + 1
        line = text[line_start:last]
        item, bullet = _ITEM.match(line), _BULLET.match(line) or _LETTERED.match(line)
        if item and walk.item(
            item["n"] or item["p"], bool(item["p"]), line_start + item.end(), last
        ):
            continue
        if bullet:
            walk.bullet(bullet["letter"], len(bullet["indent"]), line_start + bullet.end(), last)
        elif item:
            walk.more(last)  # a line of running text that begins like an item: `(2) of this...`
        elif not _RUN_IN.match(line) and not _LEGAL_BASIS.match(line):
            walk.paragraph(first, last)
        else:
            walk.close()
    return walk.rows()


class _Walk:
    """Collects units below one heading; an open item grows with what belongs to it."""

    def __init__(self, head: Locator) -> None:
        self.head = head
        self.found: dict[Locator, list[int]] = {}
        self.ordinal = 0
        self.base = head
        self.listed = False
        self.open: Locator | None = None
        self.stays = False
        self.letters = 0
        self.number = 0
        self.deep = -1

    def more(self, end: int) -> None:
        """Let what is open go on to ``end``."""
        self._grow(end)
        if self.open is not None:
            self.found[self.open][1] = end

    def item(self, number: str, in_brackets: bool, start: int, end: int) -> bool:
        """Take a numbered item; False where its number does not follow the one before."""
        if int(number) not in (1, self.number + 1):
            return False
        self.number = int(number)
        if not self.listed:
            self.listed = True
            self.base = self.head
            if self.head.child(number) in self.found:
                # A second list of a measure: its items stand under their own paragraph.
                self.base = self.head.child(f"{ORDINAL_MARK}{max(self.ordinal, 1)}")
        locator = self.base.child(number)
        self.found[locator] = [start, end]
        self._grow(end)
        self.open, self.letters, self.deep = locator, 0, -1
        # In the Copyright chapter the numbered paragraphs are the measure's own.
        self.stays = in_brackets and self.head.chapter is Chapter.COPYRIGHT
        return True

    def bullet(self, letter: str | None, indent: int, start: int, end: int) -> None:
        self._grow(end)
        if self.open is None:
            return
        self.found[self.open][1] = end
        if self.deep < 0:
            self.deep = indent
        if indent <= self.deep:  # deeper ones are dashes within a point
            self.letters += 1
            label = letter or chr(ord("a") + self.letters - 1)
            self.found[self.open.child(label)] = [start, end]
        elif self.letters:
            last = [key for key in self.found if key.parent == self.open][-1]
            self.found[last][1] = end

    def paragraph(self, start: int, end: int) -> None:
        if self.open is not None and self.stays:
            self.found[self.open][1] = end
            return
        self.close()
        self.ordinal += 1
        self.found[self.head.child(f"{ORDINAL_MARK}{self.ordinal}")] = [start, end]

    def close(self) -> None:
        self.open, self.listed = None, False

    def _grow(self, end: int) -> None:
        if self.ordinal and not self.stays:
            self.found[self.head.child(f"{ORDINAL_MARK}{self.ordinal}")][1] = end

    def rows(self) -> list[tuple[Locator, str, str, int, int]]:
        kinds = {True: "paragraph", False: "point"}
        return [
            (locator, kinds[locator.path[-1].startswith(ORDINAL_MARK)], "", start, end)
            for locator, (start, end) in self.found.items()
        ]
