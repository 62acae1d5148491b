"""Closed pipes, Ctrl-C, help of every verb, the viewer's refusals, lines of claims, law options."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pipeline.dossier
from pipeline.cli import output
from pipeline.dossier import Reading
from pipeline.errors import BadInput
from pipeline.schema import Identity
from tests import examples

OPTIONS = {
    ("scan",): {
        *("--model", "--facts", "--sources", "--as-of", "--format", "--fail-on", "--save"),
        *("--full", "--output", "--quiet", "--no-color", "-o", "-q"),
    },
    ("claims",): {"--model", "--sources", "--format", "--output", "--quiet"},
    ("view",): {"--port", "--headless"},
    ("obligations",): {"--format", "--output"},
    ("elements",): {"--format", "--output"},
    ("law", "fetch"): {"--from", "--law", "--timeout"},
    ("law", "verify"): {"--law"},
    ("law", "show"): {"--law", "--as-of", "--format", "--output"},
    ("law", "search"): {"--law", "--as-of", "--limit", "--format", "--output"},
    ("index", "build"): {"--quiet"},
    ("index", "verify"): set[str](),
    ("evaluate", "gold"): {"--truth", "--documents", "--format", "--output", "--quiet"},
    ("evaluate", "values"): {"--truth", "--documents", "--format", "--output", "--quiet"},
    ("evaluate", "retrieval"): {"--truth", "--documents", "--format", "--output", "--quiet"},
}


@pytest.mark.parametrize("verb", OPTIONS, ids=" ".join)
@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_names_every_option(
    lacuna: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], asked: str
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    ran = lacuna(*verb, asked)
    assert ran.code == 0 and ran.err == ""
    assert f"lacuna {' '.join(verb)}" in ran.out
    words = {word.strip(",│") for word in ran.out.split()}
    assert OPTIONS[verb] <= words


@pytest.mark.parametrize("level", ["gap", "upcoming", "partial", "contradicted"])
def test_help_names_every_level(
    lacuna: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert level in lacuna("scan", "--help").out


@pytest.mark.parametrize("verb", [(), ("law",), ("index",), ("evaluate",)], ids=str)
def test_no_verb_shows_help_or_says_what_is_missing(
    lacuna: Callable[..., Any], verb: tuple[str, ...]
) -> None:
    ran = lacuna(*verb)
    assert ran.code in (0, 2) and "Usage: lacuna" in ran.out + ran.err


def test_version(lacuna: Callable[..., Any]) -> None:
    from pipeline import __version__

    assert lacuna("--version").out == f"lacuna {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["scam"], "scam"),
        (["scan"], "files"),
        (["scan", "x.md", "--loud"], "--loud"),
        (["scan", "x.md", "--format", "xml"], "--format"),
        (["scan", "x.md", "--fail-on"], "--fail-on"),
        (["claims"], "files"),
        (["claims", "x.md", "--fail-on", "gap"], "--fail-on"),
        (["law", "show"], "locator"),
        (["law", "search"], "words"),
        (["law", "search", "energy", "--limit", "0"], "--limit"),
        (["law", "search", "energy", "--limit", "-3"], "--limit"),
        (["law", "search", "energy", "--limit", "many"], "--limit"),
        (["law", "fetch", "--timeout", "long"], "--timeout"),
        (["evaluate", "gold"], "--truth"),
        (["view", "--port", "0", "--headless"], "--port"),
        (["view", "--port", "65536", "--headless"], "--port"),
        (["view", "--port", "-1", "--headless"], "--port"),
        (["view", "--port", "http", "--headless"], "--port"),
    ],
    ids=" ".join,
)
def test_usage_errors_are_2_and_name_the_argument(
    lacuna: Callable[..., Any], arguments: list[str], named: str
) -> None:
    ran = lacuna(*arguments)
    assert ran.code == 2 and ran.out == ""
    assert named in ran.err and "Traceback" not in ran.err


def _piped(arguments: list[str], read: int) -> tuple[int, str]:
    """Run the command with a reader that takes some bytes and goes away."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )
    assert process.stdout is not None and process.stderr is not None
    if read:
        process.stdout.read(read)
    process.stdout.close()
    said = process.stderr.read().decode()
    return process.wait(timeout=30), said


@pytest.mark.parametrize(
    ("arguments", "read"),
    [(["elements"], 0), (["obligations", "--format", "json"], 1)],
    ids=["short", "long"],
)
def test_a_closed_pipe_ends_quietly(arguments: list[str], read: int) -> None:
    code, said = _piped(arguments, read)
    assert (code, said) == (0, "")


