"""Fields of a form: status, condition, days, recipients and order of quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.forms import form, forms
from pipeline.catalogue.obligations import obligations
from pipeline.schema import (
    About,
    Applicability,
    Assessment,
    Claim,
    Dossier,
    Relation,
    Relief,
    Status,
    Tri,
    Value,
    Verdict,
)
from pipeline.schema.forms import OfficialField
from pipeline.view import form_words as words
from pipeline.view.form_rows import FieldRow, FieldStatus, FormView
from pipeline.view.forms import Catalogue, form_view
from pipeline.view.when import Stage
from tests.forms_example import (
    BRANCHES,
    LATE,
    PLACED,
    box,
    card,
    dossier,
    row,
    stated,
    summary,
)

CATALOGUE = Catalogue(elements(), obligations(), {})


def view(
    found: Dossier, name: str = "summary", official: dict[str, OfficialField] | None = None
) -> FormView:
    return form_view(found, form(name), replace(CATALOGUE, official=official or {}))


def field(found: FormView, name: str) -> FieldRow:
    return next(r for r in (*found.publication, *found.rows) if r.field.id == name)


def status(name: str, found: Sequence[Assessment], claims: Sequence[Claim] = ()) -> FieldStatus:
    return field(view(dossier(found, claims)), name).status


@pytest.mark.parametrize("found", forms(), ids=lambda found: found.id)
def test_every_field_of_every_form_is_there_once_in_order(found: object) -> None:
    shown = form_view(dossier(), found, CATALOGUE)  # type: ignore[arg-type]
    assert [r.field for r in shown.rows] == list(shown.form.fields)
    assert sum(shown.counts.values()) == len(shown.form.fields)
    in_sections = [r.field.id for key, _ in shown.form.sections for r in shown.section(key)]
    assert len(in_sections) == len(shown.rows) + len(shown.publication)


def test_what_the_summary_states_what_another_document_states_and_silence() -> None:
    in_summary = stated("data_languages", summary(), "text in Maltese")
    in_card = stated("model_name", card(), "Plover 3 has")
    assert status("TCS-1.3-lang", [in_summary]) is FieldStatus.STATED
    assert status("TCS-1.2-names", [in_card]) is FieldStatus.ELSEWHERE
    assert status("TCS-1.2-names", []) is FieldStatus.NOT_FOUND


def test_only_the_summary_tells_its_own_version() -> None:
    of_card = stated("doc_version_or_date", card(), "Version 7")
    found = field(view(dossier([of_card])), "TCS-0-version")
    assert found.status is FieldStatus.NOT_FOUND
    assert [answer.quotes for answer in found.answers] == [()]
    of_summary = stated("doc_version_or_date", summary(), "Version: 2")
    assert status("TCS-0-version", [of_summary]) is FieldStatus.STATED


def test_a_summary_of_another_model_is_none() -> None:
    foreign = replace(summary(), about=About("Rival 1", "1", (), Relation.OTHER))
    item = stated("data_languages", summary(), "text in Maltese")
    found = view(dossier([item], documents=(foreign, card())))
    assert field(found, "TCS-1.3-lang").status is FieldStatus.ELSEWHERE
    assert "No published summary of this model" in found.notes[0]
    assert "summary.pdf" in view(dossier([item])).notes[0]


def test_words_on_all_data_are_no_answer_on_one_kind_of_source() -> None:
    item = stated("data_modality", summary(), "text in Maltese")
    assert status("TCS-1.3-modality", [item]) is FieldStatus.STATED
    assert status("TCS-2.1-modality", [item]) is FieldStatus.GENERAL
    assert status("TCS-2.1-modality", []) is FieldStatus.CONDITION_UNKNOWN


def test_a_field_whose_question_is_answered_no_does_not_apply_and_is_no_gap() -> None:
    no = box(summary(), "synthetic", "data_provenance", "Synthetic data used? No", "no")
    found = view(dossier([], [no]))
    assert field(found, "TCS-2.5-used").status is FieldStatus.STATED
    assert field(found, "TCS-2.5-used").answers[0].values == ("No",)
    gated = field(found, "TCS-2.5-gpai")
    assert gated.status is FieldStatus.DOES_NOT_APPLY
    assert gated.condition is not None and gated.condition.holds is Tri.NO
    assert words.owed(gated, 1) == "does not apply"
    # The same field without an answer: unknown, not ruled out.
    open_ = field(view(dossier()), "TCS-2.5-gpai")
    assert open_.status is FieldStatus.CONDITION_UNKNOWN
    assert words.condition(open_).startswith("If synthetic data was used: not known.")


def test_a_field_whose_question_is_answered_yes_is_not_found() -> None:
    yes = box(summary(), "licensed", "data_provenance", "Licensed data? Yes", "yes")
    found = field(view(dossier([], [yes])), "TCS-2.2.1-modality")
    assert found.status is FieldStatus.NOT_FOUND
    assert found.words == "not found"


def test_either_kind_of_user_data_opens_its_modality_and_both_must_deny_it() -> None:
    no = box(summary(), "user_data", "data_provenance", "Version: 2", "no")
    also_no = box(summary(), "user_services", "data_provenance", "Version: 2", "no")
    also_yes = box(summary(), "user_services", "data_provenance", "Version: 2", "yes")

    def holds(*claims: Claim) -> Tri:
        condition = field(view(dossier([], claims)), "TCS-2.4-modality").condition
        assert condition is not None
        return condition.holds

    assert holds(no) is Tri.UNKNOWN
    assert holds(no, also_no) is Tri.NO
    assert holds(no, also_yes) is Tri.YES


def test_whether_private_data_sets_are_publicly_known_no_answer_tells() -> None:
    yes = box(summary(), "private", "data_provenance", "Version: 2", "yes")
    found = view(dossier([], [yes]))
    assert field(found, "TCS-2.2.2-known").status is FieldStatus.CONDITION_UNKNOWN
    assert field(found, "TCS-2.2.2-unknown").status is FieldStatus.NOT_FOUND


def test_boxes_that_disagree_and_boxes_that_cannot_be_told() -> None:
    yes = box(summary(), "synthetic", "data_provenance", "Licensed data? Yes", "yes")
    no = box(summary(), "synthetic", "data_provenance", "Synthetic data used? No", "no")
    unclear = box(summary(), "synthetic", "data_provenance", "Version: 2", "indeterminate")
    assert status("TCS-2.5-used", [], [yes, no]) is FieldStatus.CONTRADICTED
    assert status("TCS-2.5-used", [], [unclear]) is FieldStatus.NOT_JUDGED
    assert status("TCS-2.5-gpai", [], [yes, no]) is FieldStatus.CONDITION_UNKNOWN


def test_the_duty_decides_where_the_form_does_not_and_a_conflict_is_unknown() -> None:
    ruled_out = [row("TCS-2.3-names", Verdict.DOES_NOT_APPLY)]
    found = field(view(dossier([], [], ruled_out)), "TCS-2.3-names")
    assert found.status is FieldStatus.DOES_NOT_APPLY
    yes = box(summary(), "crawled", "crawlers", "Crawlers used? Yes", "yes")
    clash = field(view(dossier([], [yes], ruled_out)), "TCS-2.3-names")
    assert clash.condition is not None and clash.condition.holds is Tri.UNKNOWN
    assert "disagree" in clash.condition.because


def test_a_form_that_is_not_owed_at_all_tells_nothing_of_one_fields_condition() -> None:
    all_out = [
        row("ACT-53-1-d", Verdict.DOES_NOT_APPLY),
        row("TCS-1.1-ar", Verdict.DOES_NOT_APPLY),
    ]
    found = field(view(dossier([], [], all_out)), "TCS-1.1-ar")
    assert found.condition is not None and found.condition.holds is Tri.UNKNOWN
    assert found.status is FieldStatus.CONDITION_UNKNOWN


def test_variants_for_which_a_condition_differs_leave_it_open() -> None:
    differing = [
        row("TCS-MOD", Verdict.DOES_NOT_APPLY, variant="9B"),
        row("TCS-MOD", variant="9B Chat"),
    ]
    found = field(view(dossier([], [], differing, variants=("9B", "9B Chat"))), "TCS-MOD")
    assert found.condition is not None
    assert (found.condition.holds, found.condition.because) == (
        Tri.UNKNOWN,
        "It differs between variants.",
    )
    assert [(item.variants, item.when.stage) for item in found.owed] == [
        (("9B",), Stage.NOT_OWED),
        (("9B Chat",), Stage.NOW),
    ]


def test_fields_that_no_element_holds_and_silence_in_the_elements_words() -> None:
    assert status("TCS-1.3-comments", []) is FieldStatus.NOT_READ
    declined = Assessment("data_size", Status.DECLINED, (), (), "", (summary().id,))
    found = field(view(dossier([declined])), "TCS-1.3-size")
    assert (found.status, found.words) == (FieldStatus.NOT_FOUND, "declined")


def test_a_field_that_could_not_be_judged() -> None:
    unread = Assessment("data_size", Status.NOT_ASSESSED, (), (), "", ())
    assert status("TCS-1.3-size", [unread]) is FieldStatus.NOT_JUDGED


def test_the_form_of_who_has_not_signed_still_shows_what_is_stated() -> None:
    unsigned = [
        row(o.id, Verdict.DOES_NOT_APPLY)
        for o in obligations()
        if o.id.startswith(("MDF-", "COP-T-"))
    ]
    found = view(dossier([stated("model_name", card(), "Plover 3 has")], [], unsigned), "mdf")
    name = field(found, "MDF-model-name")
    assert name.status is FieldStatus.STATED
    assert {item.when.stage for item in name.owed} == {Stage.NOT_OWED}
    assert {c.outcome for c in found.carriers} == {Verdict.DOES_NOT_APPLY}


def test_a_recipient_sees_the_own_fields_only() -> None:
    mdf = form("mdf")
    counts = {
        recipient.id: len(form_view(dossier(), mdf, CATALOGUE, recipient).rows)
        for recipient in mdf.recipients
    }
    # Counted in the table of the legal brief.
    assert counts == {"aio": 36, "nca": 36, "dp": 24}
    of_dp = form_view(dossier(), mdf, CATALOGUE, mdf.recipients[2])
    assert "MDF-size-exact" not in {r.field.id for r in of_dp.rows}
    assert "MDF-input-maxsize" in {r.field.id for r in of_dp.rows}


def test_days_now_later_open_and_both_branches() -> None:
    def one(*applicability: Applicability) -> str:
        return words.owed(field(view(dossier([], [], applicability)), "TCS-1.3-size"), 1)

    assert one() == f"since {PLACED}"
    assert one(row("TCS-1.3-size", day=LATE)) == f"from {LATE}"
    assert one(row("TCS-1.3-size", Verdict.UNDETERMINED)) == "open whether it is owed"
    both = one(row("TCS-1.3-size", branches=BRANCHES))
    assert both == "from 2027-08-02 if placed before; from 2025-08-02 if placed on or after"


def test_the_quotation_that_begins_with_the_official_label_comes_first() -> None:
    item = stated("provider_name", summary(), "Plover 3\nProvider: Tern Works")
    labelled = stated("provider_name", summary(), "Provider: Tern Works, mail@tern.example")
    both = replace(item, evidence=(*item.evidence, *labelled.evidence))
    label = {"TCS-1.1-provider": OfficialField("Provider", (), "form", "2025-12-05")}
    plain = field(view(dossier([both])), "TCS-1.1-provider").answers[0].quotes
    ordered = field(view(dossier([both]), official=label), "TCS-1.1-provider").answers[0].quotes
    assert plain[0].text.startswith("Plover 3") and ordered[0].text.startswith("Provider:")
    assert set(plain) == set(ordered)


def test_quotations_of_the_summary_come_before_those_of_other_documents() -> None:
    one = stated("model_name", card(), "Plover 3 has")
    two = stated("model_name", summary(), "content of Plover 3")
    both = replace(one, evidence=(*one.evidence, *two.evidence))
    found = field(view(dossier([both])), "TCS-1.2-names").answers[0].quotes
    assert [quoted.place for quoted in found] == ["summary.pdf, page 1", "card.md, line 3"]
    in_mdf = field(view(dossier([both]), "mdf"), "MDF-model-name").answers[0].quotes
    assert [quoted.place for quoted in in_mdf] == ["card.md, line 3", "summary.pdf, page 1"]


def test_words_for_recipients_and_flags() -> None:
    found = view(dossier(), "mdf")
    assert words.recipients(field(found, "MDF-model-name")) == (
        "AI Office on request; national authorities on a request of the AI Office; "
        "downstream providers without being asked"
    )
    flag = field(found, "MDF-hardware").field.confidence
    assert flag is not None and "uncertain, unverified" in words.CONFIDENCE_WORDS[flag]
    assert any("third draft" in note for note in found.notes)
    assert not any("third draft" in note for note in view(dossier()).notes)


def test_whether_the_form_is_owed_is_said_once_and_of_whom_the_reason_is() -> None:
    names = ("9B", "9B Chat", "900B")
    rows = [
        row(duty, Verdict.DOES_NOT_APPLY, variant=name)
        for duty in ("ACT-53-1-b", "ACT-53-1-b-i", "ACT-53-1-b-ii")
        for name in names
    ]
    other = [
        replace(item, because=replace(item.because, because=f"Reason of {item.variant}."))
        for item in rows
    ]
    told = words.carriers(view(dossier([], [], other, variants=names), "annex-xii"))
    assert told == (
        ("Art. 53(1)(b), Art. 53(1)(b)(i), Art. 53(1)(b)(ii) + Annex XII", Stage.NOT_OWED,
         "not owed. 9B: Reason of 9B."),
    )  # fmt: skip
    apart = [*other[:2], *(row(item.obligation, variant="900B") for item in other[2:3])]
    found = view(dossier([], [], apart, variants=names), "annex-xii").carriers
    assert [(c.variants, c.outcome) for c in found[:2]] == [
        (("9B", "9B Chat"), Verdict.DOES_NOT_APPLY),
        (("900B",), Verdict.APPLIES),
    ]
    first = words.carriers(view(dossier([], [], apart, variants=names), "annex-xii"))[0]
    assert first[2] == "9B, 9B Chat: not owed. 9B: Reason of 9B."


def test_what_is_simpler_for_smaller_providers_stands_with_its_field_and_duty() -> None:
    relief = Relief("P", "Template, note", "2025-12-05", ("sme",), "A short list will do.", "copy",
                    False)  # fmt: skip
    made = dossier()
    findings = tuple(
        replace(item, reliefs=(relief,))
        if item.obligation in ("TCS-2.3-domains", "ACT-53-1-d")
        else item
        for item in made.findings
    )
    found = view(replace(made, findings=findings))
    (told,) = field(found, "TCS-2.3-domains").simpler
    assert "A short list will do. (Template, note, edition 2025-12-05" in told
    assert told in found.notes
    assert field(found, "TCS-2.3-names").simpler == ()


def test_a_day_before_the_edition_of_the_form_is_told() -> None:
    made = dossier()
    early = replace(made, run=replace(made.run, as_of=date(2025, 12, 4)))
    assert "not yet published" in view(early).notes[0]
    on_the_day = replace(made, run=replace(made.run, as_of=date(2025, 12, 5)))
    assert "not yet published" not in view(on_the_day).notes[0]


def test_a_yes_to_one_question_is_no_value_of_another_field() -> None:
    value = (Value("Yes", "yes"), None), (Value("public web", "public web"), None)
    item = replace(stated("data_provenance", summary(), "text in Maltese"), values=value)
    found = view(dossier([item]))
    assert field(found, "TCS-2.1-other").answers[0].values == ("public web",)


def test_what_does_not_apply_quotes_nothing_on_the_data_as_a_whole() -> None:
    no = box(summary(), "synthetic", "data_provenance", "Synthetic data used? No", "no")
    item = stated("data_modality", summary(), "text in Maltese")
    found = view(dossier([item], [no]))
    assert field(found, "TCS-2.5-modality").answers == ()
    assert field(found, "TCS-2.1-modality").answers != ()
