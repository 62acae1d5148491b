"""Read references to law as people and catalogues write them.

``parse`` reads one, ``parse_all`` several ("Art. 54(2),(3)(a)-(d); Rec. 97"). Both know how
references are written, not the texts: whether a provision exists is for ``law.corpus`` to say.
"""

from __future__ import annotations

import re

from pipeline.errors import BadInput
from pipeline.law.numerals import from_roman, run, to_roman
from pipeline.law.places import ORDINAL_MARK, Chapter, Kind, Locator, Work
from pipeline.law.tails import read_tail

__all__ = ["Chapter", "Kind", "Locator", "Work", "parse", "parse_all"]

_EXAMPLES = "for example Art. 53(1)(d), Annex XI, Section 1, 2(c), Recital 104, Code, Copyright, "
_EXAMPLES += "Measure 1.3, Guidelines, para 17, Template, 2.3 or Form, Model architecture"

#: Remarks that catalogues and lawyers add to a reference without changing where it points.
_REMARKS = re.compile(
    r"\b(?:ins(?:erted|\.)?|as\s+(?:replaced|amended|inserted))\s+by\b[^;]*"
    r"|\bin\s+fine\b"
    r"|\(both versions\)"
    r"|\((?:EU\)\s*)?(?:No\s*)?\d{4}/\d+\)"
    r"|\b(?:(?:of|to)\s+(?:the\s+)?)?(?:EU\s+)?(?:AI\s+Act|AIA)\b(?:['’]s)?"
    r"|\b(?:of\s+)?Reg(?:ulation|\.)\s*\(EU\)\s*2024/1689"
    r"|\bC\(2025\)\s*\d+(?:\s+final)?",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"^(?P<inner>(?:(?:sub)?paragraph|para|point|lit|letter|first|second|third|section)\b.+?)"
    r"\s+(?:of|in)\s+(?P<outer>(?:art|annex|measure).+)$",
    re.IGNORECASE,
)


def _head(words: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:the\s+)?(?:{words})\b\s*[:,-]?\s*", re.IGNORECASE)


_HEADS = (
    (Work.FORM, _head(r"MDF|(?:model\s+documentation\s+)?form")),
    (Work.TEMPLATE, _head(r"TCS|(?:training\s+)?(?:summary\s+)?template")),
    (Work.TEMPLATE, re.compile(r"^(?=(?:explanatory\s+)?notice\b)", re.IGNORECASE)),
    (Work.GUIDELINES, _head(r"guidelines?|GL")),
)
_ARTICLE = re.compile(r"^(?:articles?|arts?)\.?\s*(?=\d)", re.I)
_ANNEX = re.compile(r"^(?:annex(?:es)?|anx)\b\.?\s*", re.I)
_RECITAL = re.compile(r"^(?:recitals?|recs?\b\.?|rct)\s*(?=[\d(])", re.I)
_CHAPTERS = (
    (Chapter.SAFETY, r"safety\s*(?:and|&)\s*security|S\s*&\s*S|safety|security|SaS"),
    (Chapter.TRANSPARENCY, r"transparency"),
    (Chapter.COPYRIGHT, r"copyright"),
)
_CODE_KINDS = (
    (Kind.MEASURE, re.compile(r"\b(?:measures?|M)\.?\s*(?=\d)", re.I)),
    (Kind.COMMITMENT, re.compile(r"\b(?:commitments?)\s*(?=\d)", re.I)),
    (Kind.APPENDIX, re.compile(r"\b(?:appendix|appendices|app\b\.?)\s*(?=\d)", re.I)),
    (Kind.RECITAL, re.compile(r"\b(?:recitals?|rec\b\.?)\s*(?=[\d(a-z])", re.I)),
)
_CODE_ID = re.compile(r"^COP-([TCS])-\s*(M|APP)\s*", re.I)
_CODE_CHAPTERS = {"T": Chapter.TRANSPARENCY, "C": Chapter.COPYRIGHT, "S": Chapter.SAFETY}
_DOTTED = re.compile(r"\d+(?:\.\d+)*")
_NEXT_NUMBER = re.compile(
    r"\s*(?P<by>-|to|,|and|&)\s*(?P<n>\d+(?:\.\d+)*[a-z]?)\b(?!\()", re.IGNORECASE
)
_EDITIONS = (
    (re.compile(r"\bjul(?:y)?\b(?:\s*2025)?,?\s*", re.I), "2025-07"),
    (re.compile(r"\bnov(?:ember)?\b(?:\s*2025)?,?\s*", re.I), "2025-11"),
)

