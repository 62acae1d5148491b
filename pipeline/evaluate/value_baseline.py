"""The baseline for typed values: the first regular-expression hit, whoever it is about."""

from __future__ import annotations

import re

from pipeline.evaluate.values import PredictedValue
from pipeline.schema import Value

_SCALE = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_NUMBER = r"(?P<n>\d+(?:[.,]\d+)*)\s?"
#: Of a version such as 4.37.2 only the beginning is a number.
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_LETTER = r"(?P<s>[KMBT]|thousand|million|billion|trillion)"
_PATTERNS = {
    "parameters_total": rf"{_NUMBER}{_LETTER}(?![A-Za-z])[- ]?(?:param\w*)?",
    "parameters_active": rf"{_NUMBER}{_LETTER}\s+activ\w+",
    "max_input": rf"context\D{{0,40}}?{_NUMBER}{_LETTER}?",
    "max_output": rf"output tokens\D{{0,40}}?{_NUMBER}{_LETTER}?",
    "data_size": rf"{_NUMBER}{_LETTER}\+?\s+(?:\w+\s+)?tokens",
    "training_time": rf"{_NUMBER}{_LETTER}?\s+(?:\w+\s+)?GPU[- ]hours",
    "training_compute": rf"{_NUMBER}{_LETTER}?\s*FLOPs?",
    "energy_training": rf"{_NUMBER}{_LETTER}?\s*MWh",
    "carbon": rf"{_NUMBER}{_LETTER}?\s*(?:tons?|tonnes?|t)\s*CO2",
}
_WORDS = {
    "training_hardware": r"\b(?:[AHV]\d{3}|TPU)\b",
    "licence": r"\b(?:Apache[- ]2\.0|MIT|CC-BY[\w.-]*|GPL[\w.-]*|BSD[\w.-]*)\b",
    "release_date": r"\b\d{4}-\d{2}-\d{2}\b",
    "data_cutoff": r"\b\d{4}-\d{2}\b",
    "data_languages": r"\b(?:English|German|French|Spanish|Chinese)\b",
    "input_modalities": r"\b(?:text|image|audio|video)\b",
    "output_modalities": r"\b(?:text|image|audio|video)\b",
    "model_name": r"(?m)^#\s+(?P<w>.+)$",
}


def first_hits(document: str, text: str) -> tuple[PredictedValue, ...]:
    """Return the first hit of each element's pattern in a document's text."""
    found: list[PredictedValue] = []
    for element, pattern in _PATTERNS.items():
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            plain = _PLAIN.match(match["n"].replace(",", ""))
            number = float(plain.group()) if plain else 0.0
            letter = (match["s"] or "").lower()
            scale = _SCALE[letter[0]] if letter and not letter.startswith("th") else 1.0
            scale = 1e3 if letter.startswith("th") else scale
            found.append(PredictedValue(document, element, Value(match.group(), number * scale)))
    for element, pattern in _WORDS.items():
        match = re.search(pattern, text)
        if match:
            words = match.groupdict().get("w") or match.group()
            found.append(PredictedValue(document, element, Value(match.group(), words.strip())))
    return tuple(found)
