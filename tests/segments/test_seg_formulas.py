"""Powers and formulas read so that a number keeps its size; tokens named in a sentence stay."""

import time

import pytest

from pipeline.schema import Run, SegmentKind
from pipeline.segments.mapped import Mapped
from tests.segments.marked import cut


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("$10^{25}$ FLOP", "10^25 FLOP"),
        ("$`10^{25}`$ FLOP", "10^25 FLOP"),
        ("$$3.8 \\times 10^{25}$$", "3.8 ×10^25"),
        ("$$\n10^{25}\n$$", "10^25"),
        ("\\(10^{25}\\) FLOP", "10^25 FLOP"),
        ("\\[ 10^{25} \\] FLOP", "10^25 FLOP"),
        ("10<sup>25</sup> FLOP", "10^25 FLOP"),
        ("10**25 FLOP", "10^25 FLOP"),
        ("10**-3 each", "10^-3 each"),
        ("10^25^ FLOP", "10^25 FLOP"),
        ("$\\frac{1}{2}$ of it", "1/2 of it"),
        ("$\\dfrac{3}{10^{4}}$ of it", "3/10^4 of it"),
        ("$10^{25}\\text{FLOP}$", "10^25 FLOP"),
        ("$10^{25}\\ \\mathrm{FLOP}$", "10^25 FLOP"),
        ("$1{,}024$ and $2\\,048$ GPUs", "1,024 and 2048 GPUs"),
        ("$5 a day, $10 a night", "$5 a day, $10 a night"),
        ("arrays \\[1\\] and \\[2\\]", "arrays [1] and [2]"),
        ("of **7**B and 2**x**", "of 7B and 2x"),
        ("`10**25` FLOP", "10**25 FLOP"),
    ],
)
def test_a_power_is_not_its_digits(source, expected):
    document, parts = cut(source)
    assert [part.text for part in parts] == [expected]
    for run in parts[0].runs:
        own = document.text[run.start : run.start + run.length]
        assert own == parts[0].text[run.at : run.at + run.length]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<|user|>\nHi\n<|assistant|>\nHello", SegmentKind.DIALOGUE),
        ("<s>[INST] Hi [/INST] Hello</s>", SegmentKind.DIALOGUE),
        ("> <|im_start|>user\n> Hi", SegmentKind.DIALOGUE),
        ("User: Hi\n\nAssistant: Hello", SegmentKind.DIALOGUE),
        ("Turns open with <|user|> and close with <|end|>.", SegmentKind.SENTENCE),
        ("The token `<|im_start|>` opens a turn.", SegmentKind.SENTENCE),
        ("`[INST]` opens the instruction.", SegmentKind.SENTENCE),
    ],
)
def test_samples_and_sentences_about_tokens(source, kind):
    _, parts = cut(source)
    assert {part.kind for part in parts} == {kind}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It is written in C. Python bindings exist.", 2),
        ("The core was implemented mostly in R. Scripts call it.", 2),
        ("It was made by C. Smith and others.", 1),
        ("It appeared in C. Smith's thesis.", 1),
        ("We offer Plan B. Tokens are cheap.", 2),
        ("Designed by J. Doe. Built by us.", 2),
    ],
)
def test_single_letters_before_a_stop(text, count):
    assert len(cut(text)[1]) == count


def test_cutting_out_of_thousands_of_runs_takes_linear_time():
    text = Mapped("x\n" * 50_000, tuple(Run(2 * i, 5 * i, 1) for i in range(50_000)))
    began = time.process_time()
    parts = [text.cut(2 * i, 2 * i + 2) for i in range(50_000)]
    assert time.process_time() - began < 4
    assert parts[49_999] == Mapped("x", (Run(0, 249_995, 1),))
