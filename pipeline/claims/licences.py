"""The table of licences: how each is named, its other ids, and whether it is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.licences.effects import Effect, meanings

FILE = "lexicons/licences.yaml"
_KEYS = (
    "id", "name", "spdx", "scancode", "hub", "aliases", "pattern", "text", "must", "must_not",
    "open", "because", "restricts", "read",
)  # fmt: skip
_SLUG = re.compile(r"[^a-z0-9.+]+")


class Openness(StrEnum):
    """Whether a licence is free and open source in the sense of Art. 53(2)."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence.

    Attributes:
        id: SPDX id, else ScanCode key, else a slug.
        name: Usual name.
        spdx: Its ids in the SPDX list.
        scancode: Its keys in ScanCode LicenseDB.
        hub: Its ids on model hubs.
        aliases: Every other id: those three and slugs of its names.
        regex: Finds it named in prose and labels, or None where only ids are looked for.
        text: Finds it in its own text, or None where its name does.
        open: Whether it is free and open source (GL-OS-LIC).
        because: Why, in our words.
        restricts: What it restricts, from the file of effects.
        text_read: Whether its text was read; False where the row rests on its name.
    """

    id: str
    name: str
    spdx: tuple[str, ...]
    scancode: tuple[str, ...]
    hub: tuple[str, ...]
    aliases: tuple[str, ...]
    regex: re.Pattern[str] | None
    text: re.Pattern[str] | None
    open: Openness
    because: str
    restricts: tuple[str, ...]
    text_read: bool


def slug(name: str) -> str:
    """Return a name as an id: small letters and hyphens."""
    return _SLUG.sub("-", name.lower()).strip("-.")


@lru_cache(maxsize=1)
def licences() -> tuple[Licence, ...]:
    """Return all rows of the table, in its order.

    Raises:
        BadCorpus: with every fault of the file, ids or aliases used twice among them.
    """
    data: Any = load(FILE)
    faults = Faults(FILE)
    vocabulary = {key for key, kind in meanings().items() if kind.effect is not Effect.GRANTS}
    found: list[Licence] = []
    seen: dict[str, str] = {}
    for row in data["rows"]:
        where = str(row.get("id", "?"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key}")
        if odd := sorted(set(row.get("restricts", ())) - vocabulary):
            faults.add(where, f"restricts has words that have no effect: {odd}")
        if "pattern" in row:
            faults.pattern(where, row["pattern"], row.get("must", ()), row.get("must_not", ()))
        licence = faults.attempt(where, lambda row=row: _licence(row))  # type: ignore[misc]
        if licence is None:
            continue
        for key in {slug(licence.id), *map(slug, licence.aliases)}:
            if key in seen:
                faults.add(where, f"{key} is already another name of {seen[key]}")
            seen[key] = licence.id
        found.append(licence)
    faults.done()
    return tuple(found)


def _licence(row: Mapping[str, Any]) -> Licence:
    if row.get("read", "text") not in ("text", "name"):
        raise ValueError(f"read must be text or name, not {row['read']!r}")
    spdx, scancode, hub = (tuple(row.get(key, ())) for key in ("spdx", "scancode", "hub"))
    return Licence(
        id=row["id"],
        name=row["name"],
        spdx=spdx,
        scancode=scancode,
        hub=hub,
        aliases=tuple(dict.fromkeys((*spdx, *scancode, *hub, *row["aliases"]))),
        regex=re.compile(row["pattern"], re.IGNORECASE) if "pattern" in row else None,
        text=re.compile(row["text"], re.IGNORECASE) if "text" in row else None,
        open=Openness(row["open"]),
        because=row["because"],
        restricts=tuple(row["restricts"]),
        text_read=row.get("read", "text") == "text",
    )


@lru_cache(maxsize=512)
def lookup(name: str) -> Licence | None:
    """Return the licence that an id or a usual name stands for, or None.

    Ids are compared without case: hub id, ScanCode key, SPDX id, LicenseRef form.
    """
    key = slug(re.sub(r"^LicenseRef-(?:scancode-)?", "", name.strip()))
    for licence in licences():
        if key in (slug(licence.id), slug(licence.name)) or key in map(slug, licence.aliases):
            return licence
    return None


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    """Return ids of the licence database by their folded form."""
    from license_expression import get_license_index

    found: dict[str, str] = {}
    for row in get_license_index():
        spdx = str(row.get("spdx_license_key") or "")
        norm = spdx if spdx and not spdx.startswith("LicenseRef-") else str(row["license_key"])
        for key in (str(row["license_key"]), spdx, *row.get("other_spdx_license_keys", ())):
            bare = slug(key.removeprefix("LicenseRef-scancode-"))
            if bare and not bare.startswith("unknown"):  # keys for what no one could tell
                found.setdefault(bare, norm)
    return found


def known_id(name: str) -> str | None:
    """Return our norm of an id (front matter, metadata); None where no table has it."""
    licence = lookup(name)
    return licence.id if licence else _index().get(slug(name))
