"""The real viewer in a real browser: documents in, a highlighted page out."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.catalogue.files import root
from tests.conftest import find_shared

EXAMPLE = root() / "corpora" / "example"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have chromium")
        pytest.skip("needs chromium")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a viewer with an empty store, started as a user would."""
    _chromium()
    port = _free_port()
    environment = {**os.environ, "LACUNA_DATA": str(tmp_path), "OMP_NUM_THREADS": "1"}
    if (shared := find_shared()) is not None:
        environment["LACUNA_LAW"] = str(shared / "law")
    log = (tmp_path / "log").open("w")
    command = [sys.executable, "-m", "pipeline.cli", "view", "--headless", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=root())
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait(url: str, process: subprocess.Popen[bytes], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the viewer ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the viewer did not start in time")


def _yellow(png: bytes) -> float:
    """Return the share of pixels in the highlighter's colour."""
    from PIL import Image

    picture = Image.open(BytesIO(png)).convert("RGB")
    found = sum(
        count
        for count, (red, green, blue) in picture.getcolors(1 << 24) or []
        if red > 230 and green > 180 and blue < 60
    )
    return found / (picture.width * picture.height)


@pytest.mark.browser
def test_upload_scan_open_a_finding_and_see_the_highlight(address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_chromium(), args=list(_FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/scan")
        files = sorted(str(file) for file in EXAMPLE.iterdir() if file.is_file())
        assert len(files) >= 4
        page.locator('input[type="file"]').set_input_files(files, timeout=20_000)
        scan = page.get_by_role("button", name="Scan", exact=True)
        page.wait_for_function(
            "() => [...document.querySelectorAll('button')]"
            ".some(b => b.innerText.trim() === 'Scan' && !b.disabled)",
            timeout=20_000,
        )
        scan.click()
        page.get_by_role("heading", name="Ostrea 2").wait_for(timeout=45_000)
        page.get_by_role("tab", name="Findings").click()
        page.wait_for_url("**finding=**", timeout=10_000)
        page.get_by_role("tab", name="Overview").click()  # the first choice after it was once lost
        page.get_by_role("button", name="Open", exact=True).first.click()
        page.get_by_role("heading", name="The record").wait_for(timeout=15_000)
        page.wait_for_url("**finding=**", timeout=10_000)
        page.get_by_role("tab", name="Elements").click()
        page.get_by_label("Words in name or definition").fill("architecture")
        page.keyboard.press("Enter")
        picture = page.get_by_role("img", name="the quotation highlighted").first
        picture.wait_for(timeout=20_000)
        assert 0.001 < _yellow(picture.screenshot()) < 0.5
        assert [url for url in asked if url.startswith("http") and "127.0.0.1" not in url] == []
        browser.close()
