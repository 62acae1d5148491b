"""Names of files from outside, fit to be shown on a terminal or a page.

Nothing is ever written under such a name: files are kept under the hash of their bytes.
"""

from __future__ import annotations

import re
import unicodedata

#: Characters of a name that are shown; a longer one is cut in its middle.
LONGEST = 160

_CUT = "…"
#: Controls, line ends, overrides of the writing direction, invisible marks, lone surrogates.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})
_FOLDERS = re.compile(r"[/\\]+")


def shown(name: str) -> str:
    """Return the last part of a name, fit to be shown.

    Folders, drives, ``..``, blanks at its ends, characters that are not seen or that turn the
    writing direction are gone or replaced with U+FFFD; a very long name keeps both of its ends.
    """
    parts = [part for part in _FOLDERS.split(name) if part not in ("", ".", "..")]
    return _fit(parts[-1]) if parts else "unnamed"


def path_shown(name: str) -> str:
    """Return a path within an archive, fit to be shown: as ``shown``, with its folders."""
    parts = [part for part in _FOLDERS.split(name) if part not in ("", ".", "..")]
    return _fit("/".join(part.strip() for part in parts)) if parts else "unnamed"


def is_odd(name: str) -> bool:
    """Return whether a path would lead astray: out of its folder, or not as it is shown."""
    parts = _FOLDERS.split(name)
    absolute = name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) is not None
    return absolute or ".." in parts or path_shown(name) != "/".join(p for p in parts if p)


def _fit(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    name = "".join("\ufffd" if unicodedata.category(c) in _HIDDEN else c for c in name).strip()
    if len(name) > LONGEST:
        half = (LONGEST - len(_CUT)) // 2
        name = f"{name[:half]}{_CUT}{name[-half:]}"
    return name or "unnamed"
