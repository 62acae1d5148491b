"""Numbers that Word writes by itself: counted as Word counts them, and where they appear."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.readers.docx import parse
from pipeline.readers.docx_numbering import Numbering
from pipeline.schema import Document
from pipeline.segments import segment
from tests.readers.made_docx import SPACES, facts, made, p, r, repacked, texts, xml


def level(depth: int, pattern: str, form: str = "decimal", more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
        f"{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
    )


def part(
    *levels: str, nums: str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
) -> str:
    held = f"<w:abstractNum w:abstractNumId='0'>{''.join(levels)}</w:abstractNum>"
    return f"<w:numbering {SPACES}>{held}{nums}</w:numbering>"


def labels(source: str, *steps: tuple[str, int]) -> list[str]:
    numbering = Numbering(etree.fromstring(source))
    return [numbering.next(*step) for step in steps]


SECTIONS = part(level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"))


@pytest.mark.parametrize(
    ("depths", "expected"),
    [
        ([0, 0, 0], ["1.", "2.", "3."]),
        ([0, 1, 1, 0, 1], ["1.", "1.1", "1.2", "2.", "2.1"]),
        ([0, 1, 2, 2, 1, 2], ["1.", "1.1", "(a)", "(b)", "1.2", "(a)"]),
        ([1, 1], ["1.1", "1.2"]),
        ([5], [""]),
    ],
)
def test_levels_begin_again_below_each_new_number(depths: list[int], expected: list[str]) -> None:
    assert labels(SECTIONS, *[("1", depth) for depth in depths]) == expected


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimal", "3"),
        ("decimalZero", "03"),
        ("lowerRoman", "iii"),
        ("upperRoman", "III"),
        ("lowerLetter", "c"),
        ("upperLetter", "C"),
        ("bullet", ""),
        ("none", ""),
        ("chicago", "3"),
    ],
)
def test_forms_of_numbers(form: str, third: str) -> None:
    assert labels(part(level(0, "%1", form)), *[("1", 0)] * 3)[-1] == third


@pytest.mark.parametrize(
    ("count", "roman", "letter"),
    [(4, "iv", "d"), (9, "ix", "i"), (14, "xiv", "n"), (40, "xl", "nn"), (27, "xxvii", "aa")],
)
def test_roman_numbers_and_letters(count: int, roman: str, letter: str) -> None:
    assert labels(part(level(0, "%1", "lowerRoman")), *[("1", 0)] * count)[-1] == roman
    assert labels(part(level(0, "%1", "lowerLetter")), *[("1", 0)] * count)[-1] == letter


def test_two_lists_of_one_kind_go_on_unless_told_to_begin_again() -> None:
    again = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    nums = "".join(
        f"<w:num w:numId='{at}'><w:abstractNumId w:val='0'/>{change}</w:num>"
        for at, change in ((1, ""), (2, ""), (3, again))
    )
    steps = [("1", 0), ("1", 0), ("2", 0), ("3", 0), ("3", 0)]
    assert labels(part(level(0, "%1."), nums=nums), *steps) == ["1.", "2.", "3.", "1.", "2."]


def test_a_level_replaced_for_one_list_leaves_the_other() -> None:
    own = f"<w:lvlOverride w:ilvl='0'>{level(0, 'Art. %1', 'upperRoman')}</w:lvlOverride>"
    nums = (
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
        f"<w:num w:numId='2'><w:abstractNumId w:val='0'/>{own}</w:num>"
    )
    found = labels(part(level(0, "%1."), nums=nums), ("1", 0), ("2", 0), ("2", 0), ("1", 0))
    assert found == ["1.", "Art. I", "Art. II", "2."]


def test_decimals_where_the_level_wants_them() -> None:
    source = part(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert labels(source, ("1", 0), ("1", 0), ("1", 1)) == ["I", "II", "2.1"]


def test_a_list_that_borrows_its_levels_by_a_style() -> None:
    source = (
        f"<w:numbering {SPACES}>"
        "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='House'/></w:abstractNum>"
        f"<w:abstractNum w:abstractNumId='1'><w:styleLink w:val='House'/>{level(0, '§ %1')}"
        "</w:abstractNum><w:num w:numId='4'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
    assert labels(source, ("4", 0), ("4", 0), ("9", 0)) == ["§ 1", "§ 2", ""]


def numbered(text: str, depth: int, style: str = "") -> str:
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    return p(
        r(text),
        f"{named}<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='1'/></w:numPr>",
    )


def read_numbered(*paragraphs: str) -> bytes:
    data = made(lambda d: xml(d, *paragraphs))
    return repacked(
        data, lambda name, old: SECTIONS.encode() if name == "word/numbering.xml" else old
    )


def test_a_heading_holds_its_number_and_an_item_stands_behind_it() -> None:
    data = read_numbered(
        numbered("Data", 0, "Heading1"),
        numbered("Sources", 1, "Heading2"),
        numbered("letters of the attic", 2),
        numbered("labels", 2),
        numbered("Energy", 0, "Heading1"),
    )
    parsed = parse(data, "x.docx")
    assert facts(parsed) == [
        ("heading", 1, "1. Data"),
        ("heading", 2, "1.1 Sources"),
        ("list_item", 3, "letters of the attic"),
        ("list_item", 3, "labels"),
        ("heading", 1, "2. Energy"),
    ]
    assert "(a) letters of the attic\n(b) labels\n" in parsed.text
    document = Document("0", "x.docx", "application/docx", parsed.text, blocks=parsed.blocks)
    item = segment(document)[2]
    assert item.text == "letters of the attic"
    assert item.heading_path == ("1. Data", "1.1 Sources")


def test_a_paragraph_without_words_takes_no_number() -> None:
    data = read_numbered(numbered("a1", 0), numbered("", 0), numbered("a2", 0))
    assert "1. a1\n2. a2" in parse(data, "x.docx").text


def test_numbers_in_cells_are_part_of_the_cell() -> None:
    from tests.readers.made_docx import tbl, tc, tr

    table = tbl(
        tr("Step", "Days", "Place"),
        tr(tc(numbered("Sorting", 0)), "3", "attic"),
        tr(tc(numbered("Dating", 0)), "4", "cellar"),
    )
    parsed = parse(read_numbered(table), "x.docx")
    assert texts(parsed)[1:] == ["1. Sorting 3 attic", "2. Dating 4 cellar"]
