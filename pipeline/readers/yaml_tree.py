"""YAML -> tree with offsets. Values stay as written: ``language: no`` is Norwegian, not False."""

from __future__ import annotations

import re
from typing import Any

from pipeline.readers import limits
from pipeline.readers.tree import Branch, Leaf, Listing, Node

#: Nesting beyond this is an attack: libyaml's reader would exhaust the stack.
MAX_DEPTH = 60

_FLOW = re.compile(r"[\[{\]}]")
_DASHES = re.compile(r"^[ ]*((?:[-?:] +)+)", re.M)
_INDENT = re.compile(r"^( *)[^\s#]", re.M)


class YamlFault(Exception):
    """The text is not YAML, or is too deep or too large; ``line`` counts from 1, 0 unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class TooMany(YamlFault):
    """The YAML is sound, but holds or expands to more values than are read."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"more than {most:,} values, aliases counted each time; "
            f"{limits.raise_hint('yaml_nodes')}"
        )


def compose(source: str, start: int, end: int) -> Node | None:
    """Return the tree of the YAML in ``source[start:end]``, offsets into ``source``.

    Returns:
        The tree; a list where the text holds several documents, None where it holds nothing.

    Raises:
        TooMany: it holds or expands to more values than ``yaml_nodes`` allows.
        YamlFault: it cannot be parsed, or is nested too deeply.
    """
    import yaml

    text = source[start:end]
    _refuse_depth(text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        roots = list(yaml.compose_all(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        raise YamlFault(str(problem), mark.line + 1 if mark is not None else 0) from error
    except (RecursionError, ValueError) as error:
        raise YamlFault(type(error).__name__) from error
    converter = _Converter(source, start)
    nodes = tuple(converter.node(root, 0) for root in roots if root is not None)
    return Listing(nodes) if len(nodes) > 1 else next(iter(nodes), None)


def _refuse_depth(text: str) -> None:
    depth = deepest = 0
    for match in _FLOW.finditer(text):
        depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    dashes = max((m[1].count(" ") for m in _DASHES.finditer(text)), default=0)
    indents: list[int] = []
    for found in _INDENT.finditer(text):
        width = len(found[1])
        while indents and indents[-1] >= width:
            indents.pop()
        indents.append(width)
        deepest = max(deepest, len(indents))
    if max(deepest, dashes) > MAX_DEPTH:
        raise YamlFault(f"nested more than {MAX_DEPTH} deep")


class _Converter:
    """Turns PyYAML's nodes into the tree, counting so that aliases cannot explode."""

    def __init__(self, source: str, base: int) -> None:
        self.source = source
        self.base = base
        self.count = 0
        self.most = limits.current().yaml_nodes

    def node(self, node: Any, depth: int) -> Node:
        import yaml

        self.count += 1
        if self.count > self.most:
            raise TooMany(self.most)
        if depth > MAX_DEPTH:
            raise YamlFault(f"nested more than {MAX_DEPTH} deep")
        if isinstance(node, yaml.MappingNode):
            pairs = []
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    pairs.append((self._leaf(key), self.node(value, depth + 1)))
            return Branch(tuple(pairs))
        if isinstance(node, yaml.SequenceNode):
            return Listing(tuple(self.node(item, depth + 1) for item in node.value))
        return self._leaf(node)

    def _leaf(self, node: Any) -> Leaf:
        start = self.base + node.start_mark.index
        end = self.base + node.end_mark.index
        if node.style in {"'", '"'} and end - start >= 2:
            return Leaf(start + 1, end - 1, str(node.value))
        if node.style in {"|", ">"}:
            # the indicator line is not content
            line = self.source.find("\n", start, end)
            start = line + 1 if line >= 0 else start
        raw = self.source[start:end]
        start += len(raw) - len(raw.lstrip())
        return Leaf(start, max(start, start + len(raw.strip())), str(node.value))
