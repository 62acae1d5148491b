"""The facts file: every key, both YAML dialects, exact numbers, and all faults at once."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.applicability.facts import Facts, again, load, parse
from pipeline.errors import BadInput
from pipeline.schema import Tri

FULL = """
placed_on_eu_market: yes
placement_date: 2025-09-01
lineage_first_placed: "2025-08-15"
provider_established_in_eu: "no"
provider_size: sme
code_signatory: [safety, transparency]
designated_systemic: no
notified: yes
rebuttal: pending
research_only: no
pre_market: no
monetised: no
internal_use_essential: no
modifies:
  {model: Big, provider: Maker, original_flop: 1.0e+25, modification_flop: 1e24,
   original_systemic: yes}
into_high_risk_system: no
high_risk_annex: III
excluded_eu: no
provider: Nova Labs
generality: general
designation_date: 2026-01-01
variants:
  Nova 7B:
    {training_flop: 10000000000000000000000001, parameters_total: 7.0e+9,
     inputs: [image, text], licence: mit, weights_public: yes}
  Nova 1B:
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key(tmp_path: Path) -> None:
    facts = load(written(tmp_path, FULL))
    assert facts.placed_on_eu_market is Tri.YES
    assert facts.placement_date == date(2025, 9, 1)
    assert facts.lineage_first_placed == date(2025, 8, 15)
    assert facts.provider_established_in_eu is False
    assert facts.code_signatory == ("transparency", "safety")
    assert facts.high_risk_annex == "iii"
    assert facts.modifies is not None
    assert facts.modifies.original_flop == Decimal(10) ** 25
    assert facts.modifies.modification_flop == Decimal(10) ** 24
    assert facts.variants["Nova 7B"].training_flop == Decimal(10) ** 25 + 1
    assert facts.variants["Nova 7B"].inputs == ("text", "image")
    assert facts.variants["Nova 1B"].licence is None
    unsaid = [name for name, value in vars(facts).items() if value is None]
    assert unsaid == []


def test_nothing_said() -> None:
    assert parse({}) == parse(None) == Facts()


def test_an_empty_list_is_not_silence() -> None:
    assert parse({"code_signatory": []}).code_signatory == ()
    assert parse({}).code_signatory is None


@pytest.mark.parametrize("word", [True, "yes", "Yes", " YES "])
def test_spellings_of_yes(word: Any) -> None:
    assert parse({"notified": word}).notified is True
    assert parse({"placed_on_eu_market": word}).placed_on_eu_market is Tri.YES


@pytest.mark.parametrize("number", [10**25, 1e25, "1e25", "1.0e+25", Decimal("1E25")])
def test_spellings_of_a_number_are_exact(number: Any) -> None:
    facts = parse({"variants": {"N": {"training_flop": number}}})
    assert facts.variants["N"].training_flop == 10**25


def test_digits_of_a_file_are_kept(tmp_path: Path) -> None:
    """A binary float would round this to the line itself."""
    path = written(tmp_path, "variants: {N: {training_flop: 1.00000000000000000000000001e+25}}")
    flop = load(path).variants["N"].training_flop
    assert flop is not None
    assert flop > 10**25


def test_all_faults_are_told_together() -> None:
    with pytest.raises(BadInput) as caught:
        parse(
            {
                "placed": True,
                "placement_date": "soon",
                "notified": "maybe",
                "research_only": "unknown",
                "provider_size": "tiny",
                "code_signatory": ["copyright", "everything"],
                "rebuttal": False,
                "provider": 7,
                "variants": {"N": {"training_flop": -1, "outputs": "text", "colour": "red"}, 7: {}},
                "modifies": ["Big"],
            }
        )
    told = str(caught.value)
    for expected in (
        "placed: unknown key",
        "placement_date: a day",
        "notified: yes or no",
        "research_only: yes or no",
        "provider_size: one of sme, smc, large",
        "code_signatory: a list out of",
        "rebuttal: one of none",
        "provider: a name",
        "variants.N.training_flop: a number above 0",
        "variants.N.outputs: a list out of",
        "variants.N.colour: unknown key",
        "variants.7: a name was expected",
        "modifies: keys and values",
    ):
        assert expected in told, expected
    assert "13 fault(s)" in told


