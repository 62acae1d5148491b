"""Write corpora/MANIFEST.json: source, date, sha256 and licence of every data file.

    python scripts/corpora_manifest.py          write it
    python scripts/corpora_manifest.py --check  say what differs, exit 1 if anything does

Source and licence of a new file are said once, in SOURCES below, by the longest matching prefix.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
OURS = "Lacuna's own work"

#: prefix -> (source, date, licence)
SOURCES = {
    "": (OURS, "2026-11-25", "Apache-2.0"),
    "elements/": (f"{OURS}, from the Act, the Code and the forms", "2026-11-25", "Apache-2.0"),
    "obligations/": (
        f"{OURS}: references and glosses of the Act, the Code, the forms and the Guidelines",
        "2026-11-25",
        "Apache-2.0",
    ),
    "forms/": (
        f"{OURS}: fields, types and conditions of the forms, after their copies",
        "2026-11-25",
        "Apache-2.0",
    ),
    "summaries/": (
        f"{OURS}: labels, patterns and checks of the public summary; weights after the questions "
        "that the AI Accountability Lab published",
        "2026-11-25",
        "Apache-2.0",
    ),
    "fitted/": (
        f"{OURS}: numbers fitted on hand labels of public documents (no text of theirs)",
        "2026-11-25",
        "Apache-2.0",
    ),
    "lexicons/signatories.yaml": (
        "list of signatories on the European Commission's Code page, state of June 2026",
        "2026-06-30",
        "facts",
    ),
    "compute/": (
        "figures of makers' data sheets and papers, each row with its source; bands are our own",
        "2026-11-25",
        "facts",
    ),
    "licences/fingerprints.json": (
        "hashes of texts of ScanCode LicenseDB, Copyright (c) nexB Inc. and others, "
        "wheel of scancode-toolkit-mini 32.5.0",
        "2026-01-15",
        "CC-BY-4.0",
    ),
    "law/": (f"{OURS}: addresses, hashes and locators of official texts", "2026-11-25", "facts"),
}


def rows() -> list[dict[str, str]]:
    """Return one row per file under corpora, by name."""
    found = []
    for file in sorted(CORPORA.rglob("*")):
        name = file.relative_to(CORPORA).as_posix()
        if not file.is_file() or name == "MANIFEST.json":
            continue
        prefix = max((p for p in SOURCES if name.startswith(p)), key=len)
        source, date, licence = SOURCES[prefix]
        found.append(
            {
                "file": name,
                "source": source,
                "date": date,
                "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
                "licence": licence,
            }
        )
    return found


def main() -> int:
    """Write or check the manifest; return the exit code."""
    text = json.dumps(rows(), indent=1) + "\n"
    target = CORPORA / "MANIFEST.json"
    if "--check" not in sys.argv:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return 0
    print("corpora/MANIFEST.json is out of date: run python scripts/corpora_manifest.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
