"""Records <-> plain data that two processes may exchange without trusting each other.

The receiver says which class it expects; names of classes never travel, nothing is unpickled, and
every value is checked against the field's declared type. Records of numbers alone (word boxes)
travel as packed bytes, everything else as JSON.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

#: Codes of ``struct`` for numbers: 64 bits each, so that a value comes back as it was.
_CODES: dict[Any, str] = {int: "q", float: "d", bool: "?"}

Encoder = Callable[[Any, list[bytes]], Any]
Decoder = Callable[[Any, list[bytes]], Any]


class Malformed(Exception):
    """Data that is not what the receiver expects."""


def encode(value: Any, kind: Any) -> tuple[Any, list[bytes]]:
    """Return JSON data and blobs of a value.

    Args:
        value: A record, or a tuple of records.
        kind: Its type, such as ``Document`` or ``tuple[Member, ...]``.
    """
    blobs: list[bytes] = []
    return _codec(kind)[0](value, blobs), blobs


def decode(data: Any, blobs: list[bytes], kind: Any) -> Any:
    """Return the value of a type; the reverse of ``encode``.

    Raises:
        Malformed: the data does not fit the type, or the record refuses it.
    """
    try:
        return _codec(kind)[1](data, blobs)
    except Malformed:
        raise
    except (ValueError, TypeError, LookupError, struct.error, RecursionError) as error:
        raise Malformed(f"{type(error).__name__}: {error}") from error


@lru_cache(maxsize=256)
def _codec(kind: Any) -> tuple[Encoder, Decoder]:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(kind, args)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return _many(args[0])
        return _fixed(args)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if kind is bytes:
        return _bytes()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        enum: type[StrEnum] = kind
        return lambda value, _: enum(value).value, lambda data, _: enum(_checked(data, str))
    if kind in (str, int, float, bool):
        return _plain(kind)
    raise TypeError(f"no way to exchange {kind!r} between processes")


def _checked(data: Any, kind: type) -> Any:
    if type(data) is not kind:
        raise Malformed(f"{kind.__name__} expected, {type(data).__name__} came")
    return data


def _plain(kind: type) -> tuple[Encoder, Decoder]:
    if kind is float:
        return lambda value, _: float(value), lambda data, _: float(
            data if type(data) is int else _checked(data, float)
        )
    return lambda value, _: kind(value), lambda data, _: _checked(data, kind)


def _bytes() -> tuple[Encoder, Decoder]:
    def encoder(value: Any, blobs: list[bytes]) -> int:
        blobs.append(value)
        return len(blobs) - 1

    return encoder, _blob


def _blob(data: Any, blobs: list[bytes]) -> bytes:
    if type(data) is not int or not 0 <= data < len(blobs):
        raise Malformed("a blob is missing")
    return blobs[data]


def _optional(kind: Any, args: tuple[Any, ...]) -> tuple[Encoder, Decoder]:
    rest = [arg for arg in args if arg is not NoneType]
    if len(rest) != 1 or len(args) != 2:
        raise TypeError(f"no way to exchange {kind!r} between processes")
    to, back = _codec(rest[0])
    return (
        lambda value, blobs: None if value is None else to(value, blobs),
        lambda data, blobs: None if data is None else back(data, blobs),
    )


def _fixed(args: tuple[Any, ...]) -> tuple[Encoder, Decoder]:
    codecs = [_codec(arg) for arg in args]

    def encoder(value: Any, blobs: list[bytes]) -> list[Any]:
        return [to(item, blobs) for (to, _), item in zip(codecs, value, strict=True)]

    def decoder(data: Any, blobs: list[bytes]) -> tuple[Any, ...]:
        items = _checked(data, list)
        return tuple(back(item, blobs) for (_, back), item in zip(codecs, items, strict=True))

    return encoder, decoder


def _many(kind: Any) -> tuple[Encoder, Decoder]:
    layout = _flat(kind) if is_dataclass(kind) else None
    if layout is not None and isinstance(kind, type):
        return _packed(kind, layout)
    to, back = _codec(kind)
    return (
        lambda value, blobs: [to(item, blobs) for item in value],
        lambda data, blobs: tuple([back(item, blobs) for item in _checked(data, list)]),
    )


def _record(kind: Any) -> tuple[Encoder, Decoder]:
    hints = get_type_hints(kind)
    names = [item.name for item in fields(kind) if item.init]
    codecs = [(name, *_codec(hints[name])) for name in names]

    def encoder(value: Any, blobs: list[bytes]) -> list[Any]:
        return [to(getattr(value, name), blobs) for name, to, _ in codecs]

    def decoder(data: Any, blobs: list[bytes]) -> Any:
        items = _checked(data, list)
        found = [back(item, blobs) for (_, _, back), item in zip(codecs, items, strict=True)]
        return kind(*found)

    return encoder, decoder


def _flat(kind: Any) -> str | None:
    """Return the codes of a record of numbers, one group a field; None where it holds others."""
    hints = get_type_hints(kind)
    codes = []
    for item in fields(kind):
        hint = hints[item.name]
        inner = get_args(hint) if get_origin(hint) is tuple else (hint,)
        if not item.init or any(arg not in _CODES for arg in inner):
            return None
        codes.append("".join(_CODES[arg] for arg in inner))
    return " ".join(codes)


def _packed(kind: Any, layout: str) -> tuple[Encoder, Decoder]:
    hints = get_type_hints(kind)
    groups = layout.split()
    names = [item.name for item in fields(kind)]
    nested = [get_origin(hints[name]) is tuple for name in names]
    form = struct.Struct("<" + "".join(groups))
    ends = [sum(map(len, groups[: place + 1])) for place in range(len(groups))]
    cuts = [
        slice(end - len(group), end) if deep else end - 1
        for group, end, deep in zip(groups, ends, nested, strict=True)
    ]

    def encoder(value: Any, blobs: list[bytes]) -> int:
        rows = []
        for record in value:
            row: list[Any] = []
            for name, deep in zip(names, nested, strict=True):
                item = getattr(record, name)
                row.extend(item) if deep else row.append(item)
            rows.append(form.pack(*row))
        blobs.append(b"".join(rows))
        return len(blobs) - 1

    def decoder(data: Any, blobs: list[bytes]) -> tuple[Any, ...]:
        rows = form.iter_unpack(_blob(data, blobs))
        return tuple([kind(*[row[cut] for cut in cuts]) for row in rows])

    return encoder, decoder
