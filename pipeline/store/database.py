"""Dossiers, the files behind them, reviews and the audit trail, in one SQLite file.

Reviews and the audit trail can only grow: triggers refuse to change or delete their rows.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.catalogue.files import user_data
from pipeline.errors import BadInput
from pipeline.schema import Document, Dossier, Review
from pipeline.wire.decode import from_json
from pipeline.wire.documents import document_from_json, document_to_json
from pipeline.wire.encode import to_json

_TABLES = """
CREATE TABLE IF NOT EXISTS dossiers (
  id TEXT PRIMARY KEY, model TEXT NOT NULL, provider TEXT NOT NULL, saved TEXT NOT NULL,
  as_of TEXT NOT NULL, outcomes TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  id TEXT NOT NULL, reading TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
  body BLOB NOT NULL, file BLOB, PRIMARY KEY (id, reading));
CREATE TABLE IF NOT EXISTS members (
  dossier TEXT NOT NULL REFERENCES dossiers(id), place INTEGER NOT NULL, document TEXT NOT NULL,
  reading TEXT NOT NULL, PRIMARY KEY (dossier, place));
CREATE TABLE IF NOT EXISTS reviews (
  number INTEGER PRIMARY KEY, dossier TEXT NOT NULL, finding TEXT NOT NULL, by TEXT NOT NULL,
  at TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS trail (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL,
  detail TEXT NOT NULL);
"""
_GROW_ONLY = "".join(
    f"""
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} can only grow'); END;"""
    for table in ("reviews", "trail")
    for verb in ("update", "delete")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored dossier as a list shows it.

    Attributes:
        id: Of the dossier, 16 hexadecimal digits.
        model: Name of the model.
        provider: Who provides it.
        saved: When, UTC, ISO 8601.
        as_of: Day of the law that it was judged by.
        outcomes: Number of findings by outcome.
        documents: Names of its documents.
    """

    id: str
    model: str
    provider: str
    saved: str
    as_of: str
    outcomes: Mapping[str, int]
    documents: tuple[str, ...]


def dossier_id(dossier: Dossier) -> str:
    """Return 16 hexadecimal digits that depend on all of a dossier but its clock and reviews."""
    data = to_json(dossier)
    data["run"] = {k: v for k, v in data["run"].items() if k not in ("started", "finished")}
    data["reviews"] = []
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


class Store:
    """The database of one user.

    Args:
        path: The file; made with its folder where missing. None is the user's own.

    Raises:
        BadInput: the file is not a database, or its folder cannot be written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_data() / "dossiers.sqlite"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as db:
                db.execute("PRAGMA journal_mode=WAL")
                db.executescript(_TABLES + _GROW_ONLY)
        except (OSError, sqlite3.DatabaseError) as error:
            raise BadInput(
                f"{self.path}: cannot be used as the dossier store ({error}); name another with "
                f"LACUNA_DATA or move the file away"
            ) from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.path, timeout=30)
        try:
            with db:
                yield db
        finally:
            db.close()

    def save(self, dossier: Dossier, files: Mapping[str, bytes] | None = None) -> str:
        """Store a dossier with its documents' bytes by document id; return its id.

        Saving the same dossier again changes nothing but the day it was saved; its reviews are
        kept.
        """
        identifier = dossier_id(dossier)
        body = zlib.compress(json.dumps(to_json(dossier)).encode())
        outcomes: dict[str, int] = {}
        for finding in dossier.findings:
            outcomes[finding.outcome.value] = outcomes.get(finding.outcome.value, 0) + 1
        with self._open() as db:
            db.execute(
                "INSERT OR REPLACE INTO dossiers VALUES (?,?,?,?,?,?,?)",
                (
                    identifier,
                    dossier.model.name,
                    dossier.model.provider,
                    _now(),
                    dossier.run.as_of.isoformat(),
                    json.dumps(outcomes, sort_keys=True),
                    body,
                ),
            )
            db.execute("DELETE FROM members WHERE dossier = ?", (identifier,))
            for place, document in enumerate(dossier.documents):
                self._save_document(db, identifier, place, document, files or {})
            self._note(db, "saved", identifier, dossier.model.name)
        return identifier

    def _save_document(
        self,
        db: sqlite3.Connection,
        dossier: str,
        place: int,
        document: Document,
        files: Mapping[str, bytes],
    ) -> None:
        # The same bytes may be read differently by another version: keep both readings.
        text = json.dumps(document_to_json(document))
        reading = hashlib.sha256(text.encode()).hexdigest()[:16]
        db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?) "
            "ON CONFLICT DO UPDATE SET file = coalesce(excluded.file, file)",
            (
                document.id,
                reading,
                document.name,
                document.media_type,
                zlib.compress(text.encode()),
                files.get(document.id),
            ),
        )
        db.execute("INSERT INTO members VALUES (?,?,?,?)", (dossier, place, document.id, reading))

    def entries(self) -> tuple[Entry, ...]:
        """Return all stored dossiers, the latest first."""
        with self._open() as db:
            rows = db.execute(
                "SELECT id, model, provider, saved, as_of, outcomes FROM dossiers "
                "ORDER BY saved DESC, id"
            ).fetchall()
            names: dict[str, list[str]] = {}
            for dossier, name in db.execute(
                "SELECT m.dossier, d.name FROM members m JOIN documents d "
                "ON d.id = m.document AND d.reading = m.reading ORDER BY m.dossier, m.place"
            ):
                names.setdefault(dossier, []).append(name)
        return tuple(
            Entry(key, model, provider, saved, day, json.loads(counts), tuple(names.get(key, ())))
            for key, model, provider, saved, day, counts in rows
        )

    def load(self, identifier: str) -> Dossier:
        """Return a dossier with all reviews of it.

        Raises:
            BadInput: there is none with this id, another version wrote it, or it is damaged.
        """
        with self._open() as db:
            row = db.execute("SELECT body FROM dossiers WHERE id = ?", (identifier,)).fetchone()
            if row is None:
                raise BadInput(
                    f"no dossier {identifier!r} in {self.path}; scan the documents first"
                )
            bodies = db.execute(
                "SELECT d.body FROM members m JOIN documents d ON d.id = m.document "
                "AND d.reading = m.reading WHERE m.dossier = ? ORDER BY m.place",
                (identifier,),
            ).fetchall()
        try:
            data: dict[str, Any] = json.loads(zlib.decompress(row[0]))
            read = [document_from_json(json.loads(zlib.decompress(body))) for (body,) in bodies]
            found = from_json({**data, "reviews": []}, {document.id: document for document in read})
        except (zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
            raise BadInput(
                f"dossier {identifier!r} in {self.path} is damaged ({error}); scan the documents "
                f"again"
            ) from error
        return replace(found, reviews=self.reviews(identifier))

    def file(self, document: str) -> bytes | None:
        """Return the bytes of a document, or None where only its text was stored."""
        with self._open() as db:
            row = db.execute(
                "SELECT file FROM documents WHERE id = ? AND file IS NOT NULL", (document,)
            ).fetchone()
        return bytes(row[0]) if row else None

    def review(self, dossier: str, finding: str, by: str, outcome: str, reason: str) -> Review:
        """Append what a person says of a finding; nothing is ever overwritten.

        Raises:
            BadInput: no name, no reason, or no such finding in the dossier.
        """
        if not by.strip() or not reason.strip():
            raise BadInput("a review needs a name and a reason: it may have to be defended later")
        if finding not in {item.id for item in self.load(dossier).findings}:
            raise BadInput(f"dossier {dossier} has no finding {finding!r}")
        review = Review(finding, by.strip(), _now(), outcome, reason.strip())
        with self._open() as db:
            db.execute(
                "INSERT INTO reviews (dossier, finding, by, at, outcome, reason) "
                "VALUES (?,?,?,?,?,?)",
                (dossier, finding, review.by, review.when, outcome, review.reason),
            )
            self._note(db, "reviewed", dossier, finding)
        return review

    def reviews(self, dossier: str) -> tuple[Review, ...]:
        """Return the reviews of a dossier in the order in which they were made."""
        with self._open() as db:
            rows = db.execute(
                "SELECT finding, by, at, outcome, reason FROM reviews WHERE dossier = ? "
                "ORDER BY number",
                (dossier,),
            ).fetchall()
        return tuple(Review(*row) for row in rows)

    def trail(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return (when, what, subject, detail) of everything that was done, in order."""
        with self._open() as db:
            return tuple(db.execute("SELECT at, what, subject, detail FROM trail ORDER BY number"))

    def _note(self, db: sqlite3.Connection, what: str, subject: str, detail: str) -> None:
        db.execute(
            "INSERT INTO trail (at, what, subject, detail) VALUES (?,?,?,?)",
            (_now(), what, subject, detail),
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
