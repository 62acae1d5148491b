"""References as people write them, against canonical forms written by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.law.locators import Chapter, Kind, Locator, Work, parse, parse_all

ONE = [
    ("Art. 53(1)(d)", "Art. 53(1)(d)"),
    ("art 53 (1) d", "Art. 53(1)(d)"),
    ("article 53.1.d", "Art. 53(1)(d)"),
    ("Article 53, paragraph 1, point (d)", "Art. 53(1)(d)"),
    ("Art. 53 para. 1 lit. d", "Art. 53(1)(d)"),
    ("point (d) of Article 53(1)", "Art. 53(1)(d)"),
    ("53(1)(d)", "Art. 53(1)(d)"),
    ("Art. 53(1)(d) of the AI Act", "Art. 53(1)(d)"),
    ("Article 53(1), point (b)(ii)", "Art. 53(1)(b)(ii)"),
    ("ARTICLE 53", "Art. 53"),
    ("art53(1)(d)", "Art. 53(1)(d)"),
    ("Art 53 § 1 (d)", "Art. 53(1)(d)"),
    ("the AI Act's Article 53", "Art. 53"),
    ("Regulation (EU) 2024/1689, Article 53", "Art. 53"),
    ("Art. 5 1 h iii", "Art. 5(1)(h)(iii)"),
    ("Art. 3 no 63", "Art. 3(63)"),
    ("Article 3, point (63)", "Art. 3(63)"),
    ("Art. 3(14a)", "Art. 3(14a)"),
    ("Art. 5(1), 1st subparagraph, (h)", "Art. 5(1), first subparagraph, point (h)"),
    ("Article 56(6), second subparagraph", "Art. 56(6), second subparagraph"),
    ("Art. 113 third para. (b)", "Art. 113, third paragraph, point (b)"),
    ("point (b) of Article 113, third paragraph", "Art. 113, third paragraph, point (b)"),
    ("Art. 113, second paragraph", "Art. 113, second paragraph"),
    ("art 75a (1)", "Art. 75a(1)"),
    ("Annex XI s.1(2)(c)", "Annex XI, Section 1, 2(c)"),
    ("Annex XI s.1 point 2(c)", "Annex XI, Section 1, 2(c)"),
    ("annex 11 section 1 2c", "Annex XI, Section 1, 2(c)"),
    ("ANNEX XI, Section 2, point 3", "Annex XI, Section 2, 3"),
    ("Annex XII(1)(a)", "Annex XII, 1(a)"),
    ("annex xiii a", "Annex XIII(a)"),
    ("annex viii section a 5", "Annex VIII, Section A, 5"),
    ("Rec. 104", "Recital 104"),
    ("recital (104)", "Recital 104"),
    ("M1.3 copyright", "Code, Copyright, Measure 1.3"),
    ("copyright measure 1.3", "Code, Copyright, Measure 1.3"),
    ("Code, Copyright M1.3(1)(a)", "Code, Copyright, Measure 1.3(1)(a)"),
    ("COP-C-M1.3", "Code, Copyright, Measure 1.3"),
    ("copyright 1.3", "Code, Copyright, Measure 1.3"),
    ("S&S 7.1", "Code, Safety and Security, Measure 7.1"),
    ("measure 1.3 of the copyright chapter", "Code, Copyright, Measure 1.3"),
    ("S&S recital (h)", "Code, Safety and Security, Recital h"),
    ("S&S M7.1", "Code, Safety and Security, Measure 7.1"),
    ("Code, S&S M6.2 Appropriate security mitigations", "Code, Safety and Security, Measure 6.2"),
    ("Measure 3.5", "Code, Safety and Security, Measure 3.5"),
    ("commitment 3 safety", "Code, Safety and Security, Commitment 3"),
    ("code safety app 1.4", "Code, Safety and Security, Appendix 1.4"),
    ("Appendix 1.4", "Code, Safety and Security, Appendix 1.4"),
    ("Recital 5 copyright", "Code, Copyright, Recital 5"),
    ("Code, Transparency M1.2 para 4", "Code, Transparency, Measure 1.2, fourth paragraph"),
    ("Guidelines para 17", "Guidelines, para 17"),
    ("guidelines, july 2025, paragraph 51", "Guidelines, July 2025, para 51"),
    ("November 2025 guidelines, paragraph (51)", "Guidelines, November 2025, para 51"),
    ("Notice para 32", "Template, Notice, para 32"),
    ("Guidelines Nov para 51", "Guidelines, November 2025, para 51"),
    ("Guidelines Annex A.1 (July para 118-122)", "Guidelines, Annex A.1"),
    ("Template C(2025) 8311, 2.2.1", "Template, 2.2.1"),
    ("template header", "Template, header"),
    ("Template C(2025) 8311, Notice para 32", "Template, Notice, para 32"),
    ("MDF: Properties: Model architecture", "Form, Properties: Model architecture"),
]

MANY = [
    ("Art. 3(9),(10)", ["Art. 3(9)", "Art. 3(10)"]),
    ("Art. 52(2)-(3)", ["Art. 52(2)", "Art. 52(3)"]),
    (
        "Art. 54(2),(3)(a)-(d)",
        ["Art. 54(2)", *(f"Art. 54(3)({letter})" for letter in "abcd")],
    ),
    ("Art. 53(1)(a),(b)", ["Art. 53(1)(a)", "Art. 53(1)(b)"]),
    ("Art. 3(61)(a)(i)-(iii)", ["Art. 3(61)(a)(i)", "Art. 3(61)(a)(ii)", "Art. 3(61)(a)(iii)"]),
    ("Articles 53(1)(a) and 55(1)", ["Art. 53(1)(a)", "Art. 55(1)"]),
    ("Art. 53(1)(d), Rec. 107", ["Art. 53(1)(d)", "Recital 107"]),
    ("Art. 53(1), points (a) and (b)", ["Art. 53(1)(a)", "Art. 53(1)(b)"]),
    (
        "Annex XI, Section 1, points 1(a) and 2(c)",
        ["Annex XI, Section 1, 1(a)", "Annex XI, Section 1, 2(c)"],
    ),
    ("Commitments 2 to 3", [f"Code, Safety and Security, Commitment {n}" for n in (2, 3)]),
    ("Art. 88, 89", ["Art. 88", "Art. 89"]),
    ("Articles 53 and 55", ["Art. 53", "Art. 55"]),
    ("Arts 75a-75c", ["Art. 75a", "Art. 75b", "Art. 75c"]),
    ("Annexes XI-XIII", ["Annex XI", "Annex XII", "Annex XIII"]),
    (
        "Art. 2(8); Art. 3(63) in fine; Rec. 97",
        ["Art. 2(8)", "Art. 3(63)", "Recital 97"],
    ),
    ("Rec. 102-104", ["Recital 102", "Recital 103", "Recital 104"]),
    ("Art. 53(1)(a) + Annex XI", ["Art. 53(1)(a)", "Annex XI"]),
    (
        "Art. 3(14a),(14b) ins. by Reg. 2026/1744 Art. 1(4)(b)",
        ["Art. 3(14a)", "Art. 3(14b)"],
    ),
    (
        "Art. 50(2),(7); Art. 111(4) (2026/1744)",
        ["Art. 50(2)", "Art. 50(7)", "Art. 111(4)"],
    ),
    (
        "Guidelines July para 106, 114-115 / Nov para 112",
        [
            "Guidelines, July 2025, para 106",
            "Guidelines, July 2025, para 114",
            "Guidelines, July 2025, para 115",
            "Guidelines, November 2025, para 112",
        ],
    ),
    (
        "Code, S&S App. 2.1-2.2",
        [f"Code, Safety and Security, Appendix 2.{n}" for n in (1, 2)],
    ),
]

REFUSED = [
    ("", "no reference to law"),
    ("nonsense", "not understood"),
    ("Art. 53 foo", "'foo'"),
    ("Art.", "not understood"),
    ("Measure 1.1", "which chapter"),
    ("Annex ABC", "annex"),
    ("Art. 53(3)-(1)", "'(1)'"),
    ("Guidelines", "paragraph number"),
    ("Art. 88, 89", "2 places"),
]


@pytest.mark.parametrize(("written", "canonical"), ONE)
def test_one_reference(written: str, canonical: str) -> None:
    assert str(parse(written)) == canonical


@pytest.mark.parametrize(("written", "canonical"), MANY)
def test_several_references(written: str, canonical: list[str]) -> None:
    assert [str(locator) for locator in parse_all(written)] == canonical


@pytest.mark.parametrize(("written", "told"), REFUSED)
def test_what_is_no_reference_is_refused_with_the_reason(written: str, told: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse(written)
    assert told in str(refusal.value)


def test_parts_of_a_locator() -> None:
    found = parse("Annex XI, Section 1, 2(c)")
    assert (found.work, found.kind, found.number) == (Work.ACT, Kind.ANNEX, "XI")
    assert found.path == ("§1", "2", "c")
    assert str(found.parent) == "Annex XI, Section 1, 2"
    assert found.parent is not None and found.parent.child("c") == found
    assert parse("Annex XI").parent is None
    assert parse("S&S M1.1").chapter is Chapter.SAFETY


_LABELS = st.sampled_from(["1", "2", "14a", "a", "d", "ii"])


@given(number=st.integers(1, 113), path=st.lists(_LABELS, max_size=3))
def test_the_canonical_form_of_an_article_is_read_back(number: int, path: list[str]) -> None:
    locator = Locator(Work.ACT, Kind.ARTICLE, str(number), tuple(path))
    assert parse(str(locator)) == locator


@given(number=st.integers(1, 12), measure=st.integers(1, 9), chapter=st.sampled_from([*Chapter]))
def test_the_canonical_form_of_a_measure_is_read_back(
    number: int, measure: int, chapter: Chapter
) -> None:
    locator = Locator(Work.CODE, Kind.MEASURE, f"{number}.{measure}", (), chapter)
    assert parse(str(locator)) == locator


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_all(text)
    except BadInput:
        return
    assert found


@pytest.mark.shared
def test_every_reference_of_the_inventory_is_read_and_read_back(shared: Path) -> None:
    rows = json.loads((shared / "law" / "obligations_inventory.json").read_text("utf-8"))
    assert len(rows) == 263
    for row in rows:
        for locator in parse_all(row["ref"]):
            assert parse(str(locator)) == locator, row["ref"]


@pytest.mark.parametrize(
    ("reference", "canonical"),
    [
        ("Guidelines C(2025) 7719, para 51", "Guidelines, November 2025, para 51"),
        ("C(2025) 7719 final, para 51", "Guidelines, November 2025, para 51"),
        ("C(2025) 5045 point 53", "Guidelines, July 2025, para 53"),
        ("Guidelines July para 23 (C(2025) 5045)", "Guidelines, July 2025, para 23"),
        ("Template C(2025) 8311, 1.1", "Template, 1.1"),
    ],
)
def test_document_numbers_tell_the_version(reference: str, canonical: str) -> None:
    assert str(parse(reference)) == canonical


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("Code, first draft, Measure 6", "drafts of the Code are superseded"),
        ("Code draft 3, Copyright, Measure 1.3", "drafts of the Code are superseded"),
        ("S&S Measure 1.2 (third draft)", "drafts of the Code are superseded"),
        ("Template C(2025) 5235, 1.1", "no text and no places are here"),
    ],
)
def test_superseded_texts_are_not_taken_for_those_that_hold(reference: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        parse(reference)
