"""Dates of release, Union market, document and data: many wordings, near misses beside them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims import cutoff, release
from pipeline.claims.context import context
from pipeline.claims.dates import dates
from pipeline.schema import Whose

RELEASE, UNION, DOCUMENT = "release_date", "eu_release_date", "doc_version_or_date"


@pytest.fixture
def norms(read, nova):
    def run(family, text: str, element: str, name: str = "card.md") -> set[object]:
        document, segments = read(text, name)
        claims = [c for c in family.find(context(document, segments, nova)) if c.element == element]
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
        return {c.value.norm for c in claims if c.whose is Whose.OWN}

    return run


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-01-02", ["2025-01-02"]),
        ("2025/1/2", ["2025-01-02"]),
        ("2 Jan 2025", ["2025-01-02"]),
        ("2nd January, 2025", ["2025-01-02"]),
        ("Jan. 2, 2025", ["2025-01-02"]),
        ("JANUARY 2025", ["2025-01"]),
        ("May, 2025", ["2025-05"]),
        ("May of 2025", ["2025-05"]),
        ("29 February 2024", ["2024-02-29"]),
        ("29 February 2025", []),
        ("31 April 2025", []),
        ("2025-13-01", []),
        ("00/2025", []),
        ("32.01.2025", []),
        ("13/13/2025", []),
        ("1/2/25", []),
        ("2100-01-01", []),
        ("1889-01-01", []),
        ("version 2025.1", []),
        ("nova-2025-01-02", []),
        ("Mayor 2025", []),
        ("march 5", []),
        ("from 3 May 2024 to 4 June 2025", ["2024-05-03", "2025-06-04"]),
        ("(2025-01-02)", ["2025-01-02"]),
        ("2025-01-02T10:00", []),
        ("May 2025, June 2025", ["2025-05", "2025-06"]),
    ],
)
def test_written_dates(text: str, found: list[str]) -> None:
    assert [one.norm for one in dates(text)] == found


@given(st.text(alphabet="0123456789-./ MayJunetofr,", max_size=40))
def test_dates_are_in_order_apart_and_on_the_calendar(text: str) -> None:
    found = dates(text, years=True)
    for one, two in pairwise(found):
        assert one.end <= two.start
    for one in found:
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert one.norm[:4] in text
        assert len(one.norm) in (4, 7, 10)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in 2024", ["2024"]),
        ("2023 and 2024", ["2023", "2024"]),
        ("2024-25", []),
        ("20245", []),
        ("2024.5", []),
        ("€2024", []),
        ("Nova-2024", []),
        ("May 2024", ["2024-05"]),
    ],
)
def test_bare_years(text: str, found: list[str]) -> None:
    assert [one.norm for one in dates(text, years=True)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Release Date:** May 3, 2025\n", {"2025-05-03"}),
        ("**Release date**: 3 May 2025\n", {"2025-05-03"}),
        ("- Released: 2025-05-03\n", {"2025-05-03"}),
        ("- First released: May 2025\n", {"2025-05"}),
        ("Initial release date: 03.05.2025\n", {"2025-05-03"}),
        ("| Field | Value |\n|---|---|\n| Release date | 2025-05-03 |\n", {"2025-05-03"}),
        ("| | |\n|---|---|\n| Release date | May 3, 2025 |\n", {"2025-05-03"}),
        ("## Release Date\n\nMay 3, 2025\n", {"2025-05-03"}),
        ("Nova 2 was released on May 3, 2025.\n", {"2025-05-03"}),
        ("Nova 2 was publicly released in May 2025.\n", {"2025-05"}),
        ("Nova 2 was open-sourced on 2025-05-03 by Nova Labs.\n", {"2025-05-03"}),
        ("Nova 2 launched on 3 May 2025.\n", {"2025-05-03"}),
        ("We announced Nova 2 on 3 May 2025.\n", {"2025-05-03"}),
        ("The model was made publicly available on 3 May 2025.\n", {"2025-05-03"}),
        ("In May 2025, we released Nova 2.\n", {"2025-05"}),
        ("## News\n\n- [2025/05/03] We release Nova 2 7B.\n", {"2025-05-03"}),
        ("## News\n\n- **May 3, 2025**: Nova 2 is released!\n", {"2025-05-03"}),
        ("## Updates\n\n* 2025.05.03: 🔥 We open-sourced the Nova 2 series.\n", {"2025-05-03"}),
        ("## News\n\n### 2025-05-03\n\n- We released Nova 2.\n", {"2025-05-03"}),
        ("| Model | Released |\n|-|-|\n| Nova 2 7B | 2025-05-03 |\n| Nova 2 70B | 2025-06-01 |\n",
         {"2025-05-03", "2025-06-01"}),
        ("**Release date:** N/A\n", {"not applicable"}),
    ],
)  # fmt: skip
def test_release(norms, text: str, found: set[str]) -> None:
    assert norms(release, f"# Nova 2\n\n{text}", RELEASE) == found


@pytest.mark.parametrize(
    "text",
    [
        "**Training dates:** May 3, 2025\n",
        "**Model date:** May 3, 2025\n",
        "**Last updated:** May 3, 2025\n",
        "**Release notes:** see May 3, 2025\n",
        "Nova 2 was trained between January 2025 and May 2025.\n",
        "Nova 2 has a knowledge cutoff of May 2025.\n",
        "Falcon was released on May 3, 2025.\n",
        "The data set was released on May 3, 2025.\n",
        "The paper on Nova 2 was published on May 3, 2025.\n",
        "Nova 2 was evaluated on problems released in May 2025.\n",
        "## News\n\n- 2025.05.03: Nova 2 is supported by the runtime.\n",
        "## News\n\n- 2025.05.03: We fixed a bug of Nova 2.\n",
        "## News\n\n- 2025.05.03: We release Falcon 3.\n",
        "## News\n\n- 2025.05.03: We moved to a new office.\n",
        "```\nNova 2 was released on May 3, 2025.\n```\n",
        "Nova 2 will come soon.\n",
    ],
)
def test_no_release(norms, text: str) -> None:
    assert norms(release, f"# Nova 2\n\n{text}", RELEASE) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Date of placement of the model on the Union market: 2.8.2025\n", {"2025-08-02"}),
        ("**EU release date:** 2 August 2025\n", {"2025-08-02"}),
        ("Union market release: August 2025\n", {"2025-08"}),
        ("Nova 2 was placed on the Union market on 2 August 2025.\n", {"2025-08-02"}),
        ("Nova 2 was made available in the European Union on 2 August 2025.\n", {"2025-08-02"}),
        ("Nova 2 was released in the US on 2 August 2025.\n", set()),
        ("**Release date:** 2 August 2025\n", set()),
        ("Falcon was placed on the Union market on 2 August 2025.\n", set()),
    ],
)
def test_union(norms, text: str, found: set[str]) -> None:
    assert norms(release, f"# Nova 2\n\n{text}", UNION) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Last updated: May 3, 2025\n", {"2025-05-03"}),
        ("**Last modified:** 2025-05-03\n", {"2025-05-03"}),
        ("**Effective date:** May 3, 2025\n", {"2025-05-03"}),
        ("**Document version:** 1.2\n", {"1.2"}),
        ("**Card version:** v2\n", {"v2"}),
        ("Version of the Summary: 1.0\n", {"1.0"}),
        ("This model card was last updated on May 3, 2025.\n", {"2025-05-03"}),
        ("This page was revised in May 2025.\n", {"2025-05"}),
        ("**Model version:** 2.0\n", set()),
        ("**Version:** 2.0\n", set()),
        ("Nova 2 was updated on May 3, 2025.\n", set()),
        ("**Release date:** May 3, 2025\n", set()),
        ("Last updated: soon\n", set()),
    ],
)
def test_document(norms, text: str, found: set[str]) -> None:
    assert norms(release, f"# Nova 2\n\n{text}", DOCUMENT) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Knowledge cutoff:** June 2024\n", {"2024-06"}),
        ("**Knowledge cut-off date:** 2024-06-30\n", {"2024-06-30"}),
        ("- Cutoff date: June 2024\n", {"2024-06"}),
        ("- Data cutoff: 2024\n", {"2024"}),
        ("| | |\n|---|---|\n| Knowledge cutoff | June 2024 |\n", {"2024-06"}),
        ("| Model | Knowledge cutoff |\n|---|---|\n| Nova 2 7B | June 2024 |\n", {"2024-06"}),
        ("The knowledge cutoff of Nova 2 is June 2024.\n", {"2024-06"}),
        ("The pre-training data has a cut off of June 2024.\n", {"2024-06"}),
        ("With a June 2024 knowledge cutoff, Nova 2 is recent.\n", {"2024-06"}),
        ("The training data were collected up to June 2024.\n", {"2024-06"}),
        ("Our corpus includes web data until June 2024.\n", {"2024-06"}),
        ("Data were gathered from January 2020 to June 2024.\n", {"2024-06"}),
        ("**Knowledge cutoff:** N/A\n", {"not applicable"}),
        ("**Knowledge cutoff:** unknown\n", set()),
        ("Falcon has a knowledge cutoff of June 2024.\n", set()),
        ("Nova 2 was released in June 2024.\n", set()),
        ("We cut the learning rate in June 2024.\n", set()),
        ("We test on questions collected until June 2024.\n", set()),
        ("```\nKnowledge cutoff: June 2024\n```\n", set()),
    ],
)
def test_cutoff(norms, text: str, found: set[str]) -> None:
    assert norms(cutoff, f"# Nova 2\n\n{text}", "data_cutoff") == found


@pytest.mark.parametrize(
    "noise",
    [
        "Falcon 3 was released on 1 April 2021 and has a knowledge cutoff of May 2020.",
        "The data set was published on 1 April 2021.",
        "Our office opened on 1 April 2021.",
    ],
)
def test_other_dates_change_nothing(norms, noise: str) -> None:
    text = "# Nova 2\n\nNova 2 was released on 3 May 2025.\n\nKnowledge cutoff: June 2024\n\n"
    for family, element in ((release, RELEASE), (release, DOCUMENT), (cutoff, "data_cutoff")):
        assert norms(family, text + noise + "\n", element) == norms(family, text, element)
