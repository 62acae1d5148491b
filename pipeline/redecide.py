"""What follows for a dossier from facts and a day, without reading its documents again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pipeline.catalogue.files import fingerprint
from pipeline.schema import Dossier, Identity, Origin

if TYPE_CHECKING:
    from pipeline.applicability.facts import Facts
    from pipeline.applicability.signals import Signals


#: Setting of a run that names the corpora whose rules decided, where others read the documents.
_RULES = "decided_with"


def redecide(dossier: Dossier, facts: Facts | None, as_of: date | None = None) -> Dossier:
    """Return a dossier as it would be with other facts, or judged by the law of another day.

    What the documents say stays as it was read: statuses, claims and wording. Reviews are left
    behind: they were made of other findings.

    Args:
        dossier: One that was scanned.
        facts: All facts that hold now, not only the new ones; None for none.
        as_of: The day; None keeps the dossier's.
    """
    from pipeline.applicability.signals import from_signs

    started = datetime.now(UTC).isoformat(timespec="seconds")
    day = as_of or dossier.run.as_of
    settings = {**dict(dossier.run.settings), "facts": facts_mark(facts)}
    settings.pop(_RULES, None)
    if (now := fingerprint()) != dict(dossier.run.corpora).get("all"):
        settings[_RULES] = now
    run = replace(
        dossier.run, as_of=day, settings=tuple(settings.items()), started=started, finished=started
    )
    bare = replace(dossier, run=run, reviews=())
    return decided(bare, from_signs(dossier.signs), facts)


def decided(dossier: Dossier, signals: Signals, facts: Facts | None) -> Dossier:
    """Return a dossier with everything in it that follows from facts and the day of its run.

    Args:
        dossier: With its model, documents, claims and assessments; the rest is put in its place.
        signals: What the wording of its documents shows.
        facts: What a person adds, or None.
    """
    from pipeline.applicability.decide import decide_by
    from pipeline.applicability.fact_claims import fact_claims
    from pipeline.applicability.proportionality import with_reliefs
    from pipeline.assess.doubts import doubts
    from pipeline.assess.findings import findings
    from pipeline.catalogue.obligations import obligations

    model, duties = dossier.model, obligations()
    identity = Identity(model.name, model.provider, model.aliases, model.variants, model.bases)
    claims = tuple(claim for claim in dossier.claims if claim.origin is not Origin.ANALYST)
    decision = decide_by(duties, identity, claims, signals, facts, dossier.run.as_of)
    found = findings(
        model.name,
        duties,
        decision.applicability,
        dossier.assessments,
        dossier.run.as_of,
        doubts(dossier.assessments, claims, dossier.documents),
    )
    kind = replace(model, general_purpose=decision.general_purpose, kind_because=decision.because)
    return replace(
        dossier,
        model=kind,
        claims=(*claims, *fact_claims(facts, identity)),
        applicability=decision.applicability,
        compute=decision.compute,
        findings=with_reliefs(found, facts),
        facts=facts.told if facts else (),
        signs=decision.signs,
    )


def facts_mark(facts: Facts | None) -> str:
    """Return a mark of facts, the same for the same facts whoever gave them; empty for none."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16] if facts is not None else ""
