"""Engines: which one is taken, what they may do wrong, and what their answers become."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import BadInput
from pipeline.readers import ocr, ocr_rapid, ocr_tesseract
from pipeline.readers.ocr import Choice, EngineFailed, SeenWord, mean_confidence
from pipeline.readers.ocr_tesseract import Tesseract
from pipeline.readers.pdf import parse
from pipeline.schema import WarningCode
from tests.readers.scans import card, printed, scan, tesseract

PICTURE = Image.new("L", (200, 100), 255)
HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)


def command(folder: Path, body: str) -> str:
    """Write a program named tesseract that does what ``body`` (Python) says."""
    path = folder / "tesseract"
    path.write_text(f"#!{sys.executable}\nimport sys, os, time\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


ASKED = """
if '--version' in sys.argv:
    print('tesseract 9.8.7'); sys.exit()
if '--list-langs' in sys.argv:
    print('List of available languages (2):'); print(LANGS); sys.exit()
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def install(body: str, languages: str = "eng") -> None:
        command(tmp_path, f"LANGS = {languages!r}\n{ASKED}\n{body}")
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("LACUNA_OCR", raising=False)
        ocr_tesseract._asked.cache_clear()

    yield install
    ocr_tesseract._asked.cache_clear()


def rows(*words: str) -> str:
    table = "\\n".join([HEAD.replace("\t", "\\t"), *(word.replace("\t", "\\t") for word in words)])
    return f"print('{table}')"


def test_the_installed_command_is_taken_and_named(installed) -> None:
    installed(
        rows(
            "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t91\tNova",
            "5\t1\t1\t1\t1\t2\t50\t20\t30\t40\t-1\tOne",
        )
    )
    engine = ocr.choose().engine
    assert engine is not None and engine.name == "Tesseract 9.8.7"
    (line,) = engine.read(PICTURE, 300, 20)
    assert [word.text for word in line.words] == ["Nova", "One"]
    assert line.words[0].box == (10, 20, 40, 60)
    assert [word.confidence for word in line.words] == [91, 0]
    assert line.confidence == pytest.approx(91 * 4 / 7)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("sys.stderr.write('Error: no memory\\n'); sys.exit(3)", "Error: no memory"),
        ("sys.exit(5)", "code 5"),
        ("print('what is this')", "not the table"),
        ("time.sleep(30)", "longer than 1 second"),
        (rows("5\t1\t1\t1\t1\t1\tx\t20\t30\t40\t91\tNova"), "not the table"),
        ("os.kill(os.getpid(), 9)", "code -9"),
    ],
)
def test_a_command_that_fails_says_why(installed, body: str, says: str) -> None:
    installed(body)
    engine = ocr.choose().engine
    assert engine is not None
    with pytest.raises(EngineFailed) as caught:
        engine.read(PICTURE, 300, 1.0)
    assert says in str(caught.value)


def test_a_failing_command_costs_the_page(installed) -> None:
    installed("sys.stderr.write('Error: no memory'); sys.exit(3)")
    parsed = parse(scan(dpi=40), "x.pdf")
    assert [(w.code, w.page) for w in parsed.warnings] == [(WarningCode.NO_TEXT, 1)]
    assert "Tesseract 9.8.7 failed: Error: no memory" in parsed.warnings[0].message


def test_a_command_without_english_is_not_taken(installed) -> None:
    installed("sys.exit(1)", languages="deu")
    choice = ocr.choose()
    assert choice.engine is None and "eng.traineddata" in choice.why_not


def test_a_command_that_does_not_run_is_not_taken(tmp_path: Path, monkeypatch) -> None:
    command(tmp_path, "sys.exit(1)")
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr_tesseract._asked.cache_clear()
    choice = ocr_tesseract.find()
    ocr_tesseract._asked.cache_clear()
    assert choice.engine is None and "does not run" in choice.why_not


def test_without_any_engine_it_is_said_how_to_get_one(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ocr_rapid, "find", lambda: Choice(why_not="no package"))
    assert "tesseract-ocr-eng" in ocr.choose().why_not
    monkeypatch.setenv("LACUNA_OCR", "rapidocr")
    assert ocr.choose().why_not == "no package"


