"""All documents of ../shared/data through the whole scan, once: no crash, nothing made up."""

from __future__ import annotations

import csv
import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import which
from typing import Any

import pytest

pytestmark = [pytest.mark.shared, pytest.mark.slow]

#: Provisions of Chapter V that bind providers of GPAI models.
CHAPTER_V = ("ACT-53-1", "ACT-54-1", "ACT-55-1", "ACT-52-1")


NEEDS_OCR = pytest.mark.skipif(which("tesseract") is None, reason="needs tesseract")

#: Warnings that a look at the file explains; every other is a reader's fault.
EXPLAINED = {
    "D045": {"stub"},  # a page of 19 words
    "D068": {"language_not_judged"},  # Chinese
    "D110": {"language_not_judged"},  # Chinese
    "D130": {"language_not_judged"},  # Korean
    "D096": {"font_without_unicode_map"},  # its font maps no ligatures
    "D103": {"opened_with_empty_password"},
    "D135": {"unfilled_template"},  # an empty form
    "D143": {"unfilled_template"},  # two of three places are empty
    "D144": {"unfilled_template"},
    "D151": {"read_by_ocr", "page_without_text"},  # scans, from here on
    "D152": {"read_by_ocr", "page_without_text", "stub"},
    "D153": {"page_without_text"},
    "D154": {"read_by_ocr", "page_without_text", "stub"},
    "D155": {"read_by_ocr", "page_without_text", "stub"},
    "D156": {"password"},
}


@dataclass(frozen=True)
class Scanned:
    """What is kept of one document's dossier."""

    row: dict[str, str]
    name: str
    general_purpose: str
    statuses: dict[str, str]
    applies: tuple[str, ...]
    outcomes: dict[str, int]
    warnings: tuple[tuple[str, int | None], ...]
    pages: int
    quotes: int
    faults: tuple[str, ...]
    unreviewed: tuple[str, ...]


def _spans(node: object) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if {"start", "end", "quote"} <= set(node) else []
        return own + [span for value in node.values() for span in _spans(value)]
    if isinstance(node, list):
        return [span for value in node for span in _spans(value)]
    return []


def _scan(work: tuple[dict[str, str], str]) -> Scanned:
    """Scan one document in a worker."""
    import jsonschema

    from pipeline.catalogue.rows import load
    from pipeline.dossier import Options, gather, scan
    from pipeline.wire.encode import to_json

    row, path = work
    made = scan(gather([Path(path)]), Options(as_of=date(2026, 11, 25)))
    data = json.loads(json.dumps(to_json(made)))
    faults = []
    texts = {document.id: document.text for document in made.documents}
    spans = _spans({key: data[key] for key in ("claims", "assessments", "compute")})
    for span in spans:
        if span["quote"] != texts[span["document"]][span["start"] : span["end"]]:
            faults.append(f"not verbatim: {span['quote'][:60]!r}")
    applicability = data.pop("applicability")
    data["applicability"] = applicability[:20]
    validator = jsonschema.Draft202012Validator(load("schema/dossier.schema.json"))
    faults += [error.message[:200] for error in validator.iter_errors(data)]
    outcomes: dict[str, int] = {}
    for finding in made.findings:
        outcomes[finding.outcome.value] = outcomes.get(finding.outcome.value, 0) + 1
    return Scanned(
        row=row,
        name=made.model.name,
        general_purpose=made.model.general_purpose.value,
        statuses={item.element: item.status.value for item in made.assessments},
        applies=tuple(
            sorted({a.obligation for a in made.applicability if a.outcome.value == "applies"})
        ),
        outcomes=outcomes,
        warnings=tuple((w.code.value, w.page) for d in made.documents for w in d.warnings),
        pages=len(made.documents[0].pages),
        quotes=len(spans),
        faults=tuple(faults),
        unreviewed=tuple(
            item.element
            for item in made.assessments
            if not item.needs_review and item.status.value != "not_assessed"
        ),
    )


@pytest.fixture(scope="module")
def scanned(shared: Path) -> dict[str, Scanned]:
    """Every document of the manifest, scanned by two processes; a traceback fails here."""
    with (shared / "data" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    work = [(row, str(shared / "data" / "docs" / row["local"])) for row in rows]
    work.sort(key=lambda item: -Path(item[1]).stat().st_size)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = {result.row["id"]: result for result in pool.map(_scan, work, chunksize=4)}
    assert len(found) == len(rows) == 158
    return found


def test_every_quotation_is_verbatim_and_the_json_follows_its_schema(
    scanned: dict[str, Scanned],
) -> None:
    faults = {key: one.faults for key, one in scanned.items() if one.faults}
    assert faults == {}
    assert sum(one.quotes for one in scanned.values()) > 20_000


def test_every_element_is_assessed_once(scanned: dict[str, Scanned]) -> None:
    assert {len(one.statuses) for one in scanned.values()} == {72}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("D156", "password"),
        ("D103", "opened_with_empty_password"),
        ("D045", "stub"),
        ("D135", "unfilled_template"),
        ("D110", "language_not_judged"),
        ("D130", "language_not_judged"),
        *((f"D{number}", "page_without_text") for number in (152, 153)),
        *(pytest.param(name, "read_by_ocr", marks=NEEDS_OCR) for name in ("D151", "D154", "D155")),
    ],
)
def test_awkward_files_say_what_they_are(
    scanned: dict[str, Scanned], document: str, code: str
) -> None:
    assert code in {found for found, _ in scanned[document].warnings}


def test_no_warning_is_unexplained(scanned: dict[str, Scanned]) -> None:
    odd = {
        key: codes - EXPLAINED.get(key, set())
        for key, one in scanned.items()
        if (codes := {code for code, _ in one.warnings}) - EXPLAINED.get(key, set())
    }
    assert odd == {}


@NEEDS_OCR
@pytest.mark.parametrize("document", ["D151", "D154", "D155"])
def test_every_verdict_on_recognised_text_asks_for_a_person(
    scanned: dict[str, Scanned], document: str
) -> None:
    assert scanned[document].unreviewed == ()


@pytest.mark.parametrize("document", ["D153", "D156"])
def test_what_could_not_be_read_is_no_gap(scanned: dict[str, Scanned], document: str) -> None:
    one = scanned[document]
    assert set(one.statuses.values()) == {"not_assessed"}
    assert not one.outcomes.get("gap_public") and not one.outcomes.get("gap_upcoming")


def test_documents_that_are_not_about_gpai_models_owe_no_chapter_v_duties(
    scanned: dict[str, Scanned],
) -> None:
    wrong = {
        key: one.applies
        for key, one in scanned.items()
        if one.row["class"].startswith(("non-gpai", "component", "junk"))
        and any(name.startswith(CHAPTER_V) for name in one.applies)
    }
    assert wrong == {}


def test_most_cards_of_gpai_models_are_known_as_such(scanned: dict[str, Scanned]) -> None:
    cards = [
        one
        for one in scanned.values()
        if one.row["class"] == "gpai" and one.row["doc_type"] in ("model-card", "tech-report-pdf")
    ]
    assert len(cards) > 25
    assert not [one.row["id"] for one in cards if one.general_purpose == "no"]
    assert sum(one.general_purpose == "yes" for one in cards) >= 0.8 * len(cards)


def test_the_encrypted_summary_is_read_like_any_other(scanned: dict[str, Scanned]) -> None:
    one = scanned["D103"]
    assert one.pages == 5
    assert one.statuses["provider_name"] == "disclosed"
