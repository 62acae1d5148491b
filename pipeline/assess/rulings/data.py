"""What the model was trained on. Only sentences about training data count, never test sets."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback
from pipeline.assess.rulings.reading import Reading, Unit, terms


def _data(reading: Reading, test: Callable[[Unit], object]) -> list[Unit]:
    """Return units about training data that pass a test; all of a summary's units are."""
    return reading.where(
        lambda u: (
            test(u)
            and (reading.is_summary or u.about_data)
            and (not u.says("evaluation") or u.has("train_mark"))
        )
    )


def _pointers(reading: Reading) -> list[Unit]:
    return reading.where(lambda u: u.has("elsewhere") and (u.segment.links or u.says("reference")))


def data_modality(reading: Reading) -> Ruling:
    """The kind of data in words or ticked; "tokens" or "multimodal" alone are half of it."""
    ticked = reading.where(lambda u: u.has("box"))
    stated = _data(reading, lambda u: u.has("data_kind"))
    implied = _data(reading, lambda u: u.has("tokens", "general"))
    return (
        reading.disclosed(ticked, "A box is ticked.", 0.95)
        or reading.disclosed(stated, "The kind of data is stated.", 0.85)
        or reading.partial(implied, "The kind of data is only implied.", 0.6)
        or reading.absent("No kind of training data is stated.")
    )


def data_provenance(reading: Reading) -> Ruling:
    """Classes of sources; one class, or "publicly available" alone, is half of it."""
    fields = list(reading.fields) if reading.is_summary else []
    stated = _data(reading, lambda u: u.has("class"))
    named = _data(reading, lambda u: u.has("named_source"))
    classes = _classes(terms(stated, "class"))
    if len(fields) >= 3:
        return reading.disclosed(fields, "The form's fields are answered.") or fallback(reading)
    if len(classes) >= 3:
        return reading.disclosed(stated, "Classes of sources are stated.", 0.85) or fallback(
            reading
        )
    return (
        reading.partial([*stated, *named], "A class of sources is stated.", 0.65)
        or reading.referred(_pointers(reading), "The sources are described elsewhere.")
        or reading.absent("No source of data is stated.")
    )


def _classes(words: set[str]) -> set[str]:
    """Return source classes: public, crawl, licensed, user, synthetic, human, other."""
    found = set()
    for word in words:
        for name, marks in (
            ("crawl", ("crawl", "scrap", "web", "internet")),
            ("public", ("public", "open")),
            ("licensed", ("licen", "proprietary", "third", "partner", "in-house", "in house")),
            ("user", ("user",)),
            ("synthetic", ("synthetic",)),
            ("human", ("human", "crowd")),
        ):
            if any(mark in word for mark in marks):
                found.add(name)
    return found


def data_named_sources(reading: Reading) -> Ruling:
    """Named data sets that it was trained on; one platform is half; classes only mention it."""
    named = _data(
        reading, lambda u: u.has("known", "hub_data", "proper_data") and u.has("train_word")
    )
    under = reading.where(lambda u: u.under and u.has("known", "hub_data") and not u.instructs)
    names = terms([*named, *under], "known", "hub_data", "proper_data") - {"github"}
    general = _data(reading, lambda u: u.has("general"))
    listed = [u for u in reading.fields if u.has("known", "hub_data")]
    if names and (len(names) >= 2 or under or reading.is_summary):
        ruling = reading.disclosed([*under, *named, *listed], "Data sets are named.", 0.85)
        return ruling or fallback(reading)
    return (
        reading.partial([*named, *listed], "A source is named.", 0.65)
        or reading.mentioned(general, "Sources are classed, not named.", 0.3)
        or reading.referred(_pointers(reading), "The data are described elsewhere.")
        or reading.absent("No source is named.")
    )