#: Numbers of Commission documents: two versions of the Guidelines, and the template's first issue.
_DOCUMENT = re.compile(r"\bC\(2025\)\s*(\d+)(?:\s+final)?,?", re.IGNORECASE)
_VERSIONS = {"5045": "July 2025", "7719": "November 2025"}
_FIRST_TEMPLATE = "5235"
_DRAFT = re.compile(r"\bdrafts?\b", re.IGNORECASE)

_EDITION_FIRST = re.compile(r"^((?:july|nov(?:ember)?)(?:\s*2025)?)\s+guidelines?\b", re.IGNORECASE)
_MEASURE_NUMBER = re.compile(r"(?<![\d.])(?=\d+\.\d+(?![\d.]))")


def parse(text: str) -> Locator:
    """Return the one place that a reference names.

    Raises:
        BadInput: it names none, or several.
    """
    found = parse_all(text)
    if len(found) != 1:
        names = "; ".join(str(locator) for locator in found)
        raise BadInput(f"{text.strip()!r} names {len(found)} places ({names}): give one of them")
    return found[0]


def parse_all(text: str) -> tuple[Locator, ...]:
    """Return the places that a reference names, in its order, each once.

    Runs are expanded: ``Art. 54(3)(a)-(c)`` gives three places.

    Raises:
        BadInput: part of the reference cannot be understood; the message says which part.
    """
    out: list[Locator] = []
    context = ""
    for part in _parts(_clean(text)):
        head = _context(part, context)
        locators = _read(f"{head} {part}" if head else part, text)
        context = _lead(locators[-1])
        out += [locator for locator in locators if locator not in out]
    if not out:
        raise BadInput(f"no reference to law in {text.strip()!r}: write one, {_EXAMPLES}")
    return tuple(out)


def _clean(text: str) -> str:
    flat = text.translate({0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2014: "-", 0xA0: " "})
    flat = _REMARKS.sub(" ", _numbered(flat))
    flat = re.sub(r"\s+", " ", flat).strip(" .,;")
    return re.sub(r"^the (?=art|annex|rec)", "", flat, flags=re.IGNORECASE)


def _parts(text: str) -> list[str]:
    """Split at semicolons, slashes, plus signs, and `and` before a new head."""
    if _HEADS[0][1].match(text):  # field names hold all of these characters
        return [text]
    pieces = re.split(
        r"\s*;\s*|\s+\+\s+|\s+/\s+|(?:\s*,\s*|\s+)and\s+(?=(?:art|annex|rec|measure|code|point)\w*\.?\s)",
        text,
        flags=re.IGNORECASE,
    )
    found = [part for piece in pieces for part in _listed(piece)]
    return [part.strip(" .,") for part in found if part.strip(" .,")]


def _numbered(text: str) -> str:
    """Return a reference with the document number of a version of the Guidelines as its month.

    Raises:
        BadInput: it names an issue of the template of which nothing is known but its number.
    """
    match = _DOCUMENT.search(text)
    if not match:
        return text
    if match[1] == _FIRST_TEMPLATE:
        raise BadInput(
            f"{text.strip()!r}: of the template's first issue, C(2025) {match[1]}, no text and no "
            "places are here; without that number the issue of 5 December 2025 is shown"
        )
    month = _VERSIONS.get(match[1])
    if month is None or any(pattern.search(text) for pattern, _ in _EDITIONS):
        return text
    named = "" if re.search(r"\bguidelines?\b|\bGL\b", text, re.IGNORECASE) else "Guidelines "
    return named + _DOCUMENT.sub(f" {month} ", text, count=1)


