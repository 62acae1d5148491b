"""Per element, a rule that gives a status: one small file a family."""

from pipeline.assess.rulings.evidence import ElementEvidence, Ruling, Stretch
from pipeline.assess.rulings.rule import FEATURES, rule

__all__ = ["FEATURES", "ElementEvidence", "Ruling", "Stretch", "rule"]
