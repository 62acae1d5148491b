"""What boxes say: answers, options left out, and boxes that cannot be told."""

from __future__ import annotations

import pytest

from pipeline.claims import ticks
from pipeline.claims.extract import extract
from pipeline.readers.read import read_bytes
from pipeline.schema import Claim, Document, Identity, Polarity, Whose
from pipeline.segments import segment
from tests.readers.tick_cases import CASES

IDENTITY = Identity("Ostrea 2", "Example Lab")


def _read(text: str) -> tuple[Document, list[Claim]]:
    document = read_bytes(text.encode(), "summary.md")
    return document, _claims(document)


def _claims(document: Document) -> list[Claim]:
    found = extract([document], {document.id: segment(document)}, IDENTITY)
    return [claim for claim in found if f"/{ticks.RULE}-" in claim.rule]


def _one(text: str) -> Claim:
    (claim,) = _read(text)[1]
    return claim


@pytest.mark.parametrize(
    ("question", "element", "source"),
    [
        ("Did you use crawlers?", "crawlers", "web crawl"),
        ("Was synthetic data used for training?", "data_provenance", "synthetic"),
        ("Were publicly available datasets used?", "data_provenance", "public datasets"),
        ("Are there licensing agreements with right holders?", "data_provenance", "licensed"),
        ("Were private data sets bought?", "data_provenance", "private third party"),
        ("Was user data used?", "data_provenance", "user data"),
        ("Is user data of your products used?", "data_provenance", "user data of services"),
        ("Did you use other sources?", "data_provenance", "other"),
        ("Are you a signatory of the Code?", "code_signatory", "Code of Practice"),
    ],
)
@pytest.mark.parametrize(("boxes", "norm"), [("☒ Yes ☐ No", "yes"), ("☐ Yes ☒ No", "no")])
def test_an_answer_is_one_claim(
    question: str, element: str, source: str, boxes: str, norm: str
) -> None:
    claim = _one(f"# Summary\n\n{question}\n\n{boxes}\n")
    assert (claim.element, claim.value.norm, claim.value.qualifier) == (element, norm, source)
    assert claim.value.raw == ("☒ Yes" if norm == "yes" else "☒ No")
    assert claim.polarity is (Polarity.AFFIRMED if norm == "yes" else Polarity.NEGATED)
    assert claim.whose is Whose.OWN


def test_the_heading_tells_what_a_bare_question_asks() -> None:
    claim = _one("# Summary\n\n## Synthetic data\n\nUsed? ☒ Yes ☐ No\n")
    assert claim.value.qualifier == "synthetic"


def test_a_third_option_is_an_answer_of_its_own() -> None:
    claim = _one("# Summary\n\nAre there licensing agreements?\n\n☐ Yes ☐ No ☒ Other (see below)\n")
    assert claim.value.norm == "other"
    assert claim.polarity is Polarity.AFFIRMED


@pytest.mark.parametrize(
    "boxes", ["☐ Yes ☐ No", "☒ Yes ☒ No", "☐ No", "☐ Yes", "▣ Yes ☐ No", "☒ Yes ▣ No", "✗ No"]
)
def test_what_cannot_be_told_is_about_nobodys_model(boxes: str) -> None:
    claim = _one(f"# Summary\n\nDid you use crawlers?\n\n{boxes}\n")
    assert claim.value.norm == "indeterminate"
    assert (claim.whose, claim.confidence) == (Whose.UNKNOWN, 0.0)
    assert claim.needs_review


def test_questions_about_other_things_make_no_claim() -> None:
    assert not _read("# Summary\n\nDo you like tea?\n\n☒ Yes ☐ No\n")[1]
    assert not _read("# To do\n\n- [x] Crawlers written\n- [ ] Report\n")[1]


def test_kinds_of_data_that_stay_empty_are_denied() -> None:
    text = "# Summary\n\nModality of the content:\n\n- ☒ Text\n- ☐ Image\n- ☐ Other\n"
    denied = _read(text)[1]
    assert [(each.element, each.value.norm) for each in denied] == [("data_modality", ("image",))]
    assert denied[0].polarity is Polarity.NEGATED


def test_an_empty_list_denies_nothing() -> None:
    assert not _read("# Summary\n\nModality of the content:\n\n- ☐ Text\n- ☐ Image\n")[1]


def test_what_one_source_lacks_is_not_denied_of_the_whole() -> None:
    text = "# Summary\n\n## Synthetic data\n\nModality:\n\n- ☒ Text\n- ☐ Image\n"
    assert not _read(text)[1]


def test_ticks_that_no_other_family_reads_are_claims() -> None:
    text = "# Summary\n\nModality of the content:\n\n- [x] Text\n- ■ Image\n- □ Video\n"
    norms = {(each.value.norm, each.polarity) for each in _read(text)[1]}
    assert (("video",), Polarity.NEGATED) in norms
    assert (("image",), Polarity.AFFIRMED) in norms


def test_a_drawn_box_gives_a_claim_with_its_boxes() -> None:
    document = read_bytes(CASES["rectangle-cross"][1], "form.pdf")
    (claim,) = _claims(document)
    assert (claim.element, claim.value.norm, claim.value.raw) == ("crawlers", "yes", "☒ Yes")
    assert claim.span is not None
    boxes = document.boxes(claim.span)
    assert boxes[0] == pytest.approx((1, 60, 499, 69, 508), abs=0.6)
    assert len(boxes) == 2


@pytest.mark.parametrize("empty", ["[ ]", "☐", "▣"])
def test_no_family_claims_what_stands_beside_an_empty_box(empty: str) -> None:
    text = (
        "# Ostrea 2\n\nTraining data size:\n\n"
        f"- {empty} Less than 1 billion tokens\n- [x] More than 10 trillion tokens\n"
    )
    document = read_bytes(text.encode(), "summary.md")
    found = extract([document], {document.id: segment(document)}, IDENTITY)
    lows = {(claim.value.low, claim.value.high) for claim in found if claim.element == "data_size"}
    assert (None, 1e9) not in lows
    assert (1e13, None) in lows
