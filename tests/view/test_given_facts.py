"""Variants that only facts name, and how a relief is told."""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema import GivenFact, Relief
from pipeline.view.duties import interval_words
from pipeline.view.facts import undocumented, undocumented_words
from pipeline.view.findings import relief_words
from tests.examples import dossier

RELIEF = Relief("P", "Template, 2.3", "2025-12-05", ("sme",), "Fewer.", "official", given=True)


def test_variants_that_only_facts_name() -> None:
    def with_fact(name: str) -> tuple[str, ...]:
        return undocumented(
            replace(dossier(), facts=(GivenFact(f"variants/{name}/licence", "mit"),))
        )

    assert (
        with_fact("Nova 7B") == with_fact("nova-7b") == with_fact("7B") == with_fact("Nova") == ()
    )
    assert with_fact("org/Nova 70B") == ("org/Nova 70B",)
    assert undocumented_words(dossier()) == ""
    slip = replace(dossier(), facts=(GivenFact("variants/Nvoa 7B/licence", "mit"),))
    assert undocumented_words(slip).endswith("do not name; they name: Nova 7B.")


def test_reliefs_in_words() -> None:
    given = relief_words(RELIEF)
    assert given.startswith("Simpler for a small or medium-sized enterprise: Fewer.")
    assert "edition 2025-12-05, read in an official text; our words" in given
    unknown = relief_words(replace(RELIEF, given=False, sizes=("sme", "smc")))
    assert unknown.startswith(
        "If the provider is a small or medium-sized enterprise or a small mid"
    )
    assert "not verified" in relief_words(replace(RELIEF, confidence="unverified"))


def test_intervals_in_words() -> None:
    assert interval_words(None) == interval_words((None, None)) == ""
    assert interval_words((1e24, 1e24)) == "exactly 1e+24 FLOP"
    assert interval_words((1e24, 2.5e24)) == "at least 1e+24 and at most 2.5e+24 FLOP"
    assert interval_words((None, 1e25)) == "at most 1e+25 FLOP"
