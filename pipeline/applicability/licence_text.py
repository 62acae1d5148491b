"""What licence files say: which licence each is, what it grants, and each thing it restricts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.applicability.licence_terms import Term, terms
from pipeline.applicability.signals import Hit
from pipeline.licences.effects import Effect
from pipeline.licences.identify import identify
from pipeline.schema import Document, Span

#: What hits are filed under. A restriction that ends openness, one that a person must judge, one
#: that is no obstacle, a grant; the licence that a file is word for word, or is nearest to with
#: the words that it does not have; and the licence of the code alone, which is not the model's.
CLOSES, LIMITS, ALLOWED, GRANTS = (
    f"licence_{effect}" for effect in (Effect.CLOSES, Effect.LIMITS, Effect.ALLOWED, Effect.GRANTS)
)
IS, NEAR, CODE_IS = "licence_is", "licence_near", "licence_code_is"
#: A file that is too long to be read whole for its terms. The longest licence known has 60,000
#: characters; what stands behind so many times more is told, not passed over.
CUT, LONGEST = "licence_cut", 100_000
#: A text below this is no edition or variant of what it is nearest to.
ALIKE = 0.7
#: A quotation goes no further than this many characters to either side of what was found.
_REACH = 420
#: A passage up to this length is quoted whole; of a longer one, so much around what was found.
_SHORT, _MARGIN = 200, 70
#: Words that a heading has at most.
_HEADING = 4
_BREAK = re.compile(
    r"(?<!e\.g)(?<!i\.e)(?<!U\.S)(?<!\bNo)[.;:](?=\s)|\n[ \t]*\n"
    r"|\n(?=\s*(?:[-*•]|\(?[a-z0-9]{1,3}[.)])\s)"
)
_FOR_CODE = re.compile(r"licen[cs]e[-_ ]code|\bcode[-_ ]licen[cs]e", re.IGNORECASE)
#: How a list of forbidden uses begins, and its items.
_USES = re.compile(
    r"\b(?:agree|shall|must|may|will)\b(?: that you will)? not(?: to)? (?:[a-z]+ ){0,4}?use\b"
    r"[^.:;]{0,160}:\s*\n",
    re.IGNORECASE,
)
_ITEM_ENDS = re.compile(r";(?: (?:and|or)\b)?|\n\s*\n|\n(?=\s*[-*•–(]|\s*\d{1,2}[.)]\s)")
_ITEM = re.compile(r"\s*(?:(?P<mark>[-*•–]|\(?[a-z]{1,2}[.)]|\(?\d{1,2}[.)])\s+)?")
_LONGEST_ITEM, _MOST_ITEMS = 900, 500
_STARTS_USE = re.compile(r"(?:in|for|to|outside|as|by|with|on)\b", re.IGNORECASE)


def read(documents: Sequence[Document]) -> dict[str, tuple[Hit, ...]]:
    """Return what the licence files say, one hit a passage.

    Of a file that says by its name that it is for code only the licence's name is taken: code is
    not the model.

    Args:
        documents: In any order; the result does not depend on it.
    """
    found: dict[str, list[Hit]] = {}
    for document in sorted(documents, key=lambda document: document.id):
        if document.kind != "licence" or not document.text.strip():
            continue
        code = bool(_FOR_CODE.search(document.name))
        for shows, hit in _identified(document, code=code):
            found.setdefault(shows, []).append(hit)
        if code:
            continue
        if len(document.text) > LONGEST:
            rest = Span(document.id, LONGEST, min(len(document.text), LONGEST + _SHORT))
            found.setdefault(CUT, []).append(Hit("cut", document.name, rest, LONGEST))
        seen: set[tuple[str, Span]] = set()
        for term in terms():
            for hit in _passages(document, term):
                if (term.says, hit.span) not in seen:
                    seen.add((term.says, hit.span))
                    found.setdefault(f"licence_{term.effect}", []).append(hit)
        for hit in _uses(document):
            found.setdefault(LIMITS, []).append(hit)
    return {shows: tuple(hits) for shows, hits in found.items()}


def _identified(document: Document, *, code: bool) -> Iterator[tuple[str, Hit]]:
    known = identify(document.text)
    start, end = _bounds(document.text)
    title = Span(document.id, start, min(end, _line_end(document.text, start)))
    if known.key:
        yield CODE_IS if code else IS, Hit(known.key, known.name, title, start)
        return
    if code or not known.near or known.near[0].both < ALIKE:
        return
    first = known.near[0]
    odd = max(first.odd, key=lambda one: (one.words, -one.start), default=None)
    span = Span(document.id, odd.start, odd.end) if odd else title
    yield NEAR, Hit(first.key, f"{first.name}: {known.because}", span, span.start)


def _passages(document: Document, term: Term) -> Iterator[Hit]:
    """Yield the clauses that a term is found in; mere headings only where there is no more."""
    found = []
    for match in term.pattern.finditer(document.text, 0, LONGEST):
        start, end = _clause(document.text, *match.span())
        if term.unless and term.unless.search(document.text, start, end):
            continue
        words = _around(document.text, (start, end), match.span())
        found.append(Hit(term.id, words, Span(document.id, start, end), start))
    clauses = [hit for hit in found if len(hit.words.split()) > _HEADING]
    yield from clauses or found[:1]


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a stretch: to the next stop, blank line or item, and no further."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    stops = [match.end() for match in _BREAK.finditer(text, low, start)]
    first = stops[-1] if stops else (0 if low == 0 else text.find(" ", low, start) + 1 or start)
    stop = _BREAK.search(text, end, high)
    last = stop.start() + 1 if stop else (high if high == len(text) else text.rfind(" ", end, high))
    last = max(last, end)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _around(text: str, passage: tuple[int, int], match: tuple[int, int]) -> str:
    """Return a passage for a sentence: whole where it is short, else what was found in it."""
    start, end = passage
    if end - start > _SHORT:
        start = max(start, match[0] - _MARGIN)
        end = min(end, max(match[1] + _MARGIN, start + _SHORT))
        start = start if start == passage[0] else text.find(" ", start, match[0] + 1) + 1
        end = end if end == passage[1] else text.rfind(" ", match[1], end)
        end = end if end >= match[1] else match[1]
    words = " ".join(text[start:end].split())
    before = "... " if start > passage[0] else ""
    return f"{before}{words}{' ...' if end < passage[1] else ''}"


def _uses(document: Document) -> Iterator[Hit]:
    """Yield each forbidden use of a list that begins with "you agree not to use it:"."""
    text = document.text
    for lead in _USES.finditer(text, 0, LONGEST):
        at, over = lead.end(), False
        for number in range(_MOST_ITEMS):
            item = _ITEM.match(text, at)
            first = item.end() if item else at
            # After a full stop only a mark shows that the list goes on.
            if not _STARTS_USE.match(text, first) or (over and not (item and item["mark"])):
                break
            stop = _ITEM_ENDS.search(text, first, first + _LONGEST_ITEM)
            last = stop.start() if stop else min(len(text), first + _LONGEST_ITEM)
            words = " ".join(text[first:last].split())
            yield Hit(f"use-{number + 1}", words, Span(document.id, first, last), first)
            if stop is None:
                break
            at, over = stop.end(), words.endswith(".")


def _bounds(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found
