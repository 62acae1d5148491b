"""The installed law: its units, and what may be shown of them as current law.

What is shown follows one rule. Where Regulation (EU) 2026/1744 touches a provision, the old text
is never shown as current law: its patch is shown where one is installed, and otherwise a notice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.catalogue.rows import Faults, load
from pipeline.errors import BadInput, LacunaError, LawNotInstalled
from pipeline.law import layout
from pipeline.law.amendments import Amendments, Change, amendments, read_patches
from pipeline.law.code_text import PDF_CHAPTERS, from_markdown, from_pdf
from pipeline.law.editions import editions
from pipeline.law.forms import read_form, read_template
from pipeline.law.locators import parse
from pipeline.law.places import Kind, Locator, Work
from pipeline.law.resolve import missing, resolve
from pipeline.law.showing import Shown, show
from pipeline.law.units import TypographicChange, Unit, from_legal_text, typographic_changes
from pipeline.readers.legal_text import LegalText
from pipeline.schema import Document

_AMENDED = "amended by (EU) 2026/1744"
_TABLES = ("law/guidelines_paragraphs.json", "law/notice_paragraphs.json")


@dataclass(frozen=True, slots=True)
class Listed:
    """A place that is known by number only: no text of it is installed.

    Attributes:
        locator: Which.
        source: What its number rests on.
        confidence: P official text, C copy, S secondary source.
    """

    locator: Locator
    source: str
    confidence: str


@dataclass(frozen=True)
class LawCorpus:
    """Law texts of one folder, on one day.

    Attributes:
        folder: Where they are installed.
        as_of: The day for which law is shown.
        files: The files that were found, with hashes.
        documents: Document id -> document.
        units: Locator -> unit, in reading order.
        changes: Every place where a shown text differs from its source's characters.
        patches: Id -> new text of provisions that are amended; None for deleted ones.
        listed: Places that are known by number only.
    """

    folder: Path
    as_of: date
    files: tuple[layout.LawFile, ...]
    documents: dict[str, Document]
    units: dict[Locator, Unit]
    changes: tuple[TypographicChange, ...]
    patches: dict[str, str | None]
    listed: dict[Locator, Listed] = field(default_factory=dict)

    @cached_property
    def amendments(self) -> Amendments:
        """What changed since the published text."""
        return amendments()

    @cached_property
    def _children(self) -> dict[Locator, tuple[Locator, ...]]:
        below: dict[Locator, list[Locator]] = {}
        for unit in self.units.values():
            if unit.parent is not None:
                below.setdefault(unit.parent, []).append(unit.locator)
        return {parent: tuple(children) for parent, children in below.items()}

    @cached_property
    def _places(self) -> frozenset[Locator]:
        """Places that exist although no unit of an installed file stands there."""
        return frozenset([*self.listed, *(row.locator for row in self.amendments.rows)])

    @cached_property
    def consolidated(self) -> bool:
        """True where the provisions of the Act are those of the text as amended."""
        after = self.amendments.edition_after
        return any(unit.edition == after for unit in self.units.values() if _enacting(unit))

    def has(self, locator: Locator | str) -> bool:
        """True where a place is part of the law of the corpus's day.

        One that a later text inserts is not, nor is one that was deleted by then.
        """
        try:
            found = self.resolve(locator)
        except LacunaError:
            return False
        if found in self.listed:
            return any(
                one.work is found.work
                and found.edition in ("", one.locators)
                and one.table != ""
                and one.published is not None
                and one.published <= self.as_of
                for one in editions()
            )
        unit = self.units.get(found)
        if unit is not None and unit.edition > self.as_of.isoformat():
            return False
        if self.consolidated:
            return unit is not None
        row = self.amendments.covering(found) if found.work is Work.ACT else None
        if row is None:
            return unit is not None
        if self.as_of < self.amendments.in_force:
            return row.change is not Change.INSERTED and unit is not None
        return row.change is not Change.DELETED

    def children(self, locator: Locator) -> tuple[Locator, ...]:
        """Return the units right below one, in reading order."""
        return self._children.get(locator, ())

    def file(self, document_id: str) -> layout.LawFile:
        """Return the file that a document was read from."""
        return next(file for file in self.files if file.sha256 == document_id)

    def resolve(self, locator: Locator | str) -> Locator:
        """Return the locator of the place that is meant.

        Raises:
            BadInput: there is none such; the message says what there is instead.
            LawNotInstalled: the whole text that it points into is not installed.
        """
        wanted = parse(locator) if isinstance(locator, str) else locator
        found = resolve(wanted, self.units, self._places)
        if found is not None:
            return found
        row = self.amendments.covering(wanted)
        if row and row.locator not in self.units:
            return row.locator
        if not any(unit.work is wanted.work for unit in self.units):
            if wanted.work is Work.GUIDELINES or wanted.kind is Kind.NOTICE:
                raise BadInput(missing(wanted, self.units, self._places))
            raise LawNotInstalled(
                f"{wanted}: this text is not installed in {self.folder}; "
                f"install it with: {layout.COMMAND}"
            )
        told = missing(wanted, self.units, self._places)
        if row and not self.consolidated:
            told += f" in the text of 2024, and {row.locator} was {_AMENDED}"
        raise BadInput(told)

    def show(self, locator: Locator | str) -> Shown:
        """Return what may be shown of a place.

        Args:
            locator: A locator, or a reference as people write it.

        Raises:
            BadInput: there is no such place.
            LawNotInstalled: the text that it points into is not installed.
        """
        return show(self, self.resolve(locator))

    def heading(self, unit: Unit) -> str:
        """Return a unit's title; empty where another title is law, and is not installed."""
        amended = self.as_of >= self.amendments.in_force and not self.consolidated
        gone = amended and self.amendments.new_title(unit.locator) is not None
        return "" if gone else unit.heading

    def heading_path(self, unit: Unit) -> tuple[str, ...]:
        """Return the titles above a unit and its own, outermost first."""
        titles: list[str] = []
        at: Unit | None = unit
        while at is not None:
            if heading := self.heading(at):
                titles.insert(0, heading)
            at = self.units[at.parent] if at.parent else None
        return tuple(titles)


