"""Searching the law: what is found, and that nothing is found which may not be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.errors import StaleIndex
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.search import entries, installed_parts, law_index, law_part, search
from pipeline.retrieval.index import build_part, faults
from tests.law import invented_act
from tests.law.conftest import TODAY


class Crossing:
    """An encoder that knows one word: texts with it lie together, all others elsewhere."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.calls = 0

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        self.calls += len(texts)
        out = np.zeros((len(texts), 384), dtype=np.float32)
        for row, text in enumerate(texts):
            hit = any(word in text.lower() for word in self.words)
            out[row, 0 if hit else 1] = 1.0
        return out


def names(hits: object) -> list[str]:
    return [str(hit.locator) for hit in hits]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("glazing pots", "Art. 53(1)(a)"),
        ("weighs", "Art. 53(1)(b)(ii)"),
        ("pots exempt small", "Art. 53(2)"),
        ("10^25 leaves", "Art. 51(1)"),
        ("tea board", "Recital 2"),
        ("reading of signs", "Code, Copyright, Measure 1.3(1)(a)"),
        ("cosy", "Art. 3(14a)"),
        ("Art. 53(3)", "Art. 53(3)"),
        ("annex xi s.1 1a", "Annex XI, Section 1, 1(a)"),
    ],
)
def test_the_place_that_has_the_words_comes_first(law: LawCorpus, words: str, first: str) -> None:
    assert names(search(words, law))[0] == first


def test_old_words_are_not_found_and_new_ones_are(law: LawCorpus, law_folder: Path) -> None:
    assert "Art. 56(6)" in names(search("duty as to codes", law))
    for hit in search("old power over codes", law):
        assert "Old power" not in hit.shown.text
    before = open_law(law_folder, date(2026, 1, 1))
    assert "Old power" in search("old power over codes", before)[0].shown.text


def test_points_are_found_by_the_words_that_lead_into_them(law: LawCorpus) -> None:
    matched = {str(shown.locator): text for shown, text in entries(law)}
    assert matched["Art. 53(1)(a)"] == "Duties of potters: Potters shall: glaze the pot;"


def test_a_whole_is_no_entry_where_its_parts_are(law: LawCorpus) -> None:
    found = [str(shown.locator) for shown, _ in entries(law)]
    assert "Art. 53" not in found and "Art. 53(2)" in found
    assert len(found) == len(set(found))


def test_limit_order_and_nothing_found(law: LawCorpus) -> None:
    hits = search("pots", law, 2)
    assert len(hits) == 2
    scores = [hit.score for hit in search("pots potters papers", law)]
    assert scores == sorted(scores, reverse=True) and scores[0] == 1.0
    assert search("zebra", law) == ()
    assert search("", law) == ()


def test_vectors_bring_what_words_do_not(law: LawCorpus, tmp_path: Path) -> None:
    encoder = Crossing("zebra", "drawing")
    index = law_index(law, tmp_path, lambda: encoder)  # type: ignore[arg-type,return-value]
    hits = search("zebra", law, index=index)
    assert names(hits)[:2] == [
        "Annex XI, Section 1, 1",
        "Annex XI, Section 1, 1, second subparagraph",
    ]
    assert hits[0].dense == 1.0 and hits[0].lexical == 0.0 and hits[0].score == 0.3


def test_the_index_is_kept_and_not_encoded_again(law: LawCorpus, tmp_path: Path) -> None:
    encoder = Crossing("pot")
    law_index(law, tmp_path, lambda: encoder)  # type: ignore[arg-type,return-value]
    assert encoder.calls == len(entries(law))
    law_index(law, tmp_path, lambda: encoder)  # type: ignore[arg-type,return-value]
    assert encoder.calls == len(entries(law))


def test_a_stale_index_is_refused_until_it_is_built_anew(law: LawCorpus, tmp_path: Path) -> None:
    encoder = Crossing("pot")
    law_index(law, tmp_path / "index", lambda: encoder)  # type: ignore[arg-type,return-value]
    other = open_law(invented_act.install(tmp_path / "law", leave_out=("act/omnibus",)), TODAY)
    with pytest.raises(StaleIndex, match="law texts"):
        law_index(other, tmp_path / "index", lambda: encoder)  # type: ignore[arg-type,return-value]
    part = law_part(other, lambda: encoder)  # type: ignore[arg-type,return-value]
    assert faults(tmp_path / "index", part)
    build_part(tmp_path / "index", part)
    assert faults(tmp_path / "index", part, contents=True) == []
    law_index(other, tmp_path / "index", lambda: encoder)  # type: ignore[arg-type,return-value]


def test_law_of_an_earlier_day_has_an_index_of_its_own(law_folder: Path, tmp_path: Path) -> None:
    encoder = Crossing("pot")
    for day in (TODAY, date(2026, 1, 1), TODAY):
        corpus = open_law(law_folder, day)
        law_index(corpus, tmp_path, lambda: encoder)  # type: ignore[arg-type,return-value]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["law", "law-2025-12-05"]


def test_the_law_is_part_of_the_index_where_it_is_installed(
    law_folder: Path, tmp_path: Path
) -> None:
    assert installed_parts(tmp_path, tmp_path / "no law") == ()
    (part,) = installed_parts(tmp_path, law_folder)
    assert part.name == "law" and set(part.inputs) == {"model", "law", "law texts"}


@pytest.mark.shared
def test_catalogue_glosses_find_their_provision(shared: Path) -> None:
    from pipeline.catalogue.obligations import obligations

    law = open_law(shared / "law", TODAY)
    index = law_index(law)
    rows = [row for row in obligations() if row.id.startswith(("ACT", "ANNEX", "COP"))]
    found = 0
    for row in rows:
        wanted = {str(law.resolve(locator)) for locator in row.locators}
        hits = [hit.locator for hit in search(row.gloss, law, 3, index=index)]
        near = {str(place) for hit in hits for place in (hit, hit.parent) if place}
        found += bool(wanted & near)
    assert len(rows) > 130
    assert found / len(rows) > 0.75
