"""What invented cards say of risks, and near misses that must not pass for an assessment."""

from __future__ import annotations

import pytest

from pipeline.schema import Facet, RiskStatus
from tests.risks.cards import HEAD, coded, found, told

ALL = {"cbrn", "loss_of_control", "cyber_offence", "harmful_manipulation"}

ASSESSED = """## Frontier risks

### Biological and chemical risk

We ran a wet-lab uplift trial with 40 novices and asked Tern 2 long-form questions on biothreats.
Tern 2 did not reach our High threshold for biological capability.
Pathogen genomes were filtered out of the pre-training data.

### Cyber

Tern 2 was evaluated on 60 capture-the-flag challenges.
It solved 12% of them, fewer than its predecessor.

### Loss of control

External experts tested whether Tern 2 schemes or evades human oversight.
They found no evidence of scheming.

### Persuasion

We did not evaluate persuasion.
"""


def test_each_risk_of_a_full_section_has_its_facets() -> None:
    rows = coded(HEAD + ASSESSED)
    assert {name for name in rows if name in ALL} == ALL
    assert rows["cbrn"].status is RiskStatus.ASSESSED
    assert told(rows["cbrn"]) == {
        Facet.METHOD,
        Facet.THRESHOLD,
        Facet.RESULT,
        Facet.MITIGATION,
    }
    assert rows["cyber_offence"].status is RiskStatus.ASSESSED
    assert told(rows["cyber_offence"]) == {Facet.METHOD, Facet.RESULT}
    assert rows["loss_of_control"].status is RiskStatus.ASSESSED
    assert Facet.RESULT in told(rows["loss_of_control"])
    assert rows["harmful_manipulation"].status is RiskStatus.NOT_EVALUATED


def test_facets_quote_the_sentence_that_tells_them() -> None:
    text = HEAD + ASSESSED
    rows = coded(text)
    (threshold,) = rows["cbrn"].facet(Facet.THRESHOLD)
    assert text[threshold.start : threshold.end].startswith("Tern 2 did not reach our High")
    (mitigation,) = rows["cbrn"].facet(Facet.MITIGATION)
    assert "filtered out" in text[mitigation.start : mitigation.end]
    assert rows["cyber_offence"].because == (
        "2 passages: method and result stated; no threshold or mitigation found."
    )


def test_passages_carry_sources_and_labels_of_drafts() -> None:
    rows = coded(HEAD + ASSESSED)
    cyber = {one.code for one in rows["cyber_offence"].codes}
    assert "d1/cyber_offence" in cyber
    control = {one.code for one in rows["loss_of_control"].codes}
    assert {"capability/evade_oversight", "d1/loss_of_control"} <= control
    assert rows["capability/evade_oversight"].status is RiskStatus.ASSESSED


def test_a_passage_may_carry_several_risks() -> None:
    text = (
        HEAD
        + "## Safety\n\nWe red-teamed Tern 2 for biological weapons, offensive cyber operations "
        "and disinformation.\n"
    )
    rows = coded(text)
    for name in ("cbrn", "cyber_offence", "harmful_manipulation"):
        assert rows[name].status is RiskStatus.ASSESSED, name
    assert rows["loss_of_control"].status is RiskStatus.SILENT
    (quote, one) = found(text)[0]
    assert {"cbrn", "cyber_offence", "harmful_manipulation"} <= one.passage.named
    assert quote.startswith("We red-teamed")


def test_silence_is_silent_where_all_was_searched_and_names_the_documents() -> None:
    rows = coded(HEAD + "It has 3 billion parameters.\n")
    assert {rows[name].status for name in ALL} == {RiskStatus.SILENT}
    assert all(len(rows[name].searched) == 1 for name in ALL)
    assert set(rows) == ALL


