"""Foreign text inside Markdown: it must come out as the characters that it is."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$^=&:])")
_SPACE = re.compile(r"\s+")
_SELF_MADE = re.compile(
    r":(?=[A-Za-z0-9_+\-/]+:)|:(?=//)|\bwww(?=\.)|(?<=\S)@(?=\S)"
    # Streamlit draws these, standing alone, as arrows, dashes and other signs.
    r"|(?<!\S)(?:[-~<>](?=[-=>](?!\S))|<(?=->(?!\S)))"
)
_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return one line of Markdown that shows a text as it is.

    Everything that Markdown or Streamlit reads as a sign is escaped. What no escape stops (an
    emoji, an icon, an address that would become a link) is broken by an invisible joiner.
    """
    flat = _SPACE.sub(" ", text).strip()
    flat = _SELF_MADE.sub(lambda match: match[0] + _JOINER, flat)
    return _SPECIAL.sub(r"\\\1", flat)
