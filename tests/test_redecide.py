"""Other facts or another day for a dossier: the same as scanning again, without reading again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.applicability.facts import Facts, again, parse
from pipeline.dossier import Options, example_files, scan
from pipeline.redecide import redecide
from pipeline.schema import Dossier, Duty
from pipeline.store.database import Store, dossier_id
from pipeline.wire.encode import to_json

TODAY = date(2026, 11, 25)
FACTS = {
    "placement_date": "2026-01-10",
    "provider_established_in_eu": "no",
    "provider_size": "sme",
    "code_signatory": ["copyright"],
    "into_high_risk_system": "yes",
    "high_risk_annex": "iii",
    "variants": {"Ostrea 2 62B": {"training_flop": "3e25"}},
}


@pytest.fixture(scope="module")
def bare() -> Dossier:
    return scan(example_files(), Options(as_of=TODAY))


def by_ada(mapping: Any) -> Facts:
    return parse(mapping, by="Ada", when="2026-11-20")


def plain(dossier: Dossier) -> dict[str, Any]:
    data = to_json(dossier)
    data["run"] = {**data["run"], "started": "", "finished": "", "commit": "", "corpora": {}}
    data["run"]["settings"].pop("decided_with", None)
    return data


def test_other_rules_than_those_of_the_scan_are_named(bare: Dossier) -> None:
    older = replace(bare, run=replace(bare.run, corpora=(("all", "of another day"),)))
    found = dict(redecide(older, None).run.settings)
    assert len(found["decided_with"]) == 64
    assert dict(redecide(older, None).run.corpora) == {"all": "of another day"}


@pytest.mark.parametrize("as_of", [TODAY, date(2026, 7, 1), date(2025, 7, 1)])
def test_as_if_scanned_again(bare: Dossier, as_of: date) -> None:
    facts = by_ada(FACTS)
    scanned = scan(example_files(), Options(facts=facts, as_of=as_of))
    assert plain(redecide(bare, facts, as_of)) == plain(scanned)


def test_facts_can_be_taken_back(bare: Dossier) -> None:
    changed = redecide(bare, by_ada(FACTS))
    assert plain(changed) != plain(bare)
    assert plain(redecide(changed, None)) == plain(bare)


def test_who_said_it_and_when_outlives_the_store(bare: Dossier, tmp_path: Path) -> None:
    store = Store(tmp_path / "x.sqlite")
    identifier = store.save(redecide(bare, by_ada(FACTS)))
    loaded = store.load(identifier)
    assert {(fact.by, fact.when) for fact in loaded.facts} == {("Ada", "2026-11-20")}
    assert again(loaded.facts) == by_ada(FACTS)
    # From what was stored everything follows again, byte for byte.
    assert plain(redecide(loaded, again(loaded.facts))) == plain(loaded)
    assert identifier != dossier_id(bare)


def test_no_fact_without_its_name_in_the_tree(bare: Dossier) -> None:
    told = str(plain(redecide(bare, by_ada(FACTS)))["applicability"])
    for key in ("placement_date", "provider_established_in_eu", "high_risk_annex"):
        assert f"'key': '{key}'" in told
    assert "variants/Ostrea 2 62B/training_flop" in told


def test_the_amendment_moves_one_day(bare: Dossier) -> None:
    """Annex III: 2 August 2026 as published, 2 December 2027 since 27 July 2026."""
    facts = by_ada(FACTS)
    days = {}
    for as_of in (date(2026, 7, 26), date(2026, 7, 27)):
        (row, *_) = [
            each
            for each in redecide(bare, facts, as_of).applicability
            if each.obligation == "ACT-25-4"
        ]
        days[as_of.isoformat()] = row.due_from
    assert days == {"2026-07-26": date(2026, 8, 2), "2026-07-27": date(2027, 12, 2)}


def test_reliefs_stand_on_the_findings_that_they_concern(bare: Dossier) -> None:
    changed = redecide(bare, by_ada(FACTS))
    domains = next(f for f in changed.findings if f.obligation == "TCS-2.3-domains")
    assert domains.duty is not Duty.NOT_APPLICABLE
    assert [(one.id, one.given) for one in domains.reliefs] == [("PROP-TCS-DOMAINS", True)]
    assert not [f for f in changed.findings if f.obligation == "ACT-101-1" and f.reliefs]
