"""Names and small questions of Word's XML that all its readers ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = ("0", "false", "off", "none")
#: What may stand between the body, a table or a paragraph and its parts.
WRAPPERS = frozenset(
    {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo", f"{W}smartTag"}
)


def value(element: Any, name: str) -> str:
    """Return the value of a child; empty where there is none."""
    found = element.find(f"{W}{name}") if element is not None else None
    return str(found.get(f"{W}val", "")) if found is not None else ""


def switch(properties: Any, name: str) -> bool | None:
    """Tell whether properties switch something on or off; None where they say nothing."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def is_on(properties: Any, name: str) -> bool:
    """Tell whether properties switch something on."""
    return bool(switch(properties, name))


def count(element: Any, usual: int, most: int = 63) -> int:
    """Return the number that an element states; what is out of range gives the usual one."""
    text = element.get(f"{W}val", "") if element is not None else ""
    return int(text) if text.isdecimal() and len(text) < 9 and int(text) <= most else usual


def flow(container: Any) -> Iterator[Any]:
    """Yield paragraphs, tables and foreign pieces in order, from inside wrappers too."""
    for child in container.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield child
        elif child.tag in WRAPPERS:
            yield from flow(child)
        elif child.tag == f"{MC}AlternateContent":
            for newer in child.iterchildren(f"{MC}Choice"):
                yield from flow(newer)


def is_older_copy(element: Any) -> bool:
    """Tell whether an element lies in the copy that Word keeps for older programs."""
    return any(above.tag == f"{MC}Fallback" for above in element.iterancestors())
