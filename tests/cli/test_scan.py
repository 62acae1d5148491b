"""``lacuna scan`` and ``lacuna claims`` on the example model and on bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.catalogue.files import corpora
from pipeline.catalogue.rows import load

EXAMPLE = str(corpora() / "example")


@pytest.fixture(scope="module")
def dossier() -> dict[str, Any]:
    """The example's dossier as JSON, scanned once."""
    from datetime import date

    from pipeline.dossier import Options, example_files, scan
    from pipeline.wire.encode import dumps, to_json

    made = scan(example_files(), Options(as_of=date(2026, 11, 25)))
    data: dict[str, Any] = json.loads(dumps(to_json(made)))
    return data


def _assessment(data: dict[str, Any], element: str) -> dict[str, Any]:
    (found,) = [item for item in data["assessments"] if item["element"] == element]
    return dict(found)


def _spans(node: object) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if {"start", "end", "quote"} <= set(node) else []
        return own + [span for value in node.values() for span in _spans(value)]
    if isinstance(node, list):
        return [span for value in node for span in _spans(value)]
    return []


def test_follows_the_published_schema(dossier: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(load("schema/dossier.schema.json"))
    assert [error.message for error in validator.iter_errors(dossier)] == []


def test_every_element_and_row_is_there_once(dossier: dict[str, Any]) -> None:
    names = [item["element"] for item in dossier["assessments"]]
    assert len(names) == len(set(names)) >= 72
    obligations = {item["obligation"] for item in dossier["findings"]}
    assert len(obligations) == 263
    ids = [item["id"] for item in dossier["findings"]]
    assert len(ids) == len(set(ids))


def test_quotes_are_verbatim(dossier: dict[str, Any]) -> None:
    from pipeline.dossier import example_files, read

    texts = {document.id: document.text for document in read(example_files()).documents}
    spans = _spans(dossier)
    assert len(spans) > 200
    for span in spans:
        assert span["quote"] == texts[span["document"]][span["start"] : span["end"]]


def test_what_the_example_was_made_to_show(dossier: dict[str, Any]) -> None:
    assert dossier["model"]["name"] == "Ostrea 2"
    assert dossier["model"]["provider"] == "Corvane Labs, Inc."
    assert set(dossier["model"]["variants"]) == {"Ostrea 2 8B", "Ostrea 2 62B"}
    assert _assessment(dossier, "max_input")["status"] == "contradicted"
    assert _assessment(dossier, "energy_training")["status"] == "declined"
    assert _assessment(dossier, "training_summary")["status"] == "absent"
    assert len(_assessment(dossier, "training_summary")["nearest"]) == 5
    compute = _assessment(dossier, "training_compute")["values"]
    assert [value["norm"] for value in compute] == [3.3e24]
    (summary,) = [f for f in dossier["findings"] if f["obligation"] == "ACT-53-1-d"]
    assert (summary["outcome"], summary["due_from"]) == ("gap_public", "2025-09-16")
    systemic = [a for a in dossier["applicability"] if a["obligation"] == "ACT-55-1-a"]
    assert {item["outcome"] for item in systemic} == {"does_not_apply"}


def test_a_box_on_the_page_for_words_of_the_pdf(dossier: dict[str, Any]) -> None:
    spans = [s for s in _spans(dossier) if s["quote"].startswith("Ostrea 2 is a decoder-only")]
    assert spans
    for page, x0, y0, x1, y1 in spans[0]["boxes"]:
        assert page == 1 and 0 < x0 < x1 < 596 and 0 < y0 < y1 < 843


def test_text_report_and_exit_codes(lacuna: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    ran = lacuna("scan", EXAMPLE, "--fail-on", "gap", "-o", str(target), "--quiet")
    assert ran.code == 1 and ran.out == "" and ran.err == ""
    text = target.read_text(encoding="utf-8")
    assert text.startswith("Ostrea 2 · Corvane Labs, Inc.")
    assert "NOT FOUND, AND DUE IN PUBLIC NOW" in text
    assert lacuna("scan", EXAMPLE, "-q", "--fail-on", "contradicted").code == 1


def test_the_same_input_gives_the_same_bytes(lacuna: Callable[..., Any]) -> None:
    names = ["LICENSE.txt", "USE_POLICY.md", "ostrea-2-card.md", "ostrea-2-report.pdf"]
    paths = [str(corpora() / "example" / name) for name in names]

    def run(order: list[str]) -> dict[str, Any]:
        ran = lacuna("scan", *order, "--format", "json", "-q", "--as-of", "2026-11-25")
        data: dict[str, Any] = json.loads(ran.out)
        for key in ("started", "finished"):
            del data["run"][key]
        return data

    assert run(paths) == run(paths[::-1])


def test_facts_change_what_is_due(lacuna: Callable[..., Any], tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("placement_date: 2025-06-01\nprovider_established_in_eu: no\n")
    ran = lacuna(
        "scan", EXAMPLE, "--facts", str(facts), "--format", "json", "-q", "--as-of", "2026-11-25"
    )
    data = json.loads(ran.out)
    (summary,) = [f for f in data["findings"] if f["obligation"] == "ACT-53-1-d"]
    assert (summary["outcome"], summary["due_from"]) == ("gap_upcoming", "2027-08-02")


def test_standard_input_and_sources(lacuna: Callable[..., Any], tmp_path: Path) -> None:
    sources = tmp_path / "sources.csv"
    sources.write_text(
        "file,url,retrieved,publisher\n"
        "ostrea-2-card.md,https://corvane.example/card,2026-11-01,Corvane Labs\n"
    )
    card = corpora() / "example" / "ostrea-2-card.md"
    ran = lacuna("claims", str(card), "--sources", str(sources), "--format", "json", "-q")
    (document,) = json.loads(ran.out)["documents"]
    assert document["source"]["url"] == "https://corvane.example/card"
    ran = lacuna("claims", "-", "-q", stdin=card.read_bytes())
    assert ran.code == 0 and "62 billion parameters" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["scan", "nowhere.md"], "nowhere.md: no such file or folder"),
        (["scan", EXAMPLE, "--as-of", "soon"], "expected a day such as"),
        (["scan", EXAMPLE, "--facts", "nowhere.yaml"], "nowhere.yaml"),
        (["scan", EXAMPLE, "--sources", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_bad_input_is_told_without_a_traceback(
    lacuna: Callable[..., Any], arguments: list[str], message: str
) -> None:
    ran = lacuna(*arguments)
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err and ran.out == ""


def test_unreadable_files_are_warnings_not_gaps(lacuna: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    ran = lacuna("scan", str(tmp_path / "broken.pdf"), "--format", "json", "-q")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert data["documents"][0]["warnings"][0]["code"] == "damaged"
    assert {item["status"] for item in data["assessments"]} == {"not_assessed"}
    assert not [f for f in data["findings"] if f["outcome"].startswith("gap")]
