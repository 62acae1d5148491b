"""Documentation of two invented models, written to hold what formats express in different ways."""

from __future__ import annotations

#: Headings, lists in lists, spans, notes, links, pairs, powers, a table over two pages, units.
CARD = """\
# Tellina 4

Tellina 4 is a family of large language models developed by Brackwater Research GmbH (Bremen,
Germany). It comes in two sizes, Tellina 4 9B and Tellina 4 70B.

**Provider:** Brackwater Research GmbH

**Release date:** 3 March 2026

**Licence:** Apache-2.0

**Contact:** Write to [models@brackwater.example](mailto:models@brackwater.example).

## 1. Model overview

Both models are dense decoder-only transformers with grouped-query attention and rotary
position embeddings. They were trained from scratch[^scratch].

<table>
<tr><th rowspan="2">Model</th><th colspan="2">Parameters</th>
<th rowspan="2">Context length</th></tr>
<tr><th>Total</th><th>Embedding</th></tr>
<tr><td>Tellina 4 9B</td><td>9.2 billion</td><td>0.6 billion</td>
<td rowspan="2">64k tokens</td></tr>
<tr><td>Tellina 4 70B</td><td>70 billion</td><td>1.1 billion</td></tr>
</table>

Input: text and images. Output: text.

## 2. Intended use

Tellina 4 is meant for three groups of tasks:

- drafting and summarising letters, minutes and reports
- answering questions about documents, for instance
  - manuals of machines
  - rules of an office
- writing and completing code in Python, Rust and SQL

It must not be used to decide about access to credit, housing or public benefits. The full rules
are in the [acceptable use policy](https://brackwater.example/tellina-4/use-policy).

## 3. Training

### 3.1 Data

Tellina 4 was pretrained on 6.5 trillion tokens of web pages, public code and licensed books. The
data has a cut-off of October 2025. We removed near duplicates, pages with personal data and
pages with adult content.

| Source | Share | Tokens |
| --- | --- | --- |
| Web pages | 71% | 4.6 trillion |
| Public code | 19% | 1.2 trillion |
| Licensed books | 10% | 0.7 trillion |

Our crawler obeys robots.txt and the reservations of rights that it states.

### 3.2 Compute

The training of Tellina 4 70B took 2.7 × 10<sup>24</sup> FLOP on 2,048 H100 GPUs and lasted
54 days. It used 2.1 million GPU hours.

1. The first stage ran at a context of 8k tokens.
2. The second stage ran at a context of 64k tokens.

### 3.3 Energy

Training consumed 1,850 MWh of electricity[^meter]; the emissions were 410 tCO<sub>2</sub>e.

## 4. Safety

We ran a red-teaming exercise with 40 testers over three weeks. The weights of Tellina 4 are
kept on servers with access control; the published copies are signed.

> The model may state falsehoods with confidence.

## 5. Limitations

Tellina 4 was not evaluated in languages other than English, German and Dutch. It repeats
stereotypes that are found on the web.

## 6. Evaluation

Table 1: Results of both models and of an older one.

| Benchmark | Tellina 4 9B | Tellina 4 70B | Falcon 40B |
| --- | --- | --- | --- |
| MMLU (5-shot) | 67.3 | 81.2 | 55.4 |
| GSM8K (8-shot) | 63.9 | 86.1 | 21.5 |
| HumanEval (pass@1) | 51.8 | 70.7 | 15.2 |
| MATH (4-shot) | 31.4 | 54.3 | 5.6 |
| ARC-Challenge (25-shot) | 60.2 | 69.7 | 54.9 |
| HellaSwag (10-shot) | 80.6 | 87.5 | 83.6 |
| WinoGrande (5-shot) | 75.3 | 83.8 | 80.9 |
| TruthfulQA (0-shot) | 48.8 | 55.7 | 41.7 |
| TriviaQA (5-shot) | 66.1 | 78.8 | 65.3 |
| BoolQ (0-shot) | 82.3 | 88.4 | 76.4 |
| PIQA (0-shot) | 80.1 | 84.7 | 82.8 |
| DROP (3-shot) | 60.3 | 77.2 | 42.1 |
| MBPP (3-shot) | 55.2 | 71.3 | 25.8 |
| GPQA (0-shot) | 30.4 | 44.2 | 24.1 |
| IFEval (0-shot) | 68.9 | 80.6 | 30.2 |
| MMLU-Pro (5-shot) | 38.8 | 56.4 | 20.3 |

## 7. How to use

```python
from tellina import load
model = load("brackwater/tellina-4-9b")
```

[^scratch]: No weights of an earlier model were reused.
[^meter]: Measured at the meter of the data centre in Emden.
"""

#: Little of a card: a policy in numbered clauses, with refusals and blanks.
NOTICE = """\
# Notice on the model Ruditapes 1B

Ruditapes 1B is a language model with 1.3 billion parameters by Brackwater Research GmbH.

## 1 Terms

1. You may use, copy and change the model free of charge under the MIT licence.
2. You must name Brackwater Research GmbH where you publish the model or a changed model.
3. You must not use the model for the surveillance of persons.

## 2 What we do not say

We do not disclose the sources of the training data. The energy used in training is not known.

**Number of tokens:** to be announced

**Copyright contact:** rights@brackwater.example

## 3 Questions about rights

Complaints about works protected by copyright go to rights@brackwater.example. We answer within
14 days, and take a work out of the next training run where the complaint is founded.

| Item | Answer |
| --- | --- |
| Context length | 16,384 tokens |
| Modalities | Text in, text out |
| Distribution | Download from our site |
"""
