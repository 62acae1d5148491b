"""What is simpler for smaller providers: rows, whom they are for, and that nothing is invented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.applicability.facts import Facts, parse
from pipeline.applicability.proportionality import FILE, simplifications, with_reliefs
from pipeline.applicability.proportionality import parse as parse_rows
from pipeline.catalogue.obligations import obligations
from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus
from pipeline.law.locators import parse as locator
from pipeline.schema import Duty, Finding, Outcome, Record

#: From the legal brief, R7: where the texts name small and medium enterprises, or mid-caps too.
BOTH = {
    "COP-S-M1.4",
    "COP-S-M3.5",
    "COP-S-M7.1",
    "COP-S-M7.2",
    "COP-S-M7.3",
    "COP-S-M7.4",
    "COP-S-M7.5",
    "COP-S-M7.6",
    "COP-S-M7.7",
    "COP-S-M8.1",
    "COP-S-M9.2",
    "COP-S-APP3",
}
SMALL_ONLY = {"COP-C-M1.4-a", "TCS-2.3-domains"}


def finding(obligation: str, duty: Duty = Duty.DUE) -> Finding:
    return Finding(
        *("f", obligation, ("N",), Record.SILENT, duty, None, Outcome.GAP_PUBLIC, (), "So.")
    )


def shown(facts: Facts | None) -> set[str]:
    rows = [finding(row.id) for row in obligations()]
    return {each.obligation for each in with_reliefs(rows, facts) if each.reliefs}


def test_rows_can_be_looked_up() -> None:
    known = {row.id for row in obligations()}
    for row in simplifications():
        assert set(row.obligations) <= known
        assert [str(locator(place)) for place in row.locators] == list(row.locators)
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.relief.edition)
    for row in load(FILE)["not_so"]:
        assert [str(locator(place)) for place in row["locators"]] == row["locators"]


def test_for_whom() -> None:
    assert shown(parse({"provider_size": "smc"})) == BOTH
    small = shown(parse({"provider_size": "sme"}))
    assert small >= BOTH | SMALL_ONLY
    assert shown(parse({"provider_size": "large"})) == set()
    # Of an unknown size only concrete reliefs are told, as what would hold.
    assert shown(None) == shown(Facts()) == BOTH | SMALL_ONLY


def test_given_and_if() -> None:
    one = [finding("COP-S-M8.1")]
    (given,) = with_reliefs(one, parse({"provider_size": "smc"}))
    (if_small,) = with_reliefs(one, None)
    assert [relief.given for relief in given.reliefs] == [True]
    assert [relief.given for relief in if_small.reliefs] == [False]


def test_nothing_on_what_does_not_apply() -> None:
    (same,) = with_reliefs([finding("COP-S-M8.1", Duty.NOT_APPLICABLE)], None)
    assert same.reliefs == ()


def test_no_cap_on_fines_is_invented() -> None:
    """Art. 101 has none; Art. 99(6) is about fines under Art. 99."""
    for row in simplifications():
        assert "ACT-101-1" not in row.obligations
        assert "fine" not in row.relief.gloss.lower().split()


def test_faults_are_told_together() -> None:
    good: dict[str, Any] = dict(load(FILE)["rows"][0])
    with pytest.raises(BadCorpus) as caught:
        parse_rows(
            [
                good,
                good,
                {**good, "id": "B", "sizes": ["big"], "colour": "red"},
                {**good, "id": "C", "confidence": "sure"},
                {"id": "D"},
            ]
        )
    told = str(caught.value)
    for expected in ("used twice", "not ['big']", "'colour'", "C: confidence", "D: gloss"):
        assert expected in told, expected


@pytest.mark.shared
def test_the_texts_speak_of_these_sizes(shared: Path) -> None:
    """Each relief in the Code stands where the Code names SMEs, and SMCs where we say so."""
    code = (shared / "law" / "code" / "gpai-code-final.md").read_text(encoding="utf-8")
    named = [line for line in code.splitlines() if re.search(r"\bSMEs\b", line)]
    with_caps = [line for line in named if re.search(r"\bSMCs\b", line)]
    rows = [row.relief for row in simplifications() if row.relief.ref.startswith("Code")]
    # Recital (4) of the copyright chapter names SMEs alone; everything else names both.
    assert {row.id for row in rows if row.sizes == ("sme",)} == {"PROP-COP-C-RECITAL-4"}
    assert len(named) - len(with_caps) == 1
    # Three roles of Measure 8.1 are one row of ours.
    assert len(with_caps) == len([row for row in rows if row.sizes != ("sme",)]) + 2


@pytest.mark.shared
def test_no_gloss_repeats_the_texts(shared: Path) -> None:
    """No twelve words in a row stand in the Code, the Act or the template as they stand here."""
    texts = [
        (shared / "law" / "code" / "gpai-code-final.md").read_text(encoding="utf-8"),
        (shared / "law" / "act" / "units_gpai_2026-07-27.json").read_text(encoding="utf-8"),
        *(p.read_text(encoding="utf-8") for p in (shared / "law" / "template").glob("*.json")),
    ]
    official = " ".join(" ".join(re.findall(r"\w+", text.lower())) for text in texts)
    glosses = [row.relief.gloss for row in simplifications()]
    glosses += [row["gloss"] for row in load(FILE)["not_so"]]
    for gloss in glosses:
        words = re.findall(r"\w+", gloss.lower())
        runs = [" ".join(words[i : i + 12]) for i in range(len(words) - 11)]
        assert not [run for run in runs if run in official]
