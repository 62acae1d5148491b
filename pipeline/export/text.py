"""A dossier as text that a person reads in a minute, top to bottom."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.catalogue.risks import by_id as risk_entries
from pipeline.export.plain import plain
from pipeline.export.risks import matrix_lines
from pipeline.export.summaries import summary_lines
from pipeline.schema import (
    Document,
    Dossier,
    Element,
    Obligation,
    Outcome,
    Relief,
    Status,
    Tri,
    Verdict,
)
from pipeline.view.duties import (
    HEADLINE,
    SUPPORT_WORDS,
    DutyGroup,
    alternative_words,
    counts,
    duty_groups,
    duty_rows,
    inferred_nodes,
    interval_words,
    unknown_nodes,
)
from pipeline.view.elements import (
    ElementRow,
    Quoted,
    claim_rows,
    element_rows,
    short_number,
    value_words,
)
from pipeline.view.facts import given_words, undocumented_words
from pipeline.view.findings import WORDS as OUTCOME_WORDS
from pipeline.view.findings import FindingRow, finding_rows, outcome_counts, relief_words
from pipeline.view.places import citation, documents, origin, quote
from pipeline.view.silence import search

WIDTH = 100
#: How many findings of one sort are listed with quotations before the rest is only counted.
LISTED = 25

NOTE = (
    "Lacuna speaks of the published record only. A gap is information that was not found in the "
    "documents given; whether a duty is met is for the provider and the authorities to say."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line and how it may be coloured: title, good, partly, gap, quiet, plain."""

    text: str
    style: str = "plain"


def report(
    dossier: Dossier,
    elements: Sequence[Element],
    catalogue: Sequence[Obligation],
    *,
    full: bool = False,
) -> Iterator[Line]:
    """Yield the report's lines.

    Args:
        dossier: The dossier.
        elements: All elements.
        catalogue: All obligations.
        full: List every finding instead of the first ``LISTED`` of a sort.
    """
    for line in _report(dossier, elements, catalogue, full=full):
        yield Line(plain(line.text), line.style)


def _report(
    dossier: Dossier, elements: Sequence[Element], catalogue: Sequence[Obligation], *, full: bool
) -> Iterator[Line]:
    rows = finding_rows(dossier, catalogue)
    by_element = {row.id: row for row in element_rows(dossier, elements)}
    yield from _head(dossier)
    yield from _duties(dossier, catalogue)
    yield from _claims(dossier, by_element)
    yield from _contradictions(dossier, by_element)
    limit = len(rows) if full else LISTED
    yield from _gaps(
        rows, by_element, Outcome.GAP_PUBLIC, "NOT FOUND, AND DUE IN PUBLIC NOW", limit
    )
    yield from _gaps(
        rows, by_element, Outcome.GAP_UPCOMING, "NOT FOUND, AND DUE IN PUBLIC LATER", limit
    )
    yield from _gaps(
        rows,
        by_element,
        Outcome.UNDETERMINED,
        "NOT FOUND, AND IT DEPENDS ON A FACT WHETHER IT IS DUE",
        limit if full else 8,
    )
    yield from _record(by_element, full)
    yield from _searched(dossier, full)
    yield from _risks(dossier)
    yield from _summary(dossier)
    yield from _counts(rows)
    yield from _wrap(NOTE, "", "quiet")


def _head(dossier: Dossier) -> Iterator[Line]:
    model = dossier.model
    yield Line(
        f"{model.name or 'Model not named in the documents'}"
        f"{' · ' + model.provider if model.provider else ' · provider not found'}",
        "title",
    )
    if model.variants:
        yield from _wrap("Variants: " + ", ".join(v.name for v in model.variants))
    yield from _wrap(
        f"Law as of {dossier.run.as_of.isoformat()} · Lacuna {dossier.run.version} · "
        f"{len(dossier.documents)} document(s):"
    )
    for document in dossier.documents:
        pages = f", {len(document.pages)} pages" if document.pages else ""
        yield from _wrap(
            f"{document.name} ({document.kind}{pages}{_about(document)})", "  ", hang=2
        )
        if told := origin(document):
            yield from _wrap("; ".join(told), "    ", "quiet", hang=2)
        for warning in document.warnings:
            at = f"page {warning.page}: " if warning.page else ""
            yield from _wrap(f"! {at}{warning.message}", "    ", "partly")
    word = {
        Tri.YES: "General-purpose AI model",
        Tri.NO: "Not a general-purpose AI model",
        Tri.UNKNOWN: "Not settled whether it is a general-purpose AI model",
    }[model.general_purpose]
    yield from _wrap(f"{word}: {model.kind_because}" if model.kind_because else word)
    yield Line("")


def _about(document: Document) -> str:
    """Return which other model a document is about; of the own model nothing needs to be said."""
    about = document.about
    return f", about {about.model}" if about is not None and about.foreign else ""


