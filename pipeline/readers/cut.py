"""A document that is longer than the limits allow: its beginning, and what was left out."""

from __future__ import annotations

from dataclasses import replace

from pipeline.readers.limits import Limits, raise_hint
from pipeline.readers.parsed import Parsed
from pipeline.schema import ReadWarning, WarningCode


def within(parsed: Parsed, bounds: Limits, name: str) -> Parsed:
    """Return the content as far as the limits of text and words reach.

    Args:
        parsed: What a reader gave.
        bounds: The limits in force.
        name: For the message.

    Returns:
        The same where it is within; otherwise its beginning, with a warning that says how much
        was read.
    """
    end, limit = len(parsed.text), ""
    if end > bounds.text_characters:
        end, limit = bounds.text_characters, "text_characters"
    if len(parsed.words) > bounds.words and parsed.words[bounds.words].start < end:
        end, limit = parsed.words[bounds.words].start, "words"
    if not limit:
        return parsed
    message = (
        f"{name}: {end:,} of {len(parsed.text):,} characters were read; "
        f"{raise_hint(limit)}, if you trust the file."
    )
    return replace(
        _beginning(parsed, end),
        warnings=(*parsed.warnings, ReadWarning(WarningCode.LIMIT, message)),
    )


def _beginning(parsed: Parsed, end: int) -> Parsed:
    """Cut at a character: rows and boxes that reach beyond it go, prose is shortened."""
    blocks = [
        block if block.end <= end else replace(block, end=end, links=())
        for block in parsed.blocks
        if block.end <= end or (block.start < end and not block.cells)
    ]
    pages = [
        page if page.end <= end else replace(page, end=end)
        for page in parsed.pages
        if page.start < end or page.number == 1
    ]
    ticks = [tick for tick in parsed.ticks if max(tick.end, (tick.option or (0, 0))[1]) <= end]
    return replace(
        parsed,
        text=parsed.text[:end],
        pages=tuple(pages),
        words=tuple(word for word in parsed.words if word.end <= end),
        blocks=tuple(blocks),
        ticks=tuple(ticks),
    )
