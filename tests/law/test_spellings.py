"""References to law as lawyers, engineers and tools write them: a table of spellings by hand."""

from __future__ import annotations

import pytest

from pipeline.errors import BadInput
from pipeline.law.locators import parse, parse_all

#: One place of the Act each: canonical form, then the ways in which people write it.
ACT = {
    "Art. 53(1)(d)": [
        "Article 53(1)(d)", "article 53 (1) (d)", "ART. 53(1)(D)", "Art.53(1)(d)", "art. 53 1 d",
        "Art. 53.1.d", "Art 53(1), point (d)", "Article 53, para. 1, point (d)",
        "Article 53 paragraph 1 point d", "Art. 53 § 1 lit. d", "Art. 53(1) letter (d)",
        "point (d) of Article 53(1)", "Article 53(1)(d) AI Act",
        "Article 53(1)(d) of the EU AI Act",
        "AI Act, Article 53(1)(d)", "AIA Art. 53(1)(d)", "the AI Act's Art. 53(1)(d)",
        "Regulation (EU) 2024/1689, Art. 53(1)(d)", "Art. 53(1)(d) of Regulation (EU) 2024/1689",
        " Art. 53(1)(d) ", "Art. 53(1)(d).", "Art. 53(1)(d);", "Art.\u00a053(1)(d)",
        "53(1)(d)", "53 (1)(d)", "the Article 53(1)(d)",
    ],
    "Art. 53(1)": [
        "Article 53(1)", "Art. 53, paragraph 1", "paragraph 1 of Article 53", "Art 53 para 1",
        "Art. 53.1", "53(1)", "Article 53 (1) of the AI Act",
    ],
    "Art. 53": ["Article 53", "art53", "Art 53", "ARTICLE 53", "Articles 53", "Art. 53 AIA"],
    "Art. 3(63)": ["Article 3(63)", "Art. 3 point 63", "Art. 3, point (63)", "Art. 3 no. 63"],
    "Art. 53(1)(b)(ii)": [
        "Article 53(1)(b)(ii)", "Art. 53(1)(b), point (ii)", "Art 53 1 b ii",
        "point (b)(ii) of Article 53(1)",
    ],
    "Art. 75a": ["Article 75a", "art. 75A", "Art 75a"],
    "Art. 3(14b)": ["Article 3, point (14b)", "Art. 3(14B)"],
    "Art. 113, third paragraph, point (b)": [
        "Article 113, third paragraph, point (b)", "Art. 113 third para. (b)",
        "Art. 113, 3rd paragraph, (b)", "point (b) of the third paragraph of Article 113",
    ],
    "Annex XI": ["annex xi", "ANNEX XI", "Annex 11", "Annex XI to the AI Act", "the Annex XI"],
    "Annex XI, Section 1, 2(c)": [
        "Annex XI, Section 1, point 2(c)", "Annex XI Section 1 (2)(c)", "annex XI s. 1 2(c)",
        "Annex XI, s.1(2)(c)", "Annex 11, section 1, 2c", "point 2(c) of Annex XI, Section 1",
        "Annex XI, Section 1, point (2)(c)",
    ],
    "Annex XI, Section 2, 1": ["Annex XI, Section 2, point 1", "Annex XI s.2(1)"],
    "Annex XII, 2(b)": ["Annex XII(2)(b)", "Annex XII, point 2(b)", "annex 12 2b", "Annex XII.2.b"],
    "Annex XIII(c)": ["Annex XIII, point (c)", "annex xiii c", "Annex XIII lit. c"],
    "Recital 104": [
        "Rec. 104", "recital 104", "Recital (104)", "Rec 104", "rct 104", "RECITAL 104",
        "Recital 104 AI Act", "recital 104 of the AI Act",
    ],
}  # fmt: skip

