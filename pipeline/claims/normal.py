"""How names are made comparable when values are scored: one function for each kind of name."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.claims.languages import english
from pipeline.claims.licences import known_id, slug
from pipeline.evaluate.value_match import Kind, Normalise, fold


def licence(name: str) -> str:
    """Return the folded id of a licence, through the alias table where that knows the name."""
    return slug(known_id(name) or name)


def language(name: str) -> str:
    """Return the folded English name of a language that is given by name or code."""
    return fold(english(name) or name)


def normalisers() -> Mapping[Kind, Normalise]:
    """Return what ``evaluate.values.score_values`` takes as ``normalise``."""
    return {Kind.LICENCE: licence, Kind.LANGUAGE: language}
