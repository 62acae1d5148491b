"""What is owed to the public: summary, contact, representative, signature."""

from __future__ import annotations

from pipeline.assess.rulings.evidence import Ruling
from pipeline.assess.rulings.general import fields_first
from pipeline.assess.rulings.reading import Reading

#: A line that is an address and little else has at most so many words.
ADDRESS_WORDS = 6


def training_summary(reading: Reading) -> Ruling:
    """The summary itself, or a link to it."""
    told = [u for u in reading.units if u.has("summary") or u.labelled]
    stated = [u for u in told if not reading.hollow(u)]
    return reading.disclosed(
        stated, "It is, or points to, the public summary.", 0.9
    ) or reading.absent("No public summary is there or linked.", 0.02)


def documentation_contact(reading: Reading) -> Ruling:
    """An address for questions; one for another purpose, or a channel alone, is half."""
    fields = [
        u
        for u in reading.fields
        if u.has("reachable", "email")
        and not (u.has("provider_field") and (u.has("desk") or not u.has("email")))
    ]
    pointing = [u for u in reading.fields if u.says("reference")]
    mails = reading.where(lambda u: u.has("email") and not u.has("citation_mail"))
    asked = [u for u in mails if (u.has("contact_word") or u.under) and not u.has("other_purpose")]
    invited = reading.where(
        lambda u: (
            u.has("contact_word")
            and u.has("channel", "reachable")
            and (u.segment.links or u.has("channel"))
            and not u.has("other_purpose")
        )
    )
    elsewhere = reading.where(lambda u: u.has("how_to_contact"))
    social = reading.where(lambda u: u.has("social"))
    loose = [
        u for u in reading.having("channel") if (u.segment.links or u.under) and not u.has("social")
    ]
    headed = reading.where(
        lambda u: (
            u.under
            and (u.segment.links or "http" in u.text)
            and len(u.text.split()) <= ADDRESS_WORDS
        )
    )
    addresses = [u for u in reading.fields if u.has("postal")]
    return (
        reading.disclosed([*fields, *asked, *headed], "A contact for questions is given.", 0.9)
        or reading.referred(elsewhere or pointing, "How to get in touch is told elsewhere.", 0.4)
        or reading.disclosed(invited, "Questions are invited through a channel.", 0.75)
        or reading.partial(
            [*mails, *loose, *addresses], "An address for another purpose, or a channel.", 0.6
        )
        or reading.partial(reading.fields, "A contact field is answered.", 0.6)
        or reading.mentioned(social, "A community is linked, not for questions.", 0.35)
        or reading.absent("No contact is given.")
    )


def authorised_representative(reading: Reading) -> Ruling:
    """The field of the form, or a sentence."""
    return (
        fields_first(reading)
        or reading.disclosed(reading.having("strong"), "A representative is addressed.", 0.9)
        or reading.absent("No representative is addressed.", 0.01)
    )


def code_signatory(reading: Reading) -> Ruling:
    """The field of the form, or a sentence on the Code."""
    return (
        fields_first(reading)
        or reading.disclosed(reading.having("strong"), "Adherence to the Code is addressed.", 0.9)
        or reading.absent("Adherence to the Code is not addressed.", 0.01)
    )


RULES = {
    "training_summary": training_summary,
    "documentation_contact": documentation_contact,
    "authorised_representative": authorised_representative,
    "code_signatory": code_signatory,
}
