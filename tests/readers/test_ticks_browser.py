"""Forms that a browser prints, and marks laid over a page: what is seen decides."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.readers.pdf import parse
from pipeline.readers.read import read_bytes
from pipeline.schema import Document
from tests.readers import tick_pdfs as draw
from tests.readers.tick_cases import ASKED
from tests.readers.tick_pdfs import page, text

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_FORM = """
<body style="font-family: sans-serif"><h1>Summary of Ostrea 2</h1>
<p>Were crawlers used?</p>
<p><input type=checkbox checked> Yes <input type=checkbox> No</p>
<p>Was synthetic data used?</p>
<p><input type=radio name=a> Yes <input type=radio name=a checked> No</p>
<p>Which modalities are there?</p>
<p><input type=checkbox disabled checked> Text <input type=checkbox disabled> Image
<input type=checkbox checked style="accent-color: black"> Audio</p>
<p>Was user data used?</p>
<p><svg width=14 height=14><rect x=1 y=1 width=12 height=12 fill=white stroke=black /></svg> Yes
<svg width=14 height=14><rect x=1 y=1 width=12 height=12 fill="#1a73e8" />
<path d="M3 7 L6 10 L11 4" stroke=white stroke-width=2 fill=none /></svg> No</p>
<table border=1><tr><th>Source<th>Yes<th>No
<tr><td>Web data<td><input type=checkbox checked><td><input type=checkbox>
<tr><td>User data<td><input type=checkbox><td><input type=checkbox checked></table>
"""


@pytest.mark.skipif(_BROWSER is None, reason="no chromium on this machine")
def test_boxes_that_a_browser_prints(tmp_path: Path) -> None:
    assert _BROWSER is not None
    (tmp_path / "form.html").write_text(_FORM, encoding="utf-8")
    command = [_BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
               f"--print-to-pdf={tmp_path / 'form.pdf'}", str(tmp_path / "form.html")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    parsed = parse((tmp_path / "form.pdf").read_bytes(), "form.pdf")
    found = [
        (parsed.text[slice(*tick.option)] if tick.option else None, tick.state.value)
        for tick in parsed.ticks
    ]
    assert found == [
        ("Yes", "yes"), ("No", "no"), ("Yes", "no"), ("No", "yes"),
        ("Text", "yes"), ("Image", "no"), ("Audio", "yes"), ("Yes", "no"), ("No", "yes"),
        ("Yes", "yes"), ("No", "no"), ("Yes", "no"), ("No", "yes"),
    ]  # fmt: skip
    assert [tick.question for tick in parsed.ticks[-4:]] == ["Web data"] * 2 + ["User data"] * 2


def _yes_no(*marks: str, entries: bytes = b"", extra: tuple[bytes, ...] = ()) -> Document:
    boxes = [
        draw.square(60, 499),
        text(76, 500, "Yes"),
        draw.square(110, 499),
        text(126, 500, "No"),
    ]
    data = page(text(40, 520, ASKED), *boxes, *marks, entries=entries, extra=extra)
    return read_bytes(data, "form.pdf")


def _states(document: Document) -> list[str]:
    return [tick.state.value for tick in document.ticks]


def test_a_light_mark_on_a_dark_square_ticks_it() -> None:
    dark = f"0 0.3 0.8 rg 110 499 9 9 re f 1 G 1.5 w {draw.check(110, 499)} 0 G 1 w 0 g"
    assert _states(_yes_no(dark)) == ["no", "yes"]


def test_a_mark_under_a_white_square_is_not_seen() -> None:
    hidden = f"{draw.cross(110, 499)} 1 g 110.5 499.5 8 8 re f 0 g"
    assert _states(_yes_no(hidden)) == ["no", "indeterminate"]


def test_a_shade_without_a_mark_is_not_guessed() -> None:
    grey = "0.6 g 110.5 499.5 8 8 re f 0 g"
    assert _states(_yes_no(grey)) == ["no", "indeterminate"]


def test_a_pale_outline_is_a_box_too() -> None:
    pale = f"0.8 G {draw.square(160, 499)} 0 G"
    assert _states(_yes_no(pale, text(176, 500, "Other"))) == ["no", "no", "no"]


def test_boxes_of_a_cropped_page_are_seen_in_their_place() -> None:
    marked = _yes_no(draw.check(110, 499), entries=b"/CropBox[30 300 350 560]")
    assert _states(marked) == ["no", "yes"]
    assert marked.ticks[1].box == pytest.approx((110, 499, 119, 508), abs=0.6)


def _stamp(rect: str) -> bytes:
    return f"<</Type/Annot/Subtype/Stamp/Rect[{rect}]/F 4/AP<</N 8 0 R>>>>".encode()


@pytest.mark.parametrize("sign", [draw.square(60, 499), text(60, 500, "o", draw.ZAPF, 11)])
def test_a_stamp_laid_over_a_box_is_not_guessed(sign: str) -> None:
    mark = draw.form(draw.cross(0, 0), "0 0 9 9")
    other = draw.square(110, 499) if "re" in sign else text(110, 500, "o", draw.ZAPF, 11)
    data = page(
        text(40, 520, ASKED), sign, text(76, 500, "Yes"), other, text(126, 500, "No"),
        extra=(mark, _stamp("60 499 69 508")), entries=b"/Annots[9 0 R]",
    )  # fmt: skip
    assert _states(read_bytes(data, "form.pdf")) == ["indeterminate", "no"]
