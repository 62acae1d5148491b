"""Which language a document is mainly written in, and which parts are in another.

Lacuna judges English. A document in another language is not judged; of one that is English in
part, the rest is named, and silence counts for nothing where that rest could hold the answer:

* a section (from one heading to the next) or a page that is in another language as a whole; for
  languages in other scripts only a section whose heading is in that script, too, because samples
  of prompts and answers stand in many an English report;
* or more than ``LARGE`` of all prose, wherever it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.readers import language_words
from pipeline.readers.language_words import ENGLISH, hear
from pipeline.schema import Block, BlockKind, Page, ReadWarning, WarningCode

#: Fewer words than this say nothing about the language of a document.
FEWEST_WORDS = 15
#: A part with fewer words than this holds no answer, or none that matters.
PART_WORDS = 25
#: A part is in a language as a whole from this share of the words whose language is known.
WHOLE = 0.9
#: Share of all prose from which another language counts wherever it stands.
LARGE = 0.3
#: The English part of a document that is mainly in another language is judged from so many words
#: and such a share.
ENGLISH_WORDS, ENGLISH_SHARE = 100, 0.15

_PROSE = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PAIR, BlockKind.QUOTE, BlockKind.ROW,
     BlockKind.FOOTNOTE, BlockKind.CAPTION}
)  # fmt: skip

#: Characters between two parts that are markup and blanks, no part of their own.
GAP = 8

#: Start, end and language code.
Stretch = tuple[int, int, str]


@dataclass(frozen=True)
class Spoken:
    """The languages of a document.

    Attributes:
        main: ISO 639-1 code of the main one; None where there is too little prose to tell.
        judged: False where too little of it is English to be judged.
        foreign: Parts in another language that could hold answers, in order.
        pages: Number of a page -> code of the other language that it is in.
        share: Share of the prose that is not English.
    """

    main: str | None = None
    judged: bool = True
    foreign: tuple[Stretch, ...] = ()
    pages: dict[int, str] = field(default_factory=dict)
    share: float = 0.0


def listen(text: str, blocks: Sequence[Block], pages: Sequence[Page] = ()) -> Spoken:
    """Return the languages of a document's prose.

    Args:
        text: The document's text.
        blocks: Its blocks; code, dialogue, references and furniture are not looked at.
        pages: Its pages, if it has any.
    """
    heard = _heard(text, blocks)
    words = _words(heard)
    english = words.get(ENGLISH, 0.0)
    foreign = sum(words.values()) - english
    if english + foreign < FEWEST_WORDS:
        return _by_all(text, blocks)
    others = {code: number for code, number in words.items() if code != ENGLISH}
    share = foreign / (english + foreign)
    if not others:
        return Spoken(ENGLISH)
    main = ENGLISH if english >= foreign else _most(others)
    by_page = {
        page.number: code
        for page in pages
        if (code := _whole(one for one in heard if page.start <= one[0] < page.end))
    }
    if main != ENGLISH and (english < ENGLISH_WORDS or 1 - share < ENGLISH_SHARE):
        return Spoken(main, judged=False, pages=by_page, share=share)
    parts = list(_sections(text, blocks, heard))
    for page in pages:
        code = by_page.get(page.number)
        if code and language_words.in_script_of(code, "a"):
            parts.append((page.start, page.end, code))
    if share > LARGE:
        parts += [one[:3] for one in heard if one[2] != ENGLISH]
    return Spoken(main, True, _merged(parts), by_page, share)


def warnings(spoken: Spoken, name: str, pages: Sequence[Page] = ()) -> tuple[ReadWarning, ...]:
    """Return what must be said of languages other than English.

    Args:
        spoken: The languages of a document.
        name: Its name.
        pages: Its pages, so that they can be named.
    """
    if not spoken.judged and spoken.main:
        message = (
            f"The document is mainly in {language_words.name(spoken.main)}. Lacuna reads English: "
            "only typed values (numbers, names, identifiers) were read from it, and what it says "
            "in words was not judged."
        )
        return (ReadWarning(WarningCode.LANGUAGE, message),)
    if not spoken.foreign:
        return ()
    message = (
        f"{name}: {where(spoken.foreign, pages)} {spoken.share:.0%} of the prose, in "
        f"{named(spoken.foreign)}. Lacuna reads English: what these parts say in words was not "
        "judged."
    )
    return (ReadWarning(WarningCode.LANGUAGE_PART, message),)


def named(stretches: Iterable[Stretch]) -> str:
    """Return the English names of the languages of stretches, in order, each once."""
    return ", ".join(dict.fromkeys(language_words.name(code) for _, _, code in stretches))


def where(stretches: Sequence[Stretch], pages: Sequence[Page]) -> str:
    """Return how many parts there are, and on which pages, ending before their size."""
    numbers = [
        page.number
        for page in pages
        if any(start < page.end and page.start < end for start, end, _ in stretches)
    ]
    count = f"{len(stretches)} part{'' if len(stretches) == 1 else 's'}"
    if numbers:
        noun = "page" if len(numbers) == 1 else "pages"
        count += f" on {noun} {', '.join(map(str, numbers))}"
    return f"{count} {'is' if len(stretches) == 1 else 'are'}"


#: Start, end, code and number of words of a block whose language is known.
_Heard = tuple[int, int, str, float]


def _heard(text: str, blocks: Iterable[Block]) -> list[_Heard]:
    found = []
    for block in blocks:
        if block.kind in _PROSE and block.end > block.start:
            heard = hear(text[block.start : block.end])
            if heard.language is not None:
                found.append((block.start, block.end, heard.language, heard.words))
    return found


def _by_all(text: str, blocks: Sequence[Block]) -> Spoken:
    """Judge a document whose blocks are too short or too strange one by one."""
    prose = "\n".join(text[block.start : block.end] for block in blocks if block.kind in _PROSE)
    heard = hear(prose)
    if heard.words < FEWEST_WORDS:
        return Spoken()
    code = heard.language or language_words.guess(prose)
    return Spoken(code, judged=code in (None, ENGLISH), share=float(code not in (None, ENGLISH)))


def _words(heard: Iterable[_Heard]) -> Mapping[str, float]:
    words: dict[str, float] = defaultdict(float)
    for _, _, code, number in heard:
        words[code] += number
    return words


def _most(words: Mapping[str, float]) -> str:
    return max(sorted(words), key=lambda code: words[code])


def _whole(heard: Iterable[_Heard]) -> str | None:
    """Return the one language other than English that all of a part is in; None otherwise."""
    words = _words(heard)
    total = sum(words.values())
    if total < PART_WORDS:
        return None
    code = _most(words)
    return code if code != ENGLISH and words[code] >= WHOLE * total else None


def _sections(text: str, blocks: Sequence[Block], heard: Sequence[_Heard]) -> Iterator[Stretch]:
    """Yield the sections that are in another language as a whole."""
    heads = [block for block in blocks if block.kind is BlockKind.HEADING]
    starts = [0, *(block.start for block in heads), len(text)]
    titles = ["", *(text[block.start : block.end] for block in heads)]
    for title, start, end in zip(titles, starts[:-1], starts[1:], strict=True):
        inside = [one for one in heard if start <= one[0] < end]
        code = _whole(inside)
        if code and (not title or language_words.in_script_of(code, title)):
            yield start, max(one[1] for one in inside), code


def _merged(parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return parts in order; those of one language that overlap or touch become one."""
    merged: list[Stretch] = []
    for start, end, code in sorted(parts):
        if merged and merged[-1][2] == code and start <= merged[-1][1] + GAP:
            merged[-1] = merged[-1][0], max(merged[-1][1], end), code
        else:
            merged.append((start, end, code))
    return tuple(merged)
