"""The order of work: files in, dossier out. The one file that knows it."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.catalogue.files import fingerprint, in_checkout, root
from pipeline.errors import BadInput
from pipeline.schema import (
    Claim,
    Document,
    Dossier,
    Identity,
    Model,
    ReadWarning,
    Relation,
    RunInfo,
    Segment,
    Source,
    WarningCode,
)

if TYPE_CHECKING:
    from pipeline.applicability.facts import Facts

#: Told what is being done and how far it is, 0..1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class File:
    """One file to read.

    Attributes:
        name: As given; made fit to be shown when it is read.
        data: Its bytes.
        source: Where it came from.
        within: Archive and folders in it that the file lies in; empty for a file by itself.
        remarks: What is to be said of a file that gives no text, because it was not opened or is
            an archive; None for one that is to be read.
    """

    name: str
    data: bytes
    source: Source = field(default_factory=Source)
    within: str = ""
    remarks: tuple[ReadWarning, ...] | None = None

    @property
    def shown(self) -> str:
        """The name with the archive that it lies in, fit to be shown."""
        from pipeline.readers.names import shown

        return f"{self.within}/{shown(self.name)}" if self.within else shown(self.name)


@dataclass(frozen=True, slots=True)
class Options:
    """What a scan may be told.

    Attributes:
        model: Name of the model, where the user says it.
        facts: Facts file, already loaded; None for none.
        as_of: Day whose law and duties count.
    """

    model: str | None = None
    facts: Facts | None = None
    as_of: date = field(default_factory=lambda: datetime.now(UTC).date())


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one model's files, before anything is judged."""

    documents: tuple[Document, ...]
    segments: Mapping[str, tuple[Segment, ...]]
    identity: Identity
    claims: tuple[Claim, ...]


def _silent(_what: str, _share: float) -> None:
    return


def scan(
    files: Sequence[File], options: Options | None = None, progress: Progress = _silent
) -> Dossier:
    """Return the dossier of one model.

    Args:
        files: Its documents; at least one.
        options: What the user says.
        progress: Called with what is being done and the share done so far.

    Raises:
        BadInput: no file was given.
        StaleIndex: derived indexes do not belong to this Lacuna.
        MissingModel: the encoder's package is not the pinned one.
    """
    from pipeline.readers.isolate import shared

    shared().warm()  # the reading process starts while we import what judges
    from pipeline.applicability.decide import wording
    from pipeline.assess.statuses import assess
    from pipeline.catalogue.elements import elements
    from pipeline.redecide import decided, facts_mark
    from pipeline.retrieval.index import open_index
    from pipeline.retrieval.rank import score
    from pipeline.risks.coding import code
    from pipeline.summaries.read import read as read_summary

    options = options or Options()
    started = _now()
    reading = read(files, options.model, progress)
    catalogue = elements()
    progress("searching", 0.5)
    index = open_index()
    scores = {
        document.id: score(catalogue, reading.segments[document.id], index)
        for document in reading.documents
    }
    progress("judging", 0.85)
    assessments = assess(
        catalogue,
        reading.documents,
        reading.segments,
        reading.claims,
        reading.identity,
        scores,
    )
    identity = reading.identity
    read_only = Dossier(
        model=Model(
            name=identity.model or options.model or "",
            provider=identity.provider,
            variants=identity.variants,
            aliases=identity.aliases,
            bases=identity.bases,
        ),
        documents=reading.documents,
        claims=reading.claims,
        assessments=assessments,
        risks=code(reading.documents, reading.segments, identity),
        summary=read_summary(reading.documents, reading.segments),
        applicability=(),
        compute=(),
        findings=(),
        run=RunInfo(
            version=__version__,
            commit=commit(),
            settings=(("model", options.model or ""), ("facts", facts_mark(options.facts))),
            corpora=(("all", fingerprint()),),
            models=index.models,
            as_of=options.as_of,
            started=started,
            finished=_now(),
        ),
    )
    signals = wording(reading.documents, reading.segments)
    found = decided(read_only, signals, options.facts)
    progress("done", 1.0)
    return replace(found, run=replace(found.run, finished=_now()))


def read(files: Sequence[File], name: str | None = None, progress: Progress = _silent) -> Reading:
    """Return documents, segments, identity and claims of one model's files.

    A file that is byte for byte another's is read once; the copy is named in a warning. What
    ``together`` says of documents holds for them.

    Raises:
        BadInput: no file was given.
    """
    if not files:
        raise BadInput("no file to scan: name at least one document, or a folder that holds some")
    files = unpacked(files)
    documents: list[Document] = []
    for place, (file, copies_of_it) in enumerate(_once(files)):
        progress(f"reading {file.shown}", 0.4 * place / len(files))
        documents.append(_with_copies(_read(file), copies_of_it))
    return together(documents, name, progress)


