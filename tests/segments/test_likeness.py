"""Copies in other clothes: found, said, and read for what differs only."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import Document, Page, Source, WarningCode
from pipeline.segments import segment
from pipeline.segments.likeness import Copy, mark_copies, near_copies, without_repeats

_WORDS = [f"w{number}" for number in range(400)]


def _prose(seed: int, sentences: int = 30) -> list[str]:
    """Return sentences of twelve words drawn from 400; no run of five occurs twice by chance."""
    drawn = random.Random(seed)
    return [" ".join(drawn.choices(_WORDS, k=12)).capitalize() + "." for _ in range(sentences)]


def _document(name: str, text: str) -> Document:
    return read_bytes(text.encode(), name)


def _found(*documents: Document) -> dict[str, tuple[str, float]]:
    names = {document.id: document.name for document in documents}
    return {
        names[one]: (names[copy.of], copy.alike) for one, copy in near_copies(documents).items()
    }


def test_the_same_words_under_other_markup_are_a_copy() -> None:
    prose = _prose(1)
    plain = _document("a.txt", "\n\n".join(prose))
    page = _document("b.html", "<html><body>" + "".join(f"<p>{s}</p>" for s in prose) + "</body>")
    assert _found(plain, page) == {"b.html": ("a.txt", 1.0)}


def test_a_card_and_the_page_that_shows_it_are_one_source() -> None:
    links = [
        f"[{line}](https://nova.example/part/of/the/site/{i})" for i, line in enumerate(_prose(4))
    ]
    card = "\n\n".join(links)
    shown = "".join(f"<p><a href='x'>{line}</a></p>" for line in _prose(4))
    found = _found(
        read_bytes(card.encode(), "card.md"),
        read_bytes(f"<html><body>{shown}</body></html>".encode(), "page.html"),
    )
    assert found == {"page.html": ("card.md", 1.0)}


def test_case_and_punctuation_make_no_other_wording() -> None:
    prose = "\n".join(_prose(2))
    assert set(_found(_document("a.txt", prose), _document("b.txt", prose.upper()))) == {"b.txt"}


@pytest.mark.parametrize(
    ("changed", "alike"),
    [
        # 360 words are 356 runs; a changed word costs the five runs around it on both sides.
        (1, 351 / 361),  # 0.972
        (2, None),  # 346 / 366 = 0.945, and 346 / 356 = 0.972 held
        (12, None),
    ],
)
def test_a_few_changed_words(changed: int, alike: float | None) -> None:
    words = " ".join(_prose(3)).split()
    other = list(words)
    for number in range(changed):
        other[20 + 25 * number] = f"changed{number}"
    found = _found(_document("a.txt", " ".join(words)), _document("b.txt", " ".join(other)))
    assert found == ({} if alike is None else {"b.txt": ("a.txt", round(alike, 4))})


def test_a_text_within_little_else_is_a_copy_and_within_much_else_is_not() -> None:
    prose = _prose(4)
    bare = _document("licence.txt", "\n".join(prose))
    little = _document("page.txt", "\n".join(["Home Licences About", *prose, "All rights here"]))
    much = _document("notice.txt", "\n".join([*prose, *_prose(5, 8)]))
    assert _found(bare, little) == {"licence.txt": ("page.txt", pytest.approx(0.97, abs=0.02))}
    assert _found(bare, much) == {}


def test_short_texts_are_copies_only_where_their_words_are_the_same() -> None:
    one = _document("a.txt", "Nova 7B was released in May 2025 under the MIT licence.")
    same = _document("b.txt", "Nova 7B was released in May 2025 under the MIT licence")
    other = _document("c.txt", "Nova 7B was released in June 2025 under the MIT licence.")
    assert _found(one, same, other) == {"b.txt": ("a.txt", 1.0)}


def test_a_chain_of_copies_names_what_stays() -> None:
    prose = "\n".join(_prose(6))
    documents = [_document(name, prose + end) for name, end in (("a", ""), ("b", " "), ("c", "\n"))]
    assert {copy[0] for copy in _found(*documents).values()} == {"a"}
    assert _found(*documents) == _found(*reversed(documents))


def test_what_could_not_be_read_repeats_nothing() -> None:
    empty = [_document("a.md", ""), _document("b.md", " ")]
    assert _found(*empty) == {}


def test_a_copy_is_said_and_only_what_differs_is_kept() -> None:
    prose = _prose(7, 40)
    new = [*prose[:20], "Training took 1,234 hours on 16 accelerators of one kind.", *prose[20:]]
    old, mirror = _document("card.md", "\n\n".join(prose)), _document("x.md", "\n\n".join(new))
    copies = near_copies([old, mirror])
    assert set(copies) == {old.id}  # the longer stays
    marked = {d.name: d for d in mark_copies([old, mirror], copies)}
    said = [w for w in marked["card.md"].warnings if w.code is WarningCode.DUPLICATE]
    assert len(said) == 1 and "x.md" in said[0].message and "%" in said[0].message
    assert marked["x.md"].warnings == mirror.warnings
    segments = {one.id: segment(one) for one in (old, mirror)}
    kept = without_repeats(segments, copies)
    assert kept[old.id] == ()
    assert kept[mirror.id] == segments[mirror.id]


def test_a_changed_figure_in_a_copy_is_read() -> None:
    prose = [f"{sentence} " for sentence in _prose(8, 40)]
    one = _document("a.md", "\n\n".join([*prose, "The window holds 4,096 tokens."]))
    two = _document("b.md", "\n\n".join([*prose, "The window holds 8,192 tokens."]))
    segments = {document.id: segment(document) for document in (one, two)}
    kept = without_repeats(segments, {two.id: Copy(one.id, 0.99)})
    assert [found.text for found in kept[two.id]] == ["The window holds 8,192 tokens."]


def test_headings_stay_above_what_differs() -> None:
    text = "# Nova\n\n## Size\n\nIt has {} parameters in all.\n"
    one, two = _document("a.md", text.format("7B")), _document("b.md", text.format("8B"))
    segments = {document.id: segment(document) for document in (one, two)}
    kept = without_repeats(segments, {two.id: Copy(one.id, 0.99)})
    assert [found.text for found in kept[two.id]][-1] == "It has 8B parameters in all."
    assert kept[two.id][-1].heading_path == ("Nova", "Size")


@pytest.mark.shared
def test_real_copies_are_found_and_versions_are_not(shared: object) -> None:
    from pathlib import Path

    folder = Path(str(shared)) / "data" / "docs"

    def real(identifier: str) -> Document:
        path = next(iter(folder.glob(f"{identifier}_*")))
        return replace(read_bytes(path.read_bytes(), path.name), name=identifier)

    licence = [real("D048"), real("D126")]
    assert set(near_copies(licence).values()) != set()
    versions = [real(name) for name in ("D008", "D011", "D014", "D017")]  # 3.1 to 4
    assert near_copies(versions) == {}
    assert near_copies([real("D074"), real("D075")]) == {}  # base and instruct


def test_what_the_user_gives_to_another_model_stands_for_no_other_document() -> None:
    prose = _prose(11)
    theirs = _document("a.txt", "\n".join([*prose, "One more sentence stands here."]))
    theirs = replace(theirs, source=Source(model="Nova 9B"))
    ours = _document("b.txt", "\n".join(prose))
    assert _found(theirs, ours) == {}
    assert _found(theirs, replace(ours, source=Source(model="Nova 3B"))) == {}
    assert set(_found(theirs, replace(ours, source=Source(model="Nova 9B")))) == {"b.txt"}
    # The other way round, what counts for nothing repeats what counts.
    longer = replace(theirs, source=Source())
    assert set(_found(longer, replace(ours, source=Source(model="Nova 9B")))) == {"b.txt"}


def test_text_of_a_file_stands_before_recognised_text() -> None:
    prose = "\n".join(_prose(12))
    file, scan = _document("z.txt", prose), _document("a.txt", prose + "\nA stray mark.")
    assert set(_found(file, scan)) == {"z.txt"}
    seen = replace(scan, pages=(Page(1, 0, len(scan.text), 612, 792, by_ocr=True),))
    assert set(_found(file, seen)) == {"a.txt"}
