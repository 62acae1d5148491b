"""Tables in Word files: headers, titles, groups, spans, forms, and rows inside content controls."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.schema import BlockKind
from tests.readers.made_docx import cells, facts, p, r, read, tbl, tc, texts, tr, xml

BOLD = "<w:b/>"


def bold(text: str) -> str:
    return tc(p(r(text, BOLD)))


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def span(text: str, count: int) -> str:
    return tc(text, f"<w:gridSpan w:val='{count}'/>")


HEAD = tr("Variant", "Parameters", "Tokens")
SMALL = tr("Nova Small", "3 B", "2 T")
LARGE = tr("Nova Large", "41 B", "9 T")
SMALL_ROW = {"Variant": "Nova Small", "Parameters": "3 B", "Tokens": "2 T"}
LARGE_ROW = {"Variant": "Nova Large", "Parameters": "41 B", "Tokens": "9 T"}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("plain", tbl(HEAD, SMALL, LARGE)),
        ("a repeating section", tbl(HEAD, control(control(SMALL) + control(LARGE)))),
        ("a custom tag", tbl(HEAD, f"<w:customXml>{SMALL}</w:customXml>", LARGE)),
        ("a control around a cell", tbl(HEAD, SMALL.replace(tc("2 T"), control(tc("2 T"))), LARGE)),
        ("a control around the table", control(tbl(HEAD, SMALL, LARGE))),
        ("marked header", tbl(tr("Variant", "Parameters", "Tokens", properties="<w:tblHeader/>"),
                              SMALL, LARGE)),
        ("a header unmarked", tbl(tr("Variant", "Parameters", "Tokens",
                                     properties="<w:tblHeader w:val='0'/>"), SMALL, LARGE)),
        ("a deleted row", tbl(HEAD, tr("Old", "1 B", "1 T",
                                       properties="<w:del w:id='1' w:author='a'/>"), SMALL, LARGE)),
        ("an inserted row", tbl(HEAD, SMALL, LARGE.replace(
            "<w:trPr>", "<w:trPr><w:ins w:id='1' w:author='a'/>"))),
    ],
)  # fmt: skip
def test_the_same_rows_however_they_are_wrapped(name: str, table: str) -> None:
    parsed = read(lambda d: xml(d, table))
    assert cells(parsed) == [SMALL_ROW, LARGE_ROW], name
    assert cells(parsed, BlockKind.HEADER_ROW) == [{"": "Tokens"}], (
        "a header row has no headers of its own"
    )
    assert len({b.table for b in parsed.blocks if b.table is not None}) == 1


def test_a_title_across_the_table_is_its_caption_and_the_next_row_the_header() -> None:
    parsed = read(lambda d: xml(d, tbl(tr(span("Sizes of Nova", 3)), HEAD, SMALL, LARGE)))
    assert cells(parsed) == [SMALL_ROW, LARGE_ROW]
    assert facts(parsed)[0] == ("caption", 0, "Sizes of Nova")


def test_a_row_with_one_name_names_the_group_of_the_rows_below_and_is_under_no_header() -> None:
    parsed = read(lambda d: xml(d, tbl(HEAD, tr(span("Text models", 3)), SMALL, LARGE)))
    group, small, large = cells(parsed)
    assert group == {"": "Text models"}
    assert (small, large) == ({"": "Text models", **SMALL_ROW}, {"": "Text models", **LARGE_ROW})
    first, second, _ = (b for b in parsed.blocks if b.kind is BlockKind.ROW)
    assert [cell.is_label for cell in first.cells] == [False]
    assert [cell.inherited for cell in second.cells] == [True, False, False, False]


@pytest.mark.parametrize(
    ("first", "second", "headed"),
    [
        ((bold("Energy"), bold("2024"), bold("2025")), ("Training", "12", "14"), True),
        (("Energy", "2024", "2025"), ("Training", "12", "14"), False),
        ((bold("Sorting"), bold("61.0"), bold("62.5")), (bold("Dating"), bold("4"), bold("5")),
         False),
        (("Task", "Nova", "Orion"), ("Sorting", "61.0", "62.5"), True),
    ],
)  # fmt: skip
def test_years_are_headers_only_where_their_weight_says_so(
    first: tuple[str, ...], second: tuple[str, ...], headed: bool
) -> None:
    parsed = read(lambda d: xml(d, tbl(tr(*first), tr(*second))))
    kinds = [block.kind for block in parsed.blocks]
    assert kinds == [BlockKind.HEADER_ROW if headed else BlockKind.ROW, BlockKind.ROW]
    assert (next(iter(cells(parsed)[-1])) != "") is headed


def test_two_levels_of_headers_are_joined_outermost_first() -> None:
    mark = "<w:tblHeader/>"
    table = tbl(
        tr(tc("Task", "<w:vMerge w:val='restart'/>"), span("Small", 2), span("Large", 2),
           properties=mark),
        tr(tc("", "<w:vMerge/>"), "Nova", "Orion", "Nova", "Orion", properties=mark),
        tr("Sorting", "61.0", "62.5", "71.3", "70.2"),
    )  # fmt: skip
    assert cells(read(lambda d: xml(d, table))) == [
        {
            "Task": "Sorting",
            "Small > Nova": "61.0",
            "Small > Orion": "62.5",
            "Large > Nova": "71.3",
            "Large > Orion": "70.2",
        }
    ]


def test_a_cell_across_two_columns_stands_under_both_headers() -> None:
    table = tbl(HEAD, tr("Nova Small", span("not disclosed", 2)))
    assert cells(read(lambda d: xml(d, table))) == [
        {"Variant": "Nova Small", "Parameters": "not disclosed", "Tokens": "not disclosed"}
    ]


def test_a_row_that_begins_late_keeps_its_columns() -> None:
    table = tbl(HEAD, tr("41 B", "9 T", properties="<w:gridBefore w:val='1'/>"))
    assert cells(read(lambda d: xml(d, table))) == [
        {"Variant": "", "Parameters": "41 B", "Tokens": "9 T"}
    ]


def test_a_name_merged_over_three_rows_is_lent_to_each() -> None:
    start, on = "<w:vMerge w:val='restart'/>", "<w:vMerge w:val='continue'/>"
    table = tbl(
        tr("Model", "Task", "Score"),
        tr(tc("Nova", start), "Sorting", "61.0"),
        tr(tc("", on), "Dating", "40.1"),
        tr(tc("", on), "Naming", "9"),
        tr("Orion", "Sorting", "62.5"),
    )
    parsed = read(lambda d: xml(d, table))
    assert [(row["Model"], row["Task"]) for row in cells(parsed)] == [
        ("Nova", "Sorting"),
        ("Nova", "Dating"),
        ("Nova", "Naming"),
        ("Orion", "Sorting"),
    ]
    assert parsed.text.count("Nova") == 1, "a lent name is not written again"


def test_an_empty_cell_is_an_empty_value_under_its_header() -> None:
    parsed = read(lambda d: xml(d, tbl(HEAD, tr("Nova Small", "", "2 T"))))
    assert cells(parsed) == [{"Variant": "Nova Small", "Parameters": "", "Tokens": "2 T"}]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Model name", "Model name"),
        ("Model name:", "Model name"),
        ("Model name :", "Model name"),
        ("Model name –", "Model name"),
        ("Were crawlers used?", "Were crawlers used?"),
        ("1.2 Model name (all variants):", "1.2 Model name (all variants)"),
    ],
)
def test_the_key_of_a_form_has_no_colon(question: str, key: str) -> None:
    parsed = read(lambda d: xml(d, tbl(tr(question, "Nova"), tr("Licence", "MIT"))))
    assert cells(parsed, BlockKind.PAIR) == [{key: "Nova"}, {"Licence": "MIT"}]


def test_an_unanswered_question_is_a_pair_with_an_empty_value() -> None:
    parsed = read(lambda d: xml(d, tbl(tr("Energy used:", ""), tr("Licence:", "MIT"))))
    assert cells(parsed, BlockKind.PAIR) == [{"Energy used": ""}, {"Licence": "MIT"}]
    assert parsed.text.startswith("Energy used:\t\n")


LONG = (
    "Fill in this part for each of the sources that was used, and add rows where there are more "
    "than three of them; what is not known is left open."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("General information", BlockKind.HEADING),
        ("2. Sources of data", BlockKind.HEADING),
        (LONG, BlockKind.PARAGRAPH),
        ("This part is optional.", BlockKind.PARAGRAPH),
    ],
)
def test_what_stands_across_a_form_is_a_title_or_words(text: str, kind: BlockKind) -> None:
    table = tbl(tr(span(text, 2)), tr("Provider", "Example Lab"), tr("Model", "Nova"))
    parsed = read(lambda d: xml(d, table))
    assert facts(parsed)[0][0] == kind.value
    assert facts(parsed)[0][2] == text
    assert cells(parsed, BlockKind.PAIR) == [{"Provider": "Example Lab"}, {"Model": "Nova"}]


def test_an_answer_of_several_paragraphs_is_one_value() -> None:
    answer = tc(p(r("Letters from the attic.")) + p(r("Tea labels.")) + p(r("")))
    parsed = read(lambda d: xml(d, tbl(tr("Sources", answer), tr("Licence", "MIT"))))
    assert cells(parsed, BlockKind.PAIR)[0] == {"Sources": "Letters from the attic. Tea labels."}


def test_a_question_merged_over_rows_is_the_key_of_each_answer() -> None:
    table = tbl(
        tr(tc("Sources", "<w:vMerge w:val='restart'/>"), "Letters"),
        tr(tc("", "<w:vMerge/>"), "Labels"),
    )
    assert cells(read(lambda d: xml(d, table)), BlockKind.PAIR) == [
        {"Sources": "Letters"},
        {"Sources": "Labels"},
    ]


def test_a_table_inside_a_cell_is_part_of_its_words_once() -> None:
    inner = tbl(tr("May", "12"), tr("June", "14"))
    table = tbl(HEAD, tr("Nova Small", tc(inner + p("")), "2 T"))
    (row,) = cells(read(lambda d: xml(d, table)))
    assert row == {"Variant": "Nova Small", "Parameters": "May 12 June 14", "Tokens": "2 T"}


def test_a_text_box_in_a_cell_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>boxed words</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    parsed = read(lambda d: xml(d, tbl(HEAD, tr(tc(p(drawing)), "3 B", "2 T"))))
    assert parsed.text.count("boxed words") == 1
    assert cells(parsed)[0]["Variant"] == "boxed words"


def test_links_in_cells_are_links_of_their_row() -> None:
    def build(document: Any) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        part = document.part
        link = part.relate_to("https://example.org/licence", kind, is_external=True)
        inner = f"<w:hyperlink r:id='{link}'>{r('the licence')}</w:hyperlink>"
        xml(document, tbl(tr("Licence", tc(p(r("see ") + inner))), tr("Model", "Nova")))

    parsed = read(build)
    first, second = [block for block in parsed.blocks if block.kind is BlockKind.PAIR]
    ((start, end, target),) = first.links
    assert (parsed.text[start:end], target) == ("the licence", "https://example.org/licence")
    assert second.links == ()


@pytest.mark.parametrize("rows", [0, 1])
def test_a_table_without_cells_or_words_breaks_nothing(rows: int) -> None:
    def build(document: Any) -> None:
        xml(document, tbl(*[tr() for _ in range(rows)]), p(r("After the table.")))

    assert texts(read(build)) == ["After the table."]


def test_two_tables_have_two_numbers_and_words_between_stay_between() -> None:
    parsed = read(lambda d: xml(d, tbl(HEAD, SMALL), p(r("Between the two.")), tbl(HEAD, LARGE)))
    numbers = [block.table for block in parsed.blocks if block.kind is BlockKind.ROW]
    assert len(set(numbers)) == 2
    assert parsed.text.index("Nova Small") < parsed.text.index("Between") < parsed.text.index("41")


def test_units_stay_in_the_header_that_names_them() -> None:
    table = tbl(tr("Run", "Energy (MWh)", "GPU hours / k"), tr("Main", "12.4", "39"))
    assert cells(read(lambda d: xml(d, table))) == [
        {"Run": "Main", "Energy (MWh)": "12.4", "GPU hours / k": "39"}
    ]
