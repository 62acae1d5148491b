"""Languages of data or model: lists, codes, counts; not those of benchmarks or rivals."""

from __future__ import annotations

import pytest

from pipeline.claims import languages
from pipeline.claims.context import context
from pipeline.claims.languages import named
from pipeline.schema import Whose


@pytest.fixture
def find(read, nova):
    def run(text: str) -> list[object]:
        document, segments = read(text)
        claims = languages.find(context(document, segments, nova))
        return [c.value.norm for c in claims if c.whose is Whose.OWN]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nlanguage: [en, de, nso]\n---\n# Nova 2\n", ["English", "German", "Northern Sotho"]),
        ("**Supported languages:** English, Thai and Swahili.\n", ["English", "Thai", "Swahili"]),
        ("**Language(s) (NLP):** Polish\n", ["Polish"]),
        ("The Nova 2 models are bilingual(English/Chinese).\n", ["English", "Chinese"]),
        ("Most of our training data is in the English language.\n", ["English"]),
        ("Nova 2 was trained on 119 languages and dialects.\n", ["119 languages and dialects"]),
        ("Nova 2 supports 100+ languages.\n", ["more than 100 languages"]),
        ("Our corpus has more than 80 different programming languages.\n",
         ["more than 80 programming languages"]),
        ("Description of the linguistic characteristics of the overall training data: N/A\n",
         ["not applicable"]),
        ("Languages: all official languages of the European Union\n", ["EU official languages"]),
    ],
)  # fmt: skip
def test_told(find, text: str, expected) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We evaluate Nova 2 on the French part of the benchmark.\n",
        "Nova 2 was not tested on German data.\n",
        "## Evaluation\n\nThe data cover English and Polish.\n",
        "Falcon was trained on French data.\n",
        "The training data were checked by German citizens.\n",
        "Nova 2 is a large language model.\n",
    ],
)
def test_not_told(find, text: str) -> None:
    assert find(text) == []


def test_a_count_that_sums_up_the_list_is_no_further_value(find) -> None:
    text = "**Supported languages:** English and Thai.\n\nNova 2 supports 2 languages.\n"
    assert find(text) == ["English", "Thai"]


def test_a_larger_count_stands_beside_the_list(find) -> None:
    text = "**Supported languages:** English and Thai.\n\nNova 2 was trained on 200 languages.\n"
    assert find(text) == ["English", "Thai", "200 languages"]


def test_codes_with_scripts_under_a_caption(find) -> None:
    codes = "deu_Latn ell_Grek fra_Latn ita_Latn mlt_Latn pol_Latn ron_Latn swe_Latn"
    told = find(f"Supported languages by code\n\n{codes}\n")
    assert told[:2] == ["German", "Greek"]
    assert len(told) == 8
    assert find(f"Languages of the benchmark\n\n{codes}\n") == []
    assert find("Supported languages by code\n\ndeu_Latn ell_Grek\n") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mandarin and Farsi", ["Chinese", "Persian"]),
        ("Norwegian Bokmål", ["Norwegian Bokmål"]),
        ("polish the text", []),
        ("Englishman", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [norm for _, _, norm in named(text)] == names


def test_the_union_has_24_official_languages() -> None:
    official = {row.iso1 for row in languages.languages() if row.official}
    assert len(official) == 24
    assert {"ga", "mt", "hr"} <= official
    assert not {"lb", "ca", "no", "tr"} & official
