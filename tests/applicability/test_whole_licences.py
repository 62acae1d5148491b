"""Licences by invented makers, whole: what each one closes, limits, or leaves free.

What each text restricts was decided by reading it, clause by clause, before any pattern ran.
"""

from __future__ import annotations

import textwrap

import pytest

from pipeline.applicability.licence_terms import terms
from pipeline.applicability.licence_text import CLOSES, LIMITS, read
from pipeline.schema import Document

SAYS = {term.id: term.says for term in terms()}


def document(text: str, name: str = "LICENSE") -> Document:
    return Document(f"{name:x<64}"[:64], name, "text/plain", text, kind="licence")


def found(text: str) -> tuple[set[str], set[str]]:
    hits = read([document(text)])
    closes = {SAYS[hit.wording] for hit in hits.get(CLOSES, ())}
    return closes, {SAYS[hit.wording] for hit in hits.get(LIMITS, ())}


#: name -> (text, what ends openness, what a person must read)
LICENCES = {
    "permissive": ("""TERN OPEN LICENCE 1.0
1. You may use, copy, change, merge, publish and sell copies of the Model, for any purpose.
2. Keep this notice in every copy.
3. The Model is given as it is. Tern is liable for nothing.""", set(), set()),
    "copyleft": ("""TERN SHARE LICENCE
You may share and change the Model, for money too. What you share must be under this licence.
You must state your changes. No further restrictions may be added.""", set(), set()),
    "patents": ("""PLOVER PUBLIC LICENCE
Each contributor grants you a worldwide, royalty-free copyright licence and patent licence.
If you sue over patents in the Model, your patent licence ends that day.""", set(), set()),
    "attribution": ("""PLOVER BY LICENCE
Name Plover Works where you share the Model, with a link to this text.
You may not suggest that Plover Works endorses you. Trademarks are not licensed.""", set(), set()),
    "long-liability": ("""AVOCET LICENCE 3
Permission is granted to deal in the Weights without restriction, commercially or not.
In no event shall Avocet be liable for lost profits, lost revenue or loss of goodwill over $100.
These terms are governed by the law of Estonia.""", set(), set()),
    "academic": ("""AVOCET RESEARCH LICENCE
1. The Weights may be used solely for academic research.
2. Publications must cite the Avocet paper.""", {"research_only"}, set()),
    "non-commercial": ("""GODWIT NC LICENCE
You may use the Model for non-commercial purposes only. Ask us about anything else.""",
                       {"non_commercial"}, set()),
    "no-trade": ("""GODWIT HOME LICENCE
Use it at home as you like. Commercial use is prohibited.""", {"non_commercial"}, set()),
    "users": ("""SMEW COMMUNITY LICENCE
You may use, copy, distribute and modify the Materials.
If, on the day of release, the products of the Licensee had more than 50 million monthly active
users in the month before, this licence grants nothing.""", {"user_threshold"}, set()),
    "revenue": ("""SMEW SMALL BUSINESS LICENCE
Rights under this licence are for those whose annual revenue is below USD 2,000,000.
Everyone may read the Weights.""", {"revenue_threshold"}, set()),
    "evaluation": ("""DUNLIN EVALUATION TERMS
For research use only. You may not redistribute the Weights, or share them with other firms.""",
                   {"research_only", "no_redistribution"}, set()),
    "paid": ("""DUNLIN SOURCE TERMS
Reading, testing and teaching are free.
To host the Model for others you must first obtain a separate commercial licence from Dunlin.""",
             {"separate_commercial_licence"}, set()),
    "union": ("""KNOT COMMUNITY TERMS
"Territory" means the world, excluding the European Union and the United Kingdom.
You may use the Model in the Territory as you wish.""", {"eu_exclusion"}, set()),
    "responsible": ("""KNOT RESPONSIBLE LICENCE
You may use, share and change the Model, for money too.
Use is subject to the use-based restrictions of Attachment A, which you must pass on.""",
                    set(), {"safety_use_limits"}),
    "no-harm": ("""TERN CARE LICENCE
All rights are granted freely. You agree not to use the Model to harm minors or break the law.""",
                set(), {"safety_use_limits"}),
    "rivals": ("""PLOVER MODEL TERMS
Take it, change it, sell it. You will not use the Model or its outputs to improve any other
large language model.""", set(), {"no_training_others"}),
    "both": ("""AVOCET COMMUNITY TERMS
Licensees whose services have over 700 million monthly active users must ask for a grant.
You will not use outputs to train any other model.
Your use is subject to the Acceptable Use Policy.""",
             {"user_threshold"}, {"no_training_others", "use_policy"}),
    "everything": ("""GODWIT PREVIEW TERMS
1. Non-commercial use only.
2. You shall not distribute the checkpoints.
3. Production use requires a separate agreement.
4. This licence does not apply in the European Union.""",
                   {"non_commercial", "no_redistribution", "separate_commercial_licence",
                    "eu_exclusion"}, set()),
    "liability": ("""SMEW PUBLIC LICENCE
Use it as you like. Smew shall not be liable for loss of profits, revenue or data above $50, nor
for lost sales exceeding 20 % of anything paid.""", set(), set()),
    "both-uses": ("""SMEW FREE LICENCE
The Model is free for commercial and non-commercial use, for firms of any size.
You must not remove this notice when you distribute copies.""", set(), set()),
    "european": ("""DUNLIN EUROPEAN LICENCE
Everybody may use and share the Model, in the European Union and outside it.
Whoever places it on the market in the European Union follows the law that applies there.""",
                 set(), set()),
}  # fmt: skip
NAMES = list(LICENCES)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_text_restricts(name: str) -> None:
    text, closes, limits = LICENCES[name]
    assert found(text) == (closes, limits)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [24, 40, 72])
def test_wrapped_at_any_width_it_restricts_the_same(name: str, width: int) -> None:
    text, closes, limits = LICENCES[name]
    flat = " ".join(text.split())
    assert found(textwrap.fill(flat, width, break_on_hyphens=False)) == (closes, limits)


@pytest.mark.parametrize("name", NAMES)
def test_in_capitals_it_restricts_the_same(name: str) -> None:
    text, closes, limits = LICENCES[name]
    assert found(text.upper()) == (closes, limits)


@pytest.mark.parametrize("name", NAMES)
def test_words_that_are_quoted_stand_in_the_text(name: str) -> None:
    text, *_ = LICENCES[name]
    source = document(text)
    for hits in read([source]).values():
        for hit in hits:
            assert hit.words == " ".join(text[hit.span.start : hit.span.end].split())
            assert hit.span.document == source.id


@pytest.mark.parametrize("name", NAMES)
def test_a_free_licence_beside_it_opens_nothing(name: str) -> None:
    text, closes, limits = LICENCES[name]
    free = document(LICENCES["permissive"][0], "LICENSE-2")
    hits = read([free, document(text)])
    assert {SAYS[h.wording] for h in hits.get(CLOSES, ())} == closes
    assert {SAYS[h.wording] for h in hits.get(LIMITS, ())} == limits
