"""Risks at the level of the Union: assessed with a result, assessed, named, or not at all."""

from __future__ import annotations

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback
from pipeline.assess.rulings.reading import Reading


def safety_framework(reading: Reading) -> Ruling:
    """A framework by name."""
    named = reading.having("framework")
    return (
        reading.disclosed(named, "A safety framework is named.", 0.8)
        or reading.mentioned(reading.having("charter"), "Responsible use is named.", 0.1)
        or reading.absent("No safety framework is named.", 0.02)
    )


def _assessed(reading: Reading, topic: str) -> Ruling:
    """Rule on one kind of risk: an assessment with figures or several units makes it whole."""
    assessed = reading.where(lambda u: u.has(topic) and u.has("assess") and not u.instructs)
    named = reading.where(lambda u: u.has(topic))
    scored = [u for u in assessed if u.says("reported_number")]
    if len(assessed) >= 5 or scored:
        ruling = reading.disclosed([*scored, *assessed], "The risk was assessed, with results.")
        return ruling or fallback(reading)
    return (
        reading.partial(assessed, "The risk was assessed, without results.", 0.6)
        or reading.mentioned([*named, *reading.having("general")], "The risk is named.", 0.2)
        or reading.absent("The risk is not named.", 0.02)
    )


def risk_cbrn(reading: Reading) -> Ruling:
    """An assessment of chemical, biological, radiological, nuclear risk."""
    return _assessed(reading, "cbrn")


def risk_loss_of_control(reading: Reading) -> Ruling:
    """An assessment of autonomy, deception, self-improvement."""
    return _assessed(reading, "control")


def risk_cyber_offence(reading: Reading) -> Ruling:
    """An assessment of offensive cyber capability."""
    return _assessed(reading, "cyber")


def risk_harmful_manipulation(reading: Reading) -> Ruling:
    """An assessment of persuasion or disinformation."""
    done = reading.where(lambda u: u.has("assess") and not u.instructs)
    topic = reading.having("topic")
    section = reading.where(lambda u: u.has("heading"))
    if len(done) >= 2 or (section and topic and len(section) >= 3):
        ruling = reading.disclosed([*done, *section], "The risk was assessed.", 0.75)
        return ruling or fallback(reading)
    return (
        reading.partial(done, "An assessment is named.", 0.5)
        or reading.mentioned([*topic, *section], "The risk is named.", 0.2)
        or reading.absent("The risk is not named.", 0.02)
    )


def risk_discrimination(reading: Reading) -> Ruling:
    """Bias measured with results, or described for this model; else only named."""
    measured = reading.where(
        lambda u: u.has("measured") and not u.instructs and not u.has("not_own")
    )
    described = reading.where(lambda u: u.has("described") and not u.instructs)
    scored = [u for u in measured if u.says("reported_number") or u.segment.table is not None]
    if len(scored) >= 2 or (len(measured) >= 3 and described):
        ruling = reading.disclosed([*scored, *measured, *described], "Bias was measured.", 0.85)
        return ruling or fallback(reading)
    return (
        reading.partial([*measured, *described], "Bias of outputs is described.", 0.6)
        or reading.mentioned(reading.having("general"), "Bias is named.", 0.2)
        or reading.absent("Bias of outputs is not named.")
    )


def risk_other(reading: Reading) -> Ruling:
    """Another risk that was assessed; a list of harms only mentions it."""
    assessed = reading.where(
        lambda u: (
            u.has("assessed") and not u.instructs and not u.has("not_own") and not u.about_data
        )
    )
    topic = reading.where(
        lambda u: u.has("topic") and not u.about_data and not u.instructs and not reading.is_summary
    )
    if len(assessed) >= 6:
        return reading.disclosed(assessed, "Other risks were assessed.", 0.8) or fallback(reading)
    return (
        reading.partial(assessed, "Another risk was assessed.", 0.55)
        or reading.mentioned(topic, "Other risks are named.", 0.25)
        or reading.absent("No other risk is named.")
    )


def risk_tier_or_threshold(reading: Reading) -> Ruling:
    """Tiers, thresholds or the resulting class."""
    stated = reading.having("level")
    return (
        reading.disclosed(stated if len(stated) >= 2 else [], "Tiers or thresholds apply.", 0.8)
        or reading.partial(
            [*stated, *reading.having("classed")], "A threshold or class is named.", 0.5
        )
        or reading.mentioned(reading.having("general"), "Systemic risk comes up.", 0.1)
        or reading.absent("No tier or threshold is named.", 0.02)
    )


def incident_reporting(reading: Reading) -> Ruling:
    """A channel and a process; a channel alone is half of it."""
    channel = reading.where(lambda u: u.has("report") and not u.has("not_own"))
    watched = reading.where(lambda u: u.has("monitor") and not u.instructs)
    if len(channel) + len(watched) >= 4:
        ruling = reading.disclosed(
            [*channel, *watched], "Reporting and monitoring are stated.", 0.8
        )
        return ruling or fallback(reading)
    return (
        reading.partial([*channel, *watched], "A reporting channel is named.", 0.55)
        or reading.mentioned(reading.having("feedback"), "A feedback channel only.", 0.15)
        or reading.absent("No reporting of incidents is named.", 0.02)
    )


def cybersecurity(reading: Reading) -> Ruling:
    """Measures of security; one of them is half of it."""
    measures = reading.where(lambda u: u.has("secure") and not u.instructs)
    gates = reading.having("partial")
    return (
        reading.disclosed(measures if len(measures) >= 4 else [], "Security is described.", 0.8)
        or reading.partial([*measures, *gates], "A measure of security is named.", 0.55)
        or reading.mentioned(reading.having("general"), "Security comes up in passing.", 0.15)
        or reading.absent("No security is described.", 0.03)
    )


def market_reach(reading: Reading) -> Ruling:
    """A number of users or downloads; a clause of a licence is none."""
    stated = reading.where(
        lambda u: u.has("users") and not u.has("licence_clause") and not u.instructs
    )
    return reading.disclosed(
        stated, "A number of users or downloads is stated.", 0.7
    ) or reading.absent("No number of users is stated.", 0.01)


RULES = {
    "safety_framework": safety_framework,
    "risk_cbrn": risk_cbrn,
    "risk_loss_of_control": risk_loss_of_control,
    "risk_cyber_offence": risk_cyber_offence,
    "risk_harmful_manipulation": risk_harmful_manipulation,
    "risk_discrimination": risk_discrimination,
    "risk_other": risk_other,
    "risk_tier_or_threshold": risk_tier_or_threshold,
    "incident_reporting": incident_reporting,
    "cybersecurity": cybersecurity,
    "market_reach": market_reach,
}
