"""Edits that keep offsets, a driver that notes what must not be, and sixty mutations."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pipeline.assess.passages import Marks
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, Document, Span
from pipeline.segments import segment
from tests.mutations.bench import Bench, Verdicts
from tests.mutations.cases import KELP, NOVA, companions, own_cases
from tests.mutations.drive import BARS, SHARES, Driver, Outcome, Report
from tests.mutations.edit import blanked, heading_places, inserted, places, touched
from tests.mutations.passages import FIGURES, INVENTED, KNOWN, LICENCES, about_rival, placeholder

WORDS = "Pinna was here."


@pytest.fixture(scope="module")
def driver() -> Driver:
    return Driver(Bench(), own_cases(), companions())


@pytest.fixture(scope="module")
def report(driver: Driver) -> Report:
    return driver.run(60)


@pytest.fixture(scope="module")
def nova() -> Document:
    return read_bytes(NOVA.encode(), "nova.md")


def _said(document: Document) -> list[str]:
    return [one.text for one in segment(document)]


# Sixty mutations of our own documents.


def test_every_kind_is_made(report: Report) -> None:
    assert len(report.outcomes) == 60
    assert {one.kind for one in report.outcomes} == set(SHARES)
    assert report.rate("delete")[1] == 24


@pytest.mark.parametrize("kind", ["delete", "placeholder", "shuffle", "add"])
def test_what_must_always_hold_holds(report: Report, kind: str) -> None:
    assert [one for one in report.outcomes if one.kind == kind and one.faults] == []


def test_what_is_put_in_changes_no_verdict_on_the_words_that_were_there(report: Report) -> None:
    """Short of the bar, for rivals that no list knows; see docs/MUTATIONS.md."""
    put_in = [one for one in report.outcomes if one.kind in ("rival", "licence")]
    assert len(put_in) == 15 and report.rate("rival")[0] + report.rate("licence")[0] >= 4
    for one in put_in:
        assert all("quotes what was put in" in fault for fault in one.faults)


def test_no_number_is_made_twice_and_a_number_says_everything(
    driver: Driver, report: Report
) -> None:
    numbers = [one.number for one in report.outcomes]
    assert len(set(numbers)) == 60
    deleted = [(one.case, one.element) for one in report.outcomes if one.kind == "delete"]
    assert len(set(deleted)) == len(deleted)
    for again in (report.outcomes[1], report.outcomes[4]):
        assert driver.one(again.number) == again


def test_deletion_takes_as_many_rounds_as_places_state_it(driver: Driver) -> None:
    """Nova's context window stands in one sentence; Kelp's name in its title and elsewhere."""
    nova, kelp = driver.cases[:2]
    assert driver.deleted(nova, "max_input").rounds == (1, 1)
    name = driver.deleted(kelp, "model_name")
    assert name.faults == () and name.rounds and name.rounds[0] > 1


# The driver notes what must not be.


class _Stubborn(Bench):
    """Judges the document as it was, whatever was deleted: as a cache by id would."""

    def __init__(self, bench: Bench, verdicts: Verdicts) -> None:
        super().__init__()
        self._bench, self._verdicts = bench, verdicts

    def judge(self, documents, name=None, only=None):  # type: ignore[no-untyped-def]
        return self._verdicts


def test_words_that_were_deleted_and_are_shown_again_are_noted(driver: Driver) -> None:
    nova = driver.cases[0]
    stubborn = Driver(_Stubborn(driver.bench, driver.base(nova)), [nova])
    told = stubborn.deleted(nova, "max_input")
    assert any("shows words that were deleted" in fault for fault in told.faults)


def test_a_disclosure_out_of_nothing_is_noted_with_what_it_quotes(driver: Driver) -> None:
    """A sentence that does state it is put in: the driver must see what it looks for."""
    kelp = driver.cases[1]
    (document,) = kelp.documents
    passage = (("Kelp-3 has a context window of 65,536 tokens.", BlockKind.PARAGRAPH, 0),)
    told = driver.put_in(
        kelp, document, places(document)[-1], passage, 0, "rival", "max_input", "max_input"
    )
    (fault,) = [one for one in told.faults if one.startswith("max_input")]
    assert "absent -> disclosed: quotes what was put in" in fault


def test_a_run_that_is_stopped_by_hand_tells_what_it_has(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Driver(driver.bench, driver.cases)

    def one(number: int, seed: int = 0) -> Outcome:
        if number == 2:
            raise KeyboardInterrupt
        return Outcome(number, "add", "of no model", "nova")

    monkeypatch.setattr(stopping, "one", one)
    report = stopping.run(9)
    assert [made.number for made in report.outcomes] == [0, 1]
    assert report.as_json()["skipped"] == {"stopped by hand": 1}


def test_shares_carry_their_interval_and_what_falls_short_is_named() -> None:
    made = [Outcome(n, "rival", "energy", "nova", faults=("x",) if n < 3 else ()) for n in range(9)]
    report = Report([*made, Outcome(9, "delete", "disclosed", "nova", rounds=(2, 3))])
    assert report.rate("rival") == (6, 9) and report.short() == ["rival"]
    told = report.as_json()
    assert told["kinds"]["rival"]["share"] == 0.6667
    low, high = told["kinds"]["rival"]["interval"]
    assert (low, high) == (0.3542, 0.8794)  # Wilson's interval of 6 in 9, by hand
    assert told["rounds"]["until_a_gap"]["mean"] == 2 and len(told["failures"]) == 3
    assert set(BARS) == set(SHARES) and sum(SHARES.values()) == 20


# Edits.


def test_blanking_keeps_every_other_offset(nova: Document) -> None:
    start = nova.text.index("The context window")
    end = nova.text.index("\n", start)
    edited = blanked(nova, [(start, end)])
    assert len(edited.text) == len(nova.text)
    assert edited.text[:start] == nova.text[:start] and edited.text[end:] == nova.text[end:]
    assert [text for text in _said(nova) if text not in _said(edited)] == [
        "The context window is 32,768 tokens."
    ]


def test_a_blank_heading_and_a_blank_column_are_gone_from_what_stands_below(
    nova: Document,
) -> None:
    heading = nova.text.index("Training data\n")
    column = nova.text.index("Tokens |")
    edited = blanked(nova, [(heading, heading + 13), (column, column + 6)])
    below = [one for one in segment(edited) if "1.9T" in one.text]
    assert below and not any("Tokens" in one.text for one in below)
    assert all("Training data" not in one.heading_path for one in segment(edited))


def test_a_blank_key_takes_its_label_along() -> None:
    kelp = read_bytes(KELP.encode(), "kelp.md")
    line = next(one for one in segment(kelp) if one.text.startswith("Developer"))
    edited = blanked(kelp, [(line.start, line.end)])
    assert not any("Developer" in text for text in _said(edited))


def test_what_evidence_touches_goes_whole() -> None:
    assert touched([(0, 10), (10, 20), (25, 30)], [Span("a" * 64, 8, 12)]) == (
        (0, 10),
        (8, 12),
        (10, 20),
    )


@pytest.mark.parametrize("name", ["nova.md", "example"])
def test_what_is_put_in_moves_the_rest_and_changes_nothing_of_it(
    driver: Driver, name: str, nova: Document
) -> None:
    report_of_example = next(d for d in driver.cases[3].documents if d.name.endswith(".pdf"))
    document = nova if name == "nova.md" else report_of_example
    for place in (places(document)[0], places(document)[3], places(document)[-1]):
        edited, (start, end) = inserted(document, place, ((WORDS, BlockKind.PARAGRAPH, 0),))
        assert edited.text[start:end].strip() == WORDS
        assert edited.text[:start] + edited.text[end:] == document.text
        said = _said(edited)
        assert said.count(WORDS) == 1
        said.remove(WORDS)
        assert said == _said(document)
        for one in segment(edited):  # a segment's characters are the document's, as before
            for run in one.runs:
                own = edited.text[run.start : run.start + run.length]
                assert one.text[run.at : run.at + run.length] == own
        assert len(edited.words) == len(document.words)
        for old, new in zip(document.words, edited.words, strict=True):
            assert edited.text[new.start : new.end] == document.text[old.start : old.end]


def test_a_section_put_in_before_a_heading_takes_nothing_below_itself(nova: Document) -> None:
    for place, level in heading_places(nova):
        section = (("Energy", BlockKind.HEADING, level), ("TBD", BlockKind.PARAGRAPH, 0))
        edited, _ = inserted(nova, place, section)
        below = [one.text for one in segment(edited) if "Energy" in one.heading_path]
        assert below == ["TBD"]


# What is put in.


def test_a_rival_shares_no_word_with_the_model() -> None:
    dice = random.Random(1)
    for _ in range(60):
        ((text, _, _),), told = about_rival(dice, LICENCES, ("Llama 4 Scout", "Falcon"))
        assert "Llama" not in text and "Falcon" not in text
        names = INVENTED if told == "a rival that no list knows" else KNOWN
        assert any(rival in text for rival in names)


def test_figures_are_for_elements_that_there_are(driver: Driver) -> None:
    known = {element.id for element in driver.bench.elements}
    assert set(FIGURES) <= known and "licence" in known
    assert all(saying.count("{}") == 1 for each in FIGURES.values() for saying in each)


def test_placeholders_come_in_two_forms_as_a_reader_would_give_them() -> None:
    dice = random.Random(2)
    made = [placeholder(dice, "Energy", 2) for _ in range(40)]
    assert {(len(one), one[0][1]) for one in made} == {(2, BlockKind.HEADING), (1, BlockKind.PAIR)}
    kelp = read_bytes(KELP.encode(), "kelp.md")
    read_too = read_bytes((KELP + "\nEnergy: TBD\n").encode(), "kelp.md")
    edited, _ = inserted(kelp, len(kelp.text), (("Energy: TBD", BlockKind.PAIR, 0),))
    ours, theirs = segment(edited)[-1], segment(read_too)[-1]
    assert (ours.kind, ours.text, ours.label) == (theirs.kind, theirs.text, theirs.label)


# What the mutations found in Lacuna, made again from our own words.


@pytest.mark.parametrize(
    ("element", "sentence"),
    [
        ("licence", "Mistral 7B is licensed under CC BY-NC 4.0."),
        ("energy_training", "Training Falcon 180B consumed 1,240 MWh of electricity."),
        ("carbon", "Training GPT-4 emitted 530 tonnes of CO2 equivalent."),
    ],
)
def test_a_value_that_is_anothers_supports_nothing(
    driver: Driver, element: str, sentence: str
) -> None:
    brine = driver.cases[2]
    (document,) = brine.documents
    passage = ((sentence, BlockKind.PARAGRAPH, 0),)
    assert driver.base(brine).by_element[element].status.is_gap
    told = driver.put_in(
        brine, document, places(document)[-1], passage, 0, "rival", element, element
    )
    assert [fault for fault in told.faults if fault.startswith(element)] == []


def test_only_a_passage_that_names_the_rival_itself_supports_nothing() -> None:
    """A heading's word on whose a value is, is less sure: there the cue still counts."""
    cued = Marks(roles={"strong": frozenset({3, 4})}, others=frozenset({3, 4}))
    assert cued.supported == {3, 4}
    assert replace(cued, theirs=frozenset({4})).supported == {3}
