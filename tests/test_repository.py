"""The repository itself: sizes, manifest, and no sentence of law or of a provider's document."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from pipeline.catalogue.files import root

ROOT = root()
#: So many words in a row may come from elsewhere, as quotations do; more may not.
QUOTABLE = 15


def _tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_python_files_are_short_and_named_for_a_topic() -> None:
    files = [path for path in _tracked() if path.suffix == ".py"]
    assert len(files) > 100
    long = {str(p.relative_to(ROOT)) for p in files if len(p.read_text().splitlines()) > 500}
    assert long == set()
    assert not [p for p in files if p.stem in {"utils", "helpers", "common", "misc"}]


def _code_lines(path: Path) -> int:
    """Count lines that hold code: docstrings, comments and blank lines left out."""
    source = path.read_text(encoding="utf-8")
    said: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
            and isinstance(body[0].value.value, str)
        ):
            said.update(range(body[0].lineno, (body[0].end_lineno or body[0].lineno) + 1))
    skipped = {
        tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
        tokenize.ENDMARKER,
    }  # fmt: skip
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in skipped:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - said)


def test_tests_are_as_long_as_the_source() -> None:
    def lines(folder: str) -> int:
        return sum(_code_lines(path) for path in (ROOT / folder).rglob("*.py"))

    scenarios = (ROOT / "tests").rglob("*.yaml")
    data = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in scenarios)
    assert lines("tests") + data >= lines("pipeline")


def test_manifest_names_every_data_file() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "corpora_manifest.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    rows = json.loads((ROOT / "corpora" / "MANIFEST.json").read_text(encoding="utf-8"))
    assert all(row["source"] and row["date"] and row["licence"] for row in rows)


def test_the_example_report_is_what_its_script_writes(tmp_path: Path) -> None:
    made = tmp_path / "report.pdf"
    script = ROOT / "scripts" / "make_example_report.py"
    subprocess.run([sys.executable, str(script), str(made)], check=True)
    assert made.read_bytes() == (ROOT / "corpora/example/ostrea-2-report.pdf").read_bytes()


def test_readme_names_every_verb_and_only_verbs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "--help"], capture_output=True, text=True, check=True
    )
    verbs = set(re.findall(r"^[│|]\s+([a-z]+)\s", done.stdout, re.MULTILINE))
    assert len(verbs) >= 8
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"^lacuna ([a-z]+)", readme, re.MULTILINE))
    used |= set(re.findall(r"`lacuna ([a-z]+)", readme))
    assert used and used <= verbs


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


@pytest.mark.shared
def test_no_sentence_of_law_or_of_a_document_is_here(shared: Path) -> None:
    size = QUOTABLE + 4
    known: set[int] = set()

    def feed(text: str) -> None:
        words = _words(text)
        for at in range(len(words) - size + 1):
            known.add(hash(tuple(words[at : at + size])))

    for name in ("act/units_2024-07-12.json", "code/gpai_code_final_units.json"):
        for unit in json.loads((shared / "law" / name).read_text(encoding="utf-8")):
            feed(unit["text"])
    for path in sorted((shared / "data" / "docs").glob("*")):
        if path.suffix in {".md", ".txt", ".html"}:
            feed(path.read_text(encoding="utf-8", errors="replace"))
    assert len(known) > 100_000
    found = []
    for path in _tracked():
        if path.suffix in {".pdf", ".png", ".faiss"} or path.name == "LICENSE":
            continue
        words = _words(path.read_text(encoding="utf-8", errors="replace"))
        for at in range(len(words) - size + 1):
            if hash(tuple(words[at : at + size])) in known:
                found.append(f"{path.relative_to(ROOT)}: {' '.join(words[at : at + size])}")
                break
    assert found == []


def test_nothing_names_a_registry_or_a_machine() -> None:
    host = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "deb" + r"\.debian", "npmjs" + r"\.org"])
    )
    found = [
        str(path.relative_to(ROOT))
        for path in _tracked()
        if path.suffix in {".py", ".md", ".toml", ".sh", ".yaml", ".json", ".txt", ""}
        and path.is_file()
        and host.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11.2, which Debian 12 has, takes ``(...)*+`` for no match; ``(?>(...)*)`` works."""
    possessive = re.compile(r"(?<!\\)\)(?:[*?+]|\{\d*,?\d*\})\+(?![+-])")
    assert possessive.search("(?:ab)*+c")
    assert not possessive.search(r"(?>(?:ab)*)c [ab]*+ \)*+ RAIL++-M")
    folders = [root() / name for name in ("pipeline", "corpora", "scripts")]
    files = [path for folder in folders for path in folder.rglob("*.*")]
    texts = [path for path in files if path.suffix in (".py", ".yaml")]
    assert len(texts) > 300
    assert [p.name for p in texts if possessive.search(p.read_text("utf-8"))] == []
