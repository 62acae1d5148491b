"""A timeline as text, JSON, SVG and HTML."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from pipeline.catalogue.obligations import obligations
from pipeline.catalogue.timeline import timeline
from pipeline.export.timeline import timeline_json, timeline_lines
from pipeline.export.timeline_page import timeline_html
from pipeline.export.timeline_svg import LEFT, RIGHT, timeline_svg
from pipeline.schema import Applicability, Dossier, Model, Tri, Verdict
from pipeline.view.tracks import Timeline, build
from tests.forms_example import BRANCHES, LATE, dossier, row

EVIL = "Plover <script>alert(1)</script> & \x1b[31m \u202e"
SVG = "{http://www.w3.org/2000/svg}"


def shown(found: Dossier) -> Timeline:
    return build(found, obligations(), *timeline())


def with_(*applicability: Applicability) -> Timeline:
    return shown(dossier([], [], applicability))


def evil() -> Timeline:
    found = dossier(variants=(EVIL,))
    return shown(replace(found, model=Model(EVIL, EVIL, (), Tri.YES)))


def text(found: Timeline) -> str:
    return " ".join(" ".join(line.text.split()) for line in timeline_lines(found))


def test_the_text_says_now_next_and_where_each_day_stands() -> None:
    told = text(with_(row("ACT-53-1-c", day=LATE)))
    assert "Due now: Technical documentation for authorities;" in told
    assert "Next, on 2027-08-02: Copyright policy." in told
    assert "[due later] Copyright policy: from 2027-08-02 Art. 53(1)(c)" in told
    assert "2027-08-02: Art. 111(3), edition 2024-07-12, read in an official text" in told


def test_no_line_is_wider_than_a_terminal() -> None:
    found = with_(row("ACT-53-1-c", branches=(("a condition " * 20, LATE),)))
    assert max(len(line.text) for line in timeline_lines(found)) <= 100


def test_a_next_day_that_hangs_on_a_fact_says_so() -> None:
    told = text(with_(row("ACT-53-1-c", branches=BRANCHES)))
    assert "Next, on 2027-08-02, if it then holds: Copyright policy." in told
    assert "Depends on a fact that is not known: Copyright policy." in told
    assert "No later day is known." in text(with_())


def test_a_lane_of_which_only_a_part_is_open_says_so() -> None:
    told = text(with_(row("TCS-1.1-ar", Verdict.UNDETERMINED)))
    assert "Depends on a fact that is not known: Public summary of training content (in part)." in (
        told
    )


def test_what_is_not_owed_for_one_reason_is_told_together() -> None:
    out = row("ACT-53-1-c", Verdict.DOES_NOT_APPLY)
    same = replace(row("ACT-53-3", Verdict.DOES_NOT_APPLY), because=out.because)
    told = text(with_(out, same))
    assert (
        "[not owed] Copyright policy; Cooperation with authorities does_not_apply because of "
        "ACT-53-1-c." in told
    )


def test_where_nothing_is_owed_nothing_else_is_said() -> None:
    none = with_(*(row(duty.id, Verdict.DOES_NOT_APPLY) for duty in obligations()))
    told = text(none)
    assert "Nothing of this is owed." in told
    assert "Due now" not in told and "No later day" not in told


def test_powers_are_possible_and_not_due() -> None:
    told = text(with_(row("ACT-101-1", day=date(2026, 8, 2))))
    assert "[possible now] Enforcement and fines by the Commission" in told
    assert "[due now] Enforcement" not in told


def test_json_has_days_tracks_and_rows_with_their_basis() -> None:
    data = json.loads(json.dumps(timeline_json(with_(row("ACT-53-1-c", branches=BRANCHES)))))
    assert [day["day"] for day in data["days"]][:3] == ["2025-08-02", "2026-08-02", "2027-08-02"]
    (track,) = data["tracks"]
    assert track["next"] == {"day": "2027-08-02", "lanes": ["copyright"]}
    assert "copyright" not in track["due_now"] and "summary" in track["due_now"]
    found = next(item for item in track["rows"] if item["lane"] == "copyright")
    assert found["when"] == "open" and found["due_from"] is None
    assert {b["day"]: b["locators"] for b in found["basis"]} == {
        "2025-08-02": ["Art. 113(b)"],
        "2027-08-02": ["Art. 111(3)"],
    }
    assert all(b["edition"] for item in track["rows"] for b in item["basis"])


def _bars(picture: str, title: str) -> list[tuple[float, float]]:
    root = ElementTree.fromstring(picture)
    for group in root.iter(f"{SVG}g"):
        if (group.findtext(f"{SVG}title") or "").startswith(title):
            return [
                (float(bar.attrib["x"]), float(bar.attrib["width"]))
                for bar in group.iter(f"{SVG}rect")
            ]
    raise AssertionError(title)


def test_bars_begin_on_their_days() -> None:
    picture = timeline_svg(with_(row("ACT-53-1-c", branches=BRANCHES)))
    early, late = _bars(picture, "Copyright policy")
    root = ElementTree.fromstring(picture)
    lines = {
        float(line.attrib["x1"])
        for line in root.iter(f"{SVG}line")
        if line.attrib["x1"] == line.attrib["x2"]
    }
    assert early[0] in lines and late[0] in lines and early[0] < late[0]
    assert all(abs(x + width - RIGHT) < 0.2 for x, width in (early, late))
    # By hand: the scale runs 75 days beyond the first and the last day drawn.
    days = (date(2027, 8, 2) - date(2025, 8, 2)).days
    span = (date(2027, 8, 2) - date(2025, 8, 2)).days + 150
    plain = timeline_svg(with_(row("ACT-53-1-c", branches=BRANCHES),
                               row("ACT-25-4", Verdict.DOES_NOT_APPLY)))  # fmt: skip
    first, last = _bars(plain, "Copyright policy")
    assert abs((last[0] - first[0]) - days / span * (RIGHT - LEFT)) < 0.3


def test_the_picture_is_described_for_those_who_cannot_see_it() -> None:
    root = ElementTree.fromstring(timeline_svg(with_()))
    assert root.attrib["role"] == "img"
    assert "Due now:" in (root.findtext(f"{SVG}desc") or "")
    assert "Plover 3" in (root.findtext(f"{SVG}title") or "")


def test_words_stay_within_the_picture() -> None:
    picture = timeline_svg(with_(row("ACT-53-1-c", branches=(("x " * 300, LATE),))))
    root = ElementTree.fromstring(picture)
    for words in root.iter(f"{SVG}text"):
        if words.attrib["text-anchor"] == "start":
            assert float(words.attrib["x"]) + 5.5 * len(words.text or "") < RIGHT + 60


def test_hostile_names_come_out_as_words() -> None:
    for page in (timeline_svg(evil()), timeline_html(evil()), text(evil())):
        assert "\x1b" not in page and "\u202e" not in page
    for page in (timeline_svg(evil()), timeline_html(evil())):
        assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    ElementTree.fromstring(timeline_svg(evil()))


def test_the_page_holds_picture_and_table_and_loads_nothing() -> None:
    page = timeline_html(with_(row("ACT-53-1-c", branches=BRANCHES)))
    assert page.count("<svg") == 1 and page.count("<table>") == 2
    assert not re.search(r"(?:src|href)=", page)
    assert "from 2027-08-02 if placed before" in page
    assert "complian" not in page.lower()


def test_many_variants_are_counted_in_the_heading_and_named_below() -> None:
    names = tuple(f"Plover 3 {size}B" for size in range(1, 7))
    found = shown(dossier(variants=names))
    told = text(found)
    assert "All 6 variants Plover 3 1B, Plover 3 2B," in told
    assert "<h2>All 6 variants</h2><p>Plover 3 1B, Plover 3 2B," in timeline_html(found)
    apart = dossier(
        [], [], [row("ACT-53-1-c", Verdict.DOES_NOT_APPLY, variant=names[0])], variants=names
    )
    assert "These 5 variants" in text(shown(apart))
    assert "variants" not in text(shown(dossier(variants=names[:4])))
