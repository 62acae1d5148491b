"""Forms whose answers stand above a rule, with the question to the left of it.

The official templates for public summaries are set so: no grid, one rule below each answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers.pdf_glyphs import Box
from pipeline.readers.pdf_lines import Token, union
from pipeline.readers.pdf_tables import Table, TableCell, TableRow, around, in_reading_order
from pipeline.schema import BlockKind

_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?$")
#: An answer's rule is at least so long, and so far from the left edge of the questions.
_LONG, _INDENT = 80.0, 40.0


def form_tables(tokens: Sequence[Token], across: Sequence[Box], right: float) -> list[Table]:
    """Find question-and-answer rows on a page.

    Args:
        tokens: Words that are in no other table.
        across: Horizontal rules.
        right: Right edge of the text on the page.

    Returns:
        One table of pairs a run of rows, top to bottom; none where fewer than two rows are found.
    """
    if not tokens:
        return []
    left = min(token.box[0] for token in tokens)
    rules = [
        rule
        for rule in across
        if rule[2] - rule[0] > _LONG
        and rule[0] > left + _INDENT
        and abs(rule[2] - right) < 40
        and not _underlines(rule, tokens)
    ]
    rules.sort(key=lambda each: -each[1])
    found: list[Table] = []
    for number, rule in enumerate(rules):
        above = [each for each in rules[:number] if each[1] > rule[1] + 4]
        full = [each for each in across if each[1] > rule[1] + 4 and each[0] < left + _INDENT]
        limit = min((each[1] for each in [*above, *full]), default=float("inf"))
        if row := _pair(tokens, rule, limit):
            question, answer = row
            box = around([*question, *answer])
            cells = [
                TableCell(question, 0, is_label=True),
                TableCell(answer, 1, header=" ".join(token.text for token in question)),
            ]
            found.append(Table(box, 2, [TableRow(cells, BlockKind.PAIR)]))
    return found if len(found) > 1 else []


def _underlines(rule: Box, tokens: Sequence[Token]) -> bool:
    """Tell whether a rule underlines the words right above it, no more and no less."""
    over = [
        t
        for t in tokens
        if -3 < t.box[1] - rule[1] < 4 and t.box[2] > rule[0] + 1 and t.box[0] < rule[2] - 1
    ]
    if not over:
        return False
    box = union(token.box for token in over)
    return abs(box[0] - rule[0]) < 4 and abs(box[2] - rule[2]) < 4


def _pair(
    tokens: Sequence[Token], rule: Box, limit: float
) -> tuple[list[Token], list[Token]] | None:
    """Return the words of question and answer above a rule and below a limit."""
    band = [token for token in tokens if rule[1] - 2 < token.centre[1] < limit]
    answer = [t for t in band if t.centre[0] > rule[0] - 3 and t.box[0] > rule[0] - 6]
    question = [t for t in band if t not in answer]
    lines = _lines(question)
    kept: list[list[Token]] = []
    for line in reversed(lines):
        heading = _NUMBERED.match(line[0].text) and line[0].bold
        crosses = max(token.box[2] for token in line) > rule[0] + 3
        far = kept and line[0].box[1] - kept[-1][0].box[3] > 1.6 * line[0].size
        if heading or crosses or far or (kept and line[0].bold != kept[-1][0].bold):
            break
        kept.append(line)
    if not kept or not answer:
        return None
    if kept[-1] is not lines[0]:
        # Something else stands above the question: the answer begins no higher than just above it.
        top = max(token.box[3] for token in kept[-1])
        broken = lines[len(lines) - len(kept) - 1]
        floor = min(token.box[1] for token in broken)
        answer = [token for token in answer if token.centre[1] < max(floor, top)]
    if not answer:
        return None
    words = [token for line in reversed(kept) for token in line]
    return in_reading_order(words), in_reading_order(answer)


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = []
    for token in in_reading_order(tokens):
        last = lines[-1][-1] if lines else None
        if last is not None and abs(last.centre[1] - token.centre[1]) < 0.45 * token.size:
            lines[-1].append(token)
        else:
            lines.append([token])
    return lines
