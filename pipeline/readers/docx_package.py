"""The package of a Word file: checked before it is opened, its parts parsed one by one."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from pipeline.readers.parsed import Unreadable
from pipeline.schema import ReadWarning, WarningCode

#: Limits of a package, before anything of it is unpacked.
MAX_ENTRIES, MAX_BYTES, MAX_RATIO = 5_000, 200_000_000, 150
#: Below this size a part may be packed as tightly as it likes.
_SMALL = 5_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_UNPACKING = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
#: Strict files name the same things by other addresses.
_STRICT = (
    (b"purl.oclc.org/ooxml/wordprocessingml/main",
     b"schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"purl.oclc.org/ooxml/officeDocument/relationships",
     b"schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"purl.oclc.org/ooxml/officeDocument/math",
     b"schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"purl.oclc.org/ooxml/drawingml/main", b"schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: the last word of the type, the target, whether it lies outside."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a file.

    Attributes:
        name: The file's name, for messages.
        main: Name of the part that holds the body.
        damaged: Names of parts that are there and could not be parsed.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Check and open a file.

        Raises:
            Unreadable: It is damaged, locked, no DOCX, or would unpack to more than is safe.
        """
        self.name = name
        self.damaged: list[str] = []
        self._zip = _checked(data, name)
        self._names = {entry.filename for entry in self._zip.infolist()}
        self.main = self._main()

    def _main(self) -> str:
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self._names:
                return relation.target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise damage(self.name)

    def bytes(self, part: str) -> bytes | None:
        """Return the content of a part; None where it is missing or does not unpack."""
        if part not in self._names:
            return None
        try:
            return self._zip.read(part)
        except _UNPACKING:
            self._hurt(part)
            return None

    def xml(self, part: str) -> Any:
        """Return the root of a part; None where it is missing, damaged or declares entities."""
        from lxml import etree

        data = self.bytes(part)
        if data is None:
            return None
        if b"purl.oclc.org/ooxml/" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError):
            self._hurt(part)
            return None
        if root.getroottree().docinfo.internalDTD is not None:
            self._hurt(part)  # no part of a Word file has entities to declare
            return None
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part points to, by id; targets inside are names of parts."""
        folder, _, last = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels")
        found: dict[str, Relation] = {}
        for each in root.iterchildren() if root is not None else ():
            target = each.get("Target", "")
            external = each.get("TargetMode") == "External"
            if not external:
                path = posixpath.join("/", folder, unquote(target))
                target = posixpath.normpath(path).lstrip("/")
            kind = each.get("Type", "").rpartition("/")[2]
            found[each.get("Id", "")] = Relation(kind, target, external)
        return found

    def _hurt(self, part: str) -> None:
        if part not in self.damaged:
            self.damaged.append(part)


def _checked(data: bytes, name: str) -> zipfile.ZipFile:
    """Refuse what is no package, is locked, or unpacks to more than a document needs."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            message = f"{name} needs a password to be opened: ask its publisher for an open copy."
            raise Unreadable(ReadWarning(WarningCode.PASSWORD, message))
        message = f"{name} is an old binary Word file, not DOCX: save it as DOCX or PDF."
        raise Unreadable(ReadWarning(WarningCode.UNKNOWN_TYPE, message))
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (*_UNPACKING, NotImplementedError):
        raise damage(name) from None
    entries = package.infolist()
    total = sum(entry.file_size for entry in entries)
    dense = any(
        entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MAX_ENTRIES or total > MAX_BYTES or dense:
        message = (
            f"{name} would unpack to {total / 1e6:.0f} MB in {len(entries)} parts, "
            "more than a document needs: it was not opened."
        )
        raise Unreadable(ReadWarning(WarningCode.LIMIT, message))
    return package


def damage(name: str) -> Unreadable:
    """Return the refusal of a file of which nothing can be read."""
    message = f"{name} is not a readable DOCX file: it is damaged or cut short. Fetch it again."
    return Unreadable(ReadWarning(WarningCode.DAMAGED, message))
