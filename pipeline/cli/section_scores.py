"""``lacuna evaluate sections``: sections of model cards, held against what readers found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.cli.scores import put
from pipeline.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.assess.card_sections import Section
    from pipeline.evaluate.sections import Presence, SectionsReport
    from pipeline.schema import Segment, Status

#: The block at the head of a card that is meant for machines.
_FRONT = re.compile(rb"\A\s*---[ \t]*\r?\n.*?\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
#: Words of a section's name that say nothing about what it holds.
_PLAIN = frozenset(
    ("model", "data", "details", "section", "information", "other", "requirements", "approaches")
)

_WITH, _WITHOUT = "With front matter", "Without front matter"


@dataclass(frozen=True)
class _Card:
    """A card, read: its model's name, segments, and what the rules say of elements."""

    model: str
    segments: Sequence[Segment]
    statuses: Mapping[str, Status]


def sections(
    truth: Annotated[
        Path, typer.Option("--truth", help="The table: card, section, present, with tabs.")
    ],
    documents: Annotated[
        Path | None,
        typer.Option("--documents", help="Folder of the cards; else the one beside the table."),
    ] = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Which sections of a model card are absent, with front matter and without."""
    from pipeline.cli.output import Progress
    from pipeline.evaluate.sections import load_presence
    from pipeline.export.sections import section_lines

    cells = load_presence(truth)
    report = _report(cells, documents or _beside(truth), Progress(quiet))
    put(report.to_json(), section_lines(report), format, output)


def _beside(truth: Path) -> Path:
    folder = truth.parent / truth.stem.replace("_presence", "")
    if not folder.is_dir():
        raise BadInput(f"no cards in {folder}: name their folder with --documents")
    return folder


def _report(
    cells: Sequence[Presence], folder: Path, progress: Callable[[str, float], None]
) -> SectionsReport:
    from pipeline.assess.card_sections import by_elements, by_signs, written_on
    from pipeline.assess.card_sections import sections as known_sections
    from pipeline.evaluate.documents import locate
    from pipeline.evaluate.sections import SectionsReport, rates

    known, read_before = known_sections(), written_on()
    names = tuple(dict.fromkeys(cell.section for cell in cells))
    covered = [name for name in names if name in known]
    lacking = {cell.section for cell in cells if cell.absent}
    scored = [name for name in covered if name in lacking]
    wanted = sorted({element for name in covered for element in known[name].elements})
    found = locate([cell.card for cell in cells], folder)
    read: dict[str, dict[str, _Card]] = {_WITH: {}, _WITHOUT: {}}
    for place, item in enumerate(found):
        progress(f"reading {item.id}", place / len(found))
        if len(item.files) != 1:
            raise BadInput(f"{item.id} must be one file, not {len(item.files)}")
        data = item.files[0].read_bytes()
        read[_WITH][item.id] = _read(data, wanted)
        bare = _FRONT.sub(b"", data, count=1)
        # Without front matter there is nothing to read anew.
        read[_WITHOUT][item.id] = read[_WITH][item.id] if bare == data else _read(bare, wanted)
    progress("done", 1.0)

    def elements_say(section: Section, card: _Card) -> bool:
        return by_elements(section, card.statuses)

    def signs_say(section: Section, card: _Card) -> bool:
        return by_signs(section, card.model, card.segments)

    methods: dict[str, Callable[[Section, _Card], bool]] = {
        "**Lacuna**": lambda section, card: elements_say(section, card) or signs_say(section, card),
        "elements alone": elements_say,
        "signs alone": signs_say,
        "always absent": lambda section, card: False,
        "keywords": _keywords,
    }
    parts = {}
    for name, cards in read.items():
        for suffix, kept in (
            ("", set(cards)),
            (", cards not read before", set(cards) - read_before),
        ):
            rows = [cell for cell in cells if cell.card in kept and cell.section in known]
            if rows:
                parts[name + suffix] = {
                    method: rates(
                        rows,
                        {
                            (cell.card, cell.section): not says(
                                known[cell.section], cards[cell.card]
                            )
                            for cell in rows
                        },
                        scored,
                    )
                    for method, says in methods.items()
                }
    return SectionsReport(
        len(found),
        tuple(scored),
        tuple(name for name in covered if name not in lacking),
        tuple(name for name in names if name not in known),
        tuple(name for name in covered if not known[name].elements),
        parts,
    )


def _keywords(section: Section, card: _Card) -> bool:
    """Return whether a word of the section's name is in the card."""
    words = [w for w in re.findall(r"[a-z]{4,}", section.name.lower()) if w not in _PLAIN]
    text = " ".join(segment.text for segment in card.segments).lower()
    return any(word.rstrip("s") in text for word in words)


def _read(data: bytes, wanted: Sequence[str]) -> _Card:
    from pipeline.cli.labelled import ruled

    reading, statuses = ruled("card.md", data, wanted)
    (document,) = reading.documents
    return _Card(reading.identity.model, tuple(reading.segments[document.id]), statuses)
