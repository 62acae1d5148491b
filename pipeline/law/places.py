"""Where in the law something stands: one canonical form, and its parts.

``law.locators`` reads references as people write them; this file has the noun only: whether a
provision exists is for ``law.corpus`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.law.numerals import ordinal

#: Starts a path step that counts unnumbered (sub)paragraphs instead of naming a label.
ORDINAL_MARK = "¶"
#: Starts a path step that names a section of an annex.
SECTION_MARK = "§"


class Work(StrEnum):
    """The text that a locator points into."""

    ACT = "act"
    CODE = "code"
    GUIDELINES = "guidelines"
    TEMPLATE = "template"
    FORM = "form"


class Chapter(StrEnum):
    """A chapter of the Code of Practice."""

    TRANSPARENCY = "Transparency"
    COPYRIGHT = "Copyright"
    SAFETY = "Safety and Security"


class Kind(StrEnum):
    """What the head of a locator names."""

    ARTICLE = "article"
    ANNEX = "annex"
    RECITAL = "recital"
    COMMITMENT = "commitment"
    MEASURE = "measure"
    APPENDIX = "appendix"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    NOTICE = "notice"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a legal text.

    Attributes:
        work: Which text.
        kind: What ``number`` counts.
        number: ``53``, ``XI``, ``104``, ``1.3``; the name of a form field; ``header``.
        path: Steps below it, outermost first: labels (``1``, ``d``, ``ii``), sections of an
            annex (``§1``), or ordinals of unnumbered subparagraphs (``¶2``).
        chapter: Chapter of the Code, otherwise None.
        edition: ``2025-07`` or ``2025-11`` where a guideline's number holds for one version only.
    """

    work: Work
    kind: Kind
    number: str
    path: tuple[str, ...] = ()
    chapter: Chapter | None = None
    edition: str = ""

    def __str__(self) -> str:
        """Return the canonical form, such as ``Annex XI, Section 1, 2(c)``."""
        return self._head() + self._tail()

    @property
    def parent(self) -> Locator | None:
        """The locator one step up, or None for a whole article, annex, measure..."""
        if not self.path:
            return None
        return replace(self, path=self.path[:-1])

    def child(self, step: str) -> Locator:
        """Return the locator one step down."""
        return replace(self, path=(*self.path, step))

    def _head(self) -> str:
        if self.work is Work.CODE:
            return f"Code, {self.chapter}, {self.kind.capitalize()} {self.number}"
        if self.work is Work.GUIDELINES:
            edition = f"{_EDITION_NAMES[self.edition]}, " if self.edition else ""
            word = "Annex" if self.kind is Kind.ANNEX else "para"
            return f"Guidelines, {edition}{word} {self.number}"
        if self.work is Work.TEMPLATE:
            word = "Notice, para " if self.kind is Kind.NOTICE else ""
            return f"Template, {word}{self.number}"
        if self.work is Work.FORM:
            return f"Form, {self.number}"
        words = {Kind.ARTICLE: "Art.", Kind.ANNEX: "Annex", Kind.RECITAL: "Recital"}
        return f"{words[self.kind]} {self.number}"

    def _tail(self) -> str:
        out = ""
        bare = self.kind is Kind.ANNEX and self.work is Work.ACT
        for depth, step in enumerate(self.path):
            if step.startswith(ORDINAL_MARK):
                inner = depth > 0
                word = "subparagraph" if inner else "paragraph"
                out += f", {ordinal(int(step[1:]))} {word}"
                pointed = depth + 1 < len(self.path)
                out += ", point " if pointed else ""
            elif step.startswith(SECTION_MARK):
                out += f", Section {step[1:]}"
            elif bare and step[0].isdigit():
                out += f", {step}"
            else:
                out += f"({step})"
            # Annex points read `2(c)`: a number stands bare only as the first label.
            bare = bare and step.startswith(SECTION_MARK)
        return out


_EDITION_NAMES = {"2025-07": "July 2025", "2025-11": "November 2025"}
