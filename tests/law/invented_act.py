"""An invented act on teapots, written out as Formex and as EUR-Lex HTML from one small tree."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

MAIN = "L_202401689EN.000101.fmx.xml"
ANNEX = "L_202401689EN.014101.fmx.xml"
PAGE = "act_32024R1689_eurlex.html"


@dataclass
class Point:
    mark: str
    text: str
    points: list[Point] = field(default_factory=list)
    after: str = ""


@dataclass
class Alinea:
    text: str
    points: list[Point] = field(default_factory=list)


@dataclass
class Paragraph:
    mark: str
    alineas: list[Alinea]


@dataclass
class Article:
    number: str
    heading: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    alineas: list[Alinea] = field(default_factory=list)


def one(mark: str, text: str, *points: Point) -> Paragraph:
    return Paragraph(mark, [Alinea(text, list(points))])


ARTICLES = [
    Article(
        "3",
        "Words",
        alineas=[
            Alinea(
                "In this Regulation:",
                [Point("(1)", "'pot' means a vessel;"), Point("(14)", "'lid' means a cover;")],
            )
        ],
    ),
    Article(
        "25",
        "Chains of supply",
        [Paragraph("4.", [Alinea("Old words on spouts."), Alinea("Words on handles.")])],
    ),
    Article(
        "51",
        "Large pots",
        [one("1.", "A pot is large above 10{sup:25} leaves{note:7}. So be it.")],
    ),
    Article(
        "53",
        "Duties of potters",
        [
            one(
                "1.",
                "Potters shall:",
                Point("(a)", "glaze the pot;"),
                Point(
                    "(b)",
                    "tell buyers:",
                    [Point("(i)", "what it holds;"), Point("(ii)", "what it weighs;")],
                    "with care.",
                ),
            ),
            one("2.", "Small pots are exempt."),
            one("3.", "Potters pay EUR {num:15000000} at most."),
        ],
    ),
    Article(
        "56",
        "Codes of tea",
        [
            one("1.", "Codes shall be brewed."),
            Paragraph("6.", [Alinea("Old power over codes."), Alinea("Old second part.")]),
        ],
    ),
    Article("75", "Old help", [one("1.", "Old help among potters.")]),
    Article(
        "113",
        "Start",
        alineas=[
            Alinea("It enters into force soon."),
            Alinea("However:", [Point("(a)", "old date one;"), Point("(b)", "old date two;")]),
        ],
    ),
]

RECITALS = [("(1)", "Tea matters."), ("(2)", "Pots matter more, as the ‘Tea Board’ said.")]


def formex() -> bytes:
    recitals = "".join(
        f"<CONSID><NP><NO.P>{mark}</NO.P><TXT>{_fx(text)}</TXT></NP></CONSID>"
        for mark, text in RECITALS
    )
    articles = "".join(_fx_article(article) for article in ARTICLES)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ACT><PREAMBLE><GR.CONSID>{recitals}</GR.CONSID>'
        f"</PREAMBLE><ENACTING.TERMS>{articles}</ENACTING.TERMS></ACT>"
    ).encode()


def formex_annex() -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ANNEX><TITLE><TI><P>ANNEX XI</P></TI>'
        "<STI><P>Papers of a pot</P></STI></TITLE><CONTENTS>"
        "<GR.SEQ><TITLE><TI><P>Section\u00a01</P></TI><STI><P>All pots</P></STI></TITLE>"
        "<P>The papers tell:</P><LIST><ITEM><NP><NO.P>1.</NO.P><TXT>in general:</TXT>"
        "<P><LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>its shape;</TXT></NP></ITEM></LIST></P>"
        "<P>As to point (a), a drawing will do.</P></NP></ITEM></LIST></GR.SEQ>"
        "<GR.SEQ><TITLE><TI><P>Section\u00a02</P></TI><STI><P>Large pots</P></STI></TITLE>"
        "<?PAGE NO='2'?><NP><NO.P>1.</NO.P><TXT>The number of leaves.</TXT></NP></GR.SEQ>"
        "</CONTENTS></ANNEX>"
    ).encode()


def page() -> bytes:
    recitals = "".join(
        f'<div class="eli-subdivision" id="rct_{index}">{_row(mark, _p(text))}</div>'
        for index, (mark, text) in enumerate(RECITALS, 1)
    )
    articles = "".join(_html_article(article) for article in ARTICLES)
    shape = _row("(a)", _p("its shape;"))
    general = _row("1.", _p("in general:") + shape + _p("As to point (a), a drawing will do."))
    annex = (
        '<div class="eli-container" id="anx_XI"><p class="oj-doc-ti">ANNEX XI</p>'
        '<p class="oj-doc-ti">Papers of a pot</p>'
        '<p class="oj-ti-grseq-1">Section\u00a01</p><p class="oj-ti-grseq-1">All pots</p>'
        f"{_p('The papers tell:')}{general}"
        '<p class="oj-ti-grseq-1">Section\u00a02</p><p class="oj-ti-grseq-1">Large pots</p>'
        '<div class="oj-enumeration-spacing"><p style="display: inline;">1.\u00a0\u00a0</p>'
        '<p style="display: inline;"><span>The number of leaves.</span></p></div></div>'
    )
    menu = '<div id="menu"><p>Access to European Union law</p></div>'
    body = f"<html><body>{menu}{recitals}{articles}{annex}</body></html>"
    return body.encode()


PATCHES = [
    {"op": "insert", "id": "ART-3-14a", "text": "'cosy' means a warm cover;"},
    {"op": "replace", "id": "ART-25-4-al1", "text": "New words on spouts."},
    {"op": "replace", "id": "ART-56-6-al1", "text": "New duty as to codes."},
    {"op": "delete", "id": "ART-56-6-al2"},
    {"op": "replace", "id": "ART-113-a", "text": "new date one;"},
]

CODE = """# A copy

