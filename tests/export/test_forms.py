"""A form as text, JSON, Markdown and HTML; hostile words come out as words."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pipeline.catalogue.elements import elements
from pipeline.catalogue.forms import form
from pipeline.catalogue.obligations import obligations
from pipeline.export.form_pages import COLOURS, form_html, form_markdown
from pipeline.export.forms import form_json, form_lines
from pipeline.export.text import NOTE
from pipeline.schema import Document, Dossier, Model, Status, Tri, Verdict
from pipeline.schema.forms import OfficialField
from pipeline.view.form_rows import FieldStatus, FormView
from pipeline.view.forms import Catalogue, form_view
from tests.forms_example import BRANCHES, box, card, dossier, row, stated, summary

EVIL = "<script>alert(1)</script> ![p](http://x.example/p.png) **b** \x1b[31m \u202e `c` </h3>"
OFFICIAL = {
    "TCS-1.3-lang": OfficialField("Languages & <scripts>", (), "The template", "2025-12-05"),
    "TCS-1.3-size": OfficialField(
        "Size", ("Ink: little", "Wax: any"), "The template", "2025-12-05"
    ),
    "TCS-1.2-names": OfficialField("x " * 80, (), "The template", "2025-12-05", ("a note",)),
}


def view(found: Dossier, name: str = "summary") -> FormView:
    return form_view(found, form(name), Catalogue(elements(), obligations(), OFFICIAL))


def hostile() -> Dossier:
    text = f"Plover 3 reads {EVIL} well.\n"
    document = Document("f" * 64, f"a{EVIL}.md", "text/markdown", text, kind="summary")
    found = dossier([stated("data_languages", document, text.strip())], documents=(document,))
    return replace(found, model=Model(f"Plover {EVIL}", EVIL, (), Tri.YES))


def text(found: Dossier, name: str = "summary") -> str:
    return "\n".join(line.text for line in form_lines(view(found, name)))


def test_the_text_has_label_gloss_status_quotation_and_place() -> None:
    told = text(dossier([stated("data_languages", summary(), "trained on text in Maltese")]))
    assert "  [stated] Languages & <scripts> (TCS-1.3-lang)\n      in our words: " in told
    assert "“trained on text in Maltese” – summary.pdf, page 2" in told
    assert "options: Ink: little; Wax: any" in told
    assert "x x x" in told
    assert "Publish at latest at placement" in told and "channels. (our words) (TCS-PUB)" in (
        " ".join(told.split())
    )
    assert " ".join(NOTE.split()) in " ".join(told.split())


def test_a_point_of_the_act_is_headed_by_our_words_and_followed_by_its_own() -> None:
    point = OfficialField("Annex XII, 1(h)", (), "The Act", "2024-07-12", (), "so the Act says;")
    catalogue = Catalogue(elements(), obligations(), {"ANNEX-XII-1-h": point})
    shown = form_view(dossier(), form("annex-xii"), catalogue)
    told = "\n".join(line.text for line in form_lines(shown))
    assert (
        "The licence. (our words) (ANNEX-XII-1-h)\n      official words, Annex XII, 1(h): so"
        in told
    )


def test_what_holds_of_most_fields_is_told_once_and_others_tell_their_own() -> None:
    told = text(dossier([], [], [row("TCS-1.3-size", branches=BRANCHES)]))
    assert "owed: since 2025-10-01" not in told
    assert "Where nothing else is said, a field is owed so: since 2025-10-01." in told
    assert (
        "owed: from 2027-08-02 if placed before; from 2025-08-02 if placed on or after"
        in " ".join(told.split())
    )


def test_a_form_that_is_not_owed_says_so_and_why_first() -> None:
    unsigned = [
        row(o.id, Verdict.DOES_NOT_APPLY) for o in obligations() if o.id.startswith("COP-T-")
    ]
    told = " ".join(text(dossier([], [], unsigned), "mdf").split())
    reason = "not owed. does_not_apply because of COP-T-M1.1."
    assert reason in told and told.index(reason) < told.index("MDF-doc-date")


def test_no_line_is_wider_than_a_terminal() -> None:
    assert max(len(line) for line in text(dossier()).splitlines()) <= 100


def test_no_control_characters_reach_the_terminal() -> None:
    told = text(hostile())
    assert "\x1b" not in told and "\u202e" not in told
    assert "alert(1)" in told


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_is_whole_loads_nothing_and_shows_hostile_words_as_words() -> None:
    page = form_html(view(hostile()))
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    names = {name for name, _ in tags.seen}
    assert names <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p",
                     "span", "strong", "blockquote", "cite"}  # fmt: skip
    assert not [a for _, a in tags.seen if {"src", "href"} & set(a)]
    assert "<script>alert(1)</script>" in tags.words
    assert "default-src 'none'" in page
    assert "\x1b" not in page and "\u202e" not in page
    assert all(
        f"{key} " in tags.words or key == "0" for key, _ in view(hostile()).form.sections[2:]
    )


def test_markdown_shows_hostile_words_as_words() -> None:
    from markdown_it import MarkdownIt

    page = form_markdown(view(hostile()))
    html = MarkdownIt("commonmark").render(page)
    for sign in ("<script", "<img", "<code", "<strong>b", "<a "):
        assert sign not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("<h3>") == 58 and html.count("<h1>") == 1


def test_every_status_has_a_colour_that_white_words_can_be_read_on() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert set(COLOURS) == set(FieldStatus)
    assert min(1.05 / (light(colour) + 0.05) for colour in COLOURS.values()) >= 4.5


def test_json_has_every_field_every_quotation_and_where_it_stands() -> None:
    no = box(summary(), "synthetic", "data_provenance", "Synthetic data used? No", "no")
    long = stated("data_languages", summary(), summary().text[:200].strip())
    found = dossier([long], [no], [row("TCS-1.3-size", branches=BRANCHES)])
    data = json.loads(json.dumps(form_json(view(found), found)))
    fields = {item["id"]: item for item in data["fields"]}
    assert (len(fields), len(data["publication"])) == (53, 5)
    assert sum(data["counts"].values()) == 53
    quoted = fields["TCS-1.3-lang"]["answers"][0]["quotations"][0]
    assert quoted["quote"] == summary().text[quoted["start"] : quoted["end"]]
    assert (quoted["page"], quoted["line"], quoted["kind"]) == (1, 1, "summary")
    assert fields["TCS-2.5-gpai"]["condition"]["holds"] == "no"
    assert fields["TCS-2.5-gpai"]["status"] == "does_not_apply"
    assert fields["TCS-1.3-comments"]["required"] is False
    assert fields["TCS-1.3-lang"]["official"]["label"] == "Languages & <scripts>"
    assert fields["TCS-2.1-large"]["official"] is None
    day = fields["TCS-1.3-size"]["owed"][0]
    assert day["when"] == "open" and [b["due_from"] for b in day["branches"]] == [
        "2027-08-02",
        "2025-08-02",
    ]
    ids = {finding.id for finding in found.findings}
    assert {o["finding"] for item in data["fields"] for o in item["owed"]} <= ids


def test_json_names_flags_and_recipients_of_the_documentation_form() -> None:
    found = dossier([stated("model_name", card(), "Plover 3 has", Status.PARTIAL)])
    data = form_json(view(found, "mdf"), found)
    fields = {item["id"]: item for item in data["fields"]}
    assert fields["MDF-doc-date"]["verified"] is False
    assert fields["MDF-doc-date"]["confidence"] == "uncertain"
    assert [r["id"] for r in fields["MDF-size-range"]["recipients"]] == ["nca", "dp"]
    assert fields["MDF-model-name"]["status"] == "partly_stated"
    assert data["recipient"] is None and data["form"]["edition"] == "2025-07-10"


@pytest.mark.parametrize("name", ["mdf", "summary", "annex-xi", "annex-xii"])
def test_nobody_is_called_compliant(name: str) -> None:
    found = dossier()
    for told in (text(found, name), form_html(view(found, name)), form_markdown(view(found, name))):
        assert "complian" not in told.lower()
