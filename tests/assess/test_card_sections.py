"""Sections of invented cards: what shows them, and what only looks like it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.assess.card_sections import (
    SECTIONS,
    by_elements,
    by_signs,
    parse_sections,
    sections,
    written_on,
)
from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus
from pipeline.readers.read import read_bytes
from pipeline.schema import Status
from pipeline.segments import segment


def shown(section: str, card: str, model: str = "Heron 2") -> bool:
    units = segment(read_bytes(card.encode(), "card.md"))
    return by_signs(sections()[section], model, units)


@pytest.mark.parametrize(
    ("section", "there", "not_there"),
    [
        (
            "Model date",
            "Heron came out on 5 May 2024 and on June 3, 2024.",
            "Data until June 2023.",
        ),
        ("Model version", "Heron-2 is quick.", "Heron is quick."),
        ("Citation details", "Please cite our paper.", "Please read our website."),
        ("License", "Under the Apache license.", "A list of birds."),
        ("Contact", "Write to birds@example.org about it.", "A contract about it."),
        ("Primary intended users", "It is meant for researchers.", "It is meant for research."),
        ("Out-of-scope uses", "It is not suitable for medicine.", "It is suitable for medicine."),
        ("Relevant factors", "Quality depends on the accent.", "Quality is good."),
        ("Evaluation factors", "It was evaluated across languages.", "It was evaluated."),
        ("Decision thresholds", "The threshold is 0.5.", "It is held at 0.5."),
        ("Variation approaches", "Figures are means over 5 runs.", "It runs."),
        ("Evaluation Data: Datasets", "On the validation set it does well.", "It does well."),
        (
            "Evaluation Data: Motivation",
            "Benchmarks were chosen for breadth.",
            "Benchmarks are below.",
        ),
        ("Training Data: Motivation", "The data was chosen for breadth.", "The data is broad."),
        ("Training Data: Preprocessing", "The data was deduplicated.", "The data was bought."),
        ("Unitary results", "Accuracy is lower on rare languages.", "Accuracy is 80."),
        ("Intersectional results", "We report figures by subgroup.", "We report figures."),
        ("Loading Requirements", "It needs 80GB of GPU memory.", "It needs patience."),
        ("Deploying Requirements", "For inference one GPU is required.", "One page is required."),
        (
            "Training or Fine-tuning Requirements",
            "It was trained on 8 GPUs.",
            "It was trained on 8 books.",
        ),
        ("Recommendations", "We recommend a filter.", "A filter is there."),
    ],
)
def test_signs_in_words(section: str, there: str, not_there: str) -> None:
    head = "# Bird\n\n"
    assert shown(section, f"{head}{there}\n")
    assert not shown(section, f"{head}{not_there}\n")


def test_code_headings_and_citations_are_looked_at_apart() -> None:
    assert shown("Decision thresholds", "# Bird\n\n```python\nrun(no_speech_threshold=0.6)\n```\n")
    assert shown("Primary intended users", "# Bird\n\n## Direct Users\n\nBirds.\n")
    assert not shown("License", "# Bird\n\n```\nlicense = 1\n```\n")
    own = "# Bird\n\n```bibtex\n@misc{h,\n title={Heron 2: A Bird},\n year={2024}\n}\n```\n"
    assert shown("Model date", own)
    assert not shown("Model date", own, model="Plover")
    assert shown("Citation details", own)


def test_an_element_counts_where_it_is_stated_at_least_in_part() -> None:
    licence = sections()["License"]
    assert by_elements(licence, {"licence": Status.PARTIAL})
    assert not by_elements(licence, {"licence": Status.REFERRED})
    assert not by_elements(sections()["Decision thresholds"], {})


def test_all_32_sections_have_a_row_and_half_of_the_cards_were_left_unread() -> None:
    assert len(sections()) == 32
    assert len(written_on()) == 13


def test_faults_are_named_together() -> None:
    content: dict[str, Any] = copy.deepcopy(load(SECTIONS))
    good = {"text": "a", "must": ["a"], "must_not": ["b"]}
    content["sections"] += [
        {"section": "License", "elements": [], "signs": [good]},
        {"section": "New", "elements": ["x_y"], "signs": [{**good, "must": ["b"]}], "note": 1},
        {"section": "Bare", "elements": []},
        {"section": "Two", "elements": [], "signs": [{**good, "code": "a"}, {"text": "a"}]},
    ]
    with pytest.raises(BadCorpus) as caught:
        parse_sections(content, "f.yaml")
    said = str(caught.value)
    for part in (
        "License: stands twice",
        "New: unknown element x_y",
        "New: unknown key 'note'",
        "New: must match 'b'",
        "Bare: needs elements or signs",
        "Two: a sign needs one of",
    ):
        assert part in said
