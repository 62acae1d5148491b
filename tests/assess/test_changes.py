"""What a change of the documents does to verdicts: the right one turns, the others stay."""

from __future__ import annotations

import pytest

from pipeline.catalogue.elements import by_id
from pipeline.readers.read import read_bytes
from pipeline.schema import Document
from tests.assess.spoken import document, judged

#: One plain sentence for an element, and a rival's or a test set's figure of the same kind.
STATED = {
    "parameters_total": (
        "Nova has 6.7 billion parameters.",
        "Unlike Nova, Llama 3.1 has 70 billion parameters.",
    ),
    "data_size": ("Nova was trained on 2 trillion tokens.", "The test set has 14,042 questions."),
    "training_compute": ("Training used 3e24 FLOPs.", "Other models used more compute than Nova."),
    "training_hardware": (
        "Nova was trained on 512 NVIDIA H100 GPUs.",
        "Inference needs 2 A100 GPUs.",
    ),
    "training_time": ("Pre-training took 21 days.", "Evaluating all models took a long weekend."),
    "energy_training": (
        "Training consumed 310 MWh of electricity.",
        "A household uses little electricity.",
    ),
    "carbon": ("Training emitted an estimated 95 tCO2eq.", "Carbon is an element."),
    "max_input": (
        "Nova has a context window of 32,768 tokens.",
        "RULER was evaluated at a context length of 128K.",
    ),
    "licence": (
        "The weights are released under the MIT License.",
        "The dataset is licensed under CC BY 4.0.",
    ),
    "data_cutoff": (
        "The knowledge cutoff of Nova is June 2024.",
        "The submission deadline was May 2023.",
    ),
    "release_date": (
        "Nova was first released on 12 March 2025.",
        "The benchmark was updated in May 2023.",
    ),
    "data_languages": (
        "Nova supports English, German and Slovene.",
        "The benchmark has been translated into Thai.",
    ),
    "code_signatory": ("Acme has signed the Code of Practice.", "Our code of conduct is public."),
    "authorised_representative": (
        "Our authorised representative is Acme EU BV.",
        "The sample is representative.",
    ),
    "tdm_opt_out": ("Our crawler respects robots.txt.", "Users can opt out of the newsletter."),
    "safety_framework": (
        "Acme's Frontier Safety Framework applies.",
        "The web framework is quick.",
    ),
    "documentation_contact": (
        "Questions about the model: team@acme.example",
        "Nova scores 45.2 at pass@1.",
    ),
}
REST = (
    "## Thanks\n\nWe thank everybody who helped with this work, and our colleagues.\n\n"
    "## More\n\nThe weather was fine. The office has a garden. People like it there. "
    "Trees grow in it. Birds sing. Lunch is at noon.\n"
)


@pytest.mark.parametrize("element", STATED)
def test_the_sentence_is_found_quoted_and_missed_when_it_is_gone(element: str) -> None:
    stated, other = STATED[element]
    read = document(f"{stated}\n\n{other}\n\n{REST}")
    one = judged(element, read)
    assert not one.status.is_gap, one.because
    assert read.quote(one.evidence[0]) == stated
    gone = document(f"{other}\n\n{REST}")
    after = judged(element, gone)
    assert after.status.is_gap, after.because
    assert after.values == ()


@pytest.mark.parametrize("element", STATED)
def test_another_s_figure_changes_nothing(element: str) -> None:
    stated, other = STATED[element]
    alone, both = document(f"{stated}\n\n{REST}"), document(f"{stated}\n\n{REST}\n{other}\n")
    before, after = judged(element, alone), judged(element, both)
    assert (before.status, before.values) == (after.status, after.values)
    assert [alone.quote(s) for s in before.evidence][:1] == [both.quote(s) for s in after.evidence][
        :1
    ]


@pytest.mark.parametrize("element", STATED)
def test_blank_lines_and_another_place_change_nothing(element: str) -> None:
    stated, _ = STATED[element]
    first, last = document(f"{stated}\n\n{REST}"), document(f"{REST}\n\n\n\n{stated}\n\n\n")
    assert not judged(element, first).status.is_gap
    moved = judged(element, last)
    assert not moved.status.is_gap, moved.because
    assert last.quote(moved.evidence[0]) == stated


