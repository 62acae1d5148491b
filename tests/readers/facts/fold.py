"""Makes what a person types and what a file holds comparable, with the way back."""

from __future__ import annotations

_SAME = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}


def fold(text: str) -> tuple[str, list[int]]:
    """Return the text with blanks as one space and quotes, dashes and ligatures made plain.

    Superscripts, letters and digits stay as they are: 10² is not 102.

    Returns:
        The folded text, and for each of its characters the place in ``text``.
    """
    out: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            if out and out[-1] == " ":
                continue
            plain = " "
        else:
            plain = _SAME.get(char, char)
        out.extend(plain)
        at.extend([place] * len(plain))
    return "".join(out), at


def plain(text: str) -> str:
    """Return the folded text without blanks at its ends."""
    return fold(text)[0].strip()
