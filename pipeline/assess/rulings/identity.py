"""Who, which model, which document, from when, built on what."""

from __future__ import annotations

import re

from pipeline.assess.phrases import says
from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback, fields_first
from pipeline.assess.rulings.reading import Reading, Unit
from pipeline.schema import SegmentKind

#: A title page or the head of a card ends about here.
OPENING = 25
#: A name and a date after it stand among the first segments.
BYLINE = 4
#: A date that stands alone has at most so many words.
DATE_WORDS = 5
_DATED = re.compile(
    r"^\W*(?:version\W*v?\d[\d.]*\b|v\d+\.\d+\b|(?:date|dated|last updated?|updated|published)?\W*"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ .,/-]+)?"
    r"(?:jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)"
    r"[ .,/-]+(?:\d{1,2}(?:st|nd|rd|th)?[ .,/-]+)?20\d\d\W*$"
    r"|(?:last updated?\W*)?"
    r"(?:20\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[./]\d{1,2}[./]20\d\d)\W*$)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\W*(?:(?-i:[A-Z])[\w.&'-]* ){0,5}(?-i:[A-Z])[\w.&'-]*\s*[,|·–—-]\s*(?=\d{1,2}\b|[A-Z])",
    re.IGNORECASE,
)
_BARE_VERSION = re.compile(r"^\W*version\W*v?\d[\d.]*\W*$", re.IGNORECASE)
_DAY = re.compile(r"\d")


def provider_name(reading: Reading) -> Ruling:
    """A developer stated in words or as author; the handle of a repository is half of it."""
    stated = sorted(reading.having("strong"), key=lambda u: u.says("evaluation", "rival"))
    loose = reading.having("announce", "copyright_line", "possessive")
    authors = [u for u in reading.with_code.units if u.has("citation_author")]
    handles = reading.linking("link_model") + reading.linking("model_id")
    return (
        fields_first(reading)
        or reading.disclosed([*reading.claimed, *stated], "A developer or provider is named.", 0.95)
        or reading.disclosed([*loose, *authors], "An organisation stands as its maker.", 0.8)
        or reading.partial(handles, "Only the handle of a repository names it.", 0.6)
        or fallback(reading)
    )


def model_name(reading: Reading) -> Ruling:
    """A name in a field, an introducing sentence or the title."""
    titles = [u for u in reading.opening(6) if u.segment.kind is SegmentKind.HEADING]
    return (
        fields_first(reading)
        or reading.disclosed(
            [*reading.claimed, *reading.having("strong")], "The model is introduced by name.", 0.95
        )
        or reading.disclosed(titles, "The title names it.", 0.85)
        or reading.partial(reading.linking("model_id"), "Only identifiers name it.", 0.6)
        or fallback(reading)
    )


def doc_version_or_date(reading: Reading) -> Ruling:
    """A version or day of the document: its field, its head, its stamp; not the model's."""
    fields = [u for u in reading.fields if _DAY.search(u.content)]
    opening = reading.opening(OPENING)
    dated = [
        u
        for u in opening
        if _dated(u, opening) and not _BARE_VERSION.search(u.text) and not _news(reading, u)
    ]
    bare = [u for u in opening if _BARE_VERSION.search(u.text)]
    changes = [u for u in reading.units if u.under and u.has("changelog_entry")]
    return (
        reading.disclosed(fields, "A field gives version or date of the document.", 0.95)
        or reading.disclosed(
            reading.where(lambda u: u.has("strong") and not u.says("evaluation")),
            "The document states when it is from.",
        )
        or reading.disclosed(dated, "A date stands at the head of the document.", 0.85)
        or reading.disclosed(changes, "A changelog of the document gives dates.", 0.7)
        or reading.partial(bare, "A version stands at its head, of document or model.", 0.6)
        or reading.partial(reading.having("card_written"), "A year is given in passing.", 0.5)
        or reading.absent("No version or date of the document was found.")
    )


def _dated(unit: Unit, opening: list[Unit]) -> bool:
    """Return whether a line is a date; at the very head the name of who signs may precede it."""
    if _DATED.search(unit.text):
        return True
    name = _BYLINE.match(unit.text) if unit in opening[:BYLINE] else None
    return name is not None and _DATED.search(unit.text[name.end() :]) is not None


