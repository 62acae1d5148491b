"""Names of models in a text: the own model's, its variants', its bases', and everybody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.claims.identity_names import fold, orders, spelling
from pipeline.claims.phrases import phrases
from pipeline.schema import Identity, Variant, Whose

FOREIGN = "lexicons/foreign_models.yaml"
#: What may follow a family's name and still belongs to it: versions, sizes, kinds.
_TAIL = re.compile(
    r"(?:[-\s_]?(?:[vVrR]\d[\w.]*|\d+(?:\.\d+)*(?:[a-zA-Z]{1,2})?(?![\w.]*\d)|\d+x\d+B"
    r"|Base|Instruct|Chat|Pro|Ultra|Nano|Flash|Mini|Small|Medium|Large|XL|Turbo|Opus|Sonnet|Haiku"
    r"|Coder|Math|VL|Vision|Audio|Omni|Guard|Embed(?:ding)?|Reward|Lite|MoE|Plus|Max|Next|Distill|Zero|Thinking|Preview)(?![A-Za-z]))+"
)
#: A name of a model that no list knows: a capitalised name with a size behind a hyphen.
_ANY_NAME = re.compile(
    r"(?<![\w/.-])(?P<stem>(?=[\w.]*[A-Z])[A-Za-z][A-Za-z0-9.]+)(?:-[A-Za-z0-9.]+){0,3}"
    r"-\d+(?:x\d+)?(?:\.\d+)?[BM](?![\w])"
)
_SIZE_BEFORE = re.compile(
    r"(?<![\w.-])(\d+(?:\.\d+)?[BM])[-\s](?:parameters?[-\s])?$", re.IGNORECASE
)
#: Words that make another line of models of a name, and no variant of one.
_LINE = re.compile(
    r"\b(?:[rR]\d|Coder|Math|VL|Embed\w*|Guard|Vision|Audio|Omni|Reward|Flash|Lite)\b"
)
_VERSION = re.compile(r"(?<![\d.])v?(\d+(?:\.\d+)*)(?![\d.]*[bmkBMKx\d])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|io|ai|net|co)/\S*")
_STEM_END = re.compile(r"[-\s_]?v?\d+(?:\.\d+)*(?:[-\s_].*)?$", re.IGNORECASE)
_SIZE = re.compile(r"(?<![\w.])\d+(?:x\d+)?(?:\.\d+)?\s?[bm](?:illion)?(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A model's name in a text.

    Attributes:
        start: First character.
        end: One past the last.
        name: As written.
        whose: Own, base, rival; other versions of the own family are rivals too.
        variant: Key of the own variant that it names, or None.
    """

    start: int
    end: int
    name: str
    whose: Whose
    variant: str | None = None


def _alternatives(names: Iterable[str]) -> re.Pattern[str] | None:
    unique = sorted({name.strip() for name in names if len(fold(name)) > 1}, key=_longest)
    if not unique:
        return None
    return re.compile("|".join(f"(?:{spelling(name)})" for name in unique), re.IGNORECASE)


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name


def _in_any_order(variant: Variant, stem: str) -> re.Pattern[str]:
    """Return a pattern for a variant's name, or its key alone, with its parts in any order."""
    first = variant.name if stem else variant.key
    names = [first, *(stem + order for order in orders(variant.key))]
    return re.compile("|".join(spelling(name) for name in names), re.IGNORECASE)


def _token(size: str) -> str:
    """Return a size as one token in lower case: ``1.5 Billion`` gives ``1.5b``."""
    return re.sub(r"[\s_-]", "", size.lower()).replace("illion", "")


