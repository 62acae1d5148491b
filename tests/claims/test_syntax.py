"""What the parser is asked: denial and the subject, on sentences judged by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.claims import syntax
from pipeline.claims.parameters import find as parameters
from pipeline.claims.subject import attribute
from pipeline.errors import MissingModel
from pipeline.schema import Polarity, Whose


@pytest.mark.parametrize(
    ("text", "stretch", "denied"),
    [
        ("Nova 7B was not trained on 2T tokens.", "2T", True),
        ("Nova 7B was trained on 2T tokens.", "2T", False),
        ("Unlike GPT-4, Nova 7B was not evaluated with 128K tokens.", "128K", True),
        ("Nova was trained without 384 GPUs.", "384", True),
        ("No 70B model is available.", "70B", True),
        ("Nova not only has 7B parameters but also a context of 8K.", "7B", False),
        ("We did not use user data, and trained on 2T tokens.", "2T", False),
        ("Although it does not need a GPU, Nova has 7B parameters.", "7B", False),
    ],
)
def test_denial(text: str, stretch: str, denied: bool) -> None:
    at = text.index(stretch)
    assert syntax.negated(text, at, at + len(stretch)) is denied


@pytest.mark.parametrize(
    ("text", "names", "chosen"),
    [
        ("Unlike Falcon, Nova was trained on 2T tokens.", ["Falcon", "Nova"], "Nova"),
        ("Nova, like Falcon before it, was trained on 2T tokens.", ["Nova", "Falcon"], "Nova"),
        ("The authors of Falcon report that Nova was trained on 2T tokens.",
         ["Falcon", "Nova"], "Nova"),
        ("Nova was evaluated against Falcon, which was trained on 2T tokens.",
         ["Nova", "Falcon"], "Falcon"),
        ("It was trained on 2T tokens.", [], None),
    ],
)  # fmt: skip
def test_subject(text: str, names: list[str], chosen: str | None) -> None:
    at = text.index("2T")
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    found = syntax.subject(text, at, at + 2, spans)
    assert (None if found is None else names[found]) == chosen


def test_the_subject_decides_between_own_and_rival(sentence, about) -> None:
    text = "Nova 2 was run beside Falcon, which was trained on 2T tokens."
    segment = sentence(text)
    at = text.index("2T")
    assert attribute(segment, at, at + 2, about(segment)).whose is Whose.RIVAL


def test_a_denied_figure_is_kept_as_denied(sentence, about) -> None:
    segment = sentence("Nova 2 does not have 70 billion parameters.")
    stated = [c for c in parameters(about(segment)) if c.rule == "parameters.unit"]
    assert [claim.polarity for claim in stated] == [Polarity.NEGATED]


def test_other_files_than_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "pipeline"
    shutil.copytree(syntax.folder(), copy)
    syntax.verify(copy)
    (copy / "parser" / "model").write_bytes(b"something else")
    (copy / "tokenizer").unlink()
    with pytest.raises(MissingModel, match=r"parser/model is not.*tokenizer is missing"):
        syntax.verify(copy)


def test_rules_decide_without_the_parser(sentence, about, monkeypatch) -> None:
    def refuse() -> None:
        raise AssertionError("the parser was loaded")

    monkeypatch.setattr(syntax, "_parser", refuse)
    syntax._parse.cache_clear()
    segment = sentence("Nova 2 has 7B parameters, unlike Falcon with 40B parameters.")
    whose = [claim.whose for claim in parameters(about(segment)) if claim.value.norm]
    assert Whose.OWN in whose and Whose.RIVAL in whose
