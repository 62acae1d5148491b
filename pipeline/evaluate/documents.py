"""Find the files that labels speak of, as ``--documents DIR`` of the contract has it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadInput


@dataclass(frozen=True, slots=True)
class Located:
    """Where a labelled document lies.

    Attributes:
        id: As the labels name it.
        files: Its files; one, but for a folder without ``1_raw.md``.
        provider: Who published it, for folds; the id where nobody says.
    """

    id: str
    files: tuple[Path, ...]
    provider: str


def locate(ids: Iterable[str], folder: Path) -> tuple[Located, ...]:
    """Return the files of labelled documents, in the order of the ids.

    A MANIFEST.tsv in the folder or its parent maps an id, or ``repo path``, to its column
    ``local``; without one, a file or folder whose name starts with the id is taken. Of a folder
    only ``1_raw.md`` counts where there is one, because the others hold labels.

    Raises:
        BadInput: the folder does not exist, or documents were not found; all are named.
    """
    if not folder.is_dir():
        raise BadInput(f"--documents {folder}: no such folder")
    rows = _manifest(folder)
    names = sorted(item.name for item in folder.iterdir() if not item.name.startswith("."))
    found: list[Located] = []
    missing: list[str] = []
    for identifier in dict.fromkeys(ids):
        row = rows.get(identifier)
        local = row["local"] if row else _by_start(identifier, names)
        path = _existing(folder, local) if local else None
        if path is None:
            missing.append(identifier)
            continue
        provider = (row or {}).get("provider") or identifier
        found.append(Located(identifier, _files(path), provider))
    if missing:
        raise BadInput(
            f"{len(missing)} labelled document(s) are not in {folder}: {', '.join(missing[:12])}"
            f"{' ...' if len(missing) > 12 else ''}; name their folder with --documents"
        )
    return tuple(found)


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    for place in (folder / "MANIFEST.tsv", folder.parent / "MANIFEST.tsv"):
        if place.is_file():
            with place.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines, delimiter="\t"))
            if rows and "local" not in rows[0]:
                raise BadInput(f"{place}: the column 'local' is missing")
            by_id = {row["id"]: row for row in rows if row.get("id")}
            pairs = {f"{row.get('repo')} {row.get('path')}": row for row in rows}
            return {**pairs, **by_id}
    return {}


def _by_start(identifier: str, names: list[str]) -> str | None:
    """Return the name that starts with an id and does not go on with a letter or digit."""
    for name in names:
        rest = name[len(identifier) :]
        if name.startswith(identifier) and not rest[:1].isalnum():
            return name
    return None


def _existing(folder: Path, local: str) -> Path | None:
    for base in (folder, folder.parent, folder / "docs"):
        if (base / local).exists():
            return base / local
    return None


def _files(path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    raw = path / "1_raw.md"
    if raw.is_file():
        return (raw,)
    return tuple(sorted(item for item in path.iterdir() if item.is_file()))
