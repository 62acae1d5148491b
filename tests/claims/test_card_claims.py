"""Whole invented cards: their claims predicted by hand; edits that must not matter."""

from __future__ import annotations

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.identity import identify
from pipeline.schema import Polarity, Whose

#: Elements whose claims the tables below predict.
TOLD = (
    "provider_name", "base_model", "licence", "release_date", "data_cutoff", "input_modalities",
    "output_modalities", "data_languages",
)  # fmt: skip

HUB = """---
license: apache-2.0
language: [en, is]
base_model: ocean/Pelagia-7B
---
# Geyser-7B

Geyser-7B is a fine-tuned version of Pelagia-7B by Hekla Research.

- **Developed by:** Hekla Research
- **Release date:** March 4, 2025
- **Knowledge cutoff:** June 2024
- **Inputs:** text
- **Outputs:** text
"""
README = """# Basalt-V2

[![License](https://img.shields.io/badge/License-MIT-blue)](LICENSE)

We present Basalt-V2, a large language model developed by Quarry AI and trained from scratch.

## News

- [2025/02/03] We release Basalt-V2!
- [2025/03/01] The technical report is out.

## Evaluation

Basalt-V2 beats Falcon-40B, which was released under Apache 2.0 in May 2023, in German and French.

## License

The code and the weights of Basalt-V2 are released under the MIT License.
"""
AZURE = """# Juniper-3

| | |
|---|---|
| **Developers** | Cedar Works |
| **Inputs** | Text and images |
| **Outputs** | Generated text |
| **Release date** | December 12, 2024 |
| **License** | MIT |
| **Supported languages** | English and Thai |
| **Cutoff date** | June 2024 |
"""
FORM = """Public Summary of Training Content

Version of the Summary: 1.0
Last update: 01/09/2025

1.1 Provider identification
Provider name and contact details: Marsh GmbH
1.2 Model identification
Versioned model name(s): Cormorant-2 9B
Model dependencies: N/A
Date of placement of the model on the Union market: 2.8.2025
1.3 Modalities
Modality: ☒ Text ☐ Image ☐ Audio ☐ Video
Latest date of data acquisition/collection for model training: May 2025
"""
BARE = """## Training Details

Sorrel 3 was trained on English and Dutch text collected until May 2024.

## Licence

Sorrel 3 is offered under CC BY-NC 4.0.

## Evaluation

Sorrel 3 is a language model made by us. Falcon was released on 2 May 2023 under Apache 2.0.
"""


@pytest.fixture
def told(read):
    """Return {element: norms} of what a card affirms of its own model."""

    def run(text: str, kind: str = "card", name: str = "card.md") -> dict[str, set[object]]:
        document, segments = read(text, name, kind)
        identity = identify([document], {document.id: segments})
        claims = extract([document], {document.id: segments}, identity)
        places = [(c.span.start, c.span.end) for c in claims if c.span]
        assert places == sorted(places)
        found: dict[str, set[object]] = {element: set() for element in TOLD}
        for claim in claims:
            own = claim.whose is Whose.OWN and claim.polarity is Polarity.AFFIRMED
            if own and claim.element in found:
                found[claim.element].add(claim.value.norm)
        return found

    return run


EXPECTED = {
    "hub": (HUB, "card", {
        "provider_name": {"Hekla Research"}, "base_model": {"ocean/Pelagia-7B", "Pelagia-7B"},
        "licence": {"Apache-2.0"}, "release_date": {"2025-03-04"}, "data_cutoff": {"2024-06"},
        "input_modalities": {("text",)}, "output_modalities": {("text",)},
        "data_languages": {"English", "Icelandic"},
    }),
    "readme": (README, "card", {
        "provider_name": {"Quarry AI"}, "base_model": {"none"}, "licence": {"MIT"},
        "release_date": {"2025-02-03"}, "data_cutoff": set(), "input_modalities": {("text",)},
        "output_modalities": {("text",)}, "data_languages": set(),
    }),
    "azure": (AZURE, "card", {
        "provider_name": {"Cedar Works"}, "base_model": set(), "licence": {"MIT"},
        "release_date": {"2024-12-12"}, "data_cutoff": {"2024-06"},
        "input_modalities": {("text", "image")}, "output_modalities": {("text",)},
        "data_languages": {"English", "Thai"},
    }),
    "form": (FORM, "summary", {
        "provider_name": {"Marsh GmbH"}, "base_model": {"not applicable"}, "licence": set(),
        "release_date": {"2025-08-02"}, "data_cutoff": {"2025-05"}, "input_modalities": set(),
        "output_modalities": set(), "data_languages": set(),
    }),
    "bare": (BARE, "card", {
        "provider_name": set(), "base_model": set(), "licence": {"CC-BY-NC-4.0"},
        "release_date": set(), "data_cutoff": {"2024-05"}, "input_modalities": {("text",)},
        "output_modalities": {("text",)}, "data_languages": {"English", "Dutch"},
    }),
}  # fmt: skip


