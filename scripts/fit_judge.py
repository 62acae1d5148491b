"""Fit relevance model, judge and fusion weight on the hand labels; write ``corpora/fitted``.

    python scripts/fit_judge.py ../shared [--cache DIR] [--dry-run]

Prints what leave-one-provider-out gives, then fits on all documents. What is slow (reading,
claims, vectors) is kept in the cache folder, outside the repository, under the hash of what it
was made from.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import pickle
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from pipeline.assess import crossval, fit, judge
from pipeline.assess.features import FEATURES
from pipeline.catalogue.elements import elements
from pipeline.catalogue.files import corpora, root
from pipeline.evaluate import gold
from pipeline.evaluate import retrieval as passages
from pipeline.evaluate.labels import Label, load_labels
from pipeline.retrieval import index, model, rank

WEIGHTS = tuple(round(0.05 * step, 2) for step in range(21))


def main() -> int:
    """Run; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, help="folder with data/ and gold/")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "lacuna-fit")
    parser.add_argument("--dry-run", action="store_true", help="write nothing into corpora")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    labels = load_labels(options.shared / "gold" / "dev.jsonl")
    corpus = read_corpus(options.shared, labels, options.cache)
    weight = tune_fusion(corpus)
    corpus = [with_weight(one, weight) for one in corpus]
    given = [example for one in corpus for example in crossval.examples(elements(), one)]
    said = fit.cross_validate(given)
    band = fit.review_band([one.prediction for one in said], given)
    report(labels, corpus, said, given, band)
    if not options.dry_run:
        write(given, {one.id: one.document.id for one in corpus}, weight, band)
    return 0


