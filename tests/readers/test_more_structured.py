"""JSON and YAML trees: offsets, paths of keys, lists, prose inside, and faults."""

import pytest

from pipeline.readers import json_tree, tree, yaml_tree
from pipeline.readers.read import read_bytes
from pipeline.schema import BlockKind
from pipeline.segments import segment


def pairs(source, name):
    document = read_bytes(source.encode(), name)
    return [
        (b.path, [(c.header, document.text[c.start : c.end]) for c in b.cells])
        for b in document.blocks
        if b.kind is BlockKind.PAIR
    ]


@pytest.mark.parametrize(
    ("json", "yaml", "expected"),
    [
        ('{"a": "x"}', "a: x\n", [((), [("a", "x")])]),
        ('{"a": 1.10}', "a: 1.10\n", [((), [("a", "1.10")])]),
        ('{"a": true}', "a: true\n", [((), [("a", "true")])]),
        ('{"a": null}', "a: null\n", [((), [("a", "null")])]),
        ('{"a": -3e5}', "a: -3e5\n", [((), [("a", "-3e5")])]),
        ('{"a": ["x", "y"]}', "a: [x, y]\n", [((), [("a", "x"), ("a", "y")])]),
        ('{"a": [1, 2]}', "a:\n- 1\n- 2\n", [((), [("a", "1"), ("a", "2")])]),
        ('{"a": {"b": "x"}}', "a:\n  b: x\n", [(("a",), [("b", "x")])]),
        ('{"a": {"b": {"c": 1}}}', "a: {b: {c: 1}}\n", [(("a", "b"), [("c", "1")])]),
        ('{"a": [{"b": 1}, {"b": 2}]}', "a:\n- b: 1\n- b: 2\n",
         [(("a", "1"), [("b", "1")]), (("a", "2"), [("b", "2")])]),
        ('{"a": [{"name": "n", "b": 1}]}', "a:\n- name: n\n  b: 1\n",
         [(("a", "n"), [("name", "n")]), (("a", "n"), [("b", "1")])]),
        ('{"a": [{"type": "t", "b": 1}]}', "a:\n- {type: t, b: 1}\n",
         [(("a", "t"), [("type", "t")]), (("a", "t"), [("b", "1")])]),
        ('{"a": [{"task": {"type": "t"}, "b": 1}]}', "a:\n- task: {type: t}\n  b: 1\n",
         [(("a", "t", "task"), [("type", "t")]), (("a", "t"), [("b", "1")])]),
        ('{"a": "x", "b": "y"}', "a: x\nb: y\n", [((), [("a", "x")]), ((), [("b", "y")])]),
        ('{"a": "中"}', "a: 中\n", [((), [("a", "中")])]),
        ('{"a": [], "b": 1}', "a: []\nb: 1\n", [((), [("b", "1")])]),
        ('{"a": {}, "b": 1}', "a: {}\nb: 1\n", [((), [("b", "1")])]),
        ('{"a b": 1}', "a b: 1\n", [((), [("a b", "1")])]),
    ],
)  # fmt: skip
def test_json_and_yaml_read_the_same(json, yaml, expected):
    assert pairs(json, "a.json") == expected
    assert pairs(yaml, "a.yaml") == expected


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("", 0),
        ("{", 1),
        ("[1", 2),
        ("[1,]", 3),
        ('{"a"}', 4),
        ('{"a": 1,}', 8),
        ("{1: 2}", 1),
        ("[1 2]", 3),
        ("1 2", 1),
        ("]", 0),
        ("[1}", 2),
        ('"open', 0),
        ("{'a': 1}", 1),
        ("[,1]", 1),
        ("nul", 0),
    ],
)
def test_a_fault_of_json_is_placed(source, at):
    with pytest.raises(json_tree.JsonFault) as caught:
        json_tree.parse(source, 0, len(source))
    assert abs(caught.value.offset - at) <= 1


@pytest.mark.parametrize(
    ("source", "text", "raw"),
    [
        ('"a"', "a", "a"),
        ('"a\\nb"', "a\nb", "a\\nb"),
        ('"a\\u00e9"', "aé", "a\\u00e9"),
        ('"say \\"x\\""', 'say "x"', 'say \\"x\\"'),
        ('"c:\\\\d"', "c:\\d", "c:\\\\d"),
        ('""', "", ""),
        ("12.50", "12.50", "12.50"),
        ("-0", "-0", "-0"),
        ("NaN", "NaN", "NaN"),
        ("  true  ", "true", "true"),
    ],
)
def test_a_scalar_keeps_its_characters_and_what_they_say(source, text, raw):
    leaf = json_tree.parse(source, 0, len(source))
    assert isinstance(leaf, tree.Leaf)
    assert (leaf.text, source[leaf.start : leaf.end]) == (text, raw)


@pytest.mark.parametrize("depth", [1, 2, json_tree.MAX_DEPTH])
def test_json_nested_as_deep_as_allowed(depth):
    node = json_tree.parse("[" * depth + "]" * depth, 0, 2 * depth)
    for _ in range(depth - 1):
        assert isinstance(node, tree.Listing)
        (node,) = node.items
    assert node == tree.Listing(())


def test_json_nested_one_deeper_is_refused():
    depth = json_tree.MAX_DEPTH + 1
    with pytest.raises(json_tree.JsonFault, match="nested"):
        json_tree.parse("[" * depth + "]" * depth, 0, 2 * depth)


@pytest.mark.parametrize(
    ("source", "line"),
    [("a: b: c\n", 1), ("a: x\nb: [\n", 3), ("a: x\nb: 'y\n", 3), ("a: x\n\tb: y\n", 2)],
)
def test_a_fault_of_yaml_names_its_line(source, line):
    with pytest.raises(yaml_tree.YamlFault) as caught:
        yaml_tree.compose(source, 0, len(source))
    assert caught.value.line in {line - 1, line}


@pytest.mark.parametrize("source", ["", "# only a note\n", "\n\n"])
def test_yaml_that_holds_nothing(source):
    assert yaml_tree.compose(source, 0, len(source)) is None


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('{"note": "It is open."}', ["note: It is open."]),
        ('{"note": "It is\\nopen."}', ["note: It is", "open."]),
        ('{"note": "It is \\"open\\"."}', ['note: It is "open".']),
        ('{"note": "caf\\u00e9"}', ["note: café"]),
        ('{"note": "a\\/b"}', ["note: a/b"]),
        ('{"note": "It is open. It is free."}', ["note: It is open.", "It is free."]),
    ],
)
def test_escapes_are_undone_in_segments(source, texts):
    document = read_bytes(source.encode(), "a.json")
    assert [part.text for part in segment(document)] == texts


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_long_values_are_prose_below_their_key(name):
    words = "We trained it on public text. " * 10
    json, yaml = f'{{"card": {{"data": "{words}"}}}}', f"card:\n  data: {words}\n"
    source = json if name == "a.json" else yaml
    document = read_bytes(source.encode(), name)
    parts = segment(document)
    assert [p.text for p in parts] == ["We trained it on public text."] * 10
    assert {p.heading_path for p in parts} == {("card", "data")}
    assert {document.quote(p.span) for p in parts} == {"We trained it on public text."}


@pytest.mark.parametrize("length", [tree.LONGEST_VALUE, tree.LONGEST_VALUE + 1])
def test_the_longest_value(length):
    document = read_bytes(f'{{"a": "{"x" * length}"}}'.encode(), "a.json")
    kind = BlockKind.PAIR if length == tree.LONGEST_VALUE else BlockKind.PARAGRAPH
    assert [b.kind for b in document.blocks] == [kind]
