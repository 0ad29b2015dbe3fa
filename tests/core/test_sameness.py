"""When two JSON texts are the same value of a type: the order of what has none does not count, everything else does."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, JsonValue

from gorkflow.core.values import codec_for


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Order(BaseModel):
    tags: set[str]
    at: dt.datetime
    items: list[JsonValue]


def order(tags: str, items: str = "[1, true]", at: str = "2026-01-01T00:00:00Z") -> bytes:
    return f'{{"tags": {tags}, "at": "{at}", "items": {items}}}'.encode()


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (set[str], b'["a","b"]', b'["b","a"]'),
        (frozenset[tuple[int, int]], b"[[1,2],[3,4]]", b"[[3,4],[1,2]]"),
        (dict[str, int], b'{"a":1,"b":2}', b'{"b":2,"a":1}'),
        (dict[str, set[int]], b'{"a":[1,2],"b":[]}', b'{"b":[],"a":[2,1]}'),
        (list[set[str]], b'[["a","b"],[]]', b'[["b","a"],[]]'),
        (JsonValue, b'{"a":1,"b":{"c":[],"d":null}}', b'{"b":{"d":null,"c":[]},"a":1}'),
        (Order, order('["a", "b"]'), order('["b", "a"]')),
        (float, b"1.0", b"1.00"),
    ],
)
def test_order_does_not_count_where_there_is_none(form: Any, one: bytes, other: bytes) -> None:
    """In sets and dicts, however deep."""
    assert codec_for(form).is_same(one, other)
    assert codec_for(form).is_same(other, one)


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (set[str], b'["a","b"]', b'["a","c"]'),
        (set[str], b'["a","b"]', b'["a"]'),
        (list[int], b"[1,2]", b"[2,1]"),
        (list[Colour], b'["red","blue"]', b'["blue","red"]'),
        (frozenset[tuple[int, int]], b"[[1,2]]", b"[[2,1]]"),
        (dict[str, list[int]], b'{"a":[1,2],"b":[]}', b'{"b":[],"a":[2,1]}'),
        (dict[str, int], b'{"a":1,"b":2}', b'{"a":1}'),
        (JsonValue, b"[1]", b"[true]"),
        (JsonValue, b"[1]", b"[1.0]"),
        (JsonValue, b"[1,true]", b"[true,1]"),
        (set[int | bool], b"[1]", b"[true]"),
        (Decimal, b'"1.0"', b'"1.00"'),
        (Order, order('["a", "b"]'), order('["b", "a"]', "[true, 1]")),
        (Order, order('["a", "b"]'), order('["b", "a"]', at="2026-01-01T00:00:00+01:00")),
        (int, b"1", b'"x"'),
        (int, b"1", b"no JSON"),
    ],
)
def test_all_else_counts(form: Any, one: bytes, other: bytes) -> None:
    """Order in lists, classes of numbers, offsets; and what does not fit the type is nothing of it."""
    assert not codec_for(form).is_same(one, other)
    assert not codec_for(form).is_same(other, one)


def test_members_of_a_union_are_read_by_their_own_type() -> None:
    """A list is not a set."""
    codec = codec_for(list[int] | set[int])
    assert codec.is_same(b"[1,2]", b"[2,1]", 1)
    assert not codec.is_same(b"[1,2]", b"[2,1]", 0)