def test_silence_is_not_assessed_where_a_document_could_not_be_searched() -> None:
    rows = coded(HEAD, "", names=("card.md", "report.pdf"))
    assert {rows[name].status for name in ALL} == {RiskStatus.NOT_ASSESSED}
    assert "report.pdf could not be searched" in rows["cbrn"].because


POLICY = """# Acceptable use policy of Tern 2

You agree not to use Tern 2 to:

- make chemical, biological or nuclear weapons
- write malware or carry out cyber attacks
- run disinformation campaigns or manipulate voters
"""


def test_forbidden_uses_are_no_assessment() -> None:
    rows = coded(POLICY, names=("policy.md",))
    for name in ("cbrn", "cyber_offence", "harmful_manipulation"):
        assert rows[name].status is RiskStatus.FORBIDDEN, name
        assert not rows[name].facets
        assert "no assessment" in rows[name].because
    assert rows["loss_of_control"].status is RiskStatus.SILENT


def test_an_assessment_beside_a_policy_wins() -> None:
    rows = coded(HEAD + ASSESSED, POLICY)
    assert rows["cbrn"].status is RiskStatus.ASSESSED
    first = rows["cbrn"].evidence[0]
    assert first.document == rows["cbrn"].facet(Facet.METHOD)[0].document


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("We evaluated loss of control of the vehicle in icy conditions.", "loss_of_control"),
        ("We tested manipulation of images and of objects by the robot.", "harmful_manipulation"),
        ("We tested the cyber security of our API and of our offices.", "cyber_offence"),
        ("Tern 2 was evaluated on a chemistry exam and a nuclear physics exam.", "cbrn"),
        ("The team has experts in cybersecurity and law.", "cyber_offence"),
        ("Self-improvement books are part of the data that we tested.", "loss_of_control"),
        ("It scored 71% on BioASQ and 64% on ChemBench.", "cbrn"),
        ("We measured string manipulation in Python.", "harmful_manipulation"),
        ("Remote control of the camera was tested.", "loss_of_control"),
        ("The system is tested for its defences against cyber attacks.", "cyber_offence"),
        ("We tested whether it holds back a bias term for each expert.", "discrimination"),
        ("Length bias of the judge was measured.", "discrimination"),
        ("We assessed how child processes are started.", "csam"),
    ],
)
def test_words_that_sound_alike_name_no_risk(text: str, risk: str) -> None:
    row = coded(f"{HEAD}## Evaluation\n\n{text}\n").get(risk)
    assert row is None or row.status is RiskStatus.SILENT


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Developers should test for biological weapons risks.", RiskStatus.MENTIONED),
        ("We plan to evaluate biological weapons risks next year.", RiskStatus.MENTIONED),
        ("GPT-4 reached 80% on WMDP, the biological weapons test.", RiskStatus.MENTIONED),
        ("Tern 2 has not been tested for biological weapons risks.", RiskStatus.NOT_EVALUATED),
        ("Like any model it may raise biological weapons risks.", RiskStatus.MENTIONED),
        ("Data on biological weapons was removed from the corpus.", RiskStatus.MITIGATED),
        ("Tern 2 scored 31% on WMDP.", RiskStatus.ASSESSED),
        ("We assessed biological weapons risks with experts.", RiskStatus.ASSESSED),
        ("It must not be used to build biological weapons.", RiskStatus.FORBIDDEN),
        (
            "We ran our tests on biological weapons, a topic of our usage policy.",
            RiskStatus.ASSESSED,
        ),
        ("With all safeguards turned off it speaks of biological weapons.", RiskStatus.MENTIONED),
        ("Guardrails could help against biological weapons risks.", RiskStatus.MENTIONED),
        ("Prior work evaluated biological weapons risks of language models.", RiskStatus.MENTIONED),
        (
            "On biological weapons tasks Tern 2 did not perform better than a search engine.",
            RiskStatus.ASSESSED,
        ),
    ],
)
def test_what_is_said_of_a_risk_decides_its_status(text: str, status: RiskStatus) -> None:
    assert coded(f"{HEAD}## Safety\n\n{text}\n")["cbrn"].status is status


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("We removed documents on nerve agents from the corpus.", True),
        ("Classifiers block requests on pathogen synthesis.", True),
        ("Access to tools for biological weapons research is limited to vetted users.", True),
        ("Tern 2 was trained to refuse requests on biological weapons.", True),
        ("We monitor use for biological weapons misuse.", True),
        ("It is hard to mitigate biological weapons risks.", False),
        ("Whether filters stop biological weapons attacks remains to be seen.", False),
        ("Mitigations for biological weapons risks are left to deployers.", False),
        ("No safeguards against biological weapons risks are in place.", False),
        ("Refusals on biological weapons can be circumvented by fine-tuning.", False),
    ],
)
def test_a_measure_counts_where_it_is_taken(text: str, done: bool) -> None:
    row = coded(f"{HEAD}## Safety\n\n{text}\n")["cbrn"]
    assert row.status is (RiskStatus.MITIGATED if done else RiskStatus.MENTIONED)


