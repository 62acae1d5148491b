"""What the reading process can be asked: to read a file, to unpack one, to draw a page."""

from __future__ import annotations

from typing import Any

from pipeline.readers import codec, limits


def answer(question: Any, blobs: list[bytes]) -> tuple[Any, list[bytes]]:
    """Answer a question of ``isolate.Reader``; the first blob is the file.

    Raises:
        LacunaError: what is asked cannot be had, or our own data is at fault.
    """
    data, name = blobs[0], question["name"]
    if question["do"] == "read":
        from pipeline.readers.read import read_bytes
        from pipeline.schema import Document

        return codec.encode(read_bytes(data, name), Document)
    if question["do"] == "unpack":
        from pipeline.readers.archive import Unpacked, unpack

        return codec.encode(unpack(data, name, limits.current()), Unpacked | None)
    from pipeline.readers.page_image import PageImage, render

    return codec.encode(render(data, question["page"], question["scale"]), PageImage)