def authenticity(reading: Reading) -> Ruling:
    """A hash or signature, or the official place of the weights or of the service."""
    proof = [
        u
        for u in reading.with_code.units
        if u.has("hash", "signature") and not u.about_data and "dedup" not in u.text.casefold()
    ]
    places = reading.downloads()
    service = reading.linking("link_service")
    named = reading.linking("model_id")
    return (
        reading.disclosed(proof, "A checksum, signature or credential is named.", 0.95)
        or reading.disclosed(places, "The official download address is given.", 0.85)
        or reading.partial([*service, *named], "An address or identifier, no proof.", 0.55)
        or reading.partial(reading.having("hub_name"), "A place is named without address.", 0.4)
        or reading.absent("No proof of origin is given.")
    )


def _news(reading: Reading, unit: Unit) -> bool:
    """Return whether a line is the date of a news entry: what follows tells of a release."""
    following = reading.segments[unit.index + 1 : unit.index + 2]
    return len(unit.text.split()) <= DATE_WORDS and any(
        following_one.document == unit.segment.document and says("launches", following_one.text)
        for following_one in following
    )


def release_date(reading: Reading) -> Ruling:
    """Release verb and a day or month in one unit; a field; a dated news entry."""
    fields = [u for u in reading.fields if u.has("month_year") and not u.has("not_release")]
    union = [u for u in reading.units if u.has("union_field", "union_text")]
    news = reading.where(
        lambda u: (
            u.has("news_date")
            and u.has("released", "news_model")
            and not u.says("rival", "evaluation")
        )
    )
    stated = reading.where(
        lambda u: (
            u.has("released", "field")
            and u.has("month_year")
            and not u.has("not_release")
            and not u.says("rival")
        )
    )
    listed = [u for u in stated if u.under or u.has("news_date")]
    plain = [u for u in stated if u not in listed]
    lone = reading.where(
        lambda u: u.has("month_year") and not u.has("not_release") and _news(reading, u)
    )
    headed = reading.where(
        lambda u: u.has("date_section") and u.has("month_year") and not u.has("not_release")
    )
    return (
        reading.disclosed(fields, "A field gives the date of release.", 0.9)
        or reading.disclosed(plain, "A sentence dates the release.", 0.75)
        or reading.partial([*news, *listed, *lone], "News entries date releases of variants.", 0.65)
        or reading.partial(headed, "A date of the model, not said to be its release.", 0.6)
        or reading.partial(union, "Only the day of placing on the Union market.", 0.6)
        or reading.mentioned(reading.having("soft_date"), "A date without the release it is of.")
        or reading.absent("No release is dated.")
    )


def eu_release_date(reading: Reading) -> Ruling:
    """The field of the form, or a sentence on the Union's market."""
    return (
        fields_first(reading)
        or reading.disclosed(reading.having("strong"), "Availability in the Union is stated.")
        or reading.absent("Nothing is said about the Union's market.", 0.02)
    )


def base_model(reading: Reading) -> Ruling:
    """An upstream model or "from scratch"; a base and a tuned variant are half of it."""
    own = reading.where(
        lambda u: (
            u.has("strong")
            and not u.instructs
            and not _others(u)
            and (u.has("scratch") or not u.says("evaluation"))
        )
    )
    bases = reading.where(lambda u: u.has("base_variant") and not u.instructs)
    instructs = reading.where(lambda u: u.has("tuned_variant") and not u.instructs)
    pair = [*bases[:2], *instructs[:2]] if bases and instructs else []
    tuned = reading.where(lambda u: u.has("tuned") and not u.instructs)
    return (
        fields_first(reading)
        or reading.disclosed(own, "Its upstream model, or training from scratch, is stated.")
        or reading.partial(reading.having("partial"), "A base and a tuned variant of one family.")
        or reading.partial(pair, "A base and a tuned variant of one family.", 0.5)
        or reading.mentioned(tuned, "Tuning is named without what was tuned.")
        or reading.absent("No upstream model is named.")
    )


def _others(unit: Unit) -> bool:
    return unit.has("by_users")


RULES = {
    "provider_name": provider_name,
    "model_name": model_name,
    "doc_version_or_date": doc_version_or_date,
    "authenticity": authenticity,
    "release_date": release_date,
    "eu_release_date": eu_release_date,
    "base_model": base_model,
}
