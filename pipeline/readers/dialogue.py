"""Is a stretch of text a sample conversation with a model?"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "lexicons/dialogue.yaml"


@lru_cache(maxsize=1)
def _lexicon() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]]:
    faults = Faults(FILE)
    data = load(FILE)
    for key in unknown_keys(data, ("roles", "tokens", "people", "machines")):
        faults.add(key, "unknown key")
    for group in ("roles", "tokens"):
        for row in data[group]:
            flags = re.IGNORECASE | re.MULTILINE
            faults.pattern(row["id"], row["pattern"], row["must"], row["must_not"], flags)
    faults.done()
    roles = re.compile(
        "|".join(f"(?:{row['pattern']})" for row in data["roles"]), re.IGNORECASE | re.MULTILINE
    )
    tokens = re.compile("|".join(f"(?:{row['pattern']})" for row in data["tokens"]), re.MULTILINE)
    return roles, tokens, frozenset(data["people"]), frozenset(data["machines"])


def roles(text: str) -> list[str]:
    """Return the role that each speaking line names, in order, lower case."""
    return [match[1].lower() for match in _lexicon()[0].finditer(text)]


def is_dialogue(text: str) -> bool:
    """True where a line opens with a chat token, or a person and a machine have a line each."""
    _, tokens, people, machines = _lexicon()
    if tokens.search(text):
        return True
    named = set(roles(text))
    return bool(named & people and named & machines)