#: The Code, the Guidelines, the Template and the Form.
SOFT = {
    "Code, Copyright, Measure 1.3": [
        "Copyright Measure 1.3", "copyright chapter, measure 1.3", "Code, Copyright M1.3",
        "COP-C-M1.3", "Measure 1.3 Copyright", "M1.3 (copyright)",
        "Code of Practice, Copyright, M 1.3",
        "Measure 1.3 of the Copyright Chapter", "copyright 1.3",
    ],
    "Code, Transparency, Measure 1.1": [
        "Transparency M1.1", "COP-T-M1.1", "Transparency chapter Measure 1.1", "transparency 1.1",
        "Code, Transparency, Measure 1.1",
    ],
    "Code, Safety and Security, Measure 7.1": [
        "S&S M7.1", "Safety & Security Measure 7.1", "safety measure 7.1", "COP-S-M7.1",
        "Code, Safety and Security, M7.1", "Measure 7.1", "security 7.1",
    ],
    "Code, Safety and Security, Commitment 3": [
        "Commitment 3", "S&S Commitment 3", "commitment 3 of the Safety and Security chapter",
    ],
    "Code, Safety and Security, Appendix 1.4": [
        "Appendix 1.4", "App. 1.4", "S&S App 1.4", "Code, S&S Appendix 1.4",
    ],
    "Guidelines, para 17": [
        "Guidelines para 17", "Guidelines, paragraph 17", "guideline 17", "GL 17",
        "Guidelines (17)", "Guidelines, point 17",
    ],
    "Guidelines, July 2025, para 63": [
        "Guidelines July para 63", "Guidelines, July 2025, para 63", "July 2025 Guidelines para 63",
        "Guidelines July 2025 paragraph (63)",
    ],
    "Guidelines, November 2025, para 60": [
        "Guidelines Nov para 60", "November guidelines, paragraph 60",
        "Guidelines Nov 2025 para 60",
    ],
    "Guidelines, Annex A.2": ["Guidelines Annex A.2", "guidelines, annex A.2"],
    "Template, 2.3": ["Template 2.3", "TCS 2.3", "training summary template, 2.3"],
    "Template, Notice, para 32": ["Notice para 32", "Template, Notice para 32",
        "notice paragraph 32"],
}  # fmt: skip

ROWS = [
    pytest.param(written, canonical, id=written.strip())
    for table in (ACT, SOFT)
    for canonical, ways in table.items()
    for written in ways
]

MANY = [
    ("Art. 53(1)(a)-(c)", ["Art. 53(1)(a)", "Art. 53(1)(b)", "Art. 53(1)(c)"]),
    ("Art. 53(1)(a) to (c)", ["Art. 53(1)(a)", "Art. 53(1)(b)", "Art. 53(1)(c)"]),
    ("Art. 53(1)(a) \u2013 (c)", ["Art. 53(1)(a)", "Art. 53(1)(b)", "Art. 53(1)(c)"]),
    ("Art. 53(1)(a); Art. 55(1)", ["Art. 53(1)(a)", "Art. 55(1)"]),
    ("Arts 51-55", [f"Art. {n}" for n in range(51, 56)]),
    ("Articles 88 to 90", ["Art. 88", "Art. 89", "Art. 90"]),
    ("Arts. 53, 54 and 55", ["Art. 53", "Art. 54", "Art. 55"]),
    ("Annexes XI and XII", ["Annex XI", "Annex XII"]),
    ("Recitals 97-99", ["Recital 97", "Recital 98", "Recital 99"]),
    ("Recitals 102, 103", ["Recital 102", "Recital 103"]),
    ("Art. 53(2), 54(6)", ["Art. 53(2)", "Art. 54(6)"]),
    ("Art. 53(1)(d) and Recital 107", ["Art. 53(1)(d)", "Recital 107"]),
    ("Art. 53 + Annex XII", ["Art. 53", "Annex XII"]),
    ("Guidelines, July 2025, para 62-63", [f"Guidelines, July 2025, para {n}" for n in (62, 63)]),
    ("Copyright M1.1-1.2", [f"Code, Copyright, Measure 1.{n}" for n in (1, 2)]),
    ("Art. 53; Art. 53; Art. 53", ["Art. 53"]),
    ("Art. 51(1)(a),(b)", ["Art. 51(1)(a)", "Art. 51(1)(b)"]),
]  # fmt: skip

#: What must be refused rather than guessed.
REFUSED = [
    "   ", "Art. d", "Art. 53(1)(d) or so", "Annex IIX", "Annex 400", "Recital", "Recital XI",
    "Measure", "Measure 1.2", "Copyright", "Guidelines Annex", "Template nowhere at all 99.x",
    "Art. 53(c)-(a)", "Arts 55-51", "Art. 1-999", "Section 1", "paragraph 1", "https://x.example/53",
    "the law", "Article fifty-three", "Art. -53",
]  # fmt: skip


@pytest.mark.parametrize(("written", "canonical"), ROWS)
def test_a_spelling_names_one_place(written: str, canonical: str) -> None:
    assert str(parse(written)) == canonical


@pytest.mark.parametrize(("written", "canonical"), ROWS)
def test_case_and_blanks_are_of_no_account(written: str, canonical: str) -> None:
    assert str(parse(f"  {written.replace(' ', '   ')}  ")) == canonical
    assert str(parse(written.upper())) == canonical


@pytest.mark.parametrize(("written", "places"), MANY)
def test_lists_and_runs(written: str, places: list[str]) -> None:
    assert [str(place) for place in parse_all(written)] == places


@pytest.mark.parametrize("written", REFUSED)
def test_no_guess_is_made(written: str) -> None:
    with pytest.raises(BadInput):
        parse(written)


@pytest.mark.parametrize("canonical", [*ACT, *SOFT])
def test_a_canonical_form_reads_as_itself(canonical: str) -> None:
    assert str(parse(canonical)) == canonical
