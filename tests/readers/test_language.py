"""Languages: which one a document is in, which parts are in another, and what is no language."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus, BadInput
from pipeline.readers import language, language_words
from pipeline.readers.language_words import hear
from pipeline.readers.read import read_bytes
from pipeline.schema import Document, WarningCode
from tests.readers.made_pdfs import made, wrapped, write
from tests.readers.spoken_cards import CARDS, ENGLISH, WITHOUT_LIST

ROWS = load(language_words.FILE)


def document(text: str, name: str = "card.md") -> Document:
    return read_bytes(text.encode(), name)


def said(found: Document) -> list[WarningCode]:
    about = (WarningCode.LANGUAGE, WarningCode.LANGUAGE_PART)
    return [warning.code for warning in found.warnings if warning.code in about]


def message(found: Document, code: WarningCode) -> str:
    return next(warning.message for warning in found.warnings if warning.code is code)


@pytest.mark.parametrize("code", CARDS)
def test_a_card_in_another_language_is_not_judged_and_the_language_is_named(code: str) -> None:
    name, heading, prose = CARDS[code]
    found = document(f"# Ostrea 7B\n\n## {heading}\n\n{prose}\n")
    assert found.language == code
    assert said(found) == [WarningCode.LANGUAGE]
    assert f"mainly in {name}." in message(found, WarningCode.LANGUAGE)


@pytest.mark.parametrize("code", CARDS)
def test_a_section_in_another_language_is_named_in_an_english_card(code: str) -> None:
    name, heading, prose = CARDS[code]
    text = f"# Ostrea 7B\n\n{ENGLISH}\n\n## {heading}\n\n{prose}\n\n## Limits\n\n{ENGLISH}\n"
    found = document(text)
    assert found.language == "en"
    assert said(found) == [WarningCode.LANGUAGE_PART]
    assert name in message(found, WarningCode.LANGUAGE_PART)
    ((start, end, told),) = found.foreign
    assert told == code
    assert text[start:end].strip() == f"{heading}\n\n{prose}"


@pytest.mark.parametrize("code", CARDS)
def test_a_line_in_another_language_could_not_hide_an_answer(code: str) -> None:
    _, _, prose = CARDS[code]
    short = prose[: len(prose) // 6]
    found = document(f"# Ostrea 7B\n\n{ENGLISH}\n\n{short}\n\n{ENGLISH}\n")
    assert found.language == "en" and found.foreign == () and said(found) == []


@pytest.mark.parametrize("code", list(ROWS))
def test_the_sentence_of_each_list_is_heard_in_its_language(code: str) -> None:
    assert hear(ROWS[code]["sentence"]).language == code


@pytest.mark.parametrize("code", ["zh", "ja", "ko", "ru", "el"])
def test_samples_in_another_script_stand_in_english_reports(code: str) -> None:
    """Prompts and answers below an English heading are no documentation."""
    _, _, prose = CARDS[code]
    found = document(f"# Ostrea 7B\n\n{ENGLISH}\n\n{ENGLISH}\n\n## Samples\n\n{prose}\n")
    assert found.language == "en" and said(found) == []


def test_so_much_of_another_language_counts_wherever_it_stands() -> None:
    _, _, prose = CARDS["zh"]
    found = document(f"# Ostrea 7B\n\n{ENGLISH}\n\n## Samples\n\n{prose}\n\n{prose}\n")
    assert found.language == "en"
    assert {code for _, _, code in found.foreign} == {"zh"}


def test_a_foreign_card_with_an_english_part_is_judged_in_that_part() -> None:
    _, heading, prose = CARDS["zh"]
    found = document(
        f"# Ostrea 7B\n\n## {heading}\n\n" + f"{prose}\n\n" * 4 + f"## Use\n\n{ENGLISH}"
    )
    assert found.language == "zh"
    assert said(found) == [WarningCode.LANGUAGE_PART]
    little = document(f"# Ostrea 7B\n\n## {heading}\n\n" + f"{prose}\n\n" * 4 + f"{ENGLISH[:150]}")
    assert said(little) == [WarningCode.LANGUAGE]


def test_a_page_in_another_language_is_named_with_its_number() -> None:
    page = lambda text: lambda c: write(c, 60, 760, *wrapped(text, 80))  # noqa: E731
    _, _, french = CARDS["fr"]
    data = made(page(ENGLISH), page(f"{french} {french}"), page(ENGLISH))
    found = read_bytes(data, "report.pdf")
    assert [p.language for p in found.pages] == [None, "fr", None]
    assert said(found) == [WarningCode.LANGUAGE_PART]
    assert "on page 2" in message(found, WarningCode.LANGUAGE_PART)


NAMES = (
    "- Llama-2-70B-chat\n- Mistral-Large-2411\n- Qwen2.5-72B-Instruct\n- DeepSeek-V3\n- Gemma-2\n"
    "- Mixtral\n- Falcon-180B\n- Command R Plus\n- Yi-34B\n- InternLM2\n- Baichuan2\n- Granite\n"
)
FIGURES = "| Modell | ARC | MMLU |\n|---|---|---|\n" + "| Nova la de | 55.3 | 61.0 |\n" * 20
CODE = "```\n" + "für das und ist nicht ein Wort der die den\n" * 60 + "```\n"
CITED = "\n".join(
    f"MMLU (Hendrycks et al., 2020), Du et al. (2022), C-Eval (Huang et al., 202{n})"
    for n in range(9)
)
CODES = "| Set | Languages |\n|---|---|\n| Multi | en, es, fr, hi, it, pt, ru, zh, de, la, il |\n"
LATIN = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor. " * 8


@pytest.mark.parametrize("text", [NAMES, FIGURES, CODE, CITED, CODES, LATIN])
def test_what_is_no_prose_is_no_language(text: str) -> None:
    assert said(document(text)) == []
    mixed = document(f"# Ostrea 7B\n\n{ENGLISH}\n\n## More\n\n{text}\n")
    assert mixed.language == "en" and said(mixed) == []


@pytest.mark.parametrize(("code", "text"), list(WITHOUT_LIST.items()))
def test_languages_without_a_list_are_told_by_their_letters(code: str, text: str) -> None:
    assert document(text).language == code


def test_too_little_is_undetermined() -> None:
    for text in ("Ostrea", "Le modèle", "## Training\n\n7B", "模型"):
        assert document(text).language is None
        assert said(document(text)) == []


def test_a_faulty_list_is_told_with_all_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        language_words, "load", lambda name: {"xx": {"words": "a b A"}, "yy": {"name": "Why"}}
    )
    language_words._lists.cache_clear()
    try:
        with pytest.raises(BadCorpus) as caught:
            hear("any words at all that are long enough to be looked up in a list")
    finally:
        monkeypatch.undo()
        language_words._lists.cache_clear()
    assert len(caught.value.faults) == 4


def test_a_text_without_blanks_or_ends_takes_no_time() -> None:
    for text in ("[a](" * 50_000, "`" * 100_000, "<" * 100_000, "a_" * 100_000, "字" * 300_000):
        hear(text)


@pytest.mark.shared
def test_real_documents_in_other_languages(shared: Path) -> None:
    docs = shared / "data" / "docs"
    for key, code in (
        ("D068", "zh"),
        ("D110", "zh"),
        ("D130", "ko"),
        ("D111", "en"),
        ("D112", "en"),
    ):
        path = next(docs.glob(f"{key}_*"))
        found = read_bytes(path.read_bytes(), path.name)
        assert found.language == code, key
        assert said(found) == ([WarningCode.LANGUAGE] if code != "en" else []), key


@pytest.mark.shared
def test_no_english_card_or_licence_is_called_foreign(shared: Path) -> None:
    folders = (shared / "data" / "docs", shared / "data" / "licences", shared / "data" / "azureml")
    foreign = {"D068", "D110", "D130"}
    read = 0
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix not in {".md", ".txt", ".html"} or path.name[:4] in foreign:
                continue
            found = read_bytes(path.read_bytes(), path.name)
            read += 1
            assert said(found) == [] and found.language in {"en", None}, path.name
    assert read > 200


def test_stretches_of_one_language_that_touch_become_one() -> None:
    name, heading, prose = CARDS["fr"]
    both = f"## {heading}\n\n{prose}\n\n## Limites\n\n{prose}\n\n"
    found = document(f"# Ostrea 7B\n\n{ENGLISH}\n\n{ENGLISH}\n\n{both}## End\n\n{ENGLISH}\n")
    assert len(found.foreign) == 1
    assert "1 part is" in message(found, WarningCode.LANGUAGE_PART)
    assert name in language.named(found.foreign)


def test_a_machine_without_a_temporary_folder_is_told_not_blamed_on_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import tempfile

    def none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr("py3langid.langid.IDENTIFIER", None, raising=False)
    with pytest.raises(BadInput, match="TMPDIR"):
        document("x " * 2000, "odd.txt")
