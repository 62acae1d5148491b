"""Documents that try to steer the reader's terminal, and dossiers with little in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.claims import claim_lines
from pipeline.export.law import fetch_lines, provision_lines
from pipeline.export.plain import plain
from pipeline.export.text import WIDTH, report
from pipeline.schema import Dossier, Model, Polarity, Tri, Whose
from tests.examples import dossier
from tests.view.test_view import CATALOGUE, OBLIGATIONS

SIGN = "\ufffd"
#: What a hostile document or file name may hold: (characters, what they would do)
STEERING = [
    ("\x1b[2J", "clear the screen"),
    ("\x1b[31m", "colour what follows"),
    ("\x1b]0;title\x07", "rename the window"),
    ("\x9b1A", "move up, in one byte"),
    ("\x08\x08\x08", "take characters back"),
    ("\r", "write over the line"),
    ("\x07", "ring"),
    ("\x7f", "delete"),
    ("\u202e", "turn the direction of writing"),
    ("\u2066", "isolate a direction"),
    ("\u200f", "mark right to left"),
]
IDS = [what for _, what in STEERING]


def lines(made: Dossier) -> list[str]:
    return [line.text for line in report(made, CATALOGUE, OBLIGATIONS)]


def with_text(made: Dossier, old: str, new: str) -> Dossier:
    assert len(old) == len(new)
    documents = tuple(replace(d, text=d.text.replace(old, new)) for d in made.documents)
    return replace(made, documents=documents)


def steers(text: str) -> bool:
    return plain(text) != text


@pytest.mark.parametrize(("signs", "what"), STEERING, ids=IDS)
def test_signs_in_a_quotation_do_nothing(signs: str, what: str) -> None:
    quoted = "7 billion"
    made = with_text(dossier(), quoted, (signs + quoted)[: len(quoted)])
    assert not any(steers(line) for line in lines(made)), what
    for line in claim_lines(made.claims, made.documents):
        assert not steers(line)


@pytest.mark.parametrize(("signs", "what"), STEERING, ids=IDS)
def test_signs_in_names_do_nothing(signs: str, what: str) -> None:
    made = dossier()
    renamed = replace(
        made,
        model=replace(made.model, name=f"No{signs}va", provider=f"{signs}Labs"),
        documents=tuple(replace(d, name=f"a{signs}.md") for d in made.documents),
    )
    found = lines(renamed)
    assert not any(steers(line) for line in found), what
    assert SIGN in found[0]
    assert not any(steers(line) for line in claim_lines(made.claims, renamed.documents))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("Größe – 模型 ‘quoted’ …", "Größe – 模型 ‘quoted’ …"),
        ("a\tb\nc", f"a{SIGN}b{SIGN}c"),
        ("\x1b[0m", f"{SIGN}[0m"),
        ("10\u00b2\u2075", "10\u00b2\u2075"),
        ("\u00a0", "\u00a0"),
        ("", ""),
    ],
)
def test_what_is_replaced_and_what_is_not(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(max_size=60))
def test_a_line_keeps_its_length_and_is_plain_once_and_for_all(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


EMPTY = replace(
    dossier(),
    model=Model("", "", (), Tri.UNKNOWN, ""),
    documents=(),
    claims=(),
    assessments=(),
    applicability=(),
    compute=(),
    findings=(),
)


def test_a_dossier_of_nothing_says_so_and_ends_with_the_note() -> None:
    found = lines(EMPTY)
    assert found[0] == "Model not named in the documents · provider not found"
    assert "Not settled whether it is a general-purpose AI model" in found
    assert not any(title in "\n".join(found) for title in ("DUTIES", "CONTRADICTIONS", "NOT FOUND"))
    assert "published record only" in " ".join(found[-3:])


@pytest.mark.parametrize(
    ("general", "words"),
    [
        (Tri.YES, "General-purpose AI model"),
        (Tri.NO, "Not a general-purpose AI model"),
        (Tri.UNKNOWN, "Not settled whether it is a general-purpose AI model"),
    ],
)
def test_the_kind_of_model_is_said(general: Tri, words: str) -> None:
    made = replace(EMPTY, model=Model("Nova", "Labs", (), general, "because of that"))
    assert f"{words}: because of that" in lines(made)


@pytest.mark.parametrize(
    ("whose", "mark"),
    [(Whose.OWN, None), (Whose.BASE, "base model's"), (Whose.RIVAL, "another model's"),
     (Whose.UNKNOWN, "whose it is cannot be told")],
)  # fmt: skip
def test_a_claim_says_whose_it_is(whose: Whose, mark: str | None) -> None:
    made = dossier()
    (line,) = claim_lines([replace(made.claims[0], whose=whose)], made.documents)
    assert (f"[{mark}]" in line) if mark else ("[" not in line)


@pytest.mark.parametrize(
    ("polarity", "words"),
    [(Polarity.AFFIRMED, ""), (Polarity.NEGATED, "not: "), (Polarity.DECLINED, "declined: ")],
)
def test_a_claim_says_its_polarity(polarity: Polarity, words: str) -> None:
    made = dossier()
    (line,) = claim_lines([replace(made.claims[0], polarity=polarity)], made.documents)
    assert line.startswith(f"{'parameters_total':<20} {words}7 billion")


@pytest.mark.parametrize("limit", [1, 10, 11, 12, 100, None])
def test_a_cut_of_law_is_marked_and_never_inside_a_word(limit: int | None) -> None:
    words = "glaze every pot"
    shown = list(provision_lines("Art. 1", "", words, "source", (), (), limit))[1]
    if limit is None or limit >= len(words):
        assert shown == words
    else:
        kept = shown.removesuffix(" […]")
        assert shown.endswith(" […]") and words.startswith(kept)


def test_a_fetch_of_nothing() -> None:
    assert list(fetch_lines("folder", [])) == ["0 of 0 sources are in folder"]


def test_long_names_break_no_line() -> None:
    made = replace(dossier(), model=replace(dossier().model, kind_because="word " * 80))
    assert max(len(line) for line in lines(made)) <= WIDTH
