"""Which language a document is mainly written in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.schema import Block, BlockKind, ReadWarning, WarningCode

#: Fewer words than this say nothing about a language.
FEWEST_WORDS = 15
#: Characters that are looked at, spread over the document.
SAMPLE = 6000
#: Share of English function words from which a text in Latin letters is English.
ENGLISH_SHARE = 0.14

_PROSE = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PAIR, BlockKind.QUOTE, BlockKind.ROW}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOT_PROSE = re.compile(r"https?://\S+|<[^<>]{1,200}>|`[^`]*`|\]\([^)]*\)|\S*[_/\\=]\S*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENGLISH = re.compile(
    r"the|of|and|to|in|is|a|for|that|this|are|with|as|on|be|by|it|or|from|an|not|we|can|"
    r"you|at|which|was|have|has|our|your|will|may|any|such|these|model|use|all|no"
)
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mt": "Maltese", "nl": "Dutch",
    "no": "Norwegian", "nb": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def detect(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the ISO 639-1 code of the language of the prose, or None where there is too little.

    Args:
        text: The document's text.
        blocks: Its blocks; code, dialogue and references are not looked at.
    """
    sample = _sample(text, blocks)
    words = _WORD.findall(sample)
    wide = len(_WIDE.findall(sample))
    if len(words) + wide < FEWEST_WORDS:
        return None
    known = sum(_ENGLISH.fullmatch(word.lower()) is not None for word in words)
    # most documents are English, and the model behind the other branch takes a second to load
    if known >= ENGLISH_SHARE * len(words) and wide < len(words):
        return "en"
    import py3langid

    code: str = py3langid.classify(sample)[0]
    # the model knows 140 languages, some of which are mostly mistaken for each other
    return code if code == "en" or code in _NAMES else None


def warning(code: str | None) -> ReadWarning | None:
    """Return what must be said about a document in a language other than English, or None."""
    if code is None or code == "en":
        return None
    name = _NAMES.get(code, f"language {code!r}")
    message = (
        f"The document is mainly in {name}. Lacuna reads English: only typed values (numbers, "
        "names, identifiers) were read from it, and what it says in words was not judged."
    )
    return ReadWarning(WarningCode.LANGUAGE, message)


def _sample(text: str, blocks: Sequence[Block]) -> str:
    prose = [block for block in blocks if block.kind in _PROSE and block.end > block.start]
    step = max(1, sum(b.end - b.start for b in prose) // SAMPLE)
    parts: list[str] = []
    length = 0
    for block in prose[::step] if len(prose) > 50 else prose:
        part = _NOT_PROSE.sub(" ", text[block.start : min(block.end, block.start + 1000)])
        parts.append(part)
        length += len(part)
        if length >= SAMPLE:
            break
    return "\n".join(parts)[:SAMPLE]
