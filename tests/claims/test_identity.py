"""Which model the documents are about: invented documents, judged by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.claims.identity import identify
from pipeline.claims.identity_candidates import cut_title
from pipeline.claims.identity_names import family, own_pattern, spelling, variant_key
from pipeline.claims.identity_provider import stem, tidy_org
from pipeline.claims.identity_variants import variant_names

CARD = """---
license: apache-2.0
---
# Ostrea 2 Model Card

Ostrea 2 is a family of open language models in 7B and 70B sizes.
It outperforms Llama 3.1 8B and Falcon on most tasks.

**Model developer:** Ostrea Labs B.V.

Ostrea 2 7B Instruct is tuned for chat. See [weights](https://huggingface.co/ostrea-labs/Ostrea-2-7B).
"""


def known(read, *texts: str, name: str | None = None):
    documents, segments = [], {}
    for number, text in enumerate(texts):
        document, cut = read(text, f"{number}.md")
        documents.append(document)
        segments[document.id] = cut
    return identify(documents, segments, name)


def test_a_card(read) -> None:
    identity = known(read, CARD)
    assert identity.model == "Ostrea 2"
    assert identity.provider == "Ostrea Labs B.V."
    assert {v.key for v in identity.variants} == {"7B", "70B", "7B Instruct"}
    assert {v.size for v in identity.variants} == {"7B", "70B"}
    assert "Ostrea-2" in identity.aliases
    assert identity.bases == ()


def test_spans_quote_the_names(read) -> None:
    document, segments = read(CARD)
    identity = identify([document], {document.id: segments})
    quotes = {document.quote(span) for span in identity.spans}
    assert any("Ostrea Labs" in quote for quote in quotes)
    assert any("Ostrea 2" in quote for quote in quotes)


def test_a_name_that_the_user_gives_is_taken(read) -> None:
    assert known(read, CARD, name="Ostrea 2 70B").model == "Ostrea 2 70B"


def test_nothing_is_invented(read) -> None:
    identity = known(read, "Just a note about the weather. It rains in the north.")
    assert (identity.model, identity.provider) == ("", "")


def test_unreadable_documents_give_nothing(read) -> None:
    document, _ = read("")
    identity = identify([document], {document.id: ()})
    assert (identity.model, identity.variants) == ("", ())


@pytest.mark.parametrize(
    ("text", "model", "provider"),
    [
        (
            "OSTREA 3 COMMUNITY LICENSE AGREEMENT\n\nOstrea 3 Version Release Date: May 3, 2024\n\n"
            "“Ostrea” or “we” means Ostrea Labs, Inc.\n",
            "Ostrea 3",
            "Ostrea Labs, Inc.",
        ),
        (
            "# Ostrea Acceptable Use Policy\n\nMarina is committed to promoting safe use of its "
            "tools. If you access or use Ostrea, you agree to this policy.\n",
            "Ostrea",
            "Marina",
        ),
        (
            "## Introduction\n\nThe **Ostrea** series models are large language models trained "
            "from scratch by developers at [02.AI](https://02.ai/).\n",
            "Ostrea",
            "02.AI",
        ),
    ],
)
def test_other_kinds_of_document(read, text: str, model: str, provider: str) -> None:
    identity = known(read, text)
    assert (identity.model, identity.provider) == (model, provider)


def test_a_printed_form(read) -> None:
    text = (
        "Public Summary of Training Content\nVersion of the Summary: 1.0\n\nProvider name and\n"
        "contact details:\nFUNDACJA OSTREA\nKRS 0001\n\nVersioned model\nname(s): Ostrea v3 11B "
        "Instruct\nModel dependencies: Llama 3.1 8B\nDate of placement of the model: 1.1.2026\n"
    )
    document, segments = read(text, "summary.txt", "summary")
    identity = identify([document], {document.id: segments})
    assert identity.model == "Ostrea v3 11B Instruct"
    assert identity.provider == "FUNDACJA OSTREA"
    assert identity.bases == ("Llama 3.1 8B",)


def test_a_rival_never_becomes_the_model_or_its_base(read) -> None:
    text = (
        "# Ostrea 2\n\nOstrea 2 is a language model by Ostrea Labs.\n\n## Evaluation\n\n"
        + "Llama 3.1 70B is a large language model developed by Meta.\n\n" * 8
        + "Falcon 2 was fine-tuned from Falcon-7B.\n"
    )
    identity = known(read, text)
    assert identity.model == "Ostrea 2"
    assert "Meta" not in identity.provider
    assert identity.bases == ()


def test_a_named_upstream_is_a_base_and_an_own_checkpoint_is_none(read) -> None:
    text = (
        "---\nbase_model: mistralai/Mistral-7B-v0.1\n---\n# Ostrea 7B Chat\n\nOstrea 7B Chat is a "
        "language model fine-tuned from Ostrea 7B Base.\n"
    )
    assert known(read, text).bases == ("mistralai/Mistral-7B-v0.1",)


def test_documents_of_one_model_agree(read) -> None:
    licence = "LICENSE AGREEMENT\n\nCopyright (c) 2024 Ostrea Labs B.V.\n"
    policy = "# Acceptable Use Policy\n\nIf you access or use Ostrea 2, you agree.\n"
    alone = known(read, CARD)
    together = known(read, policy, licence, CARD)
    assert (together.model, together.provider) == (alone.model, alone.provider)


def test_the_order_of_documents_changes_nothing(read) -> None:
    card, segments = read(CARD)
    other, more = read("# Ostrea 2 Technical Report\n\nWe present Ostrea 2.\n", "r.md")
    other = replace(other, kind="report")
    both = {card.id: segments, other.id: more}
    one, two = identify([card, other], both), identify([other, card], both)
    assert (one.model, one.provider, set(one.variants)) == (
        two.model,
        two.provider,
        set(two.variants),
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ostrea 2 Model Card", "Ostrea 2"),
        ("OSTREA 3.0 LANGUAGE MODELS", "OSTREA 3.0"),
        ("💫 Ostrea", "Ostrea"),
        ("Ostrea: A Suite for Analyzing Models", "Ostrea"),
        ("Ostrea-175B LICENSE AGREEMENT", "Ostrea-175B"),
        ("Code of Practice for the Ostrea LLM (GPAI)", "Ostrea"),
        ("Model Information", ""),
        ("Apache License", ""),
        ("Introduction", ""),
    ],
)
def test_titles(title: str, name: str) -> None:
    assert cut_title(title) == name


@pytest.mark.parametrize(
    ("name", "stem_name"),
    [
        ("Ostrea 2 7B Instruct", "Ostrea 2"),
        ("Ostrea-8x7B-v0.1", "Ostrea"),
        ("Ostrea3-235B-A22B-Instruct-2507", "Ostrea3"),
        ("Ostrea-V3", "Ostrea-V3"),
        ("Nano", "Nano"),
        ("Ostrea Base", "Ostrea"),
    ],
)
def test_families(name: str, stem_name: str) -> None:
    assert family(name) == stem_name


@pytest.mark.parametrize("text", ["Ostrea 2", "ostrea-2", "OSTREA_2 is", "(Ostrea 2)", "Ostrea 2."])
def test_spellings(text: str) -> None:
    assert own_pattern(["Ostrea-2"]).search(text)


@pytest.mark.parametrize("text", ["Ostrea 2.5", "Ostrea 21", "Proostrea 2", "Ostrea"])
def test_not_spellings(text: str) -> None:
    assert not own_pattern(["Ostrea-2"]).search(text)
    assert spelling("Ostrea")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ostrea-2-7B-Instruct-2507 is", ["Ostrea-2-7B-Instruct-2507"]),
        ("Ostrea 2 Scout (17Bx16E) and", ["Ostrea 2 Scout"]),
        ("the Ostrea 2 Community License", []),
        ("Ostrea 2 base models", []),
        ("Ostrea 2 is large", []),
        ("Ostrea-2-Distill-Qwen-1.5B", ["Ostrea-2-Distill-Qwen-1.5B"]),
    ],
)
def test_variant_names(text: str, names: list[str]) -> None:
    assert list(variant_names(text, "Ostrea 2")) == names


def test_a_versionless_family_has_versions_as_variants() -> None:
    text = "Ostrea2.5-7B and Ostrea3-8B-Chat, not Ostreas"
    assert list(variant_names(text, "Ostrea")) == ["Ostrea2.5-7B", "Ostrea3-8B-Chat"]


def test_variant_keys() -> None:
    assert variant_key("Ostrea 2 7B Instruct", "Ostrea-2") == "7B Instruct"
    assert variant_key("Ostrea 2", "Ostrea 2") == ""


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("the Ostrea Labs", "Ostrea Labs"),
        ("Ostrea Team, MARE", "MARE"),
        ("Ostrea Institute, a partnership between two schools", "Ostrea Institute"),
        ("the community", ""),
        ("[More Information Needed]", ""),
        ("N/A", ""),
        ("Ostrea Ltd.", "Ostrea Ltd."),
    ],
)
def test_organisations(raw: str, name: str) -> None:
    assert tidy_org(raw) == name


def test_legal_form_and_ai_do_not_split_an_organisation() -> None:
    assert stem("Ostrea, Inc.") == stem("Ostrea AI") == stem("ostreaai") == "ostrea"
