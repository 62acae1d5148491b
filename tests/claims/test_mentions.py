"""Whose name it is: own, another version, another line, a base, a rival known or unheard of."""

from __future__ import annotations

import itertools

import pytest

from pipeline.claims.mentions import Names
from pipeline.claims.phrases import phrases
from pipeline.schema import Identity, Variant, Whose

NOVA = Identity(
    model="Nova 2",
    provider="Nova Labs",
    aliases=("Nova-2",),
    variants=(
        Variant("Nova 2 1.5B", "1.5B", "1.5B"),
        Variant("Nova 2 7B Instruct", "7B Instruct", "7B"),
        Variant("Nova 2 Base", "Base"),
    ),
    bases=("Llama 3.1 8B",),
)
LLAMA = Identity(
    model="Llama 3.1", provider="Meta", variants=(Variant("Llama 3.1 8B", "8B", "8B"),)
)


def whose(text: str, identity: Identity = NOVA) -> list[tuple[str, Whose]]:
    return [(mention.name, mention.whose) for mention in Names(identity).mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nova 2 is new", [("Nova 2", Whose.OWN)]),
        ("nova-2 is new", [("nova-2", Whose.OWN)]),
        ("Nova 2 7B Instruct", [("Nova 2 7B Instruct", Whose.OWN)]),
        ("Nova 1.5 was older", [("Nova 1.5", Whose.RIVAL)]),
        ("Nova 2.5 is newer", [("Nova 2.5", Whose.RIVAL)]),
        ("Nova 67B is another", [("Nova 67B", Whose.RIVAL)]),
        ("Nova 15B is another", [("Nova 15B", Whose.RIVAL)]),
        ("Nova VL sees", [("Nova VL", Whose.RIVAL)]),
        ("built from Llama 3.1 8B", [("Llama 3.1 8B", Whose.BASE)]),
        ("unlike GPT-4 and Qwen2.5-72B", [("GPT-4", Whose.RIVAL), ("Qwen2.5-72B", Whose.RIVAL)]),
        ("Unheard-40B is unknown", [("Unheard-40B", Whose.RIVAL)]),
        ("subsets of LAION-2B and CC-12M", []),
        ("an MoE-8x7B layout", []),
        ("see https://example.org/falcon-40b", []),
        ("a supernova 2 times", []),
        ("innovative 7B sizes", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, Whose]]) -> None:
    assert whose(text) == expected


def test_a_well_known_family_is_a_rival_only_to_others() -> None:
    assert whose("Llama models", LLAMA) == [("Llama", Whose.OWN)]
    assert whose("Llama 2 models", LLAMA) == [("Llama 2", Whose.RIVAL)]
    assert whose("Llama 3.1 8B", LLAMA) == [("Llama 3.1 8B", Whose.OWN)]
    assert whose("Llama models", NOVA) == [("Llama", Whose.RIVAL)]


@pytest.mark.parametrize(
    ("text", "loose", "key"),
    [
        ("Nova 2 7B Instruct", False, "7B Instruct"),
        ("the 7B model", False, "7B Instruct"),
        ("the 1.5B model", False, "1.5B"),
        ("the 15B model", False, None),
        ("Base", True, "Base"),
        ("the base of it all", False, None),
        ("no size at all", False, None),
    ],
)
def test_variants(text: str, loose: bool, key: str | None) -> None:
    assert Names(NOVA).variant_in(text, loose=loose) == key


def test_mentions_do_not_overlap_and_come_in_order() -> None:
    text = "Nova 2 7B Instruct beats Mixtral-8x7B, Llama 3.1 8B, GPT-NeoX-20B and Nova 1."
    found = Names(NOVA).mentions(text)
    assert len(found) == 5
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert [text[m.start : m.end] for m in found] == [m.name for m in found]


def test_the_list_of_families_is_not_empty_and_has_no_doubles() -> None:
    rows = phrases("lexicons/foreign_models.yaml")["family"]
    assert len(rows) > 40
    assert len({row.id for row in rows}) == len(rows)


def test_a_document_without_a_model_names_only_others() -> None:
    nobody = Identity(model="", provider="")
    assert whose("Falcon and Something-7B", nobody) == [("Falcon", Whose.RIVAL)]
    assert Names(nobody).variant_in("the 7B model") is None
