"""What restrictions mean, and the table of licences held to it."""

from __future__ import annotations

import re

import pytest

from pipeline.catalogue.obligations import obligations
from pipeline.claims.licences import Licence, Openness, known_id, licences, lookup, slug
from pipeline.errors import BadCorpus
from pipeline.law.locators import parse as locator
from pipeline.licences.effects import Effect, meanings, parse
from pipeline.licences.fingerprints import references

#: All ids that the largest model hub offers for the field `license`, but the two that name none.
_HUB = """
apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0
bigcode-openrail-m afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause
bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0
cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0
cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0
cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1
eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research
intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0 odc-by odbl openmdw-1.0
openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license
fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3 llama4
grok2-community gemma
"""
HUB = _HUB.split()
#: Families whose members differ: open or not, the id alone does not say.
FAMILIES = {"cc"}


def derived(row: Licence) -> Openness:
    effects = {meanings()[word].effect for word in row.restricts}
    if Effect.CLOSES in effects:
        return Openness.NO
    return Openness.DEPENDS if Effect.LIMITS in effects else Openness.YES


@pytest.mark.parametrize("row", licences(), ids=lambda row: row.id)
def test_a_row_is_as_open_as_what_it_restricts_allows(row: Licence) -> None:
    if row.id in FAMILIES:
        assert row.open is Openness.DEPENDS
    else:
        assert row.open is derived(row)
    assert row.because and "complian" not in row.because


@pytest.mark.parametrize("name", HUB)
def test_every_id_of_the_hub_has_a_row(name: str) -> None:
    row = lookup(name)
    assert row is not None
    assert name in row.hub


@pytest.mark.parametrize("name", ["other", "unknown", "", "heron-terms", "bsl-1.1x"])
def test_what_names_no_licence_has_none(name: str) -> None:
    assert lookup(name) is None


@pytest.mark.parametrize("reference", references(), ids=lambda reference: reference.key)
def test_every_text_that_is_told_has_a_row(reference: object) -> None:
    row = lookup(reference.key)  # type: ignore[attr-defined]
    assert row is not None
    assert row.text_read


#: Licences whose openness is settled elsewhere: the lists of approved licences of the Open Source
#: Initiative and the Free Software Foundation, and texts that exclude commercial use or changes.
_OPEN = """
MIT Apache-2.0 BSD-2-Clause BSD-3-Clause ISC Zlib BSL-1.0 AFL-3.0 OSL-3.0 Artistic-2.0 ECL-2.0
EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 GPL-2.0-only GPL-3.0-only LGPL-2.1-only LGPL-3.0-only
AGPL-3.0-only MPL-2.0 MS-PL MS-RL NCSA PostgreSQL Unlicense OFL-1.1 0BSD MIT-0 LPPL-1.3c
CC0-1.0 CC-BY-4.0 CC-BY-SA-4.0
"""
_CLOSED = """
CC-BY-NC-4.0 CC-BY-ND-4.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-4.0 CC-BY-NC-2.0 llama2 llama3 llama3.1
llama3.2 llama3.3 llama4 tongyi-qianwen-2023 qwen-2024 flux-1-nc mrl-0.1
stability-ai-nc-2023-12-06 stability-ai-community-2024 exaone-ai-model-1.1-nc
tencent-hunyuan-3d-2.0-cla
databricks-open-model-license opt-175b-license
"""
_JUDGED = """
gemma openrail openrail++ bigscience-bloom-rail-1.0 bigcode-openrail-m deepseek-la-1.0
creativeml-openrail-m falcon-2-11b-1.0 nvidia-open-model-license
"""


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        *((name, Openness.YES) for name in _OPEN.split()),
        *((name, Openness.NO) for name in _CLOSED.split()),
        *((name, Openness.DEPENDS) for name in _JUDGED.split()),
    ],
)  # fmt: skip
def test_openness_by_hand(name: str, is_open: Openness) -> None:
    row = lookup(name)
    assert row is not None
    assert row.open is is_open


