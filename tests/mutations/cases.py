"""Documents whose verdicts are changed: small ones of our own, the example, labelled ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.dossier import example_files, gather
from pipeline.evaluate.documents import locate
from pipeline.evaluate.labels import load_labels
from pipeline.readers.isolate import shared
from pipeline.readers.read import read_bytes
from pipeline.schema import Document
from tests.mutations.drive import Case

NOVA = """---
license: apache-2.0
language: [en, fr]
---
# Nova 7B

Nova 7B is a large language model by Nova Labs, released on 3 March 2026.
It is a decoder-only transformer with 7.1 billion parameters.
The context window is 32,768 tokens.

## Intended uses

Nova 7B is meant for research and for assistants that answer in English or French.
It must not be used to give medical or legal advice.

## Training data

Nova 7B was trained on 2.4 trillion tokens of public web pages, code and books.
The data end in September 2025.
We removed duplicates, personal data and pages of low quality.

| Source | Tokens |
|---|---|
| Web pages | 1.9T |
| Code | 0.5T |

## Training

Training took 41 days on 512 NVIDIA H100 GPUs and used 950 MWh of electricity.

## Evaluation

| Benchmark | Nova 7B | Pinna 9B |
|---|---|---|
| MMLU (5-shot) | 64.2 | 66.0 |
| GSM8K (8-shot) | 51.3 | 49.9 |

## Limitations

Nova 7B can state what is false and can repeat biases of its data.
Write to model@nova.example with questions.
"""

KELP = """# Kelp-3 Model Card

Kelp-3 is a multilingual text model developed by Littoral AI.

## Model details

- **Developer:** Littoral AI
- **Model type:** mixture-of-experts transformer
- **Input:** text and images
- **Output:** text
- **Licence:** [More Information Needed]

## Data

The sources of the training data are not disclosed.
See the technical report for the training procedure.

## Evaluation

Kelp-3 reaches 71.5 on MMLU. An outside laboratory tested it for offensive cyber capability.

## Use

Kelp-3 runs on one GPU with 24 GB of memory with transformers 4.50 or later.
"""

BRINE = """# Brine 40B

Brine 40B is a language model by Saltworks, available through the Saltworks API.

## Data

Brine 40B was trained on licensed news archives and on public web pages up to June 2025.
Our crawler SaltBot follows robots.txt. Pages behind paywalls are left out.

## Safety

We red-teamed Brine 40B for six weeks and fine-tuned it with human feedback.
Rightsholders can write to rights@saltworks.example.
"""

POLICY = """# Acceptable use

These rules hold for everybody who uses the service.

- Do not break the law.
- Do not harm or deceive people.
- Do not send mail in bulk.

We may close accounts that break these rules.
"""

NOTICE = """# Third-party notices

This software includes other people's work, under their own terms.
Nothing in this notice changes those terms.
"""


def own_cases() -> list[Case]:
    """Return three invented cards and the example of four documents, read."""
    cards = {"nova": NOVA, "kelp": KELP, "brine": BRINE}
    found = [
        Case(name, name, (read_bytes(text.encode(), f"{name}.md"),)) for name, text in cards.items()
    ]
    return [*found, example()]


def example() -> Case:
    """Return the example model that ships with Lacuna, read."""
    documents = tuple(shared().read(file.data, file.name) for file in example_files())
    return Case("example", "example", documents)


def companions() -> list[Document]:
    """Return two documents of our own that speak of no model."""
    texts = {"policy.md": POLICY, "notices.md": NOTICE}
    return [read_bytes(text.encode(), name) for name, text in texts.items()]


def labelled_cases(
    labels: Path, folder: Path, progress: Callable[[str], None] = lambda _: None
) -> list[Case]:
    """Return the labelled documents, each read by itself.

    Args:
        labels: Whose documents are taken.
        folder: Where they lie.
        progress: Told which one is read.

    Raises:
        BadInput: the labels are faulty, or a document is missing.
    """
    ids = sorted({label.document for label in load_labels(labels)})
    found = []
    for item in locate(ids, folder):
        progress(item.id)
        documents = tuple(shared().read(file.data, file.name) for file in gather(item.files))
        found.append(Case(item.id, item.provider, documents))
    return found
