"""Keys with values in every style: label, text, quotation, and what is no pair."""

import pytest

from pipeline.schema import SegmentKind
from tests.segments.marked import cut, holding, only

PAIR = SegmentKind.PAIR


@pytest.mark.parametrize(
    ("source", "label", "text"),
    [
        ("**License:** MIT", "License", "License: MIT"),
        ("**License**: MIT", "License", "License: MIT"),
        ("**License** MIT", "License", "License: MIT"),
        ("**License** - MIT", "License", "License: MIT"),
        ("**License** – MIT", "License", "License: MIT"),
        ("**License** — MIT", "License", "License: MIT"),
        ("__License:__ MIT", "License", "License: MIT"),
        ("__License__: MIT", "License", "License: MIT"),
        ("*License*: MIT", "License", "License: MIT"),
        ("*License:* MIT", "License", "License: MIT"),
        ("_License:_ MIT", "License", "License: MIT"),
        ("<b>License:</b> MIT", "License", "License: MIT"),
        ("<strong>License</strong>: MIT", "License", "License: MIT"),
        ("<strong>License</strong> MIT", "License", "License: MIT"),
        ("- License: MIT", "License", "License: MIT"),
        ("* License: MIT", "License", "License: MIT"),
        ("+ License: MIT", "License", "License: MIT"),
        ("1. License: MIT", "License", "License: MIT"),
        ("- **License:** MIT", "License", "License: MIT"),
        ("- **License** MIT", "License", "License: MIT"),
        ("- *License:* MIT", "License", "License: MIT"),
        ("License: MIT", "License", "License: MIT"),
        ("License： MIT", "License", "License: MIT"),
        ("许可证：MIT", "许可证", "许可证: MIT"),
        ("**Licence (code)**: MIT", "Licence (code)", "Licence (code): MIT"),
        ("**Model type:** decoder only", "Model type", "Model type: decoder only"),
        ("**Language(s) (NLP):** French", "Language(s) (NLP)", "Language(s) (NLP): French"),
        ("**Developed by:** [Vanta](https://v.example)", "Developed by", "Developed by: Vanta"),
        ("**[License](LICENSE):** MIT", "License", "License: MIT"),
        ("**License:** `mit`", "License", "License: mit"),
        ("**License:** *MIT*", "License", "License: MIT"),
        ("**Context length:** 32,768", "Context length", "Context length: 32,768"),
        ("**Released:** 2025-03-01", "Released", "Released: 2025-03-01"),
        ("**Size** 7.2 B", "Size", "Size: 7.2 B"),
        ("- Training cut-off: May 2024", "Training cut-off", "Training cut-off: May 2024"),
        ("- Site: https://v.example/a", "Site", "Site: https://v.example/a"),
        ("**R&amp;D lead:** Roe", "R&D lead", "R&D lead: Roe"),
    ],
)  # fmt: skip
def test_a_pair_in_every_style(source, label, text):
    (part,) = only(f"# Nova\n\n{source}\n", PAIR)
    assert (part.label, part.text, part.heading_path) == (label, text, ("Nova",))


@pytest.mark.parametrize(
    "source",
    [
        "**Nova** is a model for code.",
        "**Nova** and its sister are open.",
        "**Note**, it is large.",
        "**Nova 7B** (small) is open.",
        "- **Nova** is small.",
        "**Do not use it.** It is old.",
        "**It is open!** Try it.",
        "We release two sizes: small and large.",
        "Please note: it is old.",
        "- It has three parts: a, b and c.",
        "- See here: the notes.",
        "At 10:30 it stopped.",
        "The ratio is 3:1 here.",
        "Use https://v.example for more.",
        "- std::vector is used.",
        "Run nova:7b locally.",
        "The licence of the weights and of all the code: MIT.",
        "**A very long stretch of bold words here** Then more.",
        "- *Nova* is small.",
        "**Released in the year** 2025 by us.",
    ],
)
def test_what_only_looks_like_a_pair(source):
    assert only(f"# Nova\n\n{source}\n", PAIR) == []


@pytest.mark.parametrize(
    ("source", "quotation"),
    [
        ("**License:** MIT", "**License:** MIT"),
        ("**License:** **MIT**", "**License:** **MIT**"),
        ("- **License:** `mit`", "**License:** `mit`"),
        ("- License: [MIT](LICENSE)", "License: [MIT](LICENSE)"),
        ("- License: [MIT][l]", "License: [MIT][l]"),
        ("__License:__ MIT", "__License:__ MIT"),
        ("*License:* MIT", "*License:* MIT"),
        ("License: MIT", "License: MIT"),
        ("- License: ~~GPL~~", "License: ~~GPL~~"),
        ("> **License:** MIT", "License:** MIT"),
    ],
)
def test_a_pair_is_quoted_with_its_markup(source, quotation):
    document, part = holding(f"# Nova\n\n{source}\n", "License:")
    assert document.quote(part.span).endswith(quotation)
    assert document.quote(part.span) in source


def test_later_sentences_of_a_value_stand_below_the_key():
    source = "# Nova\n\n- **Data:** Public text. Filtered twice. No code.\n"
    document, parts = cut(source)
    found = [(p.kind, p.text, p.label, p.heading_path) for p in parts[1:]]
    assert found == [
        (PAIR, "Data: Public text.", "Data", ("Nova",)),
        (SegmentKind.SENTENCE, "Filtered twice.", "Data", ("Nova", "Data")),
        (SegmentKind.SENTENCE, "No code.", "Data", ("Nova", "Data")),
    ]
    assert document.quote(parts[2].span) == "Filtered twice."


