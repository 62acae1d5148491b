"""The frame of an HTML page of ours: no script, and nothing that is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pipeline.export.plain import plain

_BASE = """
body{font:15px/1.45 system-ui,sans-serif;color:#1b1f24;max-width:66rem;margin:2rem auto;
padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem;margin:1.2rem 0 .2rem}
"""


def page(title: str, style: str, body: Iterable[str]) -> str:
    """Return a whole page.

    Args:
        title: Its title and first heading, as words.
        style: CSS beside the common one.
        body: Parts in HTML.
    """
    head = words(title)
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="en">\n<head><title>{head}</title>',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            "style-src 'unsafe-inline'\">",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<style>{_BASE}{style}</style></head>",
            f"<body><h1>{head}</h1>",
            *body,
            "</body></html>\n",
        ]
    )


def words(text: str) -> str:
    """Return others' words so that they show as the characters that they are."""
    return escape(plain(text), quote=True)
