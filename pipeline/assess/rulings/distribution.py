"""Where and on which terms the model can be had, and what else is released."""

from __future__ import annotations

import re

from pipeline.assess.phrases import says
from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.reading import Reading

#: Assets named after tests: a sentence that releases them does not report on a test.
_OF_TESTS = re.compile(r"\bevaluation (?:code|suite|scripts?|data|harness)\b", re.IGNORECASE)


def distribution_channels(reading: Reading) -> Ruling:
    """A place with an address or a named hub; an API or open weights without a place is half."""
    places = reading.downloads() + reading.linking("link_service")
    hubs = reading.where(
        lambda u: (
            u.has("hub")
            and (u.has("obtain_verb") or u.under)
            and not u.has("not_weights")
            and not u.says("evaluation")
        )
    )
    linked = reading.where(
        lambda u: (
            u.has("available", "obtain_verb")
            and any(says("link_model", url) for url in u.segment.links)
            and not u.says("evaluation", "training_data", "rival")
        )
    )
    identifiers = reading.linking("model_id")
    loose = reading.where(lambda u: u.has("available") and not u.says("training_data"))
    return (
        reading.disclosed(
            [*hubs, *places, *linked], "A place where the model can be had is given.", 0.9
        )
        or reading.disclosed(identifiers, "The identifier in a hub is given.", 0.75)
        or reading.partial(
            [] if reading.is_summary else reading.having("channel"),
            "A channel is named without a place.",
            0.6,
        )
        or reading.mentioned(loose, "Called available, without a place.", 0.35)
        or reading.absent("No channel is named.")
    )


def licence(reading: Reading) -> Ruling:
    """A licence by name for the model; a generic name or link is half; the data's is none."""
    named = reading.where(
        lambda u: (
            u.has("named")
            and not u.has("of_data", "not_model")
            and (not u.instructs or u.has("under_named"))
        )
    )
    certain = [u for u in named if u.has("licence_word", "under_named") or u.labelled or u.under]
    fields = [u for u in reading.fields if u.has("named")]
    open_fields = [u for u in reading.fields if u not in fields]
    for_code = [u for u in certain if u.has("for_code") and not u.has("for_model")]
    whole = [u for u in certain if u not in for_code]
    generic = reading.where(lambda u: u.has("licence_word") and not u.has("of_data"))
    agreement = reading.where(lambda u: u.has("agreement") and not u.has("licence_word"))
    return (
        reading.disclosed(reading.titled("own_title"), "The document is the licence.", 0.95)
        or reading.disclosed([*fields, *whole], "A licence is named.", 0.95)
        or reading.disclosed(open_fields, "The licence field is answered.", 0.8)
        or reading.partial(for_code, "A licence is named, for the code only.", 0.6)
        or reading.partial(
            [u for u in generic if u.segment.links and u.has("applies")],
            "A licence without a name is linked.",
            0.5,
        )
        or reading.partial(reading.having("subject_to"), "Terms under a generic name apply.", 0.5)
        or reading.referred(agreement, "Terms to be accepted elsewhere.", 0.3)
        or reading.mentioned(
            [*generic, *reading.having("terms")], "Licensing comes up, without a licence.", 0.3
        )
        or reading.absent("No licence is named.")
    )


def additional_assets(reading: Reading) -> Ruling:
    """A release verb and an asset in one unit, of the own project."""
    released = reading.where(
        lambda u: (
            u.has("release_asset", "asset_release")
            and not u.has("not_asset")
            and not u.says("future")
            and not says("evaluation", _OF_TESTS.sub("", u.text))
            and not u.instructs
            and not reading.is_summary
        )
    )
    repository = reading.where(lambda u: u.has("repo_contains", "we_open") and not u.instructs)
    code = reading.where(
        lambda u: (
            u.has("code_only")
            and not u.has("not_asset")
            and not u.says("future")
            and not reading.is_summary
        )
    )
    scripts = reading.where(
        lambda u: (
            u.has("own_scripts")
            and ("github.com" in u.text or u.says("release_verb"))
            and not u.instructs
        )
    )
    other = reading.where(
        lambda u: u.has("other_asset") and u.says("release_verb") and not u.instructs
    )
    pointed = reading.linking("link_repository")
    return (
        reading.disclosed([*released, *repository, *scripts], "Released assets are named.", 0.8)
        or reading.partial([*code, *other], "Something is released, without saying what.", 0.6)
        or reading.referred(
            [u for u in pointed if u.has("pointer")], "Only a repository is linked.", 0.3
        )
        or reading.absent("No other asset is released.")
    )


def acceptable_use_policy(reading: Reading) -> Ruling:
    """The policy's own text; restrictions in the licence are half; a link is a pointer."""
    text = reading.where(lambda u: u.has("text") and (u.under or u.has("policy")))
    links = reading.linking("link_policy")
    policy = reading.having("policy")
    rail = reading.having("rail")
    whole = text if len(text) >= 3 else []
    return (
        reading.disclosed(reading.titled("own_title"), "The document is the policy.", 0.95)
        or reading.disclosed(whole, "The policy's text is there.", 0.7)
        or reading.partial(
            reading.where(lambda u: u.has("terms_prohibit") and not u.has("policy")),
            "Terms rule uses out.",
            0.5,
        )
        or reading.referred([*policy, *links], "A policy is named or linked, not stated.", 0.3)
        or reading.partial(rail, "Use restrictions of the licence are named.", 0.5)
        or reading.absent("No use policy is named.")
    )


RULES = {
    "distribution_channels": distribution_channels,
    "licence": licence,
    "additional_assets": additional_assets,
    "acceptable_use_policy": acceptable_use_policy,
}
