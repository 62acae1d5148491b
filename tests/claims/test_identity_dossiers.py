"""Several documents of one model, title pages of reports, and names that a user gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from pipeline.claims.identity import identify
from pipeline.schema import Page

CARD = """# Cormorant 2

Cormorant 2 is a large language model developed by Marsh GmbH in 9B and 40B sizes.

**Model developer:** Marsh GmbH
"""
REPORT = """Cormorant 2 Technical Report

Marsh GmbH

Abstract

We introduce Cormorant 2, a large language model. It beats Falcon 40B and Llama 3.1 70B.
"""
LICENCE = """CORMORANT 2 COMMUNITY LICENSE AGREEMENT

Cormorant 2 Version Release Date: May 3, 2025

“Marsh” or “we” means Marsh GmbH.
"""
POLICY = """# Acceptable Use Policy

If you access or use Cormorant 2, you agree to this policy.
"""
NOISE = """# Terms of Service

You agree to these terms.
"""
FALCON = """# Falcon Acceptable Use Policy

If you access or use Falcon, you agree. Falcon is offered by Sky Institute.
"""


@pytest.fixture
def dossier(read):
    def run(*given: tuple[str, str], name: str | None = None):
        documents, segments = [], {}
        for number, (text, kind) in enumerate(given):
            document, cut = read(text, f"{number}.md", kind)
            documents.append(document)
            segments[document.id] = cut
        return identify(documents, segments, name)

    return run


ALL = ((CARD, "card"), (REPORT, "report"), (LICENCE, "licence"), (POLICY, "policy"))


@pytest.mark.parametrize("given", [ALL, ALL[:2], ALL[:1], (ALL[0], ALL[2]), (ALL[1], ALL[3])])
def test_documents_of_one_model_agree_on_it(dossier, given) -> None:
    identity = dossier(*given)
    assert identity.model == "Cormorant 2"
    assert identity.provider in ("Marsh GmbH", "")


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_their_order_changes_nothing(dossier, order: tuple[int, ...]) -> None:
    first, turned = dossier(*ALL), dossier(*(ALL[i] for i in order))
    assert (turned.model, turned.provider, turned.bases) == (
        first.model,
        first.provider,
        first.bases,
    )
    assert {v.key for v in turned.variants} == {v.key for v in first.variants}


@pytest.mark.parametrize("other", [NOISE, POLICY, FALCON], ids=["terms", "policy", "a rival's"])
def test_one_document_of_another_kind_does_not_outvote_the_card(dossier, other: str) -> None:
    identity = dossier((other, "policy"), *ALL[:2])
    assert (identity.model, identity.provider) == ("Cormorant 2", "Marsh GmbH")


def test_the_same_card_twice_says_nothing_new(dossier) -> None:
    one, two = dossier(ALL[0]), dossier(ALL[0], (CARD + "\n", "card"))
    assert (one.model, one.provider, one.variants) == (two.model, two.provider, two.variants)


@pytest.mark.parametrize("name", ["Cormorant 2", "Cormorant 2 9B", "Shag 1", "  Cormorant 2  "])
def test_a_name_that_the_user_gives_stands(dossier, name: str) -> None:
    assert dossier(*ALL, name=name).model == name.strip()


def test_without_documents_there_is_nothing(dossier) -> None:
    identity = identify([], {})
    assert (identity.model, identity.provider, identity.variants) == ("", "", ())
    assert identify([], {}, "Shag 1").model == "Shag 1"


def test_spans_stand_in_their_documents_and_are_sorted(dossier, read) -> None:
    document, segments = read(CARD)
    identity = identify([document], {document.id: segments})
    assert identity.spans == tuple(sorted(set(identity.spans)))
    assert {document.quote(span) for span in identity.spans} & {"Cormorant 2", "Marsh GmbH"}


@pytest.mark.parametrize(
    ("lines", "model", "provider"),
    [
        (("Cormorant 2 Technical Report", "Cormorant Team, Marsh"), "Cormorant 2", "Marsh"),
        (("Cormorant 2: Open Models", "Marsh Research"), "Cormorant 2", "Marsh Research"),
        (("Cormorant 2", "Technical Report", "Marsh AI"), "Cormorant 2", "Marsh AI"),
        (("Marsh AI", "Cormorant 2 System Card", "May 3, 2025"), "Cormorant 2", "Marsh AI"),
        (("2025-05-03", "Cormorant 2 System Card", "Marsh Labs"), "Cormorant 2", "Marsh Labs"),
        (("Cormorant 2 Technical Report", "Jo Doe, Ann Roe"), "Cormorant 2", ""),
        (("System Card", "May 3, 2025"), "Cormorant 2", ""),
    ],
)  # fmt: skip
def test_title_pages(read, lines: tuple[str, ...], model: str, provider: str) -> None:
    text = "\n".join(lines) + (
        "\n\nAbstract\n\nWe introduce Cormorant 2, a large language model. Cormorant 2 reads text."
        "\nFalcon 40B is weaker.\n"
    )
    document, _ = read(text, "report.txt", "report")
    page = Page(number=1, start=0, end=len(document.text), width=595.0, height=842.0)
    document = replace(document, pages=(page,))
    from pipeline.segments import segment

    identity = identify([document], {document.id: segment(document)})
    assert (identity.model, identity.provider) == (model, provider)


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("MARSH COMMUNITY LICENSE AGREEMENT", ""),
        ("MARSH AI LICENSE AGREEMENT", ""),
        ("LICENSE AGREEMENT", ""),
        ("CORMORANT 2 COMMUNITY LICENSE AGREEMENT", "CORMORANT 2"),
        ("CORMORANT NON-COMMERCIAL RESEARCH LICENSE", "CORMORANT"),
    ],
)
def test_a_licence_that_bears_its_makers_name_names_no_model(
    dossier, title: str, model: str
) -> None:
    text = f"{title}\n\n“Marsh” or “we” means Marsh AI Ltd.\n\nYou may use the model.\n"
    identity = dossier((text, "licence"))
    assert (identity.model, identity.provider.rstrip(".")) == (model, "Marsh AI Ltd")


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("# Cormorant 2\n\nCormorant-2 and cormorant 2 are one.\n", {"Cormorant-2", "cormorant 2"}),
        ("# Cormorant 2\n\nCormorant 2 is one.\n", set()),
        ("# Cormorant 2\n\nCormorant 2.5 and Cormorant 20 are others.\n", set()),
        ("# Cormorant-2-9B\n\nCormorant 2 9B is one.\n", {"Cormorant 2 9B", "Cormorant 2"}),
    ],
)
def test_aliases(dossier, text: str, aliases: set[str]) -> None:
    identity = dossier((text, "card"))
    found = set(identity.aliases)
    assert aliases <= found
    assert identity.model not in found
    assert not any("5" in alias or "20" in alias for alias in found)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "---\n---\n", "#\n", "# \n\n# \n", "|\n|\n", "[]()", "\x00\x01", "🐟" * 50, "a" * 99,
     "# " + "Word " * 200, "- **:** \n", "[x](https://huggingface.co/)", "“”", "((((("],
    ids=range(15),
)  # fmt: skip
def test_hostile_texts_name_nothing_and_break_nothing(dossier, text: str) -> None:
    identity = dossier((text, "card"))
    assert identity.provider == ""
    assert identity.variants == ()
    assert len(identity.model) <= 5000
