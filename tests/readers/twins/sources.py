"""Where the twins' Markdown comes from: our own texts, the example, and cards at test time."""

from __future__ import annotations

import re

#: A relative address means nothing outside its folder, whatever the format.
_RELATIVE = re.compile(r"(?<=\]\()(?![a-zA-Z][a-zA-Z+.-]*:|#)(?=[^()\s]+\))")
_FRONT = re.compile(r"\A---\n.*?\n---[ \t]*\n", re.DOTALL)


def body(markdown: str) -> str:
    """Return what a hub would show of a card: no metadata block, links made absolute."""
    return _RELATIVE.sub("https://example.org/", _FRONT.sub("", markdown))
