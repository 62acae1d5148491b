"""Forms and timelines of real documents, against what their pages show to the eye."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran

pytestmark = pytest.mark.shared
Run = Callable[..., Ran]

#: Boxes as they are ticked on the pages, and the page.
APERTUS = {
    "TCS-2.1-used": ("Yes", 2),
    "TCS-2.2.1-used": ("No", 3),
    "TCS-2.2.2-used": ("No", 3),
    "TCS-2.3-used": ("No", 3),
    "TCS-2.4-model": ("No", 3),
    "TCS-2.4-services": ("No", 3),
    "TCS-2.5-used": ("No", 3),
    "TCS-2.6-used": ("No", 3),
}
BIELIK = {"TCS-2.2.1-used": ("Yes", 4), "TCS-2.2.2-used": ("No", 4)}


def _documents(shared: Path, *names: str) -> list[str]:
    found = [str(path) for name in names for path in (shared / "data" / "docs").glob(f"{name}_*")]
    assert len(found) == len(names)
    return found


def _fields(lacuna: Run, shared: Path, *names: str) -> dict[str, Any]:
    files = _documents(shared, *names)
    ran = lacuna("form", "summary", *files, "--format", "json", "--quiet")
    assert ran.code == 0, ran.err
    return {field["id"]: field for field in json.loads(ran.out)["fields"]}


@pytest.mark.parametrize(("name", "ticked"), [("D089", APERTUS), ("D099", BIELIK)])
def test_questions_are_answered_as_their_boxes_are_ticked(
    lacuna: Run, shared: Path, name: str, ticked: dict[str, tuple[str, int]]
) -> None:
    fields = _fields(lacuna, shared, name)
    for field, (answer, page) in ticked.items():
        first = fields[field]["answers"][0]
        assert (first["values"], first["quotations"][0]["page"]) == ([answer], page), field
        assert fields[field]["status"] == "stated"
    # What hangs on a question that is answered no does not apply; the rest may.
    for field in fields.values():
        gate = field["id"].rsplit("-", 1)[0] + "-used"
        if field["condition"] and gate in ticked and ticked[gate][0] == "No":
            assert field["status"] == "does_not_apply", field["id"]
        elif field["condition"] and gate in ticked:
            assert field["condition"]["holds"] == "yes", field["id"]


def test_what_the_first_page_of_a_summary_says(lacuna: Run, shared: Path) -> None:
    fields = _fields(lacuna, shared, "D089")
    assert fields["TCS-1.2-date"]["answers"][0]["values"] == ["2025-09-02"]
    assert fields["TCS-1.2-date"]["answers"][0]["quotations"][0]["page"] == 1
    assert fields["TCS-1.3-size"]["status"] == "stated"
    assert {o["due_from"] for o in fields["TCS-1.2-names"]["owed"]} == {"2025-09-02"}


def test_both_branches_of_a_model_whose_day_of_placing_no_document_states(
    lacuna: Run, shared: Path
) -> None:
    files = _documents(shared, "D046", "D047", "D048", "D049")
    ran = lacuna("timeline", *files, "--format", "json", "--quiet", "--as-of", "2026-11-25")
    (track,) = json.loads(ran.out)["tracks"]
    assert track["placing"]["before_2025_08_02"] == "unknown"
    rows = {row["lane"]: row for row in track["rows"]}
    assert {b["due_from"] for b in rows["copyright"]["branches"]} == {"2025-08-02", "2027-08-02"}
    # The licence's limits on use need a legal judgement: what the exemption frees from is open.
    assert rows["documentation"]["when"] == "open"
    assert len(rows["documentation"]["if_settled"]) >= 2
    # 671 billion parameters, 37 active, 14.8 trillion tokens: below 10^25.
    assert rows["systemic"]["when"] == "not_owed"
    assert track["next"]["day"] == "2027-08-02"
