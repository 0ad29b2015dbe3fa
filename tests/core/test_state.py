"""The typed state of a run as one attempt sees it: a snapshot, its own writes, and nobody else's."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel

from gorkflow.core.state import RunState, StateKey
from gorkflow.errors import ContextError, DefinitionError, InputError, StateKeyError


class Cart(BaseModel):
    items: list[int]


class Twin(BaseModel):
    items: list[int]


CART = StateKey("cart", Cart)
COUNT = StateKey("count", int)
EITHER: StateKey[Cart | Twin | None] = StateKey("either", Cart | Twin | None)


def state(snapshot: dict[str, bytes] | None = None, *, is_writable: bool = True) -> RunState:
    return RunState({} if snapshot is None else snapshot, lambda: None, is_writable=is_writable)


def committed(written: RunState) -> dict[str, bytes]:
    return {name: value for name, value in written.writes.items() if value is not None}


def test_an_attempt_reads_its_own_writes() -> None:
    """At once, before they are durable."""
    mine = state()
    assert COUNT not in mine
    mine.set(COUNT, 5)
    assert COUNT in mine
    assert mine.get(COUNT) == 5


def test_a_snapshot_does_not_change_while_the_attempt_runs() -> None:
    """Nor does the attempt change it: its writes are taken when it completes."""
    snapshot = committed_count(1)
    mine = state(snapshot)
    mine.set(COUNT, 2)
    mine.delete(CART)
    assert snapshot == committed_count(1)
    assert state(snapshot).get(COUNT) == 1
    assert state({**snapshot, **committed(mine)}).get(COUNT) == 2


def committed_count(value: int) -> dict[str, bytes]:
    written = state()
    written.set(COUNT, value)
    return committed(written)


def test_every_reading_is_a_value_of_its_own() -> None:
    """What is done to it is written with `set` or not at all."""
    mine = state()
    cart = Cart(items=[1])
    mine.set(CART, cart)
    cart.items.append(2)
    first = mine.get(CART)
    first.items.append(3)
    assert mine.get(CART) == Cart(items=[1])


@pytest.mark.parametrize("value", [Cart(items=[1]), Twin(items=[1]), None])
def test_a_member_of_a_union_comes_back_as_itself(value: Cart | Twin | None) -> None:
    """Also from the store."""
    mine = state()
    mine.set(EITHER, value)
    for seen in (mine, state(committed(mine))):
        assert type(seen.get(EITHER)) is type(value)
        assert seen.get(EITHER) == value


def test_a_missing_key_says_so() -> None:
    """Or gives the default, which may be of any type."""
    mine = state()
    with pytest.raises(StateKeyError, match="has no 'count'; set it in an earlier step or give a default"):
        mine.get(COUNT)
    with pytest.raises(KeyError):
        mine.get(COUNT)
    assert mine.get(COUNT, None) is None
    assert mine.get(COUNT, "none") == "none"


def test_a_deleted_key_is_missing() -> None:
    """Deleting one that is not there is harmless, and a deleted one may be written again."""
    mine = state(committed_count(1))
    mine.delete(COUNT)
    assert COUNT not in mine
    assert mine.get(COUNT, 7) == 7
    mine.delete(COUNT)
    assert mine.writes == {"count": None}
    mine.set(COUNT, 3)
    assert mine.get(COUNT) == 3


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        (COUNT, "hunter2", "state key 'count': value: Input should be a valid integer"),
        (CART, Cart.model_construct(items=["hunter2"]), r"state key 'cart': value.items\[0\]"),
        (StateKey("ratio", float), float("nan"), "state key 'ratio': value is NaN or infinite"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_when_it_is_written(
    key: StateKey[Any], value: object, reason: str
) -> None:
    """Nothing is written, and the value is not in the message."""
    mine = state()
    with pytest.raises(InputError, match=reason) as caught:
        mine.set(key, value)
    assert "hunter2" not in str(caught.value)
    assert mine.writes == {}


def test_two_keys_of_one_name_and_two_types_are_told() -> None:
    """The same name means the same value in every step."""
    mine = state()
    mine.set(StateKey("count", str), "many")
    with pytest.raises(ContextError, match=r"'count': the stored value does not fit .* use one StateKey for one name"):
        mine.get(COUNT)


def test_a_pure_step_reads_and_does_not_write() -> None:
    """Its result would depend on how often it is called."""
    mine = state(committed_count(1), is_writable=False)
    assert mine.get(COUNT) == 1
    writes: list[Callable[[], object]] = [lambda: mine.set(COUNT, 2), lambda: mine.delete(COUNT)]
    for write in writes:
        with pytest.raises(ContextError, match="'count' is written by a pure step"):
            write()
    assert mine.writes == {}


def test_a_guard_stands_before_every_use() -> None:
    """Whatever it raises comes out, and nothing happens."""
    is_closed = False

    def guard() -> None:
        if is_closed:
            raise ContextError("closed")

    mine = RunState(committed_count(1), guard)
    mine.set(COUNT, 2)
    is_closed = True
    uses: list[Callable[[], object]] = [
        lambda: mine.get(COUNT),
        lambda: mine.get(COUNT, 1),
        lambda: mine.set(COUNT, 3),
        lambda: mine.delete(COUNT),
        lambda: COUNT in mine,
    ]
    for use in uses:
        with pytest.raises(ContextError, match="closed"):
            use()
    assert committed(mine) == committed_count(2)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a\n", "@input", "k" * 201])
def test_a_name_is_an_id(name: str) -> None:
    """Letters, digits, `_ - .`, at most 200."""
    with pytest.raises(DefinitionError, match="state key"):
        StateKey(name, int)


def test_a_type_that_is_no_data_is_refused() -> None:
    """When the key is made."""
    with pytest.raises(DefinitionError, match="state key 'lock'"):
        StateKey("lock", threading.Lock)
    assert repr(COUNT) == "StateKey('count', <class 'int'>)"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers()), max_size=12), st.booleans())
def test_writes_are_those_of_a_dictionary(steps: list[tuple[str, int | None]], is_stored: bool) -> None:
    """Each read gives the last word; None stands for a deletion."""
    model: dict[str, int] = {}
    stored: dict[str, bytes] = {}
    mine = state(stored)
    for name, value in steps:
        key = StateKey(name, int)
        if value is None:
            mine.delete(key)
            model.pop(name, None)
        else:
            mine.set(key, value)
            model[name] = value
        if is_stored:  # the next step's attempt
            stored = {key: data for key, data in {**stored, **mine.writes}.items() if data is not None}
            mine = state(stored)
        assert {name: mine.get(StateKey(name, int)) for name in "abc" if StateKey(name, int) in mine} == model


def test_instants_and_other_types_are_kept() -> None:
    """Anything that a step may give."""
    key = StateKey("at", dt.datetime)
    mine = state()
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    mine.set(key, at)
    assert state(committed(mine)).get(key) == at
