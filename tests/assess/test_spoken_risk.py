"""Plain passages on tests, the public and risks: stated, half, in passing, elsewhere, another's."""

from __future__ import annotations

import pytest

from tests.assess.spoken import heard

TABLE = "| Benchmark | Nova |\n|---|---|\n| MMLU | 67.3 |\n| GSM8K | 55.1 |\n| HumanEval | 40.2 |"
CASES = (
    # Results and how they came about.
    ("evaluation_results", "disclosed", f"## Evaluation\n\n{TABLE}"),
    ("evaluation_results", "partial", "Nova reaches 67.3% on MMLU."),
    ("evaluation_results", "mentioned", "Nova outperforms models of its size on MMLU."),
    (
        "evaluation_results",
        "referred",
        "For evaluation results, see our [report](https://acme.example/r).",
    ),
    ("evaluation_results", "absent", "Our turnover grew by 12.5% this year."),
    ("evaluation_method", "disclosed", "We evaluated zero-shot with the LM Evaluation Harness."),
    ("evaluation_method", "disclosed", "Scores are 5-shot exact match, averaged over three seeds."),
    ("evaluation_method", "partial", "All scores are 5-shot."),
    ("evaluation_method", "mentioned", "Nova was benchmarked before release."),
    ("evaluation_method", "absent", "Nova is fast and small."),
    # Attacks.
    (
        "adversarial_testing",
        "disclosed",
        "We conducted red teaming with 40 experts.\n\nOur red team found two jailbreaks.",
    ),
    (
        "adversarial_testing",
        "partial",
        "External experts performed adversarial testing before release.",
    ),
    ("adversarial_testing", "mentioned", "Red teaming is important."),
    ("adversarial_testing", "absent", "The team wore red."),
    # Tuning for safety.
    (
        "alignment_and_safety_tuning",
        "partial",
        "Nova was fine-tuned on refusals of harmful requests.",
    ),
    (
        "alignment_and_safety_tuning",
        "partial",
        "A safety classifier filters harmful prompts and was trained by us.",
    ),
    ("alignment_and_safety_tuning", "mentioned", "Nova was aligned with human preferences by DPO."),
    ("alignment_and_safety_tuning", "absent", "Nova is fast and small."),
    # Tests by others.
    (
        "external_evaluation",
        "disclosed",
        "The UK AI Safety Institute tested Nova before its release.",
    ),
    ("external_evaluation", "disclosed", "Nova was audited by the independent Turing Institute."),
    ("external_evaluation", "partial", "An independent third party assessed the model."),
    ("external_evaluation", "mentioned/absent", "We value the views of external experts."),
    ("external_evaluation", "absent", "Third-party libraries are tested in our build."),
    # The public summary.
    (
        "training_summary",
        "disclosed",
        "The [public summary of training content](https://acme.example/s) is online.",
    ),
    (
        "training_summary",
        "disclosed",
        "A summary of the content used for training is at https://acme.example/s.",
    ),
    ("training_summary", "absent", "Nova writes a summary of long texts."),
    ("training_summary", "absent", "A summary of results is in Table 2."),
    # Contact.
    ("documentation_contact", "disclosed", "Questions about the model: team@acme.example"),
    (
        "documentation_contact",
        "disclosed",
        "For documentation requests, write to docs@acme.example.",
    ),
    ("documentation_contact", "disclosed", "**Contact:** nova@acme.example"),
    ("documentation_contact", "partial", "Commercial licences: sales@acme.example"),
    ("documentation_contact", "absent", "Nova scores 45.2 at pass@1."),
    ("documentation_contact", "absent", "Lens makers ask many questions about contact lenses."),
    # The representative and the Code.
    (
        "authorised_representative",
        "disclosed",
        "Our authorised representative in the Union is Acme EU BV, Utrecht.",
    ),
    ("authorised_representative", "disclosed", "**EU representative:** Acme EU BV"),
    (
        "authorised_representative",
        "disclosed",
        "Acme is established in Austria, so no authorised representative is needed.",
    ),
    ("authorised_representative", "absent", "The sample is representative of the population."),
    ("authorised_representative", "absent", "A sales representative will call you."),
    (
        "code_signatory",
        "disclosed",
        "Acme signed the General-Purpose AI Code of Practice in August 2025.",
    ),
    ("code_signatory", "disclosed", "We do not adhere to the Code of Practice."),
    ("code_signatory", "absent", "Our code of conduct applies to contributors."),
    ("code_signatory", "absent", "In practice the code is simple."),
    # The framework.
    ("safety_framework", "disclosed", "Acme's Frontier Safety Framework applies to Nova."),
    ("safety_framework", "disclosed", "Nova was assessed under our Responsible Scaling Policy."),
    (
        "safety_framework",
        "disclosed",
        "Our Safety and Security Framework sets out how we manage risks.",
    ),
    ("safety_framework", "mentioned", "We are committed to responsible AI."),
    ("safety_framework", "absent", "The web framework is safe to use."),
    # Kinds of risk.
    ("risk_cbrn", "partial", "We evaluated whether Nova gives uplift on biological weapons."),
    (
        "risk_cbrn",
        "disclosed",
        "In our evaluation of CBRN risk, Nova scored 12.5% on the virology test.",
    ),
    ("risk_cbrn", "mentioned", "Biological weapons are among the risks of AI."),
    ("risk_cbrn", "absent", "Nova was tested on chemistry questions."),
    ("risk_loss_of_control", "partial", "We tested Nova for self-replication and scheming."),
    ("risk_loss_of_control", "disclosed", "On the self-exfiltration tests, Nova scored 0.0%."),
    ("risk_loss_of_control", "mentioned", "Loss of control is a concern of many researchers."),
    ("risk_loss_of_control", "absent", "The driver lost control of the car."),
    ("risk_cyber_offence", "partial", "Offensive cyber capabilities were assessed by our team."),
    (
        "risk_cyber_offence",
        "disclosed",
        "Nova solved 14.0% of the capture-the-flag tasks in our tests.",
    ),
    ("risk_cyber_offence", "mentioned", "Models could be used to write malware."),
    ("risk_cyber_offence", "absent", "Nova runs on servers of CyberHost."),
    ("risk_harmful_manipulation", "partial", "We evaluated Nova on persuasion."),
    (
        "risk_harmful_manipulation",
        "disclosed",
        "We tested Nova for election interference.\n\nPersuasion was measured with 90 people.",
    ),
    ("risk_harmful_manipulation", "mentioned", "Nova could be used for disinformation."),
    ("risk_harmful_manipulation", "absent", "Nova supports string handling and arithmetic."),
    ("risk_discrimination", "partial", "We measured gender bias in the outputs."),
    ("risk_discrimination", "partial", "Nova may reinforce stereotypes about groups of people."),
    ("risk_discrimination", "mentioned", "Outputs can be biased."),
    ("risk_discrimination", "absent", "Bias terms are omitted in all layers."),
    ("risk_other", "partial", "We assessed child safety and self-harm with dedicated tests."),
    ("risk_other", "partial", "Privacy risks were evaluated by red teaming."),
    ("risk_other", "mentioned", "Nova may produce harmful content."),
    ("risk_other", "absent", "Nova is fast and small."),
    # Tiers, incidents, security, reach.
    ("risk_tier_or_threshold", "partial", "Nova stays below our high capability threshold."),
    ("risk_tier_or_threshold", "partial", "Nova was classified as ASL-2."),
    ("risk_tier_or_threshold", "partial", "Nova is not a model with systemic risk."),
    ("risk_tier_or_threshold", "absent", "The threshold of the classifier is 0.5."),
    ("incident_reporting", "partial", "Please report serious incidents to safety@acme.example."),
    ("incident_reporting", "partial", "We monitor usage of the API for abuse."),
    ("incident_reporting", "absent", "An incident delayed our flight."),
    ("incident_reporting", "absent", "The annual report is online."),
    ("cybersecurity", "partial", "Model weights are encrypted at rest."),
    ("cybersecurity", "partial", "We run a bug bounty programme."),
    ("cybersecurity", "partial", "Report vulnerabilities to security@acme.example."),
    ("cybersecurity", "mentioned", "Cybersecurity is important to us."),
    ("cybersecurity", "absent", "Social security numbers are masked."),
    ("market_reach", "disclosed", "Nova has 2.4 million monthly users in the EU."),
    ("market_reach", "disclosed", "The weights have been downloaded more than 500,000 times."),
    ("market_reach", "disclosed", "Some 12,000 business customers use Nova."),
    (
        "market_reach",
        "absent",
        "Users with more than 700 million monthly active users need a license.",
    ),
    ("market_reach", "absent", "Users like Nova."),
)


@pytest.mark.parametrize(("element", "expected", "text"), CASES)
def test_rule(element: str, expected: str, text: str) -> None:
    _, ruling = heard(element, text)
    assert ruling.status.value in expected.split("/"), ruling.because
    assert bool(ruling.evidence) == (ruling.status.value != "absent")
