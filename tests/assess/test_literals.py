"""Sifting by plain words must never lose a match; cells and answers are where they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assess.cues import cells, match
from pipeline.assess.forms import answer_place, is_field_line, is_form
from pipeline.assess.literals import compiled, required
from pipeline.catalogue.elements import elements
from pipeline.schema import SegmentKind
from tests.assess.ruled import field, row, say, segments, title

#: Pattern -> strings of which each match holds one; None where nothing follows.
REQUIRED = (
    ("carbon", {"carbon"}),
    ("CARBON", {"carbon"}),
    (r"\bcarbon\b", {"carbon"}),
    (r"carbon|energy", {"carbon", "energy"}),
    (r"carbon (?:footprint|emissions)", {"footprint", "emissions"}),
    (r"\d+ tokens", {" tokens"}),
    (r"(?:alpha|beta)+", {"alpha", "beta"}),
    (r"(?:alpha)?beta", {"beta"}),
    (r"(?:alpha)*", None),
    (r"\d+", None),
    (r"a", None),
    (r"alpha|\d", None),
    (r"x?", None),
    (r"[ab]cd", {"cd"}),
    (r"(?i:Mixed)", {"mixed"}),
)
WORDS = ("we", "train", "model", "on", "7", "b", "tokens", "of", "web", "text", "mwh", "carbon")
CELLS = (
    ("Nova | MMLU: 67.3", [("", "Nova"), ("MMLU", "67.3")]),
    ("Nova", [("", "Nova")]),
    ("Size: 7B | Layers: 32", [("Size", "7B"), ("Layers", "32")]),
    ("Nova | A: | B: 2", [("", "Nova"), ("", "A:"), ("B", "2")]),
    ("Time: 12: 30", [("Time", "12: 30")]),
)
FIELD_LINES = (
    (True, say("Model dependencies N/A")),
    (True, say("Have you used publicly available datasets?")),
    (False, say("The model has dependencies.")),
    (False, say("One;")),
    (False, say("One,")),
    (False, say("word " * 60)),
    (False, title("Model dependencies")),
    (False, field("Model dependencies", "N/A")),
)


@pytest.mark.parametrize(("pattern", "words"), REQUIRED)
def test_words_that_a_pattern_needs(pattern: str, words: set[str] | None) -> None:
    found = required(pattern)
    assert found == (None if words is None else frozenset(words))


@pytest.mark.parametrize("element", elements(), ids=lambda element: element.id)
def test_no_cue_s_own_example_is_sifted_out(element) -> None:
    for cue in element.cues:
        words = required(cue.pattern)
        for text in cue.must:
            assert words is None or any(word in text.lower() for word in words), cue.id


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([cue.pattern for element in elements() for cue in element.cues]),
    st.lists(
        st.sampled_from(
            [
                "we",
                "train",
                "the",
                "model",
                "on",
                "7",
                "b",
                "tokens",
                "of",
                "web",
                "text",
                "mwh",
                "carbon",
                "red-team",
            ]
        ),
        max_size=12,
    ),
)
def test_whatever_matches_holds_a_required_word(pattern: str, words: list[str]) -> None:
    text = " ".join(words)
    needed = required(pattern)
    if needed is not None and compiled(pattern).search(text):
        assert any(word in text.lower() for word in needed)


@pytest.mark.parametrize("text", ["İ carbon emissions", "ẞ carbon emissions", "ﬁ carbon emissions"])
def test_letters_that_change_length_lose_nothing(text: str) -> None:
    one = [element for element in elements() if element.id == "carbon"]
    (hit, *_) = match(one, segments(say(text))).of("carbon")
    assert text[hit.start : hit.end].lower().startswith("carbon")


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_cells(text: str, expected: list[tuple[str, str]]) -> None:
    (segment,) = segments(row(text))
    assert [(head, text[a:b].strip()) for head, a, b in cells(segment)] == expected


@pytest.mark.parametrize(("expected", "part"), FIELD_LINES)
def test_lines_that_may_be_fields(expected: bool, part) -> None:
    (segment,) = segments(part)
    assert is_field_line(segment) is expected


def test_where_the_answer_to_a_line_stands() -> None:
    lines = segments(
        say("Model dependencies N/A"), say("Have you used crawlers?"), say("No crawling took place")
    )
    assert answer_place(lines, 0, len("Model dependencies")) == (0, 18, 22)
    assert answer_place(lines, 1, 10) == (2, 0, len(lines[2].text))
    assert answer_place(lines, 2, len(lines[2].text)) is None


def test_an_answer_is_of_the_same_kind_and_document() -> None:
    lines = segments(say("Have you used crawlers?"), title("2 Data"))
    assert answer_place(lines, 0, 10) is None


@pytest.mark.parametrize(
    ("marks", "form"),
    [
        (["Version of the Summary", "Crawlers used", "Model dependencies"], True),
        (["Version of the Summary", "Crawlers used"], False),
        (["Crawlers used", "crawlers  used", "CRAWLERS USED", "Crawler used"], False),
        (["a summary of versions", "crawled", "depends"], False),
        ([], False),
    ],
)
def test_a_form_is_known_by_three_different_marks(marks: list[str], form: bool) -> None:
    assert is_form("\n".join(marks)) is form


def test_patterns_ignore_case_unless_they_say_otherwise() -> None:
    assert compiled("nova").search("NOVA")
    assert not compiled("(?-i:Nova)").search("nova")
    assert compiled("nova") is compiled("nova")
    with pytest.raises(re.error):
        compiled("(")


@pytest.mark.parametrize("kind", [SegmentKind.SENTENCE, SegmentKind.ITEM])
def test_a_cue_hits_once_a_segment_and_in_order(kind: SegmentKind) -> None:
    one = [element for element in elements() if element.id == "carbon"]
    text = "Carbon emissions and carbon footprint"
    units = segments((kind, text, (), "", ()), say("Nothing."), (kind, text, (), "", ()))
    hits = [hit for hit in match(one, units).of("carbon") if hit.cue.id == "carbon/general"]
    assert [(hit.segment, hit.start) for hit in hits] == [(0, 0), (2, 0)]
