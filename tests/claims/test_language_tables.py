"""Languages in lists, codes, counts and prose; names that are none; rivals and benchmarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import languages
from pipeline.claims.context import context
from pipeline.claims.languages import english, named
from pipeline.schema import Whose


@pytest.fixture
def find(read, nova):
    def run(text: str) -> set[object]:
        document, segments = read(f"# Nova 2\n\n{text}" if not text.startswith("---") else text)
        claims = list(languages.find(context(document, segments, nova)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
        return {c.value.norm for c in claims if c.whose is Whose.OWN}

    return run


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\nlanguage: en\n---\n# Nova 2\n", {"English"}),
        ("---\nlanguage:\n- en\n- fr\n---\n# Nova 2\n", {"English", "French"}),
        ("---\nlanguage: [deu, pl]\n---\n# Nova 2\n", {"German", "Polish"}),
        ("---\nlanguage: [en, code]\n---\n# Nova 2\n", {"English"}),
        ("---\nlanguage: [zz, qq]\n---\n# Nova 2\n", set()),
        ("**Language:** English\n", {"English"}),
        ("**Language(s):** English, French and Dutch\n", {"English", "French", "Dutch"}),
        ("**Language(s) (NLP):** en, de\n", set()),
        ("**Languages supported:** Thai; Hindi\n", {"Thai", "Hindi"}),
        ("Supported Languages: English (primary), Italian\n", {"English", "Italian"}),
        ("| | |\n|---|---|\n| Languages | Irish, Maltese |\n", {"Irish", "Maltese"}),
        ("| Field | Value |\n|---|---|\n| Supported languages | Czech |\n", {"Czech"}),
        ("## Languages\n\nEnglish, Greek and Finnish.\n", {"English", "Greek", "Finnish"}),
        ("Nova 2 supports English, German and Spanish.\n", {"English", "German", "Spanish"}),
        ("Nova 2 was trained on English and Chinese text.\n", {"English", "Chinese"}),
        ("The training data are mostly in the Polish language.\n", {"Polish"}),
        ("Our training corpus covers Danish, Swedish and Norwegian.\n",
         {"Danish", "Swedish", "Norwegian"}),
        ("Nova 2 is a bilingual (Arabic/English) model.\n", {"Arabic", "English"}),
        ("Nova 2 supports 29 languages.\n", {"29 languages"}),
        ("Nova 2 was trained on over 100 languages.\n", {"more than 100 languages"}),
        ("Nova 2 supports 100+ languages.\n", {"more than 100 languages"}),
        ("Nova 2 supports more than 1,000 languages.\n", {"more than 1,000 languages"}),
        ("Nova 2 covers all official languages of the European Union.\n",
         {"EU official languages"}),
        ("Nova 2 was trained on code in 92 programming languages.\n",
         {"92 programming languages"}),
        ("Languages: N/A\n", {"not applicable"}),
    ],
)  # fmt: skip
def test_told(find, text: str, found: set[str]) -> None:
    assert find(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Falcon was trained on English and French data.\n",
        "Falcon supports German.\n",
        "We evaluate Nova 2 on Hindi and Thai.\n",
        "Nova 2 reaches 71.2 on the German MMLU benchmark.\n",
        "Nova 2 does not support Japanese.\n",
        "Nova 2 may perform poorly in Japanese.\n",
        "The data were rated by German speakers.\n",
        "Nova Labs is a French company.\n",
        "Nova 2 complies with Spanish law.\n",
        "Nova 2 is a language model.\n",
        "**Language model:** yes\n",
        "**Programming language:** Python\n",
        "## Benchmarks\n\nThe data sets are in English and Polish.\n",
        "## References\n\nA corpus of Danish documents.\n",
        "```\nlanguage = 'English'\n```\n",
        "We polish the text of the data.\n",
        "Nova 2 was trained on many languages.\n",
        "",
    ],
)
def test_not_told(find, text: str) -> None:
    assert find(text) == set()


@pytest.mark.parametrize(
    ("name", "norm"),
    [
        ("en", "English"),
        ("EN", "English"),
        ("deu", "German"),
        ("English", "English"),
        ("Mandarin", "Chinese"),
        ("Farsi", "Persian"),
        ("French (France)", "French"),
        (" Irish ", "Irish"),
        ("el", "Greek"),
        ("xx", None),
        ("Klingonish", None),
        ("", None),
    ],
)
def test_english_names(name: str, norm: str | None) -> None:
    assert english(name) == norm


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("English,French", ["English", "French"]),
        ("English-French", ["English", "French"]),
        ("non-English", []),
        ("Englishes", []),
        ("french and german", []),
        ("Portuguese (Brazil)", ["Portuguese"]),
        ("Norwegian Nynorsk", ["Norwegian Nynorsk"]),
        ("English and English", ["English", "English"]),
    ],
)
def test_named(text: str, norms: list[str]) -> None:
    found = named(text)
    if text == "English-French":
        assert "English" in [norm for _, _, norm in found]
    else:
        assert [norm for _, _, norm in found] == norms


@pytest.mark.parametrize("row", languages.languages(), ids=lambda row: row.name)
def test_each_language_is_known_by_its_codes_and_name(row) -> None:
    keys = [key for key in (row.name, row.iso1, row.iso3, *row.also) if key]
    assert {english(key) for key in keys} == {row.name}


@given(st.permutations(["English", "Thai", "Dutch", "Irish"]))
def test_the_order_of_a_list_changes_nothing(names: list[str]) -> None:
    assert {norm for _, _, norm in named(", ".join(names))} == set(names)


@pytest.mark.parametrize(
    "noise",
    [
        "Falcon was trained on Greek data.",
        "We evaluate on Welsh and Basque.",
        "Nova 2 does not support Zulu.",
        "The authors are Danish citizens.",
    ],
)
def test_other_languages_change_nothing(find, noise: str) -> None:
    card = "**Supported languages:** English and Thai.\n\n"
    assert find(card + noise + "\n") == find(card) == {"English", "Thai"}
