"""What a caller without a type checker may give, and what must come of it: nothing, or an error that helps."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from gorkflow import GorkflowError

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
MAX_LINE = 700

Call = Callable[[Any], object]
"""Called with one value after another."""

Stored = Callable[[], Awaitable[object]]
"""What is in a store."""


class Thing:
    """A class where an instance is meant."""


class Unprintable:
    """Its repr fails."""

    def __repr__(self) -> str:
        raise RuntimeError


VALUES: dict[str, object] = {
    "None": None,
    "an int": 3,
    "zero": 0,
    "negative": -1,
    "huge": 10**30,
    "beyond a float": 10**400,
    "beyond a text": 10**5000,
    "float": 3.5,
    "nan": math.nan,
    "inf": math.inf,
    "largest": 1e308,
    "bool": True,
    "text": "x",
    "empty": "",
    "long": "x" * 100_000,
    "NUL": "a\0b",
    "line": "a\nb\r",
    "ansi": "\x1b[31mred",
    "surrogate": "\ud800",
    "bytes": b"x",
    "list": [],
    "list of texts": ["a\nb\x1b[1m"],
    "tuple of lists": ([],),
    "bytearray": bytearray(b"x"),
    "dict": {},
    "dict of texts": {"\nk": "\x1b[3m"},
    "dict of ints": {1: 2},
    "set": {1},
    "object": object(),
    "unprintable": Unprintable(),
    "lock": threading.Lock(),
    "class": Thing,
    "type": int,
    "lambda": lambda: 1,
    "exception": ValueError("a\x1b[1m"),
}


async def complaint(call: Call, value: object, *, stored: Stored | None = None) -> str | None:
    """What is wrong with how a call refuses a value; None where it takes it, or refuses it as it should.

    Args:
        call: what is tried.
        value: what it is given.
        stored: what must be the same after a refusal as before.
    """
    before = None if stored is None else await stored()
    try:
        result = call(value)
        if isawaitable(result):
            await _awaited(result)
    except GorkflowError as error:
        if stored is not None and await stored() != before:
            return f"{type(error).__name__}, and yet something was stored"
        return _complaint_of(error)
    except Exception as error:  # noqa: BLE001  # that is what is tested
        return f"{type(error).__name__}: {error!s:.100}"
    return None


async def complaints(call: Call, *, stored: Stored | None = None) -> dict[str, str]:
    """As `complaint`, by the names of the values."""
    found = {name: await complaint(call, value, stored=stored) for name, value in VALUES.items()}
    return {name: text for name, text in found.items() if text is not None}


async def _awaited(result: Awaitable[object]) -> object:
    return await result


def _complaint_of(error: GorkflowError) -> str | None:
    text = str(error)
    first = text.partition("\n")[0]
    if not first.strip():
        return f"{type(error).__name__} without a first line"
    if CONTROL.search(text.replace("\n", "")):
        return f"{type(error).__name__} with control characters: {first!r:.100}"
    if len(first) > MAX_LINE:
        return f"{type(error).__name__} with a first line of {len(first)} characters: {first:.100}"
    return None
