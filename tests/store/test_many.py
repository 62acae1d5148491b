"""Two stores at once, many dossiers, foreign names, damaged rows, what is kept of files."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.readers.read import read_bytes
from pipeline.schema import Document, Dossier, Outcome, Review
from pipeline.store import database
from pipeline.store.database import Store, dossier_id
from tests.examples import card, dossier, report


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "dossiers.sqlite")


def _named(name: str) -> Dossier:
    made = dossier()
    return replace(made, model=replace(made.model, name=name))


def _sql(store: Store, statement: str, *values: object) -> list[tuple[object, ...]]:
    db = sqlite3.connect(store.path)
    try:
        with db:
            return db.execute(statement, values).fetchall()
    finally:
        db.close()


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"started": "2030-01-01T00:00:00+00:00"}, True),
        ({"finished": "2030-01-01T00:00:00+00:00"}, True),
        ({"version": "9.9"}, False),
        ({"commit": "def"}, False),
        ({"settings": (("model", "x"),)}, False),
        ({"corpora": ()}, False),
        ({"models": ()}, False),
        ({"as_of": date(2026, 11, 26)}, False),
    ],
)
def test_an_id_depends_on_the_run_but_not_on_its_clock(
    change: dict[str, object], same: bool
) -> None:
    made = dossier()
    other = replace(made, run=replace(made.run, **change))  # type: ignore[arg-type]
    assert (dossier_id(other) == dossier_id(made)) is same


def test_an_id_does_not_depend_on_reviews_but_on_all_else() -> None:
    made = dossier()
    assert dossier_id(replace(made, reviews=(Review("f1", "A", "t", "o", "r"),))) == (
        dossier_id(made)
    )
    others = [
        replace(made, claims=made.claims[1:]),
        replace(made, compute=()),
        replace(made, applicability=()),
        replace(made, findings=made.findings[::-1]),
        replace(made, documents=made.documents[::-1]),
        _named("Nova "),
    ]
    assert len({dossier_id(one) for one in [made, *others]}) == len(others) + 1


def test_an_id_is_sixteen_hexadecimal_digits() -> None:
    assert len(dossier_id(dossier())) == 16 and int(dossier_id(dossier()), 16) >= 0


def test_two_stores_see_each_other_s_work(store: Store) -> None:
    other = Store(store.path)
    first, second = store.save(_named("A")), other.save(_named("B"))
    assert {entry.id for entry in store.entries()} == {first, second}
    assert store.entries() == other.entries()
    store.review(second, "f1", "Ada", "agree", "one")
    other.review(second, "f1", "Bob", "disagree", "two")
    assert [review.by for review in store.load(second).reviews] == ["Ada", "Bob"]
    assert other.load(first).model.name == "A"


def test_a_reader_is_not_kept_waiting_by_a_writer(store: Store) -> None:
    key = store.save(dossier())
    writer = sqlite3.connect(store.path, isolation_level=None)
    try:
        assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE dossiers SET model = 'half written'")
        assert Store.load(store, key).model.name == "Nova"
        assert [entry.model for entry in store.entries()] == ["Nova"]
        writer.execute("ROLLBACK")
    finally:
        writer.close()


def test_threads_that_save_and_review_at_once_lose_nothing(store: Store) -> None:
    shared = store.save(_named("shared"))
    faults: list[BaseException] = []

    def work(place: int) -> None:
        try:
            mine = Store(store.path)
            mine.save(_named(f"model {place}"), {"d" * 64: b"%PDF"})
            for turn in range(3):
                mine.review(shared, "f1", f"person {place}", "agree", f"turn {turn}")
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(store.entries()) == 5
    said = store.reviews(shared)
    assert len(said) == 12
    for place in range(4):
        mine = [review.reason for review in said if review.by == f"person {place}"]
        assert mine == ["turn 0", "turn 1", "turn 2"], "each in the order in which it was made"
    assert len(store.trail()) == 1 + 4 + 12


def test_the_latest_of_many_stands_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(database, "_now", lambda: f"2026-01-01T00:00:{next(clock) // 2:04d}")
    names = [f"model {place:02d}" for place in range(30)]
    for name in names:
        store.save(_named(name))
    assert [entry.model for entry in store.entries()] == names[::-1]
    store.save(_named("model 07"))
    assert store.entries()[0].model == "model 07", "saving again makes it the latest"
    assert len(store.entries()) == 30


@pytest.mark.parametrize(
    "name",
    [
        "Нова 7B",
        "新星",
        "a'b\"; DROP TABLE dossiers; --",
        "🦪",
        "e\u0301 é",
        "",
        "x" * 5000,
        "a\x00b",
    ],
)
def test_names_come_back_as_they_were(store: Store, name: str) -> None:
    made = _named(name)
    titled = replace(card(), name=name or "x")
    key = store.save(replace(made, documents=(titled, report())))
    (entry,) = store.entries()
    assert entry.model == name and entry.documents[0] == (name or "x")
    assert store.load(key).model.name == name
    assert store.trail()[0][1:] == ("saved", key, name)


def test_a_file_name_that_is_not_utf8_can_be_kept(store: Store) -> None:
    read = read_bytes(b"# Nova\n\nNova has 7 billion parameters.\n", "caf\udce9.md")
    made = Dossier(dossier().model, (read,), (), (), (), (), (), dossier().run)
    store.save(made)
    assert store.entries()[0].documents == ("caf?.md",)


def test_an_entry_counts_outcomes_and_lists_documents_in_order(store: Store) -> None:
    made = dossier()
    gap = made.findings[0]
    findings = (gap, replace(gap, id="g2"), replace(gap, id="g3", outcome=Outcome.UNDETERMINED))
    store.save(replace(made, findings=findings, documents=made.documents[::-1]))
    (entry,) = store.entries()
    assert entry.outcomes == {"gap_public": 2, "undetermined": 1}
    assert entry.documents == ("report.pdf", "card.md")
    assert (entry.as_of, entry.provider) == ("2026-11-25", "Nova Labs")


def test_a_dossier_without_anything_is_kept_too(store: Store) -> None:
    made = Dossier(replace(dossier().model, variants=()), (), (), (), (), (), (), dossier().run)
    key = store.save(made)
    assert store.load(key) == made
    assert (store.entries()[0].outcomes, store.entries()[0].documents) == ({}, ())


def _read_again(text: str) -> Document:
    return replace(card(), text=text, blocks=())


def test_two_readings_of_the_same_bytes_are_both_kept(store: Store) -> None:
    bare = Dossier(dossier().model, (_read_again("old text"),), (), (), (), (), (), dossier().run)
    later = replace(
        bare, documents=(_read_again("new text"),), run=replace(bare.run, version="0.2")
    )
    first, second = store.save(bare), store.save(later)
    assert store.load(first).documents[0].text == "old text"
    assert store.load(second).documents[0].text == "new text"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (None, None, None),
        ({"c" * 64: b"one"}, None, b"one"),
        (None, {"c" * 64: b"two"}, b"two"),
        ({"c" * 64: b""}, None, b""),
        ({"e" * 64: b"a stranger's"}, None, None),
    ],
)
def test_bytes_are_kept_once_given(
    store: Store,
    first: dict[str, bytes] | None,
    second: dict[str, bytes] | None,
    kept: bytes | None,
) -> None:
    store.save(dossier(), first)
    store.save(dossier(), second)
    assert store.file("c" * 64) == kept
    assert store.file("e" * 64) is None


@pytest.mark.parametrize(
    ("by", "reason", "fault"),
    [
        ("", "because", "a name and a reason"),
        ("\t\n", "because", "a name and a reason"),
        ("Ada", "", "a name and a reason"),
        ("Ada", " \u00a0", "a name and a reason"),
    ],
)
def test_a_review_without_a_name_or_a_reason_leaves_no_trace(
    store: Store, by: str, reason: str, fault: str
) -> None:
    key = store.save(dossier())
    with pytest.raises(BadInput, match=fault):
        store.review(key, "f1", by, "agree", reason)
    assert store.reviews(key) == ()
    assert [what for _, what, _, _ in store.trail()] == ["saved"]


def test_reviews_are_trimmed_kept_in_order_and_per_dossier(store: Store) -> None:
    one, two = store.save(_named("A")), store.save(_named("B"))
    said = [(one, "f2", "Zoe"), (two, "f1", "Bob"), (one, "f1", "Ada"), (one, "f2", "Zoe")]
    for key, finding, by in said:
        store.review(key, finding, f"  {by} ", "unsure", ' it\'s "so" \n')
    assert [(r.finding, r.by, r.reason) for r in store.reviews(one)] == [
        ("f2", "Zoe", 'it\'s "so"'),
        ("f1", "Ada", 'it\'s "so"'),
        ("f2", "Zoe", 'it\'s "so"'),
    ]
    assert [review.by for review in store.load(two).reviews] == ["Bob"]
    assert store.reviews("nope") == ()


def test_a_review_of_a_dossier_that_is_not_here_is_refused(store: Store) -> None:
    with pytest.raises(BadInput, match="no dossier 'nope'"):
        store.review("nope", "f1", "Ada", "agree", "because")


def _pack(data: object) -> bytes:
    return zlib.compress(json.dumps(data).encode())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not compressed",
        zlib.compress(b"not json"),
        zlib.compress(b"\xff\xfe"),
        zlib.compress(b"{}" * 400)[:10],
        _pack([]),
        _pack(None),
        _pack({"schema_version": "1"}),
        _pack({"schema_version": "1", "documents": [], "model": {"name": "x"}}),
    ],
    ids=["empty", "raw", "words", "bytes", "cut", "list", "null", "hollow", "half a model"],
)
def test_a_damaged_dossier_is_told_and_the_others_still_open(store: Store, body: bytes) -> None:
    key, other = store.save(_named("A")), store.save(_named("B"))
    _sql(store, "UPDATE dossiers SET body = ? WHERE id = ?", body, key)
    with pytest.raises(BadInput, match=rf"dossier '{key}' .* is damaged .*scan the documents"):
        store.load(key)
    assert store.load(other).model.name == "B"
    assert len(store.entries()) == 2


def test_a_damaged_document_is_told(store: Store) -> None:
    key = store.save(dossier())
    _sql(store, "UPDATE documents SET body = ?", b"rust")
    with pytest.raises(BadInput, match="is damaged"):
        store.load(key)


def test_a_text_that_no_longer_holds_its_quotations_is_told(store: Store) -> None:
    key = store.save(dossier())
    short = {"id": "c" * 64, "name": "card.md", "media_type": "text/markdown", "text": "#"}
    rest = {"kind": "card", "language": None, "source": [None] * 3}
    empty: dict[str, list[object]] = {"warnings": [], "pages": [], "words": []}
    body = _pack({**short, **rest, **empty})
    _sql(store, "UPDATE documents SET body = ? WHERE id = ?", body, "c" * 64)
    with pytest.raises(BadInput, match="a quotation that is in no document"):
        store.load(key)


def test_a_document_that_was_lost_is_named(store: Store) -> None:
    key = store.save(dossier())
    _sql(store, "DELETE FROM documents WHERE id = ?", "d" * 64)
    with pytest.raises(BadInput, match=r"missing: report\.pdf"):
        store.load(key)
    assert store.entries()[0].documents == ("card.md",)


def test_a_dossier_of_another_version_says_so_and_is_not_called_damaged(store: Store) -> None:
    key = store.save(dossier())
    _sql(store, "UPDATE dossiers SET body = ?", _pack({"schema_version": "0"}))
    with pytest.raises(BadInput, match="schema version '0'"):
        store.load(key)


@pytest.mark.parametrize("table", ["reviews", "trail"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET number = 99", "DELETE FROM {}"])
def test_what_was_said_and_done_can_only_grow(store: Store, table: str, verb: str) -> None:
    key = store.save(dossier())
    store.review(key, "f1", "Ada", "agree", "because")
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} can only grow"):
        _sql(store, verb.format(table))
    assert len(store.reviews(key)) == 1 and len(store.trail()) == 2


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "dossiers.sqlite").mkdir()
    with pytest.raises(BadInput, match="LACUNA_DATA"):
        Store(tmp_path / "dossiers.sqlite")


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be used as the dossier store"):
        Store(tmp_path / "data" / "dossiers.sqlite")


def test_the_user_s_own_store_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LACUNA_DATA", str(tmp_path / "mine"))
    assert Store().path == tmp_path / "mine" / "dossiers.sqlite"
    assert Store().path.is_file()
