"""Check an installed law folder: the files' hashes, and that every catalogue locator resolves."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.catalogue.files import user_data
from pipeline.errors import BadInput, LacunaError, LawNotInstalled
from pipeline.law.amendments import Change, amendments
from pipeline.law.corpus import LawCorpus, open_law
from pipeline.law.editions import editions
from pipeline.law.layout import LawFile
from pipeline.law.locators import parse
from pipeline.law.places import Work
from pipeline.law.renderings import compared, published, texts_of

#: Where hashes of files without a known one are kept, in the user's data folder.
LOCK = "law_recorded.json"
#: Hashes of what was fetched or copied, in the law folder itself.
INSTALLED = "installed.json"


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check found.

    Attributes:
        folder: The folder that was checked.
        files: How many files.
        locators: How many locators of how many rows.
        rows: How many rows.
        problems: What is wrong, a sentence each; empty where all is well.
        recorded: Files whose hash was recorded now, at first use.
        notes: What to know although nothing is wrong.
    """

    folder: Path
    files: int
    locators: int
    rows: int
    problems: tuple[str, ...]
    recorded: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True where nothing is wrong."""
        return not self.problems


def verify(folder: Path | None, refs: Iterable[tuple[str, tuple[str, ...]]]) -> VerifyReport:
    """Check an installed law folder against the catalogue.

    Args:
        folder: The folder, or None for the one that ``open_law`` finds.
        refs: (row id, locators) of the catalogue.

    Returns:
        All problems together. A file without a known hash is none: its hash is recorded in the
        user's data folder, and compared with from then on.

    Raises:
        LawNotInstalled: there is no law at all.
        BadInput: an installed file is damaged, or the record of hashes is.
    """
    corpus = open_law(folder)
    problems: list[str] = []
    notes = _notes(corpus)
    recorded = _hashes(corpus, problems, notes)
    absent: dict[str, list[str]] = {}
    rows = locators = 0
    for row, places in refs:
        rows += 1
        for place in places:
            locators += 1
            try:
                corpus.resolve(place)
            except LawNotInstalled:
                absent.setdefault(str(parse(place).work), []).append(row)
            except LacunaError as error:
                problems.append(f"{row}: {place}: {error}")
    for work, held in sorted(absent.items()):
        some = ", ".join(dict.fromkeys(held[:3]))
        problems.append(
            f"{len(held)} references ({some}...) point into a text that is not installed: {work}"
        )
    return VerifyReport(
        corpus.folder,
        len(corpus.files),
        locators,
        rows,
        tuple(problems),
        recorded,
        tuple(notes),
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How references of the catalogue stand in one edition.

    Attributes:
        edition: Id of the edition.
        day: Its first day.
        should: References into its text that should exist on that day.
        missing: Those of them that do not.
        early: References that exist although the provision came later.
        later: References that are right not to exist yet.
    """

    edition: str
    day: date
    should: int
    missing: tuple[str, ...]
    early: tuple[str, ...]
    later: tuple[str, ...]


def coverage(
    folder: Path | None, refs: Iterable[tuple[str, tuple[str, ...]]]
) -> tuple[Coverage, ...]:
    """Return for each edition of Act and Code whether the catalogue's references exist in it.

    A provision should exist from the edition on that brings it: one that the amending act inserts
    is missed in no earlier one, and must not be found there.

    Args:
        folder: The law folder, or None for the one that ``open_law`` finds.
        refs: (row id, locators) of the catalogue.

    Raises:
        LawNotInstalled: there is no law at all.
    """
    known = amendments()
    texts = list(dict.fromkeys(text for _, places in refs for text in places))
    out = []
    for one in editions():
        if one.draft or one.published is None or one.work not in (Work.ACT, Work.CODE):
            continue
        corpus = open_law(folder, one.published)
        should = 0
        missing: list[str] = []
        early: list[str] = []
        later: list[str] = []
        for text in texts:
            place = parse(text)
            if place.work is not one.work:
                continue
            row = known.covering(place) if one.work is Work.ACT else None
            inserted = row is not None and row.change is Change.INSERTED
            if inserted and one.published < known.in_force:
                (early if corpus.has(place) else later).append(text)
                continue
            should += 1
            if not corpus.has(place):
                missing.append(text)
        out.append(
            Coverage(one.id, one.published, should, tuple(missing), tuple(early), tuple(later))
        )
    return tuple(out)


