"""The report line by line, on changes of the hand-made dossier: what must and must not stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.claims import claim_lines
from pipeline.export.law import fetch_lines, provision_lines
from pipeline.export.text import LISTED, NOTE, WIDTH, report
from pipeline.schema import (
    Claim,
    ComputeEstimate,
    Dossier,
    Finding,
    Model,
    Outcome,
    Polarity,
    ReadWarning,
    Status,
    Tri,
    Value,
    WarningCode,
    Whose,
)
from tests.examples import CITED, card, cut, dossier
from tests.view.test_view import CATALOGUE, OBLIGATIONS


def lines(made: Dossier | None = None, *, full: bool = False, **changes: Any) -> list[str]:
    made = replace(made or dossier(), **changes)
    return [line.text for line in report(made, CATALOGUE, OBLIGATIONS, full=full)]


def flat(*args: Any, **kwargs: Any) -> str:
    """All lines as one, so that where a line was wrapped plays no part."""
    return " ".join(" ".join(lines(*args, **kwargs)).split())


@pytest.mark.parametrize(
    ("model", "first"),
    [
        (Model("Tern", "Tern Works"), "Tern · Tern Works"),
        (Model("Tern", ""), "Tern · provider not found"),
        (Model("", "Tern Works"), "Model not named in the documents · Tern Works"),
        (Model("", ""), "Model not named in the documents · provider not found"),
    ],
)
def test_the_first_line_names_model_and_provider(model: Model, first: str) -> None:
    assert lines(model=model)[0] == first


@pytest.mark.parametrize(
    ("answer", "because", "words"),
    [
        (Tri.YES, "it writes", "General-purpose AI model: it writes"),
        (Tri.NO, "it detects", "Not a general-purpose AI model: it detects"),
        (Tri.UNKNOWN, "nobody says",
         "Not settled whether it is a general-purpose AI model: nobody says"),
        (Tri.NO, "", "Not a general-purpose AI model"),
    ],
)  # fmt: skip
def test_what_kind_of_model_it_is(answer: Tri, because: str, words: str) -> None:
    made = replace(dossier().model, general_purpose=answer, kind_because=because)
    assert words in lines(model=made)


def test_documents_with_kind_pages_and_warnings() -> None:
    text = lines()
    assert "  card.md (card)" in text
    assert "  report.pdf (report, 2 pages)" in text
    at = text.index("  card.md (card)")
    assert text[at + 1] == "    Nova Labs; https://nova.example/card; retrieved 2026-11-01"
    assert text[at + 2] == "    ! hardly any text"


@pytest.mark.parametrize(("page", "words"), [(3, "! page 3: no text"), (None, "! no text")])
def test_a_warning_says_its_page(page: int | None, words: str) -> None:
    one, two = dossier().documents
    warned = replace(two, warnings=(ReadWarning(WarningCode.STUB, "no text", page),))
    assert f"    {words}" in lines(documents=(one, warned))


def test_the_day_of_the_law_and_the_count_of_documents() -> None:
    run = replace(dossier().run, as_of=date(2025, 8, 1), version="9.9")
    assert "Law as of 2025-08-01 · Lacuna 9.9 · 2 document(s):" in lines(run=run)


COMPUTE = ComputeEstimate(
    "Tern", "update", "6ND", 1.2e23, 2e23, 3.4e23, (("N", "x"),), Tri.YES, Tri.UNKNOWN
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Training compute of Tern (update, 6ND): 1.2e23 to 3.4e23 FLOP; above 10^23: yes;"
             " above 10^25: unknown"),
        ({"low": 9.5e22, "vs_1e23": Tri.UNKNOWN}, "9.5e22 to 3.4e23 FLOP; above 10^23: unknown"),
        ({"quantity": "cumulative", "method": "stated"}, "of Tern (cumulative, stated):"),
        ({"vs_1e25": Tri.NO}, "above 10^25: no"),
    ],
)  # fmt: skip
def test_training_compute(changes: dict[str, Any], words: str) -> None:
    assert words in flat(compute=(replace(COMPUTE, **changes),))


def test_sections_without_content_have_no_title() -> None:
    text = lines(applicability=(), claims=(), assessments=(), findings=(), compute=())
    for title in ("DUTIES", "WHAT THE DOCUMENTS SAY", "CONTRADICTIONS"):
        assert title not in text
    assert not any(line.startswith("NOT FOUND") for line in text)


def finding(number: int, outcome: Outcome, **changes: Any) -> Finding:
    return replace(dossier().findings[0], id=f"f{number}", outcome=outcome, **changes)


@pytest.mark.parametrize(
    ("outcome", "title", "limit"),
    [
        (Outcome.GAP_PUBLIC, "NOT FOUND, AND DUE IN PUBLIC NOW", LISTED),
        (Outcome.GAP_UPCOMING, "NOT FOUND, AND DUE IN PUBLIC LATER", LISTED),
        (Outcome.UNDETERMINED, "NOT FOUND, AND IT DEPENDS ON A FACT WHETHER IT IS DUE", 8),
    ],
)
@pytest.mark.parametrize("more", [-1, 0, 1, 7])
def test_long_lists_say_how_many_are_left_out(
    outcome: Outcome, title: str, limit: int, more: int
) -> None:
    count = limit + more
    made = tuple(finding(n, outcome) for n in range(count))
    short, full = lines(findings=made), lines(findings=made, full=True)
    assert f"{title} ({count})" in short
    left = [line for line in short if line.endswith("more (--full lists all)")]
    assert left == ([f"  ... and {more} more (--full lists all)"] if more > 0 else [])
    assert sum("our gloss" in line for line in short) == min(count, limit)
    assert sum("our gloss" in line for line in full) == count
    assert not any("--full" in line for line in full)


def test_an_element_is_told_once_and_then_referred_to() -> None:
    text = lines(findings=(finding(1, Outcome.GAP_PUBLIC), finding(2, Outcome.GAP_PUBLIC)))
    part = text[text.index("NOT FOUND, AND DUE IN PUBLIC NOW (2)") :]
    told = [line for line in part[: part.index("")] if line.startswith("    training summary")]
    assert len(told) == 2
    assert "nothing of the kind" in told[0]
    assert told[1].endswith("(see above)")


def test_a_gap_without_a_day_names_none() -> None:
    text = flat(findings=(finding(1, Outcome.GAP_PUBLIC, due_from=None),))
    assert "act-53-1-d — our gloss: gloss of ACT-53-1-d" in text


def test_every_outcome_is_counted() -> None:
    outcomes = [Outcome.GAP_PUBLIC] * 3 + [Outcome.EVIDENCED] * 2 + [Outcome.UNDETERMINED]
    made = tuple(finding(n, outcome) for n, outcome in enumerate(outcomes))
    text = lines(findings=made)
    counts = [line for line in text[text.index("ALL FINDINGS") + 1 :] if line[:6].strip()]
    numbers = [int(line[:6]) for line in counts if line[:6].strip().isdigit()]
    assert sorted(n for n in numbers if n) == [1, 2, 3]


def test_the_note_on_what_this_is_closes_the_report() -> None:
    assert flat().endswith(" ".join(NOTE.split()))


@pytest.mark.parametrize("status", list(Status))
def test_styles_of_the_record(status: Status) -> None:
    first, *rest = dossier().assessments
    made = replace(dossier(), assessments=(replace(first, status=status), *rest))
    styles = {
        line.style
        for line in report(made, CATALOGUE, OBLIGATIONS)
        if "parameters total" in line.text and line.text.startswith("    ")
    }
    expected = {Status.DISCLOSED: "good", Status.PARTIAL: "partly", Status.CONTRADICTED: "gap"}
    assert expected.get(status, "quiet") in styles


def test_what_needs_review_is_marked_and_the_rest_is_not() -> None:
    record = lines()[lines().index("THE RECORD, ELEMENT BY ELEMENT") :]
    marked = [line for line in record if "(needs review)" in line]
    assert len(marked) == 1
    assert "max input" in marked[0]


def claim(**changes: Any) -> Claim:
    return replace(dossier().claims[0], **changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "parameters_total     7 billion parameters — Nova 7B — “7 billion parameters”"),
        ({"polarity": Polarity.NEGATED}, "parameters_total     not: 7 billion parameters"),
        ({"polarity": Polarity.DECLINED}, "parameters_total     declined: 7 billion"),
        ({"whose": Whose.RIVAL}, "Nova 7B [another model's]"),
        ({"whose": Whose.BASE}, "Nova 7B [base model's]"),
        ({"whose": Whose.UNKNOWN}, "Nova 7B [whose it is cannot be told]"),
        ({"variant": None, "subject": "Nova"}, "7 billion parameters — Nova — “"),
        ({"value": Value("x", 1.5e12, unit="tokens", qualifier="about")}, "about 1.5 trillion"),
        ({"value": Value("x", None, 1e9, 3e9, "tokens")}, "1 billion to 3 billion tokens"),
        ({"value": Value("x", ("en", "de"))}, "en, de — Nova 7B"),
        ({"value": Value("Apache 2.0", "Apache-2.0")}, "Apache-2.0 — Nova 7B"),
        ({"value": Value("as they say", None)}, "as they say — Nova 7B"),
        ({"value": Value("0", 0)}, "parameters_total     0 — Nova 7B"),
    ],
)
def test_claims(changes: dict[str, Any], words: str) -> None:
    (line,) = claim_lines([claim(**changes)], dossier().documents)
    assert words in line


def test_an_own_claim_bears_no_mark_of_ownership() -> None:
    (line,) = claim_lines([claim()], dossier().documents)
    assert "[" not in line


def test_a_quotation_over_lines_is_one_line() -> None:
    span = cut(card(), "7 billion parameters.\nIts context")
    (line,) = claim_lines([claim(span=span)], dossier().documents)
    assert f"“7 billion parameters. Its context” (card.md, line 3{CITED})" in line


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("one two three", None, ["one two three"]),
        ("one two three", 13, ["one two three"]),
        ("one two three", 12, ["one two […]"]),
        ("one two three", 8, ["one two […]"]),
        ("one\ntwo", None, ["one", "two"]),
        ("a b\nc d", 5, ["a […]"]),
        ("", 5, []),
    ],
)
def test_words_of_law_are_cut_at_a_word(text: str, limit: int | None, shown: list[str]) -> None:
    found = list(provision_lines("Art. 9", "", text, "src", (), (), limit))
    assert found[0] == "Art. 9"
    assert found[-1] == "[src]"
    assert found[1:-1] == shown


def test_notes_stand_between_words_and_source_in_their_order() -> None:
    found = list(provision_lines("Art. 9", "Lids", "Shut.", "src", ("one", "two"), ("Art. 9(1)",)))
    assert found == ["Art. 9 — Lids", "Shut.", "! one", "! two", "[src]"]


@pytest.mark.parametrize(
    ("statuses", "last"),
    [
        ([], "0 of 0 sources are in /t"),
        (["failed"], "0 of 1 sources are in /t"),
        (["installed", "unchanged", "failed"], "2 of 3 sources are in /t"),
    ],
)
def test_a_fetch_counts_what_did_not_fail(statuses: list[str], last: str) -> None:
    rows = [(f"s{n}", status, ()) for n, status in enumerate(statuses)]
    found = list(fetch_lines("/t", rows))
    assert found == [f"s{n}: {status}" for n, status in enumerate(statuses)] + [last]


@given(st.text(alphabet="tea pot,-é ", max_size=300), st.booleans())
def test_no_line_is_wider_than_the_page_and_no_word_is_lost(because: str, full: bool) -> None:
    model = replace(dossier().model, kind_because=because)
    found = lines(model=model, full=full)
    longest = max((len(word) for word in because.split()), default=0)
    assert max(len(line) for line in found) <= max(WIDTH, longest)
    assert " ".join(because.split()) in " ".join(" ".join(found).split())


def test_what_rests_on_text_recognition_asks_for_a_person() -> None:
    made = dossier()
    gaps = [finding for finding in made.findings if finding.outcome is Outcome.GAP_PUBLIC]
    assert gaps
    marked = tuple(replace(finding, needs_review=True) for finding in made.findings)
    told = "Rests on text recognition: a person should look."
    assert told not in flat()
    assert flat(findings=marked).count(told) >= len(gaps)
    claim = made.claims[0]
    plain_line, marked_line = claim_lines(
        [claim, replace(claim, needs_review=True)], made.documents
    )
    assert marked_line == f"{plain_line} [a person should look]"
