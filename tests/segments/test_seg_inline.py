"""Links, notes, code, samples, hidden and folded parts: exact texts and quotations."""

import pytest

from pipeline.schema import SegmentKind
from tests.segments.marked import cut, holding

S = SegmentKind


@pytest.mark.parametrize(
    ("source", "text", "links"),
    [
        ("See [the paper](https://a.example).", "See the paper.", ("https://a.example",)),
        ("See [the *paper*](https://a.example).", "See the paper.", ("https://a.example",)),
        ("See [the paper](https://a.example 'T').", "See the paper.", ("https://a.example",)),
        ("See [the paper](<https://a.example>).", "See the paper.", ("https://a.example",)),
        ("See [p](https://a.example/x_(y)).", "See p.", ("https://a.example/x_(y)",)),
        ("See [the paper][p].\n\n[p]: https://a.example", "See the paper.",
         ("https://a.example",)),
        ("See [P][].\n\n[p]: https://a.example", "See P.", ("https://a.example",)),
        ("See <https://a.example>.", "See https://a.example.", ("https://a.example",)),
        ("See https://a.example.", "See https://a.example.", ("https://a.example",)),
        ("See (https://a.example).", "See (https://a.example).", ("https://a.example",)),
        ("See <a href='https://a.example'>it</a>.", "See it.", ("https://a.example",)),
        ('See <a class="x" href="https://a.example">it</a>.', "See it.", ("https://a.example",)),
        ("See [a](u1) and [b](u2).", "See a and b.", ("u1", "u2")),
        ("See [notes](../NOTES.md#top).", "See notes.", ("../NOTES.md#top",)),
        ("See ![logo](a.png) here.", "See here.", ()),
        ("[![b](b.svg)](https://a.example) See it.", "See it.", ()),
        ("See [1] for it.", "See [1] for it.", ()),
        ("See [nothing][q] there.", "See nothing there.", ()),
    ],
)  # fmt: skip
def test_links(source, text, links):
    _, parts = cut(f"# N\n\n{source}\n")
    (part,) = parts[1:]
    assert (part.kind, part.text, part.links) == (S.SENTENCE, text, links)


def test_a_link_belongs_to_its_own_sentence_only():
    _, parts = cut("See [a](u1) here. See [b](u2) there. See none.\n")
    assert [(p.text, p.links) for p in parts] == [
        ("See a here.", ("u1",)),
        ("See b there.", ("u2",)),
        ("See none.", ()),
    ]


