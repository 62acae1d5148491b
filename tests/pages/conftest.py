"""What all tests of pages share."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Give ``__main__`` back: Streamlit's driver replaces it, and spawned processes load it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
