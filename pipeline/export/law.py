"""Law as lines for people: verbatim words are never wrapped, cut only where it is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def provision_lines(
    locator: str,
    heading: str,
    text: str,
    source: str,
    notes: Sequence[str],
    children: Sequence[str],
    limit: int | None = None,
) -> Iterator[str]:
    """Yield a provision: title, verbatim text, what must be said with it, source.

    Args:
        locator: Canonical locator.
        heading: Its title, or empty.
        text: Verbatim words; empty where none may be shown.
        source: Source, edition and hash in words.
        notes: What must be said with it.
        children: Places right below it; named where the text is empty.
        limit: Cut the text after so many characters, with a mark; None never cuts.
    """
    yield f"{locator}" + (f" — {heading}" if heading else "")
    if text:
        shown = text
        if limit is not None and len(text) > limit:
            shown = text[:limit].rsplit(" ", 1)[0] + " […]"
        yield from shown.split("\n")
    elif children:
        yield "(no words of its own; see " + "; ".join(children) + ")"
    for note in notes:
        yield f"! {note}"
    yield f"[{source}]"


def fetch_lines(target: str, rows: Sequence[tuple[str, str, Sequence[str]]]) -> Iterator[str]:
    """Yield what became of each source of a fetch: (source, status, notes)."""
    for source, status, notes in rows:
        yield f"{source}: {status}"
        for note in notes:
            yield f"  {note}"
    done = sum(status != "failed" for _, status, _ in rows)
    yield f"{done} of {len(rows)} sources are in {target}"
