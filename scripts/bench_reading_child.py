"""Reads one PDF in every way that ``bench_reading.py`` compares, and prints what it cost as JSON.

Runs in a process of its own, so that peak memory is this document's. Times are CPU seconds, the
best of several repeats; each way opens the file anew.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

#: Characters that part words in the bare loop.
_BLANKS = frozenset((0, 9, 10, 13, 32, 160))


def bare_words(data: bytes) -> int:
    """PDFium's own loop: text page, all characters, a box each, grouped at blanks into words."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    count = 0
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        text_page.get_text_range()
        word: list[float] | None = None
        for at in range(text_page.count_chars()):
            if pdfium.FPDFText_GetUnicode(text_page.raw, at) in _BLANKS:
                count += word is not None
                word = None
                continue
            x0, y0, x1, y1 = text_page.get_charbox(at)
            if word is None:
                word = [x0, y0, x1, y1]
            else:
                word = [min(word[0], x0), min(word[1], y0), max(word[2], x1), max(word[3], y1)]
        count += word is not None
        page.close()
    document.close()
    return count


def our_lines(data: bytes) -> int:
    """Our words with boxes, style and reading order."""
    import pypdfium2

    from pipeline.readers.pdf_glyphs import frame_of
    from pipeline.readers.pdf_lines import lines_of
    from pipeline.readers.pdf_runs import page_text

    count = 0
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        runs = page_text(page, frame_of(page, index)).runs
        count += sum(len(line.tokens) for line in lines_of(runs))
        page.close()
    document.close()
    return count


def whole(data: bytes) -> int:
    """The whole reader: words, tables, headings, segments."""
    from pipeline.readers.read import read_bytes
    from pipeline.segments import segment

    return len(segment(read_bytes(data, "bench.pdf")))


def plumber_words(file: Path, pages: list[int]) -> int:
    """Pdfplumber's words."""
    import pdfplumber

    count = 0
    with pdfplumber.open(file, password="") as document:
        for index in pages:
            page = document.pages[index]
            count += len(page.extract_words())
            page.close()
    return count


def plumber_tables(file: Path, pages: list[int]) -> list[tuple[int, Any, list[Any]]]:
    """Pdfplumber's tables: page index, box (y down) and (cell box, text) of each cell."""
    import pdfplumber

    found = []
    with pdfplumber.open(file, password="") as document:
        for index in pages:
            page = document.pages[index]
            for table in page.find_tables():
                cells = []
                for row, texts in zip(table.rows, table.extract(), strict=True):
                    cells += [
                        (box, text or "")
                        for box, text in zip(row.cells, texts, strict=False)
                        if box
                    ]
                found.append((index, table.bbox, cells))
            page.close()
    return found


def our_tables(data: bytes, pages: list[int]) -> list[tuple[int, Any, list[Any]]]:
    """Our tables: page index, table and height of the page as displayed."""
    import pypdfium2

    from pipeline.readers.pdf_glyphs import frame_of
    from pipeline.readers.pdf_lines import lines_of
    from pipeline.readers.pdf_page import with_tables
    from pipeline.readers.pdf_rules import rules_of
    from pipeline.readers.pdf_runs import page_text
    from pipeline.readers.pdf_tables import Table

    document = pypdfium2.PdfDocument(data)
    lines, drawn, frames = [], [], []
    for index in pages:
        page = document[index]
        frame = frame_of(page, index)
        lines.append(lines_of(page_text(page, frame).runs))
        drawn.append(rules_of(page, frame))
        frames.append(frame)
        page.close()
    document.close()
    found = []
    for index, frame, entries in zip(
        pages, frames, with_tables(lines, drawn, [frame.shown for frame in frames]), strict=True
    ):
        found += [(index, entry, frame.shown[1]) for entry in entries if isinstance(entry, Table)]
    return found


def ruled_pages(data: bytes) -> list[int]:
    """Indexes of pages on which a rule is drawn."""
    import pypdfium2

    from pipeline.readers.pdf_glyphs import frame_of
    from pipeline.readers.pdf_rules import rules_of

    document = pypdfium2.PdfDocument(data)
    found = []
    for index in range(len(document)):
        page = document[index]
        rules = rules_of(page, frame_of(page, index))
        if rules.across or rules.down:
            found.append(index)
        page.close()
    document.close()
    return found


def only(data: bytes, pages: list[int]) -> bytes:
    """Return a PDF of some pages of another."""
    import io

    import pypdfium2

    source, part = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    part.import_pages(source, pages)
    held = io.BytesIO()
    part.save(held)
    return held.getvalue()


