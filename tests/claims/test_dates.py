"""Dates as precise as written, and what they are the dates of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import cutoff, release
from pipeline.claims.context import context
from pipeline.claims.dates import dates
from pipeline.schema import Whose


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("released on 2025-04-29.", "2025-04-29"),
        ("2025.4.9: news", "2025-04-09"),
        ("[2024/07/03]", "2024-07-03"),
        ("April 5, 2025", "2025-04-05"),
        ("Sept 2nd, 2025", "2025-09-02"),
        ("the 5th of April 2025", "2025-04-05"),
        ("25.May.2022", "2022-05-25"),
        ("12-Dec-2024", "2024-12-12"),
        ("31.12.2025", "2025-12-31"),
        ("01/09/2025", "2025-09-01"),
        ("12/31/2024", "2024-12-31"),
        ("in December 2023", "2023-12"),
        ("March/April 2020", "2020-04"),
        ("is 03/2024, while", "2024-03"),
        ("since 2024-03", "2024-03"),
    ],
)
def test_written_dates(text: str, norm: str) -> None:
    assert [found.norm for found in dates(text)] == [norm]


@pytest.mark.parametrize(
    "text",
    ["Nova-Small-2503", "v2025.04.29", "30.02.2024", "arXiv:2412.19437", "2025 models", "1/2", ""],
)
def test_no_dates(text: str) -> None:
    assert dates(text) == []


def test_bare_years_only_when_asked() -> None:
    assert [f.norm for f in dates("from 2019 to May 2023", years=True)] == ["2019", "2023-05"]
    assert [f.norm for f in dates("costs $2019 or 2019.5", years=True)] == []


@given(st.dates(min_value=date(1990, 1, 1)).filter(lambda d: d.year < 2100))
def test_every_day_comes_back_in_each_form(day) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%B %d, %Y", "%d %b %Y"):
        text = f"on {day.strftime(form)} it"
        (found,) = dates(text)
        assert found.norm == day.isoformat() or (form == "%d.%m.%Y" and day.day <= 12)
        assert text[found.start : found.end] == day.strftime(form)


@pytest.fixture
def norms(read, nova):
    def run(family, text: str, element: str, name: str = "card.md", kind: str = "card"):
        document, segments = read(text, name, kind)
        found = family.find(context(document, segments, nova))
        return [c.value.norm for c in found if c.element == element and c.whose is Whose.OWN]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Model Release Date:** July 23, 2024\n", ["2024-07-23"]),
        ("Nova 2 was first released on 5 April 2025.\n", ["2025-04-05"]),
        ("On 5 April 2025, we released Nova 2.\n", ["2025-04-05"]),
        ("## News\n\n- 2025.04.29: We released the Nova 2 series.\n", ["2025-04-29"]),
        ("## News\n\n- 🎯 **2023/11/02**: The base model of Nova 2 7B.\n", ["2023-11-02"]),
        ("## News\n\n### May 3, 2024\n\n- Released the Nova 2 series.\n", ["2024-05-03"]),
        ("| Model | Release Date |\n|---|---|\n| Nova 2 7B | 2025-01-15 |\n", ["2025-01-15"]),
    ],
)
def test_release(norms, text: str, expected) -> None:
    assert norms(release, text, "release_date") == expected


@pytest.mark.parametrize(
    "text",
    [
        "**Model date:** Nova 2 was trained between April 2023 and May 2023.\n",
        "## News\n\n- 2025.04.29: We released the technical report of Nova 2.\n",
        "## News\n\n- 2025.04.29: Nova 2 is supported by a new runtime.\n",
        "## News\n\n- 2023-01-20: we chose to rename the Nova 2 models.\n",
        "Falcon was released on 5 April 2023.\n",
        "The dataset was released in May 2023 for the model.\n",
        "Nova 2 is out.\n",
    ],
)
def test_not_a_release(norms, text: str) -> None:
    assert norms(release, text, "release_date") == []


def test_the_union_date_is_one_of_its_own_and_bounds_the_release(norms) -> None:
    text = "Date of placement of the model on the Union market: Sept 2nd, 2025\n"
    assert set(norms(release, text, "eu_release_date")) == {"2025-09-02"}
    assert set(norms(release, text, "release_date")) == {"2025-09-02"}
    both = text + "\nRelease date: May 1, 2025\n"
    assert norms(release, both, "release_date") == ["2025-05-01"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last update: 01/09/2025\n", ["2025-09-01"]),
        ("Version of the Summary: V1\n", ["v1"]),
        ("# Policy\n\nEffective: June 11, 2026\n", ["2026-06-11"]),
        ("# Nova 2\n## Version 1.0.0\n", ["1.0.0"]),
        ("# Nova 2\n\nThis document was last updated on May 3, 2025.\n", ["2025-05-03"]),
    ],
)
def test_the_documents_own_date(norms, text: str, expected) -> None:
    found = norms(release, text, "doc_version_or_date")
    assert sorted(set(found)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "**Version:** 1.0\n",
        "## News\n\n- 2025.04.29: We released Nova 2.\n",
        "## Updates\n\n2023.12.29: we released another version of the chat model and its code.\n",
        "Python version 3.8 is needed.\n",
    ],
)
def test_not_the_documents_date(norms, text: str) -> None:
    assert norms(release, text, "doc_version_or_date") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Data Freshness:** The pretraining data has a cutoff of December 2023.\n", ["2023-12"]),
        ("Nova 2 has a knowledge cut-off date of June 2024.\n", ["2024-06"]),
        ("Its knowledge cutoff is 2023.\n", ["2023"]),
        ("Latest date of data acquisition/collection for model training: May 2025\n", ["2025-05"]),
        ("The corpus covers 68 crawl snapshots (from Summer 2013 to March 2020).\n", ["2020-03"]),
        ("Web data were collected between May 2020 and June 2022.\n", ["2022-06"]),
    ],
)
def test_cutoff(norms, text: str, expected) -> None:
    assert sorted(set(norms(cutoff, text, "data_cutoff"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A collection of US patents granted from 1975 to May 2023.\n",
        "We evaluate on problems published between August 2024 and January 2025.\n",
        "Falcon has a knowledge cutoff of June 2023.\n",
        "Nova 2 was trained between April 2023 and May 2023.\n",
    ],
)
def test_not_a_cutoff(norms, text: str) -> None:
    assert norms(cutoff, text, "data_cutoff") == []
