"""What all tests share: one way to find ../shared, and the rule that CI must find it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

_CHECKOUT = Path(__file__).resolve().parent.parent


def find_shared() -> Path | None:
    """Return the folder with real documents and law texts, or None."""
    named = os.environ.get("LACUNA_SHARED")
    candidates = [Path(named)] if named else [_CHECKOUT.parent / "shared"]
    for candidate in candidates:
        if (candidate / "gold" / "elements.json").is_file():
            return candidate
    return None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared; the test is skipped without it, and fails in CI."""
    found = find_shared()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have ../shared")
        pytest.skip("needs ../shared (or LACUNA_SHARED)")
    return found
