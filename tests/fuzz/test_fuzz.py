"""A short fuzz run, and what the long ones found, made again from our own examples."""

from __future__ import annotations

import pytest

from pipeline.readers.isolate import Reader
from pipeline.readers.read import read_bytes
from pipeline.schema import WarningCode
from pipeline.segments import segment
from tests.fuzz.drive import BOUNDS, EXPLAINS, Report, one, run, wrong
from tests.fuzz.mutate import WORDS, mutated
from tests.fuzz.seeds import KINDS, PAGE, Seed, own_seeds


@pytest.fixture(scope="module")
def seeds() -> list[Seed]:
    return own_seeds()


def test_every_format_has_a_seed_that_is_read(seeds: list[Seed]) -> None:
    assert {seed.kind for seed in seeds} == set(KINDS.values())
    for seed in seeds:
        if seed.kind != "zip":
            document = read_bytes(seed.data, seed.name)
            assert document.readable and segment(document), seed.name


def test_damage_is_the_same_for_the_same_number_and_almost_always_damages(
    seeds: list[Seed],
) -> None:
    same = 0
    for seed in seeds:
        for number in range(40):
            damaged = mutated(seed.data, seed.kind, number)
            assert damaged == mutated(seed.data, seed.kind, number)
            same += damaged == seed.data
    assert same < 0.05 * 40 * len(seeds)


def test_damage_within_a_package_is_damage_of_its_members(seeds: list[Seed]) -> None:
    import io
    import zipfile

    (packed,) = [seed for seed in seeds if seed.kind == "zip"]
    whole = dict.fromkeys(zipfile.ZipFile(io.BytesIO(packed.data)).namelist())
    opened = 0
    for number in range(40):
        try:
            with zipfile.ZipFile(io.BytesIO(mutated(packed.data, "zip", number))) as archive:
                opened += len(archive.namelist()) >= len(whole) - 2
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            continue
    assert opened >= 25  # the damage of most is inside, where a reader meets it


def test_short_run(seeds: list[Seed]) -> None:
    report = run(seeds, 240, first=1_000_000)
    assert report.faults == []
    assert report.left == []
    assert sum(report.files.values()) == 240
    assert len(set(report.files.values())) == 1  # the same share for every format
    assert report.outcomes["read"] > 60  # the damage leaves something to read


def test_the_driver_notes_a_reader_that_dies_and_one_that_says_nothing(
    monkeypatch: pytest.MonkeyPatch, seeds: list[Seed]
) -> None:
    from dataclasses import replace

    from pipeline.schema import ReadWarning

    made = read_bytes(b"# Nova\n\nNova 7B has 7 billion parameters.\n", "a.md")
    died = replace(made, text="", blocks=(), warnings=(
        ReadWarning(WarningCode.PARSER_STOPPED, "it crashed"),))  # fmt: skip
    silent = replace(made, text="", blocks=(), warnings=())
    half = replace(made, text="\ud800" + made.text[1:])
    assert [bool(list(wrong(one))) for one in (made, died, silent, half)] == [
        False,
        True,
        True,
        True,
    ]
    report = Report()
    with Reader(BOUNDS) as reader:
        monkeypatch.setattr(reader, "read", lambda data, name: silent)
        one(reader, seeds[0], 3, report)
    assert report.faults == [
        f"{seeds[0].kind} {seeds[0].name} 3: nothing was read and nothing said"
    ]
    assert report.outcomes == {"nothing said": 1}


def test_words_put_in_are_of_the_format() -> None:
    assert set(WORDS) == {"pdf", "html", "md", "txt", "json", "yaml", "xml"}
    assert all(len(set(words)) == len(words) for words in WORDS.values())


# What fuzzing found, each as a generator over our own example.


def test_a_table_that_ends_within_a_row_of_spanning_cells() -> None:
    """A row with nothing but cells from above made a segment without a character."""
    document = read_bytes(PAGE[: PAGE.index("<th>0-shot")].encode() + b"<th", "page.html")
    found = segment(document)
    assert found and all(one.start < one.end for one in found)


def test_a_page_that_shows_nothing_and_is_not_utf_8_says_that_nothing_was_read() -> None:
    data = b"<html><head><title>a</title><script>\xff\xfe var x = 1;</script></head><body></body>"
    document = read_bytes(data, "page.html")
    assert not document.readable
    assert {warning.code for warning in document.warnings} & EXPLAINS
