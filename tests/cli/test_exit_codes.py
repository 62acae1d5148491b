"""Exit codes of ``lacuna scan`` for hand-made dossiers, and where its output goes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import pipeline.dossier
from pipeline.cli.scan import FailOn, _fails
from pipeline.errors import BadInput, LawNotInstalled, MissingModel, StaleIndex
from pipeline.schema import Dossier, Outcome
from tests import examples

HARMLESS = (
    Outcome.EVIDENCED,
    Outcome.NOT_FOUND_NO_CONCLUSION,
    Outcome.NOT_APPLICABLE,
    Outcome.UNDETERMINED,
    Outcome.NOT_ASSESSED,
)
#: Which outcomes each level minds, from the help text: "exit with 1 from such findings on".
MINDS = {
    "gap": {Outcome.GAP_PUBLIC},
    "upcoming": {Outcome.GAP_PUBLIC, Outcome.GAP_UPCOMING},
    "partial": {Outcome.GAP_PUBLIC, Outcome.GAP_UPCOMING, Outcome.PARTLY_EVIDENCED},
    "contradicted": {Outcome.CONTRADICTED},
}


def with_outcomes(*outcomes: Outcome) -> Dossier:
    """The hand-made dossier with findings of these outcomes and no others."""
    made = examples.dossier()
    return replace(
        made,
        findings=tuple(
            replace(made.findings[0], id=f"F{number}", outcome=outcome)
            for number, outcome in enumerate(outcomes)
        ),
    )


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> Callable[[Dossier], list[Any]]:
    """Let every scan give one dossier; what the scans were asked is kept."""

    def give(made: Dossier) -> list[Any]:
        asked: list[Any] = []

        def scan(files: Sequence[Any], options: Any, progress: Any) -> Dossier:
            asked.append((files, options))
            progress("working", 0.5)
            return made

        monkeypatch.setattr(pipeline.dossier, "scan", scan)
        return asked

    return give


@pytest.fixture
def card(tmp_path: Path) -> str:
    path = tmp_path / "card.md"
    path.write_text("# Nova\n\nNova 7B has 7 billion parameters.\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("level", list(FailOn))
def test_which_outcome_fails_at_which_level(level: FailOn, outcome: Outcome) -> None:
    assert _fails(with_outcomes(outcome), level) is (outcome in MINDS[level.value])
    # One bad finding among many harmless ones is enough, wherever it stands.
    assert _fails(with_outcomes(*HARMLESS, outcome), level) is (outcome in MINDS[level.value])
    assert _fails(with_outcomes(outcome, *HARMLESS), level) is (outcome in MINDS[level.value])


@pytest.mark.parametrize("level", list(FailOn))
def test_nothing_found_and_only_harmless_findings_pass(level: FailOn) -> None:
    assert not _fails(with_outcomes(), level)
    assert not _fails(with_outcomes(*HARMLESS), level)


@pytest.mark.parametrize(
    ("level", "outcome", "code"),
    [
        ("gap", Outcome.GAP_PUBLIC, 1),
        ("gap", Outcome.GAP_UPCOMING, 0),
        ("upcoming", Outcome.GAP_UPCOMING, 1),
        ("upcoming", Outcome.PARTLY_EVIDENCED, 0),
        ("partial", Outcome.PARTLY_EVIDENCED, 1),
        ("partial", Outcome.CONTRADICTED, 0),
        ("contradicted", Outcome.CONTRADICTED, 1),
        ("contradicted", Outcome.GAP_PUBLIC, 0),
        (None, Outcome.GAP_PUBLIC, 0),
        (None, Outcome.CONTRADICTED, 0),
    ],
)
@pytest.mark.parametrize("format", ["text", "json"])
def test_the_exit_code(
    lacuna: Callable[..., Any],
    scanned: Callable[[Dossier], list[Any]],
    card: str,
    level: str | None,
    outcome: Outcome,
    code: int,
    format: str,
) -> None:
    scanned(with_outcomes(outcome))
    options = ["--fail-on", level] if level else []
    ran = lacuna("scan", card, "-q", "--format", format, *options)
    assert ran.code == code
    assert ran.out and ran.err == "", "findings are a result, not an error"


@pytest.mark.parametrize("level", ["gaps", "GAP", "", "all", "0"])
def test_a_level_that_does_not_exist_is_a_usage_error(
    lacuna: Callable[..., Any], scanned: Callable[[Dossier], list[Any]], card: str, level: str
) -> None:
    asked = scanned(with_outcomes(Outcome.GAP_PUBLIC))
    ran = lacuna("scan", card, "--fail-on", level)
    assert ran.code == 2 and ran.out == "" and "--fail-on" in ran.err
    assert asked == []


@pytest.mark.parametrize(
    "error",
    [
        BadInput("x.md: cannot be used"),
        StaleIndex("the index is stale; run `lacuna index build`"),
        MissingModel("the encoder is not installed"),
        LawNotInstalled("run `lacuna law fetch`"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_for_the_user_are_one_line_and_two(
    lacuna: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, card: str, error: Exception
) -> None:
    def fail(*_: object) -> Dossier:
        raise error

    monkeypatch.setattr(pipeline.dossier, "scan", fail)
    ran = lacuna("scan", card, "-q", "--fail-on", "gap")
    assert (ran.code, ran.out, ran.err) == (2, "", f"lacuna: {error}\n")


def test_an_error_that_nobody_foresaw_is_not_hidden(
    lacuna: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, card: str
) -> None:
    def fail(*_: object) -> Dossier:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(pipeline.dossier, "scan", fail)
    with pytest.raises(ZeroDivisionError):
        lacuna("scan", card, "-q")


def test_ctrl_c_is_130_and_never_a_traceback(
    lacuna: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, card: str
) -> None:
    def stop(*_: object) -> Dossier:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.dossier, "scan", stop)
    ran = lacuna("scan", card, "-q", "--fail-on", "gap")
    assert ran.code == 130 and ran.out == "" and "Traceback" not in ran.err


@pytest.mark.parametrize("format", ["text", "json"])
def test_output_goes_to_the_file_and_nowhere_else(
    lacuna: Callable[..., Any],
    scanned: Callable[[Dossier], list[Any]],
    card: str,
    tmp_path: Path,
    format: str,
) -> None:
    scanned(examples.dossier())
    shown = lacuna("scan", card, "-q", "--format", format)
    target = tmp_path / "Ergebnis – 結果.txt"
    target.write_text("old and long " * 9000, encoding="utf-8")
    kept = lacuna("scan", card, "-q", "--format", format, "--output", str(target))
    assert (kept.code, kept.out, kept.err) == (0, "", "")
    assert target.read_text(encoding="utf-8") == shown.out


def unwritable(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "file").write_text("x")
    return {
        "a folder": tmp_path,
        "no such folder": tmp_path / "none" / "out.txt",
        "under a file": tmp_path / "file" / "out.txt",
        "too long a name": tmp_path / ("n" * 300),
    }


@pytest.mark.parametrize("where", ["a folder", "no such folder", "under a file", "too long a name"])
@pytest.mark.parametrize("verb", ["scan", "elements", "obligations"])
def test_output_that_cannot_be_written(
    lacuna: Callable[..., Any],
    scanned: Callable[[Dossier], list[Any]],
    card: str,
    tmp_path: Path,
    where: str,
    verb: str,
) -> None:
    scanned(with_outcomes(Outcome.GAP_PUBLIC))
    target = unwritable(tmp_path)[where]
    given = [card, "-q", "--fail-on", "gap"] if verb == "scan" else []
    ran = lacuna(verb, *given, "-o", str(target))
    assert ran.code == 2 and ran.out == ""
    assert ran.err.startswith(f"lacuna: {target}: cannot be written: ")
    assert ran.err.count("\n") == 1


class Terminal:
    """Standard output or error of a person who watches."""

    def __init__(self) -> None:
        self.said = ""

    def write(self, text: str) -> int:
        self.said += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[str, str]:
    """Run ``lacuna`` before a terminal; return what it shows and what it says."""
    from pipeline.cli import main

    out, err = Terminal(), Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["lacuna", *arguments])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as stop:
            main()
    assert not stop.value.code
    return out.said, err.said


@pytest.fixture
def colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.usefixtures("colourful")
def test_colours_on_a_terminal_and_the_three_ways_to_have_none(
    scanned: Callable[[Dossier], list[Any]],
    card: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    scanned(examples.dossier())
    coloured, _ = watched(monkeypatch, "scan", card, "-q")
    assert "\x1b[" in coloured
    plain, _ = watched(monkeypatch, "scan", card, "-q", "--no-color")
    assert "\x1b" not in plain and plain.startswith("Nova")
    target = tmp_path / "out.txt"
    assert watched(monkeypatch, "scan", card, "-q", "-o", str(target)) == ("", "")
    assert target.read_text(encoding="utf-8") == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert watched(monkeypatch, "scan", card, "-q")[0] == plain


@pytest.mark.usefixtures("colourful")
def test_an_empty_no_color_asks_for_nothing(
    scanned: Callable[[Dossier], list[Any]], card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned(examples.dossier())
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b[" in watched(monkeypatch, "scan", card, "-q")[0]


@pytest.mark.usefixtures("colourful")
def test_what_is_piped_has_no_colours(
    lacuna: Callable[..., Any], scanned: Callable[[Dossier], list[Any]], card: str
) -> None:
    scanned(examples.dossier())
    assert "\x1b" not in lacuna("scan", card, "-q").out


def test_progress_is_a_bar_on_a_terminal_unless_quiet(
    scanned: Callable[[Dossier], list[Any]], card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned(examples.dossier())
    _, said = watched(monkeypatch, "scan", card)
    assert " 50% working" in said and said.count("█") == said.count("░") == 12
    assert watched(monkeypatch, "scan", card, "--quiet")[1] == ""


def test_options_reach_the_scan(
    lacuna: Callable[..., Any],
    scanned: Callable[[Dossier], list[Any]],
    card: str,
    tmp_path: Path,
) -> None:
    asked = scanned(examples.dossier())
    sources = tmp_path / "s.csv"
    sources.write_text("file,url,retrieved,publisher\ncard.md,https://n.example,,Nova\n")
    given = ["--model", "Nova", "--as-of", "2026-08-01", "--sources", str(sources)]
    assert lacuna("scan", card, "-", *given, stdin=b"\xffbytes").code == 0
    ((files, options),) = asked
    assert options.model == "Nova" and options.as_of.isoformat() == "2026-08-01"
    assert [file.data[-12:] for file in files] == [b"parameters.\n", b"\xffbytes"]
    assert files[0].source.publisher == "Nova"
    assert files[1].name == "standard input"


@pytest.mark.parametrize(
    "day", ["", "2026", "2026-13-01", "2026-02-29", "25.11.2026", "tomorrow", "2026-11-25T00:00"]
)
def test_days_that_are_none(
    lacuna: Callable[..., Any], scanned: Callable[[Dossier], list[Any]], card: str, day: str
) -> None:
    asked = scanned(examples.dossier())
    ran = lacuna("scan", card, "--as-of", day)
    assert ran.code == 2 and asked == []
    assert ran.err == f"lacuna: --as-of {day!r}: expected a day such as 2026-11-25\n"


def test_save_keeps_what_the_viewer_shows(
    lacuna: Callable[..., Any], scanned: Callable[[Dossier], list[Any]], card: str
) -> None:
    scanned(examples.dossier())
    ran = lacuna("scan", card, "-q", "--save", "--format", "json")
    assert ran.code == 0
    assert ran.err.startswith("kept as ") and ran.err.endswith("; lacuna view shows it\n")
    assert json.loads(ran.out)["model"]["name"] == "Nova"
    assert any(Path(os.environ["LACUNA_DATA"]).rglob("*"))