@pytest.mark.parametrize("element", TOLD)
@pytest.mark.parametrize("card", EXPECTED)
def test_what_a_card_tells(told, card: str, element: str) -> None:
    text, kind, expected = EXPECTED[card]
    name = "form.txt" if kind == "summary" else "card.md"
    assert told(text, kind, name)[element] == expected[element]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="line ends"),
        pytest.param(lambda t: t + "\n\n\n", id="blank lines at the end"),
        pytest.param(lambda t: t.replace("\n\n", "\n\n\n\n"), id="blank lines between"),
        pytest.param(lambda t: t.replace("**", "__"), id="other marks for bold"),
        pytest.param(lambda t: t.replace("\n- **", "\n* **"), id="other bullets"),
        pytest.param(lambda t: t + "\n<!-- internal note: TODO -->\n", id="a comment"),
        pytest.param(lambda t: t + "\n## Contact\n\nWrite to us.\n", id="a section more"),
        pytest.param(lambda t: t + "\n![logo](logo.png)\n", id="an image"),
    ],
)
@pytest.mark.parametrize("card", ["hub", "readme", "azure", "bare"])
def test_edits_that_say_nothing_change_nothing(told, card: str, edit) -> None:
    text = EXPECTED[card][0]
    assert told(edit(text)) == told(text)


@pytest.mark.parametrize(
    "rival",
    [
        "Falcon-40B was developed by Sky Institute and released on 1 May 2021.",
        "Falcon-40B is released under the GPL-3.0 license.",
        "Falcon-40B has a knowledge cutoff of May 2020 and supports Zulu.",
        "Falcon-40B accepts audio inputs and generates video.",
        "Falcon-40B is fine-tuned from Pelagia-70B.",
    ],
)
@pytest.mark.parametrize("card", ["hub", "readme", "azure", "bare"])
def test_a_rivals_facts_are_not_ours(told, card: str, rival: str) -> None:
    text = EXPECTED[card][0]
    assert told(f"{text}\n## Related models\n\n{rival}\n") == told(text)


@pytest.mark.parametrize(
    ("card", "gone", "element"),
    [
        ("hub", "- **Release date:** March 4, 2025\n", "release_date"),
        ("hub", "- **Knowledge cutoff:** June 2024\n", "data_cutoff"),
        ("hub", "language: [en, is]\n", "data_languages"),
        ("hub", "license: apache-2.0\n", "licence"),
        ("azure", "| **Release date** | December 12, 2024 |\n", "release_date"),
        ("azure", "| **License** | MIT |\n", "licence"),
        ("azure", "| **Supported languages** | English and Thai |\n", "data_languages"),
        ("azure", "| **Inputs** | Text and images |\n", "input_modalities"),
        ("azure", "| **Cutoff date** | June 2024 |\n", "data_cutoff"),
        ("bare", "Sorrel 3 is offered under CC BY-NC 4.0.\n", "licence"),
        ("readme", " and trained from scratch", "base_model"),
    ],
)
def test_what_is_taken_out_is_told_no_more_and_nothing_else_is(
    told, card: str, gone: str, element: str
) -> None:
    text = EXPECTED[card][0]
    assert gone in text
    before, after = told(text), told(text.replace(gone, ""))
    assert after[element] == set()
    assert {k: v for k, v in after.items() if k != element} == {
        k: v for k, v in before.items() if k != element
    }


@pytest.mark.parametrize("card", ["hub", "azure"])
def test_lines_may_change_places(told, card: str) -> None:
    text = EXPECTED[card][0]
    mark = "- **" if card == "hub" else "| **"
    lines = text.rstrip("\n").split("\n")
    at = [i for i, line in enumerate(lines) if line.startswith(mark)]
    turned = lines[: at[0]] + [lines[i] for i in reversed(at)] + lines[at[-1] + 1 :]
    assert told("\n".join(turned) + "\n") == told(text)