def _listed(piece: str) -> list[str]:
    """Split `Art. 53(1), Rec. 107` and `53(1)(a) and 55(1)`; the Code's commas stay."""
    if _ANNEX.match(piece):
        return re.split(r"\s*,\s*(?=(?:art|annex|rec)\w*\.?\s)", piece, flags=re.IGNORECASE)
    if _ARTICLE.match(piece):
        parts = re.split(
            r"\s*(?:,|\band\b|&)\s*(?=(?:art|annex|rec)\w*\.?\s|\d+[a-z]?\s*\()",
            piece,
            flags=re.IGNORECASE,
        )
        return [f"Art. {part}" if part[:1].isdigit() else part for part in parts]
    return [piece]


def _context(part: str, context: str) -> str:
    """Return the words that a part left out because the one before it said them."""
    if not context:
        return ""
    known = (_ARTICLE, _ANNEX, _RECITAL, *(pattern for _, pattern in _HEADS))
    if any(pattern.match(part) for pattern in known) or re.match(r"code\b|COP-", part, re.I):
        return ""
    if _INVERTED.match(part) or _chapter(part)[0]:
        return ""
    return context


def _lead(last: Locator) -> str:
    """Return what a next part need not repeat: the chapter of the Code, or the Guidelines."""
    if last.work is Work.CODE:
        return f"Code, {last.chapter},"
    if last.work is Work.GUIDELINES:
        return "Guidelines"
    return ""


def _read(part: str, whole: str) -> list[Locator]:
    if inverted := _INVERTED.match(part):
        # "point (b) of the third paragraph of Article 113": each piece lies in the next.
        inner = re.split(r"\s+(?:of|in)\s+(?:the\s+)?", inverted["inner"], flags=re.IGNORECASE)
        part = " ".join((inverted["outer"], *reversed(inner)))
    if edition := _EDITION_FIRST.match(part):
        part = f"Guidelines {edition[1]} {part[edition.end() :]}"
    for work, pattern in _HEADS:
        if match := pattern.match(part):
            rest = part[match.end() :].strip()
            reader = {Work.FORM: _form, Work.TEMPLATE: _template, Work.GUIDELINES: _guidelines}
            return reader[work](rest, whole)
    if match := _ANNEX.match(part):
        return _annexes(part[match.end() :], whole)
    if match := _ARTICLE.match(part):
        return _articles(part[match.end() :], whole)
    if _is_code(part):
        return _code(part, whole)
    if match := _RECITAL.match(part):
        return _recitals(part[match.end() :], whole)
    if re.match(r"\d+[a-z]?\s*\(", part):
        return _articles(part, whole)
    raise BadInput(f"not understood: {part!r} in {whole.strip()!r}; write one, {_EXAMPLES}")


def _tails(number: str, rest: str, whole: str) -> list[tuple[str, ...]]:
    tail = read_tail(rest)
    if tail.rest:
        raise BadInput(f"after {number}: {tail.rest!r} in {whole.strip()!r} is not understood")
    return [*tail.paths] or [()]


def _articles(rest: str, whole: str) -> list[Locator]:
    out: list[Locator] = []
    match = re.match(r"(\d+)([a-z](?![a-z]))?", rest, re.I)
    if not match:
        raise BadInput(f"an article has a number: {whole.strip()!r}")
    rest, numbers = _siblings(match[0].lower(), rest[match.end() :], whole)
    for number in numbers[:-1]:
        out.append(Locator(Work.ACT, Kind.ARTICLE, number))
    for path in _tails(f"Article {numbers[-1]}", rest, whole):
        out.append(Locator(Work.ACT, Kind.ARTICLE, numbers[-1], path))
    return out


def _siblings(first: str, rest: str, whole: str) -> tuple[str, list[str]]:
    """Read `, 89` and `-94` after a first number; return what is left and all numbers."""
    numbers = [first]
    while match := _NEXT_NUMBER.match(rest):
        numbers += _expand(numbers[-1], match["n"].lower(), match["by"], whole)
        rest = rest[match.end() :]
    return rest, numbers


def _expand(first: str, last: str, by: str, whole: str) -> list[str]:
    if by.lower() not in {"-", "to"}:
        return [last]
    try:
        return list(run(first, last))[1:]
    except ValueError as error:
        raise BadInput(f"{error}: {whole.strip()!r}") from error


