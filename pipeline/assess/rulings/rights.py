"""Copyright: policy, reservations of rights, crawlers, complaints, infringing output."""

from __future__ import annotations

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback
from pipeline.assess.rulings.reading import Reading


def copyright_policy(reading: Reading) -> Ruling:
    """A policy named as such; measures or clearance without a policy are half or less."""
    policy = reading.where(lambda u: u.has("policy") and not u.has("users_duty"))
    measures = reading.where(lambda u: u.has("measures") and not u.has("users_duty"))
    general = reading.where(lambda u: u.has("general") and not u.has("users_duty", "notice"))
    if title := reading.titled("own_title"):
        return reading.disclosed(title, "The document is the policy.", 0.9) or fallback(reading)
    beside = {u.index for u in measures} - {u.index for u in policy}
    if len(policy) >= 2 or (policy and beside):
        ruling = reading.disclosed([*policy, *measures], "A copyright policy is stated.", 0.75)
        return ruling or fallback(reading)
    return (
        reading.partial([*policy, *(measures if reading.is_summary else [])], "Named in part.", 0.5)
        or reading.mentioned([*measures, *reading.having("cleared")], "Rights are respected.", 0.25)
        or reading.mentioned(general if reading.is_summary else [], "Copyright comes up.", 0.2)
        or reading.absent("No copyright policy is named.", 0.04)
    )


def tdm_opt_out(reading: Reading) -> Ruling:
    """Protocols honoured, by name or in the form's field."""
    fields = [u for u in reading.fields if len(u.content.split()) > 4]
    stated = reading.where(lambda u: u.has("protocol") and not u.says("howto"))
    return reading.disclosed(
        [*fields, *stated], "Reservations of rights are addressed.", 0.9
    ) or reading.absent("Reservations of rights are not addressed.", 0.02)


def crawlers(reading: Reading) -> Ruling:
    """Crawlers of its own by name or behaviour, or none; a third party's only mentions it."""
    stated = reading.where(lambda u: u.has("crawler") and not u.has("third_party"))
    return (
        reading.disclosed([*reading.fields, *stated], "Crawlers are described.", 0.9)
        or reading.partial(reading.having("own_crawl"), "Own crawling is named.", 0.5)
        or reading.mentioned(
            [*reading.having("third_party"), *reading.having("general")],
            "Crawled data are used, the crawler is not described.",
            0.15,
        )
        or reading.absent("No crawler is named.", 0.03)
    )


def copyright_contact(reading: Reading) -> Ruling:
    """A way to write about rights: topic and address together."""
    stated = reading.where(lambda u: u.has("contact") and (u.has("address") or u.segment.links))
    named = reading.where(lambda u: u.has("contact") and u.has("channel"))
    return (
        reading.disclosed(stated, "Rightsholders are given an address.", 0.75)
        or reading.partial(named, "A channel for rightsholders is named.", 0.45)
        or reading.absent("No contact for rightsholders is given.", 0.02)
    )


def output_infringement_mitigation(reading: Reading) -> Ruling:
    """A measure on outputs; a clause in the terms is half; memorisation alone mentions it."""
    measures = reading.where(lambda u: u.has("measure") and not u.has("not_own"))
    terms = reading.where(lambda u: u.has("terms") and not u.about_data and not reading.is_summary)
    firm = [u for u in measures if u.has("done")]
    return (
        reading.disclosed(firm if len(firm) >= 2 else [], "Measures on outputs are stated.", 0.75)
        or reading.partial([*measures, *terms], "A measure or a clause is named.", 0.5)
        or reading.mentioned(
            reading.where(lambda u: u.has("general") and not u.has("not_own")),
            "Memorisation comes up, no measure.",
            0.2,
        )
        or reading.absent("No measure on infringing output is named.", 0.03)
    )


RULES = {
    "copyright_policy": copyright_policy,
    "tdm_opt_out": tdm_opt_out,
    "crawlers": crawlers,
    "copyright_contact": copyright_contact,
    "output_infringement_mitigation": output_infringement_mitigation,
}
