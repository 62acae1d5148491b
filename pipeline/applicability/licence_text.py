"""What the text of a licence file itself restricts, where no table knows the licence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.applicability.signals import Hit
from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Document, Span

FILE = "lexicons/licence_terms.yaml"
#: What hits are filed under: a term that ends openness, and one that a person must read.
CLOSES, LIMITS = "licence_closes", "licence_limits"
_KEYS = ("id", "says", "closes", "pattern", "must", "must_not")
_FOR_CODE = re.compile(r"licen[cs]e[-_ ]code|\bcode[-_ ]licen[cs]e", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One row: a restriction, whether it ends openness, and how it is worded."""

    id: str
    says: str
    closes: bool
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return all rows.

    Raises:
        BadCorpus: with every fault of the file.
    """
    return parse(load(FILE), FILE)


def parse(content: Mapping[str, object], file: str) -> tuple[Term, ...]:
    """Return the rows of a file's content.

    Raises:
        BadCorpus: with every fault of the file.
    """
    faults = Faults(file)
    out: list[Term] = []
    rows = content.get("rows")
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        where = str(row.get("id", f"row {number}"))
        missing = [key for key in _KEYS if not row.get(key)]
        for fault in (*(f"{key} is missing" for key in missing), *unknown_keys(row, _KEYS)):
            faults.add(where, fault)
        if missing:
            continue
        if row["closes"] not in ("yes", "no"):
            faults.add(where, f"closes must be 'yes' or 'no', not {row['closes']!r}")
        wrapped = _wrapped(str(row["pattern"]))
        known = len(faults.found)
        faults.pattern(where, wrapped, row["must"], row["must_not"])
        if len(faults.found) == known:
            found = re.compile(wrapped, re.IGNORECASE)
            out.append(Term(where, str(row["says"]), row["closes"] == "yes", found))
    if not rows:
        faults.add("file", "no rows")
    faults.done()
    return tuple(out)


def read(documents: Sequence[Document]) -> dict[str, tuple[Hit, ...]]:
    """Return the terms found in licence files, one hit a term and file.

    A file that says by its name that it is for code is passed over: code is not the model.

    Args:
        documents: In any order; the result does not depend on it.
    """
    found: dict[str, list[Hit]] = {}
    for document in sorted(documents, key=lambda document: document.id):
        if document.kind != "licence" or _FOR_CODE.search(document.name):
            continue
        for term in terms():
            if match := term.pattern.search(document.text):
                words = " ".join(match[0].split())
                hit = Hit(term.id, words, Span(document.id, *match.span()), match.start())
                found.setdefault(CLOSES if term.closes else LIMITS, []).append(hit)
    return {key: tuple(hits) for key, hits in found.items()}


def _wrapped(pattern: str) -> str:
    """Return a pattern whose blanks match any white space: licence files are hard-wrapped."""
    # A lookbehind needs a fixed width, so one character of white space must do there.
    parts = re.split(r"(\(\?<[!=][^)]*\))", pattern)
    return "".join(
        part.replace(" ", r"\s")
        if part.startswith("(?<")
        else re.sub(r" (?![?*+{])", r"\\s+", part)
        for part in parts
    )
