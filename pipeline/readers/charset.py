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

_AFTER_LATIN = "\u0250"


def decode(data: bytes) -> tuple[str, tuple[ReadWarning, ...]]:
    """Return the text of a file, line ends as line feeds, and what was guessed.

    UTF-8 is tried first; a byte order mark decides; only then is the character set guessed.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(name, errors="replace")), ()
    try:
        return _lines(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        text, name = _guess(data)
    message = f"The file is not UTF-8; it was read as {name}, so single characters may be wrong."
    return _lines(text), (ReadWarning(WarningCode.ENCODING, message),)


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
