"""Which document is about which model and version, judged by hand."""

from __future__ import annotations

import pytest

from pipeline.claims.about import left_out, relation_of, version_of, with_about
from pipeline.claims.identity import identify
from pipeline.dossier import File, read
from pipeline.schema import Document, Identity, Relation, Source, Variant, WarningCode

OSTREA_2 = """# Ostrea 2 Model Card

Ostrea 2 is a family of open language models in 7B and 70B sizes by Ostrea Labs.
Ostrea 2 7B has 7.2 billion parameters. Ostrea 2 was trained on 4 trillion tokens.
"""
OSTREA_1 = """# Ostrea 1.5 Model Card

Ostrea 1.5 is an open language model by Ostrea Labs.
Ostrea 1.5 has 3 billion parameters and was trained on 900 billion tokens.
"""
PINNA = """# Pinna Model Card

Pinna is a large language model by Mare AI with 11 billion parameters.
Pinna was trained on 2 trillion tokens.
"""
LICENCE = """# Community Licence

Permission is granted to use and copy the materials, subject to the terms below.
"""


def _reading(*texts: str, name: str | None = None, sources: dict[int, Source] | None = None):
    files = [
        File(f"{number}.md", text.encode(), (sources or {}).get(number, Source()))
        for number, text in enumerate(texts)
    ]
    return read(files, name)


def _relations(documents: tuple[Document, ...]) -> list[str]:
    return [document.about.relation.value for document in documents if document.about]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ostrea 2", Relation.OWN),
        ("ostrea-2", Relation.OWN),
        ("Ostrea-2-70B-Instruct", Relation.OWN),
        ("Labs Ostrea 2", Relation.OWN),
        ("Ostrea 1.5", Relation.VERSION),
        ("Ostrea-3-7B", Relation.VERSION),
        ("Ostrea", Relation.VERSION),
        ("Pinna", Relation.OTHER),
        ("Ostrea Guard 2", Relation.OTHER),
        ("Mytilus 9B", Relation.BASE),
        ("mytilus", Relation.BASE),
    ],
)
def test_relations_of_names(name: str, expected: Relation) -> None:
    identity = Identity(
        model="Ostrea 2",
        provider="Labs",
        aliases=("Ostrea-2",),
        variants=(Variant("Ostrea 2 70B", "70B", "70B"),),
        bases=("Mytilus 9B",),
    )
    assert relation_of(name, identity) is expected


def test_where_no_model_is_known_nothing_is_foreign() -> None:
    assert relation_of("Pinna", Identity(model="", provider="")) is Relation.OWN


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("Ostrea 2", "2"),
        ("Ostrea-1.5-7B-Chat", "1.5"),
        ("Pinna-V3", "V3"),
        ("Pinna", ""),
        ("Pinna 7B", ""),
        ("Mytilus-4o", "4o"),
    ],
)
def test_versions(name: str, version: str) -> None:
    assert version_of(name) == version


def test_card_of_the_model_and_of_another_version() -> None:
    reading = _reading(OSTREA_2, OSTREA_1, name="Ostrea 2")
    assert _relations(reading.documents) == ["own", "other_version"]
    assert [d.about.version for d in reading.documents if d.about] == ["2", "1.5"]
    told = [
        [w.message for w in d.warnings if w.code is WarningCode.OTHER_MODEL]
        for d in reading.documents
    ]
    assert told[0] == []
    assert "Ostrea 1.5" in told[1][0] and "Ostrea 2" in told[1][0]


def test_a_licence_without_a_name_is_of_no_model_and_unwarned() -> None:
    reading = _reading(OSTREA_2, LICENCE)
    assert _relations(reading.documents) == ["own", "unnamed"]
    assert all(w.code is not WarningCode.OTHER_MODEL for d in reading.documents for w in d.warnings)


def test_a_report_that_opens_with_another_name_but_speaks_of_the_model_is_its_own() -> None:
    opening = "# Pinna: Technical Report\n\nPinna is a large language model with 11B parameters."
    report = opening + "\n\n" + "Ostrea 2 is its heir. " * 8 + "\n"
    reading = _reading(OSTREA_2, report, name="Ostrea 2")
    assert _relations(reading.documents) == ["own", "own"]
    alone = _reading(OSTREA_2, opening, name="Ostrea 2")
    assert _relations(alone.documents) == ["own", "other"]


def test_a_page_without_a_title_that_speaks_of_the_model_twice_is_its_own() -> None:
    page = "# Safety\n\nWe tested what people may do with it. {} refuses such requests.\n"
    twice = _reading(OSTREA_2, page.format("Ostrea 2 is guarded. Ostrea 2"), name="Ostrea 2")
    assert _relations(twice.documents) == ["own", "own"]
    never = _reading(OSTREA_2, page.format("The service"), name="Ostrea 2")
    assert _relations(never.documents) == ["own", "unnamed"]


def test_the_user_may_say_that_a_document_is_about_another_model() -> None:
    reading = _reading(OSTREA_2, PINNA, sources={1: Source(model="Pinna")}, name="Ostrea 2")
    other = reading.documents[1]
    assert other.about is not None and other.about.told and other.about.foreign
    assert left_out(other) and not left_out(reading.documents[0])
    assert not [c for c in reading.claims if c.span and c.span.document == other.id]
    assert reading.identity.model == "Ostrea 2"
    assert any("By your word" in w.message for w in other.warnings)


def test_the_user_may_say_that_a_document_is_the_models_own() -> None:
    plain = _reading(OSTREA_2, PINNA, name="Ostrea 2")
    assert _relations(plain.documents)[1] == "other"
    told = _reading(OSTREA_2, PINNA, sources={1: Source(model="Ostrea-2-7B")}, name="Ostrea 2")
    assert _relations(told.documents) == ["own", "own"]
    assert all(w.code is not WarningCode.OTHER_MODEL for d in told.documents for w in d.warnings)


def test_the_users_kind_overrules_what_was_found() -> None:
    plain = _reading(OSTREA_2)
    told = _reading(OSTREA_2, sources={0: Source(kind="policy")})
    assert (plain.documents[0].kind, told.documents[0].kind) == ("card", "policy")


def test_variants_that_a_document_names() -> None:
    reading = _reading(OSTREA_2, "# Ostrea 2 70B\n\nOstrea 2 70B is the larger model.\n")
    named = [d.about.variants for d in reading.documents if d.about]
    assert any("70B" in name for name in named[1])
    assert not any("7B" in name.split() for name in named[1])


def test_documents_keep_their_order_and_words(read) -> None:
    document, segments = read(PINNA, "p.md")
    identity = identify([document], {document.id: segments})
    (placed,) = with_about([document], {document.id: segments}, identity)
    assert (placed.id, placed.text, placed.warnings) == (
        document.id,
        document.text,
        document.warnings,
    )
    assert placed.about is not None and placed.about.relation is Relation.OWN
