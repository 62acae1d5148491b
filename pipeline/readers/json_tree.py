"""JSON -> tree with offsets, without recursion and without turning values into numbers."""

from __future__ import annotations

import json
import re

from pipeline.readers.tree import Branch, Leaf, Listing, Node

#: Nesting beyond this is an attack.
MAX_DEPTH = 200

_TOKEN = re.compile(
    r"\s*(?:(?P<string>\"(?:[^\"\\]|\\.)*\")|(?P<scalar>-?\d[\d.eE+-]*|true|false|null|NaN"
    r"|-?Infinity)|(?P<mark>[\[\]{}:,]))",
    re.DOTALL,
)


class JsonFault(Exception):
    """The text is not JSON from ``offset`` on."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class _Open:
    """A list or an object whose end has not come yet."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.keys: list[Leaf] = []
        self.values: list[Node] = []

    def close(self) -> Node:
        if self.mark == "[":
            return Listing(tuple(self.values))
        return Branch(tuple(zip(self.keys, self.values, strict=True)))


def parse(source: str, start: int, end: int) -> Node:
    """Return the tree of the JSON value in ``source[start:end]``, offsets into ``source``.

    Raises:
        JsonFault: it is not JSON, or nested too deeply.
    """
    stack: list[_Open] = []
    at = start
    expect = "value"
    while True:
        match = _TOKEN.match(source, at, end)
        if match is None:
            raise JsonFault(f"expected a {expect}", at)
        at = match.end()
        done: Node | None = None
        if mark := match["mark"]:
            if mark in "[{" and expect in {"value", "value or end"}:
                if len(stack) >= MAX_DEPTH:
                    raise JsonFault(f"nested more than {MAX_DEPTH} deep", match.start("mark"))
                stack.append(_Open(mark))
                expect = "value or end" if mark == "[" else "key or end"
                continue
            done, expect = _punctuate(mark, stack, expect, match.start("mark"))
            if done is None:
                continue
        else:
            leaf = _leaf(source, match)
            if expect in {"key", "key or end"} and match["string"]:
                stack[-1].keys.append(leaf)
                expect = "colon"
                continue
            if expect not in {"value", "value or end"}:
                raise JsonFault(f"expected a {expect}", match.start())
            done = leaf
        if not stack:
            if source[at:end].strip():
                raise JsonFault("more follows after the value", at)
            return done
        stack[-1].values.append(done)
        expect = "comma or end"


def _punctuate(mark: str, stack: list[_Open], expect: str, at: int) -> tuple[Node | None, str]:
    """Return the value that a mark closes, or None and what must come next."""
    if not stack:
        raise JsonFault(f"expected a {expect}", at)
    inside = stack[-1].mark
    if mark == {"[": "]", "{": "}"}[inside] and expect.endswith("or end"):
        return stack.pop().close(), ""
    if mark == ":" and expect == "colon":
        return None, "value"
    if mark == "," and expect == "comma or end":
        return None, "value" if inside == "[" else "key"
    raise JsonFault(f"expected a {expect}", at)


def _leaf(source: str, match: re.Match[str]) -> Leaf:
    if match["string"] is None:
        start, end = match.span("scalar")
        return Leaf(start, end, source[start:end])
    start, end = match.span("string")
    try:
        text = str(json.loads(source[start:end], strict=False))
    except ValueError:
        text = source[start + 1 : end - 1]
    return Leaf(start + 1, end - 1, text)
