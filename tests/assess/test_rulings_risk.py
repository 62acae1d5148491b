"""Rules on compute, energy, evaluation, rights, contacts and risks."""

from __future__ import annotations

import pytest

from tests.assess.ruled import field, row, say, status

MAIL = "Please send questions about the model to hello@acme.example."


@pytest.mark.parametrize(
    ("element", "text", "expected"),
    [
        ("training_time", "Training took 2.788M H800 GPU hours.", "disclosed"),
        ("training_time", "Training used 64 GPUs.", "absent"),
        ("training_compute", "Training used 1.8e24 FLOPs.", "disclosed"),
        ("training_compute", "Each GPU reaches 180 TFLOPS.", "mentioned"),
        ("training_hardware", "Nova was trained on 2048 NVIDIA H800 GPUs.", "disclosed"),
        ("training_hardware", "Nova was trained on TPUs.", "partial"),
        ("training_hardware", "Inference runs on 8 A100 GPUs.", "absent"),
        ("energy_training", "Training consumed 433 MWh.", "disclosed"),
        ("energy_training", "The hardware has a TDP of 700W.", "partial"),
        ("carbon", "Emissions were 390 tons CO2eq.", "disclosed"),
        ("carbon", "The carbon footprint matters.", "mentioned"),
        ("inference_compute", "It reaches a throughput of 5K tokens/s.", "mentioned"),
        ("inference_compute", "Generation takes 0.3 Wh per query.", "disclosed"),
    ],
)
def test_compute_and_energy(element: str, text: str, expected: str) -> None:
    assert status(element, say(text)) == expected


def test_an_empty_template_field_is_a_placeholder() -> None:
    assert status("carbon", field("Carbon Emitted", "[More Information Needed]")) == "placeholder"
    assert status("carbon", field("Carbon Emitted", "12 tons")) == "disclosed"


def test_results_need_scores() -> None:
    rows = [
        row(f"{name} | Nova: {score}", "Evaluation")
        for name, score in (("MMLU", "67.3"), ("GSM8K", "55.1"), ("MBPP", "40.2"))
    ]
    assert status("evaluation_results", *rows) == "disclosed"
    assert status("evaluation_results", rows[0]) == "partial"
    claim = say("Nova outperforms others on MMLU.")
    assert status("evaluation_results", claim) == "mentioned"
    pointing = say(
        "For evaluation results see our technical report.", links=("https://acme.example/r",)
    )
    assert status("evaluation_results", pointing) == "referred"


def test_evaluation_method_counts_what_is_told() -> None:
    setup = "Nova was evaluated zero-shot with the LM Evaluation Harness."
    assert status("evaluation_method", say(setup)) == "disclosed"
    assert status("evaluation_method", say("The table shows 5-shot numbers.")) == "partial"
    assert status("evaluation_method", say("It aligns with human preference.")) in {
        "absent",
        "partial",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We conducted red teaming before release.", "partial"),
        ("Red teaming is important.", "mentioned"),
        ("The team wore red.", "absent"),
    ],
)
def test_adversarial_testing(text: str, expected: str) -> None:
    assert status("adversarial_testing", say(text)) == expected


def test_alignment_without_safety_is_only_mentioned() -> None:
    element = "alignment_and_safety_tuning"
    assert status(element, say("Nova was aligned by DPO.")) == "mentioned"
    assert (
        status(element, say("Nova was fine-tuned with data on safety and refusals.")) == "partial"
    )
    advice = "We recommend additional testing around safety when fine-tuning."
    assert status(element, say(advice)) == "absent"


def test_independent_parties_count_by_name() -> None:
    named = "The AI Safety Institute, an independent body, tested the model."
    assert status("external_evaluation", say(named)) == "disclosed"
    unnamed = "Results were independently verified by another lab."
    assert status("external_evaluation", say(unnamed)) == "partial"
    rights = "It must not violate third-party rights."
    assert status("external_evaluation", say(rights)) == "absent"


def test_own_crawlers_are_not_common_crawl() -> None:
    assert status("crawlers", say("Our crawler respects robots.txt.")) == "disclosed"
    assert status("crawlers", say("Data come from Common Crawl.")) == "mentioned"
    assert status("crawlers", field("Were crawlers used by the provider?", "No")) == "disclosed"


def test_opt_outs() -> None:
    assert status("tdm_opt_out", say("We honour opt-outs and robots.txt.")) == "disclosed"
    assert status("tdm_opt_out", say("We honour guests.")) == "absent"


def test_a_contact_for_another_purpose_is_half() -> None:
    assert status("documentation_contact", say(MAIL)) == "disclosed"
    sales = "To apply for a commercial license, contact us at sales@acme.example."
    assert status("documentation_contact", say(sales)) == "partial"
    chat = field("Discord", "https://discord.example/acme")
    assert status("documentation_contact", chat) == "mentioned"
    assert status("documentation_contact", say("The pass@1 score is high.")) == "absent"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((field("Authorised representative name and contact details", "N/A"),), "disclosed"),
        ((field("Authorised representative name and contact details", ""),), "absent"),
        ((say("The house of representatives met."),), "absent"),
    ],
)
def test_authorised_representative(parts: tuple, expected: str) -> None:
    found = status("authorised_representative", *parts)
    assert found == expected


def test_code_of_practice() -> None:
    assert status("code_signatory", say("Acme is a signatory of the Code of Practice.")) == (
        "disclosed"
    )
    assert status("code_signatory", say("Acme has a code of conduct.")) == "absent"


@pytest.mark.parametrize(
    ("element", "assessed", "named"),
    [
        ("risk_cbrn", "We assessed CBRN risks in uplift tests.", "CBRN risks exist."),
        (
            "risk_cyber_offence",
            "We evaluated cyber attack capability.",
            "It might write malware.",
        ),
        (
            "risk_loss_of_control",
            "We evaluated AI self-improvement.",
            "Deception is a concern.",
        ),
        ("risk_other", "Child safety was assessed by experts.", "Privacy matters."),
    ],
)
def test_a_risk_is_assessed_or_only_named(element: str, assessed: str, named: str) -> None:
    assert status(element, say(assessed)) == "partial"
    assert status(element, say(named)) == "mentioned"
    assert status(element, say("Tea was served.")) == "absent"


def test_systemic_risk_class_and_reach() -> None:
    classed = "Nova is a model without foreseeable systemic risk."
    assert status("risk_tier_or_threshold", say(classed)) == "partial"
    assert status("market_reach", say("Nova has 700 million users.")) == "disclosed"
    clause = "The license ends at 700 million monthly active users."
    assert status("market_reach", say(clause)) == "absent"


def test_a_reporting_channel_and_a_bug_bounty_are_half() -> None:
    text = "An output reporting mechanism and a bug bounty program are in place."
    assert status("incident_reporting", say(text)) == "partial"
    assert status("cybersecurity", say(text)) == "partial"
    assert status("cybersecurity", say("Grouped gated units are used.")) == "absent"
