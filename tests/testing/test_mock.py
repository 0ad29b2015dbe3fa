"""mock_step: another body for a step, wherever it stands, for as long as the block lasts."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import AsyncMock

import pytest

from gorkflow import (
    DefinitionError,
    Engine,
    RetryPolicy,
    RunFailedError,
    SettingError,
    Step,
    StepContext,
    connect,
    step,
    workflow,
)
from gorkflow.runtime import bodies
from gorkflow.runtime.attempt import Attempt
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing import MockCall, mock_step

calls: Counter[str] = Counter()


@step(retry=RetryPolicy(3, delay=0))
async def load(order_id: int) -> int:
    calls["load"] += 1
    return 10 * order_id


@step
def price(ctx: StepContext, cents: int) -> float:
    calls["price"] += 1
    return cents / 100


@step(executor="process")
def add(one: float, other: float) -> float:
    return one + other


@step
async def tick() -> int:
    return 1


@step
async def undo(order_id: int, cents: int) -> None:
    calls["undo"] += 1


@step
async def fails(cents: int) -> int:
    raise ValueError("no")


@pytest.fixture(autouse=True)
def none_called() -> None:
    """The bodies are counted anew."""
    calls.clear()


shop = workflow("shop").then(load).then(price).build()


async def test_a_mock_stands_for_the_body_in_a_workflow_that_is_built() -> None:
    """Inside the block; before and after it the body itself runs. Definition and fingerprint stay as they are."""
    before = shop.fingerprint
    async with connect() as engine:
        with mock_step(load, returns=700) as mock:
            assert await shop.run(1, on=engine) == 7.0
            assert shop.fingerprint == before
        assert await shop.run(1, on=engine) == 0.1
    assert (mock.inputs, mock.call_count) == ([1], 1)
    assert calls == {"load": 1, "price": 2}


async def test_the_calls_say_which_run_and_step_and_attempt() -> None:
    """Retries are calls of their own."""
    async with connect() as engine:
        with mock_step(load, side_effect=(TimeoutError(), KeyError, 300)) as mock:
            handle = await shop.start(5, on=engine)
            assert await handle.result() == 3.0
    assert mock.calls == [MockCall(handle.run_id, "load", attempt, 5) for attempt in (1, 2, 3)]


async def test_a_mock_that_raises_fails_the_step_as_its_body_would() -> None:
    """Each attempt; the same exception may be given once for all of them."""
    error = ConnectionError("gone")
    async with connect() as engine:
        with mock_step(load, raises=error) as mock, pytest.raises(RunFailedError, match="ConnectionError: gone"):
            await shop.run(1, on=engine)
    assert mock.call_count == 3


async def test_a_mock_that_has_no_outcome_left_fails_the_run() -> None:
    """And says how many it had."""
    async with connect() as engine:
        with mock_step(price, side_effect=(1.0,)):
            assert await shop.run(1, on=engine) == 1.0
            with pytest.raises(RunFailedError, match="the mock of step 'price' has 1 outcomes, and one more call came"):
                await shop.run(1, on=engine)


async def test_what_a_mock_gives_is_validated() -> None:
    """As the output of the body: a wrong type fails the step with OutputTypeError."""
    async with connect() as engine:
        with mock_step(load, returns="ten"), pytest.raises(RunFailedError, match="output_type"):  # type: ignore[misc]  # that is what is tested
            await shop.run(1, on=engine)


async def test_the_innermost_mock_counts() -> None:
    """And the outer one again when it has gone, in whatever order they go."""
    async with connect() as engine:
        outer, inner = mock_step(load, returns=100), mock_step(load, returns=200)
        with outer:
            with inner:
                assert await shop.run(1, on=engine) == 2.0
            assert await shop.run(1, on=engine) == 1.0
        outer.__enter__()
        inner.__enter__()
        outer.__exit__(None, None, None)
        assert await shop.run(1, on=engine) == 2.0
        inner.__exit__(None, None, None)
        assert await shop.run(1, on=engine) == 0.1


def test_without_a_mock_the_engine_is_as_it_was() -> None:
    """Nothing is asked at an attempt: the mock changes who makes attempts, and puts it back."""
    assert bodies.make_attempt is Attempt
    with mock_step(load, returns=1):
        assert bodies.make_attempt is not Attempt
    assert bodies.make_attempt is Attempt


async def test_a_mock_stands_for_copies_of_the_step() -> None:
    """Under other ids too, with another tolerance and with an undo step."""
    flow = workflow("copies").then(load.named("again")).then(price.or_none()).build()
    undone = workflow("undone").then(load.compensated_by(undo)).then(fails).build()
    async with connect() as engine:
        with (
            mock_step(load, returns=500) as mock,
            mock_step(price, raises=KeyError),
            mock_step(undo, returns=None) as un,
        ):
            assert await flow.run(1, on=engine) is None
            with pytest.raises(RunFailedError, match="what it did was undone"):
                await undone.run(2, on=engine)
    assert [call.step_id for call in mock.calls] == ["again", "load"]
    assert un.inputs == [(2, 500)]
    assert calls == {}


async def test_a_mock_of_a_named_copy_stands_for_that_id_alone() -> None:
    """The step itself keeps its body."""
    again = load.named("again")
    flow = workflow("both").parallel(load, again).build()
    async with connect() as engine:
        with mock_step(load.named("again"), returns=7):
            assert await flow.run(1, on=engine) == (10, 7)
        with mock_step(load, returns=8):
            assert await flow.run(1, on=engine) == (8, 8)


async def test_another_step_of_the_same_function_is_another_step() -> None:
    """A step is what was made by `@step` or `Step(...)`, and its copies."""

    async def body(value: int) -> int:
        return value

    one, other = Step("one", body), Step("other", body)
    flow = workflow("two").parallel(one, other).build()
    async with connect() as engine:
        with mock_step(one, returns=9):
            assert await flow.run(1, on=engine) == (9, 1)


async def test_a_mock_reaches_into_maps_arms_loops_and_workflows() -> None:
    """Wherever the step stands."""

    @step
    async def items(count: int) -> list[int]:
        return list(range(count))

    @step
    async def more(value: int) -> int:
        raise AssertionError

    @step
    async def total(values: list[int]) -> int:
        return sum(values)

    inner = workflow("inner").then(more).build()
    flow = (
        workflow("nested")
        .then(items)
        .map(inner)
        .then(total)
        .branch(lambda value: value > 0, then=more.named("then"), otherwise=more.named("otherwise"))
        .repeat(2, more.named("turn"))
        .build()
    )
    async with connect() as engine:
        with mock_step(more, side_effect=lambda value: value + 1) as mock:
            assert await flow.run(3, on=engine) == 9
    assert Counter(call.step_id.partition("[")[0].partition("#")[0] for call in mock.calls) == {
        "inner": 3, "then": 1, "turn": 2
    }  # fmt: skip


async def test_a_step_in_a_process_is_mocked_in_this_one() -> None:
    """No worker is started; its function runs in a thread here."""
    flow = workflow("far").parallel(load, load.named("other")).then(add).build()
    threads: list[str] = []

    def nearby(one: float, other: float) -> float:
        threads.append(threading.current_thread().name)
        return one * other

    async with connect() as engine:
        with mock_step(add, side_effect=nearby) as mock:
            assert await flow.run(2, on=engine) == 400.0
    assert mock.inputs == [(20.0, 20.0)]
    assert threads != [threading.main_thread().name]


async def on_the_loop(value: int) -> int:
    await asyncio.sleep(0)
    return value + 1


def plain(value: int) -> int:
    return value + 1


def with_context(ctx: StepContext, value: int) -> int:
    return value + ctx.attempt


@pytest.mark.parametrize(
    "effect", [on_the_loop, plain, with_context, lambda value: value + 1, AsyncMock(return_value=2)]
)
@pytest.mark.parametrize("executor", ["loop", "inline", "thread"])
async def test_every_kind_of_function_may_take_the_place_of_every_body(
    effect: Callable[[int], int], executor: str
) -> None:
    """With a context or without, async or not."""

    async def slow(value: int) -> int:
        raise AssertionError

    def quick(value: int) -> int:
        raise AssertionError

    kinds = {
        "loop": Step("it", slow),
        "inline": Step("it", quick, executor="inline"),
        "thread": Step("it", quick, executor="thread"),
    }
    async with connect() as engine:
        with mock_step(kinds[executor], side_effect=effect) as mock:
            assert await workflow("w").then(kinds[executor]).build().run(1, on=engine) == 2
    assert mock.inputs == [1]


async def test_a_step_without_values() -> None:
    """Its input is the empty tuple."""
    async with connect() as engine:
        with mock_step(tick, side_effect=lambda: 5) as mock:
            assert await workflow("w", int).then(tick).build().run(1, on=engine) == 5
    assert mock.inputs == [()]


async def test_a_mock_leaves_the_cache_alone() -> None:
    """It is called although an output is kept, and what it gives is not kept."""

    @step(pure=True, cache=timedelta(hours=1))
    async def costly(value: int) -> int:
        calls["costly"] += 1
        return value

    flow = workflow("w").then(costly).build()
    async with Engine(MemoryStore()) as engine:
        with mock_step(costly, returns=1):
            assert await flow.run(5, on=engine) == 1
        assert await flow.run(5, on=engine) == 5
        with mock_step(costly, returns=2):
            assert await flow.run(5, on=engine) == 2
        assert await flow.run(5, on=engine) == 5
    assert calls["costly"] == 1


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "takes one of returns=, raises= and side_effect=, not 0"),
        ({"returns": 1, "raises": KeyError}, "not 2 of them"),
        ({"raises": 3}, "takes an exception or its class, not 3"),
        ({"side_effect": "abc"}, "takes a function of the step's values, or a tuple"),
    ],
)
def test_a_mock_of_nothing_is_refused(options: dict[str, object], text: str) -> None:
    """With what it takes."""
    with pytest.raises(SettingError, match=text):
        mock_step(load, **options)  # type: ignore[misc]  # that is what is tested


def test_a_function_of_other_values_is_refused_at_once() -> None:
    """Not only when the step is called."""
    with pytest.raises(TypeError, match="side_effect of step 'add' is to take one, other"):
        mock_step(add, side_effect=plain)  # type: ignore[arg-type]  # that is what is tested


def test_what_is_no_step_is_refused() -> None:
    """A plain function is patched by other means."""
    with pytest.raises(DefinitionError, match="takes a step, not"):
        mock_step(plain, returns=1)  # type: ignore[call-overload]  # that is what is tested
