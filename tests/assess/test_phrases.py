"""The phrases that mean the same for every element: realistic sentences, both ways."""

from __future__ import annotations

import pytest

from pipeline.assess import phrases as module
from pipeline.assess.phrases import phrases, says
from pipeline.errors import BadCorpus

SAID = (
    ("declined", "Acme does not disclose the size of its models."),
    ("declined", "Details of the data were not publicly disclosed."),
    ("declined", "The mix remains confidential."),
    ("declined", "Our recipe is a trade secret, as trade secrets go."),
    ("declined", "The composition is proprietary information."),
    ("declined", "We decline to state the amount."),
    ("declined", "These figures are confidential."),
    ("withheld_answer", "Undisclosed."),
    ("withheld_answer", "*Not disclosed*"),
    ("withheld_answer", "not publicly shared"),
    ("withheld_answer", "We do not publish the list of sources."),
    ("withheld_answer", "Acme cannot share details of the cluster."),
    ("contrast", "Details are secret, except that we used Wikipedia."),
    ("contrast", "Its size is undisclosed; the context window is 8K."),
    ("placeholder", "[More Information Needed]"),
    ("placeholder", "**TBD**"),
    ("placeholder", "To be announced."),
    ("placeholder", "coming soon"),
    ("placeholder", "Results will be added soon."),
    ("placeholder", "???"),
    ("placeholder", "---"),
    ("reference", "Please refer to the paper."),
    ("reference", "More can be found here."),
    ("reference", "as described in the appendix"),
    ("pointer", "For figures, see our technical report."),
    ("pointer", "They are listed on the product page."),
    ("pointer", "The recipe is described in our blog post."),
    ("pointer", "Scores can be found at https://acme.example/scores."),
    ("not_applicable", "N/A"),
    ("not_applicable", "n.a."),
    ("not_applicable", "None."),
    ("not_applicable", "Not applicable (text model)"),
    ("not_applicable", "No, none was used"),
    ("of_others", "Unlike Nova, Quasar is closed."),
    ("of_others", "In contrast to Nova, Quasar is closed."),
    ("of_others", "Other labs publish nothing."),
    ("of_others", "Many providers do not disclose it."),
    ("future", "We plan to release the code."),
    ("future", "The weights will be published in the coming weeks."),
    ("rival", "It is better than Quasar."),
    ("rival", "similarly sized models"),
    ("evaluation", "evaluated on MMLU"),
    ("evaluation", "0-shot and 5-shot"),
    ("howto", "To run the model, type this."),
    ("howto", "You can load it in two lines."),
    ("citation", "as Smith et al. found"),
    ("training_data", "The model was trained on text from the web."),
    ("training_data", "Our pre-training corpus is large."),
    ("training_data", "fine-tuning data"),
    ("reported_number", "It scores 67.3 there."),
    ("reported_number", "in 12% of cases"),
    ("link_model", "https://huggingface.co/acme/nova-7b"),
    ("link_model", "https://acme.example/nova.safetensors"),
    ("link_service", "https://api.acme.example/v1"),
    ("link_repository", "https://github.com/acme/nova"),
    ("link_policy", "https://acme.example/acceptable-use"),
    ("model_id", "from_pretrained('acme/nova')"),
    ("generic", "As with all models, errors occur."),
    ("hedged_safety", "We take safety seriously, as seriously as can be; we strive for it."),
    ("context_size", "a context window of 8K"),
    ("release_verb", "The code was open-sourced."),
    ("launches", "Launched the chat model"),
    ("form_mark", "Model dependencies"),
    ("modal_system", "It can be embedded in apps."),
)
NOT_SAID = (
    ("declined", "We disclose all sources of the data."),
    ("declined", "Nova refuses to reveal passwords."),
    ("declined", "The secret of good bread is time."),
    ("withheld_answer", "Nova was trained on confidential computing hardware of Acme."),
    ("withheld_answer", "We do not share your personal data with advertisers."),
    ("withheld_answer", "published in 2024"),
    ("contrast", "The butter is soft."),
    ("contrast", "The number of parameters is not disclosed."),
    ("placeholder", "More information about the data is needed by users."),
    ("placeholder", "The announcement was made in May."),
    ("placeholder", "Is it fast?"),
    ("reference", "The foreseen costs were small."),
    ("pointer", "We see that the loss falls."),
    ("pointer", "The data is described by three numbers."),
    ("not_applicable", "Nobody was hurt."),
    ("not_applicable", "Note that it is small."),
    ("of_others", "Nova is unlike other models."),
    ("of_others", "Most of the corpus is English."),
    ("of_others", "Some 12,000 customers use Nova."),
    ("future", "The weights were released in May."),
    ("rival", "Nova is small."),
    ("evaluation", "The value of the data is high."),
    ("howto", "We trained Nova on text."),
    ("citation", "We cite no one."),
    ("reported_number", "version 1.2.3"),
    ("reported_number", "a 7B model"),
    ("link_model", "https://huggingface.co/datasets/acme/web"),
    ("link_model", "https://huggingface.co/docs/hub"),
    ("link_service", "https://acme.example/blog"),
    ("link_repository", "https://github.com"),
    ("link_policy", "https://acme.example/about"),
    ("model_id", "from_pretrained(path)"),
    ("generic", "Nova makes errors."),
    ("hedged_safety", "We filtered the data twice."),
    ("context_size", "Contextual hints help."),
    ("release_verb", "The flat was leased."),
    ("launches", "Lunch is at noon"),
    ("form_mark", "a summary of versions"),
    ("modal_system", "The canteen is open."),
)


@pytest.mark.parametrize(("name", "text"), SAID)
def test_said(name: str, text: str) -> None:
    assert says(name, text)


@pytest.mark.parametrize(("name", "text"), NOT_SAID)
def test_not_said(name: str, text: str) -> None:
    assert not says(name, text)


def test_an_unknown_phrase_is_an_error_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        says("nonsense", "text")


def test_all_faults_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"name": "one", "pattern": "a", "must": ["b"], "must_not": ["c"]},
        {"name": "two", "pattern": "a", "must": ["a"]},
        {"name": "three", "pattern": "a", "must": ["a"], "must_not": ["cat"]},
        {"name": "one", "pattern": "a", "must": ["a"], "must_not": ["c"]},
    ]
    monkeypatch.setattr(module, "load", lambda name: rows)
    phrases.cache_clear()
    with pytest.raises(BadCorpus) as caught:
        phrases()
    phrases.cache_clear()
    told = str(caught.value)
    assert "must match 'b'" in told
    assert "needs pattern, must and must_not" in told
    assert "'cat'" in told
    assert "is defined twice" in told
