"""The facts file: every key, both YAML dialects, exact numbers, and all faults at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.applicability.facts import Facts, load, parse
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
    with pytest.raises(BadInput, match=r"given twice: .*'provider' in line 4"):
        load(path)