@pytest.mark.parametrize(
    ("source", "text", "quotation"),
    [
        ("**It is open.** Yes.", "It is open.", "**It is open.**"),
        ("*It* is open.", "It is open.", "*It* is open."),
        ("It is **open**.", "It is open.", "It is **open**."),
        ("It is `open`.", "It is open.", "It is `open`."),
        ("`It` is open", "It is open", "`It` is open"),
        ("It is [open](a.md)", "It is open", "It is [open](a.md)"),
        ("[It](a.md) is open.", "It is open.", "[It](a.md) is open."),
        ("It is ~~closed~~ open.", "It is closed open.", "It is ~~closed~~ open."),
        ("It is open &amp; free.", "It is open & free.", "It is open &amp; free."),
        ("It is\nopen.", "It is open.", "It is\nopen."),
        ("It   is  open.", "It is open.", "It   is  open."),
        ("It is <b>open</b>.", "It is open.", "It is <b>open</b>."),
        ("It is \\*open\\*.", "It is *open*.", "It is \\*open\\*."),
        ("It used $10^{25}$ FLOP.", "It used 10^25 FLOP.", "It used $10^{25}$ FLOP."),
        ("It used 10<sup>25</sup> FLOP.", "It used 10^25 FLOP.", "It used 10<sup>25</sup> FLOP."),
        ("It is open[^1].", "It is open.", "It is open[^1]."),
        ("It is <!-- not --> open.", "It is open.", "It is <!-- not --> open."),
        ("It is open. It is free.", "It is open.", "It is open."),
        ("It is a 7B model 🚀.", "It is a 7B model 🚀.", "It is a 7B model 🚀."),
    ],
)  # fmt: skip
def test_a_sentence_without_markup_and_its_quotation_with_it(source, text, quotation):
    document, parts = cut(f"# N\n\n{source}\n")
    assert parts[1].text == text
    assert document.quote(parts[1].span) == quotation


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- hidden words -->",
        "<!--\nhidden words\n\nmore hidden words\n-->",
        "<script>hidden words</script>",
        "<style>.hidden { words: 1 }</style>",
        "<svg><text>hidden words</text></svg>",
        "![hidden words](a.png)",
        "[![hidden words](a.svg)](b)",
        "[ref]: https://a.example 'hidden words'",
        "<img src='a.png' alt='hidden words'>",
        "{{< figure alt='hidden words' >}}",
        "- [hidden words](#hidden-words)",
    ],
)
def test_what_no_reader_sees_is_no_segment(hidden):
    _, parts = cut(f"# N\n\nIt is open.\n\n{hidden}\n\nIt is free.\n")
    assert [p.text for p in parts] == ["N", "It is open.", "It is free."]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<details>\n<summary>More</summary>\n\nIt is open.\n\n</details>",
         ["More", "It is open."]),
        ("<details><summary>More</summary>\n\n- a web\n- b code\n</details>",
         ["More", "a web", "b code"]),
        ("<div>\n\nIt is open.\n\n</div>", ["It is open."]),
        ("<p>It is open.</p>\n<p>It is free.</p>", ["It is open.", "It is free."]),
        ("<p align='center'>It is open.</p>", ["It is open."]),
        ("<ul><li>It is open</li><li>It is free</li></ul>", ["It is open", "It is free"]),
        ("<center>It is open.</center>", ["It is open."]),
        ("It is open.<br>It is free.", ["It is open.", "It is free."]),
        ("It is open<br/>It is free", ["It is open", "It is free"]),
        ("It is open  \nIt is free", ["It is open", "It is free"]),
        ("It is open\\\nIt is free", ["It is open", "It is free"]),
        ("It is open\nand free", ["It is open and free"]),
        ("> It is open.\n> It is free.", ["It is open.", "It is free."]),
        ("> [!NOTE]\n> It is open.", ["It is open."]),
        ("    It is open.", ["It is open."]),
        ("- It is open.\n  It is free.", ["It is open.", "It is free."]),
        ("- [x] It is open\n- [ ] It is free", ["[x] It is open", "[ ] It is free"]),
        ("---\n\nIt is open.\n\n***", ["It is open."]),
        ("It is open.\n\n---\n\nIt is free.", ["It is open.", "It is free."]),
    ],
)  # fmt: skip
def test_blocks_written_with_tags_and_breaks(source, texts):
    _, parts = cut(f"# N\n\n{source}\n")
    assert [p.text for p in parts[1:]] == texts


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("```\nx = 1\n```", "x = 1"),
        ("```python\nx = 1\n```", "x = 1"),
        ("~~~\nx = 1\n~~~", "x = 1"),
        ("````\nx = 1\n````", "x = 1"),
        ("```\nx = '**a**'\n```", "x = '**a**'"),
        ("```\n# no heading\nx = 1\n```", "# no heading x = 1"),
        ("```\n<b>x</b> &amp; [a](b)\n```", "<b>x</b> &amp; [a](b)"),
        ("- item:\n  ```\n  x = 1\n  ```", "x = 1"),
        ("<pre>x = 1</pre>", "x = 1"),
        ("```\nx = 1", "x = 1"),
    ],
)
def test_code_is_kept_as_written(source, text):
    document, parts = cut(f"# N\n\n{source}\n")
    (part,) = [p for p in parts if p.kind is S.CODE]
    assert part.text == text
    assert " ".join(document.quote(part.span).split()) == text
    assert part.links == ()


