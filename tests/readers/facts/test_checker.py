"""The checker itself: each kind of fact holds where it should and fails where it should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import (
    Block,
    BlockKind,
    Cell,
    Document,
    Page,
    ReadWarning,
    Tick,
    TickEncoding,
    TickState,
    WarningCode,
    Word,
)
from tests.readers.facts.check import KINDS, Read, check
from tests.readers.facts.fold import plain
from tests.readers.facts.load import FIELDS, load

CARD = """# Nova 7B

Trained with 3 x 10^24 operations. See [the report](https://example.org/r.pdf).

## Data

We used:

- web pages
- books

| Model | Size (B) | Score |
| --- | --- | --- |
| Nova | 7 | 61.5 |
| Vega | 9 | 58.0 |

License: apache-2.0

Our “final” words.
"""
#: The facts that hold of the card, and near misses that do not.
OF_CARD: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("present", {"words": "We used"}, {"words": "We use them"}),
    ("present", {"words": "books", "as": "list_item"}, {"words": "books", "as": "sentence"}),
    ("present", {"words": 'Our "final" words'}, {"words": "Our final words"}),
    ("absent", {"words": "| --- |", "from": "segments"}, {"words": "| --- |"}),
    ("absent", {"words": "magazines"}, {"words": "web pages"}),
    ("absent", {"words": "books", "as": "heading"}, {"words": "books", "as": "list_item"}),
    ("aside", {"words": "| --- |"}, {"words": "web pages"}),
    ("aside", {"words": "| --- |"}, {"words": "magazines"}),
    ("order", {"first": "web", "then": "books"}, {"first": "books", "then": "web"}),
    ("order", {"first": "3 x", "then": "operations"}, {"first": "operations", "then": "3 x"}),
    ("order", {"first": "web", "then": "books"}, {"first": "web", "then": "magazines"}),
    ("apart", {"first": "web", "then": "books"}, {"first": "Nova", "then": "61.5"}),
    ("apart", {"first": "web", "then": "books"}, {"first": "web", "then": "magazines"}),
    ("heading", {"words": "Data", "level": 2}, {"words": "Data", "level": 1}),
    ("heading", {"words": "Nova 7B"}, {"words": "Nova"}),
    ("no_heading", {"words": "We used"}, {"words": "Data"}),
    ("under", {"words": "books", "path": ["Data"]}, {"words": "books", "path": ["Nova 7B"]}),
    ("under", {"words": "3 x", "path": ["Nova 7B"]}, {"words": "3 x", "path": ["Data"]}),
    (
        "cell",
        {"value": "61.5", "column": "Score", "row": "Nova"},
        {"value": "61.5", "column": "Score", "row": "Vega"},
    ),
    (
        "cell",
        {"value": "9", "column": "Size (B)", "beside": "58.0"},
        {"value": "9", "column": "Score", "beside": "58.0"},
    ),
    ("cell", {"value": "9", "row": "Vega"}, {"value": "5", "row": "Vega"}),
    (
        "pair",
        {"key": "License", "value": "apache-2.0"},
        {"key": "License", "value": "apache"},
    ),
    (
        "lead",
        {"words": "books", "lead": "We used:"},
        {"words": "books", "lead": "Trained with"},
    ),
    (
        "link",
        {"words": "the report", "target": "https://example.org/r.pdf"},
        {"words": "the report", "target": "https://example.org/"},
    ),
    ("power", {"base": "10", "exponent": "24"}, {"base": "10", "exponent": "25"}),
    ("language", {"value": "en"}, {"value": "fr"}),
    ("document_kind", {"value": "card"}, {"value": "licence"}),
    ("pages", {"count": 0}, {"count": 1}),
    ("no_warning", {"code": "empty"}, {"code": "stub"}),
    ("warning", {"code": "stub"}, {"code": "empty"}),
]


def _card() -> Document:
    read = read_bytes(CARD.encode(), "card.md")
    warnings = (ReadWarning(WarningCode.STUB, "Short.", 2),)
    return Document(
        read.id,
        read.name,
        read.media_type,
        read.text,
        blocks=read.blocks,
        warnings=warnings,
        kind="card",
        language="en",
    )


@pytest.mark.parametrize(("kind", "holds", "fails"), OF_CARD, ids=lambda x: str(x)[:60])
def test_a_fact_holds_and_its_near_miss_does_not(
    kind: str, holds: dict[str, Any], fails: dict[str, Any]
) -> None:
    read = Read(_card())
    assert check(kind, holds, read) is None
    assert check(kind, fails, read)


def _two_pages() -> Document:
    text = "Nova uses ten☒ Text ☐ Image\nNova again 1024"
    return Document(
        "0" * 64,
        "made.pdf",
        "application/pdf",
        text,
        pages=(Page(1, 0, 28, 600, 800), Page(2, 28, len(text), 600, 800, rotation=90)),
        words=(
            Word(0, 4, 1, (100, 700, 130, 710)),
            Word(28, 32, 2, (100, 700, 130, 710)),
        ),
        blocks=(
            Block(0, 13, BlockKind.PARAGRAPH),
            Block(13, 27, BlockKind.PARAGRAPH),
            Block(28, len(text), BlockKind.PARAGRAPH),
        ),
        warnings=(ReadWarning(WarningCode.OCR, "Read.", 2),),
        ticks=(
            Tick(13, 14, TickState.YES, TickEncoding.GLYPH, (15, 19), "Modality", page=1),
            Tick(20, 21, TickState.NO, TickEncoding.GLYPH, (22, 27), "Modality", page=1),
        ),
    )


ON_PAGES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("present", {"words": "again", "page": 2}, {"words": "again", "page": 1}),
    ("absent", {"words": "again", "page": 1}, {"words": "again", "page": 2}),
    (
        "box",
        {"words": "Nova", "page": 1, "box": [100, 90, 130, 100]},
        {"words": "Nova", "page": 1, "box": [100, 700, 130, 710]},
    ),
    (
        "box",
        {"words": "Nova", "page": 2, "box": [700, 100, 710, 130]},
        {"words": "again", "page": 2, "box": [700, 100, 710, 130]},
    ),
    (
        "box",
        {"words": "Nova", "page": 1, "box": [80, 90, 130, 100], "within": 21},
        {"words": "Nova", "page": 1, "box": [80, 90, 130, 100], "within": 19},
    ),
    ("tick", {"option": "Text", "state": "yes"}, {"option": "Text", "state": "no"}),
    (
        "tick",
        {"option": "Image", "state": "no", "question": "Modality"},
        {"option": "Image", "state": "no", "question": "Size"},
    ),
    ("tick", {"option": "Text", "state": "yes", "page": 1}, {"option": "Tex", "state": "yes"}),
    ("warning", {"code": "read_by_ocr", "page": 2}, {"code": "read_by_ocr", "page": 1}),
    ("no_warning", {"code": "read_by_ocr", "page": 1}, {"code": "read_by_ocr", "page": 2}),
]


@pytest.mark.parametrize(("kind", "holds", "fails"), ON_PAGES, ids=lambda x: str(x)[:60])
def test_a_fact_of_a_page_holds_there_only(
    kind: str, holds: dict[str, Any], fails: dict[str, Any]
) -> None:
    read = Read(_two_pages())
    assert check(kind, holds, read) is None
    assert check(kind, fails, read)


def test_a_glued_power_is_caught() -> None:
    assert "glued" in str(check("power", {"base": "10", "exponent": "24"}, Read(_two_pages())))


def test_a_header_of_two_levels_is_met_by_its_last() -> None:
    text = "Nova 86.7"
    cells = (Cell(0, 4, "", True), Cell(5, 9, "Exams > cons@64"))
    document = Document(
        "0" * 64,
        "a.pdf",
        "application/pdf",
        text,
        blocks=(Block(0, 9, BlockKind.ROW, cells=cells),),
    )
    read = Read(document)
    assert check("cell", {"value": "86.7", "column": "cons@64", "row": "Nova"}, read) is None
    assert check("cell", {"value": "86.7", "column": "Exams > cons@64"}, read) is None
    assert check("cell", {"value": "86.7", "column": "@64"}, read)


def test_folding_keeps_powers_and_makes_quotes_plain() -> None:
    assert plain(" 10² ‘of’\n ﬁve\u00ad — ") == "10² 'of' five -"


def test_each_kind_can_be_checked_and_is_tested() -> None:
    assert KINDS.keys() == FIELDS.keys()
    assert {kind for kind, _, _ in OF_CARD + ON_PAGES} == FIELDS.keys()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("{kind: presnet, words: a}", "no such kind"),
        ("{kind: present}", "lacks words"),
        ("{kind: present, words: a, pge: 1}", "does not know pge"),
        ("{kind: cell, value: a}", "a cell needs"),
        ("{kind: cell, value: 7, row: a}", "must be quoted"),
        ('{kind: present, words: " "}', "is empty"),
        (f"{{kind: present, words: {'a ' * 16}}}", "more than 15 words"),
    ],
)
def test_a_row_that_is_no_fact_is_refused(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "D900.yaml"
    path.write_text(f"document: D900\nsha256: '0'\nfacts:\n  - {row}\n", "utf-8")
    with pytest.raises(ValueError, match=fault):
        load(path)
