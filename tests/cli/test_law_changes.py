"""``lacuna law editions``, ``law diff``, and the law of a day on other verbs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran

Lacuna = Callable[..., Ran]


def data(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_editions_are_listed_without_any_law_installed(
    lacuna: Lacuna, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LACUNA_LAW", str(tmp_path / "nothing"))
    rows = {row["id"]: row for row in data(lacuna("law", "editions", "--format", "json"))}
    assert rows["act-2024"]["held"] == "not installed"
    assert rows["guidelines-2025-11"]["held"] == "numbers only"
    assert rows["code-draft-2"]["date"] is None and rows["code-draft-2"]["confidence"] == "U"
    text = lacuna("law", "editions").out
    assert "day not known" in text and "C(2025) 7719" in text


@pytest.mark.shared
def test_editions_tell_what_is_installed(lacuna: Lacuna, shared: Path) -> None:
    rows = {row["id"]: row for row in data(lacuna("law", "editions", "--format", "json"))}
    assert rows["act-2024"]["held"] == rows["code-final"]["held"] == "installed"
    assert rows["act-2026"]["held"] == "in part"
    one = lacuna("law", "editions", "guidelines-2025-07")
    assert "Guidelines, July 2025, para 53 -> Guidelines, November 2025, para 51" in one.out
    wrong = lacuna("law", "editions", "act-1999")
    assert wrong.code == 2 and "act-2024" in wrong.err


@pytest.mark.shared
def test_the_law_of_july_and_of_november_2026(lacuna: Lacuna, shared: Path) -> None:
    found = data(lacuna("law", "diff", "2026-07-01", "2026-11-25", "--format", "json"))
    assert found["act"] == "(EU) 2026/1744"
    assert [row["id"] for row in found["editions"]] == ["act-2026"]
    rows = {row["locator"]: row for row in found["provisions"]}
    spouts = rows["Art. 25(4), first subparagraph"]
    assert ["+", "AI model,"] in spouts["words"]
    assert not [part for part in spouts["words"] if part[0] == "-"]
    assert spouts["obligations"] == ["ACT-25-4"]
    literacy = rows["Art. 4"]
    assert literacy["before"]["text"] and not literacy["after"]["text"]
    assert literacy["after"]["notes"] == ["amended by (EU) 2026/1744, text not installed"]
    assert rows["Art. 10(5)"]["change"] == "deleted"
    assert rows["Art. 5(1)(ba)"]["applies"] == "2026-12-02"
    begins = {(row["obligation"], row["what"]): row["day"] for row in found["begins"]}
    assert begins["ACT-101-1", "applies"] == "2026-08-02"
    text = lacuna("law", "diff", "2026-07-01", "2026-11-25").out
    assert "ACT-25-4" in text and "Art. 4: replaced (Art. 1(5))" in text
    full = lacuna("law", "diff", "2026-07-01", "2026-11-25", "--full").out
    assert len(full) > 2 * len(text) and "--full" not in full


@pytest.mark.shared
def test_days_in_2025_change_editions_and_days_but_no_provision(
    lacuna: Lacuna, shared: Path
) -> None:
    found = data(lacuna("law", "diff", "2025-07-01", "2025-12-31", "--format", "json"))
    assert found["provisions"] == [] and found["act"] == ""
    assert [row["id"] for row in found["editions"]] == [
        *("code-final", "form-2025", "guidelines-2025-07", "template-2025-07"),
        *("guidelines-2025-11", "template-2025-12"),
    ]
    days = {row["day"] for row in found["begins"]}
    assert {"2025-07-10", "2025-07-18", "2025-07-24", "2025-08-02"} <= days
    nothing = lacuna("law", "diff", "2026-11-24", "2026-11-25").out
    assert "Nothing changed between these days" in nothing


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give two days"),
        (("2026-11-25", "2026-07-01"), "swap them"),
        (("2026-02-30",), "expected a day"),
        (("--dossier", "0123456789abcdef", "--from", "2026-01-01"), "0123456789abcdef"),
    ],
)
def test_bad_days_and_dossiers_are_told(
    lacuna: Lacuna, arguments: tuple[str, ...], told: str
) -> None:
    ran = lacuna("law", "diff", *arguments)
    assert ran.code == 2 and told in ran.err and "Traceback" not in ran.err


def test_findings_that_a_day_changes(lacuna: Lacuna, tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("# Nova 7B\n\nNova 7B has 7 billion parameters.\n", encoding="utf-8")
    facts = tmp_path / "facts.yaml"
    facts.write_text("placement_date: 2025-03-01\ngenerality: general\n", encoding="utf-8")
    kept = tmp_path / "nova.json"
    ran = lacuna("scan", str(card), "--facts", str(facts), "--as-of", "2026-11-25", "--format",
                 "json", "-q", "-o", str(kept))  # fmt: skip
    assert ran.code == 0, ran.err
    days = ("--from", "2027-08-01", "--to", "2027-08-02")
    found = data(lacuna("law", "diff", "--dossier", str(kept), *days, "--format", "json"))
    rows = {row["obligation"]: row for row in found["changes"]}
    assert rows["ACT-53-1-d"]["before"]["outcome"] == "gap_upcoming"
    assert rows["ACT-53-1-d"]["after"]["outcome"] == "gap_public"
    assert "ACT-53-1-a" not in rows  # owed to authorities: the day changes no finding
    text = lacuna("law", "diff", "--dossier", str(kept), *days).out
    assert "why: it became due on 2027-08-02" in text
    assert f"{len(found['changes'])} of {found['findings']} change" in text


def test_the_catalogue_of_a_day(lacuna: Lacuna) -> None:
    rows = {r["id"]: r for r in data(lacuna("obligations", "--format", "json"))}
    assert rows["TCS-1.1-provider"]["since"] == "2025-07-24"
    assert "as_of" not in rows["ACT-25-4"]
    day = ("--as-of", "2026-07-01")
    rows = {r["id"]: r for r in data(lacuna("obligations", *day, "--format", "json"))}
    assert rows["ACT-3-14a-14b"]["as_of"]["standing"] == "absent"
    assert rows["ACT-25-4"]["as_of"]["edition"] == "2024-07-12"
    text = lacuna("obligations", *day).out
    assert "on 2026-07-01: in no text yet; it came with that of 2026-07-27" in text
    assert lacuna("obligations", "--as-of", "soon").code == 2


@pytest.mark.shared
def test_the_wrong_number_of_secondary_notes_is_answered(lacuna: Lacuna, shared: Path) -> None:
    for day in ("2026-07-01", "2026-11-25"):
        ran = lacuna("law", "show", "Article 3(44)", "--as-of", day)
        assert ran.out.splitlines()[1].startswith("‘publicly accessible space’ means")
        assert "The definition of a general-purpose AI model is Art. 3(63)." in ran.out


@pytest.mark.shared
def test_a_row_of_the_catalogue_shows_what_it_rests_on(lacuna: Lacuna, shared: Path) -> None:
    by_id = data(lacuna("law", "show", "act-53-1-d", "--format", "json"))
    assert by_id == data(lacuna("law", "show", "Art. 53(1)(d)", "--format", "json"))
    several = data(lacuna("law", "show", "ACT-50-2", "--format", "json"))
    assert [row["locator"] for row in several] == ["Art. 50(2)", "Art. 50(7)", "Art. 111(4)"]
    assert lacuna("law", "show", "ACT-53-1-z").code == 2


@pytest.mark.shared
def test_a_place_without_text_names_no_edition_and_no_hash_that_it_lacks(
    lacuna: Lacuna, shared: Path
) -> None:
    told = lacuna("law", "show", "Guidelines para 17").out
    assert "no text installed" in told
    assert "edition ," not in told and "sha256" not in told
    assert "sha256" in lacuna("law", "show", "ACT-53-1-d").out