def open_law(folder: Path | None = None, as_of: date | None = None) -> LawCorpus:
    """Open the installed law.

    Args:
        folder: Where it lies; otherwise ``LACUNA_LAW``, then the user's data folder.
        as_of: The day for which law is shown; today where not given.

    Raises:
        LawNotInstalled: there is none; the message gives the command that installs it.
        BadInput: an installed file is damaged.
    """
    place = layout.installed_folder(folder)
    day = as_of or date.today()
    loader = _Loader(layout.files(place))
    loader.read(amended=day >= amendments().in_force)
    return LawCorpus(
        folder=place,
        as_of=day,
        files=loader.files,
        documents=loader.documents,
        units=loader.units,
        changes=tuple(loader.changes),
        patches=loader.patches,
        listed=listed(),
    )


def listed() -> dict[Locator, Listed]:
    """Return the places that are known by number only.

    Raises:
        BadCorpus: a table is faulty.
    """
    out: dict[Locator, Listed] = {}
    for table in _TABLES:
        data = load(table)
        faults = Faults(table)
        for row in (*data["rows"], *unplaced(data)):
            try:
                place = _listed(row, data["source"])
            except (BadInput, KeyError) as error:
                faults.add(str(row), str(error))
            else:
                out[place.locator] = place
        faults.done()
    return out


