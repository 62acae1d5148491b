"""Names that mean the same licence compare as equal, others do not."""

from __future__ import annotations

import pytest

from pipeline.claims.normal import normalisers
from pipeline.evaluate.value_match import Kind


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Apache-2.0", "apache-2.0", True),
        ("MIT", "mit", True),
        ("Apache-2.0", "MIT", False),
        ("llama3.1", "llama3", False),
    ],
)
def test_licences(one: str, other: str, equal: bool) -> None:
    licence = normalisers()[Kind.LICENCE]
    assert (licence(one) == licence(other)) is equal


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("en", "English", True),
        ("Farsi", "Persian", True),
        ("Chinese (Mandarin)", "Chinese", True),
        ("de", "Dutch", False),
        ("119 languages", "Thai", False),
    ],
)
def test_languages(one: str, other: str, equal: bool) -> None:
    language = normalisers()[Kind.LANGUAGE]
    assert (language(one) == language(other)) is equal
