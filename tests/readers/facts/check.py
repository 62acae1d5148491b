"""Holds a fact against a document that was read: nothing where it holds, else what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.schema import Document, Segment, SegmentKind, Span
from pipeline.segments import segment
from tests.readers.facts.fold import fold, plain

#: Points by which an edge, measured with a ruler on a picture, may be off.
RULER = 6.0
_RAISED = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")


@dataclass(frozen=True)
class Place:
    """Words found in a segment: which, where in its folded text, on which page."""

    index: int
    segment: Segment
    at: int
    page: int | None


class Read:
    """A document with its segments, ready to be asked."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.segments = segment(document)

    @cached_property
    def _folded(self) -> list[tuple[str, list[int]]]:
        return [fold(s.text) for s in self.segments]

    def places(self, words: str, page: int | None = None, kind: str | None = None) -> list[Place]:
        """Return where segments hold the words; of a row also where a caption above it does."""
        wanted = plain(words)
        found = []
        for index, (folded, at) in enumerate(self._folded):
            one = self.segments[index]
            if kind is not None and one.kind.value != kind:
                continue
            start = folded.find(wanted)
            if start < 0:
                continue
            span = one.locate(at[start], at[start + len(wanted) - 1] + 1) or one.span
            on = self.document.page_at(span.start)
            if page is None or on == page:
                found.append(Place(index, one, start, on))
        return found

    def rows(self, page: int | None = None) -> Iterator[tuple[Segment, list[str]]]:
        """Give the rows of tables with their cells as ``header: cell``."""
        for one in self.segments:
            if one.kind is SegmentKind.ROW and page in (None, self.document.page_at(one.start)):
                yield one, plain(one.text).split(" | ")

    def text(self, page: int | None = None) -> str:
        """Return the text of a page, or of the document."""
        if page is None:
            return self.document.text
        shown = self.document.pages[page - 1]
        return self.document.text[shown.start : shown.end]

    def find(self, words: str, page: int) -> Span | None:
        """Return where a page's text holds the words."""
        folded, at = fold(self.text(page))
        wanted = plain(words)
        start = folded.find(wanted)
        if start < 0:
            return None
        first = self.document.pages[page - 1].start
        return Span(self.document.id, first + at[start], first + at[start + len(wanted) - 1] + 1)


def check(kind: str, says: dict[str, Any], read: Read) -> str | None:
    """Return None where the fact holds, else what came out instead."""
    return KINDS[kind](says, read)


def _present(says: dict[str, Any], read: Read) -> str | None:
    if read.places(says["words"], says.get("page"), says.get("as")):
        return None
    return f"not there; elsewhere: {_shown(read.places(says['words']))}"


def _absent(says: dict[str, Any], read: Read) -> str | None:
    if found := read.places(says["words"], says.get("page"), says.get("as")):
        return f"in segments: {_shown(found)}"
    if "as" in says or says.get("from") == "segments":
        return None
    if plain(says["words"]) in plain(read.text(says.get("page"))):
        return "in the text, though in no segment"
    return None


def _aside(says: dict[str, Any], read: Read) -> str | None:
    if plain(says["words"]) not in plain(read.text(says.get("page"))):
        return "not in the text at all"
    found = read.places(says["words"], says.get("page"))
    return f"in segments: {_shown(found)}" if found else None


def _order(says: dict[str, Any], read: Read) -> str | None:
    page = says.get("page")
    first = read.places(says["first"], page)
    then = read.places(says["then"], says.get("then_page", page))
    if not first or not then:
        return f"first: {_shown(first)}, then: {_shown(then)}"
    a, b = (first[0].index, first[0].at), (then[0].index, then[0].at)
    return None if a < b else f"the other way round: {a}, {b}"


def _apart(says: dict[str, Any], read: Read) -> str | None:
    first = read.places(says["first"], says.get("page"))
    then = read.places(says["then"], says.get("page"))
    if not first or not then:
        return f"first: {_shown(first)}, then: {_shown(then)}"
    both = {p.index for p in first} & {p.index for p in then}
    return f"together: {read.segments[min(both)].text[:80]!r}" if both else None


def _heading(says: dict[str, Any], read: Read) -> str | None:
    found = [
        p
        for p in read.places(says["words"], says.get("page"), "heading")
        if plain(p.segment.text) == plain(says["words"])
    ]
    if not found:
        return f"no such heading; {_shown(read.places(says['words'], says.get('page')))}"
    levels = {
        block.level
        for block in read.document.blocks
        for p in found
        if block.start <= p.segment.start < block.end
    }
    if "level" in says and says["level"] not in levels:
        return f"of level {sorted(levels)}"
    return None


def _no_heading(says: dict[str, Any], read: Read) -> str | None:
    found = read.places(says["words"], says.get("page"), "heading")
    return f"a heading: {_shown(found)}" if found else None


def _under(says: dict[str, Any], read: Read) -> str | None:
    found = read.places(says["words"], says.get("page"))
    wanted = [plain(part) for part in says["path"]]
    for place in found:
        path = [plain(part) for part in place.segment.heading_path]
        tails = [path, path[:-1]] if place.segment.kind is SegmentKind.ROW else [path]
        if any(tail[-len(wanted) :] == wanted for tail in tails):
            return None
    return f"under {[p.segment.heading_path[-len(wanted) :] for p in found[:3]]}"


def _cell(says: dict[str, Any], read: Read) -> str | None:
    close = []
    for one, parts in read.rows(says.get("page")):
        if "row" in says and not _is_row(plain(says["row"]), one, parts):
            continue
        if "beside" in says and not _has(parts, None, plain(says["beside"])):
            continue
        column = plain(says["column"]) if "column" in says else None
        if _has(parts, column, plain(says["value"])):
            return None
        close.append(one.text[:200])
    return f"rows: {close[:3]}"


