"""All 263 rows in whole situations, against whom the inventory says that each binds, and when.

The inventory's own words decide here, read by the few lines below: nothing of the catalogue's
conditions or of the tree is used to say what must come out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.applicability.decide import decide
from pipeline.applicability.facts import parse
from pipeline.catalogue.obligations import obligations
from pipeline.schema import Identity, Verdict

TODAY = date(2026, 11, 25)
LATE = date(2026, 3, 4)
OLD = date(2024, 3, 4)
OPEN = {
    "licence": "apache-2.0",
    "weights_public": "yes",
    "architecture_public": "yes",
    "usage_public": "yes",
}
SHUT = {"licence": "proprietary", "weights_public": "no"}


@dataclass(frozen=True)
class Situation:
    """Facts, and what a lawyer calls the model."""

    facts: dict[str, Any]
    placed: date | None
    systemic: bool = False
    exempt: bool = False
    claims_open: bool = False
    outside: bool = False
    signed: str = ""
    flags: frozenset[str] = field(default=frozenset())


def facts(placed: date | None, variant: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {"inputs": ["text"], "outputs": ["text"], **variant}
    base: dict[str, Any] = {"generality": "general", "into_high_risk_system": "no"}
    base |= {"variants": {"N": told}, **more}
    if placed is None:
        return {**base, "placed_on_eu_market": "no"}
    return {**base, "placement_date": placed.isoformat()}


SITUATIONS = {
    "giant from outside, all signed": Situation(
        facts(
            LATE,
            {"training_flop": 3e25, **SHUT},
            provider_established_in_eu="no",
            code_signatory=["transparency", "copyright", "safety"],
        ),
        LATE,
        systemic=True,
        outside=True,
        signed="TCS",
        flags=frozenset({"line"}),
    ),
    "open model from outside, copyright signed": Situation(
        facts(
            LATE,
            {"training_flop": 3e24, **OPEN},
            monetised="no",
            provider_established_in_eu="no",
            code_signatory=["copyright"],
        ),
        LATE,
        exempt=True,
        claims_open=True,
        outside=True,
        signed="C",
    ),
    "old model of a house in the Union, nothing signed": Situation(
        facts(
            OLD,
            {"training_flop": 3e24, **SHUT},
            provider_established_in_eu="yes",
            code_signatory=[],
        ),
        OLD,
    ),
    "old giant, open weights, safety signed": Situation(
        facts(
            OLD,
            {"training_flop": 3e25, **OPEN},
            monetised="no",
            provider_established_in_eu="yes",
            code_signatory=["safety"],
        ),
        OLD,
        systemic=True,
        claims_open=True,
        signed="S",
        flags=frozenset({"line"}),
    ),
    "designated, below the line": Situation(
        facts(
            LATE,
            {"training_flop": 3e24, **SHUT},
            designated_systemic="yes",
            designation_date=LATE.isoformat(),
            provider_established_in_eu="yes",
            code_signatory=[],
            into_high_risk_system="yes",
            high_risk_annex="iii",
        ),
        LATE,
        systemic=True,
        flags=frozenset({"designated", "high risk"}),
    ),
    "not placed": Situation(
        facts(None, {"training_flop": 3e25, **SHUT}, code_signatory=[], monetised="yes"), None
    ),
}


def binds(row: dict[str, Any], case: Situation) -> bool:
    """Return whether a row binds, by the words of the inventory."""
    who, name = row["binds"], row["id"]
    if case.placed is None or "modification or fine-tune" in row["paraphrase"]:
        return False
    if name == "TCS-MOD":  # "Modifier's summary covers only modification data"
        return False
    if name.startswith(("COP-", "MDF-")) and (name[4] if name[:3] == "COP" else "T") not in (
        case.signed
    ):
        return False
    if name in ("ACT-51-1-a", "ACT-51-2", "ACT-52-1", "ACT-52-2") or name.startswith("GL-SR-"):
        return "line" in case.flags  # who met the condition of Art. 51(1)(a)
    if name == "ACT-51-1-b" or who == "designated providers":
        return "designated" in case.flags
    if name == "GL-NONSIG":
        wanted = {"C"} | (set() if case.exempt else {"T"}) | ({"S"} if case.systemic else set())
        return bool(wanted - set(case.signed))
    if "weights" in who or "same exemption" in who or name == "COP-S-APP4":
        return case.systemic and not case.claims_open
    who = re.sub(r"^SIG; ", "", who)
    if who.startswith(("ALL except", "third-country", "authorised representative (")):
        free = case.exempt
        return not free and (case.outside or who.startswith("ALL"))
    for start, answer in (
        (("every provider", "ALL", "SIG with", "candidate GPAI"), True),
        (("SR",), case.systemic),
        (("open-source, non-systemic",), case.exempt),
        (("open-source claimants",), case.claims_open),
        (("suppliers",), "high risk" in case.flags),
        (
            ("models placed before", "providers of models placed before", "legacy"),
            case.placed < date(2025, 8, 2),
        ),
    ):
        if who.startswith(start):
            return answer
    return False  # definitions, powers and duties of others, research, prototypes, modifiers


#: Rows of which the inventory gives no later day for old models, but which are duties of Chapter V
#: or ways to meet them: Art. 111(3) holds for these as for the duty itself.
WAIT_TOO = re.compile(r"ACT-52-1$|COP-|MDF-|GL-(?:SR-NOTIFY|INC|NONSIG|MOD|LEGACY)")


def since(row: dict[str, Any], placed: date) -> date:
    """Return from when a row that binds is due, by the words of the inventory."""
    told = row["applies_from"]
    first = (
        date.fromisoformat(found[0]) if (found := re.findall(r"20\d\d-\d\d-\d\d", told)) else None
    )
    assert first is not None
    if row["id"] == "ACT-25-4":
        return date(2027, 12, 2)
    if placed < date(2025, 8, 2) and ("placed before" in told or WAIT_TOO.match(row["id"])):
        return date(2027, 8, 2)
    return max(first, placed)


@pytest.mark.shared
@pytest.mark.parametrize("name", SITUATIONS)
def test_every_row(name: str, shared: Path) -> None:
    case = SITUATIONS[name]
    rows = {
        row["id"]: row
        for row in json.loads((shared / "law/obligations_inventory.json").read_text("utf-8"))
    }
    assert set(rows) == {row.id for row in obligations()}
    decision = decide(obligations(), Identity("", ""), (), (), parse(case.facts), TODAY)
    wrong = []
    for got in decision.applicability:
        row = rows[got.obligation]
        bound = binds(row, case)
        wanted = Verdict.APPLIES if bound else Verdict.DOES_NOT_APPLY
        if got.outcome is not wanted:
            wrong.append((got.obligation, wanted.value, got.outcome.value))
        elif bound and case.placed is not None and row["kind"] != "right":
            day = since(row, case.placed)
            wrong += [(got.obligation, str(day), str(got.due_from))] if got.due_from != day else []
    assert not wrong