@pytest.mark.parametrize("source", ["```\n```", "```\n\n```", "<pre></pre>", "<!---->", "**", "- "])
def test_empty_markup_gives_no_code(source):
    _, parts = cut(f"# N\n\n{source}\n")
    assert [p for p in parts if p.kind is S.CODE] == []


@pytest.mark.parametrize(
    "source",
    [
        "User: Is it open?\nAssistant: Yes, it is.",
        "**User:** Is it open?\n\n**Assistant:** Yes, it is.",
        "Human: Is it open?\n\nAI: Yes, it is.",
        "- User: Is it open?\n- Bot: Yes, it is.",
        "> User: Is it open?\n>\n> Assistant: Yes, it is.",
        "```\nUser: Is it open?\nAssistant: Yes, it is.\n```",
        "### Prompt:\n\nPrompt: Is it open?\n\nResponse: Yes, it is.",
        "<|im_start|>user\nIs it open? Yes, it is.<|im_end|>",
        "[INST] Is it open? [/INST] Yes, it is.",
        "Instruction: Is it open?\n\nCompletion: Yes, it is.",
    ],
)
def test_samples_of_talk_are_dialogue(source):
    _, parts = cut(f"# N\n\n{source}\n")
    said = [p for p in parts if "Is it open" in p.text or "Yes, it is" in p.text]
    assert said and all(p.kind is S.DIALOGUE for p in said)


@pytest.mark.parametrize(
    "source",
    [
        "User: anybody may use it.",
        "Users: all\n\nModel type: decoder",
        "Input: text\n\nOutput: text",
        "Question: is it open?\n\nAnswer: it is.",
        "The user: Roe. The assistant: Li.",
        "Assistant: Nova\n\nModel: Luna",
    ],
)
def test_specifications_are_no_dialogue(source):
    _, parts = cut(f"# N\n\n{source}\n")
    assert all(p.kind is not S.DIALOGUE for p in parts)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[^1]: It is open.", "It is open."),
        ("[^note]: It is open.", "It is open."),
        ("[^1]:   It is [open](a).", "It is open."),
    ],
)
def test_footnotes(source, text):
    document, part = holding(f"# N\n\nSee this[^1].\n\n{source}\n", text)
    assert (part.kind, part.text, part.heading_path) == (S.FOOTNOTE, text, ("N",))
    assert source.endswith(document.quote(part.span))


@pytest.mark.parametrize(
    ("lead", "kept"),
    [
        ("We used:", "We used:"),
        ("We used the following data.", "We used the following data."),
        ("The parts are as follows.", "The parts are as follows."),
        ("All parts are listed below.", "All parts are listed below."),
        ("It is open. We used:", "We used:"),
        ("It is open.", ""),
        ("We used: a lot.", ""),
        ("We **used**:", "We used:"),
        ("我们使用：", "我们使用："),
        ("word " * 70 + "and:", ""),
        ("Its uses include", "Its uses include"),
        ("The model can", "The model can"),
        ("You may", "You may"),
        ("It may.", ""),
        ("These uses are included", ""),
        ("What it can do", ""),
    ],
)
def test_what_introduces_a_list(lead, kept):
    _, parts = cut(f"# N\n\n{lead}\n\n- books\n- news\n")
    items = [p for p in parts if p.kind is S.ITEM]
    assert [(p.text, p.lead) for p in items] == [("books", kept), ("news", kept)]


@pytest.mark.parametrize("between", ["## H\n\n", "```\nx\n```\n\n", "Text.\n\n", "> quote\n\n"])
def test_what_stands_between_ends_an_introduction(between):
    _, part = holding(f"# N\n\nWe used:\n\n{between}- books\n", "books")
    assert part.lead == ""


@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "1)"])
def test_every_mark_of_a_list(mark):
    document, part = holding(f"# N\n\n{mark} It is open\n", "open")
    assert (part.kind, part.text) == (S.ITEM, "It is open")
    assert document.quote(part.span) == "It is open"