def unplaced(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rows for numbers of the November version that are known without their matter."""
    return [
        {
            "locator": f"Guidelines, November 2025, para {number}",
            "rows": [],
            "confidence": "S",
        }
        for number in data.get("november_known", ())
    ]


def _listed(row: dict[str, Any], names: dict[str, str]) -> Listed:
    locator = parse(row["locator"])
    version = {"2025-07": "July 2025", "2025-11": "November 2025"}.get(locator.edition, "")
    return Listed(locator, names[version], row["confidence"])


class _Loader:
    """Reads each installed file once; of two renderings of the published Act, Formex is taken."""

    def __init__(self, files: tuple[layout.LawFile, ...]) -> None:
        self.files = files
        self.documents: dict[str, Document] = {}
        self.units: dict[Locator, Unit] = {}
        self.changes: list[TypographicChange] = []
        self.patches: dict[str, str | None] = {}
        self.amended = False

    def read(self, *, amended: bool) -> None:
        """Read all texts; of the Act the amended one where asked for and installed."""
        if amended:
            self._amended_act()
        self._act()
        self._code()
        for file in self._of("model-documentation-form"):
            edition = file.source.edition
            self._take(*read_form(_bytes(file), file.path.name, edition, file.source.id))
        for file in self._of("training-summary-template"):
            edition = file.source.edition
            self._take(*read_template(_bytes(file), file.path.name, edition, file.source.id))
        for file in self._of("omnibus-2026-1744-patches"):
            self.patches.update(read_patches(_bytes(file), file.path.name))

    def _of(self, *ids: str) -> list[layout.LawFile]:
        return [file for file in self.files if file.source.id in ids]

    def _amended_act(self) -> None:
        from pipeline.readers.eurlex_consolidated import read_consolidated

        for file in self._of("act-2026-consolidated-html")[-1:]:
            self._legal(read_consolidated(_bytes(file), file.path.name), file.source)
            self.amended = True

    def _act(self) -> None:
        from pipeline.readers.eurlex_html import read_eurlex_html
        from pipeline.readers.formex import read_formex

        members = [f for f in self._of("act-2024-formex") if _is_member(f.path.name)]
        # The annexes are members of their own: without the act's own member take the page.
        if any(f.path.name.endswith(".000101.fmx.xml") for f in members):
            for file in members:
                self._legal(read_formex(_bytes(file), file.path.name), file.source)
            return
        for file in self._of("act-2024-oj-html")[-1:]:
            self._legal(read_eurlex_html(_bytes(file), file.path.name), file.source)

    def _legal(self, read: LegalText, source: layout.LawSource) -> None:
        """Take a text of the Act; beside the amended one only recitals of the published one."""
        units = from_legal_text(read, source.edition, source.id)
        if self.amended and source.official:
            units = tuple(unit for unit in units if unit.locator.kind is Kind.RECITAL)
        self._take(read.document, units)
        self.changes += typographic_changes(read, units)

    def _code(self) -> None:
        """Read the official PDFs; what they do not give comes from the copy, and says so."""
        for file in self._of(*PDF_CHAPTERS):
            document = _document(file)
            chapter = PDF_CHAPTERS[file.source.id]
            units = from_pdf(document, chapter, file.source.edition, file.source.id)
            if not units:
                raise BadInput(f"{file.path} holds no measure of the Code; fetch it again")
            self._take(document, units)
        for file in self._of("code-unofficial-markdown"):
            document = _document(file)
            units = from_markdown(document, file.source.edition, file.source.id)
            if not units:
                raise BadInput(f"{file.path} holds no measure of the Code; fetch it again")
            self._take(document, units)

    def _take(self, document: Document, units: tuple[Unit, ...]) -> None:
        self.documents[document.id] = document
        for unit in units:
            self.units.setdefault(unit.locator, unit)


def _enacting(unit: Unit) -> bool:
    return unit.locator.work is Work.ACT and unit.locator.kind is Kind.ARTICLE


def _is_member(name: str) -> bool:
    return not name.endswith((".doc.fmx.xml", ".toc.fmx.xml"))


def _bytes(file: layout.LawFile) -> bytes:
    return file.path.read_bytes()


def _document(file: layout.LawFile) -> Document:
    from pipeline.readers.read import read_bytes

    document = read_bytes(_bytes(file), file.path.name)
    if not document.readable:
        reasons = " ".join(warning.message for warning in document.warnings)
        raise BadInput(f"{file.path} could not be read: {reasons}")
    return document


def third_source(folder: Path) -> dict[str, str]:
    """Return id -> text of the units of the published Act that others made, to compare with."""
    rows = json.loads((folder / "act" / "units_2024-07-12.json").read_text("utf-8"))
    return {row["id"]: row["text"] for row in rows if row["text"]}


__all__ = ["LawCorpus", "Listed", "Shown", "listed", "open_law", "third_source"]