def _plain(size: str) -> float:
    """Return a size token in billions; 0 where it is none."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([bm])", size)
    if not match:
        return 0.0
    return float(match[1]) / (1.0 if match[2] == "b" else 1000.0)


@dataclass(frozen=True)
class Names:
    """Finds model names in texts, and says whose they are.

    Attributes:
        identity: The own model, its variants and bases.
    """

    identity: Identity
    _seen: dict[str, tuple[Mention, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def own(self) -> re.Pattern[str] | None:
        """Matches the model's own name, an alias, or the full name of a variant."""
        identity = self.identity
        return _alternatives(
            [identity.model, *identity.aliases, *(variant.name for variant in identity.variants)]
        )

    @cached_property
    def _stems(self) -> re.Pattern[str] | None:
        """Matches the own name without its version, so that earlier versions are seen."""
        stems = set()
        for name in (self.identity.model, *self.identity.aliases):
            stem = _STEM_END.sub("", name).strip()
            if stem and stem != name and len(fold(stem)) > 2 and not stem[-1].isdigit():
                stems.add(stem)
        if not stems:
            return None
        words = (r"[\s\-_]?".join(map(re.escape, re.split(r"[\s\-_]+", s))) for s in stems)
        return re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(words))})(?![^\W\d_])", re.IGNORECASE)

    @cached_property
    def bases(self) -> re.Pattern[str] | None:
        """Matches the models that the own one is built from."""
        return _alternatives(self.identity.bases)

    @cached_property
    def _own_text(self) -> str:
        identity = self.identity
        names = [identity.model, *identity.aliases, *(v.name for v in identity.variants)]
        return " | ".join(names)

    @cached_property
    def families(self) -> frozenset[str]:
        """Keys of the well-known families that the own model belongs to."""
        rows = phrases(FOREIGN)["family"]
        stems = " | ".join([self.identity.model, *self.identity.aliases])
        return frozenset(row.value for row in rows if row.regex.search(stems))

    @cached_property
    def versions(self) -> frozenset[str]:
        """Version numbers in the own names, sizes aside."""
        return frozenset(_VERSION.findall(self._own_text))

    @cached_property
    def sizes(self) -> frozenset[str]:
        """Size tokens of the own variants, in lower case, such as ``1.5b``."""
        found = {_token(variant.size) for variant in self.identity.variants if variant.size}
        return frozenset(found | {_token(m.group()) for m in _SIZE.finditer(self._own_text)})

    @cached_property
    def _telling(self) -> tuple[Variant, ...]:
        """Variants whose name is not the model's own: that one speaks of all of them."""
        own = fold(self.identity.model)
        return tuple(
            v
            for v in self.identity.variants
            if fold(v.name) != own or fold(v.key) != own or len(self.identity.variants) == 1
        )

    @cached_property
    def _variants(self) -> tuple[tuple[Variant, re.Pattern[str]], ...]:
        ordered = sorted(self._telling, key=lambda v: _longest(v.name))
        return tuple((v, _in_any_order(v, v.name.removesuffix(v.key))) for v in ordered)

    @cached_property
    def _keys(self) -> tuple[tuple[Variant, re.Pattern[str]], ...]:
        ordered = sorted((v for v in self._telling if fold(v.key)), key=lambda v: _longest(v.key))
        return tuple((v, _in_any_order(v, "")) for v in ordered)

    @cached_property
    def _size_keys(self) -> dict[str, tuple[str, ...]]:
        keys: dict[str, tuple[str, ...]] = {}
        for variant in self.identity.variants:
            if variant.size:
                size = _token(variant.size)
                keys[size] = (*keys.get(size, ()), variant.key or variant.name)
        return keys

    def variant_in(self, text: str, *, loose: bool = False) -> str | None:
        """Return the key of the variant that a text names, or None.

        Args:
            text: A name, a heading, a row label, a column header, or a clause.
            loose: True also takes a key that is an ordinary word (``Base``): for labels and
                headers, where nothing else stands.
        """
        for variant, pattern in self._variants:
            if fold(variant.key or variant.name) and pattern.search(text):
                return variant.key or variant.name
        for variant, pattern in self._keys:
            word = variant.key.isalpha() and not loose
            if not word and pattern.search(text):
                return variant.key
        for match in _SIZE.finditer(text):
            keys = self._size_keys.get(_token(match.group()), ())
            if keys:
                return min(keys, key=lambda key: (len(key), key))
        return None

    def without_others(self, text: str) -> str:
        """Return a text with other models' names blanked: the 7B of "Tern-7B" is not ours."""
        for mention in self.mentions(text):
            if mention.whose is not Whose.OWN:
                blank = " " * (mention.end - mention.start)
                text = text[: mention.start] + blank + text[mention.end :]
        return text

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the model names in a text, in order; cached."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = tuple(self._find(text))
        return found

    def _find(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        # An address names files and owners; it is not what the sentence is about.
        taken = [match.span() for match in _ADDRESS.finditer(text)]

        def free(start: int, end: int) -> bool:
            return all(end <= low or start >= high for low, high in taken)

        for match in self.own.finditer(text) if self.own else ():
            if not free(*match.span()):
                continue
            found.append(self._named(text, match))
            taken.append((match.start(), found[-1].end))
        for match in self.bases.finditer(text) if self.bases else ():
            if free(*match.span()):
                found.append(Mention(*match.span(), match.group(), Whose.BASE))
                taken.append(match.span())
        for match in self._stems.finditer(text) if self._stems else ():
            if free(*match.span()):
                found.append(self._named(text, match))
                taken.append((match.start(), found[-1].end))
        for row in phrases(FOREIGN)["family"]:
            for match in row.regex.finditer(text):
                tail = _TAIL.match(text, match.end())
                end = tail.end() if tail else match.end()
                owner = text[end : end + 1] == "/"
                if owner or not free(match.start(), end):
                    continue
                name = text[match.start() : end]
                own = row.value in self.families and self._same(name, "")
                whose = Whose.OWN if own else Whose.RIVAL
                found.append(Mention(match.start(), end, name, whose))
                taken.append((match.start(), end))
        for match in _ANY_NAME.finditer(text) if self.own else ():
            if free(*match.span()) and not any(
                row.regex.match(match.group()) for row in phrases(FOREIGN)["no_model"]
            ):
                found.append(Mention(*match.span(), match.group(), Whose.RIVAL))
        return sorted(found, key=lambda mention: (mention.start, mention.end))

    def _named(self, text: str, match: re.Match[str]) -> Mention:
        """Return a mention of an own name, or of another version of it."""
        tail = _TAIL.match(text, match.end())
        end = tail.end() if tail else match.end()
        name = text[match.start() : end]
        own = self._same(name, match.group()) and not self._other_size(text[: match.start()])
        variant = self.variant_in(name) if own else None
        return Mention(match.start(), end, name, Whose.OWN if own else Whose.RIVAL, variant)

    def _other_size(self, before: str) -> bool:
        """True behind a size that no variant comes near: "the 65B" before the own name."""
        match = _SIZE_BEFORE.search(before)
        if not match or not self.sizes:
            return False
        if "." not in match[1]:
            return _token(match[1]) not in self.sizes
        known = [number for size in self.sizes if (number := _plain(size))]
        said = _plain(_token(match[1]))
        return bool(known and said) and all(abs(said - size) > 0.25 * size for size in known)

    def _same(self, name: str, known: str) -> bool:
        """False where a name of the own family carries a version or size that is not ours.

        A name with a size and no version ("Nova 67B" beside "Nova-V2") is another model too.
        """
        if self.versions and not _VERSION.search(name):
            sizes = {_token(match.group()) for match in _SIZE.finditer(name)}
            if sizes and not sizes & self.sizes:
                return False
        rest = name[len(known) :]
        lines = {fold(match.group()) for match in _LINE.finditer(rest)}
        if any(line not in fold(self._own_text) for line in lines):
            return False
        versions = set(_VERSION.findall(rest))
        if re.search(r"\d", known) and versions and rest.lstrip(" -_").lower().startswith("v"):
            return True
        sizes = {_token(match.group()) for match in _SIZE.finditer(rest)}
        if sizes and self.sizes and not sizes & self.sizes:
            return False
        return not versions or not self.versions or bool(versions & self.versions)
