"""Which elements of a page nobody sees, and which frame it without saying anything."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "lexicons/html_furniture.yaml"

#: The tag under which furniture is walked; no element is called so.
FURNITURE = "#furniture"
#: The same for the lower part of a fraction.
DENOMINATOR = "#denominator"

_HIDDEN = re.compile(
    r"script|style|noscript|template|head|svg|button|select|iframe|object|video|audio|canvas"
    r"|textarea|annotation|annotation-xml|datalist"
)
_FURNITURE = frozenset({"nav", "footer"})
_FURNITURE_ROLES = frozenset({"navigation", "contentinfo", "search", "banner"})
_HIDDEN_CLASSES = frozenset(
    {"hidden", "d-none", "sr-only", "visually-hidden", "screen-reader-text"}
)
#: A class that shows on wide screens what another hides on small ones.
_SHOWN_WIDE = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl):(?:block|flex|grid|contents|table|inline)|d-(?:sm|md|lg|xl)-(?!none))"
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_CONTROLS = re.compile(
    r"""\b(?:aria-controls|data-(?:bs-)?target)\s*=\s*["']?#?([\w:.-]{1,100})""", re.IGNORECASE
)
#: Which child of an element of MathML stands above the line.
_EXPONENT = {"msup": 2, "msubsup": 3}
_PANEL_ROLES = frozenset({"tabpanel", "region"})
_PANEL = re.compile(r"accordion|collaps|tab-?pane|tab-?panel|faq|disclosure", re.IGNORECASE)
#: A form with more characters holds the page (some servers wrap all of it in one).
_LONGEST_FORM = 1500


@lru_cache(maxsize=1)
def _frames() -> re.Pattern[str]:
    faults = Faults(FILE)
    data = load(FILE)
    for key in unknown_keys(data, ("frames",)):
        faults.add(key, "unknown key")
    for row in data["frames"]:
        faults.pattern(row["id"], row["pattern"], row["must"], row["must_not"], re.IGNORECASE)
    faults.done()
    return re.compile("|".join(f"(?:{row['pattern']})" for row in data["frames"]), re.IGNORECASE)


class Rules:
    """What is hidden on one page, and what opens when its reader asks for it."""

    def __init__(self, source: str) -> None:
        self.opened = frozenset(match[1] for match in _CONTROLS.finditer(source))

    def hides(self, node: Any) -> bool:
        """True for an element that its reader never sees; a collapsed section is seen."""
        tag = node.tag
        if _HIDDEN.fullmatch(tag):
            return True
        attributes = node.attributes
        if not attributes:
            return bool(tag == "dialog")
        if tag == "dialog" and "open" not in attributes:
            return True
        classes = attributes.get("class") or ""
        hidden: bool = (
            bool(attributes.get("hidden", "until-found") != "until-found")
            or bool(_NO_DISPLAY.search(attributes.get("style") or ""))
            or (
                not _HIDDEN_CLASSES.isdisjoint(classes.split())
                and _SHOWN_WIDE.search(classes) is None
            )
        )
        if attributes.get("aria-hidden") == "true" or hidden:
            return not self._is_panel(attributes, classes)
        return False

    def _is_panel(self, attributes: Any, classes: str) -> bool:
        """True for the content of a tab or of a section that a button opens."""
        if attributes.get("role") == "tabpanel":
            return True
        return attributes.get("id") in self.opened and (
            attributes.get("role") in _PANEL_ROLES or _PANEL.search(classes) is not None
        )

    def role(self, node: Any, tag: str, parent: str, place: int) -> str:
        """Return the tag to treat an element as.

        Args:
            node: The element.
            tag: Its own tag.
            parent: The tag that its parent is treated as.
            place: Its place among its parent's elements, from 1.
        """
        if _EXPONENT.get(parent) == place:
            return "sup"
        if parent == "mfrac" and place == 2:
            return DENOMINATOR
        if tag in _FURNITURE:
            return FURNITURE
        if tag == "form" and len(node.text(deep=True)) < _LONGEST_FORM:
            return FURNITURE
        attributes = node.attributes
        if not attributes:
            return tag
        if attributes.get("role") in _FURNITURE_ROLES:
            return FURNITURE
        named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if len(named) > 1 and tag in {"div", "section", "aside"} and _frames().search(named):
            return FURNITURE
        if tag == "span" and _RAISED.search(attributes.get("style") or ""):
            return "sup"
        return tag
