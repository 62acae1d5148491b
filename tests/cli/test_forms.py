"""``lacuna form``: from a dossier, from a kept one, from documents; what is refused and how."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.catalogue.files import root
from pipeline.catalogue.rows import load
from pipeline.store.database import Store
from pipeline.wire.encode import dumps, to_json
from tests.cli.conftest import Ran
from tests.forms_example import dossier, stated, summary

Run = Callable[..., Ran]
EXAMPLE = root() / "corpora" / "example"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A dossier in JSON."""
    path = tmp_path / "plover.json"
    found = dossier([stated("data_languages", summary(), "text in Maltese")])
    path.write_text(dumps(to_json(found)), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["mdf", "summary", "annex-xi", "annex-xii"])
@pytest.mark.parametrize(
    ("format", "start"), [("text", "{title}"), ("json", "{{"), ("md", "# "), ("html", "<!DOCTYPE")]
)
def test_every_form_in_every_format(
    lacuna: Run, kept: Path, tmp_path: Path, name: str, format: str, start: str
) -> None:
    ran = lacuna("form", name, str(kept), "--format", format, "--law", str(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    title = {"mdf": "Model Doc", "summary": "Public sum"}.get(name, "Annex X")
    assert ran.out.startswith(start.format(title=title))
    assert "Plover 3" in ran.out


def test_a_recipient_an_output_file_and_a_kept_dossier(
    lacuna: Run, kept: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.json"
    ran = lacuna(
        "form", "mdf", str(kept), "--recipient", "dp", "--format", "json", "-o", str(target)
    )
    assert (ran.code, ran.out) == (0, "")
    data = json.loads(target.read_text("utf-8"))
    assert data["recipient"] == "dp" and len(data["fields"]) == 24
    identifier = Store().save(dossier(), {})
    again = lacuna("form", "mdf", identifier, "--recipient", "dp", "--format", "json")
    assert len(json.loads(again.out)["fields"]) == 24


def test_documents_are_scanned_and_json_of_a_model_is_a_document(
    lacuna: Run, tmp_path: Path
) -> None:
    card = tmp_path / "card.md"
    card.write_text("# Plover 3\n\nPlover 3 is a language model by Tern Works.\n", encoding="utf-8")
    ran = lacuna("form", "annex-xii", str(card), "--format", "json", "--quiet", "--as-of",
                 "2026-01-05")  # fmt: skip
    assert json.loads(ran.out)["as_of"] == "2026-01-05"
    config = tmp_path / "config.json"
    config.write_text('{"model_type": "plover", "hidden_size": 64}', encoding="utf-8")
    assert lacuna("form", "annex-xii", str(config), "--quiet").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("form", "mdf", "{kept}", "--recipient", "public"), "has no recipient 'public'"),
        (("form", "mdf", "{kept}", "--as-of", "2026-01-01"), "is a finished dossier"),
        (("form", "mdf", "{kept}", "--facts", "f.yaml"), "is a finished dossier"),
        (("form", "mdf", "0123456789abcdef"), "no dossier '0123456789abcdef'"),
        (("form", "mdf", "nowhere/card.md"), "nowhere/card.md"),
        (("form", "mdf", "{kept}", "--as-of", "soon"), "expected a day"),
        (("form", "mdf", "{broken}"), "damaged"),
    ],
)
def test_what_is_refused_in_a_sentence(
    lacuna: Run, kept: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    broken = tmp_path / "broken.json"
    data = json.loads(kept.read_text("utf-8"))
    data["assessments"][0].pop("status")
    broken.write_text(json.dumps(data), encoding="utf-8")
    ran = lacuna(*(part.format(kept=kept, broken=broken) for part in arguments))
    assert ran.code == 2
    assert told in ran.err and "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("text", "When duties bite: Plover 3"),
        ("json", "{"),
        ("svg", "<svg "),
        ("html", "<!DOCTYPE"),
    ],
)
def test_a_timeline_in_every_format(lacuna: Run, kept: Path, format: str, start: str) -> None:
    ran = lacuna("timeline", str(kept), "--format", format)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(start) and "2027-08-02" in ran.out


