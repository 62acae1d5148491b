"""Which findings of a dossier another day of the law changes, and only those.

Days are those of the Act: Art. 111(3) gives models of before 2 August 2025 until 2 August 2027, and
Regulation (EU) 2026/1744 is in force from 27 July 2026.
"""

from __future__ import annotations

import json
from datetime import date

import pytest

from pipeline.applicability.facts import parse
from pipeline.as_of import FindingChanges, finding_changes
from pipeline.catalogue.obligations import obligations, on_day
from pipeline.dossier import Options, example_files, scan
from pipeline.redecide import redecide
from pipeline.schema import Audience, Dossier, Duty, Outcome
from pipeline.wire.encode import dumps, to_json
from pipeline.wire.quoted import read_dossier

BEFORE, TODAY = date(2026, 7, 1), date(2026, 11, 25)
LAST, LEGACY = date(2027, 8, 1), date(2027, 8, 2)
ROWS = {row.id: row for row in obligations()}


@pytest.fixture(scope="module")
def bare() -> Dossier:
    return scan(example_files(), Options(as_of=TODAY))


def with_facts(bare: Dossier, **facts: str) -> Dossier:
    return redecide(bare, parse({"placed_on_eu_market": "yes", **facts}))


def ids(found: FindingChanges) -> set[str]:
    return {change.obligation for change in found.changes}


@pytest.mark.parametrize("day", [BEFORE, TODAY, LEGACY])
def test_the_same_day_changes_nothing(bare: Dossier, day: date) -> None:
    found = finding_changes(bare, day, day)
    assert found.changes == ()
    assert found.findings == len(ROWS) * max(len(bare.model.variants), 1)


def test_the_amendment_changes_only_what_it_rewrote(bare: Dossier) -> None:
    placed = with_facts(
        bare, placement_date="2025-03-01", into_high_risk_system="yes", high_risk_annex="iii"
    )
    found = finding_changes(placed, BEFORE, TODAY)
    assert ids(found) == {"ACT-25-4"}
    (change,) = found.changes
    assert (change.before.duty, change.before.due_from) == (Duty.ON_REQUEST, date(2026, 8, 2))
    assert "Another text held before 2026-07-27" in change.before.because
    assert (change.after.duty, change.after.due_from) == (Duty.ON_REQUEST, date(2027, 12, 2))
    assert change.why.startswith("its wording is another since 2026-07-27")
    assert set(change.variants) == {variant.name for variant in placed.model.variants}


def test_without_a_high_risk_system_the_amendment_changes_nothing(bare: Dossier) -> None:
    placed = with_facts(bare, placement_date="2025-03-01", into_high_risk_system="no")
    assert finding_changes(placed, BEFORE, TODAY).changes == ()


def test_what_is_owed_to_the_public_turns_due_on_the_day_for_earlier_models(bare: Dossier) -> None:
    placed = with_facts(bare, placement_date="2025-08-01")
    found = finding_changes(placed, LAST, LEGACY)
    assert found.changes
    for change in found.changes:
        row = ROWS[change.obligation]
        assert Audience.PUBLIC in row.audience and row.legacy_from == LEGACY and not row.voluntary
        assert (change.before.duty, change.after.duty) == (Duty.DUE_LATER, Duty.DUE)
        assert change.before.due_from == change.after.due_from == LEGACY
        assert change.why == "it became due on 2027-08-02"
    (summary,) = [change for change in found.changes if change.obligation == "ACT-53-1-d"]
    assert summary.before.outcome is Outcome.GAP_UPCOMING
    assert summary.after.outcome is Outcome.GAP_PUBLIC
    # A day earlier, and for a model of a day later, nothing turns.
    assert finding_changes(placed, TODAY, LAST).changes == ()
    late = with_facts(bare, placement_date="2025-08-02")
    assert finding_changes(late, LAST, LEGACY).changes == ()


def test_rows_of_a_text_that_was_not_there_yet_begin_with_it(bare: Dossier) -> None:
    placed = redecide(
        bare, parse({"placement_date": "2025-08-02", "code_signatory": ["copyright"]})
    )
    found = finding_changes(placed, date(2025, 7, 9), date(2025, 7, 10))
    assert found.changes
    assert all(change.obligation.startswith(("COP-C", "MDF")) for change in found.changes)
    (policy,) = [c for c in found.changes if c.obligation == "COP-C-M1.1"]
    assert policy.before.duty is Duty.NOT_APPLICABLE
    assert policy.before.because.endswith("it came with that of 2025-07-10.")
    assert policy.why == "the text that holds it is of 2025-07-10"


def test_a_dossier_of_json_changes_as_the_scanned_one(bare: Dossier) -> None:
    placed = with_facts(bare, placement_date="2025-03-01", into_high_risk_system="yes")
    read = read_dossier(dumps(to_json(placed)).encode(), "d.json")
    for start, end in ((BEFORE, TODAY), (TODAY, LEGACY)):
        assert finding_changes(read, start, end) == finding_changes(placed, start, end)
    assert json.loads(dumps(to_json(placed)))["facts"]


@pytest.mark.parametrize(
    ("row", "day", "standing", "edition"),
    [
        ("ACT-53-1-d", date(2024, 7, 11), "absent", ""),
        ("ACT-53-1-d", date(2024, 7, 12), "to_come", "2024-07-12"),
        ("ACT-53-1-d", date(2025, 8, 1), "to_come", "2024-07-12"),
        ("ACT-53-1-d", date(2025, 8, 2), "applies", "2024-07-12"),
        ("ACT-3-14a-14b", date(2026, 7, 26), "absent", ""),
        ("ACT-3-14a-14b", date(2026, 7, 27), "applies", "2026-07-27"),
        ("ACT-25-4", date(2026, 7, 26), "earlier", "2024-07-12"),
        ("ACT-25-4", date(2026, 7, 27), "to_come", "2026-07-27"),
        ("ACT-56-6", date(2026, 7, 26), "earlier", "2024-07-12"),
        ("COP-C-M1.1", date(2025, 7, 9), "absent", ""),
        ("COP-C-M1.1", date(2025, 7, 10), "to_come", "2025-07-10"),
        ("GL-PLACE", date(2025, 7, 17), "absent", ""),
        ("TCS-1.1-provider", date(2025, 7, 23), "absent", ""),
        ("TCS-1.1-provider", date(2025, 9, 1), "applies", "2025-07-24"),
        ("TCS-1.1-provider", date(2025, 12, 5), "applies", "2025-12-05"),
    ],
)
def test_how_a_row_stands_on_a_day(row: str, day: date, standing: str, edition: str) -> None:
    found = on_day(ROWS[row], day)
    assert (found.standing, found.edition) == (standing, edition)
    assert found.told
