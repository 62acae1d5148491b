"""Derived indexes: built once, kept with a manifest, refused when they are stale.

An index is a set of parts, each a folder with its own ``manifest.json``: what it was made from
(hashes) and the hashes of its files. A part that is missing is built when it is needed; one that
does not fit what it was made from is refused, because a verdict must not rest on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue.files import index_folder
from pipeline.errors import BadInput, StaleIndex
from pipeline.retrieval import model
from pipeline.retrieval.encoder import Encoder
from pipeline.retrieval.vectors import Vectors
from pipeline.schema import Element

#: Raised whenever the files' meaning changes.
FORMAT = 1

#: How often a part is put in its place before another process is let win.
_TRIES = 50

REBUILD = "run `lacuna index build`"

Progress = Callable[[str], None]


def _silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Part:
    """One part of the index.

    Attributes:
        name: Name of its folder.
        message: What is being done while it is built, for people.
        inputs: What it is made from: names and hashes. A difference makes it stale.
        write: Writes its files into an empty folder.
    """

    name: str
    message: str
    inputs: Mapping[str, str]
    write: Callable[[Path], None] = field(repr=False)


def texts_hash(texts: Iterable[str]) -> str:
    """Return a hash of texts in their order, for ``Part.inputs``."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()


def build_part(folder: Path, part: Part, progress: Progress = _silent) -> Path:
    """Build a part anew and return its folder; an interrupted build leaves the old one."""
    progress(part.message)
    fresh = folder / f".{part.name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
    except OSError as error:
        raise BadInput(
            f"no index can be built in {folder} ({error.strerror}); name another folder with "
            f"LACUNA_INDEXES"
        ) from error
    try:
        part.write(fresh)
        files = {file.name: model.digest(file) for file in sorted(fresh.iterdir())}
        manifest = {"format": FORMAT, "inputs": dict(part.inputs), "files": files}
        (fresh / "manifest.json").write_text(
            json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        _put(fresh, folder / part.name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder / part.name


def _put(fresh: Path, place: Path) -> None:
    """Put a finished folder in its place; who reads or builds meanwhile never meets half of one."""
    old = fresh.with_name(f"{fresh.name}.old")
    for left in reversed(range(_TRIES)):
        shutil.rmtree(old, ignore_errors=True)
        try:
            with suppress(FileNotFoundError):
                place.rename(old)
            fresh.rename(place)
            break
        except OSError:
            # Another process has just put its own there; the last one to finish stays.
            if not left:
                raise
        finally:
            shutil.rmtree(old, ignore_errors=True)


def faults(folder: Path, part: Part, *, contents: bool = False) -> list[str]:
    """Return what is wrong with a part that exists, in plain words; empty where nothing is.

    Args:
        folder: The index folder.
        part: What it should be.
        contents: Compare the files' hashes too; otherwise only that they are there.
    """
    place = folder / part.name
    try:
        manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        found, files = dict(manifest["inputs"]), dict(manifest["files"])
        form = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{part.name}: its manifest is missing or damaged"]
    wrong = []
    if form != FORMAT:
        wrong.append(f"{part.name}: written in format {form}, this version reads {FORMAT}")
    for name in sorted(set(found) | set(part.inputs)):
        if found.get(name) != part.inputs.get(name):
            wrong.append(f"{part.name}: made from other {name}")
    for name, expected in sorted(files.items()):
        if not (place / name).is_file():
            wrong.append(f"{part.name}: {name} is missing")
        elif contents and model.digest(place / name) != expected:
            wrong.append(f"{part.name}: {name} is damaged")
    return wrong


def ensure(folder: Path, part: Part, progress: Progress = _silent) -> Path:
    """Return a part's folder; build it where there is none.

    Raises:
        StaleIndex: there is one, but it does not fit what it should be made from.
    """
    if not (folder / part.name).exists():
        return build_part(folder, part, progress)
    if wrong := faults(folder, part):
        raise StaleIndex(f"the index in {folder} is stale ({'; '.join(wrong)}); {REBUILD}")
    return folder / part.name


def encoder_part() -> Part:
    """Return the part that holds the exported encoder."""

    def write(place: Path) -> None:
        from pipeline.retrieval import reference

        reference.export(place / "encoder.onnx")
        shutil.copyfile(model.folder() / "tokenizer.json", place / "tokenizer.json")

    return Part(
        "encoder",
        "Preparing the sentence encoder (once, about ten seconds)",
        {"model": model.fingerprint()},
        write,
    )


def open_encoder(folder: Path, progress: Progress = _silent) -> Encoder:
    """Return the encoder of an index folder; it is exported first where it is missing.

    Raises:
        StaleIndex: the exported encoder is damaged or does not belong to the pinned weights.
        MissingModel: it must be exported, and the weights are absent or not the pinned ones.
    """
    place = ensure(folder, encoder_part(), progress)
    try:
        model.check(place, ("tokenizer.json",))
        return Encoder(place / "encoder.onnx", place / "tokenizer.json")
    except Exception as error:  # onnxruntime's errors share no base of their own
        raise StaleIndex(f"the encoder in {place} is damaged; {REBUILD}") from error


def queries(element: Element) -> list[str]:
    """Return the texts that an element is searched with: its anchors, then what it is."""
    return [*element.anchors, f"{element.name}: {element.definition}"]


def anchors_part(elements: Sequence[Element], encoder: Callable[[], Encoder]) -> Part:
    """Return the part that holds the vectors of the elements' query texts."""
    texts = [text for element in elements for text in queries(element)]
    owners = [element.id for element in elements for _ in queries(element)]

    def write(place: Path) -> None:
        Vectors(encoder().encode(texts)).save(place / "anchors.faiss")
        (place / "owners.json").write_text(json.dumps(owners) + "\n", encoding="utf-8")

    return Part(
        "anchors",
        "Encoding the anchors of the elements",
        {"model": model.fingerprint(), "elements": texts_hash([*owners, *texts])},
        write,
    )


@dataclass(frozen=True)
class Index:
    """An open index.

    Attributes:
        encoder: The sentence encoder.
        owners: Element id of each row of ``anchors``.
        anchors: Vectors of the elements' query texts, (n, 384).
    """

    encoder: Encoder
    owners: tuple[str, ...]
    anchors: NDArray[np.float32]

    @property
    def models(self) -> tuple[tuple[str, str], ...]:
        """(name, sha256 of the weights) of every model that the index rests on."""
        return ((model.NAME, model.PINNED["model.safetensors"]),)

    def rows(self, element: str) -> NDArray[np.float32]:
        """Return the vectors of one element's query texts; KeyError for an unknown one."""
        rows = [i for i, owner in enumerate(self.owners) if owner == element]
        if not rows:
            raise KeyError(element)
        return self.anchors[rows]


def _catalogue() -> tuple[Element, ...]:
    from pipeline.catalogue.elements import elements

    return elements()


def _parts(folder: Path, elements: Sequence[Element] | None) -> tuple[Part, ...]:
    anchors = anchors_part(elements or _catalogue(), lambda: open_encoder(folder))
    return encoder_part(), anchors


def build(
    folder: Path,
    progress: Progress = _silent,
    *,
    elements: Sequence[Element] | None = None,
    parts: Sequence[Part] = (),
) -> list[Path]:
    """Bring an index up to date: what is missing, stale or damaged is built anew.

    Args:
        folder: Where it lies.
        progress: Told in a sentence what is being built.
        elements: The elements; the catalogue's by default.
        parts: Further parts, such as the law's.

    Returns:
        The folders that were written; empty where all was up to date.
    """
    return [
        build_part(folder, part, progress)
        for part in (*_parts(folder, elements), *parts)
        if faults(folder, part, contents=True)
    ]


def verify(
    folder: Path, *, elements: Sequence[Element] | None = None, parts: Sequence[Part] = ()
) -> None:
    """Compare an index with what it should be made from, files' contents included.

    Raises:
        StaleIndex: anything is missing, stale or damaged; all of it is named.
    """
    wrong = [
        fault
        for part in (*_parts(folder, elements), *parts)
        for fault in faults(folder, part, contents=True)
    ]
    if wrong:
        raise StaleIndex(f"the index in {folder} is not up to date ({'; '.join(wrong)}); {REBUILD}")


def open_index(
    folder: Path | None = None,
    elements: Sequence[Element] | None = None,
    progress: Progress = _silent,
) -> Index:
    """Open an index, after building what is missing.

    Args:
        folder: Where it lies; ``catalogue.files.index_folder()`` by default.
        elements: The elements; the catalogue's by default.
        progress: Told in a sentence what is being built.

    Raises:
        StaleIndex: it was made from other anchors or another model; the message names the
            command that rebuilds it.
        MissingModel: the encoder's weights are absent or not the pinned ones.
    """
    folder = folder or index_folder()
    encoder = open_encoder(folder, progress)
    place = ensure(folder, anchors_part(elements or _catalogue(), lambda: encoder), progress)
    try:
        owners = json.loads((place / "owners.json").read_text(encoding="utf-8"))
    except ValueError:
        owners = []
    matrix = Vectors.load(place / "anchors.faiss").matrix
    if len(owners) != len(matrix):
        raise StaleIndex(f"the index in {folder} is damaged (anchors and owners); {REBUILD}")
    return Index(encoder, tuple(owners), matrix)
