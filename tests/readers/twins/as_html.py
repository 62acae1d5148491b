"""Markdown -> an HTML page, by markdown-it's own renderer; and that page -> PDF by a browser."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.readers.twins.nodes import parser

_STYLE = (
    "body{font:11pt sans-serif;max-width:46em}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:3px}"
)


def page(markdown: str) -> bytes:
    """Return a whole page."""
    body = parser().render(markdown)
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Twin</title>"
        f"<style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    ).encode()


def browser() -> str | None:
    """Return the command of a browser that prints, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def printed(html: bytes, folder: Path) -> bytes:
    """Return a page as the browser prints it.

    Raises:
        RuntimeError: it printed nothing.
    """
    source, target = folder / "twin.html", folder / "twin.pdf"
    source.write_bytes(html)
    command = [browser() or "", "--headless", "--no-sandbox", "--disable-gpu"]
    command += [f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    command += [f"--print-to-pdf={target}", source.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    if not target.exists():
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    return target.read_bytes()
