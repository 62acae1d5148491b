"""Pattern files: every row is tested by its own examples, and faults are told together."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalogue import rows
from pipeline.catalogue.files import corpora
from pipeline.claims import phrases as module
from pipeline.claims.phrases import expand, phrases
from pipeline.errors import BadCorpus


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def write(text: str) -> str:
        (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(rows, "corpora", lambda: tmp_path)
        rows.load.cache_clear()
        phrases.cache_clear()
        return "p.yaml"

    yield write
    rows.load.cache_clear()
    phrases.cache_clear()


def test_macros_nest_and_rows_keep_their_order(file) -> None:
    name = file(
        "macros: {N: 'a{{M}}', M: 'b+'}\n"
        "rows:\n"
        "- {id: one, role: r, pattern: 'x{{N}}', weight: 2, must: [xabb], must_not: [xa]}\n"
        "- {id: two, role: r, pattern: 'y', must: [Y], must_not: [x]}\n"
    )
    found = phrases(name)["r"]
    assert [(row.id, row.weight) for row in found] == [("one", 2.0), ("two", 1.0)]
    assert found[0].regex.search("XABB")


def test_all_faults_come_together(file) -> None:
    name = file(
        "rows:\n"
        "- {id: one, role: r, pattern: '(', must: [a], must_not: [b]}\n"
        "- {id: one, role: r, pattern: 'a', must: [b], must_not: [a], odd: 1}\n"
        "- {id: three, role: r, pattern: '{{NONE}}', must: [a], must_not: []}\n"
    )
    with pytest.raises(BadCorpus) as caught:
        phrases(name)
    told = "\n".join(caught.value.faults)
    for part in ("does not compile", "used twice", "unknown key odd", "must match 'b'"):
        assert part in told
    for part in ("must not match 'a'", "no macro is called NONE", "must_not is empty"):
        assert part in told


def test_a_macro_that_holds_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="deeply"):
        expand("{{A}}", {"A": "{{A}}"})


@pytest.mark.parametrize("name", sorted(p.name for p in (corpora() / "lexicons").glob("*.yaml")))
def test_files_that_ship_are_without_fault(name: str) -> None:
    data = rows.load(f"lexicons/{name}")
    if isinstance(data, dict) and data.get("rows") and "role" in data["rows"][0]:
        assert module.phrases(f"lexicons/{name}")
