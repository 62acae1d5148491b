"""What a scan says of a text, in a form that can be set beside that of its twin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.dossier import File, scan
from pipeline.schema import Dossier


@dataclass(frozen=True)
class Said:
    """Statuses by element, and how often each claim (element, subject, variant, norm) was made."""

    statuses: dict[str, str]
    claims: Counter[tuple[str, str, str, str, str]]


def said(name: str, data: bytes) -> Said:
    """Scan one file alone."""
    return of(scan([File(name, data)]))


def of(dossier: Dossier) -> Said:
    """Return what a dossier says."""
    claims = Counter(
        (c.element, c.subject, c.variant or "", c.whose.value, str(c.value.norm))
        for c in dossier.claims
    )
    return Said({a.element: a.status.value for a in dossier.assessments}, claims)


def differences(one: Said, other: Said) -> list[str]:
    """Return the elements whose status differs, one line each."""
    return [
        f"{element}: {status} / {other.statuses[element]}"
        for element, status in one.statuses.items()
        if other.statuses[element] != status
    ]


def claim_differences(one: Said, other: Said) -> list[str]:
    """Return the claims that only one of them makes; how often a claim is made does not count."""
    mine, theirs = set(one.claims), set(other.claims)
    return [f"- {claim}" for claim in sorted(mine - theirs)] + [
        f"+ {claim}" for claim in sorted(theirs - mine)
    ]