def data_collection(reading: Reading) -> Ruling:
    """How data were obtained; in a summary every answered field says so."""
    stated = _data(
        reading, lambda u: u.has("obtained") and u.has("data_word") and not u.has("not_how")
    )
    fields = list(reading.fields) if reading.is_summary else []
    general = _data(reading, lambda u: u.has("general"))
    if (reading.is_summary and len(fields) >= 2) or len(stated) >= 5:
        ruling = reading.disclosed([*fields, *stated], "It is told how data were obtained.", 0.8)
        return ruling or fallback(reading)
    return (
        reading.partial([*fields, *stated], "It is told in part how data were obtained.", 0.6)
        or reading.referred(_pointers(reading), "The data are described elsewhere.")
        or reading.mentioned(general, "Collection comes up in passing.", 0.3)
        or reading.absent("Nothing is told about obtaining data.")
    )


def data_size(reading: Reading) -> Ruling:
    """A number of tokens, images or hours of training data; a volume alone is half of it."""
    ticked = reading.having("box")
    stated = _data(
        reading,
        lambda u: u.has("amount") and u.has("train_word") and not u.says("context_size"),
    )
    seen = reading.where(
        lambda u: u.has("amount_words") and u.has("train_word") and not u.says("evaluation")
    )
    claimed = [u for u in reading.claimed if u.has("amount") or not u.has("volume")]
    fields = [u for u in reading.fields if u.has("digit")]
    part = _data(reading, lambda u: u.has("volume"))
    return (
        reading.disclosed(ticked, "A range is ticked.", 0.95)
        or reading.disclosed(claimed, "An amount of data is stated.", 0.95)
        or reading.disclosed([*fields, *stated, *seen], "An amount of data is stated.", 0.85)
        or reading.partial(part, "A volume of data is stated.", 0.6)
        or reading.absent("No amount of data is stated.")
    )


def data_scope(reading: Reading) -> Ruling:
    """Domains or other traits of the data: several make it whole, one is half of it."""
    fields = [u for u in reading.fields if len(u.content.split()) > 3]
    stated = _data(
        reading,
        lambda u: (
            u.has("domains")
            and u.has("data_word")
            and not u.has("not_scope")
            and (u.segment.table is None or reading.is_summary or u.under)
        ),
    )
    traits = _data(reading, lambda u: u.has("geography") and u.segment.table is None)
    general = _data(reading, lambda u: u.has("general"))
    domains = terms(stated, "domains") - {"reasoning", "code", "math"}
    if fields:
        return reading.disclosed(fields, "A field describes the data.", 0.9) or fallback(reading)
    if len(domains) >= 4:
        return reading.disclosed(stated, "Domains of the data are listed.", 0.8) or fallback(
            reading
        )
    return (
        reading.partial([*stated, *traits], "A trait of the data is stated.", 0.6)
        or reading.mentioned(general, "The data are praised, not described.", 0.3)
        or reading.referred(_pointers(reading), "The data are described elsewhere.")
        or reading.absent("Nothing is said of what the data are about.")
    )


def data_languages(reading: Reading) -> Ruling:
    """Languages by name, of data or model; a number of them is half; "multilingual" less."""
    fields = [
        u
        for u in reading.fields
        if (u.has("named", "count") or u.says("not_applicable") or u.segment.table is None)
        and not u.segment.label.lower().startswith("programming")
        and not u.says("reported_number")
    ]
    codes = [u for u in fields if u.has("named", "count") or _brief(u)]
    known = {u.index for u in reading.units if u.has("named") and not u.has("test_language")}
    claimed = [
        u
        for u in reading.claimed
        if u.index in known and not u.says("reported_number", "evaluation")
    ]
    stated = reading.where(
        lambda u: (
            u.has("named")
            and u.has("context")
            and not u.instructs
            and not u.has("test_language")
            and not (u.segment.table is not None and u.says("reported_number"))
            and (not u.says("evaluation") or u.has("train_mark"))
        )
    )
    counted = reading.where(lambda u: u.has("count") and not u.has("test_language"))
    multi = reading.where(lambda u: u.has("multi") and not u.has("test_language"))
    return (
        reading.disclosed(claimed, "Languages are named.", 0.95)
        or reading.disclosed(codes, "A field gives the languages.", 0.95)
        or reading.disclosed(stated, "Languages are named.", 0.85)
        or reading.partial(counted, "Languages are counted, not named.", 0.6)
        or reading.mentioned([*multi, *fields], "Called multilingual, no more.", 0.3)
        or reading.absent("No language is named.")
    )


