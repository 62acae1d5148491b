"""A licence text as a row of words: what every copy of a licence has in common.

Case, punctuation, markup, line breaks and numbering of clauses differ from copy to copy and say
nothing. So do copyright lines: each licensor writes his own. All else is a word that counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Markup: tags, addresses behind a Markdown link, entities, fences. Angle brackets around other
#: words are placeholders, so only tags that exist are markup.
_MARKUP = re.compile(
    r"</?(?:a|b|i|u|p|br|hr|em|strong|span|div|center|h[1-6]|ul|ol|li|pre|code|table|tbody|tr|td|th"
    r"|html|body|head|font|small|sup|sub)\b[^<>]{0,300}>"
    r"|(?<=\])\((?:https?://|mailto:|#|/)[^()\s]{0,400}\)"
    r"|&(?:[a-z]{2,8}|#\d{2,5});|https?://(?:www\.)?|\bwww\.",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
#: The number of a clause: at the start of a line, after a sentence, or in brackets.
_NUMBER = re.compile(
    r"(?m:^)[ \t>*#-]*(?:\*\*)?\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)](?=[\s*])"
    r"|(?<=[.;:!?]\s)(?:\d{1,2}(?:\.\d{1,2})*|[a-z])\.(?=\s+(?-i:[A-Z]))"
    r"|(?<=\s)\((?:[a-z]|[ivx]{1,4})\)(?=\s)",
    re.IGNORECASE,
)
#: After these a number belongs to the sentence: "under Section 3.", "clauses (a) and (b)".
_POINTS = re.compile(
    r"\b(?:sections?|subsections?|paragraphs?|clauses?|articles?|items?|parts?|points?|exhibit"
    r"|version|than|least|most|(?<!;\s)(?:and|or)|to|through|in|of|under|january|february|march|april|may"
    r"|june|july|august|september|october|november|december)[\s*]*$",
    re.IGNORECASE,
)
#: A line that goes on in the next: what stands there first is no number of a clause.
_RUNS_ON = re.compile(r"[a-z0-9](?<!; and)(?<!; or)[ \t\r]*\n[ \t]*\Z")
_RIGHTS = re.compile(
    r"(?m:^)[ \t>*#/;-]*(?:(?:portions |software |model )?copyright\b|©|\(c\))[^\n]*$"
    r"|\ball rights reserved\.?(?=[\s*]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGN = re.compile(r"©|\(c\)|\b(?:19|20)\d\d\b", re.IGNORECASE)
#: A clause that is numbered (c) is no copyright line: the year stands near the sign there.
_CLAUSE_C = re.compile(
    r"[ \t>*#/;-]*\(c\)\s+(?!(?:copyright\b|(?:\S+\s+){0,4}(?:19|20)\d\d\b))", re.I
)
#: A line that begins like a copyright line but goes on to say something is no copyright line.
_SAYS = re.compile(
    r"\bcopyright (?:notices?|holders?|owners?|laws?|licen[cs]es?|and|or|interests?|infring\w+"
    r"|rights?)\b|\b(?:not|no|never|only|unless|except|subject|permi\w+|prohibit\w+|grant\w*"
    r"|commercial\w*|licen[cs]e\w*|conditions?|terms|provided|warrant\w+|liab\w+|owns?|owned"
    r"|belongs?|remains?|retains?|requires?|agrees?|exclud\w+|restrict\w+|limits?|limited to"
    r"|forbid\w*|fees?|pays?|paid|payments?|consent|banned|disallow\w*)\b"
    # May and Will are names too, unless the whole line is in capitals.
    r"|(?-i:\b(?:may|must|shall|will|use[ds]?|using|MAY|MUST|SHALL|WILL|USE[DS]?|USING)\b)",
    re.IGNORECASE,
)
#: Small words of names, and how many others a holder who writes himself small may have.
_SMALL = re.compile(
    r"(?:and|of|the|its|his|her|their|by|for|in|de|van|von|et|al|all|rights|reserved|affiliates"
    r"|contributors|authors?|others|present|team|project|developers?|copyright|inc|ltd|c)$"
)
_MOST_SMALL = 3
#: Where a holder can be reached.
_ADDRESS = re.compile(r"<[^<>]*>|https?://\S+|\S+@\S+|\S+ at \S+ (?:dot \S+|\.\S+)|www\.\S+")
_LONGEST_RIGHTS = 30


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded, with its offsets in the text."""

    folded: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text that count, in its order."""
    gone = _gone(text)
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text):
        while at < len(gone) and gone[at][1] <= match.start():
            at += 1
        if at < len(gone) and gone[at][0] < match.end():
            continue
        folded = match[0].lower().replace("licenc", "licens")
        found.append(Word(folded, match.start(), match.end()))
    return tuple(found)


def _gone(text: str) -> list[tuple[int, int]]:
    """Return the stretches that do not count, in order and apart."""
    found = [match.span() for match in _MARKUP.finditer(text)]
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if not _POINTS.search(before) and not _RUNS_ON.search(before):
            found.append(match.span())
    found += [match.span() for match in _RIGHTS.finditer(text) if _names_holder(match[0])]
    found.sort()
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _names_holder(line: str) -> bool:
    """True where a line says whose the work is, and no more."""
    if _SAYS.search(line) or _CLAUSE_C.match(line):
        return False
    if len(line.split()) > _LONGEST_RIGHTS:
        return False
    said = re.findall(r"[^\W\d_]+", _ADDRESS.sub(" ", line))
    small = [word for word in said if word.islower() and not _SMALL.match(word)]
    return len(small) <= (_MOST_SMALL if _SIGN.search(line) else 0)