def _annexes(rest: str, whole: str) -> list[Locator]:
    numbers: list[str] = []
    separator = ","
    while match := re.match(r"\s*([ivxlc]+|\d+)\b", rest, re.I):
        label = match[1]
        number = int(label) if label.isdigit() else (from_roman(label) or 0)
        if not 1 <= number <= 399:
            raise BadInput(f"{label!r} is not the number of an annex: {whole.strip()!r}")
        roman = to_roman(number)
        numbers += _expand(numbers[-1], roman, separator, whole) if numbers else [roman]
        rest = rest[match.end() :]
        again = re.match(r"\s*(-|to|and|&|,)\s*(?=(?:[ivxlc]+|\d+)\b(?!\())", rest, re.I)
        if not again or (again[1] == "," and re.match(r"\d", rest[again.end() :])):
            break
        separator, rest = again[1], rest[again.end() :]
    if not numbers:
        raise BadInput(f"an annex has a number, such as XI: {whole.strip()!r}")
    out = [Locator(Work.ACT, Kind.ANNEX, number) for number in numbers[:-1]]
    for path in _tails(f"Annex {numbers[-1]}", rest, whole):
        out.append(Locator(Work.ACT, Kind.ANNEX, numbers[-1], path))
    return out


def _recitals(rest: str, whole: str) -> list[Locator]:
    flat = rest.replace("(", " ").replace(")", " ").strip()
    match = re.match(r"\d+", flat)
    if not match:
        raise BadInput(f"a recital has a number: {whole.strip()!r}")
    left, numbers = _siblings(match[0], flat[match.end() :], whole)
    if left.strip(" .,"):
        raise BadInput(f"after recital {numbers[-1]}: {left.strip()!r} is not understood")
    return [Locator(Work.ACT, Kind.RECITAL, number) for number in numbers]


def _chapter(part: str) -> tuple[Chapter | None, str]:
    """Return the chapter of the Code that a part names, and the part without its name."""
    for chapter, pattern in _CHAPTERS:
        match = re.search(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])(?:\s+chapter\b)?", part, re.I)
        if match:
            return chapter, f"{part[: match.start()]} {part[match.end() :]}"
    return None, part


def _is_code(part: str) -> bool:
    if re.match(r"code\b|COP-", part, re.I):
        return True
    if any(p.search(part) for k, p in _CODE_KINDS if k is not Kind.RECITAL):
        return True
    of_chapter = (_CODE_KINDS[-1][1], _MEASURE_NUMBER)
    return _chapter(part)[0] is not None and any(p.search(part) for p in of_chapter)


def _code(part: str, whole: str) -> list[Locator]:
    if _DRAFT.search(whole):
        raise BadInput(
            f"{whole.strip()!r}: drafts of the Code are superseded, and no text of them is here; "
            "`lacuna law editions` lists them, with the places that are known by number"
        )
    chapter: Chapter | None = None
    if match := _CODE_ID.match(part):
        chapter = _CODE_CHAPTERS[match[1].upper()]
        word = "Measure " if match[2].upper() == "M" else "Appendix "
        part = word + part[match.end() :]
    else:
        # A chapter is named before the kind, or after the number; titles of measures, which
        # also hold words like security, are not looked at where one stands before.
        heads = [m.start() for _, p in _CODE_KINDS if (m := p.search(part))]
        before = part[: min(heads)] if heads else part
        chapter, rest = _chapter(before)
        part = f"{rest} {part[len(before) :]}" if chapter else part
        if not chapter:
            chapter, part = _chapter(part)
    for kind, pattern in (*_CODE_KINDS, (Kind.MEASURE, _MEASURE_NUMBER)):
        if match := pattern.search(part):
            return _code_places(kind, chapter, part[match.end() :].strip(), whole)
    raise BadInput(f"name a measure, commitment, appendix or recital: {whole.strip()!r}")


