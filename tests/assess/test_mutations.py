"""What users fear: a plain statement that is missed, a rival's figure that is taken for ours."""

from __future__ import annotations

import pytest

from pipeline.assess.statuses import assess
from pipeline.catalogue.elements import elements
from pipeline.claims.extract import extract
from pipeline.claims.identity import identify
from pipeline.readers.read import read_bytes
from pipeline.retrieval import index
from pipeline.retrieval.rank import score
from pipeline.schema import Assessment, Document, Status
from pipeline.segments import segment

CARD = """# Nova 7B

Nova 7B is a large language model by Nova AI.

## Usage

Install the package and load the weights.

## Acknowledgements

We thank everybody who helped.
"""

#: One plain sentence each; nobody would call the element a gap after reading it.
STATED = {
    "energy_training": "Training Nova 7B consumed 310 MWh of electricity.",
    "carbon": "Training emitted an estimated 95 tCO2eq.",
    "training_hardware": "Nova 7B was trained on 512 NVIDIA H100 GPUs.",
    "training_time": "Pre-training took 21 days.",
    "training_compute": "Pre-training used about 8.4e22 FLOPs.",
    "max_input": "Nova 7B has a context window of 32,768 tokens.",
    "licence": "The weights are released under the MIT License.",
    "data_cutoff": "The training data has a cutoff of June 2024.",
    "data_size": "It was trained on 3.5 trillion tokens.",
    "release_date": "Nova 7B was released on 12 March 2025.",
    "copyright_contact": "Rightsholders can lodge complaints at copyright@nova.example.",
    "code_signatory": "Nova AI has signed the EU General-Purpose AI Code of Practice.",
    "documentation_contact": "Questions about this documentation: docs@nova.example.",
    "out_of_scope_uses": "It must not be used for medical diagnosis or legal advice.",
}

#: About others, or about nothing: the element stays a gap.
NOT_STATED = {
    "energy_training": "GPT-3 consumed 1,287 MWh of electricity in training.",
    "training_hardware": "Unlike Nova 7B, Llama 3.1 was trained on 16,000 H100 GPUs.",
    "data_size": "Number of training tokens: [More Information Needed]",
    "carbon": "Carbon emissions: TBD",
    "training_compute": "We do not disclose the compute used in training.",
    "data_cutoff": "The weather in June 2024 was fine.",
    "licence": "A driving license is needed to operate the truck.",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> index.Index:
    return index.open_index(tmp_path_factory.mktemp("indexes"))


def _scan(text: str, opened: index.Index) -> tuple[Document, dict[str, Assessment]]:
    document = read_bytes(text.encode(), "card.md")
    units = {document.id: segment(document)}
    identity = identify([document], units)
    claims = extract([document], units, identity)
    scores = {document.id: score(elements(), units[document.id], opened)}
    found = assess(elements(), [document], units, claims, identity, scores)
    return document, {one.element: one for one in found}


@pytest.fixture(scope="module")
def bare(opened: index.Index) -> dict[str, Assessment]:
    return _scan(CARD, opened)[1]


def test_the_bare_card_states_none_of_it(bare: dict[str, Assessment]) -> None:
    assert {bare[element].status for element in STATED} == {Status.ABSENT}


@pytest.mark.parametrize("element", STATED)
def test_a_plain_statement_is_found_and_quoted(element: str, opened: index.Index) -> None:
    document, found = _scan(f"{CARD}\n## More\n\n{STATED[element]}\n", opened)
    one = found[element]
    assert not one.status.is_gap, one.because
    assert STATED[element][:30] in {document.quote(span)[:30] for span in one.evidence}


@pytest.mark.parametrize("element", NOT_STATED)
def test_what_states_nothing_of_the_model_stays_a_gap(element: str, opened: index.Index) -> None:
    one = _scan(f"{CARD}\n## More\n\n{NOT_STATED[element]}\n", opened)[1][element]
    assert one.status.is_gap, one.because


def test_one_more_sentence_changes_little_else(
    opened: index.Index, bare: dict[str, Assessment]
) -> None:
    found = _scan(f"{CARD}\n## More\n\n{STATED['energy_training']}\n", opened)[1]
    changed = {e for e, one in found.items() if one.status.is_gap != bare[e].status.is_gap}
    assert changed == {"energy_training"}


def test_the_same_bytes_give_the_same_assessments(opened: index.Index) -> None:
    assert _scan(CARD, opened) == _scan(CARD, opened)
