"""``lacuna evaluate values`` tells three formats apart; the two others end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app

CARD = """# Nova 2

Nova 2 is a language model by Acme. Nova 2 comes in two sizes, 7B and 13B parameters.

- **License:** Apache-2.0

## Evaluation

| Model | MMLU | BBH |
|---|---|---|
| Nova 2 7B | 45.3 | 32.6 |
| Nova 2 13B | 54.8 | 39.4 |
| Orca 7B | 35.1 | 30.3 |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "card.md").write_text(CARD, encoding="utf-8")
    (tmp_path / "MANIFEST.tsv").write_text(
        "id\tprovider\trepo\tpath\tlocal\nD1\tAcme\tacme/nova\tcard.md\tcard.md\n",
        encoding="utf-8",
    )
    (tmp_path / "truth").mkdir()
    return tmp_path


def run(truth: Path, *more: str) -> str:
    done = CliRunner().invoke(app, ["evaluate", "values", "--truth", str(truth), "-q", *more])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_checked_rows(folder: Path) -> None:
    truth = folder / "truth" / "rows.tsv"
    truth.write_text(
        "repo\tpath\tclaim_type\tmodel\ttruth_value\tverdict\tdocument_value\tquote\tnote\n"
        "acme/nova\tcard.md\tparameter_count\tNova 2 13B\t1.3e10\tstated\t13000000000\t\t\n"
        "acme/nova\tcard.md\tlicense\tNova 2\tMIT\tconflict\tapache-2.0\t\tweak: odd\n"
        "acme/nova\tcard.md\tmax_output\tNova 2\t4096\tnot_stated\t\t\t\n",
        encoding="utf-8",
    )
    data = json.loads(run(truth, "--format", "json"))
    assert [row["outcome"] for row in data["rows"]] == ["right", "right", "silent"]
    assert data["parts"]["all"]["rates"]["precision"] == 1.0
    assert data["parts"]["without weak rows"]["rows"] == 2
    assert set(data["baselines"]) == {
        "first pattern hit",
        "all claims, whoever's and of whatever variant",
        "never an answer",
    }
    text = run(truth, "--documents", str(folder / "docs"))
    assert "3 checked rows, 1 documents, 1 providers" in text
    assert "| not_stated | 1 | 0 | 0 | 0 | 1 |" in text


def test_benchmark_rows(folder: Path) -> None:
    truth = folder / "truth" / "rows.csv"
    truth.write_text(
        "model_name,lab_slug,document_slug,benchmark_name,split,score,repo,path\n"
        "Nova 2 13B,acme,acme_nova2_card,MMLU,,54.8,acme/nova,card.md\n"
        "Orca 7B,acme,acme_nova2_card,BBH,,30.3,acme/nova,card.md\n"
        "Nova 2 7B,acme,acme_nova2_card,BBH,,99,acme/nova,card.md\n",
        encoding="utf-8",
    )
    data = json.loads(run(truth, "--format", "json"))
    assert (data["rows"], data["found"], data["recall"]) == (3, 2, 0.6667)
    assert [row["score"] for row in data["missed"]] == [99]


def test_a_faulty_table_is_refused(folder: Path) -> None:
    truth = folder / "truth" / "rows.csv"
    truth.write_text(
        "model_name,lab_slug,document_slug,benchmark_name,split,score,repo,path\n"
        "Nova,acme,acme_nova2_card,MMLU,,much,acme/nova,card.md\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["evaluate", "values", "--truth", str(truth), "-q"])
    assert done.exit_code != 0
