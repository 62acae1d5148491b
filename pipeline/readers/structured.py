"""YAML, JSON and JSON lines -> a pair for every value, with the keys above it as its path."""

from __future__ import annotations

from pipeline.readers import front_matter, json_tree, tree
from pipeline.readers import text as text_reader
from pipeline.readers.charset import decode
from pipeline.readers.parsed import Parsed
from pipeline.readers.yaml_tree import YamlFault, compose
from pipeline.schema import Block, ReadWarning, WarningCode


def parse(data: bytes, name: str) -> Parsed:
    """Return the content of a YAML, JSON or JSON lines file; the text is the file's own."""
    text, warnings = decode(data)
    if text.lstrip()[:1] in {"{", "["}:
        blocks, faults = _json(text)
    else:
        blocks, faults = _yaml(text)
    blocks = sorted(blocks, key=lambda block: (block.start, block.end))
    if not blocks and text.strip():
        # Nothing that the format holds: read it as prose, or what it says would count as silence.
        blocks = text_reader.read(text)
        message = f"{name} holds no keys and values; it was read as plain text."
        faults = (*faults, ReadWarning(WarningCode.MARKUP, message))
    return Parsed(text, blocks=tuple(blocks), warnings=warnings + faults)


def _json(text: str) -> tuple[list[Block], tuple[ReadWarning, ...]]:
    try:
        return list(tree.blocks(text, json_tree.parse(text, 0, len(text)))), ()
    except json_tree.JsonFault as whole:
        blocks, faulty, lines = _json_lines(text)
        if not blocks:
            return _yaml_or_lines(text, f"JSON ({whole}, {_place(text, whole.offset)})")
        if not faulty:
            return blocks, ()
        message = (
            f"{len(faulty)} of {lines} lines are not JSON and were left out "
            f"(the first is line {faulty[0]})."
        )
        return blocks, (ReadWarning(WarningCode.MARKUP, message),)


def _json_lines(text: str) -> tuple[list[Block], list[int], int]:
    """Return the blocks of all lines that are JSON objects, the numbers of the others."""
    members: list[tree.Node] = []
    faulty = []
    at = lines = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines += 1
            try:
                node = json_tree.parse(text, at, at + len(line))
                if not isinstance(node, tree.Branch):
                    raise json_tree.JsonFault("expected an object", at)
                members.append(node)
            except json_tree.JsonFault:
                faulty.append(number)
        at += len(line) + 1
    return list(tree.blocks(text, tree.Listing(tuple(members)))), faulty, lines


def _yaml(text: str) -> tuple[list[Block], tuple[ReadWarning, ...]]:
    try:
        root = compose(text, 0, len(text))
    except YamlFault as fault:
        where = f", line {fault.line}" if fault.line else ""
        return _by_line(text, f"YAML ({fault}{where})")
    return (list(tree.blocks(text, root)) if root is not None else []), ()


def _yaml_or_lines(text: str, what: str) -> tuple[list[Block], tuple[ReadWarning, ...]]:
    try:
        root = compose(text, 0, len(text))
    except YamlFault:
        return _by_line(text, what)
    return (list(tree.blocks(text, root)) if root is not None else []), ()


def _by_line(text: str, what: str) -> tuple[list[Block], tuple[ReadWarning, ...]]:
    message = f"The file is not valid {what}; it was read line by line."
    return front_matter.line_wise(text, 0, len(text)), (ReadWarning(WarningCode.MARKUP, message),)


def _place(text: str, offset: int) -> str:
    return f"line {text.count(chr(10), 0, offset) + 1}"
