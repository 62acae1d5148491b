"""Places, quotations, excerpts, highlights and foreign text: edges and hostile input."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.schema import Document, Page, Span, Word
from pipeline.view import facts, highlight, places
from pipeline.view.plain import plain


def _text(text: str) -> Document:
    return Document(id="a" * 64, name="a.txt", media_type="text/plain", text=text)


@pytest.mark.parametrize(
    ("text", "start", "end", "limit", "shown"),
    [
        ("one two", 0, 7, 240, "one two"),
        ("  one\n\n\ttwo  ", 0, 13, 240, "one two"),
        ("one\u00a0two\u2003three", 0, 13, 240, "one two three"),
        ("one two", 4, 7, 240, "two"),
        ("exactly ten", 0, 11, 11, "exactly ten"),
        ("exactly eleven", 0, 14, 13, "exactly […]"),
        ("unbrokenwordofmanyletters", 0, 25, 8, "unbroken […]"),
        ("größer als je", 0, 13, 9, "größer […]"),
    ],
)
def test_quotes_are_one_line_cut_at_a_word(
    text: str, start: int, end: int, limit: int, shown: str
) -> None:
    document = _text(text)
    assert places.quote(document, Span(document.id, start, end), limit) == shown


@given(st.text(alphabet="ab \n\t", min_size=1, max_size=80), st.integers(5, 40))
def test_a_quote_is_never_much_longer_than_its_limit(text: str, limit: int) -> None:
    shown = places.quote(_text(text), Span("a" * 64, 0, len(text)), limit)
    assert len(shown) <= limit + len(" […]")
    assert " ".join(text.split()).startswith(shown.removesuffix(" […]"))


@pytest.mark.parametrize(
    ("start", "where"),
    [(0, "line 1"), (3, "line 1"), (4, "line 2"), (5, "line 3"), (7, "line 3")],
)
def test_a_newline_belongs_to_the_line_that_it_ends(start: int, where: str) -> None:
    document = _text("abc\n\ndef")
    assert places.place(document, Span(document.id, start, start + 1)) == f"a.txt, {where}"


def _paged(words: tuple[Word, ...] = ()) -> Document:
    return Document(
        id="b" * 64,
        name="b.pdf",
        media_type="application/pdf",
        text="aa bb cc\fdd ee",
        pages=(Page(1, 0, 9, 600, 800), Page(2, 9, 9, 600, 800), Page(3, 9, 14, 600, 800)),
        words=words,
    )


@pytest.mark.parametrize(("start", "page"), [(0, 1), (8, 1), (9, 3), (13, 3)])
def test_an_empty_page_holds_no_quotation(start: int, page: int) -> None:
    assert places.place(_paged(), Span("b" * 64, start, start + 1)) == f"b.pdf, page {page}"


WORDS = (
    Word(0, 2, 1, (50, 700, 70, 712)),
    Word(3, 5, 1, (75, 700, 95, 712)),
    Word(6, 8, 1, (50, 680, 70, 692)),
    Word(9, 11, 3, (50, 700, 70, 712)),
    Word(12, 14, 3, (200, 700, 220, 712)),
)


@pytest.mark.parametrize(
    ("start", "end", "marks"),
    [
        (0, 2, {1: [(50, 700, 70, 712)]}),
        (0, 5, {1: [(50, 700, 95, 712)]}),
        (1, 4, {1: [(50, 700, 95, 712)]}),
        (3, 8, {1: [(75, 700, 95, 712), (50, 680, 70, 692)]}),
        (6, 11, {1: [(50, 680, 70, 692)], 3: [(50, 700, 70, 712)]}),
        (9, 14, {3: [(50, 700, 70, 712), (200, 700, 220, 712)]}),
        (2, 3, {}),
    ],
    ids=["word", "line", "parts of words", "two lines", "two pages", "two columns", "a gap"],
)
def test_highlights_are_one_stroke_a_line(
    start: int, end: int, marks: dict[int, list[highlight.Box]]
) -> None:
    found = highlight.page_marks(_paged(WORDS), [Span("b" * 64, start, end)])
    assert {mark.page: list(mark.boxes) for mark in found} == marks


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        ((71, 700, 90, 712), True),
        ((70, 700, 90, 712), True),
        ((69.5, 700, 90, 712), True),
        ((60, 700, 90, 712), False),
        ((87, 700, 99, 712), True),
        ((88.5, 700, 99, 712), False),
        ((75, 705, 90, 717), True),
        ((75, 707, 90, 719), False),
        ((75, 706, 79, 712), True),
        ((75, 713, 79, 719), False),
    ],
    ids=[
        "next",
        "touching",
        "kerned",
        "overprinted",
        "wide gap",
        "too wide",
        "slightly raised",
        "half raised",
        "small letters",
        "a line above",
    ],
)
def test_words_join_only_side_by_side(second: highlight.Box, joined: bool) -> None:
    words = (Word(0, 2, 1, (50, 700, 70, 712)), Word(3, 5, 1, second))
    (mark,) = highlight.page_marks(_paged(words), [Span("b" * 64, 0, 5)])
    assert (len(mark.boxes) == 1) is joined


def test_spans_of_other_documents_and_none_are_not_marked() -> None:
    assert highlight.page_marks(_paged(WORDS), [Span("c" * 64, 0, 5)]) == ()
    assert highlight.page_marks(_paged(WORDS), []) == ()


def test_spans_in_any_order_give_pages_in_order() -> None:
    spans = [Span("b" * 64, 9, 11), Span("b" * 64, 0, 2)]
    assert [mark.page for mark in highlight.page_marks(_paged(WORDS), spans)] == [1, 3]


LINES = "l1\nl2\nl3\nl4\nl5\n"


@pytest.mark.parametrize(
    ("start", "end", "around", "before", "after", "first"),
    [
        (0, 2, 0, "", "\n", 1),
        (0, 2, 1, "", "\nl2\n", 1),
        (6, 8, 0, "", "\n", 3),
        (7, 8, 0, "l", "\n", 3),
        (6, 8, 1, "l2\n", "\nl4\n", 2),
        (6, 8, 2, "l1\nl2\n", "\nl4\nl5\n", 1),
        (6, 8, 9, "l1\nl2\n", "\nl4\nl5\n", 1),
        (3, 11, 1, "l1\n", "\nl5\n", 1),
        (12, 14, 1, "l4\n", "\n", 4),
        (12, 15, 1, "l4\n", "", 4),
        (0, 15, 3, "", "", 1),
    ],
)
def test_excerpts_take_whole_lines(
    start: int, end: int, around: int, before: str, after: str, first: int
) -> None:
    document = _text(LINES)
    shown = highlight.excerpt(document, Span(document.id, start, end), around)
    assert (shown.before, shown.after, shown.first_line) == (before, after, first)
    assert shown.marked == LINES[start:end] and shown.cut == (False, False)


@pytest.mark.parametrize(
    ("left", "right", "cut"),
    [
        ("x " * 250, "", (False, False)),
        ("x " * 251, "", (True, False)),
        ("", " y" * 250, (False, False)),
        ("", " y" * 251, (False, True)),
        ("x" * 600, "", (True, False)),
        ("", "y" * 600, (False, True)),
    ],
)
def test_long_lines_are_cut_and_told(left: str, right: str, cut: tuple[bool, bool]) -> None:
    document = _text(f"{left}NEEDLE{right}")
    shown = highlight.excerpt(document, Span(document.id, len(left), len(left) + 6))
    assert shown.cut == cut and shown.marked == "NEEDLE"
    assert len(shown.before) <= 500 and len(shown.after) <= 500
    assert left.endswith(shown.before) and right.startswith(shown.after)


def test_a_script_without_spaces_keeps_its_surroundings() -> None:
    document = _text("模" * 900 + "针" + "型" * 900)
    shown = highlight.excerpt(document, Span(document.id, 900, 901))
    assert (shown.before, shown.after) == ("模" * 500, "型" * 500)
    assert shown.cut == (True, True)


@given(st.text(alphabet="a \n", min_size=1, max_size=60), st.data())
def test_an_excerpt_is_verbatim_wherever_it_is_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = highlight.excerpt(_text(text), Span("a" * 64, start, end), data.draw(st.integers(0, 5)))
    at = start - len(shown.before)
    whole = shown.before + shown.marked + shown.after
    assert at >= 0 and text[at : at + len(whole)] == whole
    assert shown.first_line == text[:at].count("\n") + 1


def _shown(text: str) -> str:
    """Return what Markdown with links, tables and strikethrough shows; fail on anything drawn."""
    (paragraph,) = MarkdownIt("gfm-like", {"linkify": False}).parse(plain(text))[1:2]
    children = paragraph.children or []
    assert [child.type for child in children if child.type not in ("text", "text_special")] == []
    return "".join(child.content for child in children).replace("\u2060", "")


@pytest.mark.parametrize(
    "text",
    [
        "Nova <img src=x onerror=alert(1)>",
        "</div><style>*{display:none}</style>",
        "<!-- hidden -->",
        "![pixel](https://tracker.example/p.png?u=1)",
        "[click](javascript:alert(1))",
        "[a]: http://evil.example",
        "<https://evil.example>",
        "&lt;script&gt; &#60;b&#62; &nbsp;",
        "Nova*7B*_it_ __x__ ~~gone~~",
        "```sh rm -rf```",
        "| a | b | - | - |",
        "> quote",
        "+ item",
        "* item",
        "12) item",
        "=== setext",
        "---",
        "***",
        ":red-background[x] :small[y] :material/delete:",
        "$$\\frac{1}{0}$$ and $5 to $6",
        "a\\*b \\\\ \\",
        "[^1]: a foot note",
        "- [ ] task",
        "名前 モデル – «Ünïcødé» ‮right to left",
        "emoji 🦪 and :oyster:",
    ],
)
def test_hostile_text_comes_out_as_its_characters(text: str) -> None:
    assert _shown(text) == text


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=30))
def test_any_line_comes_out_as_its_characters(text: str) -> None:
    flat = " ".join(text.split())
    if flat:
        assert _shown(text) == flat


#: What Streamlit's browser side replaces in text that stands alone, escapes or not.
_DRAWN = re.compile(r"(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)")


@pytest.mark.parametrize("sign", ["<->", "->", "<-", "--", ">=", "<=", "~="])
@pytest.mark.parametrize("text", ["{}", "a {} b", "{} b", "a {}"])
def test_signs_are_not_drawn_as_other_signs(sign: str, text: str) -> None:
    told = text.format(sign)
    assert _DRAWN.search(told)
    assert not _DRAWN.search(plain(told).replace("\\", ""))
    assert _shown(told) == told


@pytest.mark.parametrize("text", ["a->b", "x>=3", "---", "well-known", "5 - 3", "a < b"])
def test_no_joiner_where_nothing_would_be_drawn(text: str) -> None:
    assert "\u2060" not in plain(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), (" \n\t ", ""), ("a\n\nb", "a b"), ("\n# a", r"\# a"), ("a\u2028b", "a b")],
)
def test_foreign_text_is_one_line(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("notified", "notified to the Commission"),
        ("training_flop (cumulative)", "training compute in FLOP (cumulative)"),
        (
            "parameters_total and training_tokens",
            "number of parameters and number of training tokens",
        ),
        ("the parameters_totals", "the parameters_totals"),
        ("lineage_first_placed", "day on which an earlier version was first placed"),
        ("licence, monetised", "licence, monetised"),
        ("", ""),
    ],
)
def test_keys_of_the_facts_file_become_words(text: str, words: str) -> None:
    assert facts.fact_words(text) == words
