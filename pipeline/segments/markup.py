"""The markup that each media type leaves in a document's text, and how to look past it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.readers import embedded, markdown_inline, media
from pipeline.schema import Document, Embedded
from pipeline.segments.mapped import Mapped, Piece, gather

_LINE_END_HYPHEN = re.compile(r"(?<=[^\W_])(?:[-\u2010\u00ad]|\x02)[ \t]*\r?\n\s*(?=[^\W\d_A-Z])")
_LAST_WORD = re.compile(r"[^\s]*$")
#: Further back than this nothing is looked for.
_LONG_WORD = 200
#: After a word of three letters or a stop: 10²⁵, m² and km² are no notes.
_NOTE_MARK = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_]{2}\))|(?<=[^\d\s][.,;:!?”’\"»]))"
    r"[⁰¹²³⁴-⁹]{1,3}(?:,[⁰¹²³⁴-⁹]{1,3})*(?![^\W_]|[⁻⁺⁰-⁹¹²³])"
    r"|\[[⁰¹²³⁴-⁹]{1,3}\]"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": " ", "r": " ", "b": " ", "f": " "}


def clean(document: Document, start: int, end: int, inner: Embedded = Embedded.NO) -> Mapped:
    """Return ``text[start:end]`` without markup, whitespace collapsed, mapped back.

    Args:
        document: Whose text it is.
        start: First character.
        end: One past the last.
        inner: How Markdown inside a string of JSON or YAML is written.
    """
    text = document.text
    if inner:
        return gather(embedded.cleaned(text, start, end, inner))
    if document.media_type == "text/markdown":
        return gather(markdown_inline.pieces(text, start, end))
    if _is_json(document):
        return gather(_unescaped(text, start, end))
    if document.media_type == media.PDF or document.media_type in media.pictures():
        return gather(_unmarked(_joined(text, start, end)))
    if document.media_type == "text/html":
        return gather(_unmarked(_broken(text, start, end)))
    if document.media_type == media.DOCX:
        return gather(_unmarked([(text[start:end], start)]))
    if document.media_type == "text/plain":
        return gather(_joined(text, start, end, typed=True))
    return gather([(text[start:end], start)])


def _unmarked(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Leave out the raised numbers that point to notes; powers and units keep theirs."""
    for text, origin in pieces:
        at = 0
        for match in _NOTE_MARK.finditer(text) if origin >= 0 else ():
            yield text[at : match.start()], origin + at
            at = match.end()
        yield text[at:], origin + at if origin >= 0 else origin


def _is_json(document: Document) -> bool:
    return document.media_type in {"application/json", "application/jsonl"}


def _broken(text: str, start: int, end: int) -> Iterator[Piece]:
    """In the text of a page a line feed inside a block is a break that the author set."""
    at = start
    while (stop := text.find("\n", at, end)) >= 0:
        yield text[at:stop], at
        yield "\n", -1
        at = stop + 1
    yield text[at:end], at


def _joined(text: str, start: int, end: int, *, typed: bool = False) -> Iterator[Piece]:
    """Join words that a line end has cut; a word that has a hyphen already keeps this one.

    Typed text is wrapped at the hyphens that its words have: there every word keeps it, and so
    does a number everywhere.
    """
    at = start
    for match in _LINE_END_HYPHEN.finditer(text, start, end):
        word = _LAST_WORD.search(text, max(at, match.start() - _LONG_WORD), match.start())
        before = word[0] if word else ""
        if before.isdigit():
            continue
        parted = "-" in before or before[-1:].isdigit()
        compound = (typed or parted) and match[0][0] in "-\u2010"
        yield text[at : match.start() + compound], at
        at = match.end()
    yield text[at:end], at


def _unescaped(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for match in _ESCAPE.finditer(text, start, end):
        yield text[at : match.start()], at
        if match[1]:
            code = int(match[1], 16)
            # half of a surrogate pair: the character itself cannot be had from one escape
            yield (chr(code) if not 0xD800 <= code < 0xE000 else ""), -1
        elif match[2] in _ESCAPED:
            yield _ESCAPED[match[2]], -1
        else:
            yield match[2], match.start(2)
        at = match.end()
    yield text[at:end], at
