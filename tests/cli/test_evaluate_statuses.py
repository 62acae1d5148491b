"""``lacuna evaluate statuses`` judges each row as a document by itself, and says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.cli.conftest import Ran

_ROWS = """
carrier: "# {model}\\n\\n{model} is a model by {provider}.\\n\\n## {heading}\\n\\n{text}\\n"
keywords: {declined: [not disclosed]}
rows:
- {id: said, half: x, model: Nova 7, provider: Acme, heading: Size,
   text: The number of parameters is not disclosed., expect: {parameters_total: declined}}
- {id: wrong, half: x, model: Nova 7, provider: Acme, heading: Size,
   text: Nova 7 has 7 billion parameters., expect: {parameters_total: declined}}
- {id: elsewhere, half: y, from: Acme / Data size, expect: {data_size: declined}}
"""


def _files(folder: Path) -> tuple[Path, Path]:
    rows, table = folder / "rows.yaml", folder / "answers.csv"
    rows.write_text(_ROWS, encoding="utf-8")
    table.write_text(
        "company,indicator,disclosure\nAcme,Data size,We do not disclose the number of tokens.\n",
        encoding="utf-8",
    )
    return rows, table


def test_rows_are_judged_and_scored_by_part(lacuna: Callable[..., Ran], tmp_path: Path) -> None:
    rows, table = _files(tmp_path)
    ran = lacuna(
        "evaluate", "statuses", "--truth", str(rows), "--texts", str(table), "-q",
        "--format", "json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    x = found["method"]["x"]
    assert x["same"]["hits"] == 1
    assert x["same"]["n"] == 2
    assert [(m["row"], m["said"]) for m in x["misses"]] == [("wrong", "disclosed")]
    assert found["method"]["y"]["statuses"]["declined"]["recall"]["hits"] == 1
    assert found["keyword list"]["x"]["same"]["hits"] == 1


def test_one_part_alone_and_a_part_that_is_not_there(
    lacuna: Callable[..., Ran], tmp_path: Path
) -> None:
    rows, table = _files(tmp_path)
    told = ("evaluate", "statuses", "--truth", str(rows), "--texts", str(table), "-q")
    ran = lacuna(*told, "--part", "y")
    assert ran.code == 0
    assert ran.out.startswith("## Part y\n")
    assert "Part x" not in ran.out
    ran = lacuna(*told, "--part", "z")
    assert ran.code == 2
    assert "there are: x, y" in ran.err


def test_texts_that_are_missing_or_no_table_are_named(
    lacuna: Callable[..., Ran], tmp_path: Path
) -> None:
    rows, table = _files(tmp_path)
    ran = lacuna("evaluate", "statuses", "--truth", str(rows), "-q")
    assert ran.code == 2
    assert "row elsewhere" in ran.err
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    ran = lacuna("evaluate", "statuses", "--truth", str(rows), "--texts", str(table), "-q")
    assert ran.code == 2
    assert "no table of disclosures" in ran.err


def test_the_rows_that_ship_are_enough_and_no_status_is_left_out() -> None:
    path = Path(__file__).resolve().parent.parent / "statuses" / "rows.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["rows"]
    assert len(rows) >= 150
    for half in ("a", "b"):
        said = [s for row in rows if row["half"] == half for s in row["expect"].values()]
        assert len(said) >= 75
        for status in ("declined", "placeholder", "referred", "mentioned", "absent"):
            assert said.count(status) >= 10


def test_the_fresh_part_is_no_worse_than_the_docs_say(lacuna: Callable[..., Ran]) -> None:
    path = Path(__file__).resolve().parent.parent / "statuses" / "rows.yaml"
    ran = lacuna(
        "evaluate", "statuses", "--truth", str(path), "--part", "c", "-q", "--format", "json"
    )
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    found = data["method"]["c"]
    assert found["same"]["share"] >= 0.70
    assert found["same"]["share"] > data["keyword list"]["c"]["same"]["share"] + 0.2
    floors = {"declined": (0.88, 0.5), "placeholder": (1.0, 0.63), "referred": (1.0, 0.72)}
    for status, (precision, recall) in floors.items():
        rates = found["statuses"][status]
        assert rates["precision"]["share"] >= precision
        assert rates["recall"]["share"] >= recall
