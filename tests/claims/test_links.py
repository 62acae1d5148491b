"""Links to policies and contacts."""

from __future__ import annotations

import pytest

from pipeline.claims import links
from pipeline.claims.context import context


@pytest.fixture
def find(read, nova):
    def run(text: str):
        document, segments = read(text)
        claims = list(links.find(context(document, segments, nova)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
        return [(c.element, c.value.norm, c.rule.split("/")[1]) for c in claims]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "See our [Acceptable Use Policy](https://nova.example/aup).\n",
            [("acceptable_use_policy", "https://nova.example/aup", "link")],
        ),
        ("See [here](USE_POLICY.md).\n", [("acceptable_use_policy", "USE_POLICY.md", "link")]),
        (
            "Read the [Preparedness Framework](https://nova.example/p).\n",
            [("safety_framework", "https://nova.example/p", "link")],
        ),
        (
            "Acceptable Use Policy: See https://nova.example/use\n",
            [("acceptable_use_policy", "https://nova.example/use", "label")],
        ),
        (
            "Please send questions about the model to Nova@Nova.example.\n",
            [("documentation_contact", "nova@nova.example", "e-mail")],
        ),
        (
            "To apply for the commercial license, e-mail sales@nova.example.\n",
            [("documentation_contact", "sales@nova.example", "e-mail-other")],
        ),
    ],
)
def test_found(find, text: str, expected) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "See our [privacy policy](https://nova.example/privacy).\n",
        "See our [training framework](https://nova.example/train).\n",
        "The acceptable use policy applies.\n",
        "```\nmail x@nova.example\n```\n",
        "Install nova@1.2 with the package manager.\n",
    ],
)
def test_not_found(find, text: str) -> None:
    assert find(text) == []
