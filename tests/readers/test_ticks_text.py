"""Boxes in Markdown, HTML and plain text; bullets, feature tables and prose are none."""

from __future__ import annotations

import pytest

from pipeline.readers.read import read_bytes
from pipeline.schema import TickState
from tests.readers.made_docx import made, p, r, tbl, tc, tr, xml

Found = list[tuple[str | None, str, str]]


def _found(text: str, name: str = "form.md") -> Found:
    document = read_bytes(text.encode(), name)
    return [
        (
            document.text[slice(*tick.option)] if tick.option else None,
            tick.state.value,
            tick.question,
        )
        for tick in document.ticks
    ]


ASKED = "Were crawlers used?"


@pytest.mark.parametrize(
    "answer",
    [
        "☒ Yes ☐ No",
        "[x] Yes [ ] No",
        "X Yes ☐ No",
        "✓ Yes ☐ No",
        "✗ Yes ☐ No",
        "■ Yes □ No",
        "● Yes ○ No",
        "☑ Yes\n\n☐ No",
        "- [x] Yes\n- [ ] No",
        "Yes ☒ No ☐",
        "(x) Yes ( ) No",
        "[X]Yes [ ]No",
        "_X_ Yes ___ No",
    ],
)
def test_an_answer_in_signs(answer: str) -> None:
    text = f"# Data\n\n{ASKED}\n\n{answer}\n"
    assert _found(text) == [("Yes", "yes", ASKED), ("No", "no", ASKED)]


def test_question_and_boxes_on_one_line() -> None:
    assert _found(f"{ASKED} Yes ☐ No ☒\n") == [("Yes", "no", ASKED), ("No", "yes", ASKED)]
    assert _found("**Crawlers:** ☐ Yes ☒ No\n") == [
        ("Yes", "no", "Crawlers"),
        ("No", "yes", "Crawlers"),
    ]


def test_options_are_cut_before_hints_and_explanations() -> None:
    text = f"{ASKED}\n\n☒ Text ☐ Other If so, please say which. We ask for it.\n"
    assert [option for option, _, _ in _found(text)] == ["Text", "Other"]
    text = (
        "Size?\n\n☐ Less than 1 billion tokens ☒ More than 10 trillion tokens Otherwise, specify\n"
    )
    assert _found(text)[1][0] == "More than 10 trillion tokens"


def test_a_grid_of_answers() -> None:
    text = "| Question | Yes | No |\n|---|---|---|\n| Open? | X | |\n| Large? | | ✓ |\n"
    assert _found(text) == [("Yes", "yes", "Open?"), ("No", "yes", "Large?")]


def test_a_column_of_boxes_beside_its_words() -> None:
    text = "| Modality | Used |\n|---|---|\n| Text | ☒ |\n| Image | ☐ |\n"
    assert _found(text) == [("Text", "yes", "Used"), ("Image", "no", "Used")]


def test_boxes_in_the_label_of_a_row_answer_the_head_of_their_column() -> None:
    text = (
        "| Modality | Size |\n|---|---|\n| ☒ Text | ☐ Less than 1 billion ☒ More than 1 billion |\n"
    )
    assert _found(text) == [
        ("Text", "yes", "Modality"),
        ("Less than 1 billion", "no", "Size > Text"),
        ("More than 1 billion", "yes", "Size > Text"),
    ]


def test_boxes_of_one_question_share_a_group() -> None:
    text = f"{ASKED}\n\n☒ Yes ☐ No\n\nWhich kinds?\n\n- ☒ Text\n- ☐ Image\n"
    ticks = read_bytes(text.encode(), "form.md").ticks
    assert [tick.group for tick in ticks] == [0, 0, 1, 1]


def test_boxes_of_web_pages() -> None:
    page = (
        f"<p>{ASKED}</p><p><input type='checkbox' checked> Yes <input type='checkbox'> No</p>"
        "<div><input type='checkbox' id='menu'> Menu</div>"
        "<ul><li><input type='radio' disabled checked> Text</li></ul>"
    )
    assert [(option, state) for option, state, _ in _found(page, "form.html")] == [
        ("Yes", "yes"),
        ("No", "no"),
        ("Text", "yes"),
    ]


def test_boxes_of_word_documents() -> None:
    control = (
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='{}'/></w14:checkbox></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
    )
    answer = control.format(0) + r(" Yes ") + control.format(1) + r(" No")
    data = made(lambda document: xml(document, tbl(tr(ASKED, tc(p(answer))), tr("Since", "May"))))
    document = read_bytes(data, "form.docx")
    found = [(document.text[slice(*t.option or (0, 0))], t.state.value) for t in document.ticks]
    assert found == [("Yes", "no"), ("No", "yes")]
    assert {tick.question for tick in document.ticks} == {ASKED}


@pytest.mark.parametrize(
    "text",
    [
        "| Model | Vision | Audio |\n|---|---|---|\n| Ostrea | ✓ | ✗ |\n| Nova | ✓ | ✓ |\n",
        "- ✅ Open weights\n- ✅ Fast on phones\n- ❌ No video at all\n",
        "□ Fast\n\n□ Light\n\n□ Cheap\n",
        "○ Fast\n\n○ Light\n",
        "Tick the ☐ box if the model is part of a product.\n",
        "The sign ☒ marks what is left out. Solve for X in Yes.\n",
        "As shown in [x] and a[x] = 3, 5 x 3, boxes = [] and f( ).\n",
        "Bilirubin >1 x normal\n",
        "X Text encoders are good at that\n",
        "```\n[x] Yes\n[ ] No\n```\n",
    ],
)
def test_other_signs_are_no_boxes(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize("answer", ["X Yes   No", "✓ Yes / No", "☒ Yes No"])
def test_one_mark_before_the_chosen_of_two_answers(answer: str) -> None:
    assert _found(f"{ASKED}\n\n{answer}\n") == [("Yes", "yes", ASKED)]


def test_rules_to_write_on_are_no_boxes() -> None:
    assert not _found("Name: ____ Other\n\nPlace ___ No\n")


def test_a_cross_beside_a_check_is_not_guessed() -> None:
    found = _found(f"{ASKED}\n\n✗ Yes\n\n✓ No\n")
    assert [state for _, state, _ in found] == ["indeterminate", "yes"]


def test_a_cross_alone_is_not_guessed() -> None:
    assert [state for _, state, _ in _found(f"{ASKED}\n\n✗ No\n")] == ["indeterminate"]


def test_ticks_lie_in_the_text() -> None:
    text = f"{ASKED}\n\n☒ Yes ☐ No\n"
    document = read_bytes(text.encode(), "form.md")
    assert [document.text[tick.start : tick.end] for tick in document.ticks] == ["☒", "☐"]
    assert all(tick.page is None and tick.box is None for tick in document.ticks)
    assert {tick.state for tick in document.ticks} == {TickState.YES, TickState.NO}
