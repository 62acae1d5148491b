"""Labels and values as documents write them: pairs, lead-ins, cells, headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.fields import cells, fields
from pipeline.schema import SegmentKind


@pytest.fixture
def labelled(read):
    """Return (label, value, shape) of all fields of a text, headings' aside."""

    def run(text: str) -> list[tuple[str, str, str]]:
        document, segments = read(text)
        found = [f for s in segments for f in fields(s)]
        for field in found:
            assert field.segment.text[field.start : field.end] == field.value
            assert field.span.document == document.id
        return [(f.label, f.value, f.shape) for f in found]

    return run


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("**License:** MIT\n", "License", "MIT"),
        ("**License**: MIT\n", "License", "MIT"),
        ("- **License:** MIT\n", "License", "MIT"),
        ("* License: MIT\n", "License", "MIT"),
        ("License: MIT\n", "License", "MIT"),
        ("License:MIT\n", "License", "MIT"),
        ("License： MIT\n", "License", "MIT"),
        ("- **License [optional]:** MIT\n", "License", "MIT"),
        ("- **License (optional):** MIT\n", "License", "MIT"),
        ("**Model License**: [MIT](https://nova.example)\n", "Model License", "MIT"),
        ("---\nlicense: mit\n---\nX\n", "license", "mit"),
        ("---\nlanguage:\n- en\n- de\n---\nX\n", "language", "en, de"),
        ("| | |\n|---|---|\n| License | MIT |\n", "License", "MIT"),
        ("| | |\n|---|---|\n| **License** | MIT |\n", "License", "MIT"),
        ("| Field | Value |\n|---|---|\n| License | MIT |\n", "License", "MIT"),
        ("| Model | License |\n|---|---|\n| Nova | MIT |\n", "License", "MIT"),
        ("| Model | License | Size |\n|---|---|---|\n| Nova | MIT | 7B |\n", "License", "MIT"),
        ("<table><tr><td>License</td><td>MIT</td></tr></table>\n", "License", "MIT"),
        ("## License\n\nMIT\n", "License", "MIT"),
    ],
)
def test_one_question_in_many_dresses(labelled, text: str, label: str, value: str) -> None:
    assert (label, value) in [(one, two) for one, two, _ in labelled(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It has no license.\n",
        "See https://nova.example/license for more.\n",
        "```\nLicense: MIT\n```\n",
        "License:\n",
        "|  |  |\n|---|---|\n| License |  |\n",
        "# License: MIT\n",
        "",
    ],
)
def test_no_pair(labelled, text: str) -> None:
    pairs = [one for one in labelled(text) if one[2] in ("pair", "lead_in")]
    assert [one for one in pairs if one[0] == "License"] == []


def test_a_time_or_ratio_is_no_label(labelled) -> None:
    assert labelled("At 10:30 the ratio was 3:1.\n") == []


def test_a_row_of_three_has_a_cell_a_column_and_names_its_row(read) -> None:
    _, segments = read("| Model | Licence | Size |\n|---|---|---|\n| Nova | MIT | 7B |\n")
    rows = [s for s in segments if s.kind is SegmentKind.ROW]
    found = [(f.label, f.value, f.row) for s in rows for f in fields(s)]
    assert found == [("Model", "Nova", "Nova"), ("Licence", "MIT", "Nova"), ("Size", "7B", "Nova")]


def test_the_nearest_heading_is_the_label_and_not_the_others(labelled) -> None:
    found = labelled("# Nova\n\n## Details\n\n### Licence\n\nMIT\n")
    assert [label for label, _, shape in found if shape == "heading"] == ["Licence"]


WORDS = st.from_regex(r"[A-Za-z0-9]{1,6}( [A-Za-z0-9]{1,4})?", fullmatch=True)


@given(st.lists(WORDS, min_size=2, max_size=5))
def test_cells_come_back_as_written(texts: list[str]) -> None:
    from pipeline.readers.read import read_bytes
    from pipeline.segments import segment

    head = " | ".join(f"H{chr(97 + i)}" for i in range(len(texts)))
    rule = " | ".join("---" for _ in texts)
    document = read_bytes(f"| {head} |\n| {rule} |\n| {' | '.join(texts)} |\n".encode(), "t.md")
    (row,) = [s for s in segment(document) if s.kind is SegmentKind.ROW]
    assert [row.text[low:high].strip() for _, low, high in cells(row)] == texts
    assert [header for header, _, _ in cells(row)] == head.split(" | ")