## Part I: The copier's summary

#### Commitment 1: Not the Code's

Copied words.

## Part II: Transparency Chapter

*Somebody*

### Transparency Recitals

1. First reason.

2. Second reason.

### Commitment 1: Papers (Detailed)

**Legal basis:** Article 53

We commit to papers.

### Measure 1.1: Keep papers

First paragraph on papers.

Second paragraph on papers.

---

## Part III: Copyright Chapter

### Measure 1.3: Keep out

(1) Signatories commit

- to read signs;
- to obey signs.

(2) Second.

It goes on.

## Part IV: Safety and Security Chapter

### Safety and Security Recitals

**Care.** They care.

**Size.** They are small.

### Commitment 1: Safety

#### Measure 1.2: Act

Do:

1. one;
   - with lids;
   - with spouts;
     - and handles;
2. two.

**Then:**

Next do:

1. more;
2. most.

## Part V: Glossary

**pot** -- a vessel

## Part VI: Appendices

### Appendix 1: Risks

#### Appendix 1.2: Nature

**Appendix 1.2.1: Essential**

- hot

#### Appendix 1.4: Named

1. burns

---

### Appendix 2: Else

Other.
"""

FORM = {
    "fields": [
        {"id": "MDF-shape", "field": "MDF: Properties: Shape of pot"},
        {"id": "MDF-m1", "field": "MDF: Compute: method"},
        {"id": "MDF-m2", "field": "MDF: Energy: method"},
    ]
}
TEMPLATE = {
    "fields": [
        {"id": "T-0", "section": "0", "label": "Version"},
        {"id": "T-1", "section": "1.1. Potter", "label": "Name", "options": ["Yes", "No"]},
        {
            "id": "T-2",
            "section": "1.1. Potter",
            "label": "Size",
            "options": {"Cup": ["1", "2"], "Jug": "free"},
        },
    ]
}


_LONG = " The words of an invented measure go on, pursuant to point (2) of this Measure, so that"
_LONG = _LONG * 3 + " lines must wrap."

#: (style, text) of an invented chapter, with a table of contents before it.
CHAPTER = [
    ("Title", "Code of Practice: Copyright Chapter"),
    ("BodyText", "Measure 1.3 Identify and comply .......... 2"),
    ("Heading3", "Recitals"),
    ("BodyText", "(1) Reason one." + _LONG),
    ("BodyText", "(2) Reason two."),
    ("Heading3", "Commitment 1 Copyright policy"),
    ("BodyText", "LEGAL TEXT: Article 53(1)(c) AI Act"),
    ("BodyText", "(1) In order to do." + _LONG),
    (
        "Heading3",
        "Measure 1.3 Identify and comply with what potters have reserved for themselves, on"
        " every vessel and at every table in the Union",
    ),
    ("BodyText", "(1) In order to comply, Signatories commit:"),
    ("Indent", "a) to employ robots that read" + _LONG),
    ("Indent", "b) to identify protocols."),
    ("BodyText", "(2) This does not affect others." + _LONG),
    ("Heading3", "Measure 1.4 Mitigate"),
    ("BodyText", "First unnumbered paragraph." + _LONG),
    ("BodyText", "Second unnumbered paragraph."),
]


def chapter_pdf() -> bytes:
    """An invented Copyright chapter as a PDF whose lines wrap."""
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import Paragraph as Flow
    from reportlab.platypus import SimpleDocTemplate

    styles = getSampleStyleSheet()
    styles.add(ParagraphStyle("Indent", parent=styles["BodyText"], leftIndent=20))
    out = io.BytesIO()
    template = SimpleDocTemplate(out, invariant=1)
    template.build([Flow(text, styles[style]) for style, text in CHAPTER])
    return out.getvalue()


def install(folder: Path, *, leave_out: tuple[str, ...] = ()) -> Path:
    """Write the invented texts in the layout of a law folder."""
    files = {
        f"act/formex/{MAIN}": formex(),
        f"act/formex/{ANNEX}": formex_annex(),
        f"act/formex/{PAGE}": page(),
        "act/omnibus_2026_1744_gpai_patches.json": json.dumps(PATCHES).encode(),
        "code/gpai-code-final.md": CODE.encode(),
        "form/model_documentation_form.json": json.dumps(FORM).encode(),
        "template/training_summary_template_C2025_8311.json": json.dumps(TEMPLATE).encode(),
    }
    for relative, data in files.items():
        if not relative.startswith(leave_out or "-"):
            path = folder / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return folder


def archive(*extra: tuple[str, bytes]) -> bytes:
    """The Formex files as a zip, in folders as an archive may have them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(f"deep/{MAIN}", formex())
        zipped.writestr(f"../../{ANNEX}", formex_annex())
        zipped.writestr("readme.txt", "no law")
        for name, data in extra:
            zipped.writestr(name, data)
    return out.getvalue()


