"""The order of work: what is read once, in which order, and what a scan keeps apart."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.obligations import obligations
from pipeline.dossier import File, Options, commit, example_files, gather, read, scan
from pipeline.errors import BadInput
from pipeline.schema import Dossier, Outcome, Source, Status, Tri, Verdict, WarningCode

CARD = b"""# Nova 3B

Nova 3B is a language model with 3 billion parameters, developed by Nova Labs GmbH.

**License:** Apache-2.0

It was trained on 2 trillion tokens.
"""
POLICY = b"# Nova acceptable use policy\n\nYou must not use Nova 3B to write malware.\n"


def test_no_file_is_told() -> None:
    with pytest.raises(BadInput, match="no file to scan"):
        read([])


def test_a_copy_counts_once_and_is_named() -> None:
    found = read([File("b.md", CARD), File("a.md", CARD), File("policy.md", POLICY)])
    assert [document.name for document in found.documents] == ["a.md", "policy.md"]
    (warning,) = found.documents[0].warnings
    assert warning.code is WarningCode.DUPLICATE
    assert "b.md" in warning.message
    assert not [w for w in found.documents[1].warnings if w.code is WarningCode.DUPLICATE]


def test_the_order_of_files_does_not_matter() -> None:
    files = [File("card.md", CARD), File("policy.md", POLICY)]
    assert read(files) == read(files[::-1])


def test_two_files_of_one_name_are_both_kept() -> None:
    found = read([File("README.md", CARD), File("README.md", POLICY)])
    assert [document.name for document in found.documents] == ["README.md", "README.md"]
    assert len({document.id for document in found.documents}) == 2


def test_ids_are_hashes_of_the_bytes() -> None:
    (document,) = read([File("card.md", CARD)]).documents
    assert document.id == hashlib.sha256(CARD).hexdigest()


def test_the_user_names_the_model() -> None:
    assert read([File("card.md", CARD)], "Supernova").identity.model == "Supernova"
    assert read([File("card.md", CARD)]).identity.model == "Nova 3B"


def test_progress_grows_and_ends() -> None:
    said: list[tuple[str, float]] = []
    scan([File("card.md", CARD)], progress=lambda what, share: said.append((what, share)))
    shares = [share for _, share in said]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert any("card.md" in what for what, _ in said)


class TestGather:
    """Files and folders as the command line names them."""

    def test_a_folder_is_all_its_files_but_hidden_ones(self, tmp_path: Path) -> None:
        (tmp_path / "deep").mkdir()
        (tmp_path / ".git").mkdir()
        for name in ("b.md", "deep/a.txt", ".hidden", ".git/config"):
            (tmp_path / name).write_text(name)
        assert [file.name for file in gather([tmp_path])] == ["b.md", "a.txt"]

    def test_an_empty_folder_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="holds no file"):
            gather([tmp_path])

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="no such file or folder"):
            gather([tmp_path / "nowhere.md"])

    def test_sources_by_name_or_by_path(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one.md", tmp_path / "two.md"
        for path in (one, two):
            path.write_text("x")
        known = {"one.md": Source("https://a.example"), str(two): Source("https://b.example")}
        assert [file.source.url for file in gather([one, two], known)] == [
            "https://a.example",
            "https://b.example",
        ]


@pytest.fixture(scope="module")
def example() -> Dossier:
    """The example's dossier."""
    return scan(example_files(), Options(as_of=date(2026, 11, 25)))


def test_the_run_names_what_it_rests_on(example: Dossier) -> None:
    run = example.run
    assert run.as_of == date(2026, 11, 25)
    assert len(dict(run.corpora)["all"]) == 64
    assert run.models and all(value for _, value in run.models)
    assert run.started <= run.finished
    assert run.commit == commit()