def read_corpus(shared: Path, labels: tuple[Label, ...], cache: Path) -> list[crossval.Labelled]:
    """Return the labelled documents, read and scored, from the cache where nothing changed."""
    with (shared / "data" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
    opened = open_index(cache)
    corpus = []
    for identifier in sorted({label.document for label in labels}):
        row = rows[identifier]
        reading = read(shared / "data" / "docs" / row["local"], cache)
        (document,) = reading.documents
        units = reading.segments[document.id]
        scores = rank.score(elements(), units, opened) if units else None
        own = [label for label in labels if label.document == identifier]
        corpus.append(
            crossval.Labelled(
                identifier, row["provider"], document, units, reading.claims, scores, own
            )
        )
    opened.encoder.keep()
    return corpus


def read(path: Path, cache: Path) -> SimpleNamespace:
    """Return what ``dossier.read`` gives, kept under the hash of the file and of the code."""
    from pipeline import dossier

    data = path.read_bytes()
    kept = cache / f"{hashlib.sha256(data + code_hash().encode()).hexdigest()}.reading"
    if kept.is_file():
        return pickle.loads(kept.read_bytes())
    began = time.monotonic()
    found = dossier.read([dossier.File(path.name, data)])
    sys.stderr.write(f"read {path.name} in {time.monotonic() - began:.1f} s\n")
    kept.write_bytes(pickle.dumps(found))
    return found


def code_hash() -> str:
    """Return a hash of everything that decides what is read from a file."""
    digest = hashlib.sha256()
    package = Path(crossval.__file__).parent.parent
    for room in ("schema", "readers", "segments", "claims"):
        for file in sorted((package / room).rglob("*.py")):
            digest.update(file.read_bytes())
    for file in sorted((corpora() / "lexicons").rglob("*")):
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


class Remembering:
    """An encoder that keeps every vector it has made, in a file."""

    def __init__(self, encoder: object, path: Path) -> None:
        self._encoder, self._path = encoder, path
        self._known = pickle.loads(path.read_bytes()) if path.is_file() else {}

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return vectors as the encoder does."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def keep(self) -> None:
        """Write the vectors to the file."""
        self._path.write_bytes(pickle.dumps(self._known))


def open_index(cache: Path) -> index.Index:
    """Return an index in the cache folder whose encoder remembers."""
    folder = cache / "index"
    index.build(folder)
    opened = index.open_index(folder)
    remembering = Remembering(opened.encoder, cache / f"{model.fingerprint()[:16]}.vectors")
    return replace(opened, encoder=remembering)


def with_weight(one: crossval.Labelled, weight: float) -> crossval.Labelled:
    """Return a document whose fused scores have this dense weight."""
    if one.scores is None:
        return one
    scores = one.scores
    fused = (weight * scores.dense + (1 - weight) * scores.lexical).astype(np.float32)
    return replace(one, scores=replace(scores, fused=fused))


def tune_fusion(corpus: list[crossval.Labelled]) -> float:
    """Return the dense weight with the most first-three hits; print it leave-one-provider-out."""
    hits: dict[tuple[str, float], np.ndarray] = {}
    for one in corpus:
        if one.scores is None:
            continue
        group = crossval.group_of(one.provider)
        for weight in WEIGHTS:
            scores = with_weight(one, weight).scores
            ranked = {
                (label.document, label.element): crossval.passages(
                    one, scores.best(label.element, crossval.DEPTH)
                )
                for label in one.labels
                if label.quotes
            }
            found = passages.evaluate(one.labels, ranked, rounds=0)
            counts = np.array([found.n, *(found.n * share for share in found.hit.values())])
            hits[group, weight] = hits.get((group, weight), 0) + counts
    groups = sorted({group for group, _ in hits})

    def best(inside: list[str]) -> float:
        totals = {weight: sum(hits[group, weight] for group in inside) for weight in WEIGHTS}
        return max(WEIGHTS, key=lambda weight: round(totals[weight][1] + totals[weight][2], 6))

    total = sum(hits[group, best([g for g in groups if g != group])] for group in groups)
    shares = ", ".join(f"{share:.3f}" for share in total[1:] / total[0])
    print(f"fusion, leave one provider out: hit@1/3/10 {shares} (n {total[0]:.0f})")
    for name, weight in (("words only", 0.0), ("vectors only", 1.0)):
        total = sum(hits[group, weight] for group in groups)
        print(f"  {name}: {', '.join(f'{share:.3f}' for share in total[1:] / total[0])}")
    print(f"  dense weight over all: {best(groups)}")
    return best(groups)


def report(
    labels: tuple[Label, ...],
    corpus: list[crossval.Labelled],
    said: list[fit.OutOfFold],
    given: list[fit.Example],
    band: tuple[float, float],
) -> None:
    """Print the out-of-fold figures."""
    predictions = fit.with_review_band([one.prediction for one in said], band)
    read_too = {example.document for example in given}
    scored = [label for label in labels if label.document in read_too]
    families = {element.id: element.family for element in elements()}
    rules = [
        gold.Prediction(e.document, e.gathered.element, e.gathered.ruling.status) for e in given
    ]
    found = gold.evaluate(scored, predictions, families, {"rules alone": rules}, rounds=200)
    by_id = {one.id: one for one in corpus}
    ranked = {
        (one.prediction.document, one.prediction.element): crossval.passages(
            by_id[one.prediction.document], one.ranked
        )
        for one in said
    }
    hits = passages.evaluate(scored, ranked)
    print(f"documents {len(read_too)} of {len(corpus)}, cells {len(scored)}")
    for name, score in (("judge", found.total), *found.baselines.items()):
        rates = " ".join(f"{key} {value:.3f}" for key, value in score.gap.items())
        print(f"{name}: {rates}; statuses {score.status_agreement:.3f} ({score.status_kappa:.3f})")
        print("  recall", {k: (round(v, 2), n) for k, (v, n) in score.recall_by_status.items()})
    print(f"  ece {found.calibration.ece:.3f}, coverage {found.calibration.coverage}")
    print(f"  review band {band}: {found.calibration.reviewed:.3f} of cells")
    print(f"  passages: hit@1/3/10 {[round(v, 3) for v in hits.hit.values()]} (n {hits.n})")
    worst = sorted(found.by_element.items(), key=lambda item: (item[1].gap["accuracy"], item[0]))
    print("  worst", [(name, round(one.gap["accuracy"], 2)) for name, one in worst[:12]])


def write(
    given: list[fit.Example], hashes: dict[str, str], weight: float, band: tuple[float, float]
) -> None:
    """Fit on all examples and write the files; ``hashes`` are the documents' sha256 by id."""
    relevance = fit.fit_relevance(given)
    fitted = replace(fit.fit(fit.cases(given, relevance), FEATURES), review=band)
    folder = corpora() / "fitted"
    files = {
        "fusion.json": {"dense_weight": weight},
        "passages.json": relevance.to_json(),
        "judge.json": judge.to_json(fitted),
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    manifest = {
        "what": "Weights fitted on hand labels by scripts/fit_judge.py; no text of any document.",
        "licence": "Apache-2.0",
        "labels": "gold/dev.jsonl of the shared data: 7 statuses and quotations",
        "cells": len(given),
        "documents": {
            name: hashes[name] for name in sorted({example.document for example in given})
        },
        "groups": sorted({example.group for example in given}),
        "encoder": {"name": model.NAME, "sha256": model.PINNED["model.safetensors"]},
        "files": {name: model.digest(folder / name) for name in sorted(files)},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(f"written to {folder.relative_to(root())}")


if __name__ == "__main__":
    sys.exit(main())