def _code_places(kind: Kind, chapter: Chapter | None, rest: str, whole: str) -> list[Locator]:
    if kind is Kind.RECITAL:
        label = re.match(r"\(?(\d+|[a-z])\)?(?![a-z])", rest, re.I)
        if not label:
            raise BadInput(f"a recital of the Code has a number or letter: {whole.strip()!r}")
        return [Locator(Work.CODE, kind, label[1].lower(), (), _needed(chapter, kind, "", whole))]
    match = _DOTTED.match(rest)
    if not match:
        raise BadInput(f"the {kind} has no number: {whole.strip()!r}")
    rest, numbers = _siblings(match[0], rest[match.end() :], whole)
    chapter = _needed(chapter, kind, numbers[0], whole)
    out = [Locator(Work.CODE, kind, number, (), chapter) for number in numbers[:-1]]
    # What follows the path is the measure's title, which people quote along.
    paths = read_tail(rest).paths or ((),)
    if chapter is Chapter.TRANSPARENCY:  # its paragraphs bear no numbers
        paths = tuple(_as_ordinal(path) for path in paths)
    return out + [Locator(Work.CODE, kind, numbers[-1], path, chapter) for path in paths]


def _as_ordinal(path: tuple[str, ...]) -> tuple[str, ...]:
    if path and path[0].isdigit():
        return (f"{ORDINAL_MARK}{path[0]}", *path[1:])
    return path


def _needed(chapter: Chapter | None, kind: Kind, number: str, whole: str) -> Chapter:
    """Return the chapter; only Safety and Security has appendices and commitments from 2 on."""
    if chapter:
        return chapter
    if kind is Kind.APPENDIX or (number and int(number.split(".")[0]) > 1):
        return Chapter.SAFETY
    names = ", ".join(Chapter)
    raise BadInput(f"{whole.strip()!r}: say which chapter of the Code ({names})")


def _guidelines(rest: str, whole: str) -> list[Locator]:
    edition = ""
    if annex := re.match(r"annex\s*([A-Z]?\.?\d+)", rest, re.I):
        return [Locator(Work.GUIDELINES, Kind.ANNEX, annex[1].upper())]
    for pattern, name in _EDITIONS:
        if match := pattern.search(rest):
            edition, rest = name, f"{rest[: match.start()]}{rest[match.end() :]}"
    rest = rest.replace("(", " ").replace(")", " ").strip()
    rest = re.sub(r"^\W*(?:points?|para(?:graph)?s?\b\.?)?\s*", "", rest, flags=re.I)
    number = re.match(r"\d+", rest)
    if not number:
        raise BadInput(f"the Guidelines are cited by paragraph number: {whole.strip()!r}")
    left, numbers = _siblings(number[0], rest[number.end() :], whole)
    if left.strip(" .,"):
        raise BadInput(f"after paragraph {numbers[-1]}: {left.strip()!r} is not understood")
    return [
        Locator(Work.GUIDELINES, Kind.PARAGRAPH, number, (), None, edition) for number in numbers
    ]


def _template(rest: str, whole: str) -> list[Locator]:
    rest = rest.strip(" ,:-")
    if notice := re.match(r"(?:explanatory\s+)?notice,?\s*para(?:graph)?s?\.?\s*(\d+)", rest, re.I):
        _, numbers = _siblings(notice[1], rest[notice.end() :], whole)
        return [Locator(Work.TEMPLATE, Kind.NOTICE, number) for number in numbers]
    if re.match(r"header\b|(?:section\s*)?0\b", rest, re.I):
        return [Locator(Work.TEMPLATE, Kind.SECTION, "header")]
    section = re.match(r"(?:sections?\s*)?(\d+(?:\.\d+)*)\b\.?", rest, re.I)
    if not section:
        raise BadInput(f"the template has sections 1.1 to 3.3, a header and a Notice: {whole!r}")
    _, numbers = _siblings(section[1], rest[section.end() :], whole)
    return [Locator(Work.TEMPLATE, Kind.SECTION, number) for number in numbers]


def _form(rest: str, whole: str) -> list[Locator]:
    if not rest:
        raise BadInput(f"name a field of the form, such as Model architecture: {whole.strip()!r}")
    return [Locator(Work.FORM, Kind.FIELD, rest)]
