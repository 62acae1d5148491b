"""The ``--sources`` file: what is read of a CSV, and what is told of a faulty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalogue.sources import load_sources
from pipeline.errors import BadInput
from pipeline.schema import Source

HEAD = "file,url,retrieved,publisher\n"


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "sources.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def message(folder: Path, content: str | bytes) -> str:
    with pytest.raises(BadInput) as caught:
        load_sources(write(folder, content))
    text = str(caught.value)
    assert text.startswith(str(folder / "sources.csv"))
    return text.removeprefix(f"{folder / 'sources.csv'}: ")


@pytest.mark.parametrize(
    ("line", "name", "source"),
    [
        ("a.md,https://x.example,2026-11-01,X", "a.md", ("https://x.example", "2026-11-01", "X")),
        ("a.md,,,", "a.md", (None, None, None)),
        ("a.md", "a.md", (None, None, None)),
        ("a.md, https://x.example , 2026-11-01 , X Labs ", "a.md", None),
        ('"a, b.md",,,"Corvane, Inc."', "a, b.md", (None, None, "Corvane, Inc.")),
        ("docs/card.md,,2026-11-01T10:30:00,", "docs/card.md", (None, "2026-11-01T10:30:00", None)),
        ("a.md,,2026-11-01T10:30:00+00:00,", "a.md", (None, "2026-11-01T10:30:00+00:00", None)),
        ("模型卡.md,,,深海实验室", "模型卡.md", (None, None, "深海实验室")),
        ('a.md,,,"He said ""no"""', "a.md", (None, None, 'He said "no"')),
        ('a.md,,,"Two\nlines"', "a.md", (None, None, "Two\nlines")),
        ("a.md,,,X\u2028Y", "a.md", (None, None, "X\u2028Y")),
    ],
)
def test_a_line(
    tmp_path: Path, line: str, name: str, source: tuple[str | None, ...] | None
) -> None:
    wanted = source or ("https://x.example", "2026-11-01", "X Labs")
    assert load_sources(write(tmp_path, f"{HEAD}{line}\n")) == {name: Source(*wanted)}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "dos", "old mac"])
def test_line_ends_and_the_mark_at_the_start(tmp_path: Path, end: str) -> None:
    text = ("\ufeff" + HEAD + "a.md,,,A\nb.md,,,B").replace("\n", end)
    found = load_sources(write(tmp_path, text))
    assert {name: source.publisher for name, source in found.items()} == {"a.md": "A", "b.md": "B"}


def test_columns_in_any_order_and_others_besides(tmp_path: Path) -> None:
    text = "publisher,note,retrieved,file,url\nX,ours,2026-11-01,a.md,https://x.example\n"
    assert load_sources(write(tmp_path, text)) == {
        "a.md": Source("https://x.example", "2026-11-01", "X")
    }


def test_only_a_head_is_no_source_and_no_fault(tmp_path: Path) -> None:
    assert load_sources(write(tmp_path, HEAD)) == {}


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    assert list(load_sources(write(tmp_path, HEAD + "\na.md,,,\n\n\nb.md,,,\n"))) == [
        "a.md",
        "b.md",
    ]


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        ("", "file, url, retrieved, publisher"),
        ("file,url,retrieved\n", "publisher"),
        ("url,publisher\n", "file, retrieved"),
        ("File,URL,Retrieved,Publisher\n", "file, url, retrieved, publisher"),
        ("file;url;retrieved;publisher\n", "file, url, retrieved, publisher"),
        ("a.md,https://x.example,2026-11-01,X\n", "file, url, retrieved, publisher"),
    ],
)
def test_columns_that_are_missing_are_all_named(tmp_path: Path, head: str, missing: str) -> None:
    assert message(tmp_path, head).startswith(f"the column(s) {missing} are missing; expected file")


@pytest.mark.parametrize(
    "day", ["yesterday", "1 November 2026", "2026-13-01", "2026-02-30", "01/11/2026", "2026"]
)
def test_a_bad_day_is_named_with_its_line(tmp_path: Path, day: str) -> None:
    told = message(tmp_path, f"{HEAD}a.md,,,\nb.md,,{day},\n")
    assert told == f"line 3: retrieved {day!r} is no day such as 2026-11-25"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (",https://x.example,,X\n", "line 2: no file name"),
        ("  ,,,\n", "line 2: no file name"),
        ("a.md,,,\na.md,,,\n", "line 3: a.md is listed twice"),
        ("a.md,,,\n a.md ,,,\n", "line 3: a.md is listed twice"),
        ("a.md,,,Corvane, Inc.\n", "line 2: more cells than columns (put commas in quotes)"),
        ("\n\na.md,,soon,\n", "line 4: retrieved 'soon' is no day such as 2026-11-25"),
        (
            'a.md,,,"Two\nlines"\na.md,,,\n',
            "line 4: a.md is listed twice",
        ),
        (
            ",,soon,\na.md,,,\na.md,,never,\n",
            "line 2: no file name; line 2: retrieved 'soon' is no day such as 2026-11-25; "
            "line 4: a.md is listed twice; "
            "line 4: retrieved 'never' is no day such as 2026-11-25",
        ),
    ],
)
def test_faults_of_lines_are_told_together(tmp_path: Path, lines: str, told: str) -> None:
    assert message(tmp_path, HEAD + lines) == told


def test_names_that_differ_in_case_are_two_files(tmp_path: Path) -> None:
    assert len(load_sources(write(tmp_path, HEAD + "a.md,,,\nA.md,,,\n"))) == 2


@pytest.mark.parametrize(
    "content",
    [b"file,url\xff,retrieved,publisher\n", "Müller".encode("utf-16"), b"\x89PNG\r\n\x1a\n\xff"],
    ids=["latin", "utf-16", "picture"],
)
def test_other_bytes_are_no_csv(tmp_path: Path, content: bytes) -> None:
    assert message(tmp_path, content).startswith("cannot be read as UTF-8 CSV")


def test_a_cell_of_any_length_is_told_not_a_traceback(tmp_path: Path) -> None:
    assert "cannot be read as CSV" in message(tmp_path, f"{HEAD}a.md,,,{'x' * 200_000}\n")


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load_sources(tmp_path / "nowhere.csv")
    with pytest.raises(BadInput, match="cannot be read"):
        load_sources(tmp_path)


def test_kind_and_model_are_the_users_own_word(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text(
        "file,url,retrieved,publisher,kind,model\n"
        "a.md,,,,Report,Nova 7B\n"
        "b.md,https://nova.example,2026-11-01,Nova Labs,,\n",
        encoding="utf-8",
    )
    assert load_sources(path) == {
        "a.md": Source(kind="report", model="Nova 7B"),
        "b.md": Source("https://nova.example", "2026-11-01", "Nova Labs"),
    }


def test_a_wrong_kind_and_a_wrong_day_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text(
        "file,url,retrieved,publisher,kind\na.md,,May,,card\nb.md,,,,leaflet\n", encoding="utf-8"
    )
    with pytest.raises(BadInput) as told:
        load_sources(path)
    assert "line 2" in str(told.value) and "'May'" in str(told.value)
    assert "line 3" in str(told.value) and "'leaflet'" in str(told.value)
    assert "licence" in str(told.value)  # what is expected
