"""Claims of names: provider, model and variants, bases; by hand for many wordings."""

from __future__ import annotations

import pytest

from pipeline.claims import names
from pipeline.claims.context import context
from pipeline.claims.identity import identify
from pipeline.claims.mentions import Names
from pipeline.schema import Identity, Variant, Whose

PROVIDER, MODEL, BASE = names.ELEMENTS


@pytest.fixture
def find(read):
    def run(text: str, element: str, kind: str = "card", name: str = "card.md"):
        document, segments = read(text, name, kind)
        identity = identify([document], {document.id: segments})
        claims = list(names.find(context(document, segments, identity)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
            assert 0 < claim.confidence <= 1
        return [c for c in claims if c.element == element]

    return run


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("Base model: N/A\n", {"not applicable"}),
        ("Base model: not applicable\n", {"not applicable"}),
        ("**Base model:** None\n", {"none"}),
        ("**Finetuned from model [optional]:** N/A\n", {"not applicable"}),
        ("Marten 2 was trained from scratch.\n", {"none"}),
        ("We pre-trained Marten 2 from scratch on 64 GPUs.\n", {"none"}),
        ("**Base model:** Pelagia-7B\n", {"Pelagia-7B"}),
        ("| | |\n|---|---|\n| Base model | Pelagia-7B |\n", {"Pelagia-7B"}),
        ("**Fine-tuned from:** ocean/pelagia-7b\n", {"ocean/pelagia-7b"}),
        ("**Parent model:** Pelagia 2\n", {"Pelagia 2"}),
        ("Marten 2 is a fine-tuned version of Pelagia-7B.\n", {"Pelagia-7B"}),
        ("This model is distilled from Pelagia-70B.\n", {"Pelagia-70B"}),
        ("Marten 2 is based on Llama 3.1 8B.\n", {"Llama 3.1 8B"}),
        ("Marten 2 is built on top of the Pelagia-7B model.\n", {"Pelagia-7B"}),
        ("We start from Pelagia-7B and train on.\n", {"Pelagia-7B"}),
        ("Marten 2 is initialized with weights from Pelagia-7B.\n", {"Pelagia-7B"}),
        ("Marten 2 is a merge of Pelagia-7B and others.\n", {"Pelagia-7B"}),
        ("**Base model:** [More Information Needed]\n", set()),
        ("**Base model:** unknown\n", set()),
        ("Marten 2 is based on the transformer.\n", set()),
        ("Marten 2 is based on PyTorch 2.0.\n", set()),
        ("Marten 2 is not trained from scratch.\n", set()),
        ("Training from scratch would cost more than tuning Marten 2.\n", set()),
        ("Falcon was trained from scratch.\n", set()),
        ("Marten 2 is better than a fine-tuned version of Pelagia-7B.\n", set()),
        ("Marten 2 was compared with a model based on Pelagia-7B.\n", set()),
        ("The tokenizer was written from scratch.\n", set()),
        ("```\nbase_model: Pelagia-7B\n```\n", set()),
    ],
)
def test_bases(find, text: str, norms: set[str]) -> None:
    card = f"# Marten 2\n\nMarten 2 is a language model.\n\n{text}"
    assert {c.value.norm for c in find(card, BASE)} == norms


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Model dependencies: None\n1.3. Modalities\n", "none"),
        ("Model\ndependencies: N/A\nDate of placement of the model: 1.1.2026\n", "not applicable"),
        ("Model dependencies:\nPelagia 7B v0.2\nDate of placement: 1.1.2026\n", "Pelagia 7B v0.2"),
    ],
)
def test_a_printed_form_says_on_what_it_depends(find, text: str, norm: str) -> None:
    form = (
        "Provider name and contact details: Marsh GmbH\nVersioned model name(s): Marten 2\n" + text
    )
    assert {c.value.norm for c in find(form, BASE, "summary", "form.txt")} == {norm}


@pytest.mark.parametrize(
    ("text", "norms", "sure"),
    [
        ("**Developed by:** River Works\n", {"River Works"}, True),
        ("**Model developer:** River Works, Inc.\n", {"River Works, Inc."}, True),
        ("Marten 2 was developed by River Works.\n", {"River Works"}, True),
        ("`river-works/marten-2` and `river-works/marten-2-chat`\n", {"river-works"}, False),
        ("Falcon was developed by Sky Institute.\n", set(), True),
        ("We thank Sky Institute.\n", set(), True),
    ],
)
def test_providers(find, text: str, norms: set[str], sure: bool) -> None:
    claims = find(f"# Marten 2\n\nMarten 2 is a language model.\n\n{text}", PROVIDER)
    assert {c.value.norm for c in claims} == norms
    assert all((c.confidence >= 0.5) is sure for c in claims)


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("Marten 2 7B and Marten 2 70B are models.\n", {"7B", "70B"}),
        ("Marten-2-7B-Instruct is one.\n", {"7B-Instruct"}),
        ("Marten 2 is one.\n", set()),
        ("Falcon 7B is one.\n", set()),
        (
            "| Model | Size |\n|---|---|\n| Marten-2-Base | 9B |\n| Marten-2 | 9B |\n",
            {"Base", "Marten 2"},
        ),
    ],
)
def test_variants(find, text: str, variants: set[str]) -> None:
    claims = find(f"# Marten 2\n\n{text}", MODEL)
    assert {c.variant for c in claims if c.variant} == variants
    assert "Marten 2" in {c.value.norm for c in claims}


PLAIN = Identity(
    model="Marten 2",
    provider="River Works",
    aliases=("Marten-2",),
    variants=(Variant("Marten-2-Base", "Base", ""), Variant("Marten 2", "Marten 2", "")),
    bases=(),
)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("Marten-2-Base has 9B parameters.", "Base"),
        ("Marten 2 has 9B parameters.", None),
        ("The model has 9B parameters.", None),
    ],
)
def test_the_plain_name_speaks_of_all(text: str, variant: str | None) -> None:
    assert Names(PLAIN).variant_in(text) == variant


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Marten 2 is small.", [Whose.OWN]),
        ("Marten-2-Base is small.", [Whose.OWN]),
        ("Falcon-7B is small.", [Whose.RIVAL]),
        ("Marten 2 beats Falcon-7B.", [Whose.OWN, Whose.RIVAL]),
        ("Marten 1 was smaller.", [Whose.RIVAL]),
        ("See https://marten-2.example.com/falcon.", []),
        ("A weasel is an animal.", []),
        ("", []),
    ],
)
def test_whose_a_name_is(text: str, whose: list[Whose]) -> None:
    assert [mention.whose for mention in Names(PLAIN).mentions(text)] == whose
