"""Matching cues: the same as brute force, placed where the words are, and fast."""

from __future__ import annotations

import re
import time

import pytest

from pipeline.assess.cues import cells, match
from pipeline.assess.literals import required
from pipeline.assess.phrases import phrases, says
from pipeline.catalogue.elements import elements
from pipeline.schema import Cue, Element, Run, Segment, SegmentKind


def segment(
    text: str, kind: SegmentKind = SegmentKind.SENTENCE, label: str = "", path: tuple[str, ...] = ()
) -> Segment:
    return Segment("d", 0, len(text), kind, path, text, (Run(0, 0, len(text)),), label)


def element(*cues: Cue) -> Element:
    return Element("x", "X", "identity", "An x.", "text", (), ("a",), (), cues)


def cue(pattern: str, role: str = "strong", scope: str = "text") -> Cue:
    return Cue(f"x/{pattern}", pattern, role, scope, (), ())


TEXTS = [
    "The model has 7 billion parameters and a context window of 128K tokens.",
    "We release the training code under the Apache 2.0 license.",
    "It was evaluated on MMLU (5-shot) and scores 67.3.",
    "Ask questions at hello@example.org or open an issue.",
    "Trained on 2,048 NVIDIA H100 GPUs for 3.7M GPU hours, emitting 390 tCO2eq.",
    "Straße, İstanbul and the ﬁle: nothing to see.",
    "",
]


def test_every_cue_hits_exactly_what_a_plain_search_hits() -> None:
    segments = [segment(text) for text in TEXTS]
    found = match(elements(), segments)
    total = 0
    for one in elements():
        for each in one.cues:
            if each.scope != "text":
                continue
            ours = {
                hit.segment: (hit.start, hit.end) for hit in found.of(one.id) if hit.cue is each
            }
            plain = {
                i: hit.span()
                for i, text in enumerate(TEXTS)
                if (hit := re.search(each.pattern, text, re.IGNORECASE))
            }
            assert ours == plain, each.id
            total += len(plain)
    assert total > 50


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bred\b", {"red"}),
        (r"(?:red|green) car", {" car"}),
        (r"(?:redder|greener)s?", {"redder", "greener"}),
        (r"colou?r", {"colo"}),
        (r"(?:abc)+d", {"abc"}),
        (r"[xy]\d+", None),
        (r"(?:abc)?", None),
        (r"abc|\d", None),
    ],
)
def test_required_words_follow_from_a_pattern(pattern: str, words: set[str] | None) -> None:
    assert required(pattern) == (None if words is None else frozenset(words))


def test_a_label_hit_is_placed_at_what_stands_under_the_label() -> None:
    pair = segment("License: MIT", SegmentKind.PAIR, "License")
    row = segment("Nova | Params: 7B | Context length: 8k", SegmentKind.ROW, "Nova")
    one = element(cue("licen[cs]e", scope="label"), cue("context", scope="label"))
    hits = match([one], [pair, row]).of("x")
    assert [(h.segment, (pair, row)[h.segment].text[h.start : h.end]) for h in hits] == [
        (0, "MIT"),
        (1, "8k"),
    ]


def test_a_heading_hit_covers_the_segments_below_it_only() -> None:
    below = segment("It may err.", path=("Model", "Limitations"))
    beside = segment("It may err.", path=("Model", "Use"))
    hits = match([element(cue("limitations", scope="heading"))], [below, beside]).of("x")
    assert [(h.segment, h.start, h.end) for h in hits] == [(0, 0, 11)]


def test_cells_carry_their_headers_and_places() -> None:
    row = segment("Nova 7B | Params: 7B | Note: a: b", SegmentKind.ROW, "Nova 7B")
    assert [(h, row.text[a:b]) for h, a, b in cells(row)] == [
        ("", "Nova 7B"),
        ("Params", "7B"),
        ("Note", "a: b"),
    ]


def test_no_segments_and_no_cues_give_no_hits() -> None:
    assert match(elements(), []).by_element == {}
    assert match([element()], [segment("text")]).of("x") == ()


def test_common_phrases_are_true_to_their_examples() -> None:
    assert {"declined", "placeholder", "reference", "not_applicable", "hedge"} <= set(phrases())
    assert says("declined", "We do not disclose the number of parameters.")
    assert not says("declined", "We disclose the number of parameters.")
    assert says("not_applicable", "N/A")
    assert not says("not_applicable", "Narrow models")


def test_a_long_report_is_matched_in_seconds() -> None:
    segments = [segment(f"{TEXTS[i % 5]} Part {i} of the report.") for i in range(3000)]
    match(elements(), segments[:1])
    began = time.process_time()
    match(elements(), segments)
    assert time.process_time() - began < 6
