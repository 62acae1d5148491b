"""``lacuna evaluate``: scores against labels, with n, intervals and baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.compute_scores import compute
from pipeline.cli.fmti_scores import fmti
from pipeline.cli.labelled import folder_of
from pipeline.cli.licence_scores import licences
from pipeline.cli.options import FORMAT, OUTPUT, QUIET, Format
from pipeline.cli.risk_scores import risks
from pipeline.cli.scores import put
from pipeline.cli.section_scores import sections
from pipeline.cli.status_scores import statuses
from pipeline.cli.summary_scores import summaries
from pipeline.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assess.crossval import Judged, Labelled
    from pipeline.evaluate.labels import Label
    from pipeline.evaluate.values import ValuesReport

app = typer.Typer(help="Scores against hand labels; each figure with n, interval and baselines.")
app.command()(licences)
app.command()(compute)
app.command()(risks)
app.command()(summaries)
app.command()(fmti)
app.command()(sections)
app.command()(statuses)

_TRUTH = Annotated[
    Path, typer.Option("--truth", help="The labels: a JSONL file, or a folder with dev.jsonl.")
]
_DOCUMENTS = Annotated[
    Path | None,
    typer.Option(
        "--documents", help="Folder of the labelled documents; else data/docs beside the labels."
    ),
]


@app.command()
def gold(
    truth: _TRUTH,
    documents: _DOCUMENTS = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Statuses of elements against hand labels, one provider left out of all that is fitted."""
    from pipeline.assess.crossval import group_of
    from pipeline.catalogue.elements import elements
    from pipeline.evaluate import baselines as simple
    from pipeline.evaluate.gold import evaluate
    from pipeline.evaluate.labels import load_labels
    from pipeline.export.evaluation import gold_lines

    labels = load_labels(_labels(truth))
    corpus, judged = _judged(labels, folder_of(truth, documents), quiet)
    groups = {item.id: group_of(item.provider) for item in corpus}
    baselines = {
        "always gap": simple.always_gap(labels),
        "element majority": simple.element_majority(labels, groups),
    }
    for name, scores in judged.baselines.items():
        baselines[name] = simple.by_threshold(scores, labels, groups)
    families = {element.id: element.family for element in elements()}
    report = evaluate(labels, judged.predictions, families, baselines)
    put(report.to_json(), gold_lines(report, len(set(groups.values()))), format, output)


