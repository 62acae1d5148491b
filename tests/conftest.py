"""What all tests share: one way to find ../shared, and the rule that CI must find it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault of what is tested; the suite has its own clock.
settings.register_profile("lacuna", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lacuna")

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a CI run fails that skipped something."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") and skipped:
        terminalreporter.write_line("CI must skip nothing; skipped: ", red=True)
        for report in skipped:
            terminalreporter.write_line(f"  {report.nodeid}: {report.longrepr}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a CI run in which a test was skipped: what is not run there is run nowhere."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