def _hashes(corpus: LawCorpus, problems: list[str], notes: list[str]) -> tuple[str, ...]:
    installed = read_lock(corpus.folder / INSTALLED)
    manifest = manifest_hashes(corpus.folder)
    lock = user_data() / LOCK
    before = {**read_lock(lock), **installed}
    fresh: dict[str, str] = {}
    for file in corpus.files:
        known = known_hashes(file, manifest)
        if not known and file.relative in before:
            known = (before[file.relative],)
        if not known:
            fresh[file.relative] = file.sha256
        elif file.sha256 in known:
            continue
        elif file.source.media == "html" and installed.get(file.relative) == file.sha256:
            # EUR-Lex generates its pages anew: other bytes are not another law.
            notes.append(f"{file.relative}: other bytes than known, unchanged since installed")
        elif file.relative not in installed and (told := _reads_as_published(corpus, file)):
            notes.append(f"{file.relative}: other bytes than known; {told}")
        else:
            problems.append(
                f"{file.relative}: sha256 is {file.sha256[:12]}..., known is "
                f"{' or '.join(digest[:12] + '...' for digest in known)}; fetch it again"
            )
    if fresh:
        try:
            write_lock(lock, {**read_lock(lock), **fresh})
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BadInput(
                f"{lock} cannot be written ({reason}); name another folder in LACUNA_DATA"
            ) from error
    return tuple(sorted(fresh))


def _reads_as_published(corpus: LawCorpus, file: LawFile) -> str:
    """Return how a page that was put here by hand reads beside Formex; empty where not alike."""
    if file.source.media != "html":
        return ""
    amended = file.source.edition == corpus.amendments.edition_after
    found = compared(published(corpus.folder), texts_of(file.path), amended=amended)
    return found.told if found.of and found.same == found.of else ""


def known_hashes(file: LawFile, manifest: Mapping[str, str]) -> tuple[str, ...]:
    """Return the hashes that a file may have: of our list, and of the folder's manifest."""
    name = file.path.name
    found = [digest for key, digest in file.source.sha256 if key == name]
    if name in manifest and manifest[name] not in found:
        found.append(manifest[name])
    return tuple(found)


def manifest_hashes(folder: Path) -> dict[str, str]:
    """Return file name -> sha256 of the Formex folder's manifest, read by file name.

    Its rows name files of the place it was copied from; rows of files that are not here say
    nothing about this folder.

    Raises:
        BadInput: the manifest is damaged.
    """
    path = folder / "act" / "formex" / "MANIFEST.json"
    if not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text("utf-8"))["snapshots"]
        return {row["file"].rpartition("/")[2]: row["sha256"] for row in rows}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{path} is damaged: {error}") from error


def read_lock(path: Path) -> dict[str, str]:
    """Return the recorded hashes; empty where nothing was recorded yet.

    Raises:
        BadInput: the record is damaged.
    """
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path} is damaged ({error}); delete it to record anew") from error
    return {str(name): str(digest) for name, digest in found.items()}


def write_lock(path: Path, hashes: Mapping[str, str]) -> None:
    """Write the record of hashes, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    text = json.dumps({"sha256": dict(sorted(hashes.items()))}, indent=1) + "\n"
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _notes(corpus: LawCorpus) -> list[str]:
    here = {file.path.name for file in corpus.files}
    absent = sorted(
        name for name in manifest_hashes(corpus.folder) if name not in here and "fmx.xml" in name
    )
    notes = [f"named in the manifest, not here: {name}" for name in absent]
    copies = sorted({f.source.title for f in corpus.files if not f.source.official})
    notes += [f"not an official text: {title}" for title in copies]
    return notes + _marks(corpus)


def _marks(corpus: LawCorpus) -> list[str]:
    """Return where the editors' marks in a consolidated text and our list of amendments disagree.

    A mark holds until the next one. Only innermost provisions are looked at.
    """
    if not corpus.consolidated:
        return []
    marks = sorted(
        (change.at, change.source)
        for change in corpus.changes
        if change.kind == "amendment mark" and change.source.startswith("▼")
    )
    unlisted, unmarked, count = [], [], 0
    for unit in corpus.units.values():
        inner = not corpus.children(unit.locator)
        if unit.edition != corpus.amendments.edition_after or not inner:
            continue
        before = [source for at, source in marks if at <= unit.start]
        marked = bool(before) and before[-1].startswith("▼M")
        count += marked
        touched = corpus.amendments.may_touch(unit.locator)
        if marked and not touched:
            unlisted.append(str(unit.locator))
        elif corpus.amendments.covering(unit.locator) and marks and not marked:
            unmarked.append(str(unit.locator))
    found = [f"consolidated text: {count} innermost provisions are marked as amended"]
    for names, told in ((unlisted, "marked, in no amending point"), (unmarked, "not marked")):
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            found.append(f"consolidated text: {told}: {', '.join(names[:5])}{more}")
    return found
