"""Metadata blocks, sound and defective: values, warnings, and where Markdown begins."""

import pytest

from pipeline.readers import front_matter
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind, WarningCode


def values(text, blocks):
    return [
        (cell.header, text[cell.start : cell.end])
        for block in blocks
        if block.kind is BlockKind.PAIR
        for cell in block.cells
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("license: mit\n", [("license", "mit")]),
        ("license:   mit   \n", [("license", "mit")]),
        ("license: 'it''s'\n", [("license", "it''s")]),
        ("license:\n  mit\n", [("license", "mit")]),
        ("a: x\n\nb: y\n", [("a", "x"), ("b", "y")]),
        ("# note\na: x\n", [("a", "x")]),
        ("tags: [a, 'b', c]\n", [("tags", "a"), ("tags", "b"), ("tags", "c")]),
        ("a: {b: x, c: y}\n", [("b", "x"), ("c", "y")]),
        ("a:\n  b:\n    c: x\n", [("c", "x")]),
        ("a: on\nb: off\nc: 007\n", [("a", "on"), ("b", "off"), ("c", "007")]),
        ("a: 12:30\n", [("a", "12:30")]),
        ("a: https://v.example/x#y\n", [("a", "https://v.example/x#y")]),
        ("a: |\n  one\n  two\n", [("a", "one\n  two")]),
        ("a: >-\n  one\n  two\n", [("a", "one\n  two")]),
        ("a: 多语言\n", [("a", "多语言")]),
    ],
)
def test_values_as_written(body, expected):
    source = f"---\n{body}---\n\n# Nova\n"
    begin, blocks, faults = front_matter.read(source)
    assert faults == ()
    assert source[begin:] == "\n# Nova\n"
    assert values(source, blocks) == expected


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# Nova\n",
        "---\n# Nova\n---\n",
        "---\n\nIt is open.\n\n---\n",
        "---\nlicense: mit\n",
        "text\n---\nlicense: mit\n---\n",
        "--\nlicense: mit\n--\n",
        "---\n- a\n- b\n---\n",
        "---\n---\n",
        "---\nSee https://v.example\n---\n",
    ],
)
def test_what_is_no_metadata_block(source):
    assert front_matter.read(source) == (0, [], ())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("license: mit\nname: Nova: it\n", [("license", "mit"), ("name", "Nova: it")]),
        ("license: mit\nname: [a, b\n", [("license", "mit"), ("name", "[a, b")]),
        ("license: 'mit\nname: x\n", [("license", "'mit"), ("name", "x")]),
        ("license: mit\n\tname: x\n", [("license", "mit"), ("name", "x")]),
        ("license: mit\nname: @nova\n", [("license", "mit"), ("name", "@nova")]),
        ("license: mit\nname: `nova`\n", [("license", "mit"), ("name", "`nova`")]),
        ("license: mit\n  size: 7B\n", [("license", "mit"), ("size", "7B")]),
        ("tags:\n- a\n - b\nname: {x\n", [("tags", "a"), ("tags", "b"), ("name", "{x")]),
        ("name: {x\ntags:\n- 'a'\n- \"b\"\n", [("name", "{x"), ("tags", "a"), ("tags", "b")]),
        ("license: mit\nname: %x\n", [("license", "mit"), ("name", "%x")]),
    ],
)  # fmt: skip
def test_a_defective_block_is_read_line_by_line_with_a_warning(body, expected):
    source = f"---\n{body}---\n# Nova\n"
    begin, blocks, faults = front_matter.read(source)
    assert [fault.code for fault in faults] == [WarningCode.FRONT_MATTER]
    assert values(source, blocks) == expected
    assert source[begin:] == "# Nova\n"


@pytest.mark.parametrize(
    ("body", "line"), [("a: x\nb: y: z\n", 3), ("a: x: y\n", 2), ("a: x\nb: y\nc: @z\n", 4)]
)
def test_the_warning_names_the_line_of_the_file(body, line):
    _, _, (fault,) = front_matter.read(f"---\n{body}---\n")
    assert f"line {line})" in fault.message


@pytest.mark.parametrize("deep", ["[" * 80, "- " * 80 + "x", "{a: " * 80])
def test_a_block_nested_too_deep_is_no_traceback(deep):
    source = f"---\nlicense: mit\na: {deep}\n---\n# Nova\n"
    document = read_bytes(source.encode(), "card.md")
    assert WarningCode.FRONT_MATTER in {w.code for w in document.warnings}
    assert ("license", "mit") in values(document.text, document.blocks)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a: x", [("a", ["x"])]),
        ("a:", []),
        ("a:\n- x\n- y", [("a", ["x", "y"])]),
        ("- x\na: y", [("a", ["y"])]),
        ("a: x\nmore", [("a", ["x", "more"])]),
        ("a.b: x\nc-d: y\ne_f: z", [("a.b", ["x"]), ("c-d", ["y"]), ("e_f", ["z"])]),
        ("- a: x\n  b: y", [("a", ["x"]), ("b", ["y"])]),
        ("a: ''", [("a", [""])]),
        ("a: 'x\"", [("a", ["'x\""])]),
        ("a:x", []),
        ("", []),
    ],
)
def test_line_wise(body, expected):
    blocks = front_matter.line_wise(body, 0, len(body))
    found = [
        (block.cells[0].header, [body[cell.start : cell.end] for cell in block.cells])
        for block in blocks
    ]
    assert found == expected
    for block in blocks:
        assert body[block.start :].startswith(block.cells[0].header)
        assert block.end == block.cells[-1].end


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_change_nothing(end, mark):
    source = mark + "---\nlicense: mit\n---\n# Nova\n".replace("\n", end)
    document = read_bytes(source.encode(), "card.md")
    assert values(document.text, document.blocks) == [("license", "mit")]
    assert [b.kind for b in document.blocks] == [BlockKind.PAIR, BlockKind.HEADING]
