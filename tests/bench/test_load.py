"""Many calls at once, as a worker process makes them."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable

import pytest

from gorkflow import step
from gorkflow.bench.fakes import Body
from gorkflow.bench.load import Load
from gorkflow.bench.samples import Sample
from gorkflow.bench.sweeping import batches_of, items_of, takes_a_list, why_no_sweep
from gorkflow.bench.wire import Level


def sample(value: bytes = b"1") -> Sample:
    """A recorded input."""
    return Sample("run", "double", "double", (value,), (None,), 0.01, 1, 0.0, {}, {})


@step(pure=True)
def double(number: int) -> int:
    return number * 2


@step(pure=True)
async def redouble(number: int) -> int:
    return number * 4


def loaded(function: Callable[[int], object], inputs: int, *, is_async: bool) -> Load:
    """With so many inputs: 0, 1, 2, ..."""
    load = Load()
    body = Body(function, takes_context=False, is_async=is_async)
    for number in range(inputs):
        load.add(0, redouble if is_async else double, body, (), (None,), (str(number).encode(),))
    return load


@pytest.mark.parametrize("at_once", [1, 2, 8])
def test_bodies_in_threads_are_called_so_many_at_once(at_once: int) -> None:
    """None of them comes back before all are there; the inputs are called equally often."""
    barrier = threading.Barrier(at_once)
    called: Counter[int] = Counter()

    def body(number: int) -> int:
        barrier.wait(timeout=60)
        called[number] += 1
        return number

    done = loaded(body, 8, is_async=False).run(Level(group=0, at_once=at_once, calls=9, seconds=0))
    assert (len(done.taken), done.failed, done.error) == (16, 0, "")
    assert called == dict.fromkeys(range(8), 2)
    assert done.seconds > 0


async def test_bodies_on_the_loop_are_called_so_many_at_once() -> None:
    """And never more."""
    at_work: list[int] = [0, 0]

    async def body(number: int) -> int:
        at_work[0] += 1
        at_work[1] = max(at_work)
        await asyncio.sleep(0)
        at_work[0] -= 1
        return number

    load = loaded(body, 5, is_async=True)
    done = await asyncio.to_thread(load.run, Level(group=0, at_once=4, calls=20, seconds=0))
    assert (len(done.taken), at_work) == (20, [0, 4])


@pytest.mark.parametrize("is_async", [True, False])
def test_a_call_that_raises_is_counted_and_the_others_go_on(is_async: bool) -> None:
    """Also what is no Exception, and an output of another type than the step declares."""

    def wrong(number: int) -> object:
        if number == 0:
            raise SystemExit(3)
        return "text" if number == 1 else number

    async def wrong_later(number: int) -> object:
        return wrong(number)

    load = loaded(wrong_later if is_async else wrong, 4, is_async=is_async)
    done = load.run(Level(group=0, at_once=2, calls=8, seconds=0))
    assert (len(done.taken), done.failed) == (4, 4)
    assert done.error.startswith(("SystemExit: 3", "gorkflow.core.values.ValueRefusedError", "ValueRefusedError"))


def test_a_round_goes_on_for_its_time_at_least() -> None:
    """In whole passes."""
    done = loaded(lambda number: number, 7, is_async=False).run(Level(group=0, at_once=1, calls=1, seconds=0.02))
    assert (len(done.taken) % 7, done.seconds >= 0.02) == (0, True)


@step(pure=True)
def add(numbers: list[int]) -> int:
    return sum(numbers)


@step(pure=True, executor="process")
def apart(number: int) -> int:
    return number


@step(pure=True, executor="inline")
def within(number: int) -> int:
    return number


def test_items_of_recorded_lists_are_made_into_calls_of_any_size() -> None:
    """What is left over is left out, and what cannot be read as a list is none."""
    samples = [sample(b"[1, 2, 3]"), sample(b"[]"), sample(b"[4, 5]"), sample(b"7")]
    items = items_of(samples)
    assert items == [1, 2, 3, 4, 5]
    assert [one.values for one in batches_of(samples[0], items, 2)] == [(b"[1,2]",), (b"[3,4]",)]
    assert batches_of(samples[0], items, 6) == []
    assert len(batches_of(samples[0], list(range(5000)), 1)) == 64


def test_what_cannot_be_swept_is_told() -> None:
    """How many bodies run in processes, or hold the loop, is not up to the step."""
    assert [takes_a_list(one) for one in (double, add)] == [False, True]
    assert [why_no_sweep(one) is None for one in (double, redouble, apart, within)] == [True, True, False, False]
    assert "process_workers" in str(why_no_sweep(apart))
