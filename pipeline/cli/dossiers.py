"""What a verb that looks at a dossier takes: its JSON, the documents, or the id of a stored one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from pipeline.schema import Dossier


def open_dossier(
    what: Sequence[str],
    *,
    facts: Path | None = None,
    as_of: date | None = None,
    quiet: bool = False,
) -> Dossier:
    """Return the dossier that is meant.

    Args:
        what: One dossier in JSON, one id of a stored dossier, or the documents of a model.
        facts: Facts file, for documents only.
        as_of: Day of judgement, for documents only.
        quiet: No progress on standard error.

    Raises:
        BadInput: nothing of the kind is there, or options are given that do not belong to it.
    """
    if len(what) == 1 and (found := _kept(what[0])) is not None:
        if facts is not None or as_of is not None:
            raise BadInput(
                f"{what[0]} is a finished dossier: --facts and --as-of are for documents; "
                f"scan them again"
            )
        return found
    from pipeline.cli.output import Progress
    from pipeline.dossier import Options, gather, scan, unpacked

    loaded = None
    if facts is not None:
        from pipeline.applicability.facts import load

        loaded = load(facts)
    given = unpacked(gather([Path(name) for name in what], {}))
    options = Options(None, loaded, as_of) if as_of else Options(None, loaded)
    return scan(given, options, Progress(quiet))


def _kept(name: str) -> Dossier | None:
    """Return a dossier from its JSON or from the store; None where documents are meant."""
    path = Path(name)
    if path.is_dir():
        return None
    if path.is_file():
        if path.suffix.lower() != ".json":
            return None
        from pipeline.wire.quoted import is_dossier, read_dossier

        data = path.read_bytes()
        return read_dossier(data, name) if is_dossier(data) else None
    if path.suffix or len(path.parts) > 1:
        return None
    from pipeline.store.database import Store

    return Store().load(name)