def _fx(text: str) -> str:
    out = escape(text, quote=False).replace("{note:7}", "<NOTE><P>A note.</P></NOTE>")
    out = out.replace("‘", '<QUOT.START CODE="2018"/>').replace("’", '<QUOT.END CODE="2019"/>')
    out = out.replace("{sup:25}", '<HT TYPE="SUP">25</HT>')
    return out.replace("{num:15000000}", '<FT TYPE="NUMBER">15000000</FT>')


def _fx_points(points: list[Point]) -> str:
    out = ""
    for point in points:
        inner = f"<P>{_fx_points(point.points)}</P>" if point.points else ""
        after = f"<P>{_fx(point.after)}</P>" if point.after else ""
        text = f"<TXT>{_fx(point.text)}</TXT>"
        out += f"<ITEM><NP><NO.P>{point.mark}</NO.P>{text}{inner}{after}</NP></ITEM>"
    return f"<LIST>{out}</LIST>" if out else ""


def _fx_alinea(alinea: Alinea) -> str:
    if alinea.points:
        return f"<ALINEA><P>{_fx(alinea.text)}</P>{_fx_points(alinea.points)}</ALINEA>"
    return f"<ALINEA>{_fx(alinea.text)}</ALINEA>"


def _fx_article(article: Article) -> str:
    body = "".join(
        f"<PARAG><NO.PARAG>{paragraph.mark}</NO.PARAG>"
        f"{''.join(_fx_alinea(a) for a in paragraph.alineas)}</PARAG>"
        for paragraph in article.paragraphs
    )
    body += "".join(_fx_alinea(alinea) for alinea in article.alineas)
    head = f"<TI.ART>Article {article.number}</TI.ART><STI.ART><P>{article.heading}</P></STI.ART>"
    return f'<ARTICLE IDENTIFIER="{article.number:0>3}">{head}{body}</ARTICLE>'


def _inline(text: str) -> str:
    mark = '<a id="ntc7" href="#ntr7">\u00a0(<span class="oj-super oj-note-tag">7</span>)</a>'
    out = escape(text, quote=False).replace("{note:7}", mark)
    out = out.replace("{sup:25}", '<span class="oj-super">25</span>')
    return out.replace("{num:15000000}", "15\u00a0000\u00a0000")


def _p(text: str, mark: str = "") -> str:
    before = f"{mark}\u00a0\u00a0\u00a0" if mark else ""
    return f'<p class="oj-normal">{before}{_inline(text)}</p>'


def _row(mark: str, content: str) -> str:
    cells = f'<td><p class="oj-normal">{mark}</p></td><td>{content}</td>'
    return f"<table><tbody><tr>{cells}</tr></tbody></table>"


def _html_points(points: list[Point]) -> str:
    return "".join(
        _row(
            point.mark,
            _p(point.text) + _html_points(point.points) + (_p(point.after) if point.after else ""),
        )
        for point in points
    )


def _html_article(article: Article) -> str:
    body = ""
    for index, paragraph in enumerate(article.paragraphs, 1):
        inner = ""
        for at, alinea in enumerate(paragraph.alineas):
            inner += _p(alinea.text, "" if at else paragraph.mark) + _html_points(alinea.points)
        body += f'<div id="{article.number:0>3}.{index:03}">{inner}</div>'
    for alinea in article.alineas:
        body += _p(alinea.text) + _html_points(alinea.points)
    title = f'<p class="oj-ti-art">Article {article.number}</p>'
    heading = f'<div class="eli-title"><p class="oj-sti-art">{article.heading}</p></div>'
    return f'<div class="eli-subdivision" id="art_{article.number}">{title}{heading}{body}</div>'
