"""Both branches of what is open: what would follow from each answer to each open question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.applicability.logic import WHOLE, questions
from pipeline.schema import Alternative, Applicability, Reason, Tri

#: An answer to try out: rule id and verdict.
Answer = tuple[str, Tri]

#: What an answer says about another question: more than 10^25 FLOP is more than 10^23.
_IMPLIED: Mapping[Answer, Answer] = {
    ("R3-compute", Tri.YES): ("R1-compute", Tri.YES),
    ("R1-compute", Tri.NO): ("R3-compute", Tri.NO),
}


def implied(answer: Answer) -> dict[str, Tri]:
    """Return an answer with what it says about other questions, by rule id."""
    out = dict([answer])
    if answer in _IMPLIED:
        out.update([_IMPLIED[answer]])
    return out


def alternatives(tree: Reason, apply: Callable[[Answer], Applicability]) -> tuple[Alternative, ...]:
    """Return what each answer to each open question of a tree would lead to.

    A question of which both answers leave everything open is left out: it decides nothing alone.

    Args:
        tree: Why an obligation is undetermined.
        apply: Judges the obligation with one question answered.
    """
    out: list[Alternative] = []
    for rule in dict.fromkeys(_open(tree)):
        pair = []
        for verdict in (Tri.YES, Tri.NO):
            found = apply((rule, verdict))
            question = questions()[rule]
            words = question.if_yes if verdict is Tri.YES else question.if_no
            pair.append(Alternative(rule, words, found.outcome, found.due_from))
        if pair[0].outcome is not pair[1].outcome:
            out += pair
    return tuple(out)


def _open(reason: Reason) -> Iterator[str]:
    """Yield the rules of the innermost open questions that an answer can be worded for."""
    if reason.verdict is not Tri.UNKNOWN:
        return
    rule = reason.rule
    below = [child for child in reason.children if child.verdict is Tri.UNKNOWN]
    if rule in questions() and questions()[rule].if_yes and (rule in WHOLE or not below):
        yield rule
        return
    for child in below:
        yield from _open(child)