def together(
    documents: Sequence[Document], name: str | None = None, progress: Progress = _silent
) -> Reading:
    """Return what documents say of one model, after each was read by itself.

    Of one that nearly repeats another only what differs is kept. What is, by the user's word,
    about another model gives no claims. Documents are put in an order that does not depend on
    the order in which they are given.

    Args:
        documents: As a reader gives them; not yet told which model they are about.
        name: Name of the model, where the user says it.
        progress: Told when claims are looked for.
    """
    from pipeline.claims.about import left_out, with_about
    from pipeline.claims.extract import extract
    from pipeline.claims.identity import identify
    from pipeline.segments import segment
    from pipeline.segments.likeness import is_repeated, mark_copies, near_copies, without_repeats

    documents = sorted(documents, key=lambda document: (document.name, document.id))
    copies = near_copies(documents)
    documents = mark_copies(documents, copies)
    whole = {document.id: segment(document) for document in documents}
    progress("finding claims", 0.42)
    own = [document for document in documents if document.id not in copies]
    identity = identify([one for one in own if not _foreign(one, name)] or own, whole, name)
    segments = without_repeats(whole, copies)
    placed = with_about(documents, whole, identity)
    claims = extract([one for one in placed if not left_out(one)], segments, identity)
    claims = tuple(
        one for one in claims if one.span is None or not is_repeated(one.span, segments, copies)
    )
    return Reading(placed, segments, identity, claims)


def _read(file: File) -> Document:
    """Return the document of one file; what is in it is read in a process of its own."""
    from pipeline.readers.isolate import shared, unread

    if file.remarks is not None:
        document = unread(file.name, file.remarks, file.data or None, file.source)
    else:
        document = shared().read(file.data, file.name, source=file.source)
    kind = file.source.kind or document.kind
    return replace(document, name=file.shown, kind=kind)


def unpacked(files: Sequence[File]) -> list[File]:
    """Return the files with archives replaced by what they hold.

    An archive of which something was left out stays, without text and with remarks, so that no
    silence rests on it. Files that were unpacked before are returned as they are.
    """
    from pipeline.readers.isolate import shared

    found: list[File] = []
    for file in files:
        packed = shared().unpack(file.data, file.name) if file.remarks is None else None
        if packed is None:
            found.append(file)
            continue
        for member in packed.members:
            folder, _, name = f"{file.shown}/{member.name}".rpartition("/")
            found.append(File(name, member.data, file.source, folder))
        if packed.warnings:
            found.append(replace(file, remarks=packed.warnings))
    return found


def _foreign(document: Document, name: str | None) -> bool:
    """Tell whether the user gives a document to another model than the one that they named."""
    from pipeline.claims.about import relation_of

    told = document.source.model
    if not told or not name:
        return False
    return relation_of(told, Identity(model=name, provider="")) is not Relation.OWN


def _once(files: Sequence[File]) -> list[tuple[File, list[str]]]:
    """Return each distinct file with the names of its copies.

    The first name in order wins. What the user says of a copy holds where they say nothing of
    the file that stands for it.
    """
    groups: dict[str, list[File]] = {}
    for file in sorted(files, key=lambda file: (file.shown, repr(file.source))):
        key = hashlib.sha256(file.data).hexdigest()
        if file.remarks is not None and not file.data:  # not opened: its bytes are not known
            key = f"{file.shown} {file.remarks}"
        groups.setdefault(key, []).append(file)
    found = []
    for first, *copies in groups.values():
        told = dict.fromkeys(copy.shown for copy in copies if copy.shown != first.shown)
        source = _joined([first.source, *(copy.source for copy in copies)])
        found.append((replace(first, source=source), list(told)))
    return found


def _joined(sources: Sequence[Source]) -> Source:
    """Return what is said of one file under several names; the first word counts.

    Address, day and publisher belong together and are taken from one of them.
    """
    place = next((one for one in sources if one.url or one.retrieved or one.publisher), Source())
    kind = next((one.kind for one in sources if one.kind), None)
    model = next((one.model for one in sources if one.model), None)
    return replace(place, kind=kind, model=model)


def _with_copies(document: Document, copies: Sequence[str]) -> Document:
    if not copies:
        return document
    warning = ReadWarning(
        WarningCode.DUPLICATE,
        f"the same bytes were also given as {', '.join(copies)}; they count as one document",
    )
    return replace(document, warnings=(*document.warnings, warning))


def gather(paths: Sequence[Path], sources: Mapping[str, Source] | None = None) -> list[File]:
    """Return the files of paths; a folder gives all the files in it, hidden ones left out.

    What cannot be opened in a folder (a link out of it, a pipe, a device, a file that is too
    large or may not be read) comes without bytes and with a remark.

    Args:
        paths: Files and folders.
        sources: Where files came from, by file name or by path as written.

    Raises:
        BadInput: a path does not exist, is unreadable, or a folder is empty.
    """
    from pipeline.readers import limits
    from pipeline.readers.folder import is_folder, open_file, open_folder

    bounds = limits.current()
    sources = sources or {}
    found: list[File] = []
    for path in paths:
        opened = open_folder(path, bounds) if is_folder(path) else [open_file(path, bounds)]
        for item in opened:
            source = sources.get(str(item.path)) or sources.get(item.path.name) or Source()
            remarks = (item.remark,) if item.remark else None
            found.append(File(item.path.name, item.data, source, remarks=remarks))
    return found


def example_files() -> list[File]:
    """Return the documents of the invented example model that ships with Lacuna."""
    return gather([root() / "corpora" / "example"])


@lru_cache(maxsize=1)
def commit() -> str:
    """Return the commit of the checkout, with ``+`` where files differ; empty in a wheel."""
    if not in_checkout():
        return ""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"],
            cwd=root(),
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
