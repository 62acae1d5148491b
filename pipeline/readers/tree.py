"""Nested keys and values (YAML, JSON) -> pair blocks with the path of keys above them.

Both parsers build the same small tree: ``Leaf``, ``dict``-like ``Branch``, ``Listing``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline.schema import Block, BlockKind, Cell

#: A scalar longer than this is prose, not a value.
LONGEST_VALUE = 200
#: Scalars of a metadata block that are read; a real one has a few hundred.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: the stretch of its characters, without quotation marks, and what it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Branch:
    """Keys with what they hold; every key is a leaf."""

    items: tuple[tuple[Leaf, Node], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]


Node = Leaf | Branch | Listing
Strings = Callable[[Leaf, tuple[str, ...]], "list[Block] | None"]

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*|(?:\\r)?\\n(?:[ ]|\\r|\\t)*\\n(?:\\n|\\r|[ ])*")

_NAMES = ("name", "type", "id", "title", "task")


def _as_it_is(leaf: Leaf, path: tuple[str, ...]) -> None:
    return None


def blocks(source: str, root: Node, read: Strings = _as_it_is, most: int = MOST) -> Iterator[Block]:
    """Yield one block for each value.

    A list of scalars is one pair with a cell for each; a long scalar is a paragraph under its
    path. Members of a list of mappings are told apart by what they call themselves.

    Args:
        source: The file's text.
        root: Its tree.
        read: Gives the blocks of a string that has a structure of its own, else None.
        most: Scalars that are read; see ``count``.
    """
    left = most
    stack: list[tuple[Node, Leaf | None, tuple[str, ...]]] = [(root, None, ())]
    while stack and left > 0:
        node, key, path = stack.pop()
        below = (*path, key.text) if key is not None else path
        if isinstance(node, Leaf):
            left -= 1
            yield from _values(source, [node], key, path, read)
        elif isinstance(node, Branch):
            stack.extend((child, name, below) for name, child in reversed(node.items))
        else:
            scalars = [item for item in node.items if isinstance(item, Leaf)]
            left -= len(scalars)
            if scalars and len(scalars) == len(node.items):
                yield from _values(source, scalars, key, path, read)
                continue
            for number, item in reversed(list(enumerate(node.items, 1))):
                name = _name(item) or str(number)
                if isinstance(item, Leaf):
                    stack.append((item, key, path))
                else:
                    stack.append((item, None, (*below, name)))


def count(root: Node, most: int) -> int:
    """Return the number of scalars in a tree; counting ends beyond ``most``."""
    found = 0
    stack = [root]
    while stack and found <= most:
        node = stack.pop()
        if isinstance(node, Leaf):
            found += 1
        else:
            below = [v for _, v in node.items] if isinstance(node, Branch) else node.items
            stack.extend(below)
    return found


def _values(
    source: str, leaves: list[Leaf], key: Leaf | None, path: tuple[str, ...], read: Strings
) -> Iterator[Block]:
    """Yield the pair of a key and its scalars; scalars that are prose become paragraphs."""
    name = key.text if key is not None else ""
    below = (*path, name) if name else path
    structured = {leaf: inner for leaf in leaves if (inner := read(leaf, below)) is not None}
    short = [
        leaf for leaf in leaves if leaf.end - leaf.start <= LONGEST_VALUE and leaf not in structured
    ]
    # a key that stands elsewhere (an anchor's value) does not open the block
    if short:
        start = min(leaf.start for leaf in short)
        if key is not None and key.end <= start:
            start = key.start
        place = (key.start, key.end) if key is not None else (0, 0)
        cells = tuple(
            Cell(leaf.start, leaf.end, name, header_start=place[0], header_end=place[1])
            for leaf in short
        )
        end = max(leaf.end for leaf in short)
        yield Block(start, end, BlockKind.PAIR, cells=cells, path=path)
    for leaf in leaves:
        if leaf in structured:
            yield from _under_key(structured[leaf], leaf, key, path)
        elif leaf.end - leaf.start > LONGEST_VALUE:
            for low, high in _paragraphs(source, leaf):
                yield Block(low, high, BlockKind.PARAGRAPH, path=below)


def _under_key(
    inner: list[Block], leaf: Leaf, key: Leaf | None, path: tuple[str, ...]
) -> list[Block]:
    """A short string with markup, but without a structure of its own, is its key's value."""
    if (
        key is None
        or key.end > leaf.start
        or leaf.end - leaf.start > LONGEST_VALUE
        or [block.kind for block in inner] != [BlockKind.PARAGRAPH]
    ):
        return inner
    (block,) = inner
    cell = Cell(block.start, block.end, key.text, header_start=key.start, header_end=key.end)
    return [replace(block, start=key.start, kind=BlockKind.PAIR, cells=(cell,), path=path, level=0)]


def _paragraphs(source: str, leaf: Leaf) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a long text; in JSON its line feeds are escaped."""
    at = leaf.start
    edges = [match.span() for match in _BLANK_LINE.finditer(source, leaf.start, leaf.end)]
    for low, high in (*edges, (leaf.end, leaf.end)):
        start, end = at, low
        while start < end and source[start].isspace():
            start += 1
        while end > start and source[end - 1].isspace():
            end -= 1
        if end > start:
            yield start, end
        at = high


def _name(node: Node) -> str:
    """What a member of a list calls itself, so that its values can be told from its sisters'."""
    if not isinstance(node, Branch):
        return ""
    own = {key.text: value for key, value in node.items}
    for key in _NAMES:
        value = own.get(key)
        if isinstance(value, Leaf) and 0 < len(value.text) <= LONGEST_VALUE:
            return value.text
    inner = [
        _name(value)
        for key, value in node.items
        if key.text in {"task", "dataset", "source", "model"} and isinstance(value, Branch)
    ]
    return ", ".join(name for name in inner if name)
