"""How the model was tested and made safe."""

from __future__ import annotations

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback
from pipeline.assess.rulings.reading import Reading, terms


def evaluation_results(reading: Reading) -> Ruling:
    """Benchmark and score in one row or sentence; many make it whole."""
    scored = reading.where(
        lambda u: u.says("reported_number") and (u.has("bench") or u.under) and not u.instructs
    )
    rows = [u for u in scored if u.segment.table is not None]
    named = reading.where(lambda u: u.has("bench") and not u.instructs)
    pointing = reading.where(
        lambda u: u.has("elsewhere") and (u.segment.links or u.says("reference"))
    )
    claims = reading.where(lambda u: u.has("general") and not u.instructs)
    figures = reading.where(lambda u: u.under and u.has("finding"))
    if len(rows) >= 3 or len(scored) >= 4:
        ruling = reading.disclosed([*rows, *scored], "Benchmarks and scores are reported.", 0.95)
        return ruling or fallback(reading)
    return (
        reading.partial(scored, "A score or two are reported.", 0.65)
        or reading.partial(figures if len(figures) >= 3 else [], "Findings without scores.", 0.5)
        or reading.referred(pointing, "Results are reported elsewhere.")
        or reading.mentioned([*named, *claims], "Results are claimed without scores.", 0.3)
        or reading.absent("No result is reported.")
    )


def evaluation_method(reading: Reading) -> Ruling:
    """Shots, metric, harness, contamination: several make it whole."""
    setup = reading.where(lambda u: u.has("setup") and not u.has("not_setup") and not u.about_data)
    kinds = terms(setup, "setup")
    described = reading.where(
        lambda u: u.has("described") and not u.instructs and not reading.is_summary
    )
    pointing = reading.where(
        lambda u: u.has("elsewhere") and (u.segment.links or u.says("reference"))
    )
    if len(kinds) >= 2 or (setup and described):
        ruling = reading.disclosed([*setup, *described], "The way of testing is stated.", 0.85)
        return ruling or fallback(reading)
    return (
        reading.partial([*setup, *described], "The way of testing is stated in part.", 0.6)
        or reading.referred(pointing, "The way of testing is told elsewhere.")
        or reading.mentioned(reading.where(lambda u: u.has("tested")), "Testing is named.", 0.25)
        or reading.absent("No way of testing is stated.")
    )


def adversarial_testing(reading: Reading) -> Ruling:
    """Red teaming that was done; a word of it only mentions it."""
    done = reading.where(lambda u: u.has("red") and u.has("done") and not u.instructs)
    named = reading.where(lambda u: u.has("red"))
    if len(done) >= 2:
        ruling = reading.disclosed(done, "Adversarial testing is described.", 0.9)
        return ruling or fallback(reading)
    return (
        reading.partial(done, "Adversarial testing is named.", 0.6)
        or reading.mentioned(named, "Adversarial testing comes up in passing.", 0.3)
        or reading.absent("No adversarial testing is named.", 0.02)
    )


def alignment_and_safety_tuning(reading: Reading) -> Ruling:
    """Tuning or guards for safety; alignment without safety only mentions it."""
    safety = reading.where(
        lambda u: (
            u.has("safety_tune")
            and not u.instructs
            and not u.has("not_tuning")
            and not u.says("hedged_safety")
        )
    )
    vague = reading.where(
        lambda u: u.has("safety_tune") and not u.has("recommends") and not u.instructs
    )
    methods = [u for u in safety if u.has("method_word", "guard")]
    align = reading.where(lambda u: u.has("align") and not u.has("recommends"))
    links = [u for u in reading.units if u.has("guard_link") and u.segment.links]
    if reading.is_summary:
        return reading.mentioned(vague, "Safety comes up for the data only.") or reading.absent(
            "No safety tuning is named."
        )
    if len(safety) >= 3 and methods:
        ruling = reading.disclosed([*methods, *safety], "Tuning for safety is described.", 0.9)
        return ruling or fallback(reading)
    return (
        reading.partial([*methods, *safety, *vague], "Safety tuning is named.", 0.6)
        or reading.mentioned(align, "Alignment comes up, not for safety.", 0.3)
        or reading.referred(links, "Guards are described elsewhere.")
        or reading.absent("No safety tuning is named.")
    )


def external_evaluation(reading: Reading) -> Ruling:
    """Independent parties that tested it, by name; unnamed ones are half of it."""
    done = reading.where(lambda u: u.has("third") and u.has("tested") and not u.has("not_third"))
    named = [u for u in done if u.has("named")]
    loose = reading.where(lambda u: u.has("expert"))
    return (
        reading.disclosed(named, "A named independent party tested it.", 0.8)
        or reading.partial(done, "Independent parties tested it, unnamed.", 0.5)
        or reading.mentioned(loose, "Outside experts come up.", 0.25)
        or reading.absent("No independent evaluation is named.", 0.02)
    )


RULES = {
    "evaluation_results": evaluation_results,
    "evaluation_method": evaluation_method,
    "adversarial_testing": adversarial_testing,
    "alignment_and_safety_tuning": alignment_and_safety_tuning,
    "external_evaluation": external_evaluation,
}
