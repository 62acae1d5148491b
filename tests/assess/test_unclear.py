"""Boxes that cannot be told ask for review, and change no status."""

from __future__ import annotations

from pipeline.assess import unclear
from pipeline.claims.extract import extract
from pipeline.readers.read import read_bytes
from pipeline.schema import Assessment, Identity, Status
from pipeline.segments import segment


def _told(element: str, document: str) -> Assessment:
    return Assessment(
        element=element,
        status=Status.ABSENT,
        evidence=(),
        values=(),
        because="Nothing says so.",
        searched=(document,),
        probability=0.2,
    )


def _marked(boxes: str) -> tuple[Assessment, Assessment]:
    text = f"# Summary\n\nDid you use crawlers?\n\n{boxes}\n"
    document = read_bytes(text.encode(), "summary.md")
    claims = extract([document], {document.id: segment(document)}, Identity("Ostrea 2", "Lab"))
    crawlers, licence = unclear.marked(
        [_told("crawlers", document.id), _told("licence", document.id)], claims, [document]
    )
    return crawlers, licence


def test_a_lone_empty_box_asks_for_review() -> None:
    crawlers, licence = _marked("☐ No")
    assert crawlers.needs_review
    assert crawlers.status is Status.ABSENT
    assert "summary.md" in crawlers.because
    assert not licence.needs_review


def test_a_plain_answer_does_not() -> None:
    crawlers, _ = _marked("☐ Yes ☒ No")
    assert not crawlers.needs_review
    assert crawlers.because == "Nothing says so."
