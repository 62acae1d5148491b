"""What a person saw on the pages of real documents, against what the readers give."""

from __future__ import annotations

import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.readers.read import read_path
from tests.readers.facts.check import Read, check
from tests.readers.facts.load import Fact, everything

FACTS = everything()


@cache
def _read(path: Path) -> Read:
    return Read(read_path(path))


@pytest.mark.shared
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_the_fact_holds(shared: Path, fact: Fact) -> None:
    if fact.needs and shutil.which(fact.needs) is None:
        pytest.skip(f"needs the program {fact.needs}")
    (path,) = (shared / "data" / "docs").glob(f"{fact.document}_*")
    assert sha256(path.read_bytes()).hexdigest() == fact.sha256, "another file than was looked at"
    wrong = check(fact.kind, fact.says, _read(path))
    assert wrong is None, f"{fact.kind} {fact.says}: {wrong}"


def test_there_are_facts_enough_of_many_kinds_over_many_documents() -> None:
    assert len(FACTS) >= 700
    assert len({fact.document for fact in FACTS}) >= 80
    assert len({fact.kind for fact in FACTS}) >= 15
