"""``lacuna limits`` says every setting; a wrong one ends in a sentence."""

from __future__ import annotations

from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import BadInput
from pipeline.readers.limits import Limits, rows


def test_every_limit_is_listed():
    done = CliRunner().invoke(app, ["limits"], env={"LACUNA_LIMIT_PAGES": "12"})
    assert done.exit_code == 0
    for row in rows(Limits()):
        assert row.variable in done.output and row.why in done.output
    assert "12 pages (default 5,000)" in done.output


def test_a_wrong_setting_is_told():
    done = CliRunner().invoke(app, ["limits"], env={"LACUNA_LIMIT_PAGES": "many"})
    assert isinstance(done.exception, BadInput) and "LACUNA_LIMIT_PAGES" in str(done.exception)
