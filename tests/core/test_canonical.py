"""One text for each value: it tells what `is_same` tells, in one look instead of two."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import OrderedDict, deque
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, ConfigDict, JsonValue, RootModel, field_serializer
from typing_extensions import TypedDict

from gorkflow.core.canonical import canonical, is_ordered
from gorkflow.core.values import codec_for


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Pair(NamedTuple):
    left: frozenset[int]
    right: int


class Typed(TypedDict):
    a: int
    b: set[str]


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")

    x: int = 0


class Names(RootModel[set[str]]):
    pass


@dataclass
class Box:
    things: set[int]
    label: str = ""


@dataclass
class Plain:
    number: int
    when: dt.date | None = None


class Order(BaseModel):
    tags: set[str]
    prices: dict[str, list[int]] = {}
    boxes: list[Box] = []


class Line(BaseModel):
    count: int
    what: Literal["a", "b"] = "a"
    plain: list[Plain] = []


class Written(BaseModel):
    tags: set[str]

    @field_serializer("tags")
    def sort_tags(self, tags: set[str]) -> list[str]:
        return sorted(tags)


small = st.integers(0, 2)
letters = st.sampled_from("abc")
VALUES: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "set": (set[int], st.sets(small)),
    "sets in a set": (frozenset[frozenset[str]], st.frozensets(st.frozensets(letters))),
    "dict": (dict[str, int], st.dictionaries(letters, small)),
    "dict of numbers": (dict[int, set[str]], st.dictionaries(small, st.sets(letters))),
    "list of sets": (list[set[int]], st.lists(st.sets(small))),
    "list": (list[int], st.lists(small)),
    "union": (list[int] | set[int], st.lists(small) | st.sets(small)),
    "named tuple": (Pair, st.builds(Pair, st.frozensets(small), small)),
    "dataclass": (Box, st.builds(Box, st.sets(small), letters)),
    "model": (Order, st.builds(
        Order, tags=st.sets(letters), prices=st.dictionaries(letters, st.lists(small)),
        boxes=st.lists(st.builds(Box, st.sets(small)), max_size=2),
    )),
    "root model": (Names, st.builds(Names, st.sets(letters))),
    "extras": (Open, st.dictionaries(letters, small).map(lambda extras: Open(**extras))),
    "typed dict": (Typed, st.fixed_dictionaries({"a": small, "b": st.sets(letters)})),
    "serialiser": (Written, st.builds(Written, tags=st.sets(letters))),
    "json": (JsonValue, st.recursive(
        st.none() | st.booleans() | small | st.floats(0, 1) | letters,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(letters, inner, max_size=3),
        max_leaves=5,
    )),
    "enum": (list[Colour], st.lists(st.sampled_from(Colour))),
}  # fmt: skip


def shuffled(value: object, rng: Random) -> Any:
    """An equal value whose sets and dicts were filled in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(part, rng)) for key, part in value.items()]
        rng.shuffle(items)
        return dict(items)
    if isinstance(value, set | frozenset):
        parts = [shuffled(part, rng) for part in value]
        rng.shuffle(parts)
        return type(value)(parts)
    if isinstance(value, list):
        return [shuffled(part, rng) for part in value]
    return value


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data(), rng=st.randoms(use_true_random=False))
def test_the_text_is_the_same_exactly_for_the_same_values(kind: str, data: st.DataObject, rng: Random) -> None:
    """What `is_same` says of the JSON of two values, the comparison of their texts says as well."""
    form, values = VALUES[kind]
    codec = codec_for(form)
    one = data.draw(values)
    other = data.draw(st.just(shuffled(one, rng)) | values)
    encoded, again = codec.encode(one), codec.encode(other)
    is_same = encoded.arm == again.arm and codec.is_same(encoded.data, again.data, encoded.arm)
    texts = (encoded.arm, canonical(one, encoded.data)), (again.arm, canonical(other, again.data))
    assert (texts[0] == texts[1]) is is_same
    if is_ordered(form):
        assert (encoded.data == again.data) is is_same


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (int, True),
        (str | None, True),
        (list[tuple[int, ...]], True),
        (Line, True),
        (Plain, True),
        (deque[Decimal], True),
        (Colour, True),
        (Literal["a", "b"], True),
        (set[int], False),
        (dict[str, int], False),
        (list[dict[str, int]], False),
        (Order, False),
        (Box, False),
        (Pair, False),
        (Typed, False),
        (Open, False),
        (Names, False),
        (JsonValue, False),
        (object, False),
        (Any, False),
        (list[Any], False),
        (list[int] | set[int], False),
    ],
)
def test_types_without_sets_and_dicts_need_no_other_text(form: Any, expected: bool) -> None:
    """Where it cannot be known, and where a part is a set or a dict, they do."""
    assert is_ordered(form) is expected


def test_a_dict_whose_order_counts_keeps_it() -> None:
    """Two OrderedDicts in another order are not equal; of plain dicts the order says nothing."""
    one, other = OrderedDict(a=1, b=2), OrderedDict(b=2, a=1)
    for form, is_same in ((OrderedDict[str, int], False), (dict[str, int], True)):
        codec = codec_for(form)
        values = (one, other) if form != dict[str, int] else (dict(one), dict(other))
        texts = {canonical(value, codec.encode(value).data) for value in values}
        assert (len(texts) == 1) is is_same


def test_a_set_is_no_list() -> None:
    """Also where both hold the same."""
    assert canonical({1}, b"[1]") != canonical([1], b"[1]")


def test_it_is_the_same_in_every_process() -> None:
    """The order of sets differs between them."""
    program = (
        "from gorkflow.core.canonical import canonical; from gorkflow.core.values import codec_for; "
        "value = {'left', 'right', 'middle', 'end'}; print(canonical(value, codec_for(set[str]).encode(value).data))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 4)
    }
    assert found == {"""b"<'end','left','middle','right'>"\n"""}


def test_what_is_nested_without_end_is_an_error() -> None:
    """Not a crash of the interpreter."""
    deep = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(ValueError, match="recursion"):
        canonical(None, deep)
