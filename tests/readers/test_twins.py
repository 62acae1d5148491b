"""The same text as Markdown, HTML, DOCX and PDF gives the same claims and statuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pipeline.catalogue.files import root
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, Document
from tests.readers.twins import as_docx, as_html, as_pdf, texts
from tests.readers.twins.compare import Said, claim_differences, differences, said
from tests.readers.twins.nodes import nodes
from tests.readers.twins.sources import body

#: Share of the elements of a real card that must have one status in all formats.
AGREED = 0.97
#: Cards of other makers, by the start of their file's name.
CARDS = ("D016", "D046", "D069")

WRITERS: dict[str, Callable[[str], bytes]] = {
    "html": as_html.page,
    "docx": lambda markdown: as_docx.written(nodes(markdown)),
    "pdf": lambda markdown: as_pdf.written(nodes(markdown)),
}


def example() -> str:
    return body((root() / "corpora" / "example" / "ostrea-2-card.md").read_text("utf-8"))


OWN = {"card": texts.CARD, "notice": texts.NOTICE, "example": example()}


@cache
def as_markdown(markdown: str) -> Said:
    return said("twin.md", markdown.encode())


@cache
def read(name: str, suffix: str) -> Document:
    return read_bytes(WRITERS[suffix](OWN[name]), f"twin.{suffix}")


@pytest.mark.parametrize("name", OWN)
def test_the_texts_say_enough_to_be_compared(name: str) -> None:
    mine = as_markdown(OWN[name])
    assert len(mine.statuses) == 72
    assert len(mine.claims) >= 8
    assert len(set(mine.statuses.values())) >= 4


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("name", OWN)
def test_a_twin_says_the_same(name: str, suffix: str) -> None:
    mine, twin = as_markdown(OWN[name]), said(f"twin.{suffix}", WRITERS[suffix](OWN[name]))
    assert differences(mine, twin) == []
    assert claim_differences(mine, twin) == []


@pytest.mark.parametrize("name", ["card", "example"])
def test_a_page_as_a_browser_prints_it_says_the_same(name: str, tmp_path: Path) -> None:
    if as_html.browser() is None:
        pytest.skip("needs chromium, to print a page")
    mine = as_markdown(OWN[name])
    data = as_html.printed(as_html.page(OWN[name]), tmp_path)
    twin = said("twin.pdf", data)
    assert differences(mine, twin) == []
    assert claim_differences(mine, twin) == []
    document = read_bytes(data, "twin.pdf")
    items = [
        (block.level, document.text[block.start : block.end].strip())
        for block in document.blocks
        if block.kind is BlockKind.ITEM
    ]
    if name == "card":  # a browser draws the bullets of a list
        assert (1, "• answering questions about documents, for instance") in items
        assert (2, "• manuals of machines") in items


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("name", OWN)
def test_a_twin_has_the_headings_of_the_text(name: str, suffix: str) -> None:
    document = read(name, suffix)
    found = [
        " ".join(document.text[block.start : block.end].split())
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    ]
    assert found == [line.lstrip("# ") for line in OWN[name].split("\n") if line.startswith("#")]


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_twin_keeps_powers_spans_and_addresses(suffix: str) -> None:
    document = read("card", suffix)
    assert "10²⁴" in document.text
    assert "1024" not in document.text
    targets = {to for block in document.blocks for _, _, to in block.links}
    assert "https://brackwater.example/tellina-4/use-policy" in targets
    rows = [
        {cell.header: " ".join(document.text[cell.start : cell.end].split()) for cell in b.cells}
        for b in document.blocks
        if b.kind is BlockKind.ROW
    ]
    assert {
        "Model": "Tellina 4 70B",
        "Parameters > Total": "70 billion",
        "Parameters > Embedding": "1.1 billion",
        "Context length": "64k tokens",
    } in rows


def test_the_long_table_of_the_pdf_runs_over_two_pages() -> None:
    document = read("card", "pdf")
    pages = {
        document.page_at(block.start)
        for block in document.blocks
        if block.kind is BlockKind.ROW and "Falcon 40B" in {cell.header for cell in block.cells}
    }
    assert len(pages) == 2


@pytest.mark.shared
@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("card", CARDS)
def test_a_real_card_in_other_clothes(shared: Path, card: str, suffix: str) -> None:
    (path,) = (shared / "data" / "docs").glob(f"{card}_*.md")
    markdown = body(path.read_text("utf-8"))
    mine, twin = as_markdown(markdown), said(f"twin.{suffix}", WRITERS[suffix](markdown))
    differ = differences(mine, twin)
    assert len(differ) <= (1 - AGREED) * len(mine.statuses), "\n".join(differ)
