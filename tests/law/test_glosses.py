"""Our words are ours: no gloss has twelve words in a row from an official text.

Compared without case, white space and punctuation, over every text that is installed here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.catalogue.files import corpora
from pipeline.law.corpus import open_law
from tests.law.conftest import TODAY

RUN = 12
_WORD = re.compile(r"[^\W_]+")
#: Strings that patterns are tested on are shown to nobody as our gloss.
_NO_GLOSS = frozenset({"must", "must_not", "pattern", "patterns"})

pytestmark = pytest.mark.shared


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@pytest.fixture(scope="module")
def official(shared: Path) -> frozenset[tuple[str, ...]]:
    """Every run of twelve words of the Act, the Code, the forms and the patches."""
    law = shared / "law"
    texts = [document.text for document in open_law(law, TODAY).documents.values()]
    texts.append((law / "code" / "gpai-code-final.md").read_text("utf-8"))
    patches = json.loads((law / "act" / "omnibus_2026_1744_gpai_patches.json").read_text("utf-8"))
    texts += [row.get("text") or "" for row in patches]
    return frozenset(run for text in texts for run in _runs(_words(text)))


def _strings(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield "/".join(path), data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _NO_GLOSS:
                yield from _strings(value, (*path, str(key)))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from _strings(value, (*path, str(at)))


def borrowed(text: str, official: frozenset[tuple[str, ...]]) -> list[str]:
    return [" ".join(run) for run in _runs(_words(text)) if run in official]


def _files() -> list[Path]:
    folders = (
        "obligations",
        "elements",
        "law",
        "risks",
        "forms",
        "licences",
        "compute",
        "summaries",
    )
    return [
        path
        for folder in folders
        for path in sorted((corpora() / folder).rglob("*"))
        if path.suffix in (".yaml", ".json")
    ]


@pytest.mark.parametrize("path", _files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_gloss_has_twelve_words_of_law(path: Path, official: frozenset[tuple[str, ...]]) -> None:
    text = path.read_text("utf-8")
    data = yaml.safe_load(text) if path.suffix == ".yaml" else json.loads(text)
    found = {place: run for place, words in _strings(data) for run in borrowed(words, official)}
    assert found == {}


def test_the_gate_catches_twelve_words_and_lets_eleven_pass(
    shared: Path, official: frozenset[tuple[str, ...]]
) -> None:
    words = open_law(shared / "law", TODAY).show("Art. 53(1)(d)").text.split()
    twelve = " ".join(words[:RUN])
    assert borrowed(twelve, official)
    assert borrowed(f"Ours: {twelve.upper().replace(' ', ' -  ')}!", official)
    assert not borrowed(" ".join(words[: RUN - 1]), official)
    broken = " ".join([*words[:6], "really", *words[6:RUN]])
    assert not borrowed(broken, official)
    assert len(official) > 100_000
