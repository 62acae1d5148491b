"""R8: which chapters of the Code the provider has signed, from facts or from a dated list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.applicability.facts import CHAPTERS, Facts
from pipeline.applicability.logic import analyst, both, either, negate, node, tri
from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Identity, Reason, Support, Tri

FILE = "lexicons/signatories.yaml"
_ROW = ("name", "aliases", "chapters")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signatories:
    """The dated list: chapters by the words of each name."""

    as_of: date
    source: str
    names: Mapping[tuple[str, ...], tuple[str, ...]]

    def chapters(self, provider: str) -> tuple[str, ...] | None:
        """Return the chapters that a provider signed; None where it is not listed.

        The words of a listed name must begin the provider's name: ``Google`` covers
        ``Google LLC``, ``Writer`` does not cover ``Ghostwriter``.
        """
        words = tuple(_TOKEN.findall(provider.casefold()))
        for length in range(len(words), 0, -1):
            if words[:length] in self.names:
                return self.names[words[:length]]
        # Organisations of hubs are written in one word, often with "ai" behind: briaai.
        one_word = {"".join(name): chapters for name, chapters in self.names.items()}
        whole = "".join(words)
        return one_word.get(whole) or one_word.get(whole.removesuffix("ai"))


@lru_cache(maxsize=1)
def signatories() -> Signatories:
    """Return the list that ships with Lacuna.

    Raises:
        BadCorpus: rows are faulty; all faults are told together.
    """
    return parse(load(FILE))


def parse(content: Mapping[str, Any], file: str = FILE) -> Signatories:
    """Return the list of a file's content.

    Raises:
        BadCorpus: with every fault.
    """
    faults = Faults(file)
    if type(content.get("as_of")) is not date:
        faults.add("as_of", f"must be a day such as 2026-06-30, not {content.get('as_of')!r}")
    for key in ("source", "confidence", "later"):
        if not content.get(key):
            faults.add(key, "is missing")
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, row in enumerate(content.get("signatories") or [], 1):
        where = str(row.get("name", f"row {number}"))
        for key in unknown_keys(row, _ROW):
            faults.add(where, f"unknown key {key!r}")
        chapters = row.get("chapters", list(CHAPTERS))
        if stray := [chapter for chapter in chapters if chapter not in CHAPTERS]:
            faults.add(where, f"chapters must be among {', '.join(CHAPTERS)}, not {stray}")
        for name in (where, *row.get("aliases", ())):
            words = tuple(_TOKEN.findall(str(name).casefold()))
            if not words or names.get(words, tuple(chapters)) != tuple(chapters):
                faults.add(where, f"{name!r} is empty or listed twice with other chapters")
            names[words] = tuple(chapters)
    if not names:
        faults.add("signatories", "no rows")
    faults.done()
    return Signatories(content["as_of"], content["source"], names)


def signature(chapter: str, facts: Facts, identity: Identity) -> Reason:
    """Return R8 for one chapter."""
    rule = f"R8-{chapter}"
    if facts.code_signatory is not None:
        signed = chapter in facts.code_signatory
        return analyst(rule, signed)
    provider = facts.provider or identity.provider
    if not provider:
        return node(rule, Tri.UNKNOWN, "Who the provider is was not found.")
    listed = signatories()
    chapters = listed.chapters(provider)
    later = "who signed or left since is not known."
    if chapters is None:
        told = f"{provider} is not on the list of signatories of {listed.as_of}; {later}"
        return node(rule, Tri.NO, told, Support.DATED_LIST)
    signed = chapter in chapters
    told = f"{provider} is on the list of signatories of {listed.as_of}"
    told += f"; {later}" if signed else f", for {' and '.join(chapters)} only; {later}"
    return node(rule, tri(signed), told, Support.DATED_LIST)


def unsigned(signatures: Mapping[str, Reason], systemic: Reason, exempt: Reason) -> Reason:
    """Return whether a chapter that concerns the model is left unsigned.

    The safety chapter concerns models with systemic risk only, the transparency chapter those
    that the open-source exemption does not cover.
    """
    concerned = {
        "transparency": negate(exempt.verdict),
        "copyright": Tri.YES,
        "safety": systemic.verdict,
    }
    open_ones = {
        chapter: both([concern, negate(signatures[chapter].verdict)])
        for chapter, concern in concerned.items()
    }
    verdict = either(list(open_ones.values()))
    children = [signatures[name] for name, concern in concerned.items() if concern is not Tri.NO]
    children += [
        node_
        for node_, name in ((exempt, "transparency"), (systemic, "safety"))
        if open_ones[name] is Tri.UNKNOWN and node_.verdict is Tri.UNKNOWN
    ]
    left = [name for name, answer in open_ones.items() if answer is Tri.YES]
    told = f"Not signed: {', '.join(left)}." if left else "No chapter is known to be unsigned."
    return node("R8-unsigned", verdict, told, Support.CHILDREN, children=children)
