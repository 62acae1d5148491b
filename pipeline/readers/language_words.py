"""Which language a stretch of prose is in: by its script, or by its small words.

Small words (articles, prepositions, auxiliaries) are what names, code, figures and terms of art
do not have: a list of models or a table says nothing about a language, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load
from pipeline.errors import BadInput

FILE = "lexicons/function_words.yaml"
ENGLISH = "en"

#: Fewer words than this say nothing about the language of a stretch in Latin letters.
FEWEST = 8
#: Share of small words from which a stretch is in their language.
SHARE = 0.16
#: So much larger than the English share it must be, and so many different small words it takes:
#: citations repeat one ("et al."), figures and codes of languages look like a few.
BEYOND_ENGLISH, DIFFERENT = 0.08, 3
#: A character of a script without spaces stands for so many words.
WORDS_A_CHARACTER = 0.5
#: Share of words in another script from which a stretch is in that script's language, and fewest.
SCRIPT_SHARE, SCRIPT_FEWEST = 0.4, 4.0

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARKUP = re.compile(r"<[^<>]{1,200}>|`[^`\n]{0,200}`|\]\([^()\s]{0,300}\)")
#: Tokens with one of these are addresses, paths, code or formulas.
_NO_WORD = frozenset("_/\\=@")
#: Characters of a stretch that are looked at.
_LONGEST = 20_000
#: Letters of scripts other than Latin; the language is the one that they most likely write.
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "zh": re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"),
    "ko": re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "bn": re.compile(r"[\u0980-\u09ff]"),
    "ta": re.compile(r"[\u0b80-\u0bff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
}
#: Scripts whose words are not set apart by blanks.
_UNSPACED = frozenset({"ja", "zh", "th"})
#: A guess by letters needs so many words, such a share of them in lower case.
FEWEST_TO_GUESS, MOSTLY_LOWER = 40, 0.7
#: Languages without a list of small words, that are told by their letters.
_OTHERS = {
    "af": "Afrikaans", "cy": "Welsh", "eu": "Basque", "gl": "Galician", "is": "Icelandic",
    "lb": "Luxembourgish", "ms": "Malay", "sq": "Albanian", "sw": "Swahili", "tl": "Tagalog",
}  # fmt: skip
#: Letters that tell languages of one script from the one that it most likely writes.
_TELLING = {
    "ru": (("uk", "іїєґІЇЄҐ"), ("sr", "јљњћђЈЉЊЋЂ"), ("be", "ўЎ")),
    "ar": (("fa", "پچژگکی"),),
}
_WRITTEN_AS = {"uk": "ru", "sr": "ru", "be": "ru", "bg": "ru", "fa": "ar"}
_SCRIPT_NAMES = {
    "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "ru": "Russian", "el": "Greek",
    "ar": "Arabic", "he": "Hebrew", "th": "Thai", "hi": "Hindi", "bn": "Bengali", "ta": "Tamil",
    "hy": "Armenian", "ka": "Georgian", "uk": "Ukrainian", "sr": "Serbian", "be": "Belarusian",
    "fa": "Persian", "bg": "Bulgarian",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What a stretch of prose sounds like.

    Attributes:
        language: ISO 639-1 code; None where too little tells.
        words: How many words it has; characters of scripts without blanks count half.
    """

    language: str | None
    words: float


def hear(text: str) -> Heard:
    """Return the language of a stretch of prose, markup and code left aside."""
    bare = _bare(text)
    if bare.isascii():
        return _heard_latin(_WORD.findall(bare))
    weights = _scripts(bare)
    latin = [word for word in _WORD.findall(bare) if not _is_other(word)]
    other = sum(weights.values())
    words = len(latin) + other
    if other >= SCRIPT_FEWEST and other >= SCRIPT_SHARE * words:
        return Heard(_language_of(weights, bare), words)
    heard = _heard_latin(latin)
    return Heard(heard.language, words)


def name(code: str) -> str:
    """Return the English name of a language."""
    if code in _SCRIPT_NAMES:
        return _SCRIPT_NAMES[code]
    return _lists()[1].get(code) or _OTHERS.get(code, f"the language {code!r}")


def in_script_of(code: str, text: str) -> bool:
    """Return whether a text has letters of a language's own script; True for Latin letters."""
    letters = _SCRIPTS.get(_WRITTEN_AS.get(code, code))
    if code == "ja":
        return bool(letters and letters.search(text)) or bool(_SCRIPTS["zh"].search(text))
    return letters is None or bool(letters.search(text))


