"""Formex and HTML of one law give one text: an invented act, and the real one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.readers.eurlex_html import read_eurlex_html
from pipeline.readers.formex import read_formex
from pipeline.readers.legal_text import LegalText
from tests.law import invented_act

Key = tuple[str, str, tuple[str, ...]]


def texts(*read: LegalText) -> dict[Key, tuple[str, str]]:
    found = {}
    for one in read:
        for unit in one.units:
            key = (unit.head, unit.number, unit.path)
            assert key not in found, key
            found[key] = (one.document.text[unit.start : unit.end], unit.heading)
    return found


@pytest.fixture(scope="module")
def formex() -> dict[Key, tuple[str, str]]:
    return texts(
        read_formex(invented_act.formex(), "a.xml"),
        read_formex(invented_act.formex_annex(), "b.xml"),
    )


@pytest.fixture(scope="module")
def page() -> dict[Key, tuple[str, str]]:
    return texts(read_eurlex_html(invented_act.page(), "a.html"))


def test_both_give_the_same_units_with_the_same_words(formex, page) -> None:
    assert formex == page


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (("article", "53", ("1", "b", "ii")), "what it weighs;"),
        (("article", "53", ("2",)), "Small pots are exempt."),
        (("article", "53", ("3",)), "Potters pay EUR 15 000 000 at most."),
        (("article", "51", ("1",)), "A pot is large above 10²⁵ leaves. So be it."),
        (("article", "56", ("6", "¶2")), "Old second part."),
        (("article", "113", ("b",)), "old date two;"),
        (("article", "113", ("¶1",)), "It enters into force soon."),
        (
            ("article", "53", ("1", "b")),
            "tell buyers:\n(i) what it holds;\n(ii) what it weighs;\nwith care.",
        ),
        (("recital", "2", ()), "Pots matter more, as the ‘Tea Board’ said."),
        (("annex", "XI", ("§1", "1", "a")), "its shape;"),
        (("annex", "XI", ("§1", "1", "¶2")), "As to point (a), a drawing will do."),
        (("annex", "XI", ("§2", "1")), "The number of leaves."),
    ],
)
def test_units_by_hand(formex, key: Key, text: str) -> None:
    assert formex[key][0] == text


def test_headings_are_no_part_of_the_words(formex) -> None:
    text, heading = formex["article", "53", ()]
    assert heading == "Duties of potters" and text.startswith("1. Potters shall:")
    assert formex["annex", "XI", ("§2",)] == ("1. The number of leaves.", "Large pots")
    assert formex["annex", "XI", ()][1] == "Papers of a pot"


def test_each_change_of_characters_is_listed_where_it_is() -> None:
    read = read_formex(invented_act.formex(), "a.xml")
    found = {(change.kind, change.source, change.shown) for change in read.changes}
    assert found == {
        ("superscript", "25", "²⁵"),
        ("note mark", "note", ""),
        ("digit grouping", "15000000", "15 000 000"),
    }
    for change in read.changes:
        at = read.document.text[change.at :]
        assert at.startswith(change.shown or ". So be it")


def test_the_html_page_lists_superscript_and_note_too() -> None:
    read = read_eurlex_html(invented_act.page(), "a.html")
    found = {(change.kind, change.source, change.shown) for change in read.changes}
    assert found == {("superscript", "25", "²⁵"), ("note mark", "7", "")}


def test_a_second_list_of_points_stands_under_its_subparagraph() -> None:
    lists = "".join(
        f"<ALINEA><P>{word}:</P><LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>{word} a;</TXT></NP></ITEM>"
        "</LIST></ALINEA>"
        for word in ("one", "two")
    )
    act = (
        "<ACT><ARTICLE><TI.ART>Article 43</TI.ART><STI.ART><P>X</P></STI.ART><PARAG>"
        f"<NO.PARAG>1.</NO.PARAG>{lists}</PARAG></ARTICLE></ACT>"
    )
    found = texts(read_formex(act.encode(), "a.xml"))
    assert found["article", "43", ("1", "a")][0] == "one a;"
    assert found["article", "43", ("1", "¶2", "a")][0] == "two a;"


def test_raised_letters_without_a_unicode_form_are_marked() -> None:
    act = '<ACT><CONSID><NP><NO.P>(1)</NO.P><TXT>x<HT TYPE="SUP">ab</HT></TXT></NP></CONSID></ACT>'
    assert texts(read_formex(act.encode(), "a.xml"))["recital", "1", ()][0] == "x^(ab)"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<ACT><ARTICLE>",
        b"<OTHER/>",
        b"<ANNEX><TITLE><TI><P>No number</P></TI></TITLE><CONTENTS/></ANNEX>",
        b"<ACT><CONSID/></ACT>",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_formex_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_formex(data, "a.xml")


@pytest.mark.parametrize("data", [b"", b"<html><body>404</body></html>", b"\x00\x01"])
def test_a_page_without_articles_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_eurlex_html(data, "a.html")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_files_with_pieces_missing_are_read_or_refused(data: st.DataObject) -> None:
    read, content = data.draw(
        st.sampled_from(
            [
                (read_formex, invented_act.formex()),
                (read_formex, invented_act.formex_annex()),
                (read_eurlex_html, invented_act.page()),
            ]
        )
    )
    tags = [match.span() for match in re.finditer(rb"<[^>]*>|[^<]+", content)]
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = data.draw(st.sampled_from(tags))
        content = content[:start] + b" " * (end - start) + content[end:]
    try:
        found = read(content, "a")
    except BadInput:
        return
    for unit in found.units:
        assert found.document.text[unit.start : unit.end].strip()


def test_a_number_that_is_no_number_stays_as_it_is() -> None:
    act = (
        '<ACT><CONSID><NP><NO.P>(1)</NO.P><TXT><FT TYPE="NUMBER">1,5</FT></TXT></NP></CONSID></ACT>'
    )
    read = read_formex(act.encode(), "a.xml")
    assert texts(read)["recital", "1", ()][0] == "1,5" and read.changes == ()


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    act = f"{bomb}<ACT><CONSID><NP><NO.P>(1)</NO.P><TXT>x&b;y</TXT></NP></CONSID></ACT>"
    assert "aaaa" not in texts(read_formex(act.encode(), "a.xml"))["recital", "1", ()][0]


def _real(shared: Path) -> tuple[dict[Key, tuple[str, str]], dict[Key, tuple[str, str]]]:
    base = shared / "law" / "act" / "formex"
    members = [p for p in sorted(base.glob("*.fmx.xml")) if not re.search(r"\.(doc|toc)\.", p.name)]
    assert len(members) == 14
    formex = texts(*(read_formex(path.read_bytes(), path.name) for path in members))
    (page,) = base.glob("*.html")
    return formex, texts(read_eurlex_html(page.read_bytes(), page.name))


_ARTICLES = {"2", "3", "25", "75", "78", "97", "101", "111", "113"}
_ARTICLES |= {str(n) for n in [*range(50, 57), *range(88, 95)]}
_RECITALS = {str(n) for n in range(97, 120)}
_ANNEXES = {"XI", "XII", "XIII"}


def _asked(key: Key) -> bool:
    return key[1] in {"article": _ARTICLES, "recital": _RECITALS, "annex": _ANNEXES}[key[0]]


@pytest.mark.shared
def test_the_real_act_reads_the_same_from_both(shared: Path) -> None:
    formex, page = _real(shared)
    asked = {key for key in [*formex, *page] if _asked(key)}
    assert {key[1] for key in asked} == _ARTICLES | _RECITALS | _ANNEXES
    assert len(asked) >= 350
    for key in sorted(asked):
        assert formex.get(key) == page.get(key), key


@pytest.mark.shared
def test_the_rest_of_the_real_act_differs_in_nothing_but_quoted_insertions(shared: Path) -> None:
    formex, page = _real(shared)
    assert set(formex) <= set(page)
    # Text that follows a list, and lists within text quoted for other acts: structure only.
    assert {key[1] for key in set(page) - set(formex)} == {"22", "108", "110"}
    assert [key for key in formex if formex[key][0] != page[key][0]] == []


@pytest.mark.shared
def test_the_real_act_reads_as_a_third_source_has_it(shared: Path) -> None:
    formex, _ = _real(shared)
    rows = json.loads((shared / "law" / "act" / "units_2024-07-12.json").read_text("utf-8"))
    compared, left_out = 0, []
    for row in rows:
        if not row["text"] or not _asked(_third_key(row["id"])):
            continue
        key = _third_key(row["id"])
        if key not in formex and key[2] and key[2][-1] == "¶1":
            key = (key[0], key[1], key[2][:-1])  # ours counts subparagraphs from two on
        if key not in formex:
            left_out.append(row["id"])
            continue
        # Its rows hold a provision's own words, ours those of its points too; it writes 10^25.
        own = formex[key][0].split("\n")[0].replace("10²⁵", "10^25")
        assert own == " ".join(row["text"].split()), row["id"]
        compared += 1
    assert compared > 300, left_out
    assert left_out == []


def _third_key(name: str) -> Key:
    """Translate an id such as ART-51-1-al1.1, REC-104, ANNEX-XI-S1-2-c."""
    kind, number, *path = name.split("-")
    steps = []
    for step in path:
        if subparagraph := re.fullmatch(r"al(\d+)(?:\.\d+)?", step):
            step = f"¶{subparagraph[1]}"
        elif kind == "ANNEX" and re.fullmatch(r"S\w", step):
            step = f"§{step[1:]}"
        elif kind == "ANNEX" and step in ("p", "sub"):
            step = "¶1" if step == "p" else "¶2"
        steps.append(step)
    return {"REC": "recital", "ART": "article", "ANNEX": "annex"}[kind], number, tuple(steps)
