"""Change documents whose verdicts are known and judge them again. ``make mutations`` runs it.

    python scripts/mutations.py [--mutations 1500] [--seed 0] [--minutes 20]
                                [--shared DIR] [--cache DIR] [--record FILE]

Takes evidence out until none is shown, puts in placeholders, rivals' figures and other models'
licences, shuffles and adds documents. With ``--shared``, on the labelled documents and the example;
without, on our own. Ends with 1 when a kind falls short of its bar; seed and number say everything
about a mutation. ``--record`` writes the report as JSON; ``--cache`` keeps what was read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.catalogue.files import corpora, root
from pipeline.dossier import commit
from tests.mutations.bench import Bench
from tests.mutations.cases import companions, example, labelled_cases, own_cases
from tests.mutations.drive import Case, Driver


def main() -> int:
    """Return the exit code: 0 where every kind holds, 1 otherwise."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--mutations", type=int, default=1500)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--minutes", type=float, default=20)
    arguments.add_argument("--shared", type=Path, help="folder with data/ and gold/")
    arguments.add_argument("--cache", type=Path)
    arguments.add_argument("--record", type=Path)
    given = arguments.parse_args()
    version = commit()  # before the run: files may change while it goes on
    labelled = given.shared is not None and (given.shared / "gold" / "dev.jsonl").is_file()
    cases = [*labelled_documents(given.shared, given.cache), example()] if labelled else own_cases()
    driver = Driver(Bench(), cases, companions())
    sys.stderr.write(f"{len(cases)} cases state {len(driver.stated())} elements\n")
    report = driver.run(given.mutations, given.seed, given.minutes * 60)
    told = {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": version,
        "seed": given.seed,
        "asked_for": given.mutations,
        "minutes_allowed": given.minutes,
        "cases": {"labelled": len(cases) - 1, "example": 1} if labelled else {"own": len(cases)},
        "documents": sum(len(case.documents) for case in cases),
        "verdicts_that_state_something": len(driver.stated()),
        **report.as_json(),
    }
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    sys.stdout.write(text)
    if given.record:
        given.record.write_text(text, encoding="utf-8")
    return 1 if report.short() else 0


def labelled_documents(shared: Path, cache: Path | None) -> list[Case]:
    """Return the labelled documents, from the cache where neither they nor the readers changed."""
    labels, folder = shared / "gold" / "dev.jsonl", shared / "data" / "docs"
    kept = cache / f"{_mark(labels)}.cases" if cache else None
    if kept and kept.is_file():
        return pickle.loads(kept.read_bytes())
    found = labelled_cases(labels, folder, lambda name: sys.stderr.write(f"reading {name}\n"))
    found = [_bare(case) for case in found]
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(found))
    return found


def _bare(case: Case) -> Case:
    """Return a case without what its documents have worked out of themselves."""
    return replace(case, documents=tuple(replace(document) for document in case.documents))


def _mark(labels: Path) -> str:
    """Return a hash of the labels, the readers and their word lists."""
    digest = hashlib.sha256(labels.read_bytes())
    rooms = (root() / "pipeline" / "readers", root() / "pipeline" / "schema")
    files = [file for folder in rooms for file in folder.rglob("*.py")]
    files += [file for file in (corpora() / "lexicons").rglob("*") if file.is_file()]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
