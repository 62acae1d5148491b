"""Licences that no table knows: what their own text forbids, and that it never says yes.

The texts are invented; whether each is open was decided by the Guidelines' list of what a free
and open-source licence must not have, before the patterns were run on them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from pipeline.applicability.decide import Decision, decide
from pipeline.applicability.facts import parse as facts
from pipeline.applicability.licence_terms import parse, terms
from pipeline.applicability.licence_text import (
    ALLOWED,
    CLOSES,
    CUT,
    GRANTS,
    LIMITS,
    LONGEST,
    read,
)
from pipeline.catalogue.obligations import obligations
from pipeline.errors import BadCorpus
from pipeline.schema import (
    Claim,
    Document,
    Identity,
    Origin,
    Polarity,
    Reason,
    Tri,
    Value,
    Verdict,
    Whose,
)  # fmt: skip

EXEMPT = tuple(row for row in obligations() if row.id == "ACT-53-2")
OPEN = {"weights_public": True, "architecture_public": True, "usage_public": True}
KNOWN = {
    "placed_on_eu_market": True,
    "placement_date": "2026-01-01",
    "generality": "general",
    "monetised": False,
}


def licence(text: str, name: str = "LICENSE.txt", kind: str = "licence") -> Document:
    return Document(
        id=f"{name:x<64}"[:64], name=name, media_type="text/plain", text=text, kind=kind
    )


def decided(*documents: Document, named: str | None = "Heron Terms 2") -> Decision:
    row: dict[str, Any] = {**OPEN, "training_flop": 1e24}
    if named:
        row["licence"] = named
    given = facts({**KNOWN, "variants": {"N": row}})
    return decide(EXEMPT, Identity("", ""), (), documents, given, date(2026, 11, 25))


def nodes(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from nodes(child)


def answer(decision: Decision) -> Reason:
    (row,) = decision.applicability
    return next(node for node in nodes(row.because) if node.rule == "R4-licence")


#: (what it restricts, text of a licence by an invented provider)
CLOSED = [
    ("user_threshold", "If your products reach more than 20 million monthly active users, write."),
    ("user_threshold", "Where monthly active users exceed 5,000,000 this grant ends."),
    ("user_threshold", "This grant ends for services with over 1 million registered users."),
    ("user_threshold", "The number of daily active users of the service must not be above 10,000."),
    ("revenue_threshold", "Entities whose annual revenue exceeds USD 1,000,000 have no rights."),
    ("revenue_threshold", "You may use it if you have less than EUR 5 million in annual turnover."),
    ("revenue_threshold", "Free for companies with total revenues below $250,000 a year."),
    ("revenue_threshold", "Anyone with more than $2M in gross revenue is not covered."),
    ("non_commercial", "The Model is offered for non-commercial purposes only."),
    ("non_commercial", "Use is limited to personal, noncommercial activities."),
    ("non_commercial", "You may use the Weights solely for non-commercial purposes."),
    ("non_commercial", "You may not use the Materials for any commercial purpose."),
    ("non_commercial", "Commercial use is strictly prohibited."),
    ("non_commercial", "Commercial exploitation of the Model is not permitted."),
    ("non_commercial", "No commercial use."),
    ("non_commercial", "The checkpoints shall not be used commercially."),
    ("non_commercial", "You agree that you will not use it for commercial gain."),
    ("research_only", "The weights may be used solely for research purposes."),
    ("research_only", "Access is restricted to academic research."),
    ("research_only", "For research use only."),
    ("research_only", "You may use the Model only for scientific research."),
    ("research_only", "Licensed exclusively for the purposes of academic research."),
    ("no_redistribution", "You may not redistribute the Model."),
    ("no_redistribution", "Licensee shall not sell or distribute the Weights to others."),
    ("no_redistribution", "You agree not to share the checkpoints with anyone."),
    ("no_redistribution", "Redistribution of the Weights is prohibited."),
    ("no_redistribution", "The licensee has no right to redistribute."),
    ("separate_commercial_licence", "For hosting it you must request a license from us."),
    ("separate_commercial_licence", "You must first obtain a separate commercial license."),
    ("separate_commercial_licence", "A commercial licence is required for production."),
    ("separate_commercial_licence", "Production use requires a separate agreement."),
    ("separate_commercial_licence", "Companies shall enter into a paid licence agreement."),
    ("eu_exclusion", "Territory means the whole world excluding the European Union."),
    ("eu_exclusion", "This licence does not apply in the European Union."),
    ("eu_exclusion", "It may be used only outside the European Union."),
    ("eu_exclusion", "Rights are not granted to persons domiciled in the European Union."),
    ("eu_exclusion", "The Model is not offered to users in the EU or the United Kingdom."),
]  # fmt: skip

CLOSED += [
    ("non_commercial", "Use it for any purposes other than commercial ones."),
    ("non_commercial", "“Home Uses” does not include any production use of the Model."),
    ("non_commercial", "Any noncommercial purpose is a permitted purpose."),
    ("non_commercial", "You will not copy it for any commercial or military purposes."),
    ("non_commercial", "You may not use it in a way that is directed toward commercial advantage."),
    ("revenue_threshold", "Free for firms with less than 1,000,000 USD of total revenue a year."),
    ("no_derivatives", "You may not modify the Model."),
    ("no_derivatives", "Licensee shall not copy, alter or translate the Weights."),
    ("no_derivatives", "You have no right to make adaptations."),
    ("no_derivatives", "Derivative works are not permitted."),
]  # fmt: skip

#: Limits that may be proportionate, and wishes of the licensor: a person must judge them in law.
LIMITED = [
    ("safety_use_limits", "You agree not to use the Model to harm or exploit minors."),
    ("use_policy", "Use is subject to the Acceptable Use Policy."),
    ("safety_use_limits", "The use restrictions of Attachment A travel with every copy."),
    ("safety_use_limits", "You shall not use it in violation of law or for military ends."),
    ("safety_use_limits", "Never use the outputs to spread disinformation."),
    ("safety_use_limits", "You may use it only for lawful purposes and as told here."),
    ("no_training_others", "You will not use outputs to improve any other language model."),
    ("no_training_others", "It may not be used to build competing products."),
    ("no_training_others", "You may not use outputs to train a model that is competitive with it."),
    ("field_of_use", "You may not offer the Model to others as part of a hosted service."),
    ("field_of_use", "It may be run only on the Licensor's hardware."),
    ("territory", "Rights are given only within the Territory."),
    ("data_sharing", "You must send all improvements to the Licensor within a month."),
    ("data_sharing", "You shall share usage data with us."),
    ("registration", "For commercial use you must register with Heron Works."),
    ("pass_on", "You must include the restrictions in any agreement with your users."),
    ("revocable", "You are granted a revocable right to use it."),
    ("revocable", "Heron reserves the right to amend this Agreement at any time."),
    ("monitoring", "Heron reserves the right to restrict (remotely or otherwise) your use."),
]  # fmt: skip

#: Duties that are no obstacle.
ALLOWED_DUTIES = [
    ("notice", "You must retain all notices in every copy that you pass on."),
    ("notice", "Give everybody a copy of this License with the Model."),
    ("attribution", "You must give appropriate credit to Heron Works."),
    ("naming", "You shall prominently display “Built with Heron” on your pages."),
    ("same_terms", "What you pass on must be under the same terms as these."),
    ("patent_termination", "If You institute litigation over patents in it, all rights terminate."),
]

#: What is granted, by words that grant it.
GRANTED = [
    ({"use", "modification", "distribution", "access"},
     "You are granted a worldwide, royalty-free licence to use, change and distribute the Model."),
    ({"use", "distribution"}, "You may use and share it with anybody."),
    ({"use", "modification", "distribution"},
     "Redistribution and use, with or without modification, are permitted."),
    ({"modification", "distribution", "access"},
     "Permission to copy, modify and publish the Weights without fee is hereby granted."),
    (set(), "You may not use, modify or distribute the Model."),
    (set(), "The Model may be dangerous. Its use needs care."),
    (set(), "Heron Works made the Model and shares its name with a bird."),
]  # fmt: skip

#: What ordinary free licences say, and near misses of every row.
FREE = [
    "You may use, copy, modify and distribute the Model for any purpose, commercial purposes too.",
    "Commercial use is permitted.",
    "Permission is granted, free of charge, to any person for commercial and non-commercial use.",
    "You may use it for research and commercial purposes, research being our own aim.",
    "You may not distribute copies unless you include this notice.",
    "You may not remove copyright notices when you redistribute.",
    "You may not sublicense it under any other terms than these, except as stated here.",
    "You must give any other recipients a copy of this license.",
    "You must retain the license text and the notice file.",
    "Redistribution in source and binary forms is permitted.",
    "In no event shall liability exceed one hundred dollars, lost revenue included.",
    "Tell your end users that they speak with a machine.",
    "More than one copy may be kept, by as many users as you like.",
    "This licence is governed by the law of the European Union.",
    "You must comply with the EU AI Act where you place it on the market.",
    "If you are located outside of the EEA, you contract with Heron Inc.",
    "The Model was made in research projects; this research only shows what is possible.",
    "No commercial warranty is given.",
    "A trademark licence is not part of this grant.",
]


@pytest.mark.parametrize(("says", "text"), CLOSED)
def test_a_term_that_ends_openness_is_found(says: str, text: str) -> None:
    found = read([licence(f"Heron Model Terms\n\nHeron grants you rights. {text} All else stays.")])
    kinds = {term.id: term.says for term in terms()}
    assert says in {kinds[hit.wording] for hit in found.get(CLOSES, ())}


@pytest.mark.parametrize(("says", "text"), CLOSED)
def test_and_the_exemption_does_not_hold_with_the_words_quoted(says: str, text: str) -> None:
    document = licence(f"Heron Model Terms\n\n{text}")
    decision = decided(document)
    reason = answer(decision)
    assert decision.applicability[0].outcome is Verdict.DOES_NOT_APPLY
    assert reason.verdict is Tri.NO
    first = reason.spans[0]
    quoted = document.text[first.start : first.end]
    assert quoted in text
    assert repr(" ".join(quoted.split())) in reason.because


@pytest.mark.parametrize(("says", "text"), LIMITED)
def test_a_limit_on_use_must_be_read_by_a_person(says: str, text: str) -> None:
    document = licence(f"Heron Model Terms\n\nUse, copy, change and share it freely. {text}")
    kinds = {term.id: term.says for term in terms()}
    assert says in {kinds[hit.wording] for hit in read([document])[LIMITS]}
    reason = answer(decided(document))
    assert reason.verdict is Tri.UNKNOWN
    assert reason.spans and reason.settles


@pytest.mark.parametrize(("says", "text"), ALLOWED_DUTIES)
def test_duties_that_are_no_obstacle_are_kept_apart(says: str, text: str) -> None:
    hits = read([licence(f"Heron Model Terms\n\n{text}")])
    kinds = {term.id: term.says for term in terms()}
    assert says in {kinds[hit.wording] for hit in hits[ALLOWED]}
    assert CLOSES not in hits
    assert LIMITS not in hits


@pytest.mark.parametrize(("granted", "text"), GRANTED)
def test_what_is_granted_needs_words_that_grant_it(granted: set[str], text: str) -> None:
    hits = read([licence(f"Heron Model Terms\n\n{text}")])
    kinds = {term.id: term.says for term in terms()}
    assert {kinds[hit.wording] for hit in hits.get(GRANTS, ())} == granted


@pytest.mark.parametrize("text", FREE)
def test_what_free_licences_say_ends_nothing(text: str) -> None:
    assert CLOSES not in read([licence(f"Heron Model Terms\n\n{text}")])


@pytest.mark.parametrize("text", FREE)
def test_and_never_shows_that_the_licence_is_open(text: str) -> None:
    assert answer(decided(licence(f"Heron Model Terms\n\n{text}"))).verdict is Tri.UNKNOWN


def test_lines_broken_anywhere_change_nothing() -> None:
    text = "The rights\nare granted\n   solely for\n\tnon-commercial\n   purposes."
    (hit,) = read([licence(text)])[CLOSES]
    assert hit.words == "The rights are granted solely for non-commercial purposes."


def test_a_licence_that_the_table_knows_is_not_judged_by_its_text() -> None:
    odd = licence("MIT License. For research use only.")
    assert answer(decided(odd, named="mit")).verdict is Tri.YES
    assert answer(decided(odd, named="cc-by-nc-4.0")).verdict is Tri.NO
    assert answer(decided(odd, named="openrail")).verdict is Tri.UNKNOWN


def test_without_any_name_the_text_decides_too() -> None:
    assert answer(decided(licence("For research use only."), named=None)).verdict is Tri.NO
    assert answer(decided(named=None)).because == "No licence was found by its name."


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("LICENSE-CODE", "licence"),
        ("code_license.txt", "licence"),
        ("README.md", "card"),
        ("USE_POLICY.md", "policy"),
        ("report.pdf", "report"),
    ],
)
def test_only_the_models_licence_file_is_read(name: str, kind: str) -> None:
    assert read([licence("For research use only.", name, kind)]) == {}


def test_the_order_of_documents_changes_nothing() -> None:
    one = licence("For research use only.", "LICENSE")
    two = licence("You may not redistribute the Model.", "MODEL_LICENSE")
    assert read([one, two]) == read([two, one])
    assert len(read([one, two])[CLOSES]) == 2


def claim(norm: str) -> Claim:
    return Claim(
        "licence", "Heron", None, Whose.OWN, Value(raw=norm, norm=norm),
        Origin.ANALYST, Polarity.AFFIRMED, None, "test",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("norms", "verdict"),
    [
        (["heron-terms"], Tri.NO),
        (["heron-terms", "heron-terms-2"], Tri.NO),
        # One of two is known: which covers the weights must be read.
        (["heron-terms", "Apache-2.0"], Tri.UNKNOWN),
        # The name says open, the file says otherwise: a person must read it.
        (["Apache-2.0"], Tri.UNKNOWN),
        (["CC-BY-NC-4.0"], Tri.NO),
    ],
)
def test_claims_and_text_together(norms: list[str], verdict: Tri) -> None:
    given = facts({**KNOWN, "variants": {"N": {**OPEN, "training_flop": 1e24}}})
    decision = decide(
        EXEMPT, Identity("", ""), [claim(norm) for norm in norms],
        [licence("Solely for non-commercial use.")], given, date(2026, 11, 25),
    )  # fmt: skip
    assert answer(decision).verdict is verdict


def test_all_faults_of_the_file_are_told_together() -> None:
    good = {
        "id": "a", "says": "non_commercial", "pattern": "only here",
        "must": ["only\nhere"], "must_not": ["only there"],
    }  # fmt: skip
    assert len(parse({"rows": [good]}, "f.yaml")) == 1
    rows = [
        good,
        {**good, "id": "b", "says": "perhaps"},
        {**good, "id": "c", "pattern": "("},
        {**good, "id": "d", "must": ["nothing"]},
        {**good, "id": "e", "must_not": ["only  here"]},
        {**good, "id": "g", "colour": "red"},
        {"id": "h"},
    ]
    with pytest.raises(BadCorpus) as refusal:
        parse({"rows": rows}, "f.yaml")
    told = "\n".join(refusal.value.faults)
    for words in ("perhaps", "compile", "must match", "must not match", "colour", "h: pattern"):
        assert words in told, words
    with pytest.raises(BadCorpus, match="no rows"):
        parse({}, "f.yaml")


USES = """Heron Care Licence

