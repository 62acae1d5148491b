"""Pictures of pages (PNG, JPEG, TIFF, WebP, BMP, GIF): each frame is read as a scanned page."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.readers import pdf
from pipeline.readers.limits import current, raise_hint
from pipeline.readers.parsed import Parsed, Unreadable
from pipeline.schema import ReadWarning, WarningCode

if TYPE_CHECKING:
    from PIL.Image import Image

#: Formats that are opened; others of the library's have parsers that nobody needs here.
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
#: Pixels of the shorter side below which a picture is a logo or a badge, no page.
SMALLEST = 300
#: A picture with so many times the pixels of a drawn page is not unpacked.
_LARGEST = 8
#: Dots an inch where a file names none that a page could have; and those that it could have.
_DPI, _DPI_FROM, _DPI_TO = 150, 72, 1200


def parse(data: bytes, name: str) -> Parsed:
    """Read a picture, or the frames of one, by text recognition.

    Args:
        data: The file.
        name: Its name, for messages.

    Returns:
        A page for each frame, as of a scanned PDF; boxes are in points of 1/72 inch.

    Raises:
        Unreadable: It is damaged, too large, or too small to be a page.
    """
    from PIL import Image, ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are judged below
            image = Image.open(BytesIO(data), formats=_FORMATS)
            _sized(image, name)
            shown = islice(ImageSequence.Iterator(image), current().ocr_pages)
            frames = [_page(frame) for frame in shown]
            count = max(len(frames), getattr(image, "n_frames", 1))
    except (Unreadable, MemoryError):  # the latter is a limit of the process
        raise
    except Image.DecompressionBombError:
        raise Unreadable(_too_large(name, "more pixels than a page has")) from None
    except Exception as error:  # whatever a codec does to a hostile file
        message = f"{name} is not a readable picture ({type(error).__name__}). Fetch it again."
        raise Unreadable(ReadWarning(WarningCode.DAMAGED, message)) from error
    buffer = BytesIO()
    first, *rest = frames
    first.save(buffer, "PDF", quality=95, resolution=_dpi(image), save_all=True, append_images=rest)
    parsed = pdf.parse(buffer.getvalue(), name)
    if count <= len(frames):
        return parsed
    message = (
        f"{name}: {len(frames):,} of {count:,} pictures in it were read; {raise_hint('ocr_pages')}."
    )
    said = (*parsed.warnings, ReadWarning(WarningCode.LIMIT, message))
    return replace(parsed, warnings=said)


def _sized(image: Image, name: str) -> None:
    pixels = image.width * image.height
    if pixels > _LARGEST * current().pixels:
        raise Unreadable(_too_large(name, f"{image.width} x {image.height} pixels"))
    if min(image.width, image.height) < SMALLEST:
        message = (
            f"{name} has {image.width} x {image.height} pixels: too small for a page, so nothing "
            "of it was read. Give a picture of at least 150 dots an inch."
        )
        raise Unreadable(ReadWarning(WarningCode.UNKNOWN_TYPE, message))


def _too_large(name: str, size: str) -> ReadWarning:
    message = f"{name} has {size} and was not read; {raise_hint('pixels')}."
    return ReadWarning(WarningCode.LIMIT, message)


def _page(frame: Image) -> Image:
    """Return a frame in grey on white, upright as its camera says."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(frame) or frame
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        white = Image.new("RGBA", shown.size, "white")
        white.alpha_composite(shown)
        upright = white
    return upright.convert("L")


def _dpi(image: Image) -> float:
    told = image.info.get("dpi")
    if isinstance(told, tuple) and told and _DPI_FROM < float(told[0]) <= _DPI_TO:
        return float(told[0])
    return float(_DPI)
