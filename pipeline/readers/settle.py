"""What can be said of a block only when its neighbours are known, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.readers import dialogue, signs
from pipeline.schema import Block, BlockKind

_SPEECH = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PAIR, BlockKind.QUOTE}


def settle(text: str, blocks: Sequence[Block], words: Callable[[int, int], str]) -> list[Block]:
    """Return the blocks in order, headings with levels, samples and reference lists marked.

    Args:
        text: The document's text.
        blocks: In any order; a heading of level 0 stands one below whatever heading is above it.
        words: Gives the text of a stretch without markup.
    """
    settled: list[Block] = []
    level = 0
    in_references = False
    for block in sorted(blocks, key=lambda b: (b.start, b.end)):
        if block.kind is BlockKind.HEADING:
            title = words(block.start, block.end)
            if not title:
                continue
            level = block.level or level
            block = replace(block, level=block.level or level + 1)
            in_references = signs.heads_references(title)
        elif (
            in_references
            and block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
            and signs.cites(text[block.start : block.end], bool(block.links))
        ):
            block = replace(block, kind=BlockKind.REFERENCE, level=0)
        settled.append(block)
    return _samples(text, settled)


def _samples(text: str, blocks: list[Block]) -> list[Block]:
    """Mark turns of a conversation that stand in blocks of their own."""
    turns = {
        i
        for i, block in enumerate(blocks)
        if block.kind in _SPEECH and dialogue.roles(text[block.start : block.end])
    }
    spoken = set()
    for i in turns:
        if i + 1 in turns and dialogue.is_dialogue(text[blocks[i].start : blocks[i + 1].end]):
            spoken |= {i, i + 1}
    return [
        Block(block.start, block.end, BlockKind.DIALOGUE, links=block.links)
        if i in spoken
        else block
        for i, block in enumerate(blocks)
    ]
