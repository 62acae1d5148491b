"""Whole documents in several styles: which elements a careful reader would call a gap."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pipeline.schema import Document
from tests.assess.spoken import document, judged

CARD = """# Nova

**Developed by:** Acme Robotics GmbH, Graz
**License:** Apache 2.0
**Languages:** English, German, Slovene
**Release date:** 12 May 2025
**Contact:** nova@acme.example

Nova is a decoder-only transformer with 6.7 billion parameters and a context window of 32,768
tokens.
It was trained from scratch.

## Training data

Nova was trained on 2 trillion tokens from Common Crawl, Wikipedia and arXiv. The knowledge cutoff
is
June 2024. We removed personal data and toxic pages from the training data.

## Training

Nova was trained on 512 NVIDIA H100 GPUs for 21 days. We do not disclose the training compute.

## Environmental impact

**Carbon emitted:** [More Information Needed]

## Evaluation

| Benchmark | Nova | Quasar |
|---|---|---|
| MMLU | 67.3 | 66.1 |
| GSM8K | 55.1 | 54.0 |
| HumanEval | 40.2 | 39.9 |

## Out-of-scope use

Nova must not be used for medical diagnosis. It must not be used for legal advice.
"""
REPORT = """# Nova: a small model for Alpine languages

Acme Robotics, 3 June 2025

## Abstract

We present Nova, a family of language models with 1.3 billion and 7 billion parameters.

## 2 Architecture

Nova is a Transformer decoder with grouped-query attention. We chose grouped-query attention to
reduce the memory that the cache needs.

## 3 Pre-training

We use AdamW with a learning rate of 3e-4 and a cosine schedule. Nova was pre-trained on 1.4
trillion
tokens; afterwards it was tuned by supervised fine-tuning and DPO. Pre-training used 6.1e22 FLOPs,
which
we calculated as 6ND. In total, 310 MWh of electricity were used to train the model.

## 4 Safety

We conducted red teaming with 20 experts. Our red team found several jailbreaks. The UK AI Safety
Institute tested Nova before its release. In our evaluation of CBRN risk, Nova scored 12.5% on the
virology test.

## 5 Access

Nova is not available in the European Union. The data sources are confidential.
"""
POLICY = """# How Acme meets its duties for Nova

Acme has signed the General-Purpose AI Code of Practice. Our authorised representative in the Union
is
Acme EU BV, Utrecht.

## Copyright

We have a policy to comply with Union copyright law. Our crawler, AcmeBot/1.0, respects robots.txt.
Rightsholders can lodge complaints at copyright@acme.example.

## Training content

The [public summary of training content](https://acme.example/summary) is online.

## Security and incidents

Model weights are encrypted at rest. We run a bug bounty programme. Please report serious incidents
to
safety@acme.example. Acme's Frontier Safety Framework applies to Nova.

## Reach

Nova has 2.4 million monthly users. We do not disclose the energy consumption of training.
"""
EXPECTED = {
    "card": {
        "provider_name": "stated",
        "licence": "stated",
        "data_languages": "stated",
        "release_date": "stated",
        "documentation_contact": "stated",
        "architecture": "stated",
        "parameters_total": "stated",
        "max_input": "stated",
        "base_model": "stated",
        "data_size": "stated",
        "data_named_sources": "stated",
        "data_cutoff": "stated",
        "data_unsuitable_measures": "stated",
        "training_hardware": "stated",
        "training_time": "stated",
        "training_compute": "declined",
        "carbon": "placeholder",
        "evaluation_results": "stated",
        "out_of_scope_uses": "stated",
        "energy_training": "gap",
        "doc_version_or_date": "gap",
        "eu_release_date": "gap",
        "parameters_active": "gap",
        "copyright_policy": "gap",
        "tdm_opt_out": "gap",
        "copyright_contact": "gap",
        "training_summary": "gap",
        "authorised_representative": "gap",
        "code_signatory": "gap",
        "safety_framework": "gap",
        "risk_cbrn": "gap",
        "market_reach": "gap",
        "inference_compute": "gap",
        "external_evaluation": "gap",
        "adversarial_testing": "gap",
    },
    "report": {
        "parameters_total": "stated",
        "architecture": "stated",
        "design_rationale": "stated",
        "training_process": "stated",
        "data_size": "stated",
        "training_compute": "stated",
        "energy_training": "stated",
        "adversarial_testing": "stated",
        "external_evaluation": "stated",
        "risk_cbrn": "stated",
        "eu_release_date": "stated",
        "data_provenance": "declined",
        "carbon": "gap",
        "licence": "gap",
        "max_output": "gap",
        "data_cutoff": "gap",
        "training_hardware": "gap",
        "copyright_policy": "gap",
        "documentation_contact": "gap",
        "crawlers": "gap",
        "incident_reporting": "gap",
        "market_reach": "gap",
        "required_software": "gap",
    },
    "policy": {
        "code_signatory": "stated",
        "authorised_representative": "stated",
        "copyright_policy": "stated",
        "crawlers": "stated",
        "tdm_opt_out": "stated",
        "copyright_contact": "stated",
        "training_summary": "stated",
        "cybersecurity": "stated",
        "incident_reporting": "stated",
        "safety_framework": "stated",
        "market_reach": "stated",
        "energy_training": "declined",
        "training_compute": "gap",
        "carbon": "gap",
        "data_size": "gap",
        "architecture": "gap",
        "max_input": "gap",
        "evaluation_results": "gap",
        "limitations": "gap",
        "licence": "gap",
        "training_time": "gap",
    },
}
ROWS = [(kind, element, said) for kind, row in EXPECTED.items() for element, said in row.items()]


@lru_cache(maxsize=8)
def _read(kind: str, model: str = "Nova") -> Document:
    text = {"card": CARD, "report": REPORT, "policy": POLICY}[kind]
    return document(text.replace("Nova", model), f"{kind}.md")


def _said(status: str) -> str:
    if status in ("disclosed", "partial"):
        return "stated"
    return status if status in ("declined", "placeholder") else "gap"


@pytest.mark.parametrize(("kind", "element", "said"), ROWS)
def test_a_careful_reader_agrees(kind: str, element: str, said: str) -> None:
    read = _read(kind)
    one = judged(element, read)
    assert _said(one.status.value) == said, f"{one.status}: {one.because}"
    assert all(read.text[s.start : s.end] == read.quote(s) for s in one.evidence)
    assert bool(one.evidence) == (one.status.value != "absent")


@pytest.mark.parametrize("element", sorted(EXPECTED["card"].keys() & EXPECTED["report"].keys()))
def test_two_documents_state_what_either_states(element: str) -> None:
    alone = {_said(judged(element, _read(kind)).status.value) for kind in ("card", "report")}
    both = judged(element, _read("card"), _read("report"))
    if "stated" in alone:
        assert not both.status.is_gap or both.status.value == "contradicted"
    else:
        assert both.status.is_gap
