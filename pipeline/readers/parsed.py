"""What a reader gives back, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schema import Block, Page, ReadWarning, Tick, Word


@dataclass(frozen=True)
class Parsed:
    """The content of one file, before it becomes a Document.

    Attributes:
        text: The whole text.
        pages: Tiling the text; empty for formats without pages.
        words: Words with boxes, in text order; empty for formats without pages.
        blocks: Structure, in text order.
        warnings: What a reader of the dossier must know.
        ticks: Boxes of forms, in text order.
    """

    text: str
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = ()
    blocks: tuple[Block, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()
    ticks: tuple[Tick, ...] = ()


class Unreadable(Exception):
    """Content of which nothing can be read: damaged, empty, locked.

    Attributes:
        warning: What to put on the document.
    """

    def __init__(self, warning: ReadWarning) -> None:
        super().__init__(warning.message)
        self.warning = warning
