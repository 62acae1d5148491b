"""Scores of licence files, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInput
from pipeline.evaluate.licences import (
    Answer,
    File,
    LicencesReport,
    Quoted,
    load_files,
    score,
    score_altered,
)
from pipeline.export.licences import licences_lines


def answer(gold: str, key: str | None, name: str = "f") -> Answer:
    return Answer(File(name, gold, "x"), key, "because of this")


def same(one: str, two: str) -> bool:
    return one.lower() == two.lower()


def test_answered_exact_and_wrong_by_hand() -> None:
    answers = [
        *(answer("mit", "MIT") for _ in range(8)),
        answer("mit", "isc", "odd"),
        answer("mit", None, "quiet"),
        answer("", "zlib", "read"),
        answer("", "zlib", "unread"),
        answer("", None),
    ]
    found = score(answers, lambda a: a.file.name == "read", same)
    assert (found.answered.hits, found.answered.n, found.answered.value) == (9, 10, 0.9)
    assert (found.exact.hits, found.exact.n, found.exact.value) == (8, 9, 0.8889)
    # Wilson for 8 of 9, from a table.
    assert found.exact.interval == pytest.approx((0.5650, 0.9801), abs=2e-4)
    assert [a.file.name for a in found.wrong] == ["odd"]
    assert [a.file.name for a in found.abstained] == ["quiet"]
    assert [a.file.name for a in found.confirmed] == ["read"]
    assert [a.file.name for a in found.unconfirmed] == ["unread"]
    assert found.silent == 1
    assert not found.holds


@pytest.mark.parametrize(
    ("right", "silent", "wrong", "unread", "holds"),
    [
        (17, 3, 0, 0, True),
        (16, 4, 0, 0, False),  # 0.8 answered
        (99, 0, 1, 0, False),  # exact 0.99, but one is wrong
        (17, 3, 0, 1, False),
    ],
)
def test_what_is_asked_has_two_sides(
    right: int, silent: int, wrong: int, unread: int, holds: bool
) -> None:
    answers = [answer("mit", "mit")] * right + [answer("mit", None)] * silent
    answers += [answer("mit", "isc")] * wrong + [answer("", "isc")] * unread
    assert score(answers, lambda _: False, same).holds is holds


def test_any_key_for_an_altered_text_is_wrong() -> None:
    found = score_altered([("mit", "cut", "a -> b", None), ("mit", "turned", "c -> d", "mit")])
    assert found.n == 2
    assert found.kinds == {"cut": 1, "turned": 1}
    assert found.wrong == (("mit", "turned: c -> d", "mit"),)


def report(*answers: Answer, altered: str | None = None) -> LicencesReport:
    scored = score(answers, lambda _: False, same)
    changed = score_altered([("mit", "cut", "a -> b", altered)])
    return LicencesReport(len(answers), scored, {"other": scored}, changed, {"other": changed})


def test_the_report_for_people_names_every_file_that_was_not_plain() -> None:
    made = report(
        answer("mit", "isc", "odd"), answer("mit", None, "quiet"), answer("", "zlib", "unread")
    )
    text = "\n".join(licences_lines(made))
    for words in ("odd (gold mit): isc.", "quiet (gold mit): because", "unread: zlib", "FAILS"):
        assert words in text
    assert "holds." in "\n".join(licences_lines(report(answer("mit", "mit"))))
    assert "FAILS." in "\n".join(licences_lines(report(answer("mit", "mit"), altered="mit")))


def test_the_report_for_machines() -> None:
    made = report(answer("mit", "mit"), answer("mit", None, "quiet")).to_json()
    assert made["answered"] == {"hits": 1, "n": 2, "value": 0.5, "interval": [0.0945, 0.9055]}
    assert made["holds"] is False
    assert made["altered"] == {"n": 1, "kinds": {"cut": 1}, "wrong": []}
    assert made["abstained"] == [
        {"file": "quiet", "gold": "mit", "key": None, "because": "because of this", "nearest": None}
    ]


def test_passages_are_counted_for_people_and_whole_for_machines() -> None:
    scored = score([answer("mit", "mit")], lambda _: False, same)
    none = score_altered([])
    terms = {
        "a LICENSE": (
            Quoted("user_threshold", "closes", "more than 5 users", 10),
            Quoted("use_policy", "limits", "the use policy", 40),
            Quoted("use_policy", "limits", "that use policy", 60),
            Quoted("notice", "allowed", "keep this", 80),
        ),
        "b LICENSE": (Quoted("use", "grants", "you may use it", 0),),
    }
    made = LicencesReport(2, scored, {}, none, {}, terms)
    text = "\n".join(licences_lines(made))
    assert "or may: 1." in text
    assert "- a LICENSE: use_policy 2, user_threshold 1" in text
    assert "b LICENSE" not in text
    written = made.to_json()["terms"]
    assert isinstance(written, dict)
    assert written["b LICENSE"] == [
        {"kind": "use", "effect": "grants", "quote": "you may use it", "start": 0}
    ]
    assert len(written["a LICENSE"]) == 4


def test_a_table_is_read_or_refused(tmp_path: Path) -> None:
    table = tmp_path / "INDEX.tsv"
    table.write_text("repo\tpath\tgold\tlocal\na/b\tLICENSE\tmit\tl/x\na/c\tL\t\tl/y\n")
    assert load_files(table) == (File("a/b LICENSE", "mit", "l/x"), File("a/c L", "", "l/y"))
    table.write_text("repo\tpath\ngold\tlocal\n")
    with pytest.raises(BadInput, match="missing: gold, local"):
        load_files(table)
    table.write_text("repo\tpath\tgold\tlocal\n")
    with pytest.raises(BadInput, match="no rows"):
        load_files(table)
    with pytest.raises(BadInput, match="cannot be read"):
        load_files(tmp_path / "none")
