"""Links to policies and contacts in many dresses; and what is no such link."""

from __future__ import annotations

import pytest

from pipeline.claims import links
from pipeline.claims.context import context

AUP, COPY, SUMMARY, FRAME = links.POLICIES
URL = "https://nova.example/x"


@pytest.fixture
def find(read, nova):
    def run(text: str):
        document, segments = read(f"# Nova 2\n\n{text}")
        claims = list(links.find(context(document, segments, nova)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
        return claims

    return run


@pytest.mark.parametrize(
    ("text", "element", "target"),
    [
        (f"See our [Acceptable Use Policy]({URL}).\n", AUP, URL),
        (f"See our [usage policies]({URL}).\n", AUP, URL),
        (f"See the [Use Policy]({URL}).\n", AUP, URL),
        (f"See the [Prohibited Use Policy]({URL}).\n", AUP, URL),
        ("See [here](https://nova.example/acceptable-use-policy).\n", AUP,
         "https://nova.example/acceptable-use-policy"),
        (f"**Acceptable Use Policy:** {URL}\n", AUP, URL),
        (f"Usage policy: {URL}\n", AUP, URL),
        (f"- [Copyright Policy]({URL})\n", COPY, URL),
        (f"**Copyright policy:** {URL}\n", COPY, URL),
        (f"Read the [Public Summary of Training Content]({URL}).\n", SUMMARY, URL),
        (f"Read the [training data summary]({URL}).\n", SUMMARY, URL),
        (f"Under our [Frontier Safety Framework]({URL}) we test.\n", FRAME, URL),
        (f"[Responsible Scaling Policy]({URL})\n", FRAME, URL),
        (f"[Safety and Security Framework]({URL})\n", FRAME, URL),
        (f"| Policy | Where |\n|---|---|\n| A | [Acceptable Use Policy]({URL}) |\n", AUP, URL),
    ],
)  # fmt: skip
def test_policies(find, text: str, element: str, target: str) -> None:
    assert {(c.element, c.value.norm) for c in find(text)} == {(element, target)}


@pytest.mark.parametrize(
    "text",
    [
        f"See our [Privacy Policy]({URL}).\n",
        f"See our [paper]({URL}).\n",
        f"See the [copyright notice]({URL}).\n",
        f"See the [training framework]({URL}).\n",
        f"See the [summary statistics]({URL}).\n",
        f"**Website:** {URL}\n",
        "We have an Acceptable Use Policy.\n",
        "Our copyright policy is strict.\n",
        "![Acceptable Use](img.png)\n",
        "",
    ],
)
def test_no_policies(find, text: str) -> None:
    assert [c for c in find(text) if c.rule.endswith(("/link", "/label"))] == []


@pytest.mark.parametrize(
    ("text", "mail", "general"),
    [
        ("Questions about the model: nova@nova.example\n", "nova@nova.example", True),
        ("For questions, write to Nova.Team@Nova.Example.\n", "nova.team@nova.example", True),
        ("**Contact:** team@nova.example\n", "team@nova.example", True),
        ("Feedback is welcome at <feedback@nova.example>.\n", "feedback@nova.example", True),
        ("Correspondence: a.b+c@mail.nova.example\n", "a.b+c@mail.nova.example", True),
        ("To report a vulnerability, mail sec@nova.example.\n", "sec@nova.example", False),
        ("For a commercial license, contact sales@nova.example.\n", "sales@nova.example", False),
        ("Press: contact press@nova.example\n", "press@nova.example", False),
        ("Copyright complaints: contact dmca@nova.example\n", "dmca@nova.example", False),
        ("Jo Doe, jo@nova.example\n", "jo@nova.example", False),
    ],
)
def test_contacts(find, text: str, mail: str, general: bool) -> None:
    (claim,) = find(text)
    assert (claim.element, claim.value.norm) == (links.CONTACT, mail)
    assert (claim.rule == f"{links.CONTACT}/e-mail") is general
    assert (claim.confidence > 0.5) is general


@pytest.mark.parametrize(
    "text",
    [
        "Contact us on the forum.\n",
        "Contact: nova at nova dot example\n",
        "```\ncontact: a@nova.example\n```\n",
        "Contact @nova on the forum.\n",
        "Questions: nova@localhost\n",
    ],
)
def test_no_contacts(find, text: str) -> None:
    assert find(text) == []
