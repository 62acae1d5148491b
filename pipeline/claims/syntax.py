"""The grammar of single sentences, by spaCy's parser: what is denied, and who is the subject.

Loading takes a second or two, so rules ask only where words alone cannot decide: a denial near
a figure, or an own and another model's name in one clause. The only file that imports spaCy.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.catalogue.rows import load
from pipeline.errors import MissingModel

PINNED = "lexicons/models.yaml"
_VERBS = ("VERB", "AUX")
#: "not only", "no fewer than": what follows is stated.
_NO_DENIAL = ("only", "just", "fewer", "less", "more")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_LONGEST = 1200


def verify(folder: Path) -> None:
    """Check the files of the trained pipeline against their pinned hashes.

    Raises:
        MissingModel: a file is absent or differs; all of them are named.
    """
    wrong = []
    for name, sha256 in sorted(load(PINNED)["files"].items()):
        file = folder / name
        if not file.is_file():
            wrong.append(f"{name} is missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            wrong.append(f"{name} is not the pinned one")
    if wrong:
        raise MissingModel(
            f"spaCy's English pipeline in {folder}: {'; '.join(wrong)}. "
            f"Install {load(PINNED)['package']} {load(PINNED)['version']} again"
        )


def folder() -> Path:
    """Return where the installed pipeline lies.

    Raises:
        MissingModel: the package is not installed.
    """
    pinned = load(PINNED)
    found = importlib.util.find_spec(pinned["package"])
    if found is None or found.origin is None:
        raise MissingModel(
            f"the package {pinned['package']} {pinned['version']} is not installed; "
            f"install Lacuna's requirements again"
        )
    return Path(found.origin).parent / str(pinned["folder"])


@lru_cache(maxsize=1)
def _parser() -> Any:
    import spacy

    place = folder()
    verify(place)
    return spacy.load(place, exclude=["ner", "lemmatizer", "senter"])


@lru_cache(maxsize=256)
def _parse(sentence: str) -> Any:
    return _parser()(sentence[:_LONGEST])


def _tokens(sentence: str, start: int, end: int) -> Iterator[Any]:
    for token in _parse(sentence):
        if token.idx < end and start < token.idx + len(token):
            yield token


def _above(token: Any) -> Iterator[Any]:
    """Yield a token and what governs it, up to the root."""
    yield token
    yield from token.ancestors


def negated(sentence: str, start: int, end: int) -> bool:
    """Say whether the sentence denies what it says of ``sentence[start:end]``.

    A denial is "not" or "never" at the verb that governs the stretch, "no" or "neither" at the
    stretch itself, or "without" before it; "not only" is none. Clauses further up the sentence
    do not deny what a clause below them states.
    """
    for token in _tokens(sentence, start, end):
        for node in _above(token):
            for child in node.children:
                after = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
                if child.dep_ == "neg" and after not in _NO_DENIAL:
                    return True
                none = child.dep_ == "det" and child.lower_ in ("no", "neither")
                if none and after not in _NO_DENIAL:
                    return True
            if node.lower_ == "without":
                return True
            if node.pos_ in _VERBS and node.dep_ not in ("aux", "auxpass", "acl"):
                break
    return False


def subject(sentence: str, start: int, end: int, names: Sequence[tuple[int, int]]) -> int | None:
    """Return which of several names is the subject of what is said of a stretch.

    Args:
        sentence: The sentence.
        start: First character of the stretch, such as a figure.
        end: One past its last.
        names: (start, end) of the candidate names.

    Returns:
        Index of the name in the subject of the nearest governing verb; None where no name is.
    """
    first = next(_tokens(sentence, start, end), None)
    if first is None:
        return None
    for node in _above(first):
        if node.pos_ not in _VERBS:
            continue
        found = [child for child in node.children if child.dep_ in _SUBJECTS]
        relative = not found or found[0].tag_ in ("WDT", "WP")
        if node.dep_ in ("relcl", "acl") and relative:
            found = [node.head]
        for child in found:
            for index, (low, high) in enumerate(names):
                if any(low <= t.idx < high and _heads(child, t) for t in child.subtree):
                    return index
    return None


def _heads(top: Any, token: Any) -> bool:
    """True where a token belongs to the head of a phrase, not to what hangs on it."""
    while token != top:
        if token.dep_ in ("pobj", "relcl", "acl", "appos"):
            return False
        token = token.head
    return True
