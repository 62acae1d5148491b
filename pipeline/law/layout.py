"""Where the files of an installed law folder lie, and which source each one is.

The layout is the same for what ``lacuna law fetch`` writes and for a folder given by hand.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from pipeline.catalogue.files import user_data
from pipeline.catalogue.rows import Faults, load, unknown_keys
from pipeline.errors import LawNotInstalled

COMMAND = "lacuna law fetch"
FILE = "law/sources.json"
_MEDIA = ("html", "pdf", "formex zip", "json", "markdown")
_KEYS = (
    "id",
    "title",
    "celex",
    "edition",
    "official",
    "folder",
    "files",
    "save_as",
    "url",
    "headers",
    "media",
    "sha256",
    "seen",
    "fetched",
    "note",
)


@dataclass(frozen=True, slots=True)
class LawSource:
    """A row of ``corpora/law/sources.json``.

    Attributes:
        id: Such as ``act-2024-formex``.
        title: For people.
        edition: Date of the text.
        official: False for copies that are to be compared with the official text.
        folder: Folder in the law folder.
        files: Patterns of its files' names there.
        url: Address, or empty where there is none.
        headers: HTTP headers that the address wants.
        media: ``html``, ``pdf``, ``formex zip``, ``json`` or ``markdown``.
        sha256: Known hashes of the fetched file (a zip's, for Formex) and of its members, by name.
        save_as: Name under which the fetched file is kept; empty for an archive's members.
        fetched: False where the address is only named, with the reason in ``note``.
        note: What to know.
    """

    id: str
    title: str
    edition: str
    official: bool
    folder: str
    files: tuple[str, ...]
    url: str
    headers: tuple[tuple[str, str], ...]
    media: str
    sha256: tuple[tuple[str, str], ...]
    save_as: str
    fetched: bool
    note: str

    def owns(self, relative: str) -> bool:
        """True where a file of the law folder belongs to this source."""
        folder, _, name = relative.rpartition("/")
        return folder == self.folder and any(re.fullmatch(p, name) for p in self.files)


@dataclass(frozen=True, slots=True)
class LawFile:
    """An installed file.

    Attributes:
        path: Where it lies.
        relative: Path in the law folder, with slashes.
        source: The source that it belongs to.
        sha256: Hash of its bytes.
    """

    path: Path
    relative: str
    source: LawSource
    sha256: str


def sources() -> tuple[LawSource, ...]:
    """Return the sources of law texts that Lacuna knows."""
    return _sources()


@lru_cache(maxsize=1)
def _sources() -> tuple[LawSource, ...]:
    return parse_sources(load(FILE), FILE)


def parse_sources(data: Any, file: str) -> tuple[LawSource, ...]:
    """Return the sources of a data file's content.

    Raises:
        BadCorpus: rows are faulty; all faults together.
    """
    faults = Faults(file)
    found: list[LawSource] = []
    for index, row in enumerate(data["sources"], 1):
        where = f"row {index} ({row.get('id')})"
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key!r}")
        built = faults.attempt(where, partial(_source, row, data["user_agent"]))
        if built:
            _check(built, where, faults)
            found.append(built)
    if len({source.id for source in found}) != len(found):
        faults.add("rows", "an id is used twice")
    faults.done()
    return tuple(found)


def _check(source: LawSource, where: str, faults: Faults) -> None:
    if source.media not in _MEDIA:
        faults.add(where, f"media is {source.media!r}, expected one of {', '.join(_MEDIA)}")
    if source.fetched and not source.url.startswith(("https://", "http://")):
        faults.add(where, "is fetched and has no address")
    one_file = source.fetched and source.media != "formex zip"
    if one_file and not source.owns(f"{source.folder}/{source.save_as}"):
        faults.add(where, "its files do not include save_as")
    for name, digest in source.sha256:
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            faults.add(where, f"the sha256 of {name} is not 64 hexadecimal digits")
    for pattern in source.files:
        faults.pattern(where, pattern, (), ())


def _source(row: dict[str, Any], agent: str) -> LawSource:
    return LawSource(
        id=row["id"],
        title=row["title"],
        edition=row["edition"],
        official=row["official"],
        folder=row["folder"],
        files=tuple(row["files"]),
        url=row.get("url") or "",
        headers=tuple(sorted({"User-Agent": agent, **row.get("headers", {})}.items())),
        media=row["media"],
        sha256=tuple(sorted(row.get("sha256", {}).items())),
        save_as=row.get("save_as", ""),
        fetched=row.get("fetched", False),
        note=row.get("note", ""),
    )


def candidates(folder: Path | None = None) -> tuple[Path, ...]:
    """Return where law is looked for, in order: argument, ``LACUNA_LAW``, the user's data."""
    if folder is not None:
        return (folder,)
    if named := os.environ.get("LACUNA_LAW"):
        return (Path(named),)
    return (user_data() / "law",)


def installed_folder(folder: Path | None = None) -> Path:
    """Return the law folder.

    Raises:
        LawNotInstalled: there is none; the message gives the command that installs it.
    """
    looked = candidates(folder)
    for candidate in looked:
        if candidate.is_dir() and files(candidate):
            return candidate
    places = ", ".join(str(place) for place in looked)
    raise LawNotInstalled(f"no law texts in {places}; install them with: {COMMAND}")


def files(folder: Path) -> tuple[LawFile, ...]:
    """Return the files of a law folder that belong to a known source, by relative path."""
    known = sources()
    found = []
    for place in sorted({source.folder for source in known}):
        base = folder / place
        if not base.is_dir():
            continue
        for path in sorted(p for p in base.iterdir() if p.is_file()):
            relative = f"{place}/{path.name}"
            source = next((s for s in known if s.owns(relative)), None)
            if source:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                found.append(LawFile(path, relative, source, digest))
    return tuple(found)