def _brief(unit: Unit) -> bool:
    """Return whether a field is answered in a few words, such as language codes or N/A."""
    return unit.segment.table is None and len(re.findall(r"[a-z]{4,}", unit.content.lower())) <= 3


def data_cutoff(reading: Reading) -> Ruling:
    """A cut-off and a date in one unit; the period of training is none."""
    fields = [u for u in reading.fields if u.has("date")]
    stated = reading.where(
        lambda u: (
            u.has("cutoff", "nothing_after")
            and u.has("date")
            and not u.instructs
            and not u.has("not_cutoff")
        )
    )
    told = reading.where(lambda u: u.has("cutoff_word") and not u.has("date"))
    return (
        reading.disclosed(reading.claimed, "A cut-off is stated.", 0.95)
        or reading.disclosed([*fields, *stated], "A cut-off is stated.", 0.9)
        or reading.mentioned(told, "A cut-off without a date.", 0.25)
        or reading.absent("No cut-off is stated.")
    )


def data_curation(reading: Reading) -> Ruling:
    """Steps of cleaning, filtering, tokenising; many make it whole, few are half of it."""
    steps = _data(reading, lambda u: u.has("step") and u.has("data_word") and not u.has("not_step"))
    quality = _data(reading, lambda u: u.has("selects"))
    kinds = {word[:6] for word in terms(steps, "step")}
    general = _data(reading, lambda u: u.has("general")) + reading.having("compliance")
    if len(steps) >= 4 and len(kinds) >= 3:
        return reading.disclosed(steps, "Steps of curation are described.", 0.85) or fallback(
            reading
        )
    return (
        reading.partial([*steps, *quality], "A step of curation is stated.", 0.6)
        or reading.partial(
            reading.where(lambda u: u.has("tokenizer") and not u.instructs),
            "The tokeniser is named.",
            0.5,
        )
        or reading.referred(_pointers(reading), "Curation is described elsewhere.")
        or reading.mentioned(general, "Quality is claimed, no step.", 0.3)
        or reading.absent("No curation is described.")
    )


def data_unsuitable_measures(reading: Reading) -> Ruling:
    """What was removed from the data and how; a topic without a measure only mentions it."""
    fields = [u for u in reading.fields if len(u.content.split()) > 4]
    measures = _data(reading, lambda u: u.has("removed") and u.has("data_word"))
    vague = [u for u in measures if u.has("aim_only")]
    firm = [u for u in measures if u not in vague]
    topic = reading.having("general") + reading.having("compliance")
    return (
        reading.disclosed(fields, "A field describes the measures.", 0.9)
        or reading.disclosed(firm, "Measures against unsuitable data are stated.", 0.8)
        or reading.partial(vague, "A measure is named.", 0.55)
        or reading.mentioned(topic, "Unsuitable content comes up, without a measure.", 0.3)
        or reading.absent("No measure is stated.")
    )


def data_bias_measures(reading: Reading) -> Ruling:
    """A measure on the data's bias; bias of data acknowledged only mentions it."""
    measures = reading.where(
        lambda u: (
            u.has("reduced")
            and not u.instructs
            and not u.has("not_data")
            and not u.says("evaluation")
        )
    )
    return (
        reading.partial(measures, "A measure on bias in the data is named.", 0.5)
        or reading.mentioned(reading.having("general"), "Bias of data is acknowledged.", 0.2)
        or reading.absent("No measure on bias in the data is stated.", 0.02)
    )


RULES = {
    "data_modality": data_modality,
    "data_provenance": data_provenance,
    "data_named_sources": data_named_sources,
    "data_collection": data_collection,
    "data_size": data_size,
    "data_scope": data_scope,
    "data_languages": data_languages,
    "data_cutoff": data_cutoff,
    "data_curation": data_curation,
    "data_unsuitable_measures": data_unsuitable_measures,
    "data_bias_measures": data_bias_measures,
}
