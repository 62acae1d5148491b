"""The example model, scanned whole: risks come out of the scan, the report and the JSON."""

from __future__ import annotations

import json

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.obligations import obligations
from pipeline.dossier import example_files, scan
from pipeline.export.text import report
from pipeline.schema import Dossier, Facet, RiskStatus
from pipeline.wire.encode import to_json


@pytest.fixture(scope="module")
def example() -> Dossier:
    return scan(example_files())


def test_the_scan_codes_the_risks(example: Dossier) -> None:
    rows = {row.risk: row for row in example.risks}
    assert rows["cbrn"].status is RiskStatus.ASSESSED
    assert rows["cyber_offence"].status is RiskStatus.ASSESSED
    assert rows["harmful_manipulation"].status is RiskStatus.FORBIDDEN
    assert rows["loss_of_control"].status is RiskStatus.SILENT
    assert set(rows["loss_of_control"].searched) == {one.id for one in example.documents}
    (result,) = rows["cyber_offence"].facet(Facet.RESULT)
    assert "four" in example.quote(result)


def test_the_report_shows_the_matrix(example: Dossier) -> None:
    lines = [line.text for line in report(example, elements(), obligations())]
    start = next(at for at, line in enumerate(lines) if line.startswith("RISKS, AS THE CODE"))
    matrix = "\n".join(lines[start : start + 10])
    assert "Loss of control                         silent" in matrix
    assert "use forbidden only" in matrix


def test_the_json_holds_them_before_the_older_rows(example: Dossier) -> None:
    rows = json.loads(json.dumps(to_json(example)))["risks"]
    assert [row["risk"] for row in rows[:4]] == [
        "cbrn",
        "loss_of_control",
        "cyber_offence",
        "harmful_manipulation",
    ]
    assert {row["taxonomy"] for row in rows} == {"code_final", "elements"}
    quotes = [span["quote"] for row in rows for span in row["evidence"]]
    assert any("capture-the-flag" in quote for quote in quotes)
