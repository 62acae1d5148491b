"""The readers' word lists: their own examples, and faults that are reported together."""

import pytest

from pipeline.catalogue.rows import load
from pipeline.errors import BadCorpus
from pipeline.readers import dialogue, kind, pairs
from pipeline.segments import sentences


@pytest.fixture
def altered(monkeypatch):
    """Let a module read other data than the file's, its cache emptied before and after."""
    caches = []

    def alter(module, cached, change):
        data = dict(load(module.FILE))
        change(data)
        monkeypatch.setattr(module, "load", lambda name: data)
        cached.cache_clear()
        caches.append(cached)

    yield alter
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


def test_examples_of_keys():
    examples = load(pairs.FILE)["examples"]
    assert all(pairs.could_be_key(words) for words in examples["keys"])
    assert not any(pairs.could_be_key(words) for words in examples["not_keys"])


def test_roles_and_tokens_load():
    assert dialogue.is_dialogue("User: a\nBot: b")
    assert dialogue.roles("User: a\n**Bot**: b") == ["user", "bot"]


def test_faults_of_kinds_come_together(altered):
    def change(data):
        data["kinds"] = [
            {
                "id": "a",
                "kind": "novel",
                "where": "name",
                "pattern": "x",
                "must": ["x"],
                "must_not": [],
            },
            {
                "id": "b",
                "kind": "card",
                "where": "spine",
                "pattern": "x",
                "must": ["y"],
                "must_not": ["x"],
            },
            {
                "id": "c",
                "kind": "card",
                "where": "name",
                "pattern": "(",
                "must": [],
                "must_not": [],
            },
            {"id": "d", "kind": "card", "where": "name"},
        ]
        data["spare"] = 1

    altered(kind, kind.rules, change)
    with pytest.raises(BadCorpus) as caught:
        kind.rules()
    text = str(caught.value)
    assert len(caught.value.faults) == 7
    for word in ("novel", "spine", "compile", "lacks must, must_not, pattern", "spare"):
        assert word in text


def test_faults_of_sentences(altered):
    altered(sentences, sentences.lexicon, lambda data: data.update(never=["No", False], may_end=[]))
    with pytest.raises(BadCorpus) as caught:
        sentences.lexicon()
    assert len(caught.value.faults) == 3


def test_faults_of_keys(altered):
    altered(pairs, pairs._clause_words, lambda data: data.update(not_in_key=[True], more=1))
    with pytest.raises(BadCorpus) as caught:
        pairs.could_be_key("We release")
    assert len(caught.value.faults) == 2
