"""Bytes -> characters."""

from __future__ import annotations

import codecs

from pipeline.schema import ReadWarning, WarningCode

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Wide sets: bytes a unit, and which of them are zero in Latin text.
_WIDE = (
    ("utf-32-le", 4, (1, 2, 3)),
    ("utf-32-be", 4, (0, 1, 2)),
    ("utf-16-le", 2, (1,)),
    ("utf-16-be", 2, (0,)),
)
#: Share of units whose zero bytes are where they belong, and of signs that can be printed.
_ZERO, _PRINTED = 0.8, 0.97

_AFTER_LATIN = "\u0250"


def decode(data: bytes) -> tuple[str, tuple[ReadWarning, ...]]:
    """Return the text of a file, line ends as line feeds, and what was guessed.

    UTF-8 is tried first; a byte order mark decides; only then is the character set guessed.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(name, errors="replace")), ()
    if found := wide(data):
        message = f"The file has no byte order mark; it was read as {found.upper()}."
        text = data.decode(found, errors="replace")
        return _lines(text), (ReadWarning(WarningCode.ENCODING, message),)
    try:
        return _lines(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        text, name = _guess(data)
    message = f"The file is not UTF-8; it was read as {name}, so single characters may be wrong."
    return _lines(text), (ReadWarning(WarningCode.ENCODING, message),)


def marked(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that a byte order mark names; None without one."""
    return next((name for mark, name in _MARKS[1:] if data.startswith(mark)), None)


def wide(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 in which Latin text without a mark is written; None otherwise."""
    sample = data[:4096]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    for name, width, empty in _WIDE:
        units = len(sample) // width
        zeros = [sample[at::width].count(0) / units for at in range(width)]
        if min(zeros[at] for at in empty) < _ZERO:
            continue
        if any(zeros[at] > 1 - _ZERO for at in range(width) if at not in empty):
            continue
        try:
            text = sample[: units * width].decode(name)
        except UnicodeDecodeError:
            continue
        shown = sum(char.isprintable() or char in "\t\r\n\f" for char in text)
        if shown >= _PRINTED * len(text):
            return name
    return None


def _guess(data: bytes) -> tuple[str, str]:
    repaired = data.decode("utf-8", errors="replace")
    if repaired.count("\ufffd") <= max(3, len(data) // 5000):
        return repaired, "UTF-8 with damaged characters"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        return data.decode("latin-1"), "latin-1"
    text = data.decode(best.encoding, errors="replace")
    if all(char < _AFTER_LATIN for char in text if char.isalpha()):
        # the guesser cannot tell the Latin sets apart; browsers take this one
        try:
            return data.decode("cp1252"), "windows-1252"
        except UnicodeDecodeError:
            pass
    return text, best.encoding


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