def guess(text: str) -> str | None:
    """Return the language of much prose by its letters, for languages without a list.

    Args:
        text: Prose of which ``hear`` could not tell a language.

    Returns:
        A code; None where the prose is short, or where the thirds of it are not guessed alike.

    Raises:
        BadInput: no temporary file can be made.
    """
    words = _WORD.findall(_bare(text))
    lower = [word for word in words if word.islower()]
    if len(words) < FEWEST_TO_GUESS or len(lower) < MOSTLY_LOWER * len(words):
        return None
    import py3langid

    third = len(lower) // 3
    parts = (lower[:third], lower[third : 2 * third], lower[2 * third :])
    try:
        found = {py3langid.classify(" ".join(part))[0] for part in parts}
    except OSError as error:  # its model unpacks itself into a temporary file
        reason = error.strerror or type(error).__name__
        raise BadInput(
            f"telling the language of a text needs a temporary file ({reason}): "
            "set TMPDIR to a folder that can be written"
        ) from error
    code = str(found.pop())
    return code if not found and code in _OTHERS else None


def _bare(text: str) -> str:
    tokens = _MARKUP.sub(" ", text[:_LONGEST]).split()
    return " ".join(token for token in tokens if _NO_WORD.isdisjoint(token))


def _heard_latin(found: list[str]) -> Heard:
    # Names and abbreviations in capitals are not of any language; German nouns do no harm.
    words = [word.lower() for word in found if not (word.isupper() and len(word) > 1)]
    if len(words) < FEWEST:
        return Heard(None, len(found))
    owners, _ = _lists()
    counts: Counter[str] = Counter()
    different: dict[str, set[str]] = {}
    for word in words:
        # l'homme, dell'uso: the small word stands before the apostrophe
        head = re.split("['’]", word)[0]
        for code in owners.get(word, owners.get(head, ())):
            # single letters are names of things in formulas and code
            if len(word) > 1 or code == ENGLISH:
                counts[code] += 1
                different.setdefault(code, set()).add(word)
    english = counts.pop(ENGLISH, 0) / len(words)
    counts = Counter({key: n for key, n in counts.items() if len(different[key]) >= DIFFERENT})
    if counts:
        code, most = max(sorted(counts.items()), key=lambda item: item[1])
        share = most / len(words)
        if share >= SHARE and share >= english + BEYOND_ENGLISH:
            return Heard(code, len(found))
    return Heard(ENGLISH if english >= SHARE else None, len(found))


def _scripts(text: str) -> dict[str, float]:
    """Return how many words stand in each script but Latin."""
    found = {}
    for code, letters in _SCRIPTS.items():
        if code in _UNSPACED:
            number = WORDS_A_CHARACTER * len(letters.findall(text))
        else:
            number = float(sum(bool(letters.match(word)) for word in _WORD.findall(text)))
        if number:
            found[code] = number
    return found


def _is_other(word: str) -> bool:
    return not word.isascii() and any(letters.search(word) for letters in _SCRIPTS.values())


def _language_of(weights: dict[str, float], text: str) -> str:
    code = max(sorted(weights), key=lambda each: weights[each])
    if code == "zh" and weights.get("ja", 0) > 0.15 * weights["zh"]:
        return "ja"
    letters = _SCRIPTS[code].findall(text)
    for other, telling in _TELLING.get(code, ()):
        if sum(char in telling for char in letters) > 0.02 * len(letters):
            return other
    if code == "ru" and letters.count("ъ") > 0.005 * len(letters) and not set(letters) & set("ыэё"):
        return "bg"
    return code


@lru_cache(maxsize=1)
def _lists() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return small word -> languages, and code -> name."""
    faults = Faults(FILE)
    owners: dict[str, list[str]] = {}
    names = {}
    for code, row in load(FILE).items():
        words = str(row.get("words") or "").split()
        if (
            len(words) < 20
            or len(set(words)) < len(words)
            or " ".join(words).lower() != " ".join(words)
        ):
            faults.add(code, "needs at least 20 different words in lower case")
        if not row.get("name") or not row.get("sentence"):
            faults.add(code, "needs a name and a sentence")
        names[code] = str(row.get("name"))
        for word in words:
            owners.setdefault(word, []).append(code)
    faults.done()
    return {word: tuple(found) for word, found in owners.items()}, names
