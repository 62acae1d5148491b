"""What the model is for, what not, and how it is put to work."""

from __future__ import annotations

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fallback
from pipeline.assess.rulings.reading import Reading, Unit, terms
from pipeline.schema import SegmentKind


def intended_uses(reading: Reading) -> Ruling:
    """An intent with a task, or a section of its own; abilities alone are half of it."""
    if reading.is_summary and not reading.fields:
        return reading.absent("A summary of training content states no use.")
    section = reading.where(lambda u: u.has("heading") and len(u.text.split()) > 4)
    stated = reading.where(
        lambda u: (
            u.has("intended")
            and u.has("task")
            and not _evaluates(u)
            and not u.instructs
            and not u.about_data
            and not u.has("of_a_tool")
        )
    )
    able = reading.where(
        lambda u: u.has("can_do") and u.has("task") and not _evaluates(u) and not u.has("of_a_tool")
    )
    fields = [u for u in reading.fields if len(u.content.split()) > 5]
    plain = [u for u in stated if u.has("plainly")]
    loose = reading.where(lambda u: u.has("intended", "can_do") and not _evaluates(u))
    if fields or len(section) >= 2 or len(stated) >= 2 or (stated and able) or plain:
        ruling = reading.disclosed([*fields, *section, *stated, *able], "Intended uses are stated.")
        return ruling or fallback(reading)
    return (
        reading.partial(
            [*reading.fields, *section, *stated, *able, *reading.having("users")],
            "Uses are stated in part.",
            0.65,
        )
        or reading.mentioned(
            [*loose, *reading.having("capable", "general")], "Use comes up in passing."
        )
        or reading.absent("No use is stated.")
    )


def _evaluates(unit: Unit) -> bool:
    return unit.says("evaluation", "rival") or unit.segment.table is not None


def out_of_scope_uses(reading: Reading) -> Ruling:
    """Uses that are ruled out, by sentence or section; a disclaimer only mentions them."""
    section = reading.where(lambda u: u.has("heading") and len(u.text.split()) > 3)
    ruled = reading.where(
        lambda u: u.has("not_for") and u.has("object") and not u.has("disclaims", "not_use")
    )
    bars = reading.where(lambda u: u.has("not_for", "bars") and not u.has("disclaims", "not_use"))
    if len(section) >= 2 or len(ruled) >= 2 or (section and ruled):
        ruling = reading.disclosed([*section, *ruled], "Uses outside its scope are listed.")
        return ruling or fallback(reading)
    return (
        reading.partial(
            [*ruled, *section, *reading.having("bars", "prohibits")], "A use is ruled out.", 0.6
        )
        or reading.mentioned([*bars, *reading.having("general", "disclaims")], "In passing only.")
        or reading.absent("No use is ruled out.")
    )


def system_types(reading: Reading) -> Ruling:
    """Systems it can or should not be part of; a word in passing only mentions them."""
    framed = reading.where(
        lambda u: (
            u.has("integrate", "kind")
            and (u.says("modal_system") or u.under)
            and not u.instructs
            and not u.has("training_tools")
            and not _evaluates(u)
            and not u.says("future")
        )
    )
    barred = reading.where(lambda u: u.has("barred", "not_part_of"))
    kinds = terms(framed, "kind")
    passing = reading.where(lambda u: u.has("kind") and not u.has("training_tools"))
    fields = [u for u in reading.fields if len(u.content.split()) > 2]
    if fields:
        return reading.disclosed(fields, "A field names systems.") or fallback(reading)
    if len(kinds) >= 4 and barred:
        ruling = reading.disclosed([*framed, *barred], "Systems it fits and does not are named.")
        return ruling or fallback(reading)
    return (
        reading.partial([*barred, *framed], "Some kinds of systems are named.", 0.6)
        or reading.mentioned(
            [] if reading.is_summary else [*passing, *reading.having("general")],
            "Systems come up in passing.",
        )
        or reading.absent("No kind of system is named.")
    )


