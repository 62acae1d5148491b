"""What `make run` does before the viewer opens: indexes, law texts, the example model.

Each step is quick when there is nothing to do, and says what it does.
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.catalogue.files import index_folder, root, user_data
from pipeline.errors import LacunaError

#: Seconds after which fetching the law is given up; it can be done later.
PATIENCE = 20.0

LATER = "everything else works; install the law texts later with: lacuna law fetch"


def say(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{text}\n")


def indexes() -> None:
    """Build the derived indexes where they are missing or stale."""
    from pipeline.law.search import installed_parts
    from pipeline.retrieval.index import build

    build(index_folder(), say, parts=installed_parts(index_folder()))


def law() -> None:
    """Install the law texts where none are: from a folder on this machine, else their addresses."""
    from pipeline.export.law import fetch_lines
    from pipeline.law.fetch import fetch

    target = user_data() / "law"
    if _installed(target):
        return
    named = os.environ.get("LACUNA_LAW")
    beside = root().parent / "shared" / "law"
    folder = Path(named) if named else beside if beside.is_dir() else None
    tried = user_data() / "law-last-tried"
    today = datetime.now(UTC).date().isoformat()
    if folder is None and tried.is_file() and tried.read_text(encoding="utf-8") == today:
        say(f"the law texts could not be reached today; {LATER}")
        return
    try:
        report = fetch(target, from_folder=folder, timeout=PATIENCE)
    except LacunaError as error:
        say(f"the law texts are not installed: {error}")
        say(LATER)
        return
    for line in fetch_lines(
        str(target), [(row.source, row.status, row.notes) for row in report.fetched]
    ):
        say(line)
    if not _installed(target):
        # A machine without internet must not wait each time: once a day is enough.
        tried.parent.mkdir(parents=True, exist_ok=True)
        tried.write_text(today, encoding="utf-8")
        say(LATER)


def _installed(folder: Path) -> bool:
    """Return whether a folder holds law that can be shown."""
    from pipeline.law.corpus import open_law

    try:
        open_law(folder)
    except LacunaError:
        return False
    return True


def example() -> None:
    """Scan the example model and keep its dossier, unless it is kept already."""
    from pipeline.dossier import Options, example_files, scan
    from pipeline.store.database import Store

    files = example_files()
    store = Store()
    names = {file.name for file in files}
    if any(set(entry.documents) == names for entry in store.entries()):
        return
    say("scanning the example model...")
    dossier = scan(files, Options())
    store.save(dossier, {hashlib.sha256(file.data).hexdigest(): file.data for file in files})


if __name__ == "__main__":
    law()
    indexes()
    example()
