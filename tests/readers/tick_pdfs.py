"""Forms drawn for the tests: content streams in raw operators, so that every box is known."""

from __future__ import annotations

from collections.abc import Callable

from tests.readers.raw_pdfs import HELVETICA, stream

#: Draws at a point.
Shape = Callable[[float, float], str]

FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>",
    b"<</Type/Font/Subtype/TrueType/BaseFont/Wingdings/FontDescriptor"
    b"<</Type/FontDescriptor/FontName/Wingdings/Flags 4>>>>",
    b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Wingdings2/FontDescriptor"
    b"<</Type/FontDescriptor/FontName/ABCDEF+Wingdings2/Flags 4>>>>",
    b"<</Type/Font/Subtype/TrueType/BaseFont/Webdings/FontDescriptor"
    b"<</Type/FontDescriptor/FontName/Webdings/Flags 4>>>>",
)
ZAPF, WING, WING2, WEB = "/Z", "/W", "/V", "/B"
_FONTS = b"/Font<</F1 3 0 R/Z 4 0 R/W 5 0 R/V 6 0 R/B 7 0 R>>"


def page(
    *parts: str, extra: tuple[bytes, ...] = (), xobjects: bytes = b"", entries: bytes = b"",
    catalog: bytes = b"",
) -> bytes:  # fmt: skip
    """Return a PDF of one page; further objects are numbered from 8."""
    content = stream("\n".join(parts).encode("latin-1"))
    first = 8 + len(extra)
    held = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % first,
        HELVETICA,
        *FONTS,
        *extra,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]%s/Contents %d 0 R/Resources<<%s%s>>>>"
        % (entries, first + 1, _FONTS, b"/XObject<<%s>>" % xobjects if xobjects else b""),
        content,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(held, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(held) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(out))
    )


def text(x: float, y: float, words: str, font: str = "/F1", size: float = 10) -> str:
    """Show words; the font is a resource name."""
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT {font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def square(x: float, y: float, side: float = 9) -> str:
    """Stroke a rectangle."""
    return f"{x} {y} {side} {side} re S"


def four_lines(x: float, y: float, side: float = 9) -> str:
    """Stroke the sides one by one."""
    s = side
    ends = [(0, 0, s, 0), (0, s, s, s), (0, 0, 0, s), (s, 0, s, s)]
    return " ".join(f"{x + a} {y + b} m {x + c} {y + d} l S" for a, b, c, d in ends)


def framed(x: float, y: float, side: float = 9) -> str:
    """Fill a black square and a white one on it."""
    inner = f"{x + 1} {y + 1} {side - 2} {side - 2} re f"
    return f"0 g {x} {y} {side} {side} re f 1 g {inner} 0 g"


def hollow(x: float, y: float, side: float = 9) -> str:
    """Fill a square with a hole."""
    return f"{x} {y} {side} {side} re {x + 1} {y + 1} {side - 2} {side - 2} re f*"


def rounded(x: float, y: float, side: float = 9, r: float = 2) -> str:
    """Stroke a square with round corners."""
    s, k = side, 0.45 * r
    return (
        f"{x + r} {y} m {x + s - r} {y} l {x + s - k} {y} {x + s} {y + k} {x + s} {y + r} c "
        f"{x + s} {y + s - r} l {x + s} {y + s - k} {x + s - k} {y + s} {x + s - r} {y + s} c "
        f"{x + r} {y + s} l {x + k} {y + s} {x} {y + s - k} {x} {y + s - r} c "
        f"{x} {y + r} l {x} {y + k} {x + k} {y} {x + r} {y} c h S"
    )


def circle(x: float, y: float, side: float = 9, paint: str = "S") -> str:
    """Draw a circle in a square."""
    r = side / 2
    k, a, b = 0.5523 * r, x + r, y + r
    return (
        f"{a + r} {b} m {a + r} {b + k} {a + k} {b + r} {a} {b + r} c "
        f"{a - k} {b + r} {a - r} {b + k} {a - r} {b} c "
        f"{a - r} {b - k} {a - k} {b - r} {a} {b - r} c "
        f"{a + k} {b - r} {a + r} {b - k} {a + r} {b} c h {paint}"
    )


def cross(x: float, y: float, side: float = 9) -> str:
    """Stroke two diagonals."""
    a, b = 0.15 * side, 0.85 * side
    return f"{x + a} {y + a} m {x + b} {y + b} l S {x + a} {y + b} m {x + b} {y + a} l S"


def check(x: float, y: float, side: float = 9) -> str:
    """Stroke a check mark as one line with a corner."""
    s = side
    low = f"{x + 0.4 * s} {y + 0.2 * s}"
    return f"{x + 0.15 * s} {y + 0.5 * s} m {low} l {x + 0.85 * s} {y + 0.8 * s} l S"


def check_of_two(x: float, y: float, side: float = 9) -> str:
    """Stroke a check mark as two lines."""
    s = side
    low = f"{x + 0.4 * s} {y + 0.2 * s}"
    return f"{x + 0.1 * s} {y + 0.5 * s} m {low} l S {low} m {x + 0.95 * s} {y + 0.9 * s} l S"


def inner(x: float, y: float, side: float = 9) -> str:
    """Fill a smaller square."""
    return f"{x + 0.25 * side} {y + 0.25 * side} {side / 2} {side / 2} re f"


def dot(x: float, y: float, side: float = 9) -> str:
    """Fill a smaller circle."""
    return circle(x + 0.25 * side, y + 0.25 * side, side / 2, "f")


def solid(x: float, y: float, side: float = 9) -> str:
    """Fill the whole square."""
    return f"{x} {y} {side} {side} re B"


def form(content: str, box: str = "0 0 100 20", matrix: str = "") -> bytes:
    """Return a form XObject."""
    entries = f"/Type/XObject/Subtype/Form/BBox[{box}]{matrix}/Resources<</Font<</F1 3 0 R>>>>"
    return stream(content.encode("latin-1"), entries.encode())


def image() -> bytes:
    """Return a small grey picture."""
    entries = (
        b"/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    return stream(b"\x00\xff\xff\x00", entries)


def button(
    rect: str, on: str, state: str | None, value: str | None = None, *, hidden: bool = False,
    name: str = "box",
) -> bytes:  # fmt: skip
    """Return a check box or radio button as a widget with two appearances, objects 8 and 9."""
    shown = f"/AS/{state}" if state else ""
    held = f"/V/{value}" if value else ""
    return (
        f"<</Type/Annot/Subtype/Widget/FT/Btn/T({name})/Rect[{rect}]/F {2 if hidden else 4}"
        f"/AP<</N<</{on} 8 0 R/Off 9 0 R>>>>{shown}{held}>>"
    ).encode()