def best(repeats: int, work: Callable[[], Any]) -> float:
    """Return the least CPU seconds that a piece of work took."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def spread(pages: list[int], most: int) -> list[int]:
    """Return at most so many of the pages, evenly spread."""
    if not most or len(pages) <= most:
        return pages
    return [pages[at * len(pages) // most] for at in range(most)]


def cells_equal(ours: list[tuple[int, Any, float]], theirs: list[Any]) -> tuple[int, int, int]:
    """Compare cells of tables that both find.

    Returns:
        Tables that both find, their cells with text in pdfplumber's, how many of ours are equal
        (the same letters, digits and signs, blanks aside) at the same place. What stands on
        three pages or more, but for its numbers, is a footer and no table.
    """
    tables = cells = equal = 0
    seen = Counter(_running(held) for _, _, held in theirs)
    for index, box, held in theirs:
        if seen[_running(held)] > 2:
            continue
        for page, table, height in ours:
            x0, y0, x1, y1 = table.box
            mine = (x0, height - y1, x1, height - y0)
            if page == index and _overlap(mine, box) > 0.8:
                break
        else:
            continue
        tables += 1
        texts: list[str] = []
        for row in table.rows:
            texts += [_plain(cell.text) for cell in row.own]
        for _, text in held:
            if plain := _plain(text):
                cells += 1
                if plain in texts:
                    texts.remove(plain)
                    equal += 1
    return tables, cells, equal


def _running(held: list[Any]) -> tuple[str, ...]:
    return tuple(re.sub(r"\d+", "#", text) for _, text in held)


def _plain(text: str) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "")


def _overlap(a: Any, b: Any) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / max((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))


def memory() -> float:
    """Return this process's peak memory so far in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(file: Path, parts: set[str], repeats: int, sample: int) -> dict[str, Any]:
    """Read a file in all ways asked for."""
    import pypdfium2

    import pipeline.readers.pdf as reader
    from pipeline.readers.parsed import Unreadable

    data = file.read_bytes()
    found: dict[str, Any] = {"bytes": len(data)}
    try:
        parsed = reader.parse(data, file.name)
    except Unreadable as error:
        return {**found, "pages": 0, "error": error.warning.message}
    from pipeline.readers.read import read_bytes
    from pipeline.segments import segment

    segment(read_bytes(data, file.name))
    found["memory_mb"] = round(memory(), 1)
    found["pages"] = len(parsed.pages)
    found["words"] = len(parsed.words)
    every = list(range(len(parsed.pages)))
    ruled = ruled_pages(data)
    tabled = {
        next(page.number - 1 for page in parsed.pages if block.start < page.end)
        for block in parsed.blocks
        if block.table is not None
    }
    worded = {word.page - 1 for word in parsed.words}
    plain = sorted(worded - tabled - set(ruled))
    if "speed" in parts:
        found["bare"] = best(repeats, lambda: bare_words(data))
        found["lines"] = best(repeats, lambda: our_lines(data))
        found["whole"] = best(repeats, lambda: whole(data))
        found["plain_pages"] = len(plain)
        if plain:
            part = only(data, plain)
            found["plain_bare"] = best(repeats, lambda: bare_words(part))
            found["plain_whole"] = best(repeats, lambda: whole(part))
    if "plumber" in parts:
        pages = spread(every, sample)
        share = only(data, pages) if len(pages) < len(every) else data
        found["plumber_pages"] = len(pages)
        found["plumber_words"] = best(1, lambda: plumber_words(file, pages))
        found["plumber_lines"] = best(repeats, lambda: our_lines(share))
    if "tables" in parts:
        pages = spread(ruled, sample)
        theirs: list[Any] = []
        found["table_pages"] = len(pages)
        if pages:
            found["plumber_tables"] = best(1, lambda: theirs.extend(plumber_tables(file, pages)))
            found["our_tables"] = best(repeats, lambda: our_tables(data, pages))
            found["cells"] = cells_equal(our_tables(data, pages), theirs)
    if "accuracy" in parts:
        from bench_reading_truth import (
            compare,
            compare_headings,
            our_words,
            outline_of,
            poppler_words,
        )

        try:
            theirs_words = poppler_words(file)
        except (ValueError, OSError) as error:
            found["poppler"] = str(error)
        else:
            found["agreement"] = [
                asdict(compare(theirs, ours))
                for theirs, ours in zip(theirs_words, our_words(parsed), strict=False)
            ]
        document = pypdfium2.PdfDocument(data)
        outline = outline_of(document)
        document.close()
        if outline:
            reader._outline = lambda _: {}  # type: ignore[assignment]
            found["headings"] = asdict(compare_headings(outline, reader.parse(data, file.name)))
    return found


if __name__ == "__main__":
    name, asked, times, most = sys.argv[1:]
    json.dump(measure(Path(name), set(asked.split(",")), int(times), int(most)), sys.stdout)
