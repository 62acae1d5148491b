"""Accelerators by the words of a document, and their peak rate at a precision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.catalogue.rows import Faults, load, unknown_keys

FILE = "compute/accelerators.yaml"
PRECISIONS = ("fp32", "tf32", "fp16", "bf16", "fp8", "int8")
CONFIDENCES = ("maker", "copy", "unverified")
_KEYS = ("name", "pattern", "tflops", "source", "note", "must", "must_not")
_TERA = Decimal(10) ** 12
_WORDS = {
    "fp8": re.compile(r"\bfp-?8\b|\bfloat8|\b8-bit float", re.I),
    "int8": re.compile(r"\bint-?8\b", re.I),
    "tf32": re.compile(r"\btf-?32\b|\btensorfloat", re.I),
    "fp32": re.compile(r"\bfp-?32\b|\bfloat32|\bsingle precision|\bfull precision", re.I),
    "bf16": re.compile(r"\bbf-?16\b|\bbfloat16|\bmixed[- ]precision", re.I),
    "fp16": re.compile(r"\bfp-?16\b|\bfloat16|\bhalf[- ]precision", re.I),
}


@dataclass(frozen=True)
class Accelerator:
    """One kind of chip.

    Attributes:
        name: As its maker calls it.
        pattern: Finds it in a text.
        peaks: FLOP/s by precision, dense, without sparsity.
        confidence: ``maker``, ``copy`` or ``unverified``: where the figures were seen.
        address: The page on which they were seen, or ``none``.
    """

    name: str
    pattern: re.Pattern[str]
    peaks: Mapping[str, Decimal]
    confidence: str
    address: str

    def peak(self, precision: str | None) -> Decimal:
        """Return FLOP/s at a precision, or at 16 bits where it is unknown or not listed."""
        usual = self.peaks.get("bf16") or self.peaks["fp16"]
        return self.peaks.get(precision or "", usual)


@lru_cache(maxsize=1)
def accelerators() -> tuple[Accelerator, ...]:
    """Return the accelerators in the order of the file.

    Raises:
        BadCorpus: rows are faulty; all faults are told together.
    """
    faults, content, out = Faults(FILE), load(FILE), []
    sources = content["sources"]
    for name, source in sources.items():
        if source.get("confidence") not in CONFIDENCES:
            faults.add(name, f"confidence is one of {', '.join(CONFIDENCES)}")
        if source.get("confidence") != "unverified" and not source.get("seen"):
            faults.add(name, "the day on which it was seen is missing")
    for row in content["rows"]:
        where = str(row.get("name"))
        for key in unknown_keys(row, _KEYS):
            faults.add(where, f"unknown key {key!r}")
        if row.get("source") not in sources:
            faults.add(where, f"no source {row.get('source')!r}")
            continue
        if unknown_keys(row["tflops"], PRECISIONS) or not {"bf16", "fp16"} & set(row["tflops"]):
            faults.add(where, f"tflops has keys {', '.join(PRECISIONS)}, one of 16 bits among them")
        faults.pattern(where, row["pattern"], row["must"], row["must_not"], flags=0)
        source = sources[row["source"]]
        out.append(
            Accelerator(
                where,
                re.compile(row["pattern"]),
                {key: Decimal(str(value)) * _TERA for key, value in row["tflops"].items()},
                source["confidence"],
                source["address"],
            )
        )
    faults.done()
    return tuple(out)


def named(words: str) -> tuple[Accelerator, ...]:
    """Return the accelerators that a text names; of overlapping names the more special one."""
    taken: list[tuple[int, int]] = []
    found = []
    for accelerator in accelerators():
        spans = [
            match.span()
            for match in accelerator.pattern.finditer(words)
            if not any(match.start() < end and start < match.end() for start, end in taken)
        ]
        if spans:
            found.append(accelerator)
            taken += spans
    return tuple(found)


def precision(words: str) -> str | None:
    """Return the precision that a text names; 8 bits before 16 where it names both, else None."""
    return next((name for name, pattern in _WORDS.items() if pattern.search(words)), None)
