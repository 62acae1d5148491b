"""Markdown's inline markup: which characters are words, and which only dress them.

``pieces`` cuts a stretch of the source into what stays, with where it stands, and what is ours
(a decoded entity, a space for a tag). Nothing is rendered; every kept character is the file's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

#: A stretch of text and where it begins in the source, or -1 where the characters are ours.
Piece = tuple[str, int]

#: Stands for a line break that the author forced; sentences end there.
BREAK = "\n"

_INLINE_TAGS = "a|abbr|b|big|center|cite|code|del|em|font|i|ins|kbd|mark|s|samp|small|span|strike"
_TAGS = _INLINE_TAGS + (
    "|strong|sub|sup|tt|u|var|br|hr|img|picture|source|p|div|section|article|table|thead|tbody|tr"
    "|td|th|ul|ol|li|dl|dt|dd|h[1-6]|pre|blockquote|details|summary|caption|figure|figcaption"
    "|video|audio|iframe|svg|path|input|button|nav|header|footer|main|aside|script|style"
)
_TARGET = (
    r"\(\s*(?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)

_TOKEN = re.compile(
    rf"""
    (?P<ticked>\$`(?P<ticked_formula>[^`\n]{{1,200}})`\$)
  | (?P<code>(?<!`)(?P<ticks>`{{1,4}})(?!`)(?P<inner>[^\n]{{1,600}}?)(?<!`)(?P=ticks)(?!`))
  | (?P<hard>(?<![ ])[ ]{{2,}}+\n|\\\n)
  | (?P<mathjax>\\{{1,2}}\((?P<inside>
      (?=[^\n)]{{0,200}}?(?:[\^_=]|\\[a-z]))[^\n]{{1,200}}?)\\{{1,2}}\))
  | (?P<display>\$\$(?P<shown>[^$]{{1,2000}}?)\$\$
      |\\{{1,2}}\[(?P<boxed>(?=[^\]]{{0,400}}?(?:[\^_=]|\\[a-z]))[^$]{{1,400}}?)\\{{1,2}}\])
  | (?P<hash>(?m:^[ \t]*\#{{1,6}}[ \t]+(?=\S)))
  | (?P<escape>\\(?P<escaped>[!-/:-@\[-`{{-~]))
  | (?P<badge>\[\s*!\[[^\]]{{0,300}}\]{_TARGET}\s*\]{_TARGET})
  | (?P<image>!\[[^\]]{{0,1000}}\](?:{_TARGET}|\[[^\]\n]{{0,200}}\]))
  | (?P<alert>\[!(?:note|tip|important|warning|caution)\]
      |(?m:^[ \t]*:{{3,}}[ \t]*(?:\{{[^}}\n]{{0,80}}\}}|[\w-]{{0,40}})[ \t]*$)
      |(?m:^[ \t]*!!![ \t]+[\w-]{{1,40}}(?=[ \t]|$)))
  | (?P<shortcode>\{{\{{[<%](?:(?!\{{\{{)[^\n]){{0,300}}?[%>]\}}\}})
  | (?P<note>\[\^[^\]\s]{{1,60}}\]:?)
  | (?P<link>\[(?P<label>(?:[^\[\]]|\[[^\[\]]{{0,300}}\]){{0,1000}})\]{_TARGET})
  | (?P<reflink>\[(?P<reflabel>[^\[\]\n]{{1,300}})\]\[[^\[\]\n]{{0,200}}\])
  | (?P<auto><(?P<address>(?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>)
  | (?P<url>(?:https?://|www\.)[^\s<>()\[\]"|]+)
  | (?P<comment><!--.{{0,2000}}?-->)
  | (?P<br><br\s*/?>)
  | (?P<mark>(?<=[^\W\d_][^\W\d_)])<sup>\s*\[?[\d*†‡,]{{1,3}}\]?\s*</sup>)
  | (?P<sup></?su[pb](?:\s[^<>]*)?>)
  | (?P<tag></?(?P<name>{_TAGS})(?:\s[^<>]*|/)?>)
  | (?P<entity>&(?:[a-zA-Z]{{2,31}}|\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}});|&nbsp)
  | (?P<math>\$\$?(?P<formula>(?=[^$\n]{{0,200}}[\\^_{{=])[^\s$][^$\n]{{0,200}}?)\$\$?(?!\d))
  | (?P<stressed>(?<![\w*])\*\*(?!10\*\*\d\d(?!\d))(?P<number>\d+)\*\*(?=\d)
      (?![^\n*]{{0,200}}(?<=[^\s*])\*\*(?!\w)))
  | (?P<power>(?<=\d)(?:\*\*(?=[+-]?\d{{1,3}}(?![\d*]))|\^(?P<exponent>[+-]?\d{{1,3}})\^))
  | (?P<quote>(?m:^[ \t]*(?:>[ \t]?)+))
  | (?P<strong>\*{{2,3}}|~~|(?<!\w)__(?=[^\s_])|(?<=[^\s_])__(?!\w))
  | (?P<em>(?<![\w\s*])\*|\*(?![\w\s*])|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)
      |(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_]))
  | (?P<attributes>(?<!\s)\s*+\{{\#[\w-]+\}}\s*$)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
#: Kinds of formulas, and the groups that hold their inside.
_FORMULAS = {
    "math": ("formula",),
    "mathjax": ("inside",),
    "ticked": ("ticked_formula",),
    "display": ("shown", "boxed"),
}
_FORMULA = re.compile(
    r"\\[dt]?frac\s?\{(?P<above>[^{}]{1,100})\}\s?\{(?P<below>(?:[^{}]|\{[^{}]{0,60}\}){1,100})\}"
    r"|(?P<words>(?<=[\d}])\\(?:text|textrm|operatorname)(?=\{))"
    r"|\\(?P<command>[a-zA-Z]+)\s?|(?P<thin>(?<=\d)\\,(?=\d))|(?P<space>\\[ ,;:])|[{}]|\\."
    r"|(?P<plain>[^\\{}]+)",
    re.DOTALL,
)
_COMMANDS = {
    "times": "×", "cdot": "·", "sim": "~", "approx": "≈", "leq": "≤", "le": "≤", "geq": "≥",
    "ge": "≥", "pm": "±", "rightarrow": "→", "to": "→", "infty": "∞", "mu": "µ",
    "alpha": "α", "beta": "β", "epsilon": "ε", "eta": "η", "gamma": "γ", "lambda": "λ",
    "sigma": "σ", "theta": "θ", "tau": "τ",
}  # fmt: skip


#: Writers escape the underscores of an address so that they do not slant its words.
_ESCAPED_SIGN = re.compile(r"\\(?=[_*~#&])")
#: Tags at which a sentence ends, with a stop or without.
_PARTS = frozenset({"p", "div", "section", "article", "blockquote", "ul", "ol", "hr"})
_SPACES = frozenset({"quad", "qquad", "newline"})


def pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    """Yield what is left of ``source[start:end]`` without Markdown's and HTML's markup.

    Args:
        source: The whole text of the document.
        start: First character.
        end: One past the last.

    Yields:
        Stretches in order; those with an origin equal the source there.
    """
    at = start
    for match in _TOKEN.finditer(source, start, end):
        if match.start() > at:
            yield source[at : match.start()], at
        yield from _token(source, match, end)
        at = match.end()
    if at < end:
        yield source[at:end], at


def _token(source: str, match: re.Match[str], end: int) -> Iterator[Piece]:
    kind = match.lastgroup or ""
    if kind == "code":
        yield match["inner"], match.start("inner")
    elif kind == "escape":
        yield match["escaped"], match.start("escaped")
    elif kind == "link":
        yield from pieces(source, match.start("label"), match.end("label"))
    elif kind == "reflink":
        yield from pieces(source, match.start("reflabel"), match.end("reflabel"))
    elif kind == "auto":
        yield match["address"], match.start("address")
    elif kind == "url":
        at = match.start()
        for escape in _ESCAPED_SIGN.finditer(source, at, match.end()):
            yield source[at : escape.start()], at
            at = escape.end()
        yield source[at : match.end()], at
    elif kind in {"hard", "br"}:
        yield BREAK, -1
    elif kind == "sup":
        raised = match[0].lower().startswith("<sup") and _digit_beside(source, match, end)
        apart = match[0].lower().startswith("<sup")
        yield ("^" if raised else " " if apart else ""), -1
    elif kind == "tag":
        inline = re.fullmatch(_INLINE_TAGS + "|strong|tt|u|var", match["name"], re.IGNORECASE)
        yield ("" if inline else BREAK if match["name"].lower() in _PARTS else " "), -1
    elif kind == "entity":
        yield html.unescape(match[0]), -1
    elif kind == "stressed":
        yield match["number"], match.start("number")
    elif kind == "power":
        yield "^", -1
        if match["exponent"] is not None:
            yield match["exponent"], match.start("exponent")
    elif kind in _FORMULAS:
        inside = next(name for name in _FORMULAS[kind] if match[name] is not None)
        yield from _formula(source, *match.span(inside))


def _digit_beside(source: str, match: re.Match[str], end: int) -> bool:
    before, after = match.start() - 1, match.end()
    return (
        before >= 0 and source[before].isdigit() and after < end and source[after] in "0123456789-+"
    )


def _formula(source: str, start: int, end: int) -> Iterator[Piece]:
    for match in _FORMULA.finditer(source, start, end):
        if match["plain"] is not None:
            yield match["plain"], match.start()
        elif match["above"] is not None:
            yield from _formula(source, *match.span("above"))
            yield "/", -1
            yield from _formula(source, *match.span("below"))
        elif match["words"] or match["space"] or match["command"] in _SPACES:
            yield " ", -1
        elif (sign := _COMMANDS.get(match["command"] or "")) is not None:
            yield sign, -1


def plain(source: str, start: int = 0, end: int | None = None) -> str:
    """Return ``source[start:end]`` without markup, whitespace collapsed."""
    stop = len(source) if end is None else end
    return " ".join("".join(text for text, _ in pieces(source, start, stop)).split())


_LINK = re.compile(
    r"(?<!!)\[(?P<label>(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,1000})\]"
    r"(?:\(\s*<?(?P<target>[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s[^()]*)?\)|\[(?P<ref>[^\[\]\n]{0,200})\])"
    r"|<a\s[^<>]*?href\s*=\s*[\"']?(?P<href>[^\"'\s<>]+)[^<>]*>(?P<anchor>.{0,1000}?)</a\s*>"
    r"|(?P<url>(?:https?://)[^\s<>()\[\]\"|`]+)",
    re.IGNORECASE | re.DOTALL,
)


def links(
    source: str, start: int, end: int, references: dict[str, str]
) -> tuple[tuple[int, int, str], ...]:
    """Return (start, end, target) of every link in ``source[start:end]``.

    Args:
        source: The whole text.
        start: First character.
        end: One past the last.
        references: Targets of ``[name]: target`` lines, names in lower case.

    Returns:
        The stretch of each link's text; of a bare address, the address itself.
    """
    found = []
    for match in _LINK.finditer(source, start, end):
        if match["url"] is not None:
            address = match["url"].rstrip(".,;:!?*_'")
            own = _ESCAPED_SIGN.sub("", address)
            found.append((match.start(), match.start() + len(address), own))
        elif match["href"] is not None:
            found.append((match.start("anchor"), match.end("anchor"), match["href"]))
        elif match["target"]:
            found.append(
                (match.start("label"), match.end("label"), _ESCAPED_SIGN.sub("", match["target"]))
            )
        elif match["ref"] is not None:
            target = references.get((match["ref"] or match["label"]).strip().lower())
            if target:
                found.append((match.start("label"), match.end("label"), target))
    return tuple(found)