@pytest.mark.parametrize("element", STATED)
def test_the_order_of_documents_changes_nothing(element: str) -> None:
    stated, other = STATED[element]
    files = [
        document(f"{stated}\n\n{REST}", "a.md"),
        document(f"{other}\n\n{REST}", "b.md"),
        document(REST, "c.md"),
    ]
    seen = {
        (one.status, one.evidence, one.values, one.because, one.probability)
        for one in (
            judged(element, *order)
            for order in (files, files[::-1], [files[1], files[0], files[2]])
        )
    }
    assert len(seen) == 1


@pytest.mark.parametrize("element", [element for element in by_id() if element != "model_name"])
def test_nothing_stated_is_absent_with_five_near_passages_and_reasons(element: str) -> None:
    read = document(REST)
    one = judged(element, read)
    assert one.status.value == "absent", one.because
    assert one.evidence == ()
    assert len(one.nearest) == 5
    assert len({near.span for near in one.nearest}) == 5
    assert all(near.why_not for near in one.nearest)
    assert all(read.text[n.span.start : n.span.end] == read.quote(n.span) for n in one.nearest)


@pytest.mark.parametrize("element", ["carbon", "licence", "data_size"])
def test_a_short_document_shows_all_that_it_has(element: str) -> None:
    read = document("Nova is fast. Nova is small.")
    one = judged(element, read)
    assert one.status.value == "absent"
    assert [read.quote(near.span) for near in one.nearest if "is" in read.quote(near.span)] != []
    assert len(one.nearest) == 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"PK\x03\x04 no archive"])
@pytest.mark.parametrize("element", ["licence", "carbon", "risk_cbrn"])
def test_what_cannot_be_read_is_not_assessed(element: str, data: bytes) -> None:
    name = {b"": "a.md", b"%": "a.pdf", b"P": "a.docx"}[data[:1]]
    one = judged(element, read_bytes(data, name))
    assert one.status.value == "not_assessed"
    assert one.evidence == one.nearest == ()
    assert one.because


def test_an_unreadable_document_beside_a_silent_one_leaves_it_open() -> None:
    broken = read_bytes(b"%PDF-1.4 broken", "report.pdf")
    one = judged("carbon", document(REST), broken)
    assert one.status.value == "not_assessed"
    assert "report.pdf" in one.because
    stated = judged("carbon", document("Training emitted an estimated 95 tCO2eq."), broken)
    assert not stated.status.is_gap


LICENCE = """# ACME COMMUNITY LICENSE AGREEMENT

Version 2.1, last updated: 3 May 2024

Copyright (c) 2024 Acme Labs

1. Definitions. "Model" means the weights that are distributed under this agreement.

2. Grant of rights. You are granted a licence to use, copy and distribute the Model.

3. Redistribution. You must keep all notices that came with the Model.

4. Disclaimer. The Model is provided as is, without warranty of any kind.
"""


def _licence() -> Document:
    read = read_bytes(LICENCE.encode(), "LICENSE.md")
    assert read.kind == "licence"
    return read


def test_a_licence_s_own_version_and_date_are_not_the_card_s() -> None:
    card = document(f"**License:** Acme Community License Agreement\n\n{REST}", "README.md")
    one = judged("doc_version_or_date", card, _licence())
    assert one.status.value == "absent", one.because
    assert judged("doc_version_or_date", _licence(), card).status.value == "absent"
    report = document(f"## Abstract\n\nNova is described here.\n\n{REST}", "technical-report.md")
    assert judged("doc_version_or_date", report, _licence()).status.is_gap


def test_a_licence_alone_is_the_document_whose_date_is_asked_for() -> None:
    one = judged("doc_version_or_date", _licence())
    assert not one.status.is_gap
    assert {span.document for span in one.evidence} == {_licence().id}


def test_a_card_s_own_date_counts_beside_a_licence() -> None:
    card = document(f"Last updated: 4 June 2025\n\n{REST}", "README.md")
    one = judged("doc_version_or_date", card, _licence())
    assert one.status.value == "disclosed"
    assert {span.document for span in one.evidence} == {card.id}


def test_a_licence_still_evidences_the_licence_beside_a_card() -> None:
    one = judged("licence", document(REST, "README.md"), _licence())
    assert not one.status.is_gap
    assert {span.document for span in one.evidence} == {_licence().id}
