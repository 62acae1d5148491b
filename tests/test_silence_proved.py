"""Every "not found" of real documents rests on what was searched, when, and on what came near."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.obligations import obligations
from pipeline.dossier import example_files, gather, scan
from pipeline.export.text import report
from pipeline.schema import Dossier
from pipeline.view.elements import element_rows
from pipeline.view.silence import search
from pipeline.wire.encode import to_json

#: Passages shown of a document that has as many.
FIVE = 5


def _prove(dossier: Dossier, passages: int = FIVE) -> int:
    """Check JSON, report and rows of the viewer; return how many elements are absent."""
    data = to_json(dossier)
    known = {document["id"] for document in data["documents"]}
    absent = [item for item in data["assessments"] if item["status"] == "absent"]
    for item in absent:
        assert item["searched"] and set(item["searched"]) <= known
        assert len(item["nearest"]) == passages, item["element"]
        assert all(near["why_not"] and near["span"]["quote"] for near in item["nearest"])
        assert item["because"]
    found = search(dossier)
    assert data["run"]["finished"][:10] == found.when[:10]
    rows = {row.id: row for row in element_rows(dossier, elements())}
    lines = [line.text for line in report(dossier, elements(), obligations(), full=True)]
    text = " ".join(" ".join(lines).split())
    for told in (*found.read, *found.missed, found.when):
        assert " ".join(told.split()) in text
    record = lines[lines.index("THE RECORD, ELEMENT BY ELEMENT") :]
    shown = sum(line.strip().startswith("nearest: “") for line in record)
    assert shown == sum(len(row.nearest) for row in rows.values() if not row.evidence)
    for item in absent:
        assert [near.note for near in rows[item["element"]].nearest] == [
            near["why_not"] for near in item["nearest"]
        ]
    return len(absent)


def test_of_the_example() -> None:
    dossier = scan(example_files())
    assert _prove(dossier) > 10
    assert [told.split(", ")[0] for told in search(dossier).read] == sorted(
        document.name for document in dossier.documents
    )
    assert search(dossier).missed == ()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "passages", "missed"),
    [("D135", FIVE, ""), ("D090", FIVE, ""), ("D045", 3, ""), ("D110", 0, "Chinese"),
     ("D153", 0, "page 1: ")],
)  # fmt: skip
def test_of_real_documents(shared: Path, name: str, passages: int, missed: str) -> None:
    (path,) = (shared / "data" / "docs").glob(f"{name}_*")
    dossier = scan(gather([path]))
    found = search(dossier)
    if missed:
        # Another language, a page that no one can read: nothing is called absent.
        assert _prove(dossier) == 0
        assert found.read == ()
        assert missed in found.missed[0]
    else:
        assert _prove(dossier, passages) > 10
        assert len(found.read) == 1
        assert found.missed == ()
