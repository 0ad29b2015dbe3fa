"""A hash of a body's code: tells which attempts ran before the code was changed, and which after."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

from gorkflow.core.narrowing import is_frozenset

__all__ = ["code_hash"]

_HEX_DIGITS = 16
_LONGEST_CHAIN = 100  # of wrappers; one that wraps itself has no end


def code_hash(handler: Callable[..., Any]) -> str:
    """16 hex digits of a SHA-256 of the body's compiled code, wrappers included; empty where it has none (C functions).

    Comments, the docstring, line numbers, values in a closure and the functions that it calls are no part of it.
    Another minor version of Python compiles to another hash.
    """
    return _joined(tuple([_digest(code, doc) for code, doc in _codes(handler)]))


def _codes(handler: Callable[..., Any]) -> Iterator[tuple[CodeType, str | None]]:
    current: object = handler
    for _ in range(_LONGEST_CHAIN):
        code = getattr(current, "__code__", None) or getattr(type(current).__call__, "__code__", None)
        if isinstance(code, CodeType):
            yield code, current.__doc__
        wrapped = (getattr(current, name, None) for name in ("__wrapped__", "func", "__func__"))
        current = next((one for one in wrapped if one is not None), None)
        if current is None:
            break


@functools.lru_cache(maxsize=4096)
def _joined(digests: tuple[str, ...]) -> str:
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:_HEX_DIGITS] if digests else ""


@functools.lru_cache(maxsize=4096)
def _digest(code: CodeType, doc: str | None) -> str:
    return hashlib.sha256(_described(code, doc).encode()).hexdigest()


def _described(code: CodeType, doc: str | None) -> str:
    # The first constant is the docstring, or None in its place.
    constants = code.co_consts[1:] if code.co_consts[:1] in ((doc,), (None,)) else code.co_consts
    parts = [code.co_code.hex(), code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_flags]
    return repr((parts, [_constant(value) for value in constants]))


def _constant(value: object) -> str:
    if isinstance(value, CodeType):
        return _described(value, None)
    if is_frozenset(value):  # in an order that differs between processes
        return repr(sorted(map(repr, value)))
    return repr(value)