Everything is granted, but Annex 1 binds you.

Annex 1

You agree not to use the Model or what derives from it:
- In any way that breaks a law or a right of others;
- For military use of any kind;
- To exploit or harm minors; and
- To decide by machine alone on credit, housing
  or the liberty of a person.

Signed in Tallinn, for the whole house of Heron Works.
"""


def test_each_forbidden_use_of_a_list_is_a_passage_of_its_own() -> None:
    document = licence(USES)
    uses = [hit for hit in read([document])[LIMITS] if hit.wording.startswith("use-")]
    assert [hit.words for hit in uses] == [
        "In any way that breaks a law or a right of others",
        "For military use of any kind",
        "To exploit or harm minors",
        "To decide by machine alone on credit, housing or the liberty of a person.",
    ]
    for hit in uses:
        quoted = document.text[hit.span.start : hit.span.end]
        assert " ".join(quoted.split()) == hit.words


@pytest.mark.parametrize("mark", ["(a) ", "1. ", "• ", ""])
def test_items_may_be_numbered_or_plain(mark: str) -> None:
    items = [f"{mark}To harm people;", f"{mark}For war;", f"{mark}In breach of law."]
    text = "You shall not use the Model:\n" + "\n".join(items) + "\n\nOther matters follow."
    uses = [hit for hit in read([licence(text)])[LIMITS] if hit.wording.startswith("use-")]
    assert [hit.words.rstrip(".") for hit in uses] == [
        "To harm people",
        "For war",
        "In breach of law",
    ]


def test_a_passage_ends_where_its_sentence_does() -> None:
    text = "First sentence, e.g. this one. You may not redistribute the Model; keep it. Last one."
    (hit,) = read([licence(text)])[CLOSES]
    assert hit.words == "You may not redistribute the Model;"
    far = "Word " * 300 + "you may not redistribute the Model " + "word " * 300
    (hit,) = read([licence(far)])[CLOSES]
    assert 100 < len(hit.words) < 1_000


def test_a_list_is_over_at_its_full_stop_unless_marks_go_on() -> None:
    plain = "You must not use it:\n\nfor war; or\nin breach of law.\n\nTo be plain, it is a tool."
    marked = "You must not use it:\n1. For war.\n2. In breach of law.\n\nTo be plain, a tool."
    for text in (plain, marked):
        uses = [hit for hit in read([licence(text)])[LIMITS] if hit.wording.startswith("use-")]
        assert [hit.words.lower().rstrip(".") for hit in uses] == ["for war", "in breach of law"]


def test_a_file_too_long_to_be_read_whole_says_so() -> None:
    filler = "This sentence says nothing at all. " * 3_000
    early = licence(f"You may not redistribute the Model. {filler}")
    late = licence(f"{filler}You may not redistribute the Model.")
    assert len(early.text) > LONGEST
    assert {CLOSES, CUT} <= set(read([early]))
    hits = read([late])
    assert CLOSES not in hits
    (cut,) = hits[CUT]
    assert cut.span.start == LONGEST
    assert "Only the first 100,000 characters" in answer(decided(late)).because
    assert CUT not in read([licence(filler[:LONGEST])])


@pytest.mark.parametrize(
    "text",
    ["You must not use it:\n" * 5_000, "(" * 99_000, "\n" * 99_000 + "x", "1. \n" * 30_000,
     "copyright \n" * 9_000, "you may not copy, " * 5_000],
)  # fmt: skip
def test_odd_texts_take_little_time(text: str) -> None:
    began = time.monotonic()
    read([licence(text)])
    assert time.monotonic() - began < 20