def _is_row(label: str, one: Segment, parts: list[str]) -> bool:
    return plain(one.label) == label or _has(parts[:2], None, label)


def _has(parts: list[str], column: str | None, value: str) -> bool:
    if column is None:
        return any(part == value or part.endswith(f": {value}") for part in parts)
    wanted = f"{column}: {value}"
    levels = wanted.replace(" > ", " ")
    return any(
        part.replace(" > ", " ") == levels or part.endswith(f" > {wanted}") for part in parts
    )


def _pair(says: dict[str, Any], read: Read) -> str | None:
    key, value = plain(says["key"]), plain(says["value"])
    close = []
    for place in read.places(says["key"], says.get("page"), "pair"):
        text = plain(place.segment.text)
        if plain(place.segment.label) == key and text == f"{key}: {value}":
            return None
        close.append(text[:120])
    return f"pairs: {close[:3]}"


def _lead(says: dict[str, Any], read: Read) -> str | None:
    found = read.places(says["words"], says.get("page"))
    if any(plain(says["lead"]) in plain(p.segment.lead) for p in found):
        return None
    return f"led by {[p.segment.lead[-80:] for p in found[:3]]}"


def _link(says: dict[str, Any], read: Read) -> str | None:
    wanted = plain(says["words"])
    links = [
        (plain(read.document.text[a:b]), target)
        for block in read.document.blocks
        for a, b, target in block.links
        if says.get("page") in (None, read.document.page_at(a))
    ]
    if any(wanted in text and target == says["target"] for text, target in links):
        return None
    return f"links: {[link for link in links if wanted in link[0]][:3]} of {len(links)}"


def _box(says: dict[str, Any], read: Read) -> str | None:
    span = read.find(says["words"], says["page"])
    if span is None:
        return "not on the page"
    boxes = [box[1:] for box in read.document.boxes(span) if box[0] == says["page"]]
    if not boxes:
        return "without a box"
    page = read.document.pages[says["page"] - 1]
    seen = [_as_seen(box, page.width, page.height, page.rotation) for box in boxes]
    got = (
        min(b[0] for b in seen),
        min(b[1] for b in seen),
        max(b[2] for b in seen),
        max(b[3] for b in seen),
    )
    within = says.get("within", RULER)
    if all(abs(a - b) <= within for a, b in zip(got, says["box"], strict=True)):
        return None
    return f"at {[round(v) for v in got]}"


def _as_seen(
    box: tuple[float, ...], width: float, height: float, rotation: int
) -> tuple[float, float, float, float]:
    """A box of the unrotated page, origin bottom left, as it is seen: origin top left."""
    x0, y0, x1, y1 = box
    if rotation == 90:
        return y0, x0, y1, x1
    if rotation == 180:
        return width - x1, y0, width - x0, y1
    if rotation == 270:
        return height - y1, width - x1, height - y0, width - x0
    return x0, height - y1, x1, height - y0


def _power(says: dict[str, Any], read: Read) -> str | None:
    base, exponent = plain(says["base"]), plain(says["exponent"])
    raised = exponent.translate(_RAISED)
    page = says.get("page")
    forms = [f"{base}{raised}", f"{base}^{exponent}", f"{base}^{{{exponent}}}"]
    if not any(read.places(form, page) for form in forms):
        return f"neither {forms}; glued: {_shown(read.places(base + exponent, page))}"
    glued = read.places(base + exponent, page)
    return f"glued as well: {_shown(glued)}" if glued else None


def _tick(says: dict[str, Any], read: Read) -> str | None:
    document = read.document
    close = []
    for tick in document.ticks:
        if says.get("page") not in (None, tick.page) or tick.option is None:
            continue
        if says.get("question") and plain(says["question"]) not in plain(tick.question):
            continue
        if plain(document.text[slice(*tick.option)]) == plain(says["option"]):
            close.append(tick.state.value)
    return None if close and set(close) == {says["state"]} else f"states: {close}"


def _warning(says: dict[str, Any], read: Read) -> str | None:
    given = [(w.code.value, w.page) for w in read.document.warnings]
    if any(c == says["code"] and says.get("page") in (None, p) for c, p in given):
        return None
    return f"warnings: {given[:5]}"


def _no_warning(says: dict[str, Any], read: Read) -> str | None:
    return None if _warning(says, read) else f"there is a warning {says['code']}"


def _language(says: dict[str, Any], read: Read) -> str | None:
    got = read.document.language
    return None if got == says["value"] else f"{got}"


def _document_kind(says: dict[str, Any], read: Read) -> str | None:
    got = read.document.kind
    return None if got == says["value"] else f"{got}"


def _pages(says: dict[str, Any], read: Read) -> str | None:
    got = len(read.document.pages)
    return None if got == says["count"] else f"{got} pages"


def _shown(places: list[Place]) -> str:
    return str([(p.page, p.segment.kind.value, p.segment.text[:60]) for p in places[:3]])


KINDS: dict[str, Callable[[dict[str, Any], Read], str | None]] = {
    "present": _present,
    "absent": _absent,
    "aside": _aside,
    "order": _order,
    "apart": _apart,
    "heading": _heading,
    "no_heading": _no_heading,
    "under": _under,
    "cell": _cell,
    "pair": _pair,
    "lead": _lead,
    "link": _link,
    "box": _box,
    "power": _power,
    "tick": _tick,
    "warning": _warning,
    "no_warning": _no_warning,
    "language": _language,
    "document_kind": _document_kind,
    "pages": _pages,
}
