"""Where the data that ships with Lacuna lies.

In a checkout that is ``corpora/`` beside the package; in an installed wheel the build mapping
puts the same tree under ``pipeline/_data``.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from pipeline.errors import BadCorpus

_PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def root() -> Path:
    """Return the folder that holds ``corpora/`` and ``app.py``.

    Raises:
        BadCorpus: neither a checkout nor an installed copy has the data.
    """
    for candidate in (_PACKAGE.parent, _PACKAGE / "_data"):
        if (candidate / "corpora").is_dir():
            return candidate
    raise BadCorpus("corpora", [f"no corpora folder beside {_PACKAGE} or in it; reinstall Lacuna"])


def corpora() -> Path:
    """Return the ``corpora`` folder."""
    return root() / "corpora"


def in_checkout() -> bool:
    """True where Lacuna runs from its checkout and not from an installed wheel."""
    return root() == _PACKAGE.parent


def user_data() -> Path:
    """Return the user's data folder (law texts, dossiers); it need not exist yet.

    ``LACUNA_DATA`` names another one; otherwise XDG's rule is followed.
    """
    if named := os.environ.get("LACUNA_DATA"):
        return Path(named)
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "lacuna"


def index_folder() -> Path:
    """Return where derived indexes lie: ``indexes/`` in a checkout, else the user's cache.

    ``LACUNA_INDEXES`` names another one.
    """
    if named := os.environ.get("LACUNA_INDEXES"):
        return Path(named)
    if in_checkout():
        return root() / "indexes"
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "lacuna" / "indexes"


def fingerprint(*folders: str) -> str:
    """Return the sha256 over names and bytes of all files in folders of ``corpora``.

    Args:
        folders: Paths under ``corpora``, files or folders; none means all of it.

    Returns:
        64 hexadecimal digits; the same for the same content, wherever it is installed.
    """
    digest = hashlib.sha256()
    base = corpora()
    for folder in folders or (".",):
        start = base / folder
        files = [start] if start.is_file() else sorted(p for p in start.rglob("*") if p.is_file())
        for file in files:
            digest.update(file.relative_to(base).as_posix().encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
