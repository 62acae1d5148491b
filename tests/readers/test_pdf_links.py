"""Links of PDFs: the words that an area covers keep the address that it leads to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.parsed import Parsed
from pipeline.readers.pdf import parse
from pipeline.readers.read import read_bytes
from pipeline.segments import segment
from tests.readers.made_pdfs import made, prose, row, write
from tests.readers.raw_pdfs import raw

POLICY = "https://lab.example/policy"


def links(parsed: Parsed) -> list[tuple[str, str]]:
    return [
        (" ".join(parsed.text[start:end].split()), target)
        for block in parsed.blocks
        for start, end, target in block.links
    ]


def _linked(canvas: Canvas, x: float, y: float, before: str, words: str, target: str) -> None:
    """Draw words, some of them under a link."""
    font, size = "Helvetica", 10
    left = x + canvas.stringWidth(before, font, size)
    right = left + canvas.stringWidth(words, font, size)
    canvas.linkURL(target, (left, y - 2, right, y + 9))
    write(canvas, x, y, before + words)


def _page(before: str, words: str, target: str) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        _linked(canvas, 60, 700, before, words, target)
        prose(canvas, 60, 650)

    return page


@pytest.mark.parametrize(
    "target",
    [POLICY, "http://lab.example/?a=1&b=(2)", "mailto:owl@lab.example", "HTTPS://LAB.example"],
)
def test_words_keep_the_address_behind_them(target: str) -> None:
    parsed = parse(made(_page("The lab says so in ", "its copyright policy", target)), "x.pdf")
    assert links(parsed) == [("its copyright policy", target)]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "policy.pdf", "data:text/html,x"]
)
def test_what_leads_nowhere_outside_is_no_link(target: str) -> None:
    assert links(parse(made(_page("See ", "this page", target)), "x.pdf")) == []


def test_marks_in_one_word_with_the_link_are_left_out() -> None:
    def page(canvas: Canvas) -> None:
        _linked(canvas, 60, 700, "(", "lab.example/policy).", POLICY)
        prose(canvas, 60, 650)

    assert links(parse(made(page), "x.pdf")) == [("lab.example/policy", POLICY)]


def test_an_address_that_ends_in_a_mark_keeps_it() -> None:
    target = "https://lab.example/Mill_(river)"
    assert links(parse(made(_page("At ", target, target)), "x.pdf")) == [(target, target)]


def test_a_neighbour_of_the_link_is_not_linked() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 712, "Words of the line above that are no link at all.")
        _linked(canvas, 60, 700, "The ", "policy", POLICY)
        write(canvas, 60, 688, "The line below it is no link either, as one can see.")

    assert links(parse(made(page), "x.pdf")) == [("policy", POLICY)]


def test_a_link_over_two_lines_is_one_where_the_words_follow_each_other() -> None:
    def page(canvas: Canvas) -> None:
        write(
            canvas,
            60,
            700,
            "The whole of what the lab says about the letters is in the long copyright",
        )
        write(
            canvas,
            60,
            688,
            "policy of the mill, which the owner keeps and shows to all who ask for it.",
        )
        end = 60 + canvas.stringWidth(
            "The whole of what the lab says about the letters is in the long copyright",
            "Helvetica",
            10,
        )
        start = end - canvas.stringWidth("long copyright", "Helvetica", 10)
        canvas.linkURL(POLICY, (start, 698, end, 709))
        canvas.linkURL(POLICY, (60, 686, 60 + canvas.stringWidth("policy", "Helvetica", 10), 697))

    assert links(parse(made(page), "x.pdf")) == [("long copyright policy", POLICY)]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", [(0, 0), (-20, 30)])
def test_a_link_on_a_turned_or_shifted_page_covers_its_words(
    angle: int, corner: tuple[int, int]
) -> None:
    x, y = corner
    content = b"BT /F1 12 Tf %d %d Td (All terms are in our policy here) Tj ET" % (x + 50, y + 300)
    # Helvetica 12: 'All terms are in our ' is 106.7 points wide, 'policy' 32.
    area = b"[%d %d %d %d]" % (x + 157, y + 297, x + 189, y + 311)
    action = b"<</S/URI/URI(https://lab.example/policy)>>"
    page = b"/MediaBox [%d %d %d %d]/Rotate %d/Annots[<</Type/Annot/Subtype/Link/Rect%s/A%s>>]"
    data = raw(content, page=page % (x, y, x + 400, y + 600, angle, area, action))
    assert links(parse(data, "x.pdf")) == [("policy", POLICY)]


def test_quadrilaterals_of_a_link_count_more_than_its_rectangle() -> None:
    content = b"BT /F1 12 Tf 14 TL 50 300 Td (our long) Tj T* (policy text) Tj ET"
    quads = b"[50 312 100 312 50 297 100 297 50 298 82 298 50 284 82 284]"
    action = b"<</S/URI/URI(https://lab.example/policy)>>"
    link = b"<</Type/Annot/Subtype/Link/Rect[50 284 300 312]/QuadPoints%s/A%s>>" % (quads, action)
    data = raw(content, page=b"/MediaBox [0 0 400 600]/Annots[%s]" % link)
    assert links(parse(data, "x.pdf")) == [("our long policy", POLICY)]


def test_links_inside_the_document_and_broken_ones_are_left_out() -> None:
    annots = (
        b"<</Type/Annot/Subtype/Link/Rect[40 290 400 320]/Dest[0 /Fit]>>"
        b"<</Type/Annot/Subtype/Link/Rect[40 290 400 320]/A<</S/URI>>>>"
        b"<</Type/Annot/Subtype/Link/Rect[40 290 400 320]/A<</S/URI/URI()>>>>"
        b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://lab.example/none)>>>>"
        b"<</Type/Annot/Subtype/Link/Rect[0 0 0 0]/A<</S/URI/URI(https://lab.example/x)>>>>"
    )
    data = raw(
        b"BT /F1 12 Tf 50 300 Td (All terms are in our policy here) Tj ET",
        page=b"/MediaBox [0 0 400 600]/Annots[%s]" % annots,
    )
    parsed = parse(data, "x.pdf")
    assert links(parsed) == []
    assert "policy" in parsed.text


def test_a_link_in_a_cell_belongs_to_its_row() -> None:
    def page(canvas: Canvas) -> None:
        for x in (60, 200, 400):
            canvas.line(x, 640, x, 700)
        for y in (700, 680, 660, 640):
            canvas.line(60, y, 400, y)
        row(canvas, 686, {64: "Set", 204: "Where"}, "Helvetica-Bold")
        row(canvas, 666, {64: "Letters", 204: "on the hub"})
        row(canvas, 646, {64: "Sums", 204: "nowhere"})
        canvas.linkURL(POLICY, (203, 663, 260, 676))

    document = read_bytes(made(page), "x.pdf")
    held = {part.text: part.links for part in segment(document)}
    assert [links for text, links in held.items() if "Letters" in text] == [(POLICY,)]
    assert [links for text, links in held.items() if "Sums" in text] == [()]


def test_thousands_of_links_are_bounded() -> None:
    one = (
        b"<</Type/Annot/Subtype/Link/Rect[40 290 400 320]/A<</S/URI/URI(https://lab.example/%d)>>>>"
    )
    data = raw(
        b"BT /F1 12 Tf 50 300 Td (All terms are in our policy here) Tj ET",
        page=b"/MediaBox [0 0 400 600]/Annots[%s]" % b"".join(one % at for at in range(5000)),
    )
    assert links(parse(data, "x.pdf")) == [
        ("All terms are in our policy here", "https://lab.example/0")
    ]


@pytest.mark.shared
def test_real_links_are_kept(shared: Path) -> None:
    expected = {
        "D045": ("https://cdn.openai.com/gpt-5-system-card.pdf",) * 2,
        "D044": ("TikToken", "https://github.com/openai/tiktoken"),
        "D090": ("https://www.swiss-ai.org/",) * 2,
    }
    for name, link in expected.items():
        (path,) = (shared / "data" / "docs").glob(f"{name}_*.pdf")
        assert link in links(parse(path.read_bytes(), path.name)), name
