"""Who provides well-known families of models: to tell one's own base from another's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.applicability.variants import fold
from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.schema import Identity

FILE = "lexicons/model_owners.yaml"
_PART = re.compile(r"[^\W\d_]+|\d+")
#: First halves of family names that people write in two words, and families named with a digit.
_FIRST_HALVES = frozenset({"code", "meta", "stable", "flan", "dall"})
_WORD = re.compile(r"[^\W_]+")
#: Names of owners up to this length are parts of too many other names.
_SHORT = 5
_ENDINGS = frozenset({"ai", "lab", "labs", "research", "inc", "corp", "llama", "platforms", "org"})
_WITH_DIGIT = frozenset({"o", "t", "mt", "ul"})


def same_house(base: str, identity: Identity) -> bool:
    """True where a base is of the provider whose model it is about.

    A family with a known owner is compared with the provider's name. Fine-tunes of others carry
    the family's name too, so names of models decide only where the owner is not known.
    """
    organisation, _, last = base.rpartition("/")
    provider = fold(identity.provider)
    if (
        organisation
        and provider
        and (fold(organisation) in provider or provider in fold(organisation))
    ):
        return True
    if (found := owner(last)) is not None and provider:
        return found.provides(identity.provider)
    word = family_word(last)
    known = [fold(name) for name in (identity.model, *identity.aliases) if name]
    return len(word) > 1 and any(name.startswith(word) for name in (*known, provider))


def _names(folded: str, rest: str, name: str) -> bool:
    """True where the rest of a provider's name begins with a name of an owner."""
    if not folded.startswith(name):
        return False
    first = fold(_WORD.findall(rest)[0])
    if len(name) > _SHORT or len(first) <= len(name):
        return True
    return first[len(name) :] in _ENDINGS


@dataclass(frozen=True, slots=True)
class Owner:
    """A provider of well-known families; names and families without case and punctuation."""

    name: str
    names: tuple[str, ...]
    families: frozenset[str]

    def provides(self, provider: str) -> bool:
        """True where a provider's name is, or holds as a word, a name of this owner.

        Organisations of hubs are written in one word (``facebookresearch``), so that a longer
        name need only begin a word; a short one must be all of it but for a usual ending:
        ``MetaAI`` is Meta, ``Metaphor`` and ``HexAI`` are neither Meta nor xAI.
        """
        starts = [provider[match.start() :] for match in _WORD.finditer(provider)]
        return any(_names(fold(rest), rest, name) for rest in starts for name in self.names)


@lru_cache(maxsize=1)
def owners() -> tuple[Owner, ...]:
    """Return the table of owners.

    Raises:
        BadCorpus: rows are faulty, or fail their own examples; all faults are told together.
    """
    faults = Faults(FILE)
    out = []
    for row in load(FILE)["rows"]:
        where = str(row.get("owner"))
        for key in unknown_keys(row, ("owner", "names", "families", "must", "must_not")):
            faults.add(where, f"unknown key {key!r}")
        made = faults.attempt(
            where,
            lambda row=row: Owner(row["owner"], tuple(row["names"]), frozenset(row["families"])),  # type: ignore[misc]
        )
        if made:
            out.append(made)
            for name in row.get("must", ()):
                if family_word(name) not in made.families:
                    faults.add(where, f"must cover {name!r} and does not")
            for name in row.get("must_not", ()):
                if family_word(name) in made.families:
                    faults.add(where, f"must not cover {name!r} and does")
    faults.done()
    return tuple(out)


def named_after_another(identity: Identity) -> str:
    """Return whose family a fine-tune is named after; empty where it is not named so.

    Fine-tunes of others keep the family's name and add a word of their own; a name without such
    a word is the family's own release, whoever is given as its author.
    """
    found = owner(identity.model)
    if found is None or not identity.provider or found.provides(identity.provider):
        return ""
    plain = set(load(FILE)["plain"]) | set(_FIRST_HALVES)
    words = [part for part in _PART.findall(identity.model.casefold()) if len(part) > 2]
    own = [word for word in words if word not in plain and word not in found.families]
    own = [
        word for word in own if word.isalpha() and not family_word(identity.model).endswith(word)
    ]
    return f"the family of {found.name}" if own else ""


def owner(name: str) -> Owner | None:
    """Return who provides a model by the first word of its name; None where that is not known."""
    word = family_word(name)
    return next((row for row in owners() if word in row.families), None)


def family_word(name: str) -> str:
    """Return the word of a family: ``gptoss`` of ``gpt-oss-20b``, ``qwen`` of ``Qwen2.5``.

    GPT is a word that several providers use: the part behind it belongs to the family.
    """
    parts: list[str] = _PART.findall(name.casefold())
    if not parts:
        return ""
    if parts[0] == "gpt" and len(parts) > 1:
        return "gpt" + parts[1][:1] if parts[1][0].isdigit() else "gpt" + parts[1]
    if parts[0] in _FIRST_HALVES and len(parts) > 1 and parts[1].isalpha():
        return parts[0] + parts[1]
    if parts[0] in _WITH_DIGIT and len(parts) > 1 and parts[1][0].isdigit():
        return parts[0] + parts[1][0]
    return parts[0]
