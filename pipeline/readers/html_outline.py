"""How deep a page nests, told without a parser; and its bare text where it nests too deep."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

_TAG = re.compile(
    r"(?P<comment><!--)|<![a-zA-Z][^<>]*+>|<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*+)(?P<rest>[^<>]*+)>"
)
#: Elements that need no end tag, or that end by themselves when the next one begins.
_SELF_CLOSING = re.compile(
    r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|"
    r"dt|dd|option|thead|tbody|tfoot|colgroup|html|body|head",
    re.IGNORECASE,
)
#: An end tag of one of these closes nothing beyond the next block that is open.
_INLINE = re.compile(
    r"a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|"
    r"strong|sub|sup|time|tt|u|var",
    re.IGNORECASE,
)
#: Elements whose content is no markup until their own end tag.
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})
_BLANK = re.compile(r"[ \t]*\n\s*\n")


def too_deep(source: str, most: int) -> bool:
    """True where more than ``most`` elements are open at once; time is linear.

    Beyond it the parser's time grows with the square.
    """
    open_: list[str] = []
    count: Counter[str] = Counter()
    for match, _ in _tags(source):
        name = (match["name"] or "br").lower()
        if _SELF_CLOSING.fullmatch(name) or match["rest"].endswith("/"):
            continue
        if not match["close"]:
            open_.append(name)
            count[name] += 1
            if len(open_) > most:
                return True
        elif count[name]:
            _close(open_, count, name)
    return False


def _close(open_: list[str], count: Counter[str], name: str) -> None:
    """Close the innermost ``name`` and what is open inside it, as a parser would."""
    if _INLINE.fullmatch(name):
        inside = len(open_)
        while open_[inside - 1] != name:
            if not _INLINE.fullmatch(open_[inside - 1]):
                return
            inside -= 1
    while True:
        last = open_.pop()
        count[last] -= 1
        if last == name:
            return


def _tags(source: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield every tag with where its content goes on: behind a comment, a script, a style."""
    at = 0
    # once an end is not found, it is not looked for again
    endless: set[str] = set()
    while match := _TAG.search(source, at):
        at = match.end()
        name = (match["name"] or "").lower()
        if match["comment"]:
            end = "-->"
        elif name in _RAW and not match["close"]:
            end = rf"</{name}\b[^<>]*+>?"
        else:
            end = ""
        if end:
            found = None
            if end not in endless:
                found = re.compile(end, re.IGNORECASE).search(source, at)
            if found is None:
                endless.add(end)
            at = found.end() if found else len(source)
        yield match, at


def flat(source: str) -> str:
    """Return the text of a page without a parser: tags become line ends; time is linear."""
    parts: list[str] = []
    at = 0
    for match, end in _tags(source):
        parts += [source[at : match.start()], "\n"]
        at = end
    parts.append(source[at:])
    text = html.unescape("".join(parts))
    return _BLANK.sub("\n\n", text).strip()
