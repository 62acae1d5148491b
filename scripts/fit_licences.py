"""Derive corpora/licences/fingerprints.json from the licence texts of a public list.

    pip download --no-deps scancode-toolkit-mini==32.5.0
    python scripts/fit_licences.py scancode_toolkit_mini-32.5.0-py3-none-any.whl

The texts stay outside: what is written are 32-bit hashes of five words in a row, the names of the
licences and the hashes of the files that they came from. Which texts, and where copies of one may
differ, is said in corpora/licences/references.yaml.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.licences.fingerprints import FILE, packed, parse, shingles  # noqa: E402
from pipeline.licences.identify import identify  # noqa: E402
from pipeline.licences.words import words  # noqa: E402

CORPORA = ROOT / "corpora"
FOLDER = "licensedcode/data/licenses/"
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def folded(text: str) -> list[str]:
    """Return the words of a text that count."""
    return [word.folded for word in words(text)]


def find(row: list[str], phrase: list[str], start: int = 0) -> int:
    """Return where a phrase first stands in a row of words, or -1."""
    for at in range(start, len(row) - len(phrase) + 1):
        if row[at : at + len(phrase)] == phrase:
            return at
    return -1


def cuts(key: str, row: list[str], plan: dict[str, Any]) -> list[tuple[int, int, bool, bool]]:
    """Return the pieces of a text: (first word, end, optional, whether a name may stand before)."""
    marks: dict[int, tuple[int, bool | None, bool]] = {0: (0, None, False)}
    for part in plan["parts"]:
        if key in part["keys"]:
            at = find(row, folded(part["starts"])) if part["starts"] else 0
            if at < 0:
                raise SystemExit(f"{key}: no part starts with {part['starts']!r}")
            marks[at] = (at, bool(part["optional"]), False)
    for gap in plan["gaps"]:
        if key in gap["keys"]:
            after, before = folded(gap["after"]), folded(gap["before"])
            left = find(row, after)
            right = find(row, before, left + len(after)) if left >= 0 else -1
            if right < 0:
                raise SystemExit(f"{key}: no gap between {gap['after']!r} and {gap['before']!r}")
            marks[left + len(after)] = (right, None, True)
    order = sorted(marks)
    found = []
    optional = False
    for place, mark in enumerate(order):
        start, says, named = marks[mark]
        end = order[place + 1] if place + 1 < len(order) else len(row)
        optional = optional if says is None else says
        if start < end:
            found.append((start, end, optional, named))
    return found


def main() -> int:
    """Write the fingerprints; return the exit code."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    plan = yaml.safe_load((CORPORA / "licences/references.yaml").read_text(encoding="utf-8"))
    rows, texts = [], {}
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        for key in sorted(key for keys in plan["keys"].values() for key in keys):
            data = wheel.read(f"{FOLDER}{key}.LICENSE")
            text = data.decode("utf-8")
            front = yaml.safe_load(_FRONT.match(text)[1])  # type: ignore[index]
            texts[key] = _FRONT.sub("", text, count=1)
            row = folded(texts[key])
            names = [key, front["name"], front["short_name"], front.get("spdx_license_key", "")]
            names += plan["titles"].get(key, [])
            title = sorted({word for name in names for word in folded(name.replace("-", " "))})
            pieces = []
            for start, end, optional, named in cuts(key, row, plan):
                piece = {"words": end - start, "hashes": packed(shingles(row[start:end]))}
                piece |= {"optional": True} if optional else {}
                piece |= {"named": True} if named else {}
                pieces.append(piece)
            sha = hashlib.sha256(data).hexdigest()
            rows.append(
                {"key": key, "name": front["name"], "title": title, "sha256": sha, "pieces": pieces}
            )
    content = {
        "note": "Hashes of licence texts, made by scripts/fit_licences.py; no text is here.",
        "source": plan["source"],
        "hash": "BLAKE2b, 4 bytes, little endian, of five folded words joined by blanks",
        "references": rows,
    }
    known = parse(content, FILE)
    for key, text in texts.items():
        found = identify(text, known)
        if found.key != key:
            print(f"{key}: its own text is not told: {found.because}", file=sys.stderr)
            return 1
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    head = json.dumps({**content, "references": []}, ensure_ascii=False)[: -len("]}")]
    (CORPORA / FILE).write_text(f"{head}\n{lines}\n]}}\n", encoding="utf-8")
    print(f"{len(rows)} licences, {(CORPORA / FILE).stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
