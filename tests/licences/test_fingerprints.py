"""The fingerprints: no text in them, whole, and refused when broken."""

from __future__ import annotations

import hashlib
import json

import pytest
import yaml

from pipeline.catalogue.files import corpora
from pipeline.claims.licences import known_id
from pipeline.errors import BadCorpus
from pipeline.licences import confirmed as reading
from pipeline.licences.fingerprints import (
    FILE,
    hashed,
    packed,
    parse,
    references,
    shingles,
    unpacked,
)  # fmt: skip


def test_a_hash_is_four_bytes_of_the_words() -> None:
    digest = hashlib.blake2b(b"you may use the model", digest_size=4).digest()
    assert hashed(["you", "may", "use", "the", "model"]) == int.from_bytes(digest, "little")
    row = ["a", "b", "c", "d", "e", "f"]
    assert shingles(row) == (hashed(row[:5]), hashed(row[1:]))
    assert shingles(["a", "b"]) == (hashed(["a", "b"]),)


def test_hashes_come_back_as_they_were() -> None:
    values = (0, 1, 2**32 - 1, 77)
    assert unpacked(packed(values)) == values
    with pytest.raises(ValueError):
        unpacked("not base64!")


def test_every_licence_of_the_plan_is_there_and_known_by_its_key() -> None:
    plan = yaml.safe_load((corpora() / "licences/references.yaml").read_text(encoding="utf-8"))
    planned = sorted(key for keys in plan["keys"].values() for key in keys)
    assert [reference.key for reference in references()] == planned
    assert [r.key for r in references() if known_id(r.key) is None] == []
    for row in (*plan["parts"], *plan["gaps"]):
        assert set(row["keys"]) <= set(planned)
        phrases = [str(row.get(key, "")) for key in ("starts", "after", "before")]
        assert all(len(phrase.split()) <= 15 for phrase in phrases)


def test_no_text_is_there_and_the_source_is_named() -> None:
    content = json.loads((corpora() / FILE).read_text(encoding="utf-8"))
    assert content["source"]["licence"] == "CC-BY-4.0"
    assert "nexB" in content["source"]["attribution"]
    for row in content["references"]:
        assert set(row) == {"key", "name", "title", "sha256", "pieces"}
        assert len(row["title"]) <= 40
        for piece in row["pieces"]:
            assert set(piece) <= {"words", "hashes", "optional", "named"}


def test_all_faults_are_told_together() -> None:
    good = {"key": "a", "name": "A", "title": ["a"], "pieces": [
        {"words": 5, "hashes": packed([1])}]}  # fmt: skip
    assert parse({"references": [good]}, "f").__len__() == 1
    rows = [
        good,
        good,
        {**good, "key": "b", "pieces": [{"words": 9, "hashes": packed([1])}]},
        {**good, "key": "c", "pieces": [{"words": 5, "hashes": packed([1]), "optional": True}]},
        {"key": "d", "name": "D", "title": []},
    ]
    with pytest.raises(BadCorpus) as refusal:
        parse({"references": rows}, "f")
    faults = "\n".join(refusal.value.faults)
    for words in ("a: is there twice", "b: ", "9 words", "c: ", "no piece is required", "d: "):
        assert words in faults
    with pytest.raises(BadCorpus, match="no references"):
        parse({}, "f")


def test_what_was_confirmed_by_reading_is_a_known_licence() -> None:
    keys = {reference.key for reference in references()}
    assert reading.confirmed()
    assert set(reading.confirmed().values()) <= keys


def test_faults_of_the_list_of_readings() -> None:
    row = {"sha256": "0" * 64, "key": "mit", "file": "x", "by": "me", "date": "d", "read": "it"}
    assert reading.parse({"rows": [row]}, "f") == {"0" * 64: "mit"}
    with pytest.raises(BadCorpus) as refusal:
        reading.parse({"rows": [row, row, {**row, "sha256": "12", "mood": 1, "by": ""}]}, "f")
    faults = "\n".join(refusal.value.faults)
    for words in ("twice", "64 hexadecimal", "unknown key mood", "by is missing"):
        assert words in faults