def test_the_timeline_of_documents_takes_facts_and_a_day(lacuna: Run, tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("# Plover 3\n\nPlover 3 is a language model by Tern Works.\n", encoding="utf-8")
    facts = tmp_path / "facts.yaml"
    facts.write_text("generality: general\nplacement_date: 2024-05-01\n", encoding="utf-8")
    ran = lacuna("timeline", str(card), "--facts", str(facts), "--as-of", "2027-08-01",
                 "--format", "json", "--quiet")  # fmt: skip
    data = json.loads(ran.out)
    (track,) = data["tracks"]
    assert track["placing"]["before_2025_08_02"] == "yes"
    assert track["next"]["day"] == "2027-08-02" and "summary" in track["next"]["lanes"]
    assert lacuna("timeline", str(tmp_path / "none.md")).code == 2


def test_without_a_dossier_the_fields_are_listed(lacuna: Run, tmp_path: Path) -> None:
    ran = lacuna("form", "summary", "--format", "json", "--law", str(tmp_path))
    rows = {row["id"]: row for row in json.loads(ran.out)}
    assert len(rows) == 58 and list(rows)[:2] == ["TCS-PUB", "TCS-UPD"]
    assert rows["TCS-2.5-gpai"]["condition"]["answers"] == ["TCS-2.5-used"]
    assert rows["TCS-1.3-comments"]["required"] is False
    assert {row["label"] for row in rows.values()} == {None}
    of_dp = lacuna("form", "mdf", "--recipient", "dp", "--format", "json", "--law", str(tmp_path))
    assert len(json.loads(of_dp.out)) == 24
    told = lacuna("form", "mdf", "--law", str(tmp_path)).out
    assert "  MDF-hardware: Needed hardware and versions or N/A. (our words)" in told
    assert "third draft and uncertain, unverified" in told
    refused = lacuna("form", "mdf", "--format", "html")
    assert refused.code == 2 and "text or json" in refused.err


@pytest.mark.shared
def test_official_labels_stand_in_the_list_where_they_are_installed(
    lacuna: Run, shared: Path
) -> None:
    ran = lacuna("form", "summary", "--format", "json", "--law", str(shared / "law"))
    rows = {row["id"]: row for row in json.loads(ran.out)}
    assert rows["TCS-2.5-used"]["options"] == ["Yes", "No"]
    assert rows["TCS-1.3-modality"]["label"] == "Modality"
    assert sum(row["label"] is not None for row in rows.values()) == 53
    point = json.loads(lacuna("form", "annex-xii", "--format", "json").out)[7]
    assert point["label"] is None and point["text"].startswith("the licence")


def test_an_unknown_form_is_bad_usage(lacuna: Run, kept: Path) -> None:
    assert lacuna("form", "annex-xiii", str(kept)).code == 2


@pytest.mark.parametrize("name", ["mdf", "summary", "annex-xi", "annex-xii"])
def test_forms_of_the_example_follow_their_schema(lacuna: Run, name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    data = json.loads(lacuna("form", name, str(EXAMPLE), "--format", "json", "--quiet").out)
    jsonschema.Draft202012Validator(load("schema/form.schema.json")).validate(data)
    assert any(answer["quotations"] for field in data["fields"] for answer in field["answers"])


def test_the_timeline_of_the_example_follows_its_schema(lacuna: Run, kept: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(load("schema/timeline.schema.json"))
    for source in (EXAMPLE, kept):
        ran = lacuna("timeline", str(source), "--format", "json", "--quiet")
        validator.validate(json.loads(ran.out))
    data = json.loads(lacuna("timeline", str(EXAMPLE), "--format", "json", "--quiet").out)
    # The example's card gives 16 September 2025 as its release date.
    (track,) = data["tracks"]
    copyright_ = next(row for row in track["rows"] if row["lane"] == "copyright")
    assert copyright_["due_from"] == "2025-09-16"
    assert track["placing"]["quotations"][0]["quote"] == "16 September 2025"
