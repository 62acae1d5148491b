"""Damage to files, the same for the same seed: bytes, words of formats, and what zips hold."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence

#: What readers look for; put where it does not belong, it breaks what is built upon it.
WORDS: dict[str, tuple[bytes, ...]] = {
    "pdf": (
        *(b"obj", b"endobj", b"stream\n", b"endstream", b"xref", b"trailer<</Root 1 0 R>>"),
        *(
            b"/Kids[1 0 R 2 0 R]",
            b"/Parent 2 0 R",
            b"/Count -1",
            b"/Count 2147483647",
            b"/Length 0",
        ),
        *(b"/Filter/FlateDecode", b"/Rotate 91", b"/MediaBox[0 0 1e9 1e9]", b"/MediaBox[0 0 0 0]"),
        *(
            b" BT /F1 0 Tf ",
            b" q " * 50,
            b" Q Q Q ",
            b" 0 0 0 0 0 0 cm ",
            b" 1e38 0 0 1e38 0 0 cm ",
        ),
        *(
            b"<<" * 40,
            b"[" * 60,
            b"(\\377\\376",
            b"/W[1 8 1]",
            b"/Encrypt 1 0 R",
            b"/ToUnicode 3 0 R",
        ),
    ),
    "html": (
        *(b"<table>", b"<tr><td colspan=99999>", b"<td rowspan=99999>", b"</table>", b"<div>" * 50),
        *(
            b"<script>",
            b"<style>",
            b"<!--",
            b"-->",
            b"<![CDATA[",
            b"<svg>",
            b"<template>",
            b"<pre>",
        ),
        *(
            b"<input type=checkbox checked>",
            b"&#x110000;",
            b"&amp" * 20,
            b"<h9>",
            b"<a href='",
            b"\x00",
        ),
        *(b"<details><summary>", b"<dl><dt><dd>", b"<sup>", b"<title>", b'<meta charset="utf-7">'),
    ),
    "md": (
        *(
            b"---\n",
            b"```\n",
            b"~~~",
            b"|---|\n",
            b"| a | b |\n",
            b"$$",
            b"<table>",
            b"<!--",
            b"> " * 60,
        ),
        *(b"* " * 40, b"[a](b" * 20, b"![](", b"[^1]: ", b"#" * 9 + b" x\n", b"\t" * 50, b"- [x] "),
        *(
            b"<|user|>",
            b"\\(",
            b"&lt;",
            b"\xef\xbb\xbf",
            b"license: !!python/object:os\n",
            b"- &a *a\n",
        ),
    ),
    "txt": (
        b"\x00",
        b"\x0c",
        b"\r",
        b"\x1b[2J",
        b"\xe2\x80\xae",
        b"=====\n",
        b"1. \n",
        b"\xf0\x9f",
        b"\t",
    ),
    "json": (
        *(
            b"[" * 80,
            b'{"a":' * 60,
            b"NaN",
            b"1e999",
            b'"\\ud800"',
            b'"model-index":',
            b",,",
            b"null",
        ),
        *(b'{"text": "', b"-", b"1" * 400, b'"\\u0000"', b"\n{}\n", b"true false"),
    ),
    "yaml": (
        *(
            b"&a [*a]",
            b"&b {<<: *b}",
            b"!!python/object/apply:os.system [x]",
            b"? ",
            b"- - - - ",
            b"|2\n",
        ),
        *(
            b"%YAML 9.9\n",
            b"---\n",
            b"...\n",
            b"'",
            b"{a: [b",
            b"\t",
            b"0x" + b"f" * 300,
            b"*x",
            b"!!binary ",
        ),
    ),
    "xml": (
        *(
            b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
            b"&b;",
            b"</w:p>",
            b"<w:p>",
            b"<w:tbl><w:tr><w:tc>",
            b"<w:r>",
        ),
        *(
            b'<w:gridSpan w:val="99999"/>',
            b"<w:vMerge/>",
            b"<w:del>",
            b"<w:sdt>",
            b"<mc:AlternateContent>",
        ),
        *(
            b'w:val="-1"',
            b"<w:br/>" * 30,
            b"<w:footnoteReference w:id='7'/>",
            b"]]>",
            b"\x00",
            b"<w:fldChar/>",
        ),
    ),
}

#: When members of a damaged zip were changed: always the same, so that the bytes are.
_DAY = (2026, 1, 1, 0, 0, 0)

_Change = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def _flip(data: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    for _number in range(chance.choice((1, 1, 2, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at, length = chance.randrange(len(data)), chance.choice((1, 2, 4, 16, 200))
    value = chance.choice((0x00, 0xFF, 0x20, 0x0A, 0x28, 0x3C, 0x7F, chance.randrange(256)))
    data[at : at + length] = bytes([value]) * min(length, len(data) - at)


def _cut(data: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 3, 20, 300, 5000))]


def _end(data: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    del data[chance.randrange(len(data)) :]


def _repeat(data: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = chance.randrange(len(data))
    part = bytes(data[at : at + chance.choice((1, 8, 40, 400))])
    data[at:at] = part * chance.choice((1, 2, 10, 60))


def _move(data: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at, to = chance.randrange(len(data)), chance.randrange(len(data))
    part = bytes(data[at : at + chance.choice((4, 40, 400))])
    del data[at : at + len(part)]
    data[to:to] = part


def _word(data: bytearray, chance: random.Random, words: Sequence[bytes]) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + chance.choice((0, 0, 1, 9))] = chance.choice(words)


def _number(data: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """Give some number of the file another value: lengths, counts, spans, offsets."""
    digits = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    if not digits:
        return
    at = chance.choice(digits)
    end = at
    while end < len(data) and 0x30 <= data[end] <= 0x39:
        end += 1
    data[at:end] = chance.choice(
        (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999")
    )


_CHANGES: tuple[_Change, ...] = (
    _flip,
    _overwrite,
    _cut,
    _end,
    _repeat,
    _move,
    _word,
    _word,
    _number,
)


def mutated(data: bytes, kind: str, seed: int) -> bytes:
    """Return a damaged copy of a file.

    Args:
        data: The file.
        kind: ``pdf``, ``html``, ``md``, ``txt``, ``json``, ``yaml``, ``docx`` or ``zip``.
        seed: The same seed gives the same damage.
    """
    chance = random.Random(seed)
    if kind in ("docx", "zip") and chance.random() < 0.8:
        return _within(data, chance)
    if kind == "pdf" and chance.random() < 0.4:
        return _streams(data, chance)
    return _damaged(data, WORDS.get(kind, WORDS["xml"]), chance)


def _damaged(data: bytes, words: Sequence[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        if changed:
            chance.choice(_CHANGES)(changed, chance, words)
    return bytes(changed)


def _within(data: bytes, chance: random.Random) -> bytes:
    """Damage members of a zip before they are packed, so that the damage is read."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [(info.filename, package.read(info)) for info in package.infolist()]
    victims = {chance.randrange(len(members)) for _ in range(chance.choice((1, 1, 2)))}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content) in enumerate(members):
            if number in victims:
                if chance.random() < 0.1:
                    name = chance.choice(("../x", "/etc/x", "a\x01b", "CON.md", name * 9, "x.zip"))
                elif chance.random() < 0.1:
                    continue
                suffix = name.rsplit(".", 1)[-1].lower()
                words = WORDS.get(suffix, WORDS["xml"])
                content = _damaged(content, words, chance) if content else content
            package.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _streams(data: bytes, chance: random.Random) -> bytes:
    """Damage one packed stream of a PDF under its packing; its length no longer fits."""
    starts = [at for at in range(len(data)) if data.startswith(b"stream", at)]
    starts = [at for at in starts if not data.startswith(b"endstream", max(at - 3, 0))]
    chance.shuffle(starts)
    for start in starts[:8]:
        begin = start + len(b"stream")
        begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
        end = data.find(b"endstream", begin)
        try:
            plain = zlib.decompressobj().decompress(data[begin:end], 5_000_000)
        except zlib.error:
            plain = b""
        if plain:
            packed = zlib.compress(_damaged(plain, WORDS["pdf"], chance))
            return data[:begin] + packed + b"\n" + data[end:]
    return _damaged(data, WORDS["pdf"], chance)
