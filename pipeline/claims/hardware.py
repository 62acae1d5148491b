"""What the model was trained on: ``training_hardware``, accelerators and how many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.context import Context
from pipeline.claims.fields import cells, fields
from pipeline.claims.phrases import phrases
from pipeline.claims.readings import cue
from pipeline.claims.subject import attribute
from pipeline.schema import Claim, Origin, Polarity, Segment, SegmentKind, Value, Whose

ELEMENT = "training_hardware"
ACCELERATORS = "lexicons/hardware.yaml"
_MAKER = r"(?:(?:NVIDIA|Nvidia|AMD|Google(?: [Cc]loud)?|[Cc]loud|AWS|Intel|Huawei)\s+)?"
_MAKER += r"(?:Tesla\s+)?(?:\d{2}\s?GB\s+)?"
_COUNT = re.compile(
    rf"(?P<product>\d{{1,5}}(?:,\d{{3}})*(?:\.\d)?[kK]?(?:\s*[xX×*]\s*\d{{1,5}})*)\s*(?:[xX×*]\s*)?{_MAKER}$"
)
_PLAIN = re.compile(
    r"(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})\s+(?:[A-Za-z]+\s+)?(?:GPUs|TPUs|accelerators|chips)\b"
    r"(?![-\s]*(?:hours|days))"
)
_DETAIL = re.compile(r"(?:[-\s]*(?:SXM\d?|PCIe|HGX|DGX|\d{2,3}\s?GB(?:\s+\w*RAM|\s+HBM\w*)?))+")
_HOURS = re.compile(
    r"[-\s]*(?:80\s?GB|40\s?GB|SXM\d?|PCIe)?[-\s]*(?:GPU|chip|core|accelerator)?[-\s]*(?:hours|hrs|days|years)\b",
    re.I,
)
#: What training required is no requirement of running the model.
_TRAINING_TOOK = re.compile(
    r"\b(?:pre-?)?training\b(?:(?!\binfer|\bserv|\brun|\bdeploy)[^.;])*"
    r"\b(?:requir(?:ed?|es)|needed|needs)\b[^.;]*\bhours\b",
    re.IGNORECASE,
)
_DROPPED = (SegmentKind.CODE, SegmentKind.REFERENCE, SegmentKind.DIALOGUE, SegmentKind.HEADING)


def find(context: Context) -> Iterator[Claim]:
    """Yield the accelerators said of training, with their number where it stands beside them."""
    for segment in context.segments:
        if segment.kind in _DROPPED:
            continue
        for row in phrases(ACCELERATORS)["accelerator"]:
            for match in row.regex.finditer(segment.text):
                if _of_training(segment, match.start(), match.end()):
                    # "{}" stands for the chip as written, where a row knows several
                    name = row.value.replace("{}", match.group().removesuffix("s"))
                    yield from _claim(context, segment, match, name)


def _of_training(segment: Segment, start: int, end: int) -> bool:
    """Say whether an accelerator is named for training, not for running the model."""
    text = segment.text
    low = max(text.rfind(". ", 0, start) + 1, 0)
    stop = text.find(". ", end)
    sentence = text[low : stop if stop >= 0 else len(text)]
    labels = [item.label for item in fields(segment) if item.start <= start <= item.end]
    label = labels[0] if labels else ""
    headings = " | ".join(segment.heading_path[-2:])
    if segment.kind is SegmentKind.ROW:
        label = f"{segment.label} {label}"
    if cue("instruction").search(sentence) or cue("experiment").search(sentence):
        return False
    before = f"{segment.lead} {label} {text[low:start]}"
    trained, run = _last("train_verb", before), _last("inference", before)
    spent = _HOURS.match(text, end) and not re.search(r"\binfer", sentence, re.IGNORECASE)
    if spent and _trained(sentence):
        return True
    if _TRAINING_TOOK.search(text[low:start]):
        return True
    if run > trained or (trained < 0 and cue("inference").search(text[end : end + 60])):
        return False
    if _trained(sentence) or cue("hardware_label").search(label):
        return True
    return bool(cue("train_verb").search(f"{label} {headings}"))


def _last(role: str, text: str) -> int:
    """Return where the last cue of a role begins, or -1."""
    return max((match.start() for match in cue(role).finditer(text)), default=-1)


def _trained(sentence: str) -> bool:
    return bool(cue("train_verb").search(sentence))


def _whole(written: str) -> int:
    """Return the number of accelerators that is written as ``2,048`` or ``16K``."""
    scale = 1000 if written[-1] in "kK" else 1
    return round(float(written.rstrip("kK").replace(",", "")) * scale)


def _claim(context: Context, segment: Segment, match: re.Match[str], name: str) -> Iterator[Claim]:
    text, start, end = segment.text, match.start(), match.end()
    before = _COUNT.search(text[max(0, start - 50) : start])
    count = None
    if _HOURS.match(text, end):
        before = None
    if before:
        count = 1
        for factor in re.split(r"\s*[xX×*]\s*", before["product"]):
            count *= _whole(factor)
        start -= len(before.group())
    else:
        maker = re.search(rf"{_MAKER}$", text[max(0, start - 30) : start])
        start -= len(maker.group()) if maker else 0
    detail = _DETAIL.match(text, end)
    if detail:
        end = detail.end()
        if segment.kind is SegmentKind.ROW and any(
            low < end > high > start for _, low, high in cells(segment)
        ):
            end = match.end()
    if (
        count is None
        and not _HOURS.match(text, end)
        and (plain := _PLAIN.search(text[end : end + 60]))
    ):
        count = int(plain["count"].replace(",", ""))
    found = attribute(segment, match.start(), match.end(), context)
    if found.confidence == 0.0:
        return
    memory = re.search(r"\d{2,3}\s?GB", text[match.end() : end])
    full = f"{name} {memory.group().replace(' ', '')}" if memory else name
    span = segment.locate(start, end) or segment.span
    yield Claim(
        element=ELEMENT,
        subject=found.name or context.identity.model,
        variant=found.variant if found.whose is Whose.OWN else None,
        whose=found.whose,
        value=Value(
            raw=context.document.quote(span),
            norm=f"{count} x {full}" if count else full,
            unit="accelerators" if count else None,
            qualifier=None if count else "number not stated",
        ),
        origin=Origin.STATED,
        polarity=Polarity.AFFIRMED,
        span=span,
        rule="training_hardware",
        confidence=round(found.confidence, 4),
    )
