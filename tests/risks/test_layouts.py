"""Invented safety sections in the shapes that providers use."""

from __future__ import annotations

import pytest

from pipeline.schema import Facet, RiskStatus
from tests.risks.cards import HEAD, coded, told

TABLE = """## Frontier safety evaluations

| Area | Key results | Critical level | Reached? |
|---|---|---|---|
| CBRN | Accurate information, but no complete instructions that are new. | Uplift 1 | not reached |
| Cybersecurity | Solves 8 of 12; the alert threshold was crossed. | Cyber 1 | no |
| Machine learning R&D | Median score of 0.96 on RE-Bench. | Research 1 | not reached |
| Deceptive alignment | 3 of 11 situational awareness challenges. | Reasoning 1 | not reached |
| Harmful manipulation | People were swayed no more than by a leaflet. | Sway 1 | not reached |
"""


@pytest.mark.parametrize(
    ("risk", "codes"),
    [
        ("cbrn", {"d1/cbrn"}),
        ("cyber_offence", {"d1/cyber_offence"}),
        ("loss_of_control", {"capability/automate_ai_research", "capability/self_reasoning"}),
        ("harmful_manipulation", {"d1/persuasion_manipulation"}),
    ],
)
def test_a_table_of_risks_is_read_row_by_row(risk: str, codes: set[str]) -> None:
    row = coded(HEAD + TABLE)[risk]
    assert row.status is RiskStatus.ASSESSED
    assert {Facet.THRESHOLD, Facet.RESULT} <= told(row)
    assert codes <= {one.code for one in row.codes}


def test_rows_of_a_table_do_not_lend_their_risk_to_each_other() -> None:
    text = HEAD + TABLE
    (only,) = coded(text)["cyber_offence"].evidence
    assert text[only.start : only.end].startswith("| Cybersecurity")


RUN_IN = """# Tern 2 safety card

## Risk domains

**Bioweapons.** On VCT the accuracy is 0.60, against 0.22 for experts. Filters block such queries.

**Cyber.** We commissioned a firm to attack with Tern 2. It found a speed-up of 10 %.

**Control.** The rate of lies on the MASK benchmark is 0.43. Our acceptance criterion is below 0.5.

**Weather.** We tested forecasts.
"""


def test_a_heading_that_begins_a_paragraph_leads_it_and_no_other() -> None:
    rows = coded(RUN_IN)
    quotes = [RUN_IN[span.start : span.end] for span in rows["cyber_offence"].evidence]
    assert sorted(quotes) == [
        "**Cyber.**",
        "It found a speed-up of 10 %.",
        "We commissioned a firm to attack with Tern 2.",
    ]
    assert rows["cyber_offence"].status is RiskStatus.ASSESSED
    assert told(rows["cbrn"]) == {Facet.METHOD, Facet.RESULT, Facet.MITIGATION}
    assert Facet.RESULT in told(rows["loss_of_control"])


def test_a_key_before_a_colon_leads_as_a_heading_does() -> None:
    text = HEAD + "## Safety evaluations\n\n- **Cyber:** Tested by a firm for nine weeks.\n"
    assert coded(text)["cyber_offence"].status is RiskStatus.ASSESSED


DENIED = """# Harbour 1

## Limitations

It was not evaluated for CBRN risks, cyber offence or persuasion.

We did not carry out any assessment of loss of control.
"""


@pytest.mark.parametrize(
    "risk", ["cbrn", "cyber_offence", "harmful_manipulation", "loss_of_control"]
)
def test_what_was_not_evaluated_is_said_so(risk: str) -> None:
    assert coded(DENIED)[risk].status is RiskStatus.NOT_EVALUATED


ROBOT = """# Harbour 1 card

Harbour 1 steers a robot arm. Loss of control of the arm is prevented by a brake, and autonomy tests
of the battery ran for nine hours. It was trained on chemical patents, nuclear engineering and
biology. We evaluated it on exams (biology, chemistry, computer security). Election data are in the
training set. Our API is protected against cyber attacks; we test our defences each week. The image
manipulation tool was tested.
"""


def test_a_robot_that_handles_things_raises_no_specified_risk() -> None:
    rows = coded(ROBOT)
    assert {row.status for row in rows.values() if row.axis == "specified"} == {RiskStatus.SILENT}
