"""Rows of tables in every style: text, label, path, quotation."""

import pytest

from pipeline.schema import SegmentKind
from tests.segments.marked import cut, only

ROW = SegmentKind.ROW
PIPE = "|---|---|---|\n"
SIZES = "| Model | Size |\n|---|---|\n"


@pytest.mark.parametrize(
    ("source", "texts", "labels"),
    [
        (SIZES + "| Nova | 7B |\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        ("Model | Size\n---|---\nNova | 7B\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        ("| Model | Size |\n|:--|--:|\n| Nova | 7B |\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        (SIZES + "| Nova | 7B\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        ("| **Model** | **Size** |\n|---|---|\n| Nova | 7B |\n",
         ["Model: Nova | Size: 7B"], ["Nova"]),
        (SIZES + "| **Nova** | *7B* |\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        (SIZES + "| `Nova` | 7B |\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        (SIZES + "| [Nova](a) | 7B |\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        (SIZES + "| Nova \\| X | 7B |\n",
         ["Model: Nova | X | Size: 7B"], ["Nova | X"]),
        (SIZES + "| Nova | |\n", ["Model: Nova"], ["Nova"]),
        (SIZES + "| Nova<br>Two | 7B |\n", ["Model: Nova Two | Size: 7B"], ["Nova Two"]),
        (SIZES + "| A &amp; B | 7B |\n", ["Model: A & B | Size: 7B"], ["A & B"]),
        (SIZES + "| Nova[^1] | 7B |\n", ["Model: Nova | Size: 7B"], ["Nova"]),
        ("| Model | |\n|---|---|\n| Nova | 7B |\n", ["Model: Nova | 7B"], ["Nova"]),
        ("| | Size |\n|---|---|\n| Nova | 7B |\n", ["Nova | Size: 7B"], ["Nova"]),
        ("| | |\n|---|---|\n| Licence | MIT |\n", ["Licence: MIT"], ["Licence"]),
        (SIZES + "| Nova | 7B |\n| Luna | 3B |\n",
         ["Model: Nova | Size: 7B", "Model: Luna | Size: 3B"], ["Nova", "Luna"]),
        ("> | Model | Size |\n> |---|---|\n> | Nova | 7B |\n",
         ["Model: Nova | Size: 7B"], ["Nova"]),
        ("| Model | Nova |\n|---|---|\n", ["Model: Nova"], ["Model"]),
    ],
)  # fmt: skip
def test_pipe_tables(source, texts, labels):
    rows = only(f"# Nova\n\n{source}", ROW)
    assert [row.text for row in rows] == texts
    assert [row.label for row in rows] == labels
    assert all(row.heading_path == ("Nova",) for row in rows)


@pytest.mark.parametrize(
    ("body", "texts", "labels"),
    [
        (
            "| Task | Set | F1 |\n"
            + PIPE + "| QA | a | 1.5 |\n| | b | 2.5 |\n| | c | 3.5 |\n",
            ["Task: QA | Set: a | F1: 1.5", "Task: QA | Set: b | F1: 2.5",
             "Task: QA | Set: c | F1: 3.5"],
            ["QA a", "QA b", "QA c"],
        ),
        (
            "| Task | Nova | Luna |\n"
            + PIPE + "| **Code** | | |\n| HumanEval | 61 | 55 |\n| MBPP | 64 | 51 |\n",
            ["Task: Code", "Code | Task: HumanEval | Nova: 61 | Luna: 55",
             "Code | Task: MBPP | Nova: 64 | Luna: 51"],
            ["", "HumanEval", "MBPP"],
        ),
        (
            "| Task | Nova | Luna |\n"
            + PIPE + "| Code | | |\n| MBPP | 64 | 51 |\n| Maths | | |\n| GSM | 7 | 8 |\n",
            ["Task: Code", "Code | Task: MBPP | Nova: 64 | Luna: 51",
             "Task: Maths", "Maths | Task: GSM | Nova: 7 | Luna: 8"],
            ["", "MBPP", "", "GSM"],
        ),
        (
            "| # | Model | F1 |\n" + PIPE + "| 1 | Nova | 0.5 |\n| 2 | Luna | 0.4 |\n",
            ["#: 1 | Model: Nova | F1: 0.5", "#: 2 | Model: Luna | F1: 0.4"],
            ["Nova", "Luna"],
        ),
        (
            "| Model | F1 | EM |\n" + PIPE + "| Nova | 0.5 | - |\n| Luna | n/a | 0.4 |\n",
            ["Model: Nova | F1: 0.5 | EM: -", "Model: Luna | F1: n/a | EM: 0.4"],
            ["Nova", "Luna"],
        ),
        (
            "| Model | F1 | EM |\n" + PIPE + "| Nova | 0.5 |\n| Luna | 0.3 | 0.4 | 9 |\n",
            ["Model: Nova | F1: 0.5", "Model: Luna | F1: 0.3 | EM: 0.4 | 9"],
            ["Nova", "Luna"],
        ),
    ],
)  # fmt: skip
def test_groups_numbers_and_ragged_rows(body, texts, labels):
    rows = only(f"# N\n\n{body}", ROW)
    assert [row.text for row in rows] == texts
    assert [row.label for row in rows] == labels


def table(*rows: str, head: str = "<tr><th>Model</th><th>F1</th><th>EM</th></tr>") -> str:
    return f"<table>{head}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


HTML = [
    (
        table("<td>Nova</td><td>0.5</td><td>0.4</td>"),
        ["Model: Nova | F1: 0.5 | EM: 0.4"], ["Nova"],
    ),
    (
        table("<td><b>Nova</b></td><td>0.5</td><td>0.4</td>"),
        ["Model: Nova | F1: 0.5 | EM: 0.4"], ["Nova"],
    ),
    (
        table("<td>Nova</td><td></td><td>0.4</td>"),
        ["Model: Nova | EM: 0.4"], ["Nova"],
    ),
    (
        table("<td>Nova</td><td colspan='2'>0.5</td>"),
        ["Model: Nova | F1: 0.5 | EM: 0.5"], ["Nova"],
    ),
    (
        table("<td rowspan=2>Nova</td><td>1</td><td>2</td>", "<td>3</td><td>4</td>"),
        ["Model: Nova | F1: 1 | EM: 2", "Model: Nova | F1: 3 | EM: 4"], ["Nova 1", "Nova 3"],
    ),
    (
        table("<td colspan=3>Code</td>", "<td>Nova</td><td>1</td><td>2</td>"),
        ["Code", "Code | Model: Nova | F1: 1 | EM: 2"], ["", "Nova"],
    ),
    (
        table(
            "<td>Nova</td><td>1</td><td>2</td>",
            head="<tr><th rowspan=2>Model</th><th colspan=2>Code</th></tr>"
            "<tr><th>F1</th><th>EM</th></tr>",
        ),
        ["Model: Nova | Code > F1: 1 | Code > EM: 2"], ["Nova"],
    ),
    (
        table("<td>Nova</td><td>1</td><td>2</td>", head=""),
        ["Nova | 1 | 2"], ["Nova"],
    ),
    (
        table("<td>Licence</td><td>MIT</td>", "<td>Size</td><td>7B</td>", head=""),
        ["Licence: MIT", "Size: 7B"], ["Licence", "Size"],
    ),
    (
        table("<th>Licence</th><td>MIT</td>", "<th>Size</th><td>7B</td>", head=""),
        ["Licence: MIT", "Size: 7B"], ["Licence", "Size"],
    ),
    (
        "<table><thead><tr><th>Model<th>F1<th>EM</thead><tbody><tr><td>Nova<td>1<td>2</table>",
        ["Model: Nova | F1: 1 | EM: 2"], ["Nova"],
    ),
    (
        table("<td>Nova</td><td rowspan='0'>1</td><td colspan='x'>2</td>"),
        ["Model: Nova | F1: 1 | EM: 2"], ["Nova"],
    ),
]  # fmt: skip


@pytest.mark.parametrize("name", ["card.md", "page.html"])
@pytest.mark.parametrize(("source", "texts", "labels"), HTML)
def test_tables_in_tags_read_the_same_in_cards_and_pages(source, texts, labels, name):
    body = f"# N\n\n{source}\n" if name == "card.md" else f"<html><body>{source}</body></html>"
    rows = only(body, ROW, name)
    assert [row.text for row in rows] == texts
    assert [row.label for row in rows] == labels


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("Table 1: Sizes\n\n{}", ("N", "Table 1: Sizes")),
        ("**Table 1**: Sizes\n\n{}", ("N", "Table 1: Sizes")),
        ("*Table 1. Sizes*\n\n{}", ("N", "Table 1. Sizes")),
        ("{}\n\nTable 1: Sizes\n", ("N", "Table 1: Sizes")),
        ("Sizes are below.\n\n{}", ("N",)),
        ("Table 1: Sizes\n\nText between.\n\n{}", ("N",)),
    ],
)
def test_captions_end_the_path_of_their_rows(source, path):
    body = "| Model | Size |\n|---|---|\n| Nova | 7B |\n"
    (row,) = only(f"# N\n\n{source.format(body)}", ROW)
    assert row.heading_path == path


@pytest.mark.parametrize("name", ["card.md", "page.html"])
def test_a_caption_in_tags(name):
    source = "<table><caption>Sizes</caption><tr><th>M</th><th>S</th></tr>"
    source += "<tr><td>Nova</td><td>7B</td></tr></table>"
    _, parts = cut(source, name)
    assert [(p.kind, p.text) for p in parts] == [
        (SegmentKind.CAPTION, "Sizes"),
        (ROW, "M: Nova | S: 7B"),
    ]
    assert parts[1].heading_path == ("Sizes",)


@pytest.mark.parametrize(
    "row",
    ["| Nova | 7B |", "| **Nova** | 7B |", "| [Nova](a.md) | `7B` |", "|Nova|7B|", "Nova | 7B"],
)
def test_a_row_is_quoted_whole_and_its_cells_are_located(row):
    document, parts = cut(f"| Model | Size |\n|---|---|\n{row}\n")
    (part,) = parts
    assert part.text == "Model: Nova | Size: 7B"
    assert document.quote(part.span) == row
    for words in ("Nova", "7B"):
        at = part.text.index(words)
        assert document.quote(part.locate(at, at + len(words))) == words


def test_links_of_a_row_are_kept_and_tables_are_numbered():
    one = "| Model | Card |\n|---|---|\n| Nova | [here](https://v.example/n) |\n"
    first, second = only(f"{one}\ntext between.\n\n{one.replace('/n', '/m')}", ROW)
    assert first.links == ("https://v.example/n",)
    assert second.links == ("https://v.example/m",)
    assert first.table != second.table


@pytest.mark.parametrize(
    "source",
    [
        "a | b is a sign of or.\n",
        "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n",
        "<!--\n| a | b |\n|---|---|\n| 1 | 2 |\n-->\n",
        "| a | b |\n",
        "\\| a | b |\n",
    ],
)
def test_what_is_no_table(source):
    assert only(f"# N\n\n{source}", ROW) == []
