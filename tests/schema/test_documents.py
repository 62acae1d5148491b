"""Documents, spans, segments: offsets that refuse nonsense and lead back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import (
    Block,
    BlockKind,
    Document,
    Page,
    ReadWarning,
    Run,
    Segment,
    SegmentKind,
    Span,
    WarningCode,
    Word,
)


def document(text: str = "ab\ncd\n", **changes: object) -> Document:
    """A document of a few letters."""
    given_: dict[str, object] = {
        "id": "d", "name": "d.md", "media_type": "text/markdown", "text": text,
    }  # fmt: skip
    return Document(**{**given_, **changes})  # type: ignore[arg-type]


class TestSpan:
    """A span holds at least one character."""

    @pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 2), (-1, 2)])
    def test_nonsense_is_refused(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match="empty or reversed"):
            Span("d", start, end)

    def test_spans_sort_by_place(self) -> None:
        spans = [Span("b", 0, 1), Span("a", 5, 6), Span("a", 2, 9), Span("a", 2, 3)]
        assert sorted(spans) == [spans[3], spans[2], spans[1], spans[0]]


class TestDocument:
    """One text; pages tile it, blocks lie in it."""

    def test_pages_must_tile_the_text(self) -> None:
        good = (Page(1, 0, 3, 10, 10), Page(2, 3, 6, 10, 10))
        assert document(pages=good).page_at(3) == 2

    @pytest.mark.parametrize(
        "pages",
        [
            (Page(1, 0, 2, 10, 10), Page(2, 3, 6, 10, 10)),
            (Page(1, 0, 4, 10, 10), Page(2, 3, 6, 10, 10)),
            (Page(2, 0, 6, 10, 10),),
            (Page(1, 1, 6, 10, 10),),
            (Page(1, 0, 3, 10, 10), Page(3, 3, 6, 10, 10)),
        ],
        ids=["gap", "overlap", "starts at page 2", "misses the start", "skips a number"],
    )
    def test_gaps_and_overlaps_are_refused(self, pages: tuple[Page, ...]) -> None:
        with pytest.raises(ValueError, match="leaves a gap or overlaps"):
            document(pages=pages)

    def test_pages_must_reach_the_end(self) -> None:
        with pytest.raises(ValueError, match="pages end at 3"):
            document(pages=(Page(1, 0, 3, 10, 10),))

    def test_an_empty_page_may_lie_between(self) -> None:
        pages = (Page(1, 0, 3, 9, 9), Page(2, 3, 3, 9, 9, 0, False), Page(3, 3, 6, 9, 9))
        made = document(pages=pages)
        assert [made.page_at(offset) for offset in (0, 2, 3, 5)] == [1, 1, 3, 3]

    @pytest.mark.parametrize(("start", "end"), [(0, 7), (5, 4), (-1, 2)])
    def test_a_block_outside_is_refused(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match="outside the text"):
            document(blocks=(Block(start, end, BlockKind.PARAGRAPH),))

    def test_quote_is_cut_from_the_text(self) -> None:
        assert document().quote(Span("d", 1, 4)) == "b\nc"

    def test_a_span_of_another_document_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not a span of this document"):
            document().quote(Span("e", 0, 1))
        with pytest.raises(ValueError, match="not a span of this document"):
            document().quote(Span("d", 0, 7))
        with pytest.raises(ValueError, match="leaves the text"):
            document().span(0, 7)

    @pytest.mark.parametrize(
        ("offset", "place"), [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (5, (2, 3))]
    )
    def test_lines_and_columns_count_from_one(self, offset: int, place: tuple[int, int]) -> None:
        assert document().position(offset) == place

    def test_without_pages_there_is_no_page(self) -> None:
        assert document().page_at(0) is None

    @pytest.mark.parametrize(
        ("code", "readable"),
        [
            (WarningCode.DAMAGED, False),
            (WarningCode.PASSWORD, False),
            (WarningCode.UNKNOWN_TYPE, False),
            (WarningCode.EMPTY, False),
            (WarningCode.STUB, True),
            (WarningCode.EMPTY_PASSWORD, True),
            (WarningCode.NO_TEXT, True),
        ],
    )
    def test_which_warnings_mean_that_nothing_was_read(
        self, code: WarningCode, readable: bool
    ) -> None:
        assert document(warnings=(ReadWarning(code, "why"),)).readable is readable

    def test_blank_text_is_not_readable(self) -> None:
        assert not document(text=" \n\t").readable

    @given(st.text(alphabet="ab\n", min_size=1, max_size=40))
    def test_position_leads_back(self, text: str) -> None:
        made = document(text=text)
        for offset in range(len(text)):
            line, column = made.position(offset)
            lines = text.split("\n")
            assert sum(len(part) + 1 for part in lines[: line - 1]) + column - 1 == offset


class TestBoxes:
    """The boxes of a span are those of the words that it touches."""

    WORDS = (
        Word(0, 2, 1, (0, 0, 2, 1)),
        Word(3, 5, 1, (3, 0, 5, 1)),
        Word(6, 9, 2, (0, 0, 3, 1)),
    )

    def made(self) -> Document:
        return document(
            text="aa bb ccc",
            words=self.WORDS,
            pages=(Page(1, 0, 6, 9, 9), Page(2, 6, 9, 9, 9)),
        )

    @pytest.mark.parametrize(
        ("start", "end", "found"),
        [(0, 2, 1), (1, 4, 2), (2, 3, 0), (0, 9, 3), (4, 7, 2), (6, 9, 1)],
    )
    def test_touched_words(self, start: int, end: int, found: int) -> None:
        assert len(self.made().boxes(Span("d", start, end))) == found

    def test_a_box_names_its_page(self) -> None:
        assert self.made().boxes(Span("d", 7, 8)) == ((2.0, 0, 0, 3, 1),)


class TestSegment:
    """A stretch of a segment's text leads back to the document's own characters."""

    # The document reads "**Size** 7B", the segment "size: 7B" with ": " being ours.
    SEGMENT = Segment(
        "d", 0, 11, SegmentKind.PAIR, (), "Size: 7B", (Run(0, 2, 4), Run(6, 9, 2)), "Size"
    )  # fmt: skip
    TEXT = "**Size** 7B"

    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            (0, 4, "Size"),
            (6, 8, "7B"),
            (1, 3, "iz"),
            (0, 8, "Size** 7B"),
            (3, 7, "e** 7"),
            (4, 7, "7"),
        ],
    )
    def test_locate(self, start: int, end: int, words: str) -> None:
        span = self.SEGMENT.locate(start, end)
        assert span is not None
        assert self.TEXT[span.start : span.end] == words

    @pytest.mark.parametrize(("start", "end"), [(4, 6), (4, 4), (8, 12)])
    def test_words_of_ours_lead_nowhere(self, start: int, end: int) -> None:
        assert self.SEGMENT.locate(start, end) is None

    def test_whole(self) -> None:
        assert self.SEGMENT.span == Span("d", 0, 11)
