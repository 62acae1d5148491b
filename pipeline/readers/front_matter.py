"""The YAML block at the head of a Markdown file -> pairs; a malformed one line by line."""

from __future__ import annotations

import re

from pipeline.readers import tree
from pipeline.readers.yaml_tree import TooMany, YamlFault, compose
from pipeline.schema import Block, BlockKind, Cell, ReadWarning, WarningCode

_BLOCK = re.compile(
    r"\s{0,40}(?:<!--(?:(?!-->).){0,2000}-->\s{0,40}){0,5}-{3,}[ \t]*(?:json|yaml)?[ \t]*\n"
    r"(?P<body>.*?)(?:(?<=\n))(?:-{3,}|\.\.\.)[ \t]*(?:\n|$)",
    re.S,
)
#: The head of a page as Hugo writes it: keys and values between plus signs.
_TOML = re.compile(r"\s{0,40}\+\+\+[ \t]*\n(?P<body>.*?)(?<=\n)\+\+\+[ \t]*(?:\n|$)", re.S)
_TOML_LINE = re.compile(
    r"^[ \t]*(?:\[+(?P<section>[\w.-]+)\]+"
    r"|(?P<key>[\w.-]+)[ \t]*=[ \t]*(?P<value>\S[^\n]*?))[ \t]*$",
    re.M,
)
_FULL_LINE = re.compile(r"[ \t]*(?P<words>\S[^\n]*?)[ \t]*(?=\n)")
_TOML_VALUE = re.compile(r"\"(?P<d>[^\"\n]+)\"|'(?P<s>[^'\n]+)'|(?P<bare>[^\s\[\],\"']+)")
_KEY = re.compile(r"[\w-]+[ \t]*:(?:\s|$)")
_LINE = re.compile(
    r"^[ \t]*(?:-[ \t]+)?(?:(?P<key>[\w.-]+)[ \t]*:(?=\s|$))?"
    r"[ \t]*(?P<value>[^\n]*?)[ \t]*$",
    re.M,
)

#: The key of a hub's front matter below which inputs and outputs to try stand.
_SAMPLES = ("widget",)


def read(text: str) -> tuple[int, list[Block], tuple[ReadWarning, ...]]:
    """Return where Markdown begins, the pairs of the front matter, and what is wrong with it.

    A first ``---`` that is a rule and not front matter (no key below it) gives (0, [], ()).
    """
    toml = _TOML.match(text)
    if toml and _TOML_LINE.search(toml["body"]):
        return toml.end(), _toml(text, *toml.span("body")), ()
    match = _BLOCK.match(text)
    if match is None or not (_KEY.search(match["body"]) or match["body"].lstrip()[:1] == "{"):
        return 0, [], ()
    start, end = match.span("body")
    try:
        root = compose(text, start, end)
    except TooMany as fault:
        message = f"The metadata block at the head was read line by line: it holds {fault}."
        warning = ReadWarning(WarningCode.LIMIT, message)
        return match.end(), line_wise(text, start, end), (warning,)
    except YamlFault as fault:
        where = f", line {fault.line + text.count(chr(10), 0, start)}" if fault.line else ""
        message = (
            f"The metadata block at the head is not valid YAML ({fault}{where}); "
            "it was read line by line."
        )
        warning = ReadWarning(WarningCode.FRONT_MATTER, message)
        return match.end(), line_wise(text, start, end), (warning,)
    if not isinstance(root, tree.Branch):
        return 0, [], ()
    found = sorted(tree.blocks(text, root), key=lambda b: (b.start, b.end))
    return match.end(), [_sample(block) for block in found], ()


def _toml(text: str, start: int, end: int) -> list[Block]:
    """Return the pairs of ``key = value`` lines, sections as their path; other lines as prose."""
    found = []
    path: tuple[str, ...] = ()
    for raw in _FULL_LINE.finditer(text, start, end):
        line = _TOML_LINE.fullmatch(text, *raw.span())
        if line is None:
            found.append(Block(*raw.span("words"), BlockKind.PARAGRAPH, path=path))
        elif line["section"]:
            path = tuple(line["section"].split("."))
        else:
            low, high = line.span("value")
            values = list(_TOML_VALUE.finditer(text, low, high))
            places = [value.span(value.lastgroup or 0) for value in values] or [(low, high)]
            cells = tuple(Cell(*place, line["key"]) for place in places)
            low, high = line.start("key"), cells[-1].end
            found.append(Block(low, high, BlockKind.PAIR, cells=cells, path=path))
    return found


def _sample(block: Block) -> Block:
    """What hubs show to try a model with is a sample, not a statement about the model."""
    if block.path[:1] != _SAMPLES:
        return block
    return Block(block.start, block.end, BlockKind.DIALOGUE, path=block.path)


def line_wise(text: str, start: int, end: int) -> list[Block]:
    """Return the pairs of ``key: value`` and ``- value`` lines; indentation is not trusted."""
    found: list[Block] = []
    key: tuple[int, str] | None = None
    cells: list[Cell] = []

    def close() -> None:
        if key is not None and cells:
            found.append(Block(key[0], cells[-1].end, BlockKind.PAIR, cells=tuple(cells)))

    for match in _LINE.finditer(text, start, end):
        if match["key"] is not None:
            close()
            key, cells = (match.start("key"), match["key"]), []
        if match["value"] and key is not None:
            low, high = match.span("value")
            if high - low >= 2 and text[low] == text[high - 1] and text[low] in "\"'":
                low, high = low + 1, high - 1
            cells.append(Cell(low, high, key[1]))
    close()
    return found
