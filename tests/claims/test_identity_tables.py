"""Names taken apart and put together: titles, families, spellings, sizes, keys, by hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.identity_bases import base_name
from pipeline.claims.identity_candidates import cut_title, tidy
from pipeline.claims.identity_names import (
    family,
    fold,
    is_size,
    is_variant_token,
    own_pattern,
    parts,
    size_of,
    spelling,
    variant_key,
)
from pipeline.claims.identity_provider import stem, tidy_org


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("**Marlin 3**", "Marlin 3"),
        ("`marlin-3-7b`", "marlin-3-7b"),
        ("“Marlin”,", "Marlin"),
        ("the Marlin 3 models", "Marlin 3"),
        ("Marlin's", "Marlin"),
        ("Marlin’s", "Marlin"),
        ("Marlin\n 3", "Marlin 3"),
        ("- Marlin 3.", "Marlin 3"),
        ("our latest Marlin", "Marlin"),
        ("the model", ""),
        ("", ""),
        ("...", ""),
        ("M", ""),
        ("3", ""),
        ("42 Marlin", ""),
        ("02.AI", "02.AI"),
        ("Marlin one two three four five six", ""),
    ],
)
def test_tidy(raw: str, name: str) -> None:
    assert tidy(raw) == name


@given(st.text(max_size=60))
def test_tidy_is_settled_after_one_turn_and_never_fails(raw: str) -> None:
    name = tidy(raw)
    assert name == name.strip()
    assert len(name.split(" ")) <= 6
    assert name == "" or fold(name) in fold(raw)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Marlin-3-7B-Instruct", "Marlin-3-7B-Instruct"),
        ("Model Card for Marlin 3", "Marlin 3"),
        ("Model card of Marlin 3", "Marlin 3"),
        ("Model Card: Marlin 3", "Marlin 3"),
        ("Marlin 3 — Model Card", "Marlin 3"),
        ("Marlin 3 System Card", "Marlin 3"),
        ("System Card: Marlin 3", "Marlin 3"),
        ("Marlin 3 Technical Report", "Marlin 3"),
        ("Marlin 3: Open Models for the Deep Sea", "Marlin 3"),
        ("Welcome to Marlin 3", "Marlin 3"),
        ("Introducing Marlin 3", "Marlin 3"),
        ("🐟 Marlin 3 🐟", "Marlin 3"),
        ("Marlin 3 README", "Marlin 3"),
        ("Marlin 3 Release Notes", "Marlin 3"),
        ("Marlin 3 Community License Agreement", "Marlin 3"),
        ("Marlin 3 Acceptable Use Policy", "Marlin 3"),
        ("Marlin 3 Terms of Use", "Marlin 3"),
        ("Marlin 3 Model Overview", "Marlin 3"),
        ("Marlin 3 (preview)", "Marlin 3"),
        ("Marlin LLM", "Marlin"),
        ("`marlin-small`", "marlin-small"),
    ],
)
def test_titles_that_name_a_model(title: str, name: str) -> None:
    assert cut_title(title) == name


@pytest.mark.parametrize(
    "title",
    [
        "Training Details",
        "Training Data",
        "Training Procedure",
        "Training",
        "Evaluation",
        "Evaluation Results",
        "Results",
        "Benchmarks",
        "Model Details",
        "Model Description",
        "Model Summary",
        "Model Architecture",
        "Intended Use",
        "Intended Uses & Limitations",
        "Uses",
        "Direct Use",
        "Out-of-Scope Use",
        "Bias, Risks, and Limitations",
        "Limitations",
        "Ethical Considerations",
        "Datasets",
        "Dataset",
        "Data",
        "Performance",
        "Motivation",
        "Responsibility & Safety",
        "Environmental Impact",
        "Technical Specifications",
        "Hardware and Software",
        "How to Get Started with the Model",
        "How to use",
        "Citation",
        "Citation Information",
        "References",
        "Acknowledgements",
        "Contact",
        "Glossary",
        "Changelog",
        "Quickstart",
        "Getting Started",
        "Table of Contents",
        "Requirements",
        "Downloads",
        "FAQ",
        "Disclaimer",
        "License",
        "LICENSE AGREEMENT",
        "Apache License",
        "Model Card",
        "Acceptable Use Policy",
        "Copyright Policy",
        "Privacy Policy",
        "Usage Policies",
        "Terms of Service",
        "Terms and Conditions",
        "App Developer Terms",
        "Responsible AI Policy",
        "Copyright Compliance Policy",
        "Safety and Security Framework",
        "Frontier Safety Framework",
        "Transparency Documentation and Code of Practice",
        "Code of Practice",
        "Memorization Prevention",
        "Public Summary of Training Content",
        "May 2025",
        "Version 1.2",
        "Reference ID",
        "Overview",
        "1. Introduction",
        "2 Model Information",
    ],
)
def test_titles_that_name_none(title: str) -> None:
    assert cut_title(title) == ""


@pytest.mark.parametrize(
    ("name", "stem_name"),
    [
        ("Marlin-7B", "Marlin"),
        ("Marlin 3 1.5B", "Marlin 3"),
        ("Marlin-3.1-70B-Instruct", "Marlin-3.1"),
        ("Marlin-3-8x7B-Instruct-v0.1", "Marlin-3"),
        ("Marlin3-30B-A3B-Thinking-2507", "Marlin3"),
        ("marlin-small-2503", "marlin"),
        ("Marlin-2-Chat-GGUF", "Marlin-2"),
        ("Marlin-7B-Instruct-AWQ", "Marlin"),
        ("Marlin v2", "Marlin v2"),
        ("Marlin-R1", "Marlin-R1"),
        ("Marlin", "Marlin"),
        ("7B", "7B"),
        ("Base", "Base"),
        ("Marlin Base", "Marlin"),
        ("Blue Marlin 7B", "Blue Marlin"),
        ("Marlin-16E-17Bx16E", "Marlin"),
        ("", ""),
    ],
)
def test_families(name: str, stem_name: str) -> None:
    assert family(name) == stem_name


@given(st.text(alphabet="ABcd019 -_./", max_size=40))
def test_a_family_of_a_family_is_itself(name: str) -> None:
    once = family(name)
    assert once in name
    assert family(once) == once


@pytest.mark.parametrize(
    "token", ["7B", "1.5b", "405B", "8x7B", "8x22b", "17Bx16E", "770M", "1T", "7 billion"]
)
def test_sizes(token: str) -> None:
    assert is_size(token)
    assert is_variant_token(token)


@pytest.mark.parametrize("token", ["7", "B", "7K", "v7", "7BB", "x7B", "Base", "7B-Chat", ""])
def test_no_sizes(token: str) -> None:
    assert not is_size(token)


@pytest.mark.parametrize(
    "token",
    ["Instruct", "chat", "IT", "Thinking", "preview", "2507", "20240806", "A22B", "128k", "FP8",
     "AWQ", "GPTQ", "mini", "XL", "(Base)", "Distill", "reward", "vision"],
)  # fmt: skip
def test_what_tells_siblings_apart(token: str) -> None:
    assert is_variant_token(token)


@pytest.mark.parametrize(
    "token", ["Marlin", "v2", "3", "3.1", "1999", "Labs", "Community", "Alpha"]
)
def test_what_does_not(token: str) -> None:
    assert not is_variant_token(token)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Marlin 3 7B Instruct", "7B"),
        ("marlin-1.5b", "1.5B"),
        ("Marlin-8X7b-v0.1", "8x7B"),
        ("Marlin (70B)", "70B"),
        ("Marlin3-30B-A3B", "30B"),
        ("Marlin 350m", "350M"),
        ("Marlin 3", ""),
        ("Marlin-128K", ""),
    ],
)
def test_size_of(name: str, size: str) -> None:
    assert size_of(name) == size


@pytest.mark.parametrize(
    ("name", "stem_name", "key"),
    [
        ("Marlin-3-7B", "Marlin 3", "7B"),
        ("Marlin 3 (70B)", "Marlin 3", "70B"),
        ("MARLIN_3-Base", "Marlin 3", "Base"),
        ("Marlin 3", "marlin-3", ""),
        ("Marlin3-8B-Chat", "Marlin", "3-8B-Chat"),
        ("Falcon 7B", "Marlin", "Falcon 7B"),
    ],
)
def test_keys(name: str, stem_name: str, key: str) -> None:
    assert variant_key(name, stem_name) == key


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Marlin 3.1", "marlin3.1"),
        ("Marlin 3.1", "Marlin-3.1,"),
        ("Marlin 3.1", "the MARLIN_3.1."),
        ("Marlin-R1", "Marlin R1"),
        ("Marlin-R1", "MarlinR1"),
        ("Blue Marlin", "Blue-Marlin's"),
        ("Marlin-3", "Marlin-3-7B"),
        ("Marlin-3", "Marlin 3B"),
    ],
)
def test_other_spellings_are_found(name: str, text: str) -> None:
    assert re.search(spelling(name), text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Marlin 3", "Marlin 3.1"),
        ("Marlin 3", "Marlin 30"),
        ("Marlin 3", "Marlin 4"),
        ("Marlin", "Marlins"),
        ("Marlin", "submarlin"),
        ("Marlin", "www.marlin"),
        ("Marlin-R1", "Marlin-R1.5"),
        ("Marlin 3", "Marlin\n\n\n3"),
    ],
)
def test_other_names_are_not(name: str, text: str) -> None:
    assert not re.search(spelling(name), text, re.IGNORECASE)


@given(
    st.from_regex(
        r"[A-Z][a-z]{2,8}([ -][0-9]{1,2}(\.[0-9])?)?([ -](7B|Chat|Base))?", fullmatch=True
    )
)
def test_every_name_is_found_however_it_is_joined(name: str) -> None:
    pattern = own_pattern([name])
    for text in (name, name.lower(), name.upper(), name.replace(" ", "-"), name.replace("-", " ")):
        assert pattern.search(f"say ({text}), then")


@pytest.mark.parametrize("names", [[], [""], ["", ""]])
def test_no_name_matches_nothing(names: list[str]) -> None:
    assert own_pattern(names).search("Marlin and more") is None


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Llama-3.1 8B", ["Llama", "3.1", "8B"]),
        ("a/b_c-d", ["a", "b", "c", "d"]),
        ("  -- ", []),
    ],
)
def test_parts(name: str, tokens: list[str]) -> None:
    assert parts(name) == tokens


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Marine Intelligence, Inc.", "Marine Intelligence, Inc."),
        ("by Marine Labs", "Marine Labs"),
        ("[Marine Labs](https://marine.example)", ""),
        ("Marine Labs (https://marine.example)", "Marine Labs"),
        ("Marine Labs | Bergen", "Marine Labs"),
        ("Marine Labs; Bergen", "Marine Labs"),
        ("Marine Labs, e-mail: a@marine.example", "Marine Labs"),
        ("Marine Labs - a lab of the sea", "Marine Labs"),
        ("Marine Labs, which is in Bergen", "Marine Labs"),
        ("Marine Labs, a non-profit", "Marine Labs"),
        ("Marine Labs and", "Marine Labs"),
        ("Marine Labs*", "Marine Labs"),
        ("Marine Labs GmbH in 9B", "Marine Labs GmbH"),
        ("Marine Labs in 9B and 40B", "Marine Labs"),
        ("Marine Labs Inc. 12 Quay Street", "Marine Labs Inc."),
        ("Institute for Marine Research in Bergen", "Institute for Marine Research in Bergen"),
        ("Marine Labs¹", "Marine Labs"),
        ("**Marine Labs**", "Marine Labs"),
        ("Marine\nLabs", "Marine Labs"),
        ("Marine Labs. All rights reserved", "Marine Labs"),
        ("Marine Labs Ltd.", "Marine Labs Ltd."),
        ("our team", ""),
        ("the authors", ""),
        ("individuals", ""),
        ("None", ""),
        ("community", ""),
        ("[More Information Needed]", ""),
        ("https://marine.example", ""),
        ("info@marine.example", ""),
        ("GitHub", ""),
        ("", ""),
        ("2024", ""),
        ("x", ""),
    ],
)
def test_organisations(raw: str, name: str) -> None:
    assert tidy_org(raw) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marine Labs GmbH", "Marine Labs"),
        ("Marine Labs, LLC", "marine-labs"),
        ("Marine AI", "marine"),
        ("MarineAI", "Marine"),
        ("MARINE PLC", "Marine Ltd."),
        ("Marine B.V.", "Marine S.A."),
    ],
)
def test_one_organisation(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Marine Labs", "Marina Labs"), ("Tern", "Stern"), ("Co Labs", "Labs X"), ("AI21", "AI2")],
)
def test_two_organisations(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("raw", "labelled", "name"),
    [
        ("mistral-community/Pelagia-7B", True, "mistral-community/Pelagia-7B"),
        ("Pelagia 2 (pre-trained)", True, "Pelagia 2"),
        ("Pelagia-7B, see below", True, "Pelagia-7B"),
        ("pelagia-v1-5.ckpt", True, "pelagia-v1-5"),
        ("https://hub.example/pelagia", True, ""),
        ("N/A", True, ""),
        ("None", True, ""),
        ("no base model", True, ""),
        ("unknown", True, ""),
        ("NVIDIA H100 GPUs", True, ""),
        ("Pelagia-7B", False, "Pelagia-7B"),
        ("Llama", False, "Llama"),
        ("Pelagia", False, ""),
        ("Common Crawl", False, ""),
        ("Megatron", False, ""),
        ("", False, ""),
    ],
)
def test_names_of_bases(raw: str, labelled: bool, name: str) -> None:
    assert base_name(raw, labelled=labelled) == name
