"""What Markdown does not parse itself: fences, comments, raw HTML.

The regions are found first, and masked by characters of the same number, so that the Markdown
parser sees prose only and every offset stays the file's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.readers import raw_table
from pipeline.schema import Block, BlockKind, ReadWarning

#: Stands where a tag was at the edge of a line: not a space, so that nothing looks indented.
FILLER = "\u2060"

_FENCE = re.compile(
    r"^[ \t>]*(?:[-*+] +|\d{1,3}[.)] +)?(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)$", re.M
)
_OPEN = re.compile(
    r"<!--|<(?P<tag>table|h[1-6]|li|pre|script|style|svg)\b[^<>]*>"
    r"|</?(?:p|div|section|article|center|ul|ol|li|dl|dt|dd|details|summary|br|hr|figure|figcaption"
    r"|picture|source|img|main|span|nav|header|footer|aside|blockquote|video|iframe|tbody|tr|td)\b[^<>]*>"
    r"|^ {0,3}\[(?P<ref>[^\]^\n][^\]\n]{0,200})\]:[ \t]*<?(?P<target>(?!\[)[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HTML_ROW = re.compile(r"<t[rdh]\b", re.IGNORECASE)
_ONLY_FILLER = re.compile(rf"^[ \t]*{FILLER}[ \t{FILLER}]*+$", re.M)

#: Where each closing tag was last found, None where no more comes.
_Known = dict[str, "tuple[int, int] | None"]


@dataclass
class Regions:
    """Blocks found outside Markdown's own syntax, and the text that is left to parse."""

    masked: str = ""
    blocks: list[Block] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    tables: int = 0
    warnings: tuple[ReadWarning, ...] = ()
    rowless: int = 0

    def has_row(self, source: str, start: int, end: int) -> bool:
        """True where a row in HTML stands in the stretch; none is looked for twice."""
        if end <= self.rowless:
            return False
        if _HTML_ROW.search(source, max(start, self.rowless), end):
            return True
        self.rowless = end
        return False


def find(source: str, start: int) -> Regions:
    """Return the regions of ``source`` from ``start`` on.

    Args:
        source: The document's text.
        start: Where Markdown begins, after the front matter.
    """
    regions = Regions()
    fences = _fences(source, start)
    parts: list[str] = [_blank(source[:start])]
    at = start
    known: _Known = {}
    position = start
    while match := _OPEN.search(source, position):
        inside = _inside(fences, match.start())
        if inside is not None:
            position = inside
            continue
        end, filler = _region(source, match, regions, known)
        parts.append(source[at : match.start()])
        hidden = source[match.start() : end]
        parts.append(_blank(hidden) if filler == " " else _fill(hidden))
        at = position = max(end, match.end())
    parts.append(source[at:])
    regions.masked = _ONLY_FILLER.sub(lambda m: " " * len(m[0]), "".join(parts))
    return regions


def _region(source: str, match: re.Match[str], regions: Regions, known: _Known) -> tuple[int, str]:
    """Note what begins at ``match``; return where it ends and how to mask it."""
    if match["ref"] is not None:
        regions.references.setdefault(match["ref"].strip().lower(), match["target"])
        return match.end(), " "
    if match[0] == "<!--":
        return _close(source, match.end(), "-->", known) or match.end(), " "
    tag = (match["tag"] or "").lower()
    if not tag:
        return match.end(), FILLER
    if tag == "li":
        stop = re.compile(r"</?(?:li|ul|ol)\b", re.I).search(source, match.end())
        end = stop.start() if stop else match.end()
        return _note(source, match.end(), end, BlockKind.ITEM, 1, regions), FILLER
    closed = _close(source, match.end(), f"</{tag}", known)
    if closed is None:
        return match.end(), FILLER
    inner = source.rfind("<", match.end(), closed)
    if tag == "table" and not regions.has_row(source, match.end(), inner):
        return match.end(), FILLER  # the tag only stands around a table in Markdown
    if tag == "table":
        regions.tables += 1
        rows, warnings = raw_table.blocks(source, match.end(), inner, regions.tables)
        regions.blocks.extend(rows)
        regions.warnings += warnings
    elif tag == "pre":
        _note(source, match.end(), inner, BlockKind.CODE, 0, regions)
    elif tag.startswith("h"):
        _note(source, match.end(), inner, BlockKind.HEADING, int(tag[1]), regions)
    return closed, " "


def _note(source: str, start: int, end: int, kind: BlockKind, level: int, regions: Regions) -> int:
    low, high = start, end
    while low < high and source[low].isspace():
        low += 1
    while high > low and source[high - 1].isspace():
        high -= 1
    if high > low:
        regions.blocks.append(Block(low, high, kind, level=level))
    return end


def _close(source: str, start: int, what: str, known: _Known) -> int | None:
    """Return where the next ``what`` ends; it is looked for once, and not again where none is."""
    last = known.get(what, (-1, -1))
    if last is None or last[0] >= start:
        return None if last is None else last[1]
    match = re.compile(re.escape(what) + (r"\s*>" if what[0] == "<" else ""), re.I).search(
        source, start
    )
    known[what] = match.span() if match else None
    return match.end() if match else None


def _fences(source: str, start: int) -> list[tuple[int, int]]:
    found = []
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(source, start):
        if opened is None:
            opened = match
        elif (
            match["mark"][0] == opened["mark"][0]
            and len(match["mark"]) >= len(opened["mark"])
            and not match["info"].strip()
        ):
            found.append((opened.start(), match.end()))
            opened = None
    if opened is not None:
        found.append((opened.start(), len(source)))
    return found


def _inside(fences: list[tuple[int, int]], at: int) -> int | None:
    i = bisect_right(fences, (at, 1 << 62)) - 1
    return fences[i][1] if i >= 0 and at < fences[i][1] else None


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _fill(text: str) -> str:
    return re.sub(r"[^\n]", FILLER, text)
