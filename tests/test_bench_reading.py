"""The benchmark's own arithmetic, on pages whose agreement is known by hand."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.readers.made_pdfs import made, prose, row, write

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


truth = _module("bench_reading_truth")
bench = _module("bench_reading")


def _page(*words: str) -> list:
    """Words of one line, 20 points apart."""
    return [_at(word, 20.0 * at, 100.0) for at, word in enumerate(words)]


def _at(word: str, x: float, y: float) -> object:
    return truth.Placed(word, (x, y, x + 18, y + 10))


def _theirs(words: list) -> list:
    return [(word, 1) for word in words]


@pytest.mark.parametrize(
    ("written", "plain"),
    [("ﬁne", "fine"), ("10²⁵", "1025"), ("Nova-7B,", "nova7b"), ("☐", ""), ("Straße", "strasse")],
)
def test_words_are_compared_by_letters_and_digits(written: str, plain: str) -> None:
    assert truth.normal(written) == plain


def test_a_page_agrees_with_itself() -> None:
    page = _page("a", "b", "a", "c")
    found = truth.compare(_theirs(page), page)
    assert (found.words, found.found, found.strict, found.order, found.pairs) == (4, 4, 4, 1, 1)


def test_a_lost_word_is_lost_and_one_cut_otherwise_is_not() -> None:
    theirs = _page("ten", "to", "the", "10", "25", "flop")
    first, _, third, *_ = theirs
    ours = [first, third, truth.Placed("1025", (60, 100, 98, 112))]
    ours += [truth.Placed("fl", (100, 100, 108, 110)), truth.Placed("op", (109, 100, 118, 110))]
    found = truth.compare(_theirs(theirs), ours)
    assert (found.words, found.found, found.strict) == (6, 5, 2)
    assert found.missing == ("to",)
    below = [truth.Placed("to", (20, 60, 38, 70))]
    assert truth.compare(_theirs(theirs[1:2]), below).strict == 1
    far = [first, truth.Placed("1025", (60, 60, 98, 72))]
    assert truth.compare(_theirs(theirs[3:5]), far).found == 0


def test_a_word_said_twice_is_not_found_by_one() -> None:
    assert truth.compare(_theirs(_page("no", "no")), _page("no")).found == 1


def test_columns_read_across_halve_the_order() -> None:
    left = [_at(f"l{at}", 50.0, 700.0 - 12 * at) for at in range(10)]
    right = [_at(f"r{at}", 350.0, 700.0 - 12 * at) for at in range(10)]
    across = [word for both in zip(left, right, strict=True) for word in both]
    found = truth.compare(_theirs(left + right), across)
    assert found.order == pytest.approx(0.55)
    assert found.pairs == pytest.approx(0.0, abs=0.06)
    assert truth.compare(_theirs(left + right), right + left).order == 0.5


def test_the_same_word_elsewhere_is_another() -> None:
    far = [_at("a", 300.0, 500.0), _at("b", 20.0, 100.0)]
    assert truth.compare(_theirs(_page("a", "b")), far).order == 1.0
    assert truth._matched(_page("a", "b"), far) == [None, 1]


def test_headings_are_held_against_the_outline() -> None:
    from pipeline.readers.pdf import parse

    def page(canvas) -> None:
        y = write(canvas, 60, 760, "1 Training data", size=16, font="Helvetica-Bold")
        y = prose(canvas, 60, y - 10)
        y = write(canvas, 60, y - 10, "1.1 Sources", size=12, font="Helvetica-Bold")
        y = prose(canvas, 60, y - 10)
        y = write(canvas, 60, y - 10, "1.2 Filters", size=12, font="Helvetica-Bold")
        prose(canvas, 60, y - 10)

    parsed = parse(made(page), "x.pdf")
    outline = [
        (0, 0, "Training data"),
        (0, 1, "Sources"),
        (0, 0, "On no page"),
        (0, 1, "old letters"),
    ]
    found = truth.compare_headings(outline, parsed)
    assert (found.titles, found.headings, found.both, found.steps, found.same) == (3, 3, 2, 1, 1)
    assert found.missed == ("old letters",)
    assert found.extra == ("1.2 Filters",)
    assert truth.compare_headings([(0, 1, "Training data"), (0, 1, "Sources")], parsed).same == 0


def _ruled(canvas) -> None:
    y = prose(canvas, 60, 760, repeat=3)
    for at in range(4):
        canvas.line(60, y - 16 * at, 360, y - 16 * at)
    for x in (60, 160, 260, 360):
        canvas.line(x, y, x, y - 48)
    for at, cells in enumerate(
        (("Set", "Tokens", "Share"), ("Web", "9", "90 %"), ("Books", "1", "10 %"))
    ):
        row(canvas, y - 12 - 16 * at, dict(zip((64, 164, 264), cells, strict=True)))


def test_a_ruled_footer_is_no_table() -> None:
    child = _module("bench_reading_child")

    def page(canvas) -> None:
        _ruled(canvas)

    def table(number: int) -> list:
        ((_, found, height),) = child.our_tables(made(page), [0])
        x0, y0, x1, y1 = found.box
        cells = [(None, cell.text) for each in found.rows for cell in each.own]
        return [
            (number, found, height),
            (number, (x0, height - y1, x1, height - y0), [*cells, (None, f"page {number}")]),
        ]

    ours, theirs = zip(*(table(number) for number in range(3)), strict=True)
    assert child.cells_equal(list(ours[:2]), list(theirs[:2])) == (2, 20, 18)
    assert child.cells_equal(list(ours), list(theirs)) == (0, 0, 0)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs Poppler's pdftotext")
def test_one_run_measures_everything(tmp_path: Path) -> None:
    (tmp_path / "N1_nova.pdf").write_bytes(
        made(_ruled, lambda canvas: prose(canvas, 60, 760) and None)
    )
    (tmp_path / "N2_cut.pdf").write_bytes(b"%PDF-1.7\ncut short")
    script = str(SCRIPTS / "bench_reading.py")
    command = [sys.executable, script, str(tmp_path), "--repeats", "1", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    held = json.loads(done.stdout)
    nova, cut = held["documents"]
    assert (nova["pages"], nova["plain_pages"], nova["table_pages"]) == (2, 1, 1)
    assert nova["cells"] == [1, 9, 9]
    assert [page["found"] == page["words"] for page in nova["agreement"]] == [True, True]
    assert min(nova["bare"], nova["lines"], nova["whole"], nova["plumber_words"]) > 0
    assert nova["memory_mb"] > 10
    assert cut["pages"] == 0 and "damaged" in cut["error"]
    assert len(held["targets"]) >= 9
    text = "\n".join(bench.report(held["documents"], True))
    assert "| N1 | 2 |" in text and "word recall against Poppler" in text


def test_a_folder_without_pdfs_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([str(tmp_path)]) == 2
    assert "holds no such PDF" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        bench.main([str(tmp_path), "--parts", "colour"])
    assert stopped.value.code == 2


def test_targets_are_ratios_of_sums() -> None:
    rows = [
        {"document": "A", "pages": 1, "bare": 1.0, "lines": 1.0, "whole": 3.0},
        {"document": "B", "pages": 3, "bare": 3.0, "lines": 4.0, "whole": 9.0},
    ]
    words, reader = bench.targets(rows)
    assert (words["value"], words["met"], words["n"]) == (0.8, True, "4 pages")
    assert (reader["value"], reader["met"]) == (3.0, True)