@pytest.mark.parametrize(
    "source",
    [
        "License: MIT\nSize: 7B\nLanguage: French\n",
        "**License:** MIT\n**Size:** 7B\n**Language:** French\n",
        "**License:** MIT  \n**Size:** 7B  \n**Language:** French\n",
        "**License:** MIT\\\n**Size:** 7B\\\n**Language:** French\n",
        "**License:** MIT<br>\n**Size:** 7B<br>\n**Language:** French\n",
        "**License:** MIT\n\n**Size:** 7B\n\n**Language:** French\n",
        "- License: MIT\n- Size: 7B\n- Language: French\n",
        "* **License**: MIT\n* **Size**: 7B\n* **Language**: French\n",
        "1. License: MIT\n2. Size: 7B\n3. Language: French\n",
        "- License: MIT\n\n- Size: 7B\n\n- Language: French\n",
        "*License:* MIT\n\n*Size:* 7B\n\n*Language:* French\n",
        "<b>License:</b> MIT\n\n<b>Size:</b> 7B\n\n<b>Language:</b> French\n",
    ],
)
def test_three_pairs_below_each_other(source):
    parts = only(f"# Nova\n\n{source}", PAIR)
    assert [p.text for p in parts] == ["License: MIT", "Size: 7B", "Language: French"]
    assert [p.label for p in parts] == ["License", "Size", "Language"]
    assert {p.heading_path for p in parts} == {("Nova",)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("---\nlicense: mit\n---\n", ["license: mit"]),
        ("---\nlicense: 'mit'\n---\n", ["license: mit"]),
        ('---\nlicense: "mit"\n---\n', ["license: mit"]),
        ("---\nlicense: mit # open\n---\n", ["license: mit"]),
        ("---\ntags: [a, b]\n---\n", ["tags: a, b"]),
        ("---\ntags:\n- a\n- b\n---\n", ["tags: a, b"]),
        ("---\ntags:\n  - a\n  - b\n---\n", ["tags: a, b"]),
        ("---\nlanguage: no\n---\n", ["language: no"]),
        ("---\ninference: false\n---\n", ["inference: false"]),
        ("---\nversion: 1.10\n---\n", ["version: 1.10"]),
        ("---\ndate: 2025-03-01\n---\n", ["date: 2025-03-01"]),
        ("---\nbase_model: vanta/nova-7b\n---\n", ["base_model: vanta/nova-7b"]),
        ("---\na: x\nb: y\n---\n", ["a: x", "b: y"]),
        ("---\na: x\n...\n", ["a: x"]),
        ("\n\n---\na: x\n---\n", ["a: x"]),
    ],
)  # fmt: skip
def test_front_matter_keeps_values_as_written(source, expected):
    assert [p.text for p in only(f"{source}\n# Nova\n\nIt is open.\n", PAIR)] == expected


def test_nested_front_matter_has_its_keys_as_path():
    head = "model-index:\n- name: Nova\n  results:\n  - metrics:\n"
    source = f"---\n{head}    - type: f1\n      value: 0.81\n---\n"
    value = next(p for p in only(source, PAIR) if p.label == "value")
    assert value.text == "value: 0.81"
    assert value.heading_path == ("model-index", "Nova", "results", "1", "metrics", "f1")


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.txt"])
def test_pairs_of_other_formats(name):
    body = {
        "a.json": '{"license": "mit", "context": 8192}',
        "a.yaml": "license: mit\ncontext: 8192\n",
        "a.txt": "license: mit\ncontext: 8192\n",
    }[name]
    document, parts = cut(body, name)
    assert [(p.label, p.text) for p in parts] == [
        ("license", "license: mit"),
        ("context", "context: 8192"),
    ]
    assert "8192" in document.quote(parts[1].span)
    assert document.quote(parts[1].locate(9, 13)) == "8192"


@pytest.mark.parametrize(
    ("html", "label", "text"),
    [
        ("<p><b>License:</b> MIT</p>", "License", "License: MIT"),
        ("<p><strong>License</strong>: MIT</p>", "License", "License: MIT"),
        ("<p><strong>License</strong> MIT</p>", "License", "License: MIT"),
        ("<p>License: MIT</p>", "License", "License: MIT"),
        ("<ul><li>License: MIT</li></ul>", "License", "License: MIT"),
        ("<ul><li><p><b>License:</b> MIT</p></li></ul>", "License", "License: MIT"),
        ("<dl><dt>License</dt><dd>MIT</dd></dl>", "License", "License: MIT"),
        ("<dl><dt>License:</dt><dd>MIT</dd></dl>", "License", "License: MIT"),
        ("<div><strong>License</strong> – MIT</div>", "License", "License: MIT"),
    ],
)
def test_pairs_of_a_page(html, label, text):
    (part,) = only(f"<html><body><h1>Nova</h1>{html}</body></html>", PAIR, "a.html")
    assert (part.label, part.text, part.heading_path) == (label, text, ("Nova",))


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Nova</b> is a model.</p>",
        "<p>We release two sizes: small and large.</p>",
        "<p><b>Nova</b>, the model, is open.</p>",
        "<ul><li>It has parts: two.</li></ul>",
    ],
)
def test_prose_of_a_page_is_no_pair(html):
    assert only(f"<html><body>{html}</body></html>", PAIR, "a.html") == []


@pytest.mark.parametrize("blank", ["", " ", "  ", "\t"])
def test_spaces_before_the_value_change_nothing(blank):
    (part,) = only(f"# N\n\n- **Size:** {blank}7B{blank}\n", PAIR)
    assert (part.label, part.text) == ("Size", "Size: 7B")


def test_a_pair_above_a_list_introduces_it():
    _, part = holding("# N\n\n- **Data:** we used these:\n  - books\n  - news\n", "books")
    assert part.kind is SegmentKind.ITEM
    assert part.lead == "Data: we used these:"
