"""Files made to break a reader, each through the process that reads: a warning, and on we go."""

from __future__ import annotations

import time

import pytest

from pipeline.readers.isolate import Reader
from pipeline.readers.limits import Limits
from pipeline.schema import WarningCode
from tests.readers.hostile import HOSTILE

#: Small enough that the worst of them ends soon.
BOUNDS = Limits(memory_bytes=2_000_000_000, cpu_seconds=6, wall_seconds=120, pages=200)

LIMIT, DAMAGED = WarningCode.LIMIT, WarningCode.DAMAGED
MARKUP, FRONT = WarningCode.MARKUP, WarningCode.FRONT_MATTER
#: What must be said of a file; those that are read whole are not here.
SAID = {
    "docx_bomb": LIMIT,
    "docx_of_laughs": DAMAGED,
    "docx_of_a_file_outside": DAMAGED,
    "html_of_a_million_tags": LIMIT,
    "html_of_nested_tables": LIMIT,
    "html_of_huge_spans": LIMIT,
    "yaml_of_aliases": LIMIT,
    "front_matter_of_aliases": LIMIT,
    "json_of_depth": MARKUP,
    "yaml_of_depth": MARKUP,
    "pdf_of_a_page_tree_in_a_circle": LIMIT,
    "pdf_of_many_pages": LIMIT,
    "pdf_of_nested_arrays": DAMAGED,
    "pdf_of_a_huge_image": WarningCode.NO_TEXT,
    "pdf_of_a_million_words": LIMIT,
}
ARCHIVES = {"zip_bomb", "zip_in_zip"}


@pytest.fixture(scope="module")
def reader():
    with Reader(BOUNDS) as one:
        yield one


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - ARCHIVES))
def test_a_hostile_file_costs_itself_only(reader, name, monkeypatch):
    monkeypatch.setenv("LACUNA_OCR", "off")
    label, make = HOSTILE[name]
    data = make()
    started = time.monotonic()
    document = reader.read(data, label)
    assert time.monotonic() - started < BOUNDS.wall_seconds + 5
    codes = {warning.code for warning in document.warnings}
    assert name not in SAID or SAID[name] in codes, document.warnings
    assert "root:" not in document.text and "haha" not in document.text
    assert reader.read(b"# Nova\n", "card.md").text == "# Nova\n"


def test_every_expectation_is_about_a_file():
    assert SAID.keys() | ARCHIVES <= HOSTILE.keys()
