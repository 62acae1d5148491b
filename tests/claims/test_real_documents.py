"""The numeric families on real cards: held against hand labels, and against mutations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.claims.extract import extract
from pipeline.claims.identity import identify
from pipeline.evaluate.documents import locate
from pipeline.evaluate.value_match import TYPED, Kind
from pipeline.evaluate.values import from_claims, load_values, score_values
from pipeline.readers.read import read_bytes
from pipeline.schema import Claim, Document, Whose
from pipeline.segments import segment

NUMERIC = [e for e, kind in TYPED.items() if kind in (Kind.NUMBER, Kind.WINDOW, Kind.HARDWARE)]
RIVALS = (
    "\n\nUnlike Falcon-40B, which has 40B parameters and was trained on 1T tokens on 384 A100 "
    "GPUs for 900K GPU hours, emitting 77 tCO2eq, other models are smaller.\n\n"
    "| Model | Params | Training tokens | Context length |\n|---|---|---|---|\n"
    "| Falcon-180B | 180B | 3.5T | 2K |\n| Mixtral-8x22B | 141B | 9T | 64K |\n"
)

pytestmark = pytest.mark.shared


@lru_cache(maxsize=64)
def read(data: bytes, name: str) -> tuple[Document, tuple[Claim, ...]]:
    document = read_bytes(data, name)
    segments = {document.id: segment(document)}
    identity = identify([document], segments)
    return document, extract([document], segments, identity)


def markdown(shared: Path) -> list[tuple[str, bytes]]:
    ids = sorted({one.document for one in load_values(shared / "gold" / "dev.jsonl")})
    located = locate(ids, shared / "data" / "docs")
    found = [(one.id, one.files[0].read_bytes()) for one in located if one.files[0].suffix == ".md"]
    assert len(found) > 20
    return found


def own(claims: Sequence[Claim]) -> set[tuple[object, ...]]:
    return {
        (c.element, c.variant, c.value.norm, c.value.low, c.value.high)
        for c in claims
        if c.whose is Whose.OWN and c.element in NUMERIC
    }


def test_values_of_cards_are_those_that_people_read(shared: Path) -> None:
    documents = markdown(shared)
    ids = {identifier for identifier, _ in documents}
    labels = [
        one
        for one in load_values(shared / "gold" / "dev.jsonl")
        if one.document in ids and one.element in NUMERIC
    ]
    found = [
        value
        for identifier, data in documents
        for value in from_claims(identifier, read(data, f"{identifier}.md")[1])
        if value.element in NUMERIC
    ]
    overall = score_values(labels, found, intervals=False).overall
    assert overall.predicted >= 100
    assert overall.rates["precision"] >= 0.93
    assert overall.rates["recall"] >= 0.80


def test_rivals_figures_change_nothing(shared: Path) -> None:
    """Figures of other models, set at the end of a card, must not become the card's model's."""
    for identifier, data in markdown(shared)[:12]:
        before = own(read(data, f"{identifier}.md")[1])
        after = own(read(data + RIVALS.encode(), f"{identifier}.md")[1])
        assert after == before, identifier


def test_every_claim_quotes_its_document(shared: Path) -> None:
    for identifier, data in markdown(shared)[:12]:
        document, claims = read(data, f"{identifier}.md")
        for claim in claims:
            assert claim.span is not None
            assert document.quote(claim.span).strip()


def test_the_order_of_documents_changes_no_claim(shared: Path) -> None:
    pair = [read_bytes(data, f"{name}.md") for name, data in markdown(shared)[:2]]
    segments = {document.id: segment(document) for document in pair}
    identity = identify(pair, segments)
    one = extract(pair, segments, identity)
    other = extract(pair[::-1], segments, identity)
    assert set(one) == set(other)
    assert one == extract(pair, segments, identity)
