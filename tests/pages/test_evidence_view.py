"""The passage that is cut from a page holds the quotation, and not the whole page."""

from __future__ import annotations

from io import BytesIO

import pytest

from pipeline.catalogue.files import root
from pipeline.pages import evidence_view
from pipeline.readers.page_image import highlight, render
from pipeline.readers.read import read_bytes
from pipeline.view.highlight import page_marks
from tests.examples import cut

REPORT = (root() / "corpora" / "example" / "ostrea-2-report.pdf").read_bytes()


@pytest.mark.parametrize("width", [None, 320.0])
def test_a_passage_keeps_every_highlighted_pixel(width: float | None) -> None:
    from PIL import Image

    document = read_bytes(REPORT, "report.pdf")
    (mark,) = page_marks(document, [cut(document, "decoder-only transformer")])
    image = highlight(render(REPORT, mark.page, 1.0), mark.boxes)
    whole = Image.open(BytesIO(image.png)).convert("RGB")
    passage = Image.open(BytesIO(evidence_view._passage(image, mark.boxes, width))).convert("RGB")

    def marked(picture: Image.Image) -> int:
        return sum(n for n, colour in picture.getcolors(1 << 20) or [] if colour == (255, 214, 0))

    assert marked(passage) == marked(whole) > 200
    assert passage.height < whole.height / 2
    assert (passage.width == whole.width) == (width is None)
