"""What kind of model a document describes, by its wording; word lists; whose base it is."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.applicability.facts import Facts, parse
from pipeline.applicability.generality import kind
from pipeline.applicability.owners import named_after_another, owners, same_house
from pipeline.applicability.signals import Signals, read, wordings
from pipeline.applicability.signals import parse as parse_words
from pipeline.applicability.signatures import parse as parse_list
from pipeline.applicability.signatures import signatories
from pipeline.applicability.variants import views
from pipeline.errors import BadCorpus
from pipeline.schema import Document, Identity, Run, Segment, SegmentKind, Tri


def signals(*lines: str, **kwargs: Any) -> Signals:
    text = "\n".join(lines)
    document = Document("d", "card.md", "text/markdown", text)
    segments, at = [], 0
    for line in lines:
        label, sep, _ = line.partition(": ")
        sort = SegmentKind.PAIR if sep and kwargs.get("pairs") else SegmentKind.SENTENCE
        run = (Run(0, at, len(line)),)
        named = label if sort is SegmentKind.PAIR else ""
        segments.append(Segment("d", at, at + len(line), sort, (), line, run, label=named))
        at += len(line) + 1
    return read((document,), {"d": segments})


def verdict(*lines: str, facts: Facts | None = None, **kwargs: Any) -> Tri:
    (view,) = views(Identity("", ""), (), facts or Facts())
    return kind(view, None, facts or Facts(), signals(*lines, **kwargs)).general.verdict


@pytest.mark.parametrize(
    "line",
    [
        "Vela is a family of open large language models.",
        "We present Vela, a 9B decoder-only language model for many tasks.",
        "Vela-Instruct is an instruction-tuned model with tool use and multi-turn conversations.",
        "Vela is a vision-language model.",
        "Public Summary of Training Content",
    ],
)
def test_general(line: str) -> None:
    assert verdict(line) is Tri.YES


@pytest.mark.parametrize(
    "line",
    [
        "Vela is a model for automatic speech recognition in forty tongues.",
        "Vela turns written words into sound: a text-to-speech model.",
        "Vela is an image segmentation model.",
        "Vela is an object detector: object detection model in real time.",
        "Vela is a text embedding model for retrieval.",
        "Vela Guard is a safeguard model that judges prompts of an LLM.",
        "Vela is a sentiment classifier; it is a text classification model.",
        "Vela is a reranker, fine-tuned from masked language modeling.",
    ],
)
def test_narrow(line: str) -> None:
    assert verdict(line) is Tri.NO


@pytest.mark.parametrize("line", ["The minutes of the meeting.", "Vela draws: text-to-image.", ""])
def test_neither(line: str) -> None:
    assert verdict(line or " ") is Tri.UNKNOWN


def test_front_matter_decides() -> None:
    assert verdict("pipeline_tag: text-generation", pairs=True) is Tri.YES
    assert verdict("pipeline_tag: automatic-speech-recognition", pairs=True) is Tri.NO


def test_two_tests_of_many_tasks_show_breadth_and_one_does_not() -> None:
    assert verdict("Scores: MMLU 61, GSM8K 44.") is Tri.YES
    assert verdict("Scores: MMLU 61.") is Tri.UNKNOWN


def test_what_stands_far_down_does_not_say_what_it_is() -> None:
    filler = ["Nothing of note."] * 30
    assert verdict(*filler, "Large language models are used elsewhere.") is Tri.UNKNOWN


def test_facts_override_wording() -> None:
    narrow, general = parse({"generality": "narrow"}), parse({"generality": "general"})
    assert verdict("Vela is a large language model.", facts=narrow) is Tri.NO
    assert verdict("Vela is a speech recognition model.", facts=general) is Tri.YES


def test_channels_in_links_count() -> None:
    segment = Segment(
        "d", 0, 5, SegmentKind.SENTENCE, (), "Get it", (), links=("https://huggingface.co/a/b",)
    )
    found = read((Document("d", "c", "text/plain", "Get it"),), {"d": (segment,)})
    assert found.of("channel")


@pytest.mark.parametrize(
    ("line", "shows", "expected"),
    [
        ("It is offered worldwide, excluding the European Union.", "eu_excluded", True),
        ("It was trained in the European Union.", "eu_excluded", False),
        ("The weights are not publicly released.", "weights_not", True),
        ("We release the model weights.", "weights", True),
        ("A commercial license is required above that.", "money", True),
        ("Commercial use is permitted.", "money", False),
        ("We did not crawl the web.", "no_crawling", True),
    ],
)
def test_market_wording(line: str, shows: str, expected: bool) -> None:
    assert bool(signals(line).of(shows)) is expected


def test_word_lists_refuse_faulty_rows_together() -> None:
    row = {
        "id": "a",
        "shows": ["x"],
        "scope": "lead",
        "pattern": "b",
        "must": ["b"],
        "must_not": ["c"],
    }
    assert len(parse_words({"rows": [row]}, "f")) == 1
    faulty = [
        {**row, "id": "one", "scope": "nowhere"},
        {**row, "id": "two", "pattern": "("},
        {**row, "id": "three", "must": ["c"], "must_not": ["ab"]},
        {**row, "id": "four", "must": []},
    ]
    with pytest.raises(BadCorpus) as caught:
        parse_words({"rows": faulty}, "f")
    told = str(caught.value)
    for expected in (
        "one: scope",
        "two: the pattern",
        "three: must match",
        "three: must not",
        "four",
    ):
        assert expected in told


def test_word_lists_have_unique_ids() -> None:
    ids = [row.id for row in wordings()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("base", "model", "provider", "same"),
    [
        ("Llama-3.1-8B", "Llama Guard 9", "Meta", True),
        ("Llama-2-7b", "Llama-2-7b-legal", "Lexico", False),
        ("Qwen2.5-7B", "Vela", "Nova Labs", False),
        ("gpt-oss-20b", "Vela", "OpenAI", True),
        ("GPT-J-6B", "Vela", "OpenAI", False),
        ("Vela 1", "Vela 2", "Nova Labs", True),
        ("novalabs/aurora", "Vela", "Nova Labs", True),
    ],
)
def test_whose_base(base: str, model: str, provider: str, same: bool) -> None:
    assert same_house(base, Identity(model, provider)) is same


def test_fine_tunes_named_after_a_family() -> None:
    assert named_after_another(Identity("Mistral-7B-Lexica", "Lexico"))
    assert not named_after_another(Identity("Mistral-7B-Instruct", "Lexico"))
    assert not named_after_another(Identity("Mistral-7B-Lexica", "Mistral AI"))
    assert not named_after_another(Identity("Mistral-7B-Lexica", ""))
    assert len(owners()) > 20


@pytest.mark.parametrize(
    ("provider", "chapters"),
    [
        ("OpenAI", 3),
        ("Google DeepMind", 3),
        ("Amazon Web Services, Inc.", 3),
        ("xAI", 1),
        ("Meta", None),
        ("Ghostwriter", None),
        ("DeepSeek", None),
        ("", None),
    ],
)
def test_signatories(provider: str, chapters: int | None) -> None:
    found = signatories().chapters(provider)
    assert (len(found) if found is not None else None) == chapters


def test_the_list_refuses_faulty_rows() -> None:
    with pytest.raises(BadCorpus) as caught:
        parse_list(
            {
                "as_of": "June",
                "signatories": [
                    {"name": "a", "chapters": ["everything"]},
                    {"name": "b", "colour": "red"},
                    {"name": "a"},
                ],
            }
        )
    told = str(caught.value)
    for expected in ("as_of", "source", "chapters must be", "unknown key 'colour'", "listed twice"):
        assert expected in told
