"""The picture of a timeline: bars from the day on which duties bite, both branches hollow.

One SVG that needs no other file. Widths of words are estimated: titles are short and ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from pipeline.export.plain import plain
from pipeline.export.timeline import STAGE_WORDS, heading, summary, track_title
from pipeline.view.tracks import Timeline, Track, TrackRow
from pipeline.view.when import Stage

WIDTH = 1040
#: Where bars begin and end.
LEFT, RIGHT = 318, 1016
_ROW, _HEAD, _TOP = 27, 46, 96
#: Days left and right of the first and last one drawn.
_MARGIN = 75

COLOURS = {
    Stage.NOW: "#1f4e79",
    Stage.LATER: "#7fa8cf",
    Stage.OPEN: "#b26a00",
    Stage.NOT_OWED: "#767f89",
}
#: What others may do, from the day on which they may.
POWERS = "#5a6472"
#: Fills of the branches of an open day, earliest first.
_HOLLOW = ("#fff8ec", "#fbe6c4", "#f5d199")
#: Width of a letter of 13 points, on average.
_LETTER = 7.0
_INK, _PALE = "#1b1f24", "#5a6472"


def timeline_svg(found: Timeline) -> str:
    """Return the picture as SVG, with a description for those who cannot see it."""
    scale = _Scale(found)
    parts: list[str] = []
    at = _TOP
    for track in found.tracks:
        parts += _track(track, found, scale, at)
        at += _HEAD + _ROW * len(track.rows) + 14
    parts = [*_days(found, scale, at), *parts, *_legend(at + 26)]
    bottom = at + 52
    for day in found.days:
        where = f"{', '.join(day.locators)}, edition {day.edition}"
        parts.append(_text(16, bottom, f"{day.day}: {day.words} ({where})", _PALE))
        bottom += 19
    described = " ".join(
        f"{', '.join(track.variants)}: {' '.join(summary(track, found.as_of))}"
        for track in found.tracks
    )
    size = f'viewBox="0 0 {WIDTH} {bottom}" width="{WIDTH}" height="{bottom}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
            'font-family="system-ui, sans-serif" font-size="13">',
            f"<title>{_safe(heading(found))}</title>",
            f"<desc>{_safe(described)}</desc>",
            f'<rect width="{WIDTH}" height="{bottom}" fill="#ffffff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


class _Scale:
    """Days to points."""

    def __init__(self, found: Timeline) -> None:
        days = [found.as_of, *(day.day for day in found.days)]
        days += [day for track in found.tracks for row in track.rows for day in row.when.days]
        self.first = min(days) - timedelta(days=_MARGIN)
        self.last = max(days) + timedelta(days=_MARGIN)

    def __call__(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (RIGHT - LEFT), 1)


def _days(found: Timeline, scale: _Scale, bottom: int) -> Iterator[str]:
    for number, day in enumerate(found.days):
        x = scale(day.day)
        yield _line(x, 34, x, bottom, "#c8ced6")
        yield _text(x, 28 if number % 2 else 12, str(day.day), _INK, "middle", "600")
    x = scale(found.as_of)
    yield _line(x, 46, x, bottom, "#b2182b", dash="5 4")
    yield _text(x + 5, 58, f"judged as of {found.as_of}", "#b2182b")


def _track(track: Track, found: Timeline, scale: _Scale, top: int) -> Iterator[str]:
    title, names = track_title(track, found)
    names = _cut(f"{title}: {names}" if names else title, RIGHT - 30)
    yield _line(16, top - 14, RIGHT, top - 14, "#c8ced6")
    yield _text(16, top + 6, names, _INK, "start", "600")
    if track.placing:
        told = track.placing.because
        yield _text(16, top + 24, _cut(told, RIGHT - 30), _PALE)
    before = ""
    for number, row in enumerate(track.rows):
        count = len(row.duties)
        more = f"{count} more field{'s' if count > 1 else ''} or dut{'ies' if count > 1 else 'y'}"
        title = more if row.lane.id == before else row.lane.title
        before = row.lane.id
        yield from _row(row, title, scale, top + _HEAD + _ROW * number)


def _row(row: TrackRow, title: str, scale: _Scale, y: int) -> Iterator[str]:
    stage = row.when.stage
    colour = POWERS if row.lane.powers and stage is Stage.NOW else COLOURS[stage]
    yield f"<g><title>{_safe(f'{row.lane.title}: {row.when.words}')}</title>"
    ink = _PALE if stage is Stage.NOT_OWED else _INK
    yield _text(LEFT - 14, y + 13, title, ink, "end")
    if row.when.branches:
        branches = sorted(row.when.branches, key=lambda branch: branch[1])
        ends = [*(scale(day) for _, day in branches[1:]), float(RIGHT)]
        for (condition, day), end, fill in zip(branches, ends, _HOLLOW, strict=False):
            x = scale(day)
            yield _bar(x, y + 2, RIGHT - x, fill, colour, dash="4 3")
            yield _text(x + 6, y + 13, _cut(f"if {condition}", end - x - 12), "#7a4a00")
    elif row.when.days:
        x = scale(row.when.days[0])
        yield _bar(x, y + 2, RIGHT - x, colour, colour)
        ink = "#ffffff" if stage is Stage.NOW else _INK
        told = row.when.words if RIGHT - x > 250 else str(row.when.days[0])
        yield _text(x + 6, y + 13, told, ink)
    else:
        told = "depends on a fact that is not known" if stage is Stage.OPEN else "not owed"
        if stage is Stage.OPEN:
            yield _line(LEFT, y + 9, RIGHT, y + 9, colour, dash="2 5")
            yield f'<rect x="{LEFT + 6}" y="{y}" width="236" height="18" fill="#ffffff"/>'
        yield _text(LEFT + 10, y + 13, told, colour)
    yield "</g>"


def _cut(words: str, width: float) -> str:
    """Return words that fit a width in points, the rest cut."""
    most = int(width / _LETTER)
    return words if len(words) <= most else words[: max(most - 1, 0)].rstrip() + "…"


def _legend(y: int) -> Iterator[str]:
    x = 16
    for stage in Stage:
        hollow = stage is Stage.OPEN
        fill = "#ffffff" if hollow or stage is Stage.NOT_OWED else COLOURS[stage]
        yield _bar(x, y - 10, 22, fill, COLOURS[stage], dash="4 3" if hollow else "")
        words = STAGE_WORDS[stage] + (": a fact is missing" if hollow else "")
        yield _text(x + 30, y + 1, words, _INK)
        x += 190
    yield _bar(x, y - 10, 22, POWERS, POWERS)
    yield _text(x + 30, y + 1, "possible now", _INK)


def _text(
    x: float, y: float, words: str, colour: str, anchor: str = "start", weight: str = "400"
) -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{_safe(words)}</text>'
    )


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="{colour}"{dashed}/>'


def _bar(x: float, y: float, width: float, fill: str, edge: str, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="{x}" y="{y}" width="{round(width, 1)}" height="15" rx="2" fill="{fill}" '
        f'stroke="{edge}"{dashed}/>'
    )


def _safe(words: str) -> str:
    return escape(plain(words), quote=True)
