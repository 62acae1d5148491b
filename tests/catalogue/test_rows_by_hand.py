"""Rows of the catalogue against the legal brief's own tables, read by eye."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.catalogue.obligations import obligations
from pipeline.schema import Obligation

BY_ID = {row.id: row for row in obligations()}
CHAPTER, POWERS, OMNIBUS = date(2025, 8, 2), date(2026, 8, 2), date(2026, 7, 27)
FIRST, GUIDELINES = date(2025, 2, 2), date(2025, 7, 18)
LATE = date(2027, 8, 2)

#: id, to whom it is owed, first day, day for models placed before (legal brief, a.1 to a.5)
OWED = [
    ("ACT-53-1-a", {"ai_office", "authorities"}, CHAPTER, LATE),
    ("ACT-53-1-b", {"integrators"}, CHAPTER, LATE),
    ("ACT-53-1-b-i", {"integrators"}, CHAPTER, LATE),
    ("ACT-53-1-b-ii", {"integrators"}, CHAPTER, LATE),
    ("ACT-53-1-c", {"internal"}, CHAPTER, LATE),
    ("ACT-53-1-d", {"public"}, CHAPTER, LATE),
    ("ACT-53-3", {"ai_office", "authorities"}, CHAPTER, LATE),
    ("ACT-54-1", {"ai_office"}, CHAPTER, LATE),
    ("ACT-54-2-3", {"ai_office", "authorities"}, CHAPTER, LATE),
    ("ACT-55-1-a", {"ai_office"}, CHAPTER, LATE),
    ("ACT-55-1-b", {"ai_office"}, CHAPTER, LATE),
    ("ACT-55-1-c", {"ai_office", "authorities"}, CHAPTER, LATE),
    ("ACT-55-1-d", {"ai_office"}, CHAPTER, LATE),
    ("ANNEX-XI-1-1-a", {"ai_office", "authorities"}, CHAPTER, LATE),
    ("ANNEX-XI-2-3", {"ai_office", "authorities"}, CHAPTER, LATE),
    ("ANNEX-XII-1-h", {"integrators"}, CHAPTER, LATE),
    ("ANNEX-XII-2-b", {"integrators"}, CHAPTER, LATE),
    ("TCS-PUB", {"public"}, CHAPTER, LATE),
    ("TCS-1.3-size", {"public"}, CHAPTER, LATE),
    ("TCS-REQ", {"rightsholders"}, CHAPTER, LATE),
    ("MDF-size-exact", {"ai_office"}, CHAPTER, LATE),
    ("MDF-size-range", {"authorities", "integrators"}, CHAPTER, LATE),
    ("MDF-authenticity", {"ai_office", "authorities"}, CHAPTER, LATE),
    ("MDF-legal-name", {"ai_office", "authorities", "integrators"}, CHAPTER, LATE),
    ("MDF-input-maxsize", {"integrators"}, CHAPTER, LATE),
    ("MDF-data-points-nca", {"authorities"}, CHAPTER, LATE),
    ("MDF-data-points-aio", {"ai_office"}, CHAPTER, LATE),
    ("MDF-train-time-exact", {"ai_office"}, CHAPTER, LATE),
    ("MDF-compute-om", {"authorities"}, CHAPTER, LATE),
    ("COP-T-M1.2a", {"public"}, CHAPTER, LATE),
    ("COP-T-M1.2b", {"ai_office"}, CHAPTER, LATE),
    ("COP-T-M1.2c", {"integrators"}, CHAPTER, LATE),
    ("COP-S-M1.1", {"ai_office"}, CHAPTER, LATE),
]  # fmt: skip

#: id and first day of rows that no transition moves
FIXED = [
    ("ACT-2-1-a", FIRST),
    ("ACT-2-6", FIRST),
    ("ACT-2-8", FIRST),
    ("ACT-3-63", FIRST),
    ("ACT-3-14a-14b", OMNIBUS),
    ("ACT-51-1-a", CHAPTER),
    ("ACT-51-2", CHAPTER),
    ("ACT-52-5", CHAPTER),
    ("ACT-56-6", OMNIBUS),
    ("ACT-78", CHAPTER),
    ("ACT-88-89", POWERS),
    ("ACT-91", POWERS),
    ("ACT-92", POWERS),
    ("ACT-93", POWERS),
    ("ACT-101-1", POWERS),
    ("ACT-111-3", LATE),
    ("ACT-113-b", CHAPTER),
    ("ACT-25-4", date(2027, 12, 2)),
    ("ACT-50-2", POWERS),
    ("ANNEX-XIII-c", CHAPTER),
    ("GL-GPAI-1", GUIDELINES),
    ("GL-OS-LIC", GUIDELINES),
    ("GL-MOD-1", GUIDELINES),
    ("GL-COMP-2", GUIDELINES),
]

#: id -> what it hangs on, by the brief's column "binds"
HANGS_ON = {
    "ACT-53-1-a": {"not_open_source_exempt"},
    "ACT-53-1-c": set(),
    "ACT-53-1-d": set(),
    "ACT-53-2": {"open_source"},
    "ACT-54-1": {"not_open_source_exempt", "established_outside_eu"},
    "ACT-54-6": {"open_source"},
    "ACT-55-1-d": {"systemic_risk"},
    "ACT-25-4": {"high_risk_supplier"},
    "ACT-111-3": {"legacy"},
    "ACT-2-6": {"research_only"},
    "ACT-2-8": {"pre_market"},
    "ANNEX-XI-1-2-e": {"not_open_source_exempt"},
    "ANNEX-XI-2-1": {"systemic_risk"},
    "COP-T-M1.1": {"signed_transparency", "not_open_source_exempt"},
    "COP-C-M1.1": {"signed_copyright"},
    "COP-C-M1.2-a": {"signed_copyright", "crawls"},
    "COP-S-M5.1": {"signed_safety", "systemic_risk"},
    "COP-S-M6.1": {"signed_safety", "systemic_risk", "weights_not_public"},
    "MDF-aup": {"signed_transparency", "not_open_source_exempt"},
    "TCS-1.1-ar": {"not_open_source_exempt", "established_outside_eu"},
    "TCS-2.3-domains": {"crawls"},
    "TCS-GAP": {"legacy"},
    "TCS-MOD": {"modifier"},
    "GL-EXCL": {"eu_excluded"},
    "GL-MOD-4": {"modifies_systemic"},
    "GL-NONSIG": {"not_signed"},
}


def row(name: str) -> Obligation:
    return BY_ID[name]


@pytest.mark.parametrize(("name", "owed", "first", "late"), OWED, ids=[r[0] for r in OWED])
def test_to_whom_and_from_when(name: str, owed: set[str], first: date, late: date) -> None:
    found = row(name)
    assert {str(one) for one in found.audience} == owed
    assert (found.applies_from, found.legacy_from) == (first, late)


@pytest.mark.parametrize(("name", "first"), FIXED)
def test_days_that_no_transition_moves(name: str, first: date) -> None:
    assert (row(name).applies_from, row(name).legacy_from) == (first, None)


@pytest.mark.parametrize(("name", "conditions"), HANGS_ON.items(), ids=list(HANGS_ON))
def test_what_it_hangs_on(name: str, conditions: set[str]) -> None:
    assert {str(one) for one in row(name).conditions} == conditions


@pytest.mark.parametrize("name", sorted(BY_ID))
def test_every_row_is_one_that_a_reader_can_follow(name: str) -> None:
    found = row(name)
    assert found.gloss.strip() == found.gloss and found.gloss != found.ref
    assert not (found.binds_provider and found.provision)
    assert found.edition in (
        "2024-07-12", "2025-07-10", "2025-07-18", "2025-07-24", "2025-11-19", "2025-12-05",
        "2026-07-27",
    )  # fmt: skip
    if found.binds_provider and not found.voluntary and not found.elements:
        assert found.without_element
