"""PDF pages as pictures, with the map from PDF points to pixels.

PDFium is not safe in threads: render in one thread or in processes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO

from pipeline.errors import BadInput
from pipeline.readers.limits import current
from pipeline.readers.pdf_glyphs import Frame, frame_of

Box = tuple[float, float, float, float]

#: Pixels of the longer side that no picture exceeds, whatever scale is asked for.
_LARGEST = 4000


@dataclass(frozen=True)
class PageImage:
    """A page drawn as it is displayed.

    Attributes:
        png: The picture.
        width: Its width in pixels.
        height: Its height in pixels.
        scale: Pixels a point.
        frame: Geometry of the page.
        shown: The part of the page that is drawn, in display space: x0, y0, x1, y1 in points.
    """

    png: bytes
    width: int
    height: int
    scale: float
    frame: Frame
    shown: Box

    def to_pixels(self, box: Box) -> Box:
        """Map a box of the unrotated MediaBox (points, origin bottom left) to pixels.

        Returns:
            Left, top, right, bottom from the picture's upper left corner; it may lie outside
            where the box lies outside the CropBox.
        """
        x0, y0, x1, y1 = self.frame.display_box(
            (
                box[0] + self.frame.left,
                box[1] + self.frame.bottom,
                box[2] + self.frame.left,
                box[3] + self.frame.bottom,
            )
        )
        left, _, _, top = self.shown
        return (
            (x0 - left) * self.scale,
            (top - y1) * self.scale,
            (x1 - left) * self.scale,
            (top - y0) * self.scale,
        )


def render(data: bytes, page: int, scale: float = 1.5) -> PageImage:
    """Draw one page of a PDF.

    Args:
        data: The file.
        page: Page number from 1.
        scale: Pixels a point (1.5 is 108 dots an inch); lowered for very large pages and by the
            limit of pixels.

    Returns:
        The picture, rotated as the file says, cut to its CropBox.

    Raises:
        BadInput: The file cannot be opened, has no such page, or the page shows nothing; or the
            scale is not above 0.
    """
    import pypdfium2

    if not scale > 0:
        raise BadInput(f"the scale of a picture must be above 0 pixels a point, not {scale}")
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        raise BadInput(f"the PDF cannot be opened to draw page {page}: {error}") from None
    try:
        if not 1 <= page <= len(document):
            raise BadInput(f"the PDF has {len(document)} page(s), there is no page {page}")
        sheet = document[page - 1]
        frame = frame_of(sheet, page - 1)
        shown = frame.display_box(sheet.get_bbox())
        wide, high = shown[2] - shown[0], shown[3] - shown[1]
        if wide <= 0 or high <= 0:
            raise BadInput(f"page {page} of the PDF shows nothing: its CropBox lies off the page")
        longest = max(wide, high)
        scale = min(scale, _LARGEST / longest, (current().pixels / (wide * high)) ** 0.5)
        bitmap = sheet.render(scale=scale)
        picture = bitmap.to_pil().convert("RGB")
        buffer = BytesIO()
        picture.save(buffer, "PNG")
        return PageImage(buffer.getvalue(), picture.width, picture.height, scale, frame, shown)
    except pypdfium2.PdfiumError as error:
        raise BadInput(f"page {page} of the PDF cannot be drawn: {error}") from None
    finally:
        document.close()


def highlight(
    image: PageImage, boxes: Iterable[Box], colour: tuple[int, int, int] = (255, 214, 0)
) -> PageImage:
    """Lay translucent rectangles over parts of a page.

    Args:
        image: The page.
        boxes: In points of the unrotated MediaBox, as ``Document.boxes`` gives them without the
            page number.
        colour: Red, green, blue, 0 to 255.

    Returns:
        A new picture; what is printed stays readable below the colour.
    """
    from PIL import Image, ImageChops, ImageDraw

    picture = Image.open(BytesIO(image.png)).convert("RGB")
    tint = Image.new("RGB", picture.size, (255, 255, 255))
    draw = ImageDraw.Draw(tint)
    for box in boxes:
        left, top, right, bottom = image.to_pixels(box)
        draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=colour)
    buffer = BytesIO()
    ImageChops.multiply(picture, tint).save(buffer, "PNG")
    return replace(image, png=buffer.getvalue())
