"""What the words of a stretch say about its kind, whatever the format."""

from __future__ import annotations

import re

_BIBTEX = re.compile(r"\s*@\w+\s*\{\s*[^,\s]+,", re.IGNORECASE)
_REFERENCES = re.compile(r"(?:references?(?:\(s\))?|bibliography|works cited)\W*", re.IGNORECASE)
_CAPTION = re.compile(r"[\s*_]*(?:table|figure|fig\.)\s*\d+\s*[*_]*\s*[:.|]", re.IGNORECASE)
_LONGEST_CAPTION = 400
#: What an entry of a list of references has: a year, an address or link, a number, many authors.
_CITES = re.compile(
    r"\b(?:19|20)\d\d[a-z]?\b|://|\]\(|<a\s|\bwww\.|\b(?:arxiv|doi|isbn|proc\.|vol\.|pp\.)"
    r"|\bet al\b|\babs/|\b\d{4}\.\d{4,5}\b|^\s*[*_]*\[[^\]]{1,40}\]",
    re.IGNORECASE,
)


def is_bibtex(text: str) -> bool:
    """True for a BibTeX entry."""
    return _BIBTEX.match(text) is not None


def is_caption(text: str) -> bool:
    """True for words such as ``Table 2: Results``; a longer text only begins like one."""
    return len(text) < _LONGEST_CAPTION and _CAPTION.match(text) is not None


def heads_references(title: str) -> bool:
    """True for the heading of a list of references."""
    return _REFERENCES.fullmatch(title) is not None


def cites(text: str, linked: bool) -> bool:
    """True for an entry of a list of references; a sentence below its heading is none."""
    return linked or _CITES.search(text) is not None


def is_contents(words: str, linked: list[tuple[str, str]]) -> bool:
    """True for entries of a table of contents: nothing but links into the same page.

    Args:
        words: The text of the stretch.
        linked: Words and target of each link in it.
    """
    if not linked or not all(target.startswith("#") for _, target in linked):
        return False
    # counting, not removing: a list of thousands of links would take the square of its length
    own = sum(map(str.isalnum, words))
    return own <= sum(sum(map(str.isalnum, text)) for text, _ in linked)