def _duties(dossier: Dossier, catalogue: Sequence[Obligation]) -> Iterator[Line]:
    rows = duty_rows(dossier, catalogue, HEADLINE)
    if not rows:
        return
    yield Line("DUTIES", "title")
    everyone = len({variant for row in rows for variant in row.variants})
    for group in duty_groups(rows):
        yield from _group(group, everyone)
    counted = counts(duty_rows(dossier, catalogue))
    yield from _wrap(
        f"Of all {len(catalogue)} provisions and form fields: {counted[Verdict.APPLIES]} apply, "
        f"{counted[Verdict.DOES_NOT_APPLY]} do not, {counted[Verdict.UNDETERMINED]} are open.",
        "  ",
        "quiet",
    )
    if nodes := inferred_nodes(dossier):
        yield Line("  What was inferred:")
        for node, _ in nodes:
            rests = ", ".join(
                filter(None, (SUPPORT_WORDS[node.support], interval_words(node.interval)))
            )
            yield from _wrap(f"- {node.rule}: {node.because} ({rests})", "    ", hang=2)
    if nodes := unknown_nodes(dossier):
        yield Line("  What is not known, and would settle it:")
        seen: set[str] = set()
        for node, _ in nodes:
            if node.settles not in seen:
                seen.add(node.settles)
                yield from _wrap(f"- {node.rule}: {node.settles}", "    ", hang=2)
    if dossier.facts:
        yield Line("  What was given as a fact, by whom and when:")
        for fact in dossier.facts:
            yield from _wrap(f"- {given_words(fact)}", "    ", hang=2)
        if told := undocumented_words(dossier):
            yield from _wrap(f"! {told}", "    ", "partly", hang=2)
    yield from _reliefs(dossier, catalogue)
    for item in dossier.compute:
        yield from _wrap(
            f"Training compute of {item.variant} ({item.quantity}, {item.method}): "
            f"{short_number(item.low)} to {short_number(item.high)} FLOP; above 10^23: "
            f"{item.vs_1e23.value}; above 10^25: {item.vs_1e25.value}",
            "  ",
            hang=2,
        )
    yield Line("")


def _group(group: DutyGroup, everyone: int) -> Iterator[Line]:
    when = f" from {group.due_from.isoformat()}" if group.due_from else ""
    if not group.due_from and group.branches:
        when = " from " + ", or ".join(
            f"{day.isoformat()} if {text}" for text, day in group.branches
        )
    inferred = " (partly inferred)" if group.inferred else ""
    style = "quiet" if group.outcome is Verdict.DOES_NOT_APPLY else "plain"
    yield from _wrap(
        f"{group.words:<15}{'; '.join(group.refs)}{when}{inferred}", "  ", style, hang=15
    )
    for variants, because in group.variants:
        who = f"{', '.join(variants)}: " if len(variants) < everyone else ""
        yield from _wrap(f"{who}{because}", " " * 17, "quiet", hang=2)
    for branch in group.alternatives:
        yield from _wrap(f"- {alternative_words(branch)}", " " * 17, "quiet", hang=2)


def _reliefs(dossier: Dossier, catalogue: Sequence[Obligation]) -> Iterator[Line]:
    refs = {item.id: item.ref for item in catalogue}
    found: dict[Relief, list[str]] = {}
    for finding in dossier.findings:
        for relief in finding.reliefs:
            found.setdefault(relief, []).append(refs.get(finding.obligation, finding.obligation))
    if found:
        yield Line("  What is simpler for smaller providers:")
    for relief, where in found.items():
        told = f"- {'; '.join(dict.fromkeys(where))}: {relief_words(relief)}"
        yield from _wrap(told, "    ", hang=2)


def _claims(dossier: Dossier, by_element: dict[str, ElementRow]) -> Iterator[Line]:
    rows = claim_rows(dossier)
    if not rows:
        return
    yield Line("WHAT THE DOCUMENTS SAY", "title")
    for element, values, first in rows:
        name = by_element[element].name if element in by_element else element
        where = f"  ({first.place})" if first else ""
        yield from _wrap(f"{name}: {values}{where}", "  ", hang=4)
    scores = sum(1 for claim in dossier.claims if claim.element == "evaluation_results")
    if scores:
        yield Line(f"  {scores} benchmark scores (see --format json)", "quiet")
    yield Line("")


def _contradictions(dossier: Dossier, by_element: dict[str, ElementRow]) -> Iterator[Line]:
    items = [item for item in dossier.assessments if item.status is Status.CONTRADICTED]
    if not items:
        return
    texts = documents(dossier)
    yield Line("CONTRADICTIONS", "title")
    for item in items:
        yield from _wrap(f"{by_element[item.element].name}: {item.because}", "  ", "gap", hang=2)
        for side in item.sides:
            document = texts[side.span.document]
            value = ", ".join(value_words([(side.value, side.variant)]))
            yield from _wrap(
                f"{value} — “{quote(document, side.span, 140)}” ({citation(document, side.span)})",
                "    ",
                hang=2,
            )
    yield Line("")


