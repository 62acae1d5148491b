"""Forms whose answers stand above a rule, with the question to the left of it.

The official templates for public summaries are set so: no grid, one rule below each answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Token
from pipeline.readers.pdf_tables import (
    Table,
    TableCell,
    TableRow,
    around,
    in_reading_order,
    is_numeric,
)
from pipeline.schema import BlockKind

_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?$")
#: An answer's rule is at least so long, and so far from the left edge of the questions.
_LONG, _INDENT = 80.0, 40.0


def form_tables(
    tokens: Sequence[Token], across: Sequence[Box], right: float, least: int = 2
) -> list[Table]:
    """Find question-and-answer rows on a page.

    Args:
        tokens: Words that are in no other table.
        across: Horizontal rules.
        right: Right edge of the text on the page.
        least: How many questions there must be; 1 where other pages are known to be a form.

    Returns:
        One table of pairs a run of rows, top to bottom; none where there are too few of them.
    """
    if not tokens:
        return []
    left = min(token.box[0] for token in tokens)
    rules = [
        rule
        for rule in across
        if rule[2] - rule[0] > _LONG and rule[0] > left + _INDENT and rule[2] > right - 40
    ]
    rules.sort(key=lambda each: -each[1])
    borders = [rule for rule in across if rule[2] - rule[0] > 250]
    found: list[Table] = []
    for number, rule in enumerate(rules):
        above = [each for each in rules[:number] if each[1] > rule[1] + 4]
        full = [each for each in borders if each[1] > rule[1] + 4]
        limit = min((each[1] for each in [*above, *full]), default=float("inf"))
        question, answer = _pair(tokens, rule, limit)
        if not answer or (not question and found):
            continue
        cells = [TableCell(answer, 1, header=" ".join(token.text for token in question))]
        if question:
            cells.insert(0, TableCell(question, 0, is_label=True))
        found.append(Table(around([*question, *answer]), 2, [TableRow(cells, BlockKind.PAIR)]))
    return found if _is_form(found, least) else []


def _is_form(tables: Sequence[Table], least: int) -> bool:
    """Tell questions and answers from the column groups of a table of figures."""
    pairs = [table.rows[0].cells for table in tables if len(table.rows[0].cells) == 2]
    asked = sum(
        question.text.endswith((":", "?")) or len(question.tokens) > 3 for question, _ in pairs
    )
    figures = sum(
        sum(is_numeric(token.text) for token in answer.tokens) > 0.5 * len(answer.tokens)
        for _, answer in pairs
    )
    plain = all(question.text.endswith((":", "?")) for question, _ in pairs)
    worded = plain or figures <= 0.5 * len(pairs)
    return len(pairs) >= least and asked >= 0.5 * len(pairs) and worded


def _pair(tokens: Sequence[Token], rule: Box, limit: float) -> tuple[list[Token], list[Token]]:
    """Return the words of question and answer above a rule and below a limit.

    An answer without a question is what goes on from the page before.
    """
    band = [token for token in tokens if rule[1] - 2 < token.centre[1] < limit]
    answer = [t for t in band if t.centre[0] > rule[0] - 3 and t.box[0] > rule[0] - 6]
    question = [t for t in band if t not in answer]
    lines = _lines(question)
    kept: list[list[Token]] = []
    for line in reversed(lines):
        numbered = bool(_NUMBERED.match(line[0].text))
        heading = numbered and (line[0].bold or (bool(kept) and kept[-1][0].text[:1].isupper()))
        crosses = max(token.box[2] for token in line) > rule[0] + 3
        far = kept and line[0].box[1] - kept[-1][0].box[3] > 1.6 * line[0].size
        if heading or crosses or far or (kept and line[0].bold != kept[-1][0].bold):
            break
        kept.append(line)
    if lines and not kept:
        return [], []
    if kept and len(kept) < len(lines):
        # Something else stands above the question: the answer begins no higher than just above it.
        top = max(token.box[3] for token in kept[-1])
        floor = min(token.box[1] for token in lines[len(lines) - len(kept) - 1])
        answer = [token for token in answer if token.centre[1] < max(floor, top)]
    words = [token for line in reversed(kept) for token in line]
    if limit == float("inf"):
        answer = _from_below(answer, words)
    words += _overhang(words, tokens, rule)
    return words, in_reading_order(answer)


def _from_below(answer: list[Token], question: Sequence[Token]) -> list[Token]:
    """Take the lines right above the rule, where no other rule bounds the answer."""
    top = max((token.box[3] for token in question), default=0.0)
    kept: list[list[Token]] = []
    for line in reversed(_lines(answer)):
        last = kept[-1] if kept else line
        above = line[0].centre[1] > top
        # What goes on from the page before has no question beside it that tells where it begins.
        apart = bool(question) and line[0].box[1] - last[0].box[3] > 0.5 * line[0].size
        if kept and above and (apart or abs(line[0].size - last[0].size) > 0.15 * line[0].size):
            break
        kept.append(line)
    return [token for line in kept for token in line]


def _overhang(question: Sequence[Token], tokens: Sequence[Token], rule: Box) -> list[Token]:
    """Return the lines of an unfinished question that reach below the rule of its answer."""
    found: list[Token] = []
    if not question:
        return found
    last = question[-1]
    left = min(token.box[0] for token in question)
    below = [
        t for t in tokens if rule[1] - 60 < t.centre[1] < rule[1] - 2 and t.centre[0] < rule[0]
    ]
    for line in _lines(below):
        ended = last.text.endswith((":", "?", ".", ")"))
        near = last.box[1] - line[0].box[3] < 0.6 * last.size and abs(line[0].box[0] - left) < 3
        if ended or not near or line[0].bold != last.bold or line[-1].box[2] > rule[0] + 3:
            break
        found += line
        last = line[-1]
    return found


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = []
    for token in in_reading_order(tokens):
        last = lines[-1][-1] if lines else None
        if last is not None and abs(last.centre[1] - token.centre[1]) < 0.45 * token.size:
            lines[-1].append(token)
        else:
            lines.append([token])
    return lines
