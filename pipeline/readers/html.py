"""HTML -> the text that a reader of the page sees, and its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers.charset import decode
from pipeline.readers.html_text import Page
from pipeline.readers.parsed import Parsed
from pipeline.schema import ReadWarning, WarningCode

#: Elements open at once; beyond it the parser's time grows with the square.
MAX_DEPTH = 2000

_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*(?P<name>[\w-]{3,20})", re.I)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>")
_SELF_CLOSING = re.compile(
    r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|"
    r"dt|dd|option|thead|tbody|tfoot|colgroup|html|body|head",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"script|style|noscript|template|head|nav|footer|svg|button|select|iframe|object|"
    r"video|audio|canvas|form|dialog|textarea"
)
_HIDDEN_CLASSES = frozenset(
    {"hidden", "d-none", "sr-only", "visually-hidden", "screen-reader-text"}
)
_HIDDEN_ROLES = frozenset({"navigation", "contentinfo", "search", "banner"})
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def parse(data: bytes, name: str) -> Parsed:
    """Return the visible text of an HTML file; navigation, footers and scripts are left out."""
    source, warnings = _decoded(data)
    if _too_deep(source):
        message = (
            f"The page nests more than {MAX_DEPTH} elements; its text was read without structure."
        )
        return _flat(source, (*warnings, ReadWarning(WarningCode.LIMIT, message)))
    from selectolax.lexbor import LexborHTMLParser

    page = Page()
    root = LexborHTMLParser(source).root
    if root is not None:
        for node, entering in _walk(root):
            if not entering:
                page.leave(node.tag)
            elif node.is_text_node:
                page.text(node.text_content or "")
            else:
                page.enter(node.tag, node.attributes)
    text, blocks = page.done()
    return Parsed(text, blocks=tuple(blocks), warnings=warnings)


def _decoded(data: bytes) -> tuple[str, tuple[ReadWarning, ...]]:
    """Decode as the page says where it is not UTF-8."""
    declared = _CHARSET.search(data[:4096])
    if declared is not None:
        name = declared["name"].decode("ascii")
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode(name).replace("\r\n", "\n"), ()
            except (UnicodeDecodeError, LookupError):
                pass
    return decode(data)


def _walk(root: Any) -> Iterator[tuple[Any, bool]]:
    """Yield (node, entering) for every visible element and text, without recursion."""
    stack: list[tuple[Any, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if not entering:
            yield node, False
            continue
        if node.is_text_node:
            yield node, True
            continue
        if not node.is_element_node and not node.is_document_node:
            continue
        if _hidden(node):
            continue
        yield node, True
        stack.append((node, False))
        children = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        stack.extend((child, True) for child in reversed(children))


def _hidden(node: Any) -> bool:
    if _HIDDEN.fullmatch(node.tag):
        return True
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in _HIDDEN_ROLES:
        return True
    classes = (attributes.get("class") or "").split()
    style = attributes.get("style") or ""
    return bool(_HIDDEN_CLASSES.intersection(classes) or _NO_DISPLAY.search(style))


def _too_deep(source: str) -> bool:
    depth = 0
    for match in _TAG.finditer(source):
        if _SELF_CLOSING.fullmatch(match["name"]) or match["rest"].endswith("/"):
            continue
        depth = max(depth - 1, 0) if match["close"] else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False


def _flat(source: str, warnings: tuple[ReadWarning, ...]) -> Parsed:
    """Read a page without a parser: tags become line ends."""
    import html

    from pipeline.readers.text import read

    source = re.sub(r"<(script|style)\b.{0,100000}?</\1\s*>", "", source, flags=re.I | re.S)
    text = re.sub(r"\n\s*\n+", "\n\n", html.unescape(_TAG.sub("\n", source))).strip()
    return Parsed(text, blocks=tuple(read(text)), warnings=warnings)