def test_a_closed_pipe_is_no_finding(
    lacuna: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(output, "write", gone)
    ran = lacuna("elements")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_ctrl_c_in_any_verb(lacuna: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "write", stop)
    assert lacuna("elements").code == 130
    assert lacuna("obligations", "--format", "json").code == 130


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the viewer would have been started with."""
    commands: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _, command: commands.append(command))
    return commands


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_view_refuses_a_taken_port(lacuna: Callable[..., Any], started: list[list[str]]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = lacuna("view", "--headless", "--port", str(port))
    assert ran.code == 2 and started == []
    assert ran.err.startswith(f"lacuna: port {port} on 127.0.0.1 cannot be used (")
    assert ran.err.endswith("; name another with --port\n")


def test_view_refuses_a_file_as_folder(
    lacuna: Callable[..., Any], started: list[list[str]], tmp_path: Path
) -> None:
    file = tmp_path / "dossier.json"
    file.write_text("{}")
    before = os.environ["LACUNA_DATA"]
    ran = lacuna("view", str(file), "--headless", "--port", str(free_port()))
    assert ran.code == 2 and started == []
    assert ran.err == f"lacuna: {file}: is a file; name the folder that holds the dossiers\n"
    assert os.environ["LACUNA_DATA"] == before


@pytest.mark.parametrize("headless", [True, False])
def test_view_listens_on_this_machine_only(
    lacuna: Callable[..., Any], started: list[list[str]], tmp_path: Path, headless: bool
) -> None:
    port = free_port()
    options = ["--headless"] if headless else []
    ran = lacuna("view", str(tmp_path), "--port", str(port), *options)
    assert ran.code == 0 and f"http://127.0.0.1:{port} " in ran.err
    ((_, *command),) = started
    assert command[:3] == ["-m", "streamlit", "run"] and Path(command[3]).is_file()
    assert "--server.address=127.0.0.1" in command
    assert f"--server.port={port}" in command
    assert f"--server.headless={str(headless).lower()}" in command
    assert "--browser.gatherUsageStats=false" in command
    assert "--server.showEmailPrompt=false" in command
    assert os.environ["LACUNA_DATA"] == str(tmp_path.resolve())


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let ``lacuna claims`` read the hand-made dossier; what it was asked is kept."""
    made, asked = examples.dossier(), list[Any]()

    def read(files: Any, name: str | None, progress: Any) -> Reading:
        asked.append((files, name))
        return Reading(made.documents, {}, Identity("Nova", "Nova Labs"), made.claims)

    monkeypatch.setattr(pipeline.dossier, "read", read)
    return asked


def test_claims_as_lines(lacuna: Callable[..., Any], reading: list[Any], tmp_path: Path) -> None:
    (tmp_path / "card.md").write_text("# Nova")
    ran = lacuna("claims", str(tmp_path / "card.md"), "-q", "--model", "Nova")
    assert ran.code == 0 and ran.err == ""
    assert ran.out.splitlines() == [
        "parameters_total     7 billion parameters — Nova 7B — “7 billion parameters” "
        f"(card.md, line 3{examples.CITED})",
        "evaluation_results   MMLU 8 — Nova 7B [another model's] — “8k” (report.pdf, page 1)",
        "release_date         2025-09-16 — Nova",
    ]
    ((files, name),) = reading
    assert name == "Nova" and [file.data for file in files] == [b"# Nova"]


def test_a_folder_is_all_its_files_and_hidden_ones_are_not(
    lacuna: Callable[..., Any], reading: list[Any], tmp_path: Path
) -> None:
    folder = tmp_path / "docs"
    for name in ("b.md", "a.md", "sub/c.txt", ".hidden.md", ".git/config"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    assert lacuna("claims", str(folder), "-q").code == 0
    ((files, _),) = reading
    assert sorted(file.data.decode() for file in files) == ["a.md", "b.md", "sub/c.txt"]


def test_an_empty_folder_and_a_missing_file(
    lacuna: Callable[..., Any], reading: list[Any], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    ran = lacuna("claims", str(tmp_path / "empty"), "-q")
    assert ran.code == 2 and ran.out == "" and "empty" in ran.err
    ran = lacuna("claims", str(tmp_path / "none.md"), "-q")
    assert ran.code == 2 and f"{tmp_path / 'none.md'}: no such file or folder" in ran.err
    assert reading == []


def test_standard_input_is_read_once_even_if_named_twice(
    lacuna: Callable[..., Any], reading: list[Any]
) -> None:
    assert lacuna("claims", "-", "-", "-q", stdin=b"# Nova").code == 0
    ((files, _),) = reading
    assert [(file.name, file.data) for file in files] == [("standard input", b"# Nova")]


def test_a_faulty_sources_file_is_told_whole(
    lacuna: Callable[..., Any], reading: list[Any], tmp_path: Path
) -> None:
    card, sources = tmp_path / "card.md", tmp_path / "s.csv"
    card.write_text("# Nova")
    sources.write_text("file,url,retrieved,publisher\n,,,\ncard.md,,soon,\n")
    ran = lacuna("claims", str(card), "--sources", str(sources))
    assert ran.code == 2 and "line 2: no file name; line 3: retrieved 'soon'" in ran.err
    assert reading == []


@pytest.mark.parametrize("words", [[""], [" "], ["?!"], ["–", "…"]], ids=str)
def test_a_search_for_nothing_is_refused(lacuna: Callable[..., Any], words: list[str]) -> None:
    ran = lacuna("law", "search", "--", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", "lacuna: law search: give words to look for\n")


@pytest.mark.parametrize(
    "arguments",
    [["show", "Art. 53(1)(d)"], ["search", "energy"], ["verify"]],
    ids=lambda arguments: arguments[0],
)
def test_law_folders_that_hold_none(
    lacuna: Callable[..., Any], tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "none", tmp_path / "file", tmp_path):
        ran = lacuna("law", *arguments, "--law", str(folder))
        assert ran.code == 2 and ran.out == ""
        assert "lacuna law fetch" in ran.err and str(folder) in ran.err


@pytest.mark.parametrize("verb", [["show", "Art. 53(1)(d)"], ["search", "energy"]], ids=str)
def test_law_days_that_are_none(lacuna: Callable[..., Any], verb: list[str]) -> None:
    ran = lacuna("law", *verb, "--as-of", "2026-31-12")
    assert ran.code == 2 and "--as-of '2026-31-12'" in ran.err and ran.out == ""


@pytest.mark.shared
@pytest.mark.parametrize("words", [["zzz"], ["Art."], ["Art. 999"], ["Annex", "XI", "9"]], ids=str)
def test_places_that_do_not_exist(
    lacuna: Callable[..., Any], shared: Path, words: list[str]
) -> None:
    ran = lacuna("law", "show", *words, "--law", str(shared / "law"))
    assert ran.code == 2 and ran.out == "" and ran.err.startswith("lacuna: ")


@pytest.mark.shared
def test_words_of_a_place_may_be_given_apart(lacuna: Callable[..., Any], shared: Path) -> None:
    law = ["--law", str(shared / "law")]
    together = lacuna("law", "show", "Art. 53(1)(d)", *law)
    apart = lacuna("law", "show", "art", "53", "(1)", "(d)", *law)
    assert together.code == 0 and apart.out == together.out


def test_write_says_which_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        output.write("x", tmp_path)
    output.write("é\n", tmp_path / "new.txt")
    assert (tmp_path / "new.txt").read_bytes() == "é\n".encode()


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.cli.scan import _gather

    monkeypatch.setattr(sys, "stdin", None)  # as Python finds it after `<&-`
    with pytest.raises(BadInput, match="standard input is closed"):
        _gather([Path("-")], None)


def test_claims_say_what_was_not_read(lacuna: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "card.md").write_text("# Nova 3B\n\nNova 3B has 3 billion parameters.\n")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 cut short")
    ran = lacuna("claims", str(tmp_path), "-q")
    assert ran.code == 0 and "3 billion" in ran.out
    (line,) = ran.err.splitlines()
    assert line.startswith("lacuna: report.pdf: ") and "damaged" in line


def test_a_row_of_the_sources_file_without_a_document_is_told(
    lacuna: Callable[..., Any], reading: list[Any], tmp_path: Path
) -> None:
    card, sources = tmp_path / "card.md", tmp_path / "s.csv"
    card.write_text("# Nova")
    sources.write_text("file,url,retrieved,publisher\ncard.md,,,Nova\ncrad.md,,,Nova\n")
    ran = lacuna("claims", str(card), "--sources", str(sources), "-q")
    assert ran.code == 0 and ran.err == f"lacuna: {sources}: no document is called crad.md\n"
    sources.write_text(f"file,url,retrieved,publisher\n{card},,,Nova\n")
    assert lacuna("claims", str(card), "--sources", str(sources), "-q").err == ""
