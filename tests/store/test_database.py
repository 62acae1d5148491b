"""The store: dossiers come back whole, reviews can only grow, faults are told."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.store.database import Store, dossier_id
from tests.examples import dossier


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "deep" / "dossiers.sqlite")


def test_a_dossier_comes_back_whole(store: Store) -> None:
    made = dossier()
    key = store.save(made, {"d" * 64: b"%PDF-"})
    bare = tuple(replace(document, blocks=()) for document in made.documents)
    assert store.load(key) == replace(made, documents=bare)
    assert store.file("d" * 64) == b"%PDF-"
    assert store.file("c" * 64) is None


def test_saving_again_keeps_one_entry_and_its_reviews(store: Store) -> None:
    key = store.save(dossier(), {"d" * 64: b"%PDF-"})
    store.review(key, "f1", "Ada", "agree", "looked at both pages")
    later = replace(dossier(), run=replace(dossier().run, finished="2026-11-26T00:00:00+00:00"))
    assert store.save(later) == key
    (entry,) = store.entries()
    assert (entry.model, entry.provider, entry.documents) == (
        "Nova",
        "Nova Labs",
        ("card.md", "report.pdf"),
    )
    assert entry.outcomes == {"gap_public": 1, "evidenced": 1}
    assert [review.by for review in store.load(key).reviews] == ["Ada"]
    assert store.file("d" * 64) == b"%PDF-"


def test_another_finding_makes_another_id() -> None:
    made = dossier()
    other = replace(made, findings=made.findings[:1])
    assert dossier_id(other) != dossier_id(made)


def test_reviews_cannot_be_changed_or_deleted(store: Store) -> None:
    key = store.save(dossier())
    store.review(key, "f1", "Ada", "disagree", "the summary is on the web site")
    db = sqlite3.connect(store.path)
    for statement in ("UPDATE reviews SET by = 'Bob'", "DELETE FROM reviews", "DELETE FROM trail"):
        with pytest.raises(sqlite3.IntegrityError, match="can only grow"):
            db.execute(statement)
    db.close()
    assert [what for _, what, _, _ in store.trail()] == ["saved", "reviewed"]


def test_a_review_needs_name_reason_and_finding(store: Store) -> None:
    key = store.save(dossier())
    with pytest.raises(BadInput, match="a name and a reason"):
        store.review(key, "f1", " ", "agree", "because")
    with pytest.raises(BadInput, match="no finding 'f9'"):
        store.review(key, "f9", "Ada", "agree", "because")
    with pytest.raises(BadInput, match="no dossier 'nope'"):
        store.load("nope")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "dossiers.sqlite"
    bad.write_bytes(b"this is a text file, and a long one, that SQLite refuses to open" * 20)
    with pytest.raises(BadInput, match="cannot be used as the dossier store"):
        Store(bad)
    assert bad.read_bytes().startswith(b"this is a text file")
