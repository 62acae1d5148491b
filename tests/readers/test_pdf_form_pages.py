"""Forms over several pages: answers and questions that a page end interrupts."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from pipeline.readers.read import read_bytes
from pipeline.schema import Block, BlockKind, Document
from pipeline.segments import segment
from tests.readers.made_pdfs import made, write

Row = tuple[list[str], list[str]]
_START: list[Row] = [
    (["Name of the provider:"], ["Example Lab"]),
    (["Name of the model:"], ["Ostrea 2"]),
    (["Date of release:"], ["1 May 2026"]),
]


def _page(number: int, *rows: Row, tail: list[str] | None = None) -> Callable[[Canvas], None]:
    """Return what draws questions on the left and, right of them, answers above a rule."""

    def draw(canvas: Canvas) -> None:
        write(canvas, 280, 40, f"Example Lab, page {number}", size=8)
        y = 780.0
        for question, answer in rows:
            write(canvas, 50, y, *question)
            y = write(canvas, 230, y, *answer)
            canvas.line(225, y + 6, 540, y + 6)
            y -= 20
        write(canvas, 50 if number == 1 else 230, y, *(tail or []))

    return draw


def _read(*pages: Callable[[Canvas], None]) -> Document:
    return read_bytes(made(*pages), "form.pdf")


def _pairs(document: Document) -> dict[str, str]:
    found = {}
    for block in document.blocks:
        if block.kind is BlockKind.PAIR:
            (cell,) = block.cells
            found[cell.header] = " ".join(document.text[cell.start : cell.end].split())
    return found


def _block(document: Document, key: str) -> Block:
    return next(b for b in document.blocks if b.cells and b.cells[0].header == key)


_HEAD = ["The data are letters that people", "wrote in the last century and that"]
_REST = ["archives gave to the lab. They are", "kept in a house by the sea."]
_ASKED = "Where do the data come from"


def test_an_answer_broken_within_a_sentence_is_one() -> None:
    document = _read(
        _page(1, *_START, ([f"{_ASKED}?"], _HEAD)),
        _page(2, ([], _REST), (["Contact:"], ["post@lab.example"])),
    )
    pairs = _pairs(document)
    assert pairs[f"{_ASKED}?"] == " ".join([*_HEAD, *_REST])
    assert pairs["Contact"] == "post@lab.example"
    block = _block(document, f"{_ASKED}?")
    assert (document.page_at(block.start), document.page_at(block.end - 1)) == (1, 2)
    sentences = [each.text for each in segment(document) if "archives gave" in each.text]
    assert sentences == [f"{_ASKED}?: {' '.join(_HEAD)} archives gave to the lab."]


def test_the_words_of_an_answer_lie_on_their_pages() -> None:
    document = _read(_page(1, *_START, ([f"{_ASKED}?"], _HEAD)), _page(2, ([], _REST)))
    pages = {document.text[word.start : word.end]: word.page for word in document.words}
    assert (pages["century"], pages["archives"]) == (1, 2)
    for word in document.words:
        assert document.page_at(word.start) == word.page


def test_an_answer_that_ends_with_its_page_stays_apart() -> None:
    ended = [*_HEAD[:1], "wrote in the last century."]
    document = _read(
        _page(1, *_START, ([f"{_ASKED}?"], ended)), _page(2, ([], ["Archives gave them to us."]))
    )
    keys = [b.cells[0].header for b in document.blocks if b.kind is BlockKind.PAIR]
    assert keys.count(f"{_ASKED}?") == 2


def test_paragraphs_of_an_answer_that_goes_on_belong_to_it() -> None:
    rest = [*_REST, "", "Some letters were left out."]
    contact: Row = (["Contact:"], ["post@lab.example"])
    document = _read(_page(1, *_START, ([f"{_ASKED}?"], _HEAD)), _page(2, ([], rest), contact))
    assert _pairs(document)[f"{_ASKED}?"].endswith("by the sea. Some letters were left out.")


def test_paragraphs_alone_on_a_page_belong_to_the_answer_too() -> None:
    rest = [*_REST, "", "", "Some letters were left out."]
    document = _read(_page(1, *_START, ([f"{_ASKED}?"], _HEAD)), _page(2, tail=rest))
    assert _pairs(document)[f"{_ASKED}?"] == "Some letters were left out."
    labels = {s.label for s in segment(document) if "letters" in s.text or "archives" in s.text}
    assert labels == {f"{_ASKED}?"}


def test_lines_without_a_rule_under_the_column_go_on_with_the_answer() -> None:
    document = _read(_page(1, *_START, ([f"{_ASKED}?"], _HEAD)), _page(2, tail=_REST))
    assert _pairs(document)[f"{_ASKED}?"] == " ".join([*_HEAD, *_REST])


def test_prose_at_the_left_edge_does_not_go_on_with_an_answer() -> None:
    def prose(canvas: Canvas) -> None:
        write(
            canvas, 50, 780, "letters of the alphabet are another matter and stand by themselves,"
        )

    document = _read(_page(1, *_START, ([f"{_ASKED}?"], _HEAD)), prose)
    assert _pairs(document)[f"{_ASKED}?"] == " ".join(_HEAD)


def test_a_question_broken_over_pages_is_the_key_of_its_answer() -> None:
    document = _read(
        _page(1, *_START, (["Contact:"], ["post@lab.example"]),
              tail=["Which other models were used to", "make data, be they sold or"]),
        _page(2, (["not sold, to train this one:"], ["None"])),
    )  # fmt: skip
    key = "Which other models were used to make data, be they sold or not sold, to train this one"
    assert _pairs(document)[key] == "None"


def test_a_question_of_its_own_stays_as_it_is() -> None:
    document = _read(
        _page(1, *_START, (["Contact:"], ["post@lab.example"]),
              tail=["All answers above were given by the lab."]),
        _page(2, (["Other remarks:"], ["None"])),
    )  # fmt: skip
    assert _pairs(document)["Other remarks"] == "None"