def test_a_rivals_row_is_left_out_and_the_own_row_is_a_result() -> None:
    text = (
        HEAD + "## Safety\n\n| Model | WMDP bio |\n|---|---|\n| GPT-4 | 61.2 |\n| Tern 2 | 31.4 |\n"
    )
    row = coded(text)["cbrn"]
    assert [text[span.start : span.end] for span in row.evidence] == ["| Tern 2 | 31.4 |"]
    assert told(row) == {Facet.METHOD, Facet.RESULT}


def test_a_finding_under_a_heading_on_uses_not_meant_is_a_finding() -> None:
    text = (
        HEAD
        + "## Out-of-scope uses\n\nBuilding biological weapons.\n\n"
        + "We tested Tern 2 for biological weapons risks.\n"
    )
    assert coded(text)["cbrn"].status is RiskStatus.ASSESSED
    assert coded(text[: text.index("We tested")])["cbrn"].status is RiskStatus.FORBIDDEN


def test_a_lists_first_sentence_tells_what_its_items_are() -> None:
    text = HEAD + "## Safety\n\nWe filtered out data on:\n\n- biological weapons\n- horse races\n"
    row = coded(text)["cbrn"]
    assert row.status is RiskStatus.MITIGATED
    assert [text[span.start : span.end] for span in row.evidence] == ["biological weapons"]


def test_text_in_code_dialogues_and_references_is_left_out() -> None:
    text = HEAD + "## Use\n\n```\n# we evaluated biological weapons risks\n```\n"
    assert coded(text)["cbrn"].status is RiskStatus.SILENT


def test_a_heading_leads_its_section_and_no_further() -> None:
    text = (
        HEAD + "## Frontier risks\n\n### Cyber\n\nWe ran twelve exercises with experts.\n\n"
        "## Training\n\nWe ran twelve jobs with experts.\n"
    )
    (only,) = coded(text)["cyber_offence"].evidence
    assert text[only.start : only.end] == "We ran twelve exercises with experts."


def test_a_heading_that_may_mean_defence_leads_only_where_its_section_names_the_risk() -> None:
    domain = "## Cybersecurity\n\nWe evaluate Tern 2 on questions about firewalls.\n"
    assert coded(HEAD + domain)["cyber_offence"].status is RiskStatus.SILENT
    attack = "## Cybersecurity\n\nWe evaluate Tern 2.\n\nCyber attacks are tried on a range.\n"
    assert len(coded(HEAD + attack)["cyber_offence"].evidence) == 2


def test_a_title_does_not_lead_the_whole_document() -> None:
    text = (
        "# Tern 2 cyber capability report\n\nTern 2 has 3 billion parameters.\n\n"
        "## Data\n\nWe tested data quality with experts.\n\n## Energy\n\nWe measured energy use.\n"
    )
    assert coded(text)["cyber_offence"].status is RiskStatus.SILENT
