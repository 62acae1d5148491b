"""The matrix of risks: every specified risk has a row, every cell its quotations."""

from __future__ import annotations

from pipeline.catalogue.risks import by_id, crosswalk, entries, titles
from pipeline.export.risks import matrix_lines, taxonomy_json, taxonomy_lines
from pipeline.schema import Facet, RiskStatus
from pipeline.view.risks import risk_rows, silent, source_rows
from tests.examples import dossier
from tests.wire.test_risks import with_risks


def test_rows_have_words_types_and_quotations() -> None:
    first, second = risk_rows(with_risks(), by_id())
    assert first.name == "Chemical, biological, nuclear (CBRN)"
    assert first.words == "assessed"
    assert first.specified
    assert first.types == ("Public health", "Safety", "Public security")
    assert first.locator.endswith("Appendix 1.4(1)")
    (method,) = first.facets[Facet.METHOD]
    assert method.text == "Nova 7B has 7 billion parameters"
    assert method.place.startswith("card.md, line 3")
    assert first.facets[Facet.THRESHOLD] == ()
    assert second.status is RiskStatus.SILENT
    assert silent((first, second)) == ("Loss of control",)


def test_codes_say_which_are_labels_of_a_draft() -> None:
    (first, _) = risk_rows(with_risks(), by_id())
    weapons, intent = first.codes
    assert (weapons.name, weapons.superseded) == ("CBRN and other weapons", False)
    assert (intent.name, intent.superseded) == ("Intent: intentional", True)


def test_a_dossier_without_coded_risks_has_no_matrix() -> None:
    assert risk_rows(dossier(), by_id()) == ()
    assert source_rows(dossier(), by_id()) == ()
    assert list(matrix_lines(dossier(), by_id())) == []


def test_matrix_counts_the_passages_of_each_facet() -> None:
    lines = [line for line, _ in matrix_lines(with_risks(), by_id())]
    (row,) = [
        line for line in lines if line.startswith("  Chemical, biological") and "“" not in line
    ]
    assert row.split()[-5:] == ["assessed", "1", "–", "2", "–"]
    (quiet,) = [line for line in lines if line.startswith("  Loss of control")]
    assert max(map(len, lines[: lines.index(quiet) + 1])) <= 100
    assert quiet.split()[-5:] == ["silent", "–", "–", "–", "–"]


def test_taxonomy_marks_drafts_and_what_they_rest_on() -> None:
    text = "\n".join(taxonomy_lines(entries(), crosswalk(), titles()))
    assert text.count("SUPERSEDED") == 2
    assert "(unverified)" in text
    assert text.index("final (10 July 2025)") < text.index("first draft")
    data = taxonomy_json(entries(), crosswalk(), titles())
    assert [t["status"] for t in data["taxonomies"]] == ["final", "superseded", "superseded"]
    assert len(data["crosswalk"]) == len(crosswalk())
