"""Characters that Word takes from symbol fonts: boxes, ticks, Greek, signs of arithmetic."""

from __future__ import annotations

#: Private characters of Wingdings that stand for a box, wherever they are typed.
_WINGDINGS = {0xA8: "☐", 0x6F: "☐", 0xFE: "☒", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0x78: "☒"}
_WINGDINGS_2 = {0xA3: "☐", 0x52: "☒", 0x54: "☒", 0x53: "☒", 0x50: "✓", 0x4F: "✗", 0x51: "☒"}
_BY_FONT = {
    "wingdings": _WINGDINGS | {0xE0: "→", 0xDF: "←", 0x9F: "•", 0xA7: "•"},
    "wingdings 2": _WINGDINGS_2,
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐"},
    "symbol": {
        **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
        **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
        0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB1: "±", 0xB7: "•", 0xBB: "≈", 0xB9: "≠", 0xAE: "→",
        0xA5: "∞", 0xB0: "°", 0xB8: "÷", 0xD7: "⋅", 0xC5: "⊕", 0xCE: "∈", 0xE5: "∑", 0xD6: "√",
        0x2D: "−",
    },
}  # fmt: skip
#: The same where a font's private characters were typed; a soft hyphen shows only at a line end.
_TYPED = str.maketrans(
    {**{chr(0xF000 + code): sign for code, sign in _WINGDINGS.items()}, "\uf052": "☒", "\xad": ""}
)


def symbol(font: str, code: str) -> str:
    """Return what a ``w:sym`` shows; empty for a sign without meaning in a text."""
    try:
        place = int(code, 16) & 0xFF
    except ValueError:
        return ""
    return _BY_FONT.get(font.strip().lower(), _WINGDINGS).get(place, "")


def typed(text: str) -> str:
    """Return typed text with private characters of symbol fonts made readable."""
    return text.translate(_TYPED)