@app.command()
def retrieval(
    truth: _TRUTH,
    documents: _DOCUMENTS = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Whether the quotations that the labels name come first among the passages."""
    from pipeline.evaluate.labels import load_labels
    from pipeline.evaluate.retrieval import evaluate
    from pipeline.export.evaluation import retrieval_lines

    labels = load_labels(_labels(truth))
    corpus, judged = _judged(labels, folder_of(truth, documents), quiet)
    rankings = {"with the rules' signals": judged.ranked}
    for name in ("fused", "lexical", "dense"):
        rankings[f"{name} alone"] = _ranked(corpus, name)
    hits = {name: evaluate(labels, ranked) for name, ranked in rankings.items()}
    rows = {
        name: {
            "n": hit.n,
            "documents": hit.documents,
            "hit": {str(depth): round(value, 4) for depth, value in hit.hit.items()},
            "intervals": {str(depth): list(pair) for depth, pair in hit.intervals.items()},
        }
        for name, hit in hits.items()
    }
    put(rows, retrieval_lines(hits), format, output)


@app.command()
def values(
    truth: _TRUTH,
    documents: _DOCUMENTS = None,
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Typed values of the claims against labels, checked rows or rows of benchmark scores.

    Which of the three a file is, its first line tells: docs/VALUES.md.
    """
    from pipeline.claims.normal import normalisers
    from pipeline.cli import value_rows
    from pipeline.cli.labelled import read_all
    from pipeline.cli.output import Progress
    from pipeline.evaluate.value_baseline import first_hits
    from pipeline.evaluate.values import from_claims, load_values, score_values
    from pipeline.export.evaluation import values_lines

    other = value_rows.report(truth, lambda: folder_of(truth, documents), quiet)
    if other:
        lines, data = other
        put(data, lines, format, output)
        return
    labels = load_values(_labels(truth))
    ids = sorted({label.document for label in labels})
    read = read_all(ids, folder_of(truth, documents), Progress(quiet))
    found = [v for one in read for v in from_claims(one.located.id, one.reading.claims)]
    simple = [
        value
        for one in read
        for document in one.reading.documents
        for value in first_hits(one.located.id, document.text)
    ]
    normalise = normalisers()
    report = score_values(labels, found, normalise=normalise)
    baseline = score_values(labels, simple, normalise=normalise)
    put(
        {"claims": _rounded(report), "first hit": _rounded(baseline)},
        values_lines(report, baseline),
        format,
        output,
    )


@app.command()
def applicability(
    truth: Annotated[
        Path, typer.Option("--truth", help="YAML: a list of situations with facts and expect.")
    ],
    format: FORMAT = Format.TEXT,
    output: OUTPUT = None,
) -> None:
    """Which provisions apply in situations given as facts; exit code 1 where one is wrong."""
    from pipeline.applicability import exact_yaml
    from pipeline.applicability.decide import decide
    from pipeline.applicability.facts import parse
    from pipeline.catalogue.obligations import obligations
    from pipeline.evaluate.applicability import lines, scenarios, score, to_json
    from pipeline.schema import Identity

    try:
        text = truth.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{truth} cannot be read: {error}") from error
    catalogue = obligations()
    rows = scenarios(exact_yaml.load(text, str(truth)), str(truth), {row.id for row in catalogue})
    pairs, faults = [], []
    for row in rows:
        try:
            facts = parse(row.facts, f"{row.id}, facts")
        except BadInput as error:
            faults.append(str(error))
            continue
        decision = decide(catalogue, Identity("", ""), (), (), facts, row.as_of)
        pairs.append((row, decision.applicability))
    if faults:
        raise BadInput(f"{truth}:\n" + "\n".join(faults))
    scored = score(pairs)
    put(to_json(scored), lines(scored), format, output)
    if scored.misses:
        raise typer.Exit(1)


def _judged(labels: Sequence[Label], folder: Path, quiet: bool) -> tuple[list[Labelled], Judged]:
    from pipeline.assess.crossval import Labelled, evaluate
    from pipeline.catalogue.elements import elements
    from pipeline.cli.labelled import read_all
    from pipeline.cli.output import Progress
    from pipeline.retrieval.index import open_index
    from pipeline.retrieval.rank import score

    progress = Progress(quiet)
    read = read_all(sorted({label.document for label in labels}), folder, progress)
    index, catalogue = open_index(), elements()
    corpus = []
    for place, one in enumerate(read):
        progress(f"searching {one.located.id}", place / len(read))
        (document,) = one.reading.documents
        units = one.reading.segments[document.id]
        corpus.append(
            Labelled(
                one.located.id,
                one.located.provider,
                document,
                units,
                one.reading.claims,
                score(catalogue, units, index) if units else None,
                [label for label in labels if label.document == one.located.id],
            )
        )
    progress("judging, one provider left out at a time", 0.99)
    judged = evaluate(catalogue, corpus)
    progress("done", 1.0)
    return corpus, judged


def _ranked(corpus: Sequence[Labelled], name: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Rank by one retrieval score alone, ties by place: what the rules' signals are worth."""
    import numpy as np

    from pipeline.assess.crossval import passages
    from pipeline.catalogue.elements import elements

    found = {}
    for labelled in corpus:
        if labelled.scores is None:
            continue
        matrix = getattr(labelled.scores, name)
        for row, element in enumerate(elements()):
            order = np.argsort(-np.round(matrix[row], 4), kind="stable")
            found[labelled.id, element.id] = passages(labelled, order.tolist())
    return found


def _rounded(report: ValuesReport) -> dict[str, object]:
    rows = {"all": report.overall, **report.elements}
    return {
        name: {
            "values": score.predicted,
            "right": score.right,
            "stated": score.stated,
            "found": score.found,
            **{key: round(value, 4) for key, value in score.rates.items()},
            "intervals": {key: list(pair) for key, pair in score.intervals.items()},
        }
        for name, score in rows.items()
    }


def _labels(truth: Path) -> Path:
    return truth / "dev.jsonl" if truth.is_dir() else truth
