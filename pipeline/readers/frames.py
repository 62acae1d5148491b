"""How two processes talk over pipes: JSON and blobs, each with its length before it."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<Q")
#: More parts than this no message has.
_PARTS = 100_000


class Broken(Exception):
    """The other end is gone, or what came is no message."""


class TooLarge(Broken):
    """A message is larger than the receiver allows."""


def packed(message: Any, blobs: Sequence[bytes] = ()) -> list[bytes]:
    """Return the pieces of one message, in the order in which they are written."""
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    parts = [body, *blobs]
    head = b"".join(_LENGTH.pack(number) for number in (len(parts), *map(len, parts)))
    return [head, *parts]


def send(pipe: BinaryIO, pieces: Sequence[bytes]) -> None:
    """Write a message as ``packed`` gives it.

    Raises:
        OSError: the other end is gone.
    """
    for piece in pieces:
        pipe.write(piece)
    pipe.flush()


def receive(pipe: BinaryIO, largest: int) -> tuple[Any, list[bytes]] | None:
    """Read one message; None where the other end is closed in between two.

    Args:
        pipe: The end to read from.
        largest: Bytes that a message may have.

    Raises:
        TooLarge: it would have more.
        Broken: the pipe ends within a message, or what came is none.
    """
    head = pipe.read(_LENGTH.size)
    if not head:
        return None
    count = _number(head)
    if not 0 < count <= _PARTS:
        raise Broken(f"a message of {count} parts")
    lengths = [_number(_exactly(pipe, _LENGTH.size)) for _ in range(count)]
    if sum(lengths) > largest:
        raise TooLarge(f"a message of {sum(lengths)} bytes")
    body, *blobs = [_exactly(pipe, length) for length in lengths]
    try:
        return json.loads(body), blobs
    except (ValueError, RecursionError) as error:
        raise Broken(f"a message that is not JSON: {error}") from None


def _number(head: bytes) -> int:
    if len(head) < _LENGTH.size:
        raise Broken("a message ends in its length")
    return int(_LENGTH.unpack(head)[0])


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise Broken(f"a message ends after {len(data)} of {length} bytes")
    return data
