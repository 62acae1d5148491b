"""Names of models: their parts, their family, their spellings.

A name is a stem (``Qwen3``, ``Llama 3.1``) and, after it, what tells a variant from its
siblings: a size, a kind (Base, Chat), a date code, a window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import permutations

from pipeline.claims.phrases import phrases

FILE = "lexicons/identity.yaml"
_SPLIT = re.compile(r"[\s\-_/]+")
_NOT_ALNUM = re.compile(r"[\W_]+")
_SIZE = re.compile(
    r"^(?:\d+x)?\d+(?:\.\d+)?[bmt](?:x\d+e)?$|^\d+\s?(?:billion|million)$", re.IGNORECASE
)

#: A decimal point that a name in an address cannot have: ``Nova-1_8B``, but not ``nova_2_7b``.
_POINT = re.compile(r"((?:^|[\s\-/])\d{1,3})_(\d+[BM])(?![A-Za-z])", re.IGNORECASE)
#: The active part of a mixture's size: ``A400M``.
ACTIVE = re.compile(r"A(\d+(?:\.\d+)?[BM])", re.IGNORECASE)


def fold(name: str) -> str:
    """Return a name without case, blanks and punctuation, for comparing spellings."""
    return _NOT_ALNUM.sub("", name).lower()


def parts(name: str) -> list[str]:
    """Return the tokens of a name: ``Llama-3.1 8B`` gives Llama, 3.1, 8B."""
    return [part for part in _SPLIT.split(name.strip()) if part]


@lru_cache(maxsize=1)
def _variant_token() -> re.Pattern[str]:
    joined = "|".join(f"(?:{row.regex.pattern})" for row in phrases(FILE)["variant_token"])
    return re.compile(f"^(?:{joined})$", re.IGNORECASE)


def is_size(token: str) -> bool:
    """True for a size such as 7B, 1.5B, 8x7B, 17Bx16E."""
    return bool(_SIZE.match(token))


def is_variant_token(token: str) -> bool:
    """True for what tells siblings apart: sizes, kinds, date codes, windows."""
    return is_size(token) or bool(_variant_token().match(token.strip("()")))


def family(name: str) -> str:
    """Return a name without the tokens at its end that only tell a variant.

    At least one token stays, so that a model that is called Nano keeps its name. A version
    number after such tokens goes with them (``Mixtral-8x7B-v0.1`` is of the family Mixtral).
    """
    name = name.strip(" \t\n-_/(,")
    spans = list(re.finditer(r"[^\s\-_/]+", name))
    if not spans:
        return name
    keep = len(spans)
    for number in range(1, len(spans)):
        token = spans[number].group()
        if is_size(token) or (
            is_variant_token(token) and all(_trails(later.group()) for later in spans[number + 1 :])
        ):
            keep = number
            break
    return name[: spans[keep - 1].end()].strip(" -_/(,")


def _trails(token: str) -> bool:
    return is_variant_token(token) or bool(re.fullmatch(r"v?\d+(?:\.\d+)*", token, re.IGNORECASE))


def spelling(name: str) -> str:
    """Return a pattern for every spelling of a name: blanks, hyphens and case may differ.

    A name that ends in a digit must not run on into another version (``Llama 3`` is not
    found in ``Llama 3.1``).
    """
    tokens: list[str] = []
    for part in parts(name):
        tokens += re.findall(r"\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]+", part)
    joined = ""
    for index, token in enumerate(tokens):
        if index:
            joined += r"[\s\-_.]{0,2}"
        joined += re.escape(token)
    tail = r"(?![\w])"
    if tokens and tokens[-1][-1].isdigit():
        tail = r"(?!\d|\.\d|[^\W\d_]{3})"
    return rf"(?<![\w.]){joined}{tail}"


def variant_key(name: str, stem: str) -> str:
    """Return what is left of a variant's name without its stem: ``7B Instruct``."""
    folded, want = "", fold(stem)
    for index, char in enumerate(name):
        if folded == want:
            return name[index:].strip(" -_/()")
        if char.isalnum():
            folded += char.lower()
    return "" if folded == want else name


def size_of(name: str) -> str:
    """Return the size token of a name in upper case, or an empty string."""
    for part in parts(_POINT.sub(r"\1.\2", name)):
        if is_size(part.strip("()")):
            return part.strip("()").upper().replace("X", "x")
    return ""


def orders(key: str) -> tuple[str, ...]:
    """Return other ways to write a variant's key that has a size and one or two more parts.

    ``7B Chat`` is also ``Chat 7B``, and ``1B-A400M`` also ``A400M-1B`` and ``1B-400M``.
    """
    tokens = parts(key)
    if not 2 <= len(tokens) <= 3 or not any(is_size(token) for token in tokens):
        return ()
    found = [" ".join(order) for order in permutations(tokens)][1:]
    plain = [match[1] if (match := ACTIVE.fullmatch(token)) else token for token in tokens]
    return tuple(found if plain == tokens else [*found, " ".join(plain)])


def own_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any spelling of the own model's names."""
    unique = sorted({spelling(name) for name in names if name}, key=lambda s: (-len(s), s))
    return re.compile("|".join(unique) or r"(?!)", re.IGNORECASE)
