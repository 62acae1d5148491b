"""The same text as Markdown, HTML, DOCX and PDF gives the same claims and statuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from pipeline.catalogue.files import root
from tests.readers.twins import as_docx, as_html, texts
from tests.readers.twins.compare import Said, claim_differences, differences, said
from tests.readers.twins.nodes import nodes
from tests.readers.twins.sources import body

WRITERS: dict[str, Callable[[str], bytes]] = {
    "html": as_html.page,
    "docx": lambda markdown: as_docx.written(nodes(markdown)),
}


def example() -> str:
    return body((root() / "corpora" / "example" / "ostrea-2-card.md").read_text("utf-8"))


OWN = {"card": texts.CARD, "notice": texts.NOTICE, "example": example()}


@cache
def as_markdown(markdown: str) -> Said:
    return said("twin.md", markdown.encode())


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
