"""A dossier in the shape of a form, as Markdown and as one HTML file that needs no other.

Documents' words are others' words: in both they come out as the characters that they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.export.forms import QUOTES, Usual, details, head_notes, heading, said
from pipeline.export.html_page import page
from pipeline.export.html_page import words as html
from pipeline.export.plain import plain
from pipeline.view import form_words as words
from pipeline.view.form_rows import FieldRow, FieldStatus, FormView
from pipeline.view.plain import plain as escaped

#: Colours of a status that can be read on white, with the word beside them.
COLOURS = {
    FieldStatus.STATED: "#1b7837",
    FieldStatus.PARTLY: "#8a5a00",
    FieldStatus.GENERAL: "#8a5a00",
    FieldStatus.ELSEWHERE: "#1f4e79",
    FieldStatus.CONTRADICTED: "#7b3294",
    FieldStatus.NOT_FOUND: "#b2182b",
    FieldStatus.CONDITION_UNKNOWN: "#5a6472",
    FieldStatus.NOT_READ: "#5a6472",
    FieldStatus.NOT_JUDGED: "#5a6472",
    FieldStatus.DOES_NOT_APPLY: "#5a6472",
}

_STYLE = """
h2{border-bottom:1px solid #c8ced6}
.status{color:#fff;border-radius:.2rem;padding:.05rem .45rem;font-weight:600;font-size:.85rem}
.id{color:#5a6472;font-weight:400;font-size:.85rem}
p{margin:.25rem 0}.detail{color:#3d4650;font-size:.92rem}
blockquote{margin:.25rem 0 .25rem .5rem;padding-left:.7rem;border-left:3px solid #c8ced6}
cite{color:#5a6472;font-style:normal;font-size:.88rem}
@media print{h2,h3{break-after:avoid}blockquote{break-inside:avoid}}
"""


def form_markdown(view: FormView) -> str:
    """Return a form as Markdown (CommonMark with nothing else)."""
    return "\n".join(_markdown(view)) + "\n"


def _markdown(view: FormView) -> Iterator[str]:
    yield f"# {_md(heading(view))}"
    yield ""
    yield f"Judged as of {view.as_of}. Edition of the form: {view.form.edition}."
    for note in (*head_notes(view), f"Fields: {words.counted(view)}."):
        yield ""
        yield _md(note)
    usual = Usual.of(view)
    for identifier, title in view.form.sections:
        if rows := view.section(identifier):
            yield ""
            yield f"## {_md(words.section(identifier, title))}"
            for row in rows:
                yield from _md_field(row, usual)


def _md_field(row: FieldRow, usual: Usual) -> Iterator[str]:
    yield ""
    yield f"### {_md(words.title(row))}"
    yield ""
    yield f"- **{_md(row.words)}** ({_md(row.field.id)})"
    yield from (f"- {_md(told)}" for told in details(row, usual))
    for answer in row.answers:
        yield f"- {_md(said(answer))}"
        for quoted in answer.quotes[:QUOTES]:
            yield f"  > “{_md(quoted.text)}” – {_md(quoted.place)}"
            yield "  >"


def _md(text: str) -> str:
    return escaped(plain(text))


def form_html(view: FormView) -> str:
    """Return a form as one HTML page: no script, nothing that is loaded from elsewhere."""
    parts = [f"<p>Judged as of {view.as_of}. Edition of the form: {view.form.edition}.</p>"]
    parts += [f"<p>{html(note)}</p>" for note in head_notes(view)]
    parts.append(f"<p><strong>Fields:</strong> {html(words.counted(view))}.</p>")
    usual = Usual.of(view)
    for identifier, title in view.form.sections:
        if rows := view.section(identifier):
            parts.append(f"<h2>{html(words.section(identifier, title))}</h2>")
            parts += [_html_field(row, usual) for row in rows]
    return page(heading(view), _STYLE, parts)


def _html_field(row: FieldRow, usual: Usual) -> str:
    parts = [
        f'<h3>{html(words.title(row))} <span class="id">{html(row.field.id)}</span></h3>',
        f'<p><span class="status" style="background:{COLOURS[row.status]}">{html(row.words)}'
        "</span></p>",
    ]
    parts += [f'<p class="detail">{html(told)}</p>' for told in details(row, usual)]
    for answer in row.answers:
        parts.append(f"<p>{html(said(answer))}</p>")
        parts += [
            f"<blockquote>“{html(quoted.text)}” <cite>– {html(quoted.place)}</cite></blockquote>"
            for quoted in answer.quotes[:QUOTES]
        ]
    return "\n".join(parts)
