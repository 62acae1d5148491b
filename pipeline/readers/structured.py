"""YAML, JSON and JSON lines -> a pair for every value, with the keys above it as its path."""

from __future__ import annotations

from pipeline.readers import embedded, front_matter, json_tree, limits, tree
from pipeline.readers import text as text_reader
from pipeline.readers.charset import decode
from pipeline.readers.parsed import Parsed
from pipeline.readers.yaml_tree import TooMany, YamlFault, compose
from pipeline.schema import Block, ReadWarning, WarningCode


def parse(data: bytes, name: str) -> Parsed:
    """Return the content of a YAML, JSON or JSON lines file; the text is the file's own."""
    text, warnings = decode(data)
    root: tree.Node | None
    faults: tuple[ReadWarning, ...]
    if text.lstrip()[:1] in {"{", "["}:
        root, blocks, faults = _json(text)
    else:
        root, blocks, faults = _yaml(text)
    if root is not None:
        strings = embedded.Strings(text)
        most = limits.current().leaves
        blocks = list(tree.blocks(text, root, strings.blocks, most))
        faults += (*strings.warnings, *_cut(root, most))
    blocks = sorted(blocks, key=lambda block: (block.start, block.end))
    if not blocks and text.strip():
        # Nothing that the format holds: read it as prose, or what it says would count as silence.
        blocks = text_reader.read(text)
        message = f"{name} holds no keys and values; it was read as plain text."
        faults = (*faults, ReadWarning(WarningCode.MARKUP, message))
    return Parsed(text, blocks=tuple(blocks), warnings=warnings + faults)


def _cut(root: tree.Node, most: int) -> tuple[ReadWarning, ...]:
    if tree.count(root, most) <= most:
        return ()
    message = (
        f"The file holds more than {most} values; the others were left out; "
        f"{limits.raise_hint('leaves')}."
    )
    return (ReadWarning(WarningCode.LIMIT, message),)


#: The tree, or blocks where there is none, and what is wrong.
_Read = tuple[tree.Node | None, list[Block], tuple[ReadWarning, ...]]


def _json(text: str) -> _Read:
    try:
        return json_tree.parse(text, 0, len(text)), [], ()
    except json_tree.JsonFault as whole:
        root, faulty, lines = _json_lines(text)
        if not root.items:
            return _yaml_or_lines(text, f"JSON ({whole}, {_place(text, whole.offset)})")
        if not faulty:
            return root, [], ()
        message = (
            f"{len(faulty)} of {lines} lines are not JSON and were left out "
            f"(the first is line {faulty[0]})."
        )
        return root, [], (ReadWarning(WarningCode.MARKUP, message),)


def _json_lines(text: str) -> tuple[tree.Listing, list[int], int]:
    """Return all lines that are JSON objects, the numbers of the others, and how many there are."""
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
    return tree.Listing(tuple(members)), faulty, lines


def _yaml(text: str) -> _Read:
    try:
        root = compose(text, 0, len(text))
    except TooMany as fault:
        message = f"The file was read line by line: it holds {fault}."
        warning = ReadWarning(WarningCode.LIMIT, message)
        return None, front_matter.line_wise(text, 0, len(text)), (warning,)
    except YamlFault as fault:
        where = f", line {fault.line}" if fault.line else ""
        return _by_line(text, f"YAML ({fault}{where})")
    return root, [], ()


def _yaml_or_lines(text: str, what: str) -> _Read:
    try:
        return compose(text, 0, len(text)), [], ()
    except YamlFault:
        return _by_line(text, what)


def _by_line(text: str, what: str) -> _Read:
    message = f"The file is not valid {what}; it was read line by line."
    return (
        None,
        front_matter.line_wise(text, 0, len(text)),
        (ReadWarning(WarningCode.MARKUP, message),),
    )


def _place(text: str, offset: int) -> str:
    return f"line {text.count(chr(10), 0, offset) + 1}"
