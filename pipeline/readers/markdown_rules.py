"""What hubs show as headings and tables although CommonMark does not: rules for the parser."""

from __future__ import annotations

import re
from typing import Any

#: Two or more marks with a title right behind them.
_TIGHT = re.compile(r"(?P<marks>#{2,6})(?P<title>[^\W_].*|[*_`\"“(\[].*[^\W_].*)")
#: One mark may open a hashtag or a comment: only a line of its own that reads as a title.
_TIGHT_ONE = re.compile(
    r"(?P<marks>#)(?P<title>[A-Z][^\s#]*(?: [^\s#]+)+"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][^#]*)"
)
_TITLE_LIMIT = 100
_CLOSING = re.compile(r"(?:\s+#+|(?<=[^\s#])#{2,})\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def install(parser: Any) -> Any:
    """Add the rules to a ``MarkdownIt`` and return it."""
    rules = parser.block.ruler
    above = ["paragraph", "reference", "blockquote"]
    rules.after("heading", "tight_heading", _tight_heading, {"alt": above})
    rules.after("table", "loose_table", _loose_table, {"alt": above[:2]})
    return parser


def _line(state: Any, number: int) -> str:
    source: str = state.src
    return source[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _tight_heading(state: Any, start: int, end: int, silent: bool) -> bool:
    """``##Title``: a heading whose author left the space out."""
    line = _line(state, start).rstrip()
    match = _TIGHT.fullmatch(line)
    if match is None and not silent:
        match = _TIGHT_ONE.fullmatch(line)
        if match is not None and not _stands_alone(state, start, end):
            return False
    if match is None or len(line) > _TITLE_LIMIT or line.endswith((".", ",", ";")):
        return False
    if silent:
        return True
    state.line = start + 1
    tag = f"h{len(match['marks'])}"
    opened = state.push("heading_open", tag, 1)
    opened.markup = match["marks"]
    inline = state.push("inline", "", 0)
    inline.content = _CLOSING.sub("", match["title"]).strip()
    inline.children = []
    opened.map = inline.map = [start, state.line]
    state.push("heading_close", tag, -1).markup = match["marks"]
    return True


def _stands_alone(state: Any, start: int, end: int) -> bool:
    above = start == 0 or state.isEmpty(start - 1)
    return above and (start + 1 >= end or state.isEmpty(start + 1))


def _loose_table(state: Any, start: int, end: int, silent: bool) -> bool:
    """Lines between pipes that are no table to GFM: no delimiter row, or one that does not fit."""
    rows: list[int] = []
    rule: int | None = None
    number = start
    while number < end and state.sCount[number] >= state.blkIndent:
        line = _line(state, number).rstrip()
        if _DELIMITER.fullmatch(line) and "|" in line and "-" in line:
            rule = number if rule is None else rule
        elif _is_row(line):
            rows.append(number)
        else:
            break
        number += 1
    if len(rows) < (2 if rule is None else 1):
        return False
    if silent:
        return True
    state.push("table_open", "table", 1).map = [start, number]
    for row in rows:
        head = rule is not None and row < rule
        if head:
            state.push("thead_open", "thead", 1)
        state.push("tr_open", "tr", 1).map = [row, row + 1]
        state.push("tr_close", "tr", -1)
        if head:
            state.push("thead_close", "thead", -1)
    state.push("table_close", "table", -1)
    state.line = number
    return True


def _is_row(line: str) -> bool:
    """True for at least two cells between pipes on both sides."""
    edges = [match.start() for match in _PIPE.finditer(line)]
    return len(edges) > 2 and edges[0] == 0 and edges[-1] == len(line) - 1
