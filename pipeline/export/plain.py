"""Characters that steer a terminal or turn the direction of writing, made visible."""

from __future__ import annotations

import re

#: Control characters, and marks that override the direction of what follows.
_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(line: str) -> str:
    """Return one line for a terminal.

    Documents and file names are others' words: an escape sequence in them must not clear the
    screen, colour a verdict or hide a line. Each such character shows as the replacement sign.
    """
    return _STEERS.sub("\ufffd", line)
