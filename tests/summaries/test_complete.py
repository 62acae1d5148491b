"""Completeness by section, with weights added up by hand, and gaps in words."""

from __future__ import annotations

import pytest

from pipeline.summaries.complete import names
from tests.summaries.invented import FORM, summary


def sections(text: str) -> dict[str, tuple[float, bool, str]]:
    found = summary(text)
    assert found is not None
    return {one.section: (one.completeness, one.gap, one.because) for one in found.sections}


def test_weights_of_the_form_add_up_by_hand() -> None:
    found = sections(FORM)
    assert found["S1"][:2] == (1.0, False)
    # 64 of S2, all there: 5+5, 5+5, 1, 3, 3, 20, 1, 6+6 (representative and base do not apply).
    assert found["S2"][:2] == (1.0, False)
    # 1 + 3 + 40 of 20 more for links + 16 + 16 + 16 (kinds): 92 of 112.
    assert found["S3"][0] == round(92 / 112, 4)
    # 1 (licensed: no) of 1 + 1 + 3 + 16 * 4: whether there is private data is left open.
    assert found["S4"][0] == round(1 / 69, 4)
    assert found["S6"] == (1.0, False, "Nothing that is required was found missing.")
    assert found["S7"][:2] == (1.0, False)
    # 3 + 15 of 3 + 15 + 15: the measures against illegal content are declined.
    assert found["S8"][0] == round(18 / 33, 4)


def test_gaps_are_told_one_by_one() -> None:
    found = sections(FORM)
    assert found["S3"][2] == "list of large public data sets: 3 named, no links, no sizes"
    assert found["S8"][2] == "measures against illegal content: declined"
    assert "how the crawlers behave: left open" in found["S5"][2]
    assert "list of the domains that matter most: not there" in found["S5"][2]


def test_links_and_sizes_close_the_gap_of_the_list() -> None:
    listed = "OpenShelf https://a.example/shelf (2 TB), WideWeb https://a.example/web"
    text = FORM.replace("OpenShelf, WideWeb and CodeHeap", listed)
    assert sections(text)["S3"][:2] == (1.0, False)


def test_what_does_not_apply_is_no_gap() -> None:
    before, rest = FORM.split("**If yes, specify crawler", 1)
    text = before.replace("provider?** [x] Yes [ ] No", "provider?** [ ] Yes [x] No")
    text += rest[rest.index("### 2.4") :]
    assert sections(text)["S5"] == (1.0, False, "Nothing that is required was found missing.")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the sets OpenShelf, WideWeb and CodeHeap", 3),
        ("see https://a.example/x, https://a.example/y", 2),
        ("various public sets from the web", 0),
        ("we used some sets", 0),
    ],
)
def test_named_data_sets_are_counted(text: str, number: int) -> None:
    assert names(text) == number