def _gaps(
    rows: Sequence[FindingRow],
    by_element: dict[str, ElementRow],
    outcome: Outcome,
    title: str,
    limit: int,
) -> Iterator[Line]:
    found = [row for row in rows if row.outcome is outcome]
    if not found:
        return
    yield Line(f"{title} ({len(found)})", "title")
    told: set[str] = set()
    for row in found[:limit]:
        when = f" (from {row.due_from.isoformat()})" if row.due_from else ""
        yield from _wrap(f"{row.ref}{when} — our gloss: {row.gloss}", "  ", "gap", hang=2)
        if row.needs_review:
            yield from _wrap("Rests on text recognition: a person should look.", "    ", "quiet")
        if outcome is Outcome.UNDETERMINED:
            yield from _wrap(row.because, "    ", "quiet")
        for name in row.elements:
            element = by_element[name]
            if name in told:
                yield Line(f"    {element.name}: {element.words} (see above)", "quiet")
                continue
            told.add(name)
            yield from _wrap(f"{element.name}: {element.words}. {element.because}", "    ", hang=2)
            shown = element.evidence[:1] or element.nearest[:1]
            for item in shown:
                yield from _quoted(item, "nearest" if not element.evidence else "")
    if len(found) > limit:
        yield Line(f"  ... and {len(found) - limit} more (--full lists all)", "quiet")
    yield Line("")


def _record(by_element: dict[str, ElementRow], full: bool) -> Iterator[Line]:
    yield Line("THE RECORD, ELEMENT BY ELEMENT", "title")
    family = ""
    for row in by_element.values():
        if row.family != family:
            family = row.family
            yield Line(f"  {family}", "quiet")
        style = {
            Status.DISCLOSED: "good",
            Status.PARTIAL: "partly",
            Status.CONTRADICTED: "gap",
        }.get(row.status, "quiet")
        mark = " (needs review)" if row.needs_review else ""
        text = f"{row.words:<17} {row.name}{mark}"
        if row.evidence:
            best = row.evidence[0]
            words = best.text if full or len(best.text) <= 90 else best.text[:90].rsplit(" ", 1)[0]
            cut = "" if words == best.text else " […]"
            text += f": “{words}{cut}” ({best.place})"
        yield from _wrap(text, "    ", style, hang=18)
        if full and not row.evidence:
            for near in row.nearest:
                yield from _quoted(near, "nearest")
    yield Line("")


def _searched(dossier: Dossier, full: bool) -> Iterator[Line]:
    """Yield what every "not found" rests on."""
    found = search(dossier)
    yield Line("WHAT WAS SEARCHED", "title")
    yield from _wrap(f"On {found.when}, for every piece of information:", "  ")
    for told in found.read or ("no document could be searched",):
        yield from _wrap(f"- {told}", "    ", hang=2)
    if found.missed:
        yield Line("  Not searched:")
        for told in found.missed:
            yield from _wrap(f"! {told}", "    ", "partly", hang=2)
    if not full:
        yield from _wrap(
            "--full lists the passages that came nearest, each with why it is not enough.",
            "  ",
            "quiet",
        )
    yield Line("")


def _risks(dossier: Dossier) -> Iterator[Line]:
    for line, style in matrix_lines(dossier, risk_entries()):
        if len(line) <= WIDTH:
            yield Line(line, style)
        else:
            yield from _wrap(line.strip(), "  ", style, hang=2)
    if dossier.risks:
        yield Line("")


def _summary(dossier: Dossier) -> Iterator[Line]:
    for line, style in summary_lines(dossier):
        yield from _wrap(line.strip(), line[: len(line) - len(line.lstrip())], style, hang=2)
    if dossier.summary:
        yield Line("")


def _counts(rows: Sequence[FindingRow]) -> Iterator[Line]:
    yield Line("ALL FINDINGS", "title")
    for outcome, count in outcome_counts(rows).items():
        yield Line(f"  {count:>4}  {OUTCOME_WORDS[outcome]}")
    yield Line("")


def _quoted(item: Quoted, prefix: str) -> Iterator[Line]:
    note = f" — {item.note}" if item.note else ""
    start = f"{prefix}: " if prefix else ""
    yield from _wrap(f"{start}“{item.text}” ({item.place}){note}", "      ", "quiet", hang=2)


def _wrap(text: str, indent: str = "", style: str = "plain", hang: int = 0) -> Iterator[Line]:
    for part in textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield Line(part, style)