def test_every_obligation_has_a_finding_for_every_variant(example: Dossier) -> None:
    variants = {variant.name for variant in example.model.variants}
    assert variants == {"Ostrea 2 8B", "Ostrea 2 62B"}
    for obligation in obligations():
        covered = [
            name
            for finding in example.findings
            if finding.obligation == obligation.id
            for name in finding.variants
        ]
        assert sorted(covered) == sorted(variants), obligation.id


def test_only_what_is_owed_to_the_public_is_a_public_gap(example: Dossier) -> None:
    by_id = {obligation.id: obligation for obligation in obligations()}
    gaps = [f for f in example.findings if f.outcome is Outcome.GAP_PUBLIC]
    assert gaps
    for finding in gaps:
        obligation = by_id[finding.obligation]
        assert "public" in {audience.value for audience in obligation.audience}, finding.obligation
        assert obligation.binds_provider and not obligation.voluntary
        assert finding.due_from is not None and finding.due_from <= example.run.as_of
        assert finding.elements


def test_what_does_not_apply_is_not_applicable(example: Dossier) -> None:
    verdicts = {(a.obligation, a.variant): a.outcome for a in example.applicability}
    for finding in example.findings:
        for variant in finding.variants:
            if verdicts[finding.obligation, variant] is Verdict.DOES_NOT_APPLY:
                assert finding.outcome is Outcome.NOT_APPLICABLE, finding.obligation


def test_each_verdict_has_its_evidence_or_its_search(example: Dossier) -> None:
    ids = {document.id for document in example.documents}
    for item in example.assessments:
        if item.status is Status.ABSENT:
            assert set(item.searched) == ids
            assert 1 <= len(item.nearest) <= 5
            assert all(near.why_not for near in item.nearest)
        else:
            assert item.evidence
        assert item.because


def test_each_inferred_duty_says_so(example: Dossier) -> None:
    applies = [a for a in example.applicability if a.outcome is Verdict.APPLIES]
    assert any(item.inferred for item in applies)
    for item in example.applicability:
        assert item.because.because
        if item.outcome is Verdict.UNDETERMINED:
            assert item.because.verdict is Tri.UNKNOWN


def test_law_of_an_earlier_day(example: Dossier) -> None:
    early = scan(example_files(), Options(as_of=date(2025, 9, 1)))
    (now,) = [f for f in example.findings if f.obligation == "ACT-53-1-d"]
    (then,) = [f for f in early.findings if f.obligation == "ACT-53-1-d"]
    assert now.outcome is Outcome.GAP_PUBLIC
    assert then.outcome is not Outcome.GAP_PUBLIC
    assert now.id == then.id


def test_a_single_card_is_enough() -> None:
    made = scan([File("card.md", CARD)])
    by_id = {item.element: item for item in made.assessments}
    assert len(by_id) == len(elements())
    assert by_id["parameters_total"].values[0][0].norm == 3e9
    assert by_id["licence"].values[0][0].norm == "Apache-2.0"
    assert by_id["data_size"].values[0][0].norm == 2e12
    assert made.model.provider == "Nova Labs GmbH"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.docx", b"PK\x03\x04broken off"),
        ("report.pdf", b"%PDF-1.7\nbroken off"),
        ("page.html", b""),
        ("report.bin", bytes(range(256)) * 8),
    ],
)
def test_silence_never_rests_on_a_file_that_was_not_read(name: str, data: bytes) -> None:
    alone = {item.element: item for item in scan([File("card.md", CARD)]).assessments}
    made = scan([File("card.md", CARD), File(name, data)])
    for item in made.assessments:
        assert item.status is not Status.ABSENT, item.element
        if not alone[item.element].status.is_gap:
            assert item.status is alone[item.element].status
    missing = next(item for item in made.assessments if item.element == "carbon")
    assert missing.status is Status.NOT_ASSESSED
    assert name in missing.because
    assert not [
        f
        for f in made.findings
        if f.outcome in (Outcome.GAP_PUBLIC, Outcome.GAP_UPCOMING)
        and {"carbon", "training_summary"} & set(f.elements)
    ]