@pytest.mark.parametrize(
    ("name", "restricts"),
    [
        ("llama3.1", {"user_threshold", "separate_commercial_licence", "use_policy", "naming"}),
        ("llama2", {"user_threshold", "no_training_others", "use_policy"}),
        ("gemma", {"use_policy", "pass_on", "monitoring"}),
        ("openrail++", {"safety_use_limits", "pass_on"}),
        ("flux-1-nc", {"non_commercial", "separate_commercial_licence", "no_training_others"}),
        ("qwen", {"user_threshold", "separate_commercial_licence"}),
        ("stability-ai-community-2024", {"revenue_threshold", "registration", "use_policy"}),
        ("llama4", {"eu_exclusion", "user_threshold"}),
    ],
)
def test_restrictions_by_reading(name: str, restricts: set[str]) -> None:
    row = lookup(name)
    assert row is not None
    assert restricts <= set(row.restricts)


def test_a_table_of_more_than_a_hundred_rows_in_three_lists_of_ids() -> None:
    rows = licences()
    assert len(rows) >= 110
    assert sum(bool(row.spdx) for row in rows) >= 55
    assert sum(bool(row.scancode) for row in rows) >= 90
    for row in rows:
        for key in (*row.spdx, *row.scancode, *row.hub):
            assert known_id(key) == row.id, key
            assert slug(key) == key.lower()
    # Rows that rest on a name say so, and no text of theirs is told.
    unread = {row.id for row in rows if not row.text_read}
    assert "apple-amlr" in unread
    assert unread.isdisjoint(reference.key for reference in references())


def test_every_effect_has_its_source_and_basis() -> None:
    ids = {row.id for row in obligations()}
    for word, meaning in meanings().items():
        assert re.fullmatch(r"[a-z_]+", word)
        for text in meaning.basis:
            assert str(locator(text)), word
        named = re.findall(r"GL-[A-Z-]+", meaning.source)
        assert set(named) <= ids, word
        assert named or meaning.source.startswith(("Art.", "R4")), word


@pytest.mark.parametrize(
    ("word", "effect", "confidence"),
    [
        ("user_threshold", "closes", "C"),
        ("separate_commercial_licence", "closes", "C"),
        ("non_commercial", "closes", "C"),
        ("research_only", "closes", "C"),
        ("no_redistribution", "closes", "P"),
        ("no_derivatives", "closes", "P"),
        ("eu_exclusion", "closes", "ours"),
        ("safety_use_limits", "limits", "C"),
        ("no_training_others", "limits", "ours"),
        ("attribution", "allowed", "C"),
        ("same_terms", "allowed", "C"),
        ("use", "grants", "P"),
    ],
)
def test_effects_by_the_brief(word: str, effect: str, confidence: str) -> None:
    meaning = meanings()[word]
    assert (meaning.effect, meaning.confidence) == (effect, confidence)


def test_faults_are_told_together() -> None:
    good = {"effect": "closes", "says": "x", "source": "R4", "basis": ["Art. 53(2)"],
            "confidence": "C"}  # fmt: skip
    assert set(parse({"effects": {"a": good}, "grants": {"use": {"says": "u", "basis": ["x"]}}},
                     "f")) == {"a", "use"}  # fmt: skip
    rows = {
        "b": {**good, "effect": "opens"},
        "c": {**good, "confidence": "sure"},
        "d": {**good, "basis": []},
        "e": {**good, "mood": 1},
        "g": {"effect": "closes"},
    }
    with pytest.raises(BadCorpus) as refusal:
        parse({"effects": rows}, "f")
    faults = "\n".join(refusal.value.faults)
    for words in ("opens", "sure", "no basis", "unknown key mood", "g: KeyError"):
        assert words in faults
    with pytest.raises(BadCorpus, match="no effects"):
        parse({}, "f")