def technical_means(reading: Reading) -> Ruling:
    """Code that runs it, or instructions; a link to instructions is a pointer."""
    if reading.is_summary:
        return reading.absent("A summary of training content gives no means of integration.")
    shown = [
        u
        for u in reading.with_code.units
        if u.segment.kind is SegmentKind.CODE and u.has("code_call")
    ]
    inline = reading.where(lambda u: u.has("code_call") and not u.has("data_tools"))
    fields = [u for u in reading.fields if len(u.content.split()) > 2]
    told = reading.where(
        lambda u: u.has("how") and not u.has("data_tools") and not u.has("feedback")
    )
    template = reading.having("template")
    pointing = [
        u for u in [*told, *reading.having("elsewhere")] if u.segment.links or u.says("reference")
    ]
    own = [u for u in told if u not in pointing]
    tools = reading.where(lambda u: u.has("tools") and not u.has("data_tools"))
    return (
        reading.disclosed([*shown, *inline], "Code or commands show how to run it.", 0.95)
        or reading.partial(fields, "A field names means of integration.", 0.7)
        or reading.disclosed(own if len(own) >= 3 else [], "Instructions are given.", 0.8)
        or reading.partial([*template, *own], "Instructions are given in part.", 0.6)
        or reading.referred(
            [u for u in pointing if u.has("how")], "Instructions are elsewhere.", 0.3
        )
        or reading.partial([u for u in tools if u.has("run_word")], "Tools are named.", 0.5)
        or reading.absent("No means of integration are given.")
    )


def required_hardware(reading: Reading) -> Ruling:
    """An amount or a device to run it on; the hardware of training is another matter."""
    units = [u for u in reading.with_code.units if not _trains(u)]
    needed = [u for u in units if u.has("needs") and u.has("amount") and not u.has("hours")]
    fields = [u for u in reading.fields if not _trains(u)] + reading.having("form_line")
    firm = [u for u in needed if u.has("firm") and u.segment.kind is not SegmentKind.CODE]
    devices = [u for u in units if u.has("device") and u.segment.kind is not SegmentKind.CODE]
    return (
        reading.disclosed([*fields, *firm], "Hardware to run it is stated.", 0.85)
        or reading.partial([*needed, *devices], "Hardware to run it is named in part.", 0.6)
        or reading.mentioned([u for u in units if u.has("memory_word")], "Hardware in passing.")
        or reading.absent("No hardware to run it is stated.")
    )


def _trains(unit: Unit) -> bool:
    around = " ".join((*unit.segment.heading_path[-2:], unit.segment.lead)).casefold()
    if "training" in around or "compute infrastructure" in around:
        return True
    return unit.has("training_mark") and not unit.has("run_mark")


def required_software(reading: Reading) -> Ruling:
    """Packages with versions; packages alone are half of it."""
    units = reading.with_code.units
    versioned = [u for u in units if u.has("versioned") and not u.has("training_mark")]
    firm = [u for u in versioned if u.has("requires")]
    packages = [u for u in units if u.has("install", "imports")]
    named = [u for u in units if u.has("named") and u.segment.kind is not SegmentKind.CODE]
    if len(terms(firm, "versioned")) >= 2:
        ruling = reading.disclosed(firm, "Packages are required with their versions.", 0.85)
        return ruling or fallback(reading)
    asked = [*reading.fields, *reading.having("form_line")]
    return (
        reading.disclosed(asked, "A field gives the software.", 0.85)
        or reading.partial([*firm, *versioned, *packages], "Packages are named in part.", 0.65)
        or reading.mentioned(named, "Software comes up in passing.")
        or reading.absent("No software is required by name.")
    )


def limitations(reading: Reading) -> Ruling:
    """Specific limits, or a section of them; a common disclaimer is half of it."""
    if reading.is_summary:
        return reading.absent("A summary of training content states limits of data at most.")
    section = reading.where(
        lambda u: u.has("heading") and len(u.text.split()) > 5 and u.segment.table is None
    )
    stated = reading.where(
        lambda u: u.has("states", "limit_word", "struggles") and not u.has("not_limit")
    )
    specific = [u for u in [*section, *stated] if not u.says("generic", "hedged_safety")]
    if len({u.index for u in specific}) >= 4:
        ruling = reading.disclosed([*stated, *section], "Limits of the model are stated.")
        return ruling or fallback(reading)
    return (
        reading.partial([*stated, *section], "Limits are stated in general or few.", 0.65)
        or reading.mentioned(reading.having("mishap"), "A weakness comes up.", 0.35)
        or reading.mentioned(reading.having("word"), "Risks come up in passing.", 0.25)
        or reading.absent("No limit is stated.")
    )


RULES = {
    "intended_uses": intended_uses,
    "out_of_scope_uses": out_of_scope_uses,
    "system_types": system_types,
    "technical_means": technical_means,
    "required_hardware": required_hardware,
    "required_software": required_software,
    "limitations": limitations,
}
