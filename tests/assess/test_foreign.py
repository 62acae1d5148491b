"""What a document in another language states in values, and what its silence is worth."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.assess.statuses import unsearched
from pipeline.dossier import File, Options, scan
from pipeline.readers.read import read_bytes
from pipeline.schema import Assessment, Status
from tests.readers.spoken_cards import CARDS, ENGLISH

FACTS = "| Model | Parameters | License |\n|---|---|---|\n| Ostrea-7B | 7B | Apache-2.0 |\n"
WHEN = Options(as_of=date(2026, 11, 1))


def found(*texts: str) -> dict[str, Assessment]:
    files = [File(f"card{number}.md", text.encode()) for number, text in enumerate(texts, 1)]
    return {one.element: one for one in scan(files, WHEN).assessments}


def foreign(code: str) -> str:
    _, heading, prose = CARDS[code]
    return f"---\nlicense: apache-2.0\n---\n\n# Ostrea-7B\n\n{FACTS}\n## {heading}\n\n{prose}\n"


@pytest.mark.parametrize("code", ["de", "fr", "ja", "zh"])
def test_only_typed_values_of_a_foreign_card_count(code: str) -> None:
    name, _, _ = CARDS[code]
    assessments = found(foreign(code))
    for element in ("licence", "model_name"):
        one = assessments[element]
        assert one.status is Status.PARTIAL and one.needs_review
        assert f"card1.md (in {name})" in one.because
        assert one.values and one.evidence
    for element in ("limitations", "acceptable_use_policy", "carbon"):
        one = assessments[element]
        assert one.status is Status.NOT_ASSESSED
        assert f"(in {name})" in one.because


def test_an_english_card_beside_it_is_judged_but_its_silence_counts_for_nothing() -> None:
    english = f"# Ostrea-7B\n\n## Training\n\n{ENGLISH}\n"
    alone, both = found(english), found(english, foreign("fr"))
    assert alone["carbon"].status is Status.ABSENT
    assert both["carbon"].status is Status.NOT_ASSESSED
    assert "card2.md (in French)" in both["carbon"].because
    assert both["data_size"].status is alone["data_size"].status
    assert not both["data_size"].status.is_gap


def test_a_foreign_part_hides_answers_and_the_english_part_gives_them() -> None:
    _, heading, prose = CARDS["it"]
    assessments = found(f"# Ostrea-7B\n\n{ENGLISH}\n\n## {heading}\n\n{prose}\n")
    assert not assessments["data_size"].status.is_gap
    assert assessments["carbon"].status is Status.NOT_ASSESSED
    assert "the Italian part of card1.md" in assessments["carbon"].because


def test_a_line_in_another_language_changes_nothing() -> None:
    _, _, prose = CARDS["zh"]
    plain = found(f"# Ostrea-7B\n\n{ENGLISH}\n")
    mixed = found(f"# Ostrea-7B\n\n{ENGLISH}\n\n{prose[:24]}\n")
    assert mixed["carbon"].status is plain["carbon"].status is Status.ABSENT


def test_what_is_unsearched_names_language_and_parts() -> None:
    _, heading, prose = CARDS["nl"]
    whole = read_bytes(foreign("nl").encode(), "kaart.md")
    part = read_bytes(f"# A\n\n{ENGLISH}\n\n## {heading}\n\n{prose}\n".encode(), "card.md")
    plain = read_bytes(f"# A\n\n{ENGLISH}\n".encode(), "plain.md")
    assert unsearched([whole, part, plain]) == (
        "kaart.md (in Dutch)",
        "the Dutch part of card.md",
    )
