"""Fields and controls of Word: links, tables of contents, form fields, what was chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.readers.docx_xml import W14, W, count, is_on, value

_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"\s]+)"', re.IGNORECASE)
_LOCAL = re.compile(r"\s*HYPERLINK\s[^\"]*\\l\b", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|TOA|INDEX)\b", re.IGNORECASE)


@dataclass(slots=True)
class Field:
    """A field whose end was not seen yet; ``start`` is where its result begins, -1 before."""

    code: str = ""
    start: int = -1

    @property
    def is_contents(self) -> bool:
        """True for a table of contents or an index."""
        return bool(_CONTENTS.match(self.code))


def target(code: str) -> str:
    """Return the address that a field links to; empty for other fields and places inside."""
    match = None if _LOCAL.match(code) else _LINK.match(code)
    return match[1] if match else ""


def form_field(mark: Any) -> str:
    """Return the state of an old form's check box, or the entry chosen from its list."""
    data = mark.find(f"{W}ffData")
    if data is None:
        return ""
    box = data.find(f"{W}checkBox")
    if box is not None:
        named = "checked" if box.find(f"{W}checked") is not None else "default"
        return "☒" if is_on(box, named) else "☐"
    drop = data.find(f"{W}ddList")
    if drop is not None:
        entries = [each.get(f"{W}val", "") for each in drop.iterchildren(f"{W}listEntry")]
        chosen = count(drop.find(f"{W}result"), count(drop.find(f"{W}default"), 0))
        return entries[chosen] if chosen < len(entries) else ""
    return ""


def check_box(control: Any) -> str | None:
    """Return the state of a content control that is a check box; None for another control."""
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is None:
        return None
    state = box.find(f"{W14}checked")
    on = state is not None and state.get(f"{W14}val", "1") in ("1", "true", "on")
    return "☒" if on else "☐"


def shows_prompt(control: Any) -> bool:
    """Tell whether a content control still shows its prompt, which is no answer."""
    return is_on(control.find(f"{W}sdtPr"), "showingPlcHdr")


def is_contents(control: Any) -> bool:
    """Tell whether a content control holds a table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj")
    return "contents" in value(gallery, "docPartGallery").lower()
