"""What a document withholds or leaves blank, for every element: rule and whole assessment."""

from __future__ import annotations

import pytest

from pipeline.assess import topics as named
from pipeline.assess.topics import names, topics
from pipeline.catalogue.elements import by_id
from pipeline.errors import BadCorpus
from tests.assess.spoken import document, heard, judged
from tests.assess.withheld import DECLINED, HEADINGS, KEYS

#: Element -> sentences on a refusal that is another's, or that comes with a statement of its own.
NOT_REFUSED = (
    ("parameters_total", "disclosed", "Nova has 7 billion parameters; the data is not disclosed."),
    ("training_compute", "absent", "Other providers do not disclose the compute used in training."),
    ("data_size", "absent", "Most companies do not disclose the number of training tokens."),
    ("carbon", "absent", "We do not disclose the names of the authors."),
    ("market_reach", "absent", "We do not share your personal data with third parties."),
    ("data_named_sources", "disclosed", "Not all datasets are disclosed, but we trained on Common "
     "Crawl and Wikipedia."),
    ("licence", "disclosed", "The weights are under the MIT License; our prices are confidential."),
    ("architecture", "absent", "The reviewers did not disclose their names."),
)  # fmt: skip

#: Ways to say the same of one element.
WAYS = (
    "We do not disclose {it}.",
    "We don't disclose {it}.",
    "Acme does not disclose {it} for competitive reasons.",
    "We cannot disclose {it}.",
    "We will not reveal {it}.",
    "We decline to share {it}.",
)
WHAT = {
    "parameters_total": "the number of parameters",
    "training_compute": "the training compute",
    "data_size": "the size of the training data",
    "training_hardware": "the hardware used for training",
    "energy_training": "the energy consumption of training",
    "data_provenance": "the sources of the training data",
}
BLANKS = ("[More Information Needed]", "TBD", "TBA", "Coming soon", "To be added", "*TODO*")


@pytest.mark.parametrize("element", DECLINED)
def test_a_refusal_is_declined_by_rule_and_by_judge(element: str) -> None:
    read, ruling = heard(element, DECLINED[element])
    assert ruling.status.value == "declined", ruling.because
    one = judged(element, read)
    assert one.status.value == "declined", one.because
    assert DECLINED[element] in [read.quote(span) for span in one.evidence]
    assert one.values == ()
    assert one.probability < 0.5


@pytest.mark.parametrize("element", KEYS)
def test_a_key_with_a_refusal_is_declined(element: str) -> None:
    read = document(f"**{KEYS[element]}:** not disclosed")
    assert judged(element, read).status.value == "declined"


@pytest.mark.parametrize("element", KEYS)
def test_a_key_without_an_answer_is_a_placeholder(element: str) -> None:
    read = document(f"**{KEYS[element]}:** [More Information Needed]")
    one = judged(element, read)
    assert one.status.value == "placeholder", one.because
    assert any("Needed" in read.quote(span) for span in one.evidence)


@pytest.mark.parametrize("element", HEADINGS)
def test_a_heading_over_nothing_is_a_placeholder(element: str) -> None:
    read = document(f"## {HEADINGS[element]}\n\n[More Information Needed]\n\n## Thanks\n\nThanks.")
    one = judged(element, read)
    assert one.status.value == "placeholder", one.because
    assert {read.quote(span) for span in one.evidence} == {"[More Information Needed]"}


@pytest.mark.parametrize(("element", "expected", "text"), NOT_REFUSED)
def test_not_every_refusal_is_of_the_element(element: str, expected: str, text: str) -> None:
    assert heard(element, text)[1].status.value == expected


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("element", WHAT)
def test_many_words_for_no(element: str, way: str) -> None:
    assert heard(element, way.format(it=WHAT[element]))[1].status.value == "declined"


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("element", ["carbon", "training_time", "parameters_total", "licence"])
def test_many_words_for_nothing_yet(element: str, blank: str) -> None:
    assert heard(element, f"**{KEYS[element]}:** {blank}")[1].status.value == "placeholder"


@pytest.mark.parametrize("element", ["training_compute", "energy_training", "data_size"])
def test_a_statement_beside_a_refusal_wins(element: str) -> None:
    stated = {
        "training_compute": "Training used 3e24 FLOPs.",
        "energy_training": "Training consumed 310 MWh of electricity.",
        "data_size": "Nova was trained on 2 trillion tokens.",
    }[element]
    for text in (f"{DECLINED[element]} {stated}", f"{stated}\n\n{DECLINED[element]}"):
        read = document(text)
        one = judged(element, read)
        assert one.status.value == "disclosed"
        assert stated in [read.quote(span) for span in one.evidence]


def test_a_refusal_in_one_document_gives_way_to_a_statement_in_another() -> None:
    card = document("We do not disclose the compute used in training.")
    report = document("Pre-training used about 8.4e22 FLOPs.", "report.md")
    assert judged("training_compute", card, report).status.value == "disclosed"
    silent = document("Nova is fast.", "other.md")
    one = judged("training_compute", card, silent)
    assert one.status.value == "declined"
    assert {span.document for span in one.evidence} == {card.id}


def test_every_element_has_a_name() -> None:
    assert set(topics()) == set(by_id())
    assert names("carbon", "carbon emissions") is True
    assert names("carbon", "carbon copy") is False
    assert names("colour", "carbon emissions") is None


@pytest.mark.parametrize("element", DECLINED)
def test_the_name_of_one_element_is_not_that_of_many(element: str) -> None:
    others = {other for other in DECLINED if other != element and names(other, DECLINED[element])}
    assert names(element, DECLINED[element])
    assert len(others) <= 2, others


def test_faults_of_names_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"element": "carbon", "pattern": "carbon", "must": ["iron"], "must_not": ["x"]},
        {"element": "carbon", "pattern": "carbon", "must": ["carbon"], "must_not": ["x"]},
        {"element": "nonsense", "pattern": "a", "must": ["a"], "must_not": ["b"]},
        {"element": "licence", "pattern": "licence"},
    ]
    monkeypatch.setattr(named, "load", lambda name: rows)
    topics.cache_clear()
    with pytest.raises(BadCorpus) as caught:
        topics()
    topics.cache_clear()
    told = str(caught.value)
    assert "must match 'iron'" in told
    assert "has two rows" in told
    assert "is no element" in told
    assert "needs pattern, must and must_not" in told
    assert "data_size: has no row" in told