def test_the_other_engine_is_taken_where_the_first_is_missing(tmp_path: Path, monkeypatch) -> None:
    other = ocr_rapid.RapidOcr("1.2.3")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ocr_rapid, "find", lambda: Choice(other))
    assert ocr.choose().engine is other and other.name == "RapidOCR 1.2.3"
    monkeypatch.setenv("LACUNA_OCR", "tesseract")
    assert ocr.choose().engine is None


@pytest.mark.parametrize("said", ["TESSERACT", " off ", "", "auto"])
def test_settings_in_any_spelling(monkeypatch, said: str) -> None:
    monkeypatch.setenv("LACUNA_OCR", said)
    assert ocr.setting() == (said.strip().lower() or "auto")


def test_a_wrong_setting_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("LACUNA_OCR", "google")
    with pytest.raises(BadInput, match="auto, tesseract, rapidocr, off"):
        ocr.choose()


def test_the_command_gets_no_more_of_the_environment_than_it_needs(installed, monkeypatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    installed(
        "bad = [k for k in os.environ if 'SECRET' in k]\n"
        "threads = os.environ.get('OMP_THREAD_LIMIT')\n"
        "sys.stderr.write(f'{bad} {threads}'); sys.exit(1)"
    )
    engine = ocr.choose().engine
    assert engine is not None
    with pytest.raises(EngineFailed, match=r"\[\] 1"):
        engine.read(PICTURE, 300, 20)


def test_confidence_weighs_words_by_their_letters() -> None:
    words = [SeenWord("a", (0, 0, 1, 1), 0.0), SeenWord("bcd", (0, 0, 1, 1), 80.0)]
    assert mean_confidence(words) == 60.0
    assert mean_confidence([]) == 0.0


def test_boxes_of_the_real_command_lie_on_the_words() -> None:
    tesseract()
    picture = printed(card)
    engine = ocr_tesseract.find().engine
    assert isinstance(engine, Tesseract)
    lines = engine.read(picture, 200, 60)
    assert [word.text for word in lines[0].words] == ["Ostrea", "7B", "Model", "Card"]
    for line in lines:
        for word in line.words:
            corners = tuple(round(side) for side in word.box)
            assert picture.crop(corners).getextrema()[0] < 128


def corners(x0: float, y0: float, x1: float, y1: float) -> list[list[float]]:
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def test_a_stretch_of_the_package_is_shared_out_among_its_words() -> None:
    (line,) = ocr_rapid.lines_of([[corners(100, 10, 200, 30), "ab cdefg", 0.9]])
    assert [word.text for word in line.words] == ["ab", "cdefg"]
    first, second = line.words
    assert first.box == (100, 10, 125, 30) and second.box == (137.5, 10, 200, 30)
    assert {word.confidence for word in line.words} == {90.0}


def test_a_repeated_word_has_its_own_box() -> None:
    (line,) = ocr_rapid.lines_of([[corners(0, 0, 50, 10), "an an", 1.0]])
    assert [word.box[0] for word in line.words] == [0, 30]


def test_stretches_on_one_line_become_one_line_in_order() -> None:
    lines = ocr_rapid.lines_of(
        [
            [corners(120, 11, 200, 31), "second", 0.9],
            [corners(10, 10, 100, 30), "first", 0.9],
            [corners(10, 50, 100, 70), "below", 0.9],
        ]
    )
    assert [[word.text for word in line.words] for line in lines] == [
        ["first", "second"],
        ["below"],
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = [[corners(10, 40 * n, 280, 40 * n + 20), f"left {n}", 0.9] for n in range(6)]
    right = [[corners(330, 40 * n, 600, 40 * n + 20), f"right {n}", 0.9] for n in range(6)]
    title = [corners(10, -80, 600, -40), "a title over both columns", 0.9]
    mixed = [title, *(one for pair in zip(left, right, strict=True) for one in pair)]
    lines = [" ".join(word.text for word in line.words) for line in ocr_rapid.lines_of(mixed)]
    assert lines == [
        "a title over both columns",
        *(f"left {n}" for n in range(6)),
        *(f"right {n}" for n in range(6)),
    ]


def test_an_empty_answer_of_the_package_is_no_line() -> None:
    assert ocr_rapid.lines_of([]) == ()
    assert ocr_rapid.lines_of([[corners(0, 0, 9, 9), "   ", 0.5]]) == ()
