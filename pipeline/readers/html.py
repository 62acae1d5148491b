"""HTML -> the text that a reader of the page sees, and its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers import html_outline, html_visible, limits
from pipeline.readers import text as text_reader
from pipeline.readers.charset import decode
from pipeline.readers.html_text import Page
from pipeline.readers.parsed import Parsed
from pipeline.schema import ReadWarning, WarningCode

_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*(?P<name>[\w-]{3,20})", re.I)


def parse(data: bytes, name: str) -> Parsed:
    """Return the text of an HTML file as its reader sees it.

    Scripts, styles and hidden elements are left out. Navigation, page footers and consent
    notices stay in the text as furniture, which makes no segments.
    """
    source, warnings = _decoded(data)
    most = limits.current().nesting
    if html_outline.too_deep(source, most):
        message = (
            f"The page nests more than {most} elements; its text was read without structure; "
            f"{limits.raise_hint('nesting')}."
        )
        text = html_outline.flat(source)
        blocks = text_reader.read(text)
        remark = ReadWarning(WarningCode.LIMIT, message)
        return Parsed(text, blocks=tuple(blocks), warnings=(*warnings, remark))
    from selectolax.lexbor import LexborHTMLParser

    page = Page()
    root = LexborHTMLParser(source).root
    if root is not None:
        for node, tag, entering in _walk(root, html_visible.Rules(source)):
            if not entering:
                page.leave(tag)
            elif node.is_text_node:
                page.text(node.text_content or "")
            else:
                page.enter(tag, node.attributes)
    text, blocks = page.done()
    warnings += page.warnings
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


def _walk(root: Any, rules: html_visible.Rules) -> Iterator[tuple[Any, str, bool]]:
    """Yield (node, tag, entering) for every visible element and text, without recursion.

    The tag is the element's own, ``sup`` for whatever is set as an exponent, and
    ``FURNITURE`` for what frames the page.
    """
    stack: list[tuple[Any, str, bool]] = [(root, root.tag or "", True)]
    while stack:
        node, tag, entering = stack.pop()
        if not entering or node.is_text_node:
            yield node, tag, entering
            continue
        if not node.is_element_node and not node.is_document_node:
            continue
        if rules.hides(node):
            continue
        yield node, tag, True
        stack.append((node, tag, False))
        children = []
        child = node.child
        elements = 0
        while child is not None:
            name = child.tag or ""
            if child.is_element_node:
                elements += 1
                name = rules.role(child, name, tag, elements)
            children.append((child, name, True))
            child = child.next
        stack.extend(reversed(children))