@pytest.mark.parametrize("number", [True, "many", 0, float("nan"), float("inf"), [], "1e"])
def test_what_is_no_number(number: Any) -> None:
    with pytest.raises(BadInput, match="training_flop"):
        parse({"variants": {"N": {"training_flop": number}}})


@pytest.mark.parametrize("text", ["- a\n- b", "word", "a: [", "placement_date: 2025-13-40"])
def test_files_that_hold_no_facts(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        load(written(tmp_path, text))


def test_a_missing_file_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load(tmp_path / "none.yaml")
    assert load(written(tmp_path, "")) == Facts()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(vars(Facts()))), _JSON))
def test_anything_is_read_or_refused(mapping: dict[str, Any]) -> None:
    try:
        assert isinstance(parse(mapping), Facts)
    except BadInput as error:
        assert "fault" in str(error)


def test_a_key_given_twice_is_no_choice(tmp_path: Path) -> None:
    path = written(
        tmp_path, "provider: A\nvariants:\n  N: {licence: mit, licence: bsd}\nprovider: B"
    )
    with pytest.raises(BadInput, match=r"2 fault\(s\)[^$]*given twice: 'provider' in line 4"):
        load(path)


def test_keys_given_twice_are_told_with_all_other_faults(tmp_path: Path) -> None:
    path = written(tmp_path, "notified: no\nnotified: maybe\ncolour: red")
    with pytest.raises(BadInput) as caught:
        load(path)
    told = str(caught.value)
    assert "3 fault(s)" in told
    for expected in (
        "given twice: 'notified' in line 2",
        "colour: unknown key",
        "notified: yes or",
    ):
        assert expected in told


def test_a_day_that_does_not_exist_is_told_with_all_other_faults(tmp_path: Path) -> None:
    path = written(tmp_path, "placement_date: 2025-02-30\nnotified: maybe\ncolour: red")
    with pytest.raises(BadInput) as caught:
        load(path)
    told = str(caught.value)
    assert "3 fault(s)" in told
    assert "placement_date: a day such as 2025-08-02 was expected, not '2025-02-30'" in told


def test_who_gave_the_facts_and_when(tmp_path: Path) -> None:
    path = written(tmp_path, "by: Ada\nwhen: 2026-11-20T10:00\nnotified: no\nprovider: Nova\n")
    facts = load(path)
    assert [(f.key, f.value, f.by, f.when) for f in facts.told] == [
        ("notified", "no", "Ada", "2026-11-20T10:00"),
        ("provider", "Nova", "Ada", "2026-11-20T10:00"),
    ]


def test_a_file_without_an_author_names_itself_and_its_last_change(tmp_path: Path) -> None:
    path = written(tmp_path, "notified: no")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (fact,) = load(path).told
    assert (fact.by, fact.when) == ("not named, facts file facts.yaml", "2023-11-14T22:13:20+00:00")


def test_author_and_time_are_no_part_of_the_facts_themselves() -> None:
    one = parse({"notified": True}, by="Ada", when="2026-01-01")
    other = parse({"notified": True}, by="Bo")
    assert one == other
    assert repr(one) == repr(other)


@pytest.mark.parametrize("when", ["soon", 7, ["2026-01-01"], "2026-13-01"])
def test_times_that_are_none(when: Any) -> None:
    with pytest.raises(BadInput, match="when: a day or time"):
        parse({"when": when})


def test_more_active_parameters_than_parameters_cannot_be() -> None:
    row = {"parameters_total": 7e9, "parameters_active": 7e9}
    assert parse({"variants": {"N": row}}).variants["N"].parameters_active == 7 * 10**9
    with pytest.raises(BadInput, match=r"N\.parameters_active: more than parameters_total"):
        parse({"variants": {"N": {**row, "parameters_active": 7000000001}}})


def test_facts_outlive_being_taken_apart(tmp_path: Path) -> None:
    """One by one as a dossier keeps them, and back: the same facts, the same digits."""
    facts = load(written(tmp_path, FULL.replace("Nova 7B", "nova/org 7B")))
    kept = again(facts.told)
    assert kept is not None
    assert {**vars(kept), "variants": {}} == {**vars(facts), "variants": {}}
    # A variant of which nothing is said leaves no fact behind.
    assert kept.variants == {"nova/org 7B": facts.variants["nova/org 7B"]}
    assert again(()) is None
