"""Read typed values out of a mapping and note everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipeline.schema import Tri


class Reader:
    """Takes values out of a mapping by key; ``done`` tells all faults.

    A key that is absent, or whose value is empty, gives None. YAML 1.1 reads ``yes`` as true
    where YAML 1.2 reads a word: both are taken.
    """

    def __init__(self, mapping: Mapping[Any, Any], where: str = "") -> None:
        self._mapping = mapping
        self._where = where
        self._asked: set[Any] = set()
        self._faults: list[str] = []
        self._nested: list[Reader] = []

    def names(self) -> list[str]:
        """Return the keys in the order of the file; a key that is no word is a fault."""
        out = []
        for key in self._mapping:
            self._asked.add(key)
            if isinstance(key, str) and key.strip():
                out.append(key)
            else:
                self._faults.append(f"{self._where}{key}: a name was expected as key")
        return out

    def done(self) -> list[str]:
        """Return all faults, of nested mappings too, in a fixed order."""
        unknown = sorted(str(key) for key in self._mapping if key not in self._asked)
        known = ", ".join(sorted(str(key) for key in self._asked))
        out = [f"{self._where}{key}: unknown key; known are {known}" for key in unknown]
        out += self._faults
        for nested in self._nested:
            out += nested.done()
        return out

    def nested(self, key: str) -> Reader | None:
        """Return a reader of a mapping inside."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self._refuse(key, value, "keys and values")
            return None
        reader = Reader(value, f"{self._where}{key}.")
        self._nested.append(reader)
        return reader

    def yes_no(self, key: str) -> bool | None:
        """Return True for yes, False for no."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().lower() in ("yes", "no"):
            return value.strip().lower() == "yes"
        self._refuse(key, value, "yes or no")
        return None

    def tri(self, key: str) -> Tri | None:
        """Return yes, no or unknown."""
        value = self._mapping.get(key)
        if isinstance(value, str) and value.strip().lower() == Tri.UNKNOWN:
            self._asked.add(key)
            return Tri.UNKNOWN
        answer = self.yes_no(key)
        return None if answer is None else (Tri.YES if answer else Tri.NO)

    def choice(self, key: str, choices: Sequence[str]) -> str | None:
        """Return one of the given words."""
        value = self._take(key)
        if value is None:
            return None
        folded = value.strip().lower() if isinstance(value, str) else value
        if folded in choices and isinstance(folded, str):
            return folded
        self._refuse(key, value, f"one of {', '.join(choices)}")
        return None

    def several(self, key: str, choices: Sequence[str]) -> tuple[str, ...] | None:
        """Return a list of the given words, in their own order."""
        value = self._take(key)
        if value is None:
            return None
        words = [v.strip().lower() if isinstance(v, str) else v for v in _listed(value)]
        if not isinstance(value, list) or any(word not in choices for word in words):
            self._refuse(key, value, f"a list out of {', '.join(choices)}")
            return None
        return tuple(choice for choice in choices if choice in words)

    def words(self, key: str) -> str | None:
        """Return a name."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._refuse(key, value, "a name (in quotation marks where it looks like a number)")
        return None

    def day(self, key: str) -> date | None:
        """Return a day."""
        value = self._take(key)
        if value is None or type(value) is date:
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        self._refuse(key, value, "a day such as 2025-08-02")
        return None

    def moment(self, key: str) -> str | None:
        """Return a day, or a day with a time, as ISO 8601."""
        value = self._take(key)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            try:
                datetime.fromisoformat(value.strip())
            except ValueError:
                self._refuse(key, value, "a day or time such as 2026-11-25 or 2026-11-25T10:00")
                return None
            return value.strip()
        if value is not None:
            self._refuse(key, value, "a day or time such as 2026-11-25 or 2026-11-25T10:00")
        return None

    def number(self, key: str) -> Decimal | None:
        """Return a positive number, exact as written."""
        value = self._take(key)
        if value is None:
            return None
        number = exact(value)
        if number is None or number <= 0:
            self._refuse(key, value, "a number above 0, such as 1.0e+25")
            return None
        return number

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self._mapping.get(key)

    def _refuse(self, key: str, value: Any, expected: str) -> None:
        self._faults.append(f"{self._where}{key}: {expected} was expected, not {value!r}")


def exact(value: Any) -> Decimal | None:
    """Return a number with the digits that it was written with; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(repr(value) if isinstance(value, float) else str(value).strip())
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
