"""Refusals in the wording of many providers, and near misses that refuse nothing."""

from __future__ import annotations

import pytest

from pipeline.claims import declined
from pipeline.claims.context import context
from pipeline.schema import Identity, Polarity, Whose

NOVA = Identity(model="Nova 2", provider="Nova Labs")


@pytest.fixture
def refused(read):
    def build(text: str) -> list[str]:
        document, segments = read(text)
        found = list(declined.find(context(document, segments, NOVA)))
        assert all(c.polarity is Polarity.DECLINED and c.value.norm is None for c in found)
        return sorted({c.element for c in found if c.whose is Whose.OWN})

    return build


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("We do not disclose the number of parameters.", ["parameters_total"]),
        ("Nova Labs does not share the model size.", ["parameters_total"]),
        ("The parameter count is undisclosed.", ["parameters_total"]),
        ("The number of parameters is proprietary.", ["parameters_total"]),
        ("The total parameters of Nova 2 have not been published.", ["parameters_total"]),
        ("We are not publicly disclosing training compute.", ["training_compute"]),
        ("Training compute was not disclosed.", ["training_compute"]),
        ("The amount of compute remains confidential.", ["training_compute"]),
        ("We can't share the training FLOPs.", ["training_compute"]),
        ("The dataset size has not been made public.", ["data_size"]),
        ("We do not report the number of training tokens.", ["data_size"]),
        ("The volume of training data is a trade secret.", ["data_size"]),
        ("Details of the training hardware are withheld.", ["training_hardware"]),
        ("We decline to state the number of GPUs.", ["training_hardware"]),
        ("The energy consumption of training is not disclosed.", ["energy_training"]),
        ("We do not publish energy use or carbon emissions.", ["carbon", "energy_training"]),
        ("The training time is confidential.", ["training_time"]),
        ("The GPU hours were not reported.", ["training_time"]),
        ("This card provides no details on training time or training hardware.",
         ["training_hardware", "training_time"]),
        # nothing is refused
        ("We disclose the number of parameters below.", []),
        ("The number of parameters is 7B.", []),
        ("We do not share user data with third parties.", []),
        ("The model is not available in Europe.", []),
        ("Nova 2 does not release energy into the grid.", []),
        ("The training data is described in section 2.", []),
        ("Do not disclose personal data in prompts.", []),
        ("Sampling parameters are not reported by the tool.", []),
        ("", []),
    ],
)  # fmt: skip
def test_refusals(refused, text: str, elements: list[str]) -> None:
    assert refused(text) == elements


@pytest.mark.parametrize(
    "text",
    [
        "OpenAI does not disclose the number of parameters of GPT-4.",
        "The training compute of GPT-4 has not been disclosed.",
        "Falcon does not report its energy consumption.",
    ],
)
def test_what_others_refuse_is_not_refused_here(refused, text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "```\nWe do not disclose the number of parameters.\n```",
        "~~~python\nprint('training compute is undisclosed')\n~~~",
    ],
)
def test_code_refuses_nothing(refused, text: str) -> None:
    assert refused(text) == []


def test_a_topic_far_from_the_refusal_is_not_refused(refused) -> None:
    filler = "the tool keeps a log of every call that is made by its many users, and " * 4
    assert refused(f"The number of parameters is large, {filler}the names are undisclosed.") == []
