"""YAML and JSON: every value with its path; hostile files are refused, not obeyed."""

import json

import pytest

from pipeline.readers import json_tree, yaml_tree
from pipeline.readers.structured import parse
from pipeline.schema import BlockKind, WarningCode


def values(source):
    parsed = parse(source.encode(), "x")
    return [
        (*b.path, b.cells[0].header if b.cells else "", parsed.text[b.start : b.end])
        for b in parsed.blocks
    ]


def test_yaml_paths():
    source = "model:\n  name: Nova\n  on: yes\n  langs: [en, 'no']\nempty:\n"
    assert values(source) == [
        ("model", "name", "name: Nova"),
        ("model", "on", "on: yes"),
        ("model", "langs", "langs: [en, 'no"),
        ("empty", "empty:"),
    ]


def test_json_paths_and_offsets():
    source = '{"a": {"b": 1e5, "c": ["x", "y\\nz"]}, "d": [{"name": "n", "v": true}]}'
    parsed = parse(source.encode(), "x")
    got = [
        ((*b.path, b.cells[0].header), [source[c.start : c.end] for c in b.cells])
        for b in parsed.blocks
    ]
    assert got == [
        (("a", "b"), ["1e5"]),
        (("a", "c"), ["x", "y\\nz"]),
        (("d", "n", "name"), ["n"]),
        (("d", "n", "v"), ["true"]),
    ]


@pytest.mark.parametrize("value", [{"a": [1, {"b": None}], "c": 'é"\\'}, [], {}, "x", 3, [[[1]]]])
def test_json_tree_agrees_with_the_standard_library(value):
    def back(node):
        if isinstance(node, json_tree.Branch):
            return {key.text: back(child) for key, child in node.items}
        if isinstance(node, json_tree.Listing):
            return [back(child) for child in node.items]
        return node.text

    def expected(item):
        if isinstance(item, dict):
            return {key: expected(child) for key, child in item.items()}
        if isinstance(item, list):
            return [expected(child) for child in item]
        return item if isinstance(item, str) else json.dumps(item)

    for indent in (None, 2):
        source = json.dumps(value, indent=indent)
        assert back(json_tree.parse(source, 0, len(source))) == expected(value)


@pytest.mark.parametrize(
    "source", ['{"a" 1}', '{"a": 1,}', "[1 2]", '{"a": 1', "[1]]", "{1: 2}", ""]
)
def test_what_is_not_json(source):
    with pytest.raises(ValueError):
        json.loads(source)
    with pytest.raises(json_tree.JsonFault):
        json_tree.parse(source, 0, len(source))


def test_long_text_inside_json_is_prose_under_its_path():
    body = "The model was trained on public text. " * 8
    parsed = parse(json.dumps({"card": {"readme": f"{body}\n\n{body}"}}).encode(), "x")
    assert [(b.kind, b.path) for b in parsed.blocks] == [
        (BlockKind.PARAGRAPH, ("card", "readme"))
    ] * 2


def test_json_lines_with_a_bad_line():
    parsed = parse(b'{"id": "a", "n": 1}\nnot json\n{"id": "b", "n": 2}\n', "x")
    assert [w.code for w in parsed.warnings] == [WarningCode.MARKUP]
    assert "1 of 3" in parsed.warnings[0].message and "line 2" in parsed.warnings[0].message
    assert [b.path for b in parsed.blocks] == [("a",), ("a",), ("b",), ("b",)]


def test_alias_bomb_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    source = "\n".join(lines)
    with pytest.raises(yaml_tree.TooMany, match="aliases counted each time"):
        yaml_tree.compose(source, 0, len(source))
    (warning,) = parse(source.encode(), "x").warnings
    assert warning.code is WarningCode.LIMIT
    assert "LACUNA_LIMIT_YAML_NODES" in warning.message and "not valid" not in warning.message


def test_many_sound_values_are_no_fault_of_the_file(monkeypatch):
    monkeypatch.setenv("LACUNA_LIMIT_YAML_NODES", "2")
    said = parse(b"a: 1\nb: 2\n", "x")
    assert said.warnings[0].code is WarningCode.LIMIT
    assert [said.text[b.start : b.end] for b in said.blocks] == ["a: 1", "b: 2"]
    monkeypatch.setenv("LACUNA_LIMIT_YAML_NODES", "3")
    assert parse(b"a: 1\nb: 2\n", "x").warnings == ()


@pytest.mark.parametrize("source", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_deep_nesting_is_refused(source):
    with pytest.raises(yaml_tree.YamlFault):
        yaml_tree.compose(source, 0, len(source))
    with pytest.raises(json_tree.JsonFault):
        json_tree.parse("[" * 100_000, 0, 100_000)


def test_an_alias_that_is_used_twice_is_fine():
    source = "a: &x {k: v}\nb: *x\n"
    assert [v[:-1] for v in values(source)] == [("a", "k"), ("b", "k")]


def test_several_yaml_documents():
    assert [v[0] for v in values("name: a\n---\nname: b\n")] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.json", b'{"parameters": '),
        ("complex.yaml", b"? [a, b]\n: 7 billion parameters\n"),
        ("list.json", b"[1, 2"),
    ],
)
def test_what_holds_no_keys_is_read_as_prose_and_said(name, data):
    parsed = parse(data, name)
    assert parsed.blocks
    assert any("read as plain text" in warning.message for warning in parsed.warnings)
