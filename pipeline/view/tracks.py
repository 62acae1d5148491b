"""When each duty bites, for the variants of a model apart: what is due now, and what next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.catalogue.timeline import Lane, Milestone
from pipeline.schema import Applicability, Dossier, Obligation, Reason, Tri
from pipeline.view.duties import reason_rows, walk
from pipeline.view.elements import Quoted
from pipeline.view.facts import fact_words
from pipeline.view.when import Stage, When, when

#: The question of the tree whether a model was placed before the chapter began.
_PLACED = "R2"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a day rests on.

    Attributes:
        locators: Where it stands.
        edition: Day of the text.
        confidence: P official text, C copy, S secondary; empty where the catalogue's row tells it.
    """

    locators: tuple[str, ...]
    edition: str
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """When a model was first placed on the Union market, as far as it is known.

    Attributes:
        before: Whether that was before the chapter began.
        because: One sentence.
        quotes: Quotations behind it.
        settles: What would settle it where it is open.
    """

    before: Tri
    because: str
    quotes: tuple[Quoted, ...]
    settles: str


@dataclass(frozen=True, slots=True)
class TrackRow:
    """Duties of one lane that bite from the same day.

    Attributes:
        lane: The lane.
        when: From when.
        refs: References in catalogue order.
        duties: Ids, in the same order.
        basis: What each of its days rests on, in the order of the days.
        because: Why, in the words of the first duty.
        settles: What would settle what is open; empty where nothing is.
        if_settled: (answer, what follows) for an open question.
    """

    lane: Lane
    when: When
    refs: tuple[str, ...]
    duties: tuple[str, ...]
    basis: tuple[tuple[date, Basis], ...]
    because: str
    settles: str = ""
    if_settled: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """The timeline of the variants that share it.

    Attributes:
        variants: Their names.
        placing: When they were placed; None where no duty asked for it.
        rows: Lane by lane, earlier days first.
    """

    variants: tuple[str, ...]
    placing: Placing | None
    rows: tuple[TrackRow, ...]

    @property
    def now(self) -> tuple[TrackRow, ...]:
        """What is due now from the provider."""
        return tuple(
            row for row in self.rows if row.when.stage is Stage.NOW and not row.lane.powers
        )

    @property
    def open(self) -> tuple[TrackRow, ...]:
        """What depends on a fact that is not known."""
        return tuple(row for row in self.rows if row.when.stage is Stage.OPEN)

    def next(self, as_of: date) -> tuple[date, tuple[TrackRow, ...]] | None:
        """Return the first day after ``as_of`` on which something becomes due, and what."""
        days = {
            day: [row for row in self.rows if day in row.when.days]
            for row in self.rows
            for day in row.when.days
            if day > as_of
        }
        if not days:
            return None
        first = min(days)
        return first, tuple(days[first])


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each duty bites.

    Attributes:
        model: Name of the model.
        provider: Name of its provider.
        as_of: Day of judgement.
        days: Days on which law begins to bite, those of lanes without duties left out.
        tracks: One a group of variants.
    """

    model: str
    provider: str
    as_of: date
    days: tuple[Milestone, ...]
    tracks: tuple[Track, ...]


def build(
    dossier: Dossier,
    obligations: Sequence[Obligation],
    days: Sequence[Milestone],
    lanes: Sequence[Lane],
) -> Timeline:
    """Return the timeline of a dossier.

    Args:
        dossier: The dossier.
        obligations: All duties.
        days: Days on which law begins to bite.
        lanes: How duties are drawn together.
    """
    of_variant: dict[str, dict[str, Applicability]] = {}
    for item in dossier.applicability:
        of_variant.setdefault(item.variant, {})[item.obligation] = item
    groups: dict[tuple[object, ...], Track] = {}
    for variant, found in of_variant.items():
        rows = tuple(
            row
            for lane in lanes
            for row in _rows(lane, obligations, found, days, dossier.run.as_of)
        )
        placing = _placing(dossier, found)
        key = (placing and (placing.before, placing.because), *map(_key, rows))
        known = groups.get(key)
        groups[key] = _joined(known, variant, rows) if known else Track((variant,), placing, rows)
    tracks = tuple(groups.values())
    drawn = {
        row.lane.id
        for track in tracks
        for row in track.rows
        if row.when.stage is not Stage.NOT_OWED
    }
    return Timeline(
        model=dossier.model.name,
        provider=dossier.model.provider,
        as_of=dossier.run.as_of,
        days=tuple(day for day in days if not day.lane or day.lane in drawn),
        tracks=tracks,
    )


def _joined(track: Track, variant: str, rows: tuple[TrackRow, ...]) -> Track:
    """Return a track with one more variant; a reason that differs names the one it is of."""
    first = track.variants[0]
    told = tuple(
        row
        if row.because in (other.because, f"{first}: {other.because}")
        else replace(row, because=f"{first}: {row.because.removeprefix(f'{first}: ')}")
        for row, other in zip(track.rows, rows, strict=True)
    )
    return Track((*track.variants, variant), track.placing, told)


def _key(row: TrackRow) -> tuple[object, ...]:
    return row.lane.id, row.when, row.duties


def _rows(
    lane: Lane,
    obligations: Sequence[Obligation],
    found: Mapping[str, Applicability],
    days: Sequence[Milestone],
    as_of: date,
) -> Iterator[TrackRow]:
    """Yield the rows of a lane; what is not owed only where nothing of the lane is."""
    groups: dict[When, list[tuple[Obligation, Applicability]]] = {}
    for duty in obligations:
        if lane.holds(duty.id) and not duty.voluntary and (item := found.get(duty.id)):
            groups.setdefault(when(None, duty, item, as_of), []).append((duty, item))
    some = [told for told in groups if told.stage is not Stage.NOT_OWED]
    order = list(Stage)
    for told in sorted(some or groups, key=lambda told: (order.index(told.stage), _first(told))):
        duties = groups[told]
        first = duties[0][1]
        yield TrackRow(
            lane=lane,
            when=told,
            refs=tuple(duty.ref for duty, _ in duties),
            duties=tuple(duty.id for duty, _ in duties),
            basis=tuple((day, _basis(lane, duties[0][0], day, days)) for day in told.days),
            because=first.because.because,
            settles=fact_words(first.because.settles),
            if_settled=tuple(
                (each.condition, _follows(each.outcome.value, each.due_from))
                for each in first.alternatives
            ),
        )


def _follows(outcome: str, day: date | None) -> str:
    return f"{outcome.replace('_', ' ')} from {day}" if day else outcome.replace("_", " ")


def _first(told: When) -> date:
    return min(told.days, default=date.max)


def _basis(lane: Lane, duty: Obligation, day: date, days: Sequence[Milestone]) -> Basis:
    """Return what says that a duty is due from a day.

    A day of the law stands where it says so. Any other is the day of placing: what counts from
    then on is said where the duty's own beginning stands.
    """
    for wanted in (day, duty.applies_from):
        for known in days:
            if known.day == wanted and (not known.lane or known.lane == lane.id):
                return Basis(known.locators, known.edition, known.confidence)
    return Basis(duty.locators, duty.edition)


def _placing(dossier: Dossier, found: Mapping[str, Applicability]) -> Placing | None:
    for item in found.values():
        for _, node in walk(item.because):
            if node.rule == _PLACED:
                return Placing(
                    node.verdict, node.because, _quotes(dossier, node), fact_words(node.settles)
                )
    return None


def _quotes(dossier: Dossier, node: Reason) -> tuple[Quoted, ...]:
    return reason_rows(dossier, node)[0].quotes
